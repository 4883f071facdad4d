"""Counting on integer codes: words in articles, how evenly they are dispersed, distinct rows."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

_BLOCK = 1 << 16  # keys sorted or added up at a time: what a processor's cache holds
_FEW = 1 << 17  # codes looked up at a time, which numpy copies as longer integers
_MANY = 1 << 20  # codes counted at a time
_PARTS = 8  # bits: parts at most, lest the pieces they are put together from become many and small


class ArticleCounts(NamedTuple):
    """How often words stand in articles: one value for each pair that occurs."""

    word: np.ndarray
    article: np.ndarray
    count: np.ndarray


def count_by_article(word: np.ndarray, article: np.ndarray, keep: np.ndarray | None = None) -> ArticleCounts:
    """How often each word stands in each article (both are codes); `keep` says which places are counted.

    The articles of a word come in order.

    >>> [part.tolist() for part in count_by_article(np.array([1, 0, 1, 1]), np.array([0, 0, 0, 1]))]
    [[0, 1, 1], [0, 0, 1], [1, 2, 1]]
    """
    keep = np.ones(len(word), bool) if keep is None else keep
    if (article[1:] < article[:-1]).any():
        order = np.argsort(article, kind="stable")
        word, article, keep = word[order], article[order], keep[order]
    bits = int(article.max(initial=0)).bit_length()
    counts, found = np.empty((3, np.count_nonzero(keep)), np.int32), 0  # what stays empty takes no memory
    for some in portions(article, _BLOCK):
        key = (word[some].astype(np.int64) << bits | article[some]).take(np.flatnonzero(keep[some]))
        key = _by_digits(key, bits, int(key.max(initial=0)).bit_length())
        edge = _edges(key)
        key = key.take(edge[:-1])
        counts[:, found : found + len(key)] = key >> bits, key & ((1 << bits) - 1), np.diff(edge)
        found += len(key)
    return ArticleCounts(*counts[:, :found])


def _by_digits(key: np.ndarray, low: int, high: int) -> np.ndarray:
    """Keys sorted by their bits from `low` up to `high`, 16 at a time, equal ones as they came.

    Numpy sorts integers of 16 bits, and only these, without comparing; its other sorts take several times
    longer, most of all on processors where AVX-512 is slow.
    """
    for shift in range(low, high, 16):
        key = key.take(np.argsort((key >> shift).astype(np.uint16), kind="stable"))
    return key


def falling(count: np.ndarray) -> np.ndarray:
    """The places of counts from the highest to the lowest, equal ones in order.

    >>> falling(np.array([1, 3, 1])).tolist()
    [1, 0, 2]
    """
    less, bits = count.max(initial=0) - count, len(count).bit_length()
    key = _by_digits(less << bits | np.arange(len(count)), bits, bits + int(less.max(initial=0)).bit_length())
    return key & ((1 << bits) - 1)


def _edges(ordered: np.ndarray) -> np.ndarray:
    """Where each run of equal values begins, and where the last one ends."""
    new = np.ones(len(ordered) + 1, bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:-1])
    return np.flatnonzero(new) if len(ordered) else np.zeros(1, np.int64)


def portions(article: np.ndarray, size: int | None = None) -> Iterator[slice]:
    """Tokens of whole articles, about `size` (a million) at a time, given the (rising) article of each.

    >>> list(portions(np.array([0, 0, 1])))
    [slice(0, 3, None)]
    """
    begins = np.unique(np.searchsorted(article, article[:: size or _MANY]))
    return map(slice, begins.tolist(), [*begins[1:].tolist(), len(article)])


def sizes(article: np.ndarray, articles: int) -> np.ndarray:
    """How many tokens each article has, given the article of each token: quick where these stand in runs.

    >>> sizes(np.array([0, 0, 2, 0]), 3).tolist()
    [3, 0, 1]
    """
    edge, size = _edges(article), np.zeros(articles, np.int64)
    np.add.at(size, article.take(edge[:-1]), np.diff(edge))
    return size


def bincount(codes: np.ndarray, size: int) -> np.ndarray:
    """How often each code (below `size`) occurs; numpy alone would copy all codes as longer integers.

    >>> bincount(np.array([2, 0, 2], np.int8), 4).tolist()
    [1, 0, 2, 0]
    """
    total = np.zeros(size, np.int64)
    for some in blocks(codes, _MANY):
        total += np.bincount(codes[some], minlength=size)
    return total


def take(table: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """`table[codes]` in half the time, without a copy of all codes as longer integers; -1 is the last.

    >>> take(np.array([True, False]), np.array([1, 0, 1], np.int8)).tolist()
    [False, True, False]
    """
    found = np.empty(len(codes), table.dtype)
    for some in blocks(codes, _FEW):
        table.take(codes[some], out=found[some], mode="wrap")
    return found


def dispersion_measures(
    counts: ArticleCounts, size: np.ndarray, article_group: np.ndarray, word_group: np.ndarray
) -> pd.DataFrame:
    """How often, in how many articles and how evenly each word occurs: count, articles, DP and Juilland's D.

    With mᵢ occurrences of a word among the sᵢ tokens of article i, n in all, in a group of N tokens in P
    articles: DP = (1 - Σ min(mᵢ/n, sᵢ/N)) / (1 - min sᵢ/N), which is Gries' ½ Σ |mᵢ/n - sᵢ/N| normalised,
    and D = 1 - σ(mᵢ/sᵢ) / μ(mᵢ/sᵢ) / √(P-1). With fewer than two articles both are NaN; articles without
    tokens are no part of a corpus.

    `size` (tokens) and `article_group` have a value for each article; words of several groups are numbered
    apart, and `word_group` says which group each belongs to.

    Source: Gries (2008), Lijffijt and Gries (2012); Juilland and Chang-Rodríguez (1964).
    """
    groups = 1 + int(article_group.max(initial=0))
    total = np.maximum(np.bincount(article_group, size, groups), 1)
    filled = size > 0
    parts = np.bincount(article_group[filled], minlength=groups)
    least = total.copy()
    np.minimum.at(least, article_group[filled], size[filled])
    count = np.zeros(len(word_group))
    for some in blocks(counts.word):
        np.add.at(count, counts.word[some].astype(np.intp), counts.count[some].astype(float))
    share, sums = size / total[article_group], no_sums(len(count))
    for some in blocks(counts.word):
        add_articles(sums, count, counts.word[some], counts.count[some], share.take(counts.article[some]))
    return measures(count, sums, total[word_group], parts[word_group], least[word_group])


def blocks(values: np.ndarray, size: int | None = None) -> list[slice]:
    """Slices of so many values; by default as many as a processor's cache holds."""
    size = size or _BLOCK
    return [slice(begin, begin + size) for begin in range(0, len(values), size)]


def no_sums(words: int) -> np.ndarray:
    """What `add_articles` adds up for each word: articles, overlaps, rates and their squared deviations."""
    return np.zeros((4, words))


def add_articles(
    sums: np.ndarray, count: np.ndarray, word: np.ndarray, m: np.ndarray, share: np.ndarray
) -> None:
    """Add articles that hold a word of `count` in all `m` times and are this `share` of all tokens.

    The sums of a word are the same to the last bit wherever its articles, in their order, are parted.
    """
    word, (held, overlap, rates, squares) = word.astype(np.intp), sums
    n, rate = count.take(word), m / share  # n where the word is as frequent as in the whole group
    np.add.at(held, word, 1.0)
    np.add.at(overlap, word, np.minimum(m, n * share))
    np.add.at(rates, word, rate)
    np.add.at(squares, word, (rate - n) ** 2)


def measures(
    count: np.ndarray, sums: np.ndarray, total: np.ndarray, parts: np.ndarray, least: np.ndarray
) -> pd.DataFrame:
    """The measures of each word, of whose group the tokens, the articles and the shortest one are given."""
    held, overlap, rates, squares = sums
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = np.clip((1 - overlap / count) / (1 - least / total), 0, 1)
        mean = rates / parts
        variance = (squares + (parts - held) * count**2) / parts - (mean - count) ** 2
        juilland = 1 - np.sqrt(np.maximum(variance, 0)) / mean / np.sqrt(parts - 1)
    table = pd.DataFrame({"count": count, "articles": held}, dtype=np.int64)
    return table.assign(dp=np.where(parts > 1, dp, np.nan), juilland_d=np.where(parts > 1, juilland, np.nan))


def count_runs(
    codes: np.ndarray, begin: np.ndarray, article: np.ndarray, *, n: int, rank: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """The distinct runs of n codes that begin at these places, by the ranks of their codes.

    Given the article of each code, and the rank of each code among all (below their number); returned are the
    ranks at the first, second, ... place of the runs, how often each occurs, and in how many articles.

    >>> codes, article = np.array([0, 1, 0, 1]), np.array([0, 0, 0, 0])
    >>> runs, times, articles = count_runs(codes, np.array([0, 1, 2]), article, n=2, rank=np.array([0, 1]))
    >>> [column.tolist() for column in runs], times.tolist(), articles.tolist()
    ([[0, 1], [1, 0]], [2, 1], [1, 1])
    """

    def place(i: int, some: slice) -> np.ndarray:
        return rank.take(codes[i:].take(begin[some])).astype(np.int64)

    # One integer stands for a run; where it would outgrow its bits, the runs so far are numbered anew.
    size, bits = len(rank), int(article.max(initial=0)).bit_length()
    keys, width, numbered = functools.partial(place, 0), size, []
    for i in range(1, n):
        distinct = None
        if width * size > 1 << (62 - bits):
            number, distinct = pd.factorize(keys(slice(None)), sort=True)
            keys, width = number.__getitem__, len(distinct)
        numbered.append(distinct)
        keys = lambda some, head=keys, i=i: head(some) * size + place(i, some)  # noqa: E731
        width *= size
    in_order = (article[1:] >= article[:-1]).all()
    some_rows = blocks(begin, max(2 * _BLOCK, len(begin) >> _PARTS))  # made where they are sorted
    rows = (keys(some) << bits | article.take(begin[some]) for some in some_rows)
    high = max(width - 1, 0).bit_length() + bits
    counted = [np.empty((3, 0), np.int64)]
    for part in _sorted_parts(rows, len(begin), bits if in_order else 0, high):
        run = part >> bits
        edge, again = _edges(run), np.flatnonzero(part[1:] == part[:-1])  # again in the same article
        times, repeats = np.diff(edge), np.diff(np.searchsorted(again, edge))
        counted.append((run.take(edge[:-1]), times, times - repeats))
    run, times, articles = map(np.concatenate, zip(*counted, strict=True))
    columns = []
    for distinct in reversed(numbered):
        run, last = np.divmod(run, size)
        columns.append(last)
        run = run if distinct is None else distinct[run]
    return [run, *reversed(columns)], times, articles


def _sorted_parts(blocks: Iterable[np.ndarray], total: int, low: int, high: int) -> Iterator[np.ndarray]:
    """Blocks of integers of `high` bits by the bits from `low` upwards, equal ones as they came.

    They come in parts that a cache holds: each block is sorted by the highest bits, and cut by them.
    """
    top = max(high - min((total // _BLOCK).bit_length() + 1, _PARTS), low)
    first = np.arange((1 << (high - top)) + 1, dtype=np.int64) << top  # the least key of each part
    pieces = []
    for block in blocks:
        block = _by_digits(block, top, high)
        pieces.append([block[a:b] for a, b in itertools.pairwise(np.searchsorted(block, first).tolist())])
    return (_by_digits(np.concatenate(same), low, top) for same in zip(*pieces, strict=True))
