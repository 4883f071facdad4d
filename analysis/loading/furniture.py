"""Which lines of a news page are the article, and which are page furniture: one label and a reason per line.

`linecues` judges each line by itself; here it is judged by where it stands. The article is the run of
paragraphs under a headline made of its own words; a whole page has menus around it, an article a few lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from .blocks import agreement, cohesion, ends_article, find_body, stems
from .bylines import credit
from .headlines import find_title, is_foreign, letters
from .linecues import Line, ends_sentence, shortened


class Labels(NamedTuple):
    """What each line of a text is, and what kind of text it is."""

    labels: list[str]  # title, subtitle, body, subhead, furniture
    reasons: list[str]
    title: int | None  # its place in the lines
    body: int  # the place of the first paragraph
    page: bool  # a whole page, not an article alone


Found = Iterator[tuple[int, str, str]]  # place, label, reason

_ANNOUNCES = re.compile(r"[:：]\s*-?$")  # a list
_ITEMS = {"", "list item", "date", "foreign letters"}
_NUMBER = re.compile(r"\d{3}|\d\D+\d")
_INNER = {"symbols", "link", "foreign letters", "list item", "date"}  # may as well stand inside an article


def label_lines(lines: list[Line]) -> Labels:
    """Label the lines that `judge` returned, which are those that are not blank.

    A line that nothing speaks against stays: losing body text is worse than keeping a menu entry.

    Examples
    --------
    >>> from analysis.loading.linecues import judge
    >>> body = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة.\\n" * 3
    >>> label_lines(judge("عنوان الخبر\\n\\n" + body + "طباعة")).labels
    ['title', 'body', 'body', 'body', 'furniture']
    """
    lines = [line._replace(text=shortened(line.text)) for line in lines]
    kinds = [line.kind for line in lines]
    reasons = [line.reason for line in lines]
    if "long" not in kinds:
        return _without_paragraphs(lines, reasons)
    first, last, page = find_body(lines)
    title = find_title(lines, first, last, page)
    if title is not None and title >= first:
        first = next((i for i in range(title + 1, len(lines)) if kinds[i] == "long"), title + 1)
    end = _end_of_text(lines, last) if page else last
    labels = ["furniture"] * len(lines)
    for i, label, reason in (
        *_label_head(lines, range(first), title, page),
        *_label_inside(lines, range(first, last + 1), title, page),
        *((i, "body", "") for i in range(last + 1, end + 1)),
        *_label_tail(lines, range(end + 1, len(lines)), page),
    ):
        labels[i], reasons[i] = label, reasons[i] or reason
    return Labels(labels, reasons, title, first, page)


def _end_of_text(lines: list[Line], last: int) -> int:
    """Where the text ends: below the paragraphs, sentences, an announced list, what no blank line parts."""
    gap, listed = 1, False  # lines from one to the next
    for above, line in pairwise(lines[last:]):
        distance = line.number - above.number
        if _ANNOUNCES.search(above.text):
            gap, listed = max(gap, distance), True
        sentence = line.kind != "furniture" and ends_sentence(line.text)
        if not sentence and not (listed and distance <= gap and line.reason in _ITEMS):
            break
        last += 1
    return last


def _ends(line: Line) -> bool:
    return ends_sentence(line.text, ".؟!?…:،,؛")


def _label_inside(lines: list[Line], inside: range, title: int | None, page: bool) -> Found:
    """Between paragraphs: one short line is a subheading, a run of headlines is a box of related stories."""
    headline = "" if title is None else letters(lines[title])
    vocabulary = stems(*(lines[i].text for i in inside if page and lines[i].kind == "long"))
    for _, places in groupby(inside, key=lambda i: lines[i].kind == "long"):
        run = list(places)
        shorts = [i for i in run if lines[i].kind == "short"]
        copies = {i for i in shorts if letters(lines[i]) == headline}
        copies |= {i for above, i in pairwise(shorts) if lines[i].text == lines[above].text}
        short = [i for i in shorts if i not in copies]
        listed = run[0] > 0 and _ANNOUNCES.search(lines[run[0] - 1].text)
        cued = page and any(lines[i].kind == "furniture" and lines[i].reason not in _INNER for i in run)
        for i in run:
            line = lines[i]
            if line.kind == "furniture":
                keep = (line.reason in _INNER and not page) or (listed and line.words)
                yield i, "body" if keep else "furniture", ""
            elif i in copies and not listed:
                yield i, "furniture", "repeated"
            elif line.kind == "long" or listed or _ends(line):
                yield i, "body", ""
            elif len(short) == 1 and not cued:
                yield i, "subhead" if line.words <= 14 else "body", ""
            elif page and line.words >= 12 and cohesion(stems(line.text), vocabulary) >= 0.5:
                yield i, "body", ""  # a paragraph without a full stop
            elif page and line.text[0] in "-*":
                yield i, "body", ""  # an item
            elif page or _related(lines, short):
                yield i, "furniture", "related story"
            else:
                yield i, "body", ""


def _related(lines: list[Line], run: list[int]) -> bool:
    """Whether a run of short lines inside an article alone is a box of other headlines."""
    texts = [lines[i].text for i in run]
    return 2 <= len(run) <= 4 and _plain(texts) and all(5 <= lines[i].words <= 16 for i in run)


def _label_head(lines: list[Line], head: range, title: int | None, page: bool) -> Found:
    """Above the body: the title, subtitles under it, and furniture."""
    cued = sum(lines[i].kind == "furniture" for i in head)
    copies = Counter(letters(lines[i]) for i in head)
    headline = letters(lines[title]) if title is not None else "\0"
    body = lines[head.stop : head.stop + 12]
    # where the body says nothing of the title, another line near may be the headline
    doubtful = page and title is not None and agreement(lines[title], body) <= 0.25
    tags = [i for i in head if lines[i].words <= 3 and lines[i].kind == "short"]
    for i in head:
        line = lines[i]
        under = title is not None and i > title
        near = under and i - title <= 3 and line.words >= 15
        near |= doubtful and head.stop - i <= 4 and line.words >= 3
        if i == title:
            yield i, "title", ""
        elif line.kind == "furniture":
            keep = not page and line.reason == "list item" and under and line.words >= 5
            yield i, "subtitle" if keep else "furniture", ""
        elif line.kind == "long":
            yield i, "subtitle" if under or not page else "furniture", "navigation"
        elif copies[letters(line)] > 1 or headline in letters(line) or (under and letters(line) in headline):
            yield i, "furniture", "repeated"
        elif reason := credit(line, under_title=under):
            yield i, "furniture", reason
        elif line.reason and not under:
            yield i, "furniture", line.reason
        elif title is not None and i < title and not page and is_foreign(lines, i, head.stop):
            yield i, "furniture", "section" if line.words <= 3 else "navigation"
        elif page and not near:
            yield i, "furniture", "inserted" if under else "navigation"
        elif cued >= 2 and line.words <= 3 and (not under or len(tags) > 1):
            yield i, "furniture", "tag" if under else "section"
        else:
            yield i, "subtitle", ""


def _label_tail(lines: list[Line], tail: range, page: bool) -> Found:
    """Below the last paragraph: all of it is furniture on a page; in an article alone only what says so."""
    ended = (i for i in tail if lines[i].kind == "long" or lines[i].reason == "tag" or ends_article(lines[i]))
    stop = next(ended, len(lines))
    stop = _headlines_below(lines, range(tail.start, stop))
    cued = [i for i in tail if lines[i].kind == "furniture"]
    cues = [i for i in cued if lines[i].reason not in _INNER or not letters(lines[i])]
    if len(cues) >= 4 and 3 * len(cues) > len(tail):  # a scoreboard, a form
        stop = min(stop, cues[0])
    own = [] if page else [i for i in tail if _is_text(lines[i], ended=i >= stop)]
    inner = range(tail.start, min(stop, max(own, default=0)))  # signs and dates go unless text follows them
    for i in tail:
        keep = i in own or (i in inner and lines[i].reason in _INNER)
        yield i, "body" if keep else "furniture", "after the article"


def _is_text(line: Line, *, ended: bool) -> bool:
    """Whether a line below the last paragraph is text; below what ends an article, only a short sentence."""
    if ended:
        return line.kind == "short" and _ends(line)
    return line.kind == "short" or line.reason == "list item"


def _headlines_below(lines: list[Line], tail: range) -> int:
    """Where three headlines or comments begin below an article, which nothing announces; else the end."""
    run = [i for i in tail if lines[i].kind == "short"]
    announced = _ANNOUNCES.search(lines[tail.start - 1].text)
    return run[0] if len(run) >= 3 and not announced and _plain([lines[i].text for i in run]) else tail.stop


def _plain(texts: list[str]) -> bool:
    """Whether lines are words only and open each in its own way, as those of a list seldom do."""
    if len({text.split()[0] for text in texts}) < len(texts):
        return False
    return all(text[0].isalpha() and not _NUMBER.search(text) for text in texts)


def _without_paragraphs(lines: list[Line], reasons: list[str]) -> Labels:
    """A text of short lines only (a bulletin, a caption): nothing but what says so is furniture."""
    gone = [line.kind == "furniture" and line.reason not in _INNER for line in lines]
    labels = ["furniture" if out else "body" for out in gone]
    kept = [i for i, out in enumerate(gone) if not out]
    title = kept[0] if kept and not lines[kept[0]].text.endswith(".") else None
    if title is not None:
        labels[title] = "title"
    return Labels(labels, reasons, title, kept[1] if len(kept) > 1 else 0, False)
