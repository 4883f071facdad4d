"""Which days a date expression means: one short function for each kind of rule of the grammar.

Intervals are half-open: the second day is the first one that no longer belongs to them.
"""

from __future__ import annotations

import contextlib
import datetime as dt

from ..calendars import FIRST_DAY, hijri_date
from ..resources import read_table
from .spans import DAY, Interval, month_span, part_of, piece_of, step_by, unit_span, year_span
from .terms import YEARLY, YEARS, Context, Found, Impossible, Value, choose, day_numbers

_REACH = 1678, 2261  # years that datetime64[ns] can hold
_SOME_DAY = dt.datetime(2000, 7, 1)
_UNITS = "day", "month_word", "unit", "year_word", "decade_word", "counted", "plural"
_COUNTS = "digits", "number", "cardinal", *YEARS


def _one_day(date: dt.date, basis: str = "relative", approximate: bool = False) -> Value:
    return Value(date, date + DAY, "day", basis, approximate)


def numeric(found: Found, context: Context) -> Value:
    a, b, c = found.all("digits", "year", "hijri_year")[:3]
    year, pairs = (a, [(b, c), (c, b)]) if a > 31 else (c, [(b, a), (a, b)])
    date, days = hijri_date if year < 1600 else dt.date, []
    for month, day in pairs:
        with contextlib.suppress(ValueError):
            days.append(date(year, month, day))
    weekday = found.first("weekday", "bare_weekday")
    fit = [day for day in days if weekday in (None, day.weekday())]
    if not days:
        raise Impossible
    return _one_day((fit or days)[0], "explicit", not fit)


def day_month(found: Found, context: Context) -> Value:
    """6 يناير; السبت 23 is the nearest 23rd that is a Saturday."""
    first, last, loose = day_numbers(found)
    span, wrong = choose(found, context, first, last)
    return Value(*span, "range" if last > first else "day", found.basis, loose or wrong)


def day_of_month(found: Found, context: Context) -> Value:
    """العاشر من الشهر الجاري, 25 الجاري; الأول من الشهر is of the month named last."""
    if found.first("the_unit") not in ("month", None):
        raise Impossible
    open_end = found.symbols[-1].kind in ("the_unit", "same")
    known = context.previous if open_end and context.previous else context.today
    first, last, loose = day_numbers(found)
    begin, _ = unit_span(known, "month", found.direction or 0)
    span = month_span(dt.date, begin.year, begin.month, first, last)
    return Value(*span, "range" if last > first else "day", "relative", loose)


def holiday(found: Found, context: Context) -> Value:
    span, _ = choose(found, context)
    later = (found.first("ordinal") or 1) - 1  # ثاني أيام عيد الفطر
    return _one_day(span[0] + later * DAY, found.basis, found.first("holiday")[0] == "hijri")


def deictic(found: Found, context: Context) -> Value:
    date = context.today + found.first("deictic", "today", "tomorrow") * DAY
    weekday = found.first("weekday")
    # a printed weekday is harder evidence than the day of publication
    off = 0 if weekday is None else (weekday - date.weekday() + 3) % 7 - 3
    return _one_day(date + off * DAY, approximate=off != 0)


def weekday(found: Found, context: Context) -> Value:
    number, direction = found.first("weekday"), found.direction
    if unit := found.first("the_unit"):  # الأحد من الأسبوع الماضي
        if unit != "week":
            raise Impossible
        begin, _ = unit_span(context.today, unit, direction or 0, context.week_start)
        return _one_day(begin + (number - begin.weekday()) % 7 * DAY)
    back = (context.today.weekday() - number) % 7
    if direction in (-1, -2):
        back = (back or 7) - 7 * (direction + 1)
    elif direction in (1, 2) or (context.future and back):
        back -= 7 * (direction or 1)
    return _one_day(context.today - back * DAY)


def period(found: Found, context: Context) -> Value:
    """A month, a season, years, a century, this week: whole, or the beginning, middle or end of it."""
    value = _named_period(found, context)
    part = "end" if found.symbols[0].kind == "last" else found.first("part", "half")
    if part is None:
        return value
    if part == "rest":  # بقية الأسبوع
        begin = context.today if value.begin <= context.today < value.until else value.begin
        return Value(begin, value.until, "range", value.basis, True)
    return Value(*part_of(value[:2], part, value.granularity), "range", value.basis, True)


def _named_period(found: Found, context: Context) -> Value:
    """The period that an expression names, or that what it names is part of."""
    if found.has(*YEARLY):
        unit = "season" if found.has("season") else "month"
        return Value(*choose(found, context)[0], unit, found.basis, unit == "season")
    if years := found.all(*YEARS) or (found.all("number", "cardinal") if found.has("year_word") else []):
        gaps = len(years) > 2 or (len(years) == 2 and found.listed and years[1] - years[0] > 1)
        loose = gaps and found.symbols[0].kind != "between"
        return Value(*_whole_years(found, years), "range" if len(years) > 1 else "year", "explicit", loose)
    unit, number = found.first("the_unit"), found.first("ordinal", "cardinal", "digits")
    tens, direction = found.first("decade_name"), found.direction
    if number is tens is None:
        span = unit_span(context.today, unit, direction or 0, context.week_start)
        return Value(*span, unit, "relative")
    if unit not in (None, "century") or found.has("hijri_era"):
        raise Impossible
    if tens is None:
        return Value(*year_span(number * 100 - 99, number * 100), unit, "explicit")
    current = 20 if direction is None else context.today.year // 100 + 1 + direction
    begin = 100 * ((number or current) - 1) + tens
    basis = "explicit" if direction is None else "relative"
    return Value(*year_span(begin, begin + 9), "decade", basis, True)


def _whole_years(found: Found, years: list[int]) -> Interval:
    if years[0] > years[-1] or years[0] < 100:
        raise Impossible
    if found.hijri and years[-1] < 1600:
        return hijri_date(years[0], 1, 1), hijri_date(years[-1] + 1, 1, 1)
    return year_span(years[0], years[-1])


def nth_weekday(found: Found, context: Context) -> Value:
    number, weekday = found.first("ordinal", "last"), found.first("weekday", "bare_weekday")
    whole = _named_period(found.part(2), context)
    days = [whole.begin + i * DAY for i in range((whole.until - whole.begin).days)]
    matches = [date for date in days if date.weekday() == weekday]
    if found.symbols[0].kind == "weekday" and 0 < number <= len(days) and days[number - 1] in matches:
        return _one_day(days[number - 1], whole.basis)  # الثلاثاء الثاني من ديسمبر 2025 is the 2nd
    if number > len(matches):
        raise Impossible
    return _one_day(matches[number - 1 if number > 0 else -1], whole.basis)


def nth_period(found: Found, context: Context) -> Value:
    """الأسبوع الأول من مارس: its first seven days; الأشهر التسعة الأولى من العام."""
    at = next(i for i, symbol in enumerate(found.symbols) if symbol.kind in ("ordinal", "last"))
    said, number = found.part(0, at), found.symbols[at].value
    unit = found.first("the_unit", "the_plural", "the_dual", "plural", "unit", "day")
    several, exact = said.has("the_plural", "plural", "the_dual"), said.has("the_dual", *_COUNTS)
    length = said.first(*_COUNTS) or (1 if not several else 2 if exact else 3)
    whole = _named_period(found.part(max(at, 1) + 1), context)
    start = step_by(whole.begin, number - 1, unit) if number > 0 else step_by(whole.until, -length, unit)
    if not whole.begin <= start < whole.until:
        raise Impossible
    loose = not exact if several else unit == "week"
    end = min(max(step_by(start, length, unit), start + DAY), whole.until)
    return Value(start, end, "range" if several else unit, whole.basis, loose)


def fraction(found: Found, context: Context) -> Value:
    """الربع الأول من 2025, النصف الثاني من مارس."""
    pieces, number = (symbol.value for symbol in found.symbols[:2])
    whole = _named_period(found.part(2), context)
    if number > pieces:
        raise Impossible
    span = piece_of(whole[:2], pieces, number if number > 0 else pieces)
    return Value(*span, "range", whole.basis)


def lasting(found: Found, context: Context) -> Value:
    """The last three days, the coming months, العقد الأخير: up to the day of the article, or from it on."""
    unit = found.first("the_unit", "the_plural", "the_dual", *_UNITS)
    count = found.first(*_COUNTS) or {"the_dual": 2, "the_unit": 1}.get(found.symbols[0].kind)
    direction = found.direction or -1
    moved = step_by(context.reference, direction * (count or 3), unit).date()
    later = DAY if unit == "day" else 0 * DAY  # the coming days begin tomorrow
    begin, until = (moved, context.today) if direction < 0 else (context.today + later, moved + later)
    loose = count is None or unit not in ("day", "hour")
    return Value(begin, max(until, begin + DAY), "range", "relative", loose)


def ago(found: Found, context: Context) -> Value:
    """قبل ثلاثة أيام is a day; ثلاثة أيام and بعد ثلاثة أيام من … are lengths of time."""
    unit, number = found.first("dual", *_UNITS), found.first(*_COUNTS)
    back, half = found.has("before", "since"), found.has("half")
    if number is None and found.has("plural"):
        return Value(None, None, *((unit, "relative") if back else ("duration", "duration")), True)
    vague = half or found.has("about")
    if not back and not (found.has("after") and context.future):
        return Value(None, None, "duration", "duration", vague)
    number = number or (2 if found.has("dual") else 1)
    if half and unit in ("year", "decade"):  # منذ عام ونصف
        unit, number = ("month", 12 * number + 6) if unit == "year" else ("year", 10 * number + 5)
    if unit == "hour" and not context.reference.hour:  # published at no known time of the day
        number = 0
    date = step_by(context.reference, -number if back else number, unit).date()
    exact = unit in ("hour", "day", "week")
    return Value(date, date + DAY, "day" if exact else unit, "relative", vague or not exact)


_READERS = {row["rule"]: globals().get(row["reader"]) for row in read_table("date_rules")}


def resolve(found: Found, context: Context) -> Value | None:
    """The days that an expression means; None when there are no such days.

    Without a day of publication a relative expression keeps its place and its basis, but has no days.
    """
    known = context.reference is not None
    try:
        value = _READERS[found.rule](found, context if known else context._replace(reference=_SOME_DAY))
    except (ValueError, OverflowError):
        return None
    if value.begin is None:
        return value
    if not known and value.basis != "explicit":
        return value._replace(begin=None, until=None, approximate=True)
    if found.hijri and value.begin < FIRST_DAY:
        value = value._replace(approximate=True)
    if not _REACH[0] <= value.begin.year <= value.until.year <= _REACH[1]:
        return value._replace(begin=None, until=None)
    return value
