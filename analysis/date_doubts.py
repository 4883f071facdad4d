"""Whether an expression is a date, and not a word or a number that only looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .date_terms import Found
from .date_words import LETTERS

LEADING = ("in", "during", "of", "since", "to", "until", "between", "by", "before", "after")
LEADING += ("event_head", "event_noun")
_JOINS = {"+", *(LETTERS[name] for name in LEADING)}
_AGE = re.compile(r"\s+من\s+(?:ال)?عمر")
_NTH = re.compile(r"\s+الـ*\d")
_QUOTED = re.compile(r"[\"«“']\w+(?: \w+)?\s$")
_NUMBERED = re.compile(r"(?:رقم|قرار|قانون|مادة|فصل)\s*\(\s*$")
_SAFAR, _RAMADAN = ("hijri", 2, 0), ("hijri", 9, 0)
_NEXT_WORD = re.compile(r"[ \t]+(\w+)")


class Around(NamedTuple):
    """What stands beside an expression: in the letters of its line, and in the text."""

    before: str
    following: str
    prior: str
    after: str

    @property
    def preposition(self) -> bool:
        return self.before[-1:] in _JOINS

    def comes_after(self, *kinds: str) -> bool:
        return self.before[-1:] in [LETTERS[kind] for kind in kinds]

    @property
    def next_word(self) -> str:
        match = _NEXT_WORD.match(self.after)
        return match[1] if match else ""

    @property
    def definite(self) -> bool:
        """Whether a word with the article follows that is no part of a date."""
        return self.next_word.startswith("ال") and self.following in ("", "~")


def plausible(found: Found, around: Around) -> bool:
    """Whether nothing beside an expression speaks against its being a date."""
    only = found.symbols[0].kind if len(found.symbols) == 1 else ""
    test = _TESTS.get(only) or _TESTS.get(found.rule)
    return test is None or test(found, around)


def _today(found: Found, around: Around) -> bool:
    """Not so: هذا اليوم الدراسي, في اليوم الـ121, «بغداد اليوم»."""
    if found.symbols[0].value != 0:
        return True
    deictic = found.symbols[0].kind == "deictic"
    named = deictic and around.next_word.startswith("ال")
    quoted = around.after[:1] in tuple("\"»”'") and _QUOTED.search(around.prior)
    return not (named or quoted or (not deictic and around.comes_after("in")) or _NTH.match(around.after))


def _tomorrow(found: Found, around: Around) -> bool:
    """Not so: حزب الغد."""
    alone = not (around.before or around.after.strip())
    return alone or around.preposition or around.comes_after("day_part")


def _risky_month(found: Found, around: Around) -> bool:
    """Not so: مارس الضغط, تيريزا ماي."""
    listed = around.before[-1:] == "&" and around.before[-2:-1] in [LETTERS[kind] for kind in _LISTED]
    return listed or (around.preposition and not (around.comes_after("of") and around.definite))


def _day_of_month(found: Found, around: Around) -> bool:
    """Not so: 2 صفر, which is also a score."""
    return found.first("risky_hijri_month") != _SAFAR or found.has("of", "hijri_year")


def _year(found: Found, around: Around) -> bool:
    """Not so: من 2000 قرية."""
    if not around.comes_after("of", "to"):
        return True
    return around.definite or not around.next_word or around.following not in ("", "~")


def _bracketed(found: Found, around: Around) -> bool:
    """Not so: القرار (1975)."""
    brackets = around.prior.rstrip()[-1:] + around.after.lstrip()[:1]
    return brackets == "()" and not _NUMBERED.search(around.prior)


_LISTED = "month", "risky_month", "year"
_TESTS: dict[str, Callable[[Found, Around], bool]] = {
    "name": lambda found, around: False,
    "today": _today,
    "deictic": _today,
    "tomorrow": _tomorrow,
    "risky_month": _risky_month,
    "english_month": _risky_month,
    "father": lambda found, around: False,  # a month only with its day or year
    "risky_hijri_month": lambda found, around: around.preposition and found.symbols[0].value == _RAMADAN,
    "day_month": _day_of_month,
    "decade": lambda found, around: not _AGE.match(around.after),  # في الستينات من عمره
    "part_of_period": lambda found, around: not around.definite,  # بداية العام الدراسي
    "lone_year": _year,
    "bracketed_year": _bracketed,
}
