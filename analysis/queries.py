"""Finding a word or phrase whatever its vowel marks, tatweel, hamza spelling or clitics."""

from __future__ import annotations

import fnmatch
import functools
import operator
import re

import numpy as np
import pandas as pd

from .normalization import normalize
from .selection import column

_BLOCK = 1 << 18  # tokens looked at in one go: what a processor's cache holds
_TERM = re.compile(r"(?:[^\W_]|[*?])+")


def occurrences(tokens: pd.DataFrame, query: str, *, by: str = "form") -> tuple[np.ndarray, np.ndarray]:
    """First and last token of each occurrence of a query: its words one after another in one sentence."""
    values = column(tokens, by)
    names, codes = Names(values.categories), values.codes
    first, *others = (_named(names, term, by) for term in terms_of(query))
    begin = _places(codes, first)
    for i, named in enumerate(others, 1):
        article, sentence = tokens["article"].array.codes, tokens["sentence"].to_numpy()
        begin = begin[begin + i < len(tokens)]
        same = (article[begin] == article[begin + i]) & (sentence[begin] == sentence[begin + i])
        begin = begin[same & named[codes[begin + i]]]
    return begin, begin + len(others)


def _places(codes: np.ndarray, named: np.ndarray) -> np.ndarray:
    """Where the tokens stand that have one of the named codes."""
    few, found = np.flatnonzero(named).tolist(), [np.empty(0, np.int64)]
    for begin in range(0, len(codes) if few else 0, _BLOCK):
        part = codes[begin : begin + _BLOCK]
        one_by_one = [part == code for code in few] if len(few) <= 4 else [named[part]]
        hit = functools.reduce(operator.or_, one_by_one)
        found.append(np.flatnonzero(hit) + begin)
    return np.concatenate(found)


def terms_of(query: str) -> list[str]:
    """The words of a query.

    >>> len(terms_of("رئيس الوزراء")), terms_of("NATO*")
    (2, ['nato*'])
    """
    terms = _TERM.findall(normalize(query))
    if not terms:
        raise ValueError(f"the query {query!r} holds no word")
    return terms


def _named(names: Names, term: str, by: str) -> np.ndarray:
    """Which names a term stands for: those spelt alike but for أ إ آ; if none, also but for ى ي and ة ه."""
    named = np.zeros(len(names.index), bool)
    if "*" in term or "?" in term:
        matches = re.compile(fnmatch.translate(normalize(term, add=["alef"]))).match
        hits = [where for name, where in names.folded(by, "match").items() if matches(name)]
        named[[i for where in hits for i in where]] = True
        return named
    forms = [term]
    if by != "word" and normalize(term, add=["alef"]) not in names.folded(by, "match"):
        from .clitics import word_forms, word_lemmas

        forms = word_forms([term])
        forms = word_lemmas(forms) if by == "lemma" else forms
    for form in ("match", "search"):
        if hits := names.folded(by, form).get(normalize(forms[0], form, add=["alef"])):
            named[hits] = True
            break
    return named


class Names:
    """The categories of a column, hashed by identity so that they are folded once for many queries."""

    def __init__(self, index: pd.Index):
        self.index = index

    def __hash__(self) -> int:
        return id(self.index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Names) and self.index is other.index

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def plain(self) -> np.ndarray:
        """The names as Python strings."""
        return self.index.to_numpy(object)

    @functools.lru_cache(maxsize=4)  # noqa: B019 - a few vocabularies, kept on purpose
    def folded(self, by: str, form: str) -> dict[str, list[int]]:
        """The names in a form in which queries are compared, and the places of those that are then equal."""
        names, places = self.index.tolist(), {}
        if by == "lemma":
            from .clitics import word_lemmas

            names = word_lemmas(names)
        folded = normalize("\n".join(names), form, add=["alef"]).split("\n")[: len(names)]
        for place, name in enumerate(folded):
            places.setdefault(name, []).append(place)
        return places
