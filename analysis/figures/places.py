"""Where words occur in each article: a stripe per article, a tick per occurrence."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from .canvas import COLORS, Canvas, figure, require, titles_of

_MARKERS = ["o", "^", "s", "v", "D", "P", "X", "*"]
_STRIPE = 0.7  # of a row


@figure
def plot_dispersion(
    table: pd.DataFrame, canvas: Canvas, *, top: int = 20, titles: pd.DataFrame | None = None
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
    titles : DataFrame, optional
        The articles, to name each by its title; without it by the column `title` of the table, or its id.

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
    every, counts = len(counts), counts.sort_values(ascending=False, kind="stable").head(top)
    names, terms = titles_of(table, titles), list(dict.fromkeys(table["term"]))
    each = max(0.4 if names else 0.28, 0.14 + 0.12 * len(terms))
    shown = [names.get(str(name), name) for name in counts.index]
    wide = 8 if names else 7.5
    canvas.open_rows(shown, wide=wide, each=each, more=0.3, room=(32, 2 if names else 1))
    ax, signs = canvas.ax, {}
    ax.barh(range(len(counts)), 1, height=_STRIPE, color="#EEEEEE")
    row = {article: number for number, article in enumerate(counts.index)}
    lane = _STRIPE / len(terms)
    for number, term in enumerate(terms):
        hits = table[(table["term"] == term) & table["article"].isin(row)]
        middle = hits["article"].map(row).astype(float) + lane * (number + 0.5) - _STRIPE / 2
        color, marker = COLORS[number % len(COLORS)], _MARKERS[number % len(_MARKERS)]
        ax.vlines(hits["position"], middle - lane / 2, middle + lane / 2, color=color, linewidth=1.4)
        if len(terms) > 1:
            signs[str(term)], *_ = ax.plot(hits["position"], middle, marker, color=color, markersize=4)
    ax.grid(False)
    canvas.limit(-0.01, 1.01)  # room for the marks at both ends
    canvas.name_ticks([0, 1], [canvas.text("start"), canvas.text("end")])
    for tick, side in zip(ax.get_xticklabels(), sorted(("left", "right"), reverse=canvas.rtl), strict=True):
        tick.set_horizontalalignment(side)
    said = "" if signs else str(terms[0]), canvas.part("articles_shown", len(counts), every)
    named = ("، " if canvas.rtl else ", ").join(map(str, terms))
    return canvas.finish(*said, signs=signs, articles=len(counts), n=counts.sum(), terms=named)
