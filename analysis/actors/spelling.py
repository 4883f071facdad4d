"""The words of a corpus as numbers: found by their letters, with and without proclitics, in one go."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable

import numpy as np

from ..words.vocabulary import Vocabulary

_ALEF, _LAM = map(ord, "ال")
_ONE, _TWO = "وفبكل", ("وب", "وك", "ول", "فب", "فك", "فل")  # proclitics
_MARGIN = 8  # line ends after the last word, which is read with what follows it
_EDGE = 5  # letters at either end of a word that rules ask for


class Letters:
    """Words one after the other, as UTF-16."""

    def __init__(self, words: Iterable[str]):
        text = "\n".join([*words, "\n" * _MARGIN])
        self._hold(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16))

    @classmethod
    def of(cls, units: np.ndarray) -> Letters:
        """Words by their UTF-16 units, each with a line end after it, and more of these at the end."""
        letters = cls.__new__(cls)
        letters._hold(units)
        return letters

    def _hold(self, units: np.ndarray) -> None:
        self.all = units
        self.end = np.flatnonzero(units == ord("\n"))[:-_MARGIN]
        self.begin = np.zeros_like(self.end)
        self.begin[1:] = self.end[:-1] + 1
        self.length = self.end - self.begin

    def __len__(self) -> int:
        return len(self.end)

    def take(self, which: np.ndarray, cut: np.ndarray | int = 0) -> Letters:
        """Some of the words, without so many of their first letters."""
        size = self.length[which] - cut + 1  # with the line end
        place = np.arange(size.sum()) + np.repeat(self.begin[which] + cut - size.cumsum() + size, size)
        return Letters.of(np.append(self.all.take(place), self.all[-_MARGIN:]))

    def words(self) -> list[str]:
        """The words as they are spelt with these letters."""
        return self.all.tobytes().decode("utf-16-le", "surrogatepass").split("\n")[: len(self)]

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

    A last word, code -1, stands for none. Every word that was asked for, or may be part of one of ours, has
    a number besides.
    """

    def __init__(self, letters: Letters):
        self.letters, words = letters, len(letters)
        self._vocabulary = Vocabulary(max(10, (8 * words).bit_length()))
        self.number = self.numbers(letters, enter=True)
        self._code = np.full(len(self._vocabulary) + 1, -1, np.int32)
        self._code[self.number[::-1]] = np.arange(words)[::-1]  # the first of equal ones stays
        self.code = self._code[self.number]
        self._rests = self._without_proclitics()

    def __len__(self) -> int:
        return len(self.letters)

    def numbers(self, words: Letters, *, enter: bool = False) -> np.ndarray:
        """The number of each of these words, -1 for new ones unless they shall be entered."""
        return self._vocabulary.codes(words.all, words.begin, words.length, enter=enter)

    def codes(self, number: np.ndarray) -> np.ndarray:
        """The code of the word with each number, -1 for one that is not among ours."""
        return self._code.take(np.minimum(number, len(self._code) - 1))

    def find(self, words: Iterable[str]) -> np.ndarray:
        """The code of each of these words, -1 for one that is not among ours."""
        return self.codes(self.numbers(Letters(words)))

    def bare(self, code: np.ndarray, cut: np.ndarray) -> Letters:
        """Words of ours without so many letters of proclitics; للصين is الصين."""
        words = self.letters.take(code, cut)
        doubled = (words.all[words.begin] == _LAM) & (words.all[words.begin + 1] == _LAM)
        words.all[words.begin[doubled]] = _ALEF
        return words

    def find_heads(self, number: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Our words that are one of these with proclitics or without: word, length of those, which head.

        Where a word is several of them, the one with the shortest proclitics comes last.
        """
        word, length, rest = self._rests
        which = np.full(len(self._vocabulary) + 1, -1, np.int32)
        which[number] = np.arange(len(number))
        head = which.take(rest)
        found = np.flatnonzero(head >= 0)
        return word[found], length[found], head[found]

    def _without_proclitics(self) -> tuple[np.ndarray, ...]:
        """What words may be without proclitics, the longest of these first: word, their length, number."""
        begin, size, shaped = self.letters.begin, self.letters.length, self.letters.shaped
        single, double = shaped(("لل",)), shaped(("ولل", "فلل"))
        plain = self.letters.all
        definite = plain.copy()  # للصين is الصين
        definite[begin[single]] = definite[begin[double] + 1] = _ALEF
        parts = []
        for mask, cut, letters in (
            (shaped(_TWO, least=3), 2, plain),
            (double, 1, definite),
            (shaped(_ONE, least=2), 1, plain),
            (single, 0, definite),
        ):
            number = self._vocabulary.codes(letters, begin[mask] + cut, size[mask] - cut)
            parts.append((self.code[mask], np.full(len(number), cut, np.int32), number))
        parts.append((self.code, np.zeros(len(self), np.int32), self.number))
        return tuple(map(np.concatenate, zip(*parts, strict=True)))
