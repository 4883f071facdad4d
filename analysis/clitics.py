"""Words without what is written onto them: و ف ب ل ك س أ and ال in front, pronouns behind.

Function words are looked up and known names kept whole. For any other word each legal cut is a candidate, and the
one whose stem general Arabic uses most wins. A stem is judged as it would stand alone: مدرستهم is مدرسة and هم.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from typing import NamedTuple

from .lexicon import UNSEEN, frequencies, function_words, is_arabic, names
from .normalization import normalize
from .resources import read_table


class Segments(NamedTuple):
    """The parts of one word; the stem is written as it would stand alone."""

    proclitics: tuple[str, ...]
    article: bool
    stem: str
    enclitics: tuple[str, ...]


def segment(word: str) -> Segments:
    """Cut the clitics off one word.

    The attached ي (my) and ك (your) stay on nouns: in news they are rarer than the adjectives and names that end
    so. Which reading is meant cannot be seen in one word: فهم stays whole (understanding), وهم is cut (and they).

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
    return segments_of([normalize(word)])[0]


def segments_of(vocabulary: list[str]) -> list[Segments]:
    """Cut the clitics off every word of a corpus; a word unknown to the lexicon is settled by the other words.

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
    assimilated: str  # the first letter of the stem, where the spelling has swallowed it
    weight: float
    context: bool  # one of the contexts in which stems are counted


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
            opening = _Opening(
                chain, article, swallowed, total + article * weight["ال"], spelling in _CONTEXTS
            )
            openings.setdefault(spelling, []).append(opening)
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
            body = opening.assimilated + word[size:]
            if "س" in opening.proclitics and body[0] not in "يتنأ":
                continue  # the future stands before the imperfect
            yield opening, body, ""
            if opening.article:
                continue
            for length in range(1, min(4, len(body) - 1)):
                if body[-length:] in pronouns:
                    for stem in _restored(body[:-length]):
                        yield opening, stem, body[-length:]


# Weights of the evidence for a stem, and of each clitic (clitics.csv): a logistic regression over the candidates of
# each word, fitted on 13,000 words of a news treebank, rounded to halves. Three kinds of evidence, in decades.
_BARE = 1.5  # the stem alone
_DEFINITE = 1.0  # the stem with the article, which only nouns and adjectives take
_IN_CONTEXT = 0.5  # the stem after any of the contexts, the word itself left out
_CONTEXTS = ("", "ال", "و", "وال", "ب", "بال", "ل", "لل", "ف", "ك")
_FORM_VIII = 1.5  # التزم beside يلتزم: the ال is no article
_SHORT = {2: -5.0, 3: -2.0}  # short stems are found in everything
_RARE = 1e-8  # a word of this corpus that the lexicon lacks


class _Evidence:
    """What general Arabic, and for words it lacks this corpus, say for a stem."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.general = frequencies()
        self.corpus = {word: _RARE for word in vocabulary if word not in self.general}
        self.known: dict[str, tuple[float, float, float]] = {}

    def share(self, word: str) -> float:
        return self.general.get(word) or self.corpus.get(word, 0.0)

    def weigh(self, stem: str) -> tuple[float, float, float]:
        """Share alone, share in all contexts, and the score of what else speaks for the stem."""
        if stem not in self.known:
            definite = self.share("ال" + stem)
            if stem[-1] == "ا" and len(stem) > 3:  # the accusative of الكتاب is كتابا
                definite = max(definite, self.share("ال" + stem[:-1]))
            score = _DEFINITE * _decades(definite) + _SHORT.get(len(stem), 0.0)
            if stem.startswith("الت"):
                score += _FORM_VIII * _decades(self.share("ي" + stem[1:]))
            total = sum(self.share(context + stem) for context in _CONTEXTS)
            self.known[stem] = self.share(stem), total, score
        return self.known[stem]


def _decades(share: float) -> float:
    return math.log10(share / UNSEEN + 1)


def _best(word: str, evidence: _Evidence) -> Segments:
    """The cut whose stem and clitics score highest; the first of equals, which cuts least."""
    candidates = list(_candidates(word)) if is_arabic(word) else []
    if len(candidates) < 2:
        return Segments((), False, word, ())
    pronouns = _clitic_weights("enclitic")
    own = evidence.share(word)
    best = -math.inf
    for opening, stem, pronoun in candidates:
        bare, total, score = evidence.weigh(stem)
        if stem == word:  # that a word of the corpus is written so says nothing for it
            bare = evidence.general.get(word, 0.0)
        if opening.context and not pronoun:
            total = max(total - own, 0.0)
        score += opening.weight + pronouns.get(pronoun, 0.0)
        score += _BARE * _decades(bare) + _IN_CONTEXT * _decades(total)
        if score > best:
            best, cut = score, (opening, stem, pronoun)
    opening, stem, pronoun = cut
    return Segments(opening.proclitics, opening.article, stem, (pronoun,) if pronoun else ())
