"""Tables of the parts of a corpus joined without a cluster: in any order and grouping, as counted at once."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis as an
from analysis.distributed import merging, merging_actors
from analysis.words.clitics import word_forms
from analysis.words.lexicon import frequencies


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


@given(st.lists(st.lists(st.tuples(st.sampled_from("ابتث"), st.integers(1, 9))), min_size=1, max_size=6))
@settings(deadline=None, max_examples=50)
def test_adding_is_associative_and_loses_nothing(parts):
    tables = [
        pd.DataFrame(part, columns=["name", "count"]).astype({"name": str, "count": int}) for part in parts
    ]
    at_once = merging.add(tables)
    in_pairs = tables[0]
    for table in reversed(tables[1:]):
        in_pairs = merging.add([table, in_pairs])
    if len(tables) > 1:
        same(*(table.sort_values("name", ignore_index=True) for table in (in_pairs, at_once)))
    assert at_once["count"].sum() == sum(count for part in parts for _, count in part)


def test_dealing_by_word_not_by_code():
    one = pd.DataFrame({"name": pd.Categorical(["أ", "ب", "ج"]), "n": [1, 2, 3]})
    other = pd.DataFrame({"name": pd.Categorical(["ج", "أ"], categories=["ج", "أ", "د"]), "n": [4, 5]})
    pairs = zip(merging.split(one, "name", 2), merging.split(other, "name", 2), strict=True)
    met = [name for pair in pairs for name in {*pair[0]["name"], *pair[1]["name"]}]
    assert sorted(met) == ["أ", "ب", "ج"]
    assert all(
        set(part["name"].cat.categories) == set(part["name"]) for part in merging.split(other, "name", 2)
    )


def test_buckets_that_ask_each_other_cut_all_words_as_at_once():
    """Words of general Arabic, and strange names behind and before what may be clitics."""
    draw = np.random.default_rng(3)
    names = ["".join(draw.choice(list("زغلفمكويصنت"), draw.integers(3, 7))) for _ in range(300)]
    clitics = ["", "و", "ل", "ب", "ال", "وال", "لل", "سي", "ت", "ي"]
    endings = ["", "", "هم", "ة", "تها", "ا"]
    spelled = [draw.choice(clitics) + name + draw.choice(endings) for name in names for _ in range(4)]
    known = list(itertools.islice(frequencies(), 0, None, 100))
    whole = pd.DataFrame({"word": [*dict.fromkeys([*spelled, *known])]}, dtype=str)
    forms = pd.Series(word_forms(whole["word"].tolist()), whole["word"])
    for count in (1, 2, 7, 16):
        words = merging.split(whole, "word", count)
        asked = met([merging.ask(part) for part in words], "witness")
        heard = met([merging.answer(*pair) for pair in zip(asked, words, strict=True)], "word")
        cut = pd.concat([merging.cut(*pair) for pair in zip(words, heard, strict=True)])
        pd.testing.assert_series_equal(cut.reindex(forms.index), forms, check_names=False)
    unheard = pd.concat([merging.cut(part, heard[0][:0]) for part in words])
    assert (unheard.reindex(forms.index) != forms).sum() > 50  # the buckets had to ask


def met(tables: list[pd.DataFrame], column: str) -> list[pd.DataFrame]:
    """Tables dealt into as many, by the words of a column."""
    dealt = [merging.split(table, column, len(tables)) for table in tables]
    return [merging.below(pieces) for pieces in zip(*dealt, strict=True)]


def test_joining_pairs_in_any_grouping():
    sentences = [
        "قالت روسيا إن الصين لم ترسل الوفد.",
        "الصين وفرنسا في قمة واحدة.",
        "روسيا وفرنسا وأوكرانيا في باريس.",
    ]
    articles = an.make_articles([" ".join(sentences[: 1 + i % 3]) + sentences[i % 2] for i in range(8)])
    tables = [merging_actors.pair_known(articles.iloc[i : i + 2], an.read_actors()) for i in range(0, 8, 2)]
    join = merging_actors.join_pairs
    same(join([join(tables[:3]), tables[3]]), join([tables[0], join(tables[1:])]))
