"""Joined letters, as PDFs and reshapers leave them, back to the letters that they are, in reading order."""

from __future__ import annotations

import re
import unicodedata
import warnings
from itertools import pairwise

# The plain letters of each form. The word ligatures from U+FDF0 on stay: NFKC makes a sentence of one sign.
LETTERS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in [*range(0xFB50, 0xFDD0), *range(0xFE70, 0xFEFD)]
}
_ARABIC, _EDGE = "\u0590-\u08ff\ufb50-\ufdff\ufe70-\ufefc", r"\s()\[\]{}<>«»“”\"'"
# What runs from left to right within Arabic: what comes before its first letter, Latin words, numbers.
_LEFT_TO_RIGHT = re.compile(
    rf"\A[^{_EDGE}{_ARABIC}](?:[^{_ARABIC}]*[^{_EDGE}{_ARABIC}])?"
    rf"|(?=[^{_ARABIC}]*[A-Za-z])[^\W{_ARABIC}](?:[^{_ARABIC}]*[^\W{_ARABIC}])?"
    r"|\d+(?:[.,:/٫٬]\d+)*"
)
_BRACKETS = str.maketrans("()[]{}«»<>", ")(][}{»«><")


def fold_forms(line: str) -> str:
    """Put plain letters for joined ones; a line that was made ready for an old renderer comes back in order.

    >>> fold_forms("ﻗﻤﺔ") == "قمة"
    True

    Warns
    -----
    UserWarning
        When the line was reversed. A line that began with Latin letters may come back with them at its end.
    """
    if _is_reversed(line):
        warnings.warn(
            "a text was reshaped and reversed before it came to label(), which is put right here; "
            "give label() the text itself, without arabic_reshaper and get_display",
            UserWarning,
            stacklevel=5,  # whoever called label
        )
        line = line.replace("ﷲ", "هللا")  # the one word ligature that a reshaper makes
        line = _LEFT_TO_RIGHT.sub(lambda found: found[0][::-1], line[::-1])
        first = next((char for char in line if ord(char) in _BRACKETS), "(")
        line = line if first in "([{«<" else line.translate(_BRACKETS)
    return line.translate(LETTERS)


def _is_reversed(line: str) -> bool:
    """Whether more letters join the one before them than the one behind them: do ends precede beginnings?"""
    forms = [unicodedata.decomposition(c).split(" ")[0] for c in line if not unicodedata.combining(c)]
    ahead, back = {"<initial>", "<medial>"}, {"<medial>", "<final>"}
    return sum((b in ahead and a in back) - (a in ahead and b in back) for a, b in pairwise(forms)) > 0
