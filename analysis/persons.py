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
    cover = _cover(stream, hits)
    found = [
        _after_titles(stream, cover, kinds),
        _after_verbs(stream, cover, kinds),
        _after_demonyms(stream, hits, cover, kinds),
        _by_given_name(stream, cover, kinds),
    ]
    spans = pd.concat(found, ignore_index=True)
    spans = spans.sort_values(["at", "length"], ascending=[True, False], kind="stable")
    reach = np.r_[0, np.maximum.accumulate((spans["at"] + spans["length"]).to_numpy())[:-1]]
    return spans[spans["at"].to_numpy() >= reach].reset_index(drop=True)


OPEN, COUNTRY, DEMONYM, ORGANISATION, PERSON = 0, 1, 2, 3, 4


def _cover(stream: Stream, hits: pd.DataFrame) -> np.ndarray:
    """What the table found at each token."""
    cover = np.zeros(len(stream) + 1, np.int8)
    kind = (
        hits["kind"].map({"person": PERSON, "organisation": ORGANISATION}).fillna(COUNTRY).to_numpy(np.int8)
    )
    kind[(hits["ref"] == "demonym").to_numpy()] = DEMONYM
    at = hits["at"].to_numpy()
    for step in range(int(hits["length"].max()) if len(hits) else 0):
        on = hits["length"].to_numpy() > step
        cover[at[on] + step] = kind[on]
    return cover


def _after_titles(stream: Stream, cover: np.ndarray, kinds: NameWords) -> pd.DataFrame:
    """Walk from each title over what may stand inside it (الخارجية, السابق) to where a name begins."""
    titles = _with_proclitics(title_class("title") | title_class("weak"))
    at = np.flatnonzero(stream.mask(titles)[stream.code])
    inside = stream.mask(title_class("inside") | title_class("title"))
    body = stream.mask(title_class("body"))
    titles_of = stream.mask([title for title in title_class("title") if not title.startswith("ال")])
    after_name = stream.mask(_with_proclitics(title_class("named")))
    definite = kinds.shaped(("ال", "لل", "وال", "بال"))
    trust = ~stream.mask(_with_proclitics(title_class("weak")))[stream.code[at]]
    here = at + 1
    for _ in range(_LONGEST_TITLE):
        spot = np.minimum(here, len(stream) - 1)
        code = stream.code[spot]
        near = (here < len(stream)) & (stream.gap[here - 1] <= 3)
        kind = kinds(code)
        sure = inside[code] | np.isin(cover[spot], (COUNTRY, DEMONYM, ORGANISATION))
        skip = near & (sure | body[code] | (definite[code] & (kind == NOT))) & (kind != GIVEN)
        trust &= ~(skip & ~sure)
        here = here + skip
    reached = (here < len(stream)) & (stream.gap[np.minimum(here, len(stream)) - 1] <= 3)
    start, trust = here[reached], trust[reached]
    length = _run(stream, cover, kinds, start, lenient=True)
    kind = kinds(stream.code[start])
    length[~trust & ((length < 2) | (kind != GIVEN))] = 0
    length[kind == ARTICLE] = 0
    construct = titles_of[stream.code[start - 1]]  # رئيس كذا: of what, not who
    length[(body[stream.code[start - 1]] | construct) & ((kind != GIVEN) | (length < 2))] = 0
    length[after_name[stream.before(at[reached])]] = 0  # جامعة السلطان قابوس
    single = length == 1
    length[single & (~np.isin(kind, (CAN, GIVEN)) | kinds.shaped(end=("ات",))[stream.code[start]])] = 0
    unknown = (kinds.frequency < _RARE)[stream.after(start)]
    length[single & (kind == GIVEN) & unknown] = 0  # السيد جان ونر: part of a name is worse than none
    return _spans(start, length, "title")


def _after_verbs(stream: Stream, cover: np.ndarray, kinds: NameWords) -> pd.DataFrame:
    """قال فلان: two words of a name, or one that إن or a quotation follows."""
    verb = stream.mask(_speech_forms())
    start = np.flatnonzero(verb[stream.code]) + 1
    start = start[start < len(stream)]
    start = start[stream.gap[start - 1] <= 1]
    length = _run(stream, cover, kinds, start)
    kind = kinds(stream.code[start])
    after = stream.after(np.minimum(start + length, len(stream)) - 1)
    that = stream.mask([fold(w) for w in ("إن", "أن", "إنه", "أنه", "إنها", "بأن")])[after]
    length[(length == 1) & ~(that & (kind == CAN))] = 0
    rare = kinds.frequency[stream.code[start]] == 0
    length[~np.isin(kind, (GIVEN, PARTICLE)) & (length > 1) & ~rare] = 0
    return _spans(start, length, "verb")


def _after_demonyms(stream: Stream, hits: pd.DataFrame, cover: np.ndarray, kinds: NameWords) -> pd.DataFrame:
    """الإسباني فلان فلان: a definite singular nisba, then two words that Arabic lacks."""
    nisba = hits[(hits["ref"] == "demonym").to_numpy() & (hits["length"] == 1).to_numpy()]
    singular = kinds.shaped(("ال", "وال"), ("ي", "يه"))
    start = nisba["at"].to_numpy()[singular[stream.code[nisba["at"]]]] + 1
    start = start[start < len(stream)]
    start = start[stream.gap[start - 1] <= 1]
    length = _run(stream, cover, kinds, start)
    rare = kinds.frequency == 0
    known = np.isin(kinds(stream.code[start]), (GIVEN, PARTICLE))
    foreign = rare[stream.code[start]] & rare[stream.after(start)] & (kinds(stream.code[start]) == CAN)
    length[(length < 2) | ~(known | foreign)] = 0
    return _spans(start, length, "demonym")


def _by_given_name(stream: Stream, cover: np.ndarray, kinds: NameWords) -> pd.DataFrame:
    """A given name and one more word of a name; where it is a word besides, a second given name."""
    cut = np.full(len(stream.words) + 1, -1, np.int8)
    for name in given_names():
        for proclitic in PROCLITICS:
            form = proclitic + name
            if form in stream.ids and (not proclitic or (len(name) > 2 and not _is_word(form))):
                cut[stream.ids[form]] = len(proclitic)
    start = np.flatnonzero(cut[stream.code] >= 0)
    cut = cut[stream.code[start]].astype(np.int64)
    kind = kinds(stream.code[start])
    sure = (kind == GIVEN) | (cut > 0)
    next_kind = kinds(stream.after(start))
    length = _run(stream, cover, kinds, start, first=np.where(sure, GIVEN, MAYBE))
    by_and = kinds.shaped(("و",))[stream.code[start]]
    strict = ~sure | ((cut > 0) & ~by_and)
    length[(length < 2) | (strict & (next_kind != GIVEN))] = 0
    father = stream.mask([fold(w) for w in ("أبو", "أبا", "أبي", "ابن", "أم", "عبد")])[stream.before(start)]
    kunya = father & (cut == 0) & (length > 0)  # أبو حمزة المصري
    return _spans(start - kunya, length + kunya, "name", cut)


def _is_word(form: str) -> bool:
    return form in given_names() or is_common(form)


def _with_proclitics(titles: frozenset[str]) -> set[str]:
    return {form for title in titles for form, cut in with_proclitics(title) if not cut or len(title) > 3}


def _run(stream, cover, kinds: NameWords, start: np.ndarray, *, first=None, lenient=False) -> np.ndarray:
    """How many tokens from each start on can be one name."""
    length = np.zeros(len(start), np.int64)
    if not len(start):
        return length
    kind = kinds(stream.code[start]) if first is None else first
    alive = (kind != NOT) & (kind != CLOSING) & (np.isin(cover[start], (OPEN, PERSON)) | (kind == GIVEN))
    length[alive] = 1
    closed = stream.mask(title_class("inside") | title_class("title") | title_class("notname"))
    family = stream.mask([fold(w) for w in ("آل", "أبو", "ابن", "بن", "ولد", "بنت", "عبد", "أبي")])
    ordinal = stream.mask(title_class("ordinal"))
    joined = kinds.shaped(("و",))
    article = kinds.shaped(("ال",)) & ~kinds.shaped(("ال",), _NO_SURNAME)
    arabic = stream.mask(given_names("ar"))
    rare = (kinds.frequency < _RARE) & ~kinds.shaped(("ال", "و", "ب", "ل"))
    usual = (kinds.frequency > _RARE) | (kinds.shaped(end=("ه",)) & (kinds.frequency > _RARE / 10))
    before, last = np.full(len(start), NOT), np.array(kind)
    live = np.flatnonzero(alive)
    for step in range(1, _LONGEST_NAME):
        live = live[start[live] + step < len(stream)]
        live = live[stream.gap[start[live] + step - 1] <= 1]
        spot, was = start[live] + step, last[live]
        code, previous = stream.code[spot], stream.code[spot - 1]
        kind = kinds(code)
        named = np.isin(was, (GIVEN, MAYBE))
        arab = named & arabic[previous]
        free = np.isin(cover[spot], (OPEN, PERSON)) | (kind == GIVEN)
        fits = free & (kind != NOT) & ((kind != MAYBE) | (was == PARTICLE) | arab)
        if lenient:  # توني سنو: after a title and a given name, any rare word
            fits |= free & rare[code] & ~closed[code] & np.isin(was, (GIVEN, CLOSING)) & (step <= 2)
        fits |= arab & free & article[code] & ~closed[code] & ((step == 1) | ~usual[code])  # نور الشريف
        second = np.isin(before[live], (GIVEN, PARTICLE)) | (step == 1)
        fits |= (cover[spot] == DEMONYM) & article[code] & arab & second  # محمد المصري
        fits |= named & ordinal[code]
        fits |= family[previous] & ~closed[code] & ~joined[code]
        live, kind = live[fits], kind[fits]
        length[live] = step + 1
        before[live], last[live] = last[live], np.where(kind == NOT, ARTICLE, kind)
    length[(length == 2) & stream.mask(["عبد"])[stream.code[start]]] = 0  # one given name is not a full name
    loose = stream.mask(title_class("particle"))
    for _ in range(2):  # no name ends in بن
        length -= (length > 0) & loose[stream.code[start + np.maximum(length, 1) - 1]]
    return length


def _spans(
    start: np.ndarray, length: np.ndarray, evidence: str, cut: np.ndarray | None = None
) -> pd.DataFrame:
    on = length > 0
    cut = np.zeros(len(start), np.int64) if cut is None else cut
    return pd.DataFrame({"at": start[on], "length": length[on], "cut": cut[on], "evidence": evidence})
