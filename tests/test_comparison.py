"""What is compared with what."""

from __future__ import annotations

import pytest

from analysis import make_articles, tokenize
from analysis.words.comparison import ALL, GENERAL, OTHERS, sides

CASES = [
    # sources, target, reference
    (["x", "y", "y"], "y", "x"),
    (["x", "y"], "x", "y"),
    (["", "y"], "y", "the other articles"),
    (["x", "y", "z", "z"], "z", "the other articles"),
    (["x", "x"], "a0", "a1"),
    (["", "", ""], "a0", "the other articles"),
    (["x"], "a0", "general Arabic"),
]


@pytest.mark.parametrize(("sources", "target", "reference"), CASES)
def test_names(sources, target, reference):
    names = [f"a{i}" for i in range(len(sources))]
    articles = make_articles(["قمة باريس"] * len(sources), article=names, source=sources)
    found = sides(tokenize(articles), articles)
    assert (found.target_name, found.reference_name) == (target, reference)


def test_sections_where_there_is_one_source():
    articles = make_articles(["قمة", "حرب", "حرب"], source=["x"] * 3, section=["a", "b", "b"])
    assert sides(tokenize(articles), articles)[2:] == ("b", "a")


@pytest.mark.parametrize(("strays", "target"), [(1, "b"), (2, "x")])
def test_a_few_strays_are_no_side(strays, target):
    source = ["x"] * (39 - strays + 1) + [""] * strays
    articles = make_articles(["قمة"] * 40, source=source, section=["a"] * 10 + ["b"] * 30)
    assert sides(tokenize(articles), articles).target_name == target


def test_many_articles_that_nothing_divides_stand_against_general_arabic():
    for number, names in ((20, ("a0", OTHERS)), (21, (ALL, GENERAL))):
        articles = make_articles(["قمة"] * number, article=[f"a{i}" for i in range(number)])
        found = sides(tokenize(articles), articles)
        assert (found.target_name, found.reference_name) == names


def test_every_token_is_on_one_side():
    articles = make_articles(["قمة باريس", "حرب", "سلام"], source=["x", "y", ""])
    tokens = tokenize(articles)
    found = sides(tokens, articles)
    assert len(found.target) + len(found.reference) == len(tokens)
    assert set(found.target["article"]).isdisjoint(found.reference["article"])


def test_one_article_against_general_arabic():
    articles = make_articles(["قمة باريس"])
    assert sides(tokenize(articles), articles).reference == "general"
