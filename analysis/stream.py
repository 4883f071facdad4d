"""Tokens as plain arrays, folded for look-up: what the rules for actors read instead of text."""

from __future__ import annotations

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
        spelt = list(map(str, word.categories))
        folded = fold("\n".join(spelt)).split("\n") if spelt else []
        folded = [as_is if as_is in KEPT else form for as_is, form in zip(spelt, folded, strict=True)]
        ids: dict[str, int] = {}
        merged = np.fromiter((ids.setdefault(w, len(ids)) for w in folded), np.int32, len(folded))
        article = np.asarray(tokens["article"].array.codes, np.int32)
        sentence, start, end = (tokens[name].to_numpy() for name in ("sentence", "start", "end"))
        gap = np.full(len(tokens), FAR, np.int32)
        same = (article[1:] == article[:-1]) & (sentence[1:] == sentence[:-1])
        gap[:-1] = np.where(same, start[1:] - end[:-1], FAR)
        codes = np.asarray(word.codes)
        return cls(list(ids), ids, merged[codes] if len(codes) else codes, article, sentence, start, end, gap)

    def __len__(self) -> int:
        return len(self.code)

    def mask(self, words: Iterable[str]) -> np.ndarray:
        """For each word of the vocabulary: is it one of these? The last place stands for no word (-1)."""
        hit = np.zeros(len(self.words) + 1, bool)
        hit[[self.ids[w] for w in words if w in self.ids]] = True
        return hit

    def before(self, at: np.ndarray) -> np.ndarray:
        """Code of the word before token `at`, -1 where more than a space lies between."""
        near = (at > 0) & (self.gap[at - 1] <= 1)
        return np.where(near, self.code[at - 1], -1)

    def after(self, at: np.ndarray) -> np.ndarray:
        """Code of the word after token `at`, -1 where more than a space lies between."""
        near = self.gap[at] <= 1
        return np.where(near, self.code[np.minimum(at + 1, len(self) - 1)], -1)


FAR = 1_000_000
KEPT = frozenset({"على", "وعلى", "فعلى"})  # not folded into the name علي
