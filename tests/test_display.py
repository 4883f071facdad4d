"""Right-to-left tables and marked articles: what they show, and that text from a corpus stays text."""

from __future__ import annotations

from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.display.highlighting import highlight
from analysis.display.markup import Html, direction, escape
from analysis.display.rendering import MAX_CELL, MAX_ROWS, notebook_setup, rtl
from analysis.loading.corpus import make_articles

TAGS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "b", "small"}
ATTRIBUTES = {"dir", "lang", "class", "style", "align", "title"}
NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    "</td></table><h1>",
    "&lt;b&gt;",
    "<!-- <b>",
    "$5 مليار و$10 مليار",
    "\x00\x1b[0m",
    "\u202e<b>\u2066",
    "</b title=",
]


class Parsed(HTMLParser):
    """Parses what we wrote, as a browser would: elements with their text, and the text of table cells."""

    def __init__(self, markup: str):
        super().__init__(convert_charrefs=True)
        self.cells, self.marked, self.text, self.tags, self.open = [[]], [], "", [], []
        self.feed(markup)
        self.close()
        assert not self.open
        assert not self.rawdata

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names)
        assert set(names) <= ATTRIBUTES
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th"):
            self.cells[-1].append("")
        if tag == "b":
            self.marked.append(["", dict(attrs)])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if {"td", "th"} & set(self.open):
            self.cells[-1][-1] += data
        if "b" in self.open:
            self.marked[-1][0] += data

    def handle_comment(self, data):
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def rows(self):
        return [row for row in self.cells if row]


def column(values, **options):
    """The cells of a table of one column, without its heading."""
    return [row[0] for row in Parsed(rtl(pd.DataFrame({"x": values}), **options)).rows[1:]]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1234567, 5], ["1,234,567", "5"]),
        ([0.5, 12.345], ["0.50", "12.35"]),
        ([0.5, 0.25, np.nan], ["0.500", "0.250", "–"]),
        ([1e-9, 0.5, 0.0], ["1.0e-09", "0.500", "0.000"]),
        ([-1e-9, 0.5], ["-1.0e-09", "0.500"]),
        ([1234.56, 1.0], ["1,234.6", "1.0"]),
        ([3.0, np.nan], ["3", "–"]),
        ([np.inf, 1.0], ["inf", "1"]),
        ([np.nan], ["–"]),
        ([True, False], ["yes", "no"]),
        (pd.array([1, None], dtype="Int64"), ["1", "–"]),
        (pd.array([True, None], dtype="boolean"), ["yes", "–"]),
        (pd.to_datetime(["2026-01-05", None]), ["2026-01-05", "–"]),
        (pd.to_datetime(["2026-01-05 00:00", "2026-01-05 09:38"]), ["2026-01-05 00:00", "2026-01-05 09:38"]),
        (pd.Categorical(["باريس", None]), ["باريس", "–"]),
        (pd.period_range("2026-01", periods=1, freq="M"), ["2026-01"]),
        ([["أ", "ب"], [], ("x", 1000)], ["أ، ب", "", "x, 1,000"]),
        (["", None], ["", "–"]),
        (["كلمة " * 100], ["كلمة " * 39 + "كلمة…"]),
        (["x" * 300], ["x" * (MAX_CELL - 1) + "…"]),
        (["سطر\r\nآخر\x0c"], ["سطر \nآخر "]),
    ],
)
def test_how_values_are_written(values, shown):
    assert column(values) == shown


def test_years_have_no_thousands_separator():
    assert Parsed(rtl(pd.DataFrame({"year": [2026]}))).rows[1] == ["2026"]
    assert Parsed(rtl(pd.DataFrame({"year": [2026, None]}))).rows[1:] == [["2026"], ["–"]]


def test_first_column_is_rightmost_and_numbers_run_left_to_right():
    table = pd.DataFrame({"form": ["باريس", "NATO والاتحاد", "NATO"], "count": [3, 2, 1]})
    parsed = Parsed(rtl(table, caption="أكثر الكلمات"))
    assert parsed.rows[0] == ["form", "count"]
    assert [a["dir"] for tag, a in parsed.tags if tag == "table"] == ["rtl"]
    assert [a["dir"] for tag, a in parsed.tags if tag == "td"] == ["rtl", "ltr", "rtl", "ltr", "ltr", "ltr"]
    assert all("text-align:" in a["style"] for tag, a in parsed.tags if tag in ("td", "th", "caption"))
    assert parsed.text.startswith("أكثر الكلمات")


@pytest.mark.parametrize(
    ("table", "headings"),
    [
        (pd.DataFrame({"a": [1]}, index=[7]), ["a"]),
        (pd.DataFrame({"a": [1]}, index=pd.Index(["x"])), ["", "a"]),
        (pd.DataFrame({"a": [1]}, index=pd.Index([5], name="form")), ["form", "a"]),
        (pd.Series(["x", "y"], name="kind").value_counts(), ["kind", "count"]),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), ["a", "a"]),
        (pd.DataFrame({("a", "b"): [1]}), ["a · b"]),
        (pd.DataFrame({"a": [1], "b": [2], "c": [3]}).set_index(["a", "b"]), ["a", "b", "c"]),
        (pd.DataFrame({"a": [1]}, index=pd.Index(["x"], name="a")), ["a", "a"]),
        (pd.DataFrame({"a": []}), ["a"]),
    ],
)
def test_any_frame_has_its_headings(table, headings):
    before = table.copy()
    assert Parsed(rtl(table)).rows[0] == headings
    assert table.equals(before)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("باريس", "rtl"),
        ("NATO والاتحاد", "rtl"),
        ("قمة NATO و EU في باريس", "rtl"),
        ("قدّمت 3 مليارات $", "rtl"),
        ("١٢٫٥٪", "rtl"),
        ('the text says "اليوم الاثنين"', "ltr"),
        ("002_117358235452ac04", "ltr"),
        ("−5.3", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction_of_a_text(text, runs):
    assert direction(text) == runs


def test_rows_are_limited_in_words():
    table = pd.DataFrame({"n": range(1234)})
    assert len(Parsed(rtl(table)).rows) == 21
    assert "20 of 1,234 rows are shown." in Parsed(rtl(table)).text
    assert "1,000 of 1,234 rows are shown." in Parsed(rtl(table, max_rows=10**9)).text
    assert len(Parsed(rtl(table, max_rows=10**9)).rows) == MAX_ROWS + 1
    assert "No rows." in rtl(table.head(0))
    assert "shown" not in rtl(table.head(20))


def test_columns_are_chosen_and_renamed():
    table = pd.DataFrame({"form": ["ضمان"], "count": [2], "kind": ["country"], "own": ["z"]})
    assert Parsed(rtl(table, columns=["count", "form"])).rows == [["count", "form"], ["2", "ضمان"]]
    assert Parsed(rtl(table, columns={"count": "كم؟"})).rows == [["كم؟"], ["2"]]
    with pytest.raises(KeyError, match="no column 'x'; it has form, count"):
        rtl(table, columns=["x"])


def test_concordance_reads_from_right_to_left():
    lines = pd.DataFrame({"article": ["a"], "sentence": [0], "start": [4], "end": [8]})
    lines = lines.assign(after="بعدها", match="الكلمة", before="قبلها", source="وكالة")
    parsed = Parsed(rtl(lines))
    assert parsed.rows == [
        ["before", "match", "after", "article", "source"],
        ["قبلها", "الكلمة", "بعدها", "a", "وكالة"],
    ]
    styles = [a["style"].split(";")[0] for tag, a in parsed.tags if tag == "td"]
    assert styles[:3] == ["text-align:left", "text-align:center", "text-align:right"]
    assert [a["align"] for tag, a in parsed.tags if tag == "th"][:3] == ["left", "center", "right"]
    assert Parsed(rtl(lines, columns=["match", "start"])).rows == [["match", "start"], ["الكلمة", "4"]]


def test_negative_rows():
    with pytest.raises(ValueError, match="max_rows must be 0 or more"):
        rtl(pd.DataFrame({"a": [1]}), max_rows=-1)


# articles

TEXT = "زار ماكرون باريس.\nوقال للأوكرانيين: غدا، 6 يناير."


def spans(*rows):
    """A frame of mentions, or dates, from (words, kind)."""
    found = [(words, kind, TEXT.index(words), TEXT.index(words) + len(words)) for words, kind in rows]
    frame = pd.DataFrame(found, columns=["text", "kind", "start", "end"])
    return frame.assign(article="a", name="اسم", label="Name", ref="name")


def marked(**options):
    parsed = Parsed(highlight(make_articles([TEXT], article=["a"]), **options))
    return [(text, attributes.get("title")) for text, attributes in parsed.marked]


def test_whole_words_are_marked_with_their_clitics():
    mentions = spans(("ماكرون", "person"), ("أوكرانيين", "country"))
    assert marked(mentions=mentions) == [
        ("country", None),
        ("person", None),
        ("ماكرون", "person, اسم, Name, name"),
        ("للأوكرانيين", "country, اسم, Name, name"),
    ]


def test_the_text_is_unchanged():
    parsed = Parsed(highlight(make_articles([TEXT], article=["a"]), mentions=spans(("ماكرون", "person"))))
    assert parsed.text.endswith(TEXT.replace("\n", ""))


def test_kinds_differ_by_more_than_colour():
    kinds = ["country", "region", "organisation", "person", "place", "other"]
    parsed = Parsed(
        highlight(make_articles([TEXT], article=["a"]), mentions=spans(*[("باريس", k) for k in kinds]))
    )
    assert [text for text, _ in parsed.marked] == ["country", "باريس"], "one mark, all kinds in its tooltip"
    lines = set()
    for kind in kinds:
        article = make_articles([TEXT], article=["a"])
        style = Parsed(highlight(article, mentions=spans(("باريس", kind)))).marked[0][1]["style"]
        lines.add(style.split("border-bottom:")[1].split("#")[0])
    assert len(lines) == len(kinds)


def test_inferred_dates_look_different():
    dates = spans(("غدا", ""), ("6 يناير", "")).assign(
        begin=[pd.Timestamp("2026-01-06"), pd.NaT],
        granularity="day",
        basis=["relative", "explicit"],
        approximate=[True, False],
        inferred=[True, False],
    )
    shown = marked(dates=dates)
    assert ("غدا", "inferred date, 2026-01-06, day, relative, approximate") in shown
    assert ("6 يناير", "date, no calendar date, day, explicit") in shown


def test_overlapping_marks_become_one():
    mentions = spans(("ماكرون باريس", "person"), ("باريس", "place"))
    tooltip = "person, اسم, Name, name; place, اسم, Name, name"
    assert marked(mentions=mentions) == [("person", None), ("ماكرون باريس", tooltip)]


def test_a_mark_over_a_line_end_is_closed_and_opened_again():
    shown = marked(mentions=spans(("باريس.\nوقال", "place")))
    assert [text for text, _ in shown] == ["place", "باريس.", "وقال"]


def test_only_the_marks_of_this_article():
    mentions = spans(("باريس", "place")).assign(article=pd.Categorical(["b"], categories=["b"]))
    assert marked(mentions=mentions) == []


def test_removed_lines_come_back_greyed():
    blank = TEXT.replace("زار", "   ")
    removed = pd.DataFrame(
        {"article": ["a"], "line": [1], "start": [0], "end": [3], "text": ["زار"], "reason": ["page date"]}
    )
    article = make_articles([blank], article=["a"])
    parsed = Parsed(highlight(article, removed=removed))
    assert [(text, a.get("title")) for text, a in parsed.marked][1] == ("زار", "removed: page date")
    assert TEXT.replace("\n", "") in parsed.text
    with pytest.raises(ValueError, match="removed lines do not fit article a"):
        highlight(article, removed=removed.assign(end=999))


def test_long_articles_are_cut_at_a_word_and_say_so():
    article = make_articles(["كلمة " * 10_000], article=["a"])
    parsed = Parsed(highlight(article))
    assert "The first 19,999 of 50,000 characters are shown." in parsed.text
    assert parsed.text.count("كلمة") == 4000


def test_line_ends_of_windows_are_not_shown():
    parsed = Parsed(highlight(make_articles(["قمة\r\n\x0c\r\nباريس\r\n"])))
    assert [tag for tag, _ in parsed.tags] == ["div", "div", "div"]
    assert parsed.text == "قمة باريس "


def test_title_is_shown_unless_it_stands_in_the_text():
    assert "عنوان" in highlight(make_articles(["نص"], title="عنوان"))
    assert highlight(make_articles(["عنوان\nنص"], title="عنوان")).count("عنوان") == 1
    assert "nan" not in highlight(make_articles(["نص"]).assign(title=np.nan))


def test_wrong_frames_are_refused():
    with pytest.raises(ValueError, match="one article, not 2"):
        highlight(make_articles(["a", "b"]))
    for article in ("a", pd.Series({"text": "a"}), None):
        with pytest.raises(ValueError, match="highlight needs a frame with the columns article and text"):
            highlight(article)
    for name in ("mentions", "dates", "removed"):
        for frame in (pd.DataFrame({"article": ["a"]}), [1]):
            with pytest.raises(ValueError, match=f"highlight: {name} needs a frame with the columns article"):
                highlight(make_articles(["a"]), **{name: frame})
    for table in ([1], None, "a"):
        with pytest.raises(TypeError, match="rtl shows a DataFrame or a Series, not "):
            rtl(table)
    with pytest.raises(ValueError, match="Article a does not hold 'باريس' at 0"):
        marked(mentions=spans(("باريس", "place")).assign(start=0, end=5))


# hostile text

anything = st.text(st.characters(codec="utf-8"), max_size=30)  # pandas itself refuses lone surrogates
hostile = st.one_of(st.sampled_from(NASTY), anything, st.text("<>&\"'$ab \n\x00", max_size=30))


@settings(deadline=None)
@given(st.lists(hostile, min_size=1, max_size=4), hostile, hostile)
def test_table_text_stays_text(values, caption, heading):
    parsed = Parsed(rtl(pd.DataFrame({heading: pd.Series(values, dtype=object)}), caption=caption))
    assert [tag for tag, _ in parsed.tags].count("td") == len(values)
    assert len(parsed.rows) == len(values) + 1


@settings(deadline=None)
@given(hostile, hostile, hostile, st.data())
def test_article_text_stays_text(text, name, title, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    row = {"article": "a", "start": start, "end": end, "text": text[start:end]}
    mentions = pd.DataFrame([row | {"name": name, "kind": name, "ref": title, "label": None}])
    article = pd.Series({"article": "a", "text": text, "title": title})
    parsed = Parsed(highlight(article, mentions=mentions, dates=mentions.assign(begin=pd.NaT)))
    expected = "".join(line for line in text.split("\n") if line.strip())
    clean = Parsed(escape(expected)).text
    assert parsed.text.endswith(clean)


@pytest.mark.parametrize("text", [*NASTY, "\ud800"])
def test_escape_round_trip(text):
    assert Parsed(f'<b title="{escape(text)}">{escape(text)}</b>').marked[0][1]["title"].count(
        "<"
    ) == text.count("<")
    escape(text).encode("utf-8")


@pytest.mark.parametrize("name", [None, "key"])
def test_a_lone_surrogate_in_an_index_is_shown_as_in_a_cell(name):
    index = pd.Index(["a\ud800", ("b", 1), None], dtype=object, name=name, tupleize_cols=False)
    rows = Parsed(rtl(pd.DataFrame({"n": [5, 6, 7]}, index=index))).rows
    assert rows[1:] == [["a\ufffd", "5"], ["b, 1", "6"], ["–", "7"]]
    assert index[0] == "a\ud800"


def test_nothing_is_set_as_a_formula():
    for shown in (rtl(pd.DataFrame({"x": ["$5 و$10"]})), highlight(make_articles(["$5 و$10"]))):
        assert "mathjax_ignore" in Parsed(shown).tags[0][1]["class"]
    with pd.option_context("display.html.use_mathjax", True):
        notebook_setup()
        assert "mathjax_ignore" in pd.DataFrame({"x": ["$5 و$10"]})._repr_html_()


def test_a_console_says_what_it_is():
    shown = rtl(pd.DataFrame({"x": [1]}))
    assert isinstance(shown, Html)
    assert repr(shown) == "<table, 1 of 1 rows, 1 columns>"
    assert shown._repr_html_() == str(shown)
