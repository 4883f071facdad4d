"""Words of many texts at once, as arrays: where each begins and ends, a key that is equal for equal words.

One table says what each character is: part of a word (then its folded form), dropped inside words (vowel
marks, tatweel, controls), or what stands between words. The rest is arithmetic; nothing runs once per token.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

import numpy as np
import pandas as pd

from .normalization import COMPOSING, normalize

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
_MARGIN = 4  # line ends around each chunk, so that every character has neighbours to look at
_MULTIPLIER, _OTHER_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)


class Scan(NamedTuple):
    """The words of a chunk of texts: one value per word, then one per distinct word."""

    owner: np.ndarray  # number of the text
    sentence: np.ndarray  # number of the sentence in its text
    start: np.ndarray  # characters of the text
    end: np.ndarray
    code: np.ndarray  # number of the distinct word
    key: np.ndarray  # equal for equal words
    check: np.ndarray  # a second key: words that share only the first are not equal
    first: np.ndarray  # where the distinct word stands first among the words


def scan(texts: list[str], *, first: int = 0) -> Scan:
    """Find the words of texts that are numbered from `first`."""
    size = np.array([len(text) + 1 for text in texts])
    chars = _encode(texts)
    dropped = np.flatnonzero(chars == 0)
    if len(dropped):
        chars = chars[chars != 0]
        dropped -= np.arange(len(dropped))  # now: how many kept characters stand before each dropped one
    in_word = chars > _STOP
    edges = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1
    begin, stop = np.ascontiguousarray(edges.reshape(-1, 2).T)
    start, end = (place + _before(dropped, place) - _MARGIN for place in (begin, stop))
    text_end = size.cumsum()
    words = np.diff(np.searchsorted(start, text_end), prepend=0)  # per text
    owner = np.repeat(np.arange(first, first + len(texts), dtype=np.int32), words)
    offset = np.repeat(text_end - size, words)
    sentence = number_sentences(owner, _before(_sentence_ends(chars), begin))
    key, check = _keys(chars, begin, stop - begin)
    code, at = distinct(key, check)
    start, end, code = (array.astype(np.int32) for array in (start - offset, end - offset, code))
    return Scan(owner, sentence, start, end, code, key[at], check[at], at)


def distinct(key: np.ndarray, check: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Number the words by their keys; return the numbers, and where each stands first."""
    code, keys = pd.factorize(key)
    first = np.empty(len(keys), np.int64)
    first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    if (check != check[first][code]).any():  # two words have one key: number every token by itself
        code = first = np.arange(len(key))
    return code, first


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
        return _table()[np.frombuffer(raw, np.uint16)]
    chars = _wide_table()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    return chars if chars.max() > 0xFFFF else chars.astype(np.uint16)


def _before(these: np.ndarray, places: np.ndarray) -> np.ndarray:
    """How many of these positions are at or before each place (both ascend)."""
    return np.bincount(np.searchsorted(places, these), minlength=len(places) + 1)[:-1].cumsum()


def _keys(chars: np.ndarray, begin: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two 64-bit keys per word, made of 64-bit loads; words of one load have a key of their own."""
    per_load = 8 // chars.itemsize
    loads = np.lib.stride_tricks.as_strided(
        chars[:per_load].view(np.uint64), (len(chars) - per_load + 1,), (chars.itemsize,)
    )
    masks = np.array([(1 << 8 * chars.itemsize * i) - 1 for i in range(per_load + 1)], np.uint64)
    check = loads[begin] & masks[np.minimum(length, per_load)]
    key = check * _MULTIPLIER
    longer, done = np.flatnonzero(length > per_load), per_load
    while len(longer):
        left = length[longer] - done
        load = loads[begin[longer] + done] & masks[np.minimum(left, per_load)]
        mixed = key[longer]
        key[longer] = ((mixed ^ (mixed >> np.uint64(29))) + load) * _MULTIPLIER
        check[longer] = check[longer] * _OTHER_MULTIPLIER + load
        longer, done = longer[left > per_load], done + per_load
    return key, check


def number_sentences(owner: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """Number the sentences of each text from 0, so that each number has a word.

    `breaks` counts the sentence ends before each word, from any start.
    """
    new_text = np.diff(owner, prepend=-1) != 0
    running = (new_text | (np.diff(breaks, prepend=-1) != 0)).cumsum()
    words = np.diff(np.append(np.flatnonzero(new_text), len(owner)))  # per text
    return (running - np.repeat(running[new_text], words)).astype(np.int32)


# Where a sentence ends is decided once for each kind of surroundings: 4 characters, the mark, 3 characters,
# each written as A (Arabic letter), L (other letter), 9 (digit) or as in _BETWEEN.

_KINDS = _BETWEEN + "AL9"
_GOES_ON = re.compile(r'"{1,2}[^\n.!…"]')  # «لن نقبل!» قال
_INITIAL = re.compile(r"[^AL9][AL]$")  # د. محمد, U.S. and أ.ف.ب.
_LISTED = re.compile(r"(?:\n|[.!…] )9{1,2}$")  # 1. at the head of an item


@functools.cache
def _ends_sentence(surroundings: int) -> bool:
    base = len(_KINDS)
    kinds = "".join([_KINDS[surroundings // base**i % base] for i in range(7, -1, -1)])
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
    kinds = np.full(0x10000, _KINDS.index("L"), np.int64)
    kinds[: len(_BETWEEN)] = np.arange(len(_BETWEEN))
    kinds[ord("0") : ord("9") + 1] = _KINDS.index("9")
    for first, last in ((0x620, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)):
        kinds[first : last + 1] = _KINDS.index("A")
    return kinds


def _sentence_ends(chars: np.ndarray) -> np.ndarray:
    """The places of the characters that end a sentence."""
    inner = chars[_MARGIN:-_MARGIN]
    at = np.flatnonzero((inner >= _LINE) & (inner <= _STOP)) + _MARGIN
    surroundings = np.zeros(len(at), np.int64)
    for step in range(-4, 4):
        surroundings = surroundings * len(_KINDS) + _kinds()[np.minimum(chars[at + step], 0xFFFF)]
    distinct, which = np.unique(surroundings, return_inverse=True)
    ends = np.fromiter(map(_ends_sentence, distinct.tolist()), bool, len(distinct))
    return at[ends[which]]
