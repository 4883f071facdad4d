"""Whether an expression is a date, and not a word or a number that only looks like one."""

from __future__ import annotations

import re
from typing import NamedTuple

from .date_terms import Found
from .date_words import LETTERS

LEADING = ("in", "during", "of", "since", "to", "until", "between", "by", "before", "after")
LEADING += ("event_head", "event_noun")
_LISTED = "month", "risky_month", "year"
_AGE = re.compile(r"\s+من\s+(?:ال)?عمر")
_NTH = re.compile(r"\s+الـ*\d")
_QUOTED = re.compile(r"[\"«“']\w+(?: \w+)?\s$")
_NUMBERED = re.compile(r"(?:رقم|قرار|قانون|مادة|فصل)\s*\(\s*$")
_DEFINITE = re.compile(r"[ \t]+ال\w")
_NEXT = re.compile(r"[ \t]+(ال)?\w")
_SAFAR, _RAMADAN = ("hijri", 2, 0), ("hijri", 9, 0)


class Around(NamedTuple):
    """What stands beside an expression: in the letters of its line, and in the text."""

    before: str
    following: str
    prior: str
    after: str

    def comes_after(self, *kinds: str) -> bool:
        return self.before[-1:] in [LETTERS[kind] for kind in kinds]

    @property
    def preposition(self) -> bool:
        return self.before[-1:] == "+" or self.comes_after(*LEADING)

    @property
    def next_article(self) -> str | None:
        """The article of the word that follows, "" when it has none; None where there is no other word."""
        following = _NEXT.match(self.after) if self.following in ("", "~") else None
        return following and (following[1] or "")


def plausible(found: Found, around: Around) -> bool:
    """Whether nothing beside an expression speaks against its being a date."""
    only = found.symbols[0].kind if len(found.symbols) == 1 else ""
    test = _TESTS.get(only) or _TESTS.get(found.rule)
    return test is None or bool(test(found, around))


def _today(found: Found, around: Around) -> bool:
    """Not so: هذا اليوم الدراسي, في اليوم الـ121, «بغداد اليوم»."""
    kind, value = found.symbols[0].kind, found.symbols[0].value
    if value != 0:
        return True
    quoted = around.after[:1] in tuple("\"»”'") and _QUOTED.search(around.prior)
    other = _DEFINITE.match(around.after) if kind == "deictic" else around.comes_after("in")
    return not (other or quoted or _NTH.match(around.after))


def _tomorrow(found: Found, around: Around) -> bool:
    """Not so: حزب الغد."""
    alone = not (around.before or around.after.strip())
    return alone or around.preposition or around.comes_after("day_part")


def _risky_month(found: Found, around: Around) -> bool:
    """Not so: مارس الضغط, تيريزا ماي."""
    listed = around.before[-1:] == "&" and around.before[-2:-1] in [LETTERS[kind] for kind in _LISTED]
    return listed or (around.preposition and not (around.comes_after("of") and around.next_article))


def _bracketed(found: Found, around: Around) -> bool:
    """Not so: القرار (1975)."""
    brackets = around.prior.rstrip()[-1:] + around.after.lstrip()[:1]
    return brackets == "()" and not _NUMBERED.search(around.prior)


_TESTS = {
    "name": lambda found, around: False,
    "father": lambda found, around: False,  # a month only with its day or year
    "today": _today,
    "deictic": _today,
    "tomorrow": _tomorrow,
    "risky_month": _risky_month,
    "english_month": _risky_month,
    "risky_hijri_month": lambda found, around: around.preposition and found.symbols[0].value == _RAMADAN,
    # 2 صفر is also a score
    "day_month": lambda found, around: (
        found.first("risky_hijri_month") != _SAFAR or found.has("of", "hijri_year")
    ),
    "decade": lambda found, around: not _AGE.match(around.after),  # في الستينات من عمره
    "part_of_period": lambda found, around: not around.next_article,  # بداية العام الدراسي
    # من 2000 قرية
    "lone_year": lambda found, around: not around.comes_after("of", "to") or around.next_article != "",
    "bracketed_year": _bracketed,
}
