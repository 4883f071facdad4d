"""What the words of a date expression say: its year, its month, past or future, the period it is part of."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from .date_spans import (
    DAY,
    Impossible,
    Interval,
    century_span,
    hijri_in,
    hijri_span,
    month_span,
    unit_span,
    year_span,
)
from .date_symbols import Symbol

MONTHS = "month", "risky_month", "english_month", "father"
HIJRI_MONTHS = "hijri_month", "risky_hijri_month"
YEARS = "year", "hijri_year", "long_number"
_NUMBERS = "digits", "ordinal", "cardinal"
_AFTER_DAYS = {*MONTHS, *HIJRI_MONTHS, "the_unit", "this", "same", "current"}


class Context(NamedTuple):
    """What an expression is read against."""

    reference: dt.datetime | None = None  # when the article was published
    future: bool = False  # the sentence speaks of what is to come
    previous: dt.date | None = None  # the last day named before in the article
    year: int | None = None  # said once for both ends of a range
    week_start: int = 0

    @property
    def today(self) -> dt.date:
        return self.reference.date()


class Value(NamedTuple):
    begin: dt.date | None
    until: dt.date | None
    granularity: str
    basis: str
    approximate: bool = False


class Found(NamedTuple):
    """A stretch of symbols that a rule of the grammar has matched."""

    rule: str
    symbols: tuple[Symbol, ...]

    def all(self, *kinds: str) -> list:
        return [symbol.value for symbol in self.symbols if symbol.kind in kinds]

    def first(self, *kinds: str):
        return next((symbol.value for symbol in self.symbols if symbol.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return any(symbol.kind in kinds for symbol in self.symbols)

    def after(self, count: int) -> Found:
        """What follows some of the symbols."""
        return Found(self.rule, self.symbols[count:])

    @property
    def listed(self) -> bool:
        """Whether و joins any two of the words."""
        return any(s.kind == "and" or s.clitics[:1] in ("و", "ف") for s in self.symbols[1:])


def pick(spans: list[Interval], context: Context, direction: int | None, reach: float = 0) -> Interval:
    """The one of several like periods (the 11ths of December, the Marches) that an article means.

    A direction is strict: past means over, next means not begun. Without one it is the last that has begun,
    or after a word of the future the next that is not over; with `reach`, also a coming one that lies that
    many times nearer.
    """
    today = context.today
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


def choose(
    found: Found,
    context: Context,
    spans_in: Callable[[int], list[Interval]],
    *,
    reach: float = 0,
    weekday: int | None = None,
) -> tuple[Interval, bool]:
    """The span in the year that is said, else the one that is meant; and whether the weekday contradicts."""
    year = year_of(found, context)
    today = context.today
    years = range(today.year - 2, today.year + 3) if year is None else (year,)
    spans = sorted(span for year in years for span in spans_in(year))
    fit = [span for span in spans if weekday in (None, span[0].weekday(), (span[1] - DAY).weekday())]
    if not spans:
        raise Impossible
    if year is not None:
        return (fit or spans)[0], not fit
    direction = None if found.first("the_unit") else direction_of(found)
    return pick(fit or spans, context, direction, reach), not fit


def in_month(found: Found, first: int = 0, last: int = 0) -> Callable[[int], list[Interval]]:
    """For a year, the month that an expression names, Gregorian or Hijri, or some days of it."""
    if hijri := found.first(*HIJRI_MONTHS):
        return lambda year: hijri_days(found, year, hijri, first, last)
    numbers = set(found.all(*MONTHS))
    if len(numbers) != 1:  # one name, or two for the same (يناير/كانون الثاني)
        raise Impossible
    month = numbers.pop()

    def spans_in(year: int) -> list[Interval]:
        if not first:
            return [month_span(year, month)]
        if last > calendar.monthrange(year, month)[1]:
            return []
        return [(dt.date(year, month, first), dt.date(year, month, last) + DAY)]

    return spans_in


def hijri_days(found: Found, year: int, month: int, first: int = 0, last: int = 0) -> list[Interval]:
    """A Hijri month or days of it: in the Hijri year that is said, else as they begin in a Gregorian year."""
    said = found.first("hijri_year")
    spans = [hijri_span(said, month, first)] if said else hijri_in(year, month, first)
    return [(begin, until + (last - first) * DAY) for begin, until in spans]


def direction_of(found: Found) -> int | None:
    """-1 for last, 0 for this, 1 for next; 2 and -2 for one further (قبل الماضي); None when not said."""
    step = found.first("direction", "current", "last")
    if step is None:
        return 0 if found.has("this", "same") else None
    return step * 2 if found.rule in ("period", "weekday") and found.has("before", "after") else step


def year_of(found: Found, context: Context) -> int | None:
    """The Gregorian year, when one is said or follows from عام and a direction."""
    if year := found.first("year", "long_number") or (found.has("era") and found.first("number")):
        return year
    if found.first("the_unit") == "year":
        if found.has("same") and context.previous:
            return context.previous.year
        return context.today.year + (direction_of(found) or 0)
    return context.year


def basis_of(found: Found, otherwise: str = "anchor") -> str:
    return "explicit" if found.has(*YEARS) else otherwise


def period_of(found: Found, context: Context) -> tuple[Interval, str]:
    """The larger period that a part, a quarter or a week is taken of."""
    if found.has(*MONTHS, *HIJRI_MONTHS):
        return choose(found, context, in_month(found))[0], "month"
    if found.has(*YEARS):
        return whole_years(found), "year"
    unit = found.all("the_unit", "year_word")[-1]
    if unit == "century" and (number := found.first("ordinal", "cardinal", "digits")):
        return century_span(number), "century"
    return unit_span(context.today, unit, direction_of(found) or 0, context.week_start), unit


def whole_years(found: Found) -> Interval:
    years = found.all(*YEARS) or found.all("cardinal", "number")
    if years[0] > years[-1] or years[0] < 100:
        raise Impossible
    if found.has("hijri_year") and not found.has("era") and years[-1] < 1601:
        return hijri_span(years[0], 1)[0], hijri_span(years[-1] + 1, 1)[0]
    return year_span(years[0], years[-1])


def day_numbers(found: Found) -> tuple[int, int, bool]:
    """The first and last of the days beside a month, and whether they are a list with gaps."""
    stop = next(i for i, symbol in enumerate(found.symbols) if symbol.kind in _AFTER_DAYS)
    numbers = Found("", found.symbols[:stop]).all(*_NUMBERS) or found.after(stop).all(*_NUMBERS)[:1]
    if numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= 31:
        raise Impossible
    listed = found.listed or len(numbers) > 2
    return numbers[0], numbers[-1], listed and numbers[-1] - numbers[0] >= len(numbers)
