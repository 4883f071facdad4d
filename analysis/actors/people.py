"""Actors that no table knows: who they are, and everywhere they are named."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd

from ..memory import give_back
from .full_names import speech_forms
from .matching import AliasIndex, match
from .names import NameWords, among, are_common, chosen, given_names, shares
from .organisations import HEADS, find_organisations
from .persons import SIGNS, find_people, names_a_place
from .spans import AS_PLACE, DEMONYM, NAME, SURNAME, TEAM, changed, joined, overlap, spans
from .stream import Stream, fold
from .tables import COUNTRY, ORGANISATION, PERSON

EVIDENCE = [*SIGNS, *HEADS]


def add_candidates(
    stream: Stream, hits: np.ndarray, known: int, done: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Join to the matches of a table of `known` rows the names that the grammar of news shows to be actors.

    Returns
    -------
    array, array, array
        The matches; the kinds of the new actors, whose rows follow those of the table; the spans that showed
        them.
    """
    found = _new_spans(stream, hits, done)
    number = _numbers(stream, found)
    found["name"] = _names(found["length"].astype(np.int64), number)
    found["row"] = known + _identify(stream, found, number)
    found["ref"] = _named_how(stream, found)
    hits = _with_family(stream, hits)
    taken = joined([found, _repeated(stream, found, hits)])
    hits = joined([_not_inside(hits, taken), taken])
    done()
    hits = joined([hits, _surnames(stream, hits)])
    done()
    return hits, _new_kinds(found, known), found


def _new_spans(stream: Stream, hits: np.ndarray, done: Callable[[], None]) -> np.ndarray:
    """Persons and organisations that the table lacks; where both claim a word, the earlier start wins."""
    kinds = NameWords(stream)
    people = find_people(stream, hits, kinds)
    done()
    bodies = find_organisations(stream, hits, kinds)
    give_back()
    done()
    known = hits.compress(hits["kind"] == PERSON)
    people = people.compress(~overlap(people, known.compress(known["ref"] == NAME)))
    alone = known.compress(known["length"] == 1)
    people = people.compress((people["length"] > 1) | ~overlap(people, alone))
    actors = np.isin(hits["kind"], (ORGANISATION, PERSON)) & (hits["ref"] != AS_PLACE)
    bodies = bodies.compress(~overlap(bodies, hits.compress(actors)))
    bodies = bodies.compress(~_named_already(bodies, hits.compress(hits["ref"] != DEMONYM)))
    bodies = changed(bodies, kind=ORGANISATION, sign=bodies["sign"] + len(SIGNS))
    found = joined([bodies, changed(people, kind=PERSON)])
    found = found.take(np.argsort((found["at"].astype(np.int64) << 16) - found["length"], kind="stable"))
    reach = np.maximum.accumulate(np.r_[0, found["at"] + found["length"]])[:-1]
    return found.compress(found["at"] >= reach)


def _with_family(stream: Stream, hits: np.ndarray) -> np.ndarray:
    """محمد بن زايد آل نهيان: the family belongs to the name."""
    last = hits["at"] + hits["length"] - 1
    house = stream.mask([fold("آل")])[stream.after(last)] & (hits["kind"] == PERSON)
    follows = stream.after(np.minimum(last + 1, len(stream) - 1)) >= 0
    return changed(hits, length=hits["length"] + 2 * (house & follows))


def _numbers(stream: Stream, found: np.ndarray) -> np.ndarray:
    """The numbers of the words of each span, span after span; of the first one without its proclitics."""
    size = found["length"].astype(np.int64)
    begin = size.cumsum() - size
    code = stream.code[np.repeat(found["at"] - begin, size) + np.arange(size.sum())]
    number, bare = stream.spelling.number[code], stream.spelling.bare(code[begin], found["cut"])
    number[begin] = stream.spelling.numbers(bare, enter=True)
    return number


def _names(size: np.ndarray, number: np.ndarray) -> np.ndarray:
    """A number for each name, the same for equal ones, given how many words each has and their numbers."""
    begin, width = size.cumsum() - size, number.max(initial=0) + 1
    name = number[begin].astype(np.int64)
    for step in range(1, size.max(initial=0)):
        longer = np.flatnonzero(size > step)
        words = name[longer] * width + number[begin[longer] + step]
        name[longer] = name.max() + 1 + pd.factorize(words)[0]
    return pd.factorize(name)[0]


def _identify(stream: Stream, found: np.ndarray, number: np.ndarray) -> np.ndarray:
    """A number per actor: a full name stands for itself, a surname for the full name in its article."""
    name = found["name"].astype(np.int64)
    end = found["length"].cumsum(dtype=np.int64)
    single = found["length"] == 1
    of_word = np.full(number.max(initial=0) + 1, -1)
    of_word[number[end[single] - 1]] = name[single]
    last = of_word[number[end - 1]]
    short = single & (found["kind"] == PERSON)
    article = stream.article[found["at"]] * (name.max(initial=0) + 1)
    full = ~short & (last >= 0)
    places, first = np.unique((article + last)[full], return_index=True)
    if len(places):
        bearer = pd.Index(places).get_indexer((article + name)[short])
        name[short] = np.where(bearer < 0, name[short], name[full][first].take(bearer, mode="wrap"))
    return pd.factorize(name)[0]


def _named_how(stream: Stream, found: np.ndarray) -> np.ndarray:
    """A person's place is what is named after him: شارع فرحات حشاد."""
    person = found["kind"] == PERSON
    street = person & names_a_place(stream, found)
    return np.select([street, person & (found["length"] == 1)], [AS_PLACE, SURNAME], NAME)


def _new_kinds(found: np.ndarray, known: int) -> np.ndarray:
    """The kind of each new actor: that of the longest of its spans."""
    longest = np.argsort(-found["length"], kind="stable")[::-1]  # last, of equal ones the first
    row = found["row"] - known
    kinds = np.empty(row.max(initial=-1) + 1, np.int8)
    kinds[row[longest]] = found["kind"][longest]
    return kinds


def _repeated(stream: Stream, found: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Names that were shown to be names somewhere, wherever they stand without such a sign."""
    shown = found.compress((found["length"] > 1) | (found["kind"] == ORGANISATION))
    shown = shown.take(np.sort(np.unique(shown["name"], return_index=True)[1]))
    single = shown["length"] == 1
    words = stream.spelling.bare(stream.code[shown["at"][single]], shown["cut"][single])
    spelt = words.words()
    ordinary = words.shaped(("ال",)) | (shares(spelt) >= 1e-5) | are_common(spelt)
    single[single] = ordinary | (words.length < 2)
    shown = shown.compress(~single)
    size, ref = shown["length"].astype(np.int64), np.full(len(shown), NAME)
    again = match(stream, AliasIndex(size, _numbers(stream, shown), shown["row"], ref))
    kind = np.zeros(found["row"].max(initial=0) + 1, np.int32)
    kind[shown["row"]] = shown["kind"]
    again["kind"] = kind[again["row"]]
    again["ref"] = _named_how(stream, again)
    known = hits.compress(hits["ref"] != DEMONYM)  # what the table says of a place stays
    return again.compress(~overlap(again, found) & ~overlap(again, known))


def _named_already(bodies: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Phrases that a name of the table opens and fills (الاتحاد السوفياتي), or reaches into."""
    if not len(names):
        return np.zeros(len(bodies), bool)
    names = names.take(np.maximum(np.searchsorted(names["at"], bodies["at"], side="right") - 1, 0))
    end = names["at"] + names["length"]
    into = (names["at"] < bodies["at"]) & (bodies["at"] < end)
    return into | ((names["at"] == bodies["at"]) & (end >= bodies["at"] + bodies["length"]))


def _not_inside(hits: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """The table's matches but those inside new names; what names a country stays inside organisations.

    منتخب مصر names Egypt; مصرف قطر المركزي says only where.
    """
    person = taken["kind"] == PERSON
    inside, ref = overlap(hits, taken.compress(~person)), hits["ref"].copy()
    nation = inside & (hits["kind"] == COUNTRY) & np.isin(ref, (NAME, AS_PLACE, TEAM))
    nation &= ~np.isin(hits["at"], taken["at"], kind="table")
    ref[nation & (ref != TEAM)] = AS_PLACE
    gone = overlap(hits, taken.compress(person)) | (inside & ~nation & (ref != DEMONYM))
    return changed(hits, ref=ref).compress(~gone)


def _surnames(stream: Stream, hits: np.ndarray) -> np.ndarray:
    """The last word of a person's full name, wherever it stands alone in the same article.

    One that is a given name besides needs a title or a verb of speech, and nobody there who is called so.
    """
    people = hits.compress((hits["kind"] == PERSON) & (hits["ref"] != AS_PLACE))
    article = stream.article[people["at"]].astype(np.int64)
    last = stream.code[people["at"] + people["length"] - 1].astype(np.int64)
    cut = np.where(people["length"] == 1, people["cut"], 0)
    which, of = np.unique(last << 8 | cut, return_inverse=True)
    spelt = stream.spelt(which >> 8, which & 255)
    ordinary = chosen((shares(spelt) > 2e-5) & ~among(spelt, given_names()), are_common, spelt)
    rare = ~ordinary & np.array([len(word) > 2 for word in spelt], bool)
    words, number = {}, np.full(len(which), -1)
    number[rare] = [words.setdefault(word, len(words)) for word in itertools.compress(spelt, rare)]
    width = len(words) + 1
    place = article * width + number[of]
    bearers, first = np.unique(np.where(number[of] < 0, -1, place), return_index=True)

    stands, cuts = stream.read(words)
    joined = np.flatnonzero(cuts > 0)
    stands[joined[are_common(stream.spelt(joined))]] = -1
    at = stream.where(stands >= 0)
    place = stream.article[at].astype(np.int64) * width + stands[stream.code[at]]
    near = np.minimum(np.searchsorted(bearers, place), len(bearers) - 1)
    named = bearers[near] == place if len(bearers) else at < 0
    at, near, place = at[named], near[named], place[named]
    del last, of, named
    give_back()
    code, previous = stream.code[at], stream.before(at)
    given = np.array([word in given_names("ar") for word in words] + [False])
    called = (article * width + stands[stream.code[people["at"]]])[people["length"] > 1]
    shown = stream.mask(speech_forms()) | stream.attaches("title")
    named = ~given[stands[code]] | shown[previous]
    doubt = named & given[stands[code]]
    named[doubt] = ~np.isin(place[doubt], called)
    named &= ~stream.has("son")[previous]
    at, code, previous, near = at[named], code[named], previous[named], near[named]
    more = stream.has("particle")[previous] & (cuts[code] == 0)  # فان باستن
    found = spans(at - more, 1 + more, cuts[code], row=people["row"][first[near]], kind=PERSON)
    found["ref"] = np.where(names_a_place(stream, found), AS_PLACE, SURNAME)  # جامع ابن طولون
    return found.compress(~overlap(found, hits))
