"""Files to rows: each article as a dict, with what was found in it, guessed about it and removed from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .datelines import choose, date_order, read_value
from .decoding import NotText, decode, mojibake, repair_mojibake
from .files import Content, File, Skipped, Unreadable, open_file, skip
from .formats import looks_like_table, read_html, read_records
from .languages import languages
from .pages import Removed, blank, clean
from .teasers import find_teasers

_LANGUAGES = ("ar", "fa", "ur", "other")
Row = dict[str, Any]


def read_file(
    file: File,
    *,
    max_bytes: int,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Row | Skipped]:
    """The articles of one file; what cannot be loaded is a `Skipped` with its reason, the rest is read."""
    try:
        for content in open_file(file, max_bytes):
            if isinstance(content, Skipped):
                yield content
                continue
            try:
                for row in _read_content(content, encoding, columns):
                    yield row if isinstance(row, Skipped) else {"path": content.path} | row
            except (Unreadable, NotText) as error:
                yield skip(content.path, error)
    except Unreadable as error:
        yield skip(file.path, error)


def _read_content(
    content: Content, encoding: str | None, columns: Mapping[str, str] | None
) -> Iterable[Row | Skipped]:
    if content.kind == "html":
        return [read_html(content, encoding=encoding)]
    if content.kind != "text":
        return read_records(content, encoding=encoding, columns=columns)
    text, used, warning = decode(content.data, encoding=encoding)
    if not text or text.isspace():
        raise Unreadable("is empty")
    if looks_like_table(text):
        return read_records(content._replace(kind="table"), encoding=encoding, columns=columns)
    return [{"text": text, "encoding": used, "warnings": warning, "page": True}]


def _warn(row: Row, note: str) -> None:
    row["warnings"] = "; ".join(filter(None, (row["warnings"], note)))


def check_texts(rows: list[Row], *, repair: bool = False) -> None:
    """Fill `language`, and flag (or, when asked, undo) wrong decodings."""
    for row, language in zip(rows, languages([row["text"] for row in rows]), strict=True):
        row["language"] = language
        if how := mojibake(row["text"]):
            fixed = repair_mojibake(row["text"]) if repair else row["text"]
            if fixed != row["text"]:
                row |= {"text": fixed, "language": languages([fixed])[0]}
                _warn(row, f"repaired: {how}; offsets count in the repaired text")
            else:
                _warn(row, f"mojibake: {how}; repair=True undoes it")


def choose_language(rows: list[Row], wanted: str | Collection[str] | None) -> tuple[list[Row], list[Skipped]]:
    """The rows in the languages wanted, and the others as skipped."""
    if wanted is None:
        return rows, []
    wanted = [wanted] if isinstance(wanted, str) else list(wanted)
    if unknown := [name for name in wanted if name not in _LANGUAGES]:
        raise ValueError(f"read_corpus: no language {unknown[0]!r}; choose from {', '.join(_LANGUAGES)}")
    left_out = []
    for row in (row for row in rows if row["language"] not in wanted):
        place = f"{row['row']} " if "row" in row else ""
        left_out.append(skip(row["path"], f"{place}is in language {row['language']!r}, which is left out"))
    return [row for row in rows if row["language"] in wanted], left_out


def clean_pages(rows: Iterable[Row], *, keep_furniture: bool = False) -> None:
    """Separate text files from their page furniture; records and HTML are articles already."""
    for row in rows:
        row["removed"] = ()
        if row.pop("page", False):
            page = clean(row["text"], keep_furniture=keep_furniture)
            row["title"] = page.title
            if any(page[2:]):  # most texts are no more than a title and paragraphs
                row |= page._asdict()
                _warn(row, page.warning)


def name_articles(rows: list[Row]) -> None:
    """Give every row its id: the given one, else the file's stem; a second one of a name gets a number."""
    taken: set[str] = set()
    for row in rows:
        stem = row["path"].rsplit("/", 1)[-1].removesuffix(".gz").rsplit(".", 1)[0]
        given = str(row.get("article") or "").strip()
        name = given or (f"{stem}-{row['row'].rsplit(' ', 1)[-1]}" if "row" in row else stem)
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name}-{number}"
        if unique != name:
            _warn(row, f"id {name} was taken")
        taken.add(unique)
        row["article"] = unique


def date_articles(rows: list[Row]) -> None:
    """Fill `published` and `published_from`; where day and month may stand either way, the source decides."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        if dates := _numeric_dates(row):
            texts.setdefault(_home(row), []).extend(dates)
    orders = {home: date_order(dates) for home, dates in texts.items()}
    for row in rows:
        order = orders.get(_home(row), "") if orders else ""
        if "places" in row:
            found = choose(row["places"], row["weekday"], order=order)
            row["published"], note = found.when, found.note
            row["published_from"] = f"line {found.line}" if found.line else ""
            row["removed"] = [_name_date(line, found.line) for line in row["removed"]]
        else:
            row["published"], note = read_value(row.get("published"), order=order)
            row["published_from"] = _column(row) if row["published"] else ""
        if note:
            _warn(row, note)


def _column(row: Row) -> str:
    name = row.get("date column") or ""
    return name if name == "HTML metadata" else f"column {name}"


def _home(row: Row) -> str:
    """Where a row is from: its source, else its table, else its folder."""
    if row.get("source"):
        return str(row["source"])
    return row["path"] if "row" in row else row["path"].rpartition("/")[0]


def _numeric_dates(row: Row) -> list[str]:
    if "places" in row:
        return [place.stamp.text for place in row["places"]]
    value = row.get("published")
    return [value] if isinstance(value, str) and value[4:5] != "-" else []


def _name_date(line: Removed, chosen: int | None) -> Removed:
    return line._replace(reason="published") if line.line == chosen and "date" in line.reason else line


def remove_teasers(rows: list[Row]) -> None:
    """Blank the lines that stand in many articles of one source."""
    titles = [str(row.get("title") or "") for row in rows]
    for i, spans in find_teasers([row["text"] for row in rows], map(_home, rows), titles).items():
        row, text = rows[i], rows[i]["text"]
        gone = [Removed(number, start, end, text[start:end], "teaser") for number, start, end in spans]
        row["removed"] = sorted([*row["removed"], *gone], key=lambda line: line.start)
        row["text"] = blank(text, gone)
