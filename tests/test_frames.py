"""Frames made by hand go through every function, or are refused in one sentence."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import analysis as an
from analysis.frames import check_articles, local_times, tokens_of

TEXTS = ["زار الرئيس الفرنسي موسكو أمس. القمة غدا", "وصل الوفد الروسي إلى باريس في 5 يناير."]
GOOD = pd.DataFrame({"article": ["a", "b"], "text": TEXTS, "published": pd.to_datetime(["2026-01-06"] * 2)})
TOKENS = an.tokenize(GOOD)
MENTIONS = an.find_actors(GOOD, tokens=TOKENS)
DATES = an.find_dates(GOOD, tokens=TOKENS)

TAKE_ARTICLES = {  # every function that reads the text of articles
    "tokenize": an.tokenize,
    "sentences": lambda articles: an.sentences(articles, TOKENS),
    "find_actors": an.find_actors,
    "candidate_people": an.candidate_people,
    "find_dates": an.find_dates,
    "date_articles": an.date_articles,
    "timeline": lambda articles: an.timeline(DATES, articles),
    "coverage": an.coverage,
    "concordance": lambda articles: an.concordance(TOKENS, articles, "القمة"),
    "co_mentions": lambda articles: an.co_mentions(MENTIONS, within="paragraph", articles=articles),
    "highlight": lambda articles: an.highlight(articles.iloc[[0]] if len(articles) else articles),
}
TAKE_TIMES = ["find_dates", "date_articles", "timeline", "coverage"]
TAKE_TOKENS = {
    "word_frequencies": an.word_frequencies,
    "ngrams": an.ngrams,
    "lexical_diversity": an.lexical_diversity,
    "vocabulary_growth": an.vocabulary_growth,
    "keywords": lambda tokens: an.keywords(tokens, "general"),
    "collocates": lambda tokens: an.collocates(tokens, "القمة"),
    "concordance": lambda tokens: an.concordance(tokens, GOOD, "القمة"),
    "dispersion": lambda tokens: an.dispersion(tokens, "القمة"),
    "near_duplicates": an.near_duplicates,
    "find_actors": lambda tokens: an.find_actors(GOOD, tokens=tokens),
    "find_dates": lambda tokens: an.find_dates(GOOD, tokens=tokens),
    "sentences": lambda tokens: an.sentences(GOOD, tokens),
    "coverage": lambda tokens: an.coverage(GOOD, tokens=tokens),
}


def message(function, *arguments) -> str:
    with pytest.raises(ValueError, match=r".") as raised:
        function(*arguments)
    assert "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize("name", TAKE_ARTICLES)
def test_articles_that_cannot_be_read_are_refused(name):
    function = TAKE_ARTICLES[name]
    for column in ("text", "article"):
        assert message(function, GOOD.drop(columns=column)).startswith(f"{name} needs a frame with the col")
    assert "the text of article 'a' is no text: " in message(function, GOOD.assign(text=[None, "خبر"])[:1])
    assert "the text of article 'a' is no text: 5" in message(function, GOOD.assign(text=[5, "خبر"])[:1])
    assert "has no id" in message(function, GOOD.assign(article=[None, "b"])[:1])
    if name != "highlight":  # takes one article
        assert "two articles are called 'a'" in message(function, GOOD.assign(article="a"))


@pytest.mark.parametrize("name", TAKE_TIMES)
def test_times_of_any_kind_are_read_or_refused(name):
    function, expected = TAKE_ARTICLES[name], TAKE_ARTICLES[name](GOOD)
    day = pd.Timestamp("2026-01-06")
    for times in (
        ["2026-01-06"] * 2,
        [dt.date(2026, 1, 6), dt.datetime(2026, 1, 6)],
        pd.to_datetime([day] * 2).tz_localize("Asia/Riyadh"),
        pd.to_datetime([day] * 2).as_unit("s"),
    ):
        pd.testing.assert_frame_equal(function(GOOD.assign(published=times)), expected)
    assert "published" in message(function, GOOD.drop(columns="published"))
    assert "published: 'soon' is no date" in message(function, GOOD.assign(published="soon"))
    assert "20260106 is no date" in message(function, GOOD.assign(published=20260106))


@pytest.mark.parametrize("name", TAKE_TOKENS)
def test_what_tokenize_did_not_make_is_refused(name):
    function = TAKE_TOKENS[name]
    assert "the tokens that tokenize returned" in message(function, GOOD)
    assert "keep them in Parquet, not in CSV" in message(function, TOKENS.astype({"word": str}))


@pytest.mark.parametrize("name", TAKE_ARTICLES)
def test_a_lone_surrogate_keeps_every_offset(name):
    broken = GOOD.assign(
        text=pd.Series([text.replace("\u0020", "\ud800", 1) for text in TEXTS], dtype=object)
    )
    mended = GOOD.assign(text=[text.replace("\u0020", "\ufffd", 1) for text in TEXTS])
    found, expected = (TAKE_ARTICLES[name](articles) for articles in (broken, mended))
    assert found.equals(expected) if isinstance(found, pd.DataFrame) else found == expected


def test_one_row_with_a_lone_surrogate():
    row = pd.DataFrame({"article": ["a"], "text": pd.Series(["خبر\udfff"], dtype=object)}).iloc[0]
    assert "خبر\ufffd" in an.highlight(row)


def test_a_lone_surrogate_in_an_id_or_a_query():
    odd = GOOD.assign(article=pd.Series(["\ud8001", "b"], dtype=object))
    tokens = an.tokenize(odd)
    assert tokens["article"].cat.categories.tolist() == ["\ufffd1", "b"]
    assert an.dispersion(tokens, ["\ud800باريس"])["term"].cat.categories.tolist() == ["\ufffdباريس"]


def test_tokens_of_more_articles_in_another_order():
    few = GOOD.iloc[[1]]
    for find in (an.find_actors, an.find_dates):
        found, alone = find(few, tokens=TOKENS), find(few)
        pd.testing.assert_frame_equal(found, alone)
    turned = tokens_of(GOOD[::-1], TOKENS, caller="x")
    pd.testing.assert_frame_equal(
        turned.astype({"word": str, "form": str}),
        an.tokenize(GOOD[::-1]).astype({"word": str, "form": str}),
    )
    assert "no article 'c'" in message(lambda: an.find_actors(GOOD.assign(article=["a", "c"]), tokens=TOKENS))


def test_what_is_in_order_stays_as_it_is():
    articles = an.make_articles(TEXTS, published=["2026-01-06", None])
    checked = check_articles(articles, ("text", "published"), caller="x")
    pd.testing.assert_frame_equal(checked, articles)
    assert local_times([None, float("nan"), pd.NaT, ""], "x").isna().all()


def test_a_corpus_over_four_centuries():
    articles = an.make_articles(["خبر"] * 2, published=["1700-01-01", "2200-01-01"])
    assert an.coverage(articles)["articles"].sum() == 2
    assert (
        an.date_articles(an.make_articles(["خبر"] * 3, published=["1700-01-01", "2200-01-01", None]))
        is not None
    )
