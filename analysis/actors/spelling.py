"""The words of a corpus as numbers: found by their letters, with and without proclitics, in one go."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable

import numpy as np

from ..words.vocabulary import Vocabulary

_ALEF, _LAM = map(ord, "ال")
_CONJUNCTIONS, _PREPOSITIONS = ([*map(ord, letters)] for letters in ("وف", "بكل"))
_MARGIN = 8  # line ends after the last word, which is read with what follows it
_EDGE = 5  # letters at either end of a word that rules ask for


class Letters:
    """Words one after the other, as UTF-16."""

    def __init__(self, words: Iterable[str]):
        text = "\n".join([*words, "\n" * _MARGIN])
        self.all = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        self.end = np.flatnonzero(self.all == ord("\n"))[:-_MARGIN]
        self.begin = np.zeros_like(self.end)
        self.begin[1:] = self.end[:-1] + 1
        self.length = self.end - self.begin

    def words(self) -> list[str]:
        """The words as they are spelt with these letters."""
        return self.all.tobytes().decode("utf-16-le", "surrogatepass").split("\n")[: len(self.end)]

    @functools.cached_property
    def heads(self) -> np.ndarray:
        """The first five letters of each word; 0 where it has fewer."""
        return self._edge(self.begin, 1)

    @functools.cached_property
    def tails(self) -> np.ndarray:
        """The last five letters of each word, backwards."""
        return self._edge(self.end - 1, -1)

    def _edge(self, start: np.ndarray, step: int) -> np.ndarray:
        edge = np.empty((_EDGE, len(start)), np.uint16)
        for place, row in enumerate(edge):
            self.all.take(start + step * place, mode="clip", out=row)
            row *= self.length > place
        return edge

    def shaped(self, start: Collection[str] = (), end: Collection[str] = (), least: int = 1) -> np.ndarray:
        """Which words begin and end so (in up to five letters), and have at least so many?"""
        hit = self.length >= least
        if any(start):
            hit &= _begins(self.heads, start)
        if any(end):
            hit &= _begins(self.tails, (part[::-1] for part in end))
        return hit


def _begins(letters: np.ndarray, parts: Iterable[str]) -> np.ndarray:
    hit = np.zeros(letters.shape[1], bool)
    for part in parts:
        fits = True
        for place, letter in enumerate(part):
            fits = fits & (letters[place] == ord(letter))
        hit |= fits
    return hit


class Spelling:
    """Looks words up among those of a corpus; equal ones have the code of the first.

    A last word, code -1, stands for none.
    """

    def __init__(self, letters: Letters):
        self.letters, words = letters, len(letters.end)
        self._vocabulary = Vocabulary(max(10, (8 * words).bit_length()))
        number = self._numbers(letters)
        self._code = np.full(len(self._vocabulary) + 1, -1, np.int32)
        self._code[number[::-1]] = np.arange(words)[::-1]  # the first of equal ones stays
        self.code = self._code[number]

    def _numbers(self, letters: Letters, *, enter: bool = True) -> np.ndarray:
        return self._vocabulary.codes(letters.all, letters.begin, letters.length, enter=enter)

    def find(self, words: Iterable[str]) -> np.ndarray:
        """The code of each of these words, -1 for one that is not among ours."""
        number = self._numbers(Letters(words), enter=False)
        return self._code.take(np.minimum(number, len(self._code) - 1))

    def find_heads(self, heads: Iterable[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Our words that are one of these with proclitics or without: word, length of those, which head.

        Where a word is several of them, the one with the shortest proclitics comes last.
        """
        word, length, rest = self._rests
        number = self._numbers(Letters(heads))
        which = np.full(len(self._vocabulary) + 1, -1, np.int32)
        which[number] = np.arange(len(number))
        head = which.take(rest)
        found = np.flatnonzero(head >= 0)
        return word[found], length[found], head[found]

    @functools.cached_property
    def _rests(self) -> tuple[np.ndarray, ...]:
        """What words may be without proclitics, the longest of these first: word, their length, number."""
        begin, size = self.letters.begin, self.letters.length
        first, second, third = self.letters.heads[:3]
        one = np.isin(first, _CONJUNCTIONS + _PREPOSITIONS) & (size > 1)
        two = np.isin(first, _CONJUNCTIONS) & np.isin(second, _PREPOSITIONS) & (size > 2)
        single, double = (first == _LAM) & (second == _LAM), two & (second == _LAM) & (third == _LAM)
        plain = self.letters.all
        definite = plain.copy()  # للصين is الصين
        definite[begin[single]] = definite[begin[double] + 1] = _ALEF
        forms = (two, 2, plain), (double, 1, definite), (one, 1, plain), (single, 0, definite)
        parts = []
        for mask, cut, letters in (*forms, (size > 0, 0, plain)):
            number = self._vocabulary.codes(letters, begin[mask] + cut, size[mask] - cut)
            parts.append((self.code[mask], np.full(len(number), cut, np.int32), number.astype(np.intp)))
        return tuple(map(np.concatenate, zip(*parts, strict=True)))
