"""Numbers for words, the same for equal words across all chunks of a corpus: a hash table on numpy arrays.

A word is told by the numbers that its characters make, eight bytes each, two of them at a time. They are
compared whole, so that no hash can take one word for another.
"""

from __future__ import annotations

import functools

import numpy as np

_MULTIPLIER, _OTHER_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_SLOTS_PER_WORD = 4  # in a table so empty, few words find their slot taken
_NONE = -1  # in an empty slot; as an index it means the last word, which is kept unlike any other


@functools.cache
def _masks(char: np.dtype) -> np.ndarray:
    """What is kept of 16 bytes where a word has so few characters: a row for each length."""
    wide = 16 // char.itemsize
    return (-np.tri(wide + 1, wide, -1, int)).astype(char).view(np.uint64)


class Vocabulary:
    """The words met so far."""

    def __init__(self, bits: int = 16):
        self._bits, self._size = bits, 0
        self._slots = np.full(1 << bits, _NONE, np.int32)
        self._words = np.zeros(((1 << bits) // _SLOTS_PER_WORD, 2), np.uint64)

    def __len__(self) -> int:
        """How many numbers were given; the beginnings of long words have one too."""
        return self._size

    def codes(
        self, chars: np.ndarray, begin: np.ndarray, length: np.ndarray, *, enter: bool = True
    ) -> np.ndarray:
        """The number of each word `chars[begin : begin + length]`; a word not met before gets a new one.

        Unless it shall not `enter`: then it gets -1. Characters are unsigned, none in a word is 0, and 16
        bytes more follow the last word.
        """
        intern = self._intern if enter else self._find
        wide = 16 // chars.itemsize  # characters in 16 bytes
        windows = np.ndarray(len(chars) - wide + 1, "V16", chars, strides=chars.strides)  # one at each place
        masks = _masks(chars.dtype)
        words = windows[begin].view(np.uint64).reshape(-1, 2)
        words &= masks.take(length, axis=0, mode="clip")
        code = intern(words)
        longer, done = np.flatnonzero((length > wide) & (code != _NONE)), wide
        while len(longer):  # what is known of the word, and the next 8 bytes
            left = np.minimum(length[longer] - done, wide // 2)
            words = windows[begin[longer] + done].view(np.uint64).reshape(-1, 2) & masks[left]
            words[:, 1] = (~code[longer]).astype(np.int64).view(np.uint64)  # negative: unlike any characters
            code[longer] = intern(words)
            done += wide // 2
            longer = longer[(length[longer] > done) & (code[longer] != _NONE)]
        return code

    def _find(self, words: np.ndarray) -> np.ndarray:
        """The number of each row, looked up from its slot onwards up to an empty one."""
        slot = self._slot(words)
        code = self._slots.take(slot)
        wrong = self._differ(code, words)
        while len(wrong := wrong[code[wrong] != _NONE]):
            slot[wrong] = (slot[wrong] + 1) & (len(self._slots) - 1)
            code[wrong] = self._slots.take(slot[wrong])
            wrong = wrong[self._differ(code[wrong], words.take(wrong, axis=0))]
        return code

    def _intern(self, words: np.ndarray) -> np.ndarray:
        """The number of each row, looked up from its slot onwards; new rows are entered where they end."""
        slot = self._slot(words)
        code = self._slots.take(slot)
        rest = wrong = self._differ(code, words)
        while len(rest):
            words, slot = words.take(wrong, axis=0), slot.take(wrong)
            taken = code[rest] != _NONE
            if not taken.all() and not self._enter(words[~taken], slot[~taken]):
                self._grow()
                code[rest] = self._intern(words)
                return code
            slot = (slot + taken) & (len(self._slots) - 1)
            code[rest] = self._slots.take(slot)
            wrong = self._differ(code[rest], words)
            rest = rest[wrong]
        return code

    def _slot(self, words: np.ndarray) -> np.ndarray:
        """The highest bits of a product, which depend on all bits of both."""
        mixed = ((words[:, 1] * _OTHER_MULTIPLIER) ^ words[:, 0]) * _MULTIPLIER
        return (mixed >> np.uint64(64 - self._bits)).view(np.int64)

    def _differ(self, code: np.ndarray, words: np.ndarray) -> np.ndarray:
        """Where a number is not that of the word."""
        unlike = self._words.take(code, axis=0) != words
        return np.flatnonzero(unlike.view(np.uint16))

    def _enter(self, words: np.ndarray, slot: np.ndarray) -> bool:
        """Put words into empty slots, one into each; False if there is no room, and the table useless."""
        claim = np.arange(len(words), dtype=np.int32)
        self._slots[slot] = claim
        winner = np.flatnonzero(self._slots[slot] == claim)
        size = self._size + len(winner)
        if size >= len(self._words):
            return False
        self._words[self._size : size] = words[winner]
        self._slots[slot[winner]] = np.arange(self._size, size)
        self._size = size
        return True

    def _grow(self) -> None:
        """Make a table twice as large, in which all words have the numbers they had."""
        self._bits += 1
        self._words = np.concatenate([self._words, np.zeros_like(self._words)])
        self._slots = np.full(1 << self._bits, _NONE, np.int32)
        slot, rest = self._slot(self._words[: self._size]), np.arange(self._size)
        while len(rest):
            free = rest[self._slots[slot[rest]] == _NONE]
            self._slots[slot[free]] = free  # of several that want one slot, the last gets it
            rest = rest[self._slots[slot[rest]] != rest]
            slot[rest] = (slot[rest] + 1) & (len(self._slots) - 1)
