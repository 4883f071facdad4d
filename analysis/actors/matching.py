"""Where names of one word or several stand in a corpus: all at once, by the numbers of words."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..words.counting import portions, take
from ..words.vocabulary import Vocabulary
from .spans import spans
from .spelling import Letters
from .stream import Stream


class AliasIndex:
    """A trie of names: words, as numbers, lead from state to state, and some states end a name.

    The names stand one after the other in `number`, so many words of each; each has the row of the table and
    the ref that it stands for. The first of equal names counts.
    """

    def __init__(self, size: np.ndarray, number: np.ndarray, row: np.ndarray, ref: np.ndarray):
        self.row, self.ref, width = row, ref, int(number.max(initial=0)) + 1
        begin = size.cumsum() - size
        state, states, steps = np.zeros(len(size), np.int64), 1, []  # 0: nothing read
        for depth in range(size.max(initial=0)):
            live = size > depth
            after, step = pd.factorize(state[live] * width + number[begin[live] + depth])
            state[live] = states + after
            steps.append([*np.divmod(step, width), states + np.arange(len(step))])
            states += len(step)
        ends, first = np.unique(state, return_index=True)
        self.name = np.full(states, -1)  # state -> the name that it ends
        self.name[ends] = first
        before, number, after = np.concatenate([np.empty((3, 0), np.int64), *steps], axis=1)
        opens = before == 0
        self.heads, self.opened = number[opens], after[opens]
        self.before, self.number, self.after = before[~opens], number[~opens], after[~opens]

    def renumbered(self, numbers: np.ndarray) -> AliasIndex:
        """The same names where `numbers` gives each word's number among other words, -1 for none."""
        index = copy.copy(self)
        index.heads, index.number = numbers[self.heads], numbers[self.number]
        return index


def index_names(claims: Iterable[tuple[str, int, int]]) -> tuple[AliasIndex, Letters]:
    """The index of (folded) names, each with its row and ref, and the words that its numbers stand for.

    A single space stands between two words of a name.
    """
    claims = [claim for claim in claims if len(claim[0]) > 1]
    row, ref = (np.array([claim[i] for claim in claims], np.int32) for i in (1, 2))
    names = Letters(alias for alias, _, _ in claims)
    spaces = names.all == ord(" ")
    words = Letters.of(np.where(spaces, np.uint16(ord("\n")), names.all))
    until = np.append(0, spaces.cumsum())
    number = Vocabulary().codes(words.all, words.begin, words.length)
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    return AliasIndex(1 + until[names.end] - until[names.begin], number, row, ref), words.take(first)


def match(stream: Stream, index: AliasIndex) -> np.ndarray:
    """Spans where names stand: the leftmost first, the longest of those, none overlapping.

    The index has the numbers that the words have in the stream.
    """
    head, cut = stream.read_numbers(index.heads)
    state_of = np.append(index.opened, -1)[head]
    code = stream.spelling.codes(index.number)
    keys, after = (index.before * len(state_of) + code)[code >= 0], index.after[code >= 0]
    order = keys.argsort()
    keys, after = keys[order], after[order]
    parts = [_match(stream, some, state_of, keys, after, index.name) for some in portions(stream.article)]
    none = (np.empty(0, np.int64),) * 3
    at, length, name = map(np.concatenate, zip(none, *parts, strict=True))
    return spans(at, length, cut[stream.code[at]], row=index.row[name], ref=index.ref[name])


def _match(stream: Stream, some: slice, state_of, keys, after, name_of) -> tuple[np.ndarray, ...]:
    """The same for some articles: first token and length of each name, and which it is."""
    at = np.flatnonzero(take(state_of >= 0, stream.code[some])) + some.start
    state = state_of[stream.code[at]]
    name, length = name_of[state], np.where(name_of[state] >= 0, 1, 0)
    goes_on, further = np.zeros(len(name_of), bool), np.zeros(len(state_of), bool)
    goes_on[keys // len(state_of)] = further[keys % len(state_of)] = True
    alive, depth = np.flatnonzero(goes_on.take(state)), 1
    while len(alive):
        spot = at.take(alive) + depth
        near = stream.gap.take(spot - 1) <= 2
        alive, code = alive[near], stream.code.take(spot[near])
        fits = further.take(code)
        alive, code = alive[fits], code[fits]
        key = state.take(alive) * len(state_of) + code
        found = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        fits = keys.take(found) == key
        alive, now = alive[fits], after.take(found[fits])
        state[alive], ends = now, name_of.take(now)
        depth += 1
        whole = alive[ends >= 0]
        name[whole], length[whole] = ends[ends >= 0], depth
        alive = alive[goes_on.take(now)]
    kept = np.flatnonzero(length)
    kept = kept[_leftmost(at[kept], length[kept])]
    return at[kept], length[kept], name[kept]


def _leftmost(at: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Which of the spans (sorted by start) stay when each drops what begins inside it."""
    inside = at < np.maximum.accumulate(np.append(0, at + length)[:-1])
    stays = ~(inside | np.append(inside[1:], False)[: len(at)])  # what has nothing to do with others
    rest = np.flatnonzero(~stays)
    kept, place = [], 0
    behind = np.searchsorted(at[rest], (at + length)[rest]).tolist()
    while place < len(behind):
        kept.append(place)
        place = behind[place]
    stays[rest[kept]] = True
    return np.flatnonzero(stays)
