"""The one place where Arabic is made ready to be drawn: text in, a string that Matplotlib draws right out.

Everywhere else Arabic stays logical text. Matplotlib 3.11 joins letters and orders lines itself and only has
to be told that a line runs right to left; older versions draw one letter after the other from left to right,
so that they need joined letters in visual order. Giving a new Matplotlib what an old one needs draws every
word reversed.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable

from ..presentation_forms import fold_forms
from ..widths import LINE_ENDS, wrap

RLM = "\u200f"  # a right-to-left mark at the start of a line makes it a right-to-left line
_CONTROLS = re.compile("[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f]")
# What no font draws, no SVG or HTML may hold: control characters, halves of surrogate pairs, noncharacters.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VS = "\ufe00"  # a variation selector is a mark: it takes the direction of the character before it
_ZWJ = "\u200d"


class Drawn(str):
    """A string that is ready to be drawn, so that `label` leaves it alone."""

    __slots__ = ()


@functools.cache
def draws_arabic() -> bool:
    """Whether the running Matplotlib joins Arabic letters: does it draw lam and alef as the ligature ﻻ?

    >>> draws_arabic() in (True, False)
    True
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(family=["DejaVu Sans"])
    letters, ligature = (TextPath((0, 0), text, prop=font).vertices for text in ("\u0644\u0627", "\ufefb"))
    return letters.shape == ligature.shape and bool(abs(letters - ligature).max() < 0.05)


def printable(text: str) -> str:
    """A text with U+FFFD, or a space for white space, in place of what cannot be drawn or stored.

    >>> printable("a\\x00b\\rc") == "a\\ufffdb c"
    True
    """
    return _NO_TEXT.sub(lambda char: " " if char[0].isspace() else "\ufffd", text)


def is_rtl(text: str) -> bool:
    """Whether a text holds a right-to-left letter or an Arabic-Indic digit.

    >>> is_rtl("n=35"), is_rtl("n=٣٥"), is_rtl("NATO والاتحاد")
    (False, True, True)
    """
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


@functools.cache
def _visual_order() -> Callable[[str], str]:
    """A function that joins the letters of a line and puts them in the order in which they stand on paper."""
    from arabic_reshaper import ArabicReshaper
    from bidi import get_display
    from bidi.mirror import MIRRORED

    # The Allah ligature is one glyph that DejaVu Sans lacks. Where a zero-width joiner stands, no ligature is
    # tried: the reshaper drops the joiner but not its place, and looks for the ligature beside the letters.
    options = {"delete_harakat": False, "ARABIC LIGATURE ALLAH": False}
    reshapers = [ArabicReshaper(options | {"support_ligatures": ligatures}) for ligatures in (True, False)]
    mirrored = "[{}]".format("".join(map(re.escape, MIRRORED)))
    # get_display orders the characters but does not mirror brackets. A selector set behind each bracket
    # stands before it afterwards where the line runs right to left: those brackets are to be mirrored.
    bracket = re.compile(f"{_VS}({mirrored})|({mirrored}){_VS}")

    def visual(line: str) -> str:
        marked = re.sub(mirrored, rf"\g<0>{_VS}", reshapers[_ZWJ in line].reshape(line.replace(_VS, "")))
        ordered = get_display(marked, base_dir="R")
        ordered = bracket.sub(lambda found: MIRRORED[found[1]] if found[1] else found[2], ordered)
        return _CONTROLS.sub("", ordered)

    return visual


def _right_to_left(line: str) -> str:
    return line if not line or line.startswith(RLM) else RLM + line


@functools.lru_cache(maxsize=10_000)
def _shape(text: str, width: int | None, native: bool | None) -> Drawn:
    text = printable("\n".join(map(fold_forms, LINE_ENDS.split(text))))
    if width is not None:
        text = wrap(text, width)
    native = draws_arabic() if native is None and not text.isascii() else native
    if is_rtl(text):
        draw = _right_to_left if native else _visual_order()
        text = "\n".join(map(draw, text.split("\n")))
    elif native is False:  # direction controls that would be drawn as boxes
        text = _CONTROLS.sub("", text)
    return Drawn(text)


def shape(text: object, *, width: int | None = None, native: bool | None = None) -> str:
    """Make a text ready for a renderer that is not Matplotlib: as `label`, but `$` is left alone.

    Pillow, and whatever draws with it, shapes Arabic only when it has raqm:
    `shape(text, native=PIL.features.check("raqm"))`. A browser needs nothing: give it the text itself.

    Parameters
    ----------
    text : object
        Logical text; anything else is turned into text.
    width : int, optional
        Break lines between words at this many characters.
    native : bool, optional
        Whether the renderer shapes Arabic itself. Default: what the running Matplotlib does.

    Returns
    -------
    str

    Examples
    --------
    >>> shape("سلام", native=True) == "\\u200fسلام", shape("سلام", native=False) == "ﻡﻼﺳ"
    (True, True)
    """
    return text if isinstance(text, Drawn) else _shape(str(text), width, native)


def label(text: object, *, width: int | None = None, native: bool | None = None) -> str:
    """Make any text ready to be drawn by Matplotlib, whatever its version: titles, tick labels, legends.

    Use it at the moment of drawing and keep the text itself in tables. It works as well for what draws with
    Matplotlib: pandas, seaborn, networkx. A label of a label is the same label.

    Parameters
    ----------
    text : object
        Logical text; anything else is turned into text. Text without right-to-left letters stays as it is.
    width : int, optional
        Break lines between words at this many characters.
    native : bool, optional
        Whether the renderer joins and orders Arabic itself. Default: what the running Matplotlib does. Say it
        for a backend with a text engine of its own. mplcairo: False, after `mplcairo.set_options(raqm=False)`
        (with raqm, version 0.6 fails on lines that mix directions, labelled or not). PGF: False, with
        `pgf.texsystem: lualatex` and DejaVu Sans (XeLaTeX draws either wrong), and `text.parse_math: False`,
        else LaTeX takes `$` for mathematics.

    Returns
    -------
    str
        Where Matplotlib shapes, the same text, each line marked as right-to-left; elsewhere joined letters in
        visual order, brackets mirrored. Vowel marks are kept, but stand at the left of their letters there:
        such versions cannot place them. `$` never starts mathtext.

    Warns
    -----
    UserWarning
        When the text was reshaped and reversed before; it is put right. (Where no two of its letters join, as
        in `ورد`, nobody can tell.)

    Examples
    --------
    >>> label("Paris"), label(3.14), label("$5 to $10")
    ('Paris', '3.14', '\\\\$5 to \\\\$10')
    >>> label(label("قمة (2026)")) == label("قمة (2026)")
    True

    Source: Unicode Standard Annex 9 (bidirectional algorithm), rules P2-P3, HL1 and L4.
    """
    text = text if isinstance(text, Drawn) else str(text).replace(r"\$", "$")
    return Drawn(shape(text, width=width, native=native).replace(r"\$", "$").replace("$", r"\$"))
