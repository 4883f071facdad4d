"""The same functions and the same numbers on a Dask cluster, for corpora that one machine cannot hold.

Every function here takes the articles themselves, in partitions, and returns what its namesake in `analysis`
returns for all of them together: the same rows, values and dtypes, for any number of partitions and workers.
Each partition is counted by the functions of this package, and the counts are joined by word (`merging`), by
actor or by period (`merging_actors`).

- **Articles** are a folder, a pattern or a list of files, each read by `read_corpus` on its own; a Dask
  DataFrame of articles; or a Dask Bag of records. Their order is that of the paths, or of the index where it
  runs on from partition to partition, else as they come. Ids must be unique in the whole corpus.
- **The cluster** is `client` (a `dask.distributed.Client`, or the address of a scheduler), else the client in
  force, else one on this machine, closed at the end: for it a script needs `if __name__ == "__main__":`.
- **What cannot be read** is left out with a warning that names it; `skipped(table)` lists it.
- **Forms** need the vocabulary of the whole corpus, which settles words that the lexicon lacks. So partitions
  are read again for each step: which can be read; their words, merged in buckets by a hash of the word, each
  cut with the words of other buckets that it asks for; the counts. No task sees the whole vocabulary.
- **Memory**: partitions are worked on in waves of four for each thread; a wave is merged with those before
  it and forgotten before the next. What grows is what is asked for: the vocabulary, the n-grams, the pairs.
  Dask's profiler, off in a cluster of our own, keeps 15 to 25 MB more (`distributed.worker.profile.enabled`).
- **Not distributed** are the steps that compare articles with each other: teaser lines are found only within
  one file, `near_duplicates` and `candidate_people` not at all. Run those on one machine, or on a sample:
  drop duplicates before, and give the candidates you accept as `actors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from .. import __all__ as public
from ..actors.mention_counts import rank_actors
from ..dates import timelines
from ..loading.corpus import make_articles
from ..words import frequencies as words
from ..words import keyness
from ..words.tokens import tokenize
from . import merging, merging_actors
from .cluster import Corpus, Merge, connected, delayed
from .merging_actors import count_known, pair_known


def word_frequencies(
    articles: Any,
    *,
    by: str = "form",
    within: str | None = None,
    stop_words: str | Iterable[str] = "drop",
    kind: str | None = "arabic",
    client: Any = None,
) -> pd.DataFrame:
    """Count words as `analysis.word_frequencies(tokenize(articles))` does.

    Document counts and dispersions are exact: of each word the counts per article meet in one task; see
    `analysis.words.counting.dispersion_measures` for the formula.

    Parameters
    ----------
    articles, client
        See the top of this module; the others as in `analysis.word_frequencies`.

    Returns
    -------
    DataFrame
        Columns and rows as there.

    Examples
    --------
    >>> import dask.dataframe as dd
    >>> from dask.distributed import Client, LocalCluster
    >>> parts = dd.from_pandas(make_articles(["قمة باريس", "القمة"]), npartitions=2)
    >>> with LocalCluster(n_workers=1, processes=False, dashboard_address="127.0.0.1:0") as cluster:
    ...     with Client(cluster) as client:
    ...         table = word_frequencies(parts, client=client)
    >>> table["count"].tolist(), table["articles"].tolist()
    ([2, 1], [2, 1])
    """
    options = {"by": by, "stop_words": _listed(stop_words), "kind": kind}
    nothing = make_articles([""])
    empty = words.word_frequencies(tokenize(nothing), within=within, articles=nothing, **options)
    with connected(client) as client:
        corpus = Corpus(articles, client, forms=True, within=None if within == "article" else within)
        if within == "article":
            tables = corpus.each(words.word_frequencies, corpus.tokens, within=within, **options)
            return corpus.named(_below(empty, client.gather(client.compute(tables))))
        cells = corpus.each(merging.count_cells, corpus.parts, corpus.tokens, within=within, **options)
        spread = partial(merging.add_articles, groups=corpus.groups)
        (sums,) = corpus.merge(Merge(spread, cells, "name", corpus.count_names(**options), merging.below))
        rows = [delayed(merging.measure)(part, corpus.groups, by=by, within=within) for part in sums]
        table = _below(empty.drop(columns="rank"), client.gather(client.compute(rows)))
        return corpus.named(words.rank(table, by=by, within=within))


def ngrams(
    articles: Any,
    *,
    n: int = 2,
    by: str = "form",
    stop_words: str | Iterable[str] = "drop",
    stop_at: str = "edges",
    kind: str | None = "arabic",
    min_count: int = 1,
    client: Any = None,
) -> pd.DataFrame:
    """Count n-grams as `analysis.ngrams(tokenize(articles))` does.

    Parameters
    ----------
    articles, client
        See the top of this module; the others as in `analysis.ngrams`.
    min_count : int
        Rarer n-grams, most of those of a large corpus, are not even fetched.

    Returns
    -------
    DataFrame
        Columns and rows as there.
    """
    options = {"n": n, "by": by, "stop_words": _listed(stop_words), "stop_at": stop_at, "kind": kind}
    empty = words.ngrams(tokenize(make_articles([""])), **options)
    with connected(client) as client:
        corpus = Corpus(articles, client, forms=True)
        counted = corpus.each(merging.count_ngrams, corpus.tokens, **options)
        places = corpus.each(merging.count_places, corpus.tokens, n=n, by=by)
        counted, places = corpus.merge(
            Merge(merging.add, counted, "ngram"),
            Merge(merging.add, places, "name"),
        )
        counted = client.compute([delayed(merging.at_least)(table, min_count) for table in counted])
        counts = _below(empty[["ngram", "count", "articles"]], client.gather(counted))
        if not len(counts):
            return corpus.named(empty)
        places = pd.concat(client.gather(places))
        return corpus.named(merging.score_ngrams(counts, places, n=n))


def keywords(
    target: Any,
    reference: Any,
    *,
    by: str = "form",
    cells: int = 4,
    stop_words: str | Iterable[str] = "drop",
    kind: str | None = "arabic",
    min_count: int = 1,
    client: Any = None,
) -> pd.DataFrame:
    """Compare two corpora as `analysis.keywords(tokenize(target), tokenize(reference))` does.

    Parameters
    ----------
    target, reference, client
        Articles (see the top of this module), or "general" Arabic as the reference; the others as in
        `analysis.keywords`.

    Returns
    -------
    DataFrame
        Columns and rows as there.

    Raises
    ------
    ValueError
        When an option has no such value, or one side has no words.
    """
    options = {"by": by, "stop_words": _listed(stop_words), "kind": kind}
    word = tokenize(make_articles(["خبر"]))
    keyness.keywords(word, word, cells=cells, **options)  # refuses what is no option
    with connected(client) as client:
        corpus = Corpus(target, client, forms=True)
        first, first_size = _names(corpus, **options)
        if isinstance(reference, str):
            second, second_size = keyness.general_counts(reference, **options)
        else:
            other = Corpus(reference, client, forms=True)
            corpus.skipped += other.skipped
            second, second_size = _names(other, **options)
    table = keyness.compare(first, second, first_size, second_size, by=by, cells=cells, min_count=min_count)
    return corpus.named(table)


def _names(corpus: Corpus, **options: Any) -> tuple[pd.DataFrame, int]:
    """How often each name occurs in a corpus, and how many tokens it has."""
    names = corpus.client.gather(corpus.count_names(**options))
    return pd.concat(names, ignore_index=True), int(corpus.groups["tokens"].sum())


def count_actors(
    articles: Any,
    *,
    by: str | Iterable[str] | None = None,
    refs: Iterable[str] | None = None,
    actors: pd.DataFrame | None = None,
    client: Any = None,
) -> pd.DataFrame:
    """Count actors as `analysis.count_actors(find_actors(articles, candidates=False))` does.

    Who is an actor though no table names them shows only in a whole corpus: see the top of this module.

    Parameters
    ----------
    articles, client
        See the top of this module; the others as in `analysis.count_actors`.
    actors : DataFrame, optional
        A table that `read_actors` returned.

    Returns
    -------
    DataFrame
        Columns and rows as there.
    """
    by = [by] if isinstance(by, str) else list(by or ())
    options = {"by": by, "refs": _listed(refs)}
    with connected(client) as client:
        corpus = Corpus(articles, client)
        tables = corpus.each(count_known, corpus.parts, actors=delayed(actors), **options)
        ((table,),) = corpus.merge(Merge(partial(merging_actors.join_actors, by=by), tables))
        return corpus.named(rank_actors(table.result(), by))


def co_mentions(
    articles: Any,
    *,
    within: str = "sentence",
    refs: Iterable[str] | None = None,
    actors: pd.DataFrame | None = None,
    client: Any = None,
) -> pd.DataFrame:
    """Count who is named with whom as `analysis.co_mentions(find_actors(articles, candidates=False))` does.

    Parameters
    ----------
    articles, client
        See the top of this module; the others as in `analysis.co_mentions`.
    actors : DataFrame, optional
        A table that `read_actors` returned.

    Returns
    -------
    DataFrame
        Columns and rows as there.
    """
    with connected(client) as client:
        corpus = Corpus(articles, client)
        options = {"actors": delayed(actors), "within": within, "refs": _listed(refs)}
        tables = corpus.each(pair_known, corpus.parts, **options)
        ((pairs,),) = corpus.merge(Merge(merging_actors.join_pairs, tables))
        return corpus.named(merging_actors.score_pairs(pairs.result()))


def coverage(
    articles: Any,
    *,
    by: str = "auto",
    term: str | None = None,
    actor: str | None = None,
    actors: pd.DataFrame | None = None,
    client: Any = None,
) -> pd.DataFrame:
    """Count what was published when as `analysis.coverage(articles, ...)` does.

    Parameters
    ----------
    articles, client
        See the top of this module; the others as in `analysis.coverage`.
    actor, actors
        The actor is looked for without candidates, in a table that `read_actors` returned.

    Returns
    -------
    DataFrame
        Columns and rows as there.
    """
    timelines.coverage(make_articles([]), by=by)  # refuses what is no period
    options = {"term": term, "actor": actor}
    with connected(client) as client:
        corpus = Corpus(articles, client, forms=term is not None)
        parts = (corpus.parts, corpus.tokens) if term is not None else (corpus.parts,)
        tables = corpus.each(merging_actors.cover, *parts, actors=delayed(actors), **options)
        ((table,),) = corpus.merge(Merge(merging_actors.join_coverage, tables))
        return corpus.named(merging_actors.count_periods(table.result(), by=by))


def skipped(table: pd.DataFrame) -> pd.DataFrame:
    """What could not be read for a table of this module.

    Parameters
    ----------
    table : DataFrame
        What a function of this module returned.

    Returns
    -------
    DataFrame
        `path` (str: a file, or "partition 3" of a Dask collection, from 0), `reason` (str, a sentence).
    """
    return pd.DataFrame(table.attrs.get("skipped", []), columns=["path", "reason"], dtype=str)


def __getattr__(name: str) -> Any:
    if name in public:
        raise AttributeError(
            f"{name} is not distributed: run analysis.{name} on one machine, or on a sample of the articles"
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _listed(words: Any) -> Any:
    return words if words is None or isinstance(words, str) else list(words)


def _below(empty: pd.DataFrame, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables below each other, with the columns and dtypes of one that has no rows."""
    return merging.below([empty, *tables]).astype(dict(empty.dtypes))
