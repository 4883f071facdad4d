"""How often each word stands in general Arabic, which names are known, and what function words fuse to."""

from __future__ import annotations

import functools
import gc

from ..normalization import normalize
from ..resources import read_table

UNSEEN = 1e-9  # added to every share, so that a word outside the list can be weighed too
_RANKS = 770  # shares below 2e-8, a quarter of the list, change 3 cuts in 20,000 and take 15 MB
NAME = 1e-7  # a known name counts as a word of at least this share


@functools.cache
def frequencies() -> dict[str, float]:
    """The share of each Arabic word among all words of general Arabic.

    Examples
    --------
    >>> frequencies()["فرنسا"] > frequencies()["ماكرون"] > 0
    True

    Source: the list of the package wordfreq (Robyn Speer, 2022, doi:10.5281/zenodo.7199437).
    """
    import wordfreq

    ranks = wordfreq.get_frequency_list("ar", wordlist="best")  # ranks[n] have the share 10 ** (-n / 100)
    wordfreq.get_frequency_list.cache_clear()
    del ranks[_RANKS:]
    gc.collect()  # now, so that the table takes the place of what goes
    share = {}
    for centibels, words in enumerate(ranks):
        share |= dict.fromkeys(filter(is_arabic, words), 10 ** (-centibels / 100))
    for name in names():
        share[name] = max(share.get(name, 0), NAME)
    return share


def is_arabic(word: str) -> bool:
    """Whether a word begins with an Arabic letter."""
    return "\u0620" < word[:1] < "\u064b"


@functools.cache
def names() -> frozenset[str]:
    """Words of names, which are never cut: from the tables of actors, names, given names and places.

    Examples
    --------
    >>> {"ماكرون", "ويتكوف", "فاسيل", "سيدني", "بجاية"} <= names()
    True
    """
    words = (_fields("given_names", "name") | _fields("names", "name") | _places()) - _ambiguous()
    words = {word for word in words if " " not in word}
    for name in _fields("actors", "aliases", "demonyms", "plurals", "capitals"):
        first, *others = name.split() or [""]
        # ترينيداد وتوباغو, الاتحاد الدولي لكرة القدم: "and", "of" are no part of the name
        words |= {first, *(word for word in others if not word.startswith(("و", "ل")))}
    words = {normalize(word) for word in words}
    return frozenset(word for word in words if len(word) > 2 and not word.startswith(("ال", "لل")))


def _fields(table: str, *columns: str) -> set[str]:
    """What stands in some columns of a table; a field may hold several values."""
    return {value for row in read_table(table) for column in columns for value in row[column].split("|")}


def _places() -> set[str]:
    return _fields("places", "name", "aliases")


def _ambiguous() -> set[str]:
    return {row["name"] for row in read_table("names") if row["kind"] == "ambiguous"}


@functools.cache
def proper_names() -> frozenset[str]:
    """Names of one word, with and without their article: they are their own lemma.

    Examples
    --------
    >>> {"كوبا", "السودان", "سودان"} <= proper_names()
    True
    """
    words = (_fields("names", "name") | _places()) - _ambiguous() | _fields("actors", "aliases", "capitals")
    words = {normalize(word) for word in words if word and " " not in word}
    return frozenset(words | {word.removeprefix("ال") for word in words})


@functools.cache
def function_words() -> dict[str, tuple[str, str, str]]:
    """Each spelling of a function word with what it fuses to, as (proclitics, stem, pronoun).

    Examples
    --------
    >>> function_words()["فإنهم"] == ("ف", "إن", "هم"), function_words()["للذين"] == ("ل", "الذين", "")
    (True, True)
    """
    spelled: dict[str, tuple[str, str, str]] = {}
    rows = sorted(read_table("closed_class"), key=lambda row: row["proclitics"] != "-")
    for conjunction in ("", "و", "ف"):
        for row in rows:
            stem = row["stem"]
            for proclitic in row["proclitics"].replace("-", " ").split(" "):
                for pronoun in ("", *row["pronouns"].split()):
                    head = (row["before_pronoun"] or stem) if pronoun else stem
                    if len(head + pronoun) > 1:
                        word = conjunction + (proclitic + head + pronoun).replace("لال", "لل")
                        spelled.setdefault(word, (conjunction + proclitic, stem, pronoun))
    return spelled
