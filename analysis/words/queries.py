"""Finding a word or phrase whatever its vowel marks, tatweel, hamza spelling or clitics."""

from __future__ import annotations

import fnmatch
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..normalization import normalize
from .places import places_in
from .selection import column

_TERM = re.compile(r"(?:[^\W_]|[*?])+")


class Occurrences(NamedTuple):
    """Where queries were found: one value for each time, query by query, in reading order."""

    query: np.ndarray  # its number
    first: np.ndarray  # number of its first token
    last: np.ndarray


def occurrences(tokens: pd.DataFrame, queries: Sequence[str], *, by: str = "form") -> Occurrences:
    """Find each query: its words one after another in one sentence."""
    name = column(tokens, by)
    values = tokens[name].array
    categories, codes = Categories(values.categories), values.codes
    article, sentence = tokens["article"].array.codes, tokens["sentence"].to_numpy()
    wanted = [[_named(categories, term, by) for term in terms_of(query)] for query in queries]
    anywhere = places_in(tokens, name).of([hit for first, *_ in wanted for hit in first])
    found, lengths = [np.empty(0, np.int64)], np.array([len(terms) for terms in wanted], np.int64)
    for first, *others in wanted:
        begin = anywhere[np.isin(codes[anywhere], first)]
        for i, named in enumerate(others, 1):
            begin = begin[begin + i < len(tokens)]
            same = (article[begin] == article[begin + i]) & (sentence[begin] == sentence[begin + i])
            begin = begin[same & np.isin(codes[begin + i], named)]
        found.append(begin)
    query = np.repeat(np.arange(len(queries)), [len(begin) for begin in found[1:]])
    first = np.concatenate(found)
    return Occurrences(query, first, first + lengths[query] - 1)


def terms_of(query: str) -> list[str]:
    """The words of a query.

    >>> len(terms_of("رئيس الوزراء")), terms_of("NATO*")
    (2, ['nato*'])
    """
    terms = _TERM.findall(normalize(query))
    if not terms:
        raise ValueError(f"the query {query!r} holds no word")
    return terms


def _named(categories: Categories, term: str, by: str) -> list[int]:
    """Which names a term stands for: those spelt alike but for أ إ آ; if none, also but for ى ي and ة ه."""
    known = categories.folded(by, "match")
    if "*" in term or "?" in term:
        matches = re.compile(fnmatch.translate(_fold(term))).match
        return [place for name, places in known.items() if matches(name) for place in places]
    if by != "word" and _fold(term) not in known:
        from .clitics import word_forms, word_lemmas

        (term,) = word_lemmas(word_forms([term])) if by == "lemma" else word_forms([term])
    return known.get(_fold(term)) or categories.folded(by, "search").get(_fold(term, "search"), [])


def _fold(text: str, form: str = "match") -> str:
    return normalize(text, form, add=["alef"])


class Categories:
    """The categories of a column, hashed by identity, so that what is dear is done once for many calls."""

    def __init__(self, index: pd.Index):
        self.index = index

    def __hash__(self) -> int:
        return id(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Categories) and self.index is other.index

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def order(self) -> np.ndarray:
        """The places of the names in the order of code points."""
        return self.index.argsort()

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def rank(self) -> np.ndarray:
        """The place of each name in the order of code points; the last, of a missing name, is -1."""
        rank = np.full(len(self.index) + 1, -1, np.int32)
        rank[self.order()] = np.arange(len(self.index))
        return rank

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def folded(self, by: str, form: str) -> dict[str, list[int]]:
        """The names in a form in which queries are compared, and the places of those that are then equal."""
        names, places = self.index.tolist(), {}
        if by == "lemma":
            from .clitics import word_lemmas

            names = word_lemmas(names)
        folded = _fold("\n".join(names), form).split("\n")[: len(names)]
        for place, name in enumerate(folded):
            places.setdefault(name, []).append(place)
        return places
