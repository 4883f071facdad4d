"""Publication dates: which of the printed dates is the article's own, and what a date column holds."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import functools
import re
from collections.abc import Iterable
from email.utils import parsedate
from typing import NamedTuple

from ..calendars import weekdays
from ..normalization import normalize
from .datelines import YEARS, Stamp, any_of, fold, read_stamps


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
_CTIME = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:")  # Wed May 01 12:00:00 +0000 2024
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
    if when is None and _CTIME.match(text) and (parts := parsedate(text)):
        when = dt.datetime(*parts[:6])
    if when is None or when.year not in YEARS:
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
