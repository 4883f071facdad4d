"""How figures look: a quiet style for right-to-left figures, in force inside a `with` block only."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from .fonts import font_families

_SALT = "arabic-news-analysis"  # a setting of our style file that no other style has


@contextlib.contextmanager
def arabic_style(font: str | Path | None = None, **rc: object) -> Iterator[None]:
    """Draw in the project's style inside a `with` block: fonts with Arabic, Okabe-Ito colours, little ink.

    The `plot_*` functions use it by themselves; wrap your own drawing in it, and use it to choose a font.

    Parameters
    ----------
    font : path, optional
        A font file of your own. Default: Noto Sans Arabic when the extra `fonts` is installed. What it lacks
        is drawn with DejaVu Sans, which comes with Matplotlib: no system font is ever needed or used.
    **rc
        Matplotlib settings on top, with `_` for `.`: `font_size=12`.

    Raises
    ------
    FileNotFoundError
        When `font` is no file.
    ValueError
        When Matplotlib cannot read the font, or has no such setting.

    Examples
    --------
    >>> import matplotlib
    >>> with arabic_style(font_size=12):
    ...     matplotlib.rcParams["font.family"][-1], matplotlib.rcParams["font.size"]
    ('DejaVu Sans', 12.0)

    Source of the colours: Okabe and Ito, Color Universal Design, 2008.
    """
    from matplotlib import rcParams, style

    names = {name.replace(".", "_"): name for name in rcParams}
    if unknown := [key for key in rc if key not in names]:
        raise ValueError(f"arabic_style: Matplotlib has no setting {unknown[0]!r}")
    own = {"font.family": font_families(font)} | {names[key]: value for key, value in rc.items()}
    with style.context(["analysis.data.arabic", own]):
        yield


def style_in_force() -> contextlib.AbstractContextManager:
    """The style that the caller has chosen, or else the project's."""
    from matplotlib import rcParams

    return contextlib.nullcontext() if rcParams["svg.hashsalt"] == _SALT else arabic_style()
