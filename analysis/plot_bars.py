"""Bars: frequencies, keywords, actors. Each row is a name; bars grow away from the names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, HATCHES, Canvas, height_of, open_canvas, require, round_ticks
from .labels import label
from .style import describe, styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_GROUPS = ("article", "source", "section", "author", "month")
_REFS = ("name", "surname", "demonym", "metonym", "place", "office")


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
        Rows drawn: those with the largest values, ties in the order of the table.
    by : str, default "count"
        The column that gives the length of the bars: count, per_million, articles.
    panel : str, optional
        A column such as `article` or `source`: one panel per value, in a new figure, all to one scale.
    direction : {"rtl", "ltr"}
        Bars grow leftwards from names at the right; or rightwards, with English words around them.
    title : str, optional
        Default: what is drawn. `""` for none.
    digits : {"123", "١٢٣"}

    Returns
    -------
    Axes, or with `panel` a list of Axes

    Raises
    ------
    ValueError
        When the table has several rows of one name: keep one group, or give `panel`.

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["أمن", "قمة"], "count": [7, 5]})
    >>> [int(bar.get_width()) for bar in plot_frequencies(table).patches]
    [7, 5]
    """
    options = {"top": top, "by": by, "direction": direction, "digits": digits}
    if panel is not None:
        return _panels(table, panel, options, title)
    require(table, [by], "word_frequencies", number=by, top=top)
    names = _name_column(table)
    rows = table.sort_values(by, ascending=False, kind="stable").head(top)
    if rows[names].duplicated().any():
        raise ValueError(
            f"the table has several rows of one {names}: keep one group, or name its column in panel="
        )
    canvas = open_canvas(ax, direction, digits, (7.5, height_of(len(rows))))
    title = canvas.text("frequencies") if title is None else title
    if rows.empty:
        return canvas.empty(title)
    canvas.name_rows(rows[names])
    _bars(canvas, rows[by], color=COLORS[0])
    values = _write_values(canvas, rows[by])
    _value_axis(canvas, rows[by], by)
    first = {"first": rows[names].iloc[0], "value": values[0]}
    canvas.describe("alt_frequencies", n=canvas.number(len(rows)), measure=canvas.text(by), **first)
    return canvas.finish(title)


def _panels(table: pd.DataFrame, panel: str, options: dict, title: str | None) -> list[Axes]:
    import matplotlib.pyplot as plt

    require(table, [panel], "word_frequencies with within=")
    groups = list(dict.fromkeys(table[panel])) or [""]
    rows = min(options["top"], int(table[panel].value_counts().max())) if len(table) else 0
    columns = min(2, len(groups))
    lines = -(-len(groups) // columns)
    figure, grid = plt.subplots(
        lines,
        columns,
        figsize=(4.6 * columns, height_of(rows) * lines),
        squeeze=False,
        sharex=bool(len(table)),
    )
    if options["direction"] == "rtl":
        grid = grid[:, ::-1]  # the first group stands where reading starts
    axes = list(grid.flat)
    for ax, group in zip(axes, groups, strict=False):
        part = table[table[panel] == group].drop(columns=panel)
        plot_frequencies(part, ax=ax, title=str(group), **options)
        ax.tick_params(axis="x", labelbottom=True)
        describe(ax, f"{group}: {ax.get_label()}")
    if len(table):  # one scale: each panel has set the limits for itself
        far = max((ax.get_xlim() for ax in axes[: len(groups)]), key=max)
        axes[0].set_xlim(far)
    for ax in axes[len(groups) :]:
        ax.remove()
    if title:
        side = "right" if options["direction"] == "rtl" else "left"
        figure.suptitle(label(title), x=0.99 if side == "right" else 0.01, ha=side)
    return axes[: len(groups)]


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
        Rows drawn: those with the largest absolute values, ties in the order of the table.
    by : {"g2", "log_ratio"}
        The column that gives the length of the bars.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["أمن", "كرة"], "g2": [30.0, -12.0]})
    >>> [int(bar.get_width()) for bar in plot_keywords(table).patches]
    [30, -12]
    """
    require(table, [by], "keywords", number=by, top=top)
    names = _name_column(table)
    strongest = table.sort_values(by, key=abs, ascending=False, kind="stable").head(top)
    rows = strongest.sort_values(by, ascending=False, kind="stable")
    canvas = open_canvas(ax, direction, digits, (7.5, height_of(len(rows)) + 0.3))
    title = canvas.text("keywords") if title is None else title
    if rows.empty:
        return canvas.empty(title)
    canvas.name_rows(rows[names])
    over = rows[by] >= 0
    if over.any():
        _bars(canvas, rows[by][over], color=COLORS[0], name=canvas.text("keywords_over"))
    if not over.all():
        under = {"color": COLORS[4], "hatch": "///", "name": canvas.text("keywords_under")}
        _bars(canvas, rows[by][~over], first=int(over.sum()), **under)
    _write_values(canvas, rows[by])
    _value_axis(canvas, rows[by], by)
    counts = {"over": canvas.number(over.sum()), "under": canvas.number((~over).sum())}
    first = {"first": strongest[names].iloc[0], "value": canvas.numbers(strongest[by])[0]}
    canvas.describe("alt_keywords", **counts, **first)
    return canvas.finish(title)


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
        Actors drawn: those with the largest totals, ties in the order of the table.
    by : {"mentions", "articles"}
        `articles` needs a table without `ref`.
    names : {"name", "label"}
        Arabic or English names; an actor without one is named by its id.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        When articles are to be stacked by `ref`: one that names an actor in two ways would count twice.

    Examples
    --------
    >>> rows = [("FR", "فرنسا", "name", 5), ("FR", "فرنسا", "demonym", 2)]
    >>> table = pd.DataFrame(rows, columns=["actor", "name", "ref", "mentions"])
    >>> [int(bar.get_width()) for bar in plot_actors(table).patches]
    [5, 2]
    """
    require(table, ["actor", names, by], "count_actors", number=by, top=top)
    stacked = "ref" in table.columns
    if stacked and by == "articles":
        raise ValueError(
            "an article can name an actor in several ways: count the actors without ref to draw articles"
        )
    totals = table.groupby("actor", sort=False, observed=True)[by].sum()
    totals = totals.sort_values(ascending=False, kind="stable").head(top)
    canvas = open_canvas(ax, direction, digits, (7.5, height_of(len(totals)) + 0.5))
    title = canvas.text("actors") if title is None else title
    if totals.empty:
        return canvas.empty(title)
    ids = pd.Series(totals.index, totals.index).astype(str)
    shown = table.drop_duplicates("actor").set_index("actor")[names].reindex(totals.index).astype(object)
    shown = shown.where(shown.notna() & (shown != ""), ids)
    canvas.name_rows(shown)
    left = pd.Series(0, totals.index)
    for part, style in _parts(canvas, table) if stacked else [(table, {"color": COLORS[0]})]:
        lengths = part.groupby("actor", observed=True)[by].sum().reindex(totals.index, fill_value=0)
        if lengths.any():
            _bars(canvas, lengths, left=left, **style)
            left = left + lengths
    values = _write_values(canvas, totals)
    _value_axis(canvas, totals, by)
    first = {"first": shown.iloc[0], "value": values[0]}
    key = "alt_actors_stacked" if stacked else "alt_actors"
    canvas.describe(key, n=canvas.number(len(totals)), measure=canvas.text(by), **first)
    return canvas.finish(title)


def _parts(canvas: Canvas, table: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, dict]]:
    """The parts of stacked bars; each kind has its own colour and hatch, the same in every figure."""
    kinds = [*_REFS, *sorted(set(table["ref"].astype(str)) - set(_REFS))]
    for number, kind in enumerate(kinds):
        style = {"color": COLORS[number % len(COLORS)], "hatch": HATCHES[number % len(HATCHES)]}
        name = canvas.text(f"ref_{kind}") if kind in _REFS else kind
        yield table[table["ref"] == kind], style | {"name": name}


def _name_column(table: pd.DataFrame) -> str:
    """The column that names the rows: the first one that is not a group."""
    return next((column for column in table.columns if column not in _GROUPS), table.columns[0])


def _bars(canvas: Canvas, lengths: pd.Series, color: str, *, first=0, left=0, hatch="", name="") -> None:
    canvas.ax.barh(
        range(first, first + len(lengths)),
        lengths.to_numpy(),
        left=left,
        height=0.72,
        color=color,
        hatch=hatch,
        edgecolor="white",
        linewidth=0.6,
        label=label(name) or None,
    )


def _write_values(canvas: Canvas, ends: pd.Series) -> list[str]:
    """Write each value just beyond the end of its bar and leave room for it."""
    size = min(9, canvas.ax.get_yticklabels()[0].get_fontsize())
    values = canvas.numbers(ends)
    for row, (end, value) in enumerate(zip(ends, values, strict=True)):
        leftward = (end >= 0) == canvas.rtl
        canvas.ax.annotate(
            label(value),
            (end, row),
            xytext=(-4 if leftward else 4, 0),
            textcoords="offset points",
            ha="right" if leftward else "left",
            va="center",
            fontsize=size,
            color="#333333",
        )
    low, high = min(0, ends.min()), max(0, ends.max())
    room = (high - low or 1) * max(map(len, values)) * size / canvas.points()[0]
    limits = (low - (room if low < 0 else 0), high + (room if high > 0 or low == 0 else 0))
    canvas.ax.set_xlim(*(limits[::-1] if canvas.rtl else limits))
    return values


def _value_axis(canvas: Canvas, lengths: pd.Series, measure: str) -> None:
    ax, whole = canvas.ax, bool((lengths == lengths.round()).all())
    ax.xaxis.set_major_locator(round_ticks(whole))
    decimals = 0 if whole or lengths.abs().max() >= 5 else 1 if lengths.abs().max() >= 0.5 else 2
    ax.xaxis.set_major_formatter(lambda value, _: label(canvas.number(value, decimals)))
    canvas.axis_label(canvas.text(measure))
    ax.axvline(0, color="#333333", linewidth=1)
