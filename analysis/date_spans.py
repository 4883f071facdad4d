"""Spans of days: months, weeks, quarters of a year, in the Gregorian and the Hijri calendar.

Intervals are half-open: the second day is the first one that no longer belongs to them.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import functools

from .calendars import hijri_date, hijri_today

Interval = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)


class Impossible(ValueError):
    """There is no such day."""


def day(year: int, month: int, number: int) -> dt.date:
    try:
        return dt.date(year, month, number)
    except ValueError as error:
        raise Impossible from error


def shift_months(start: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of a shorter month."""
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= years <= 9998:
        raise Impossible
    last = calendar.monthrange(years, month + 1)[1]
    return start.replace(year=years, month=month + 1, day=min(start.day, last))


def month_span(year: int, month: int, length: int = 1) -> Interval:
    start = day(year, month, 1)
    return start, shift_months(start, length)


def year_span(first: int, last: int) -> Interval:
    return day(first, 1, 1), day(last + 1, 1, 1)


def century_span(number: int) -> Interval:
    if not 1 <= number <= 22:
        raise Impossible
    return year_span(number * 100 - 99, number * 100)


def hijri_span(year: int, month: int, number: int = 0) -> Interval:
    """A Hijri month, or one day of it."""
    start = hijri_date(year, month, number or 1)
    after = start and start + DAY if number else hijri_date(year + month // 12, month % 12 + 1, 1)
    if start is None or after is None:
        raise Impossible
    return start, after


@functools.lru_cache(4096)
def hijri_in(year: int, month: int, number: int = 0) -> list[Interval]:
    """The occurrences of a Hijri day or month that begin in a Gregorian year: one, seldom none or two."""
    spans = []
    first = hijri_today(dt.date(year, 1, 1)) if 1 <= year <= 9999 else None
    for hijri in range(first[0], first[0] + 2) if first else ():
        with contextlib.suppress(Impossible):
            spans.append(hijri_span(hijri, month, number))
    return [span for span in spans if span[0].year == year]


def unit_span(today: dt.date, unit: str, steps: int, week_start: int = 0) -> Interval:
    """The week, month, year, decade or century that lies some steps from the current one."""
    if unit == "week":
        start = today - (today.weekday() - week_start) % 7 * DAY + 7 * steps * DAY
        return start, start + 7 * DAY
    if unit in ("day", "hour"):
        return today + steps * DAY, today + (steps + 1) * DAY
    years = {"month": 0, "year": 1, "decade": 10, "century": 100}[unit]
    if not years:
        start = shift_months(today.replace(day=1), steps)
        return start, shift_months(start, 1)
    first = 1 if unit == "century" else 0
    start = (today.year - first) // years * years + first + steps * years
    return year_span(start, start + years - 1)


def step_by(moment: dt.datetime | dt.date, count: int, unit: str) -> dt.datetime | dt.date:
    """A day or a moment some units later or earlier."""
    if unit in ("hour", "day", "week"):
        return moment + count * {"hour": dt.timedelta(hours=1), "day": DAY, "week": 7 * DAY}[unit]
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    return shift_months(moment, count * months)


def part_of(span: Interval, part: str, unit: str = "") -> Interval:
    """The beginning, middle or end of a period, a third of it; a week ends with its last two days."""
    begin, until = span
    months = (until.year - begin.year) * 12 + until.month - begin.month
    if unit == "week":
        cuts = [begin, begin + 2 * DAY, begin + 5 * DAY, until]
    elif months >= 3 and months % 3 == 0:
        cuts = [shift_months(begin, months // 3 * i) for i in range(3)] + [until]
    elif months >= 12:
        cuts = [shift_months(begin, round(months / 3 * i)) for i in range(3)] + [until]
    else:
        third = 10 if months == 1 and begin.day == 1 else (until - begin).days // 3 or 1
        cuts = [begin, begin + third * DAY, begin + 2 * third * DAY, until]
    i = ("start", "middle", "end").index(part)
    return cuts[i], cuts[i + 1]


def easter(year: int) -> dt.date:
    from dateutil.easter import easter as western

    return western(year)
