"""What all figures share: an Axes that reads from the right or the left, its words, its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .labels import label, visible_length
from .resources import read_table
from .style import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLORS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#999999", "#F0E442"]
HATCHES = ["", "///", "...", "xxx", "\\\\\\", "ooo", "+++", "---"]
DIGITS = {"123": None, "١٢٣": str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")}


def shorten(text: str, width: int) -> str:
    """Cut a text at a word, in reading order, and show with … that it goes on.

    >>> shorten("one two three", 8), shorten("one two", 8)
    ('one two…', 'one two')
    """
    text = " ".join(text.split())
    if visible_length(text) <= width:
        return text
    kept = text[:width]
    while visible_length(kept) < width - 1:
        kept = text[: len(kept) + 1]
    head = kept.rsplit(" ", 1)[0] if " " in kept and not text[len(kept) :].startswith(" ") else kept
    return head.rstrip(" ،,.;:-") + "…"


@dataclass(frozen=True)
class Canvas:
    """An Axes with a reading direction and a choice of digits."""

    ax: Axes
    rtl: bool
    digits: str

    def text(self, key: str, **values: object) -> str:
        """One of the words of `data/figure_texts.csv`, in Arabic when the figure reads from the right."""
        rows = {row["key"]: row for row in read_table("figure_texts")}
        text = rows[key]["ar" if self.rtl else "en"] if key in rows else key
        return text.format(**values) if values else text

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with thousands separators, a real minus sign and the figure's digits."""
        if decimals is None:
            decimals = 0 if float(value).is_integer() else 1
        return self.localize(f"{value:,.{decimals}f}".replace("-", "−"))

    def localize(self, text: str) -> str:
        """A text with its numbers in the figure's digits."""
        return text.translate(DIGITS[self.digits] or {})

    def title(self, text: str) -> None:
        """A title above the corner at which reading starts, broken so that it stays inside the figure."""
        inches = self.ax.get_position().width * self.ax.get_figure().get_figwidth()
        size = 14
        width = max(20, int(inches * 72 / (size * 0.52)))
        self.ax.set_title(label(text, width=width), loc="right" if self.rtl else "left", fontsize=size)

    def describe(self, key: str, **values: object) -> None:
        describe(self.ax, self.text(key, **values))

    def empty(self, title: str) -> Axes:
        """An Axes without data says so."""
        self.ax.set(xticks=[], yticks=[])
        self.ax.grid(False)
        self.ax.text(
            0.5,
            0.5,
            label(self.text("nothing")),
            transform=self.ax.transAxes,
            ha="center",
            va="center",
            color="#555555",
        )
        self.describe("alt_nothing", title=title)
        return self.ax


def open_canvas(ax: Axes | None, *, direction: str, digits: str, size: tuple[float, float]) -> Canvas:
    """Take the caller's Axes, or make a figure of a size; set it up for the direction of reading."""
    if direction not in ("rtl", "ltr"):
        raise ValueError(f"direction must be 'rtl' or 'ltr', not {direction!r}")
    if digits not in DIGITS:
        raise ValueError(f"digits must be '123' or '١٢٣', not {digits!r}")
    if ax is None:
        import matplotlib.pyplot as plt

        ax = plt.figure(figsize=size).add_subplot()
    import matplotlib

    # Ticks made later, when the figure is drawn, must not fall back to the settings of that moment.
    style = matplotlib.rcParams
    for axis in "xy":
        ax.tick_params(
            axis=axis,
            labelsize=style[f"{axis}tick.labelsize"],
            labelcolor=style[f"{axis}tick.color"],
            labelfontfamily=style["font.family"],
        )
    if direction == "rtl":
        ax.yaxis.tick_right()
        ax.yaxis.set_label_position("right")
    return Canvas(ax, direction == "rtl", digits)


def name_rows(canvas: Canvas, names: list[str], *, width: int = 28) -> None:
    """Write one name per row, first row on top, at the side where reading starts."""
    ax = canvas.ax
    ax.set_yticks(range(len(names)), [label(shorten(str(name), width)) for name in names])
    ax.set_ylim(len(names) - 0.4, -0.6)
    points = ax.get_position().height * ax.get_figure().get_figheight() * 72
    size = min(ax.yaxis.get_ticklabels()[0].get_fontsize(), 0.75 * points / (len(names) + 0.2))
    ax.tick_params(axis="y", labelsize=size)


def legend(canvas: Canvas, columns: int = 3) -> None:
    """A legend under the title, its keys on the side where reading starts."""
    canvas.ax.legend(
        loc="lower right" if canvas.rtl else "lower left",
        bbox_to_anchor=(1, 1) if canvas.rtl else (0, 1),
        markerfirst=not canvas.rtl,
        ncols=columns,
    )


def height_of(rows: int) -> float:
    """Figure height in inches for a number of rows, so that names never touch."""
    return 1.4 + 0.28 * max(rows, 3)


def require(table: pd.DataFrame, columns: list[str], function: str) -> None:
    """Say which column a table lacks and which function makes such tables."""
    if missing := [column for column in columns if column not in table.columns]:
        raise ValueError(f"the table has no column {missing[0]!r}; pass what {function} returns")
