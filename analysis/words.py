"""Which words, how often, how evenly: frequencies, n-grams, lexical diversity, vocabulary growth."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from .association import expected, g2, log_dice, mutual_information, simple_g2, t_score
from .counting import Cells, cells, count_rows, dispersions, previous_places
from .frames import check_articles
from .units import first_words, kept, units


def word_frequencies(
    tokens: pd.DataFrame,
    *,
    by: str = "form",
    within: str | None = None,
    articles: pd.DataFrame | None = None,
    stop_words: str | Iterable[str] = "drop",
    kind: str | None = "arabic",
) -> pd.DataFrame:
    """Count words, and say how evenly each is spread over the articles.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    by : {"form", "word", "lemma"}
        Count clitic-free forms (و/ب/ال and pronouns cut off), words as written, or dictionary forms.
    within : {None, "article", "source", "section", "month"}
        Count in the whole corpus, or anew in each group; all but "article" need `articles`.
    articles : DataFrame
        Where `source`, `section` and `published` are looked up.
    stop_words : {"drop", "keep"} or iterable of str
        Function words are left out of the table, or kept; or name the words to leave out.
    kind : {"arabic", "latin", "number", None}
        Which words the table holds; None for all.

    Returns
    -------
    DataFrame
        `within` if given (str; "" where an article does not say), `by` (str), `count` (int64), `per_million`
        (float: of all tokens of the group, also those left out), `articles` (int64: in how many it occurs),
        `dp` (float: Gries' deviation of proportions, normalised: 0 spread as evenly as the text, 1 all in one
        article), `juilland_d` (float: 1 even, towards 0 clumped), `rank` (int64: equal counts share the
        smallest rank). Sorted by group, rank, then code points. With fewer than two articles the two
        dispersions are NaN.

    Raises
    ------
    ValueError
        When an option has no such value, or `articles` is needed and missing.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["ضمانات أوكرانيا", "الضمانات والضمانات", "قمة باريس"]))
    >>> word_frequencies(tokens)[["count", "articles", "rank"]].values.tolist()[:2]
    [[3, 2, 1], [1, 1, 2]]

    Source: Gries (2008), Lijffijt and Gries (2012) for dp; Juilland and Chang-Rodríguez (1964) for D.
    """
    unit = units(tokens, by)
    keep = np.flatnonzero(kept(tokens, stop_words=stop_words, kind=kind))
    article, ids = np.asarray(tokens["article"].array.codes), tokens["article"].array.categories
    size = np.bincount(article, minlength=len(ids))  # tokens per article
    cell = cells(unit.codes[keep], article[keep], len(unit.names))
    group, names = _groups(ids, within, articles)
    if within == "article":
        columns = {"group": cell.article, "code": cell.code, "count": cell.times, "total": size[cell.article]}
        table = pd.DataFrame(columns).assign(articles=1, dp=np.nan, juilland_d=np.nan)
    else:
        parts = _by_group(cell, group, len(names))
        table = pd.concat(
            [_spread(g, part, np.where(group == g, size, 0), len(unit.names)) for g, part in parts]
        )
    table = table.iloc[np.lexsort((unit.order()[table["code"]], -table["count"], table["group"]))]
    table = table.reset_index(drop=True)
    columns = {within: pd.Series(names[table["group"]], dtype=str)} if within else {}
    columns |= {
        by: pd.Series(unit.names.take(table["code"])),
        "count": table["count"].astype(np.int64),
        "per_million": table["count"] * 1e6 / table["total"],
        "articles": table["articles"].astype(np.int64),
        "dp": table["dp"],
        "juilland_d": table["juilland_d"],
        "rank": table.groupby("group")["count"].rank(method="min", ascending=False).astype(np.int64),
    }
    return pd.DataFrame(columns)


def _by_group(cell: Cells, group: np.ndarray, groups: int) -> Iterator[tuple[int, Cells]]:
    """The cells of each group of articles."""
    if groups == 1:
        yield 0, cell
        return
    order = np.argsort(group[cell.article], kind="stable")
    bounds = np.searchsorted(group[cell.article][order], np.arange(groups + 1))
    for g in range(groups):
        yield g, Cells(*(column[order[bounds[g] : bounds[g + 1]]] for column in cell))


def _spread(g: int, cell: Cells, size: np.ndarray, codes: int) -> pd.DataFrame:
    """The words of one group, one row for each that occurs."""
    count = np.bincount(cell.code, cell.times, codes)
    articles, dp, juilland = dispersions(cell, count, size)
    columns = {
        "code": np.arange(codes),
        "count": count,
        "articles": articles,
        "dp": dp,
        "juilland_d": juilland,
    }
    return pd.DataFrame(columns)[count > 0].assign(group=g, total=size.sum())


def _groups(
    ids: pd.Index, within: str | None, articles: pd.DataFrame | None
) -> tuple[np.ndarray, np.ndarray]:
    """The group number of each article, and the names of the groups in their order."""
    if within is None:
        return np.zeros(len(ids), np.int64), np.array([""], object)
    if within == "article":
        return np.arange(len(ids)), ids.to_numpy(object)
    if within not in ("source", "section", "month"):
        raise ValueError(f'within={within!r}: choose None, "article", "source", "section" or "month"')
    if articles is None:
        raise ValueError(f"within={within!r} is looked up in the articles: give articles=")
    name = "published" if within == "month" else within
    articles = check_articles(articles, [name], caller=f"within={within!r}")
    column = articles["published"].dt.strftime("%Y-%m") if within == "month" else articles[within]
    value = pd.Series(column.fillna("").to_numpy(object), index=articles["article"])
    if len(missing := ids.difference(value.index)):
        raise ValueError(f"articles= has no article {missing[0]!r}, which the tokens name")
    code, names = pd.factorize(value.loc[ids].to_numpy(object), sort=True)
    return code, names if len(names) else np.array([""], object)


def ngrams(
    tokens: pd.DataFrame,
    *,
    n: int = 2,
    by: str = "form",
    stop_words: str | Iterable[str] = "drop",
    stop_at: str = "edges",
    kind: str | None = "arabic",
    min_count: int = 1,
) -> pd.DataFrame:
    """Count runs of n neighbouring words in one sentence, and how strongly their words attract each other.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    n : int
        From 2 to 5.
    by : {"form", "word", "lemma"}
    stop_words : {"drop", "keep"} or iterable of str
        As in `word_frequencies`.
    stop_at : {"edges", "anywhere"}
        Leave out n-grams that begin or end with a stop word (نواب في لبنان stays), or that hold one.
    kind : {"arabic", "latin", "number", None}
        All words of an n-gram are of this kind; None for any.
    min_count : int
        Leave out rarer n-grams.

    Returns
    -------
    DataFrame
        `ngram` (str, words joined by a space), `count`, `articles` (int64), `pmi` (float, bits), `t`, `g2`,
        `log_dice` (float). Sorted by count, then by the code points of the words. What is left out of the
        table still counts in the measures: a word's count at its place is taken over all n-grams.

    Raises
    ------
    ValueError
        When an option has no such value.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["مجلس الأمن. قال مجلس الأمن."]))
    >>> ngrams(tokens)[["count", "articles"]].values.tolist()[0]
    [2, 1]

    Source: Evert (2008) for the contingency table; for n > 2 the words are held against independence, and g2
    is Evert's simple log-likelihood 2(o·ln(o/e) - (o - e)), negative where o < e.
    """
    if not 2 <= n <= 5:
        raise ValueError(f"n={n}: choose from 2 to 5")
    if stop_at not in ("edges", "anywhere"):
        raise ValueError(f'stop_at={stop_at!r}: choose "edges" or "anywhere"')
    unit = units(tokens, by).in_order()
    places = max(len(tokens) - n + 1, 0)  # where an n-gram may begin; word i of it stands i tokens later
    at = [slice(i, i + places) for i in range(n)]
    inside = ~np.logical_or.reduce([first_words(tokens)[where] for where in at[1:]])
    content = right_kind = kept(tokens, stop_words=stop_words, kind=kind)
    if n > 2 and stop_at == "edges":
        right_kind = kept(tokens, kind=kind)
    good = inside.copy()
    for i, where in enumerate(at):
        good &= (content if stop_at == "anywhere" or i in (0, n - 1) else right_kind)[where]
    begin = np.flatnonzero(good)
    article = np.asarray(tokens["article"].array.codes)[begin]
    words, o, spread = count_rows([unit.codes[begin + i] for i in range(n)], article, len(unit.names))
    enough = o >= min_count
    words, o, spread = [word[enough] for word in words], o[enough], spread[enough]

    total, f = np.bincount(unit.codes, minlength=len(unit.names)), []
    for where, word in zip(at, words, strict=True):  # how often each word stands at this place of any n-gram
        outside = np.ones(len(tokens), bool)
        outside[where] = ~inside
        f.append((total - np.bincount(unit.codes[outside], minlength=len(total)))[word])
    size = max(np.count_nonzero(inside), 1)
    e = functools.reduce(lambda left, right: expected(left, right, size), f)
    by_rule = np.argsort(-o, kind="stable")  # rows come in the order of their words
    text = functools.reduce(lambda left, right: left + " " + right, (unit.names.take(word) for word in words))
    columns = {
        "ngram": pd.Series(text, dtype=str),
        "count": o,
        "articles": spread,
        "pmi": mutual_information(o, e),
        "t": t_score(o, e),
        "g2": g2(o, f[1] - o, f[0], size - f[0]) if n == 2 else simple_g2(o, e),
        "log_dice": log_dice(o, *f),
    }
    return pd.DataFrame(columns).iloc[by_rule].reset_index(drop=True)


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
    unit = units(tokens, by)
    group_of, names = _groups(tokens["article"].array.categories, within, articles)
    keep = kept(tokens, kind=kind)
    code, group = unit.codes[keep], group_of[tokens["article"].array.codes[keep]]
    order = np.argsort(group, kind="stable")
    code, group = code[order], group[order]
    size = np.bincount(group, minlength=len(names))
    key, row, count = np.unique(group * len(unit.names) + code, return_inverse=True, return_counts=True)
    of = key // max(len(unit.names), 1)

    # A word adds one type to each window that holds it and not its previous occurrence: count those windows.
    width = np.minimum(window, size)
    start = (np.cumsum(size) - size)[group]
    place, previous = np.arange(len(code)) - start, previous_places(row) - start
    earliest = np.maximum(np.maximum(previous + 1, place - width[group] + 1), 0)
    latest = np.minimum(place, (size - width)[group])
    new = np.bincount(group, np.maximum(latest - earliest + 1, 0), len(names))
    types = np.bincount(of, minlength=len(names))
    with np.errstate(invalid="ignore"):
        columns = {
            "tokens": size,
            "types": types,
            "hapaxes": np.bincount(of[count == 1], minlength=len(names)),
            "ttr": types / size,
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
    unit = units(tokens, by)
    code = unit.codes[kept(tokens, kind=kind)]
    new = np.zeros(len(code) + 1, np.int64)
    new[np.unique(code, return_index=True)[1] + 1] = 1
    at = np.unique(np.append(np.arange(step, len(code), step), len(code)))
    at = at[at > 0]
    return pd.DataFrame({"tokens": at, "types": new.cumsum()[at]}, dtype=np.int64)
