"""Many words as one array of letters, against Python's strings."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors.slices import lines
from analysis.actors.spelling import Letters, Spelling
from analysis.actors.stream import bare, fold, fold_all

WORD = st.text("الوبفهت", min_size=1, max_size=12)
WORDS = st.lists(WORD, min_size=1, max_size=8)


@given(st.lists(WORD))
def test_words_are_what_they_were(words):
    assert Letters(words).words() == Letters(["\n".join(words)] if words else []).words() == words
    assert Letters(words).length.tolist() == [len(word) for word in words]


@given(WORDS, st.data())
def test_some_words_without_their_first_letters(words, data):
    which = data.draw(st.lists(st.sampled_from(range(len(words)))))
    cut = [data.draw(st.integers(0, len(words[i]))) for i in which]
    taken = Letters(words).take(np.array(which, int), np.array(cut, int))
    assert taken.words() == [words[i][size:] for i, size in zip(which, cut, strict=True)]
    assert Letters(taken.words()).all.tolist() == taken.all.tolist()


@given(WORDS, st.sets(st.text("الوب", max_size=3)), st.sets(st.text("هتا", max_size=3)), st.integers(0, 5))
def test_beginnings_and_ends(words, start, end, least):
    start, end = ({part for part in parts if part} for parts in (start, end))
    expected = [
        len(word) >= least and word.startswith(tuple(start) or "") and word.endswith(tuple(end) or "")
        for word in words
    ]
    assert Letters(words).shaped(start, end, least).tolist() == expected


@given(WORDS, WORDS, st.data())
def test_words_are_found_and_bared(ours, asked, data):
    spelling = Spelling(Letters(ours))
    assert spelling.find(asked).tolist() == [ours.index(word) if word in ours else -1 for word in asked]
    cut = [data.draw(st.integers(0, len(word) - 1)) for word in ours]
    bared = spelling.bare(np.arange(len(ours)), np.array(cut))
    assert bared.words() == [bare(word, size) for word, size in zip(ours, cut, strict=True)]
    assert bared.shaped(("ال",)).tolist() == [word.startswith("ال") for word in bared.words()]
    assert spelling.letters.words() == ours  # as before


@settings(max_examples=300)
@given(st.lists(st.text(st.sampled_from("أإآاىؤ ڤ\u0654\u064b\u0640\u200c\u200fˆﻻب9a"), max_size=8)))
def test_many_words_are_folded_as_one_is(words):
    assert fold_all(words) == [fold(word) for word in words]


@given(st.lists(WORD, max_size=5), st.data())
def test_texts_one_below_the_other(words, data):
    first = data.draw(st.integers(0, len(words)))
    whole = pd.Series(words, dtype="str")
    parts = pd.concat([whole[:first], whole[first:]], ignore_index=True)
    for kept in (whole, parts, whole[first:], whole.astype(object)):
        assert Letters(lines(pd.Index(kept))).words() == kept.tolist()
