"""Persons that no table knows, found by what stands before their names."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .aliases import PROCLITICS, with_proclitics
from .names import (
    ARTICLE,
    CAN,
    CLOSING,
    GIVEN,
    MAYBE,
    NOT,
    PARTICLE,
    NameWords,
    given_names,
    is_common,
    title_class,
)
from .resources import read_table
from .stream import Stream, fold

_LONGEST_TITLE, _LONGEST_NAME = 9, 9
_NO_SURNAME = ("ات", "ون", "ين")  # of plurals
_RARE = 1e-5  # share of all words below which a word may be a name that no list has


@functools.cache
def _speech_forms() -> frozenset[str]:
    """قال, قالت, يقول, تقول of every verb of speech, with و and ف."""
    forms = set()
    for row in read_table("speech_verbs"):
        if row["kind"] == "speech":
            past, present = fold(row["past"]), fold(row["present"])
            stem = past[:-1] if past[-1] in "اي" and len(past) > 2 else past
            forms |= {past, stem + "ت", present, "ت" + present[1:]}
    return frozenset(forms | {proclitic + verb for proclitic in "وف" for verb in forms})


def find_people(stream: Stream, hits: pd.DataFrame, kinds: NameWords) -> pd.DataFrame:
    """Spans that a title, a verb of speech or a given name shows to be a person's name.

    Returns
    -------
    DataFrame
        `at`, `length` (tokens), `cut` (letters before the name in the first token), `evidence` (title,
        verb, demonym, name).
    """
    text = _Text(stream, hits, kinds)
    found = [_after_titles(text), _after_verbs(text), _after_demonyms(text, hits), _by_given_name(text)]
    spans = pd.concat(found, ignore_index=True)
    spans = spans[~_names_a_place(text, spans["at"].to_numpy(np.int64))]
    spans = spans.sort_values(["at", "length"], ascending=[True, False], kind="stable")
    reach = np.r_[0, np.maximum.accumulate((spans["at"] + spans["length"]).to_numpy())[:-1]]
    return spans[spans["at"].to_numpy() >= reach].reset_index(drop=True)


OPEN, COUNTRY, DEMONYM, ORGANISATION, PERSON = 0, 1, 2, 3, 4


class _Text:
    """A corpus with what the rules ask of its words: masks over the vocabulary, made once."""

    def __init__(self, stream: Stream, hits: pd.DataFrame, kinds: NameWords):
        self.stream, self.code, self.gap, self.kinds = stream, stream.code, stream.gap, kinds
        self.cover = _cover(stream, hits)
        title, inside, weak = (title_class(name) for name in ("title", "inside", "weak"))
        mask, shaped = stream.mask, stream.shaped
        self.title, self.weak = mask(_with_proclitics(title | weak)), mask(_with_proclitics(weak))
        self.inside, self.body = mask(inside | title), mask(title_class("body"))
        self.construct = mask([word for word in title if not word.startswith("ال")])
        self.named = mask(_with_proclitics(title_class("named")))
        self.closed = mask(inside | title | title_class("notname"))
        self.family, self.particle = mask(title_class("family")), mask(title_class("particle"))
        self.ordinal, self.arabic = mask(title_class("ordinal")), mask(given_names("ar"))
        self.servant, self.saint = mask(["عبد"]), mask(title_class("saint"))
        self.asian, self.syllable = mask(title_class("asian")), ~shaped(least=5)
        self.starring = mask(_with_proclitics(frozenset([fold("بطولة")])))
        self.deen = mask(_with_proclitics(title_class("deen"))), mask([fold("الدين")])
        self.definite = shaped(("ال", "لل", "وال", "بال"))
        self.joined = shaped(("و",))
        self.nisba = shaped(("ال", "وال"), ("ي", "يه"))
        self.family_name = shaped(("ال",)) & ~shaped(("ال",), _NO_SURNAME)
        self.feminine = shaped(end=("ه",))
        self.inflected = shaped(("ال", "و", "ب", "ل", "ف")) | shaped(end=("ا", "ه", "ت"))
        self.father, self.son = mask(title_class("father")), mask(title_class("son"))
        self.speech = mask(_speech_forms())
        self.ends = mask(title_class("notname")) | shaped(("ال", "لل", "و", "ف", "ب", "ل")) | self.speech
        self.ends[-1] = True

    def near(self, at: np.ndarray, widest: int = 1) -> np.ndarray:
        """Does a token follow in the same sentence, at most so many characters on?"""
        return (at < len(self.stream)) & (self.gap[np.minimum(at, len(self.stream)) - 1] <= widest)


def _names_a_place(text: _Text, at: np.ndarray) -> np.ndarray:
    """شارع محمد الخامس, مطار الملك خالد, سان بيار: a place named after a person."""
    before = text.stream.before(at)
    further = text.stream.before(np.maximum(at - 1, 0))
    return (
        (text.named[before] & ~text.starring[before])
        | text.saint[before]
        | (text.title[before] & text.named[further])
    )


def _cover(stream: Stream, hits: pd.DataFrame) -> np.ndarray:
    """What the table found at each token."""
    cover = np.zeros(len(stream) + 1, np.int8)
    kind = np.full(len(hits), COUNTRY, np.int8)
    kind[(hits["kind"] == "person").to_numpy()] = PERSON
    kind[(hits["kind"] == "organisation").to_numpy()] = ORGANISATION
    kind[(hits["ref"] == "demonym").to_numpy()] = DEMONYM
    at = hits["at"].to_numpy()
    for step in range(int(hits["length"].max()) if len(hits) else 0):
        on = hits["length"].to_numpy() > step
        cover[at[on] + step] = kind[on]
    return cover


def _after_titles(text: _Text) -> pd.DataFrame:
    """Walk from each title over what may stand inside it (الخارجية, السابق) to where a name begins."""
    stream, kinds = text.stream, text.kinds
    at = np.flatnonzero(text.title[text.code])
    at = at[~text.named[stream.before(at)]]  # جامعة السلطان قابوس
    trust = ~text.weak[text.code[at]]
    here, live = at + 1, np.arange(len(at))
    for _ in range(_LONGEST_TITLE):
        live = live[text.near(here[live], 3)]
        spot = here[live]
        code = text.code[spot]
        sure = text.inside[code] | np.isin(text.cover[spot], (COUNTRY, DEMONYM, ORGANISATION))
        kind = kinds(code)
        skip = (sure | text.body[code] | (text.definite[code] & (kind == NOT))) & (kind != GIVEN)
        trust[live] &= ~(skip & ~sure)
        live = live[skip]
        here[live] += 1
    reached = text.near(here, 3)
    start, trust = here[reached], trust[reached]
    length = _run(text, start, lenient=True)
    kind, before = kinds(text.code[start]), text.code[start - 1]
    full = (kind == GIVEN) & (length > 1)
    length[(~trust | text.body[before] | text.construct[before]) & ~full] = 0  # رئيس كذا: of what, not who
    length[kind == ARTICLE] = 0
    length[(length == 1) & ~_single(text, start, kind)] = 0
    return _spans(start, length, "title")


def _single(text: _Text, start: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Can the word after a title be a name alone? Part of a name is worse than none: السيد جان ونر."""
    following = text.stream.after(start)
    open_end = (text.kinds.frequency(following) < _RARE) | ~(text.ends[following])
    plural = text.stream.shaped(end=("ات",))[text.code[start]]
    attached = text.stream.attached[text.code[start]] & (kind == CAN)
    return np.isin(kind, (CAN, GIVEN)) & ~plural & ~attached & ~((kind == GIVEN) & open_end)


def _after_verbs(text: _Text) -> pd.DataFrame:
    """قال فلان: two words of a name, or one that إن or a quotation follows."""
    stream, kinds = text.stream, text.kinds
    start = np.flatnonzero(text.speech[text.code]) + 1
    start = start[text.near(start)]
    length = _run(text, start)
    kind = kinds(text.code[start])
    after = stream.after(np.minimum(start + length, len(stream)) - 1)
    that = stream.mask([*map(fold, ("إن", "أن", "إنه", "أنه", "إنها")), "بأن"])[after]
    length[(length == 1) & ~(that & (kind == CAN))] = 0
    rare = kinds.frequency(text.code[start]) == 0
    length[~np.isin(kind, (GIVEN, PARTICLE)) & (length > 1) & ~rare] = 0
    return _spans(start, length, "verb")


def _after_demonyms(text: _Text, hits: pd.DataFrame) -> pd.DataFrame:
    """الإسباني فلان فلان: a definite singular nisba, then two words that Arabic lacks."""
    kinds = text.kinds
    nisba = hits["at"].to_numpy()[(hits["ref"] == "demonym").to_numpy() & (hits["length"] == 1).to_numpy()]
    start = nisba[text.nisba[text.code[nisba]]] + 1
    start = start[text.near(start)]
    length = _run(text, start)
    code = text.code[start]
    kind = kinds(code)
    foreign = (kinds.frequency(code) == 0) & (kinds.frequency(text.stream.after(start)) == 0) & (kind == CAN)
    length[(length < 2) | ~(np.isin(kind, (GIVEN, PARTICLE)) | foreign)] = 0
    return _spans(start, length, "demonym")


def _by_given_name(text: _Text) -> pd.DataFrame:
    """A given name and one more word of a name; where it is a word besides, a second given name."""
    stream, kinds = text.stream, text.kinds
    cut = np.full(len(stream.words) + 1, -1, np.int8)
    for proclitic in PROCLITICS:
        for form in stream.ids.keys() & {proclitic + name for name in given_names()}:
            if not proclitic or (len(form) > len(proclitic) + 2 and not _is_word(form)):
                cut[stream.ids[form]] = len(proclitic)
    cut[-1] = -1
    faith = text.deen[0][text.code] & text.deen[1][np.r_[text.code[1:], -1]]  # عز الدين
    starts = (cut[text.code] >= 0) | faith | _before_son(text)
    start = np.flatnonzero(starts)
    cut = np.maximum(cut[text.code[start]].astype(np.int64), 0)
    sure = (kinds(text.code[start]) == GIVEN) | (cut > 0) | faith[start]
    length = _run(text, start, first=np.where(sure, GIVEN, MAYBE))
    strict = ~sure | ((cut > 0) & ~text.joined[text.code[start]])
    following = stream.after(start)
    length[(length < 2 + faith[start]) | (strict & (kinds(following) != GIVEN) & ~text.son[following])] = 0
    before = stream.before(start)
    length[text.son[before]] = 0  # the end of a name that began before بن
    father = text.father[before]
    kunya = father & (cut == 0) & (length > 0)  # أبو حمزة المصري
    return _spans(start - kunya, length + kunya, "name", cut)


def _before_son(text: _Text) -> np.ndarray:
    """Words before بن and a given name: جوهر بن مبارك. An ordinary noun is more frequent (ولاية بن عروس)."""
    son = np.flatnonzero(text.son[text.code])
    son = son[(son > 0) & text.near(son) & text.near(son + 1)]
    word, name = text.code[son - 1], text.code[son + 1]
    fits = np.isin(text.kinds(name), (GIVEN, MAYBE)) & (text.kinds.frequency(word) < 3 * _RARE)
    fits &= ~(text.closed | text.definite | text.joined | text.feminine | text.father)[word]
    before = np.zeros(len(text.stream), bool)
    before[son[fits] - 1] = True
    return before


def _is_word(form: str) -> bool:
    return form in given_names() or is_common(form)


def _with_proclitics(titles: frozenset[str]) -> set[str]:
    return {form for title in titles for form, cut in with_proclitics(title) if not cut or len(title) > 3}


def _run(text: _Text, start: np.ndarray, *, first: np.ndarray | None = None, lenient=False) -> np.ndarray:
    """How many tokens from each start on can be one name."""
    kinds = text.kinds
    kind = kinds(text.code[start]) if first is None else first
    alive = (kind != NOT) & (kind != CLOSING) & (np.isin(text.cover[start], (OPEN, PERSON)) | (kind == GIVEN))
    length = alive.astype(np.int64)
    before, last = np.full(len(start), NOT), np.array(kind)
    live = np.flatnonzero(alive)
    for step in range(1, _LONGEST_NAME):
        live = live[text.near(start[live] + step)]
        spot, was = start[live] + step, last[live]
        code, previous = text.code[spot], text.code[spot - 1]
        kind, share = kinds(code), kinds.frequency(code)
        open_ = ~text.closed[code]
        servant = text.servant[text.code[spot - 2]] & (step > 1)  # عبد الكريم
        named = np.isin(was, (GIVEN, MAYBE)) | servant
        arab = (named & (text.arabic[previous] | servant)) | text.deen[1][previous]
        free = np.isin(text.cover[spot], (OPEN, PERSON)) | (kind == GIVEN)
        fits = free & (kind != NOT) & ((kind != MAYBE) | (was == PARTICLE) | arab)
        if lenient:  # توني سنو: after a title and a given name, any rare word
            rare = (share < _RARE) & ~text.inflected[code]
            fits |= free & rare & open_ & np.isin(was, (GIVEN, CLOSING)) & (step <= 2)
        usual = share > np.where(text.feminine[code], _RARE / 10, _RARE)
        surname = free & text.family_name[code] & open_
        fits |= arab & surname & ((step == 1) | ~usual | text.nisba[code])  # نور الشريف
        second = np.isin(before[live], (GIVEN, PARTICLE)) | (step == 1)
        fits |= (text.cover[spot] == DEMONYM) & text.family_name[code] & arab & second  # محمد المصري
        fits |= named & text.ordinal[code]
        fits |= free & open_ & text.syllable[code] & text.asian[text.code[start[live]]] & (step == 2)
        fits |= text.family[previous] & open_ & ~text.joined[code]
        live, kind = live[fits], kind[fits]
        length[live] = step + 1
        before[live], last[live] = last[live], np.where(kind == NOT, ARTICLE, kind)
    length[(length == 2) & text.servant[text.code[start]]] = 0  # one given name is not a full name
    for _ in range(2):  # no name ends in بن
        length -= (length > 0) & text.particle[text.code[start + np.maximum(length, 1) - 1]]
    return length


def _spans(
    start: np.ndarray, length: np.ndarray, evidence: str, cut: np.ndarray | None = None
) -> pd.DataFrame:
    on = length > 0
    cut = np.zeros(len(start), np.int64) if cut is None else cut
    return pd.DataFrame({"at": start[on], "length": length[on], "cut": cut[on], "evidence": evidence})
