"""Words counted in one part of a corpus, and the counts of all parts joined: numpy and pandas, no cluster.

Counts are keyed by the word itself, for the codes of one part mean nothing in another, and are dealt into
buckets by a hash of the word: all that is known of a word meets in one bucket. No task sees all buckets; to
cut its words a bucket asks those that may hold what decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..memory import give_back
from ..words import counting
from ..words.clitics import witnesses, word_forms
from ..words.frequencies import article_groups, ngram_measures, ngrams, place_counts, run_starts, with_names
from ..words.selection import selected, types_of
from ..words.tokens import renamed

_SUMS = ["held", "overlap", "rates", "squares"]


def buckets_of(words: Sequence[str], buckets: int) -> np.ndarray:
    """The bucket of each word, the same in every process.

    >>> buckets_of(["NATO", "UN", "NATO"], 1).tolist()
    [0, 0, 0]
    """
    bucket = np.empty(len(words), np.int64)
    for some in counting.blocks(words):  # few strings are Python objects at a time
        objects = np.asarray(words[some], dtype=object)
        bucket[some] = pd.util.hash_array(objects, categorize=False) % np.uint64(buckets)
    return bucket


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


def below(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables below each other; categories stay categories, in the order in which they come."""
    give_back()  # what the parts have left: here a worker holds most
    filled = [table for table in tables if len(table)] or tables[:1]
    whole = pd.concat(filled, ignore_index=True)
    for column in whole:
        if isinstance(tables[0][column].dtype, pd.CategoricalDtype):
            whole[column] = pd.api.types.union_categoricals([table[column] for table in tables])
    return whole


def add(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of counts as one: rows of the same word, in the same group, added up."""
    words = [column for column in tables[0] if column in ("group", "word", "name", "ngram")]
    return below(tables).groupby(words, as_index=False, sort=False, observed=True).sum()


def at_least(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """The rows whose `count` is not below."""
    return table[table["count"] >= least]


# -- forms: what the lexicon lacks is settled by other words, which each bucket asks of those that hold them


def vocabulary(tokens: pd.DataFrame) -> pd.DataFrame:
    """The words of some tokens: `word`."""
    return pd.DataFrame({"word": pd.Series(tokens["word"].array.categories, dtype=str)})


def count_words(articles: pd.DataFrame, tokens: pd.DataFrame, *, within: str | None) -> pd.DataFrame:
    """How often each `word` stands in a part, or in each `group` of its articles: `count`."""
    counts = pd.DataFrame({"word": tokens["word"].array, "count": 1})
    if within:
        counts["group"] = pd.Categorical(_groups(articles, tokens, within))[tokens["article"].array.codes]
    return _plain(add([counts]))


def _groups(articles: pd.DataFrame, tokens: pd.DataFrame, within: str | None) -> np.ndarray:
    """The group of each article that the tokens name."""
    return article_groups(tokens["article"].array.categories, within, articles)


def _sizes(tokens: pd.DataFrame) -> np.ndarray:
    """How many tokens each article has."""
    return counting.sizes(tokens["article"].array.codes, len(tokens["article"].array.categories))


def _plain(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of words that are plain strings, as their groups are."""
    return counts.astype({column: str for column in counts if column != "count"})


def ask(words: pd.DataFrame) -> pd.DataFrame:
    """Each `witness` that may decide how words of a bucket are cut, and a `word` of it: the way back."""
    words = words["word"].unique()
    asked = pd.DataFrame({"witness": pd.Series(witnesses(list(words)), dtype=str)})
    return asked.assign(word=pd.Categorical.from_codes(np.zeros(len(asked), int), words[:1]))


def answer(asked: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """The witnesses that stand among the words of their own bucket."""
    return asked[asked["witness"].isin(words["word"])]


def cut(words: pd.DataFrame, heard: pd.DataFrame) -> pd.Series:
    """The form of each word of a bucket, given the witnesses that stand in the corpus."""
    words = pd.Index(words["word"].unique(), dtype=str)
    return pd.Series(word_forms(list(words), heard["witness"]), words, dtype=str)


def look_up(forms: pd.Series, words: pd.DataFrame) -> pd.Series:
    """The forms of those words of a bucket that stand in a part, in their order."""
    return forms.reindex(words["word"]).reset_index(drop=True)


def add_forms(tokens: pd.DataFrame, forms: Sequence[pd.Series]) -> pd.DataFrame:
    """Tokens of a part as they are in the whole corpus, given the forms of its words in each bucket."""
    words = tokens["word"].array
    dealt = np.argsort(buckets_of(words.categories, len(forms)), kind="stable")
    found = pd.concat(forms).set_axis(dealt).sort_index()
    return tokens.assign(form=renamed(words, found))


# -- frequencies: the words of all parts are counted, then their dispersions added up, part after part


def count_cells(
    articles: pd.DataFrame, tokens: pd.DataFrame, *, by: str, within: str | None, **which
) -> pd.DataFrame:
    """How many `times` each `name` stands in each article, of `size` tokens, and the `group` of that."""
    types, article = types_of(tokens, by), np.asarray(tokens["article"].array.codes)
    code, at, times = counting.count_by_article(types.codes, article, selected(tokens, **which))
    name = pd.Categorical.from_codes(code, categories=pd.Index(types.categories, dtype=str))
    numbers = {"times": times, "size": _sizes(tokens)[at]}
    cells = {name: pd.to_numeric(column, downcast="unsigned") for name, column in numbers.items()}
    if within:
        cells["group"] = pd.Categorical(_groups(articles, tokens, within))[at]
    return pd.DataFrame({"name": name, **cells})


def count_names(words: pd.DataFrame, forms: pd.Series, *, by: str, **which) -> pd.DataFrame:
    """How often each `name` stands for one of these counted words, in their groups if there are any."""
    types = words.astype({"word": "category"})
    types = add_forms(types, [look_up(forms, vocabulary(types))])
    counts = words.drop(columns="word").assign(name=types_of(types, by))
    return _plain(add([counts[selected(types, **which)]]))


def size_up(articles: pd.DataFrame, tokens: pd.DataFrame, *, within: str | None) -> pd.DataFrame:
    """The `tokens` of each `group` of a part, its `articles` that have some, the tokens of its `least`."""
    group, size = _groups(articles, tokens, within), _sizes(tokens)
    table = pd.DataFrame({"group": group, "tokens": size, "articles": 1, "least": size})
    return add_sizes([table[size > 0]])


def add_sizes(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The groups of neighbouring parts as those of one."""
    how = {"tokens": "sum", "articles": "sum", "least": "min"}
    return pd.concat(tables).groupby("group", as_index=False).agg(how)


def add_articles(tables: Sequence[pd.DataFrame], groups: pd.DataFrame) -> pd.DataFrame:
    """The words of one bucket, which come first, with the articles of the next parts added to their sums.

    For the formula see `counting.dispersion_measures`. It needs the count of each word in the whole corpus,
    and its sums run through the articles in order.
    """
    words, cells = tables[0], below(tables[1:])
    names, known = pd.Index(words["name"].unique()), pd.Index(groups["group"])
    name, group = cells["name"].array, _group(cells, known)
    number = names.get_indexer(name.categories).take(name.codes) + group * len(names)
    numbers = names.get_indexer(words["name"]) + _group(words, known) * len(names)
    place = pd.Index(numbers).get_indexer(number)
    sums = words[_SUMS].to_numpy().T.copy() if _SUMS[0] in words else counting.no_sums(len(words))
    share = cells["size"].to_numpy() / groups["tokens"].to_numpy()[group]
    count, times = words["count"].to_numpy(float), cells["times"].to_numpy()
    for some in counting.blocks(place):
        counting.add_articles(sums, count, place[some], times[some], share[some])
    return words.assign(**dict(zip(_SUMS, sums, strict=True)))


def measure(words: pd.DataFrame, groups: pd.DataFrame, *, by: str, within: str | None) -> pd.DataFrame:
    """The rows of `word_frequencies`, not ranked, of the words of one bucket."""
    group = _group(words, pd.Index(groups["group"]))
    total, parts, least = (groups[name].to_numpy()[group] for name in ("tokens", "articles", "least"))
    count, sums = words["count"].to_numpy(float), words[_SUMS].to_numpy().T
    table = counting.measures(count, sums, total, parts, least)
    names = {within: words["group"]} if within else {}
    return with_names(table, names | {by: words["name"]}, total)


def _group(table: pd.DataFrame, groups: pd.Index) -> np.ndarray:
    """The number of the group of each row."""
    return groups.get_indexer(table["group"]) if "group" in table else np.zeros(len(table), np.intp)


# -- n-grams


def count_ngrams(tokens: pd.DataFrame, **options) -> pd.DataFrame:
    """The n-grams of a part: `ngram`, `count`, `articles`."""
    return ngrams(tokens, **options)[["ngram", "count", "articles"]]


def count_places(tokens: pd.DataFrame, *, n: int, by: str) -> pd.DataFrame:
    """How often each `name` stands at place 0, 1, ... of any n-gram of a part."""
    types = types_of(tokens, by)
    counts = {str(i): count for i, count in enumerate(place_counts(types, run_starts(tokens, n), n))}
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
