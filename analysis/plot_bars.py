"""Bars: frequencies, keywords, actors. Each row is a name; bars grow away from the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, HATCHES, Canvas, height_of, legend, name_rows, open_canvas, require
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GROUPS = ("article", "source", "section", "author", "month")


def _bars(
    canvas: Canvas, values: pd.Series, *, left=0.0, color: str, hatch: str = "", name: str | None = None
):
    canvas.ax.barh(
        range(len(values)),
        values,
        left=left,
        height=0.72,
        color=color,
        hatch=hatch,
        edgecolor="white",
        linewidth=0.6,
        label=None if name is None else label(name),
    )


def _write_values(canvas: Canvas, ends: pd.Series, values: pd.Series | None = None) -> None:
    """Write each value just beyond the end of its bar and leave room for it."""
    values = ends if values is None else values
    for row, (end, value) in enumerate(zip(ends, values, strict=True)):
        outward = 1 if end >= 0 else -1
        leftward = (outward > 0) == canvas.rtl
        canvas.ax.annotate(
            label(canvas.number(value)),
            (end, row),
            xytext=(-4 if leftward else 4, 0),
            textcoords="offset points",
            ha="right" if leftward else "left",
            va="center_baseline",
            fontsize=min(9, canvas.ax.yaxis.get_ticklabels()[0].get_fontsize()),
            color="#333333",
        )
    low, high = min(0, ends.min()), max(0, ends.max())
    room = 0.12 * ((high - low) or 1)
    limits = (low - (room if low < 0 else 0), high + (room if high > 0 else 0))
    canvas.ax.set_xlim(*(limits[::-1] if canvas.rtl else limits))


def _finish(canvas: Canvas, measure: str) -> None:
    ax = canvas.ax
    ax.xaxis.set_major_locator(_few_ticks())
    ax.xaxis.set_major_formatter(lambda value, _: label(canvas.number(value)))
    ax.set_xlabel(label(canvas.text(measure)), loc="right" if canvas.rtl else "left")
    ax.axvline(0, color="#333333", linewidth=1)


def _few_ticks():
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(5, integer=True, min_n_ticks=2)


def _name_column(table: pd.DataFrame) -> str:
    """The column that names the rows: the first one that is not a group."""
    return next((column for column in table.columns if column not in _GROUPS), table.columns[0])


@styled
def plot_frequencies(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    by: str = "count",
    panel: str | None = None,
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
) -> Axes | list[Axes]:
    """Draw the most frequent words as horizontal bars, the count written at the end of each bar.

    Parameters
    ----------
    table : DataFrame
        What `word_frequencies` or `ngrams` returned: the first column names the rows.
    ax : Axes, optional
        Where to draw. Default: a new figure, as high as its rows need.
    top : int, default 20
        Rows drawn, from the first row of the table.
    by : {"count", "per_million", "articles"}
        The column that gives the length of the bars.
    panel : str, optional
        A column such as `article` or `source`: one panel per value in a new figure.
    direction : {"rtl", "ltr"}
        Bars grow leftwards from names at the right, or the other way, with English words around them.
    title : str, optional
        Default: what is drawn. `""` for none.
    digits : {"123", "١٢٣"}

    Returns
    -------
    Axes, or with `panel` a list of Axes

    Raises
    ------
    ValueError
        When the table has several rows of one name: choose a group, or give `panel`.

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["أمن", "قمة"], "count": [7, 5]})
    >>> [int(bar.get_width()) for bar in plot_frequencies(table).patches]
    [7, 5]
    """
    options = {"top": top, "by": by, "direction": direction, "digits": digits}
    if panel is not None:
        return _panels(table, panel, options, title)
    require(table, [by], "word_frequencies")
    names = _name_column(table)
    rows = table.sort_values(by, ascending=False, kind="stable").head(top)
    if rows[names].duplicated().any():
        raise ValueError(
            f"the table has several rows of one {names}: keep one group, or give panel= the group's column"
        )
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(7.5, height_of(len(rows))))
    title = canvas.text("frequencies") if title is None else title
    canvas.title(title)
    if rows.empty:
        return canvas.empty(title)
    name_rows(canvas, rows[names])
    _bars(canvas, rows[by], color=COLORS[0])
    _write_values(canvas, rows[by])
    _finish(canvas, by)
    first = {"first": rows[names].iloc[0], "value": canvas.number(rows[by].iloc[0])}
    canvas.describe("alt_frequencies", n=canvas.number(len(rows)), measure=canvas.text(by), **first)
    return canvas.ax


def _panels(table: pd.DataFrame, panel: str, options: dict, title: str | None) -> list[Axes]:
    import matplotlib.pyplot as plt

    require(table, [panel], "word_frequencies(..., within=)")
    groups = list(dict.fromkeys(table[panel])) or [""]
    columns = min(2, len(groups))
    lines = -(-len(groups) // columns)
    height = height_of(min(options["top"], int(table[panel].value_counts().max()) if len(table) else 0))
    figure, grid = plt.subplots(lines, columns, figsize=(4.6 * columns, height * lines), squeeze=False)
    if options["direction"] == "rtl":
        grid = grid[:, ::-1]  # the first group stands where reading starts
    axes = [
        plot_frequencies(table[table[panel] == group].drop(columns=panel), ax=ax, title=str(group), **options)
        for group, ax in zip(groups, grid.flat, strict=False)
    ]
    for ax in list(grid.flat)[len(groups) :]:
        ax.remove()
    if title:
        figure.suptitle(label(title))
    return axes


@styled
def plot_keywords(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    by: str = "g2",
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
) -> Axes:
    """Draw keywords as two-sided bars: words over-used in the texts one way, words under-used the other way.

    Parameters
    ----------
    table : DataFrame
        What `keywords` returned; `g2` is signed.
    ax, direction, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Rows drawn: those with the largest absolute values, over-used ones on top.
    by : {"g2", "log_ratio"}
        The column that gives the length of the bars.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["أمن", "كرة"], "g2": [30.0, -12.0]})
    >>> [int(bar.get_width()) for bar in plot_keywords(table).patches]
    [30, 0, 0, -12]
    """
    require(table, [by], "keywords")
    names = _name_column(table)
    strongest = table[by].abs().sort_values(ascending=False, kind="stable").head(top).index
    rows = table.loc[strongest].sort_values(by, ascending=False, kind="stable")
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(7.5, height_of(len(rows)) + 0.3))
    title = canvas.text("keywords") if title is None else title
    canvas.title(title)
    if rows.empty:
        return canvas.empty(title)
    name_rows(canvas, rows[names])
    over = rows[by] >= 0
    _bars(canvas, rows[by].where(over, 0.0), color=COLORS[0], name=canvas.text("keywords_over"))
    if not over.all():
        _bars(
            canvas,
            rows[by].where(~over, 0.0),
            color=COLORS[4],
            hatch="///",
            name=canvas.text("keywords_under"),
        )
    _write_values(canvas, rows[by])
    _finish(canvas, by)
    legend(canvas)
    strongest_row = rows.loc[strongest[0]]
    canvas.describe(
        "alt_keywords",
        over=canvas.number(over.sum()),
        under=canvas.number((~over).sum()),
        first=strongest_row[names],
        value=canvas.number(strongest_row[by]),
    )
    return canvas.ax


@styled
def plot_actors(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    by: str = "mentions",
    names: str = "name",
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
) -> Axes:
    """Draw the actors mentioned most as bars, stacked by how they are named: by name, office, demonym, ...

    Parameters
    ----------
    table : DataFrame
        What `count_actors` returned, with or without the column `ref`.
    ax, direction, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Actors drawn: those with the most mentions, ties in the order of the table.
    by : {"mentions", "articles"}
    names : {"name", "label"}
        Arabic or English names.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"actor": ["FR", "FR"], "name": ["فرنسا"] * 2, "ref": ["name", "demonym"],
    ...                       "mentions": [5, 2]})
    >>> [int(bar.get_width()) for bar in plot_actors(table).patches]
    [5, 2]
    """
    require(table, ["actor", names, by], "count_actors")
    ref = "ref" if "ref" in table.columns else None
    totals = table.groupby("actor", sort=False, observed=True)[by].sum()
    totals = totals.sort_values(ascending=False, kind="stable").head(top)
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(7.5, height_of(len(totals)) + 0.3))
    title = canvas.text("actors") if title is None else title
    canvas.title(title)
    if totals.empty:
        return canvas.empty(title)
    shown = table.drop_duplicates("actor").set_index("actor")[names].reindex(totals.index)
    shown = shown.where(shown.astype(str) != "", totals.index.to_series())
    name_rows(canvas, shown)
    left = pd.Series(0, index=totals.index)
    for part, color, hatch, name in _parts(canvas, table, ref):
        lengths = part.set_index("actor")[by].reindex(totals.index, fill_value=0)
        if lengths.any():
            _bars(canvas, lengths, left=left, color=color, hatch=hatch, name=name)
            left = left + lengths
    _write_values(canvas, totals)
    _finish(canvas, by)
    if ref:
        legend(canvas)
    canvas.describe(
        "alt_actors" if ref else "alt_actors_plain",
        n=canvas.number(len(totals)),
        measure=canvas.text(by),
        first=shown.iloc[0],
        value=canvas.number(totals.iloc[0]),
    )
    return canvas.ax


_REFS = ("name", "surname", "demonym", "metonym", "place", "office")


def _parts(canvas: Canvas, table: pd.DataFrame, ref: str | None):
    """The parts of the stacked bars; each has its own colour and hatch, the same in every figure."""
    if ref is None:
        yield table, COLORS[0], "", None
        return
    kinds = [*_REFS, *sorted(set(table[ref].astype(str)) - set(_REFS))]
    for number, kind in enumerate(kinds):
        style = number % len(COLORS)
        name = canvas.text(f"ref_{kind}") if kind in _REFS else kind
        yield table[table[ref] == kind], COLORS[style], HATCHES[style], name
