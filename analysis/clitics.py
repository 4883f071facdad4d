"""Words without what is written onto them: و ف ب ل ك س أ and ال in front, pronouns behind.

Every legal cut of a word is a candidate; the frequencies of general Arabic (wordfreq) rank them.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .normalization import normalize
from .resources import read_table

PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "س", "أ", "وب", "ول", "وك", "وس", "فل", "فب", "فس", "فك")
ENCLITICS = ("ه", "ها", "هم", "هما", "هن", "كم", "نا")
_CONTEXTS = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "ك")
_PROCLITIC_WEIGHT = {"و": 1.5, "ف": -0.5, "ب": -1.2, "ل": -0.6, "ك": -2.8, "س": 1.0, "أ": -3.8}
_ENCLITIC_WEIGHT = {"": 0.0, "ه": 1.8, "ها": 1.7, "هم": 1.0, "هما": 0.0, "هن": 0.0, "كم": -0.2, "نا": -2.3}
_UNSEEN, _RARE = 1e-9, 1e-8


class Segments(NamedTuple):
    """A word cut into its parts; `stem` is written as it would stand alone (مدرستهم: مدرسة + هم)."""

    proclitics: tuple[str, ...]
    article: bool
    stem: str
    enclitics: tuple[str, ...]


def segment(word: str) -> Segments:
    """Cut the clitics off one word.

    Examples
    --------
    >>> segment("ولماكرون") == (("و", "ل"), False, "ماكرون", ())
    True
    >>> segment("وزير").stem == "وزير"
    True
    """
    return segments_of([normalize(word)])[0]


def segments_of(vocabulary: list[str]) -> list[Segments]:
    """Cut the clitics off every item; a word the lexicon lacks is settled by the other items."""
    lexicon = _lexicon()
    unknown = [word for word in vocabulary if word not in lexicon]
    known = lexicon | dict.fromkeys(unknown, _RARE) if len(vocabulary) > 1 else lexicon
    return [_best(word, known, lexicon) if word else Segments((), False, word, ()) for word in vocabulary]


def word_forms(vocabulary: list[str]) -> list[str]:
    """The clitic-free form of every item, in order."""
    return [segments.stem for segments in segments_of(vocabulary)]


def lemmatize(form: str) -> str:
    """The dictionary form of a clitic-free form."""
    import simplemma

    return simplemma.lemmatize(form, lang="ar")


def word_lemmas(forms: list[str]) -> list[str]:
    """The dictionary form of every clitic-free form, in order."""
    return [lemmatize(form) for form in forms]


@functools.cache
def _lexicon() -> dict[str, float]:
    import wordfreq

    return wordfreq.get_frequency_dict("ar", "best")


@functools.cache
def _closed() -> dict[str, Segments]:
    return {
        row["word"]: Segments(tuple(row["proclitics"]), False, row["stem"], tuple(row["enclitics"].split()))
        for row in read_table("closed_class")
    }


def _candidates(word: str) -> Iterator[Segments]:
    for proclitics in PROCLITICS:
        if not word.startswith(proclitics):
            continue
        rest, last = word[len(proclitics) :], proclitics[-1:]
        options = [(False, rest)]
        if last not in ("س", "أ", "ل") and rest.startswith("ال"):
            options.append((True, rest[2:]))
        if last == "ل" and rest.startswith("ل"):
            options += [(True, rest[1:]), (True, rest)]
        for article, body in options:
            for enclitic in ("",) if article else ("", *ENCLITICS):
                if not body.endswith(enclitic):
                    continue
                stem = body[: len(body) - len(enclitic)]
                if len(stem) < 2 or (enclitic and stem[-1] == "ة") or (last == "س" and stem[0] not in "يتنأ"):
                    continue
                for restored in _restored(stem) if enclitic else (stem,):
                    yield Segments(tuple(proclitics), article, restored, (enclitic,) if enclitic else ())


def _restored(stem: str) -> tuple[str, ...]:
    """How a stem before a pronoun is written when it stands alone."""
    if stem[-1] == "ت":
        return stem[:-1] + "ة", stem
    if stem[-1] == "ا":
        return stem[:-1] + "ى", stem
    if stem[-1] in "ئؤ" and stem[-2] == "ا":
        return (stem[:-1] + "ء",)
    if stem[-1] == "و":
        return stem + "ا", stem
    return (stem,)


def _best(word: str, known: Mapping[str, float], lexicon: Mapping[str, float]) -> Segments:
    whole = Segments((), False, word, ())
    if not "\u0621" <= word[0] <= "\u064a":
        return whole
    for prefix in ("", "و", "ف"):
        closed = _closed().get(word[len(prefix) :]) if word.startswith(prefix) else None
        if closed:
            return closed._replace(proclitics=(*prefix, *closed.proclitics))
    own = lexicon.get(word, 0)
    return max(_candidates(word), key=lambda cut: _score(cut, word, own, known), default=whole)


def _log(frequency: float) -> float:
    return math.log10(frequency + _UNSEEN)


def _score(cut: Segments, word: str, own: float, known: Mapping[str, float]) -> float:
    stem = cut.stem
    contexts = (context + stem for context in _CONTEXTS)
    evidence = sum(known.get(context, 0) for context in contexts if context != word)
    bare = _log(known.get(stem, 0) if stem != word else own)
    definite = _log(known.get("ال" + stem, 0)) + 9
    score = 0.8 * _log(evidence) - {2: 4.5, 3: 2.0}.get(len(stem), 0)
    if not (cut.proclitics or cut.article or cut.enclitics):
        return score + 0.9 * bare + 0.8 * definite - 2.0
    score += 1.3 * bare
    if own and bare > -9:
        score -= 0.4 * (_log(own) - bare)
    score += sum(_PROCLITIC_WEIGHT[letter] for letter in cut.proclitics)
    score += _ENCLITIC_WEIGHT["".join(cut.enclitics)]
    score += (2.0 + 1.3 * definite) * cut.article
    if cut.proclitics and cut.proclitics[-1] in "بلك":
        score += 0.9 * definite
    return score
