"""Month names, weekdays, numbers and the Hijri calendar, read from tables a reader can check."""

from __future__ import annotations

import datetime as dt

import pytest
from babel import Locale
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from analysis.calendars import (
    FIRST_DAY,
    FIRST_YEAR,
    MONTH_SETS,
    hijri_date,
    hijri_months,
    key,
    months,
    weekdays,
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("يناير", 1),
        ("كانون الثاني", 1),
        ("جانفي", 1),
        ("آذار", 3),
        ("نيسان", 4),
        ("أفريل", 4),
        ("ماي", 5),
        ("مايس", 5),
        ("جوان", 6),
        ("يونيه", 6),
        ("يوليوز", 7),
        ("جويلية", 7),
        ("آب", 8),
        ("غشت", 8),
        ("أغشت", 8),
        ("أوت", 8),
        ("شتنبر", 9),
        ("تشرين الأول", 10),
        ("نونبر", 11),
        ("دجنبر", 12),
        ("December", 12),
    ],
)
def test_months_of_every_country(name, number):
    assert months()[key(name)] == number


@pytest.mark.parametrize("locale", MONTH_SETS.values())
def test_every_month_of_cldr_is_known(locale):
    names = Locale.parse(locale).months["format"]["wide"]
    assert {number: months()[key(name)] for number, name in names.items()} == {n: n for n in range(1, 13)}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("الاثنين", 0),
        ("الإثنين", 0),
        ("ثلاثاء", 1),
        ("الأربعاء", 2),
        ("خميس", 3),
        ("الأحد", 6),
        ("Friday", 4),
    ],
)
def test_weekdays_with_and_without_the_article(name, number):
    assert weekdays()[key(name)] == number


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1447, 7, 17), dt.date(2026, 1, 6)),
        ((1446, 9, 1), dt.date(2025, 3, 1)),
        ((1445, 12, 10), dt.date(2024, 6, 16)),
        ((1319, 10, 5), dt.date(1902, 1, 15)),  # the arithmetic calendar: the taking of Riyadh
        ((1300, 1, 1), dt.date(1882, 11, 12)),
    ],
)
def test_hijri_dates(hijri, gregorian):
    assert hijri_date(*hijri) == gregorian


@pytest.mark.parametrize("day", [(1447, 9, 31), (1447, 13, 1), (1319, 2, 30), (1501, 1, 1)])
def test_hijri_days_that_are_not_in_the_calendar(day):
    with pytest.raises(ValueError, match="must be"):
        hijri_date(*day)


def test_the_two_hijri_calendars_meet_within_a_day():
    assert FIRST_DAY - hijri_date(FIRST_YEAR - 1, 12, 29) <= dt.timedelta(days=1)


@given(st.dates(dt.date(1925, 1, 1), dt.date(2076, 12, 31)))
def test_the_hijri_calendar_goes_there_and_back(day):
    assert hijri_date(*Gregorian(day.year, day.month, day.day).to_hijri().datetuple()) == day


def test_hijri_months_in_their_spellings():
    spellings = [
        "محرم",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رمضان المبارك",
        "ذي القعدة",
        "ذو الحجة",
    ]
    assert [hijri_months()[key(name)] for name in spellings] == [1, 4, 5, 6, 9, 11, 12]


def test_importing_the_tables_imports_no_calendar_package():
    import subprocess
    import sys

    code = "import analysis.calendars, sys; print('babel' in sys.modules, 'hijridate' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]
