"""Where words stand in a frame of tokens: once looked for, from then on looked up."""

from __future__ import annotations

import functools
import weakref

import numpy as np
import pandas as pd

from .counting import blocks, take

_BLOCK = 1 << 19  # tokens sorted at a time
_FEW = 4  # codes at most that are looked up; for more it is quicker to look at each token
_LOW = 0xFFFF  # numpy sorts 16 bits, and only these, without comparing
_KNOWN: dict[tuple[int, str], Places] = {}


def places_in(tokens: pd.DataFrame, name: str) -> Places:
    """The places of a column: the same object for the same column, for as long as the frame lives."""
    key, column = (id(tokens), name), tokens[name]
    if key not in _KNOWN or _KNOWN[key].column.array is not column.array:
        _KNOWN[key] = Places(column)
        weakref.finalize(tokens, _KNOWN.pop, key, None)
    return _KNOWN[key]


class Places:
    """Where each code of a categorical column stands.

    The column is kept: pandas then copies it before it changes a value, so that this one stays as it is.
    """

    def __init__(self, column: pd.Series) -> None:
        self.column, self._asked = column, False

    def of(self, wanted: list[int]) -> np.ndarray:
        """Where any of these codes stands, in order. The first question is answered without an index.

        >>> places = Places(pd.Series(pd.Categorical(["b", "a", "b"])))
        >>> places.of([1]).tolist(), places.of([1]).tolist()
        ([0, 2], [0, 2])
        """
        values = self.column.array
        if len(wanted) > _FEW or not self._asked:
            self._asked = True
            named = np.zeros(len(values.categories) + 1, bool)  # the last is code -1
            named[wanted] = True
            return np.flatnonzero(take(named, values.codes))
        found = [np.empty(0, np.int64)]
        for low in {np.uint16(code & _LOW) for code in wanted}:
            for begin, ordered, place in self._by_low_bits:
                first, last = ordered.searchsorted(low), ordered.searchsorted(low, "right")
                found.append(begin + place[first:last])
        places = np.sort(np.concatenate(found))
        return places[np.isin(values.codes[places], wanted)]

    @functools.cached_property
    def _by_low_bits(self) -> list[tuple[int, np.ndarray, np.ndarray]]:
        """Of each block of tokens: its begin, the lowest bits of its codes, sorted, and where each stands."""
        index = []
        for some in blocks(self.column, _BLOCK):
            low = self.column.array.codes[some].astype(np.uint16)
            place = np.argsort(low, kind="stable")
            index.append((some.start, low.take(place), place.astype(np.int32)))
        return index
