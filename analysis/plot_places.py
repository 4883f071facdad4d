"""Where words occur in each article: a stripe per article, a tick per occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, height_of, legend, name_rows, open_canvas, require
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKERS = ["o", "^", "s", "v", "D", "P", "X", "*"]


@styled
def plot_dispersion(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
) -> Axes:
    """Draw one stripe per article, from its start to its end, with a tick wherever a term occurs.

    Parameters
    ----------
    table : DataFrame
        What `dispersion` returned: `article`, `term`, `position` (0 to 1).
    ax, direction, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Articles drawn: those with the most occurrences, ties in the order of the table.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"article": ["a", "a"], "term": ["أمن", "أمن"], "position": [0.1, 0.8]})
    >>> len(plot_dispersion(table).patches)
    1
    """
    require(table, ["article", "term", "position"], "dispersion")
    counts = (
        table.groupby("article", sort=False, observed=True).size().sort_values(ascending=False, kind="stable")
    )
    articles = list(counts.head(top).index)
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(7.5, height_of(len(articles)) + 0.4))
    terms = list(dict.fromkeys(table["term"]))
    title = canvas.text("dispersion") if title is None else title
    canvas.title(title)
    if not articles:
        return canvas.empty(title)
    name_rows(canvas, articles)
    ax = canvas.ax
    ax.barh(range(len(articles)), 1, height=0.7, color="#EEEEEE")
    lane = 0.7 / len(terms)
    for number, term in enumerate(terms):
        rows = table[(table["term"] == term) & table["article"].isin(articles)]
        middle = rows["article"].map(articles.index).astype(float) - 0.35 + lane * (number + 0.5)
        color = COLORS[number % len(COLORS)]
        ax.vlines(rows["position"], middle - lane / 2, middle + lane / 2, color=color, linewidth=1.4)
        if len(terms) > 1:
            marker = _MARKERS[number % len(_MARKERS)]
            ax.plot(rows["position"], middle, marker, color=color, markersize=5, label=label(term))
    ax.set_xlim((1, 0) if canvas.rtl else (0, 1))
    ax.set_xticks([0, 1], [label(canvas.text("start")), label(canvas.text("end"))])
    ax.grid(False)
    ax.set_xlabel(label(canvas.text("position")), loc="right" if canvas.rtl else "left")
    if len(terms) > 1:
        legend(canvas)
    drawn = counts.head(top)
    canvas.describe(
        "alt_dispersion",
        articles=canvas.number(len(drawn)),
        n=canvas.number(drawn.sum()),
        terms=("، " if canvas.rtl else ", ").join(map(str, terms)),
    )
    return ax
