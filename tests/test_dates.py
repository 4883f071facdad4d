"""Time expressions: marked sentences, the annotated samples, and what must hold of any text."""

from __future__ import annotations

import datetime as dt
import json
import re
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from babel import localedata
from babel.dates import format_date
from hijridate import Gregorian, Hijri
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import find_dates, make_articles, normalize, tokenize
from analysis.dates.finding import _COLUMNS
from analysis.dates.grammar import spell_pattern
from analysis.dates.reading import spell_line
from analysis.dates.vocabulary import lexicon, read_words
from analysis.resources import read_table

_growth = runpy.run_path(str(Path(__file__).with_name("growth.py")))

HERE = Path(__file__).parent
MARKED = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
LOCALES = [name for name in localedata.locale_identifiers() if name.split("_")[0] == "ar"]


def days(said: str) -> tuple[str | None, str | None]:
    """The two ends that a table writes as 2026-01-08, 2026-01, 2026, first/after-last, or -."""
    if said == "-":
        return None, None
    if "/" in said:
        return tuple(said.split("/"))
    unit = {4: "years", 7: "months", 10: "days"}[len(said)]
    first = pd.Timestamp(said)
    return str(first.date()), str((first + pd.DateOffset(**{unit: 1})).date())


def read_marked(path: Path) -> list[tuple[str, str, list]]:
    """Sentence, day of publication, and the marked expressions with their ends."""
    published, rows = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            published = line[2:]
        elif line and not line.startswith("#"):
            sentence, expected, place = "", [], 0
            for match in MARKED.finditer(line):
                sentence += line[place : match.start()] + match[1]
                expected.append((match[1], *days(match[2])))
                place = match.end()
            rows.append((sentence + line[place:], published, expected))
    return rows


def found(dates: pd.DataFrame) -> list[tuple]:
    """Expressions without the preposition or يوم before them, and their ends as text."""
    ends = dates[["begin", "until"]].apply(lambda column: column.dt.strftime("%Y-%m-%d"))
    ends = ends.astype(object).where(ends.notna(), None)
    return [
        (re.sub(r"^(?:منذ|يوم|لل?) ", "", text), begin, until)
        for text, begin, until in zip(dates["text"], ends["begin"], ends["until"], strict=True)
    ]


def read(text: str, published: str | None = "2026-01-06", **options) -> pd.DataFrame:
    return find_dates(make_articles([text], published=[published]), **options)


SENTENCES = read_marked(HERE / "gold" / "date_sentences.txt")


def test_marked_sentences_are_read_as_marked():
    texts, published, expected = zip(*SENTENCES, strict=True)
    dates = find_dates(make_articles(texts, published=published))
    got = [found(dates[dates["article"] == str(i)]) for i in range(len(texts))]
    want = [[(re.sub(r"^(?:منذ|يوم|لل?) ", "", text), *ends) for text, *ends in rows] for rows in expected]
    wrong = [(text, a, b) for text, a, b in zip(texts, want, got, strict=True) if a != b]
    assert len(SENTENCES) > 350
    assert wrong == []


def test_the_annotated_samples():
    gold = (HERE / "gold" / "seed_timeline_gold.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in gold.splitlines()]
    for key in dict.fromkeys(row["article"] for row in rows):
        mine = [row for row in rows if row["article"] == key]
        text = (HERE.parent / "seeds" / mine[0]["file"]).read_text(encoding="utf-8")
        dates = read(text, mine[0]["reference_time"])
        at = {(row.start, row.end): row for row in dates.itertuples()}
        for row in (row for row in mine if row["core"]):
            got = at[row["start"], row["end"]]
            ends = [None if pd.isna(end) else str(end.date()) for end in (got.begin, got.until)]
            assert ends == [row["iso_start"], row["iso_end"]]
            assert (got.granularity, got.basis) == (row["gran"], row["basis"])
        free = [range(row["start"], row["end"]) for row in mine if not row["core"]]
        extra = set(at) - {(row["start"], row["end"]) for row in mine}
        assert [place for place in extra if not any(place[0] in span for span in free)] == []


ROWS = [row for table in ("date_rules", "date_parts") for row in read_table(table) if row["example"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_each_row_of_the_grammar_matches_its_example(row):
    tokens = tokenize(make_articles([row["example"]]), form=False)
    places = tokens["start"], tokens["end"], tokens["sentence"]
    words = [(*word, False) for word in zip(read_words(tokens["word"]), *places, strict=True)]
    assert re.fullmatch(spell_pattern(row["pattern"]), spell_line(words, row["example"])[0])


# Date lines as sites print them; all but the first six are one day, 6 January 2026, in many forms.
DATE_LINES = [
    ("خميس, 26/05/2022 - 11:16", "2022-05-26"),
    ("اثنين, 06/29/2020 - 10:44", "2020-06-29"),
    ("8 غشت 2025", "2025-08-08"),
    ("2 دجنبر 2025", "2025-12-02"),
    ("14 جويلية 2025", "2025-07-14"),
    ("تشرين الثاني 3, 2025", "2025-11-03"),
    *[
        (line, "2026-01-06")
        for line in [
            "الثلاثاء ٦ يناير ٢٠٢٦",
            "6-1-2026 | 09:38",
            "٢٠٢٦/٠١/٠٦",
            "06 كانون الثاني/يناير 2026",
            "6 جانفي 2026",
            "17 رجب 1447 هـ - 6 يناير 2026 م",
            "17-07-1447 هـ",
            "الثلاثاء 17 رجب 1447هـ",
            "6.1.2026",
            "السادس من يناير 2026",
            "يناير 6, 2026",
            "6 يناير (كانون الثاني) 2026",
            "6 يناير كانون الثاني 2026",
            "January 6, 2026",
            "6th January 2026",
            "6يناير 2026م",
            "منذ 3 ساعات",
        ]
    ],
]


@pytest.mark.parametrize(("line", "day"), DATE_LINES)
def test_printed_date_lines(line, day):
    assert set(read(line)["begin"].dt.strftime("%Y-%m-%d")) == {day}


@settings(max_examples=100, deadline=None)
@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(LOCALES),
    st.sampled_from(["full", "long", "medium", "short"]),
    st.booleans(),
)
def test_any_date_that_babel_writes_is_read_back(day, locale, form, arabic_digits):
    text = format_date(day, form, locale=locale)
    text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if arabic_digits else text
    dates = read(f"وقع ذلك في {text} بحسب الوثيقة")
    assert [d.date() for d in dates["begin"]] == [day]
    assert dates["basis"].tolist() == ["explicit"]


@settings(max_examples=60, deadline=None)
@given(st.dates(dt.date(1925, 1, 1), dt.date(2076, 12, 31)), st.sampled_from(["هـ", "هجرية", "ه", ""]))
def test_any_hijri_date_is_read_back(day, era):
    year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
    name = Hijri(year, month, number).month_name("ar")
    dates = read(f"صدر القرار في {number} {name} {year} {era} بحسب الوثيقة")
    assert [found.date() for found in dates["begin"]] == [day]
    assert dates["basis"].tolist() == ["explicit"]


def words_by_class() -> list[list[str]]:
    """The words and phrases of each class, so that the rare classes are drawn as often as the large ones."""
    words, phrases = lexicon()
    classes: dict[str, list[str]] = {}
    for name, (kind, _) in words.items():
        classes.setdefault(kind, []).append(name)
    for parts, kind, _ in (phrase for group in phrases.values() for phrase in group):
        classes.setdefault(kind, []).append(" ".join(parts))
    return list(classes.values())


PIECES = st.one_of(
    st.sampled_from(words_by_class()).flatmap(st.sampled_from),
    st.integers(0, 2200).map(str),
    st.sampled_from(
        ["و", "بـ", "الْ", "٦", "قال", "السيد", "\u200f", "ـ", "😀", "1447هـ", "و6", "الـ25", "/٢٠٢٦"]
    ),
)
GAPS = st.sampled_from([*[" "] * 9, "، ", "-", "/", " - ", ".", ". ", "\n", " (", ") ", "", ":", " | "])


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(PIECES, GAPS), max_size=30), st.sampled_from([None, "2026-01-06", "2024-02-29 23:59"])
)
def test_offsets_are_true_and_intervals_ordered(pieces, published):
    text = "".join(piece + gap for piece, gap in pieces)
    dates = read(text, published)
    assert dates["text"].tolist() == [text[a:b] for a, b in zip(dates["start"], dates["end"], strict=True)]
    assert all(dates["end"].iloc[:-1].to_numpy() <= dates["start"].iloc[1:].to_numpy())
    known = dates.dropna(subset=["begin"])
    assert (known["begin"] < known["until"]).all()
    assert dates["begin"].isna().eq(dates["until"].isna()).all()
    assert (known["begin"] == known["begin"].dt.normalize()).all()
    assert set(dates["basis"]) <= {"explicit", "relative", "anchor", "duration"}
    assert dates.loc[dates["basis"] == "duration", "begin"].isna().all()


def test_without_a_day_of_publication_relative_expressions_have_no_days():
    dates = read("اجتمعوا أمس وفي مارس وفي 6 يناير ثم عام 2020.", None)
    assert dates["basis"].tolist() == ["relative", "anchor", "anchor", "explicit"]
    assert dates["begin"].notna().tolist() == [False, False, False, True]
    assert not dates["inferred"].any()


def test_what_hangs_on_an_inferred_day_says_so():
    articles = make_articles(["اجتمعوا أمس بعد حرب عام 2020."])
    articles["published_inferred"] = pd.to_datetime(["2026-01-05"])
    dates = find_dates(articles)
    assert dates["begin"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-04", "2020-01-01"]
    assert dates["inferred"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("starts", "week", "end_of_week"),
    [
        ("monday", "2026-01-05", "2026-01-10"),
        ("sunday", "2026-01-04", "2026-01-09"),
        ("saturday", "2026-01-03", "2026-01-08"),
    ],
)
def test_the_first_day_of_the_week_is_the_readers_choice(starts, week, end_of_week):
    begin = read("هذا الأسبوع ثم نهاية الأسبوع.", week_starts=starts)["begin"]
    assert begin.dt.strftime("%Y-%m-%d").tolist() == [week, end_of_week]


def test_what_is_only_about_right_says_so():
    dates = read("منتصف ديسمبر، وبين 1 و15 مارس، وفي 1 و15 مارس، وقبل شهرين، وأمس.")
    assert dates["approximate"].tolist() == [True, False, True, True, False]


def test_an_unknown_first_day_is_refused():
    with pytest.raises(ValueError, match=r"week_starts 'friday'.*monday, sunday, saturday"):
        read("أمس", week_starts="friday")


@pytest.mark.parametrize(
    ("text", "relation"),
    [("يعمل منذ نوفمبر", "since"), ("يستمر حتى مارس", "until"), ("قبل عام 2020", "before"), ("في مارس", "")],
)
def test_relations(text, relation):
    assert read(text)["relation"].tolist() == [relation]


def test_a_count_before_a_unit_in_the_singular_is_read():
    assert read("خلال 3 عقد الماضية")["begin"].dt.year.tolist() == [1996]


def test_the_first_hours_of_a_month_are_its_first_day():
    dates = read("الساعات الأولى من مارس 2025 وآخر ساعة من يناير 2025")
    assert [str(day.date()) for day in dates["begin"]] == ["2025-03-01", "2025-01-31"]
    assert (dates["until"] - dates["begin"]).dt.days.tolist() == [1, 1]


def test_frames_have_the_same_columns_with_and_without_rows():
    some, none = read("أمس"), find_dates(make_articles([]))
    assert some.dtypes.drop("article").equals(none.dtypes.drop("article"))
    assert list(some) == list(_COLUMNS)
    assert isinstance(none["article"].dtype, pd.CategoricalDtype)
    assert read("لا شيء هنا").empty


def test_tokens_that_are_given_are_used():
    articles = make_articles([text for text, _, _ in SENTENCES[:40]], published=["2026-01-08"] * 40)
    tokens = tokenize(articles, form=False)
    pd.testing.assert_frame_equal(find_dates(articles, tokens=tokens), find_dates(articles))


def test_marks_and_tatweel_belong_to_the_expression():
    text = "قُتِلَ يَوْمَ الثُّلاثَاءِ، وفي ١٧ رجب ١٤٤٧هـ."
    assert [normalize(shown) for shown in read(text)["text"]] == ["يوم الثلاثاء"[4:], "17 رجب 1447ه"]


@pytest.mark.parametrize(
    "piece",
    [
        "من ",
        "أمس ",
        "(1948) ",
        "5يناير",
        "الأحد 1 ",
        "الأول ",
        "خمسة و",
        "1-",
        "يناير/",
        "ألف و",
        "5 و",
        "من 1 إلى ",
        "كانون ",
        "عام 2025 و2026 و",
    ],
)
def test_hostile_repetition_takes_steps_in_proportion(piece):
    """Twice the text, about twice the matching: no rule backtracks over its repetitions."""
    assert _growth["grows_in_proportion"](lambda size: read((piece * size)[:size]), 5_000)


def test_dates_outside_the_range_of_timestamps_keep_their_place():
    dates = read("سقطت بغداد عام 1258 م وغرناطة في القرن الخامس عشر.")
    assert dates["granularity"].tolist() == ["year", "century"]
    assert np.isnat(dates["begin"].to_numpy()).all()


def test_portions_of_a_corpus_are_read_as_the_whole(monkeypatch):
    articles = make_articles([text for text, _, _ in SENTENCES[:60]], published=["2026-01-08"] * 60)
    whole = find_dates(articles)
    monkeypatch.setattr("analysis.words.tokens._PORTION", 200)
    pd.testing.assert_frame_equal(find_dates(articles), whole)
