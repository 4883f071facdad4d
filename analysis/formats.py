"""File kinds to records: tables, JSON and HTML as plain dicts with one set of names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from .columns import is_text_column, known_fields, map_record
from .decoding import decode
from .files import Content, Skipped, Unreadable, skip

_DELIMITERS = ",;\t|،"
_DELIMITER = re.compile(f"[{_DELIMITERS}]")
_SEPARATOR = re.compile(r"sep=.\s*$", re.I)  # what Excel reads and writes above a table
_NOTE = None  # the key of a warning in a row: no column has it as its name
_RESTARTS = 100  # broken quotes in one table before the rest of it is given up


def read_records(
    content: Content, *, encoding: str | None = None, columns: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any] | Skipped]:
    """The records of one file that is not an article by itself.

    Parameters
    ----------
    content : Content
        Of kind table, json, jsonl or parquet.
    encoding : str, optional
    columns : mapping, optional
        Field to column name, where the usual names do not fit: `{"text": "my column"}`.

    Yields
    ------
    dict or Skipped
        A record has the fields it names of `FIELDS`, and `row` ("line 3"), `encoding`, `warnings`,
        `date column`; a row without text, or that cannot be read, is a `Skipped`.

    Raises
    ------
    Unreadable, NotText
        When nothing of the file can be loaded.
    """
    if content.kind == "parquet":
        rows, encoding, warning = _parquet_rows(content.data), "", ""
    else:
        text, encoding, warning = decode(content.data, encoding=encoding)
        if not text.strip("\0 \t\r\n") or text.isspace():
            raise Unreadable("is empty")
        rows = {"table": table_rows, "json": _json_rows, "jsonl": _jsonl_rows}[content.kind](text)
    mappings: dict[tuple, dict[str, str] | str] = {}  # by the names of a record
    where = ""
    for where, row in rows:
        if not isinstance(row, str):
            names = tuple(row)
            if names not in mappings:
                mappings[names] = map_record(names, columns or {}, first=not mappings)
            mapping = mappings[names]
            row = mapping if isinstance(mapping, str) else _record(row, mapping)
        if isinstance(row, str):
            yield skip(content.path, f"{where} {row}")
            continue
        row["warnings"] = "; ".join(filter(None, (warning, row["warnings"])))
        yield row | {"row": where, "encoding": encoding}
    if not where:
        yield skip(content.path, "holds no records")


def _record(row: dict, mapping: Mapping[str, str]) -> dict[str, Any] | str:
    fields = {field: _plain(row.get(name), field) for field, name in mapping.items()}
    if not isinstance(fields["text"], str) or not fields["text"].strip():
        return "has no text"
    return fields | {"warnings": row.get(_NOTE), "date column": mapping.get("published")}


def _plain(value: Any, field: str) -> Any:
    """A value as text; dates and texts stay as they are, a missing value of any kind is None."""
    if value is None or value != value:
        return None
    return value if field in ("published", "text") else str(value)


Rows = Iterator[tuple[str, "dict | str"]]  # where, and the row or what is wrong with it


def looks_like_table(text: str) -> bool:
    """Whether a .txt file is a delimited table: its first line names a text column and another known one.

    >>> looks_like_table("title;text\\nأ;ب"), looks_like_table("قالت الوزارة، اليوم، إن")
    (True, False)
    """
    first = text.split("\n", 1)[0]
    if len(first) > 400 or not _DELIMITER.search(first):
        return False
    for delimiter in _DELIMITERS:
        cells = first.split(delimiter)
        if len(cells) > 1 and max(map(len, cells)) <= 40 and len(known_fields(first, delimiter)) > 1:
            return True
    return False


def table_rows(text: str) -> Rows:
    """Rows of a delimited table; a row with a broken quote is reported by its line, and reading goes on."""
    lines = io.StringIO(text.replace("\0", " "), newline="").readlines()
    first = next((i for i, line in enumerate(lines) if line.strip() and not _SEPARATOR.match(line)), 0)
    delimiter = max(_DELIMITERS, key=lambda d: (len(known_fields(lines[first], d)), lines[first].count(d)))
    limit = csv.field_size_limit(len(text) + 1)
    try:
        yield from _parse_table(lines, first, delimiter)
    finally:
        csv.field_size_limit(limit)


def _parse_table(lines: list[str], first: int, delimiter: str) -> Rows:
    header: list[str] | None = None
    at, restarts = first, 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, None), delimiter=delimiter, strict=True)
        begin = at
        try:
            for cells in reader:
                line, begin = begin + 1, at + reader.line_num
                if header is None:
                    header = [name.strip() for name in cells]
                elif any(cell.strip() for cell in cells):
                    yield f"line {line}", _row(header, cells)
            return
        except csv.Error:
            yield f"line {begin + 1}", "opens a quotation mark that is not closed as it should be"
            at, restarts = begin + 1, restarts + 1
            if header is None or restarts == _RESTARTS:
                raise Unreadable(f"has broken quotation marks from line {begin + 1} on") from None


def _row(header: list[str], cells: list[str]) -> dict | str:
    """One row by its column names; a warning stands under `_NOTE`."""
    extra = cells[len(header) :]
    if any(cell.strip() for cell in extra):
        hint = "quote fields that hold the delimiter"
        return f"has {len(cells)} fields where the header has {len(header)}; {hint}"
    row: dict = dict(zip(header, cells, strict=False))
    if len(cells) < len(header):
        row[_NOTE] = f"row has {len(cells)} of {len(header)} fields"
    return row


def _json_rows(text: str) -> Rows:
    """Records of a JSON file: a list of them, one of them, or a list under any one name."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":  # one record per line under the wrong ending
            yield from _jsonl_rows(text)
            return
        raise Unreadable(f"{_not_json(error)} on line {error.lineno}") from None
    except (RecursionError, ValueError) as error:
        raise Unreadable(_not_json(error)) from None
    yield from (_checked(f"record {i}", item) for i, item in enumerate(_record_list(value), 1))


def _not_json(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error.msg.lower()}"
    return "is JSON nested too deeply, or with too long a number"


def _record_list(value: Any) -> list:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise Unreadable("holds no list of records")
    if any(is_text_column(name) and isinstance(value[name], str) for name in value):
        return [value]
    lists = list(_lists(value))
    return lists[0] if len(lists) == 1 else [value]


def _lists(value: dict, depth: int = 0) -> Iterator[list]:
    """The lists of records in a record, however deep."""
    for item in value.values():
        if isinstance(item, list) and item and isinstance(item[0], dict):
            yield item
        elif isinstance(item, dict) and depth < 5:
            yield from _lists(item, depth + 1)


def _jsonl_rows(text: str) -> Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _checked(f"line {number}", json.loads(line))
            except (RecursionError, ValueError) as error:
                yield f"line {number}", _not_json(error)


def _checked(where: str, item: Any) -> tuple[str, dict | str]:
    if not isinstance(item, dict):
        return where, "is not a record with named fields"
    return where, dict(_flatten(item))


def _flatten(item: dict, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Nested fields under dotted names, the outer ones first; lists of plain values joined."""
    nested = []
    for name, value in item.items():
        if isinstance(value, dict) and depth < 5:
            nested.append((f"{prefix}{name}.", value))
        elif isinstance(value, list) and all(isinstance(part, str) for part in value):
            yield prefix + name, "\n".join(value)
        else:
            yield prefix + name, value
    for inner, value in nested:
        yield from _flatten(value, inner, depth + 1)


def _parquet_rows(data: bytes) -> Rows:
    import pandas as pd

    try:
        frame = pd.read_parquet(io.BytesIO(data))
    except ImportError:
        raise Unreadable('needs the extra parquet: pip install "arabic-news-analysis[parquet]"') from None
    except Exception as error:  # pyarrow has many errors of its own
        raise Unreadable(f"is not a Parquet table: {str(error).splitlines()[0][:100]}") from None
    if named := [name for name in frame.index.names if name is not None and name not in frame]:
        frame = frame.reset_index(named)
    for number, row in enumerate(frame.to_dict("records"), 1):
        values = {str(name): _unpacked(value) for name, value in row.items()}
        yield f"row {number}", dict(_flatten(values))


def _unpacked(value: Any) -> Any:
    """A value of a Parquet table as JSON would give it: None for any missing value, a list for an array."""
    if hasattr(value, "tolist") and getattr(value, "ndim", 0):
        return value.tolist()
    return None if value != value or str(value) in ("NaT", "<NA>") else value


_META_DATE = re.compile(
    r"""(?:article:published_time|datePublished|date\.issued|pubdate|publish[-_]?date|dc\.date)["'\s]"""
    r"""[^<>]{0,80}?(?:content|datetime|:)\s*=?\s*["']([^"'<>]{8,40})["']""",
    re.I,
)


def read_html(content: Content, *, encoding: str | None = None) -> dict[str, Any]:
    """The article of an HTML page, as trafilatura extracts it.

    Raises
    ------
    Unreadable
        When trafilatura is not installed, or finds no article.
    """
    try:
        import trafilatura
    except ImportError:
        raise Unreadable('needs the extra html: pip install "arabic-news-analysis[html]"') from None
    html, used, warning = decode(content.data, encoding=encoding)
    page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if page is None or not (page.text or "").strip():
        raise Unreadable("is an HTML page in which no article was found")
    stamp = _META_DATE.search(html)
    note = "text extracted from HTML; offsets count in the extracted text"
    return {
        "title": page.title or "",
        "author": page.author or "",
        "source": page.sitename or "",
        "published": stamp[1] if stamp else None,
        "text": page.text,
        "encoding": used,
        "warnings": "; ".join(filter(None, (warning, note))),
        "date column": "HTML metadata",
    }
