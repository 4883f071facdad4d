"""Bars: frequencies, keywords, actors. Each row is a name; bars grow away from the names."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer

from ..actors.tables import REFS
from ..widths import shorten
from .canvas import COLORS, HATCHES, INK, Canvas, figure, height_of, require, titles_of
from .labels import label
from .saving import describe

_GROUPS = ("article", "source", "section", "author", "month", "title")


@figure
def plot_frequencies(
    table: pd.DataFrame,
    canvas: Canvas,
    *,
    top: int = 20,
    by: str = "count",
    panel: str | None = None,
    titles: pd.DataFrame | None = None,
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
    titles : DataFrame, optional
        The articles: panels of articles are headed by their titles instead of their ids.
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
    if panel is not None:
        return _panels(table, canvas, panel, titles_of(table, titles), top=top, by=by)
    require(table, [by], "word_frequencies", number=by, top=top)
    names = _name_column(table)
    rows = table.sort_values(by, ascending=False, kind="stable").head(top)
    if rows[names].duplicated().any():
        raise ValueError(f"the table has several rows of one {names}: keep one group, or give panel=")
    canvas.open_rows(rows[names])
    _bars(canvas, rows[by], color=COLORS[0])
    values = _write_values(canvas, rows[by])
    return canvas.finish(canvas.text(by), n=len(rows), first=rows[names].iloc[0], value=values[0])


def _panels(
    table: pd.DataFrame, canvas: Canvas, panel: str, titles: dict[str, str], *, top: int, by: str
) -> list[Axes]:
    require(table, [panel], "word_frequencies with within=")
    groups = list(dict.fromkeys(table[panel])) or [""]
    rows = min(top, int(table[panel].value_counts().max())) if len(table) else 0
    columns = min(2, len(groups))
    lines = -(-len(groups) // columns)
    page = plt.figure(figsize=(4.6 * columns, (height_of(rows) + 0.3) * lines))
    rtl, axes, limits = canvas.rtl, [], []
    for number, group in enumerate(groups):  # the first group stands where reading starts
        line, column = divmod(number, columns)
        place = line * columns + (columns - column if rtl else column + 1)
        axes.append(page.add_subplot(lines, columns, place, sharex=axes[0] if axes else None))
        name = titles.get(str(group), str(group)) if panel == "article" else str(group)
        part = table[table[panel] == group].drop(columns=panel)
        look = {"title": name, "direction": canvas.direction, "digits": canvas.digits}
        plot_frequencies(part, top=top, by=by, ax=axes[-1], **look)
        describe(axes[-1], f"{name}: {axes[-1].get_label()}")
        limits.append(axes[-1].get_xlim())
    axes[0].set_xlim(max(limits, key=max))  # one scale: each panel has set the limits for itself
    if canvas.title:
        page.suptitle(label(canvas.title), x=0.99 if rtl else 0.01, ha="right" if rtl else "left")
    return axes


@figure
def plot_keywords(
    table: pd.DataFrame,
    canvas: Canvas,
    *,
    top: int = 20,
    by: str = "g2",
    sides: tuple | None = None,
    titles: pd.DataFrame | None = None,
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
    sides : tuple, optional
        What is compared, for the legend: a name of the texts and one of the reference, or what `sides`
        returned.
    titles : DataFrame, optional
        The articles: sides that are articles are named by their titles.

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
    rows = strongest.sort_values(by, ascending=False, kind="stable").reset_index(drop=True)
    canvas.open_rows(rows[names], more=0.3)
    texts = [canvas.text("keywords_over"), canvas.text("keywords_under")]
    if sides:
        known = titles_of(table, titles)
        named = [shorten(known.get(str(name), canvas.text(str(name))), 40) for name in sides[-2:]]
        texts = [canvas.text("keywords_more", name=name) for name in named]
    over, signs = rows[by] >= 0, {}
    looks = {"color": COLORS[0]}, {"color": COLORS[4], "hatch": HATCHES[1]}
    for part, text, look in zip((over, ~over), texts, looks, strict=True):
        if part.any():
            signs[text] = _bars(canvas, rows[by][part], at=rows.index[part], **look)
    _write_values(canvas, rows[by])
    first = {"first": strongest[names].iloc[0], "value": canvas.numbers(strongest[by])[0]}
    return canvas.finish(canvas.text(by), signs=signs, over=over.sum(), under=(~over).sum(), **first)


@figure
def plot_actors(
    table: pd.DataFrame, canvas: Canvas, *, top: int = 20, by: str = "mentions", names: str = "name"
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
        raise ValueError("an article that names an actor in two ways counts twice: count without ref")
    totals = table.groupby("actor", sort=False, observed=True)[by].sum()
    totals = totals.sort_values(ascending=False, kind="stable").head(top)
    shown = table.drop_duplicates("actor").set_index("actor")[names].reindex(totals.index).astype(object)
    shown = shown.where(shown.notna() & (shown != ""), totals.index.astype(str))
    canvas.open_rows(shown, more=0.5)
    signs = _stacked_bars(canvas, table if stacked else table.assign(ref="name"), totals, by)
    values = _write_values(canvas, totals)
    stacks = {"signs": signs, "alt": "actors_stacked"} if stacked else {}
    return canvas.finish(canvas.text(by), n=len(totals), first=shown.iloc[0], value=values[0], **stacks)


def _stacked_bars(canvas: Canvas, table: pd.DataFrame, totals: pd.Series, by: str) -> dict[str, BarContainer]:
    """Bars of several parts; each kind of `ref` has its own colour and hatch, the same in every figure."""
    parts = table.groupby(["actor", table["ref"].astype(str)], observed=True)[by].sum().unstack(fill_value=0)
    parts = parts.reindex(totals.index, columns=[*REFS, *parts.columns.difference(REFS)], fill_value=0)
    begin, signs = parts.cumsum(axis=1) - parts, {}
    for number, kind in enumerate(parts):
        if parts[kind].any():
            look = {"color": COLORS[number % len(COLORS)], "hatch": HATCHES[number % len(HATCHES)]}
            name = canvas.text(f"ref_{kind}") if kind in REFS else kind
            signs[name] = _bars(canvas, parts[kind], left=begin[kind], **look)
    return signs


def _name_column(table: pd.DataFrame) -> str:
    """The column that names the rows: the first one that is not a group."""
    return next((column for column in table.columns if column not in _GROUPS), table.columns[0])


def _bars(canvas: Canvas, lengths: pd.Series, *, at: pd.Index | None = None, **look: object) -> BarContainer:
    at = range(len(lengths)) if at is None else at
    return canvas.ax.barh(at, lengths.to_numpy(), height=0.72, edgecolor="white", linewidth=0.6, **look)


def _write_values(canvas: Canvas, ends: pd.Series) -> list[str]:
    """Write each value just beyond the end of its bar: no scale is needed. Leave room for it."""
    ax, values = canvas.ax, canvas.numbers(ends)
    size = min(9, ax.get_yticklabels()[0].get_fontsize())
    place = {"textcoords": "offset points", "va": "center", "fontsize": size, "color": INK}
    for row, (end, value) in enumerate(zip(ends, values, strict=True)):
        x, side = (-4, "right") if (end >= 0) == canvas.rtl else (4, "left")
        ax.annotate(label(value), (end, row), (x, 0), ha=side, **place)
    low, high = min(0, ends.min()), max(0, ends.max())
    room = (high - low or 1) * max(map(len, values)) * size / canvas.points()[0]
    ax.set_xticks([])
    canvas.limit(low - (room if low < 0 else 0), high + (room if high > 0 or low == 0 else 0))
    ax.axvline(0, color=INK, linewidth=1)
    return values
