"""From words to expressions: spell a stretch of words as letters, find in them what the grammar knows."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ..normalization import normalize
from ..resources import read_table
from .doubts import LEADING, plausible
from .grammar import grammar
from .ranges import Expression, add
from .symbols import Symbol, read_symbols
from .terms import YEARLY, Context, Found
from .values import resolve
from .vocabulary import LETTERS, Reading

# Before an expression: prepositions, and يوم before a weekday or a number.
_BEFORE = re.compile(
    f"(?:[&+{''.join(LETTERS[name] for name in LEADING)}]"
    + "|{day}(?=[{weekday}{digits}{ordinal}{cardinal}]))*".format_map(LETTERS)
)
_NAMES = {letter: name for name, letter in LETTERS.items()}
_RELATIONS = ("since", "until", "before", "after"), ("since",)  # قبل ثلاثة أيام is a day itself
_GAPS = dict.fromkeys("-–—‑", "-") | dict.fromkeys("،,؛", ",") | {"\\": "/", "٪": "%"}
_GAPS |= {mark: mark for mark in "/().:|%"}
_WORD_FOLLOWS = re.compile(r"[ \t]+\w")
_SIGHT = 24  # letters and characters that are looked at on either side


# A word of the text: its readings, its start, end and sentence, whether that speaks of what is to come.
Word = tuple[tuple[Reading, ...], int, int, int, bool]


def read_run(words: Sequence[Word], context: Context, text: str) -> tuple[list[Expression], Context]:
    """The expressions of words that follow each other, in order, and what the next words are read against."""
    letters, symbols = spell_line(words, text)
    found: list[Expression] = []
    for match in grammar().finditer(letters):
        if one := _expression(match, symbols, context, text):
            add(found, one)
            context = context._replace(previous=one.value.begin or context.previous)
    return found, context


def _expression(match: re.Match, spelled: Sequence[Symbol], context: Context, text: str) -> Expression | None:
    """What the grammar has matched, with its value, if it is a date."""
    rule, letters, (begin, end) = match.lastgroup, match.string, match.span()
    end -= letters[end - 1] in "/)"  # stands for what is between words
    if rule != "ago":
        begin = min(_BEFORE.match(letters, begin).end(), end - 1)
    symbols = tuple(dict.fromkeys(spelled[begin:end]))
    first, stop = symbols[0], symbols[-1].end
    beside = text[max(0, first.start - _SIGHT) : first.start], text[stop : stop + _SIGHT]
    before = letters[max(0, begin - _SIGHT) : begin]
    found = Found(rule, symbols, before, letters[end : end + 1], *beside)
    if not plausible(found):
        return None
    before = first.kind if rule == "ago" else _NAMES.get(before[-1:])
    relation = before if before in _RELATIONS[rule == "ago"] else ""
    future = before in ("until", "by") or (relation != "since" and first.future)
    context = context._replace(future=future)
    if rule == "day_month" and before in ("event_head", "since", "before", "after"):
        context = context._replace(year=_event_year(found, context, turn=before != "event_head"))
    value = resolve(found, context)
    if value and before == "between" and value.granularity == "range" and found.listed:
        value = value._replace(approximate=False)  # two ends, not a list
    return value and Expression(found, stop, begin, end, value, relation, context)


def _event_year(found: Found, context: Context, *, turn: bool) -> int | None:
    """The year of a day that stands for an event (أحداث 11 سبتمبر), or for the turn that it was."""
    day, (_, month, _) = found.first("digits", "ordinal"), found.first(*YEARLY)
    for row in read_table("event_years"):
        if (row["day"], row["month"]) == (str(day), str(month)) and (row["turn"] == "yes" or not turn):
            over = context.reference is None or int(row["year"]) <= context.today.year
            return int(row["year"]) if over else None
    return None


def spell_line(words: Sequence[Word], text: str) -> tuple[str, list[Symbol]]:
    """Words as class letters, with what the grammar must know of the text between; each letter's symbol."""
    single, last = [], words[0][1]
    for readings, start, end, *place in words:
        gap, last = spell_gap(text[last:start]), end
        for reading in readings:
            single.append(Symbol(*reading, start, end, *place, gap))
            gap = ""
    symbols = read_symbols(single)
    spelled = [symbol.gap + _particle(symbol.clitics) + LETTERS.get(symbol.kind, "~") for symbol in symbols]
    owners = [symbol for symbol, letters in zip(symbols, spelled, strict=True) for _ in letters]
    follows = "~" if _WORD_FOLLOWS.match(text, last) else ""
    return "".join(spelled) + follows, owners


@functools.lru_cache(4096)
def spell_gap(raw: str) -> str:
    """What stands between two words: nothing for a blank, a mark, or ~ for what no date goes over."""
    marks = "".join(normalize(raw, "display").split())
    return "~" if "\n" in raw or len(marks) > 2 else "".join(_GAPS.get(mark, "~") for mark in marks)


@functools.cache
def _particle(clitics: str) -> str:
    return ("&" if clitics[:1] in ("و", "ف") else "") + ("+" if clitics[-1:] in ("ب", "ل", "ك") else "")
