"""What is counted: each token's word, form or lemma as an integer, and which tokens a table leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from .counting import look_up
from .frames import check_tokens
from .memory import give_back
from .stopwords import stop_words as default_stop_words
from .tokens import renamed

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06ee-\u08ff\ufb50-\ufdff\ufe70-\ufefc]").search
_KINDS = {
    "arabic": _ARABIC,
    "number": str.isdecimal,
    "latin": lambda word: not (_ARABIC(word) or word.isdecimal()),  # every other script
}


class Units(NamedTuple):
    """One code per token, and the name of each code."""

    codes: np.ndarray
    names: pd.Index

    def in_order(self) -> Units:
        """The same, numbered by the code points of the names: the order that breaks ties."""
        order = self.names.argsort()
        place = np.empty(len(order), self.codes.dtype)
        place[order] = np.arange(len(order))
        return Units(place[self.codes], self.names.take(order))


def column(tokens: pd.DataFrame, by: str) -> pd.Categorical:
    """The column that `by` counts; lemmas are made of forms."""
    if by not in ("form", "word", "lemma"):
        raise ValueError(f'by={by!r}: choose "form", "word" or "lemma"')
    name = "word" if by == "word" else "form"
    check_tokens(tokens, ["word"])  # general Arabic has no articles
    if name not in tokens:
        raise ValueError(f'tokens has no column "{name}": use tokenize(articles), or choose by="word"')
    return tokens[name].array


def units(tokens: pd.DataFrame, by: str) -> Units:
    """The tokens as codes of what they are counted by."""
    give_back()
    values = column(tokens, by)
    if by == "lemma":
        from .clitics import word_lemmas

        values = renamed(values, word_lemmas(values.categories.tolist()))
    return Units(np.asarray(values.codes), values.categories)


def kept(
    tokens: pd.DataFrame, *, stop_words: str | Iterable[str] = "keep", kind: str | None = None
) -> np.ndarray:
    """Which tokens are of one kind and no stop words: a bool for each.

    A stop word is known by its clitic-free form, so that ولكن goes with لكن, and as written, so that بشأن
    goes and الشأن stays.
    """
    if kind is not None and kind not in _KINDS:
        raise ValueError(f'kind={kind!r}: choose "arabic", "latin", "number", or None for all')
    if stop_words == "keep":
        stopped = frozenset()
    elif isinstance(stop_words, str) and stop_words != "drop":
        raise ValueError(f'stop_words={stop_words!r}: choose "keep", "drop", or name the words to drop')
    else:
        stopped = default_stop_words(only=None if isinstance(stop_words, str) else stop_words)
    form, *written = (tokens[name].array for name in ("form", "word") if name in tokens)
    good = _wanted(form.categories, stopped)
    if kind:
        good[:-1] &= np.fromiter(map(bool, map(_KINDS[kind], form.categories.tolist())), bool)
    keep = look_up(good, form.codes)
    for word in written if stopped else []:
        keep &= look_up(_wanted(word.categories, stopped), word.codes)
    return keep


def _wanted(names: pd.Index, stopped: frozenset[str]) -> np.ndarray:
    """Which names are no stop words; one more place stands for code -1, a missing value."""
    return np.append(~names.isin(stopped), True)


def first_words(tokens: pd.DataFrame, within: str = "sentence") -> np.ndarray:
    """Which tokens open a sentence (or article): a bool for each."""
    if within not in ("sentence", "article"):
        raise ValueError(f'within={within!r}: choose "sentence" or "article"')
    first = np.ones(len(tokens), bool)
    columns = [tokens["article"].array.codes]
    columns += [tokens["sentence"].to_numpy()] if within == "sentence" else []
    first[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return first
