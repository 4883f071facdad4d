"""Actors that no table knows: who they are, everywhere they are named, and how to promote them to a table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..memory import give_back
from ..words.tokens import with_tokens
from .aliases import AS_PLACE, DEMONYM, HIT, NAME, SURNAME, TEAM, AliasIndex, match, together
from .names import NameWords, frequency, given_names, is_common
from .organisations import HEADS, find_organisations
from .persons import SIGNS, find_people, names_a_place, speech_forms
from .stream import Stream, bare, fold
from .tables import COUNTRY, KINDS, ORGANISATION, PERSON, table_of

EVIDENCE = [*SIGNS, *HEADS]


def add_candidates(
    stream: Stream, hits: pd.DataFrame, table: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Join to the matches of a table the names that the grammar of news shows to be actors.

    Returns
    -------
    tuple of DataFrame
        The matches; the table with one more row per new actor; the spans found, with `evidence` and `row`.
    """
    give_back()
    spans = _new_spans(stream, hits)
    give_back()
    number, names = _names(stream, spans)
    spans["name"], spans["row"] = number, len(table) + _identify(stream, spans, number, names)
    spans["ref"] = _named_how(stream, spans)
    table = _extended(table, spans, names)
    hits = _with_family(stream, hits)
    taken = together(spans, _repeated(stream, spans, names, hits))
    hits = together(_not_inside(hits, taken), taken)
    give_back()
    alone = _surnames(stream, hits)
    give_back()
    return together(hits, alone), table, spans


def _new_spans(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Persons and organisations that the table lacks; where both claim a word, the earlier start wins."""
    kinds = NameWords(stream)
    people = find_people(stream, hits, kinds)
    give_back()
    bodies = find_organisations(stream, hits, kinds)
    give_back()
    known = hits[hits["kind"] == PERSON]
    people = people[~_overlap(people, known[known["ref"] == NAME])]
    people = people[(people["length"] > 1) | ~_overlap(people, known[known["length"] == 1])]
    actors = hits["kind"].isin([ORGANISATION, PERSON]) & (hits["ref"] != AS_PLACE)
    bodies = bodies[~_overlap(bodies, hits[actors])]
    bodies = bodies[~_named_already(bodies, hits[hits["ref"] != DEMONYM])]
    spans = pd.concat(
        [
            bodies.assign(kind=ORGANISATION, evidence=bodies["evidence"] + len(SIGNS)),
            people.assign(kind=PERSON),
        ],
        ignore_index=True,
    )
    spans = spans.sort_values(["at", "length"], ascending=[True, False], kind="stable", ignore_index=True)
    reach = np.maximum.accumulate(np.r_[0, spans["at"] + spans["length"]])[:-1]
    return spans[spans["at"].to_numpy() >= reach].reset_index(drop=True)


def _with_family(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """محمد بن زايد آل نهيان: the family belongs to the name."""
    last = (hits["at"] + hits["length"] - 1).to_numpy()
    house = stream.mask([fold("آل")])[stream.after(last)] & (hits["kind"] == PERSON).to_numpy()
    follows = stream.after(np.minimum(last + 1, len(stream) - 1)) >= 0
    return hits.assign(length=hits["length"] + 2 * (house & follows))


def _names(stream: Stream, spans: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A number per span, and the folded name, without proclitics, for which each number stands."""
    at, length, cut = (spans[name].to_numpy(np.int64) for name in ("at", "length", "cut"))
    same, steps = cut, []
    for step in range(length.max(initial=0)):  # equal words with an equal cut get an equal number
        steps.append(np.where(step < length, stream.code[np.minimum(at + step, len(stream) - 1)], -1))
        same = pd.factorize(same * (len(stream.words) + 1) + steps[-1])[0]
    first = np.unique(same, return_index=True)[1]
    words, spelt = [*stream.words, ""], []  # the last for what follows a shorter name
    for skipped, head, *rest in zip(*(part[first].tolist() for part in (cut, *steps)), strict=True):
        spelt.append(" ".join([bare(words[head], skipped), *map(words.__getitem__, rest)]).rstrip())
    number, names = pd.factorize(np.array(spelt, dtype=object))
    return number[same], names


def _identify(stream: Stream, spans: pd.DataFrame, number: np.ndarray, names: np.ndarray) -> np.ndarray:
    """A number per actor: a full name stands for itself, a surname for the full name in its article."""
    short = ((spans["kind"] == PERSON) & (spans["length"] == 1)).to_numpy()
    last = pd.Index(names).get_indexer([name.rpartition(" ")[2] for name in names])  # -1: nowhere alone
    place = stream.article[spans["at"]].astype(np.int64) * (len(names) + 1)
    bearer = pd.Series(number, index=place + last[number])[~short & (last[number] >= 0)]
    bearer = bearer[~bearer.index.duplicated()].reindex(place + number)
    return pd.factorize(np.where(short & bearer.notna(), bearer, number))[0]


def _extended(table: pd.DataFrame, spans: pd.DataFrame, names: np.ndarray) -> pd.DataFrame:
    """What a mention says of its actor, with a row for each new one; its name is still the folded one."""
    new = spans.sort_values(["row", "length"], ascending=[True, False], kind="stable").drop_duplicates("row")
    name, kind = names[new["name"]], np.array(KINDS, dtype=object)[new["kind"]]
    more = pd.DataFrame({"actor": name, "name": name, "label": "", "kind": kind, "new": True}, dtype=object)
    known = table[["actor", "name", "label", "kind"]].astype(object).assign(new=False)
    return pd.concat([known, more], ignore_index=True)


def _named_how(stream: Stream, spans: pd.DataFrame) -> np.ndarray:
    """A person's place is what is named after him: شارع فرحات حشاد."""
    person = (spans["kind"] == PERSON).to_numpy()
    street = person & names_a_place(stream, spans)
    return np.select([street, person & (spans["length"] == 1)], [AS_PLACE, SURNAME], NAME)


def _repeated(stream: Stream, spans: pd.DataFrame, names: np.ndarray, hits: pd.DataFrame) -> pd.DataFrame:
    """Names that were shown to be names somewhere, wherever they stand without such a sign."""
    index = AliasIndex()
    shown = spans[(spans["length"] > 1) | (spans["kind"] == ORGANISATION)].drop_duplicates("name")
    for name, row in zip(names[shown["name"]], shown["row"].tolist(), strict=True):
        if " " in name or (frequency(name) < 1e-5 and not is_common(name) and not name.startswith("ال")):
            index.add(name, row, NAME)
    found = match(stream, index)
    rows = np.array(index.refs, np.int64).reshape(-1, 2)[found["alias"], 0]
    kind = shown.drop_duplicates("row").set_index("row")["kind"].reindex(rows).to_numpy()
    found = found.assign(row=rows, ref=NAME, kind=kind)[HIT]
    known = hits[hits["ref"] != DEMONYM]  # what the table says of a place stays
    return found.assign(ref=_named_how(stream, found))[~_overlap(found, spans) & ~_overlap(found, known)]


def _overlap(some: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Which spans share a token with any of the others."""
    if not len(some) or not len(others):
        return np.zeros(len(some), bool)
    at, end = others["at"].to_numpy(), (others["at"] + others["length"]).to_numpy()
    order = np.argsort(at, kind="stable")
    reach = np.maximum.accumulate(end[order])
    before = np.searchsorted(at[order], some["at"] + some["length"])  # how many begin before a span ends
    return (before > 0) & (reach[np.maximum(before, 1) - 1] > some["at"].to_numpy())


def _named_already(bodies: pd.DataFrame, names: pd.DataFrame) -> np.ndarray:
    """Phrases that a name of the table opens and fills (الاتحاد السوفياتي), or reaches into."""
    if not len(names):
        return np.zeros(len(bodies), bool)
    at, end = names["at"].to_numpy(), (names["at"] + names["length"]).to_numpy()
    last = np.maximum(np.searchsorted(at, bodies["at"], side="right") - 1, 0)
    into = (at[last] < bodies["at"]) & (bodies["at"] < end[last])
    return into | ((at[last] == bodies["at"]) & (end[last] >= bodies["at"] + bodies["length"]))


def _not_inside(hits: pd.DataFrame, taken: pd.DataFrame) -> pd.DataFrame:
    """The table's matches but those inside new names; what names a country stays inside organisations.

    منتخب مصر names Egypt; مصرف قطر المركزي says only where.
    """
    person = taken["kind"] == PERSON
    inside = _overlap(hits, taken[~person])
    at, ref = hits["at"].to_numpy(), hits["ref"].to_numpy().copy()
    nation = inside & (hits["kind"] == COUNTRY).to_numpy() & np.isin(ref, (NAME, AS_PLACE, TEAM))
    nation &= ~np.isin(at, taken["at"])
    ref[nation & (ref != TEAM)] = AS_PLACE
    gone = _overlap(hits, taken[person]) | (inside & ~nation & (ref != DEMONYM))
    return hits.assign(ref=ref)[~gone]


def _surnames(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """The last word of a person's full name, wherever it stands alone in the same article.

    One that is a given name besides needs a title or a verb of speech, and nobody there who is called so.
    """
    people = hits[(hits["kind"] == PERSON) & (hits["ref"] != AS_PLACE)]
    article = stream.article[people["at"]].astype(np.int64)
    last = stream.code[people["at"] + people["length"] - 1].astype(np.int64)
    cut = np.where(people["length"] == 1, people["cut"], 0)
    which, of = np.unique(last << 8 | cut, return_inverse=True)
    words, number = {}, np.full(len(which), -1)
    for i, code in enumerate(which.tolist()):
        word = stream.words[code >> 8][code & 255 :]
        if len(word) > 2 and not (is_common(word) and frequency(word) > 2e-5 and word not in given_names()):
            number[i] = words.setdefault(word, len(words))
    width = len(words) + 1
    place = article * width + number[of]
    bearers, first = np.unique(np.where(number[of] < 0, -1, place), return_index=True)

    stands, cuts = stream.read(words)
    stands[[code for code in np.flatnonzero(cuts > 0).tolist() if is_common(stream.words[code])]] = -1
    at = stream.where(stands >= 0)
    place = stream.article[at].astype(np.int64) * width + stands[stream.code[at]]
    near = np.minimum(np.searchsorted(bearers, place), len(bearers) - 1)
    named = bearers[near] == place if len(bearers) else at < 0
    at, near, place = at[named], near[named], place[named]
    del last, of, named
    give_back()
    code, previous = stream.code[at], stream.before(at)
    given = np.array([word in given_names("ar") for word in words] + [False])
    called = (article * width + stands[stream.code[people["at"]]])[(people["length"] > 1).to_numpy()]
    shown = stream.mask(speech_forms()) | stream.attaches("title")
    named = ~given[stands[code]] | (shown[previous] & ~np.isin(place, called))
    named &= ~stream.has("son")[previous]
    at, code, previous, near = at[named], code[named], previous[named], near[named]
    more = stream.has("particle")[previous] & (cuts[code] == 0)  # فان باستن
    found = pd.DataFrame({"at": at - more, "length": 1 + more, "cut": cuts[code]})
    ref = np.where(names_a_place(stream, found), AS_PLACE, SURNAME)  # جامع ابن طولون
    found = found.assign(row=people["row"].to_numpy()[first[near]], ref=ref, kind=PERSON)
    return found[~_overlap(found, hits)]


def candidate_people(
    articles: pd.DataFrame, *, tokens: pd.DataFrame | None = None, actors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """List the persons and organisations that the table lacks, with what speaks for each.

    Look through the list and promote what is right: `read_actors(candidates[candidates["count"] > 5])` is a
    table with those rows laid over ours.

    Parameters
    ----------
    articles, tokens, actors
        As for `find_actors`.

    Returns
    -------
    DataFrame
        By falling `count`, ties by name: `name` (str, as first printed), `kind` (person, organisation),
        `count`, `articles` (int64: mentions, and articles with one), `evidence` (str, of the strongest
        sign: title, verb (of speech), demonym (الإسباني فلان), name (a given name); for organisations head,
        label or definite, the kind of noun that opens it), `aliases` (str: the full name, and the surname
        where it stood alone), and the first mention: `article`, `start`, `end`.

    Examples
    --------
    >>> from analysis import make_articles
    >>> text = "قال الوزير جون سميث إنه باق. وأضاف سميث أن وزارة العدل موافقة"
    >>> found = candidate_people(make_articles([text]))
    >>> found["name"].tolist() == ["جون سميث", "وزارة العدل"], found["count"].tolist()
    (True, [2, 1])
    >>> found["evidence"].tolist()
    ['title', 'head']
    """
    from .finding import as_mentions, locate, placed  # the pipeline, which itself uses this module

    articles, tokens = with_tokens(articles, tokens, caller="candidate_people")
    stream = Stream.of(tokens, articles)
    hits, table, spans = locate(stream, table_of(actors), candidates=True)
    evidence = spans.groupby("row")["evidence"].min()  # the strongest
    hits = hits[hits["row"].isin(evidence.index)].reset_index(drop=True)
    hits["evidence"] = np.array(EVIDENCE, dtype=object)[hits["row"].map(evidence)]
    mentions = as_mentions(placed(stream, hits), table, articles, tokens, extra="evidence")
    mentions = mentions.astype({"actor": str, "name": str, "kind": str})
    rows = mentions.groupby("actor", sort=False)
    found = rows[["name", "kind", "article", "start", "end", "evidence"]].first()
    found["count"], found["articles"] = rows.size(), rows["article"].nunique()
    alone = mentions[mentions["ref"] == "surname"].groupby("actor")["text"].first()
    surname = alone.reindex(found.index).fillna("")
    found["aliases"] = [
        f"{name}|{last}".strip("|") for name, last in zip(found["name"], surname, strict=True)
    ]
    found = found.astype({"count": "int64", "articles": "int64", "aliases": str, "evidence": str})
    columns = ["name", "kind", "count", "articles", "evidence", "aliases", "article", "start", "end"]
    return found[columns].sort_values(["count", "name"], ascending=[False, True], ignore_index=True)
