"""Pieces cut out of many texts at once, by the bytes of UTF-8 that Arrow keeps."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..frames import portions

_AT_ONCE = 1 << 20  # characters whose places are known at one time
_GOES_ON = -64  # bytes below, as signed numbers, are no first byte of a character


def cut_out(texts: pd.Series, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> pd.Series:
    """What stands in texts from one character up to another, given the (rising) number of the text of each.

    >>> texts, one = pd.Series(["قال", "نعم"], dtype="str"), np.array([1])
    >>> cut_out(texts, one, one - 1, one + 1)[0] == "نع"
    True
    """
    cut = _cut_bytes if getattr(texts.dtype, "storage", None) == "pyarrow" else _cut_strings
    pieces = []
    for part in portions(texts.str.len(), _AT_ONCE):
        here = slice(*np.searchsorted(owner, [part.start, part.stop]))
        pieces.append(cut(texts.array[part], owner[here] - part.start, start[here], end[here]))
    return pd.concat(pieces, ignore_index=True)


def _cut_strings(texts, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> pd.Series:
    texts, places = texts.tolist(), zip(owner.tolist(), start.tolist(), end.tolist(), strict=True)
    return pd.Series([texts[i][a:b] for i, a, b in places], dtype="str")


def _cut_bytes(texts, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> pd.Series:
    import pyarrow as pa

    whole = pa.chunked_array(pa.array(texts, pa.large_string())).combine_chunks()
    _, bounds, raw = whole.buffers()
    bounds = np.frombuffer(bounds, np.int64)[whole.offset : whole.offset + len(whole) + 1]
    raw = np.frombuffer(raw, np.uint8)[bounds[0] : bounds[-1]]
    place = np.append(np.flatnonzero(raw.view(np.int8) >= _GOES_ON), len(raw))  # of each character
    first = np.searchsorted(place, bounds - bounds[0]).take(owner)
    begin, size = place.take(first + start), place.take(first + end)
    size -= begin
    ends = np.append(0, size.cumsum())
    pieces = raw.take(np.arange(ends[-1]) + np.repeat(begin - ends[:-1], size))
    made = pa.LargeStringArray.from_buffers(len(size), pa.py_buffer(ends), pa.py_buffer(pieces))
    return pd.Series(made, dtype="str")
