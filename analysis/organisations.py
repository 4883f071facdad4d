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
    classes = ("head", "label", "club", "definite", "review")
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
    ranked = (length == 2) & stream.mask(title_class("ordinal"))[stream.after(start)]  # المركز الأول
    # حركة المرور is no movement, مجموعة دول يوغسلافيا no group's name, مجلة الجنسية a code of laws
    common = ((head == 1) & (length == 2) | (head == 4)) & (state == _DEFINITE)
    return spans[(length > 1) & ~common & ~ranked].reset_index(drop=True)


def _walk(stream: Stream, hits: pd.DataFrame, kinds: NameWords, start: np.ndarray, definite: np.ndarray):
    """Length of the phrase from each head on, and the state in which it ended."""
    closed = stream.mask(title_class("notname") | organisation_words("pointing"))
    article, to_article, and_article = (stream.shaped((form,)) & ~closed for form in ("ال", "لل", "وال"))
    agrees = stream.shaped(("ال",), ("ي", "يه")) & ~closed
    agrees |= stream.mask(organisation_words("adjective"))
    inner, title = stream.mask(organisation_words("inner")), stream.mask(title_class("office"))
    goal, plural = inner & stream.shaped(("ل",)), stream.shaped(end=("ي",), least=5)
    found = _found(stream, hits)

    length, joined = np.ones(len(start), np.int64), np.zeros(len(start), bool)
    state = np.where(definite, _DEFINITE, _CONSTRUCT)
    live = np.arange(len(start))
    for step in range(1, _LONGEST):
        live = live[start[live] + step < len(stream)]
        live = live[stream.gap[start[live] + step - 1] <= 1]
        spot, was = start[live] + step, state[live]
        code, following = stream.code[spot], stream.after(spot)
        construct, full, named = was == _CONSTRUCT, was == _DEFINITE, was == _PROPER
        place = named & (found[spot - 1] == _PLACE)
        kind = kinds(code)
        unknown = np.isin(kind, (CAN, GIVEN)) & ~stream.attached[code] & ~place
        name = (construct | named) & ~article[code] & ~inner[code] & (unknown | (found[spot] == _PLACE))
        name |= (construct | named) & np.isin(found[spot], (_PERSON, _REST))
        adjective = agrees[code] & (full | (named & (found[spot] != _DEMONYM)))
        alone = ~joined[live]
        second = full & and_article[code] & alone & ~definite[live] & (step == 2)
        to = to_article[code] & alone & ((full & agrees[stream.code[spot - 1]]) | place)
        aim = full & goal[code] & alone
        opened = (construct & article[code] & ~name) | to | second
        builds = inner[code] | title[code] | (plural[code] & (kind == CAN) & article[following])
        inside = (construct & builds & (title[code] | ~article[code])) | aim
        joined[live] |= second | to | aim
        state[live] = np.select([inside, opened, name], [_CONSTRUCT, _DEFINITE, _PROPER], was)
        live = live[opened | inside | name | adjective]
        whole = live[state[live] != _CONSTRUCT]
        length[whole] = step + 1
    return length, state


_PLACE, _PERSON, _DEMONYM, _REST = range(1, 5)  # _REST: a name goes on


def _found(stream: Stream, hits: pd.DataFrame) -> np.ndarray:
    """What the table found at each token; the first of a name with a proclitic does not count."""
    found = np.zeros(len(stream) + 1, np.int8)
    what = np.where(hits["kind"] == "person", _PERSON, _PLACE)
    what[(hits["ref"] == "demonym").to_numpy()] = _DEMONYM
    at, length = hits["at"].to_numpy(), hits["length"].to_numpy()
    bare = (hits["cut"] == 0).to_numpy()
    found[at[bare]] = what[bare]
    for step in range(1, int(length.max()) if len(hits) else 0):
        on = bare & (length > step)
        found[at[on] + step] = np.where(what[on] == _DEMONYM, _DEMONYM, _REST)
    return found
