"""What a report looks at closely: a word of the corpus itself, and its fullest article."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import fullest_article, leading_events, make_articles, tokenize, typical_word

# Each text repeats what must be passed over more often than the word that is to be chosen.
CASES = [
    ("فاز الفريق في المباراة. قال المدرب إن المباراة صعبة. قال وقالت وقالوا", "مباراة"),  # speech
    ("مهرجان يوم الأحد ويوم الاثنين في جانفي وفيفري وأيلول ورمضان. المهرجان", "مهرجان"),  # the calendar
    ("ثلاثة وأربعة وخمسون جفاف وثلاثة آلاف، الجفاف", "جفاف"),  # numbers
    ("روسيا وأوكرانيا والروسية وموسكو وكييف. حصار، الحصار. روسيا وموسكو", "حصار"),  # actors
    ("الوزير والوزيرة والرئيس والرئيس. التلوث، تلوث", "تلوث"),  # titles
]


@pytest.mark.parametrize(("text", "word"), CASES)
def test_typical_word(text, word):
    articles = make_articles([text])
    assert typical_word(tokenize(articles), articles) == word


def test_the_name_of_the_outlet_is_passed_over():
    for source, word in (("", "مرصاد"), ("المرصاد", "حريق")):
        articles = make_articles(["المرصاد والمرصاد والمرصاد عن حريق وحريق"], source=source)
        assert typical_word(tokenize(articles), articles) == word


def test_a_topic_is_repeated_within_articles_and_stands_in_several():
    """The district is rarer in general Arabic, the name rarer still; the festival is what they are about."""
    texts = ["في معتمدية أخرى"] * 4 + ["المهرجان في معتمدية، مهرجان ومهرجان"] * 2 + ["زيلاسكي زيلاسكي " * 9]
    articles = make_articles(texts)
    assert typical_word(tokenize(articles), articles) == "مهرجان"


@pytest.mark.parametrize(("text", "word"), [("", ""), ("قال", "قال"), ("The end", "end")])
def test_where_nothing_is_left(text, word):
    articles = make_articles([text])
    assert typical_word(tokenize(articles), articles).lower() == word


def test_fullest_article():
    articles = make_articles(["x"] * 3, article=["a", "b", "c"])
    for rows, fullest in (("a", "a"), ("bab", "b"), ("ab", "b"), ("", "c")):
        assert fullest_article(articles, pd.DataFrame({"article": list(rows)}))["article"] == fullest
        category = pd.DataFrame({"article": pd.Categorical(list(rows), categories=list("cab"))})
        assert fullest_article(articles, category)["article"] == fullest


def test_leading_events_are_the_most_told_then_the_nearest():
    days = pd.to_datetime(["1917-01-01", "2026-01-01", "2026-01-04", "2026-03-01", "2026-09-01"])
    events = pd.DataFrame({"begin": days, "until": days, "reference": pd.Timestamp("2026-01-05")})
    events["articles"] = [2, 1, 1, 1, 3]
    for top, kept in ((1, [4]), (2, [0, 4]), (3, [0, 2, 4]), (4, [0, 1, 2, 4]), (9, [0, 1, 2, 3, 4])):
        assert leading_events(events, top=top).index.tolist() == kept
    assert leading_events(events[:0]).empty
