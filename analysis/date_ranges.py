"""Two expressions that are the ends of one (من X إلى Y, بين X وY), or that share the year said last."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from .date_spans import DAY
from .date_symbols import Symbol
from .date_terms import Context, Found, Value
from .date_values import resolve
from .date_words import LETTERS

_TO = re.compile("-|&?[{to}{until}]{day}?".format_map(LETTERS))
_AND = re.compile("&{day}?".format_map(LETTERS))
_LIST = re.compile(",?&{day}?|,".format_map(LETTERS))


class Expression(NamedTuple):
    found: Found
    last: Symbol
    end: int  # of its letters in the line
    value: Value
    relation: str
    context: Context  # what it was read against


def add(found: list[Expression], one: Expression) -> None:
    """Add to the expressions of a line one more, which may be the end of the last or give it its year."""
    if not found:
        found.append(one)
    elif whole := _range(found[-1], one):
        found[-1] = whole
    else:
        found[-1:] = _share_year(found[-1], one), one


def _range(first: Expression, second: Expression) -> Expression | None:
    """One expression for both ends; None when the two do not make a range."""
    between, both = second.found.before[first.end :], first.found.comes_after("between")
    if not (_TO.fullmatch(between) or (both and _AND.fullmatch(between))):
        return None
    low, high = _in_order(first, second)
    if "duration" in (low.basis, high.basis) or (low.begin is None) != (high.begin is None):
        return None
    if low.begin is not None and not low.begin < high.begin:
        return None
    basis = high.basis if high.basis == "explicit" else low.basis
    value = Value(low.begin, high.until, "range", basis, low.approximate or high.approximate)
    return first._replace(end=second.end, last=second.last, value=value, relation="")


def _in_order(first: Expression, second: Expression) -> tuple[Value, Value]:
    """The two ends; what one leaves open, the other says: a year, or the day from which to look ahead."""
    low, high = first.value, second.value
    if None in (low.begin, high.begin):
        return low, high
    if first.found.rule == second.found.rule == "weekday" and high.begin - low.begin > 7 * DAY:
        low = low._replace(begin=low.begin + 7 * DAY, until=low.until + 7 * DAY)
    if low.basis == "anchor" and (high.basis == "explicit" or second.found.first("the_unit") == "year"):
        for year in (high.begin.year, high.begin.year - 1):
            low = resolve(first.found, second.context._replace(year=year)) or low
            if low.begin < high.begin:
                break
    elif high.basis != "explicit" and high.begin < low.begin:
        ahead = dt.datetime.combine(low.begin, dt.time())
        high = resolve(second.found, second.context._replace(reference=ahead, future=True)) or high
    return low, high


def _share_year(first: Expression, second: Expression) -> Expression:
    """نوفمبر وديسمبر 2024: the year that is said last is the year of both."""
    alike = first.found.rule == second.found.rule and second.value.begin is not None
    open_year = (first.value.basis, second.value.basis) == ("anchor", "explicit")
    if not (alike and open_year and _LIST.fullmatch(second.found.before[first.end :])):
        return first
    value = resolve(first.found, second.context._replace(year=second.value.begin.year))
    return first._replace(value=value or first.value)
