"""Spans of days: months, weeks, years, their parts, and days of the Gregorian and the Hijri calendar.

Intervals are half-open: the second day is the first one that no longer belongs to them. Days that do not
exist are a ValueError, as in `datetime`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import itertools
from collections.abc import Callable

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from ..calendars import hijri_date

Interval = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
_YEARS = {"year": 1, "decade": 10, "century": 100}


def step_by(moment: dt.date, count: int, unit: str) -> dt.date:
    """A day or a moment some units later or earlier; the last day of a shorter month."""
    if unit == "hour":  # which would make a moment of a day
        return moment + count * dt.timedelta(hours=1)
    if unit in _YEARS:
        unit, count = "year", count * _YEARS[unit]
    return moment + relativedelta(**{f"{unit}s": count})


def unit_span(today: dt.date, unit: str, steps: int, week_start: int = 0) -> Interval:
    """The week, month, year, decade or century that lies some steps from the current one."""
    start = today
    if unit == "week":
        start -= (today.weekday() - week_start) % 7 * DAY
    elif unit == "month":
        start = today.replace(day=1)
    elif unit in _YEARS:
        first = unit == "century"  # a century begins with the year 1, a decade with the year 0
        start = dt.date((today.year - first) // _YEARS[unit] * _YEARS[unit] + first, 1, 1)
    start = step_by(start, steps, unit)
    return start, step_by(start, 1, unit)


def year_span(first: int, last: int) -> Interval:
    return dt.date(first, 1, 1), dt.date(last + 1, 1, 1)


def month_span(date: Callable, year: int, month: int, first: int = 0, last: int = 0) -> Interval:
    """A month of a calendar, or days of it; `date` makes a day of year, month and day."""
    begin = date(year, month, first or 1)
    if first:
        return begin, date(year, month, last) + DAY
    return begin, date(year + month // 12, month % 12 + 1, 1)


@functools.lru_cache(4096)
def spans_in(year: int, calendar: str, month: int, first: int, last: int) -> list[Interval]:
    """Where a month (0 for any) or days of it, a season or a named day begin in a Gregorian year."""
    if calendar == "easter":
        begin = easter(year) + first * DAY
        return [(begin, begin + DAY)]
    if calendar == "season":
        return [(dt.date(year, month, 1), step_by(dt.date(year, month, 1), 3, "month"))]
    date, said, spans = dt.date, [year], []
    if calendar == "hijri":
        said = [(year - 622) * 33 // 32 + more for more in (-1, 0, 1)]
        date = hijri_date
    for its, number in itertools.product(said, [month] if month else range(1, 13)):
        with contextlib.suppress(ValueError):  # 29 February
            spans.append(month_span(date, its, number, first, last))
    return [span for span in spans if span[0].year == year]


def piece_of(span: Interval, pieces: int, number: int) -> Interval:
    """One of so many equal pieces, counted from 1: in whole months, else in days; a month has thirty."""
    begin, until = span
    months = (until.year - begin.year) * 12 + until.month - begin.month
    if months and months % pieces == 0:
        step = months // pieces
        return step_by(begin, step * (number - 1), "month"), step_by(begin, step * number, "month")
    length = ((30 if months == 1 else (until - begin).days) // pieces or 1) * DAY
    return begin + (number - 1) * length, until if number == pieces else begin + number * length


def part_of(span: Interval, part: str, unit: str) -> Interval:
    """The beginning, middle or end of a period, a third of it; a week ends with its last two days."""
    number = ("start", "middle", "end").index(part)
    if unit == "week":
        return span[0] + (0, 2, 5)[number] * DAY, span[0] + (2, 5, 7)[number] * DAY
    return piece_of(span, 3, number + 1)
