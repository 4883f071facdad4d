"""How rich the vocabulary is, and how it grows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .counting import bincount
from .frequencies import apart, article_groups
from .selection import selected, types_of


def lexical_diversity(
    tokens: pd.DataFrame,
    *,
    by: str = "word",
    within: str | None = None,
    articles: pd.DataFrame | None = None,
    window: int = 100,
    kind: str | None = "arabic",
) -> pd.DataFrame:
    """How rich the vocabulary is.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    by, within, articles, kind
        As in `word_frequencies`.
    window : int
        Words in the moving window of the MATTR.

    Returns
    -------
    DataFrame
        `within` if given (str), `tokens`, `types`, `hapaxes` (int64: types that occur once), `ttr` (float:
        types per token, which falls as a text grows), `mattr` (float: mean TTR of all windows, which does
        not; of a shorter text its TTR). Without words the ratios are NaN.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["خبر بعد خبر"]), form=False)
    >>> lexical_diversity(tokens, window=2).round(2).values.tolist()
    [[3.0, 2.0, 1.0, 0.67, 1.0]]

    Source: Covington and McFall (2010) for MATTR.
    """
    if window < 1:
        raise ValueError(f"window={window}: at least 1")
    types = types_of(tokens, by)
    groups = article_groups(tokens["article"].array.categories, within, articles)
    group_of, names = pd.factorize(groups, sort=within != "article")
    names = names if within else [""]
    keep = selected(tokens, kind=kind)
    code, group = types.codes[keep], group_of[tokens["article"].array.codes[keep]]
    order = np.argsort(group, kind="stable")
    code, group = code[order], group[order]
    number, _, of = apart(code, group if within else None, len(types.categories))
    count, size = bincount(number, len(of)), np.bincount(group, minlength=len(names))

    # A word adds one type to each window that holds it and not its previous occurrence: count those windows.
    width = np.minimum(window, size)
    start = (np.cumsum(size) - size)[group]
    place = np.arange(len(code)) - start
    previous = pd.Series(place).groupby(number).shift(fill_value=-1).to_numpy()
    earliest = np.maximum(np.maximum(previous, place - width[group]) + 1, 0)
    latest = np.minimum(place, (size - width)[group])
    new = np.bincount(group, np.maximum(latest - earliest + 1, 0), len(names))
    different = np.bincount(of[count > 0], minlength=len(names))
    with np.errstate(invalid="ignore"):
        columns = {
            "tokens": size,
            "types": different,
            "hapaxes": np.bincount(of[count == 1], minlength=len(names)),
            "ttr": different / size,
            "mattr": new / (size - width + 1) / width,
        }
    table = pd.DataFrame(columns)
    if within:
        table.insert(0, within, pd.Series(names, dtype=str))
    return table


def vocabulary_growth(
    tokens: pd.DataFrame, *, by: str = "word", step: int = 1000, kind: str | None = "arabic"
) -> pd.DataFrame:
    """How many different words the first 1,000, 2,000, ... words hold (Heaps' curve).

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    by, kind
        As in `word_frequencies`.
    step : int
        Words between two rows; the last row is the whole corpus.

    Returns
    -------
    DataFrame
        `tokens`, `types` (int64), in reading order.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["خبر بعد خبر"]), form=False)
    >>> vocabulary_growth(tokens, step=2).values.tolist()
    [[2, 2], [3, 2]]

    Source: Heaps (1978).
    """
    if step < 1:
        raise ValueError(f"step={step}: at least 1")
    code = types_of(tokens, by).codes[selected(tokens, kind=kind)]
    types = np.cumsum(~pd.Series(code).duplicated())
    at = np.unique(np.append(np.arange(step, len(code), step), len(code)))
    at = at[at > 0]
    return pd.DataFrame({"tokens": at, "types": types.to_numpy()[at - 1]}, dtype=np.int64)
