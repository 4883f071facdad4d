"""Words without what is written onto them: و ف ب ل ك س أ and ال in front, pronouns behind.

Function words are looked up and known names kept whole. For any other word each legal cut is a candidate;
the one whose stem general Arabic uses most wins. A stem is judged as it would stand alone: مدرستهم, مدرسة.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..normalization import normalize
from ..resources import read_table
from .evidence import CONTEXTS, PERSONS, Evidence, Inquiry
from .lemmas import lemmatize, word_lemmas
from .lexicon import function_words, is_arabic, names, proper_names

__all__ = ["Segments", "lemmatize", "segment", "segments_of", "witnesses", "word_forms", "word_lemmas"]


_LONGEST = 40  # letters: what is longer is no word but noise, or a whole line without spaces


class Segments(NamedTuple):
    """The parts of one word; the stem is written as it would stand alone."""

    proclitics: tuple[str, ...]
    article: bool
    stem: str
    enclitics: tuple[str, ...]


def segment(word: str) -> Segments:
    """Cut the clitics off one word.

    The attached ي (my) and ك (your) stay on nouns: in news they are rarer than the adjectives and names
    that end so. One word alone does not tell all: فهم stays whole (understanding), وهم is cut (and they).

    Parameters
    ----------
    word : str
        One word, with or without vowel marks.

    Returns
    -------
    Segments
        `proclitics` and `enclitics` (tuples of str), `article` (bool), `stem` (str).

    Examples
    --------
    >>> segment("ولِماكرون") == (("و", "ل"), False, "ماكرون", ())
    True
    >>> segment("ومدرستهم") == (("و",), False, "مدرسة", ("هم",))
    True
    >>> segment("وزير").stem == "وزير", segment("للدول").article
    (True, True)
    """
    word = normalize(word)
    return _fixed().get(word) or _best(word, Evidence())


def segments_of(vocabulary: list[str], others: Iterable[str] = (), *, alone: bool = False) -> list[Segments]:
    """Cut the clitics off every word of a corpus; what the lexicon lacks is settled by the other words.

    Parameters
    ----------
    vocabulary : list of str
        Distinct words in the `match` form of `normalize`.
    others : iterable of str
        More words of the corpus, which are not cut; those among `witnesses(vocabulary)` are enough.
    alone : bool
        Cut each word as `segment` does, whatever the others are.

    Returns
    -------
    list of Segments
        One for each item, in order. What does not begin with an Arabic letter is its own stem.

    Examples
    --------
    >>> segments_of(["لماليوك", "ماليوك"])[0] == (("ل",), False, "ماليوك", ())
    True
    >>> segments_of(["لماليوك", "ماليوك"], alone=True)[0].proclitics
    ()
    """
    fixed = _fixed()
    evidence = Evidence(() if alone else itertools.chain(vocabulary, others))
    return [fixed.get(word) or _best(word, evidence) for word in vocabulary]


def word_forms(vocabulary: list[str], others: Iterable[str] = ()) -> list[str]:
    """The clitic-free form of every word of a corpus, as in `segments_of`: the stem, without the article.

    Examples
    --------
    >>> word_forms(["الضمانات", "وبالضمانات", "2026", "nato"]) == ["ضمانات", "ضمانات", "2026", "nato"]
    True
    """
    return [segments.stem for segments in segments_of(vocabulary, others)]


def witnesses(vocabulary: list[str]) -> list[str]:
    """The words that may decide how these are cut, if they stand in the same corpus.

    With them a part of the vocabulary of a corpus is cut as it is with all of it.

    Examples
    --------
    >>> word_forms(["لماليوك"]) == ["لماليوك"], "ماليوك" in witnesses(["لماليوك"])
    (True, True)
    >>> word_forms(["لماليوك"], ["ماليوك"]) == ["ماليوك"]
    True
    """
    fixed, inquiry = _fixed(), Inquiry()
    for word in vocabulary:
        for opening, stem, _ in () if word in fixed else _choices(word):
            inquiry.score(stem, verb=opening.future)
            _legal(opening, stem, inquiry)
    return inquiry.asked()


@functools.cache
def _fixed() -> dict[str, Segments]:
    """Words that are not weighed: names are whole, function words cut as listed."""
    cuts = {name: Segments((), False, name, ()) for name in names()}
    for word, (proclitics, stem, pronoun) in function_words().items():
        letters = tuple(proclitics.removesuffix("ال"))
        cuts[word] = Segments(letters, proclitics.endswith("ال"), stem, (pronoun,) if pronoun else ())
    return cuts


class _Opening(NamedTuple):
    proclitics: tuple[str, ...]
    article: bool
    swallowed: str  # the first letter of the stem, where the spelling leaves it out
    weight: float
    counted: bool  # one of the contexts in which stems are counted
    future: bool
    barred: str  # first letters of stems that, if they are clitics themselves, cannot follow


@functools.cache
def _openings() -> dict[str, list[_Opening]]:
    """What may stand before a stem, by spelling: a conjunction, one more letter, the article."""
    weight = _clitic_weights("proclitic")
    chains = [("أ",), *((*a, *b) for a in ("", "و", "ف") for b in ("", "س", "ب", "ل", "ك"))]
    openings: dict[str, list[_Opening]] = {}
    for chain in chains:
        spelled, total = "".join(chain), sum(weight[letter] for letter in chain)
        readings = [(spelled, False, "")]
        if spelled.endswith("ل"):  # للدول is ل and الدول; للجنة may be ل and اللجنة
            readings += [(spelled + "ل", True, ""), (spelled + "ل", True, "ل")]
        elif not spelled.endswith(("س", "أ")):
            readings.append((spelled + "ال", True, ""))
        for spelling, article, swallowed in readings:
            score = total + weight["ال"] if article else total
            future, counted = "س" in chain, spelling in CONTEXTS
            preposition = not article and not {"ب", "ل", "ك"}.isdisjoint(chain)
            barred = ("وفبلك" if preposition else "وف") if chain else ""
            openings.setdefault(spelling, []).append(
                _Opening(chain, article, swallowed, score, counted, future, barred)
            )
    return openings


_INITIAL = set("وفبلكسأا")  # the first letters of all openings


@functools.cache
def _clitic_weights(place: str) -> dict[str, float]:
    return {row["clitic"]: float(row["weight"]) for row in read_table("clitics") if row["place"] == place}


def _restored(stem: str) -> tuple[str, ...]:
    """The spellings that a stem before a pronoun may have when it stands alone."""
    if stem[-1] == "ت":
        return stem[:-1] + "ة", stem  # مدرستهم, بيتهم
    if stem[-1] == "ا":
        return stem[:-1] + "ى", stem  # مستواهم, رآهم
    if stem[-2:] in ("ائ", "اؤ"):
        return (stem[:-1] + "ء",)  # أبنائهم, أبناؤهم
    if stem[-1] == "و":
        return stem + "ا", stem  # دعوهم, عضوهم
    return () if stem[-1] == "ة" else (stem,)


def _candidates(word: str) -> Iterator[tuple[_Opening, str, str]]:
    """Every legal cut of a word, as (opening, stem, pronoun)."""
    openings, pronouns, known = _openings(), _clitic_weights("enclitic"), names()
    longest = min(4, len(word) - 1) if word[:1] in _INITIAL else 0
    name = ""  # ولبنى: no cut goes into it
    for size in range(longest + 1):
        for opening in openings.get(word[:size], ()):
            body = opening.swallowed + word[size:]
            if (name and body != name) or (len(body) == 1 and is_arabic(body)):
                continue
            if opening.future and body[0] not in PERSONS:
                continue
            if opening.swallowed and body in proper_names():  # لليبيا: the name takes no article
                continue
            yield opening, body, ""
            if opening.article:
                continue
            if body in known:
                name = "" if word[:size].endswith("ل") and body[0] == "ل" else body  # للحج may be ل and الحج
            else:
                for length in range(1, min(4, len(body) - 1)):
                    if body[-length:] in pronouns:
                        for stem in _restored(body[:-length]):
                            yield opening, stem, body[-length:]


def _legal(opening: _Opening, stem: str, evidence: Evidence) -> bool:
    """Whether the stem is not itself cut from what follows no proclitic: و, ف, or one preposition another."""
    if stem[0] not in opening.barred or not _has_proclitics(stem):
        return True
    return stem[0] in "بلك" and evidence.definite(stem)


@functools.lru_cache(1 << 16)
def _has_proclitics(stem: str) -> bool:
    """General Arabic decides: in the corpus, the word in question would bear witness for itself."""
    return bool(segment(stem).proclitics)


def _choices(word: str) -> list[tuple[_Opening, str, str]]:
    """The legal cuts of a word that has more than one."""
    candidates = list(_candidates(word)) if is_arabic(word) and len(word) <= _LONGEST else []
    return candidates if len(candidates) > 1 else []


def _best(word: str, evidence: Evidence) -> Segments:
    """The cut whose stem and clitics score highest; of equals the first, which cuts least."""
    candidates = _choices(word)
    if not candidates:
        return Segments((), False, word, ())
    pronouns = _clitic_weights("enclitic")
    best, cut = float("-inf"), candidates[0]
    for opening, stem, pronoun in candidates:
        witness = opening.counted and not pronoun  # the word is one of the contexts of its own stem
        score = evidence.score(stem, verb=opening.future, without=word if witness else "")
        score += opening.weight + (pronouns[pronoun] if pronoun else 0.0)
        if score > best and _legal(opening, stem, evidence):
            best, cut = score, (opening, stem, pronoun)
    opening, stem, pronoun = cut
    return Segments(opening.proclitics, opening.article, stem, (pronoun,) if pronoun else ())
