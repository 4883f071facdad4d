"""Persons that no table knows, found by what stands before their names."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pandas as pd

from .full_names import RARE, NameText, Starts, name_lengths
from .names import (
    ARTICLE,
    CAN,
    FAMILY,
    GIVEN,
    MAYBE,
    NOT,
    ODD,
    PARTICLE,
    NameWords,
    are_common,
    given_names,
    name_kinds,
    shares,
)
from .spans import A_PERSON, DEMONYM, OPEN, joined, spans
from .stream import Stream, fold, word_class

SIGNS = ("title", "verb", "demonym", "name")  # what shows a name, the strongest first
TITLE, VERB, NISBA, GIVEN_NAME = range(len(SIGNS))
_LONGEST_TITLE = 9
_DEFINITE = ("ال", "لل", "وال", "بال")


def find_people(stream: Stream, hits: np.ndarray, kinds: NameWords) -> np.ndarray:
    """Spans that a title, a verb of speech or a given name shows to be a person's name; some overlap."""
    text = NameText(stream, hits, kinds)
    titles, verbs = stream.where(stream.attaches("title", "weak")), stream.where(text.speech)
    nisbas = hits["at"].compress((hits["ref"] == DEMONYM) & (hits["length"] == 1))
    nisbas = nisbas[text.nisba[text.code[nisbas]]]
    given = stream.where(stream.mask(given_names()))
    _ask(text, titles, np.concatenate([verbs, nisbas, given]))
    rules = [
        _after_titles(text, titles),
        _after_verbs(text, verbs),
        _after_demonyms(text, nisbas),
        _by_given_name(text),
    ]
    asked = [next(rule) for rule in rules]
    length = name_lengths(text, Starts(*map(np.concatenate, zip(*asked, strict=True))))
    lengths = np.split(length, np.cumsum([len(starts.at) for starts in asked])[:-1])
    return joined([rule.send(length) for rule, length in zip(rules, lengths, strict=True)])


def _ask(text: NameText, titles: np.ndarray, others: np.ndarray) -> None:
    """Ask about most words that the rules will come to: a few at a time take several times as long."""
    inside = text.stream.has("inside", "title", "body") | text.stream.shaped(_DEFINITE)
    start, ahead = titles + 1, [others + 1]
    for _ in range(_LONGEST_TITLE):  # what may stand inside a title, and what follows
        ahead.append(start := start[text.near(start, 3)])
        start = start[inside[text.code[start]] | (text.cover[start] != OPEN)] + 1
    start = np.concatenate(ahead)
    text.kinds(text.code[start[text.near(start, 3)]])


def names_a_place(stream: Stream, found: np.ndarray) -> np.ndarray:
    """شارع محمد الخامس, مطار الملك خالد, المستشفى الجامعي فرحات حشاد, سان بيار: named after a person."""
    at = found["at"].astype(np.intp)
    named, title = stream.attaches("named", short=True), stream.attaches("title", "weak")
    before, further, third = (stream.before(np.maximum(at - step, 0)) for step in range(3))
    public = stream.shaped(("ال",), ("ي", "يه"))[before] & stream.attaches("institution")[further]
    public &= ~title[third]  # مدير المستشفى الجامعي فلان
    street = public | (title[before] & named[further]) | stream.has("saint")[before] | named[before]
    return street & (found["cut"] == 0)


# A rule yields where names may begin, is sent how many words each can have, and yields the spans that are
# names. The words are counted for all rules at once, for few take as long as many.
Rule = Generator[Starts | np.ndarray, np.ndarray, None]


def _after_titles(text: NameText, at: np.ndarray) -> Rule:
    """Walk from each title over what may stand inside it (الخارجية, السابق) to where a name begins."""
    stream, kinds = text.stream, text.kinds
    inside, body = stream.has("inside", "title"), stream.has("body")
    construct = stream.has("title") & ~stream.shaped(("ال",))
    definite = stream.shaped(_DEFINITE)
    at = at[~stream.attaches("named")[stream.before(at)]]  # جامعة السلطان قابوس
    trust = ~stream.attaches("weak")[text.code[at]]
    here, live = at + 1, np.arange(len(at))
    for _ in range(_LONGEST_TITLE):
        live = live[text.near(here[live], 3)]
        spot = here[live]
        code = text.code[spot]
        cover, kind = text.cover[spot], kinds(code)
        sure = inside[code] | ((cover != OPEN) & (cover != A_PERSON))
        skip = (sure | body[code] | (definite[code] & (kind & (NOT | FAMILY) > 0))) & (kind != GIVEN)
        trust[live] &= ~(skip & ~sure)
        live = live[skip]
        here[live] += 1
    reached = text.near(here, 3)
    start, trust = here[reached], trust[reached]
    kind, before = kinds(text.code[start]), text.code[start - 1]
    length = yield Starts(start, kind, np.ones(len(start), bool))
    full = (kind == GIVEN) & (length > 1)
    length[(~trust | body[before] | construct[before]) & ~full] = 0  # رئيس كذا: of what, not who
    alone = length == 1
    alone[alone] = ~_single(text, start[alone], kind[alone])
    length[(kind == ARTICLE) | alone] = 0
    yield _spans(start, length, TITLE)


def _single(text: NameText, start: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Can the word after a title be a name alone? Part of a name is worse than none: السيد جان ونر."""
    shaped, code, following = text.stream.shaped, text.code[start], text.stream.after(start)
    ends = text.stream.has("notname", "thing") | shaped(("لل", "و", "ف", "ب", "ل")) | text.speech
    ends[-1] = True
    open_end = (text.kinds.frequency(following) < RARE) | ~ends[following]
    odd = shaped(end=("ات",))[code] | text.stream.attached(code)
    odd |= text.kinds.frequency(code) > RARE
    return ((kind == CAN) & ~odd) | ((kind == GIVEN) & ~open_end)


def _after_verbs(text: NameText, at: np.ndarray) -> Rule:
    """قال فلان: two words of a name, or one that إن or a quotation follows."""
    start = at[text.near(at + 1)] + 1
    kind = text.kinds(text.code[start])
    length = yield Starts(start, kind, np.zeros(len(start), bool))
    after = text.stream.after(np.minimum(start + length, len(text.stream)) - 1)
    that = text.stream.mask([*map(fold, ("إن", "أن", "إنه", "أنه", "إنها")), "بأن"])[after]
    rare = text.kinds.frequency(text.code[start]) == 0
    length[(length == 1) & ~(that & (kind & (CAN | GIVEN) > 0))] = 0
    length[(kind & (GIVEN | PARTICLE) == 0) & (length > 1) & ~rare] = 0
    yield _spans(start, length, VERB)


def _after_demonyms(text: NameText, at: np.ndarray) -> Rule:
    """الإسباني فلان فلان: a definite singular nisba, then two words that Arabic lacks."""
    kinds = text.kinds
    start = at[text.near(at + 1)] + 1
    kind = kinds(text.code[start])
    length = yield Starts(start, kind, np.zeros(len(start), bool))
    start, kind, length = (part[length > 1] for part in (start, kind, length))
    code = text.code[start]
    rare = np.maximum(kinds.frequency(code), kinds.frequency(text.stream.after(start)))
    before = text.stream.before(start - 1)
    noun = (text.cover[start - 2] == OPEN) & ~text.stream.shaped(_DEFINITE)[before]
    noun &= (kinds(before) & (CAN | GIVEN) == 0) | (kinds.frequency(before) > RARE)  # سانت إيتيان الفرنسي
    foreign = (rare == 0) | ((rare < RARE / 3) & noun)  # فاز الإسباني فلان: no adjective
    length[~((kind & (GIVEN | PARTICLE) > 0) | ((kind == CAN) & foreign))] = 0
    yield _spans(start, length, NISBA)


def _by_given_name(text: NameText) -> Rule:
    """A given name and one more word of a name; where it is a word besides, a second given name."""
    stream, kinds = text.stream, text.kinds
    known = _given(stream)
    openings = stream.attaches("deen", short=True) | stream.attaches("of_god", short=True)
    start = stream.where((known >= 0) | openings)
    start = start[(known[text.code[start]] >= 0) | _of_two_words(text, start)]
    code = text.code[start].astype(np.int64)
    of, which = pd.factorize(code << 4 | np.maximum(known[code], 0))
    kind = name_kinds(stream.spelling.bare(which >> 4, which & 15).words())[of]
    servant = text.servant[code]  # عبد الرحمن
    two = _of_two_words(text, start) | servant
    first = np.select([servant, two], [PARTICLE, GIVEN], kind)
    length = yield Starts(start, first, np.zeros(len(start), bool))
    before = stream.before(start)
    abu = stream.mask(fold(joined + word) for joined in ("", "و") for word in ("أبو", "أبي", "أبا"))[before]
    some = (length > 1) | abu
    start, length, kind, two, code, before, abu = (
        part[some] for part in (start, length, kind, two, code, before, abu)
    )
    following, cut = stream.after(start), np.maximum(known[code], 0)
    strict = ~two & np.where(cut > 0, ~stream.shaped(("و",))[code], kind == MAYBE)
    son = stream.has("son")
    surname = text.nisba[following] & (kinds(following) == ARTICLE) & (cut == 0)
    surname &= kinds.frequency(following) < RARE / 5  # عزيز الورغمي
    rare = (kinds(following) & (CAN | ODD) > 0) & (kinds.frequency(following) < RARE / 3)
    rare &= ~stream.shaped(end=("ته", "ها", "هم", "ات", "ون"))[following]
    surname |= rare & (text.trusted[code] | _is_ali(text, start))  # رضا بلحاج
    alone = strict & (kinds(following) != GIVEN) & ~(son | text.servant)[following] & ~surname
    length[(length < 2 + two) | alone | son[before]] = 0  # the end of a name that began before بن
    length[abu & (text.cover[start] == OPEN) & (kind == GIVEN) & (cut == 0) & (length == 0)] = 1
    kunya = (stream.has("father")[before] | abu) & (cut == 0) & (length > 0)  # أبو عمار, أبو حمزة المصري
    cut = np.where(kunya, ~stream.has("father")[before], cut)
    yield _spans(start - kunya, length + kunya, GIVEN_NAME, cut)


def _is_ali(text: NameText, at: np.ndarray) -> np.ndarray:
    """علي, unless the article writes على so too."""
    stream = text.stream
    separate = np.zeros(stream.article.max(initial=0) + 1, bool)
    separate[stream.article[stream.where(stream.mask(["على"]))]] = True
    return stream.mask(["علي"])[text.code[at]] & separate[stream.article[at]]


def _of_two_words(text: NameText, at: np.ndarray) -> np.ndarray:
    """عز الدين, رزق الله: does a given name of two words begin here?"""
    stream, code, following = text.stream, text.code[at], text.stream.after(at)
    faith = stream.attaches("deen", short=True)[code] & text.faith[following]
    return faith | (stream.attaches("of_god", short=True)[code] & text.god[following])


def _given(stream: Stream) -> np.ndarray:
    """The length of the proclitics before a given name, -1 for other words, such as بكامل."""
    cut = stream.cut(given_names())
    codes = np.flatnonzero(cut > 0)
    words = stream.spelt(codes)
    rest = [word[1:] for word in words]
    joined = (cut[codes] == 1) & stream.shaped(("و",))[codes] & (name_kinds(rest) == GIVEN)
    joined &= shares(words) <= shares(rest)  # not وجود
    short = stream.spelling.letters.length[codes] < cut[codes] + 3
    cut[codes[short | (are_common(words) & ~joined)]] = -1
    return np.maximum(cut, stream.cut(word_class("servant")))


def _spans(start: np.ndarray, length: np.ndarray, sign: int, cut: np.ndarray | int = 0) -> np.ndarray:
    return spans(start, length, cut, sign=sign).compress(length > 0)
