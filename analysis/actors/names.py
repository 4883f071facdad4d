"""Which words can be part of a person's name: given names, particles, words that Arabic does not inflect."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Collection, Iterable

import numpy as np
import pandas as pd

from ..resources import read_table
from ..words.clitics import segments_of
from ..words.lexicon import frequencies, function_words
from ..words.vocabulary import Vocabulary
from .spelling import Letters
from .stream import KEPT, Stream, fold, fold_all, folded, word_class

_LETTERS = re.compile("[ء-ي]{2,}").fullmatch
_ARTICLE, _TA_MARBUTA, _PERSON = (re.compile(part, re.MULTILINE) for part in ("^ال(?=...)", "ه$", "^[يتن]"))
_SUFFIXES = ("ه", "ها", "هم", "ت", "وا", "ين", "ات", "ون", "نا", "ا")
_FREQUENT = 3e-5  # a share of all words: no unlisted name is that frequent in general Arabic
_INFLECTED = 0.25
_ODD = 3e-6  # a share below which a word may be a name although forms of it are known
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "س", "ي", "ت", "ن", "ا", "م")
_BITS = 20  # of a table for 180,000 words
_LEAST = 1e-7  # rarer words are taken for unknown: they told names no better


_VERBAL = re.compile(  # shapes of (folded) words, and what ي makes a verb of
    "م(..)و(.)ا|"  # مرفوقا
    "م(...+)ا|"  # معتبرا
    "(.)ا(..)ا|"  # قائلا
    "ا(..+)ا(.)|"  # إدخال
    "ت(..)ي(.)|"  # تحسين
    "(?=.{5})ا?(.+)ت"  # قررت, اتحدت
)


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
def _general() -> tuple[Vocabulary, np.ndarray]:
    """The numbers of the words of general Arabic, folded, and the shares of their commonest spellings."""
    share = np.fromiter(frequencies().values(), float)
    known = share >= _LEAST
    letters, vocabulary = folded(itertools.compress(frequencies(), known)), Vocabulary(_BITS)
    number = vocabulary.codes(letters.all, letters.begin, letters.length)
    shares = np.zeros(len(vocabulary) + 1)
    shares[number[::-1]] = share[known][::-1]  # the first of equal ones stays
    return vocabulary, shares


def _numbers(words: Iterable[str]) -> np.ndarray:
    """The number of each (folded) word in general Arabic, -1 for one that it lacks."""
    letters = Letters(words)
    return _general()[0].codes(letters.all, letters.begin, letters.length, enter=False)


def shares(words: Iterable[str]) -> np.ndarray:
    """The share of each of these (folded) words in general Arabic; 0 for rare ones."""
    return _general()[1].take(_numbers(words))


def among(words: Iterable[str], some: Collection[str]) -> np.ndarray:
    """Which words are some of these?"""
    return np.fromiter(map(some.__contains__, words), bool)


def are_common(words: Iterable[str]) -> np.ndarray:
    """Which (folded) words are ordinary: very frequent, or seen with the article and with endings?

    Names are hardly inflected: next to بوتين there is no البوتين and no بوتينها.

    >>> are_common(["رييس", "مدينه", "بوتين", "شولتس"]).tolist()
    [True, True, False, False]
    """
    words = list(words)
    text = "\n".join(words)
    base = _ARTICLE.sub("", text)
    stem = _TA_MARBUTA.sub("", base)
    forms = [text, _around(base, "ال"), base, stem, *(_around(stem, "", suffix) for suffix in _SUFFIXES)]
    forms += [_around(base, "ي"), _around(base, "ت"), *(_PERSON.sub(person, base) for person in "يتن")]
    number = _numbers(forms).reshape(len(forms), -1)
    share = _general()[1].take(number)
    common = (share[0] > _FREQUENT) & ~among(words, given_names())
    left = _INFLECTED * np.maximum(share[0], 1e-6)
    for i in range(1, len(forms)):  # each form that is not the word itself, once
        left -= np.where((number[:i] == number[i]).any(axis=0), 0, share[i])
    return common | (left < 0) | among(words, word_class("notname", "thing"))


def _around(text: str, prefix: str, suffix: str = "") -> str:
    """What is written onto every line of a text."""
    return prefix + text.replace("\n", f"{suffix}\n{prefix}") + suffix


# Bits, so that several are asked for at once (`kind & (CAN | GIVEN)`).
NOT, CAN, MAYBE, GIVEN, PARTICLE, CLOSING, ARTICLE, FAMILY, ODD = (1 << number for number in range(9))
# MAYBE: a given name that is a word besides; CLOSING: ends a name (الدين); ARTICLE: may be a name with ال;
# FAMILY: an ordinary word, but a family name after a given name (الشاعر, حداد); ODD: a rare word that looks
# inflected, but can be a family name there too (شومسكي)


class NameWords:
    """What each word of a vocabulary can be in a name; looked up when first asked."""

    def __init__(self, stream: Stream):
        self._stream, words = stream, len(stream.spelling)
        self._kind = np.full(words + 1, -1, np.int16)  # -1: not asked yet
        self._share = np.full(words + 1, -1.0)
        self._kind[-1], self._share[-1] = NOT, 1

    def __call__(self, codes: np.ndarray) -> np.ndarray:
        """The kind of each of these words."""
        return self._look_up(codes, self._kind, name_kinds)

    def frequency(self, codes: np.ndarray) -> np.ndarray:
        """Share of each of these words in general Arabic (0: rare); 1 where no word stands."""
        return self._look_up(codes, self._share, shares)

    def _look_up(
        self, codes: np.ndarray, known: np.ndarray, of: Callable[[list[str]], np.ndarray]
    ) -> np.ndarray:
        found = known[codes]
        if (found < 0).any():
            new = pd.unique(codes[found < 0])
            known[new] = of(self._stream.spelt(new))
            found = known[codes]
        return found


def name_kinds(words: Iterable[str]) -> np.ndarray:
    """The kind of each of these (folded) words."""
    words, known = list(words), _kinds()
    new = [word for word in dict.fromkeys(words) if word not in known]
    spelt = [*filter(_LETTERS, new)]
    kinds = _kinds_of(spelt).tolist() if spelt else []
    known |= dict.fromkeys(new, NOT) | dict(zip(spelt, kinds, strict=True))
    return np.fromiter(map(known.__getitem__, words), np.int16, len(words))


@functools.cache
def _kinds() -> dict[str, int]:
    """The kinds of listed words, the last list first; those of others are added when they are asked."""
    titles = word_class("title")
    stop_words = fold_all(row["word"] for row in read_table("stop_words"))
    kinds = dict.fromkeys([*KEPT, *titles, *word_class("inside"), *stop_words], NOT)
    kinds |= {title: FAMILY for title in titles if title.startswith("ال")}
    kinds |= dict.fromkeys(given_names(), GIVEN)
    kinds |= dict.fromkeys(given_names(word="yes") | given_names(word="also"), MAYBE)
    kinds |= dict.fromkeys(word_class("closing"), CLOSING)
    return kinds | dict.fromkeys(word_class("particle"), PARTICLE)


def _kinds_of(words: list[str]) -> np.ndarray:
    """The kinds of words that no list has, all of two Arabic letters or more."""
    shaped, share = Letters(words).shaped, shares(words)
    formed = _are_formed(words, share)
    definite, surname = shaped(("ال",)), among(words, word_class("surname"))
    derived = chosen(definite, _are_derived, [word[2:] for word in words])
    common = chosen(definite | surname | ~formed, are_common, words)
    family = definite & ~shaped(end=("ات", "ون", "ين"))
    family &= (share <= _ODD) | ~shaped(end=("ه",))  # الشركة is a thing; العطية is rare
    family &= ~among(words, word_class("notname", "thing"))
    odd = common & (share < _ODD) & ~shaped(_PREFIXES) & ~shaped(end=("ات",))
    odd[odd] = ~among(["ي" + word for word in itertools.compress(words, odd)], frequencies())
    rest = np.select([common, definite], [ODD, ARTICLE], CAN)
    no_name = formed | (common & ~odd)
    kind = np.select([derived, common & (family | surname), no_name], [NOT, FAMILY, NOT], rest)
    kind[chosen(kind == rest, _are_cut, words)] = NOT
    return kind


def _are_formed(words: list[str], share: np.ndarray) -> np.ndarray:
    """Which are verbs, or have a form that only verbs, possessed nouns, or words with a proclitic have?"""
    shaped, rest, noun = Letters(words).shaped, [word[1:] for word in words], [word[:-1] for word in words]
    found = shaped(("لل", "است")) | shaped(end=("ها",), least=5) | _are_derived(words)
    found |= shaped(("و",)) & (share <= shares(rest))
    accusative = shaped(end=("ا",))  # برنامجا
    found |= accusative & among(noun, word_class("title", "inside"))
    attached = shaped((*"وفبلك", "سي", "ست", "سن"), least=4) & ~among(rest, given_names())
    found |= chosen(shaped((*"يتنا",), least=5), _are_imperfect, rest)
    either = np.concatenate([accusative & ~found, attached & ~found])
    return found | chosen(either, _are_known_words, noun + rest).reshape(2, -1).any(axis=0)


@functools.cache
def _clitics(place: str) -> frozenset[str]:
    """The spellings of proclitics or enclitics."""
    return frozenset(row["clitic"] for row in read_table("clitics") if row["place"] == place) - {"ال"}


def _are_cut(words: list[str]) -> np.ndarray:
    """Which are ordinary words with clitics or endings?"""
    letters = Letters(words)
    maybe = letters.shaped(_clitics("proclitic")) | letters.shaped(end=_clitics("enclitic"))
    which = np.flatnonzero(maybe | among(words, function_words())).tolist()
    cuts = segments_of([words[i] for i in which], alone=True)
    cut = {i: cut for i, cut in zip(which, cuts, strict=True) if cut.proclitics or cut.enclitics}
    stems, whole = fold_all(cut.stem for cut in cut.values()), [words[i] for i in cut]
    found = np.zeros(len(words), bool)
    usual = shares(stems) > np.maximum(shares(whole), 5e-7)
    found[np.array([*cut], int)] = chosen(
        usual, lambda stems: name_kinds(stems) & (NOT | FAMILY | ODD) > 0, stems
    )
    bare = [word[len("".join(cut[i].proclitics)) :] if i in cut else word for i, word in enumerate(words)]
    ending = [(i, word) for i, word in enumerate(bare) if word.endswith(_SUFFIXES)]
    endings = [(i, suffix) for i, word in ending for suffix in _SUFFIXES if word.endswith(suffix)]
    stems = [bare[i].removesuffix(suffix) for i, suffix in endings]
    known = _are_known_words(stems, least=5e-6) & Letters(stems).shaped(least=3)
    found[[i for i, _ in itertools.compress(endings, known)]] = True
    return found


def _are_known_words(words: list[str], least: float = 2e-6) -> np.ndarray:
    return chosen(shares(words) > least, are_common, words)


def _are_derived(words: list[str]) -> np.ndarray:
    """Which are verbs that Arabic knows, their participles in the accusative, verbal nouns: معتبرا, إدخال?"""
    known, letters = frequencies(), Letters(words)
    maybe = letters.shaped(("ا", "ت")) | letters.shaped(end=("ا", "ت"))  # the pattern asks for one of these
    found = map(_VERBAL.fullmatch, itertools.compress(words, maybe))
    maybe[maybe] = [shape is not None and "ي" + "".join(shape.groups("")) in known for shape in found]
    return maybe


def _are_imperfect(words: list[str]) -> np.ndarray:
    """Which make verbs such as يعتزم when a person stands before them?"""
    known = frequencies()
    return np.fromiter(("ي" + word in known and "ت" + word in known for word in words), bool, len(words))


def chosen(mask: np.ndarray, test: Callable[[list[str]], np.ndarray], words: list[str]) -> np.ndarray:
    """Where the mask holds and the words pass a test; only those are tested."""
    mask = mask.copy()
    if mask.any():
        mask[mask] = test([*itertools.compress(words, mask)])
    return mask
