"""Whether an expression is a date, and not a word or a number that only looks like one."""

from __future__ import annotations

import re

from .terms import Found
from .vocabulary import LETTERS

LEADING = ("in", "during", "of", "since", "to", "until", "between", "by", "before", "after")
LEADING += ("event_head", "event_noun")
_LISTED = "month", "risky_month", "year"
_AGE = re.compile(r"\s+من\s+(?:ال)?عمر")
_NTH = re.compile(r"\s+الـ*\d")
_QUOTED = re.compile(r"[\"«“']\w+(?: \w+)?\s$")
_HEAD, _DASH = re.compile(r"(?:^|\n)[ \t]*\w+ $"), re.compile(r"[ \t]*[-–—]")
_NUMBERED = re.compile(r"(?:رقم|قرار|قانون|مادة|فصل)\s*\(\s*$")
_DEFINITE = re.compile(r"[ \t]+ال\w")
_NEXT = re.compile(r"[ \t]+(ال)?\w")
_SAFAR, _RAMADAN = ("hijri", 2, 0), ("hijri", 9, 0)


def plausible(found: Found) -> bool:
    """Whether nothing in or beside an expression speaks against its being a date."""
    only = found.symbols[0].kind if len(found.symbols) == 1 else ""
    test = _TESTS.get(only) or _TESTS.get(found.rule)
    return test is None or bool(test(found))


def _next_article(found: Found) -> str | None:
    """The article of the word that follows, "" when it has none; None where there is no other word."""
    following = _NEXT.match(found.after) if found.following in ("", "~") else None
    return following and (following[1] or "")


def _governed(found: Found) -> bool:
    """Whether a preposition stands before an expression."""
    return found.before[-1:] == "+" or found.comes_after(*LEADING)


def _today(found: Found) -> bool:
    """Not so: هذا اليوم الدراسي, في اليوم الـ121, «بغداد اليوم», nor at the head of a line بغداد اليوم –."""
    kind, value = found.symbols[0].kind, found.symbols[0].value
    if value != 0:
        return True
    quoted = found.after[:1] in tuple("\"»”'") and _QUOTED.search(found.prior)
    other = _DEFINITE.match(found.after) if kind == "deictic" else found.comes_after("in")
    masthead = kind == "today" and _HEAD.search(found.prior) and _DASH.match(found.after)
    return not (other or quoted or masthead or _NTH.match(found.after))


def _tomorrow(found: Found) -> bool:
    """Not so: حزب الغد."""
    alone = not (found.before or found.after.strip())
    return alone or _governed(found) or found.comes_after("day_part")


def _risky_month(found: Found) -> bool:
    """Not so: مارس الضغط, تيريزا ماي."""
    listed = found.before[-1:] == "&" and found.before[-2:-1] in [LETTERS[kind] for kind in _LISTED]
    return listed or (_governed(found) and not (found.comes_after("of") and _next_article(found)))


def _bracketed(found: Found) -> bool:
    """Not so: القرار (1975)."""
    brackets = found.prior.rstrip()[-1:] + found.after.lstrip()[:1]
    return brackets == "()" and not _NUMBERED.search(found.prior)


_TESTS = {
    "name": lambda found: False,
    "father": lambda found: False,  # a month only with its day or year
    "today": _today,
    "deictic": _today,
    "tomorrow": _tomorrow,
    "risky_month": _risky_month,
    "english_month": _risky_month,
    "risky_hijri_month": lambda found: _governed(found) and found.symbols[0].value == _RAMADAN,
    # 2 صفر is also a score
    "day_month": lambda found: found.first("risky_hijri_month") != _SAFAR or found.has("of", "hijri_year"),
    "decade": lambda found: not _AGE.match(found.after),  # في الستينات من عمره
    "part_of_period": lambda found: not _next_article(found),  # بداية العام الدراسي
    # من 2000 قرية
    "lone_year": lambda found: not found.comes_after("of", "to") or _next_article(found) != "",
    "bracketed_year": _bracketed,
}
