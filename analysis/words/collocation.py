"""Which words stand near a word."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .association import expected, g2, log_dice, mutual_information, t_score
from .queries import occurrences, terms_of
from .selection import selected, starts, types_of


def collocates(
    tokens: pd.DataFrame,
    node: str,
    *,
    window: int = 5,
    within: str = "sentence",
    by: str = "form",
    stop_words: str | Iterable[str] = "drop",
    kind: str | None = "arabic",
    min_count: int = 1,
) -> pd.DataFrame:
    """Count the words at most `window` words before or after a word.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    node : str
        The word in question, found as `concordance` finds it.
    window : int
        Words to each side.
    within : {"sentence", "article"}
        What a window does not reach beyond.
    by : {"form", "word", "lemma"}
    stop_words : {"drop", "keep"} or iterable of str
        Left out of the table; they still take their place in the window.
    kind : {"arabic", "latin", "number", None}
    min_count : int
        Leave out rarer collocates.

    Returns
    -------
    DataFrame
        `by` (str), `count`, `before`, `after` (int64: times the word stands near a node, and on which side in
        reading order; near two nodes it counts twice), `expected` (float: by chance), `mi`, `mi3` (float,
        bits), `t`, `log_dice`, `g2` (float, signed). Sorted by g2, highest first, then code points.

        The table behind the measures holds all pairs of tokens that stand within the window of each other, so
        that a window cut short by a sentence end counts as short as it is. Where none is cut, `expected` is
        the usual count of the node x count of the word x 2 window / tokens.

    Raises
    ------
    ValueError
        When an option has no such value, or the node is empty or several words.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["ضمانات أمنية لأوكرانيا. الضمانات الأمنية"]))
    >>> table = collocates(tokens, "الضمانات")
    >>> table[["count", "before", "after"]].values.tolist()
    [[2, 0, 2], [1, 0, 1]]

    Source: Evert (2008) on expected counts and contingency tables; Rychlý (2008) on logDice.
    """
    if window < 1:
        raise ValueError(f"window={window}: at least 1")
    if len(terms_of(node)) != 1:
        raise ValueError(f"the node is one word, not {node!r}")
    nodes = occurrences(tokens, [node], by=by).first
    types = types_of(tokens, by)
    first = np.flatnonzero(starts(tokens, within))
    length = np.diff(np.append(first, len(tokens)))
    ahead = np.arange(len(tokens)) - np.repeat(first, length)  # tokens before this one in its sentence
    behind = np.repeat(length, length) - 1 - ahead
    reach = np.minimum(ahead, window) + np.minimum(behind, window)  # tokens in the window around each

    steps, size = range(1, window + 1), len(types.categories)
    before = np.concatenate([nodes[ahead[nodes] >= step] - step for step in steps])
    after = np.concatenate([nodes[behind[nodes] >= step] + step for step in steps])
    keep = selected(tokens, stop_words=stop_words, kind=kind)
    left, right = (np.bincount(types.codes[near[keep[near]]], minlength=size) for near in (before, after))
    found = np.flatnonzero(left + right >= max(min_count, 1))
    found = found[types.categories.take(found).argsort()]
    o = (left + right)[found]
    pairs, node_pairs = reach.sum(), reach[nodes].sum()
    word_pairs = np.bincount(types.codes, reach, size)[found]
    e = expected(node_pairs, word_pairs, max(pairs, 1))
    table = pd.DataFrame(
        {
            by: pd.Series(types.categories.take(found)),
            "count": o,
            "before": left[found],
            "after": right[found],
            "expected": e,
            "mi": mutual_information(o, e),
            "mi3": mutual_information(o, e, power=3),
            "t": t_score(o, e),
            "log_dice": log_dice(o, len(nodes), np.bincount(types.codes, minlength=size)[found]),
            "g2": g2(o, word_pairs - o, node_pairs, pairs - node_pairs),
        }
    )
    return table.iloc[np.argsort(-table["g2"], kind="stable")].reset_index(drop=True)
