"""Forms of a text: cleaned for display, or folded for matching. What a reader sees is never folded."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from .presentation_forms import LETTERS

_MARKS = [*range(0x610, 0x61B), *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5)]
_MARKS += [*range(0x6E7, 0x6E9), *range(0x6EA, 0x6EE), *range(0x8CA, 0x8E2), *range(0x8E3, 0x900), 0x898]
_CONTROLS = [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
_CONTROLS += range(0xFE00, 0xFE10)  # variation selectors, which follow emoji

COMPOSING = "\u0653\u0654\u0655"  # with the letter before them one letter: ا and a hamza above is أ
_COMBINING = re.compile(f"[\u0300-\u036f{COMPOSING}]")


def _fold(source: str, target: str) -> dict[int, str]:
    return {ord(a): b for a, b in zip(source, target, strict=True)}


@functools.cache
def _steps() -> dict[str, dict[int, str | None]]:
    letters = map(chr, range(0x10000))
    return {
        # ﻻ → لا, the shapes that PDF extraction leaves; NFKC writes an isolated mark as a space and the mark
        "presentation": {code: text.lstrip(" ") for code, text in LETTERS.items()},
        "controls": dict.fromkeys(_CONTROLS),  # direction marks, zero-width characters, soft hyphen
        "tatweel": {0x640: None},  # العـــربية → العربية
        "marks": dict.fromkeys(_MARKS),  # قدّمت → قدمت
        "persian": _fold("یکەہھۀ", "يكهههه"),  # keyboards that type the Persian letter
        "digits": _fold("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2),  # ٢٠٢٦ → 2026
        "case": {ord(c): c.lower() for c in letters if c != c.lower() and len(c.lower()) == 1},  # NATO → nato
        "alef": _fold("أإآٱ", "اااا"),
        "ya": _fold("ى", "ي"),
        "ta_marbuta": _fold("ة", "ه"),
        "hamza": _fold("ؤئ", "وي"),
    }


FORMS = {
    "display": ("presentation", "controls", "tatweel"),
    "match": ("presentation", "controls", "tatweel", "marks", "persian", "digits", "case"),
}
FORMS["search"] = (*FORMS["match"], "alef", "ya", "ta_marbuta")


@functools.cache
def _table(steps: tuple[str, ...], keep: str = "") -> dict[int, str | None]:
    """All steps as one translation: what a step writes is itself put through the steps after it."""
    table: dict[int, str | None] = {}
    for step in steps:
        rules = _steps()[step]
        table = {code: text and text.translate(rules) for code, text in table.items()}
        table |= {code: text for code, text in rules.items() if code not in table}
    return {code: text for code, text in table.items() if chr(code) not in keep}


@functools.cache
def _chosen(form: str, add: tuple[str, ...], drop: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of a form, after switching some on or off."""
    if form not in FORMS:
        raise ValueError(f"normalize: no form {form!r}; choose one of {', '.join(FORMS)}")
    if unknown := [step for step in (*add, *drop) if step not in _steps()]:
        raise ValueError(f"normalize: no step {unknown[0]!r}; choose from {', '.join(_steps())}")
    return tuple(step for step in (*FORMS[form], *add) if step not in drop)


def normalize(text: str, form: str = "match", *, add: Iterable[str] = (), drop: Iterable[str] = ()) -> str:
    """Bring a text to its display form or to a form in which spellings of one word are equal.

    Parameters
    ----------
    text : str
    form : {"display", "match", "search"}
        `display` removes what no reader sees: presentation forms, direction controls, zero-width characters,
        tatweel. `match` also drops vowel marks, unifies Persian keyboard letters and digits, and lower-cases
        Latin letters: the form in which words are counted. `search` also folds أ إ آ to ا, ى to ي and ة to ه:
        it finds more, and merges some different words (أن and إن).
    add, drop : iterable of str
        Steps to switch on or off: presentation, controls, tatweel, marks, persian, digits, case, alef, ya,
        ta_marbuta, hamza.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        When a form or a step has no such name.

    Examples
    --------
    >>> normalize("قدّمت") == "قدمت", normalize("العـــربية") == "العربية", normalize("NATO")
    (True, True, 'nato')
    >>> normalize("إلى") == "إلى", normalize("إلى", "search") == "الي"
    (True, True)
    """
    steps = _chosen(form, tuple(add), tuple(drop))
    if _COMBINING.search(text) or not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text.translate(_table(steps, keep=COMPOSING)))
    return unicodedata.normalize("NFC", text.translate(_table(steps)))
