"""What all figures share: an Axes that reads from the right or the left, its words, numbers and title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .labels import label, visible_length, wrap
from .resources import read_table
from .style import describe

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.ticker import MaxNLocator
    from matplotlib.transforms import Transform

COLORS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999", "#F0E442"]
HATCHES = ["", "///", "...", "xxx", "\\\\\\", "ooo", "+++", "---"]
DIGITS = {"123": {}, "١٢٣": str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")}


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
    while wrap(shorten(text, room), width).count("\n") >= lines:
        room -= 1
    return wrap(shorten(text, room), width)


@dataclass(frozen=True)
class Canvas:
    """An Axes with a reading direction and a choice of digits."""

    ax: Axes
    rtl: bool
    digits: str
    own: bool  # the figure was made for this Axes

    @property
    def start(self) -> str:
        """The side at which reading starts."""
        return "right" if self.rtl else "left"

    def text(self, key: str, **values: object) -> str:
        """A text of `data/figure_texts.csv`, Arabic when the figure reads from the right, else English.

        A key that is not in the file is its own text: the name of a column, of a kind.
        """
        row = next((row for row in read_table("figure_texts") if row["key"] == key), None)
        text = key if row is None else row["ar" if self.rtl else "en"]
        return text.format(**values) if values else text

    def localize(self, text: str) -> str:
        """A text with its numbers in the figure's digits."""
        return text.translate(DIGITS[self.digits])

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with thousands separators, a minus sign and the figure's digits."""
        return self.localize(f"{value:,.{decimals}f}".replace("-", "−"))

    def numbers(self, values: pd.Series) -> list[str]:
        """Numbers that stand under each other, with as many decimals as the largest one needs."""
        largest = values.abs().max()
        whole = largest >= 100 or bool((values == values.round()).all())
        decimals = 0 if whole else 1 if largest >= 1 else 2
        return [self.number(value, decimals) for value in values]

    def name_rows(self, names: Iterable[object], *, width: int = 28, lines: int = 1) -> None:
        """Write one name per row, the first on top, at the side where reading starts."""
        shown = [label(fit(str(name), width, lines)) for name in names]
        self.ax.set_yticks(range(len(shown)), shown)
        self.ax.set_ylim(len(shown) - 0.4, -0.6)
        row = self.points()[1] / (len(shown) + 0.2)
        ticks = self.ax.get_yticklabels()
        size = min(ticks[0].get_fontsize(), row * (0.75 if lines == 1 else 0.38))
        self.ax.tick_params(axis="y", labelsize=size)
        for tick in ticks:
            _set_line_spacing(tick)
        if lines > 1 and self.rtl:  # lines of prose start at one edge, the outer one
            self.ax.tick_params(axis="y", pad=6 + max(map(_width, ticks)))
            for tick in ticks:
                tick.set_horizontalalignment("right")

    def points(self) -> tuple[float, float]:
        """Width and height of the Axes in points."""
        box, figure = self.ax.get_position(), self.ax.get_figure()
        return box.width * figure.get_figwidth() * 72, box.height * figure.get_figheight() * 72

    def finish(self, title: str, handles: Sequence[Artist] = ()) -> Axes:
        """Title and legend above the corner where reading starts, outside the names, clear of each other."""
        handles = handles or self.ax.get_legend_handles_labels()[0]
        names = max((_width(tick) for tick in self.ax.get_yticklabels() if tick.get_text()), default=-6.0) + 6
        outward = self._shifted(names)
        pad = 8.0
        if handles:
            pad += self._legend(list(handles), outward)
        text = self.ax.set_title(label(title), loc=self.start, pad=pad)
        text.set_transform(text.get_transform() + outward)
        room = self.ax.get_figure().get_figwidth() * 72 - 12 if self.own else self.points()[0] + names
        if _width(text) > room:
            text.set_text(label(title, width=int(0.95 * visible_length(title) * room / _width(text))))
        _set_line_spacing(text)
        return self.ax

    def _shifted(self, points: float) -> Transform:
        from matplotlib.transforms import ScaledTranslation

        inches = (points if self.rtl else -points) / 72
        return ScaledTranslation(inches, 0, self.ax.get_figure().dpi_scale_trans)

    def _legend(self, handles: list[Artist], outward: Transform) -> float:
        """A legend above the Axes, read from the same side as the title; returns its height in points."""
        columns = min(len(handles), 3 if self.points()[0] > 280 else 2)
        legend = self.ax.legend(
            handles=_columns_from_the_right(handles, columns) if self.rtl else handles,
            loc=f"lower {self.start}",
            bbox_to_anchor=(1 if self.rtl else 0, 1),
            bbox_transform=self.ax.transAxes + outward,
            borderaxespad=0.2,
            borderpad=0.2,
            labelspacing=0.1,
            markerfirst=not self.rtl,
            ncols=columns,
        )
        return legend.get_window_extent().height * 72 / self.ax.get_figure().dpi

    def axis_label(self, text: str) -> None:
        """Name the measure under the Axes, at the side where reading starts."""
        self.ax.set_xlabel(
            label(text), loc=self.start, labelpad=4 - 10 * max(0, _line_height(self.ax.get_figure()) - 1.5)
        )

    def describe(self, key: str, **values: object) -> None:
        describe(self.ax, self.text(key, **values))

    def empty(self, title: str) -> Axes:
        """An Axes without data says so."""
        self.ax.set(xticks=[], yticks=[])
        self.ax.grid(False)
        place = {"transform": self.ax.transAxes, "ha": "center", "va": "center"}
        self.ax.text(0.5, 0.5, label(self.text("nothing")), color="#555555", fontsize=12, **place)
        self.describe("alt_nothing", title=title)
        return self.finish(title)


def open_canvas(ax: Axes | None, direction: str, digits: str, size: tuple[float, float]) -> Canvas:
    """Take the caller's Axes, or make a figure of a size; set it up for the direction of reading."""
    import matplotlib

    if direction not in ("rtl", "ltr"):
        raise ValueError(f"direction must be 'rtl' or 'ltr', not {direction!r}")
    if digits not in DIGITS:
        raise ValueError(f"digits must be '123' or '١٢٣', not {digits!r}")
    if ax is not None and not hasattr(ax, "tick_params"):
        raise TypeError(f"ax must be one Axes of Matplotlib, not {type(ax).__name__}")
    canvas = Canvas(_new_axes(size) if ax is None else ax, direction == "rtl", digits, ax is None)
    # Ticks made later, when the figure is drawn, must not fall back to the settings of that moment.
    style = matplotlib.rcParams
    for axis in "xy":
        fixed = {"labelsize": style[f"{axis}tick.labelsize"], "labelcolor": style[f"{axis}tick.color"]}
        canvas.ax.tick_params(axis=axis, labelfontfamily=style["font.family"], **fixed)
    if canvas.rtl:
        canvas.ax.yaxis.tick_right()
        canvas.ax.yaxis.set_label_position("right")
    return canvas


def _new_axes(size: tuple[float, float]) -> Axes:
    import matplotlib.pyplot as plt

    return plt.figure(figsize=size).add_subplot()


def height_of(rows: int, each: float = 0.28) -> float:
    """Figure height in inches for a number of rows, so that names never touch."""
    return 1.4 + each * max(rows, 3)


def round_ticks(whole: bool) -> MaxNLocator:
    """A few ticks at round values, at whole ones where what is counted is whole."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(5, steps=[1, 2, 5, 10], integer=whole)


def require(
    table: pd.DataFrame, columns: Sequence[str], function: str, *, number: str = "", top: int | None = None
) -> None:
    """Say what is wrong with a table, and which function makes such tables."""
    if not isinstance(table, pd.DataFrame):
        raise TypeError(f"the table is no DataFrame but {type(table).__name__}: pass what {function} returns")
    if missing := [column for column in columns if column not in table.columns]:
        raise ValueError(f"the table has no column {missing[0]!r}: pass what {function} returns")
    if number:
        values = pd.to_numeric(table[number], errors="coerce").to_numpy(float, na_value=np.nan)
        if np.isinf(values).any() or (np.isnan(values) & table[number].notna().to_numpy()).any():
            raise ValueError(f"the column {number!r} holds what is no finite number: see {function}")
    if top is not None and (not isinstance(top, int | np.integer) or top < 0):
        raise ValueError(f"top must be a whole number from 0 on, not {top!r}")


def _width(text: Text) -> float:
    """Width of a drawn text in points."""
    return text.get_window_extent().width * 72 / text.get_figure().dpi


def _line_height(figure: Figure) -> float:
    """Height of a line in em. Matplotlib 3.11 asks the font, and Noto Sans Arabic asks for two em."""
    text = figure.text(0, 0, label("لج"))
    height = text.get_window_extent().height * 72 / figure.dpi / text.get_fontsize()
    text.remove()
    return height


def _set_line_spacing(text: Text) -> None:
    """Set the lines of a text that has several at a reader's distance, whatever the font asks for."""
    if "\n" in text.get_text() and (height := _line_height(text.get_figure())) > 1.6:
        text.set_linespacing(1.4 / height)


def _columns_from_the_right(handles: list[Artist], columns: int) -> list[Artist]:
    """Reorder legend entries, which Matplotlib sets in columns from the left, to start at the right."""
    from matplotlib.lines import Line2D

    rows = -(-len(handles) // columns)
    handles = handles + [Line2D([], [], linestyle="", label=" ")] * (rows * columns - len(handles))
    starts = range(len(handles) - rows, -1, -rows)
    return [handle for start in starts for handle in handles[start : start + rows]]
