"""From a table of actors to every spelling of their names, and to where those stand in a corpus."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..words.counting import portions, take
from .names import is_common
from .spans import AS_PLACE, CAPITAL, DEMONYM, NAME, SURNAME, leftmost, spans
from .stream import Stream, fold, word_class
from .tables import COUNTRY, KINDS, PERSON, PLACE

_STATES = ("الجمهوريه", "المملكه", "السلطنه")
_ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "تين", "تان", "ا")


def inflect(nisba: str) -> Iterator[str]:
    """Gender, number and definiteness of a (folded) relative adjective: روسي → الروسية, للروسيين…

    >>> forms = set(inflect("روسي"))
    >>> {"روسيه", "الروسيين", "للروسي"} <= forms, len(forms)
    (True, 27)
    """
    words = nisba.split()
    for ending in _ENDINGS:
        yield from _with_article([word + ending for word in words])
        if len(words) > 1:  # جنوب أفريقية, الجنوب أفريقية
            yield from _with_article([*words[:-1], words[-1] + ending])
            yield " ".join(["ال" + words[0], *words[1:-1], words[-1] + ending])
            yield " ".join([*words[:-1], "ال" + words[-1] + ending])


def _with_article(words: list[str]) -> Iterator[str]:
    rest = ["ال" + word for word in words[1:]]
    yield " ".join(words)
    yield " ".join(["ال" + words[0], *rest])
    yield " ".join(["لل" + words[0], *rest])
    if words[0][:1] == "ل":  # الالبنانية, a slip for اللبنانية
        yield " ".join(["الا" + words[0], *rest])


def variants(name: str) -> Iterator[str]:
    """Other spellings of a (folded) foreign name: غ as ج (Egypt), in longer ones as ق or ك; a final ة as ا.

    >>> "جرينلاند" in variants("غرينلاند"), list(variants("انقره"))[0] == "انقرا"
    (True, True)
    """
    if "غ" in name and len(name) > 4:
        yield name.replace("غ", "ج")
        if len(name) > 6:
            yield from (name.replace("غ", "ق"), name.replace("غ", "ك"))
    if name.endswith("ه") and len(name) > 4:
        yield name[:-1] + "ا"
    if "الل" in name:
        yield name.replace("الل", "الال")  # اللاتينية with one alef too many
    if name.startswith("ا") and name[1:2] not in ("", "ل") and len(name) > 5:
        yield "ا " + name[1:]  # the alef joins no letter: a stray space after it is hardly seen


@dataclass
class AliasIndex:
    """A trie of folded names: words lead from state to state, and some states end a name."""

    refs: list[tuple[int, int]] = field(default_factory=list)  # what an alias stands for: table row, ref
    step: dict[tuple[int, str], int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)  # state -> index into refs

    def add(self, alias: str, row: int, ref: int) -> None:
        """The first who claims a (folded) alias keeps it."""
        words = alias.split()
        if not words or len(alias) < 2:
            return
        state = -1
        for word in words:
            state = self.step.setdefault((state, word), len(self.step))
        if state not in self.ends:
            self.ends[state] = len(self.refs)
            self.refs.append((row, ref))

    @functools.cached_property
    def heads(self) -> dict[str, int]:
        """The first words of names -> their states."""
        return {word: state for (before, word), state in self.step.items() if before < 0}

    @functools.cached_property
    def later(self) -> tuple[list[str], np.ndarray]:
        """The words that stand second or later in names, and the steps: state, number of the word, state."""
        numbers: dict[str, int] = {}
        steps = [
            (state, numbers.setdefault(word, len(numbers)), to)
            for (state, word), to in self.step.items()
            if state >= 0
        ]
        return list(numbers), np.array(steps, np.int64).reshape(-1, 3)


_INDEXED = ["kind", "aliases", "demonyms", "plurals", "capitals", "flags"]
_indexes: dict[bytes, AliasIndex] = {}


def index_aliases(table: pd.DataFrame) -> AliasIndex:
    """The index of a table, made anew only when the table is another."""
    key = pd.util.hash_pandas_object(table[_INDEXED], index=False).to_numpy().tobytes()
    if key not in _indexes:
        while len(_indexes) > 3:
            _indexes.pop(next(iter(_indexes)))
        _indexes[key] = _index(table)
    return _indexes[key]


def _index(table: pd.DataFrame) -> AliasIndex:
    """Every spelling of every actor: names first, then demonyms and capitals, each before its guesses."""
    index = AliasIndex()
    reserved = word_class("no_alias")
    columns = (_cells(table[name]) for name in ("aliases", "demonyms", "plurals", "capitals"))
    kinds = map(KINDS.index, table["kind"])
    rows = list(zip(kinds, table["flags"].str.contains("g"), *columns, strict=True))
    guesses, last = [], []
    for i, (kind, foreign, aliases, _, _, capitals) in enumerate(rows):
        for alias in aliases:
            ref = {PLACE: AS_PLACE, PERSON: NAME if " " in alias else SURNAME}.get(kind, NAME)
            index.add(alias, i, ref)
            guesses += [(guess, i, ref) for guess in variants(alias) if foreign]
        last += [(guess, i, CAPITAL) for capital in capitals for guess in variants(capital)]
    _add_guesses(index, guesses, reserved)  # before demonyms: بلجاريا is Bulgaria, no accusative of بلجاري
    for i, (kind, foreign, _, demonyms, plurals, capitals) in enumerate(rows):
        stems = [stem for each in demonyms for stem in (each, *(variants(each) if foreign else ()))]
        forms = [form for stem in stems for form in inflect(stem)]
        forms += [form for plural in plurals for form in _with_article([plural])]
        for form in forms:
            if form not in reserved:
                index.add(form, i, DEMONYM)
        for capital in capitals:
            index.add(capital, i, CAPITAL)
        if kind == COUNTRY:  # الجمهورية اللبنانية
            for official in (f"{state} ال{stem}ه" for state in _STATES for stem in demonyms):
                index.add(official, i, NAME)
    _add_guesses(index, last, reserved)
    return index


def _add_guesses(index: AliasIndex, guesses: list[tuple[str, int, int]], reserved: frozenset[str]) -> None:
    for guess, row, ref in guesses:
        if guess not in reserved and not is_common(guess):  # إيجاد is no spelling of إيغاد
            index.add(guess, row, ref)


def _cells(column: pd.Series) -> list[list[str]]:
    """Each cell's parts, folded; all cells in one go."""
    cells = fold("\n".join(column.fillna("").str.replace("\n", " "))).split("\n")
    return [[part.strip() for part in cell.split("|") if part.strip()] for cell in cells]


def match(stream: Stream, index: AliasIndex) -> np.ndarray:
    """Spans where names of the index stand: the leftmost first, the longest of those, none overlapping."""
    width = len(stream.words) + 1
    state_of, cut_of = stream.read(index.heads)
    words, steps = index.later
    code = stream.spelling.find(words)[steps[:, 1]]
    keys, targets = (steps[:, 0] * width + code)[code >= 0], steps[code >= 0, 2]
    order = keys.argsort()
    keys, targets = keys[order], targets[order]

    ends = np.full(len(index.step) + 1, -1, np.int64)
    ends[list(index.ends)] = list(index.ends.values())
    parts = [_match(stream, some, state_of, keys, targets, ends) for some in portions(stream.article)]
    none = (np.empty(0, np.int64),) * 3
    at, length, alias = map(np.concatenate, zip(none, *parts, strict=True))
    row, ref = np.array(index.refs, np.int32).reshape(-1, 2)[alias].T
    return spans(at, length, cut_of[stream.code[at]], row=row, ref=ref)


def _match(stream: Stream, some: slice, state_of, keys, targets, ends) -> tuple[np.ndarray, ...]:
    """The same for some articles: first token, length and alias of each name."""
    at = np.flatnonzero(take(state_of >= 0, stream.code[some])) + some.start
    state = state_of[stream.code[at]]
    alias, length = ends[state], np.where(ends[state] >= 0, 1, 0)
    alive, depth = np.arange(len(at)), 1
    while len(alive) and len(keys):
        alive = alive[stream.gap[at[alive] + depth - 1] <= 2]
        key = state[alive] * len(state_of) + stream.code[at[alive] + depth]
        found = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        alive, found = alive[keys[found] == key], found[keys[found] == key]
        state[alive] = targets[found]
        depth += 1
        whole = alive[ends[state[alive]] >= 0]
        alias[whole], length[whole] = ends[state[whole]], depth
    kept = np.flatnonzero(length)
    kept = kept[leftmost(at[kept], length[kept])]
    return at[kept], length[kept], alias[kept]
