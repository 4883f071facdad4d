"""Words of many texts at once, as arrays: where each begins and ends, in which sentence, and its number.

One table says what each character is: part of a word (then its folded form), dropped inside words (vowel
marks, tatweel, controls), or what stands between words. The rest is arithmetic; nothing runs once per token.
"""

from __future__ import annotations

import functools
import re
import sys
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..normalization import COMPOSING, normalize
from .counting import take
from .vocabulary import Vocabulary

# What stands between words, by its place in this string; 0 is dropped; letters and digits lie above them all.
_BETWEEN = '\0 "\n.…!'
_SPACE, _QUOTE, _LINE, _DOT, _ELLIPSIS, _STOP = range(1, len(_BETWEEN))
_LIKE = {
    **dict.fromkeys("\n\r\x0b\x0c\x85\u2028\u2029", _LINE),
    **dict.fromkeys("\"”»’')]›", _QUOTE),
    **dict.fromkeys("!?؟‼⁇⁈⁉۔", _STOP),
    ".": _DOT,
    "…": _ELLIPSIS,
}
_MARGIN = 8  # line ends around each chunk, so that every character has neighbours to look at


class Scan(NamedTuple):
    """The words of a chunk of texts: one value per word."""

    owner: np.ndarray  # number of the text
    sentence: np.ndarray  # number of the sentence in its text
    start: np.ndarray  # characters of the text
    end: np.ndarray
    code: np.ndarray  # number of the word in the vocabulary


def scan(texts: list[str], length: np.ndarray, vocabulary: Vocabulary, *, first: int = 0) -> Scan:
    """Find the words of texts of these lengths, which are numbered from `first`."""
    size = length + 1
    chars = _encode(texts)
    dropped = np.flatnonzero(chars == 0)
    if len(dropped):
        chars = chars[chars != 0]
        dropped -= np.arange(len(dropped))  # now: how many kept characters stand before each dropped one
    in_word = chars > _STOP
    edges = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1
    begin, stop = _pairs(edges)
    start, end = _pairs(edges + _before(dropped, edges))
    text_end = _MARGIN + size.cumsum()
    words = np.diff(np.searchsorted(start, text_end), prepend=0)  # per text
    offset = np.repeat(text_end - size, words)
    opens = np.zeros(len(begin) + 1, bool)
    opens[np.searchsorted(begin, _sentence_ends(chars))] = True
    return Scan(
        np.repeat(np.arange(first, first + len(texts), dtype=np.int32), words),
        number_sentences(opens[:-1], words),
        (start - offset).astype(np.int32),
        (end - offset).astype(np.int32),
        vocabulary.codes(chars, begin, stop - begin),
    )


def number_sentences(opens: np.ndarray, words: np.ndarray) -> np.ndarray:
    """Number the sentences of each text from 0, given which words open one, and the words per text."""
    running = np.append(opens, False).cumsum(dtype=np.int32)
    return running[:-1] - np.repeat(running[words.cumsum() - words], words)


def _what_is(code: int) -> int:
    """The table's entry for one code point."""
    char = chr(code)
    if char in _LIKE:
        return _LIKE[char]
    if char in COMPOSING:
        return code
    folded = normalize(char)
    if not folded:
        return 0
    if not (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")):
        return _SPACE
    return ord(folded) if len(folded) == 1 and folded <= "\uffff" else code


@functools.cache
def _table() -> np.ndarray:
    return np.fromiter(map(_what_is, range(0x10000)), np.uint16, 0x10000)


@functools.cache
def _wide_table() -> np.ndarray:
    """With the letters outside the first plane, for texts that hold such a character (mostly emoji)."""
    table = np.full(0x110000, _SPACE, np.uint32)
    table[:0x10000] = _table()
    letters = [code for code in range(0x10000, 0x40000) if chr(code).isalnum()]
    table[letters] = letters
    return table


def _encode(texts: list[str]) -> np.ndarray:
    """What each character of the texts is, with a line end after each text and a margin of line ends."""
    margin = "\n" * _MARGIN
    text = "".join([margin, "\n".join(texts), margin])
    raw = text.encode("utf-16-le", "surrogatepass")
    if len(raw) == 2 * len(text):
        return take(_table(), np.frombuffer(raw, np.uint16))
    chars = _wide_table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    return chars if chars.max() > 0xFFFF else chars.astype(np.uint16)


def _before(these: np.ndarray, places: np.ndarray) -> np.ndarray:
    """How many of these positions are at or before each place (both ascend)."""
    between = np.diff(np.searchsorted(places, these), prepend=0, append=len(places))
    return np.repeat(np.arange(len(these) + 1), between)


def _pairs(edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where words begin, and where they stop."""
    return edges[::2].copy(), edges[1::2].copy()


# Where a sentence ends is decided once for each kind of surroundings: 4 characters, the mark, 3 characters,
# each written as A (Arabic letter), L (other letter), 9 (digit) or as in _BETWEEN.

_KINDS = _BETWEEN + "AL9"
_GOES_ON = re.compile(r'"{1,2}[^\n.!…"]')  # «لن نقبل!» قال
_INITIAL = re.compile(r"[^AL9][AL]$")  # د. محمد, U.S. and أ.ف.ب.
_LISTED = re.compile(r"(?:\n|[.!…] )9{1,2}$")  # 1. at the head of an item


@functools.cache
def _ends_sentence(surroundings: int) -> bool:
    kinds = "".join([_KINDS[kind] for kind in surroundings.to_bytes(8, sys.byteorder)])
    before, mark, after = kinds[:4], kinds[4], kinds[5:]
    if mark == "\n":
        return True
    if mark in "!…":
        return not _GOES_ON.match(after)
    if before[-1] == "." or after[0] == ".":
        return before[-1] == after[0]  # the middle of three dots; two are a dash
    if after[0] == "A":  # no space: a new sentence after a word, not after the د of د.محمد
        return before[-1] in "AL9" and before[-2] in "AL9"
    if after[0] in "L9":  # bbc.com, 3.5
        return after[0] == "L" and before[-1] == before[-2] == "A"
    return not (_INITIAL.search(before) or _LISTED.search(before))


@functools.cache
def _kinds() -> np.ndarray:
    kinds = np.full(0x10000, _KINDS.index("L"), np.uint8)
    kinds[: len(_BETWEEN)] = np.arange(len(_BETWEEN))
    kinds[ord("0") : ord("9") + 1] = _KINDS.index("9")
    for first, last in ((0x620, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)):
        kinds[first : last + 1] = _KINDS.index("A")
    return kinds


def _sentence_ends(chars: np.ndarray) -> np.ndarray:
    """The places of the characters that end a sentence."""
    inner = chars[_MARGIN:-_MARGIN]
    at = np.flatnonzero((inner >= _LINE) & (inner <= _STOP)) + _MARGIN
    around = chars.take(at[:, None] + np.arange(-4, 4))
    eight = _kinds().take(around, mode="clip").view(np.uint64).ravel()  # one byte for each character
    which, distinct = pd.factorize(eight)
    ends = np.fromiter(map(_ends_sentence, distinct.tolist()), bool, len(distinct))
    return at[ends[which]]
