"""Many texts at once, by the bytes of UTF-8 that Arrow keeps: pieces cut out of them, all of them joined."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..frames import portions

_AT_ONCE = 1 << 19  # bytes whose places are known at one time
_GOES_ON = -64  # bytes below, as signed numbers, are no first byte of a character


def cut_out(texts: pd.Series, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> pd.Series:
    """What stands in texts from one character up to another, given the (rising) number of the text of each.

    >>> texts, one = pd.Series(["قال", "نعم"], dtype="str"), np.array([1])
    >>> cut_out(texts, one, one - 1, one + 1)[0] == "نع"
    True
    """
    cut = _cut_bytes if getattr(texts.dtype, "storage", None) == "pyarrow" else _cut_strings
    return pd.Series(cut(texts.array, owner, start, end), dtype="str")


def _cut_strings(texts, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[str]:
    places = zip(owner.tolist(), start.tolist(), end.tolist(), strict=True)
    return [texts[i][a:b] for i, a, b in places]


def _cut_bytes(texts, owner: np.ndarray, start: np.ndarray, end: np.ndarray):
    import pyarrow as pa

    pieces, sizes, passed = [], [np.zeros(1, np.int64)], 0
    for chunk in pa.chunked_array(pa.array(texts, pa.large_string())).chunks:
        _, bounds, raw = chunk.buffers()
        bounds = np.frombuffer(bounds, np.int64)[chunk.offset : chunk.offset + len(chunk) + 1]
        raw = np.frombuffer(raw, np.int8) if bounds[-1] else np.empty(0, np.int8)
        parts = portions(pd.Series(np.diff(bounds)), _AT_ONCE)
        edges = np.searchsorted(owner, [passed + part.start for part in parts] + [passed + len(chunk)])
        for part, here in zip(parts, map(slice, edges[:-1], edges[1:]), strict=True):
            text = owner[here] - passed - part.start
            some = bounds[part.start : part.stop + 1]
            size, piece = _cut_part(raw, some, text, start[here], end[here])
            sizes.append(size)
            pieces.append(piece)
        passed += len(chunk)
    ends, pieces = np.concatenate(sizes).cumsum(), np.concatenate([*pieces, np.empty(0, np.int8)])
    return pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(pieces))


def _cut_part(
    raw: np.ndarray, bounds: np.ndarray, owner: np.ndarray, start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The sizes of pieces and their bytes, from texts between some bounds."""
    raw = raw[bounds[0] : bounds[-1]]
    opens = np.ones(len(raw) + 1, bool)
    np.greater_equal(raw, _GOES_ON, out=opens[:-1])
    place = np.flatnonzero(opens)  # of each character, and the end
    first = np.searchsorted(place, bounds[:-1] - bounds[0]).take(owner)
    begin, after = place.take(first + start), place.take(first + end)
    size = after - begin
    rest = np.repeat(after - size.cumsum(), size)
    return size, raw.take(rest + np.arange(len(rest)))


def lines(texts: pd.Index) -> list[str]:
    """Texts one below the other, as one string; an empty list of none.

    >>> lines(pd.Index(["a", "b"], dtype="str")), lines(pd.Index([], dtype="str"))
    (['a\\nb'], [])
    """
    if not len(texts) or getattr(texts.dtype, "storage", None) != "pyarrow":
        return [*texts]
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = pa.chunked_array(pa.array(texts.array, pa.large_string())).combine_chunks()
    one = pa.LargeListArray.from_arrays(pa.array([0, len(whole)], pa.int64()), whole)
    return pc.binary_join(one, pa.scalar("\n", pa.large_string())).to_pylist()
