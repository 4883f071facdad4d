"""The words of a corpus as numbers: found by their letters, with and without proclitics, in one go."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..words.vocabulary import Vocabulary

_ALEF, _LAM = map(ord, "ال")
_CONJUNCTIONS, _PREPOSITIONS = ([*map(ord, letters)] for letters in ("وف", "بكل"))
_MARGIN = 9  # line ends after the last word, which is read with what follows it
_EDGE = 5  # letters at either end of a word that rules ask for


class _Letters:
    """Words one after the other, as UTF-16."""

    def __init__(self, words: Iterable[str]):
        text = "\n".join([*words, "\n" * (_MARGIN - 1)])
        self.all = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        self.end = np.flatnonzero(self.all == ord("\n"))[: 1 - _MARGIN]
        self.begin = np.r_[0, self.end + 1][:-1]


class Spelling:
    """The distinct words among some: `code` gives the number of each, `first` where each number first stands.

    A last word, number -1, stands for none.
    """

    def __init__(self, words: list[str]):
        self._letters = _Letters(words)
        self._vocabulary = Vocabulary(max(10, (8 * len(words)).bit_length()))
        number = self._numbers(self._letters)
        self.code, distinct = pd.factorize(number)
        self.code = self.code.astype(np.int32)
        self.first = np.empty(len(distinct), np.int64)
        self.first[self.code[::-1]] = np.arange(len(words))[::-1]
        self._code = np.full(len(self._vocabulary) + 1, -1)
        self._code[distinct] = np.arange(len(distinct))

    def _numbers(self, letters: _Letters) -> np.ndarray:
        return self._vocabulary.codes(letters.all, letters.begin, letters.end - letters.begin)

    def find(self, words: Iterable[str]) -> np.ndarray:
        """The code of each of these words, -1 for one that is not among ours."""
        return self._code.take(self._numbers(_Letters(words)), mode="clip")

    def find_heads(self, heads: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Our words that are one of these with proclitics or without: word, length of those, which head.

        Where a word is several, the one with the shortest proclitics comes last.
        """
        word, length, rest = self._rests
        number = self._numbers(_Letters(heads))
        which = np.full(len(self._vocabulary) + 1, -1)
        which[number] = np.arange(len(heads))
        head = which.take(rest)
        found = np.flatnonzero(head >= 0)
        return word[found], length[found], head[found]

    @functools.cached_property
    def _rests(self) -> tuple[np.ndarray, ...]:
        """What words may be without proclitics, the longest of these first: word, their length, number."""
        first, second, third = self.heads[:3]
        one = np.isin(first, _CONJUNCTIONS + _PREPOSITIONS) & (second > 0)
        two = np.isin(first, _CONJUNCTIONS) & np.isin(second, _PREPOSITIONS) & (third > 0)
        begin, end, plain = self._letters.begin[self.first], self._letters.end[self.first], self._letters.all
        definite = plain.copy()
        single, double = (first == _LAM) & (second == _LAM), two & (second == _LAM) & (third == _LAM)
        definite[begin[single[:-1]]] = definite[begin[double[:-1]] + 1] = _ALEF  # للصين is الصين
        kinds = (two, 2, plain), (double, 1, definite), (one, 1, plain), (single, 0, definite)
        parts = []
        for mask, length, letters in (*kinds, (first > 0, 0, plain)):
            word = np.flatnonzero(mask)
            number = self._vocabulary.codes(letters, begin[word] + length, (end - begin)[word] - length)
            parts.append((word, np.full(len(word), length), number))
        return tuple(map(np.concatenate, zip(*parts, strict=True)))

    @functools.cached_property
    def heads(self) -> np.ndarray:
        """The first five letters of each word; 0 where it has fewer."""
        return self._edge(self._letters.begin, 1)

    @functools.cached_property
    def tails(self) -> np.ndarray:
        """The last five letters of each word, backwards."""
        return self._edge(self._letters.end - 1, -1)

    def _edge(self, start: np.ndarray, step: int) -> np.ndarray:
        place = np.arange(_EDGE)[:, None]
        inside = place < (self._letters.end - self._letters.begin)[self.first]
        edge = np.zeros((_EDGE, len(self.first) + 1), np.uint16)
        edge[:, :-1] = self._letters.all.take(start[self.first] + step * place, mode="clip") * inside
        return edge
