"""From words to symbols: a phrase of several words (أول أمس) or a number in words becomes one symbol."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import NamedTuple

from ..calendars import number_words
from .vocabulary import lexicon, year_class

_LONGEST = 8  # words of a phrase or a number
_FREE = {1: (100, 1), 2: (100, 10), 3: (1000, 1)}  # where a number of so many figures may still be added


class Symbol(NamedTuple):
    """A word, phrase or number that plays one part in a date: how it reads, and where it stands."""

    clitics: str
    core: str
    kind: str  # its class, "" for a word that plays none
    value: object
    skip: int
    start: int  # characters of the text
    end: int
    sentence: int
    future: bool  # whether its sentence speaks of what is to come
    gap: str  # what stands before it, "" where only white space is


def read_symbols(words: Sequence[Symbol]) -> list[Symbol]:
    """Read a stretch of words: the longest phrase first, then numbers in words, then single words."""
    found: list[Symbol] = []
    at = 0
    while at < len(words):
        symbol, length = words[at], 1
        if symbol.core in _openers():
            close = itertools.takewhile(lambda word: not word.gap, words[at + 1 : at + _LONGEST])
            if several := _phrase(near := [symbol, *close]) or _number(near):
                kind, value, length = several
                symbol = symbol._replace(kind=kind, value=value, end=near[length - 1].end)
        if found and found[-1].kind == "the" and not symbol.gap:  # الـ 25
            symbol = found.pop()._replace(kind=symbol.kind, value=symbol.value, end=symbol.end)
        found.append(symbol)
        at += length
    return found


@functools.cache
def _openers() -> set[str]:
    """The words with which a phrase or a number in words may begin."""
    numbers = {article + word for word in number_words() for article in ("", "ال")}
    return numbers | {first for first, _ in lexicon()[1]}


def _phrase(near: list[Symbol]) -> tuple[str, object, int] | None:
    """The longest phrase that opens a stretch: class, value, how many words."""
    for parts, kind, value in lexicon()[1].get(tuple(word.core for word in near[:2]), ()):
        if parts[1:] == tuple(word.clitics + word.core for word in near[1 : len(parts)]):
            return kind, value, len(parts)
    return None


def _number(near: list[Symbol]) -> tuple[str, int, int] | None:
    """The number in words that opens a stretch: class, value, how many words."""
    group, opens = _number_word(near[0])
    if opens not in ("cardinal", "ordinal"):
        return None
    total, group = (group, 0) if group >= 1000 else (0, group)
    length = 1
    for word in near[1:]:
        value, kind = _number_word(word)
        if kind != "cardinal" or word.clitics not in ("", "و") or (opens == "ordinal" and value >= 100):
            break
        whole, below = _FREE.get(len(str(value)), (1, 0))  # thousands are not added
        if word.clitics and value != 10 and group % whole < below:
            group += value
        elif not word.clitics and value == 10 and 0 < group < 10:
            group += 10
        elif not word.clitics and value == 100 and 2 < group < 10:
            group *= 100
        elif not word.clitics and value == 1000 and group:
            total, group = group * 1000, 0
        else:
            break
        length += 1
    if length == 1 and near[0].kind == "bare_weekday":  # اثنين
        return None
    year = year_class(total + group) if length > 1 and opens == "cardinal" else ""
    return year or opens, total + group, length


def _number_word(word: Symbol) -> tuple[int, str]:
    if word.kind == "weekday":
        return 0, ""
    table = number_words()
    return table.get(word.core) or table.get(word.core.removeprefix("ال")) or (0, "")
