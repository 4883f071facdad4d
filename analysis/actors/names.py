"""Which words can be part of a person's name: given names, particles, words that Arabic does not inflect."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import numpy as np

from ..resources import read_table
from ..words.clitics import segment
from ..words.lexicon import frequencies
from .stream import KEPT, Stream, fold, fold_all, word_class

_LETTERS = re.compile("[ء-ي]+").fullmatch
_SUFFIXES = ("ه", "ها", "هم", "ت", "وا", "ين", "ات", "ون", "نا", "ا")
_FREQUENT = 3e-5  # a share of all words: no unlisted name is that frequent in general Arabic
_INFLECTED = 0.25
_ODD = 3e-6  # a share below which a word may be a name although forms of it are known
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س", "ي", "ت", "ن", "ا", "م")
_LEAST = 1e-7  # rarer words are taken for unknown: they told names no better


_VERBAL = [  # shapes of (folded) words, and what ي makes a verb of
    (re.compile(shape), stem)
    for shape, stem in (
        ("م(..)و(.)ا", r"\1\2"),  # مرفوقا
        ("م(..+)ا", r"\1"),  # معتبرا
        ("(.)ا(..)ا", r"\1\2"),  # قائلا
        ("ا(..+)ا(.)", r"\1\2"),  # إدخال
        ("ت(..)ي(.)", r"\1\2"),  # تحسين
        ("(?=.{5})ا?(.+)ت", r"\1"),  # قررت, اتحدت
    )
]


@functools.cache
def given_names(language: str | None = None, *, word: str | None = None) -> frozenset[str]:
    """Folded given names: all, or those of one language ("ar": Arabic), or those that are words besides.

    `word` is "also" for names as frequent as the word, "yes" for others.

    >>> fold("أحمد") in given_names("ar"), "جون" in given_names(), "جون" in given_names("ar")
    (True, True, False)
    """
    rows = read_table("given_names")
    chosen = (row for row in rows if language in (None, row["language"]) and word in (None, row["word"]))
    return frozenset(fold_all(row["name"] for row in chosen))


@functools.cache
def speech_verbs() -> tuple[tuple[str, str, str, str], ...]:
    """Folded verbs of speech and decision: قال, what its feminine قالت adds to, يقول, and their kind."""
    rows = [(fold(row["past"]), fold(row["present"]), row["kind"]) for row in read_table("speech_verbs")]
    cut = [past[:-1] if past[-1] in "اي" and len(past) > 2 else past for past, _, _ in rows]
    return tuple((past, stem, present, kind) for (past, present, kind), stem in zip(rows, cut, strict=True))


@functools.cache
def _frequencies() -> dict[str, float]:
    """General word frequencies by folded word; of several spellings, that of the most frequent."""
    known = {word: share for word, share in frequencies().items() if share >= _LEAST}
    words = fold_all(known)
    words = [old if old == new else new for old, new in zip(known, words, strict=True)]  # not held twice
    return dict(zip(reversed(words), reversed(known.values()), strict=True))


@functools.cache
def frequency(word: str) -> float:
    """Share of a (folded) word in general Arabic; 0 when it is rare."""
    return _frequencies().get(word, 0.0)


@functools.cache
def is_common(word: str) -> bool:
    """Is this (folded) word an ordinary word: very frequent, or seen with the article and with endings?

    Names are hardly inflected: next to بوتين there is no البوتين and no بوتينها.

    >>> is_common("رييس"), is_common("مدينه"), is_common("بوتين"), is_common("شولتس")
    (True, True, False, False)
    """
    known = _frequencies().get
    base = word[2:] if word.startswith("ال") and len(word) > 4 else word
    own = known(word, 0.0)
    if (own > _FREQUENT and word not in given_names()) or word in word_class("notname", "thing"):
        return True
    stem = base.removesuffix("ه")
    forms = ["ال" + base, base, stem, *(stem + suffix for suffix in _SUFFIXES), "ي" + base, "ت" + base]
    if base[0] in "يتن":
        forms += [first + base[1:] for first in "يتن"]
    left = _INFLECTED * max(own, 1e-6)
    for form in dict.fromkeys(forms):
        left -= known(form, 0.0) if form != word else 0.0
        if left < 0:  # most words need no more
            return True
    return False


# Bits, so that several are asked for at once (`kind & (CAN | GIVEN)`).
NOT, CAN, MAYBE, GIVEN, PARTICLE, CLOSING, ARTICLE, FAMILY, ODD = (1 << number for number in range(9))
# MAYBE: a given name that is a word besides; CLOSING: ends a name (الدين); ARTICLE: may be a name with ال;
# FAMILY: an ordinary word, but a family name after a given name (الشاعر, حداد); ODD: a rare word that looks
# inflected, but can be a family name there too (شومسكي)


class NameWords:
    """What each word of a vocabulary can be in a name; looked up when first asked."""

    def __init__(self, stream: Stream):
        self._words = stream.words
        self._kind = np.full(len(stream.words) + 1, -1, np.int16)  # -1: not asked yet
        self._share = np.full(len(stream.words) + 1, -1.0)
        self._kind[-1], self._share[-1] = NOT, 1

    def __call__(self, codes: np.ndarray) -> np.ndarray:
        """The kind of each of these words."""
        return self._look_up(codes, self._kind, name_kind)

    def frequency(self, codes: np.ndarray) -> np.ndarray:
        """Share of each of these words in general Arabic (0: rare); 1 where no word stands."""
        return self._look_up(codes, self._share, frequency)

    def _look_up(self, codes: np.ndarray, known: np.ndarray, of: Callable[[str], float]) -> np.ndarray:
        found = known[codes]
        if (found < 0).any():
            asked = np.zeros(len(known), bool)
            asked[codes[found < 0]] = True
            new = np.flatnonzero(asked)
            known[new] = [*map(of, map(self._words.__getitem__, new.tolist()))]
            found = known[codes]
        return found


@functools.cache
def name_kind(word: str) -> int:
    if word in word_class("particle"):
        return PARTICLE
    if word in word_class("closing"):
        return CLOSING
    if word in given_names():
        return MAYBE if word in given_names(word="yes") | given_names(word="also") else GIVEN
    definite = word.startswith("ال")
    if len(word) < 2 or word in _never() or not _LETTERS(word):
        return FAMILY if definite and word in word_class("title") else NOT
    if definite and _is_derived(word[2:]):
        return NOT
    if is_common(word):
        plural = word.endswith(("ات", "ون", "ين"))
        thing = word.endswith("ه") and frequency(word) > _ODD  # الشركة; العطية is rare
        family = definite and not plural and not thing and word not in word_class("notname", "thing")
        if family or word in word_class("surname"):
            return FAMILY
        rare = frequency(word) < _ODD and not word.startswith(_PREFIXES) and not word.endswith("ات")
        verbal = is_verbal(word) or "ي" + word in frequencies()
        return ODD if rare and not definite and not verbal and not _is_inflected(word) else NOT
    if _is_inflected(word) or is_verbal(word):
        return NOT
    return ARTICLE if definite else CAN


@functools.cache
def _never() -> frozenset[str]:
    """Function words and titles."""
    return KEPT | word_class("title", "inside") | {*fold_all(row["word"] for row in read_table("stop_words"))}


def _is_inflected(word: str) -> bool:
    """Forms that only verbs, possessed nouns, or words with a proclitic have."""
    if (
        word.startswith(("لل", "است"))
        or (word.endswith("ها") and len(word) > 4)
        or (word[0] == "و" and frequency(word) <= frequency(word[1:]))
    ):
        return True
    if word.endswith("ا") and (_common_rest(word[:-1]) or word[:-1] in word_class("title", "inside")):
        return True  # برنامجا
    rest = word[1:]
    attached = word[0] in "وفبلك" or (word[0] == "س" and rest[:1] in ("ي", "ت", "ن"))
    if attached and len(rest) > 2 and rest not in given_names() and _common_rest(rest):
        return True
    cut = segment(word)
    stem = fold(cut.stem)
    if cut.proclitics or cut.enclitics:
        ordinary = name_kind(stem) in (NOT, FAMILY, ODD)
        if ordinary and frequency(stem) > max(frequency(word), 5e-7):
            return True
    bare = word[len("".join(cut.proclitics)) :]
    stems = (bare.removesuffix(suffix) for suffix in _SUFFIXES if bare.endswith(suffix))
    return any(len(stem) > 2 and frequency(stem) > 5e-6 and is_common(stem) for stem in stems)


def _is_derived(word: str) -> bool:
    """Verbs that Arabic knows, their participles in the accusative, verbal nouns: معتبرا, إدخال."""
    for shape, stem in _VERBAL:
        if match := shape.fullmatch(word):
            verb = match.expand(stem)
            return len(verb) > 2 and "ي" + verb in frequencies()
    return False


def is_verbal(word: str) -> bool:
    """The same, and imperfects: يعتزم."""
    imperfect = len(word) > 4 and word[0] in "يتنا"
    return _is_derived(word) or (imperfect and all(person + word[1:] in frequencies() for person in "يت"))


@functools.cache
def _common_rest(rest: str) -> bool:
    return frequency(rest) > 2e-6 and is_common(rest)
