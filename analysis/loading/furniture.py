"""Which lines of a news page are page furniture, and why; all others are the article.

`linecues` judges each line by itself; here it is judged by where it stands. The article is the run of
paragraphs under a headline made of its own words; a whole page has menus around it, an article a few lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from .blocks import SAME_STORY, STOPS, agreement, cohesion, ends_article, find_body, stems, unwrapped
from .bylines import credit, is_caption
from .headlines import find_title, is_foreign, letters
from .linecues import LONGEST, Line, ends_sentence, shortened


class Layout(NamedTuple):
    """What the lines of a text are, by their places, and what kind of text it is."""

    furniture: dict[int, str]  # with the reason; the other lines stay
    title: int | None
    body: int  # the first paragraph
    page: bool  # a whole page, not an article alone


Gone = Iterator[tuple[int, str]]  # place and reason of each line that is furniture

_ANNOUNCES = re.compile(r"[:：]\s*-?$")  # a list
_ENDS = ".؟!?…:،,؛"
_ITEMS = {"", "list item", "date", "foreign letters"}
_TELLS = re.compile(r"و(?:[يت]\w{3,}|كانت?|قالت?|أضافت?|أكدت?|أشارت?|ذكرت?)(?!\w)")  # and a verb
_NUMBER = re.compile(r"\d{3}|\d\D+\d")
_INNER = {"symbols", "link", "foreign letters", "list item", "date"}  # may as well stand inside an article


def find_furniture(lines: list[Line]) -> Layout:
    """Find the furniture among the lines that `judge` returned, which are those that are not blank.

    A line that nothing speaks against stays: losing body text is worse than keeping a menu entry.

    Examples
    --------
    >>> from analysis.loading.linecues import judge
    >>> body = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة.\\n" * 3
    >>> find_furniture(judge("عنوان الخبر\\n\\n" + body + "طباعة"))
    Layout(furniture={4: 'print button'}, title=0, body=1, page=False)
    """
    lines = [line._replace(text=shortened(line.text)) if len(line.text) > LONGEST else line for line in lines]
    lines = unwrapped(lines)
    if all(line.kind != "long" for line in lines):
        return _without_paragraphs(lines)
    first, last, page = find_body(lines)
    title = find_title(lines, first, last, page)
    if title is not None:
        below = range(title + 1, len(lines))
        first = next((i for i in below if lines[i].kind == "long"), title + 1)
    end = _end_of_text(lines, last) if page else last
    gone = (
        *_above(lines, range(first), title, page),
        *_inside(lines, range(first, last + 1), title, page),
        *_below(lines, range(end + 1, len(lines)), page),
    )
    return Layout({i: lines[i].reason or reason for i, reason in gone}, title, first, page)


def _end_of_text(lines: list[Line], last: int) -> int:
    """Where the text ends: below the paragraphs, sentences, an announced list, what no blank line parts."""
    gap, listed = 1, False  # lines from one to the next
    vocabulary = stems(*(line.text for line in lines[: last + 1] if line.kind == "long"))
    for above, line in pairwise(lines[last:]):
        distance = line.number - above.number
        if _ANNOUNCES.search(above.text):
            gap, listed = max(gap, distance), True
        sentence = line.kind != "furniture" and ends_sentence(line.text)
        item = listed and distance <= gap and line.reason in _ITEMS
        if not sentence and not item and not (line.kind == "short" and _may_be_text(line, vocabulary)):
            break
        last += 1
    return last


def _ends(line: Line) -> bool:
    return ends_sentence(line.text, _ENDS)


def _inside(lines: list[Line], inside: range, title: int | None, page: bool) -> Gone:
    """Between paragraphs: one short line is a subheading, a run of headlines is a box of related stories."""
    headline = "" if title is None else letters(lines[title])
    vocabulary = stems(*(lines[i].text for i in inside if page and lines[i].kind == "long"))
    for long, places in groupby(inside, key=lambda i: lines[i].kind == "long"):
        run = [] if long else list(places)
        shorts = [i for i in run if lines[i].kind == "short"]
        copies = {i for i in shorts if letters(lines[i]) == headline}
        copies |= {i for above, i in pairwise(shorts) if lines[i].text == lines[above].text}
        boxed = any(lines[i].reason in STOPS for i in run)  # headlines of other stories may ask
        sentences = {i for i in shorts if ends_sentence(lines[i].text, ".:،,؛" if boxed else _ENDS)} - copies
        short = [i for i in shorts if i not in copies | sentences]
        listed = run and run[0] > 0 and _ANNOUNCES.search(lines[run[0] - 1].text)
        cued = page and any(lines[i].kind == "furniture" and lines[i].reason not in _INNER for i in run)
        subheading = _subheading_below(lines, run, short)
        subheadings = len(short) <= (3 if page else 1) and not cued
        credits = {i: credit(lines[i], under_title=True) for i in run if run[0] == inside.start + 1}
        standfirst = all(reason or lines[i].reason == "date" for i, reason in credits.items())
        standfirst &= any(credit(lines[i], under_title=False) for i in credits)  # above a byline
        for i in run:
            line = lines[i]
            above = lines[i - 1]
            listed = listed or (i > run[0] and above.kind == "short" and _ANNOUNCES.search(above.text))
            if line.kind == "furniture":
                if not (listed and line.words) and (page or standfirst or boxed or line.reason not in _INNER):
                    yield i, line.reason
            elif not listed and is_caption(line):
                yield i, "caption"
            elif standfirst and not listed:
                yield i, credits[i]
            elif listed or i in sentences or i == subheading:
                continue
            elif i in copies:
                yield i, "repeated"
            elif not subheadings and (not _may_be_text(line, vocabulary) if page else _related(lines, short)):
                yield i, "related story"
            elif i > run[0] and above.reason == "related story" and ends_article(above):
                yield i, "related story"  # "read also" stood alone on its line


def _subheading_below(lines: list[Line], run: list[int], short: list[int]) -> int | None:
    """The place of a subheading below other lines: few words above the next paragraph, no caption."""
    last = run[-1] if run else None
    return last if last in short and lines[last].words <= 4 and lines[last - 1].reason != "caption" else None


def _may_be_text(line: Line, vocabulary: set[str]) -> bool:
    """Whether a short line among others is an item, or a paragraph without a full stop."""
    own = line.words >= 12 and cohesion(stems(line.text), vocabulary) >= 0.5
    return own or line.text[0] in "-*" or (line.words >= 5 and _TELLS.match(line.text) is not None)


def _related(lines: list[Line], run: list[int]) -> bool:
    """Whether a run of short lines inside an article alone is a box of other headlines."""
    texts = [lines[i].text for i in run]
    return 2 <= len(run) <= 4 and _plain(texts) and all(5 <= lines[i].words <= 16 for i in run)


def _above(lines: list[Line], head: range, title: int | None, page: bool) -> Gone:
    """Above the body: all but the title and subtitles under it."""
    cued = sum(lines[i].kind == "furniture" for i in head)
    copies = Counter(letters(lines[i]) for i in head)
    headline = letters(lines[title]) if title is not None else "\0"
    # where the body says nothing of the title, another line near may be the headline
    body = lines[head.stop : head.stop + 12]
    doubtful = page and title is not None and agreement(lines[title], body) <= 0.25
    below = range(head.stop if title is None else title + 1, head.stop)
    standfirst = next((i for i in below if lines[i].kind == "short" and lines[i].words >= 5), None)
    tags = [i for i in head if lines[i].words <= 3 and lines[i].kind == "short"]
    for i in head:
        line, own = lines[i], letters(lines[i])
        under = title is not None and i > title
        if i == title:
            continue
        if line.kind == "furniture":
            if page or line.reason != "list item" or not under or line.words < 5:
                yield i, line.reason
        elif line.kind == "long":
            if page and not under:
                yield i, "navigation"
        elif copies[own] > 1 or headline in own or (under and own in headline):
            yield i, "repeated"
        elif reason := credit(line, under_title=under):
            yield i, reason
        elif line.reason and not under:
            yield i, line.reason
        elif title is not None and i < title and not page and is_foreign(lines, i, head.stop):
            yield i, "section" if line.words <= 3 else "navigation"
        elif page and not (
            (doubtful and head.stop - i <= 4 and line.words >= 3)
            or (under and i - title <= 3 and line.words >= 15)
            or (under and line.words >= 5 and (line.text[0] in "-*" or (i + 1 == head.stop and _ends(line))))
            or (i + 1 == title and line.words >= 5 and agreement(line, body) >= 0.5)
            or (under and i in (standfirst, head.stop - 1) and agreement(line, body) >= SAME_STORY)
        ):
            yield i, "inserted" if under else "navigation"
        elif cued and line.words <= (3 if cued > 1 and (not under or len(tags) > 1) else 2):
            yield i, "tag" if under else "section"


def _below(lines: list[Line], tail: range, page: bool) -> Gone:
    """Below the last paragraph: all of it is furniture on a page; in an article alone only what says so."""
    ended = (i for i in tail if lines[i].kind == "long" or lines[i].reason == "tag" or ends_article(lines[i]))
    stop = next(ended, len(lines))
    stop = _headlines_below(lines, range(tail.start, stop))
    cued = [i for i in tail if lines[i].kind == "furniture"]
    cues = [i for i in cued if lines[i].reason not in _INNER or not letters(lines[i])]
    if len(cues) >= 4 and 3 * len(cues) > len(tail):  # a scoreboard, a form
        stop = min(stop, cues[0])
    own = [] if page else [i for i in tail if _is_text(lines[i], ended=i >= stop)]
    signed = next((i for i in own if credit(lines[i], under_title=False) == "source line"), len(lines))
    own = [i for i in own if i < signed]
    while own and _signs(lines[own[-1]], alone=len(own) == 1):
        own.pop()
    inner = range(tail.start, min(stop, max(own, default=0)))  # signs and dates go unless text follows them
    for i in tail:
        if i not in own and not (i in inner and lines[i].reason in _INNER):
            yield i, "after the article"


def _signs(line: Line, *, alone: bool) -> bool:
    """Whether a last line is a signature, or the tags of an article in one line."""
    parts = re.split(r"\s*[،,–-]\s", line.text)
    tags = len(parts) > 2 and all(len(part.split()) in (1, 2, 3) for part in parts) and not _ends(line)
    return tags or credit(line, under_title=alone and line.words <= 3) != ""


def _is_text(line: Line, *, ended: bool) -> bool:
    """Whether a line below the last paragraph is text; below what ends an article, only a short sentence."""
    if ended:
        return line.kind == "short" and ends_sentence(line.text, ".:،,؛")  # headlines may ask
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


def _without_paragraphs(lines: list[Line]) -> Layout:
    """A text of short lines only (a bulletin, a caption): nothing but what says so is furniture."""
    gone = {
        i: line.reason
        for i, line in enumerate(lines)
        if line.kind == "furniture" and line.reason not in _INNER
    }
    kept = [i for i in range(len(lines)) if i not in gone]
    title = kept[0] if kept and not lines[kept[0]].text.endswith(".") else None
    return Layout(gone, title, kept[1] if len(kept) > 1 else 0, False)
