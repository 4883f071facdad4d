"""Which lines are the article: whole pages and small oddities, each line labelled by hand beside it."""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.furniture import find_furniture
from analysis.loading.linecues import judge, plain_title
from analysis.loading.pages import clean

GOLD = (Path(__file__).parent / "gold" / "pages.txt").read_text(encoding="utf-8")
PAGES = dict(page.split("\n", 1) for page in GOLD.split("\n= ")[1:])


def _split(page: str) -> tuple[str, list[str]]:
    rows = page.strip("\n").split("\n")
    return "\n".join(row[2:] for row in rows), [row[:1] for row in rows]


@pytest.mark.parametrize("name", PAGES)
def test_every_line_has_the_label_written_beside_it(name):
    text, expected = _split(PAGES[name])
    lines = judge(text)
    found = find_furniture(lines)
    marks = ["T" if i == found.title else "-" if i in found.furniture else "b" for i in range(len(lines))]
    expected = ["b" if mark == "S" else mark for mark in expected if mark]
    assert list(zip(lines, marks, strict=True)) == list(zip(lines, expected, strict=True))


def test_every_removed_line_has_a_reason():
    page = clean(_split(PAGES["page"])[0])
    reasons = {line.text: line.reason for line in page.removed}
    assert all(reasons.values())
    assert reasons["الثلاثاء 6 يناير 2026"] == "page date"
    assert reasons["كتب: سامي العلي"] == "byline"
    assert reasons["فيسبوك"] == "share button"
    assert reasons["جميع الحقوق محفوظة © 2026"] == "copyright"
    assert page.author == "سامي العلي"


LINES = {
    "طباعة": "print button",
    "  • 6-1-2026 | 09:38": "date",
    "الأربعاء 7 يناير 2026": "date",
    "آخر تحديث: 17:30": "date",
    "منذ 3 ساعات": "date",
    "17 رجب 1447 هـ": "date",
    "اقرأ أيضًا: خبر آخر من المدينة": "related story",
    "إقرأ ايضاً": "related story",
    "تابعونا على تويتر": "call to readers",
    "بقلم: كاتب المقال": "byline",
    "المصدر: وكالات": "source line",
    "المصدر : وكالات": "source line",
    "#الميناء #النقل": "tag",
    "[                    ]": "symbols",
    "* * *": "symbols",
    "// انتهى //": "end mark",
    "----------": "rule",
    "ــــــــ": "rule",
    "أخبار المدينة | 11 مارس 2026": "date",
    "متابعة: سمر الخطيب": "byline",
    "لمتابعة الأخبار أولا بأول": "call to readers",
    "https://example.org/news/1": "link",
    "Follow us on our page": "call to readers",
    "□ كرة القدم": "list item",
    "الأخبار الأكثر قراءة": "widget",
    "شارك هذا المقال على تويتر": "share button",
    "أضف تعليقك": "comments",
    "اشترك في نشرتنا البريدية": "call to readers",
    "العودة إلى أعلى الصفحة": "navigation",
}


@pytest.mark.parametrize("line", LINES)
def test_furniture_that_one_line_shows(line):
    (judged,) = judge(line)
    assert (judged.kind, judged.reason) == ("furniture", LINES[line])


NEWS = [
    "كتب الرئيس رسالة إلى نظيره",
    "مصر تسجل 30 إصابة جديدة",
    "ارتفاع الأسعار خلال شهر يونيو 2016",
    "أبرز أخبار السبت 11 مارس 2017",
    "معرض تونس الدولي للكتاب 2017",
    "صور الأقمار الصناعية تكشف حجم الدمار",
    "إعلان نتائج الانتخابات",
    "تعليق الرحلات الجوية إلى بيروت",
    "بحث العلاقات بين البلدين",
    "قبل ساعات من القمة",
    "انتهى الاجتماع دون اتفاق",
    "وتابع:",
    "شارك في اللقاء سفراء أربع دول",
    "أهم أسباب الأزمة",
    "رياضة وسياسة",
    "تقرير: البحر يرتفع مترا",
]


@pytest.mark.parametrize("line", NEWS)
def test_headlines_that_look_like_furniture_are_not(line):
    assert judge(line)[0].kind in ("short", "long")


def test_when_too_little_would_be_left_everything_stays():
    text = (
        "عنوان الخبر\n" + "اقرأ أيضا: خبر آخر عن المدينة\n" * 6 + "قالت الوزارة في بيان قصير إن الطريق أغلق."
    )
    page = clean(text)
    assert page.text == text
    assert page.removed == []
    assert page.warning.startswith("furniture kept: without it ")


@pytest.mark.parametrize("text", ["", "\n\n", "كلمة", "طباعة", "...", "\r\n\r\n"])
def test_tiny_texts(text):
    page = clean(text)
    assert len(page.text) == len(text)


PROSE = [row[2:] for row in PAGES["page"].split("\n") if row.startswith("b ")]


@settings(deadline=None)
@given(st.sampled_from([*NEWS, *LINES, *PROSE]), st.lists(st.sampled_from([*PROSE, *NEWS, ""]), max_size=4))
def test_the_short_cut_for_plain_texts_agrees_with_the_rules(title, lines):
    text = "\n".join([title, "", *lines])
    if (found := plain_title(text)) is not None:
        page = clean(text)
        assert (page.title, page.text, page.removed) == (found, text, ())


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*NEWS, *LINES, *PAGES["page"].split("\n"), "", "قصير."]), max_size=30).map(
        "\n".join
    )
)
def test_what_is_removed_is_blanked_and_listed_and_all_else_stays(text):
    page = clean(text)
    kept = list(page.text)
    for line in page.removed:
        assert text[line.start : line.end] == line.text
        assert page.text[line.start : line.end].isspace()
        kept[line.start : line.end] = line.text
    assert "".join(kept) == text


@pytest.mark.parametrize("opening", ["", "- "])
def test_only_the_ends_of_a_very_long_line_are_looked_at(opening):
    text = opening + "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة " * 20_000 + "\nطباعة"
    clean(text[:1000])  # reads the tables of words
    tracemalloc.start()
    page = clean(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert page.text == text.replace("طباعة", " " * 5)
    assert peak < 5 * sys.getsizeof(text)  # three copies of it; split into words it takes twelve
