"""Where names of one word or several stand in a corpus: all at once, by the numbers of words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..words.counting import portions, take
from .spans import spans
from .stream import Stream


class AliasIndex:
    """A trie of folded names: words lead from state to state, and some states end a name.

    A claim is an alias with the row of the table and the ref that it stands for; the first who claims an
    alias keeps it.
    """

    def __init__(self, claims: Iterable[tuple[str, int, int]]):
        claims = [claim for claim in claims if len(claim[0].strip()) > 1]
        self.row, self.ref = (np.array([claim[i] for claim in claims], np.int32) for i in (1, 2))
        names = [alias.split() for alias, _, _ in claims]
        size = np.array(list(map(len, names)), np.int64)
        begin = size.cumsum() - size
        number, words = pd.factorize(np.array(list(itertools.chain.from_iterable(names)), dtype=object))
        state, states, steps = np.zeros(len(size), np.int64), 1, []  # 0: nothing read
        for depth in range(size.max(initial=0)):
            live = size > depth
            after, step = pd.factorize(state[live] * len(words) + number[begin[live] + depth])
            state[live] = states + after
            steps.append([*np.divmod(step, len(words)), states + np.arange(len(step))])
            states += len(step)
        ends, first = np.unique(state, return_index=True)
        self.claim = np.full(states, -1)  # state -> the claim whose alias it ends
        self.claim[ends] = first
        before, word, self.after = np.concatenate([np.empty((3, 0), np.int64), *steps], axis=1)
        heads = before == 0
        self.heads = dict(zip(words[word[heads]], self.after[heads].tolist(), strict=True))
        self.before, self.after = before[~heads], self.after[~heads]
        used, self.word = np.unique(word[~heads], return_inverse=True)
        self.words = words[used]  # second or later


def match(stream: Stream, index: AliasIndex) -> np.ndarray:
    """Spans where names of the index stand: the leftmost first, the longest of those, none overlapping."""
    state_of, cut_of = stream.read(index.heads)
    code = stream.spelling.find(index.words)[index.word]
    keys, after = (index.before * len(state_of) + code)[code >= 0], index.after[code >= 0]
    order = keys.argsort()
    parts = [
        _match(stream, some, state_of, keys[order], after[order], index.claim)
        for some in portions(stream.article)
    ]
    none = (np.empty(0, np.int64),) * 3
    at, length, claim = map(np.concatenate, zip(none, *parts, strict=True))
    return spans(at, length, cut_of[stream.code[at]], row=index.row[claim], ref=index.ref[claim])


def _match(stream: Stream, some: slice, state_of, keys, after, claim_of) -> tuple[np.ndarray, ...]:
    """The same for some articles: first token, length and claim of each name."""
    at = np.flatnonzero(take(state_of >= 0, stream.code[some])) + some.start
    state = state_of[stream.code[at]]
    claim, length = claim_of[state], np.where(claim_of[state] >= 0, 1, 0)
    goes_on, further = np.zeros(len(claim_of), bool), np.zeros(len(state_of), bool)
    goes_on[keys // len(state_of)] = further[keys % len(state_of)] = True
    alive, depth = np.arange(len(at)), 1
    while len(alive) and len(keys):
        alive = alive[goes_on[state[alive]]]
        alive = alive[stream.gap[at[alive] + depth - 1] <= 2]
        alive = alive[further[stream.code[at[alive] + depth]]]
        key = state[alive] * len(state_of) + stream.code[at[alive] + depth]
        found = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        alive, found = alive[keys[found] == key], found[keys[found] == key]
        state[alive] = after[found]
        depth += 1
        whole = alive[claim_of[state[alive]] >= 0]
        claim[whole], length[whole] = claim_of[state[whole]], depth
    kept = np.flatnonzero(length)
    kept = kept[_leftmost(at[kept], length[kept])]
    return at[kept], length[kept], claim[kept]


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
