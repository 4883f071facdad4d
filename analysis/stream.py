"""Tokens as plain arrays, folded for look-up: what the rules for actors read instead of text."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .normalization import normalize


def fold(text: str) -> str:
    """The form in which names are compared: the search form, with ؤ and ئ written as و and ي.

    >>> fold("إسرائيل") == fold("اسراييل"), fold("سوريّة") == fold("سوريه")
    (True, True)
    """
    return normalize(text, "search", add=["hamza"])


@dataclass(frozen=True, eq=False)
class Stream:
    """One corpus as arrays over its tokens; `words[code[i]]` is the folded word of token i."""

    words: list[str]
    ids: dict[str, int]
    code: np.ndarray
    article: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    gap: np.ndarray  # characters between token i and i + 1 of one sentence, else a large number

    @classmethod
    def of(cls, tokens: pd.DataFrame) -> Stream:
        """Fold the vocabulary once; the tokens follow by their codes."""
        word = tokens["word"].array
        spelt = word.categories.tolist()
        folded = fold("\n".join(spelt)).split("\n") if spelt else []
        for i in np.flatnonzero(word.categories.isin(KEPT)):
            folded[i] = spelt[i]
        merged, words = pd.factorize(np.array(folded, dtype=object))
        ids = dict(zip(words.tolist(), range(len(words)), strict=True))
        article = np.asarray(tokens["article"].array.codes, np.int32)
        sentence, start, end = (tokens[name].to_numpy() for name in ("sentence", "start", "end"))
        gap = np.full(len(tokens), FAR, np.int32)
        same = (article[1:] == article[:-1]) & (sentence[1:] == sentence[:-1])
        gap[:-1] = np.where(same, start[1:] - end[:-1], FAR)
        code = merged.astype(np.int32)[word.codes]
        return cls(list(ids), ids, code, article, sentence, start, end, gap)

    def __len__(self) -> int:
        return len(self.code)

    def mask(self, words: Iterable[str]) -> np.ndarray:
        """For each word of the vocabulary: is it one of these? The last place stands for no word (-1)."""
        hit = np.zeros(len(self.words) + 1, bool)
        hit[[self.ids[word] for word in self.ids.keys() & words]] = True
        return hit

    def shaped(self, start: tuple[str, ...] = ("",), end: tuple[str, ...] = ("",), least: int = 1):
        """For each word of the vocabulary: does it begin and end so, in `least` letters (all to five)?"""
        heads, tails = self._edges
        return (heads[:, least - 1] > 0) & _begins(heads, start) & _begins(tails, [e[::-1] for e in end])

    @functools.cached_property
    def _edges(self) -> tuple[np.ndarray, np.ndarray]:
        """The first five letters of each word, and the last five backwards, as code points."""
        heads = np.array([*self.words, ""], "U5")
        tails = np.array([*(word[:-6:-1] for word in self.words), ""], "U5")
        return heads.view(np.uint32).reshape(-1, 5), tails.view(np.uint32).reshape(-1, 5)

    @functools.cached_property
    def attached(self) -> np.ndarray:
        """Words such as ببنزرت: without ب, ل, و or ف they are more frequent in this corpus."""
        count = np.bincount(self.code, minlength=len(self.words))
        hit = np.zeros(len(self.words) + 1, bool)
        for code in np.flatnonzero(self.shaped(("ب", "ل", "و", "ف"), least=4)[:-1]).tolist():
            rest = self.ids.get(self.words[code][1:])
            hit[code] = rest is not None and count[rest] > count[code]
        return hit

    def before(self, at: np.ndarray, widest: int = 1) -> np.ndarray:
        """Code of the word before token `at`, -1 where more characters lie between than `widest`."""
        near = (at > 0) & (self.gap[at - 1] <= widest)
        return np.where(near, self.code[at - 1], -1)

    def after(self, at: np.ndarray) -> np.ndarray:
        """Code of the word after token `at`, -1 where more than a space lies between."""
        near = self.gap[at] <= 1
        return np.where(near, self.code[np.minimum(at + 1, len(self) - 1)], -1)


def _begins(letters: np.ndarray, parts: Iterable[str]) -> np.ndarray:
    hit = np.zeros(len(letters), bool)
    for part in parts:
        fits = np.ones(len(letters), bool)
        for place, letter in enumerate(part):
            fits &= letters[:, place] == ord(letter)
        hit |= fits
    return hit


FAR = 1_000_000
KEPT = frozenset({"على", "وعلى", "فعلى", "بأن", "وبأن"})  # not folded into the names علي and بان
