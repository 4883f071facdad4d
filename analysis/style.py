"""How figures look and how they are saved: fonts, the style, files that are the same bytes each time."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import html
import io
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from .labels import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PACKAGED_FONT = "Noto Sans Arabic"  # the extra `fonts`
_LAST_FONT = "DejaVu Sans"  # ships with Matplotlib and has Arabic letters, regular and bold
_active = contextvars.ContextVar("arabic_style is in force", default=False)


@functools.cache
def _register(path: Path) -> str:
    """Make a font file known to Matplotlib, before system fonts of its name; return its family."""
    from matplotlib import font_manager

    fonts = font_manager.fontManager
    known = len(fonts.ttflist)
    try:
        fonts.addfont(str(path))
    except RuntimeError:
        raise ValueError(f"{path} is no font that Matplotlib can read: give a .ttf or .otf file") from None
    added = fonts.ttflist[known:]
    fonts.ttflist[:] = [*added, *fonts.ttflist[:known]]
    return added[0].name


@functools.cache
def _packaged_font() -> Path | None:
    try:
        import fontpkg
    except ImportError:
        return None
    try:
        return fontpkg.path(_PACKAGED_FONT, nearest=True)
    except fontpkg.FontpkgError:
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
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def _families(font: str | Path | None) -> list[str]:
    path = font_path(font)
    first = _LAST_FONT if path.name == "DejaVuSans.ttf" else _register(path)
    return [*dict.fromkeys([first, _LAST_FONT])]


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
    import matplotlib

    with as_file(files(__package__) / "data" / "arabic.mplstyle") as path:
        settings = dict(matplotlib.rc_params_from_file(path, use_default_template=False))
    settings["font.family"] = _families(font)
    names = {name.replace(".", "_"): name for name in matplotlib.rcParams}
    for key, value in rc.items():
        if key not in names:
            raise ValueError(f"arabic_style: Matplotlib has no setting {key!r}")
        settings[names[key]] = value
    token = _active.set(True)
    try:
        with matplotlib.rc_context(settings):
            yield
    finally:
        _active.reset(token)


def _style_in_force() -> contextlib.AbstractContextManager:
    return contextlib.nullcontext() if _active.get() else arabic_style()


def styled(draw: Callable) -> Callable:
    """Let a drawing function use the style by itself, unless the caller is inside `arabic_style`."""

    @functools.wraps(draw)
    def drawn(*args, **kwargs):
        with _style_in_force():
            return draw(*args, **kwargs)

    return drawn


def describe(ax: Axes, sentence: str) -> None:
    """Attach the sentence that says what an Axes shows; `save_figure` stores it with the picture."""
    ax.set_label(printable(sentence))


def description(figure: Figure) -> str:
    """The sentences attached to the Axes of a figure."""
    sentences = (str(ax.get_label()) for ax in figure.axes)
    return " ".join(dict.fromkeys(s for s in sentences if s and not s.startswith(("_", "<"))))


def missing_characters(figure: Figure) -> list[str]:
    """The characters of a figure that none of its fonts has, sorted; they would be drawn as boxes."""
    from matplotlib.font_manager import fontManager, get_font
    from matplotlib.text import Text

    missing = set()
    for text in figure.findobj(Text):
        if not text.get_visible() or not text.get_text().strip():
            continue
        font = text.get_fontproperties()
        paths = [fontManager.findfont(font_of(font, family)) for family in font.get_family()]
        has = set().union(*(get_font(path).get_charmap() for path in paths))
        missing |= {
            c for c in text.get_text() if ord(c) not in has and unicodedata.category(c)[0] not in "CZ"
        }
    return sorted({unicodedata.normalize("NFKC", c).strip() or c for c in missing})


def font_of(font, family: str):
    """A copy of font properties for one family."""
    font = font.copy()
    font.set_family(family)
    return font


def _warn_of_missing(figure: Figure) -> None:
    for char in missing_characters(figure):
        warnings.warn(
            f"no font of the figure has {char!r} ({unicodedata.name(char[0], f'U+{ord(char[0]):04X}')}): "
            "install arabic-news-analysis[fonts], or name a font file that has it: arabic_style(font=...)",
            UserWarning,
            stacklevel=3,
        )


def _default_folder() -> Path:
    """`figures/` of the checkout that the package runs from, else of the working directory."""
    checkout = Path(__file__).resolve().parent.parent
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "figures"


@contextlib.contextmanager
def _outlined(figure: Figure, kind: str) -> Iterator[None]:
    """Let a PDF hold its text as outlines: a press needs no font, and words stand as on screen.

    With an embedded font Matplotlib 3.11 misplaces words if the font kerns spaces, as Noto Sans Arabic does,
    and no version can embed a file with brackets in its name, as variable fonts have.
    """
    from matplotlib.patheffects import Normal
    from matplotlib.text import Text

    texts = []
    if kind in ("pdf", "ps", "eps"):
        figure.draw_without_rendering()  # makes the last ticks
        texts = [text for text in figure.findobj(Text) if not text.get_path_effects()]
    for text in texts:
        text.set_path_effects([Normal()])
    try:
        yield
    finally:
        for text in texts:
            text.set_path_effects([])


def _saved(figure: Figure, kind: str, title: str, alt: str) -> bytes:
    metadata = {
        "png": {"Software": None, "Title": title, "Description": alt},
        "svg": {"Date": None, "Creator": None, "Title": title, "Description": alt},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Title": title, "Subject": alt},
    }
    with io.BytesIO() as file, _outlined(figure, kind):
        figure.savefig(file, format=kind, metadata=metadata.get(kind))
        data = file.getvalue()
    if kind != "svg" or not alt:
        return data
    # Matplotlib writes <title>; screen readers also read <desc>, which it leaves out.
    described = f"</title>\n <desc>{html.escape(alt)}</desc>"
    return data.replace(b"</title>", described.encode(), 1)


def save_figure(
    ax_or_fig: Axes | Figure,
    name: str,
    *,
    alt: str | None = None,
    folder: str | Path | None = None,
    formats: str | Sequence[str] = ("png", "svg"),
) -> list[Path]:
    """Save a figure with the sentence that describes it: the same figure gives the same bytes, on any day.

    Parameters
    ----------
    ax_or_fig : Axes or Figure
        What a `plot_*` function returned, or any figure.
    name : str
        File name without ending; also the picture's title.
    alt : str, optional
        What the figure shows, for those who cannot see it, kept as SVG `desc` and PNG `Description`.
        Default: the sentence that the `plot_*` function attached.
    folder : path, optional
        Default: `figures` of the project when the package runs from a checkout, else `./figures`.
    formats : str or sequence of str
        Any that Matplotlib writes: png, svg, pdf; one string for one format.

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
        For each character that no font of the figure has.

    Examples
    --------
    >>> import tempfile
    >>> from matplotlib.figure import Figure
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_figure(Figure(), "empty", alt="Nothing.", folder=folder)]
    ['empty.png', 'empty.svg']
    """
    from matplotlib.figure import Figure

    if not hasattr(ax_or_fig, "get_figure"):
        raise TypeError(f"save_figure needs one Axes or Figure, not {type(ax_or_fig).__name__}")
    if not name or name != Path(name).name or "\0" in name:
        raise ValueError(f"name={name!r} must be the name of a file, without folders: those go to folder=")
    figure = ax_or_fig if isinstance(ax_or_fig, Figure) else ax_or_fig.get_figure()
    alt = printable(description(figure) if alt is None else alt)
    folder = _default_folder() if folder is None else Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    _warn_of_missing(figure)
    paths = []
    with _style_in_force():
        for kind in [formats] if isinstance(formats, str) else formats:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Glyph .* missing from")
                data = _saved(figure, kind, printable(name), alt)
            paths.append(folder / f"{name}.{kind}")
            paths[-1].write_bytes(data)
    return paths
