"""Which line is the headline of the article."""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import takewhile

from ..normalization import normalize
from .blocks import cohesion, stems
from .bylines import credit
from .linecues import Line, ends_sentence

_MENU = {"section", "navigation"}


@functools.lru_cache(maxsize=10_000)
def letters(line: Line) -> str:
    """The letters of a line, folded: what is equal when a headline is printed twice."""
    return re.sub(r"[\W_]+", "", normalize(line.text, "search"))


def _is_copy(headline: str, text: str) -> bool:
    """Whether a text is a headline again, at most with the name of its site; a caption is less of it."""
    return headline in text and 3 * len(headline) > 2 * len(text)


def is_foreign(lines: list[Line], i: int, first: int) -> bool:
    """Whether a line shares no word with those under it, down to the first paragraphs."""
    own = letters(lines[i])
    below = (line.text for line in lines[i + 1 : first + 12] if own not in letters(line))
    return stems(lines[i].text).isdisjoint(stems(*below))


def find_title(lines: list[Line], first: int, last: int, page: bool) -> int | None:
    """The place of the headline, None when there is none.

    It is the first line of an article alone, and on a page the line above the body that is most like it.
    """
    return _title_on_page(lines, first, last) if page else _title_of_article(lines, first, last)


def _title_of_article(lines: list[Line], first: int, last: int) -> int | None:
    """The first line that is none of a site's; where the site's name is written to it, the line without."""
    other = [i for i, line in enumerate(lines) if line.kind != "furniture" and not line.reason]
    named = [i for i in other if i < first and not credit(lines[i], under_title=False)]
    named = [i for i in named if lines[i].words > 3 or not credit(lines[i], under_title=True)] or named
    twice = Counter(letters(lines[i]) for i in named if lines[i].words >= 4)
    if named and lines[named[0]].words <= 3:
        named = [i for i in named if twice[letters(lines[i])] > 1] or named
    digest = sum(line.kind == "short" for line in lines[first:last]) > 1  # headlines under one
    if len(named) > 1 and not digest and (lines[named[0]].words <= 3 or is_foreign(lines, named[0], first)):
        vocabulary = stems(*(line.text for line in lines[first:] if line.kind == "long"))
        shared = {i: cohesion(stems(lines[i].text), vocabulary) for i in named}
        least = 0.25 if lines[named[0]].words <= 2 else max(0.25, 1.5 * shared[named[0]])
        named = [i for i in named if shared[i] >= least and lines[i].words > 2] or named
    if named:
        whole = letters(lines[named[0]])
        parts = (i for i in named[1:] if letters(lines[i]) != whole and _is_copy(letters(lines[i]), whole))
        return next(parts, named[0])
    if not other:
        return None
    head = other[0]
    separate = head + 1 == len(lines) or lines[head + 1].number > lines[head].number + 1
    ends = lines[head].text.endswith(".") and not lines[head].text.endswith("..")
    return head if head == first and separate and lines[head].words <= 25 and not ends else None


def _title_on_page(lines: list[Line], first: int, last: int) -> int | None:
    before = range(first)
    inside = range(first, len(lines))
    opening = takewhile(lambda i: not ends_sentence(lines[i].text, ".:…،,؛"), inside)
    above = [*before[-24:], *list(opening)[:2]]
    options = [i for i in above if lines[i].kind != "furniture" and _is_short(lines[i])]
    menu = [i for i in before if lines[i].reason in _MENU][-3:]  # below it stands the headline
    options = [i for i in options if len(menu) < 3 or i > menu[0]] or options
    if not options:
        return None
    vocabulary = stems(*(line.text for line in lines[first : last + 1] if line.kind == "long"))
    whole = Counter(map(letters, lines[: first + 2] + lines[last + 1 :]))  # not subheadings

    def score(i: int) -> float:
        own, shared = letters(lines[i]), len(stems(lines[i].text) & vocabulary)
        repeated = sum(n for text, n in whole.items() if _is_copy(own, text)) if shared else 0
        length = min(lines[i].words, 8, 20 - lines[i].words)
        credited = 10 if credit(lines[i], under_title=True) else 0
        return (3.5 + min(repeated, 3)) * min(shared, 4) + length - credited

    best = max(options, key=lambda i: (score(i), -i))
    own = letters(lines[best])  # a caption may be the first words of the headline
    best = next(
        (i for i in options if own in letters(lines[i]) and not _is_copy(own, letters(lines[i]))), best
    )
    # printed twice, as headline and as name of the picture: the first is the headline
    kept = (i for i in before[-28:] if lines[i].kind != "furniture")
    return next((i for i in kept if letters(lines[i]) == letters(lines[best])), best)


def _is_short(line: Line) -> bool:
    headline = line.text[0] not in "-*" and not ends_sentence(line.text, ":،,؛")
    headline = headline and not re.search(r"\w{3}[.!؟] \w", line.text)  # two sentences
    return headline and 3 <= len(re.findall(r"\w+", line.text)) <= 25 and not credit(line, under_title=False)
