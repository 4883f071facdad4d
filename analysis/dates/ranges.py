"""Two expressions that are the ends of one (من X إلى Y, بين X وY), or that share the year said last."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from ..normalization import normalize
from .spans import DAY
from .terms import Context, Found, Value
from .values import resolve
from .vocabulary import LETTERS

_TO = re.compile("-|&?[{to}{until}]{day}?".format_map(LETTERS))
_AND = re.compile("&{day}?".format_map(LETTERS))
_LIST = re.compile(",?&{day}?|,".format_map(LETTERS))
# The search form of words for what is put off, but not من أجل.
_MOVED = re.compile(r"(?<!من )\b[وف]?(?:تاجيل|تاجل|اجل|اجلت|ا?رجا|ارجئ|ارجاء|[يت]?ؤجل)\b")


class Expression(NamedTuple):
    found: Found
    stop: int  # where it ends in the text
    begin: int  # its letters in the line
    end: int
    value: Value
    relation: str
    context: Context  # what it was read against


def add(found: list[Expression], one: Expression) -> None:
    """Add to the expressions of a line one more, which may be the end of the last or give it its year."""
    if found:
        last, gap = found[-1], one.begin - found[-1].end
        between = one.found.before[-gap:] if gap else ""
        both = last.found.comes_after("between") and _AND.fullmatch(between)
        if (both or _TO.fullmatch(between)) and (ends := _range(last, one)):
            found[-1:] = ends
            return
        if _LIST.fullmatch(between) and last.found.rule == one.found.rule and one.value.basis == "explicit":
            found[-1] = last._replace(value=_with_year(last, one))  # نوفمبر وديسمبر 2024
    found.append(one)


def _range(first: Expression, second: Expression) -> list[Expression]:
    """One expression for both ends; none when the two do not make a range; two days of what is put off."""
    low, high = _in_order(first, second)
    if "duration" in (low.basis, high.basis) or (low.begin is None) != (high.begin is None):
        return []
    if low.begin is not None and not low.begin < high.begin:
        return []
    if _MOVED.search(normalize(first.found.prior, "search")):
        return [first._replace(value=low), second._replace(value=high, relation="")]
    basis = high.basis if high.basis == "explicit" else low.basis
    value = Value(low.begin, high.until, "range", basis, low.approximate or high.approximate)
    return [first._replace(end=second.end, stop=second.stop, value=value, relation="")]


def _in_order(first: Expression, second: Expression) -> tuple[Value, Value]:
    """The two ends; what one leaves open, the other says: a year, or the day from which to look ahead."""
    low, high = first.value, second.value
    if None in (low.begin, high.begin):
        return low, high
    if first.found.rule == second.found.rule == "weekday" and high.begin - low.begin > 7 * DAY:
        low = low._replace(begin=low.begin + 7 * DAY, until=low.until + 7 * DAY)
    if high.basis == "explicit" or second.found.first("the_unit") == "year":
        low = _with_year(first, second)
    elif high.begin < low.begin:
        ahead = dt.datetime.combine(low.begin, dt.time())
        high = resolve(second.found, second.context._replace(reference=ahead, future=True)) or high
    return low, high


def _with_year(first: Expression, second: Expression) -> Value:
    """A day or month without a year, in the year that is said after it, else in the one before."""
    value, end = first.value, second.value.begin
    for year in (end.year, end.year - 1) if end and value.begin and value.basis == "anchor" else ():
        value = resolve(first.found, second.context._replace(year=year)) or value
        if value.begin < end:
            break
    return value
