"""What the words of a date expression say: its year, its month, past or future, the period it is part of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from .date_spans import DAY, Impossible, Interval, day, hijri_in, hijri_span, month_span, unit_span
from .date_words import WORD_CLASSES, Symbol

MONTHS = "month", "risky_month", "english_month"
HIJRI_MONTHS = "hijri_month", "risky_hijri_month"
_AFTER_DAYS = {WORD_CLASSES[name] for name in (*MONTHS, *HIJRI_MONTHS, "the_unit", "this", "same", "current")}


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

    def after(self, count: int) -> Found:
        """What follows some of the symbols."""
        rest = self.symbols[count:]
        return Found(self.rule, "".join(symbol.kind for symbol in rest), rest)

    def has(self, *kinds: str) -> bool:
        return bool({WORD_CLASSES[kind] for kind in kinds} & set(self.letters))


def pick(
    spans: Iterable[Interval | None], context: Context, direction: int | None, *, reach: float = 0
) -> Interval:
    """The one of several like periods (the 11ths of December, the Marches) that an article means.

    A direction is strict: past means over, next means not begun. Without one it is the last that has begun,
    or after a word of the future the next that is not over; with `reach`, also a coming one that lies that
    many times nearer.
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


def one_month(found: Found) -> int:
    """The month that one name or two (يناير/كانون الثاني) say."""
    numbers = set(found.all(*MONTHS))
    if len(numbers) != 1:
        raise Impossible
    return numbers.pop()


def month_of(found: Found, context: Context) -> Interval:
    """The month, Gregorian or Hijri, that an expression names."""
    if hijri := found.first(*HIJRI_MONTHS):
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
    spans = [span for around in years_around(context, year) for span in hijri_in(around, month, number)]
    return one(spans, found, context, year, reach)


def period_of(found: Found, context: Context) -> tuple[Interval, str]:
    """The larger period that a part, a quarter or a week is taken of."""
    if found.has(*MONTHS, *HIJRI_MONTHS):
        return month_of(found, context), "month"
    if found.has("year", "hijri_year", "long_number"):
        return whole_years(found, context), "year"
    units = found.all("the_unit", "year_word")
    if units[:1] == ["century"] and (number := found.first("ordinal", "cardinal", "digits")):
        return century_span(number), "century"
    if not units or context.today is None:
        raise NoReference
    return unit_span(context.today, units[-1], direction_of(found) or 0, context.week_start), units[-1]


def century_span(number: int) -> Interval:
    if not 1 <= number <= 22:
        raise Impossible
    return day(number * 100 - 99, 1, 1), day(number * 100 + 1, 1, 1)


def whole_years(found: Found, context: Context) -> Interval:
    years = found.all("year", "hijri_year", "long_number") or found.all("cardinal", "number")
    if years[0] > years[-1] or years[0] < 100:
        raise Impossible
    if found.has("hijri_year") and not found.has("era") and years[-1] < 1601:
        return hijri_span(years[0], 1)[0], hijri_span(years[-1] + 1, 1)[0]
    return day(years[0], 1, 1), day(years[-1] + 1, 1, 1)


def fitting(spans: list[Interval], weekday: int | None) -> tuple[list[Interval], bool]:
    """Those that fall on the weekday; when none does, all of them, and that the text contradicts itself."""
    fit = [span for span in spans if weekday in (None, span[0].weekday(), (span[1] - DAY).weekday())]
    return fit or spans, not fit


def day_numbers(found: Found) -> tuple[int, int, bool]:
    """The first and last of the days before a month, and whether they are a list with gaps."""
    stop = next(i for i, symbol in enumerate(found.symbols) if symbol.kind in _AFTER_DAYS)
    said = [
        [symbol.value for symbol in part if symbol.kind in "DOC"]
        for part in (found.symbols[:stop], found.symbols[stop:])
    ]
    numbers = said[0] or said[1][:1]
    if numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= 31:
        raise Impossible
    listed = "&" in found.letters or len(numbers) > 2
    return numbers[0], numbers[-1], listed and numbers[-1] - numbers[0] >= len(numbers)


def granularity_of(first: int, last: int) -> str:
    return "range" if last > first else "day"
