"""Which matches of a name really name the actor, and how: decided by the words right before and after."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .aliases import REF
from .names import frequency, title_class
from .resources import read_table
from .stream import KEPT, Stream, fold


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The folded words of one closed class of `data/actor_contexts.csv`.

    >>> fold("نهر") in word_class("geo")
    True
    """
    words = [row["word"] for row in read_table("actor_contexts") if row["class"] == name]
    return frozenset([*map(fold, words), *(word for word in words if word in KEPT)])


@functools.cache
def forms_of(name: str) -> frozenset[str]:
    """The words of a class with و and ف, the longer ones with ب and ل too."""
    return frozenset(_with_and(word_class(name)))


def _with_and(words: frozenset[str]) -> set[str]:
    forms = words | {"ب" + word for word in words if len(word) > 3}
    forms |= {"لل" + word[2:] if word.startswith("ال") else "ل" + word for word in words if len(word) > 3}
    return forms | {proclitic + form for proclitic in "وف" for form in forms}


@functools.cache
def acting_verbs() -> frozenset[str]:
    """Verbs of speech and decision as they stand with a capital, which is feminine: أعلنت واشنطن."""
    forms = set()
    for row in read_table("speech_verbs"):
        past, present = fold(row["past"]), fold(row["present"])
        past = past[:-1] if past[-1] in "اي" and len(past) > 2 else past
        verbs = {past + "ت", "ت" + present[1:], "ست" + present[1:]}
        verbs |= {verb + pronoun for verb in verbs for pronoun in ("ه", "ها", "هم")}
        forms |= verbs | {proclitic + verb for proclitic in "وف" for verb in verbs}
    return frozenset(forms)


def settle(hits: pd.DataFrame, stream: Stream, rows: dict[str, int]) -> pd.DataFrame:
    """Drop matches that are other words in their context; tell what acts (metonym) from places.

    `hits` has `at`, `length`, `cut`, `row`, `ref`, `kind` and `weak`; the same columns come back. `rows`
    gives the row of an actor's id.
    """
    if not len(hits):
        return hits
    words = _Neighbours(stream, hits)
    ref = hits["ref"].to_numpy(object)
    ref = np.where(words.at_word("السعودية") & words.agrees_before(), "demonym", ref)
    ref = np.where(words.at_word("سورية") & words.agrees_before(definite=False), "demonym", ref)
    demonym, capital = ref == "demonym", ref == "capital"

    other = words.before("geo") | words.before("food")
    other |= demonym & words.before("money")
    compass = words.before("compass") | words.at_word("غربي", "غربيا") | ~words.definite_before()
    other |= demonym & words.at_word("الغربي", "الغربية", "غربي", "غربيا") & compass
    other |= words.at_word(*word_class("definite_only"))
    other |= capital & (words.before("club") | words.before("named") | words.after("other_place"))
    other |= words.at_word("مالي") & ~words.before("locative")
    other |= words.at_word("قطر") & (words.before("diameter") | words.after("diameter"))
    other |= words.at_word("كوبا") & words.after("cup")
    other |= words.at_word("سيول") & words.after("flood")
    other |= words.at_word("جورجيا") & words.before("state")
    other |= (hits["kind"] == "person").to_numpy() & stream.mask(title_class("son"))[
        words.previous
    ]  # of whom the table knows nothing
    other |= _lone_surnames(stream, hits, words)

    person, country = ((hits["kind"] == kind).to_numpy() for kind in ("person", "country"))
    country = country & (ref == "name")
    other |= country & words.before_own_nisba(hits, demonym) & ~words.at_word("عمان")
    named = words.before("named", widest=3) | (words.before("body") & country)
    named |= person & stream.mask(_with_and(title_class("named")))[words.previous]
    ref = np.where((person | country) & named, "place", ref)  # شارع فرنسا, مستشفى الحبيب بورقيبة
    hits = _amman(stream, hits.assign(ref=pd.Categorical(ref, dtype=REF)), words, rows)
    capital |= (hits["ref"] == "capital").to_numpy()
    acts = _acts(stream, hits, words, capital)
    ref = np.where(capital, np.where(acts, "metonym", "place"), hits["ref"].to_numpy(object))
    return hits.assign(ref=pd.Categorical(ref, dtype=REF))[~other].reset_index(drop=True)


class _Neighbours:
    """The words at, before and after each match, asked by class."""

    def __init__(self, stream: Stream, hits: pd.DataFrame):
        self.stream = stream
        self.at, self.single = hits["at"].to_numpy(), (hits["length"] == 1).to_numpy()
        self.first = stream.code[hits["at"]]
        self.previous = stream.before(hits["at"].to_numpy())
        self.next = stream.after((hits["at"] + hits["length"] - 1).to_numpy())

    def before(self, name: str, *, widest: int = 1) -> np.ndarray:
        return self.stream.mask(forms_of(name))[self.stream.before(self.at, widest)]

    def after(self, name: str) -> np.ndarray:
        return self.stream.mask(forms_of(name))[self.next]

    def at_word(self, *words: str) -> np.ndarray:
        return self.stream.mask([fold(word) for word in words])[self.first] & self.single

    def definite_before(self) -> np.ndarray:
        return self.stream.shaped(("ال", "لل", "وال", "بال", "فال", "كال"))[self.previous]

    def before_own_nisba(self, hits: pd.DataFrame, demonym: np.ndarray) -> np.ndarray:
        """قطر القطري, موناكو الفرنسي: a club, named as its town or country."""
        nisba = demonym & self.single & self.stream.shaped(("ال",), ("ي",))[self.first]
        follows = np.isin(hits["at"] + hits["length"], self.at[nisba])
        return follows & (self.next >= 0)

    def agrees_before(self, *, definite: bool = True) -> np.ndarray:
        """Is the word before a feminine noun or adjective, which a nisba may follow?"""
        shaped = self.stream.shaped
        article = shaped(("ال", "لل", "وال", "بال", "فال", "كال"))
        nouns = shaped(end=("ه", "ات"), least=4) & (article == definite) & ~self.stream.mask(acting_verbs())
        return nouns[self.previous]


def _amman(stream: Stream, hits: pd.DataFrame, words: _Neighbours, rows: dict[str, int]) -> pd.DataFrame:
    """عمان is Amman in an article that speaks of Jordan more than of Oman and Muscat."""
    if not {"JO", "OM"} <= rows.keys():
        return hits
    either = words.at_word("عمان") & (hits["row"] == rows["OM"]).to_numpy()
    article = stream.article[hits["at"]]
    size = int(stream.article[-1]) + 1
    jordan = np.bincount(article, hits["row"] == rows["JO"], size)
    oman = np.bincount(article, (hits["row"] == rows["OM"]).to_numpy() & ~either, size)
    dateline = (words.previous < 0) & (words.next < 0) & _opens_sentence(stream, hits)  # عمان - بترا
    amman = either & ((jordan > oman)[article] | words.before("capital") | dateline)
    return hits.assign(row=hits["row"].where(~amman, rows["JO"]), ref=hits["ref"].where(~amman, "capital"))


def _opens_sentence(stream: Stream, hits: pd.DataFrame) -> np.ndarray:
    at = hits["at"].to_numpy()
    return (at == 0) | (stream.gap[at - 1] > 1000)


def _acts(stream: Stream, hits: pd.DataFrame, words: _Neighbours, capital: np.ndarray) -> np.ndarray:
    """Which capitals act for their state.

    A capital acts beside a verb of speech or decision (أعلنت واشنطن), after words such as بقيادة or
    انتقادات, with the preposition ل, and joined by و to one that acts. The house of a president acts unless
    a place is meant.
    """
    verb, shaped = stream.mask(acting_verbs()), stream.shaped
    cut = hits["cut"].to_numpy()
    to_it = (cut > 0) & shaped(("ل", "ول"))[words.first]
    house = stream.mask(forms_of("house"))[words.first] & (cut == 0)
    told = verb[words.previous] | _verb_before(words, capital) | words.before("agent") | to_it | house
    will = verb | shaped(("ست",), least=5)
    acts = capital & ((told & ~words.before("place")) | will[words.next])
    behind = hits["at"].to_numpy() - np.r_[-9, (hits["at"] + hits["length"]).to_numpy()[:-1]]
    joined = capital & ~acts & (cut == 1) & (behind == 0) & shaped(("و",))[words.first]
    for i in np.flatnonzero(joined):  # بين طهران والدوحة
        acts[i] = acts[i - 1]
    return acts


def _verb_before(words: _Neighbours, capital: np.ndarray) -> np.ndarray:
    """Is the word before a capital like فقدت or تتقدم: known without the ت? Not شهدت, of a scene."""
    shaped = words.stream.shaped
    past = shaped(end=("ت",), least=4) & ~shaped(("ال",)) & ~shaped(end=("ات",))
    maybe = past | (shaped(("ت", "وت", "فت"), least=4) & ~shaped(end=("ه", "ات")))
    codes = np.unique(words.previous[capital & maybe[words.previous]])
    verbs = set()
    for word in (words.stream.words[code] for code in codes):
        bare = word[1:] if word[0] in "وف" and frequency(word) < frequency(word[1:]) else word
        known = frequency(bare[:-1]) if past[words.stream.ids[word]] else frequency("ي" + bare[1:])
        if known > 0 and bare not in word_class("scene"):
            verbs.add(word)
    return words.stream.mask(verbs)[words.previous]


def _lone_surnames(stream: Stream, hits: pd.DataFrame, words: _Neighbours) -> np.ndarray:
    """Surnames that are words besides (flag s), with no title before them nor the full name around."""
    weak = (hits["ref"] == "surname").to_numpy() & hits["weak"].to_numpy(bool)
    full = hits[(hits["ref"] == "name") & (hits["kind"] == "person")]
    width = int(hits["row"].max()) + 1
    key = stream.article[hits["at"]].astype(np.int64) * width + hits["row"].to_numpy()
    named = np.isin(key, stream.article[full["at"]].astype(np.int64) * width + full["row"].to_numpy())
    titled = stream.mask(_with_and(title_class("title")))[words.previous]
    return weak & ~named & ~titled
