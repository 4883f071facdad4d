"""Collocates: an example to count by eye, and a slow count over every pair of tokens."""

from __future__ import annotations

from collections import Counter
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import collocates, make_articles, tokenize
from analysis.words.association import g2

ALL = {"by": "word", "stop_words": "keep", "kind": None}


def test_counts_by_eye():
    texts = ["قدّمت فرنسا ضمانات أمنية لأوكرانيا. وتريد أوكرانيا الضمانات", "الضمانات الأمنية في باريس"]
    table = collocates(tokenize(make_articles(texts)), "ضمانات").set_index("form")
    assert table.loc["أمنية", ["count", "before", "after"]].tolist() == [2, 0, 2]
    assert table.loc["أوكرانيا", ["count", "before", "after"]].tolist() == [2, 1, 1]
    assert "في" not in table.index
    assert "ضمانات" not in table.index
    narrow = collocates(tokenize(make_articles(texts)), "بالضمانات", window=1)
    assert set(narrow["form"]) == {"فرنسا", "أمنية", "أوكرانيا"}
    wide = collocates(tokenize(make_articles(texts)), "ضمانات", within="article").set_index("form")
    assert wide.loc["أوكرانيا", ["count", "before", "after"]].tolist() == [4, 2, 2]
    assert wide.loc["ضمانات", ["count", "before", "after"]].tolist() == [2, 1, 1]


def test_expected_is_the_usual_formula_where_no_window_is_cut():
    tokens = tokenize(make_articles([" ".join(["x"] * 50 + ["a", "b"] + ["x"] * 50)]), form=False)
    row = collocates(tokens, "a", window=1, **ALL).set_index("word").loc["b"]
    slots = 2 * 100 + 2  # tokens in all windows: the first and the last word have one neighbour
    assert row["expected"] == pytest.approx(2 * 2 / slots)
    assert row["expected"] == pytest.approx(1 * 1 * 2 / 102, rel=0.02)
    assert row["mi"] == pytest.approx(log2(slots / 4))
    assert row["mi3"] == row["mi"]
    assert row["t"] == pytest.approx(1 - 4 / slots)
    assert row["log_dice"] == 14
    assert row["g2"] == pytest.approx(float(g2(1, 1, 2, slots - 2)))


TEXTS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "dd."]), max_size=14).map(" ".join), max_size=4)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 6), st.sampled_from(["sentence", "article"]))
def test_equals_a_slow_count(texts, window, within):
    pairs = Counter()
    for text in texts:
        parts = text.replace("dd. ", "dd.\n").replace(".", "").split("\n" if within == "sentence" else "\0")
        for words in (part.split() for part in parts):
            for i, node in enumerate(words):
                for j in range(max(i - window, 0), min(i + window + 1, len(words))):
                    if i != j:
                        pairs[node, words[j], "before" if j < i else "after"] += 1
    tokens = tokenize(make_articles(texts), form=False)
    table = collocates(tokens, "a", window=window, within=within, **ALL).set_index("word")
    near = {word for node, word, _ in pairs if node == "a"}
    assert set(table.index) == near
    of_node = sum(n for (node, _, _), n in pairs.items() if node == "a")
    for word, row in table.iterrows():
        before, after = pairs["a", word, "before"], pairs["a", word, "after"]
        assert row[["count", "before", "after"]].tolist() == [before + after, before, after]
        of_word = sum(n for (_, other, _), n in pairs.items() if other == word)
        assert row["expected"] == pytest.approx(of_node * of_word / pairs.total())
    assert table["g2"].is_monotonic_decreasing


def test_no_words_have_the_same_columns():
    some = tokenize(make_articles(["الضمانات الأمنية"]))
    table = collocates(some, "ضمانات")
    for none in (collocates(some.head(0), "ضمانات"), collocates(some, "باريس")):
        assert len(none) == 0
        assert none.dtypes.astype(str).equals(table.dtypes.astype(str))


@pytest.mark.parametrize(
    ("node", "options", "message"),
    [
        ("ضمانات أمنية", {}, "the node is one word"),
        ("", {}, "holds no word"),
        ("خبر", {"window": 0}, "window=0"),
        ("خبر", {"within": "text"}, "within='text': choose"),
    ],
)
def test_bad_options_are_named(node, options, message):
    with pytest.raises(ValueError, match=message):
        collocates(tokenize(make_articles(["خبر"])), node, **options)
