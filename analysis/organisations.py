"""Organisations that no table knows: a word such as وزارة or حزب and the noun phrase that it opens."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .aliases import with_proclitics
from .names import CAN, GIVEN, NameWords, title_class
from .resources import read_table
from .stream import Stream, fold

_LONGEST = 8
_CONSTRUCT, _DEFINITE, _PROPER, _DONE = range(4)  # what the phrase has reached


@functools.cache
def organisation_words(name: str) -> frozenset[str]:
    """Folded words of one class of `data/organisation_words.csv`: head, label, definite, inner, adjective.

    >>> fold("وزارة") in organisation_words("head")
    True
    """
    rows = (row for row in read_table("organisation_words") if row["class"] == name)
    return frozenset(fold(word) for row in rows for word in row["words"].split())


def _forms(words: frozenset[str]) -> dict[str, int]:
    """Written forms of heads with the length of their proclitics; وحزب, للاتحاد."""
    forms: dict[str, int] = {}
    for word in words:
        for form, cut in with_proclitics(word):
            forms[form] = min(cut, forms.get(form, cut))
    return forms


def find_organisations(stream: Stream, hits: pd.DataFrame, kinds: NameWords) -> pd.DataFrame:
    """Spans of names of organisations.

    A phrase in the construct state ends with its first definite noun and the adjectives that agree with it
    (وزارة الخارجية الأمريكية, حزب العدالة والتنمية), or with a name (جامعة بيرزيت). After a word that only
    says what the thing is (شركة موتورولا) the name stands alone. A definite head needs an adjective
    (الاتحاد الدولي).

    Returns
    -------
    DataFrame
        `at`, `length` (tokens), `cut` (letters before the name in the first token), `evidence` (the head's
        class).
    """
    classes = ("head", "label", "club", "definite")
    cuts = np.zeros(len(stream.words) + 1, np.int64)
    which = np.full(len(stream.words) + 1, -1)
    for number, name in enumerate(classes):
        for form, cut in _forms(organisation_words(name)).items():
            if form in stream.ids and which[stream.ids[form]] < 0:
                which[stream.ids[form]], cuts[stream.ids[form]] = number, cut
    start = np.flatnonzero(which[stream.code] >= 0)
    head = which[stream.code[start]]
    length, state = _walk(stream, hits, kinds, start, definite=head == 3)
    bare = (head == 1) & (state == _PROPER) | (head == 2) & (length == 2)
    spans = pd.DataFrame(
        {
            "at": start + bare,
            "length": length - bare,
            "cut": np.where(bare, 0, cuts[stream.code[start]]),
            "evidence": np.array(classes, dtype=object)[head],
        }
    )
    traffic = (head == 1) & (state == _DEFINITE) & (length == 2)  # حركة المرور is no movement
    return spans[(length > 1) & ~traffic].reset_index(drop=True)


def _walk(stream: Stream, hits: pd.DataFrame, kinds: NameWords, start: np.ndarray, definite: np.ndarray):
    """Length of the phrase from each head on, and the state in which it ended."""
    closed = stream.mask(title_class("notname"))
    article = stream.shaped(("ال",)) & ~closed
    to_article = stream.shaped(("لل",))
    and_article = stream.shaped(("وال",))
    agrees = stream.shaped(("ال",), ("ي", "يه")) & ~closed
    agrees |= stream.mask(organisation_words("adjective"))
    inner = stream.mask(organisation_words("inner"))
    proper, demonym = _names(stream, hits)

    goal = inner & stream.shaped(("ل",))

    length, joined = np.ones(len(start), np.int64), np.zeros(len(start), bool)
    state = np.where(definite, _DEFINITE, _CONSTRUCT)
    live = np.arange(len(start))
    for step in range(1, _LONGEST):
        live = live[start[live] + step < len(stream)]
        live = live[stream.gap[start[live] + step - 1] <= 1]
        spot, was = start[live] + step, state[live]
        code = stream.code[spot]
        construct, full, named = was == _CONSTRUCT, was == _DEFINITE, was == _PROPER
        name = (construct | named) & ~article[code] & ~inner[code]
        name[name] = proper[spot[name]] | np.isin(kinds(code[name]), (CAN, GIVEN))
        adjective = agrees[code] & (full | (named & ~demonym[spot]))
        second = full & and_article[code] & ~joined[live] & ~definite[live] & (step == 2)
        opened = (construct & article[code]) | (full & to_article[code] & (step > 1)) | second
        inside = (construct & inner[code] & ~article[code]) | (full & goal[code])
        joined[live] |= second
        state[live] = np.select([opened, inside, name], [_DEFINITE, _CONSTRUCT, _PROPER], was)
        live = live[opened | inside | name | adjective]
        whole = live[state[live] != _CONSTRUCT]
        length[whole] = step + 1
    return length, state


def _names(stream: Stream, hits: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """At which tokens the table found a name, and at which a demonym."""
    proper, demonym = np.zeros(len(stream), bool), np.zeros(len(stream), bool)
    is_demonym = (hits["ref"] == "demonym").to_numpy()
    at, length = hits["at"].to_numpy(), hits["length"].to_numpy()
    for step in range(int(length.max()) if len(hits) else 0):
        on = length > step
        proper[at[on & ~is_demonym] + step] = True
        demonym[at[on & is_demonym] + step] = True
    return proper, demonym
