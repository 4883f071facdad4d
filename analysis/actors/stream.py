"""Tokens as plain arrays, folded for look-up: what the rules for actors read instead of text."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from ..normalization import normalize
from ..resources import read_table
from ..words.counting import bincount, portions, take
from .slices import lines
from .spelling import Letters, Spelling

FAR = 255  # fits a byte
KEPT = frozenset({"على", "وعلى", "فعلى", "بأن", "وبأن", "فإن"})  # not folded into the names علي, بان, فان
_FOLDED = str.maketrans("أإآٱىةؤئڤپ", "اااايهويفب")  # ڤ, پ: in foreign names, mostly spelt without


def fold(text: str) -> str:
    """The form in which names are compared: the search form, and و, ي, ف, ب for ؤ, ئ, ڤ, پ.

    >>> fold("إسرائيل") == fold("اسراييل"), fold("سوريّة") == fold("سوريه"), fold("ڤيتنام") == "فيتنام"
    (True, True, True)
    """
    return normalize(text).translate(_FOLDED)


def fold_all(words: Iterable[str]) -> list[str]:
    """Each of many words folded, far quicker than one by one.

    >>> fold_all(["إسرائيل", "سوريّة"]) == [fold("إسرائيل"), fold("سوريّة")], fold_all([])
    (True, [])
    """
    return folded(words).words()


@functools.cache
def _folds() -> tuple[np.ndarray, np.ndarray]:
    """What each letter is folded to (0: nothing), and which ones need to be folded with those around them."""
    folds, odd = np.arange(0x10000, dtype=np.uint16), np.ones(0x10000, bool)
    invisible = range(0x200B, 0x2010)
    for code in (ord("\n"), *range(ord(" "), 0x7F), *range(ord("ء"), 0x700), *invisible):
        letter = fold(chr(code))
        if len(letter) == 1 or code in invisible:
            folds[code], odd[code] = ord(letter or "\0"), False
    return folds, odd


def folded(words: Iterable[str]) -> Letters:
    """The letters of words when each is folded."""
    letters, (folds, odd) = Letters(words), _folds()
    pieces, done = [], 0
    for place in np.unique(np.searchsorted(letters.end, np.flatnonzero(odd.take(letters.all)))).tolist():
        word = Letters([normalize(*letters.take(np.array([place])).words())])
        pieces += [letters.all[done : letters.begin[place]], word.all[: word.end[0]]]
        done = letters.end[place]
    units = folds.take(np.concatenate([*pieces, letters.all[done:]]))
    return Letters.of(units if units.all() else units[units > 0])


@functools.cache
def word_class(*names: str) -> frozenset[str]:
    """The folded words of classes of `data/actor_words.csv`.

    >>> fold("رئيس") in word_class("title"), fold("نهر") in word_class("title", "geo")
    (True, True)
    """
    bits, words = _class_bits()
    asked = sum(bits[name] for name in names)
    return frozenset(word for word, bit in words.items() if bit & asked)


@functools.cache
def _class_bits() -> tuple[dict[str, int], dict[str, int]]:
    """A bit for each class, and the bits of each word of that file."""
    listed = [(row["class"], word) for row in read_table("actor_words") for word in row["words"].split()]
    bits = {name: 1 << number for number, name in enumerate(dict.fromkeys(name for name, _ in listed))}
    words: dict[str, int] = {}
    for (name, word), spelt in zip(listed, fold_all(word for _, word in listed), strict=True):
        for form in {spelt, word} if word in KEPT else (spelt,):
            words[form] = words.get(form, 0) | bits[name]
    return bits, words


def bare(word: str, cut: int) -> str:
    """A written form without its proclitics; للاتحاد is الاتحاد."""
    return "ال" + word[cut + 2 :] if word[cut:].startswith("لل") else word[cut:]


def _once(method: Callable) -> Callable:
    """Remember for each object what its method answered to the same arguments."""

    @functools.wraps(method)
    def answer(self, *asked, **options):
        key = (method.__name__, *asked, *options.items())
        if key not in self._answers:
            self._answers[key] = method(self, *asked, **options)
        return self._answers[key]

    return answer


class Stream:
    """One corpus as arrays over its tokens; `code[i]` is the code of the folded word of token i.

    `gap` has the characters between token i and i + 1 of one sentence, else a large number. Masks hold one
    value per word of the vocabulary, and a last one for no word (code -1).
    """

    def __init__(self, tokens: pd.DataFrame, articles: pd.DataFrame):
        word = tokens["word"].array
        letters = Letters(lines(word.categories))
        folded = _folds()[0].take(letters.all)
        for place in np.flatnonzero(word.categories.isin(KEPT)).tolist():
            kept = slice(letters.begin[place], letters.end[place])
            folded[kept] = letters.all[kept]
        letters.all = folded
        self.spelling = Spelling(letters)
        self.code = take(self.spelling.code, word.codes)
        self.article = article = np.asarray(tokens["article"].array.codes, np.int32)
        self.sentence, self.start, self.end = (
            tokens[name].to_numpy() for name in ("sentence", "start", "end")
        )
        self.gap = np.full(len(tokens), FAR, np.uint8)
        for some in portions(article):
            here, after = slice(some.start, some.stop - 1), slice(some.start + 1, some.stop)
            self.gap[here] = np.minimum(self.start[after] - self.end[here], FAR)
            opens = (article[after] != article[here]) | (self.sentence[after] != self.sentence[here])
            self.gap[here][opens] = FAR
        self._texts, self._answers = articles["text"].array, {}

    def __len__(self) -> int:
        return len(self.code)

    def spelt(self, codes: np.ndarray, cut: np.ndarray | int = 0) -> list[str]:
        """The folded words with these codes, without so many of their first letters."""
        return self.spelling.letters.take(codes, cut).words()

    def printed(self, at: int) -> str:
        """A token with its vowel marks."""
        return self._texts[int(self.article[at])][self.start[at] : self.end[at]]

    def around(self, at: int, width: int = 100) -> tuple[str, str]:
        """The text up to the token before one, and what is printed between the two."""
        text, end = self._texts[int(self.article[at])], self.end[at - 1]
        return text[max(0, end - width) : end], text[end : self.start[at]].strip()

    def where(self, mask: np.ndarray) -> np.ndarray:
        """The tokens whose word is in a mask."""
        return np.flatnonzero(take(mask, self.code))

    def mask(self, words: Iterable[str]) -> np.ndarray:
        """Which words are one of these?"""
        hit = np.zeros(len(self.spelling) + 1, bool)
        hit[self.spelling.find(words)] = True
        hit[-1] = False
        return hit

    def has(self, *classes: str) -> np.ndarray:
        """Which words are in one of these classes, as they stand?"""
        return self._in_class("plain", *classes)

    def attaches(self, *classes: str, short: bool = False) -> np.ndarray:
        """Which are such words, with proclitics or without? Short ones take only و and ف unless `short`."""
        return self._in_class("any" if short else "usual", *classes)

    @_once
    def _in_class(self, proclitics: str, *classes: str) -> np.ndarray:
        asked = sum(_class_bits()[0][name] for name in classes)
        return (self._classes[proclitics] & np.uint64(asked)) > 0

    @functools.cached_property
    def _classes(self) -> dict[str, np.ndarray]:
        """The classes of each word, as bits, by what may be written onto it."""
        words = _class_bits()[1]
        bits, long = np.array([*words.values()], np.uint64), np.array([len(word) > 3 for word in words])
        plain, usual, every = (np.zeros(len(self.spelling) + 1, np.uint64) for _ in range(3))
        np.bitwise_or.at(plain, self.spelling.find(words), bits)
        for proclitic in ("", "و", "ف"):
            np.bitwise_or.at(usual, self.spelling.find(proclitic + word for word in words), bits)
        word, _, head = self.spelling.find_heads(self.spelling.numbers(Letters(words)))
        np.bitwise_or.at(every, word, bits[head])
        np.bitwise_or.at(usual, word, np.where(long, bits, 0)[head])
        plain[-1] = usual[-1] = 0  # words that this corpus lacks
        return {"plain": plain, "usual": usual, "any": every}

    def cut(self, words: Iterable[str]) -> np.ndarray:
        """The length of the proclitics before one of these words; -1 for other words."""
        return self.read(dict.fromkeys(words, 0))[1]

    def read(self, heads: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
        """For each word the value of the head that it is a written form of, and the length of its proclitics.

        The least cut wins. ل and the article are written لل: there the article belongs to the name as
        printed, and so do both ل. Both are -1 for other words.
        """
        which, cut = self.read_numbers(self.spelling.numbers(Letters(heads)))
        return np.array([*heads.values(), -1], np.int64)[which], cut

    def read_numbers(self, heads: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The same for heads by their numbers: which one each word is, in place of a value."""
        which, cut = (np.full(len(self.spelling) + 1, -1, np.int32) for _ in range(2))
        word, length, head = self.spelling.find_heads(heads)
        which[word], cut[word] = head, length
        return which, cut

    @_once
    def shaped(self, start: tuple[str, ...] = (), end: tuple[str, ...] = (), least: int = 1):
        """Which words begin and end so, and have so many letters?"""
        return np.append(self.spelling.letters.shaped(start, end, least), False)

    def attached(self, codes: np.ndarray) -> np.ndarray:
        """Which are words such as ببنزرت: without ب, ل, و or ف they are more frequent in this corpus?"""
        fits = self.shaped(("ب", "ل", "و", "ف"), least=4)[codes]
        back, asked = pd.factorize(codes[fits])
        rest = self.spelling.codes(self.spelling.numbers(self.spelling.letters.take(asked, 1)))
        fits[fits] = ((rest >= 0) & (self._count[rest] > self._count[asked]))[back]
        return fits

    @functools.cached_property
    def _count(self) -> np.ndarray:
        return bincount(self.code, len(self.spelling) + 1)

    def before(self, at: np.ndarray, widest: int = 1) -> np.ndarray:
        """Code of the word before token `at`, -1 where more characters lie between than `widest`."""
        before = at - 1
        near = (before >= 0) & (self.gap.take(before) <= widest)
        return np.where(near, self.code.take(before), -1)

    def after(self, at: np.ndarray) -> np.ndarray:
        """Code of the word after token `at`, -1 where more than a space lies between."""
        near = self.gap.take(at) <= 1
        return np.where(near, self.code.take(at + 1, mode="clip"), -1)
