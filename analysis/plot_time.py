"""Time: the events that articles mention, row by row, and how many articles there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, Canvas, height_of, name_rows, open_canvas, require
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Month names differ by country: CLDR's Arabic locales.
MONTHS = {"standard": "ar", "levantine": "ar_LB", "maghrebi": "ar_DZ", "moroccan": "ar_MA"}


def _date_text(canvas: Canvas, day: pd.Timestamp, parts: str, months: str) -> str:
    """A date such as 6 يناير 2026; `parts` names what is written: d, m, y."""
    from babel.dates import get_month_names

    names = get_month_names("wide", "stand-alone", MONTHS[months] if canvas.rtl else "en")
    values = {"d": str(day.day), "m": names[day.month], "y": str(day.year)}
    text = " ".join(values[part] for part in parts)
    return text if canvas.digits == "123" else canvas.localize(text)


def _time_axis(canvas: Canvas, begin: pd.Timestamp, until: pd.Timestamp, months: str) -> None:
    """Ticks at whole days, months or years, named in the figure's language; time runs as reading does."""
    import matplotlib.dates as mdates

    ax, span = canvas.ax, (until - begin).days
    if span <= 21:
        locator, parts = mdates.DayLocator(interval=max(1, round(span / 5))), "dm"
    elif span <= 20 * 31:
        locator, parts = mdates.MonthLocator(bymonth=range(1, 13, max(1, round(span / 31 / 5)))), "my"
    else:
        locator, parts = mdates.YearLocator(base=max(1, round(span / 365 / 6))), "y"
    margin = pd.Timedelta(days=max(0.5, 0.03 * span))
    limits = [mdates.date2num(begin - margin), mdates.date2num(until + margin)]
    ax.set_xlim(limits[::-1] if canvas.rtl else limits)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(
        lambda x, _: label(_date_text(canvas, pd.Timestamp(mdates.num2date(x)), parts, months))
    )


@styled
def plot_timeline(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
    months: str = "standard",
) -> Axes:
    """Draw one row per event: a dot for a day, a bar for a longer time, hatched where it is approximate.

    Parameters
    ----------
    table : DataFrame
        What `timeline` returned: `begin`, `until` (half-open), `granularity`, `approximate`, `relation`,
        `inferred`, `sentence`; with `reference` the arrow of "since" ends at the article's date.
    ax, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Rows drawn: the first of the table.
    direction : {"rtl", "ltr"}
        Time runs from the right to the left, or from the left to the right.
    months : {"standard", "levantine", "maghrebi", "moroccan"}
        Month names: يناير, كانون الثاني, جانفي, يناير (غشت).

    Returns
    -------
    Axes

    Examples
    --------
    >>> day = pd.Timestamp("2026-01-06")
    >>> row = {"begin": day, "until": day + pd.Timedelta(days=1), "sentence": "قمة باريس"}
    >>> len(plot_timeline(pd.DataFrame([row])).lines)
    1
    """
    require(table, ["begin", "until", "sentence"], "timeline")
    rows = table.dropna(subset=["begin", "until"]).head(top).reset_index(drop=True)
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(9, height_of(len(rows))))
    title = canvas.text("timeline") if title is None else title
    canvas.title(title)
    if rows.empty:
        return canvas.empty(title)
    name_rows(canvas, rows["sentence"], width=45)
    ends = [rows["until"].max(), *(rows["reference"].dropna() if "reference" in rows else [])]
    _time_axis(canvas, rows["begin"].min(), max(ends), months)
    for place, row in rows.iterrows():
        _draw_event(canvas, place, row)
    flags = {
        key: canvas.number(rows[key].sum()) if key in rows else canvas.number(0)
        for key in ("approximate", "inferred")
    }
    first, last = (
        _date_text(canvas, day, "dmy", months) for day in (rows["begin"].min(), rows["until"].max())
    )
    canvas.describe("alt_timeline", n=canvas.number(len(rows)), begin=first, until=last, **flags)
    return canvas.ax


def _draw_event(canvas: Canvas, place: int, row: pd.Series) -> None:
    ax, inferred = canvas.ax, bool(row.get("inferred", False))
    color = COLORS[4] if inferred else COLORS[0]
    approximate = bool(row.get("approximate", False))
    if row["until"] - row["begin"] <= pd.Timedelta(days=1) and not approximate:
        ax.plot(
            row["begin"] + pd.Timedelta(hours=12),
            place,
            "o",
            markersize=9,
            color=color,
            markeredgewidth=2,
            markerfacecolor="white" if inferred else color,
        )
    else:
        ax.barh(
            place,
            row["until"] - row["begin"],
            left=row["begin"],
            height=0.5,
            linewidth=1.2,
            edgecolor=color,
            linestyle="--" if approximate else "-",
            hatch="////" if approximate else None,
            facecolor="white" if approximate or inferred else color,
        )
    reference = row.get("reference")
    if row.get("relation") == "since" and reference is not None and not pd.isna(reference):
        ax.annotate(
            "",
            (reference, place),
            (row["until"], place),
            arrowprops={"arrowstyle": "->", "linestyle": ":", "color": color, "linewidth": 1.5},
        )


@styled
def plot_coverage(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int | None = None,
    by: str = "articles",
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
    months: str = "standard",
) -> Axes:
    """Draw how many articles, words or hits there are in each period; a period without articles stays a gap.

    Parameters
    ----------
    table : DataFrame
        What `coverage` returned: `begin` (start of the period), `articles`, `words`, optionally `share`.
    ax, title, digits, months
        As in `plot_timeline`.
    top : int, optional
        Periods drawn: the latest. Default: all.
    by : {"articles", "words", "share"}
    direction : {"rtl", "ltr"}
        Time runs from the right to the left, or from the left to the right.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"begin": pd.to_datetime(["2026-01-01", "2026-02-01"]), "articles": [3, 2]})
    >>> [int(bar.get_height()) for bar in plot_coverage(table).patches]
    [3, 2]
    """
    require(table, ["begin", by], "coverage")
    rows = table.sort_values("begin", kind="stable")
    rows = rows if top is None else rows.tail(top)
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(8, 3.6))
    title = canvas.text("coverage") if title is None else title
    canvas.title(title)
    if rows.empty:
        return canvas.empty(title)
    ax, begin = canvas.ax, rows["begin"]
    width = begin.diff().min() if len(rows) > 1 else pd.Timedelta(days=1)
    ax.bar(begin, rows[by].fillna(0), width=width * 0.86, align="edge", color=COLORS[0])
    _time_axis(canvas, begin.min(), begin.max() + width, months)
    ax.yaxis.set_major_formatter(lambda value, _: label(canvas.number(value)))
    ax.grid(axis="x", visible=False)
    ax.grid(axis="y", visible=True)
    ax.axhline(0, color="#333333", linewidth=1)
    peak = rows.loc[rows[by].idxmax()]
    canvas.describe(
        "alt_coverage",
        measure=canvas.text(by),
        begin=_date_text(canvas, begin.min(), "dmy", months),
        until=_date_text(canvas, begin.max(), "dmy", months),
        value=canvas.number(peak[by]),
        peak=_date_text(canvas, peak["begin"], "dmy", months),
        gaps=canvas.number((rows.get("articles", rows[by]) == 0).sum()),
    )
    return ax
