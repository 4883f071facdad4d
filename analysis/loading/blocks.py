"""Which run of paragraphs is the article, on a page with other stories around it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import pairwise
from statistics import fmean

from ..normalization import normalize
from .linecues import Line, ends_sentence, set_apart

_PREFIX = re.compile(r"^[وف]?[بكل]?(?:ال|ل(?=ل))?")
STOPS = {"related story", "comments", "copyright", "widget", "navigation"}  # what ends an article
_CONNECTIVE = re.compile(
    r"و|(?:كما|ثم|لكنّ?|بل|أمّ?ا|كذلك|أيضا|لذلك|لذا|إذ|حيث|هذا|هذه|بدور(?:ه|ها|هم)|ي(?:ذكر|شار)"
    r"|(?:إلى|يأتي|جاء) ذلك|من (?:جهت|جانب|ناحيت)(?:ه|ها|هم)|من (?:جهة|ناحية) (?:أخرى|ثانية)"
    r"|في (?:المقابل|السياق|الأثناء)|ثاني[ًا]*|أخير[ًا]*)(?!\w)"
)
SAME_STORY = 0.15  # of the longer words of a paragraph, so many stand in other paragraphs of its story
_OTHERS = {"related story", "comments", "widget"}  # above other stories
_CLOSING = {"source line", "tag"}  # right below the last paragraph
_MENUS = {*STOPS, "share button", "call to readers", "list item", "foreign letters"}


def unwrapped(lines: list[Line]) -> list[Line]:
    """The lines, with those of a paragraph that was broken at a width (by mail, a terminal) as long ones.

    No blank line parts them, all but the last are about as wide, and it ends a sentence, as few others do; of
    two lines, which may be a headline and a sentence, the last is much shorter. The first line of a text is
    none of them.
    """
    begins = [i for i, line in enumerate(lines) if i <= 1 or line.number > lines[i - 1].number + 1]
    for first, end in pairwise([*begins, len(lines)]):
        *wide, last = (len(line.text) for line in lines[first:end])
        longest = max(wide, default=0)
        even = longest and min(wide) >= max(40, 0.75 * longest)
        even = even and last <= (longest if len(wide) > 1 else 0.75 * longest)
        *inner, ended = (ends_sentence(line.text) for line in lines[first:end])
        if even and ended and 3 * sum(inner) < len(wide):
            lines[first:end] = [line._replace(kind="long", reason="") for line in lines[first:end]]
    return lines


def ends_article(line: Line) -> bool:
    """Whether no paragraph of the article is to be expected below; "read also: a headline" stands in many."""
    return line.reason in STOPS and not (line.reason == "related story" and line.words > 5)


@functools.lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """A crude stem, enough to see that a headline and a paragraph speak of the same things."""
    word = _PREFIX.sub("", normalize(word, "search"))
    return word[:5] if len(word) > 2 else ""


def stems(*texts: str) -> set[str]:
    """The stems of the longer words of some texts."""
    return {_stem(word) for text in texts for word in re.findall(r"\w{4,}", text)} - {""}


def cohesion(words: set[str], vocabulary: set[str]) -> float:
    """The share of some words that stand in the vocabulary too."""
    return len(words & vocabulary) / max(1, len(words))


def agreement(line: Line, others: Iterable[Line]) -> float:
    """The share of the words of a line that the paragraphs among other lines have too."""
    return cohesion(stems(line.text), stems(*(other.text for other in others if other.kind == "long")))


def find_body(lines: list[Line]) -> tuple[int, int, bool]:
    """The first and the last paragraph of the article, by their places; whether a whole page is around it."""
    longs = [i for i, line in enumerate(lines) if line.kind == "long"]
    ticker = _is_ticker(lines, longs)
    longs = _without_other_stories(lines, longs[ticker:], page=False)
    if _has_menus(lines):  # before the dear search for the article among them
        low, high = _article_block(lines, _blocks(lines))
        if _has_menus(lines[:low] + lines[high + 1 :]):
            article = [i for i in range(low, high + 1) if lines[i].kind == "long"]
            return low, _without_other_stories(lines, article, page=True)[-1], True
    return longs[0], longs[-1], ticker


def _has_menus(outside: list[Line]) -> bool:
    """Whether lines outside the article are menus: many of them, most of them no sentences."""
    cued = [line for line in outside if line.kind == "furniture"]
    if any(line.words > 30 for line in cued):  # a menu in one line
        return True
    if len(cued) < 3:
        return False
    short = sum(line.kind == "short" and not ends_sentence(line.text, ".؟!?…:،,؛") for line in outside)
    menus = sum(line.reason in _MENUS for line in cued)
    return len(cued) >= 7 or len(cued) + short >= 15 or menus >= 4


def _is_ticker(lines: list[Line], longs: list[int]) -> bool:
    """Whether the first paragraph is a string of headlines, above the title of another story."""
    first, *others = (lines[i] for i in longs)
    if (
        len(others) < 2
        or first.words < 40
        or others[0].number == first.number + 1
        or ends_sentence(first.text)
    ):
        return False
    return agreement(first, others) < 0.15


def _without_other_stories(lines: list[Line], longs: list[int], *, page: bool) -> list[int]:
    """The paragraphs above those of other stories: below "read also", set apart, or (on a page) each under a
    headline of its own. All speak of something else or stand below the source, and hardly one goes on from
    another.
    """
    steps = [below.number - above.number for above, below in pairwise(lines)]
    gaps = [max(steps[above:below]) for above, below in pairwise(longs)]
    cuts = {set_apart(gaps), _headed(lines, longs) if page else None}
    for k in range(len(longs) - 1, 0, -1):
        if k in cuts or (_between(lines, longs[k - 1], longs[k], _OTHERS) and not _run_on(lines, longs[k:])):
            below = [lines[i] for i in longs[k:]]
            vocabulary = stems(*(lines[i].text for i in longs[:k]))
            foreign = all(cohesion(stems(line.text), vocabulary) < SAME_STORY for line in below)
            foreign |= lines[longs[k - 1] + 1].reason in _CLOSING
            if foreign and 4 * sum(map(_goes_on, below)) <= len(below):
                longs = longs[:k]
    return longs


def _run_on(lines: list[Line], longs: list[int]) -> bool:
    """Whether many of some paragraphs follow directly on another: those of other stories have headlines."""
    return 3 * sum(lines[i - 1].kind == "long" for i in longs) > len(longs)


def _goes_on(line: Line) -> bool:
    """Whether a paragraph goes on from another: with "and" or what looks like it, "also", "but"."""
    return _CONNECTIVE.match(line.text) is not None


def _headed(lines: list[Line], longs: list[int]) -> int | None:
    """Where the last paragraphs begin that stand each under a headline: at least two."""
    k = len(longs)
    while k > 0 and longs[k - 1] > 0 and _is_headline(lines[longs[k - 1] - 1]):
        k -= 1
    return k if len(longs) - k >= 2 else None


def _is_headline(line: Line) -> bool:
    """Whether a line may be the headline of a story: a subheading is shorter."""
    return line.kind == "short" and line.words >= 7 and not ends_sentence(line.text)


def _between(lines: list[Line], first: int, last: int, reasons: set[str]) -> bool:
    return any(line.reason in reasons and ends_article(line) for line in lines[first:last])


def _blocks(lines: list[Line]) -> list[list[int]]:
    """The paragraphs, in groups: a new group after three other lines, or after one that ends an article."""
    blocks: list[list[int]] = []
    gap = 3
    for i, line in enumerate(lines):
        if line.kind == "long":
            if gap >= 3:
                blocks.append([])
            blocks[-1].append(i)
            gap = 0
        else:
            gap += 3 if ends_article(line) else 1
    return blocks


def _article_block(lines: list[Line], blocks: list[list[int]]) -> tuple[int, int]:
    """First and last paragraph of the article: the best group, and those beside it that speak of the same."""
    words = [stems(*(lines[i].text for i in block)) for block in blocks]

    def after(b: int, *reasons: str, above: int = 1) -> bool:
        return b > 0 and _between(lines, blocks[b - above][-1], blocks[b][0], set(reasons))

    def score(b: int) -> float:
        own = [i for i in blocks[b] if i == blocks[b][0] or not _is_headline(lines[i - 1])]
        size = sum(min(lines[i].words, 60) for i in own)
        above = lines[max(0, blocks[b][0] - 14) : blocks[b][0]]
        heads = [stems(line.text) for line in above if line.kind != "furniture" and line.words >= 3]
        titled = 0.4 + max((cohesion(head, words[b]) for head in heads if len(head) > 1), default=0)
        going_on = 1 + fmean(_goes_on(lines[i]) for i in blocks[b])  # hardly one of a list of leads does
        return size * titled * going_on * (0.3 if after(b, "comments", "copyright", above=b) else 1)

    core = max(range(len(blocks)), key=lambda b: (score(b), -b))
    same = [
        max(cohesion(own, words[core]), cohesion(words[core], own)) >= SAME_STORY or _goes_on(lines[block[0]])
        for own, block in zip(words, blocks, strict=True)
    ]
    low = high = core
    # "read also" stands in the middle of an article or below it
    while (
        low > 0 and (same[low - 1] or after(low, "related story")) and not after(low, "widget", "navigation")
    ):
        low -= 1
    # readers' comments speak of the same as the article
    while (
        high + 1 < len(blocks)
        and (same[high + 1] or not after(high + 1, *STOPS) or _run_on(lines, blocks[high + 1]))
        and not after(high + 1, "comments", "copyright")
    ):
        high += 1
    return blocks[low][0], blocks[high][-1]
