"""From a table of actors to every spelling of their names, and to where those stand in a corpus."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from .actor_tables import KINDS
from .names import is_common
from .resources import read_table
from .stream import Stream, fold

PROCLITICS = [outer + inner for outer in ("", "و", "ف") for inner in ("", "ب", "ك", "ل")]
HIT = ["at", "length", "cut", "row", "ref", "kind"]  # of every match of a name
KIND = pd.CategoricalDtype(KINDS)
REF = pd.CategoricalDtype(["name", "surname", "demonym", "metonym", "place", "office", "capital"])
_STATES = ("الجمهوريه", "المملكه", "السلطنه")
ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "تين", "تان", "ا")


def inflect(nisba: str) -> Iterator[str]:
    """Gender, number and definiteness of a (folded) relative adjective: روسي → الروسية, للروسيين…

    >>> forms = set(inflect("روسي"))
    >>> {"روسيه", "الروسيين", "للروسي"} <= forms, len(forms)
    (True, 27)
    """
    words = nisba.split()
    for ending in ENDINGS:
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


def variants(name: str) -> Iterator[str]:
    """Other spellings of a (folded) foreign name: غ as ج (Egypt), in longer ones as ق or ك; a final ة as ا.

    >>> "جرينلاند" in variants("غرينلاند"), list(variants("انقره"))
    (True, ['انقرا'])
    """
    if "غ" in name and len(name) > 4:
        yield name.replace("غ", "ج")
        if len(name) > 6:
            yield from (name.replace("غ", "ق"), name.replace("غ", "ك"))
    if name.endswith("ه") and len(name) > 4:
        yield name[:-1] + "ا"
    if name.startswith("ا") and name[1:2] not in ("", "ل") and len(name) > 5:
        yield "ا " + name[1:]  # the alef joins no letter: a stray space after it is hardly seen


def with_proclitics(head: str) -> Iterator[tuple[str, int]]:
    """Each written form of a name's first word with the length of what stands before the name.

    ل and the article are written لل: there the article belongs to the name as printed, and so do both ل.

    >>> forms = dict(with_proclitics("الصين"))
    >>> forms["والصين"], forms["للصين"], forms["وللصين"]
    (1, 0, 1)
    """
    definite = head.startswith("ال")
    for proclitic in PROCLITICS:
        if definite and proclitic.endswith("ل"):
            yield proclitic + "ل" + head[2:], len(proclitic) - 1
        else:
            yield proclitic + head, len(proclitic)


@dataclass
class AliasIndex:
    """A trie of folded names: words lead from state to state, and some states end a name."""

    refs: list[tuple[int, str]] = field(default_factory=list)  # what an alias stands for: table row, ref
    step: dict[tuple[int, str], int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)  # state -> index into refs

    def add(self, alias: str, row: int, ref: str) -> None:
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
    def heads(self) -> dict[str, tuple[int, int]]:
        """Written form of a first word -> its state and the length of its proclitics; least stripped wins."""
        first = {word: state for (before, word), state in self.step.items() if before < 0}
        definite = {word[2:]: state for word, state in first.items() if word.startswith("ال")}
        forms: dict[str, tuple[int, int]] = {}
        for proclitic in sorted(PROCLITICS, key=len, reverse=True):
            cut, words = len(proclitic), first
            if proclitic.endswith("ل"):  # as in with_proclitics
                forms |= {proclitic + "ل" + rest: (state, cut - 1) for rest, state in definite.items()}
                words = {word: state for word, state in first.items() if not word.startswith("ال")}
            forms |= {proclitic + word: (state, cut) for word, state in words.items()}
        return forms


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
    """Every spelling of every actor: names first, then demonyms and capitals, guessed spellings last."""
    index = AliasIndex()
    reserved = {row["word"] for row in read_table("actor_contexts") if row["class"] == "no_alias"}
    columns = (_cells(table[name]) for name in ("aliases", "demonyms", "plurals", "capitals"))
    rows = list(zip(table["kind"], table["flags"].str.contains("g"), *columns, strict=True))
    guesses = []
    for i, (kind, foreign, aliases, _, _, capitals) in enumerate(rows):
        for alias in aliases:
            ref = _ref(kind, alias)
            index.add(alias, i, ref)
            guesses += [(guess, i, ref) for guess in variants(alias) if foreign]
        guesses += [(guess, i, "capital") for capital in capitals for guess in variants(capital)]
    for i, (kind, foreign, _, demonyms, plurals, capitals) in enumerate(rows):
        stems = [stem for each in demonyms for stem in (each, *(variants(each) if foreign else ()))]
        forms = [form for stem in stems for form in inflect(stem)]
        forms += [form for plural in plurals for form in _with_article([plural])]
        for form in forms:
            if form not in reserved:
                index.add(form, i, "demonym")
        for capital in capitals:
            index.add(capital, i, "capital")
        if kind == "country":
            for stem in demonyms:  # الجمهورية اللبنانية
                for state in _STATES:
                    index.add(f"{state} ال{stem}ه", i, "name")
    for guess, i, ref in guesses:
        if guess not in reserved and not is_common(guess):  # إيجاد is no spelling of إيغاد
            index.add(guess, i, ref)
    return index


def _cells(column: pd.Series) -> list[list[str]]:
    """Each cell's parts, folded; all cells in one go."""
    cells = fold("\n".join(column.fillna("").str.replace("\n", " "))).split("\n")
    return [[part.strip() for part in cell.split("|") if part.strip()] for cell in cells]


def _ref(kind: str, alias: str) -> str:
    if kind == "person":
        return "name" if " " in alias else "surname"
    return "place" if kind == "place" else "name"


def match(stream: Stream, index: AliasIndex) -> pd.DataFrame:
    """Where names of the index stand: the leftmost first, the longest of those, none overlapping.

    Returns
    -------
    DataFrame
        `at` (number of the first token), `length` (tokens), `cut` (letters of proclitics before the name),
        `alias` (number into `index.refs`).
    """
    state_of, cut_of = np.full(len(stream.words) + 1, -1, np.int64), np.zeros(len(stream.words) + 1, np.int8)
    for word in index.heads.keys() & stream.ids.keys():
        state_of[stream.ids[word]], cut_of[stream.ids[word]] = index.heads[word]
    state = state_of[stream.code]
    at = np.flatnonzero(state >= 0)
    state = state[at]

    ends = np.full(len(index.step) + 1, -1, np.int64)
    ends[list(index.ends)] = list(index.ends.values())
    alias, length = ends[state], np.where(ends[state] >= 0, 1, 0)
    width = len(stream.words) + 1
    steps = [
        (s * width + stream.ids[w], to) for (s, w), to in index.step.items() if s >= 0 and w in stream.ids
    ]
    keys, targets = (
        (np.array(column, np.int64) for column in zip(*sorted(steps), strict=True)) if steps else ([], [])
    )
    alive, depth = np.arange(len(at)), 1
    while len(alive) and len(keys):
        alive = alive[stream.gap[at[alive] + depth - 1] <= 2]
        key = state[alive] * width + stream.code[at[alive] + depth]
        found = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        alive, found = alive[keys[found] == key], found[keys[found] == key]
        state[alive] = targets[found]
        depth += 1
        whole = alive[ends[state[alive]] >= 0]
        alias[whole], length[whole] = ends[state[whole]], depth
    kept = np.flatnonzero(length)
    kept = kept[_leftmost(at[kept], length[kept])]
    columns = {
        "at": at[kept],
        "length": length[kept],
        "cut": cut_of[stream.code[at[kept]]],
        "alias": alias[kept],
    }
    return pd.DataFrame(columns)


def as_hits(frame: pd.DataFrame, **columns) -> pd.DataFrame:
    """Matches with the columns and types that all of them share."""
    return frame.assign(**columns)[HIT].astype({"ref": REF, "kind": KIND})


def _leftmost(at: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Which of the spans (sorted by start) stay when each drops what begins inside it."""
    kept = np.arange(len(at))
    while len(kept) > 1:
        reach = np.maximum.accumulate((at + length)[kept])
        inside = np.r_[False, at[kept][1:] < reach[:-1]]
        first = inside & ~np.r_[False, inside[:-1]]
        if not inside.any():
            break
        kept = kept[~first]
    return kept
