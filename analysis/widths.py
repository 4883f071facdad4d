"""Text in a given width, counted in the characters that are seen: lines, words that are cut, decimals."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd

LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def visible_length(text: str) -> int:
    """How many characters of a text take room on a line: vowel marks and direction controls do not.

    >>> visible_length("مُحَمَّد")
    4
    """
    return sum(unicodedata.category(c) not in ("Mn", "Cf") for c in text)


def wrap(text: str, width: int) -> str:
    """Break a text into lines of at most `width` visible characters, between words, in reading order.

    >>> wrap("one two three", 7)
    'one two\\nthree'
    """
    lines = []
    for paragraph in LINE_ENDS.split(text):
        words = paragraph.split() or [""]
        lines.append(words[0])
        for word in words[1:]:
            if visible_length(lines[-1]) + 1 + visible_length(word) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
    return "\n".join(lines)


def shorten(text: str, width: int) -> str:
    """Cut a text at a word, in reading order, and show with … that it goes on.

    >>> shorten("one two three", 8), shorten("one two", 8), shorten("incomprehensible", 8)
    ('one two…', 'one two', 'incompr…')
    """
    text = " ".join(text.split())
    if visible_length(text) <= width:
        return text
    ends = np.cumsum([visible_length(char) for char in text])
    kept = text[: int(np.searchsorted(ends, width - 1, side="right"))]
    if " " in kept and text[len(kept)] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ،؛,.;:-–") + "…"


def fit(text: str, width: int, lines: int = 1) -> str:
    """Wrap a text into lines, and shorten it until it needs no more of them than it may.

    >>> fit("one two three four", 8, 2)
    'one two\\nthree…'
    """
    room = width * lines
    while (shown := wrap(shorten(text, room), width)).count("\n") >= lines:
        room -= 1
    return shown


def decimals(values: pd.Series) -> int:
    """How many decimals suit all numbers of a column, so that their points stand under each other.

    >>> decimals(pd.Series([1.0, 2.0])), decimals(pd.Series([250.5])), decimals(pd.Series([0.5]))
    (0, 1, 3)
    """
    known = values[np.isfinite(values.astype(float))].abs()
    if (known == known.round()).all():
        return 0
    return 1 if known.max() >= 100 else 2 if known.max() >= 1 else 3
