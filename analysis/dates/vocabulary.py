"""The words that dates are made of: what each can be in a date, and what it says of the tense."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..calendars import hijri_months, key, months, number_words, weekdays
from ..normalization import normalize
from ..resources import read_table

_WEIGHTS = {row["class"]: int(row["weight"]) for row in read_table("date_classes")}
# One letter for each class: a stretch of text becomes a string of them, which the grammar reads.
LETTERS = {name: chr(0xE000 + i) for i, name in enumerate(_WEIGHTS)} | {"and": "&", "the": ""}
# These are also verbs, names or numbers: a date needs more than the word.
_RISKY_MONTHS = {"مارس", "اب", "ماي", "اوت", "جوان", "نيسان", "تموز", "غشت"}
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_ENGLISH_ENDINGS = ("st", "nd", "rd", "th")
_INFLECTED = dict.fromkeys(("direction", "current"), ("", "ه", "ين", "تين")) | {"decade_name": ("",)}
_CUES = {"future": 1, "told": 2}
# A verb in the future is سـ before an imperfect; the nouns that begin alike are left out.
_FUTURE_VERB = re.compile(
    r"[وف]?س(?!ياس|يار|ياح|ياق|ياد|يد|يط|ين|يف|ير[هة]|يو|يل|تار|تين|توك|تيف|ته|نو|نغ|ند|نت|نج|ني|نة"
    r"|اع|اب|اح|ال|اه|ائ|ار|ام|ان|اد|اس|اق)[أيتن]\w{3,}"
)

Phrase = tuple[tuple[str, ...], str, object]  # its words, its class, its value


class Reading(NamedTuple):
    """What one word can be in a date: the particles before it, its class, its value."""

    clitics: str
    core: str
    kind: str  # "" when the word only occurs inside phrases
    value: object = None
    skip: int = 0  # letters of the token that stand before it


def _entries() -> Iterable[tuple[str, str, object]]:
    """Every name and phrase with its class and value; of equal names the last counts."""
    for word, (value, kind) in number_words().items():
        yield word, kind, value
        if kind != "vague":
            yield "ال" + word, kind, value
    for name, value in weekdays().items():
        whole = name.startswith("ال") or (len(name) > 5 and name.isascii())
        yield name, "weekday" if whole else "bare_weekday", value
    for name, value in hijri_months().items():
        yield name, "hijri_month" if " " in name else "risky_hijri_month", ("hijri", value, 0)
    for name, value in months().items():
        risk = "english_" if name.isascii() else "risky_" if name in _RISKY_MONTHS else ""
        yield name, risk + "month", ("gregorian", value, 0)
    for row in read_table("holidays"):
        yield row["name"], "holiday", (row["calendar"], int(row["month"]), int(row["day"]))
    for row in read_table("date_words"):
        name, kind, value = row["phrase"], row["class"], row["value"]
        value = int(value) if value.lstrip("-").isdigit() else value
        value = ("season", value, 0) if kind == "season" else value
        for ending in _INFLECTED.get(kind, ("",)):
            yield name + ending, kind, value
            if kind in _INFLECTED:
                yield "ال" + name + ending, kind, value


@functools.cache
def lexicon() -> tuple[dict[str, tuple[str, object]], dict[tuple[str, str], list[Phrase]]]:
    """Single words, and phrases by their first two words (longest first), each with class and value."""
    words: dict[str, tuple[str, object]] = {}
    phrases: dict[tuple[str, str], list[Phrase]] = {}
    for name, kind, value in _entries():
        parts = tuple(key(name).split())
        if len(parts) == 1:
            words[parts[0]] = kind, value
        else:
            phrases.setdefault(parts[:2], []).append((parts, kind, value))
            words.setdefault(parts[0], ("opener" if _WEIGHTS[kind] else "", None))
    for group in phrases.values():
        group.sort(key=lambda phrase: -len(phrase[0]))
    return words, phrases


@functools.cache
def _spellings() -> dict[str, Reading]:
    """Every word of the lexicon with every clitic before it."""
    words, phrases = lexicon()
    known = {*words, *(part for group in phrases.values() for parts, _, _ in group for part in parts)}
    spelled = {}
    for clitics in reversed(_CLITICS):  # a word that needs no clitic wins
        for word in sorted(known, reverse=True):  # للعام is العام, not لعام
            contracted = clitics.endswith("ل") and word.startswith("ال")
            kind, value = words.get(word, ("", None))
            skip = len(clitics) - contracted  # للعام cannot be cut
            spelled[clitics + word[contracted:]] = Reading(clitics, word, kind, value, skip)
    return spelled


def read_words(words: Iterable[str]) -> list[tuple[Reading, ...]]:
    """The readings of each word of a vocabulary: none when it has no part in dates, two for 6يناير."""
    words = list(words)
    folded = normalize("\n".join(words), "search").split("\n")
    return [_read(word, search) for word, search in zip(words, folded, strict=False)]


def _read(word: str, folded: str) -> tuple[Reading, ...]:
    reading = _spellings().get(folded)
    if reading is None:
        return _read_digits(folded)
    if reading.core == "اب" and "آ" not in word:  # أب is a father, باب a door
        if reading.clitics:
            return ()
        reading = reading._replace(kind="father") if "أ" in word else reading
    return (reading,)


def _read_digits(folded: str) -> tuple[Reading, ...]:
    """A number, with what may be written together with it: ب6, الـ25, في7, يوم26, 6يناير2026, 2026م, 6th."""
    pieces = _PIECES.findall(folded)
    if len(pieces) > 4 or "".join(pieces) != folded or not any(map(str.isdigit, pieces)):
        return ()
    readings, clitics, at = [], "", 0
    for i, piece in enumerate(pieces):
        if piece.isdecimal() and len(piece) <= 4:
            readings.append(Reading(clitics, piece, _number_class(piece), int(piece), at))
            clitics = ""
        elif i == 0 and piece.removesuffix("ال") in _CLITICS:
            clitics = piece.removesuffix("ال")
            at = len(clitics) - len(piece)  # the article stays with the number
        elif known := _spellings().get(piece):
            readings.append(known._replace(skip=at))
        elif i + 1 < len(pieces) or piece not in _ENGLISH_ENDINGS:
            return ()
        at += len(piece)
    return tuple(readings)


def _number_class(digits: str) -> str:
    small = len(digits) <= 2 and 1 <= int(digits) <= 31
    return (year_class(int(digits)) if len(digits) == 4 else "") or ("digits" if small else "number")


def year_class(number: int) -> str:
    """Whether a number may be a year; "" when not."""
    return "hijri_year" if 1300 <= number < 1600 else "year" if 1600 <= number < 2200 else ""


def weigh(readings: tuple[Reading, ...]) -> int:
    """How much a word calls for a date: 2 may be one, 1 a part that is looked at, 0 any part, -1 no part."""
    weight = max((_WEIGHTS.get(reading.kind, 0) for reading in readings), default=-1)
    return 2 if weight == 1 and len(readings) > 1 else weight


def read_cues(words: Iterable[str]) -> list[int]:
    """1 for a cue of the future, 2 for a word that takes up the tale anew, 0 for others."""
    said = {row["word"]: _CUES[row["cue"]] for row in read_table("date_cues")}
    said |= {particle + word: kind for word, kind in said.items() for particle in "وف"}
    verb = _FUTURE_VERB.fullmatch
    return [said.get(word) or int("س" in word[:2] and verb(word) is not None) for word in words]
