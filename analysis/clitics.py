"""Words without what is written onto them: و ف ب ل ك س أ and ال in front, pronouns behind.

Function words are looked up and known names kept whole. For any other word each legal cut is a candidate;
the one whose stem general Arabic uses most wins. A stem is judged as it would stand alone: مدرستهم, مدرسة.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .lemmas import lemmatize, word_lemmas
from .lexicon import UNSEEN, frequencies, function_words, is_arabic, names
from .normalization import normalize
from .resources import read_table

__all__ = ["Segments", "lemmatize", "segment", "segments_of", "word_forms", "word_lemmas"]


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
    return _fixed().get(word) or _best(word, _general_evidence())


def segments_of(vocabulary: list[str]) -> list[Segments]:
    """Cut the clitics off every word of a corpus; what the lexicon lacks is settled by the other words.

    Parameters
    ----------
    vocabulary : list of str
        Distinct words in the `match` form of `normalize`.

    Returns
    -------
    list of Segments
        One for each item, in order. What does not begin with an Arabic letter is its own stem.

    Examples
    --------
    >>> segments_of(["لماليوك", "ماليوك"])[0] == (("ل",), False, "ماليوك", ())
    True
    """
    fixed = _fixed()
    evidence = _Evidence(vocabulary)
    return [fixed.get(word) or _best(word, evidence) for word in vocabulary]


def word_forms(vocabulary: list[str]) -> list[str]:
    """The clitic-free form of every word of a corpus: the stem, without the article.

    Examples
    --------
    >>> word_forms(["الضمانات", "وبالضمانات", "2026", "nato"]) == ["ضمانات", "ضمانات", "2026", "nato"]
    True
    """
    return [segments.stem for segments in segments_of(vocabulary)]


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
            future, counted = "س" in chain, spelling in _CONTEXTS
            openings.setdefault(spelling, []).append(
                _Opening(chain, article, swallowed, score, counted, future)
            )
    return openings


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
    openings, pronouns = _openings(), _clitic_weights("enclitic")
    for size in range(min(5, len(word) - 1)):
        for opening in openings.get(word[:size], ()):
            body = opening.swallowed + word[size:]
            if opening.future and body[0] not in _PERSONS:
                continue
            yield opening, body, ""
            if opening.article:
                continue
            for length in range(1, min(4, len(body) - 1)):
                if body[-length:] in pronouns:
                    for stem in _restored(body[:-length]):
                        yield opening, stem, body[-length:]


_PERSONS = "يتنأ"  # what an imperfect begins with: he, she or you, we, I

# Weights of the evidence for a stem, and of each clitic (clitics.csv): a logistic regression over the
# candidates of each word, fitted on 20,000 words of a news treebank, rounded to halves. Evidence in decades.
_BARE = 1.5  # the stem alone
_TYPICAL = 1.0  # a noun with the article; after س, the verb in another person
_IN_CONTEXT = 0.5  # the stem in any of the contexts, the word itself left out
_FORM_VIII = 1.5  # التزم beside يلتزم: the ال is no article
_SHORT = {2: -5.0, 3: -2.0}  # short stems are found in everything
_NUMBER = 100.0  # و20, بـ BBC: before digits and Latin letters there are only clitics
_CONTEXTS = ("", "ال", "و", "ب", "ل")
_RARE = 1e-8  # the share of a word of this corpus that the lexicon lacks


@functools.cache
def _general_evidence() -> _Evidence:
    return _Evidence()


def _decades(share: float) -> float:
    return math.log10(share / UNSEEN + 1)


class _Weight(NamedTuple):
    """What speaks for a stem: its share in all contexts, the score of the rest, the list that knows it."""

    total: float
    score: float
    shares: dict[str, float]


class _Evidence:
    """What general Arabic says for a stem, or this corpus where general Arabic lacks it."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        self.general = frequencies()
        self.corpus = {word: _RARE for word in vocabulary if word not in self.general}
        self.weighed: tuple[dict[str, _Weight], dict[str, _Weight]] = {}, {}
        self.conjunction: dict[str, bool] = {}

    def weigh(self, stem: str, verb: bool) -> _Weight:
        weighed = self.weighed[verb]
        if stem not in weighed:
            spellings = [context + stem for context in _CONTEXTS]
            for shares in (self.general, self.corpus):
                found = [shares.get(spelling, 0.0) for spelling in spellings]
                if any(found):
                    break
            typical = _other_persons(stem, shares) if verb else _definite(stem, shares)
            score = _BARE * _decades(found[0]) + _TYPICAL * _decades(typical) + _SHORT.get(len(stem), 0.0)
            if stem.startswith("الت"):
                score += _FORM_VIII * _decades(shares.get("ي" + stem[1:], 0.0))
            if not is_arabic(stem):
                score += _NUMBER
            weighed[stem] = _Weight(sum(found), score, shares)
        return weighed[stem]

    def begins_with_conjunction(self, stem: str) -> bool:
        """Whether a stem is itself a word with و or ف, which stands after no other proclitic."""
        if stem[0] not in "وف":
            return False
        if stem not in self.conjunction:
            self.conjunction[stem] = bool((_fixed().get(stem) or _best(stem, self)).proclitics)
        return self.conjunction[stem]


def _definite(stem: str, shares: dict[str, float]) -> float:
    share = shares.get("ال" + stem, 0.0)
    if stem[-1] == "ا" and len(stem) > 3:  # the accusative of الكتاب is كتابا
        share = max(share, shares.get("ال" + stem[:-1], 0.0))
    return share


def _other_persons(verb: str, shares: dict[str, float]) -> float:
    return max(shares.get(person + verb[1:], 0.0) for person in _PERSONS if person != verb[0])


def _best(word: str, evidence: _Evidence) -> Segments:
    """The cut whose stem and clitics score highest; of equals the first, which cuts least."""
    candidates = list(_candidates(word)) if is_arabic(word) else []
    if len(candidates) < 2:
        return Segments((), False, word, ())
    pronouns = _clitic_weights("enclitic")
    best, cut = -math.inf, candidates[0]
    for opening, stem, pronoun in candidates:
        total, score, shares = evidence.weigh(stem, opening.future)
        # A word is no witness for itself: it is left out of the contexts, and of the corpus altogether.
        if opening.counted and not pronoun and word in shares:
            total = max(total - shares[word], 0.0)
            if stem == word and shares is evidence.corpus:
                score -= _BARE * _decades(_RARE)
        score += opening.weight + _IN_CONTEXT * _decades(total)
        if pronoun:
            score += pronouns[pronoun]
        if score > best and not (opening.proclitics and evidence.begins_with_conjunction(stem)):
            best, cut = score, (opening, stem, pronoun)
    opening, stem, pronoun = cut
    return Segments(opening.proclitics, opening.article, stem, (pronoun,) if pronoun else ())
