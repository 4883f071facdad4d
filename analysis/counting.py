"""Counting on integer codes: cells of a word-by-article table, their spread, distinct rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

_BLOCK = 1 << 16  # keys sorted at a time: what a processor's cache holds
_MANY = 1 << 20  # codes looked up at a time
_PARTS = 8  # bits: blocks at most, lest the pieces they are put together from become many and small


class Cells(NamedTuple):
    """Filled cells of a word-by-article table."""

    code: np.ndarray
    article: np.ndarray
    times: np.ndarray


class Spread(NamedTuple):
    """The words of each group of articles: how often, in how many articles, how evenly."""

    group: np.ndarray
    code: np.ndarray
    count: np.ndarray
    articles: np.ndarray
    dp: np.ndarray
    juilland_d: np.ndarray


def cells(
    code: np.ndarray, article: np.ndarray, size: int, keep: np.ndarray | None = None
) -> Iterator[Cells]:
    """How often each code (below `size`) stands in each article, by rising code and article.

    They come in parts, all cells of one code in the same part. `keep` says which places are counted.

    >>> [part.times.tolist() for part in cells(np.array([1, 0, 1, 1]), np.array([0, 0, 0, 1]), 2)]
    [[1, 2, 1]]
    """
    low = int(article.max(initial=0)).bit_length()
    high = low + max(size - 1, 0).bit_length()
    top = max(high - min((len(code) // _BLOCK).bit_length(), _PARTS), low)
    first = np.arange((1 << (high - top)) + 1, dtype=np.int64) << top  # the least key of each part
    pieces, step = [], max(_BLOCK, len(code) >> _PARTS)
    for begin in range(0, len(code), step):
        some = slice(begin, begin + step)
        key = (code[some].astype(np.int64) << low) | article[some]
        key = _by_digit(key if keep is None else key.take(np.flatnonzero(keep[some])), top)
        bounds = np.searchsorted(key, first).tolist()
        pieces.append([key[a:b] for a, b in itertools.pairwise(bounds)])
    in_order = (article[1:] >= article[:-1]).all()  # and stays so among equal codes
    for same in zip(*pieces, strict=True):
        part = np.concatenate(same)
        for shift in range(low if in_order else 0, top, 16):
            part = _by_digit(part, shift)
        if len(part):
            edge = _edges(part)
            part = part.take(edge[:-1])
            yield Cells(part >> low, part & ((1 << low) - 1), np.diff(edge))


def _by_digit(key: np.ndarray, shift: int) -> np.ndarray:
    """Keys sorted by 16 of their bits, equal ones as they came.

    Numpy sorts integers of 16 bits, and only these, without comparing; its other sorts take several times
    longer, most of all on processors where AVX-512 is slow.
    """
    return key.take(np.argsort((key >> shift).astype(np.uint16), kind="stable"))


def tally(codes: np.ndarray, size: int) -> np.ndarray:
    """How often each code (below `size`) occurs; numpy alone would copy all codes as longer integers.

    >>> tally(np.array([2, 0, 2], np.int8), 4).tolist()
    [1, 0, 2, 0]
    """
    total = np.zeros(size, np.int64)
    for begin in range(0, len(codes), _MANY):
        total += np.bincount(codes[begin : begin + _MANY], minlength=size)
    return total


def portions(article: np.ndarray) -> Iterator[slice]:
    """Tokens of whole articles, some million at a time, given the (rising) number of each token's article.

    >>> list(portions(np.array([0, 0, 1])))
    [slice(0, 3, None)]
    """
    begins = np.unique(np.searchsorted(article, article[::_MANY]))
    return map(slice, begins.tolist(), [*begins[1:].tolist(), len(article)])


def look_up(table: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """`table[codes]` in half the time, without a copy of all codes as longer integers; -1 is the last.

    >>> look_up(np.array([True, False]), np.array([1, 0, 1], np.int8)).tolist()
    [False, True, False]
    """
    found = np.empty(len(codes), table.dtype)
    for begin in range(0, len(codes), _MANY):
        some = slice(begin, begin + _MANY)
        table.take(codes[some], out=found[some], mode="wrap")
    return found


def _edges(*ordered: np.ndarray) -> np.ndarray:
    """Where each run of equal values (or rows) begins, and where the last one ends."""
    new = np.ones(len(ordered[0]) + 1, bool)
    np.not_equal(ordered[0][1:], ordered[0][:-1], out=new[1:-1])
    for other in ordered[1:]:
        new[1:-1] |= other[1:] != other[:-1]
    return np.flatnonzero(new) if len(ordered[0]) else np.zeros(1, np.int64)


def spread(parts: Iterable[Cells], size: np.ndarray, group: np.ndarray) -> Spread:
    """Counts, articles, DP and Juilland's D of each word in each group of articles.

    With mᵢ occurrences of a word among the sᵢ tokens of article i, n in all, in a group of N tokens in P
    articles: DP = (1 - Σ min(mᵢ/n, sᵢ/N)) / (1 - min sᵢ/N), which is Gries' ½ Σ |mᵢ/n - sᵢ/N| normalised,
    and D = 1 - σ(mᵢ/sᵢ) / μ(mᵢ/sᵢ) / √(P-1). All sums run over the articles that hold the word. With fewer
    than two articles both are NaN; articles without tokens are no part of a corpus.

    `size` (tokens) and `group` (its number) have a value for each article.

    Source: Gries (2008), Lijffijt and Gries (2012); Juilland and Chang-Rodríguez (1964).
    """
    groups = int(group.max(initial=0)) + 1
    share = size / np.maximum(np.bincount(group, size, groups), 1)[group]
    filled = size > 0
    articles = np.bincount(group[filled], minlength=groups)
    least = np.ones(groups)
    np.minimum.at(least, group[filled], share[filled])
    none = np.empty(0, np.int64)
    tables = [_spread(Cells(none, none, none), share, group, articles, least)]
    tables += [_spread(part, share, group, articles, least) for part in parts]
    return Spread(*map(np.concatenate, zip(*tables, strict=True)))


def _spread(
    cell: Cells, share: np.ndarray, group: np.ndarray, articles: np.ndarray, least: np.ndarray
) -> Spread:
    """The same for the cells of some words, given the articles of each group and their least share."""
    in_group = group.take(cell.article)
    if len(articles) > 1:
        order = np.argsort(in_group, kind="stable")
        in_group, cell = in_group[order], Cells(*(column[order] for column in cell))
    edge = _edges(cell.code, in_group)
    first, held = edge[:-1], np.diff(edge)
    of, times, expected = in_group[first], cell.times.astype(float), share.take(cell.article)
    count = np.add.reduceat(times, first)
    overlap = np.add.reduceat(np.minimum(times, np.repeat(count, held) * expected), first) / count
    times /= expected  # how often, in relation to the length of the article
    mean = np.add.reduceat(times, first) / articles[of]
    times -= np.repeat(mean, held)
    square = np.add.reduceat(times * times, first) + (articles[of] - held) * mean**2
    with np.errstate(divide="ignore", invalid="ignore"):
        dp = np.clip((1 - overlap) / (1 - least[of]), 0, 1)
        juilland = 1 - np.sqrt(square / articles[of]) / mean / np.sqrt(articles[of] - 1)
    some = articles[of] > 1
    dp, juilland = (np.where(some, measure, np.nan) for measure in (dp, juilland))
    return Spread(of, cell.code[first], count.astype(np.int64), held, dp, juilland)


def count_rows(
    columns: list[np.ndarray], article: np.ndarray, size: int
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """The distinct rows of columns of codes below `size`, how often each occurs, in how many articles.

    >>> columns = [np.array([0, 1, 0]), np.array([1, 0, 1])]
    >>> rows, times, articles = count_rows(columns, np.array([0, 0, 0]), 2)
    >>> [row.tolist() for row in rows], times.tolist(), articles.tolist()
    ([[0, 1], [1, 0]], [2, 1], [1, 1])
    """
    # One integer stands for a row; where it would outgrow its bits, the rows so far are numbered anew.
    room = 1 << (62 - int(article.max(initial=0)).bit_length())
    key, width, numbered = columns[0].astype(np.int64), size, []
    for column in columns[1:]:
        distinct = None
        if width * size > room:
            key, distinct = pd.factorize(key, sort=True)
            width = len(distinct)
        numbered.append(distinct)
        key = key * size + column
        width *= size
    counted = [np.empty((3, 0), np.int64)]
    for cell in cells(key, article, width):
        edge = _edges(cell.code)
        counted.append((cell.code[edge[:-1]], np.add.reduceat(cell.times, edge[:-1]), np.diff(edge)))
    row, times, articles = map(np.concatenate, zip(*counted, strict=True))
    rows = []
    for distinct in reversed(numbered):
        row, last = np.divmod(row, size)
        rows.append(last)
        row = row if distinct is None else distinct[row]
    return [row, *reversed(rows)], times, articles


def previous_places(code: np.ndarray) -> np.ndarray:
    """The place of each item's previous occurrence, -1 for the first.

    >>> previous_places(np.array([5, 7, 5])).tolist()
    [-1, -1, 0]
    """
    order = np.argsort(code, kind="stable")
    previous = np.full(len(code), -1, np.int64)
    again = np.flatnonzero(code[order][1:] == code[order][:-1]) + 1
    previous[order[again]] = order[again - 1]
    return previous
