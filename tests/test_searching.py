"""The search box: rows for a word, a sentence for what cannot be searched or is not installed."""

from __future__ import annotations

import sys

import pytest

from analysis import make_articles, tokenize
from analysis.display.searching import found, search

ARTICLES = make_articles(["قدّم ضمانات. طلبت الضمانات"])
TOKENS = tokenize(ARTICLES)


def test_rows_of_a_word():
    table = found(TOKENS, ARTICLES, "ضمانات")
    assert table.count("<tr>") == 3
    assert "الضمانات" in table


@pytest.mark.parametrize("query", ["", "  ", "!", "<b>"])
def test_any_query_is_answered_and_none_becomes_markup(query):
    answer = found(TOKENS, ARTICLES, query)
    assert "<table" not in answer or query == "<b>"
    assert "<b>" not in answer.replace("<b style", "")


def test_a_query_without_a_word_is_answered_in_a_sentence():
    assert "<table" not in found(TOKENS, ARTICLES, "!")


def test_the_box(capsys):
    box = search(TOKENS, ARTICLES, "ضمانات").children[0]
    assert (box.description, box.value) == ("Search", "ضمانات")


def test_without_ipywidgets(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    assert "arabic-news-analysis[widgets]" in search(TOKENS, ARTICLES)
