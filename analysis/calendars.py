"""Names of months, weekdays and numbers as printed in the Arab world, and the Hijri calendar.

Each table is read when it is first asked for: babel and hijridate are not imported before. Keys are in
the `search` form of `normalize`, words joined by one space.
"""

from __future__ import annotations

import datetime as dt
import functools

from .normalization import normalize
from .resources import read_table

MONTH_SETS = {row["set"]: row["locale"] for row in read_table("month_sets")}
FIRST_YEAR, FIRST_DAY = 1343, dt.date(1924, 8, 1)  # of the Umm al-Qura calendar as it is known
_EPOCH = 227_015  # ordinal of the first day of the arithmetic Hijri calendar
_COLLOQUIAL_WEEKDAYS = {"ثلاثا": 1, "اربعا": 2}


def key(name: str) -> str:
    """The form in which names of the calendar are looked up.

    >>> key("تشرين  الأوّل") == "تشرين الاول"
    True
    """
    return " ".join(normalize(name, "search").split())


def _names(kind: str, locale: str, *widths: str) -> dict[str, int]:
    """The names of months or days in a locale of CLDR."""
    from babel import Locale

    forms = getattr(Locale.parse(locale), kind)["format"]
    return {key(name): number for width in widths for number, name in forms[width].items()}


@functools.cache
def months() -> dict[str, int]:
    """Number of each Gregorian month name: the five Arabic sets, spellings they lack, and English.

    >>> [months()[key(name)] for name in ["يناير", "كانون الثاني", "جانفي", "January"]]
    [1, 1, 1, 1]

    Source: Unicode CLDR, by way of babel.
    """
    names = _names("months", "en", "wide", "abbreviated")
    for locale in MONTH_SETS.values():
        names |= _names("months", locale, "wide")
    return names | {key(row["name"]): int(row["month"]) for row in read_table("months_extra")}


@functools.cache
def weekdays() -> dict[str, int]:
    """Number of each weekday name (Monday is 0), with and without the article, and in English.

    >>> weekdays()[key("الاثنين")], weekdays()[key("أحد")], weekdays()["friday"]
    (0, 6, 4)

    Source: Unicode CLDR, by way of babel.
    """
    arabic = _names("days", "ar", "wide")
    bare = {name.removeprefix("ال"): number for name, number in arabic.items()} | _COLLOQUIAL_WEEKDAYS
    english = _names("days", "en", "wide", "abbreviated")
    return english | bare | {"ال" + name: number for name, number in bare.items()}


@functools.cache
def hijri_months() -> dict[str, int]:
    """Number of each Hijri month name, with the spellings in use.

    >>> [hijri_months()[key(name)] for name in ["محرّم", "ربيع الآخر", "ذي الحجة"]]
    [1, 4, 12]

    Source: hijridate.
    """
    from hijridate import Hijri

    names = {key(Hijri(1447, month, 1).month_name("ar")): month for month in range(1, 13)}
    return names | {key(row["name"]): int(row["month"]) for row in read_table("hijri_extra")}


def hijri_date(year: int, month: int, day: int) -> dt.date:
    """The Gregorian day of a Hijri date in the Umm al-Qura calendar; ValueError when there is no such day.

    The calendar is known for the years 1343 to 1500 AH (1924 to 2077 CE). A month sighted locally can begin a
    day earlier or later than it says. For years before it, the arithmetic calendar is a day or two off.

    >>> hijri_date(1447, 7, 17), hijri_date(1319, 10, 5)
    (datetime.date(2026, 1, 6), datetime.date(1902, 1, 15))

    Source: hijridate; E. M. Reingold and N. Dershowitz, Calendrical Calculations (the arithmetic calendar).
    """
    from hijridate import Hijri

    if 1 <= year < FIRST_YEAR and 1 <= month <= 12 and 1 <= day <= 30 - (month + 1) % 2:
        return dt.date.fromordinal(
            _EPOCH - 1 + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
        )
    try:
        return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
    except OverflowError as error:
        raise ValueError(str(error)) from error


@functools.cache
def number_words() -> dict[str, tuple[int, str]]:
    """Value and kind of each number word.

    >>> number_words()["ثلاثه"], number_words()["عشرين"]
    ((3, 'cardinal'), (20, 'cardinal'))
    """
    return {key(row["word"]): (int(row["value"]), row["kind"]) for row in read_table("number_words")}
