"""How many words can be one person's name: given names, particles and family names in a row."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from .names import (
    ARTICLE,
    CAN,
    CLOSING,
    FAMILY,
    GIVEN,
    MAYBE,
    NOT,
    ODD,
    PARTICLE,
    NameWords,
    given_names,
    speech_verbs,
)
from .spans import A_PERSON, BY_NISBA, OPEN, cover
from .stream import Stream, fold

RARE = 1e-5  # share of all words below which a word may be a name that no list has
_LONGEST = 9


@functools.cache
def speech_forms() -> frozenset[str]:
    """قال, قالت, يقول, تقول of every verb of speech, with و and ف."""
    forms = {
        form
        for past, stem, present, kind in speech_verbs()
        if kind == "speech"
        for form in (past, stem + "ت", present, "ت" + present[1:])
    }
    return frozenset(forms | {proclitic + verb for proclitic in "وف" for verb in forms})


class NameText:
    """A corpus with what the rules for names ask of its words: masks over the vocabulary."""

    def __init__(self, stream: Stream, hits: np.ndarray, kinds: NameWords):
        self.stream, self.code, self.kinds = stream, stream.code, kinds
        self.cover = cover(hits, len(stream))
        self.closed = stream.has("inside", "title", "notname", "thing")
        self.nisba = stream.shaped(("ال", "وال"), ("ي", "يه"))
        self.faith = stream.mask([fold("الدين"), fold("العابدين")])
        self.god, self.tenth = stream.mask(["الله"]), stream.mask(["عشر"])
        self.servant = stream.attaches("servant", short=True)
        self.of_god = stream.attaches("of_god", short=True)
        self.speech = stream.mask(speech_forms())
        self.arabic = stream.cut(given_names("ar")) >= 0
        self.trusted = stream.mask(given_names(word="also") - {fold("علي")})
        self.joined, self.definite = stream.shaped(("و",)), stream.shaped(("ال",))
        self.inflected = stream.shaped(("ال", "و", "ب", "ل", "ف")) | stream.shaped(end=("ا", "ه", "ت"))

    def near(self, at: np.ndarray, widest: int = 1) -> np.ndarray:
        """Does a token follow in the same sentence, at most so many characters on?"""
        return (at < len(self.stream)) & (self.stream.gap[np.minimum(at, len(self.stream)) - 1] <= widest)

    def free(self, at: np.ndarray, kind: np.ndarray) -> np.ndarray:
        """Does no table claim the token for other than a person?"""
        return (self.cover[at] == OPEN) | (self.cover[at] == A_PERSON) | (kind == GIVEN)


class Starts(NamedTuple):
    """Tokens with which names may begin, the kinds of their words, and whether a title stands before them."""

    at: np.ndarray
    kind: np.ndarray
    titled: np.ndarray


def name_lengths(text: NameText, starts: Starts) -> np.ndarray:
    """How many tokens from each start on can be one name."""
    particle = text.stream.has("particle")
    start, kind, titled = starts
    alive = (kind & (NOT | CLOSING | FAMILY | ODD) == 0) & text.free(start, kind)
    length, last = alive.astype(np.int64), np.array(kind)
    live = np.flatnonzero(alive)
    for step in range(1, _LONGEST):
        live = live[text.near(start[live] + step)]
        at = start[live] + step
        fits = _continues(text, at, last[live], step, titled[live])
        live, kind = live[fits], text.kinds(text.code[at[fits]])
        length[live] = step + 1
        last[live] = np.where((kind & (NOT | FAMILY) > 0), ARTICLE, kind)
    length[(length == 2) & text.servant[text.code[start]]] = 0  # one given name is not a full name
    for _ in range(2):  # no name ends in بن
        length -= (length > 0) & particle[text.code[start + np.maximum(length, 1) - 1]]
    return length


def _continues(text: NameText, at: np.ndarray, was: np.ndarray, step: int, titled: np.ndarray) -> np.ndarray:
    """Can these tokens go on with a name, after a word of this kind?"""
    stream, code, previous = text.stream, text.code[at], text.code[at - 1]
    kind, share = text.kinds(code), text.kinds.frequency(code)
    free, open_, joined = text.free(at, kind), ~text.closed[code], text.joined[code]
    servants = text.servant[text.code[at - 2]] & (step > 1)  # عبد الكريم
    named = (was & (GIVEN | MAYBE) > 0) | servants
    arab = (named & (text.arabic[previous] | servants)) | text.faith[previous]
    trusted = (was == GIVEN) & text.trusted[code]  # جان مارك

    fits = free & (kind & (NOT | FAMILY | ODD) == 0)
    fits &= (kind != MAYBE) | (was == PARTICLE) | arab | trusted
    # توني سنو, أحمد التوفيق: after a title and a given name, any rare word
    rare = (share < RARE) & ~text.inflected[code] & (was & (GIVEN | CLOSING) > 0) & (step <= 2)
    plural = stream.shaped(end=("ات", "ون", "ين", "ه"))[code]
    rare |= arab & (kind == NOT) & text.definite[code] & ~plural & (step == 1)
    fits |= rare & free & open_ & titled
    if step == 1:  # نعوم شومسكي
        fits |= free & open_ & (kind == ODD) & ((was == GIVEN) | text.trusted[previous])
    doubt = (was == MAYBE) & (step == 1) & ~titled  # تحسين الوضعية
    usual = share > np.where(doubt, RARE / 10, RARE)
    second = (step == 1) | (servants & (step == 2))
    nisba = stream.shaped(("ال",), ("ي",))[code]
    family = (second & ~doubt) | ((~usual | nisba) & open_)
    fits |= arab & free & (kind == FAMILY) & family  # نور الشريف
    fits |= (text.cover[at] == BY_NISBA) & (kind & (FAMILY | ARTICLE) > 0) & arab  # محمد المصري
    king = named | (titled & (was == CAN) & (step == 1))  # البابا كليمنضس السابع
    ordinal = stream.has("ordinal")
    fits |= (ordinal[code] & king) | (ordinal[previous] & text.tenth[code])  # لويس التاسع عشر
    fits &= ~text.god[code] | text.of_god[previous]
    fits |= stream.has("family")[previous] & open_ & ~joined
    fits |= text.servant[previous] & (text.definite[code] | (open_ & ~joined))  # عبد الملك
    return fits & (titled | (was != ODD))
