"""Counting on integer codes: cells of a word-by-article table, distinct rows, previous occurrences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

_BLOCK = 1 << 15  # tokens or cells at a time: what a processor's cache holds


class Cells(NamedTuple):
    """The filled cells of a word-by-article table."""

    code: np.ndarray
    article: np.ndarray
    times: np.ndarray


def cells(code: np.ndarray, article: np.ndarray, size: int) -> Cells:
    """How often each code (of `size`) stands in each article.

    >>> cells(np.array([1, 0, 1, 1]), np.array([0, 0, 0, 1]), 2).times.tolist()
    [1, 2, 1]
    """
    if (article[1:] < article[:-1]).any():
        order = np.argsort(article, kind="stable")
        code, article = code[order], article[order]
    parts, begin = [Cells(*np.empty((3, 0), np.int32))], 0
    while begin < len(code):
        end = int(np.searchsorted(article, article[min(begin + _BLOCK, len(code)) - 1], "right"))
        first, width = int(article[begin]), int(article[end - 1] - article[begin]) + 1
        dtype = np.uint32 if size * width < 1 << 32 else np.uint64
        key = code[begin:end].astype(dtype) * dtype(width) + (article[begin:end] - first).astype(dtype)
        key.sort()
        edge = _edges(key)
        word, place = np.divmod(key[edge[:-1]], dtype(width))
        parts.append(
            Cells(word.astype(np.int32), place.astype(np.int32) + first, np.diff(edge).astype(np.int32))
        )
        begin = end
    return Cells(*map(np.concatenate, zip(*parts, strict=True)))


def _edges(ordered: np.ndarray) -> np.ndarray:
    """Where each run of equal values begins, and where the last one ends."""
    new = np.ones(len(ordered) + 1, bool)
    new[1:-1] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(new) if len(ordered) else np.zeros(1, np.int64)


def dispersions(
    cell: Cells, count: np.ndarray, size: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each code: in how many articles it occurs, normalised DP, Juilland's D.

    `size` is the number of tokens of each article; articles without tokens are no parts of the corpus.
    """
    parts, share, codes = np.count_nonzero(size), size / max(size.sum(), 1), len(count)
    articles = np.bincount(cell.code, minlength=codes)
    if parts < 2:
        return articles, np.full(codes, np.nan), np.full(codes, np.nan)
    # |observed - expected| summed over all articles is twice what the expected shares lack
    overlap, rates, square = np.zeros((3, codes))
    for code, article, times in _blocks(cell):
        np.add.at(overlap, code, np.minimum(times / count[code], share[article]))
        np.add.at(rates, code, times / size[article])
    dp = np.clip((1 - overlap) / (1 - share[size > 0].min()), 0, 1)
    mean = rates / parts
    for code, article, times in _blocks(cell):
        np.add.at(square, code, (times / size[article] - mean[code]) ** 2)
    square += (parts - articles) * mean**2
    with np.errstate(invalid="ignore"):
        variation = np.sqrt(square / parts) / mean
    return articles, dp, 1 - variation / np.sqrt(parts - 1)


def _blocks(cell: Cells) -> Iterator[Cells]:
    """The cells in parts that stay in the processor's cache, as numpy's indices."""
    for begin in range(0, len(cell.code), _BLOCK):
        yield Cells(*(column[begin : begin + _BLOCK].astype(np.intp) for column in cell))


def count_rows(
    columns: list[np.ndarray], article: np.ndarray, size: int
) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """The distinct rows of columns of codes below `size`, how often each occurs, in how many articles.

    >>> columns = [np.array([0, 1, 0]), np.array([1, 0, 1])]
    >>> rows, times, articles = count_rows(columns, np.array([0, 0, 0]), 2)
    >>> [row.tolist() for row in rows], times.tolist(), articles.tolist()
    ([[0, 1], [1, 0]], [2, 1], [1, 1])
    """
    # One integer stands for a row; where it would outgrow 63 bits, the rows so far are numbered anew.
    spread = int(article.max(initial=0)) + 1
    key, width, numbered = columns[0].astype(np.int64), size, []
    for column in columns[1:]:
        distinct = None
        if width * size * spread >= 1 << 63:
            distinct, key = np.unique(key, return_inverse=True)
            width = len(distinct)
        numbered.append(distinct)
        key = key * size + column
        width *= size
    key = key * spread + article
    key.sort()
    by_article = _edges(key)[:-1]
    key //= spread
    edge = _edges(key)
    row, times = key[edge[:-1]], np.diff(edge)
    articles = np.diff(np.searchsorted(by_article, edge))
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
