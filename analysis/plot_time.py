"""Time: the events that articles mention, row by row, and how many articles there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .canvas import COLORS, Canvas, height_of, open_canvas, require, round_ticks
from .choosing import leading_events
from .labels import label
from .style import styled
from .time_axis import DAY, date_text, limit_dates, round_dates, write_dates

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE = 42  # characters of an event in one line
_NOT_GIVEN = {"approximate": False, "inferred": False, "relation": "", "reference": pd.NaT}
_NOT_GIVEN |= {"text": "", "articles": 1}


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

    A hollow dot or bar is dated from an article whose own date was inferred, not printed. A dotted arrow runs
    from a time to the article's date for "since", and from the article's date to a time for "until".

    Parameters
    ----------
    table : DataFrame
        What `timeline` returned: `begin`, `until` (half-open), `approximate`, `relation`, `inferred`,
        `sentence`; the arrows need `reference`, the article's date.
    ax, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Rows drawn, in the order of the table: of a longer table those told by most articles, then those
        nearest to the newest article's date.
    direction : {"rtl", "ltr"}
        Time runs from the right to the left, or from the left to the right.
    months : {"standard", "levantine", "maghrebi", "moroccan"}
        The Arabic month names: يناير, كانون الثاني, جانفي, or Moroccan ones such as غشت.

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
    require(table, ["begin", "until", "sentence"], "timeline", top=top)
    known = table.dropna(subset=["begin", "until"])
    rows = leading_events(_complete(known), top=top)
    names = list(map(_from_time, rows["sentence"], rows["text"]))
    each = 0.5 if any(len(name) > _LINE for name in names) else 0.34
    size = (9, height_of(len(rows), each) + 0.3)
    canvas = open_canvas("timeline", ax, size, direction=direction, digits=digits, title=title)
    if rows.empty:
        return canvas.empty()
    canvas.name_rows(names, width=_LINE, lines=2)
    times = pd.concat([rows["begin"], rows["until"], rows["reference"][rows["relation"] != ""].dropna()])
    begin, span = times.min(), times.max() - times.min()
    for place, row in enumerate(rows.itertuples(index=False)):
        _draw_event(canvas, place, row, 0.012 * span)
    days, parts = round_dates(canvas, begin, begin + span, months)
    write_dates(canvas, days, parts, months, DAY / 2 if parts == "dm" else 0 * DAY)
    limit_dates(canvas, begin - 0.02 * span, begin + 1.02 * span)
    canvas.ax.grid(axis="both", color="#E6E6E6")
    canvas.describe(
        "alt_timeline",
        n=canvas.number(len(rows)),
        begin=date_text(canvas, rows["begin"].min(), months),
        until=date_text(canvas, rows["until"].max() - DAY, months),
        approximate=canvas.number(rows["approximate"].sum()),
        inferred=canvas.number(rows["inferred"].sum()),
    )
    counts = {"n": canvas.number(len(rows)), "all": canvas.number(len(known))}
    return canvas.finish(
        canvas.text("events_shown", **counts) if len(rows) < len(known) else "", _signs(canvas, rows)
    )


def _complete(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the columns that it may lack, its times in seconds: spans over 292 years fit."""
    table = table.assign(**{name: _NOT_GIVEN[name] for name in _NOT_GIVEN if name not in table.columns})
    seconds = dict.fromkeys(["begin", "until", "reference"], "datetime64[s]")
    return table.astype({"approximate": bool, "inferred": bool, **seconds})


def _from_time(sentence: str, expression: str) -> str:
    """The sentence, or its part from shortly before the time, where that would else be cut off."""
    sentence, expression = str(sentence), " ".join(str(expression).split())
    place = sentence.find(expression)
    if place + len(expression) <= 70:
        return sentence
    return "… " + sentence[sentence.find(" ", place - 32) + 1 :]


def _is_dot(rows):
    """Whether a row, or each row of a table, is a day and not approximate."""
    return (rows.until - rows.begin <= DAY) & (rows.approximate ^ True)


def _event_style(approximate: bool, inferred: bool) -> dict:
    color = COLORS[4] if inferred else COLORS[0]
    return {
        "facecolor": "white" if approximate or inferred else color,
        "edgecolor": color,
        "hatch": "/////" if approximate else "",
        "linestyle": "--" if approximate else "-",
        "linewidth": 1.2,
    }


def _draw_event(canvas: Canvas, place: int, row: tuple, narrowest: pd.Timedelta) -> None:
    ax, style = canvas.ax, _event_style(row.approximate, row.inferred)
    middle = row.begin + (row.until - row.begin) / 2
    if _is_dot(row):
        face, edge = style["facecolor"], style["edgecolor"]
        ax.plot(
            middle, place, "o", markersize=9, markerfacecolor=face, markeredgecolor=edge, markeredgewidth=2
        )
    else:  # no bar so narrow that it cannot be seen
        length = max(row.until - row.begin, narrowest)
        ax.barh(place, length, left=middle - length / 2, height=0.5, **style)
    if pd.isna(row.reference):
        return
    arrow = {"arrowstyle": "->", "linestyle": ":", "color": style["edgecolor"], "linewidth": 1.5}
    if row.relation == "since" and row.reference > row.until:
        ax.annotate("", (row.reference, place), (row.until, place), arrowprops=arrow)
    if row.relation == "until" and row.reference < row.begin:
        ax.annotate("", (row.begin, place), (row.reference, place), arrowprops=arrow)


def _signs(canvas: Canvas, rows: pd.DataFrame) -> dict[str, object]:
    """Legend entries for the signs that occur; a figure of plain dots needs none."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    dots = _is_dot(rows)
    dot = {"linestyle": "", "marker": "o", "markersize": 8, "markeredgewidth": 2}
    bar = Patch(**_event_style(False, False))
    arrow = Line2D([], [], linestyle=":", marker="<" if canvas.rtl else ">", markersize=4, color=COLORS[0])
    since, until = (bar, arrow), (arrow, bar)  # side by side from the left
    if canvas.rtl:
        since, until = until, since
    signs = {
        "kind_day": (dots, Line2D([], [], color=COLORS[0], **dot)),
        "kind_period": (~dots & ~rows["approximate"], bar),
        "kind_approximate": (rows["approximate"], Patch(**_event_style(True, False))),
        "kind_inferred": (rows["inferred"], Line2D([], [], color=COLORS[4], markerfacecolor="white", **dot)),
        "kind_since": (rows["relation"] == "since", since),
        "kind_until": (rows["relation"] == "until", until),
    }
    shown = {canvas.text(key): sign for key, (occurs, sign) in signs.items() if occurs.any()}
    return {} if set(shown) == {canvas.text("kind_day")} else shown


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
    """Draw how many articles, words or hits there are in each period, periods without articles dotted grey.

    Parameters
    ----------
    table : DataFrame
        What `coverage` returned: `begin`, the first day of each period, and the column drawn. With `articles`
        the articles whose day is inferred are hatched.
    ax, title, digits, months
        As in `plot_timeline`.
    top : int, optional
        Periods drawn: the latest. Default: all.
    by : {"articles", "words", "count", "share"}
        `share` is drawn per million words.
    direction : {"rtl", "ltr"}
        Time runs from the right to the left, or from the left to the right.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        When a period has several rows: keep one term.

    Examples
    --------
    >>> table = pd.DataFrame({"begin": pd.to_datetime(["2026-01-01", "2026-02-01"]), "articles": [3, 2]})
    >>> [int(bar.get_height()) for bar in plot_coverage(table).patches]
    [3, 2]
    """
    require(table, ["begin", by], "coverage", number=by, top=top)
    rows = table.sort_values("begin", kind="stable").reset_index(drop=True)
    rows = rows if top is None else rows.tail(top).reset_index(drop=True)
    if rows["begin"].duplicated().any():
        raise ValueError("the table has several rows of one period: keep one term")
    canvas = open_canvas("coverage", ax, (8, 3.6), direction=direction, digits=digits, title=title)
    if rows.empty:
        return canvas.empty()
    if title is None:
        named = [str(rows[column].iloc[0]) for column in ("term", "actor") if column in rows.columns]
        canvas.title = ": ".join([canvas.title, *named])
    begin, values = rows["begin"], rows[by].fillna(0) * (1_000_000 if by == "share" else 1)
    step = begin.diff().min() if len(rows) > 1 else DAY
    length = begin.diff().shift(-1).fillna(step).clip(upper=1.15 * step)  # months differ
    gaps = rows["articles"] == 0 if "articles" in rows.columns else begin.isna()
    inferred = rows["inferred"] if by == "articles" and "inferred" in rows.columns else 0 * values
    signs = _period_bars(canvas, begin + length / 2, 0.86 * length, values, inferred)
    signs |= _gaps(canvas, begin[gaps], length[gaps])
    days, parts = round_dates(canvas, begin.min(), begin.max() + step, months)
    shown = begin.iloc[np.unique(begin.searchsorted(days).clip(max=len(begin) - 1))]
    write_dates(canvas, shown, parts, months, step / 2)
    limit_dates(canvas, begin.min() - 0.2 * step, begin.max() + 1.2 * step)
    canvas.ax.yaxis.set_major_locator(round_ticks(by != "share"))
    canvas.ax.yaxis.set_major_formatter(lambda value, _: label(canvas.numbers(pd.Series([value]))[0]))
    canvas.ax.grid(axis="x", visible=False)
    canvas.ax.grid(axis="y", visible=True)
    canvas.ax.axhline(0, color="#333333", linewidth=1)
    peak = values.argmax()
    canvas.describe(
        "alt_coverage",
        measure=canvas.text(by),
        begin=date_text(canvas, begin.min(), months),
        until=date_text(canvas, begin.max(), months),
        value=canvas.numbers(values)[peak],
        peak=date_text(canvas, begin[peak], months),
        gaps=canvas.number(gaps.sum()),
    )
    return canvas.finish(canvas.text(by), signs)


def _period_bars(
    canvas: Canvas, middle: pd.Series, width: pd.Series, values: pd.Series, inferred: pd.Series
) -> dict[str, object]:
    """Bars, their inferred part hatched on top; returns the legend entries."""
    ax, certain = canvas.ax, values - inferred
    bars = ax.bar(middle, certain, width=width, color=COLORS[0])
    some = inferred > 0  # an empty bar would still show its edge
    if not some.any():
        return {}
    style = _event_style(approximate=True, inferred=True) | {"linestyle": "-"}
    hatched = ax.bar(middle[some], inferred[some], width[some], bottom=certain[some], **style)
    return {canvas.text("kind_printed"): bars, canvas.text("kind_inferred"): hatched}


def _gaps(canvas: Canvas, begin: pd.Series, length: pd.Series) -> dict[str, object]:
    """One dotted span for each run of empty periods."""
    style = {"facecolor": "white", "edgecolor": "#BBBBBB", "hatch": "....", "linewidth": 0, "zorder": 0}
    until, signs = begin + length, {}
    runs = (begin > until.shift() + DAY).cumsum()
    for _, run in begin.groupby(runs):
        margin = 0.07 * length[run.index[0]]
        span = canvas.ax.axvspan(run.min() + margin, until[run.index].max() - margin, **style)
        signs.setdefault(canvas.text("gap"), span)
    return signs
