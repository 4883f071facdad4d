"""How much speaks for a string of letters as a stem: what general Arabic, or the corpus, shows of it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .lexicon import UNSEEN, frequencies, is_arabic

CONTEXTS = ("", "ال", "و")  # what a stem is looked for behind
PERSONS = "يتنأ"  # what an imperfect begins with: he, she or you, we, I

# Weights per decade of evidence. With those of the clitics (clitics.csv) they are the coefficients of a
# logistic regression over the candidate cuts of each word of a news treebank (20,000 words), rounded.
_BARE = 1.5  # the stem alone
_TYPICAL = 1.0  # a noun with its article; after س, the verb in another person
_IN_CONTEXT = 0.5  # the stem in any context but the word in question
_FORM_VIII = 1.5  # التزم beside يلتزم: the ال is no article
_SHORT = {2: -5.0, 3: -2.0}  # short stems are found in everything
_NUMBER = 100.0  # و20, بBBC: nothing but clitics is written onto digits and Latin letters
_RARE = 1e-8  # the share of a word of the corpus that general Arabic lacks


# The sum of the shares in all contexts; the score of all the rest; the list in which the stem was found.
_Weighed = tuple[float, float, dict[str, float]]


class Evidence:
    """Scores of stems: from general Arabic or, for stems that it lacks, from the words of one corpus."""

    def __init__(self, vocabulary: Iterable[str] = ()) -> None:
        self._general = frequencies()
        self._corpus: dict[str, float] = {word: _RARE for word in vocabulary if word not in self._general}
        self._nouns: dict[str, _Weighed] = {}
        self._verbs: dict[str, _Weighed] = {}

    def score(self, stem: str, *, verb: bool = False, without: str = "") -> float:
        """What speaks for a stem as a noun, or as an imperfect verb, apart from the word in question.

        Examples
        --------
        >>> Evidence().score("وزير") > Evidence().score("زير")
        True
        """
        memory = self._verbs if verb else self._nouns
        found = memory.get(stem)
        if found is None:
            found = memory[stem] = self._weigh(stem, verb)
        in_context, score, shares = found
        if without in shares:
            in_context = max(in_context - shares[without], 0.0)
            if stem == without and shares is self._corpus:
                score -= _BARE * _decades(_RARE)
        return score + _IN_CONTEXT * _decades(in_context)

    def definite(self, stem: str) -> bool:
        """Whether the stem stands behind its article anywhere: then it is a noun, whatever it begins with."""
        return "ال" + stem in self._general or self._corpus.get("ال" + stem, 0.0) > 0

    def _weigh(self, stem: str, verb: bool) -> _Weighed:
        for shares in (self._general, self._corpus):
            alone, definite, joined = [shares.get(context + stem, 0.0) for context in CONTEXTS]
            if alone or definite or joined:
                break
        typical = definite
        if verb:
            typical = _other_persons(stem, shares)
        elif stem[-1] == "ا" and len(stem) > 3:  # the accusative of الكتاب is كتابا
            typical = max(definite, shares.get("ال" + stem[:-1], 0.0))
        score = _BARE * _decades(alone) + _TYPICAL * _decades(typical) + _SHORT.get(len(stem), 0.0)
        if stem.startswith("الت"):
            score += _FORM_VIII * _decades(_form_viii(stem, shares))
        if not is_arabic(stem):
            score += _NUMBER
        return alone + definite + joined, score, shares


class Inquiry(Evidence):
    """Evidence without a corpus, which keeps what it would look up in one."""

    def __init__(self) -> None:
        super().__init__()
        self._corpus = _Asked()

    def asked(self) -> list[str]:
        """The words that a corpus was asked for, in that order."""
        return [word for word in self._corpus if word not in self._general]


class _Asked(dict[str, float]):
    """The shares of the words of a corpus that has none; its keys are those that it was asked for."""

    def get(self, word: str, share: float = 0.0) -> float:
        return self.setdefault(word, share)


def _decades(share: float) -> float:
    return math.log10(share / UNSEEN + 1)


def _other_persons(verb: str, shares: dict[str, float]) -> float:
    return max(shares.get(person + verb[1:], 0.0) for person in PERSONS if person != verb[0])


def _form_viii(stem: str, shares: dict[str, float]) -> float:
    """The share of the imperfect that goes with a perfect (التزم, التزمت) or a verbal noun (التزام)."""
    perfects = [stem, *(stem.removesuffix(ending) for ending in ("ت", "وا", "ا", "نا"))]
    if stem[4:5] == "ا" and stem[6:] in ("", "ا", "ات"):
        perfects.append(stem[:4] + stem[5:6])
    return max(shares.get("ي" + perfect[1:], 0.0) for perfect in perfects)
