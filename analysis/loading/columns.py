"""Which columns of a table hold what: by their usual names, English and Arabic, or as given."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from ..resources import read_table
from .datelines import fold
from .files import Unreadable

FIELDS = ("article", "source", "section", "author", "title", "published", "text")


@functools.cache
def _aliases() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for row in read_table("column_aliases"):
        table.setdefault(row["field"], []).append(_column_key(row["alias"]))
    return table


@functools.lru_cache(1024)
def _column_key(name: str) -> str:
    """`datePublished` and `date_published` are one name; of a nested name the last part that tells counts."""
    last = name.removesuffix(".rendered").rsplit(".", 1)[-1]  # content.rendered: so WordPress gives its texts
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", last)
    return " ".join(re.sub(r"[\W_]+", " ", fold(name)).split())


def match_columns(names: Iterable[str | None], given: Mapping[str, str], *, first: bool) -> dict[str, str]:
    """Field to column, as given or by the usual names; without "text" when no column is known to hold it.

    Raises
    ------
    Unreadable
        When a column that is given is not among the names of the first record, which speaks for its file.
    """
    names = [name for name in names if name is not None]
    if first and (missing := [name for name in given.values() if name not in names]):
        raise Unreadable(f"has no column {missing[0]!r}; its columns are {_listed(names)}")
    keys = {_column_key(name): name for name in reversed(names)}
    mapping = {field: name for field, name in given.items() if name in names}
    for field, aliases in _aliases().items():
        free = (keys[alias] for alias in aliases if alias in keys and keys[alias] not in mapping.values())
        if field not in given and (found := next(free, None)) is not None:
            mapping[field] = found
    return mapping


def no_text_column(names: Iterable[str | None]) -> str:
    """What is wrong with a record without a text column, and the way out."""
    columns = _listed(name for name in names if name is not None)
    return f'has no known text column; its columns are {columns}; name the one with columns={{"text": ...}}'


def _listed(names: Iterable[str]) -> str:
    names = [name[:40] for name in names]
    return ", ".join(names[:12]) + (" ..." if len(names) > 12 else "")


def known_fields(header: str, delimiter: str) -> set[str]:
    """The fields that a header names when it is cut at a delimiter; none when there is no text column."""
    keys = {_column_key(name.strip('" ')) for name in header.split(delimiter)}
    known = {field for field, aliases in _aliases().items() if not keys.isdisjoint(aliases)}
    return known if "text" in known else set()


def is_text_column(name: str) -> bool:
    """Whether a column of this name usually holds the text of an article.

    >>> is_text_column("articleBody"), is_text_column("data.النص"), is_text_column("url")
    (True, True, False)
    """
    return _column_key(name) in _aliases()["text"]
