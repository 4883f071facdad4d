"""How often each word stands in general Arabic, which names are known, and what function words fuse to."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from .normalization import normalize
from .resources import read_table

UNSEEN = 1e-9  # the rarest word of the list has a share of 1e-8
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

    share = {}
    for centibels, words in enumerate(wordfreq.get_frequency_list("ar", wordlist="best")):
        share |= dict.fromkeys((word for word in words if is_arabic(word)), 10 ** (-centibels / 100))
    wordfreq.get_frequency_list.cache_clear()
    for name in names():
        share[name] = max(share.get(name, 0), NAME)
    return share


def is_arabic(word: str) -> bool:
    """Whether a word begins with an Arabic letter."""
    return "\u0620" < word[:1] < "\u064b"


@functools.cache
def names() -> frozenset[str]:
    """Words of names, which are never cut: from the actor table, our list of names, and the places of CLDR.

    Examples
    --------
    >>> {"ماكرون", "ويتكوف", "فاسيل", "سيدني"} <= names()
    True
    """
    words = {*_places(), *(row["name"] for row in read_table("names"))}
    for row in read_table("actors"):
        for column in ("aliases", "demonyms", "plurals", "capitals"):
            for name in row[column].split("|"):
                first, *others = name.split() or [""]
                # ترينيداد وتوباغو, الاتحاد الدولي لكرة القدم: "and", "of" are no part of the name
                words |= {first, *(word for word in others if not word.startswith(("و", "ل")))}
    words = {normalize(word) for word in words}
    return frozenset(word for word in words if len(word) > 2 and not word.startswith(("ال", "لل")))


@functools.cache
def proper_names() -> frozenset[str]:
    """Names of one word, with and without their article: they are their own lemma.

    Examples
    --------
    >>> {"كوبا", "السودان", "سودان"} <= proper_names()
    True
    """
    rows = read_table("actors")
    words = {word for row in rows for column in ("aliases", "capitals") for word in row[column].split("|")}
    words = {normalize(word) for word in words if word and " " not in word}
    return frozenset(words | {word.removeprefix("ال") for word in words})


def _places() -> Iterator[str]:
    """Territories and cities (of the time zones) that CLDR, through babel, writes as one word."""
    from babel import Locale

    arabic = Locale("ar")
    cities = (zone.get("city") for zone in arabic.time_zones.values())
    return (name for name in [*arabic.territories.values(), *cities] if name and " " not in name)


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
