"""Which days a date expression means: one short function for each rule of the grammar.

Intervals are half-open: the second day is the first one that no longer belongs to them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Callable

from . import date_spans as spans
from .calendars import hijri_date
from .date_spans import DAY, Impossible, Interval, part_of, shift_months, step_by, unit_span
from .date_terms import (
    HIJRI_MONTHS,
    MONTHS,
    Context,
    Found,
    NoReference,
    Value,
    basis_of,
    century_span,
    day_numbers,
    direction_of,
    fitting,
    granularity_of,
    hijri_period,
    month_of,
    one,
    one_month,
    period_of,
    whole_years,
    year_of,
    years_around,
)

YEARS = 1678, 2261  # what datetime64[ns] can hold
_READERS: dict[str, Callable[[Found, Context], Value]] = {}


def resolve(found: Found, context: Context) -> Value | None:
    """The days that an expression means; None when there are no such days.

    Without a day of publication a relative expression keeps its place and its basis, but has no days.
    """
    try:
        value = _READERS[found.rule](found, context)
    except NoReference:
        return Value(None, None, _granularity(found), basis_of(found, _basis(found)), True)
    except (Impossible, OverflowError):
        return None
    if value.begin and not YEARS[0] <= value.begin.year <= value.until.year <= YEARS[1]:
        return value._replace(begin=None, until=None)
    return value


def _basis(found: Found) -> str:
    anchored = ("day_month", "month_day", "hijri_day", "month", "hijri", "holiday", "season", "nth_weekday")
    return "anchor" if found.rule in anchored else "relative"


def _granularity(found: Found) -> str:
    if found.rule in ("month", "hijri", "season", "period") and not found.has("part", "half"):
        return {"hijri": "month", "period": found.first("the_unit")}.get(found.rule, found.rule)
    ranges = ("month", "hijri", "season", "period", "part_of_period", "lasting", "fraction", "first_units")
    return "range" if found.rule in ranges else "day"


def reads(*rules: str) -> Callable:
    """Mark a function as the reading of some rules."""

    def register(function: Callable) -> Callable:
        _READERS.update(dict.fromkeys(rules, function))
        return function

    return register


def _value(found: Found, span: Interval, granularity: str, basis: str, approximate: bool = False) -> Value:
    """A period, or the beginning, middle or end of it where the expression says so."""
    part = "end" if found.symbols[0].kind == "L" else found.first("part", "half")
    if part is None:
        return Value(*span, granularity, basis, approximate)
    return Value(*part_of(span, part, granularity), "range", basis, True)


@reads("numeric")
def numeric(found: Found, context: Context) -> Value:
    a, b, c = found.all("digits", "year", "hijri_year")[:3]
    year, pairs = (a, [(b, c), (c, b)]) if a > 31 else (c, [(b, a), (a, b)])
    if year < 1600:
        days = [d for d in (hijri_date(year, *pair) for pair in pairs) if d]
    else:
        days = [dt.date(year, m, d) for m, d in pairs if m <= 12 and d <= calendar.monthrange(year, m)[1]]
    if not days:
        raise Impossible
    fit, wrong = fitting([(d, d + DAY) for d in days], found.first("weekday", "bare_weekday"))
    return Value(*fit[0], "day", "explicit", wrong)


@reads("day_month", "month_day")
def day_month(found: Found, context: Context) -> Value:
    month, year = one_month(found), year_of(found, context)
    first, last, loose = day_numbers(found)
    candidates = [
        (spans.day(y, month, first), spans.day(y, month, last) + DAY)
        for y in years_around(context, year)
        if last <= calendar.monthrange(y, month)[1]
    ]
    candidates, wrong = fitting(candidates, found.first("weekday"))
    span = one(candidates, found, context, year, reach=3)
    return Value(*span, granularity_of(first, last), basis_of(found), loose or wrong)


@reads("hijri_day")
def hijri_day(found: Found, context: Context) -> Value:
    first, last, loose = day_numbers(found)
    begin, _ = hijri_period(found, context, found.first(*HIJRI_MONTHS), first, reach=3)
    return Value(begin, begin + (last - first + 1) * DAY, granularity_of(first, last), basis_of(found), loose)


@reads("day_of_month")
def day_of_month(found: Found, context: Context) -> Value:
    """العاشر من الشهر الجاري, 25 الجاري; الأول من الشهر is of the month named last."""
    if found.first("the_unit") not in ("month", None):
        raise Impossible
    known = context.previous if found.letters[-1] in "US" and context.previous else context.today
    if known is None:
        raise NoReference
    first, last, loose = day_numbers(found)
    begin, _ = unit_span(known, "month", direction_of(found) or 0)
    span = spans.day(begin.year, begin.month, first), spans.day(begin.year, begin.month, last) + DAY
    return Value(*span, granularity_of(first, last), "relative", loose)


@reads("nth_weekday")
def nth_weekday(found: Found, context: Context) -> Value:
    weekday = found.first("weekday", "bare_weekday")
    number = next(symbol.value for symbol in found.symbols[:2] if symbol.kind in "OL")
    (begin, until), _ = period_of(found.after(2), context)
    days = [begin + i * DAY for i in range((until - begin).days)]
    matches = [d for d in days if d.weekday() == weekday]
    if found.symbols[0].kind == "W" and 0 < number <= len(days) and days[number - 1] in matches:
        date = days[number - 1]  # الثلاثاء الثاني من ديسمبر 2025: the second, a Tuesday
    elif number <= len(matches):
        date = matches[number - 1 if number > 0 else -1]
    else:
        raise Impossible
    return Value(date, date + DAY, "day", basis_of(found))


@reads("nth_period")
def nth_period(found: Found, context: Context) -> Value:
    """الأسبوع الأول من مارس: its first seven days."""
    unit = found.first("the_unit", "unit", "day", "plural")
    number = next(symbol.value for symbol in found.symbols[:2] if symbol.kind in "OL")
    (begin, until), _ = period_of(found.after(2), context)
    start = step_by(begin, number - 1, unit) if number > 0 else step_by(until, -1, unit)
    if not begin <= start < until:
        raise Impossible
    return Value(start, min(step_by(start, 1, unit), until), unit, basis_of(found), unit == "week")


@reads("first_units")
def first_units(found: Found, context: Context) -> Value:
    """The first nine months of a year, the last two weeks of a month."""
    unit, dual = found.first("the_plural", "the_dual", "plural"), found.has("the_dual")
    at = next(i for i, s in enumerate(found.symbols) if i and s.kind in "OL")
    counts = [symbol.value for symbol in found.symbols[:at] if symbol.kind in "DCN"]
    length = counts[0] if counts else 2 if dual else 3
    (begin, until), _ = period_of(found.after(at + 1), context)
    forward = found.symbols[at].value > 0
    span = (begin, step_by(begin, length, unit)) if forward else (step_by(until, -length, unit), until)
    if not begin <= span[0] < span[1] <= until:
        raise Impossible
    return Value(*span, "range", basis_of(found), not (counts or dual))


@reads("fraction")
def fraction(found: Found, context: Context) -> Value:
    """الربع الأول من 2025, النصف الثاني من مارس."""
    pieces, number = (symbol.value for symbol in found.symbols[:2])
    (begin, until), _ = period_of(found.after(2), context)
    number = number if number > 0 else pieces
    if number > pieces:
        raise Impossible
    months = (until.year - begin.year) * 12 + until.month - begin.month
    if months % pieces == 0:
        cut = functools.partial(shift_months, begin)
        span = cut(months // pieces * (number - 1)), cut(months // pieces * number)
    else:
        length = (30 if months == 1 else (until - begin).days) // pieces
        end = until if number == pieces else begin + number * length * DAY
        span = begin + (number - 1) * length * DAY, end
    named = found.has(*MONTHS, *HIJRI_MONTHS)
    return Value(*span, "range", basis_of(found, "anchor" if named else "relative"))


@reads("holiday")
def holiday(found: Found, context: Context) -> Value:
    kind, month, number = found.first("holiday")
    if kind == "hijri":
        begin, until = hijri_period(found, context, month, number, reach=1)
    else:
        year = year_of(found, context)
        days = [
            spans.easter(y) + number * DAY if kind == "easter" else spans.day(y, month, number)
            for y in years_around(context, year)
        ]
        begin, until = one([(d, d + DAY) for d in days], found, context, year, reach=1)
    later = ((found.first("ordinal") or 1) - 1) * DAY  # ثاني أيام عيد الفطر
    return Value(begin + later, until + later, "day", basis_of(found), kind == "hijri")


@reads("decade")
def decade(found: Found, context: Context) -> Value:
    century = 1900
    if unit := found.first("the_unit"):
        number = found.first("ordinal", "cardinal")
        if unit != "century":
            raise Impossible
        if number is None and context.today is None:
            raise NoReference
        century = 100 * (number - 1 if number else context.today.year // 100 + direction_of(found))
    begin = century + found.first("decade_name")
    return _value(found, (spans.day(begin, 1, 1), spans.day(begin + 10, 1, 1)), "decade", "explicit", True)


@reads("century")
def century(found: Found, context: Context) -> Value:
    if found.first("the_unit") != "century" or found.has("hijri_era"):
        raise Impossible
    span = century_span(found.first("ordinal", "cardinal", "digits"))
    return _value(found, span, "century", "explicit")


@reads("season")
def season(found: Found, context: Context) -> Value:
    year = year_of(found, context)
    if found.has("this") and not found.has("the_unit"):
        year = context.today and context.today.year
    month = found.first("season")
    span = one([spans.month_span(y, month, 3) for y in years_around(context, year)], found, context, year)
    return _value(found, span, "season", basis_of(found), True)


@reads("years", "year_range", "lone_year", "event_year", "bracketed_year")
def years(found: Found, context: Context) -> Value:
    said = found.all("year", "hijri_year", "long_number")
    loose = len(said) > 2 or (len(said) == 2 and "&" in found.letters and said[1] - said[0] > 1)
    loose = loose and not found.letters.startswith("b")
    granularity = "range" if len(said) > 1 else "year"
    return _value(found, whole_years(found, context), granularity, "explicit", loose)


@reads("month", "hijri")
def month(found: Found, context: Context) -> Value:
    return _value(found, month_of(found, context), "month", basis_of(found))


@reads("deictic")
def deictic(found: Found, context: Context) -> Value:
    if context.today is None:
        raise NoReference
    date = context.today + found.first("deictic", "today", "tomorrow") * DAY
    weekday = found.first("weekday")
    # a printed weekday is harder evidence than the day of publication
    off = 0 if weekday is None else (weekday - date.weekday() + 3) % 7 - 3
    date += off * DAY
    return Value(date, date + DAY, "day", "relative", off != 0)


@reads("weekday")
def weekday(found: Found, context: Context) -> Value:
    if context.today is None:
        raise NoReference
    number, direction = found.first("weekday"), direction_of(found)
    if unit := found.first("the_unit"):  # الأحد من الأسبوع الماضي
        begin, _ = unit_span(context.today, unit, direction or 0, context.week_start)
        if unit != "week":
            raise Impossible
        date = begin + (number - begin.weekday()) % 7 * DAY
        return Value(date, date + DAY, "day", "relative")
    back = (context.today.weekday() - number) % 7
    if direction in (-1, -2):
        back = (back or 7) - 7 * (direction + 1)
    elif direction in (1, 2) or (context.future and back):
        back -= 7 * (direction or 1)
    date = context.today - back * DAY
    return Value(date, date + DAY, "day", "relative")


@reads("lasting")
def lasting(found: Found, context: Context) -> Value:
    """The last three days, the coming months: up to the day of the article, or from it on."""
    if context.reference is None:
        raise NoReference
    kinds = ("the_plural", "the_dual", "plural", "counted", "unit", "year_word", "month_word", "day")
    unit, dual = found.first(*kinds), found.has("the_dual")
    count = found.first("digits", "number", "cardinal", "year", "hijri_year") or (2 if dual else None)
    direction = direction_of(found) or -1
    moved = step_by(context.reference, direction * (count or 3), unit).date()
    later = DAY if unit == "day" else 0 * DAY  # the coming days begin tomorrow
    span = (moved, context.today) if direction < 0 else (context.today + later, moved + later)
    span = span if span[0] < span[1] else (span[0], span[0] + DAY)
    return Value(*span, "range", "relative", count is None or unit not in ("day", "hour"))


@reads("period", "part_of_period")
def period(found: Found, context: Context) -> Value:
    if context.today is None:
        raise NoReference
    unit = found.first("the_unit")
    span = unit_span(context.today, unit, direction_of(found) or 0, context.week_start)
    return _value(found, span, unit, "relative")


@reads("ago")
def ago(found: Found, context: Context) -> Value:
    """قبل ثلاثة أيام is a day; ثلاثة أيام and بعد ثلاثة أيام من … are lengths of time."""
    unit = next(symbol.value for symbol in found.symbols if symbol.kind in "jsauJcpd")
    vague = found.has("about", "vague", "half")
    number = found.first("digits", "number", "cardinal", "year", "hijri_year", "vague", "long_number")
    back = found.has("before", "since")
    if number is None and found.has("plural"):
        return Value(None, None, unit, "relative" if back else "duration", True)
    if not back and not (found.has("after") and context.future):
        return Value(None, None, "duration", "duration", vague)
    if context.reference is None:
        raise NoReference
    number = number or (2 if found.has("dual") else 1)
    if unit == "hour" and not context.reference.hour:  # published at no known time of the day
        number = 0
    if found.has("half"):  # منذ عام ونصف
        unit, number = {"decade": ("year", 10 * number + 5), "year": ("month", 12 * number + 6)}.get(
            unit, (unit, number)
        )
    date = step_by(context.reference, -number if back else number, unit).date()
    exact = unit in ("hour", "day", "week")
    return Value(date, date + DAY, "day" if exact else unit, "relative", vague or not exact)
