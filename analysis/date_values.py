"""Which days a date expression means: one short function for each rule of the grammar, by its name.

Intervals are half-open: the second day is the first one that no longer belongs to them.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable

from . import date_spans as spans
from .calendars import hijri_date
from .date_spans import DAY, Impossible, Interval, step_by
from .date_terms import (
    HIJRI_MONTHS,
    YEARS,
    Context,
    Found,
    Value,
    basis_of,
    choose,
    day_numbers,
    direction_of,
    hijri_days,
    in_month,
    period_of,
    whole_years,
)

_REACH = 1678, 2261  # years that datetime64[ns] can hold
_SOME_DAY = dt.datetime(2000, 7, 1)
_UNITS = "day", "month_word", "unit", "year_word", "decade_word", "counted", "plural"
_COUNTS = "digits", "number", "cardinal", *YEARS


def _part(found: Found, span: Interval, granularity: str, basis: str, approximate: bool = False) -> Value:
    """A period, or the beginning, middle or end of it where the expression says so."""
    part = "end" if found.symbols[0].kind == "last" else found.first("part", "half")
    if part in (None, "rest"):
        return Value(*span, granularity, basis, approximate)
    return Value(*spans.part_of(span, part, granularity), "range", basis, True)


def _one_day(date: dt.date, basis: str = "relative", approximate: bool = False) -> Value:
    return Value(date, date + DAY, "day", basis, approximate)


def _nth(found: Found) -> int:
    """Which one: a number, negative when counted from the end."""
    return found.first("ordinal", "last")


def numeric(found: Found, context: Context) -> Value:
    a, b, c = found.all("digits", "year", "hijri_year")[:3]
    year, pairs = (a, [(b, c), (c, b)]) if a > 31 else (c, [(b, a), (a, b)])
    if year < 1600:
        days = [date for date in (hijri_date(year, *pair) for pair in pairs) if date]
    else:
        days = [dt.date(year, m, d) for m, d in pairs if m <= 12 and d <= calendar.monthrange(year, m)[1]]
    weekday = found.first("weekday", "bare_weekday")
    fit = [date for date in days if weekday in (None, date.weekday())]
    if not days:
        raise Impossible
    return _one_day((fit or days)[0], "explicit", not fit)


def day_month(found: Found, context: Context) -> Value:
    first, last, loose = day_numbers(found)
    spans_in, weekday = in_month(found, first, last), found.first("weekday")
    span, wrong = choose(found, context, spans_in, reach=3, weekday=weekday)
    return Value(*span, "range" if last > first else "day", basis_of(found), loose or wrong)


def weekday_day(found: Found, context: Context) -> Value:
    """السبت 23: the nearest 23rd that is a Saturday."""
    number, weekday = found.first("digits", "ordinal", "cardinal"), found.first("weekday")

    def spans_in(year: int) -> list[Interval]:
        months = [m for m in range(1, 13) if 1 <= number <= calendar.monthrange(year, m)[1]]
        return [(date, date + DAY) for date in (dt.date(year, m, number) for m in months)]

    return Value(*choose(found, context, spans_in, reach=3, weekday=weekday)[0], "day", "anchor")


def day_of_month(found: Found, context: Context) -> Value:
    """العاشر من الشهر الجاري, 25 الجاري; الأول من الشهر is of the month named last."""
    if found.first("the_unit") not in ("month", None):
        raise Impossible
    open_end = found.symbols[-1].kind in ("the_unit", "same")
    known = context.previous if open_end and context.previous else context.today
    first, last, loose = day_numbers(found)
    begin, _ = spans.unit_span(known, "month", direction_of(found) or 0)
    span = spans.day(begin.year, begin.month, first), spans.day(begin.year, begin.month, last) + DAY
    return Value(*span, "range" if last > first else "day", "relative", loose)


def nth_weekday(found: Found, context: Context) -> Value:
    number, weekday = _nth(found), found.first("weekday", "bare_weekday")
    (begin, until), _ = period_of(found.after(2), context)
    days = [begin + i * DAY for i in range((until - begin).days)]
    matches = [date for date in days if date.weekday() == weekday]
    if found.symbols[0].kind == "weekday" and 0 < number <= len(days) and days[number - 1] in matches:
        return _one_day(days[number - 1], basis_of(found))  # الثلاثاء الثاني من ديسمبر 2025 is the 2nd
    if number > len(matches):
        raise Impossible
    return _one_day(matches[number - 1 if number > 0 else -1], basis_of(found))


def nth_period(found: Found, context: Context) -> Value:
    """الأسبوع الأول من مارس: its first seven days; الأشهر التسعة الأولى من العام."""
    at = next(i for i, symbol in enumerate(found.symbols) if symbol.kind in ("ordinal", "last"))
    said, number = Found("", found.symbols[:at]), found.symbols[at].value
    unit = found.first("the_unit", "the_plural", "the_dual", "plural", "unit", "day")
    several, exact = said.has("the_plural", "plural", "the_dual"), said.has("the_dual", *_COUNTS)
    length = said.first(*_COUNTS) or (1 if not several else 2 if exact else 3)
    (begin, until), _ = period_of(found.after(max(at, 1) + 1), context)
    start = step_by(begin, number - 1, unit) if number > 0 else step_by(until, -length, unit)
    if not begin <= start < until:
        raise Impossible
    loose = not exact if several else unit == "week"
    end = min(step_by(start, length, unit), until)
    return Value(start, end, "range" if several else unit, basis_of(found), loose)


def fraction(found: Found, context: Context) -> Value:
    """الربع الأول من 2025, النصف الثاني من مارس."""
    pieces, number = (symbol.value for symbol in found.symbols[:2])
    whole, unit = period_of(found.after(2), context)
    if number > pieces:
        raise Impossible
    span = spans.piece_of(whole, pieces, number if number > 0 else pieces)
    return Value(*span, "range", basis_of(found, "anchor" if unit == "month" else "relative"))


def holiday(found: Found, context: Context) -> Value:
    from dateutil.easter import easter

    kind, month, number = found.first("holiday")

    def spans_in(year: int) -> list[Interval]:
        if kind == "hijri":
            return hijri_days(found, year, month, number, number)
        date = easter(year) + number * DAY if kind == "easter" else spans.day(year, month, number)
        return [(date, date + DAY)]

    (begin, _), _ = choose(found, context, spans_in, reach=1)
    later = (found.first("ordinal") or 1) - 1  # ثاني أيام عيد الفطر
    return _one_day(begin + later * DAY, basis_of(found), kind == "hijri")


def decade(found: Found, context: Context) -> Value:
    begin, number = found.first("decade_name"), found.first("ordinal", "cardinal")
    if found.first("the_unit") not in (None, "century"):
        raise Impossible
    direction = direction_of(found)
    now = 20 if direction is None else context.today.year // 100 + 1 + direction
    begin += 100 * ((number or now) - 1)
    basis = "explicit" if direction is None else "relative"
    return _part(found, spans.year_span(begin, begin + 9), "decade", basis, True)


def century(found: Found, context: Context) -> Value:
    if found.first("the_unit") != "century" or found.has("hijri_era"):
        raise Impossible
    span = spans.century_span(found.first("ordinal", "cardinal", "digits"))
    return _part(found, span, "century", "explicit")


def season(found: Found, context: Context) -> Value:
    month = found.first("season")
    span, _ = choose(found, context, lambda year: [spans.month_span(year, month, 3)])
    return _part(found, span, "season", basis_of(found), True)


def years(found: Found, context: Context) -> Value:
    said = found.all(*YEARS)
    gaps = len(said) > 2 or (len(said) == 2 and found.listed and said[1] - said[0] > 1)
    loose = gaps and found.symbols[0].kind != "between"
    return _part(found, whole_years(found), "range" if len(said) > 1 else "year", "explicit", loose)


def month(found: Found, context: Context) -> Value:
    reach = 3 if found.has(*HIJRI_MONTHS) else 0  # رمضان is spoken of before it comes
    span, _ = choose(found, context, in_month(found), reach=reach)
    return _part(found, span, "month", basis_of(found))


def deictic(found: Found, context: Context) -> Value:
    date = context.today + found.first("deictic", "today", "tomorrow") * DAY
    weekday = found.first("weekday")
    # a printed weekday is harder evidence than the day of publication
    off = 0 if weekday is None else (weekday - date.weekday() + 3) % 7 - 3
    return _one_day(date + off * DAY, approximate=off != 0)


def weekday(found: Found, context: Context) -> Value:
    number, direction = found.first("weekday"), direction_of(found)
    if unit := found.first("the_unit"):  # الأحد من الأسبوع الماضي
        if unit != "week":
            raise Impossible
        begin, _ = spans.unit_span(context.today, unit, direction or 0, context.week_start)
        return _one_day(begin + (number - begin.weekday()) % 7 * DAY)
    back = (context.today.weekday() - number) % 7
    if direction in (-1, -2):
        back = (back or 7) - 7 * (direction + 1)
    elif direction in (1, 2) or (context.future and back):
        back -= 7 * (direction or 1)
    return _one_day(context.today - back * DAY)


def lasting(found: Found, context: Context) -> Value:
    """The last three days, the coming months: up to the day of the article, or from it on."""
    unit = found.first("the_plural", "the_dual", *_UNITS)
    count = found.first(*_COUNTS) or (2 if found.has("the_dual") else None)
    direction = direction_of(found) or -1
    moved = step_by(context.reference, direction * (count or 3), unit).date()
    later = DAY if unit == "day" else 0 * DAY  # the coming days begin tomorrow
    begin, until = (moved, context.today) if direction < 0 else (context.today + later, moved + later)
    loose = count is None or unit not in ("day", "hour")
    return Value(begin, max(until, begin + DAY), "range", "relative", loose)


def period(found: Found, context: Context) -> Value:
    unit = found.first("the_unit")
    begin, until = spans.unit_span(context.today, unit, direction_of(found) or 0, context.week_start)
    if found.first("part") == "rest":  # بقية الأسبوع
        return Value(max(begin, context.today), until, "range", "relative", True)
    return _part(found, (begin, until), unit, "relative")


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


_NAMED = (
    *(numeric, day_month, weekday_day, day_of_month, nth_weekday, nth_period, fraction, holiday, decade),
    *(century, season, years, month, deictic, weekday, lasting, period, ago),
)
_READERS: dict[str, Callable[[Found, Context], Value]] = {reader.__name__: reader for reader in _NAMED}
_READERS |= {"lone_year": years, "bracketed_year": years, "part_of_period": period}


def resolve(found: Found, context: Context) -> Value | None:
    """The days that an expression means; None when there are no such days.

    Without a day of publication a relative expression keeps its place and its basis, but has no days.
    """
    known = context.reference is not None
    try:
        value = _READERS[found.rule](found, context if known else context._replace(reference=_SOME_DAY))
    except (Impossible, OverflowError):
        return None
    if value.begin is None:
        return value
    if not known and value.basis != "explicit":
        return value._replace(begin=None, until=None, approximate=True)
    if not _REACH[0] <= value.begin.year <= value.until.year <= _REACH[1]:
        return value._replace(begin=None, until=None)
    return value
