"""The words that dates are made of: every word of a text is read as a symbol, or it is no part of a date.

A phrase of several words (أول أمس, كانون الثاني) and a number in words (الخامس والعشرون) become one symbol.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .calendars import hijri_months, key, months, number_words, weekdays
from .resources import read_table

# One letter per word class: a stretch of text becomes a string of them, which the grammar reads.
_CALLING = """
month=M risky_month=m english_month=@ hijri_month=H risky_hijri_month=h weekday=W
holiday=F season=Z decade_name=E year=Y
hijri_year=y day=j month_word=s year_word=a unit=u decade_word=J counted=c plural=p dual=d
the_unit=U the_plural=P the_dual=B today=q tomorrow=g deictic=Q current=7
"""
# Words too common to look around for a date: they only join others.
_JOINING = """
digits=D number=N ordinal=O cardinal=C vague=V long_number=K ordinal_ending=5 bare_weekday=w
direction=R last=L this=T same=S few=f part=X half=6 fraction=x year_kind=0 day_part=8
in=i during=r of=o since=z to=t until=l between=b by=e before=k after=n about=v matching=G and=&
era=1 hijri_era=2 clock_word=3 half_day=4 counted_noun=# event_noun=$ event_head=9 name=! name_head=A
"""
_CALLING_CLASSES = dict(pair.split("=") for pair in _CALLING.split())
WORD_CLASSES = _CALLING_CLASSES | dict(pair.split("=") for pair in _JOINING.split())
_ALONE = ("weekday", "month", "today", "tomorrow", "deictic", "decade_name", "dual", "holiday", "year")
# These are also verbs, names or numbers: a date needs more than the word.
_RISKY_MONTHS = {"مارس", "اب", "ماي", "اوت", "جوان", "نيسان", "تموز", "غشت"}
_UNLIKELY_AS_WRITTEN = {"أب", "أبّ"}  # father, where the month is written آب
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_ENGLISH_ENDINGS = ("st", "nd", "rd", "th")
_ENDINGS = dict.fromkeys(("direction", "current"), ("", "ه", "ين", "تين"))


Phrase = tuple[tuple[str, ...], str, object]  # its words, its class, its value


class Reading(NamedTuple):
    """What one word can be in a date: the particles before it, its class, its value."""

    clitics: str
    core: str
    kind: str  # "" when the word only occurs inside phrases
    value: object = None
    skip: int = 0  # letters of the token that stand before it


@functools.cache
def lexicon() -> tuple[dict[str, tuple[str, object]], dict[tuple[str, str], list[Phrase]]]:
    """Single words, and phrases by their first two words (longest first), each with class and value."""
    words: dict[str, tuple[str, object]] = {}
    phrases: list[Phrase] = []

    def add(name: str, kind: str, value: object) -> None:
        parts = tuple(key(name).split())
        if len(parts) == 1:
            words[parts[0]] = kind, value
        else:
            phrases.append((parts, kind, value))

    for word, (value, kind) in number_words().items():
        kind = {"ordinal": "ordinal", "vague": "vague"}.get(kind, "cardinal")
        add(word, kind, value)
        if kind != "vague":
            add("ال" + word, kind, value)
    for name, value in weekdays().items():
        add(
            name,
            "weekday" if name.startswith("ال") or (len(name) > 5 and name.isascii()) else "bare_weekday",
            value,
        )
    for name, value in hijri_months().items():
        add(name, "hijri_month" if " " in name else "risky_hijri_month", value)
    for name, value in months().items():
        add(
            name,
            "english_month" if name.isascii() else "risky_month" if name in _RISKY_MONTHS else "month",
            value,
        )
    for row in read_table("holidays"):
        add(row["name"], "holiday", (row["calendar"], int(row["month"]), int(row["day"])))
    for row in read_table("date_words"):
        value, kind = row["value"], row["class"]
        value = int(value) if value.lstrip("-").isdigit() else value
        for ending in _ENDINGS.get(kind, ("",)):
            add(row["phrase"] + ending, kind, value)
            if kind in ("direction", "current", "decade_name"):
                add("ال" + row["phrase"] + ending, kind, value)
    by_head: dict[tuple[str, str], list] = {}
    for phrase in sorted(phrases, key=lambda phrase: -len(phrase[0])):
        by_head.setdefault(phrase[0][:2], []).append(phrase)
    return words, by_head


@functools.cache
def _spellings() -> dict[str, tuple[str, str]]:
    """Every word of the lexicon with every clitic before it: the clitics and the bare word."""
    words, phrases = lexicon()
    known = {*words, *(part for group in phrases.values() for parts, _, _ in group for part in parts)}
    spelled = {}
    for clitics in reversed(_CLITICS):  # a word that needs no clitic wins
        for word in known:
            joined = clitics + word
            if clitics.endswith("ل") and word.startswith("ال"):
                joined = clitics + word[1:]
            spelled[joined] = clitics, word
    return spelled


def read_words(words: Iterable[str]) -> list[tuple[Reading, ...]]:
    """The readings of each word of a vocabulary: none when it has no part in dates, two for 6يناير."""
    words = list(words)
    folded = key("\n".join(words).replace(" ", "")).split(" ") if words else []
    folded = [key(word) for word in words] if len(folded) != len(words) else folded
    return [_read(word, search) for word, search in zip(words, folded, strict=True)]


def _read(word: str, folded: str) -> tuple[Reading, ...]:
    found = _spellings().get(folded)
    if found is None:
        return _read_digits(folded)
    clitics, core = found
    if word in _UNLIKELY_AS_WRITTEN or (
        core == "اب" and clitics and "آ" not in word
    ):  # أب is a father, باب a door
        return ()
    kind, value = lexicon()[0].get(core, ("", None))
    skip = len(clitics) - (clitics.endswith("ل") and core.startswith("ال"))  # للعام cannot be cut
    return (Reading(clitics, core, kind, value, skip),)


def _read_digits(folded: str) -> tuple[Reading, ...]:
    """A number, with what may be written together with it: ب6, الـ25, في7, يوم26, 6يناير2026, 2026م, 6th."""
    pieces = _PIECES.findall(folded)
    if len(pieces) > 4 or "".join(pieces) != folded or not any(map(str.isdigit, pieces)):
        return ()
    readings, clitics, at = [], "", 0
    for i, piece in enumerate(pieces):
        if piece.isdigit() and len(piece) <= 4:
            readings.append(Reading(clitics, piece, _number_class(piece), int(piece), at))
            clitics = ""
        elif i == 0 and piece.removesuffix("ال") in _CLITICS:
            clitics = piece.removesuffix("ال")
            at = len(clitics) - len(piece)  # the article stays with the number
        elif known := _spellings().get(piece):
            readings.append(Reading(*known, *lexicon()[0].get(known[1], ("", None)), at))
        elif i + 1 < len(pieces) or piece not in _ENGLISH_ENDINGS:
            return ()
        at += len(piece)
    return tuple(readings)


def _number_class(digits: str) -> str:
    value = int(digits)
    if len(digits) == 4 and 1300 <= value < 2200:
        return "hijri_year" if value < 1600 else "year"
    return "digits" if 1 <= value <= 31 and len(digits) <= 2 else "number"


@functools.cache
def _openers() -> set[str]:
    """Words that open a phrase which is a date or part of one."""
    return {
        first
        for (first, _), group in lexicon()[1].items()
        if any(kind in _CALLING_CLASSES for _, kind, _ in group)
    }


def calls_for_date(readings: tuple[Reading, ...]) -> bool:
    """Whether a date may hang on this word."""
    kinds = [reading.kind for reading in readings]
    return any(kind in _CALLING_CLASSES for kind in kinds) or any(
        not r.kind and r.core in _openers() for r in readings
    )


def stands_alone(readings: tuple[Reading, ...]) -> bool:
    """Whether the word can be a date by itself."""
    return len(readings) > 1 or any(reading.kind in _ALONE for reading in readings)


class Symbol(NamedTuple):
    """A word, phrase or number that plays one part in a date."""

    kind: str  # a letter of WORD_CLASSES, "~" for a word that plays none
    value: object
    first: int  # token
    last: int
    skip: int
    clitics: str


def symbols(run: Sequence[tuple[int, Reading]], joined: Sequence[bool]) -> list[Symbol]:
    """Read a stretch of words as symbols: the longest phrase first, then numbers in words, then single words.

    `joined[i]` says that only white space stands between the words i - 1 and i.
    """
    found: list[Symbol] = []
    at = 0
    while at < len(run):
        kind, value, length = _phrase(run, joined, at) or _number(run, joined, at) or ("", None, 1)
        token, reading = run[at]
        if not kind:
            kind, value = reading.kind, reading.value
        letter = WORD_CLASSES.get(kind, "~")
        found.append(Symbol(letter, value, token, run[at + length - 1][0], reading.skip, reading.clitics))
        at += length
    return found


def _phrase(run, joined, at) -> tuple[str, object, int] | None:
    if at + 1 == len(run):
        return None
    for parts, kind, value in lexicon()[1].get((run[at][1].core, run[at + 1][1].core), ()):
        rest = run[at + 1 : at + len(parts)]
        same = parts[1:] == tuple(reading.clitics + reading.core for _, reading in rest)
        if same and all(joined[at + 1 : at + len(parts)]):
            return kind, value, len(parts)
    return None


def _number(run, joined, at) -> tuple[str, object, int] | None:
    """A number in words that starts here: class, value, how many words."""
    table = number_words()
    value, kind = _number_word(table, run[at][1])
    if kind in ("", "vague"):
        return None
    ordinal = kind == "ordinal"
    total, group = (value, 0) if kind == "thousand" else (0, value)
    length = 1
    for i in range(at + 1, min(at + 8, len(run))):
        value, kind = _number_word(table, run[i][1])
        linked = run[i][1].clitics == "و"
        if not joined[i] or not kind or kind in ("vague", "ordinal") or run[i][1].clitics not in ("", "و"):
            break
        if kind == "teen" and not linked and 0 < group < 10:
            group += 10
        elif kind == "ten" and linked and 0 < group < 10:
            group += value
        elif ordinal:
            break
        elif kind == "hundred" and not linked and value == 100 and 2 < group < 10:
            group *= 100
        elif kind == "thousand" and not linked and group > 0:
            total, group = group * value, 0
        elif kind == "thousand" and linked and not total and value <= 2000:
            total = value
        elif (linked and ((kind == "hundred" and group == 0) or (kind == "unit" and group % 100 == 0))) or (
            linked and kind == "ten" and group % 100 < 10
        ):
            group += value
        else:
            break
        length += 1
    if length == 1 and run[at][1].kind == "bare_weekday":  # اثنين
        return None
    number = total + group
    is_year = length > 1 and 1300 <= number < 2200
    return ("ordinal" if ordinal else "long_number" if is_year else "cardinal"), number, length


def _number_word(table, reading: Reading) -> tuple[int, str]:
    if reading.kind == "weekday":
        return 0, ""
    core = reading.core
    return table.get(core) or table.get(core.removeprefix("ال")) or (0, "")
