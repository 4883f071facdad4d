"""The language of a text by its letters: Arabic, Persian, Urdu, or another."""

from __future__ import annotations

import functools
import unicodedata

import numpy as np

_ARABIC, _PERSIAN, _URDU, _OTHER_ARABIC, _OTHER = 1, 2, 3, 4, 5
_LETTERS = {_PERSIAN: "پچژگ", _URDU: "ٹڈڑںےۓھہۂ", _OTHER_ARABIC: "ێۆەڕڵۍښځڅډړږڼ"}  # the last: Kurdish, Pashto
_SAMPLE = 100_000  # characters of a text that are looked at
_LEAST = 0.012  # share of the letters that a language adds to Arabic


@functools.cache
def _classes() -> np.ndarray:
    """The class of each character of the basic plane: 0 for what is no letter."""
    table = np.zeros(0x10000, np.uint8)
    letters = [code for code in range(0x10000) if unicodedata.category(chr(code))[0] == "L"]
    table[letters] = _OTHER
    arabic = [c for c in letters if 0x600 <= c < 0x780 or 0xFB50 <= c < 0xFF00]
    table[arabic] = _ARABIC
    for number, chars in _LETTERS.items():
        table[[ord(char) for char in chars]] = number
    return table


def languages(texts: list[str]) -> list[str]:
    """The language of each text: "ar", "fa", "ur" or "other".

    >>> languages(["قالت الوزارة", "گفت که این چیست", "یہ خبر ہے", "news", ""])
    ['ar', 'fa', 'ur', 'other', 'other']
    """
    found: list[str] = []
    for first in range(0, len(texts), 1000):  # bounds the memory
        found += _languages([text[:_SAMPLE] for text in texts[first : first + 1000]])
    return found


def _languages(texts: list[str]) -> list[str]:
    joined = " ".join([*texts, ""])
    codes = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) > len(joined):  # a character beyond the basic plane takes two
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    size = np.array([len(text) + 1 for text in texts])
    start = size.cumsum() - size
    plain = codes - codes.dtype.type(ord("ء")) <= ord("ي") - ord("ء")  # nearly all letters of Arabic news
    rest = np.flatnonzero(~plain & (codes > ord("@")))  # before it stand spaces, digits and signs
    owner = np.searchsorted(start, rest, "right") - 1
    classes = _classes().take(codes[rest], mode="clip")
    counts = np.bincount(owner * 8 + classes, minlength=8 * len(texts)).reshape(-1, 8)
    script = np.add.reduceat(plain, start, dtype=np.int32) + counts[:, _ARABIC:_OTHER].sum(axis=1)
    kinds = [
        script <= counts[:, _OTHER],
        counts[:, _OTHER_ARABIC] > 0.03 * script,
        counts[:, _URDU] > _LEAST * script,
        counts[:, _PERSIAN] > _LEAST * script,
    ]
    return np.select(kinds, ["other", "other", "ur", "fa"], "ar").tolist()
