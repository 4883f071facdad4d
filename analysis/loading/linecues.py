"""What a line of a news page is by itself: a paragraph, a short line, a date, a button, a menu entry."""

from __future__ import annotations

import functools
import re
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..calendars import hijri_months, months, weekdays
from ..resources import read_table
from .datelines import any_of, fold


class Line(NamedTuple):
    """One line of a text, judged by itself."""

    number: int  # from 1
    start: int  # offset of the stripped text
    text: str  # stripped of white space
    kind: str  # long, short, furniture
    reason: str
    words: int


_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile("[0-9٠-٩۰-۹]")
_BULLETS = frozenset("•●○◦▪■□☆★·‣*-")
_NESTED = frozenset("□☆★◦○▪")
_LATIN, _ARABIC = re.compile("[A-Za-z]"), re.compile("[\u0620-\u064a\u0671-\u06d3]")
_SYMBOLS = re.compile(r"[\W\d_]*$|\[[^\]]{0,80}\]$")
_SIGNS = (
    (re.compile(r"[-_=*~–—ـ]{4,}$"), "rule"),
    (re.compile(r"(?:#\S+\s*)+$"), "tag"),
    (re.compile(r"\W*https?://\S+$|[^\s\[]*\[\S*\]\S*$"), "link"),
    (re.compile(r"[\W_]*$|\[[^\]]{0,80}\]$|.*\[[\s_]{4,}\]"), "symbols"),  # the last: a field of a form
)
_INVISIBLE = "".join(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_INVISIBLE += "\ufeff\xa0 \t\r\x0b\x0c"
_CLOSING = "\"'”’»)]* \xa0\u200f\u200e"
_STAMPED = re.compile(
    r"(?:تم )?(?:نشر|النشر|تاريخ النشر|اخر تحديث|updated|published|posted)|.*\d:\d\d|[\d/.-]{8,10}(?:\s|$)"
)
_TIGHT = re.compile(r"[^\W\d][,،#][^\W\d]")  # tags, with no space between them
_PUNCTUATION = re.compile("[.،؟?!؛]")
_LONG = 200  # characters: longer is a paragraph, whatever is in it
LONGEST = 20_000  # characters, half of them at either end of a line: more of it changes no judgement


def ends_sentence(line: str, marks: str = ".؟!?…") -> bool:
    """Whether a line ends like a sentence, closing quotes and brackets aside."""
    last = line[-1:]
    if last in _CLOSING:
        last = line.rstrip(_CLOSING)[-1:]
    return last != "" and last in marks


def shortened(line: str) -> str:
    """A line without its middle where it is very long, as in a whole archive without line ends.

    >>> shortened("abc"), len(shortened("قمة " * 1_000_000))
    ('abc', 20001)
    """
    return line if len(line) <= LONGEST else f"{line[: LONGEST // 2]} {line[-LONGEST // 2 :]}"


def judge(text: str) -> list[Line]:
    """Judge every line that is not blank by itself; lines end at \\n, \\r\\n and \\r only."""
    lines, place = [], 0
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line and (bare := line.strip(_INVISIBLE)):
            start = place if len(bare) == len(line) else place + line.index(bare)
            lines.append(Line(number, start, bare, *_judge_line(bare)))
        place += len(line) + 1
    return lines


def plain_title(text: str) -> str | None:
    """The headline, or "", of a text of paragraphs under one headline or none, as most are; else None."""
    first, *lines = text.split("\n")
    first = first.strip(_INVISIBLE)
    if "\r" in text or not first:
        return None
    kind, reason, _ = _judge_line(first)
    untitled = kind == "long" and first[-1] == "." and first[-2:] != ".."
    if not untitled and ((kind, reason) != ("short", "") or first[-1] in ".:،"):
        return None
    paragraphs = [0] if untitled else []
    for number, line in enumerate(lines, 1):
        if len(line) > _LONG and line[-1] == "." and line[0].isalpha() and line.count(" ") > 20:
            paragraphs.append(number)
        elif line and (line := line.strip(_INVISIBLE)):
            if _judge_line(line)[0] != "long":
                return None
            paragraphs.append(number)
    if not paragraphs or set_apart([below - above for above, below in pairwise(paragraphs)]) is not None:
        return None
    return "" if untitled else first


def set_apart(gaps: list[int]) -> int | None:
    """Where the last paragraphs begin, at least three, when the one wide gap between any two is above them.

    >>> set_apart([2, 5, 2, 2]), set_apart([2, 2, 2])
    (2, None)
    """
    if len(gaps) < 3:
        return None
    first = gaps.index(max(gaps)) + 1
    return first if gaps.count(max(gaps)) == 1 and len(gaps) - first >= 2 else None


def _judge_line(line: str) -> tuple[str, str, int]:
    """Kind, reason and number of words of one line."""
    words = line.count(" ") + 1
    if len(line) > _LONG and words > 16 and line[0] not in "□☆★[":
        return ("furniture", "navigation", words) if is_menu(shortened(line)) else ("long", "", words)
    lettered = line[0].isalpha() and line[0] != "ـ"  # a tatweel is a letter to Unicode
    if (
        not lettered
        or (words < 30 and words < _cue_length(line.partition(" ")[0]))
        or (words < 16 and _DIGIT.search(line) and _few_others(line))
        or "[" in line
        or "://" in line
    ):
        reason, words = _cue(line, words)
        if reason:
            return "short" if reason == "section" else "furniture", reason, words
    if words >= 18 or (words >= 8 and ends_sentence(line, ".…:") and line[-2:] != ".."):
        return "long", "", words
    if line[0] < "\u0250" and len(_LATIN.findall(line)) > len(_ARABIC.findall(line)):
        return "furniture", "foreign letters", words
    return "short", "", words


def _cue(line: str, words: int) -> tuple[str, int]:
    """The reason why a line is furniture, and its number of words."""
    item = line[0] in _BULLETS
    bare = line.lstrip("•●○◦▪■□☆★·‣*- \xa0\t") if item else line
    lettered = bare[:1].isalpha() and bare[0] != "ـ"
    words = bare.count(" ") + 1 if lettered else len(_WORD.findall(bare))
    if not lettered or "[" in bare or "://" in bare:
        for sign, reason in _SIGNS:
            if sign.match(line if reason == "rule" else bare):
                return reason, words
    reason = _printed_around(bare, words, item=item) if words < 30 else ""
    if reason:
        return reason, words
    if not lettered and _SYMBOLS.match(bare):
        return "symbols", words
    if line[0] in _NESTED or (line[0] in "•●" and not ends_sentence(line, ".؟!?…:")):
        return "list item", words
    return "", words


def _printed_around(line: str, words: int, *, item: bool) -> str:
    """The reason when a line is a date, or what sites print around articles."""
    line = fold(line if line[0].isalnum() else line.strip(' /|:«»()[]-–—"') or line).replace(" :", ":")
    if _is_date_line(line):
        return "date"
    if phrase := _phrase().match(line):
        reason = _rows("line").get(phrase[1]) or _rows("name").get(phrase[2]) or _rows("start")[phrase[3]]
        if not phrase[3] or words <= (6 if reason == "byline" else 25):
            return reason
    return _interface_reason(_WORD.findall(line)) if words <= 8 and not item else ""


def _interface_reason(words: list[str]) -> str:
    """The reason when all words are those of buttons and menus, like "most read articles" or "sports"."""
    if not words or words[0] not in _rows("word"):
        return ""  # "and" begins no button
    reasons = [_interface_word(word) for word in words]
    if None in reasons or reasons == ["call to readers"]:
        return ""  # "he continued:" is one word too
    named = [reason for reason in reasons if reason != "section"]
    return next(filter(None, named), "") or ("section" if len(words) <= 4 and "section" in reasons else "")


def _interface_word(word: str) -> str | None:
    """The reason of a word of interfaces, with or without "and"; None of any other word."""
    table = _rows("word")
    return table.get(word, table.get(word[1:]) if word[:1] == "و" else None)


def is_menu(line: str) -> bool:
    """Whether a long line is a menu, tags, or headlines set side by side."""
    if line[-1] in ".\xa0 ":
        return False  # most paragraphs
    quarter = line.count(" ") // 4
    if line.count("    ") > 3:
        return True
    if sum(map(line.count, ",،#")) > quarter and len(_TIGHT.findall(line)) > quarter:
        return True
    if not _cue_length(line.partition(" ")[0]) or _PUNCTUATION.search(line):
        return False
    of_interface = [_interface_word(word) is not None for word in _WORD.findall(fold(line))]
    return any(of_interface[:1]) and sum(of_interface) > 0.4 * len(of_interface)


@functools.lru_cache(maxsize=100_000)
def _cue_length(token: str) -> int:
    """Under how many words a line that begins with a token may be a date or what sites print; 0: never."""
    token = fold(token)
    first = _WORD.match(token)
    word = first[0] if first else token[:1]
    if word in _first_words():
        return 30
    return 16 if word in weekdays() or word in ("منذ", "قبل") or _interface_word(word) is not None else 0


@functools.cache
def _first_words() -> frozenset[str]:
    phrases = (_WORD.match(phrase) for phrase in [*_rows("line"), *_rows("name"), *_rows("start")])
    return frozenset(first[0] for first in phrases if first)


@functools.cache
def _rows(match: str) -> dict[str, str]:
    """The folded phrases of one kind in the table, with their reasons."""
    rows = (row for row in read_table("furniture_words") if row["match"] == match)
    return {fold(row["phrase"]): row["reason"] for row in rows}


@functools.cache
def _phrase() -> re.Pattern:
    """A phrase that is a whole line, stands before a name of two words, or begins a line."""
    line, name, start = (any_of(_rows(match)) for match in ("line", "name", "start"))
    return re.compile(rf"({line})[ :…×/|.]*$|({name}) \w+ \w+$|({start})(?![^\W_])")


@functools.cache
def _date_words() -> frozenset[str]:
    names = [*months(), *weekdays(), *hijri_months(), *_rows("date")]
    return frozenset(word for name in names for word in name.split())


@functools.cache
def _dated() -> re.Pattern:
    """A date, a time of day, a weekday alone, or how long ago."""
    names = any_of([*months(), *hijri_months()])
    numbers = r"\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}|\d{1,2}:\d\d"
    ago = r"(?:منذ|قبل)\s+(?:\d+\s+)?(?:دقيق|دقائق|ساع|يوم|ايام|اسبوع)\w*[\W\d]*$"
    return re.compile(
        rf"{numbers}|\d\s*(?:{names})(?!\w)|(?<!\w)(?:{names})\W+\d|^(?:{'|'.join(weekdays())})$|{ago}"
    )


def _few_others(line: str, most: int = 3) -> bool:
    """Whether at most so many words of a line are none of a date."""
    return all(others <= most for others in accumulate(map(_others_in, line.split())))


@functools.lru_cache(maxsize=100_000)
def _others_in(token: str) -> int:
    return sum(word not in _date_words() for word in _WORD.findall(fold(token)))


def _is_date_line(line: str) -> bool:
    """Whether a folded line holds a date, a part of one or a time, and little else."""
    if not _few_others(line) or not _dated().search(line):
        return False
    return "|" in line or _STAMPED.match(line) is not None or _few_others(line, 1)
