"""Figures to files, with the sentence that describes them: the same bytes each time."""

from __future__ import annotations

import contextlib
import html
import io
import os
import warnings
from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import Normal
from matplotlib.text import Text

from .fonts import warn_of_fonts
from .labels import printable
from .style import style_in_force


def describe(ax: Axes, sentence: str) -> None:
    """Attach the sentence that says what an Axes shows; `save_figure` stores it with the picture."""
    ax.set_label(printable(sentence))


def description(figure: Figure) -> str:
    """The sentences attached to the Axes of a figure."""
    sentences = (str(ax.get_label()) for ax in figure.axes)
    return " ".join(dict.fromkeys(s for s in sentences if s and not s.startswith(("_", "<"))))


def _outline(figure: Figure, until: contextlib.ExitStack) -> None:
    """Draw texts as outlines until the stack closes: a press needs no font, and words stand as on screen.

    With an embedded font Matplotlib 3.11 misplaces words if the font kerns spaces, as Noto Sans Arabic does,
    and no version can embed a file with brackets in its name, as variable fonts have.
    """
    figure.draw_without_rendering()  # makes the last ticks
    for text in figure.findobj(Text):
        if not text.get_path_effects():
            text.set_path_effects([Normal()])
            until.callback(text.set_path_effects, [])


def _saved(figure: Figure, kind: str, title: str, alt: str) -> bytes:
    metadata = {
        "png": {"Software": None, "Title": title, "Description": alt},
        "svg": {"Date": None, "Creator": None, "Title": title, "Description": alt},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title, "Subject": alt},
    }
    with io.BytesIO() as file, contextlib.ExitStack() as afterwards:
        if kind in ("pdf", "ps", "eps"):
            _outline(figure, afterwards)
        figure.savefig(file, format=kind, metadata=metadata.get(kind))
        data = file.getvalue()
    if kind != "svg" or not alt:
        return data
    # Matplotlib writes <title>; screen readers also read <desc>, which it leaves out.
    described = f"</title>\n <desc>{html.escape(alt)}</desc>"
    return data.replace(b"</title>", described.encode(), 1)


def _write(path: Path, data: bytes) -> None:
    """A file appears whole or not at all: what stood there before stays until then."""
    scratch = path.with_name(f".{os.getpid()}.part")
    try:
        scratch.write_bytes(data)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


def save_figure(
    ax_or_fig: Axes | Figure,
    name: str,
    *,
    alt: str | None = None,
    folder: str | Path = "figures",
    formats: str | Sequence[str] = ("png", "svg"),
) -> list[Path]:
    """Save a figure with the sentence that describes it: the same figure gives the same bytes, on any day.

    Parameters
    ----------
    ax_or_fig : Axes or Figure
        What a `plot_*` function returned, or any figure.
    name : str
        File name; also the picture's title. An ending such as .pdf stands for that format alone.
    alt : str, optional
        What the figure shows, for those who cannot see it, kept as SVG `desc` and PNG `Description`.
        Default: the sentence that the `plot_*` function attached.
    folder : path, default "figures"
        It is made where there is none.
    formats : str or sequence of str
        Any that Matplotlib writes: png, svg, pdf; one string for one format. A PDF holds its text as
        outlines: a press needs no font, but the text cannot be searched or copied.

    Returns
    -------
    list of Path
        The files written, in the order of `formats`.

    Raises
    ------
    ValueError
        When the name holds a folder.

    Warns
    -----
    UserWarning
        For each character that no font of the figure has, and each font that is to be bold and has no bold.

    Examples
    --------
    >>> import tempfile
    >>> from matplotlib.figure import Figure
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_figure(Figure(), "empty", alt="Nothing.", folder=folder)]
    ['empty.png', 'empty.svg']
    """
    if not hasattr(ax_or_fig, "get_figure"):
        raise TypeError(f"save_figure needs one Axes or Figure, not {type(ax_or_fig).__name__}")
    if not name or name != Path(name).name or "\0" in name:
        raise ValueError(f"name={name!r} must be the name of a file, without folders: those go to folder=")
    figure = ax_or_fig if isinstance(ax_or_fig, Figure) else ax_or_fig.get_figure()
    alt = printable(description(figure) if alt is None else alt)
    stem, _, ending = name.rpartition(".")
    if stem and ending in figure.canvas.get_supported_filetypes():
        name, formats = stem, ending
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    warn_of_fonts(figure)
    paths = []
    with style_in_force():
        for kind in [formats] if isinstance(formats, str) else formats:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Glyph .* missing from")
                data = _saved(figure, kind, printable(name), alt)
            paths.append(folder / f"{name}.{kind}")
            _write(paths[-1], data)
    return paths
