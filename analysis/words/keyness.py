"""Which words set one group of articles apart from another."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ..normalization import normalize
from .association import adjust, g2, log_ratio, p_value, percent_difference
from .selection import selected, types_of
from .tokens import forms

_GENERAL_SIZE = 10_000_000  # words: the rarest that is looked up in wordfreq's list then occurs once


def keywords(
    target: pd.DataFrame,
    reference: pd.DataFrame | str,
    *,
    by: str = "form",
    cells: int = 4,
    stop_words: str | Iterable[str] = "drop",
    kind: str | None = "arabic",
    min_count: int = 1,
) -> pd.DataFrame:
    """Compare the words of one group of articles with those of another.

    Parameters
    ----------
    target : DataFrame
        Tokens of the articles in question, as `tokenize` returns them, or some of their rows.
    reference : DataFrame or "general"
        Tokens to compare with; or general Arabic: wordfreq's relative frequencies (Wikipedia, news,
        subtitles, web, social media), taken as counts of a corpus of 10 million words, in which
        rarer words do not occur. The first such call takes some seconds.
    by : {"form", "word", "lemma"}
    cells : {4, 2}
        G² of the whole table (Dunning), or of the word alone (Rayson and Garside, as in Wmatrix).
    stop_words : {"drop", "keep"} or iterable of str
    kind : {"arabic", "latin", "number", None}
    min_count : int
        Leave out words that occur less often in both together.

    Returns
    -------
    DataFrame
        `by` (str), `count`, `count_reference` (int64), `per_million`, `per_million_reference` (float, of all
        tokens), `g2` (float: signed, + more frequent in the target), `log_ratio` (float: doublings; 0 taken
        as 0.5), `percent_diff` (float: infinite when new), `p` (float: of G² with one degree of freedom),
        `p_adjusted` (float: Benjamini-Hochberg over the rows). Sorted by g2, highest first, then code points.

        A word repeated in one article counts as often as one spread over all, which makes p too small: read
        it beside `dp` and `articles` of `word_frequencies`.

    Raises
    ------
    ValueError
        When an option has no such value, or one side has no words.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> one = tokenize(make_articles(["قمة باريس وقمة بروكسل"]))
    >>> other = tokenize(make_articles(["قصف كاراكاس وقصف مطار"]))
    >>> table = keywords(one, other)
    >>> table["form"].iloc[0] == "قمة", table[["count", "count_reference"]].iloc[0].tolist()
    (True, [2, 0])

    Source: Dunning (1993), Rayson and Garside (2000), Hardie (2014), Gabrielatos and Marchi (2012).
    """
    options = {"by": by, "stop_words": stop_words, "kind": kind}
    if isinstance(reference, str):
        second, second_size = general_counts(reference, **options)
    else:
        second, second_size = name_counts(reference, **options), len(reference)
    first = name_counts(target, **options)
    return compare(first, second, len(target), second_size, by=by, cells=cells, min_count=min_count)


def name_counts(
    tokens: pd.DataFrame, *, by: str, weight: np.ndarray | None = None, **which: Any
) -> pd.DataFrame:
    """How often each `name` occurs that does, as `count`."""
    types = types_of(tokens, by)
    keep = selected(tokens, **which)
    count = np.bincount(types.codes[keep], None if weight is None else weight[keep], len(types.categories))
    return pd.DataFrame({"name": pd.Series(types.categories, dtype=str), "count": count})[count > 0]


def general_counts(reference: str = "general", **options: Any) -> tuple[pd.DataFrame, int]:
    """The same for general Arabic, and the number of words that it is taken to have."""
    if reference != "general":
        raise ValueError(f'reference={reference!r}: give tokens, or "general"')
    tokens, weight = _general()
    return name_counts(tokens, weight=weight, **options), _GENERAL_SIZE


def compare(
    first: pd.DataFrame,
    second: pd.DataFrame,
    first_size: int,
    second_size: int,
    *,
    by: str,
    cells: int,
    min_count: int,
) -> pd.DataFrame:
    """What `keywords` returns, from the counts of two sides and their numbers of tokens."""
    if not first_size or not second_size:
        raise ValueError(f"keywords: the {'reference' if first_size else 'target'} has no words")
    both = first.merge(second, "outer", on="name", suffixes=("", "_reference")).fillna(0)
    both = both[both["count"] + both["count_reference"] >= min_count].reset_index(drop=True)
    a, b = both[["count", "count_reference"]].to_numpy(float).T
    score = g2(a, b, first_size, second_size, cells=cells)
    columns = {
        by: both["name"],
        "count": a.astype(np.int64),
        "count_reference": b.astype(np.int64),
        "per_million": a * 1e6 / first_size,
        "per_million_reference": b * 1e6 / second_size,
        "g2": score,
        "log_ratio": log_ratio(a, b, first_size, second_size),
        "percent_diff": percent_difference(a, b, first_size, second_size),
        "p": p_value(score),
        "p_adjusted": adjust(p_value(score)),
    }
    by_rule = np.argsort(-score, kind="stable")  # an outer join is in the order of its keys
    return pd.DataFrame(columns).iloc[by_rule].reset_index(drop=True)


@functools.cache
def _general() -> tuple[pd.DataFrame, np.ndarray]:
    """General Arabic as the tokens of one article, one for each word, and how often each would occur."""
    import wordfreq

    listed = pd.Series(wordfreq.get_frequency_dict("ar", "best")) * _GENERAL_SIZE
    listed = listed[listed >= 0.95].round()
    listed = listed.groupby(listed.index.map(normalize), sort=False).sum()
    words = pd.Categorical.from_codes(np.arange(len(listed)), categories=listed.index)
    article = pd.Categorical(np.zeros(len(words), np.int8))
    return pd.DataFrame({"article": article, "word": words, "form": forms(words)}), listed.to_numpy()
