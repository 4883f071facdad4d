"""Which lines of a news page are the article, and which are page furniture: one label and a reason per line.

`linecues` judges each line by itself; here it is judged by where it stands. The article is the run of
paragraphs under a headline made of its own words; a whole page has menus around it, an article a few lines.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from .linecues import Line, ends_sentence
from .names import given_names
from .normalization import normalize
from .resources import read_table


class Labels(NamedTuple):
    """What each line of a text is, and what kind of text it is."""

    labels: list[str]  # title, subtitle, body, subhead, furniture, blank
    reasons: list[str]
    title: int | None  # places of lines
    body: int  # the first paragraph
    page: bool  # a whole page, not an article alone


Found = Iterator[tuple[int, str, str]]  # place, label, reason

_AGENCY = r"رويترز|ا ف ب|ا ب|د ب ا|فرانس برس|الفرنسيه|الاناضول|غيتي|الشرق الاوسط|واس|وام|ارشيفيه|ارشيف"
_CREDIT = re.compile(rf"[(\[][^()\[\]]{{2,25}}[)\]]\.?$|(?:^|\W)(?:{_AGENCY}|reuters|afp|getty images)$")
_NAME_AND_OUTLET = re.compile(r"\S+(?:\s\S+){0,3}\s*[–—-]\s*\S+(?:\s\S+){0,2}(?<!:)$")
_OUTLET = re.compile(r"[(«\"“/][^()«»\"“”:]{2,30}[)»\"”/]$")
_BY = re.compile(r"(?:كتبت?|حاورها?|حاوره|اعدها?|تقرير|تصوير)\s(?!.*\s(?:الي|في|عن|علي|من|ان)\s)")
_NUMBER = re.compile(r"\d{3}|\d\D+\d")
_PREFIX = re.compile(r"^[وف]?[بكل]?(?:ال|ل(?=ل))?")
_STOPS = {"related story", "comments", "copyright", "widget", "navigation"}
_AROUND = {
    *_STOPS,
    "share button",
    "call to readers",
    "list item",
    "foreign letters",
}  # menus
_INNER = {"symbols", "link", "foreign letters", "list item", "date"}  # may as well stand inside an article


@functools.lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """A crude stem, enough to see that a headline and a paragraph speak of the same things."""
    word = _PREFIX.sub("", normalize(word, "search"))
    return word[:5] if len(word) > 2 else ""


def _stems(*texts: str) -> set[str]:
    return {_stem(word) for text in texts for word in re.findall(r"\w{4,}", text)} - {""}


def _cohesion(stems: set[str], vocabulary: set[str]) -> float:
    """The share of some words that stand in the vocabulary too."""
    return len(stems & vocabulary) / max(1, len(stems))


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
    ticker = _is_ticker(lines, longs)
    if ticker:
        lines = [*lines]
        lines[longs[0]] = lines[longs[0]]._replace(kind="furniture", reason="navigation")
    longs = _without_other_stories(lines, longs[ticker:])
    first, last, page = longs[0], longs[-1], ticker
    if _is_page(lines, filled):  # before the dear search for the article in it
        block = _article_block(lines, filled, _blocks(lines, filled))
        page = page or _is_page(lines, [i for i in filled if not block[0] <= i <= block[1]])
        first, last = block if page else (first, last)
    page = page or _under_headlines(lines, filled, first)
    title = _title(lines, filled, first, page)
    if title is not None and title >= first:
        first = next((i for i in filled if i > title and lines[i].kind == "long"), title + 1)
    if page:
        last = _last_sentence(lines, [i for i in filled if i > last], last)
    headline = "" if title is None else _letters(lines[title])
    labels = ["blank" if line.kind == "blank" else "furniture" for line in lines]
    reasons = [line.reason for line in lines]
    for i, label, reason in (
        *_label_inside(lines, [i for i in filled if first <= i <= last], headline, page),
        *_label_head(lines, [i for i in filled if i < first], title, page),
        *_label_tail(lines, [i for i in filled if i > last], page),
    ):
        labels[i], reasons[i] = label, reasons[i] or reason
    return Labels(labels, reasons, title, first, page)


def _is_ticker(lines: list[Line], longs: list[int]) -> bool:
    """Whether the first paragraph is a string of headlines, above the title of another story."""
    line = lines[longs[0]]
    if len(longs) < 3 or line.words < 40 or longs[1] == longs[0] + 1 or ends_sentence(line.text):
        return False
    return _cohesion(_stems(line.text), _stems(*(lines[i].text for i in longs[1:]))) < 0.15


def _without_other_stories(lines: list[Line], longs: list[int]) -> list[int]:
    """The paragraphs above "read also" and the like, when those below it speak of something else."""
    for k in range(len(longs) - 1, 0, -1):
        if _stopped(lines, longs[k - 1], longs[k], ("related story", "comments", "widget")):
            above = [_stems(lines[i].text) for i in longs[:k]]
            vocabulary, need = set().union(*above), 0.5 * _cohesion_inside(above)
            below = [_cohesion(_stems(lines[i].text), vocabulary) for i in longs[k:]]
            longs = longs[:k] if max(below) < need else longs
    return longs


def _ends(line: Line) -> bool:
    return ends_sentence(line.text, ".؟!?…:،,؛")


def _last_sentence(lines: list[Line], below: list[int], last: int) -> int:
    """The end of the article, with the short sentences right below its last paragraph."""
    sentences = takewhile(lambda i: lines[i].kind != "furniture" and ends_sentence(lines[i].text), below)
    return max(sentences, default=last)


def _is_page(lines: list[Line], outside: list[int]) -> bool:
    """Whether lines outside the article are menus: many of them, most of them no sentences."""
    cued = [lines[i].reason for i in outside if lines[i].kind == "furniture"]
    if any(lines[i].kind == "furniture" and lines[i].words > 30 for i in outside):
        return True
    if len(cued) < 3:
        return False
    short = sum(lines[i].kind == "short" and not _ends(lines[i]) for i in outside)
    around = sum(reason in _AROUND for reason in cued)
    return len(cued) >= 7 or len(cued) + short >= 15 or around >= 4


def _under_headlines(lines: list[Line], filled: list[int], first: int) -> bool:
    """Whether headlines of other stories stand above the article: many, that speak of something else."""
    heads = [i for i in filled if i < first and lines[i].kind == "short" and lines[i].words >= 4]
    if len(heads) < 6:
        return False
    body = _stems(*(line.text for line in lines[first:] if line.kind == "long"))
    return sum(_cohesion(_stems(lines[i].text), body) for i in heads) < 0.15 * len(heads)


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
        return words * (0.2 + max((_cohesion(head, own) for head in heads if len(head) > 1), default=0))

    core = max(range(len(blocks)), key=lambda b: (score(b), -b))
    need = 0.5 * _cohesion_inside(stems[core])
    vocabulary = set().union(*stems[core])
    low = high = core
    while low > 0 and _cohesion(set().union(*stems[low - 1]), vocabulary) >= need:
        if _stopped(lines, blocks[low - 1][-1], blocks[low][0], ("widget", "navigation")):
            break
        low -= 1
    while high + 1 < len(blocks) and _cohesion(set().union(*stems[high + 1]), vocabulary) >= need:
        if _stopped(lines, blocks[high][-1], blocks[high + 1][0]):
            break
        high += 1
    return blocks[low][0], blocks[high][-1]


def _stopped(
    lines: list[Line], first: int, last: int, reasons: tuple[str, ...] = ("comments", "copyright")
) -> bool:
    """Whether readers' comments begin between two paragraphs: they speak of the same as the article."""
    return any(line.reason in reasons for line in lines[first:last])


def _cohesion_inside(paragraphs: list[set[str]]) -> float:
    """How much the paragraphs of one article share: the median of each against all others."""
    if len(paragraphs) < 3:
        return 0.4
    count = Counter(stem for paragraph in paragraphs for stem in paragraph)
    shares = sorted(sum(count[s] > 1 for s in paragraph) / max(1, len(paragraph)) for paragraph in paragraphs)
    return shares[len(shares) // 2]


@functools.lru_cache(maxsize=10_000)
def _letters(line: Line) -> str:
    return re.sub(r"[\W_]+", "", normalize(line.text, "search"))


def _title(lines: list[Line], filled: list[int], first: int, page: bool) -> int | None:
    """The headline: the first line of an article alone; else the line above the body most like the body."""
    before = [i for i in filled if i < first]
    if not page:
        return _title_of_article(lines, filled, first)
    ticker = max((k for k, i in enumerate(before) if lines[i].words > 30), default=-1)
    before = before[ticker + 1 :]
    opening = takewhile(
        lambda i: not ends_sentence(lines[i].text, ".:…،,؛"), (i for i in filled if i >= first)
    )
    above = [*before[-14:], *list(opening)[:2]]
    options = [
        i for i in above if lines[i].kind != "furniture" and 3 <= len(re.findall(r"\w+", lines[i].text)) <= 25
    ]
    options = [i for i in options if not _credit_line(lines[i], under=False)]
    if not options:
        return None
    sentences = (line.text for line in lines[first : first + 40] if line.kind == "long" and _ends(line))
    body = _stems(*sentences)
    whole = Counter(map(_letters, lines))
    places = {i: k for k, i in enumerate(above)}

    def score(i: int) -> float:
        letters, overlap = _letters(lines[i]), _cohesion(_stems(lines[i].text), body)
        repeated = sum(n for text, n in whole.items() if letters in text)
        length = min(lines[i].words, 10)
        return 10 * overlap + 6 * min(repeated, 3) * (overlap > 0) + length - 0.4 * (len(above) - places[i])

    best = max(options, key=lambda i: (score(i), -i))
    # printed twice, as headline and as name of the picture: the first is the headline
    near = [*before[-28:], best]
    return next(
        i for i in near if lines[i].kind != "furniture" and _letters(lines[i]) == _letters(lines[best])
    )


def _title_of_article(lines: list[Line], filled: list[int], first: int) -> int | None:
    """The first line that is none of a site's; where the site's name is written to it, the line without."""
    other = [i for i in filled if lines[i].kind != "furniture" and not lines[i].reason]
    named = [i for i in other if i < first and not _credit_line(lines[i], under=False)]
    if named and named[0] > filled[0]:  # below a site's lines, a name may stand above the headline
        named = [i for i in named if lines[i].words >= 3] or named
    if named:
        letters = {i: _letters(lines[i]) for i in named}
        whole = letters[named[0]]
        return next((i for i in named[1:] if letters[i] != whole and whole.startswith(letters[i])), named[0])
    if not other:
        return None
    head = other[0]
    separate = head + 1 < len(lines) and lines[head + 1].kind == "blank"
    ends = lines[head].text.endswith(".") and not lines[head].text.endswith("..")
    return head if head == first and separate and lines[head].words <= 25 and not ends else None


def _label_inside(lines: list[Line], inside: list[int], headline: str, page: bool) -> Found:
    """Between paragraphs: one short line is a subheading, a run of headlines is a box of related stories."""
    vocabulary = _stems(*(lines[i].text for i in inside if page and lines[i].kind == "long"))
    for run in _runs(lines, inside):
        shorts = [i for i in run if lines[i].kind == "short"]
        copies = {i for i in shorts if _letters(lines[i]) == headline}
        copies |= {i for above, i in pairwise(shorts) if lines[i].text == lines[above].text}
        short = [i for i in shorts if i not in copies]
        listed = _introduces_list(lines, run[0])
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
            elif page and line.words >= 12 and _cohesion(_stems(line.text), vocabulary) >= 0.5:
                yield i, "body", ""  # a paragraph without a full stop
            elif page or _related(lines, short):
                yield i, "furniture", "related story"
            else:
                yield i, "body", ""


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


def _label_head(lines: list[Line], head: list[int], title: int | None, page: bool) -> Found:
    """Above the body: the title, subtitles under it, and furniture."""
    cued = sum(lines[i].kind == "furniture" for i in head)
    if head == [title]:  # of most articles
        yield title, "title", ""
        return
    copies = Counter(_letters(lines[i]) for i in head)
    headline = _letters(lines[title]) if title is not None else "\0"
    named_above = head and head[0] != title and headline in _letters(lines[head[0]])  # a page's name on top
    tags = [i for i in head if lines[i].words <= 3 and lines[i].kind == "short"]
    for place, i in enumerate(head):
        line = lines[i]
        under = title is not None and i > title
        near = under and place - head.index(title) <= 3
        if i == title:
            yield i, "title", ""
        elif line.kind == "furniture":
            keep = not page and line.reason == "list item" and under and line.words >= 5
            yield i, "subtitle" if keep else "furniture", ""
        elif line.kind == "long":
            yield i, "subtitle" if under or not page else "furniture", "navigation"
        elif copies[_letters(line)] > 1 or headline in _letters(line):
            yield i, "furniture", "repeated"
        elif reason := _credit_line(line, under):
            yield i, "furniture", reason
        elif (line.reason or named_above) and not under:
            yield i, "furniture", line.reason or "section"
        elif page and not (near and line.words >= 15):
            yield i, "furniture", "inserted" if under else "navigation"
        elif cued >= 2 and line.words <= 3 and (not under or len(tags) > 1):
            yield i, "furniture", "tag" if under else "section"
        else:
            yield i, "subtitle", ""


def _credit_line(line: Line, under: bool) -> str:
    """The reason when a short line around a headline names who wrote, sent or photographed."""
    text = normalize(line.text, "search")
    words = re.findall(r"\w+", text)
    if _OUTLET.match(line.text) and line.words <= 3:
        return "source line"
    if line.words <= 8 and (line.text.endswith((" -", " –", " ـ")) or _BY.match(text) or _from_place(text)):
        return "byline"
    if under and line.words <= 7 and line.text[0].isalpha() and _NAME_AND_OUTLET.match(line.text):
        return "byline"
    if under and 2 <= len(words) <= 3 and words[0] in given_names("ar") and text.replace(" ", "").isalpha():
        return "byline"
    caption = _CREDIT.search(text) or (text.startswith("صوره ") and len(words) > 3)
    return "caption" if under and caption else ""


@functools.cache
def _places() -> frozenset[str]:
    names = [row["name"] for row in read_table("places")]
    names += [name for row in read_table("actors") for name in row["capitals"].split("|")]
    return frozenset(normalize(name, "search") for name in names) - {""}


def _from_place(text: str) -> bool:
    """Whether a line is a place and an outlet, like "Baghdad - Arab News": two places would be a match."""
    parts = [part.strip() for part in re.split(r"[-–—ـ/|]", text)]
    if len(parts) != 2 or max(len(part.split()) for part in parts) > 3:
        return False
    names = [len(part.split()) > 1 and part.split()[0] in given_names("ar") for part in parts]
    return sum(part in _places() for part in parts) == 1 or ("|" in text and any(names))


def _label_tail(lines: list[Line], tail: list[int], page: bool) -> Found:
    """Below the last paragraph: all of it is furniture on a page; in an article alone only what says so."""
    stop = next((i for i in tail if lines[i].reason in _STOPS), len(lines))
    cues = [
        i
        for i in tail
        if lines[i].kind == "furniture" and (lines[i].reason not in _INNER or not _letters(lines[i]))
    ]
    if len(cues) >= 4 and 3 * len(cues) > len(tail):  # a scoreboard, a form
        stop = min(stop, cues[0])
    text_follows = False  # seen from the bottom up: signs and dates go unless text follows them
    for i in reversed(tail):
        line = lines[i]
        if line.kind == "furniture":
            may_end = line.reason in ("list item", "link", "foreign letters")
            keep = line.reason in _INNER and i < stop and (text_follows or may_end)
        else:
            keep = i < stop or (_ends(line) and line.kind != "long")
        text_follows |= bool(keep and not page)
        yield i, "body" if keep and not page else "furniture", "after the article"


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
