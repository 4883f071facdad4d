"""Which words and runs of words, how often, how evenly: frequencies, n-grams."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ..frames import check_articles
from ..memory import give_back
from .association import expected, g2, log_dice, mutual_information, simple_g2, t_score
from .counting import bincount, count_by_article, count_runs, dispersion_measures, falling, sizes
from .queries import Categories
from .selection import selected, starts, types_of


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
        `within` if given (str; where an article names none: "undated" for the month, else ""), `by` (str),
        `count` (int64), `per_million` (float: of all tokens of the group, also those left out), `articles`
        (int64: in how many it occurs), `dp` (float: Gries' deviation of proportions, normalised: 0 spread as
        evenly as the text, 1 all in one article), `juilland_d` (float: 1 even, towards 0 clumped), `rank`
        (int64: equal counts share the smallest). Sorted by group, rank, then code points. With fewer than two
        articles the two dispersions are NaN.

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
    types = types_of(tokens, by)
    keep = selected(tokens, stop_words=stop_words, kind=kind)
    article, ids = np.asarray(tokens["article"].array.codes), tokens["article"].array.categories
    size = sizes(article, len(ids))
    group = article_groups(ids, within, articles)
    give_back()
    counts = count_by_article(types.codes, article, keep)
    del keep
    give_back()
    group, groups = pd.factorize(group)
    number, word, of = apart(counts.word, group[counts.article] if within else None, len(types.categories))
    table = dispersion_measures(counts._replace(word=number), size, group, of)
    del counts, number
    give_back()
    names, total = types.categories.take(word), np.bincount(group, size, len(groups))[of]
    table = with_names(table, {within: groups[of], by: names}, total)
    return rank(table, by=by, within=within, groups=ids if within == "article" else None)


def with_names(table: pd.DataFrame, names: dict[str | None, Any], total: np.ndarray) -> pd.DataFrame:
    """The measures of words with the names of their groups, if any, and their own; not ranked."""
    table.insert(1, "per_million", table["count"] * 1e6 / total)
    for column, values in reversed(names.items()):
        if column:
            table.insert(0, column, pd.Series(values, dtype=str))
    return table[table["count"] > 0]


def apart(code: np.ndarray, group: np.ndarray | None, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The words (codes below `size`) of several groups numbered apart; the word and group of each number."""
    if group is None:
        return code, np.arange(size), np.zeros(size, np.int64)
    number, pair = pd.factorize(group * size + code)
    return number, pair % size, pair // size


def rank(table: pd.DataFrame, *, by: str, within: str | None, groups: pd.Index | None = None) -> pd.DataFrame:
    """Words by group, falling count and code points; equal counts share the smallest rank.

    `groups` are the names of the groups in their order; without them it is that of their code points.
    """
    table = table.iloc[table[by].array.argsort()]
    group = pd.Categorical(table[within], groups).codes if within else np.zeros(len(table), np.int8)
    order = np.lexsort((-table["count"].to_numpy(), group))
    table, group = table.iloc[order].reset_index(drop=True), group[order]
    ranks = table.groupby(group)["count"].rank(method="min", ascending=False)
    return table.assign(rank=ranks.astype(np.int64))


def article_groups(ids: pd.Index, within: str | None, articles: pd.DataFrame | None) -> np.ndarray:
    """The name of the group that each article is in."""
    if within is None:
        return np.zeros(len(ids), np.int64)
    if within == "article":
        return ids.to_numpy(object)
    if within not in ("source", "section", "month"):
        raise ValueError(f'within={within!r}: choose None, "article", "source", "section" or "month"')
    if articles is None:
        raise ValueError(f"within={within!r} is looked up in the articles: give articles=")
    name = "published" if within == "month" else within
    articles = check_articles(articles, [name], caller=f"within={within!r}")
    place = pd.Index(articles["article"]).get_indexer(ids)
    if len(missing := ids[place < 0]):
        raise ValueError(f"articles= has no article {missing[0]!r}, which the tokens name")
    value = articles[name].iloc[place]
    value = value.dt.strftime("%Y-%m").fillna("undated") if within == "month" else value.fillna("")
    return value.to_numpy(object)


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
    types = types_of(tokens, by)
    names = Categories(types.categories)
    order, rank = names.order(), names.rank()  # by code points, which break ties
    content = right_kind = selected(tokens, stop_words=stop_words, kind=kind)
    if n > 2 and stop_at == "edges":
        right_kind = selected(tokens, kind=kind)
    inside = run_starts(tokens, n)
    good = inside.copy()
    for i in range(n):
        wanted = content if stop_at == "anywhere" or i in (0, n - 1) else right_kind
        good[: max(len(good) - i, 0)] &= wanted[i:]
    article = np.asarray(tokens["article"].array.codes)
    words, o, held = count_runs(types.codes, np.flatnonzero(good), article, n=n, rank=rank[:-1])
    often = np.flatnonzero(o >= min_count)
    often = often[falling(o[often])]  # rows come in the order of their words
    words, o, held = [order[word[often]] for word in words], o[often], held[often]
    spaced = types.categories + " "
    text = functools.reduce(
        operator.add, [*(spaced.take(word) for word in words[:-1]), types.categories.take(words[-1])]
    )
    f = [count[word] for count, word in zip(place_counts(types, inside, n), words, strict=True)]
    columns = {"ngram": pd.Series(text, dtype=str), "count": o, "articles": held}
    return pd.DataFrame(columns | ngram_measures(o, f, max(np.count_nonzero(inside), 1)))


def run_starts(tokens: pd.DataFrame, n: int) -> np.ndarray:
    """Which tokens begin a run of n tokens of one sentence: a bool for each."""
    first, inside = starts(tokens), np.ones(len(tokens), bool)
    for i in range(1, n):
        inside[:-i] &= ~first[i:]
        inside[-i:] = False
    return inside


def place_counts(types: pd.Categorical, inside: np.ndarray, n: int) -> list[np.ndarray]:
    """How often each type stands at the first, second, ... place of any n-gram, given where these begin."""
    codes, counts = types.codes, []
    total, gaps = bincount(codes, len(types.categories)), np.flatnonzero(~inside)  # the last n - 1 among them
    for i in range(n):
        elsewhere = np.append(codes[:i], codes[i:].take(gaps[: max(len(gaps) - i, 0)]))
        counts.append(total - np.bincount(elsewhere, minlength=len(total)))
    return counts


def ngram_measures(o: np.ndarray, f: list[np.ndarray], size: int) -> dict[str, np.ndarray]:
    """How strongly words attract each other that stand together `o` times, each `f` times at its place."""
    e = functools.reduce(lambda left, right: expected(left, right, size), f)
    return {
        "pmi": mutual_information(o, e),
        "t": t_score(o, e),
        "g2": g2(o, f[1] - o, f[0], size - f[0]) if len(f) == 2 else simple_g2(o, e),
        "log_dice": log_dice(o, *f),
    }
