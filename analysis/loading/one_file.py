"""Files to rows: each article as a dict, with what was found in it, guessed about it and removed from it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from .bylines import is_credit
from .decoding import NotText, decode, mojibake, repair_mojibake
from .files import File, Skipped, Unreadable, open_file, skip
from .formats import read_records, sniff
from .languages import languages
from .linecues import plain_title
from .pages import Removed, blank, clean, find_tags
from .publication import choose, date_order, read_value
from .teasers import find_teasers

_LANGUAGES = ("ar", "fa", "ur", "other")
_WORD = re.compile(r"\w")
Row = dict[str, Any]


def read_file(
    file: File, *, max_bytes: int, encoding: str | None, columns: Mapping[str, str]
) -> Iterator[Row | Skipped]:
    """The articles of one file; what cannot be loaded is a `Skipped` with its reason, the rest is read."""
    try:
        for content in open_file(file, max_bytes):
            if isinstance(content, Skipped):
                yield content
            else:
                yield from _read_content(*content, encoding, columns)
    except Unreadable as error:
        yield skip(file.path, error)


def _read_content(
    path: str, kind: str, data: bytes | str, encoding: str | None, columns: Mapping[str, str]
) -> Iterator[Row | Skipped]:
    used = warning = ""
    try:
        if kind != "parquet":
            data, used, warning = decode(data, encoding=encoding)
        if not data or data.isspace():
            raise Unreadable("is empty")
        kind = sniff(data) if kind == "text" else kind
        if kind == "text":
            if not _WORD.search(data):
                raise Unreadable("is empty: no letter or digit stands in it")
            yield {"path": path, "encoding": used, "warnings": warning, "text": data, "page": True}
            return
        for where, row in read_records(kind, data, columns):
            if isinstance(row, str):
                yield skip(path, f"{where} {row}")
            else:
                warnings = "; ".join(filter(None, (warning, row["warnings"])))
                yield row | {"path": path, "encoding": used, "row": where, "warnings": warnings}
    except (Unreadable, NotText) as error:
        yield skip(path, error)


def _warn(row: Row, note: str) -> None:
    row["warnings"] = "; ".join(filter(None, (row["warnings"], note)))


def check_texts(rows: list[Row], *, repair: bool = False) -> None:
    """Fill `language`, and flag (or, when asked, undo) wrong decodings."""
    for row in rows:
        row["tags"] = find_tags(row["text"])
    bare = [blank(row["text"], row["tags"]) for row in rows]
    for row, language in zip(rows, languages(bare), strict=True):
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
    kept, left_out = [], []
    for row in rows:
        if row["language"] in wanted:
            kept.append(row)
        else:
            why = f"{row.get('row', '')} is in language {row['language']!r}, which is left out"
            left_out.append(skip(row["path"], why.strip()))
    return kept, left_out


def clean_pages(rows: Iterable[Row], *, keep_furniture: bool = False) -> None:
    """Separate text files from their page furniture, and every text from HTML tags that were left in it."""
    for row in rows:
        row["removed"] = ()
        if row.pop("page", False):
            row["title"] = plain_title(row["text"])  # most texts are no more than that: spares them the rules
            if row["title"] is None or is_credit(row["title"]):
                page = clean(row["text"], keep_furniture=keep_furniture)
                row |= page._asdict()
                _warn(row, page.warning)
        if row.pop("tags") and not keep_furniture:
            _remove(row, find_tags(row["text"]))


def _remove(row: Row, gone: list[Removed]) -> None:
    row["text"] = blank(row["text"], gone)
    row["removed"] = sorted([*row["removed"], *gone], key=lambda line: line.start)


def name_articles(rows: list[Row]) -> None:
    """Give every row its id: the given one, else the file's stem; a second one of a name gets a number."""
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for row in rows:
        name = str(row.get("article") or "").strip()
        if not name:
            stem = row["path"].rsplit("/", 1)[-1]
            stem = (stem[:-3] if stem[-3:].lower() == ".gz" else stem).rsplit(".", 1)[0]
            name = f"{stem}-{row['row'].split()[-1]}" if row.get("row") else stem
        unique = name
        while unique in taken:
            numbers[name] += 1
            unique = f"{name}-{numbers[name] + 1}"
        if unique != name:
            _warn(row, f"id {name} was taken")
        taken.add(unique)
        row["article"] = unique


def date_articles(rows: list[Row]) -> None:
    """Fill `published` and `published_from`; where day and month may stand either way, the source decides."""
    dated = [row for row in rows if "places" in row or "published_from" in row]  # the others are plain texts
    texts: dict[str, list[str]] = defaultdict(list)
    for row in dated:
        texts[_home(row)] += _numeric_dates(row)
    orders = {home: date_order(dates) for home, dates in texts.items()}
    for row in dated:
        order = orders[_home(row)]
        if "places" in row:
            found = choose(row["places"], row["weekday"], order=order)
            row["published"], note = found.when, found.note
            row["published_from"] = f"line {found.line}" if found.line else ""
            row["removed"] = [
                line._replace(reason="published")
                if line.line == found.line and "date" in line.reason
                else line
                for line in row["removed"]
            ]
        else:
            row["published"], note = read_value(row.get("published"), order=order)
            row["published_from"] = row["published_from"] if row["published"] else ""
        if note:
            _warn(row, note)


def _home(row: Row) -> str:
    """Where a row is from: its source, else its table, else its folder."""
    if row.get("source"):
        return str(row["source"])
    return row["path"] if row.get("row") else row["path"].rpartition("/")[0]


def _numeric_dates(row: Row) -> list[str]:
    if "places" in row:
        return [place.stamp.text for place in row["places"]]
    value = row.get("published")
    return [value] if isinstance(value, str) and value[4:5] != "-" else []


def remove_teasers(rows: list[Row]) -> None:
    """Blank the lines that stand in many articles of one source."""
    titles = [str(row.get("title") or "") for row in rows]
    for i, spans in find_teasers([row["text"] for row in rows], map(_home, rows), titles).items():
        text = rows[i]["text"]
        gone = [Removed(number, start, end, text[start:end], "teaser") for number, start, end in spans]
        _remove(rows[i], gone)
