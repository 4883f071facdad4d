"""Sentences read from tables: the empty table, one row, and markup from a corpus."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import findings
from analysis.words.comparison import OTHERS


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (lambda none: findings.found_words(none), "No words were found."),
        (lambda none: findings.found_spellings(none, none), "No words were found."),
        (lambda none: findings.found_keywords(none, "X", "Y"), "No words were found to compare."),
        (lambda none: findings.found_collocates(none, "x"), "No word stands near x."),
        (lambda none: findings.found_actors(none), "No actors were found."),
        (lambda none: findings.found_pairs(none), "No two actors share a sentence."),
        (lambda none: findings.found_events(none), "No dated events were found."),
    ],
)
def test_an_empty_table_is_said_to_be_empty(sentence, said):
    assert sentence(pd.DataFrame()) == said


def test_no_word_is_named_typical_that_chance_explains():
    table = pd.DataFrame({"form": ["a", "b"], "g2": [1.0, -1.0], "p_adjusted": [0.9, 0.9]})
    said = findings.found_keywords(table, "X", "Y")
    assert said == '0 of 2 words differ between "X" and "Y" by more than chance (adjusted p < 0.05).'


def test_typical_words_of_both_sides_the_strongest_first():
    table = pd.DataFrame({"form": list("abcd"), "g2": [9.0, 20.0, -5.0, -30.0], "p_adjusted": [0.01] * 4})
    assert findings.found_keywords(table, "X", OTHERS, top=1) == (
        '4 of 4 words differ between "X" and the other articles by more than chance (adjusted p < 0.05). '
        'Typical of "X": b. Typical of the other articles: d.'
    )


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["printed"], "The one article prints its date."),
        (["undated"] * 2, "Both articles stay undated."),
        (["inferred"] * 1234, "All 1,234 articles are dated by inference only."),
        ([], "There are no articles."),
        (["undated", "inferred"], "Of 2 articles, 1 is dated by inference only and 1 stays undated."),
    ],
)
def test_only_the_ways_of_dating_that_occur_are_told(statuses, said):
    assert findings.found_dating(pd.DataFrame({"status": statuses})) == said


@pytest.mark.parametrize(
    ("days", "inferred", "said"),
    [
        ([6], False, "1 event on 2026-01-06."),
        ([6, 7], True, "2 events from 2026-01-06 to 2026-01-07; 2 hang on an inferred date."),
        ([1, 5, 5, 5, 30], False, "5 events from 2026-01-01 to 2026-01-30."),
        (
            [1, 5, 6, 6, 30],
            False,
            "5 events from 2026-01-01 to 2026-01-30, half of them from 2026-01-05 to 2026-01-06.",
        ),
    ],
)
def test_the_span_of_events(days, inferred, said):
    events = pd.DataFrame({"begin": [pd.Timestamp(2026, 1, day) for day in days]})
    assert findings.found_events(events.assign(approximate=False, inferred=inferred)) == said


def test_leaders_follow_the_order_of_the_table():
    table = pd.DataFrame({"form": list("abcd"), "count": [1234, 5, 2, 1], "articles": [9, 2, 1, 1]})
    assert findings.found_words(table, top=2) == (
        "Of 4 different words, the most frequent are a (1,234 times, in 9 articles) "
        "and b (5 times, in 2 articles)."
    )


def test_actors_are_summed_over_ref_and_ties_go_by_name():
    table = pd.DataFrame(
        {
            "actor": ["2", "1", "1"],
            "name": ["b", "a", "a"],
            "ref": ["name", "demonym", "name"],
            "mentions": [3, 1, 2],
        }
    )
    assert findings.found_actors(table) == (
        "Of 2 actors with 6 mentions, the most often named are "
        "a (3 times: 2 by name, 1 by demonym) and b (3 times by name)."
    )


def test_markup_is_escaped_for_the_notebook_and_kept_in_the_text():
    said = findings.found_collocates(pd.DataFrame(), "<script>")
    assert "<script>" in said
    assert "<script>" not in said._repr_html_()
    assert "&lt;script&gt;" in said._repr_html_()


def test_where_collocates_stand():
    table = pd.DataFrame({"form": list("abc"), "count": [3, 2, 1], "before": [1, 2, 0], "after": [2, 0, 1]})
    assert findings.found_collocates(table, "x") == (
        "Most closely tied to x are a (3 times: 1 before, 2 after), b (twice before it) "
        "and c (once after it)."
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a", "The one occurrence of x is written a."),
        ("aaa", "All 3 occurrences of x are written a."),
        ("aba", "The 3 occurrences of x are written in 2 ways: a (twice) and b (once)."),
        (
            "abaabdef",
            "The 8 occurrences of x are written in 5 ways: a (3 times), b (twice) and 3 more (3 times).",
        ),
    ],
)
def test_spellings_of_the_first_form(words, said):
    tokens = pd.DataFrame({"word": [*words, "c"], "form": ["x"] * len(words) + ["y"]})
    assert findings.found_spellings(tokens, pd.DataFrame({"form": ["x", "y"]}), top=2) == said


def test_arabic_names_in_an_english_sentence_keep_their_order():
    shown = findings.Finding("Leading: قمة باريس, لندن <b>")._repr_html_()
    assert "Leading: <bdi>قمة باريس</bdi>, <bdi>لندن</bdi> &lt;b&gt;" in shown
    assert "mathjax_ignore" in shown
