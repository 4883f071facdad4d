"""Words counted in one part of a corpus, and the counts of all parts joined: numpy and pandas, no cluster.

Counts are keyed by the word itself, for the codes of one part mean nothing in another, and are dealt into
buckets by a hash of the word: all that is known of a word meets in one bucket, which no other bucket needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..words.clitics import word_forms
from ..words.counting import ArticleCounts, count_by_article
from ..words.frequencies import article_groups, frequencies, ngram_measures, ngrams, place_counts
from ..words.selection import selected, types_of
from ..words.tokens import renamed


def buckets_of(words: Sequence[str], buckets: int) -> np.ndarray:
    """The bucket of each word, the same in every process.

    >>> buckets_of(["NATO", "UN", "NATO"], 1).tolist()
    [0, 0, 0]
    """
    return (pd.util.hash_array(np.asarray(words, dtype=object)) % np.uint64(buckets)).astype(np.int64)


def split(table: pd.DataFrame, column: str, buckets: int) -> list[pd.DataFrame]:
    """The rows of a table, dealt by the words of one column."""
    values = table[column].array
    if isinstance(values, pd.Categorical):
        bucket = buckets_of(values.categories, buckets)[values.codes]
    else:
        bucket = buckets_of(values, buckets)
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
    bucket = buckets_of(words, buckets)
    return [words[bucket == i] for i in range(buckets)]


def union(words: Sequence[np.ndarray]) -> np.ndarray:
    """The distinct words of several vocabularies, sorted."""
    return np.unique(np.concatenate(words))


def segment_all(words: Sequence[np.ndarray]) -> list[pd.Series]:
    """The form of every word of a corpus: one Series, indexed by word, for each bucket of words."""
    forms = np.array(word_forms(np.concatenate(words).tolist()), dtype=object)
    parts = np.split(forms, np.cumsum([len(part) for part in words])[:-1])
    pairs = zip(parts, words, strict=True)
    return [pd.Series(form, pd.Index(word, dtype=str), dtype=str) for form, word in pairs]


def add_forms(tokens: pd.DataFrame, forms: Sequence[pd.Series]) -> pd.DataFrame:
    """Tokens of a part as they are in the whole corpus, given the form of each word, by bucket."""
    words = tokens["word"].array
    return tokens.assign(form=renamed(words, pd.concat(forms).reindex(words.categories)))


# -- frequencies


class Sizes(NamedTuple):
    """The articles of a part, or of a whole corpus: their number of tokens, and the group each is in."""

    tokens: np.ndarray
    group: np.ndarray


def article_sizes(articles: pd.DataFrame, tokens: pd.DataFrame, within: str | None) -> Sizes:
    """How long each article is, and the name of its group."""
    article = tokens["article"].array
    size = np.bincount(article.codes, minlength=len(article.categories))
    return Sizes(size, article_groups(article.categories, within, articles))


def count_cells(tokens: pd.DataFrame, *, by: str, **which) -> pd.DataFrame:
    """How often each `name` (category) stands in each `article` (its number within the part): `times`."""
    types = types_of(tokens, by)
    article = np.asarray(tokens["article"].array.codes)
    code, article, times = count_by_article(types.codes, article, selected(tokens, **which))
    name = pd.Categorical.from_codes(code, categories=pd.Index(types.categories, dtype=str))
    article, times = (pd.to_numeric(part, downcast="unsigned") for part in (article, times))
    return pd.DataFrame({"name": name, "article": article, "times": times})


def join_frequencies(
    counted: Sequence[pd.DataFrame], sizes: Sequence[Sizes], *, by: str, within: str | None
) -> pd.DataFrame:
    """The rows of `word_frequencies`, not ranked, for the words of one bucket.

    The counts of a word by article and the sizes of all articles are all that its measures need (see
    `counting.dispersion_measures`):
    they are exact, without a second pass.
    """
    first = np.cumsum([0, *(len(part.tokens) for part in sizes)])[:-1]
    name = pd.api.types.union_categoricals([part["name"] for part in counted])
    article = [part["article"].to_numpy() + shift for part, shift in zip(counted, first, strict=True)]
    times = [part["times"].to_numpy() for part in counted]
    counts = ArticleCounts(name.codes, np.concatenate(article), np.concatenate(times))
    size, group = (np.concatenate(column) for column in zip(*sizes, strict=True))
    return frequencies(counts, name.categories, size, group, by=by, within=within)


# -- n-grams


def count_ngrams(tokens: pd.DataFrame, **options) -> pd.DataFrame:
    """The n-grams of a part: `ngram`, `count`, `articles`."""
    return ngrams(tokens, **options)[["ngram", "count", "articles"]]


def count_places(tokens: pd.DataFrame, *, n: int, by: str) -> pd.DataFrame:
    """How often each `name` stands at place 0, 1, ... of any n-gram of a part."""
    types = types_of(tokens, by)
    counts = {str(i): count for i, count in enumerate(place_counts(tokens, types, n))}
    return pd.DataFrame({"name": pd.Series(types.categories, dtype=str), **counts})


def score_ngrams(counts: pd.DataFrame, places: pd.DataFrame, *, n: int) -> pd.DataFrame:
    """What `ngrams` returns, from all counts of n-grams and of the words at their places."""
    places = places.set_index("name")
    words = list(zip(*counts["ngram"].str.split(" "), strict=True)) or [()] * n
    words = [np.array(column, dtype=object) for column in words]
    f = [places[str(i)].reindex(word).to_numpy(np.int64) for i, word in enumerate(words)]
    table = counts.assign(**ngram_measures(counts["count"].to_numpy(), f, max(int(places["0"].sum()), 1)))
    order = [np.unique(word, return_inverse=True)[1] for word in reversed(words)]
    return table.iloc[np.lexsort((*order, -table["count"]))].reset_index(drop=True)
