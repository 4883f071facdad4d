"""Frames as files: CSV that a spreadsheet opens safely and rightly, Parquet that keeps everything."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
from pandas.api import types

MAX_CSV_ROWS = 1_048_575  # of a spreadsheet, below the heading
_FORMULA = "=+-@\t\r\n＝＋－＠"  # a cell that begins with one of these may be run as a formula


def save_tables(tables: Mapping[str, object], folder: str | Path) -> list[dict[str, object]]:
    """Save every frame of a mapping, `globals()` of a notebook for one, as CSV and Parquet.

    CSV is UTF-8 with a byte order mark, which Excel needs, and has an apostrophe before any text that a
    spreadsheet would take for a formula; it is cut at the 1,048,575 rows that a spreadsheet holds. Parquet
    (where pyarrow is installed, and the table fits its one type per column) has every row as it is.

    Parameters
    ----------
    tables : mapping
        Frames by name; a corpus counts as its `articles`, `removed` and `skipped`. The rest is passed over,
        and so are names that begin with an underscore.
    folder : path
        Made when it is missing.

    Returns
    -------
    list of dict
        `name`, `rows`, `csv_rows` and `parquet` (bool) of each table, in the order of the names.

    Warns
    -----
    UserWarning
        When Parquet cannot hold a table, or pyarrow is not installed.

    Examples
    --------
    >>> import tempfile
    >>> table = pd.DataFrame({"form": ["=1+1"], "count": [-2]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saved = save_tables({"frequencies": table, "other": 1}, folder)
    ...     print(Path(folder, "frequencies.csv").read_text(encoding="utf-8-sig").strip())
    "form","count"
    "'=1+1",-2
    >>> saved
    [{'name': 'frequencies', 'rows': 1, 'csv_rows': 1, 'parquet': True}]
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    frames = {name: frame for name, frame in _frames(tables).items() if not name.startswith("_")}
    saved: list[dict[str, object]] = []
    for name, frame in sorted(frames.items()):
        frame = frame if isinstance(frame.index, pd.RangeIndex) else frame.reset_index()
        short = _safe(frame.head(MAX_CSV_ROWS))
        # Every text is quoted: pandas would leave a lone carriage return bare, and break the row there.
        written = {"index": False, "encoding": "utf-8-sig", "errors": "replace"}
        short.to_csv(folder / f"{name}.csv", quoting=csv.QUOTE_NONNUMERIC, **written)
        held = _save_parquet(frame, folder / f"{name}.parquet")
        saved.append({"name": name, "rows": len(frame), "csv_rows": len(short), "parquet": held})
    return saved


def _save_parquet(frame: pd.DataFrame, path: Path) -> bool:
    try:
        frame.to_parquet(path, index=False)
    except ImportError:
        how = "pip install 'arabic-news-analysis[parquet]'"
        warnings.warn(f"only CSV is written; Parquet needs pyarrow: {how}", stacklevel=3)
        return False
    except (ValueError, TypeError, NotImplementedError) as error:  # all that pyarrow raises for values
        path.unlink(missing_ok=True)
        why = str(error).partition("\n")[0]
        warnings.warn(f"{path.name} was not written, only its CSV: {why}", stacklevel=3)
        return False
    return True


def _frames(tables: Mapping[str, object]) -> dict[str, pd.DataFrame]:
    from ..loading.corpus import Corpus

    corpora = [value for value in tables.values() if isinstance(value, Corpus)]
    parts = ("articles", "removed", "skipped")
    found = {name: getattr(corpus, name) for corpus in corpora for name in parts}
    return found | {name: value for name, value in tables.items() if isinstance(value, pd.DataFrame)}


def _safe(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy whose texts and headings no spreadsheet takes for a formula."""
    safe = frame.copy()
    for i in range(frame.shape[1]):
        values = frame.iloc[:, i]
        if isinstance(values.dtype, pd.CategoricalDtype):
            safe.isetitem(i, values.map({value: _harmless(value) for value in values.cat.categories}))
        elif not (types.is_numeric_dtype(values.dtype) or types.is_datetime64_any_dtype(values.dtype)):
            safe.isetitem(i, pd.Series([_harmless(value) for value in values], values.index, dtype=object))
    return safe.set_axis([_harmless(str(column)) for column in frame.columns], axis=1)


def _harmless(value: object) -> object:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(tuple(_FORMULA)) else value
