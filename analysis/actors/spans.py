"""Spans of tokens that name an actor, as one structured array: rules cut and join them in many steps."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .tables import PERSON, REFS

NAME, SURNAME, DEMONYM, METONYM, AS_PLACE, OFFICE, TEAM = range(len(REFS))
CAPITAL = len(REFS)  # to be settled: METONYM or AS_PLACE
OPEN, A_NAME, A_PERSON, BY_NISBA = range(4)  # what was found at a token
# First token, number of tokens, letters of proclitics in the first; row of the actor, how it was named, its
# kind; of one that no table knows also what showed it, and the number of its name.
_SIZES = {"at": "i4", "row": "i4", "name": "i4", "length": "i2", "cut": "i2", "ref": "i1", "kind": "i1"}
SPAN = np.dtype([*_SIZES.items(), ("sign", "i1")])  # few bytes: a large corpus has millions
# `take`, `compress` and bare bytes move a record at once; an index, `copy` and `concatenate` move each column
# by itself, which takes ten times as long.
_BYTES = np.dtype((np.void, SPAN.itemsize))


def spans(at: np.ndarray, length: np.ndarray, cut: np.ndarray | int = 0, **more) -> np.ndarray:
    """Spans from their columns; those not given are 0.

    >>> spans(np.array([3, 5]), np.array([1, 2]), ref=DEMONYM)["ref"].tolist()
    [2, 2]
    """
    return changed(np.zeros(len(at), SPAN), at=at, length=length, cut=cut, **more)


def changed(some: np.ndarray, **columns) -> np.ndarray:
    """The same spans with other values in some columns."""
    some = some.view(_BYTES).copy().view(SPAN)
    for name, values in columns.items():
        some[name] = values
    return some


def joined(parts: Iterable[np.ndarray]) -> np.ndarray:
    """Spans of several arrays as one.

    >>> one = spans(np.array([3]), np.array([1]))
    >>> joined([one, one])["at"].tolist()
    [3, 3]
    """
    return np.concatenate([part.view(_BYTES) for part in parts]).view(SPAN)


def ordered(some: np.ndarray) -> np.ndarray:
    """Spans by where their name begins, the longest first."""
    key = (some["at"].astype(np.int64) << 32) + (some["cut"].astype(np.int64) << 16) - some["length"]
    return some.take(key.argsort(kind="stable"))  # which is quick where most are in order


def overlap(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which spans share a token with any of the others."""
    if not len(some) or not len(others):
        return np.zeros(len(some), bool)
    begin = others["at"].copy()
    order = np.argsort(begin, kind="stable")
    begin, length = begin[order], others["length"][order]
    reach = np.maximum.accumulate(begin + length)
    before = np.searchsorted(begin, some["at"] + some["length"])  # how many begin before a span ends
    return (before > 0) & (reach[np.maximum(before, 1) - 1] > some["at"])


def cover(hits: np.ndarray, tokens: int) -> np.ndarray:
    """What was found at each token; the last value stands for no token."""
    covered = np.zeros(tokens + 1, np.int8)
    what = np.select([hits["ref"] == DEMONYM, hits["kind"] == PERSON], [BY_NISBA, A_PERSON], A_NAME)
    for step in range(int(hits["length"].max(initial=0))):
        longer = hits["length"] > step
        covered[hits["at"][longer] + step] = what[longer]
    return covered
