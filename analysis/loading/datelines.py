"""Printed publication dates: which dates a short line prints, and which of them is the article's own."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..calendars import hijri_date, hijri_months, months, weekdays
from ..normalization import normalize
from ..resources import read_table

YEARS = range(1900, 2101)
_HIJRI_YEARS = range(1318, 1501)
_TWINS = dt.timedelta(days=2)  # a Hijri date so near to a Gregorian one says the same, less exactly


class Stamp(NamedTuple):
    """A date that a line prints."""

    readings: tuple[dt.date, ...]  # two when day and month may stand either way, day first
    time: dt.time | None
    weekday: int | None  # as printed beside it, Monday 0
    updated: bool  # "last update"
    labelled: bool  # "published on"
    text: str

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The readings that fit the weekday printed beside the date."""
        return tuple(d for d in self.readings if self.weekday is None or d.weekday() == self.weekday)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@functools.cache
def _days() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_table("ordinal_days")}


@functools.cache
def _weekday() -> re.Pattern:
    return re.compile(rf"(?<!\w)(?:{any_of(weekdays())})(?!\w)")


_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])\s*((?:صباحا|مساء|ص|م|am|pm)(?!\w))?")
_AGO = re.compile(r"(?<!\w)(?:منذ|قبل)\s+(\d+\s+)?(دقيق\w+|دقائق|ساع\w+|يوم\w*|ايام|اسبوع\w*|اسابيع)(?!\w)")
_UPDATED = re.compile(r"تحديث|محدث|حدث|updated|modified")
_LABELLED = re.compile(r"نشر|(?<!\w)كتب|تاريخ الخبر|تاريخ المقال|published|posted")


@functools.cache
def _forms() -> tuple[re.Pattern, ...]:
    """The printed forms: in numbers, day before month, month before day; a month may have two names."""
    name = rf"(?:{any_of(months() | hijri_months())})(?!\w)\.?"
    month = rf"(?P<month>{name})(?:\s*[/(]?\s*{name}\s*\)?)?"  # 6 كانون الثاني/يناير 2026
    day, gap = rf"(?P<day>(?<!\d)\d{{1,2}}|(?<!\w)(?:{any_of(_days())}))", r"\s*[,،]?\s*"
    of, year = r"\s*(?:من\s+)?(?:شهر\s+)?", r"(?:(?:من\s+)?(?:عام|سنه)\s+)?(?P<year>\d{4})(?!\d)"
    forms = (
        r"(?<![\d/.-])(\d{1,4})\s*[-/.\\]\s*(\d{1,2})\s*[-/.\\]\s*(\d{1,4})(?![\d/-]|\.\d)\s*(ه(?!\w))?",
        rf"{day}{of}{month}{gap}{year}",
        rf"(?<!\w){month}\s*(?P<day>\d{{1,2}}){gap}(?P<year>\d{{4}})(?!\d)",
    )
    return tuple(map(re.compile, forms))


def _dates(year: int, month: int, day: int, *, hijri: bool = False) -> list[dt.date]:
    years, make = (_HIJRI_YEARS, hijri_date) if hijri else (YEARS, dt.date)
    with contextlib.suppress(ValueError):
        return [make(year, month, day)] if year in years else []
    return []


def _read_named(day: str, month: str, year: str) -> tuple[list[dt.date], bool]:
    """The date, and whether it is a Hijri one."""
    hijri = month in hijri_months()
    number = hijri_months()[month] if hijri else months()[month.rstrip(".")]
    return _dates(int(year), number, _days().get(day) or int(day), hijri=hijri), hijri


def _read_numbers(first: str, second: str, third: str, sign: str | None) -> tuple[list[dt.date], bool]:
    """Year first or year last; day before month, and the other way when both are possible."""
    if len(first) > 2 and len(third) > 2:
        return [], False
    year, month, day = map(int, (first, second, third) if len(first) > 2 else (third, second, first))
    if sign or year in _HIJRI_YEARS:
        return _dates(year, month, day, hijri=True), True
    if len(first) > 2:
        return _dates(year, month, day), False
    year += 2000 if len(third) == 2 else 0
    return list(dict.fromkeys(_dates(year, month, day) + _dates(year, day, month))), False


def fold(line: str) -> str:
    """The form of a line in which dates are looked for."""
    return " ".join(filter(None, map(_fold_word, line.split())))


@functools.lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    return " ".join(normalize(word, "search").split())


def read_stamps(line: str, *, now: dt.datetime | None = None) -> list[Stamp]:
    """Read the dates that a line prints, a Hijri date and its Gregorian twin as one.

    Parameters
    ----------
    line : str
    now : datetime, optional
        What "3 hours ago" counts from; without it such a line gives no date.

    Returns
    -------
    list of Stamp

    Examples
    --------
    >>> [str(stamp.dates[0]) for stamp in read_stamps("نشر في: الثلاثاء 06 يناير 2026 - 09:38 ص")]
    ['2026-01-06']
    """
    text = fold(line)
    found, rest = [], text
    for pattern in _forms():
        for match in pattern.finditer(rest):
            named = match.groupdict()
            readings, hijri = _read_named(**named) if named else _read_numbers(*match.groups())
            if readings:
                found.append((*match.span(), tuple(readings), hijri))
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    found.sort()
    exact = [date for *_, readings, hijri in found if not hijri for date in readings]
    found = [item for item in found if not (item[3] and any(abs(item[2][0] - d) <= _TWINS for d in exact))]
    if not found and now is not None and (match := _AGO.search(text)):
        found = [(match.start(), match.end(), (_ago(match, now).date(),), False)]
    edges = [0, *(end for _, end, *_ in found)]
    return [_stamp(text, edges[i], found, i) for i in range(len(found))]


def _stamp(text: str, before: int, found: list[tuple], i: int) -> Stamp:
    start, end, readings, _ = found[i]
    after = found[i + 1][0] if i + 1 < len(found) else len(text)
    lead = text[before:start]
    named = _weekday().findall(lead) or _weekday().findall(text[end:after])
    times = [*list(_TIME.finditer(text, before, start))[-1:], *list(_TIME.finditer(text, end, after))[:1]]
    times.sort(key=lambda time: max(time.start() - end, start - time.end()))  # the nearest
    return Stamp(
        readings,
        _read_time(*times[0].groups()) if times else None,
        weekdays()[named[-1]] if named else None,
        bool(_UPDATED.search(lead)),
        bool(_LABELLED.search(lead)),
        text[start:end],
    )


def _read_time(hour: str, minute: str, second: str | None, half: str | None) -> dt.time | None:
    hours = int(hour)
    if half in ("م", "مساء", "pm") and hours < 12:
        hours += 12
    elif half in ("ص", "صباحا", "am") and hours == 12:
        hours = 0
    parts = hours, int(minute), int(second or 0)
    return dt.time(*parts) if parts[0] < 24 and max(parts[1:]) < 60 else None


def with_time(stamp: Stamp, lines: Iterable[str]) -> Stamp:
    """A stamp without a time of day with that of the line beside it which holds nothing else."""
    times = (match for line in lines if (match := _TIME.fullmatch(fold(line))))
    found = None if stamp.time else next(times, None)
    return stamp._replace(time=_read_time(*found.groups())) if found else stamp


_AGO_UNITS = {"د": "minutes", "س": "hours", "ي": "days", "ا": "weeks"}  # by the first letter of the unit


def _ago(match: re.Match, now: dt.datetime) -> dt.datetime:
    dual = match[2].endswith("ين")
    number = int(match[1] or (2 if dual else 1))
    unit = "days" if match[2] == "ايام" else _AGO_UNITS[match[2][0]]
    return now - dt.timedelta(**{unit: number})
