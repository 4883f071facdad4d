"""Which lines of a news page are the article, and which are page furniture: one label and a reason per line.

`linecues` judges each line by itself; here it is judged by where it stands. The article is the run of
paragraphs under a headline made of its own words; a whole page has menus around it, an article a few lines.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import takewhile
from typing import NamedTuple

from .linecues import Line, ends_sentence
from .normalization import normalize


class Labels(NamedTuple):
    """What each line of a text is, and what kind of text it is."""

    labels: list[str]  # title, subtitle, body, subhead, furniture, blank
    reasons: list[str]
    title: int | None  # places of lines
    body: int  # the first paragraph
    page: bool  # a whole page, not an article alone


_NAME_AND_OUTLET = re.compile(r"\S+(?:\s\S+){0,3}\s*[–—-]\s*\S+(?:\s\S+){0,2}(?<!:)$")
_CREDIT = re.compile(r"[(\[][^()\[\]]{2,25}[)\]]\.?$")  # of a picture, at the end of its caption
_NUMBER = re.compile(r"\d{3}|\d\D+\d")
_OUTLET = re.compile(r"[(«\"“/][^()«»\"“”:]{2,30}[)»\"”/]$")
_PREFIX = re.compile(r"^[وف]?[بكل]?(?:ال|ل(?=ل))?")
_STOPS = {"related story", "comments", "copyright", "widget", "navigation"}
_INNER = {"symbols", "link", "foreign letters", "list item", "date"}  # may as well stand inside an article


@functools.lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """A crude stem, enough to see that a headline and a paragraph speak of the same things."""
    word = _PREFIX.sub("", normalize(word, "search"))
    return word[:5] if len(word) > 2 else ""


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in re.findall(r"\w{4,}", text)} - {""}


def label_lines(lines: list[Line]) -> Labels:
    """Label the lines that `judge` returned.

    A line that nothing speaks against stays: losing body text is worse than keeping a menu entry.

    Examples
    --------
    >>> from analysis.linecues import judge
    >>> body = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة.\\n" * 3
    >>> label_lines(judge("عنوان الخبر\\n\\n" + body + "طباعة")).labels
    ['title', 'blank', 'body', 'body', 'body', 'furniture']
    """
    filled = [i for i, line in enumerate(lines) if line.kind != "blank"]
    longs = [i for i in filled if lines[i].kind == "long"]
    if not longs:
        return _without_paragraphs(lines, filled)
    first, last = longs[0], longs[-1]
    page = False
    if _is_page(lines, filled):  # before the dear search for the article in it
        block = _article_block(lines, filled, _blocks(lines, filled))
        page = _is_page(lines, [i for i in filled if not block[0] <= i <= block[1]])
        first, last = block if page else (first, last)
    title = _title(lines, filled, first, page)
    if title is not None and title >= first:
        first = next((i for i in filled if i > title and lines[i].kind == "long"), title + 1)
    labels = ["blank" if line.kind == "blank" else "furniture" for line in lines]
    reasons = [line.reason for line in lines]
    _label_inside(lines, [i for i in filled if first <= i <= last], labels, reasons, page)
    _label_head(lines, [i for i in filled if i < first], title, labels, reasons, page)
    _label_tail(lines, [i for i in filled if i > last], labels, reasons, page)
    return Labels(labels, reasons, title, first, page)


def _ends(line: Line) -> bool:
    return ends_sentence(line.text, ".؟!?…:،,؛")


def _blocks(lines: list[Line], filled: list[int]) -> list[list[int]]:
    """The paragraphs, in groups: a new group after three other lines, or after one that ends an article."""
    blocks: list[list[int]] = []
    gap = 3
    for i in filled:
        if lines[i].kind == "long":
            if gap >= 3:
                blocks.append([])
            blocks[-1].append(i)
            gap = 0
        else:
            gap += 3 if lines[i].reason in _STOPS else 1
    return blocks


def _article_block(lines: list[Line], filled: list[int], blocks: list[list[int]]) -> tuple[int, int]:
    """First and last paragraph of the article: the best group, and those beside it that speak of the same."""
    stems = [[_stems(lines[i].text) for i in block] for block in blocks]
    places = {i: k for k, i in enumerate(filled)}

    def score(b: int) -> float:
        words = sum(min(lines[i].words, 60) for i in blocks[b])
        if b and _stopped(lines, blocks[b - 1][-1], blocks[b][0]):
            words *= 0.3
        own = set().union(*stems[b])
        above = filled[max(0, places[blocks[b][0]] - 14) : places[blocks[b][0]]]
        heads = [_stems(lines[i].text) for i in above if lines[i].kind != "furniture" and lines[i].words >= 3]
        return words * (
            0.2 + max((len(head & own) / len(head) for head in heads if len(head) > 1), default=0)
        )

    core = max(range(len(blocks)), key=lambda b: (score(b), -b))
    need = 0.5 * _cohesion_inside(stems[core])
    vocabulary = set().union(*stems[core])
    low = high = core
    while low > 0 and _cohesion(stems[low - 1], vocabulary) >= need:
        low -= 1
    while high + 1 < len(blocks) and _cohesion(stems[high + 1], vocabulary) >= need:
        if _stopped(lines, blocks[high][-1], blocks[high + 1][0]):
            break
        high += 1
    return blocks[low][0], blocks[high][-1]


def _stopped(lines: list[Line], first: int, last: int) -> bool:
    """Whether readers' comments begin between two paragraphs: they speak of the same as the article."""
    return any(line.reason in ("comments", "copyright") for line in lines[first:last])


def _cohesion(paragraphs: list[set[str]], vocabulary: set[str]) -> float:
    """The share of the words of some paragraphs that stand in the vocabulary too."""
    words = set().union(*paragraphs)
    return len(words & vocabulary) / max(1, len(words))


def _cohesion_inside(paragraphs: list[set[str]]) -> float:
    """How much the paragraphs of one article share: the median of each against all others."""
    if len(paragraphs) < 3:
        return 0.4
    count = Counter(stem for paragraph in paragraphs for stem in paragraph)
    shares = sorted(sum(count[s] > 1 for s in paragraph) / max(1, len(paragraph)) for paragraph in paragraphs)
    return shares[len(shares) // 2]


def _is_page(lines: list[Line], outside: list[int]) -> bool:
    """Whether lines outside the article are menus: many of them, most of them no sentences."""
    cued = sum(lines[i].kind == "furniture" for i in outside)
    if cued < 3:
        return False
    short = sum(lines[i].kind == "short" and not _ends(lines[i]) for i in outside)
    return cued >= 7 or cued + short >= 15


def _letters(line: Line) -> str:
    return re.sub(r"\W+", "", line.text)


def _title(lines: list[Line], filled: list[int], first: int, page: bool) -> int | None:
    """The headline: the first line of an article alone; else the line above the body most like the body."""
    before = [i for i in filled if i < first]
    if not page and not any(lines[i].kind == "furniture" for i in before):
        head = filled[0]
        separate = head + 1 < len(lines) and lines[head + 1].kind == "blank"
        ends = lines[head].text.endswith(".") and not lines[head].text.endswith("..")
        return head if head < first or (separate and lines[head].words <= 25 and not ends) else None
    opening = takewhile(lambda i: not _ends(lines[i]), (i for i in filled if i >= first))
    above = [*before[-14:], *list(opening)[:2]]
    options = [i for i in above if lines[i].kind != "furniture" and 3 <= lines[i].words <= 25]
    if not options:
        return None
    sentences = (line.text for line in lines[first : first + 40] if line.kind == "long" and _ends(line))
    body = set().union(*map(_stems, sentences))
    whole = Counter(map(_letters, lines))
    places = {i: k for k, i in enumerate(above)}

    def score(i: int) -> float:
        own, letters = _stems(lines[i].text), _letters(lines[i])
        repeated = sum(n for text, n in whole.items() if letters in text)
        overlap = len(own & body) / max(1, len(own))
        length = min(lines[i].words, 10)
        return 10 * overlap + 6 * min(repeated, 3) + length - 0.4 * (len(above) - places[i])

    best = max(options, key=lambda i: (score(i), -i))
    # printed twice, as headline and as name of the picture: the first is the headline
    near = [*before[-28:], best]
    return next(
        i for i in near if lines[i].kind != "furniture" and _letters(lines[i]) == _letters(lines[best])
    )


def _label_inside(
    lines: list[Line], inside: list[int], labels: list[str], reasons: list[str], page: bool
) -> None:
    """Between paragraphs: one short line is a subheading, a run of headlines is a box of related stories."""
    vocabulary = set().union(*(_stems(lines[i].text) for i in inside if page and lines[i].kind == "long"))
    for run in _runs(lines, inside):
        short = [i for i in run if lines[i].kind == "short"]
        listed = _introduces_list(lines, run[0])
        cued = page and any(lines[i].kind == "furniture" and lines[i].reason not in _INNER for i in run)
        for i in run:
            line = lines[i]
            if line.kind == "furniture":
                keep = (line.reason in _INNER and not page) or (listed and line.words)
                labels[i] = "body" if keep else "furniture"
            elif line.kind == "long" or listed or _ends(line):
                labels[i] = "body"
            elif len(short) == 1 and not cued:
                labels[i] = "subhead" if line.words <= 14 else "body"
            elif page and line.words >= 12 and _cohesion([_stems(line.text)], vocabulary) >= 0.5:
                labels[i] = "body"  # a paragraph without a full stop
            elif page or _related(lines, short):
                reasons[i] = "related story"
            else:
                labels[i] = "body"


def _runs(lines: list[Line], places: list[int]) -> list[list[int]]:
    """Places in runs of paragraphs and runs of other lines."""
    runs: list[list[int]] = []
    for i in places:
        if not runs or (lines[runs[-1][0]].kind == "long") != (lines[i].kind == "long"):
            runs.append([])
        runs[-1].append(i)
    return runs


def _introduces_list(lines: list[Line], first: int) -> bool:
    """Whether the line above ends in a colon: what follows are the items it announces."""
    above = next((line for line in reversed(lines[:first]) if line.kind != "blank"), None)
    return above is not None and above.text.endswith((":", ":-", ":-"))


def _related(lines: list[Line], run: list[int]) -> bool:
    """Whether a run of short lines inside an article alone is a box of other headlines."""
    texts = [lines[i].text for i in run]
    if not 2 <= len(run) <= 4 or len({text.split()[0] for text in texts}) < len(run):
        return False  # lines that open alike are a list
    plain = all(text[0].isalpha() and not _NUMBER.search(text) for text in texts)
    return plain and all(5 <= lines[i].words <= 16 for i in run)


def _label_head(
    lines: list[Line], head: list[int], title: int | None, labels: list[str], reasons: list[str], page: bool
) -> None:
    """Above the body: the title, subtitles under it, and furniture."""
    cued = sum(lines[i].kind == "furniture" for i in head)
    for place, i in enumerate(head):
        line = lines[i]
        under = title is not None and i > title
        if i == title:
            labels[i] = "title"
        elif line.kind == "furniture":
            keep = not page and line.reason == "list item" and under and line.words >= 5
            labels[i] = "subtitle" if keep else "furniture"
        elif line.kind == "long":
            labels[i] = "subtitle" if under or not page else "furniture"
        elif line.words <= 7 and under and line.text[0].isalpha() and _NAME_AND_OUTLET.match(line.text):
            reasons[i] = "byline"
        elif _OUTLET.match(line.text) and line.words <= 3:
            reasons[i] = "source line"
        elif page:
            near = under and place - head.index(title) <= 3
            caption = _CREDIT.search(line.text) is not None
            labels[i] = "subtitle" if near and line.words >= 15 and not caption else "furniture"
        elif cued >= 2 and line.words <= 3:
            reasons[i] = "tag" if under else "section"
        else:
            labels[i] = "subtitle"
        if labels[i] == "furniture" and not reasons[i]:
            reasons[i] = "navigation" if not under else "inserted"


def _label_tail(
    lines: list[Line], tail: list[int], labels: list[str], reasons: list[str], page: bool
) -> None:
    """Below the last paragraph: all of it is furniture on a page; in an article alone only what says so."""
    stop = next((i for i in tail if lines[i].reason in _STOPS), len(lines))
    text_follows = False  # seen from the bottom up: signs and dates go unless text follows them
    for i in reversed(tail):
        line = lines[i]
        if line.kind == "furniture":
            may_end = line.reason in ("list item", "link", "foreign letters")
            keep = line.reason in _INNER and i < stop and (text_follows or may_end)
        else:
            keep = i < stop or _ends(line)
        if keep and not page:
            labels[i], text_follows = "body", True
        elif not reasons[i]:
            reasons[i] = "after the article"


def _without_paragraphs(lines: list[Line], filled: list[int]) -> Labels:
    """A text of short lines only (a bulletin, a caption): nothing but what says so is furniture."""
    labels = ["blank" if line.kind == "blank" else "body" for line in lines]
    for i in filled:
        if lines[i].kind == "furniture" and lines[i].reason not in _INNER:
            labels[i] = "furniture"
    kept = [i for i in filled if labels[i] == "body"]
    title = kept[0] if kept and not lines[kept[0]].text.endswith(".") else None
    if title is not None:
        labels[title] = "title"
    return Labels(labels, [line.reason for line in lines], title, kept[1] if len(kept) > 1 else 0, False)
