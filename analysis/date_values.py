"""Which days a date expression means: one short function per rule of the grammar.

Intervals are half-open: the second day is the first one that no longer belongs to them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import NamedTuple

from .calendars import hijri_date, hijri_today
from .date_words import WORD_CLASSES, Symbol

Interval = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)
YEARS = 1678, 2261  # what datetime64[ns] can hold
WEEK = {"monday": 0, "sunday": 6, "saturday": 5}


class Context(NamedTuple):
    """What an expression is read against."""

    reference: dt.datetime | None = None  # when the article was published
    future: bool = False  # the sentence speaks of what is to come
    previous: dt.date | None = None  # the last day named before in the article
    year: int | None = None  # said once for both ends of a range
    week_start: int = 0

    @property
    def today(self) -> dt.date | None:
        return self.reference and self.reference.date()


class Value(NamedTuple):
    begin: dt.date | None
    until: dt.date | None
    granularity: str
    basis: str
    approximate: bool = False


class Impossible(ValueError):
    """There is no such day."""


class NoReference(ValueError):
    """The expression counts from a day that is not known."""


class Found(NamedTuple):
    """A stretch of symbols that a rule of the grammar has matched."""

    rule: str
    letters: str
    symbols: tuple[Symbol, ...]

    def all(self, *kinds: str) -> list:
        letters = {WORD_CLASSES[kind] for kind in kinds}
        return [symbol.value for symbol in self.symbols if symbol.kind in letters]

    def first(self, *kinds: str):
        return next(iter(self.all(*kinds)), None)

    def has(self, *kinds: str) -> bool:
        return bool({WORD_CLASSES[kind] for kind in kinds} & set(self.letters))


# ---- the arithmetic of the calendar ----


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
    return dt.date(years, month + 1, min(start.day, calendar.monthrange(years, month + 1)[1]))


def month_span(year: int, month: int, length: int = 1) -> Interval:
    start = day(year, month, 1)
    return start, shift_months(start, length)


def hijri_span(year: int, month: int, number: int | None = None) -> Interval:
    start = hijri_date(year, month, number or 1)
    after = (year + month // 12, month % 12 + 1)
    end = (start and start + DAY) if number else hijri_date(*after, 1)
    if start is None or end is None:
        raise Impossible
    return start, end


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
    return day(start, 1, 1), day(start + years, 1, 1)


def add(moment: dt.datetime, unit: str, count: int) -> dt.datetime:
    """A moment some units later or earlier."""
    if unit in ("hour", "day", "week"):
        return moment + count * {"hour": dt.timedelta(hours=1), "day": DAY, "week": 7 * DAY}[unit]
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    return dt.datetime.combine(shift_months(moment.date(), count * months), moment.time())


def part_of(span: Interval, part: str, unit: str = "") -> Interval:
    """The beginning, middle or end of a period: about a third of it; the end of a week is its last two days."""
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


def pick(
    spans: Iterable[Interval | None], context: Context, direction: int | None, *, reach: float = 0
) -> Interval:
    """The one of several like periods (the 11ths of December, the Marches) that an article means.

    A direction is strict: past means over, next means not begun. Without one it is the last that has begun, or
    after a word of the future the next that is not over; with `reach`, also a coming one that lies that many times nearer.
    """
    if context.today is None:
        raise NoReference
    today, spans = context.today, sorted(span for span in spans if span)
    past = [span for span in spans if span[0] <= today]
    coming = [span for span in spans if span[1] > today]
    if direction == -1:
        past, coming = [span for span in spans if span[1] <= today], []
    elif direction == 1:
        past, coming = [], [span for span in spans if span[0] > today]
    elif direction == 0:
        past = coming = [span for span in spans if span[0].year == today.year] or spans[:1]
    if not past and not coming:
        raise Impossible
    if not past or (coming and context.future):
        return coming[0]
    if coming and reach and (coming[0][0] - today).days * reach < (today - past[-1][0]).days:
        return coming[0]
    return past[-1]


# ---- what the words of an expression say ----


def direction_of(found: Found) -> int | None:
    """-1 for last, 0 for this, 1 for next; -2 and 2 for the one before last and after next; None when not said."""
    step = found.first("direction", "current", "last")
    if step is None:
        return 0 if found.has("this", "same") else None
    return step * 2 if found.rule == "period" and found.has("before", "after") else step


def year_of(found: Found, context: Context) -> int | None:
    """The Gregorian year, when one is said or follows from عام and a direction."""
    if year := found.first("year", "long_number"):
        return year
    if found.first("the_unit") == "year":
        if found.has("same") and context.previous:
            return context.previous.year
        if context.today is None:
            raise NoReference
        return context.today.year + (direction_of(found) or 0)
    return context.year


def basis_of(found: Found, otherwise: str = "anchor") -> str:
    return "explicit" if found.has("year", "hijri_year", "long_number") else otherwise


def years_around(context: Context, year: int | None) -> Iterable[int]:
    if year is not None:
        return (year,)
    if context.today is None:
        raise NoReference
    return range(context.today.year - 2, context.today.year + 3)


def one(
    spans: list[Interval | None], found: Found, context: Context, year: int | None, reach: float = 0
) -> Interval:
    """The span of the year that is said, else the one that the article means."""
    spans = [span for span in spans if span]
    if not spans:
        raise Impossible
    direction = None if found.first("the_unit") else direction_of(found)
    return spans[0] if year is not None else pick(spans, context, direction, reach=reach)


def month_of(found: Found, context: Context) -> Interval:
    """The month, Gregorian or Hijri, that an expression names."""
    if hijri := found.first("hijri_month", "risky_hijri_month"):
        return hijri_period(found, context, hijri, None)
    month = one_month(found)
    year = year_of(found, context)
    return one([month_span(y, month) for y in years_around(context, year)], found, context, year)


def hijri_period(
    found: Found, context: Context, month: int, number: int | None, reach: float = 0
) -> Interval:
    if year := found.first("hijri_year"):
        return hijri_span(year, month, number)
    year = year_of(found, context)
    spans = [hijri_in(gregorian, month, number) for gregorian in years_around(context, year)]
    return one(sum(spans, []), found, context, year, reach)


@functools.lru_cache(4096)
def hijri_in(year: int, month: int, number: int | None) -> list[Interval]:
    """The occurrences of a Hijri day or month that begin in a Gregorian year: one, seldom none or two."""
    spans = []
    first = hijri_today(dt.date(year, 1, 1)) if 1 <= year <= 9999 else None
    for hijri in range(first[0], first[0] + 2) if first else ():
        try:
            spans.append(hijri_span(hijri, month, number))
        except Impossible:
            continue
    return [span for span in spans if span[0].year == year]


def period_of(found: Found, context: Context) -> tuple[Interval, str]:
    """The larger period that a part, a quarter or a week is taken of."""
    if found.has("month", "risky_month", "hijri_month", "risky_hijri_month"):
        return month_of(found, context), "month"
    if found.has("year", "hijri_year", "long_number"):
        return whole_years(found, context), "year"
    units = found.all("the_unit", "year_word")
    if not units or context.today is None:
        raise NoReference
    direction = (
        direction_of(found._replace(symbols=found.symbols[2:]))
        if len(found.symbols) > 3
        else direction_of(found)
    )
    return unit_span(context.today, units[-1], direction or 0, context.week_start), units[-1]


def whole_years(found: Found, context: Context) -> Interval:
    years = found.all("year", "hijri_year", "long_number") or found.all("cardinal")
    if years[0] > years[-1] or years[0] < 1300:
        raise Impossible
    if found.has("hijri_year") and not found.has("era") and years[-1] < 1601:
        return hijri_span(years[0], 1)[0], hijri_span(years[-1] + 1, 1)[0]
    return day(years[0], 1, 1), day(years[-1] + 1, 1, 1)


def fitting(spans: list[Interval], weekday: int | None) -> list[Interval]:
    """Those that fall on the weekday; when none does, the weekday is taken for a slip."""
    return [span for span in spans if weekday in (span[0].weekday(), (span[1] - DAY).weekday())] or spans


# ---- one reading for each rule of the grammar ----


def numeric(found: Found, context: Context) -> Value:
    a, b, c = found.all("digits", "year", "hijri_year")[:3]
    year, pairs = (a, [(b, c), (c, b)]) if a > 31 else (c, [(b, a), (a, b)])
    if year < 1600:
        begin = next((d for d in (hijri_date(year, *pair) for pair in pairs) if d), None)
        return Value(*((begin, begin + DAY) if begin else impossible()), "day", "explicit")
    days = [
        dt.date(year, *pair)
        for pair in pairs
        if pair[0] <= 12 and pair[1] <= calendar.monthrange(year, pair[0])[1]
    ]
    spans = fitting([(d, d + DAY) for d in days], found.first("weekday", "bare_weekday"))
    return Value(*(spans or [impossible()])[0], "day", "explicit")


def impossible():
    raise Impossible


_AFTER_DAYS = {
    WORD_CLASSES[name]
    for name in ("month", "risky_month", "hijri_month", "risky_hijri_month", "the_unit", "this", "current")
}


def day_month(found: Found, context: Context) -> Value:
    month = one_month(found)
    first, last, loose = day_numbers(found)
    year = year_of(found, context)
    spans = [
        (day(y, month, first), day(y, month, last) + DAY)
        for y in years_around(context, year)
        if last <= calendar.monthrange(y, month)[1]
    ]
    if year is None:
        spans = fitting(spans, found.first("weekday"))
    return Value(*one(spans, found, context, year, 3), granularity_of(first, last), basis_of(found), loose)


def day_numbers(found: Found) -> tuple[int, int, bool]:
    """The first and last of the days before a month, and whether they are a list with gaps."""
    stop = next(i for i, symbol in enumerate(found.symbols) if symbol.kind in _AFTER_DAYS)
    numbers = [symbol.value for symbol in found.symbols[: stop or 2] if symbol.kind in "DOC"]
    if numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= 31:
        raise Impossible
    listed = "&" in found.letters or len(numbers) > 2
    return numbers[0], numbers[-1], listed and numbers[-1] - numbers[0] >= len(numbers)


def granularity_of(first: int, last: int) -> str:
    return "range" if last > first else "day"


def one_month(found: Found) -> int:
    """The month that one name or two (يناير/كانون الثاني) say."""
    numbers = set(found.all("month", "risky_month"))
    if len(numbers) != 1:
        raise Impossible
    return numbers.pop()


def hijri_day(found: Found, context: Context) -> Value:
    first, last, loose = day_numbers(found)
    month = found.first("hijri_month", "risky_hijri_month")
    begin, _ = hijri_period(found, context, month, first, 3)
    until = begin + (last - first + 1) * DAY
    return Value(begin, until, granularity_of(first, last), basis_of(found), loose)


def day_of_month(found: Found, context: Context) -> Value:
    if found.first("the_unit") not in ("month", None):
        raise Impossible
    first, last, loose = day_numbers(found)
    known = context.previous if found.letters.endswith("U") and context.previous else context.today
    if known is None:
        raise NoReference
    begin, _ = unit_span(known, "month", direction_of(found) or 0)
    span = day(begin.year, begin.month, first), day(begin.year, begin.month, last) + DAY
    return Value(*span, granularity_of(first, last), "relative", loose)


def nth_weekday(found: Found, context: Context) -> Value:
    weekday, number = found.first("weekday", "bare_weekday"), found.symbols[0].value
    number = next(s.value for s in found.symbols[:2] if s.kind in "OL")
    rest = found._replace(symbols=found.symbols[2:], letters=found.letters[2:])
    (begin, until), _ = period_of(rest, context)
    if number > 0 and found.symbols[0].kind == "W" and number <= 28:
        date = begin + (number - 1) * DAY
        if date.weekday() == weekday:  # الثلاثاء الثاني من ديسمبر: the second, a Tuesday
            return Value(date, date + DAY, "day", basis_of(found))
    days = [begin + i * DAY for i in range((until - begin).days)]
    days = [d for d in days if d.weekday() == weekday]
    if number > len(days):
        raise Impossible
    date = days[number - 1 if number > 0 else -1]
    return Value(date, date + DAY, "day", basis_of(found))


def nth_period(found: Found, context: Context) -> Value:
    unit = found.first("the_unit", "unit", "today", "day", "year_word", "month_word")
    number = next(s.value for s in found.symbols[:2] if s.kind in "OL")
    rest = found._replace(symbols=found.symbols[2:], letters=found.letters[2:])
    (begin, until), _ = period_of(rest, context)
    step = functools.partial(step_by, unit="day" if unit == 0 else unit)
    start = step(begin, number - 1) if number > 0 else step(until, -1)
    end = step(start, 1)
    if not begin <= start < until:
        raise Impossible
    return Value(
        start,
        min(end, until),
        unit if unit in ("month", "week", "decade") else "range",
        basis_of(found),
        unit == "week",
    )


def step_by(start: dt.date, count: int, unit: str) -> dt.date:
    return add(dt.datetime.combine(start, dt.time()), unit, count).date()


def fraction(found: Found, context: Context) -> Value:
    pieces, number = found.symbols[0].value, found.symbols[1].value
    rest = found._replace(symbols=found.symbols[2:], letters=found.letters[2:])
    (begin, until), unit = period_of(rest, context)
    number = number if number > 0 else pieces
    if number > pieces:
        raise Impossible
    months = (until.year - begin.year) * 12 + until.month - begin.month
    if months % pieces == 0:
        cut = functools.partial(shift_months, begin)
        span = cut(months // pieces * (number - 1)), cut(months // pieces * number)
    else:
        length = {1: 30, 12: 360}.get(months, (until - begin).days) // pieces
        span = (
            begin + (number - 1) * length * DAY,
            until if number == pieces else begin + number * length * DAY,
        )
    return Value(
        *span,
        "range",
        basis_of(found, "relative" if unit in ("year", "month") and not found.has("month") else "anchor"),
    )


def holiday(found: Found, context: Context) -> Value:
    kind, month, number = found.first("holiday")
    nth = (found.first("ordinal") or 1) - 1
    if kind == "hijri":
        begin, until = hijri_period(found, context, month, number, 1)
    else:
        year = year_of(found, context)
        spans = [
            easter(y, number) if kind == "easter" else (day(y, month, number), day(y, month, number) + DAY)
            for y in years_around(context, year)
        ]
        begin, until = one(spans, found, context, year, 1)
    return Value(begin + nth * DAY, until + nth * DAY, "day", basis_of(found), kind == "hijri")


def easter(year: int, offset: int) -> Interval:
    from dateutil.easter import easter as western

    date = western(year) + offset * DAY
    return date, date + DAY


def decade(found: Found, context: Context) -> Value:
    century = 1900
    if found.has("the_unit"):
        if found.first("the_unit") != "century":
            raise Impossible
        number = found.first("ordinal", "cardinal")
        if number is None and context.today is None:
            raise NoReference
        century = (
            (number - 1) * 100 if number else context.today.year // 100 * 100 + 100 * direction_of(found)
        )
    begin = century + found.first("decade_name")
    span = day(begin, 1, 1), day(begin + 10, 1, 1)
    part = found.first("part")
    return Value(*(part_of(span, part) if part else span), "range" if part else "decade", "explicit", True)


def century(found: Found, context: Context) -> Value:
    number = found.first("ordinal", "cardinal")
    if found.first("the_unit") != "century" or not 1 <= number <= 22 or found.has("hijri_era"):
        raise Impossible
    span = day(number * 100 - 99, 1, 1), day(number * 100 + 1, 1, 1)
    part = found.first("part")
    return Value(
        *(part_of(span, part) if part else span), "range" if part else "century", "explicit", bool(part)
    )


def season(found: Found, context: Context) -> Value:
    year = year_of(found, context)
    month = found.first("season")
    if found.has("this"):
        year = context.today and context.today.year
    span = one([month_span(y, month, 3) for y in years_around(context, year)], found, context, year)
    part = found.first("part")
    return Value(
        *(part_of(span, part) if part else span), "season" if not part else "range", basis_of(found), True
    )


def years(found: Found, context: Context) -> Value:
    span = whole_years(found, context)
    part = found.first("part")
    single = len(found.all("year", "hijri_year", "long_number")) == 1
    return Value(
        *(part_of(span, part) if part else span),
        "year" if single and not part else "range",
        "explicit",
        bool(part),
    )


def month(found: Found, context: Context) -> Value:
    span = month_of(found, context)
    part = found.first("part")
    return Value(
        *(part_of(span, part) if part else span), "range" if part else "month", basis_of(found), bool(part)
    )


def deictic(found: Found, context: Context) -> Value:
    if context.today is None:
        raise NoReference
    date = context.today + found.first("deictic", "today", "tomorrow") * DAY
    weekday = found.first("weekday")
    if weekday is not None:  # a printed weekday is harder than the day of publication
        date += ((weekday - date.weekday() + 3) % 7 - 3) * DAY
    return Value(date, date + DAY, "day", "relative")


def weekday(found: Found, context: Context) -> Value:
    if context.today is None:
        raise NoReference
    number, direction = found.first("weekday"), direction_of(found)
    if unit := found.first("the_unit"):
        if unit != "week":
            raise Impossible
        begin, _ = unit_span(context.today, "week", direction or 0, context.week_start)
        date = begin + (number - begin.weekday()) % 7 * DAY
        return Value(date, date + DAY, "day", "relative")
    back = (context.today.weekday() - number) % 7
    if direction == -1:
        back = back or 7
    elif direction == 1 or (context.future and back):
        back -= 7
    date = context.today - back * DAY
    return Value(date, date + DAY, "day", "relative")


def lasting(found: Found, context: Context) -> Value:
    """The last three days, the coming months: up to the day of the article, or from the next one on."""
    unit = found.first(
        "the_plural", "the_dual", "plural", "counted", "unit", "year_word", "month_word", "day"
    )
    count = found.first("digits", "number", "cardinal", "year", "hijri_year")
    if context.reference is None:
        raise NoReference
    dual = found.has("the_dual")
    direction = direction_of(found) or -1
    moved = add(context.reference, unit, direction * (count or (2 if dual else 3))).date()
    later = DAY if unit in ("day",) else 0 * DAY
    span = (moved, context.today) if direction < 0 else (context.today + later, moved + later)
    span = span if span[0] < span[1] else (span[0], span[0] + DAY)
    return Value(*span, "range", "relative", not (count or dual) or unit not in ("day", "hour"))


def period(found: Found, context: Context) -> Value:
    unit = found.first("the_unit")
    if context.today is None:
        raise NoReference
    span = unit_span(context.today, unit, direction_of(found) or 0, context.week_start)
    part = found.first("part")
    return Value(
        *(part_of(span, part, unit) if part else span), "range" if part else unit, "relative", bool(part)
    )


def ago(found: Found, context: Context) -> Value:
    unit = next(s.value for s in found.symbols if s.kind in "jsauJcpd")
    vague = found.has("about", "vague")
    number = found.first("digits", "number", "cardinal", "year", "hijri_year", "vague", "long_number")
    back = found.has("before", "since")
    if number is None and found.has("plural"):
        return Value(None, None, unit, "relative" if back else "duration", True)
    number = number or (2 if found.has("dual") else 1)
    if not back and not (found.has("after") and context.future):
        return Value(None, None, "duration", "duration", vague)
    if context.reference is None:
        raise NoReference
    moment = context.reference
    if unit == "hour" and not moment.hour:  # published at no known time of the day
        number = 0
    date = add(moment, unit, -number if back else number).date()
    return Value(date, date + DAY, "day", "relative", vague or unit not in ("hour", "day", "week"))


RESOLVERS: dict[str, Callable[[Found, Context], Value]] = {
    "numeric": numeric,
    "day_month": day_month,
    "month_day": day_month,
    "hijri_day": hijri_day,
    "day_of_month": day_of_month,
    "nth_weekday": nth_weekday,
    "nth_period": nth_period,
    "fraction": fraction,
    "holiday": holiday,
    "decade": decade,
    "century": century,
    "season": season,
    "years": years,
    "year_range": years,
    "lone_year": years,
    "month": month,
    "hijri": month,
    "deictic": deictic,
    "weekday": weekday,
    "lasting": lasting,
    "period": period,
    "part_of_period": period,
    "ago": ago,
}
_UNRESOLVED = {"ago": "day", "weekday": "day", "deictic": "day", "lasting": "range", "day_of_month": "day"}


def resolve(found: Found, context: Context) -> Value | None:
    """The days that an expression means; None when there are no such days.

    Without a day of publication a relative expression keeps its place and its basis, but has no days.
    """
    try:
        value = RESOLVERS[found.rule](found, context)
    except NoReference:
        anchored = found.rule in (
            "day_month",
            "month_day",
            "hijri_day",
            "month",
            "hijri",
            "holiday",
            "season",
        )
        unit = found.first("the_unit") or _UNRESOLVED.get(found.rule) or found.rule.split("_")[0]
        return Value(None, None, unit, "anchor" if anchored else "relative", True)
    except (Impossible, OverflowError):
        return None
    if value.begin and not YEARS[0] <= value.begin.year <= value.until.year <= YEARS[1]:
        return value._replace(begin=None, until=None)
    return value
