"""File kinds to records: tables, JSON and HTML as plain dicts with one set of names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from .columns import is_text_column, known_fields, match_columns, no_text_column
from .files import Unreadable

_DELIMITERS = ",;\t|،"
_HEADER = re.compile(f"[^\n{_DELIMITERS}]{{0,40}}+[{_DELIMITERS}]")  # a first cell and its end
_SEPARATOR = re.compile(r"sep=.\s*$", re.I)  # what Excel reads and writes above a table
_NOTE = None  # the key of a warning in a row: no column has it as its name
_RESTARTS = 100  # broken quotes in one table before the rest of it is given up
_DEPTH = 5  # of records in records
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html)\b", re.I)

Rows = Iterator[tuple[str, "dict | str"]]  # where, and the row or what is wrong with it


def sniff(text: str) -> str:
    """The kind of a .txt file by its content: html, table or text.

    A table names in its first line a text column and another known one.

    >>> sniff("title;text\\nأ;ب"), sniff("قالت الوزارة، اليوم، إن"), sniff("<!DOCTYPE html><html>")
    ('table', 'text', 'html')
    """
    if _HTML.match(text):
        return "html"
    first = text[:401].split("\n", 1)[0] if _HEADER.match(text) else ""
    for delimiter in filter(first.__contains__, _DELIMITERS if len(first) <= 400 else ""):
        cells = first.split(delimiter)
        if max(map(len, cells)) <= 40 and len(known_fields(first, delimiter)) > 1:
            return "table"
    return "text"


def read_records(kind: str, content: str | bytes, columns: Mapping[str, str]) -> Rows:
    """The articles of a file that is not one by itself.

    Parameters
    ----------
    kind : {"table", "json", "jsonl", "parquet", "html"}
    content : str or bytes
        The text; of Parquet the bytes.
    columns : mapping
        Field to column name, where the usual names do not fit: `{"text": "my column"}`.

    Yields
    ------
    (str, dict or str)
        Where it stands ("line 3"), and a record with the fields of `FIELDS` that it names, `warnings` and
        `published_from`; or what is wrong with it.

    Raises
    ------
    Unreadable
        When nothing of the file can be loaded.
    """
    if kind == "html":
        yield "", _read_html(content)
        return
    mappings: dict[tuple, dict[str, str]] = {}  # by the names of a record
    textless = []
    where = ""
    for where, row in _ROWS[kind](content):
        if isinstance(row, str):
            yield where, row
            continue
        names = tuple(row)
        if names not in mappings:
            mappings[names] = match_columns(names, columns, first=not mappings)
        if "text" in mappings[names]:
            yield where, _record(row, mappings[names])
        else:
            textless.append((where, names))
    if textless and not any("text" in mapping for mapping in mappings.values()):
        raise Unreadable(no_text_column(textless[0][1]))
    yield from ((where, no_text_column(names)) for where, names in textless)
    if not where:
        raise Unreadable("holds no records")


def _record(row: dict, mapping: Mapping[str, str]) -> dict[str, Any] | str:
    fields = {field: _plain(row.get(name), field) for field, name in mapping.items()}
    if not isinstance(fields["text"], str) or not fields["text"].strip():
        return "has no text"
    return fields | {"warnings": row.get(_NOTE, ""), "published_from": f"column {mapping.get('published')}"}


def _plain(value: Any, field: str) -> Any:
    """A value as text; dates and texts stay as they are, a missing value of any kind is None."""
    if value is None or value != value:
        return None
    return value if field in ("published", "text") else str(value)


def table_rows(text: str) -> Rows:
    """Rows of a delimited table; a row with a broken quote is reported by its line, and reading goes on."""
    lines = io.StringIO(text.replace("\0", " "), newline="").readlines()
    at = next((i for i, line in enumerate(lines) if line.strip() and not _SEPARATOR.match(line)), 0)
    delimiter = max(_DELIMITERS, key=lambda d: (len(known_fields(lines[at], d)), lines[at].count(d)))
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a field may be as long as the text
    header: list[str] | None = None
    for _ in range(_RESTARTS):
        reader, begin = csv.reader(islice(lines, at, None), delimiter=delimiter, strict=True), at
        try:
            for cells in reader:
                line, begin = begin + 1, at + reader.line_num
                if header is None:
                    header = [name.strip() for name in cells]
                elif any(cell.strip() for cell in cells):
                    yield f"line {line}", _row(header, cells)
            return
        except csv.Error:
            at = begin + 1
            if header is None:
                break
            yield f"line {at}", "opens a quotation mark that is not closed as it should be"
    raise Unreadable(f"has broken quotation marks from line {at} on")


def _row(header: list[str], cells: list[str]) -> dict | str:
    """One row by its column names; a warning stands under `_NOTE`."""
    if any(cell.strip() for cell in cells[len(header) :]):
        hint = "quote fields that hold the delimiter"
        return f"has {len(cells)} fields where the header has {len(header)}; {hint}"
    row: dict = {}
    for name, cell in zip(header, cells, strict=False):
        row.setdefault(name, cell)  # of columns of one name the first
    if len(cells) < len(header):
        row[_NOTE] = f"row has {len(cells)} of {len(header)} fields"
    return row


def _json_rows(text: str) -> Rows:
    """Records of a JSON file: a list of them, one of them, lists of them under names, or columns."""
    try:
        value = json.loads(text)
    except (RecursionError, ValueError) as error:
        if "Extra data" in str(error) and "\n" not in text[: error.pos].strip():
            yield from _jsonl_rows(text)  # one record per line under the wrong ending
            return
        raise Unreadable(_not_json(error)) from None
    for number, item in enumerate(_record_list(value), 1):
        yield f"record {number}", _checked(item)


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        line = f" on line {error.lineno}" if "\n" in error.doc else ""
        return f"is not JSON: {error.msg.lower()}{line}"
    return "is JSON nested too deeply, or with too long a number"


def _record_list(value: Any) -> list:
    """The records in a JSON value."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise Unreadable("holds no list of records")
    own = {name: item for name, item in value.items() if name != "description"}  # that may be a feed's
    if _has_text(own):
        return [value]
    found = _by_columns(value) or [record for records in _lists(value) for record in records]
    return found or ([value] if value else [])


def _has_text(value: Any, *, deep: bool = False) -> bool:
    """Whether a value is a record with a text column."""
    if not isinstance(value, dict):
        return False
    fields = _flatten(value) if deep else value.items()
    return any(isinstance(text, str) and is_text_column(name) for name, text in fields)


def _by_columns(value: dict) -> list:
    """The records of a table that was written by columns, as pandas does; none when it is no such table."""
    listed = {name: column for name, column in value.items() if isinstance(column, list)}
    columns = value | {name: {str(i): cell for i, cell in enumerate(listed[name])} for name in listed}
    tabular = all(isinstance(c, dict) and not _has_text(c) for c in columns.values())
    texts = [cell for name in columns if tabular and is_text_column(name) for cell in columns[name].values()]
    if not any(isinstance(cell, str) for cell in texts):
        return []
    rows = dict.fromkeys(row for column in columns.values() for row in column)
    return [{name: column.get(row) for name, column in columns.items()} for row in rows]


def _lists(value: dict, depth: int = 0) -> Iterator[list]:
    """The lists of records in a record, however deep; records each under a name of its own are one, too."""
    inner = [item for item in value.values() if isinstance(item, dict)]
    if sum(map(_has_text, inner)) > 1:
        yield inner
        inner = []
    for item in value.values():
        if isinstance(item, list) and any(_has_text(record, deep=True) for record in item):
            yield item
    for item in inner if depth < _DEPTH else ():
        yield from _lists(item, depth + 1)


def _jsonl_rows(text: str) -> Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield f"line {number}", _checked(json.loads(line))
            except (RecursionError, ValueError) as error:
                yield f"line {number}", _not_json(error)


def _checked(item: Any) -> dict | str:
    return dict(_flatten(item)) if isinstance(item, dict) else "is not a record with named fields"


def _flatten(item: dict, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Nested fields under dotted names, the outer ones first; lists of plain values joined."""
    nested = []
    for name, value in item.items():
        if isinstance(value, dict) and depth < _DEPTH:
            nested.append((f"{prefix}{name}.", value))
        elif isinstance(value, list) and all(isinstance(part, str) for part in value):
            yield prefix + name, "\n".join(value)
        else:
            yield prefix + name, value
    for inner, value in nested:
        yield from _flatten(value, inner, depth + 1)


def _parquet_rows(data: bytes) -> Rows:
    try:
        from pyarrow import parquet

        rows = parquet.read_table(io.BytesIO(data)).to_pylist()
    except ImportError:
        raise Unreadable('needs the extra parquet: pip install "arabic-news-analysis[parquet]"') from None
    except Exception as error:  # pyarrow has many errors of its own
        raise Unreadable(f"is not a Parquet table: {str(error).splitlines()[0][:100]}") from None
    yield from ((f"row {number}", _checked(row)) for number, row in enumerate(rows, 1))


_ROWS = {"table": table_rows, "json": _json_rows, "jsonl": _jsonl_rows, "parquet": _parquet_rows}
_META_DATE = re.compile(
    r"""(?:article:published_time|datePublished|date\.issued|pubdate|publish[-_]?date|dc\.date)["'\s]"""
    r"""[^<>]{0,80}?(?:content|datetime|:)\s*=?\s*["']([^"'<>]{8,40})["']""",
    re.I,
)


def _read_html(html: str) -> dict[str, Any]:
    """The article of an HTML page, as trafilatura extracts it."""
    try:
        import trafilatura
    except ImportError:
        raise Unreadable('needs the extra html: pip install "arabic-news-analysis[html]"') from None
    page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None or not (page.text or "").strip():
        raise Unreadable("is an HTML page in which no article was found")
    stamp = _META_DATE.search(html)
    return {
        "title": page.title or "",
        "author": page.author or "",
        "source": page.sitename or "",
        "published": stamp and stamp[1],
        "published_from": "HTML metadata",
        "text": page.text,
        "warnings": "text extracted from HTML; offsets count in the extracted text",
    }
