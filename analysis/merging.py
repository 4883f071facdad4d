"""Words counted in one part of a corpus, and the counts of all parts joined: numpy and pandas, no cluster.

Counts are keyed by the word itself, for the codes of one part mean nothing in another, and are dealt into
buckets by a hash of the word: all that is known of a word meets in one bucket, which no other bucket needs.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from .association import (
    adjust,
    expected,
    g2,
    log_dice,
    log_ratio,
    mutual_information,
    p_value,
    percent_difference,
    simple_g2,
    t_score,
)
from .clitics import word_forms
from .counting import Cells, cells, dispersions
from .keyness import _GENERAL_SIZE, _general
from .units import first_words, kept, units
from .words import ngrams


def deal(words: Sequence[str], buckets: int) -> np.ndarray:
    """The bucket of each word, the same in every process.

    >>> deal(["NATO", "UN", "NATO"], 1).tolist()
    [0, 0, 0]
    """
    return (pd.util.hash_array(np.asarray(words, dtype=object)) % np.uint64(buckets)).astype(np.int64)


def split(table: pd.DataFrame, column: str, buckets: int) -> list[pd.DataFrame]:
    """The rows of a table, dealt by the words of one column."""
    values = table[column].array
    if isinstance(values, pd.Categorical):
        bucket = deal(values.categories, buckets)[values.codes]
    else:
        bucket = deal(values, buckets)
    order = np.argsort(bucket, kind="stable")
    bounds = np.searchsorted(bucket[order], np.arange(1, buckets))
    parts = [table.iloc[rows].reset_index(drop=True) for rows in np.split(order, bounds)]
    if isinstance(values, pd.Categorical):
        parts = [part.assign(**{column: part[column].cat.remove_unused_categories()}) for part in parts]
    return parts


def add(tables: Sequence[pd.DataFrame], key: str, *, least: int = 0) -> pd.DataFrame:
    """Tables of counts as one: rows of equal key added up, then those whose `count` is at least so high."""
    total = pd.concat(tables).groupby(key, as_index=False).sum()
    return total[total["count"] >= least] if least else total


# -- forms: what the lexicon lacks is settled by the other words, so the vocabulary is cut once, as a whole


def split_words(tokens: pd.DataFrame, buckets: int) -> list[np.ndarray]:
    """The vocabulary of some tokens, dealt into buckets."""
    words = tokens["word"].array.categories.to_numpy(object)
    bucket = deal(words, buckets)
    return [words[bucket == i] for i in range(buckets)]


def union(words: Sequence[np.ndarray]) -> np.ndarray:
    """The distinct words of several vocabularies, sorted."""
    return np.unique(np.concatenate(words))


def segment_all(words: Sequence[np.ndarray]) -> list[pd.Series]:
    """The form of every word of a corpus: one Series, indexed by word, for each bucket of words."""
    forms = np.array(word_forms(np.concatenate(words).tolist()), dtype=object)
    parts = np.split(forms, np.cumsum([len(part) for part in words])[:-1])
    return [
        pd.Series(form, pd.Index(word, dtype=str), dtype=str) for form, word in zip(parts, words, strict=True)
    ]


def add_forms(tokens: pd.DataFrame, forms: Sequence[pd.Series]) -> pd.DataFrame:
    """Tokens of a part as they are in the whole corpus, given the form of each word, by bucket."""
    words = tokens["word"].array
    form = pd.concat(forms).reindex(words.categories).to_numpy(object)
    code, names = pd.factorize(form)
    form = pd.Categorical.from_codes(code.astype(np.int32)[words.codes], categories=names.astype(str))
    return tokens.assign(form=form)


# -- frequencies


class Sizes(NamedTuple):
    """The articles of a part, or of a whole corpus: their number of tokens, and the group each is in."""

    tokens: np.ndarray
    group: np.ndarray


def measure(articles: pd.DataFrame, tokens: pd.DataFrame, within: str | None) -> Sizes:
    """How long each article is, and the name of its group."""
    size = np.bincount(tokens["article"].array.codes, minlength=len(articles))
    if within is None:
        return Sizes(size, np.full(len(articles), "", dtype=object))
    column = articles["published"].dt.strftime("%Y-%m") if within == "month" else articles[within]
    return Sizes(size, column.fillna("").to_numpy(object))


def count_cells(tokens: pd.DataFrame, *, by: str, **which) -> pd.DataFrame:
    """How often each `name` (category) stands in each `article` (its number within the part): `times`."""
    unit = units(tokens, by)
    keep = kept(tokens, **which)
    article = np.asarray(tokens["article"].array.codes)[keep]
    cell = cells(unit.codes[keep], article, len(unit.names))
    name = pd.Categorical.from_codes(cell.code, categories=pd.Index(unit.names, dtype=str))
    article, times = (pd.to_numeric(part, downcast="unsigned") for part in (cell.article, cell.times))
    return pd.DataFrame({"name": name, "article": article, "times": times})


def join_sizes(parts: Sequence[Sizes]) -> Sizes:
    """The sizes of all articles, part after part."""
    return Sizes(*map(np.concatenate, zip(*parts, strict=True)))


def frequencies(
    counted: Sequence[pd.DataFrame], sizes: Sequence[Sizes], *, by: str, within: str | None
) -> pd.DataFrame:
    """The rows of `word_frequencies`, unsorted, for the words of one bucket.

    With mᵢ occurrences of a word among the sᵢ tokens of article i, n in all, in a corpus of N tokens in P
    articles: DP = (1 - Σ min(mᵢ/n, sᵢ/N)) / (1 - min sᵢ/N), and Juilland's D = 1 - σ(mᵢ/sᵢ)/μ(mᵢ/sᵢ)/√(P-1),
    which needs Σ mᵢ/sᵢ and its square. All sums run over the articles that hold the word, in the order of the
    corpus: exact from the cells mᵢ of one word and the sizes sᵢ of all articles, without a second pass.
    """
    first = np.cumsum([0, *(len(part.tokens) for part in sizes)])[:-1]
    name = pd.api.types.union_categoricals([part["name"] for part in counted])
    article = [part["article"].to_numpy() + shift for part, shift in zip(counted, first, strict=True)]
    times = [part["times"].to_numpy() for part in counted]
    cell = Cells(np.asarray(name.codes), np.concatenate(article), np.concatenate(times))
    size, names = join_sizes(sizes)
    group, groups = pd.factorize(names)
    tables = []
    for number, group_name in enumerate(groups):
        inside = group[cell.article] == number
        part, part_size = Cells(*(column[inside] for column in cell)), np.where(group == number, size, 0)
        count = np.bincount(part.code, part.times, len(name.categories))
        articles, dp, juilland = dispersions(part, count, part_size)
        columns = {within: pd.Series(group_name, name.categories, dtype=str)} if within else {}
        columns |= {
            by: name.categories,
            "count": count.astype(np.int64),
            "per_million": count * 1e6 / max(part_size.sum(), 1),
            "articles": articles.astype(np.int64),
            "dp": dp,
            "juilland_d": juilland,
        }
        tables.append(pd.DataFrame(columns, index=name.categories)[count > 0])
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def rank(table: pd.DataFrame, *, by: str, within: str | None) -> pd.DataFrame:
    """Words by falling count, equal counts by code points; equal counts share the smallest rank."""
    groups = [within] if within else []
    rising = [*(True for _ in groups), False, True]
    table = table.sort_values([*groups, "count", by], ascending=rising, ignore_index=True)
    counts = table.groupby(groups)["count"] if groups else table["count"]
    return table.assign(rank=counts.rank(method="min", ascending=False).astype(np.int64))


# -- n-grams


def count_ngrams(tokens: pd.DataFrame, **options) -> pd.DataFrame:
    """The n-grams of a part: `ngram`, `count`, `articles`."""
    return ngrams(tokens, **options)[["ngram", "count", "articles"]]


def count_places(tokens: pd.DataFrame, *, n: int, by: str) -> pd.DataFrame:
    """How often each `name` stands at place 0, 1, ... of any n-gram of a part."""
    unit = units(tokens, by)
    starts = max(len(tokens) - n + 1, 0)
    first = first_words(tokens)
    inside = ~np.logical_or.reduce([first[i : i + starts] for i in range(1, n)])
    places = (unit.codes[i : i + starts][inside] for i in range(n))
    counts = {str(i): np.bincount(code, minlength=len(unit.names)) for i, code in enumerate(places)}
    return pd.DataFrame({"name": pd.Series(unit.names, dtype=str), **counts})


def score_ngrams(counts: pd.DataFrame, places: pd.DataFrame, *, n: int) -> pd.DataFrame:
    """What `ngrams` returns, from all counts of n-grams and of the words at their places."""
    size = max(int(places["0"].sum()), 1)
    places = places.set_index("name")
    words = list(zip(*counts["ngram"].str.split(" "), strict=True)) or [()] * n
    words = [np.array(column, dtype=object) for column in words]
    f = [places[str(i)].reindex(word).to_numpy(np.int64) for i, word in enumerate(words)]
    o = counts["count"].to_numpy()
    e = functools.reduce(lambda left, right: expected(left, right, size), f)
    table = counts.assign(
        pmi=mutual_information(o, e),
        t=t_score(o, e),
        g2=g2(o, f[1] - o, f[0], size - f[0]) if n == 2 else simple_g2(o, e),
        log_dice=log_dice(o, *f),
    )
    order = [np.unique(word, return_inverse=True)[1] for word in reversed(words)]
    return table.iloc[np.lexsort((*order, -o))].reset_index(drop=True)


# -- keywords


def count_names(tokens: pd.DataFrame, *, by: str, weight: np.ndarray | None = None, **which) -> pd.DataFrame:
    """How often each `name` of a part occurs."""
    unit = units(tokens, by)
    keep = kept(tokens, **which)
    count = np.bincount(unit.codes[keep], None if weight is None else weight[keep], len(unit.names))
    return pd.DataFrame({"name": pd.Series(unit.names, dtype=str), "count": count})[count > 0]


def general_names(*, by: str, **which) -> tuple[pd.DataFrame, int]:
    """The same for general Arabic, and the number of words it is taken to have."""
    tokens, weight = _general()
    return count_names(tokens, by=by, weight=weight, **which), _GENERAL_SIZE


def score_keywords(
    counts: pd.DataFrame, first_size: int, second_size: int, *, by: str, cells: int
) -> pd.DataFrame:
    """What `keywords` returns, from the `count` and the `count_reference` of each `name`."""
    counts = counts.sort_values("name", ignore_index=True)
    a, b = counts[["count", "count_reference"]].to_numpy(float).T
    score = g2(a, b, first_size, second_size, cells=cells)
    columns = {
        by: counts["name"],
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
    return pd.DataFrame(columns).iloc[np.argsort(-score, kind="stable")].reset_index(drop=True)
