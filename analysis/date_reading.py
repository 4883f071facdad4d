"""From words to expressions: spell a stretch of words as letters, find in them what the grammar knows."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from .date_doubts import LEADING, Around, plausible
from .date_grammar import grammar
from .date_ranges import Expression, add
from .date_symbols import Symbol, read_symbols
from .date_terms import YEARLY, Context, Found
from .date_values import resolve
from .date_words import LETTERS, Reading
from .normalization import normalize
from .resources import read_table

# Before an expression: prepositions, and يوم before a weekday or a number.
_BEFORE = re.compile(
    f"(?:[&+{''.join(LETTERS[name] for name in LEADING)}]"
    + "|{day}(?=[{weekday}{digits}{ordinal}{cardinal}]))*".format_map(LETTERS)
)
_RELATIONS = {LETTERS[name]: name for name in ("since", "until", "before", "after")}
_GAPS = dict.fromkeys("-–—‑", "-") | dict.fromkeys("،,؛", ",") | {"\\": "/", "٪": "%"}
_GAPS |= {mark: mark for mark in "/().:|%"}
_WORD_FOLLOWS = re.compile(r"[ \t]+\w")
_SIGHT = 24  # characters of the text that are looked at on either side


class Run(NamedTuple):
    """Words of one article that follow one another: for each its readings, its place, its tense."""

    article: int
    readings: list[tuple[Reading, ...]]
    sentences: list[int]
    starts: list[int]
    ends: list[int]
    future: list[bool]


class Line(NamedTuple):
    """A stretch of words as the grammar sees it."""

    letters: str
    places: list[int]  # for each letter, which symbol it stands for
    symbols: list[Symbol]


def read_run(run: Run, context: Context, text: str) -> list[Expression]:
    """The expressions of a stretch of words, in order."""
    line = spell_line(run, text)
    found: list[Expression] = []
    for match in grammar().finditer(line.letters):
        one, said = _expression(match, line, run, context, text)
        if one:
            add(found, one, line.letters, said)
            if one.value.begin and one.value.basis != "duration":
                context = context._replace(previous=one.value.begin)
    return found


def _expression(match, line, run, context, text) -> tuple[Expression | None, Context]:
    """What the grammar has matched, with its value, if it is a date; and what it was read against."""
    begin, end = match.span()
    end -= line.letters[end - 1] in "/)"  # stands for what is between words
    ago = match.lastgroup == "ago"
    if not ago:
        begin = min(_BEFORE.match(line.letters, begin).end(), end - 1)
    a, b = line.places[begin], line.places[end - 1]
    found = Found(match.lastgroup, tuple(line.symbols[a : b + 1]))
    first, last = line.symbols[a - (a > 0 and line.symbols[a - 1].kind == "the")], line.symbols[b]
    start, stop = run.starts[first.first], run.ends[last.last]
    beside = text[max(0, start - _SIGHT) : start], text[stop : stop + _SIGHT]
    before = line.letters[begin - 1 : begin]
    if not plausible(found, Around(line.letters[:begin], line.letters[end : end + 1], *beside)):
        return None, context
    relation = _RELATIONS.get(before, "") if not ago else "since" if first.kind == "since" else ""
    ahead = relation == "until" or before == LETTERS["by"]
    future = ahead or (relation != "since" and run.future[first.first])
    context = context._replace(future=future)
    if before == LETTERS["event_head"] or relation in ("since", "before", "after"):
        year = _event_year(found, turn=before != LETTERS["event_head"])
        if context.reference is None or year is None or year <= context.today.year:
            context = context._replace(year=year)
    value = resolve(found, context)
    if value and before == LETTERS["between"] and value.granularity == "range" and found.listed:
        value = value._replace(approximate=False)  # two ends, not a list
    return value and Expression(found, begin, end, first, last, value, relation), context


def _event_year(found: Found, *, turn: bool) -> int | None:
    """The year of a day that stands for an event (أحداث 11 سبتمبر), or for the turn that it was."""
    if found.rule != "day_month":
        return None
    day, (_, month, _) = found.first("digits", "ordinal"), found.first(*YEARLY)
    rows = [row for row in read_table("event_years") if row["turn"] == "yes" or not turn]
    return next(
        (int(row["year"]) for row in rows if (row["day"], row["month"]) == (str(day), str(month))), None
    )


def spell_line(run: Run, text: str) -> Line:
    """Write words as class letters, and between them what the grammar must know of the text between."""
    gaps = ["", *(spell_gap(text[a:b]) for a, b in zip(run.ends, run.starts[1:], strict=False))]
    words = [(token, reading) for token, several in enumerate(run.readings) for reading in several]
    opens = [i == 0 or words[i - 1][0] != token for i, (token, _) in enumerate(words)]
    joined = [not (new and gaps[token]) for new, (token, _) in zip(opens, words, strict=True)]
    letters, places, last = [], [], None
    symbols = read_symbols(words, joined)
    for i, symbol in enumerate(symbols):
        spelled = LETTERS.get(symbol.kind, "~")
        if i:
            gap = gaps[symbol.first] if symbol.first != last else ""
            spelled = gap + _particle(symbol.clitics) + spelled
        letters.append(spelled)
        places += [i] * len(spelled)
        last = symbol.last
    if _WORD_FOLLOWS.match(text, run.ends[-1]):
        letters.append("~")
    return Line("".join(letters), places, symbols)


@functools.lru_cache(4096)
def spell_gap(raw: str) -> str:
    """What stands between two words: nothing for a blank, a mark, or ~ for what no date goes over."""
    marks = "".join(normalize(raw, "display").split())
    return "~" if "\n" in raw or len(marks) > 2 else "".join(_GAPS.get(mark, "~") for mark in marks)


def _particle(clitics: str) -> str:
    return ("&" if clitics[:1] in ("و", "ف") else "") + ("+" if clitics[-1:] in ("ب", "ل", "ك") else "")
