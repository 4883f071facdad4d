"""Where words occur in each article: a stripe per article, a tick per occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, height_of, open_canvas, require
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKERS = ["o", "^", "s", "v", "D", "P", "X", "*"]
_STRIPE = 0.7  # of a row


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
        What `dispersion` returned: `article`, `term`, `position` (0 to 1). Several terms get a lane, a colour
        and a marker each.
    ax, direction, title, digits
        As in `plot_frequencies`; articles start where reading starts.
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

    Source: Scott, WordSmith Tools (dispersion plot).
    """
    require(table, ["article", "term", "position"], "dispersion", number="position", top=top)
    counts = table.groupby("article", sort=False, observed=True).size()
    counts = counts.sort_values(ascending=False, kind="stable").head(top)
    terms = list(dict.fromkeys(table["term"]))
    each = 0.28 if len(terms) == 1 else 0.14 + 0.12 * len(terms)
    canvas = open_canvas(ax, direction, digits, (7.5, height_of(len(counts), each) + 0.3))
    title = canvas.text("dispersion") if title is None else title
    if counts.empty:
        return canvas.empty(title)
    canvas.name_rows(counts.index)
    ax = canvas.ax
    ax.barh(range(len(counts)), 1, height=_STRIPE, color="#EEEEEE")
    row = {article: number for number, article in enumerate(counts.index)}
    lane = _STRIPE / len(terms)
    for number, term in enumerate(terms):
        hits = table[(table["term"] == term) & table["article"].isin(row)]
        middle = hits["article"].map(row).astype(float) + lane * (number + 0.5) - _STRIPE / 2
        color = COLORS[number % len(COLORS)]
        ax.vlines(hits["position"], middle - lane / 2, middle + lane / 2, color=color, linewidth=1.4)
        if len(terms) > 1:
            marker = _MARKERS[number % len(_MARKERS)]
            ax.plot(
                hits["position"], middle, marker, color=color, markersize=4, label=label(term), clip_on=False
            )
    ax.grid(False)
    ax.set_xlim((1, 0) if canvas.rtl else (0, 1))
    ax.set_xticks([0, 1], [label(canvas.text("start")), label(canvas.text("end"))])
    for tick, side in zip(
        ax.get_xticklabels(), ("right", "left") if canvas.rtl else ("left", "right"), strict=True
    ):
        tick.set_horizontalalignment(side)
    canvas.describe(
        "alt_dispersion",
        articles=canvas.number(len(counts)),
        n=canvas.number(counts.sum()),
        terms=("، " if canvas.rtl else ", ").join(map(str, terms)),
    )
    return canvas.finish(title)
