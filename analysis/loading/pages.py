"""One decoded text file as an article: furniture blanked and listed; title, section, source, dates read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .datelines import read_stamps, with_time
from .furniture import Layout, find_furniture
from .linecues import Line, judge
from .publication import Place, body_weekday

_KEEP_SHARE = 0.6  # of the words of an article alone; under it the rules have misread the text
_KEEP_WORDS = 30  # of a whole page
_NEAR = 5  # lines from the title: farther above, the name of a section is one of a menu
_HEADLINES = 2  # different dates above the body: more are those of other stories
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h\d|ul|li|img|figure)\b[^<>]*>|&(?:nbsp|quot|amp);", re.I
)
_TAGS = re.compile(r"(?:</?[A-Za-z][^<>]*>|&[a-z]{2,6};)+")
_CREDIT = re.compile(
    r"(?:المصدر|المصادر|نقلا عن|بقلم|كتب|كتبت|كتبها|إعداد|تحرير|الكاتب)(?!\w)\s*[:：–-]?\s*(.*)$"
)


class Removed(NamedTuple):
    """One line that was blanked; `raw[start:end] == text`."""

    line: int
    start: int
    end: int
    text: str
    reason: str


class Page(NamedTuple):
    """An article read from a text file."""

    text: str  # as long as the raw text, furniture blanked with spaces
    title: str
    section: str = ""
    source: str = ""
    author: str = ""
    places: Sequence[Place] = ()  # the dates that the page prints around its title
    weekday: int | None = None  # that of "today" in the body
    removed: Sequence[Removed] = ()
    warning: str = ""


def clean(text: str, *, keep_furniture: bool = False) -> Page:
    """Separate an article from its page furniture.

    Parameters
    ----------
    text : str
    keep_furniture : bool
        Read title, section and dates, but blank nothing.

    Returns
    -------
    Page

    Examples
    --------
    >>> body = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة.\\n" * 3
    >>> page = clean("عنوان الخبر\\n\\n" + body + "طباعة")
    >>> page.title == "عنوان الخبر", len(page.text), [row.reason for row in page.removed]
    (True, 192, ['print button'])
    """
    lines = judge(text)
    layout = find_furniture(lines)
    title = "" if layout.title is None else lines[layout.title].text
    if not layout.furniture:
        return Page(text, title)
    layout = layout._replace(furniture={i: _reason(layout, i) for i in layout.furniture})
    gone = [
        Removed(line.number, line.start, line.start + len(line.text), line.text, reason)
        for line, reason in ((lines[i], reason) for i, reason in layout.furniture.items())
    ]
    warning = "" if keep_furniture else _too_little(lines, layout)
    removed = [] if keep_furniture or warning else gone
    places = _places(lines, layout)
    weekday = body_weekday(blank(text, gone)) if places else None
    credits = _credits(lines, layout)
    return Page(blank(text, removed), title, *credits, places, weekday, removed, warning)


def blank(text: str, removed: list[Removed]) -> str:
    """The text with spaces for lines, which come in their order."""
    if not removed:
        return text
    parts, place = [], 0
    for row in removed:
        parts += [text[place : row.start], " " * (row.end - row.start)]
        place = row.end
    return "".join(parts) + text[place:]


def find_tags(text: str) -> list[Removed]:
    """The tags and entities of a text that holds HTML, as content systems give it.

    >>> [row.text for row in find_tags("<p>نعم&nbsp;<br>لا</p>")], find_tags("a < b & c > d")
    (['<p>', '&nbsp;<br>', '</p>'], [])
    """
    if ("<" not in text and "&" not in text) or not _HTML.search(text):
        return []
    found, line, place = [], 1, 0
    for match in _TAGS.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        found.append(Removed(line, *match.span(), match[0], "HTML tag"))
    return found


def _too_little(lines: list[Line], layout: Layout) -> str:
    """The warning when the rules would remove most of the words: then they have misread the text."""
    reasons = layout.furniture
    total = sum(line.words for i, line in enumerate(lines) if reasons.get(i) != "repeated")
    kept = sum(line.words for i, line in enumerate(lines) if i not in reasons)
    if kept >= (_KEEP_WORDS if layout.page else _KEEP_SHARE * total) or kept == total:
        return ""
    return f"furniture kept: without it {kept} of {total} words would be left"


def _reason(layout: Layout, i: int) -> str:
    """Why a line is furniture, with what its place adds."""
    reason, title, body = layout.furniture[i], layout.title, layout.body
    if title is None:
        return reason
    if reason == "date" and i < title:
        return "page date"
    if reason == "list item" and not layout.page and title < i < body:
        return "source line" if i + 1 == body else "tag"
    return reason


def _credits(lines: list[Line], layout: Layout) -> tuple[str, str, str]:
    """Section, source and author, where a line names them."""
    found = {"section": "", "source line": "", "byline": ""}
    menu = layout.title - _NEAR if layout.page and layout.title is not None else 0
    for i, reason in layout.furniture.items():
        passed_over = i < menu if reason == "section" else found.get(reason)
        if reason not in found or passed_over:
            continue  # the section nearest to the title, the first source and author
        name = re.sub(r"^[\W_]+", "", lines[i].text).strip()
        credit = _CREDIT.match(name)
        if reason == "byline" and not credit:
            continue  # "name – outlet" may as well be "city – agency"
        name = credit[1] if credit else name
        found[reason] = re.sub(r"[\s:()«»\"“”/]+$", "", name)
    return tuple(found.values())


def _places(lines: list[Line], layout: Layout) -> list[Place]:
    """The dates printed between the top of the page and its first paragraph, and labelled ones below it."""
    places, title, gone = [], layout.title, layout.furniture
    short = [i for i in gone if lines[i].words < 30 and any(char.isdigit() for char in lines[i].text)]
    dated = {i: stamps for i in short if (stamps := read_stamps(lines[i].text))}
    head = [stamp for i, stamps in dated.items() if i < layout.body for stamp in stamps]
    different = {stamp.dates for stamp in head if not stamp.updated}
    listed = len(different) > _HEADLINES
    for i, stamps in dated.items():
        under = title is not None and i > title
        beside = i < layout.body and (title is None or under or title - i == 1)
        near = [lines[k].text for k in (i - 1, i, i + 1) if k in gone]
        places += [
            Place(lines[i].number, with_time(stamp, near), (beside and not listed) or stamp.labelled)
            for stamp in stamps
            if i < layout.body or (stamp.labelled and not stamp.updated)
        ]
    return places
