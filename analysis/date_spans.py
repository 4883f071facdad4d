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
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


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


def step_by(moment: dt.datetime | dt.date, count: int, unit: str) -> dt.datetime | dt.date:
    """A day or a moment some units later or earlier."""
    if unit in _MONTHS:
        return shift_months(moment, count * _MONTHS[unit])
    return moment + count * {"hour": dt.timedelta(hours=1), "day": DAY, "week": 7 * DAY}[unit]


def unit_span(today: dt.date, unit: str, steps: int, week_start: int = 0) -> Interval:
    """The week, month, year, decade or century that lies some steps from the current one."""
    unit, start = "day" if unit == "hour" else unit, today
    if unit == "week":
        start = today - (today.weekday() - week_start) % 7 * DAY
    elif years := _MONTHS.get(unit, 0) // 12:
        start = day((today.year - (unit == "century")) // years * years + (unit == "century"), 1, 1)
    elif unit == "month":
        start = today.replace(day=1)
    start = step_by(start, steps, unit)
    return start, step_by(start, 1, unit)


def piece_of(span: Interval, pieces: int, number: int) -> Interval:
    """One of so many equal pieces, counted from 1: in whole months, else in days; a month has thirty."""
    begin, until = span
    months = (until.year - begin.year) * 12 + until.month - begin.month
    if months and months % pieces == 0:
        step = months // pieces
        return shift_months(begin, step * (number - 1)), shift_months(begin, step * number)
    length = ((30 if months == 1 else (until - begin).days) // pieces or 1) * DAY
    return begin + (number - 1) * length, until if number == pieces else begin + number * length


def part_of(span: Interval, part: str, unit: str) -> Interval:
    """The beginning, middle or end of a period, a third of it; a week ends with its last two days."""
    number = ("start", "middle", "end").index(part)
    if unit == "week":
        return span[0] + (0, 2, 5)[number] * DAY, span[0] + (2, 5, 7)[number] * DAY
    return piece_of(span, 3, number + 1)
