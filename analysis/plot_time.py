"""Time: the events that articles mention, row by row, and how many articles there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, Canvas, height_of, open_canvas, require, round_ticks
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

# Month names differ by country; these are CLDR's Arabic locales.
MONTHS = {"standard": "ar", "levantine": "ar_LB", "maghrebi": "ar_DZ", "moroccan": "ar_MA"}
_DAY = pd.Timedelta(days=1)


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
    rows = _leading(_complete(table.dropna(subset=["begin", "until"])), top)
    canvas = open_canvas(ax, direction, digits, (9, height_of(len(rows), 0.5) + 0.3))
    title = canvas.text("timeline") if title is None else title
    if rows.empty:
        return canvas.empty(title)
    canvas.name_rows(list(map(_from_time, rows["sentence"], rows["text"])), width=42, lines=2)
    times = pd.concat([rows["begin"], rows["until"], rows["reference"][rows["relation"] != ""].dropna()])
    span = _time_axis(canvas, times.min(), times.max(), months)
    for place, row in enumerate(rows.itertuples(index=False)):
        _draw_event(canvas, place, row, 0.012 * span)
    canvas.describe(
        "alt_timeline",
        n=canvas.number(len(rows)),
        begin=_date(canvas, rows["begin"].min(), "dmy", months),
        until=_date(canvas, rows["until"].max() - _DAY, "dmy", months),
        approximate=canvas.number(rows["approximate"].sum()),
        inferred=canvas.number(rows["inferred"].sum()),
    )
    return canvas.finish(title, _signs(canvas, rows))


def _complete(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the columns that it may lack."""
    lacking = {"approximate": False, "inferred": False, "relation": "", "reference": pd.NaT}
    lacking |= {"text": "", "articles": 1}
    table = table.assign(**{name: value for name, value in lacking.items() if name not in table.columns})
    whole_seconds = dict.fromkeys(
        ["begin", "until", "reference"], "datetime64[s]"
    )  # spans over 292 years fit
    return table.astype({"approximate": bool, "inferred": bool, **whole_seconds})


def _leading(rows: pd.DataFrame, top: int) -> pd.DataFrame:
    newest = rows["reference"].max() if rows["reference"].notna().any() else rows["until"].max()
    distance = (rows[["begin", "until"]] - newest).abs().max(axis=1)
    order = rows.assign(distance=distance).sort_values(
        ["articles", "distance"], ascending=[False, True], kind="stable"
    )
    return rows.loc[order.index[:top].sort_values()]


def _from_time(sentence: str, expression: str) -> str:
    """The sentence, or its part from shortly before the time, where that would else be cut off."""
    sentence, expression = str(sentence), " ".join(str(expression).split())
    place = sentence.find(expression)
    if place + len(expression) <= 70:
        return sentence
    return "… " + sentence[sentence.find(" ", place - 32) + 1 :]


def _is_dot(rows):
    """Whether a row, or each row of a table, is a day and not approximate."""
    return (rows.until - rows.begin <= _DAY) & (rows.approximate ^ True)


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


def _signs(canvas: Canvas, rows: pd.DataFrame) -> list[Artist]:
    """Legend entries for the signs that occur; a figure of plain dots needs none."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    dots = _is_dot(rows)
    dot = {"linestyle": "", "marker": "o", "markersize": 8, "markeredgewidth": 2}
    signs = {
        "kind_day": (dots, Line2D([], [], color=COLORS[0], **dot)),
        "kind_period": (~dots & ~rows["approximate"], Patch(**_event_style(False, False))),
        "kind_approximate": (rows["approximate"], Patch(**_event_style(True, False))),
        "kind_inferred": (rows["inferred"], Line2D([], [], color=COLORS[4], markerfacecolor="white", **dot)),
        "kind_since": (rows["relation"] == "since", Line2D([], [], linestyle=":", color=COLORS[0])),
        "kind_until": (rows["relation"] == "until", Line2D([], [], linestyle=":", color=COLORS[0])),
    }
    shown = {key: sign for key, (occurs, sign) in signs.items() if occurs.any()}
    for key, sign in shown.items():
        sign.set_label(label(canvas.text(key)))
    return [] if set(shown) == {"kind_day"} else list(shown.values())


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
    canvas = open_canvas(ax, direction, digits, (8, 3.6))
    title = _coverage_title(canvas, rows) if title is None else title
    if rows.empty:
        return canvas.empty(title)
    begin = rows["begin"]
    step = begin.diff().min() if len(rows) > 1 else _DAY
    values = rows[by].fillna(0) * (1_000_000 if by == "share" else 1)
    gaps = begin[rows["articles"] == 0] if "articles" in rows.columns else begin[:0]
    inferred = rows["inferred"] if by == "articles" and "inferred" in rows.columns else 0 * values
    handles = _period_bars(canvas, begin + step / 2, step * 0.86, values, inferred, by)
    handles += _gaps(canvas, gaps, step)
    _period_axis(canvas, begin, step, months)
    canvas.ax.yaxis.set_major_locator(round_ticks(by != "share"))
    canvas.ax.yaxis.set_major_formatter(lambda value, _: label(canvas.numbers(pd.Series([value]))[0]))
    canvas.ax.grid(axis="x", visible=False)
    canvas.ax.grid(axis="y", visible=True)
    canvas.ax.axhline(0, color="#333333", linewidth=1)
    peak = values.argmax()
    canvas.describe(
        "alt_coverage",
        measure=canvas.text(by),
        begin=_date(canvas, begin.min(), "dmy", months),
        until=_date(canvas, begin.max(), "dmy", months),
        value=canvas.numbers(values)[peak],
        peak=_date(canvas, begin[peak], "dmy", months),
        gaps=canvas.number(len(gaps)),
    )
    return canvas.finish(title, handles)


def _coverage_title(canvas: Canvas, rows: pd.DataFrame) -> str:
    named = [
        str(rows[column].iloc[0]) for column in ("term", "actor") if column in rows.columns and len(rows)
    ]
    return ": ".join([canvas.text("coverage"), *named])


def _period_bars(
    canvas: Canvas, middle: pd.Series, width: pd.Timedelta, values: pd.Series, inferred: pd.Series, by: str
) -> list:
    """Bars, their inferred part hatched on top; returns the legend entries."""
    ax, certain = canvas.ax, values - inferred
    bars = [ax.bar(middle, certain, width=width, color=COLORS[0], label=label(canvas.text(by)))]
    if inferred.any():
        name = label(canvas.text("kind_inferred"))
        style = _event_style(approximate=True, inferred=True) | {"linestyle": "-"}
        some = inferred > 0  # an empty bar would still show its edge
        bars.append(ax.bar(middle[some], inferred[some], width, bottom=certain[some], label=name, **style))
    return bars


def _gaps(canvas: Canvas, begin: pd.Series, step: pd.Timedelta) -> list:
    """One grey span for each run of empty periods (months differ in length: hence the tolerance)."""
    style = {"facecolor": "white", "edgecolor": "#BBBBBB", "hatch": "....", "linewidth": 0, "zorder": 0}
    runs = begin.groupby((begin.diff() > 1.2 * step).cumsum())
    margin = 0.07 * step
    spans = [canvas.ax.axvspan(run.min() + margin, run.max() + step - margin, **style) for _, run in runs]
    for span in spans[:1]:
        span.set_label(label(canvas.text("gap")))
    return spans[:1]


def _date(canvas: Canvas, day: pd.Timestamp, parts: str, months: str) -> str:
    """A date such as 6 يناير 2026 or 6 Jan 2026; `parts` says what is written of day, month and year."""
    from babel.dates import get_month_names

    if months not in MONTHS:
        raise ValueError(f"months must be one of {', '.join(MONTHS)}, not {months!r}")
    width, locale = ("wide", MONTHS[months]) if canvas.rtl else ("abbreviated", "en")
    names = get_month_names(width, "format", locale)
    values = {"d": str(day.day), "m": names[day.month], "y": str(day.year)}
    return canvas.localize(" ".join(values[part] for part in parts))


def _time_axis(canvas: Canvas, begin: pd.Timestamp, until: pd.Timestamp, months: str) -> pd.Timedelta:
    """A few ticks at whole days, months or years; time runs as reading does. Returns the span."""
    import matplotlib.dates as mdates

    ax, days = canvas.ax, max(1, (until - begin) / _DAY)
    if days <= 45:
        canvas.axis_label(_years(canvas, begin, until))
        locator, parts = mdates.DayLocator(interval=max(1, round(days / 6))), "dm"
    elif days <= 40 * 30:
        interval = next(n for n in (1, 2, 3, 4, 6, 12) if days / 30 / n <= 7 or n == 12)
        locator, parts = mdates.MonthLocator(bymonth=range(1, 13, interval)), "my"
    else:
        locator, parts = mdates.YearLocator(base=-(-int(days / 365) // 7)), "y"
    margin = (until - begin) * 0.02
    limits = [mdates.date2num(begin - margin), mdates.date2num(until + margin)]
    ax.set_xlim(limits[::-1] if canvas.rtl else limits)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(
        lambda x, _: label(_date(canvas, pd.Timestamp(mdates.num2date(x)), parts, months))
    )
    return until - begin


def _period_axis(canvas: Canvas, begin: pd.Series, step: pd.Timedelta, months: str) -> None:
    """Name the periods, or as many of them as there is room for, under their middle."""
    parts = "y" if step > 360 * _DAY else "my" if step > 27 * _DAY else "dm"
    if parts == "dm":
        canvas.axis_label(_years(canvas, begin.min(), begin.max()))
    shown = begin.iloc[:: -(-len(begin) // 7)]
    names = [label(_date(canvas, day, parts, months)) for day in shown]
    canvas.ax.set_xticks(shown + step / 2, names)
    limits = (begin.min() - 0.2 * step, begin.max() + 1.2 * step)
    canvas.ax.set_xlim(limits[::-1] if canvas.rtl else limits)


def _years(canvas: Canvas, begin: pd.Timestamp, until: pd.Timestamp) -> str:
    """The year or years of a span, where the ticks name days."""
    years = sorted({begin.year, until.year})
    return canvas.localize("–".join(map(str, years)))
