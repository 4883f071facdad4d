"""Fonts: the files that Arabic is drawn with, and what they lack."""

from __future__ import annotations

import contextlib
import functools
import unicodedata
import warnings
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager, get_font, weight_dict
from matplotlib.text import Text

_PACKAGED_FONT = "Noto Sans Arabic"  # the extra `fonts`
_LAST_FONT = "DejaVu Sans"  # ships with Matplotlib and has Arabic letters, regular and bold


@functools.cache
def _register(path: Path) -> str:
    """Make a font file known to Matplotlib, before system fonts of its name; return its family."""
    known = len(fontManager.ttflist)
    try:
        fontManager.addfont(str(path))
    except RuntimeError:
        raise ValueError(f"{path} is no font that Matplotlib can read: give a .ttf or .otf file") from None
    added = fontManager.ttflist[known:]
    fontManager.ttflist[:] = [*added, *fontManager.ttflist[:known]]
    return added[0].name


@functools.cache
def _packaged_font() -> Path | None:
    with contextlib.suppress(ImportError):
        import fontpkg

        with contextlib.suppress(fontpkg.FontpkgError):
            return fontpkg.path(_PACKAGED_FONT, nearest=True)
    return None


def font_path(font: str | Path | None = None) -> Path:
    """The font file to draw Arabic with: the given one, Noto Sans Arabic if installed, else DejaVu Sans.

    >>> font_path().suffix
    '.ttf'
    """
    if font is not None:
        if not Path(font).is_file():
            raise FileNotFoundError(f"there is no font file {font}: give the path of a .ttf or .otf file")
        return Path(font)
    if packaged := _packaged_font():
        return packaged
    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def font_families(font: str | Path | None = None) -> list[str]:
    """The families to draw with: that of `font_path`, made known to Matplotlib, then DejaVu Sans."""
    path = font_path(font)
    first = _LAST_FONT if path.name == "DejaVuSans.ttf" else _register(path)
    return [*dict.fromkeys([first, _LAST_FONT])]


def missing_characters(figure: Figure) -> list[str]:
    """The characters of a figure that none of its fonts has, sorted; they would be drawn as boxes."""
    missing: set[str] = set()
    for text in _shown(figure):
        has = set().union(*(get_font(font.fname).get_charmap() for font in _fonts(text)))
        visible = (c for c in text.get_text() if unicodedata.category(c)[0] not in "CZ")
        missing |= {c for c in visible if ord(c) not in has}
    return sorted({unicodedata.normalize("NFKC", c).strip() or c for c in missing})


def lacking_bold(figure: Figure) -> list[str]:
    """The families that a figure asks for in bold and that have no bold file, sorted: drawn regular."""
    bold = [text for text in _shown(figure) if _weight(text.get_fontweight()) >= 600]
    return sorted({font.name for text in bold for font in _fonts(text)[:1] if _weight(font.weight) < 600})


def warn_of_fonts(figure: Figure) -> None:
    """Say what the fonts of a figure lack, and the way out."""
    way_out = "name a font file that has it: arabic_style(font=...)"
    for char in missing_characters(figure):
        name = unicodedata.name(char[0], f"U+{ord(char[0]):04X}")
        lack = f"no font of the figure has {char!r} ({name}): install arabic-news-analysis[fonts]"
        warnings.warn(f"{lack}, or {way_out}", UserWarning, stacklevel=3)
    for family in lacking_bold(figure):
        lack = f"{family} has no bold and is drawn regular: set text apart by size or colour, or {way_out}"
        warnings.warn(lack, UserWarning, stacklevel=3)


def _shown(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def _fonts(text: Text) -> list[FontEntry]:
    """The fonts that Matplotlib chooses for a text, in their order."""
    paths = []
    for family in text.get_fontfamily():
        properties = text.get_fontproperties().copy()
        properties.set_family(family)
        paths.append(fontManager.findfont(properties))
    return [next(font for font in fontManager.ttflist if font.fname == path) for path in paths]


def _weight(weight: int | str) -> int:
    return weight_dict.get(weight, weight)
