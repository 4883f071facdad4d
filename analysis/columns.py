"""Which columns of a table hold what: by their usual names, English and Arabic, or as given."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from .datelines import fold
from .files import Unreadable
from .resources import read_table

FIELDS = ("article", "source", "section", "author", "title", "published", "text")


@functools.cache
def _aliases() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for row in read_table("column_aliases"):
        table.setdefault(row["field"], []).append(_column_key(row["alias"]))
    return table


def _column_key(name: object) -> str:
    """`datePublished` and `date_published` are one name; of a nested name the last part counts."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(name).rsplit(".", 1)[-1])
    return " ".join(re.sub(r"[\W_]+", " ", fold(name)).split())


def match_columns(names: Iterable[str | None], given: Mapping[str, str]) -> dict[str, str]:
    """Field to column, as given or by the usual names."""
    names = [name for name in names if name is not None]
    if unknown := [field for field in given if field not in FIELDS]:
        raise ValueError(f"columns= names no field {unknown[0]!r}; the fields are {', '.join(FIELDS)}")
    if missing := [name for name in given.values() if name not in names]:
        raise Unreadable(f"has no column {missing[0]!r}; its columns are {_listed(names)}")
    keys = {_column_key(name): name for name in reversed(names)}
    mapping = dict(given)
    for field, aliases in _aliases().items():
        taken = set(mapping.values())
        found = next((keys[alias] for alias in aliases if alias in keys and keys[alias] not in taken), None)
        if field not in mapping and found is not None:
            mapping[field] = found
    if "text" not in mapping:
        hint = 'name the one with columns={"text": ...}'
        raise Unreadable(f"has no known text column; its columns are {_listed(names)}; {hint}")
    return mapping


def _listed(names: Iterable[str]) -> str:
    names = [str(name)[:40] for name in names]
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")


def known_fields(header: str, delimiter: str) -> set[str]:
    """The fields that a header names when it is cut at a delimiter; none when there is no text column."""
    keys = {_column_key(name.strip('" ')) for name in header.split(delimiter)}
    known = {field for field, aliases in _aliases().items() if not keys.isdisjoint(aliases)}
    return known if "text" in known else set()


def map_record(names: tuple, given: Mapping[str, str], *, first: bool) -> dict[str, str] | str:
    """Field to column, or what is wrong with a record; the first record speaks for the file."""
    if not first:  # a record may lack what an earlier one has
        given = {field: name for field, name in given.items() if name in names or field == "text"}
    try:
        return match_columns(names, given)
    except Unreadable as error:
        if first:
            raise
        return str(error)


def is_text_column(name: object) -> bool:
    """Whether a column of this name usually holds the text of an article.

    >>> is_text_column("articleBody"), is_text_column("data.النص"), is_text_column("url")
    (True, True, False)
    """
    return _column_key(name) in _aliases()["text"]
