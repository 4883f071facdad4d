"""Concordances and dispersion: what a query finds, in which order, and the way back to the text."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import concordance, dispersion, make_articles, tokenize
from analysis.words import places

TEXTS = [
    "أعلنت فرنسا تقديم ضَمانـات أمنيّة لأوكرانيا. وقالت إن الضمانات قوية.",
    "لا ضمانَ بلا اتفاق.\nتبحث القمة بالضمانات الأمنية والأمن",
    "في الامن والسلامه، قال علي",
]
ARTICLES = make_articles(TEXTS, article=["a", "b", "c"])
TOKENS = tokenize(ARTICLES)


def found(query: str, **options) -> list[str]:
    return concordance(TOKENS, ARTICLES, query, sort=None, **options)["match"].tolist()


@pytest.mark.parametrize(
    ("query", "by", "matches"),
    [
        ("ضمانات", "form", ["ضَمانـات", "الضمانات", "بالضمانات"]),
        ("الضمانات", "form", ["ضَمانـات", "الضمانات", "بالضمانات"]),
        ("ضَمـانات", "form", ["ضَمانـات", "الضمانات", "بالضمانات"]),
        ("الضمانات", "word", ["الضمانات"]),
        ("ضمان", "form", ["ضمانَ"]),
        ("ضمان", "lemma", ["ضَمانـات", "الضمانات", "ضمانَ", "بالضمانات"]),
        ("ضمان*", "form", ["ضَمانـات", "الضمانات", "ضمانَ", "بالضمانات"]),
        ("*لضمانات", "word", ["الضمانات", "بالضمانات"]),
        ("ضما?", "form", ["ضمانَ"]),
        ("امن", "form", ["والأمن", "الامن"]),
        ("الأمن", "word", ["الامن"]),
        ("ضمانات أمنية", "form", ["ضَمانـات أمنيّة", "بالضمانات الأمنية"]),
        ("الضمانات قوية", "form", ["الضمانات قوية"]),
        ("أوكرانيا قالت", "form", []),  # not across a full stop
        ("السلامة", "form", ["والسلامه"]),  # ة and ه only because السلامة itself is not there
        ("على", "form", ["علي"]),
        ("برلين", "form", []),
    ],
)
def test_what_a_query_finds(query, by, matches):
    assert found(query, by=by) == matches


def test_many_queries_are_found_as_each_alone():
    queries = ["ضمان*", "الامن", "ضمانات أمنية", "برلين", "فرنسا", "ضمانات", "الامن"]
    for sort in (None, ("before", 1)):
        table = concordance(TOKENS, ARTICLES, queries, sort=sort)
        assert table["query"].cat.categories.tolist() == queries[:-1]
        each = [concordance(TOKENS, ARTICLES, query, sort=sort).assign(query=query) for query in queries[:-1]]
        alone = pd.concat(each, ignore_index=True)
        pd.testing.assert_frame_equal(table.astype({"query": str}), alone[table.columns])
    assert len(concordance(TOKENS, ARTICLES, [])) == 0


@pytest.mark.parametrize("high", [0, 1 << 16])  # with it, codes whose lowest 16 bits are the same
@pytest.mark.parametrize("named", [[], [1], [1, 3], [0, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]])
def test_tokens_are_found_in_every_block(monkeypatch, named, high):
    monkeypatch.setattr(places, "_BLOCK", 4)
    codes = np.array([1, 2, 0, 4, 1, 1, 3, 3, 4, -1, 0, 4])
    codes[::2] += high
    where = places.Places(pd.Series(pd.Categorical.from_codes(codes, range(high + 5))))
    for wanted in (named, named, [code + high for code in named]):
        assert where.of(wanted).tolist() == np.flatnonzero(np.isin(codes, wanted)).tolist()


def test_places_are_those_of_the_frame_as_it_is_now():
    tokens = TOKENS.copy()
    known = len(places._KNOWN)
    for _ in range(3):
        assert len(concordance(tokens, ARTICLES, "ضمان*")) == 4
    assert len(places._KNOWN) == known + 1
    first = tokens.index[tokens["form"] == "فرنسا"][0]
    tokens.loc[first, ["word", "form"]] = "ضمانات"  # in place
    assert len(concordance(tokens, ARTICLES, "فرنسا")) == 0
    assert [len(concordance(tokens, ARTICLES, "ضمانات")) for _ in range(3)] == [4, 4, 4]
    tokens["form"] = tokens["word"]
    assert [len(concordance(tokens, ARTICLES, "ضمانات")) for _ in range(3)] == [2, 2, 2]
    del tokens
    assert len(places._KNOWN) == known


def test_a_spelling_of_its_own_is_not_mixed_with_another():
    articles = make_articles(["سافر علي على عجل"])
    rows = concordance(tokenize(articles), articles, "علي")
    assert rows["match"].tolist() == ["علي"]


def test_every_row_leads_back_to_the_text():
    rows = concordance(TOKENS, ARTICLES, "ضمانات")
    for row in rows.itertuples():
        assert TEXTS["abc".index(row.article)][row.start : row.end] == row.match
    assert rows.dtypes.astype(str).to_dict() == {
        **dict.fromkeys(["before", "match", "after"], "str"),
        "article": "category",
        "sentence": "int32",
        **dict.fromkeys(["start", "end"], "int64"),
    }


def test_context_is_cut_to_whole_words_on_one_line():
    articles = make_articles(["كتب الصحفي أمس\nخبرا جديدا عن السلام"])
    row = concordance(tokenize(articles), articles, "خبرا", context=8).iloc[0]
    assert (row["before"], row["after"]) == ("أمس", "جديدا")
    row = concordance(tokenize(articles), articles, "خبرا", context=0).iloc[0]
    assert (row["before"], row["after"]) == ("", "")
    row = concordance(tokenize(articles), articles, "خبرا", context=99).iloc[0]
    assert (row["before"], row["after"]) == ("كتب الصحفي أمس", "جديدا عن السلام")


@given(st.text("اب \n", max_size=30), st.integers(0, 12))
@settings(deadline=None, max_examples=50)
def test_context_holds_only_whole_words(filler, context):
    articles = make_articles([f"{filler} هدف {filler}"])
    row = concordance(tokenize(articles), articles, "هدف", context=context, by="word").iloc[0]
    words = filler.split()
    before, after = row["before"].split(), row["after"].split()
    assert before == words[len(words) - len(before) :]
    assert after == words[: len(after)]
    assert len(row["before"]) <= context
    assert len(row["after"]) <= context


def test_sorted_by_the_words_beside_the_match():
    articles = make_articles(["ب س ت. أ س ج", "ب س ا", "س"])
    tokens = tokenize(articles)
    rows = concordance(tokens, articles, "س", by="word", sort=("after", 1))
    assert rows["after"].tolist() == ["", "ا", "ت. أ س ج", "ج"]
    rows = concordance(tokens, articles, "س", by="word", sort=("before", 1))
    assert rows["before"].tolist() == ["", "ب س ت. أ", "ب", "ب"]
    rows = concordance(tokens, articles, "س", by="word", sort=("before", 2))
    assert rows["before"].tolist() == ["ب", "ب", "", "ب س ت. أ"]
    rows = concordance(tokens, articles, "س", by="word", sort=None)
    assert rows["article"].tolist() == ["0", "0", "1", "2"]


def test_positions():
    table = dispersion(TOKENS, ["ضمانات", "فرنسا", "برلين"])
    assert table["term"].cat.categories.tolist() == ["ضمانات", "فرنسا", "برلين"]
    assert table["term"].tolist() == ["ضمانات"] * 3 + ["فرنسا"]
    assert table["article"].tolist() == ["a", "a", "b", "a"]
    assert table["position"].round(3).tolist() == [round(x, 3) for x in (3 / 9, 8 / 9, 6 / 8, 1 / 9)]
    assert TEXTS[1][table["start"][2] : table["end"][2]] == "بالضمانات"
    whole = dispersion(TOKENS, "أعلنت فرنسا")
    assert TEXTS[0][whole["start"][0] : whole["end"][0]] == "أعلنت فرنسا"


def test_no_words_have_the_same_columns():
    empty = make_articles([])
    for table in (
        lambda tokens, articles: concordance(tokens, articles, "ضمان*"),
        lambda tokens, articles: dispersion(tokens, ["ضمان", "أمن"]).drop(columns="term"),
    ):
        none, some = table(tokenize(empty), empty), table(TOKENS, ARTICLES)
        assert len(none) == 0
        pd.testing.assert_series_equal(none.dtypes.astype(str), some.dtypes.astype(str))
    assert len(dispersion(TOKENS, [])) == 0


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [
        ("؟!", {}, "holds no word"),
        ("خبر", {"by": "stem"}, "by='stem'"),
        ("خبر", {"context": -1}, "context=-1"),
        ("خبر", {"sort": "left"}, "sort='left'"),
        ("خبر", {"sort": ("after", 0)}, "sort="),
    ],
)
def test_bad_options_are_named(query, options, message):
    with pytest.raises(ValueError, match=message):
        concordance(TOKENS, ARTICLES, query, **options)


def test_articles_must_be_those_of_the_tokens():
    with pytest.raises(ValueError, match="no article 'a'"):
        concordance(TOKENS, ARTICLES.iloc[1:], "ضمانات")
    swapped = ARTICLES.iloc[::-1]
    pd.testing.assert_frame_equal(
        concordance(TOKENS, swapped, "ضمانات"), concordance(TOKENS, ARTICLES, "ضمانات")
    )
