"""What all figures share: an Axes that reads from the right or the left, its words, numbers and heading."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerTuple
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation, Transform

from ..resources import read_table
from ..widths import decimals, fit, visible_length
from .labels import label
from .saving import describe
from .style import style_in_force

COLORS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999", "#F0E442"]
HATCHES = ["", "//", "..", "xx", "\\\\", "oo", "++", "--"]
DIGITS = {"123": {}, "١٢٣": str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")}
INK = "#333333"
_GAP = 6  # points between neighbours


class _NoRows(Exception):
    """There is nothing to draw."""


def figure(draw: Callable) -> Callable:
    """Let `draw(table, canvas, ...)` be called with the options that all figures have; draw in the style."""
    own, shared = inspect.signature(draw).parameters, inspect.signature(Canvas).parameters
    shared = {name: option for name, option in shared.items() if name != "key"}

    @functools.wraps(draw)
    def drawn(table: pd.DataFrame, **options):
        look = {name: options.pop(name) for name in shared if name in options}
        canvas = Canvas(key=draw.__name__.removeprefix("plot_"), **look)
        with style_in_force():
            try:
                return draw(table, canvas, **options)
            except _NoRows:
                return canvas.empty()

    shown = [option for name, option in own.items() if name != "canvas"]
    drawn.__signature__ = inspect.signature(draw).replace(parameters=[*shown, *shared.values()])
    return drawn


@dataclass(kw_only=True)
class Canvas:
    """An Axes that a figure is drawn on, with the options that all figures have."""

    key: str  # of its texts in `data/texts.csv`: KEY is the default title, alt_KEY the description
    ax: Axes | None = None
    direction: str = "rtl"
    title: str | None = None
    digits: str = "123"

    def __post_init__(self) -> None:
        for option, values in {"direction": ("rtl", "ltr"), "digits": (*DIGITS,)}.items():
            if (given := getattr(self, option)) not in values:
                raise ValueError(f"{option} must be {values[0]!r} or {values[1]!r}, not {given!r}")
        if self.ax is not None and not hasattr(self.ax, "tick_params"):
            raise TypeError(f"ax must be one Axes of Matplotlib, not {type(self.ax).__name__}")
        self.own = self.ax is None  # the figure is made for this Axes
        self.rtl = self.direction == "rtl"
        self.start = "right" if self.rtl else "left"  # the side at which reading starts

    def open(self, size: tuple[float, float], rows: int) -> None:
        """Set up the caller's Axes, or that of a new figure of a size, for the direction of reading.

        Without rows nothing more is drawn: the Axes says so.
        """
        self.ax = ax = plt.figure(figsize=size).add_subplot() if self.own else self.ax
        self.title = self.text(self.key) if self.title is None else self.title
        # Ticks made later, when the figure is drawn, must not fall back to the settings of that moment.
        style = matplotlib.rcParams
        for axis in "xy":
            fixed = {"labelsize": style[f"{axis}tick.labelsize"], "labelcolor": style[f"{axis}tick.color"]}
            ax.tick_params(axis=axis, labelfontfamily=style["font.family"], **fixed)
        if self.rtl:
            ax.yaxis.tick_right()
            ax.yaxis.set_label_position("right")
        if not rows:
            raise _NoRows

    def text(self, key: str, **values: object) -> str:
        """A text of `data/texts.csv`, Arabic when the figure reads from the right, else English, filled in.

        A key that is not in the file is its own text: the name of a column, of a kind.
        """
        text = _texts("ar" if self.rtl else "en").get(key, key)
        return text.format(**values) if values else text

    def localize(self, text: str) -> str:
        """A text with its numbers in the figure's digits."""
        return text.translate(DIGITS[self.digits])

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with thousands separators, a minus sign and the figure's digits."""
        return self.localize(f"{value:,.{decimals}f}".replace("-", "−"))

    def numbers(self, values: pd.Series) -> list[str]:
        """Numbers that stand under each other, with as many decimals as the largest one needs."""
        places = max(0, decimals(values) - 1)
        return [self.number(value, places) for value in values]

    def part(self, key: str, shown: int, every: int) -> str:
        """How many are shown of how many, when some are left out."""
        counts = {"n": self.number(shown), "all": self.number(every)}
        return self.text(key, **counts) if shown < every else ""

    def limit(self, low: object, high: object) -> None:
        """Let the horizontal axis run from the side where reading starts."""
        self.ax.set_xlim((high, low) if self.rtl else (low, high))

    def points(self) -> np.ndarray:
        """Width and height of the Axes in points."""
        return np.multiply(self.ax.get_position().size, self.ax.get_figure().get_size_inches()) * 72

    def open_rows(
        self, names: Sequence, *, wide: float = 7.5, each: float = 0.28, more: float = 0, room=(28, 1)
    ) -> None:
        """Open with one named row for each name, the first on top, names at the side where reading starts.

        A new figure is as high as the rows need, `each` in inches, and something `more`; a name has `room`
        for so many characters in so many lines.
        """
        self.open((wide, height_of(len(names), each) + more), len(names))
        shown = [label(fit(str(name), *room)) for name in names]
        self.ax.set_yticks(range(len(shown)), shown)
        self.ax.set_ylim(len(shown) - 0.4, -0.6)
        ticks, several = self.ax.get_yticklabels(), any("\n" in name for name in shown)
        row = self.points()[1] / (len(shown) + 0.2)
        size = min(ticks[0].get_fontsize(), row * (0.38 if several else 0.75))
        self.ax.tick_params(axis="y", labelsize=size)
        for tick in ticks:
            _set_line_spacing(tick)
        if several and self.rtl:  # lines of prose start at one edge, the outer one
            self.ax.tick_params(axis="y", pad=_GAP + max(map(_width, ticks)))
            plt.setp(ticks, ha="right")

    def name_ticks(self, places: Sequence[float], names: Sequence[str]) -> None:
        """Name places of the horizontal axis, all names on one line: their letters differ in height."""
        self.ax.set_xticks(places, list(map(label, names)))
        ticks = self.ax.get_xticklabels()
        self.ax.tick_params(axis="x", pad=_GAP + ticks[0].get_fontsize())
        plt.setp(ticks, va="baseline")

    def finish(
        self, *said: str, signs: Mapping[str, object] | None = None, alt: str = "", **values: object
    ) -> Axes:
        """Title, what is `said` below it, legend, above the corner where reading starts, flush with names.

        The `values` fill the sentence that says what is drawn; whole numbers come in the figure's digits.
        """
        ax, page, subtitle = self.ax, self.ax.get_figure(), " – ".join(filter(None, said))
        outward = max([_width(tick) + _GAP for tick in ax.get_yticklabels() if tick.get_text()], default=0)
        shift = ScaledTranslation((outward if self.rtl else -outward) / 72, 0, page.dpi_scale_trans)
        room = page.get_figwidth() * 72 - 24 if self.own else self.points()[0] + outward
        height = _GAP + 2 + self._legend(signs or {}, room, ax.transAxes + shift)
        if subtitle:
            ax.xaxis.set_label_position("top")
            text = ax.set_xlabel(label(subtitle), loc=self.start, labelpad=height, va="baseline")
            text.set_transform(text.get_transform() + shift)
            height += 1.8 * text.get_fontsize()
        text = ax.set_title(label(self.title), loc=self.start, y=1, pad=height)
        text.set_transform(text.get_transform() + shift)
        if (width := _width(text)) > room:
            text.set_text(label(self.title, width=int(0.95 * visible_length(self.title) * room / width)))
        _set_line_spacing(text)
        said = {k: self.number(v) if isinstance(v, int | np.integer) else v for k, v in values.items()}
        describe(ax, self.text(f"alt_{alt or self.key}", title=self.title, measure=subtitle, **said))
        return ax

    def _legend(self, signs: Mapping[str, object], room: float, place: Transform) -> float:
        """A legend above the Axes, in as few lines as there is room for; returns its height in points."""
        look = {"loc": f"lower {self.start}", "bbox_to_anchor": (int(self.rtl), 1), "bbox_transform": place}
        spacing = max(0.1, 1.7 - _line_height(self.ax.get_figure()))
        look |= {"borderaxespad": 0.2, "borderpad": 0.2, "labelspacing": spacing, "columnspacing": 1.5}
        look |= {"markerfirst": not self.rtl, "handler_map": {tuple: HandlerTuple(ndivide=None, pad=0)}}
        entries = [(sign, label(name)) for name, sign in signs.items()]
        for lines in range(1, len(signs) + 1):
            ordered, columns = by_columns(entries, lines, self.rtl)
            legend = self.ax.legend(*zip(*ordered, strict=True), ncols=columns, **look)
            if _width(legend) <= room:
                break
        return legend.get_window_extent().height * 72 / self.ax.get_figure().dpi if signs else 0.0

    def empty(self) -> Axes:
        """An Axes without data says so."""
        self.ax.set(xticks=[], yticks=[])
        self.ax.grid(False)
        place = {"transform": self.ax.transAxes, "ha": "center", "va": "center"}
        self.ax.text(0.5, 0.5, label(self.text("nothing")), color="#555555", fontsize=12, **place)
        return self.finish(alt="nothing")


@functools.cache
def _texts(language: str) -> dict[str, str]:
    return {row["key"]: row[language] for row in read_table("texts")}


def height_of(rows: int, each: float = 0.28) -> float:
    """Figure height in inches for a number of rows, so that names never touch."""
    return 1.4 + each * max(rows, 3)


def titles_of(table: pd.DataFrame, titles: pd.DataFrame | None) -> dict[str, str]:
    """The titles of articles by their id, as far as they have one, from `titles` or else from the table."""
    if titles is not None:
        require(titles, ["article", "title"], "read_corpus")
    named = (table if titles is None else titles).reindex(columns=["article", "title"]).dropna()
    named = named[named["title"].astype(str).str.strip() != ""]
    return dict(zip(named["article"].astype(str), named["title"], strict=True))


def require(
    table: pd.DataFrame, columns: Sequence[str], function: str, *, number: str = "", top: int | None = None
) -> None:
    """Say what is wrong with a table, and which function makes such tables."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"the table is no DataFrame but {type(table).__name__}: pass what {function} returns")
    if missing := [column for column in columns if column not in table.columns]:
        raise ValueError(f"the table has no column {missing[0]!r}: pass what {function} returns")
    if number:
        values = pd.to_numeric(table[number].dropna(), errors="coerce").to_numpy(float)
        if not np.isfinite(values).all():
            raise ValueError(f"the column {number!r} holds what is no finite number: see {function}")
    if top is not None and (not isinstance(top, int | np.integer) or top < 0):
        raise ValueError(f"top must be a whole number from 0 on, not {top!r}")


def by_columns(signs: list[tuple], lines: int, rtl: bool) -> tuple[list[tuple], int]:
    """Order legend entries, which Matplotlib sets column by column from the left, to be read line by line."""
    columns = -(-len(signs) // lines)
    cells = [*signs, *[(Line2D([], [], linestyle=""), " ")] * (lines * columns - len(signs))]
    order = np.arange(len(cells)).reshape(lines, columns)
    return [cells[n] for n in (order[:, ::-1] if rtl else order).T.ravel()], columns


def _width(artist: Artist) -> float:
    """Width of something drawn in points."""
    return artist.get_window_extent().width * 72 / artist.get_figure().dpi


def _line_height(page: Figure) -> float:
    """Height of a line in em. Matplotlib 3.11 asks the font, and Noto Sans Arabic asks for two em."""
    line = page.text(0, 0, label("لج"))
    height = line.get_window_extent().height * 72 / page.dpi / line.get_fontsize()
    line.remove()
    return height


def _set_line_spacing(text: Text) -> None:
    """Set the lines of a text that has several at a reader's distance, whatever the font asks for."""
    if "\n" in text.get_text():
        text.set_linespacing(1.4 / max(1.2, _line_height(text.get_figure())))
