"""From words to expressions: find what the grammar knows, drop what only looks like a date, join ranges."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import NamedTuple

from .date_grammar import grammar
from .date_spans import DAY
from .date_terms import MONTHS, Context, Found, Value
from .date_values import resolve
from .date_words import WORD_CLASSES, Reading, Symbol, symbols
from .normalization import normalize
from .resources import read_table

_LETTERS = WORD_CLASSES.get
_LEADING = {
    _LETTERS(name)
    for name in ("in", "during", "of", "since", "to", "until", "between", "by", "before", "after")
}
_LEADING |= {_LETTERS("event_head"), _LETTERS("event_noun")}
_RELATION = {_LETTERS(name): name for name in ("since", "until", "before", "after")}
_GAPS = {
    "،": ",",
    ",": ",",
    "؛": ",",
    "-": "-",
    "–": "-",
    "—": "-",
    "‑": "-",
    "/": "/",
    "\\": "/",
    "(": "(",
    ")": ")",
}
_GAPS |= {".": ".", ":": ":", "|": "|", "%": "%", "٪": "%"}
_TO = re.compile("-|&?[tl]j?")
_AND = re.compile("&j?")
_AGE = re.compile(r"\s+من\s+(?:ال)?عمر")
_NTH = re.compile("\\s+الـ*\\d")  # اليوم الـ121
_QUOTES = tuple("\"»”'")
_QUOTED = re.compile(r"[\"«“']\w+(?: \w+)?\s$")
_NUMBERED = re.compile(r"(?:رقم|قرار|قانون|مادة|فصل)\s*\(\s*$")
_NEXT_WORD = re.compile(r"[ \t]+(\w+)")


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


class Expression(NamedTuple):
    found: Found
    begin: int  # its letters in the line
    end: int
    first: Symbol
    last: Symbol
    value: Value
    relation: str


def spell_line(run: Run, text: str) -> Line:
    """Write words as class letters, and between them what the grammar must know of the text between."""
    gaps = [spell_gap(text[end:start]) for end, start in zip(run.ends, run.starts[1:], strict=False)]
    gaps.insert(0, "")
    words = [(token, reading) for token, several in enumerate(run.readings) for reading in several]
    opens = [i == 0 or words[i - 1][0] != token for i, (token, _) in enumerate(words)]
    joined = [not (new and gaps[token]) for new, (token, _) in zip(opens, words, strict=True)]
    letters, places, last = "", [], None
    read = symbols(words, joined)
    for i, symbol in enumerate(read):
        if i:
            letters += (gaps[symbol.first] if symbol.first != last else "") + _particle(symbol.clitics)
        letters += symbol.kind
        places += [i] * (len(letters) - len(places))
        last = symbol.last
    return Line(letters, places, read)


@functools.lru_cache(4096)
def spell_gap(raw: str) -> str:
    """What stands between two words: nothing for a blank, a mark, or ~ for what no date goes over."""
    marks = "".join(normalize(raw, "display").split())
    return "~" if "\n" in raw or len(marks) > 2 else "".join(_GAPS.get(mark, "~") for mark in marks)


def _particle(clitics: str) -> str:
    return ("&" if clitics[:1] in ("و", "ف") else "") + ("+" if clitics[-1:] in ("ب", "ل", "ك") else "")


def read_run(run: Run, context: Context, text: str) -> list[Expression]:
    """The expressions of a stretch of words, in order."""
    line = spell_line(run, text)
    found: list[Expression] = []
    for match in grammar().finditer(line.letters):
        begin, end = match.span()
        end -= line.letters[end - 1] in "/)"  # stands for what is between words
        if match.lastgroup != "ago":
            begin = _skip_leading(line, begin, end)
        a, b = line.places[begin], line.places[end - 1]
        item = Found(match.lastgroup, line.letters[begin:end], tuple(line.symbols[a : b + 1]))
        before = line.letters[begin - 1 : begin]
        first, stop = run.starts[line.symbols[a].first], run.ends[line.symbols[b].last]
        around = text[max(0, first - 24) : first], text[stop : stop + 24]
        if not _plausible(item, line.letters[:begin], line.letters[end : end + 1], *around):
            continue
        relation = _RELATION.get(item.letters[0] if item.rule == "ago" else before, "")
        relation = relation if item.rule != "ago" or relation == "since" else ""
        future = relation == "until" or (relation != "since" and run.future[line.symbols[a].first])
        said = context._replace(future=future)
        if before == _LETTERS("event_head"):
            said = said._replace(year=_event_year(item))
        value = resolve(item, said)
        if value is None:
            continue
        if before == _LETTERS("between") and value.granularity == "range" and "&" in item.letters:
            value = value._replace(approximate=False)  # two ends, not a list
        one = Expression(item, begin, end, line.symbols[a], line.symbols[b], value, relation)
        whole = _range(found[-1], one, line, said) if found else None
        if found and not whole:
            found[-1] = _share_year(found[-1], one, line, said)
        found[-1 if whole else len(found) :] = [whole or one]
        if value.begin and value.basis != "duration":
            context = context._replace(previous=value.begin)
    return found


def _event_year(found: Found) -> int | None:
    """The year of a day that stands for an event: أحداث 11 سبتمبر."""
    if found.rule != "day_month":
        return None
    named = {(int(row["day"]), int(row["month"])): int(row["year"]) for row in read_table("event_years")}
    return named.get((found.first("digits", "ordinal"), found.first(*MONTHS)))


def _skip_leading(line: Line, begin: int, end: int) -> int:
    """Past the prepositions before an expression, and يوم before a weekday or a number."""
    day_of = re.compile("j[WDOC]")
    while begin < end - 1 and (
        line.letters[begin] in _LEADING or line.letters[begin] in "&+" or day_of.match(line.letters, begin)
    ):
        begin += 1
    return begin


def _plausible(found: Found, line_before: str, following: str, prior: str, after: str) -> bool:
    """Whether an expression is a date, and not a word or a number that looks like one."""
    before = line_before[-1:]
    joined = before in _LEADING or before == "+"
    next_word = _NEXT_WORD.match(after)
    definite = bool(next_word) and next_word[1].startswith("ال") and following in ("", "~")
    if found.rule == "name":
        return False
    if found.rule == "bracketed_year":  # (1948), not the number of a law
        bracketed = prior.rstrip()[-1:] == "(" and after.lstrip()[:1] == ")"
        return bracketed and not _NUMBERED.search(prior)
    if found.letters in "qQ" and found.symbols[0].value == 0:  # هذا اليوم الدراسي, «بغداد اليوم», في اليوم
        if before == _LETTERS("in") or _NTH.match(after):
            return False
        return not (found.letters == "Q" and next_word and next_word[1].startswith("ال")) and not (
            after[:1] in _QUOTES and _QUOTED.search(prior)
        )
    if found.letters in (_LETTERS("risky_month"), _LETTERS("english_month")):  # مارس الضغط, تيريزا ماي
        return (joined and not (before == _LETTERS("of") and definite)) or (
            line_before[-2:-1] in ("M", "m", "Y") and before == "&"
        )
    if found.letters == _LETTERS("risky_hijri_month"):  # محمد رمضان, رجب طيب أردوغان
        return joined and found.symbols[0].value == 9
    if found.rule == "hijri_day" and found.first("risky_hijri_month") == 2:  # 2 صفر is also a score
        return found.has("of", "hijri_year")
    if found.rule == "decade" and _AGE.match(after):  # في الستينات من عمره
        return False
    if found.letters == _LETTERS("tomorrow"):
        return joined or before == _LETTERS("day_part") or not (line_before or after.strip())
    if found.rule == "part_of_period":  # بداية العام الدراسي
        return not definite
    if found.rule in ("lone_year", "year_range") and before in (_LETTERS("of"), _LETTERS("to")):
        return definite or not next_word or following not in ("", "~")  # من 2000 قرية
    return True


def _range(first: Expression, second: Expression, line: Line, context: Context) -> Expression | None:
    """One expression for من X إلى Y, بين X وY, X - Y; None when the two do not make a range."""
    between = line.letters[first.end : second.begin]
    both = line.letters[first.begin - 1 : first.begin] == _LETTERS("between")
    if not (_TO.fullmatch(between) or (both and _AND.fullmatch(between))):
        return None
    low, high = _in_order(first, second, context)
    if "duration" in (low.basis, high.basis) or (low.begin is None) != (high.begin is None):
        return None
    if low.begin is not None and not low.begin < high.begin:
        return None
    basis = high.basis if high.basis == "explicit" else low.basis
    value = Value(low.begin, high.until, "range", basis, low.approximate or high.approximate)
    return first._replace(end=second.end, last=second.last, value=value, relation="")


def _share_year(first: Expression, second: Expression, line: Line, context: Context) -> Expression:
    """نوفمبر وديسمبر 2024: the year that is said last is the year of both."""
    listed = re.fullmatch(",?&j?|,", line.letters[first.end : second.begin])
    if not listed or (first.value.basis, second.value.basis) != ("anchor", "explicit"):
        return first
    if first.found.rule != second.found.rule or second.value.begin is None:
        return first
    value = resolve(first.found, context._replace(year=second.value.begin.year))
    return first._replace(value=value or first.value)


def _in_order(first: Expression, second: Expression, context: Context) -> tuple[Value, Value]:
    """The two ends; what one leaves open, the other says: a year, or the day from which to look ahead."""
    low, high = first.value, second.value
    if None in (low.begin, high.begin):
        return low, high
    if first.found.rule == second.found.rule == "weekday" and high.begin - low.begin > 7 * DAY:
        low = low._replace(begin=low.begin + 7 * DAY, until=low.until + 7 * DAY)
    if low.basis == "anchor" and (high.basis == "explicit" or second.found.first("the_unit") == "year"):
        for year in (high.begin.year, high.begin.year - 1):
            low = resolve(first.found, context._replace(year=year)) or low
            if low.begin < high.begin:
                break
    elif high.basis != "explicit" and high.begin < low.begin:
        later = context._replace(reference=dt.datetime.combine(low.begin, dt.time()), future=True)
        high = resolve(second.found, later) or high
    return low, high
