"""What figures, tables and articles say in words of our own, in Arabic or English, from two CSV files."""

from __future__ import annotations

import functools

from .resources import read_table


def say(key: str, language: str, **values: object) -> str:
    """A text of `data/texts.csv`, filled in; a key that is not there is its own text: the name of a column.

    >>> say("articles", "en"), say("rows_shown", "en", shown=20, rows=1234)
    ('Articles', '20 of 1,234 rows are shown.')
    """
    text = _texts()[key][language] if key in _texts() else key
    return text.format(**values) if values else text


def name_of(column: object, language: str, value: str | None = None) -> str:
    """The name of a column, or of one of the few values of a column such as `kind`; as it is where unknown.

    >>> name_of("count", "en"), name_of("kind", "ar", "country") == "دولة"
    ('count', True)
    """
    name = str(column) if value is None else value
    return _headers().get((column, value), name) if language == "ar" else name


def check_language(language: str) -> None:
    """Only the two languages that there are words for."""
    if language not in ("en", "ar"):
        raise ValueError(f'language must be "en" or "ar", not {language!r}.')


@functools.cache
def _texts() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_table("texts")}


@functools.cache
def _headers() -> dict[tuple[str, str], str]:
    return {(row["column"], row["value"] or None): row["arabic"] for row in read_table("headers")}
