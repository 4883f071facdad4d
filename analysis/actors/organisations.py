"""Organisations that no table knows: a word such as وزارة or حزب and the noun phrase that it opens."""

from __future__ import annotations

import numpy as np

from .names import CAN, GIVEN, NOT, NameWords
from .spans import A_NAME, A_PERSON, BY_NISBA, cover, spans
from .stream import Stream, word_class

HEADS = ("head", "label", "club", "definite", "review")  # classes of the word that opens a name
_LONGEST = 8
_BEGINS, _JOINED = 4, 8  # of a token that a table knows: a name begins, with something written onto it
_CONSTRUCT, _DEFINITE, _PROPER, _DONE = range(4)  # what the phrase has reached


def find_organisations(stream: Stream, hits: np.ndarray, kinds: NameWords) -> np.ndarray:
    """Spans of names of organisations.

    A phrase in the construct state ends with its first definite noun and the adjectives that agree with it
    (وزارة الخارجية الأمريكية, حزب العدالة والتنمية), or with a name (جامعة بيرزيت). After a word that only
    says what the thing is (شركة موتورولا) the name stands alone. A definite head needs an adjective
    (الاتحاد الدولي).
    The sign of a span is the number of its head's class.
    """
    classes = reversed(list(enumerate(HEADS)))  # the first class of a word counts
    which, cuts = stream.read({word: number for number, name in classes for word in word_class(name)})
    start = stream.where(which >= 0)
    head = which[stream.code[start]]
    length, state = _walk(stream, hits, kinds, start, definite=head == 3)
    following = stream.after(start)
    deep = stream.has("inner")[following]  # شركة نفط الكويت is a name as a whole
    bare = (head == 1) & (state == _PROPER) & ~deep | (head == 2) & (length == 2)
    found = spans(start + bare, length - bare, np.where(bare, 0, cuts[stream.code[start]]), sign=head)
    ranked = (length == 2) & stream.has("ordinal")[following]  # المركز الأول
    ranked |= (head == 1) & (state == _PROPER) & stream.mask(["دول"])[following]  # مجموعة دول يوغسلافيا
    # حركة المرور is no movement, مجلة الجنسية a code of laws
    common = ((head == 1) & (length == 2) | (head == 4)) & (state == _DEFINITE)
    return found.compress((length > 1) & ~common & ~ranked)


def _walk(stream: Stream, hits: np.ndarray, kinds: NameWords, start: np.ndarray, definite: np.ndarray):
    """Length of the phrase from each head on, and the state in which it ended."""
    closed = stream.has("notname", "pointing")
    article, to_article, and_article = (stream.shaped((form,)) & ~closed for form in ("ال", "لل", "وال"))
    agrees = stream.shaped(("ال",), ("ي", "يه")) & ~closed
    agrees |= stream.has("adjective")
    inner, title = stream.has("inner"), stream.has("office")
    goal, plural = inner & stream.shaped(("ل",)), stream.shaped(end=("ي",), least=5)
    marks = cover(hits, len(stream))
    marks[hits["at"]] |= _BEGINS
    marks[hits["at"][hits["cut"] > 0]] = _JOINED  # ببنزرت

    length, joined = np.ones(len(start), np.int64), np.zeros(len(start), bool)
    state = np.where(definite, _DEFINITE, _CONSTRUCT)
    live = np.arange(len(start))
    for step in range(1, _LONGEST):
        live = live[start[live] + step < len(stream)]
        live = live[stream.gap[start[live] + step - 1] <= 1]
        spot, was = start[live] + step, state[live]
        code, following = stream.code[spot], stream.after(spot)
        construct, full, named = was == _CONSTRUCT, was == _DEFINITE, was == _PROPER
        mark = marks[spot]
        place, by_nisba = mark == (A_NAME | _BEGINS), mark & 3 == BY_NISBA
        goes_on = (mark == A_NAME) | (mark & ~_BEGINS == A_PERSON)
        after_place = named & (marks[spot - 1] & 3 == A_NAME)
        may_name = (construct | named) & ~article[code] & ~inner[code]
        kind, asked = np.full(len(live), NOT), may_name | (construct & plural[code])
        kind[asked] = kinds(code[asked])
        unknown = (kind & (CAN | GIVEN) > 0) & ~after_place & (mark != _JOINED)
        unknown[unknown] = ~stream.attached(code[unknown])
        name = (may_name & (unknown | place)) | ((construct | named) & goes_on)
        adjective = agrees[code] & (full | (named & ~by_nisba))
        alone = ~joined[live]
        second = full & and_article[code] & alone & ~definite[live] & (step == 2)
        to = to_article[code] & alone & ((full & agrees[stream.code[spot - 1]]) | after_place)
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
