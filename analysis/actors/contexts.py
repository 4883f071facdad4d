"""Which matches of a name really name the actor, and how: decided by the words right before and after."""

from __future__ import annotations

import functools
import itertools
import re

import numpy as np

from .names import among, given_names, shares, speech_verbs
from .spans import AS_PLACE, CAPITAL, DEMONYM, METONYM, NAME, SURNAME, TEAM, changed
from .stream import FAR, Stream, fold, word_class
from .tables import COUNTRY, PERSON, PLACE

_DOUBLE_M = re.compile("م[\u064b-\u0650]?\u0651")
_WESTERN = ("الغربي", "الغربية", "غربي", "غربيا")


@functools.cache
def acting_verbs() -> frozenset[str]:
    """Verbs of speech and decision as they stand before a capital: أعلنت واشنطن, اتهم واشنطن."""
    forms = set()
    for past, stem, present, kind in speech_verbs():
        verbs = {stem + "ت", "ت" + present[1:], "ست" + present[1:]}
        verbs |= {past, present} if kind == "speech" else set()
        verbs |= {verb + pronoun for verb in verbs for pronoun in ("ه", "ها", "هم")}
        forms |= verbs | {proclitic + verb for proclitic in "وف" for verb in verbs}
    return frozenset(forms)


def settle(hits: np.ndarray, stream: Stream, rows: dict[str, int], weak: np.ndarray) -> np.ndarray:
    """Drop matches that are other words in their context; tell what acts (metonym) from places.

    `rows` gives the row of a country's id, `weak` says of each row whether its surnames are words besides.
    """
    if not len(hits):
        return hits
    words = _Neighbours(stream, hits)
    before, after, at_word = words.before, words.after, words.at_word
    ref, kind = hits["ref"].copy(), hits["kind"]
    saudi = at_word("السعودية")
    ref[saudi & ((words.feminine & words.definite) | words.after_quotation(saudi))] = DEMONYM
    ref[at_word("سورية") & words.feminine & ~words.definite] = DEMONYM
    ref[(kind == COUNTRY) & stream.mask(["ال"])[words.previous] & words.after("nisba")] = DEMONYM  # ال قطر ي
    demonym, capital, person = ref == DEMONYM, ref == CAPITAL, kind == PERSON
    country = (kind == COUNTRY) & (ref == NAME)

    other = before("geo") | before("food") | at_word(*word_class("definite_only")) | at_word("وجوبا", "كسوفا")
    other |= demonym & before("money")
    other |= demonym & at_word(*_WESTERN) & (before("compass") | at_word(*_WESTERN[2:]) | ~words.definite)
    other |= capital & (before("club_name") | before("street") | after("other_place"))
    other |= at_word("مالي") & ~before("locative")
    other |= at_word("قطر") & (before("diameter") | after("diameter"))
    other |= at_word("كوبا") & after("cup")
    other |= at_word("سيول") & after("flood")
    other |= at_word("جورجيا") & (before("state") | after("american"))
    other |= at_word("كوريا", "أراغون") & words.given  # لويس أراغون
    other |= person & stream.has("son")[words.previous]  # of whom the table knows nothing
    other |= country & words.before_nisba(demonym) & ~at_word("عمان")
    other |= (kind == PLACE) & words.as_adjective()  # الحالة المطرية
    other |= country & words.part_of_continent()
    other |= (kind == PLACE) & words.rather_family_name()
    other |= _lone_surnames(stream, hits, words, weak)

    named = before("street", widest=3) | (country & before("company"))  # شارع فرنسا
    named |= person & before("named") & (words.cut == 0)  # مستشفى الحبيب بورقيبة
    ref[(person | country) & named] = AS_PLACE
    ref[country & words.joined(words.before("team"), country)] = TEAM
    row = hits["row"].copy()
    amman = _amman(stream, hits, words, rows)
    row[amman], ref[amman] = rows.get("JO", -1), CAPITAL
    capital |= amman
    ref[capital] = np.where(_acts(stream, hits, words, capital)[capital], METONYM, AS_PLACE)
    return changed(hits, row=row, ref=ref).compress(~other)


class _Neighbours:
    """The words at, before and after each match, asked by class."""

    def __init__(self, stream: Stream, hits: np.ndarray):
        self.stream = stream
        self.at, self.cut = hits["at"].astype(np.intp), hits["cut"]
        self.single = hits["length"] == 1
        self.past = self.at + hits["length"]
        self.first = stream.code[self.at]
        self.previous, self.next = stream.before(self.at), stream.after(self.past - 1)
        self.adjoins = self.at == np.r_[-1, self.past[:-1]]  # the match before it
        self.verbs = stream.mask(acting_verbs())
        self.given = stream.mask(given_names())[self.previous]

    def before(self, name: str, *, widest: int = 1) -> np.ndarray:
        previous = self.previous if widest == 1 else self.stream.before(self.at, widest)
        return self.stream.attaches(name)[previous]

    def after(self, name: str) -> np.ndarray:
        return self.stream.attaches(name)[self.next]

    def at_word(self, *words: str) -> np.ndarray:
        return self.stream.mask(map(fold, words))[self.first] & self.single

    @functools.cached_property
    def definite(self) -> np.ndarray:
        """Has the word before the article?"""
        return self.stream.shaped(("ال", "لل", "وال", "بال", "فال", "كال"))[self.previous]

    @functools.cached_property
    def feminine(self) -> np.ndarray:
        """Is the word before a feminine noun or adjective, which a nisba may follow?"""
        nouns = self.stream.shaped(end=("ه", "ات"), least=4) & ~self.verbs
        return nouns[self.previous]

    def as_adjective(self) -> np.ndarray:
        """Is it a word such as المطرية or الرمادي, and the noun before it definite too, and no name?"""
        feminine, masculine = (self.stream.shaped(("ال",), (end,))[self.first] for end in ("يه", "ي"))
        agrees = ((feminine & self.feminine) | masculine) & self.definite
        return agrees & self.single & (self.cut == 0) & ~self.adjoins

    def after_quotation(self, chosen: np.ndarray) -> np.ndarray:
        """صحيفة «الرياض» السعودية: does a quotation end right before?"""
        stream, quoted = self.stream, np.zeros(len(self.at), bool)
        near = (self.at > 0) & np.isin(stream.gap[self.at - 1], (2, 3))
        for i in np.flatnonzero(chosen & near).tolist():
            said, mark = stream.around(self.at[i])
            quoted[i] = mark in ("»", "”") or (mark == '"' and said.count(mark) % 2 == 1)
        return quoted

    def rather_family_name(self) -> np.ndarray:
        """جوزيف بلاتر: after a given name, is the word with its ب more frequent than without?"""
        family = (self.cut > 0) & self.single & self.given
        words, rest = (self.stream.spelt(self.first[family], cut) for cut in (0, self.cut[family]))
        family[family] = shares(words) > shares(rest)
        return family

    def part_of_continent(self) -> np.ndarray:
        """وسط وجنوب أفريقيا: does a second point of the compass stand before, joined by و?"""
        points, found = self.stream.attaches("point", short=True), np.zeros(len(self.at), bool)
        south = np.flatnonzero(points[self.first] & ~self.single)
        at, previous = self.at[south], self.previous[south]
        spaced = self.stream.mask(["و"])[previous]
        further = np.where(spaced, self.stream.before(np.maximum(at - 1, 0)), previous)
        joined = self.stream.shaped(("و",))[self.first[south]] & (self.cut[south] > 0)
        found[south] = points[further] & (spaced | joined)
        return found

    def joined(self, chosen: np.ndarray, among: np.ndarray) -> np.ndarray:
        """The chosen among some, with those that و joins to one: بين طهران والدوحة, منتخبا تونس ومصر."""
        chosen = chosen & among
        behind = self.adjoins & (self.cut == 1) & among & ~chosen & self.stream.shaped(("و",))[self.first]
        for i in np.flatnonzero(behind):
            chosen[i] = chosen[i - 1]
        return chosen

    def before_nisba(self, demonym: np.ndarray) -> np.ndarray:
        """قطر القطري, موناكو الفرنسي: a club, named as its town or country."""
        nisba = demonym & self.single & self.stream.shaped(("ال",), ("ي",))[self.first]
        return np.r_[(self.adjoins & nisba)[1:], False] & (self.next >= 0)


def _amman(stream: Stream, hits: np.ndarray, words: _Neighbours, rows: dict[str, int]) -> np.ndarray:
    """عمان is Amman where its vowel marks say so, else where the article speaks more of Jordan."""
    row = hits["row"]
    spelt = stream.cut([fold("عمان")]) >= 0  # وعمان too
    either = spelt[words.first] & words.single & (row == rows.get("OM", -1))
    if "JO" not in rows or not either.any():
        return np.zeros(len(hits), bool)
    article = stream.article[words.at]
    jordan = np.bincount(article, row == rows["JO"])
    oman = np.bincount(article, (row == rows["OM"]) & ~either)
    opens = (words.at == 0) | (stream.gap[words.at - 1] == FAR)
    dateline = opens & (words.next < 0)  # عمان - بترا
    amman = either & ((jordan > oman)[article] | words.before("capital") | dateline)
    marks = stream.end[words.at] - stream.start[words.at] > len("عمان") + words.cut
    for i in np.flatnonzero(either & marks):  # printed marks decide: عمّان, عُمان
        marked = stream.printed(words.at[i])
        amman[i] = (amman[i] and "عُ" not in marked) or _DOUBLE_M.search(marked) is not None
    return amman


def _acts(stream: Stream, hits: np.ndarray, words: _Neighbours, capital: np.ndarray) -> np.ndarray:
    """Which capitals act for their state.

    A capital acts beside a verb of speech or decision (أعلنت واشنطن), after words such as بقيادة or
    انتقادات, with the preposition ل, and joined by و to one that acts. The house of a president acts unless
    a place is meant.
    """
    verb, shaped = words.verbs, stream.shaped
    to_it = (words.cut > 0) & shaped(("ل", "ول"))[words.first]
    house = stream.attaches("house")[words.first] & (words.cut == 0)
    told = verb[words.previous] | _verb_before(words, capital) | words.before("agent") | to_it | house
    will = verb | shaped(("ست",), least=5)
    acts = (told & ~words.before("place")) | will[words.next]
    return words.joined(acts, capital)


def _verb_before(words: _Neighbours, capital: np.ndarray) -> np.ndarray:
    """Is the word before a capital like فقدت or تتقدم: known without the ت? Not شهدت, of a scene."""
    shaped = words.stream.shaped
    past = shaped(end=("ت",), least=4) & ~shaped(("ال",)) & ~shaped(end=("ات",))
    maybe = past | (shaped(("ت", "وت", "فت"), least=4) & ~shaped(end=("ه", "ات")))
    codes = np.unique(words.previous[capital & maybe[words.previous]])
    spelt = words.stream.spelt(codes)
    joined = shaped(("و", "ف"))[codes] & (shares(spelt) < shares(word[1:] for word in spelt))
    bare = [word[more:] for word, more in zip(spelt, joined.tolist(), strict=True)]
    forms = [verb[:-1] if ends else "ي" + verb[1:] for verb, ends in zip(bare, past[codes], strict=True)]
    known = (shares(forms) > 0) & ~among(bare, word_class("scene"))
    return words.stream.mask(itertools.compress(spelt, known))[words.previous]


def _lone_surnames(stream: Stream, hits: np.ndarray, words: _Neighbours, weak: np.ndarray) -> np.ndarray:
    """Surnames that are words besides (flag s), with no title before them nor the full name around."""
    row, ref = hits["row"], hits["ref"]
    alone = (ref == SURNAME) & weak[row]
    bearer = stream.article[words.at].astype(np.int64) * (row.max() + 1) + row
    full = (ref == NAME) & (hits["kind"] == PERSON)
    alone[alone] = ~np.isin(bearer[alone], bearer[full])
    return alone & ~words.before("title")
