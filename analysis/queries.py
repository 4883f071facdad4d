"""Finding a word or phrase whatever its vowel marks, tatweel, hamza spelling or clitics."""

from __future__ import annotations

import fnmatch
import functools
import re

import numpy as np
import pandas as pd

from .normalization import normalize
from .units import column

_TERM = re.compile(r"(?:[^\W_]|[*?])+")


def matches(tokens: pd.DataFrame, query: str, *, by: str = "form") -> list[np.ndarray]:
    """For each word of a query, which tokens it names (a bool for each token)."""
    values = column(tokens, by)
    hits = [_named(_Names(values.categories), term, by) for term in terms_of(query)]
    return [np.append(hit, False)[values.codes] for hit in hits]


def terms_of(query: str) -> list[str]:
    """The words of a query.

    >>> len(terms_of("رئيس الوزراء")), terms_of("NATO*")
    (2, ['nato*'])
    """
    terms = _TERM.findall(normalize(query))
    if not terms:
        raise ValueError(f"the query {query!r} holds no word")
    return terms


def _named(names: _Names, term: str, by: str) -> np.ndarray:
    keys, place = names.keys(by)
    folded = normalize(term, "search")
    if "*" in term or "?" in term:
        pattern = re.compile(fnmatch.translate(folded))
        return np.fromiter((pattern.match(key) is not None for key in keys), bool, len(keys))
    hit = np.zeros(len(keys), bool)
    if folded not in place and by != "word":
        from .clitics import word_forms, word_lemmas

        forms = word_forms([term])
        folded = normalize((word_lemmas(forms) if by == "lemma" else forms)[0], "search")
    hit[place.get(folded, [])] = True
    return hit


class _Names:
    """The categories of a column, hashed by identity so that they are folded once for many queries."""

    def __init__(self, index: pd.Index):
        self.index = index

    def __hash__(self) -> int:
        return id(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Names) and self.index is other.index

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def keys(self, by: str) -> tuple[list[str], dict[str, list[int]]]:
        """The `search` form of each name, and where each of these stands."""
        names = list(self.index)
        if by == "lemma":
            from .clitics import word_lemmas

            names = word_lemmas(names)
        keys = [normalize(name, "search") for name in names]
        place: dict[str, list[int]] = {}
        for i, key in enumerate(keys):
            place.setdefault(key, []).append(i)
        return keys, place
