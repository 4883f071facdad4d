"""What the words of an expression say: days, year, past or future, and which of several like spans."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from ..calendars import hijri_date
from .spans import DAY, Interval, month_span, spans_in
from .symbols import Symbol
from .vocabulary import LETTERS

MONTHS = "month", "risky_month", "english_month", "father"
HIJRI_MONTHS = "hijri_month", "risky_hijri_month"
YEARLY = *MONTHS, *HIJRI_MONTHS, "season", "holiday"  # their value: calendar, month, day (0 for a whole one)
YEARS = "year", "hijri_year"
_ANY_MONTH = "gregorian", 0, 0
_NUMBERS = "digits", "ordinal", "cardinal"
_AFTER_DAYS = {*YEARLY, "the_unit", "this", "same", "current"}
_REACH = {"day_month": 3, "weekday_day": 3, "holiday": 1}


class Impossible(ValueError):
    """There is no such day."""


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
    """A stretch of symbols that a rule of the grammar has matched, and what stands beside it."""

    rule: str
    symbols: tuple[Symbol, ...]
    before: str = ""  # some letters of its line
    following: str = ""
    prior: str = ""  # some characters of the text
    after: str = ""

    def all(self, *kinds: str) -> list:
        return [symbol.value for symbol in self.symbols if symbol.kind in kinds]

    def first(self, *kinds: str):
        return next(iter(self.all(*kinds)), None)

    def has(self, *kinds: str) -> bool:
        return any(symbol.kind in kinds for symbol in self.symbols)

    def part(self, begin: int, end: int | None = None) -> Found:
        return Found(self.rule, self.symbols[begin:end])

    def comes_after(self, *kinds: str) -> bool:
        return self.before[-1:] in [LETTERS[kind] for kind in kinds]

    @property
    def basis(self) -> str:
        return "explicit" if self.has(*YEARS) else "anchor"

    @property
    def direction(self) -> int | None:
        """-1 for last, 0 for this, 1 for next; 2 and -2 for one further (قبل الماضي); None when not said."""
        step = self.first("direction", "current", "last")
        if step is None:
            return 0 if self.has("this", "same") else None
        return step * 2 if self.rule in ("period", "weekday") and self.has("before", "after") else step

    @property
    def hijri(self) -> bool:
        """Whether a year or month is Hijri (1447, رمضان); 1591 م is not."""
        return self.has(*HIJRI_MONTHS, "hijri_year") and not self.has("era")

    @property
    def listed(self) -> bool:
        """Whether و joins any two of the words."""
        return any(s.kind == "and" or s.clitics[:1] in ("و", "ف") for s in self.symbols[1:])


def choose(found: Found, context: Context, first: int = 0, last: int = 0) -> tuple[Interval, bool]:
    """The month, season or named day of an expression, or days of the month, in the year that is meant.

    Also whether the weekday that is said contradicts.
    """
    names = set(found.all(*YEARLY)) or {_ANY_MONTH}
    if len(names) != 1:  # one name, or two for the same (يناير/كانون الثاني)
        raise Impossible
    calendar, month, day = names.pop()
    first, last = first or day, last or day
    year, hijri = year_of(found, context), calendar == "hijri" and found.first("hijri_year")
    if hijri:
        spans = [month_span(hijri_date, hijri, month, first, last)]
    else:
        years = range(context.today.year - 2, context.today.year + 3) if year is None else (year,)
        spans = sorted(span for year in years for span in spans_in(year, calendar, month, first, last))
    if not spans:
        raise Impossible
    weekday = found.first("weekday")
    fit = [span for span in spans if weekday in (None, span[0].weekday(), (span[1] - DAY).weekday())]
    if hijri or year is not None:
        return (fit or spans)[0], not fit
    direction = None if found.first("the_unit") else found.direction
    reach = _REACH.get(found.rule, 3 * (calendar == "hijri"))  # رمضان is spoken of before it comes
    return _pick(fit or spans, context, direction, reach), not fit


def _pick(spans: list[Interval], context: Context, direction: int | None, reach: float) -> Interval:
    """The one of several like spans (the 11ths of December, the Marches) that an article means.

    A direction is strict: past means over, next means not begun. Without one it is the last that has begun,
    or after a word of the future the next that is not over; with `reach`, also a coming one that lies that
    many times nearer.
    """
    today = context.today
    past, coming = [s for s in spans if s[0] <= today], [s for s in spans if s[1] > today]
    if direction == -1:
        past, coming = [s for s in past if s[1] <= today], []
    elif direction == 1:
        past, coming = [], [s for s in coming if s[0] > today]
    elif direction == 0:
        past = coming = [s for s in spans if s[0].year == today.year] or spans[:1]
    if not past and not coming:
        raise Impossible
    if not past or (coming and context.future):
        return coming[0]
    nearer = coming and (coming[0][0] - today).days * reach < (today - past[-1][0]).days
    return coming[0] if reach and nearer else past[-1]


def year_of(found: Found, context: Context) -> int | None:
    """The Gregorian year, when one is said or follows from عام and a direction."""
    if year := found.first("year") or (found.has("era") and found.first("number")):
        return year
    if found.first("the_unit") == "year":
        if found.has("same") and context.previous:
            return context.previous.year
        return context.today.year + (found.direction or 0)
    return context.year


def day_numbers(found: Found) -> tuple[int, int, bool]:
    """The first and last of the days beside a month, and whether they are a list with gaps."""
    stop = next((i for i, symbol in enumerate(found.symbols) if symbol.kind in _AFTER_DAYS), None)
    numbers = found.part(0, stop).all(*_NUMBERS) or found.part(stop).all(*_NUMBERS)[:1]
    if numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= 31:
        raise Impossible
    listed = found.listed or len(numbers) > 2
    return numbers[0], numbers[-1], listed and numbers[-1] - numbers[0] >= len(numbers)
