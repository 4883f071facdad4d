"""Time: the events that articles mention, row by row, and how many articles there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ..words.choosing import leading_events
from .canvas import COLORS, INK, Canvas, figure, require
from .labels import label
from .time_axis import DAY, date_text, round_dates, write_dates

_LINE = 42  # characters of an event in one line
_NOT_GIVEN = {"approximate": False, "inferred": False, "relation": "", "reference": pd.NaT}
_NOT_GIVEN |= {"text": "", "articles": 1}


@figure
def plot_timeline(table: pd.DataFrame, canvas: Canvas, *, top: int = 20, months: str = "standard") -> Axes:
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
    months : {"standard", "levantine", "maghrebi", "moroccan", "mauritanian"}
        The Arabic month names: يناير, كانون الثاني, جانفي, غشت in Morocco, أغشت in Mauritania.

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
    canvas.open_rows(names, wide=9, each=each, more=0.3, room=(_LINE, 2))
    times = pd.concat([rows["begin"], rows["until"], rows["reference"][rows["relation"] != ""].dropna()])
    begin, span = times.min(), times.max() - times.min()
    for place, row in enumerate(rows.itertuples(index=False)):
        _draw_event(canvas, place, row, 0.012 * span)
    days, parts = round_dates(canvas, begin, begin + span, months)
    write_dates(canvas, days, parts, months, DAY / 2 if parts == "dm" else 0 * DAY)
    canvas.limit(begin - 0.02 * span, begin + 1.02 * span)
    canvas.ax.grid(axis="both", color="#E6E6E6")
    ends = {"begin": rows["begin"].min(), "until": rows["until"].max() - DAY}
    ends = {name: date_text(canvas, day, months) for name, day in ends.items()}
    doubts = {"approximate": rows["approximate"].sum(), "inferred": rows["inferred"].sum()}
    shown = canvas.part("events_shown", len(rows), len(known))
    return canvas.finish(shown, signs=_signs(canvas, rows), n=len(rows), **ends, **doubts)


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
        colors = {"markerfacecolor": style["facecolor"], "markeredgecolor": style["edgecolor"]}
        ax.plot(middle, place, "o", markersize=9, markeredgewidth=2, **colors)
    else:  # no bar so narrow that it cannot be seen
        length = max(row.until - row.begin, narrowest)
        ax.barh(place, length, left=middle - length / 2, height=0.5, **style)
    ends = {"since": (row.until, row.reference), "until": (row.reference, row.begin)}.get(row.relation)
    if ends and ends[0] < ends[1]:  # never with NaT
        arrow = {"arrowstyle": "->", "linestyle": ":", "color": style["edgecolor"], "linewidth": 1.5}
        ax.annotate("", (ends[1], place), (ends[0], place), arrowprops=arrow)


def _signs(canvas: Canvas, rows: pd.DataFrame) -> dict[str, object]:
    """Legend entries for the signs that occur; a figure of plain dots needs none."""
    dots = _is_dot(rows)
    dot = {"linestyle": "", "marker": "o", "markersize": 8, "markeredgewidth": 2}
    bar = Patch(**_event_style(False, False))
    arrow = Line2D([], [], linestyle=":", marker="<" if canvas.rtl else ">", markersize=4, color=COLORS[0])
    since, until = ((bar, arrow), (arrow, bar))[:: -1 if canvas.rtl else 1]  # side by side from the left
    signs = {
        "kind_day": (dots, Line2D([], [], color=COLORS[0], **dot)),
        "kind_period": (~dots & ~rows["approximate"], bar),
        "kind_approximate": (rows["approximate"], Patch(**_event_style(True, False))),
        "kind_inferred": (rows["inferred"], Line2D([], [], color=COLORS[4], markerfacecolor="white", **dot)),
        "kind_since": ((rows["relation"] == "since") & (rows["until"] < rows["reference"]), since),
        "kind_until": ((rows["relation"] == "until") & (rows["reference"] < rows["begin"]), until),
    }
    shown = {canvas.text(key): sign for key, (occurs, sign) in signs.items() if occurs.any()}
    return {} if set(shown) == {canvas.text("kind_day")} else shown


@figure
def plot_coverage(
    table: pd.DataFrame,
    canvas: Canvas,
    *,
    top: int | None = None,
    by: str = "articles",
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
    rows = table.sort_values("begin", kind="stable", ignore_index=True)
    rows = rows if top is None else rows.tail(top)
    if rows["begin"].duplicated().any():
        raise ValueError("the table has several rows of one period: keep one term")
    if canvas.title is None and len(rows):
        named = [str(rows[column].iloc[0]) for column in ("term", "actor") if column in rows.columns]
        canvas.title = ": ".join([canvas.text("coverage"), *named])
    canvas.open((8, 3.6), len(rows))
    begin, value = rows["begin"], rows[by].fillna(0) * (1_000_000 if by == "share" else 1)
    step = begin.diff().min() if len(rows) > 1 else DAY
    length = begin.diff().shift(-1).fillna(step).clip(upper=1.15 * step)  # months differ
    bars = pd.DataFrame({"middle": begin + length / 2, "length": length, "value": value})
    bars["inferred"] = rows["inferred"] if by == "articles" and "inferred" in rows.columns else 0
    bars["gap"] = rows["articles"] == 0 if "articles" in rows.columns else False
    signs = _period_bars(canvas, bars)
    days, parts = round_dates(canvas, begin.min(), begin.max() + step, months)
    shown = begin.iloc[np.unique(begin.searchsorted(days).clip(max=len(begin) - 1))]
    write_dates(canvas, shown, parts, months, step / 2)
    canvas.limit(begin.min() - 0.2 * step, begin.max() + 1.2 * step)
    canvas.ax.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=by != "share"))
    canvas.ax.yaxis.set_major_formatter(lambda value, _: label(canvas.numbers(pd.Series([value]))[0]))
    canvas.ax.grid(axis="x", visible=False)
    canvas.ax.grid(axis="y", visible=True)
    canvas.ax.axhline(0, color=INK, linewidth=1)
    peak = value.argmax()
    days = {"begin": begin.min(), "until": begin.max(), "peak": begin.iloc[peak]}
    days = {name: date_text(canvas, day, months) for name, day in days.items()}
    highest = canvas.numbers(value)[peak]
    return canvas.finish(canvas.text(by), signs=signs, value=highest, gaps=bars["gap"].sum(), **days)


def _period_bars(canvas: Canvas, bars: pd.DataFrame) -> dict[str, object]:
    """Bars, their inferred part hatched on top, empty periods dotted; returns the legend entries."""
    ax, signs, wide = canvas.ax, {}, 0.86 * bars["length"]
    certain = ax.bar(bars["middle"], bars["value"] - bars["inferred"], wide, color=COLORS[0])
    some = bars[bars["inferred"] > 0]  # an empty bar would still show its edge
    if len(some):
        style = _event_style(approximate=True, inferred=True) | {"linestyle": "-"}
        style["bottom"] = some["value"] - some["inferred"]
        hatched = ax.bar(some["middle"], some["inferred"], wide[some.index], **style)
        signs = {canvas.text("kind_printed"): certain, canvas.text("kind_inferred"): hatched}
    gaps = bars[bars["gap"]]
    if len(gaps):  # as high as the Axes
        style = {"facecolor": "white", "edgecolor": "#BBBBBB", "hatch": "....", "linewidth": 0, "zorder": 0}
        style["transform"] = ax.get_xaxis_transform()
        signs[canvas.text("gap")] = ax.bar(gaps["middle"], 1, gaps["length"], **style)
    return signs
