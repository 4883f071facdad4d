"""Printed publication dates: which dates a short line prints, and which of them is the article's own."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from .calendars import hijri_date, hijri_months, months, weekdays
from .normalization import normalize
from .resources import read_table

_YEARS = range(1900, 2101)
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


class Published(NamedTuple):
    """The publication date of an article, or why there is none."""

    when: dt.datetime | None
    line: int | None
    note: str  # what a reader should know: an assumption, or the reason for the doubt


_UNDATED = Published(None, None, "")


class Place(NamedTuple):
    """A stamp and where it stands: beside the title, or only at the top of a page."""

    line: int
    stamp: Stamp
    beside_title: bool


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
    years, make = (_HIJRI_YEARS, hijri_date) if hijri else (_YEARS, dt.date)
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
    return " ".join(normalize(line, "search").split())


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


@functools.cache
def _body_weekday() -> re.Pattern:
    return re.compile(rf"(?<!\w)[وف]?(اليوم|امس|غدا)[ ،,/(\[]{{1,3}}(?:يوم )?({any_of(weekdays())})(?!\w)")


def body_weekday(text: str) -> int | None:
    """The weekday of writing as the body says it ("today, Tuesday"), None when it says none or several.

    >>> body_weekday("قال اليوم الثلاثاء"), body_weekday("قال أمس (الإثنين)"), body_weekday("قال اليوم")
    (1, 1, None)
    """
    later = {"اليوم": 0, "امس": 1, "غدا": -1}
    found = _body_weekday().findall(normalize(text, "search"))
    said = {(weekdays()[day] + later[word]) % 7 for word, day in found}
    return said.pop() if len(said) == 1 else None


def choose(places: list[Place], weekday: int | None, *, order: str = "") -> Published:
    """Decide which printed date is the article's own, or that it is in doubt.

    A date beside the title that fits the weekday of the body is taken. A stamp may be a day later than
    "today" in the body: the story went out after midnight. A date that stands only at the top of a page, away
    from the title, is the day the page was served unless the body's weekday speaks for it.

    Parameters
    ----------
    places : list of Place
    weekday : int or None
        What `body_weekday` found.
    order : {"", "day", "month"}
        How to read 6/1/2026 when no weekday decides, as `date_order` found; when unknown, day first.

    Returns
    -------
    Published
    """
    options = [option for place in places for option in _options(place, weekday, order)]
    if not options:
        misfit = next((p.line for p in places if not p.stamp.dates), None)
        return _doubt(f"the weekday on line {misfit} does not fit its date") if misfit else _UNDATED
    (late, *_), place, date = min(options, key=lambda option: (option[0], option[1].line))
    if late > 1:
        today = calendar.day_name[weekday]
        return _doubt(f"line {place.line} prints {date}, but the body says today is {today}")
    if not place.beside_title and (late or weekday is None):
        return _doubt(f"{date} on line {place.line} may be the page's own or another story's")
    note = "published the day after the body's today" if late else ""
    if len(place.stamp.dates) > 1 and weekday is None and not order:
        note = f"published {place.stamp.text} read day first"
    return Published(dt.datetime.combine(date, place.stamp.time or dt.time()), place.line, note)


def _doubt(said: str) -> Published:
    return _UNDATED._replace(note=f"published in doubt: {said}")


def _options(place: Place, weekday: int | None, order: str) -> Iterable[tuple[tuple, Place, dt.date]]:
    """Each reading with its rank, the best evidence first."""
    dates = place.stamp.dates
    for reading, date in enumerate(dates):
        late = 0 if weekday is None else min((date.weekday() - weekday) % 7, 2)
        second = reading != (order == "month" and len(dates) > 1)
        rank = late, not place.beside_title, place.stamp.updated, not place.stamp.labelled, second
        yield rank, place, date


_ZONE = re.compile(r"\s?(?:Z|UTC|[+-]\d\d:?\d\d)$")
_UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def read_value(value: object, *, order: str = "") -> tuple[dt.datetime | None, str]:
    """Read one value of a date column: the local time as given, and what a reader should know.

    >>> str(read_value("2018-06-04T00:44:07+03:00")[0]), str(read_value("Mon, 04 Jun 2018 00:44:07 GMT")[0])
    ('2018-06-04 00:44:07', '2018-06-04 00:44:07')
    >>> read_value("soon")
    (None, "published: 'soon' cannot be read as a date")
    """
    if value is None or value == "" or value != value:
        return None, ""
    text, when, note = str(value).strip(), None, ""
    with contextlib.suppress(ValueError):
        if _UNIX.fullmatch(text):
            note = "published read as Unix time, in UTC"
            seconds = float(text) / (1000 if len(text) > 11 and "." not in text else 1)
            when = dt.datetime.fromtimestamp(int(seconds), dt.UTC).replace(tzinfo=None)
        else:
            when = dt.datetime.fromisoformat(_ZONE.sub("", text))
    if when is None and len(stamps := read_stamps(text[:200])) == 1:
        when, _, note = choose([Place(0, stamps[0], True)], None, order=order)
    if when is None or when.year not in _YEARS:
        return None, f"published: {text[:40]!r} cannot be read as a date"
    return when, note


def date_order(texts: Iterable[str]) -> str:
    """Whether numeric dates put the "day" or the "month" first, by those that leave no choice; "" if unknown.

    >>> date_order(["06/29/2020", "3/4/2020"]), date_order(["29/06/2020"]), date_order(["3/4/2020"])
    ('month', 'day', '')
    """
    pairs = [tuple(map(int, match)) for text in texts for match in _ORDER.findall(fold(str(text)))]
    orders = {"day" if a > 12 else "month" for a, b in pairs if (a > 12) != (b > 12)}
    return orders.pop() if len(orders) == 1 else ""


_ORDER = re.compile(r"(?<![\d/.-])(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{4}(?!\d)")
