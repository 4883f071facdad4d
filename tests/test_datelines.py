"""Printed publication dates: every printed form, and which of several dates is the article's own."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.datelines import read_stamps
from analysis.loading.pages import clean
from analysis.loading.publication import Place, body_weekday, choose, date_order, read_value

NOW = dt.datetime(2026, 1, 6, 12)
FORMS = {
    "الأربعاء 7 يناير 2026": "2026-01-07",
    "6-1-2026 | 09:38": "2026-01-06 09:38",
    "٢٠٢٦/٠١/٠٦": "2026-01-06",
    "06 كانون الثاني/يناير 2026": "2026-01-06",
    "6 جانفي 2026": "2026-01-06",
    "17 رجب 1447 هـ - 6 يناير 2026 م": "2026-01-06",
    "نشر في: الثلاثاء 06 يناير 2026 - 09:38 ص": "2026-01-06 09:38",
    "آخر تحديث: 2026-01-06 09:38": "2026-01-06 09:38",
    "منذ 3 ساعات": "2026-01-06",
    "منذ يومين": "2026-01-04",
    "قبل أسبوع": "2025-12-30",
    "خميس, 26/05/2022 - 11:16": "2022-05-26 11:16",
    "اثنين, 06/29/2020 - 10:44": "2020-06-29 10:44",
    "31 مارس, 2022": "2022-03-31",
    "15 سبتمبر 2022 13:00": "2022-09-15 13:00",
    "2025-11-18 07:27 م": "2025-11-18 19:27",
    "الثلاثاء ٦ يناير ٢٠٢٦": "2026-01-06",
    "6 يناير (كانون الثاني) 2026": "2026-01-06",
    "السبت 12 تموز 2025": "2025-07-12",
    "8 غشت 2025": "2025-08-08",
    "الجمعة 5 شتنبر 2025": "2025-09-05",
    "2 دجنبر 2025": "2025-12-02",
    "14 جويلية 2025": "2025-07-14",
    "5 أوت 2025": "2025-08-05",
    "1 نوفمبر/تشرين الثاني 2025": "2025-11-01",
    "17-07-1447 هـ": "2026-01-06",
    "17-07-1447 هـ الموافق 06-01-2026": "2026-01-06",
    "السابع عشر من رجب 1447": "2026-01-06",
    "الثلاثاء 17 رجب 1447هـ": "2026-01-06",
    "٦ كانون الثاني ٢٠٢٦": "2026-01-06",
    "6.1.2026": "2026-01-06",
    "السادس من يناير 2026": "2026-01-06",
    "الحادي والعشرين من شهر مايو عام 2024": "2024-05-21",
    "06/01/2026": "2026-01-06",
    "يناير 6, 2026": "2026-01-06",
    "6 يوليه 2025": "2025-07-06",
    "23 أغشت 2025": "2025-08-23",
    "تشرين الثاني 3, 2025": "2025-11-03",
    "6 يناير كانون الثاني 2026": "2026-01-06",
    "Jan 6, 2026 12:05 AM": "2026-01-06 00:05",
    "17:55 GMT17 مارس/ آذار 2020": "2020-03-17 17:55",
}


@pytest.mark.parametrize("line", FORMS)
def test_every_printed_form_is_read(line):
    (stamp,) = read_stamps(line, now=NOW)
    read = dt.datetime.combine(stamp.dates[0], stamp.time or dt.time())
    assert read == pd.Timestamp(FORMS[line])


NO_DATES = ["30 فبراير 2025", "32/13/2025", "الثلاثاء", "09:38", "خلال عام 2025", "6 يناير", "منذ 3 ساعات"]
NO_DATES += ["10.10.10.10", "71.960.448", "2-1", "6/1/1400000"]


@pytest.mark.parametrize("line", NO_DATES)
def test_no_date_is_made_up(line):
    assert read_stamps(line) == []


@settings(deadline=None)
@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2077, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"])
)
def test_numeric_dates_come_back(date, form):
    (stamp,) = read_stamps(date.strftime(form))
    assert stamp.dates[0] == date
    assert len(stamp.dates) == (1 if form[1] == "Y" or date.day > 12 or date.day == date.month else 2)


def test_two_dates_on_one_line_keep_their_own_times():
    first, second = read_stamps("GMT 17:27 17.03.2020 (محدثة GMT 17:49 17.03.2020)")
    assert (first.time, first.updated) == (dt.time(17, 27), False)
    assert (second.time, second.updated) == (dt.time(17, 49), True)


def test_a_hijri_date_that_is_no_twin_of_the_other_stays():
    assert [str(stamp.dates[0]) for stamp in read_stamps("نشر 17 رجب 1447، تحديث 20 يناير 2026")] == [
        "2026-01-06",
        "2026-01-20",
    ]


WEEKDAYS = {
    "قال اليوم الثلاثاء إن": 1,
    "باريس، اليوم /الثلاثاء/ قمة": 1,
    "اليوم (الثلاثاء)": 1,
    "أمس الاثنين": 1,
    "غدا الأربعاء": 1,
    "يصل الثلاثاء": None,
    "اليوم الثلاثاء ثم اليوم الأحد": None,
    "قبل اليوم": None,
}


@pytest.mark.parametrize("text", WEEKDAYS)
def test_the_weekday_of_writing(text):
    assert body_weekday(text) == WEEKDAYS[text]


def _choose(weekday, *lines):
    """Choose among lines: (text, whether it stands beside the title)."""
    numbered = enumerate(lines, 1)
    places = [Place(i, stamp, beside) for i, (line, beside) in numbered for stamp in read_stamps(line)]
    return choose(places, weekday)


def test_the_body_weekday_decides_between_page_date_and_stamp():
    found = _choose(1, ("الأربعاء 7 يناير 2026", False), ("6-1-2026 | 09:38", True))
    assert (found.when, found.line, found.note) == (dt.datetime(2026, 1, 6, 9, 38), 2, "")


def test_the_body_weekday_decides_the_order_of_day_and_month():
    found = _choose(0, ("6-1-2026", True))  # 6 January 2026 is a Tuesday, 1 June a Monday
    assert (found.when, found.note) == (dt.datetime(2026, 6, 1), "")


def test_first_published_comes_before_updated():
    found = _choose(None, ("آخر تحديث: 7 يناير 2026", True), ("نشر في: 6 يناير 2026", True))
    assert found.when == dt.datetime(2026, 1, 6)


DOUBTS = {
    "the weekday on line 1 does not fit its date": (None, ("الأحد 6 يناير 2026", True)),
    "but the body says today is Friday": (4, ("6 يناير 2026", True)),
    "may be the page's own or another story's": (None, ("6 يناير 2026", False)),
}


def test_in_doubt_there_is_no_date_but_a_reason():
    for reason, (weekday, line) in DOUBTS.items():
        found = _choose(weekday, line)
        assert found.when is None
        assert found.note.startswith("published in doubt: ")
        assert reason in found.note
    assert choose([], 1) == (None, None, "")


def test_a_stamp_a_day_after_today_is_taken_and_noted():
    found = _choose(1, ("7 يناير 2026 00:10", True))
    assert found.when == dt.datetime(2026, 1, 7, 0, 10)
    assert found.note == "published the day after the body's today"


def test_dates_inside_the_body_are_not_publication_dates():
    body = "قالت الوزارة في بيان إن القمة عقدت في 11 ديسمبر 2025 وإن الوفود غادرت المدينة بعدها.\n"
    page = clean("عنوان الخبر كما نشر\n\n" + body * 3)
    assert not page.places


def test_the_order_of_a_source():
    assert date_order(["06/29/2020", "3/4/2020"]) == "month"
    assert date_order(["29/06/2020", "3/4/2020"]) == "day"
    assert date_order(["29/06/2020", "06/29/2020"]) == ""
    assert date_order(["3/4/2020", "2020-13-01", ""]) == ""
    assert read_value("3/4/2020", order="month") == (dt.datetime(2020, 3, 4), "")
    assert read_value("3/4/2020", order="day") == (dt.datetime(2020, 4, 3), "")
    assert read_value("Wed May 01 12:05:00 +0000 2024") == (dt.datetime(2024, 5, 1, 12, 5), "")
    assert read_value("٢٠٢٤-٠٥-٠١") == read_value("20240501") == (dt.datetime(2024, 5, 1), "")
    assert read_value("3/4/2020") == (dt.datetime(2020, 4, 3), "published 3/4/2020 read day first")


STORY = "قالت البلدية في بيان إن الجسر يفتح أمام السيارات بعد أسبوعين من انتهاء أعمال الصيانة.\n" * 2


def test_a_time_on_the_line_beside_the_date_belongs_to_it():
    page = clean(f"فتح الجسر الجديد\n05:34 م\nالأربعاء 16 مايو 2018\nكتبت – منال حسن:\n{STORY}")
    found = choose(page.places, page.weekday)
    assert (found.when, page.author) == (dt.datetime(2018, 5, 16, 17, 34), "منال حسن")


def test_dates_of_other_stories_above_the_title_are_not_its_own():
    others = "".join(f"خبر آخر من المدينة\n{day}/04/2024 - كاتب آخر\n" for day in (21, 22, 23, 24))
    page = clean(f"{others}فتح الجسر الجديد بعد صيانة\n{STORY}")
    found = choose(page.places, page.weekday)
    assert found.when is None
    assert found.note.startswith("published in doubt: ")
