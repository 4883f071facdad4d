"""Any frame as a right-to-left table; a concordance as key words in context."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.api import types

from ..figures.labels import is_rtl
from ..widths import decimals, shorten
from .markup import RIGHT, Html, cell, direction, escape, note, outer_block

MAX_ROWS = 1000  # of one table
MAX_CELL = 200  # characters of one cell
_KWIC = {"before": "left", "match": "center", "after": "right"}  # both contexts stand against the match
_KWIC_LEFT_OUT = ("sentence", "start", "end")
_MATCH = '<b style="background-color:rgba(230,159,0,0.25);border-bottom:2px solid #E69F00">{}</b>'


def rtl(
    table: pd.DataFrame | pd.Series,
    *,
    caption: str = "",
    columns: Sequence[str] | Mapping[str, str] | None = None,
    max_rows: int = 20,
) -> Html:
    """Show a table from right to left: first column rightmost, numbers and dates left to right inside.

    A concordance (columns `before`, `match`, `after`) is shown as key words in context: what comes before
    stands on the right, the match in the middle, what follows on the left.

    Parameters
    ----------
    table : DataFrame or Series
        Any frame; it stays as it is. An index is shown when it has a name or is not made of integers.
    caption : str
        A line above the table.
    columns : sequence of str, or dict
        The columns to show, in this order; a dict also gives each its heading.
    max_rows : int
        Rows shown, at most 1,000; how many are left out is said below. Cells are cut at 200 characters.

    Returns
    -------
    Html
        A `str` that a notebook shows.

    Raises
    ------
    KeyError
        A column that the table does not have.
    TypeError
        No DataFrame or Series.

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["باريس", "قمة"], "count": [1234, 5]})
    >>> rtl(table, max_rows=1)
    <table, 1 of 2 rows, 2 columns>
    >>> "1,234" in rtl(table), "الصيغة" in rtl(table, columns={"form": "الصيغة"})
    (True, True)
    """
    if max_rows < 0:
        raise ValueError(f"max_rows must be 0 or more, not {max_rows}.")
    table = _plain_frame(table)
    kwic = set(_KWIC) <= set(table.columns)
    if columns is None and kwic:
        columns = [*_KWIC, *(c for c in table.columns if c not in (*_KWIC, *_KWIC_LEFT_OUT))]
    if columns is not None:
        if missing := [column for column in columns if column not in table.columns]:
            has = ", ".join(map(str, table.columns))
            raise KeyError(f"The table has no column {missing[0]!r}; it has {has}.")
        table = table[list(columns)]
    shown = table.head(min(max_rows, MAX_ROWS))
    given = columns if isinstance(columns, Mapping) else {}
    cells = [
        _cells(shown.iloc[:, i], str(given.get(name, name)), kwic) for i, name in enumerate(table.columns)
    ]
    head, *rows = [f"<tr>{''.join(row)}</tr>" for row in zip(*cells, strict=True)] or ["<tr></tr>"]
    style = f'dir="{direction(caption)}" style="{RIGHT}"'
    top = f"<caption {style}>{escape(caption)}</caption>" if caption else ""
    markup = f'<table dir="rtl">{top}<thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
    part = f"{len(shown):,} of {len(table):,} rows"
    if len(shown) < len(table) or not len(table):
        markup += note(f"{part} are shown." if len(table) else "No rows.")
    return outer_block(markup, "overflow-x:auto", f"table, {part}, {len(cells)} columns")


def notebook_setup() -> None:
    """Prepare a notebook: no `$` of a frame is set as a formula, and each figure carries its description.

    Prints nothing and adds no styles. JupyterLab has no alternative text for pictures; what a figure shows is
    kept in the picture and in the metadata of its output, where a report finds it.
    """
    pd.set_option("display.html.use_mathjax", False)
    with contextlib.suppress(ImportError):
        from IPython import get_ipython
        from matplotlib.figure import Figure

        if (shell := get_ipython()) is not None:
            shell.run_line_magic("matplotlib", "inline")  # sets a formatter of its own: ours comes after it
            shell.display_formatter.formatters["image/png"].for_type(Figure, _described_png)


def _described_png(figure) -> tuple[str, dict[str, str]]:
    from IPython.core.pylabtools import print_figure

    from ..figures.saving import description

    alt = description(figure)
    picture = print_figure(figure, "png", base64=True, metadata={"Software": None, "Description": alt})
    return picture, {"alt": alt}


def _plain_frame(table: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """A frame with one level of columns, and with its index as a column where that tells something."""
    if not isinstance(table, pd.DataFrame | pd.Series):
        raise TypeError(f"rtl shows a DataFrame or a Series, not {type(table).__name__}: make it one")
    table = table.to_frame() if isinstance(table, pd.Series) else table
    if table.columns.nlevels > 1:
        table = table.set_axis([" · ".join(map(str, names)) for names in table.columns], axis=1)
    index = table.index
    if index.nlevels > 1 or index.name is not None or not types.is_integer_dtype(index.dtype):
        names = ["" if name is None else name for name in index.names]
        beside = [index.to_frame(index=False), table.reset_index(drop=True)]  # reset_index alone refuses
        table = pd.concat(beside, axis=1).set_axis([*names, *table.columns], axis=1)  # lone surrogates
    return table


def _cells(values: pd.Series, heading: str, kwic: bool) -> list[str]:
    """The heading and the cells of one column."""
    align = _KWIC.get(values.name) if kwic else None
    head = cell("th", escape(heading), heading, align=align or "right")
    if align:
        frame = _MATCH if values.name == "match" else "{}"
        look = {"align": align, "style": "white-space:nowrap"}
        return [head, *(cell("td", frame.format(escape(text)), "ا", **look) for text in values)]
    write = _writer(values)
    texts = ["–" if types.is_scalar(value) and pd.isna(value) else write(value) for value in values]
    one_line = types.is_numeric_dtype(values.dtype) or types.is_datetime64_any_dtype(values.dtype)
    style = "vertical-align:top" + (";white-space:nowrap" if one_line else "")
    return [head, *(cell("td", escape(text), text, style=style) for text in texts)]


def _writer(values: pd.Series) -> Callable[[object], str]:
    """How the values of one column are written: alike, so that they can be compared down the column."""
    if types.is_datetime64_any_dtype(values.dtype):
        known = values.dropna()
        pattern = "%Y-%m-%d" if (known == known.dt.normalize()).all() else "%Y-%m-%d %H:%M"
        return lambda value: value.strftime(pattern)
    if values.name == "year" and types.is_numeric_dtype(values.dtype):
        return "{:.0f}".format
    if types.is_float_dtype(values.dtype):
        places = decimals(values)
        nothing = 0.5 * 10**-places  # what rounds to nothing is written with its exponent
        return lambda value: f"{value:.1e}" if 0 < abs(value) < nothing else f"{value:,.{places}f}"
    return lambda value: text if len(text := _written(value)) <= MAX_CELL else shorten(text, MAX_CELL)


def _written(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, int | np.integer):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        items = list(map(_written, value))
        return ("، " if any(map(is_rtl, items)) else ", ").join(items)
    return str(value)
