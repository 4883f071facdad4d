"""Frequencies, n-grams, diversity: published examples, corpora to count by eye, slow references."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import log, log2, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import (
    lexical_diversity,
    make_articles,
    ngrams,
    normalize,
    tokenize,
    vocabulary_growth,
    word_frequencies,
)
from analysis.resources import read_table
from analysis.words import counting
from analysis.words.stopwords import stop_words

# The corpus on which Gries (2008) shows his measure: five parts, the word "a" once to five times in them.
GRIES = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]
ALL = {"by": "word", "stop_words": "keep", "kind": None}
NEWS = ["ضمانات أوكرانيا والضمانات", "قدّمت فرنسا الضمانات. قمة باريس في باريس", "قمة 2026"]

LETTERS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "dd."]), max_size=12).map(" ".join), max_size=4)


def words_of(texts: list[str]) -> pd.DataFrame:
    return tokenize(make_articles(texts), form=False)


def test_dispersion_as_published():
    row = word_frequencies(words_of(GRIES), **ALL).set_index("word").loc["a"]
    assert (row["count"], row["articles"]) == (15, 5)
    assert row["dp"] == pytest.approx(0.18 / (1 - 9 / 50))  # DP 0.18; Lijffijt and Gries (2012) normalise it
    assert row["juilland_d"] == pytest.approx(0.785, abs=5e-4)
    assert row["per_million"] == 300_000


@pytest.mark.parametrize(
    ("times", "measure", "published"),  # in parts of one size
    [
        ([2, 1, 0], "dp", 0.5),  # Lijffijt and Gries (2012), p. 148
        ([0, 4, 3, 2, 1], "juilland_d", 0.6464),  # Carroll (1970), p. 14
    ],
)
def test_dispersion_in_equal_parts_as_published(times, measure, published):
    table = word_frequencies(words_of([" ".join(["a"] * n + ["x"] * (5 - n)) for n in times]), **ALL)
    assert table.set_index("word").loc["a", measure] == pytest.approx(published, abs=5e-5)


def test_forms_gather_what_is_one_word():
    table = word_frequencies(tokenize(make_articles(NEWS)))
    assert table.loc[table["form"] == "ضمانات", ["count", "articles", "rank"]].values.tolist() == [[3, 2, 1]]
    assert not set(table["form"]) & {"في", "2026"}
    assert table["rank"].tolist() == [1, 2, 2, 4, 4, 4]
    assert table["form"].tolist() == ["ضمانات", "باريس", "قمة", "أوكرانيا", "فرنسا", "قدمت"]


def test_which_words_a_table_holds():
    tokens = tokenize(make_articles(NEWS))
    assert "في" in set(word_frequencies(tokens, stop_words="keep")["form"])
    assert "فرنسا" not in set(word_frequencies(tokens, stop_words=["فرنسا"])["form"])
    assert word_frequencies(tokens, kind="number")["form"].tolist() == ["2026"]
    assert word_frequencies(tokens, by="word")["word"].tolist()[0] == "باريس"
    every = word_frequencies(tokens, stop_words="keep", kind=None)
    assert every["per_million"].sum() == pytest.approx(1e6)


def test_a_compound_preposition_is_left_out_and_its_noun_stays():
    tokens = tokenize(make_articles(["قرار بشأن القمة وبسبب الحرب في الشأن الليبي. لهذا السبب وبشأن ذلك"]))
    counts = word_frequencies(tokens).set_index("form")["count"]
    assert (counts["شأن"], counts["سبب"]) == (1, 1)
    assert word_frequencies(tokens, stop_words="keep").set_index("form")["count"]["شأن"] == 3


def test_stop_words_are_closed_classes():
    listed = [row["word"] for row in read_table("stop_words")]
    assert listed == list(dict.fromkeys(normalize(word) for word in listed))
    assert {"من", "الذي", "كان", "ليست", "هذا"} <= stop_words()
    assert not {"عام", "يوم", "اليوم", "مليون", "قال", "أعلن", "ثلاثة", "علي"} & stop_words()
    written = "وفيه ولكنها لأنهم بهذا عليهم وكانت فإنه لديها منهم سيكون"
    tokens = tokenize(make_articles([f"{written} الوزراء"]))
    assert word_frequencies(tokens)["form"].tolist() == ["وزراء"]


def test_groups_are_counted_apart():
    articles = make_articles(NEWS, source=["b", "a", "a"], published=["2026-01-05", None, "2026-01-06"])
    tokens = tokenize(articles)
    by_source = word_frequencies(tokens, within="source", articles=articles)
    assert by_source["source"].drop_duplicates().tolist() == ["a", "b"]
    a = by_source[by_source["source"] == "a"].set_index("form")
    assert a.loc["قمة", ["count", "articles", "rank"]].tolist() == [2, 2, 1]
    assert by_source[by_source["source"] == "b"]["dp"].isna().all()
    by_month = word_frequencies(tokens, within="month", articles=articles)
    assert by_month["month"].drop_duplicates().tolist() == ["2026-01", "undated"]
    by_article = word_frequencies(tokens, within="article")
    assert by_article["count"].sum() == word_frequencies(tokens)["count"].sum()
    assert by_article.groupby("article")["rank"].min().tolist() == [1, 1, 1]


@settings(deadline=None)
@given(LETTERS)
def test_frequencies_equal_a_slow_count(texts):
    table = word_frequencies(words_of(texts), **ALL).set_index("word")
    parts = [Counter(text.replace(".", "").split()) for text in texts if text]
    sizes = [part.total() for part in parts]
    total = sum(parts, Counter())
    assert dict(table["count"]) == dict(total)
    assert table.index.tolist() == sorted(total, key=lambda word: (-total[word], word))
    for word, row in table.iterrows():
        times = [part[word] for part in parts]
        assert row["articles"] == sum(n > 0 for n in times)
        if len(parts) > 1:
            dp = sum(abs(n / total[word] - s / sum(sizes)) for n, s in zip(times, sizes, strict=True)) / 2
            assert row["dp"] == pytest.approx(dp / (1 - min(sizes) / sum(sizes)))
            rates = [n / s for n, s in zip(times, sizes, strict=True)]
            mean = sum(rates) / len(rates)
            deviation = sqrt(sum((rate - mean) ** 2 for rate in rates) / len(rates))
            assert row["juilland_d"] == pytest.approx(1 - deviation / mean / sqrt(len(rates) - 1), abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=60), st.integers(1, 9))
@example([(70_000 * i % 900_001, i % 3) for i in range(50)], 3)
def test_counts_by_article_equal_a_slow_count(pairs, block):
    code, article = np.array(pairs, np.int32).reshape(-1, 2).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_BLOCK", block)
        found = counting.count_by_article(code, article)
        begin, twice = np.arange(0, 2 * len(code), 2), (np.repeat(code, 2), np.repeat(article, 2))
        runs, times, held = counting.count_runs(twice[0], begin, twice[1], n=2, rank=np.arange(1 << 20))
    slow = Counter(pairs)
    assert dict(zip(zip(*found[:2], strict=True), found.count, strict=True)) == slow
    assert len(found.word) == len(slow)
    of_words = Counter(code.tolist())
    assert runs[0].tolist() == runs[1].tolist() == sorted(of_words)
    assert times.tolist() == [of_words[word] for word in sorted(of_words)]
    assert held.tolist() == [len({b for a, b in pairs if a == word}) for word in sorted(of_words)]


def test_ngrams_by_eye():
    tokens = tokenize(make_articles(["مجلس الأمن الدولي. مجلس الأمن", "رئيس مجلس النواب في لبنان"]))
    table = ngrams(tokens).set_index("ngram")
    assert table.loc["مجلس أمن", ["count", "articles"]].tolist() == [2, 1]
    assert "دولي مجلس" not in table.index  # not across the full stop
    assert not [ngram for ngram in table.index if "في" in ngram]
    # 7 bigrams; مجلس opens 3 of them, أمن closes 2 and both do twice
    assert table.loc["مجلس أمن", "pmi"] == pytest.approx(log2(2 * 7 / (3 * 2)))
    assert table.loc["مجلس أمن", "t"] == pytest.approx((2 - 6 / 7) / sqrt(2))
    assert table.loc["مجلس أمن", "log_dice"] == pytest.approx(14 + log2(2 * 2 / 5))
    g2 = 2 * (2 * log(2 / (6 / 7)) + 1 * log(1 / (15 / 7)) + 4 * log(4 / (20 / 7)))
    assert table.loc["مجلس أمن", "g2"] == pytest.approx(g2)
    inside = ngrams(tokens, n=3)["ngram"].tolist()
    assert "نواب في لبنان" in inside
    assert "نواب في لبنان" not in ngrams(tokens, n=3, stop_at="anywhere")["ngram"].tolist()


@settings(deadline=None)
@given(LETTERS, st.integers(2, 5))
def test_ngrams_equal_a_slow_count(texts, n):
    table = ngrams(words_of(texts), n=n, **ALL)
    counts, where, places = Counter(), defaultdict(set), [Counter() for _ in range(n)]
    for number, text in enumerate(texts):
        for sentence in text.replace("dd. ", "dd.\n").replace(".", "").split("\n"):
            words = sentence.split()
            for gram in zip(*(words[i:] for i in range(n)), strict=False):
                counts[gram] += 1
                where[gram].add(number)
                for place, word in zip(places, gram, strict=True):
                    place[word] += 1
    order = sorted(counts, key=lambda gram: (-counts[gram], gram))
    assert table["ngram"].tolist() == [" ".join(gram) for gram in order]
    assert table["count"].tolist() == [counts[gram] for gram in order]
    assert table["articles"].tolist() == [len(where[gram]) for gram in order]
    for gram, pmi in zip(order, table["pmi"], strict=True):
        chance = counts.total()
        for place, word in zip(places, gram, strict=True):
            chance *= place[word] / counts.total()
        assert pmi == pytest.approx(log2(counts[gram] / chance), abs=1e-9)


def test_long_ngrams_of_a_large_vocabulary():
    words = [f"w{i:05d}x" for i in range(9000)]
    table = ngrams(words_of([" ".join(words)] * 2), n=5, **ALL)
    assert table["ngram"].tolist() == [" ".join(words[i : i + 5]) for i in range(8996)]
    assert set(table["count"]) == set(table["articles"]) == {2}


def test_diversity_by_eye():
    tokens = words_of(["a b a. c", "a a"])
    row = lexical_diversity(tokens, kind=None, window=2).iloc[0]
    assert row.tolist() == [6, 3, 2, 0.5, (1 + 1 + 1 + 1 + 0.5) / 5]
    each = lexical_diversity(tokens, kind=None, within="article")
    assert each[["article", "tokens", "types", "mattr"]].values.tolist() == [
        ["0", 4, 3, 0.75],
        ["1", 2, 1, 0.5],
    ]
    growth = vocabulary_growth(tokens, kind=None, step=4)
    assert growth.values.tolist() == [[4, 3], [6, 3]]


@settings(deadline=None)
@given(LETTERS.filter(any), st.integers(1, 6))
def test_mattr_equals_its_definition(texts, window):
    words = " ".join(texts).replace(".", "").split()
    width = min(window, len(words))
    windows = [words[i : i + width] for i in range(len(words) - width + 1)]
    mattr = sum(len(set(part)) / width for part in windows) / len(windows)
    assert lexical_diversity(words_of(texts), kind=None, window=window)["mattr"][0] == pytest.approx(mattr)


@pytest.mark.parametrize("within", ["article", "source", "section", "month"])
@pytest.mark.parametrize("texts", [[], [""], ["2026"]])
def test_groups_without_words_give_an_empty_table(texts, within):
    articles = make_articles(texts)
    table = word_frequencies(tokenize(articles), within=within, articles=articles)
    assert len(table) == 0
    assert table.columns[:3].tolist() == [within, "form", "count"]
    assert len(lexical_diversity(tokenize(articles), within=within, articles=articles)) == len(texts)


@pytest.mark.parametrize(("within", "column"), [("source", "source"), ("month", "published")])
def test_a_missing_column_is_named(within, column):
    articles = make_articles(NEWS).drop(columns=column)
    with pytest.raises(
        ValueError, match=f"within='{within}' needs a frame with the columns article and {column}"
    ):
        word_frequencies(tokenize(articles), within=within, articles=articles)


@pytest.mark.parametrize("texts", [[], ["", "؟"]])
def test_no_words_have_the_same_columns(texts):
    none, some = tokenize(make_articles(texts)), tokenize(make_articles(NEWS))
    for table in (
        word_frequencies,
        lambda tokens: word_frequencies(tokens, within="article", by="lemma"),
        ngrams,
        vocabulary_growth,
    ):
        assert len(table(none)) == 0
        assert table(none).dtypes.equals(table(some).dtypes)
    assert lexical_diversity(none)["tokens"].tolist() == [0]
    assert len(word_frequencies(none, within="month", articles=make_articles(texts))) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda t: word_frequencies(t, by="stem"), "by='stem': choose"),
        (lambda t: word_frequencies(t, by="form"), 'no column "form"'),
        (lambda t: word_frequencies(t, by="word", within="source"), "give articles="),
        (lambda t: word_frequencies(t, by="word", within="week"), "within='week': choose"),
        (lambda t: word_frequencies(t, by="word", kind="arab"), "kind='arab': choose"),
        (lambda t: word_frequencies(t, by="word", stop_words="remove"), "stop_words='remove': choose"),
        (
            lambda t: word_frequencies(t, by="word", within="source", articles=make_articles([])),
            "no article '0'",
        ),
        (lambda t: stop_words(add="من"), "add='من': give a list of words"),
        (lambda t: ngrams(t, by="word", n=1), "n=1: choose from 2 to 5"),
        (lambda t: ngrams(t, by="word", stop_at="inside"), "stop_at='inside'"),
        (lambda t: lexical_diversity(t, window=0), "window=0"),
        (lambda t: vocabulary_growth(t, step=0), "step=0"),
    ],
)
def test_bad_options_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call(words_of(NEWS))
