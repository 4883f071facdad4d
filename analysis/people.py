"""Actors that no table knows: who they are, everywhere they are named, and how to promote them to a table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .actor_tables import COUNTRY, KINDS, ORGANISATION, PERSON
from .aliases import AS_PLACE, DEMONYM, HIT, NAME, SURNAME, AliasIndex, match
from .names import NameWords, frequency, given_names, is_common
from .organisations import find_organisations
from .persons import find_people
from .stream import Stream, bare, fold, with_proclitics
from .tokens import with_tokens

EVIDENCE = ["title", "verb", "demonym", "name", "head", "label", "club", "definite", "review"]


def add_candidates(
    stream: Stream, hits: pd.DataFrame, table: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Join to the matches of a table the names that the grammar of news shows to be actors.

    Returns
    -------
    tuple of DataFrame
        The matches; the table with one more row per new actor; the spans found, with `evidence` and `row`.
    """
    spans = _new_spans(stream, hits, table)
    spans["key"] = _keys(stream, spans)
    spans["row"] = _identify(stream, spans, len(table))
    lone = (spans["length"] == 1) & (spans["kind"] == PERSON)
    spans["ref"] = np.where(lone, SURNAME, NAME)
    table = _extended(table, spans)
    hits = _with_family(stream, hits)
    taken = pd.concat([spans[HIT], _repeated(stream, spans, hits)], ignore_index=True)
    hits = pd.concat([_not_inside(stream, hits, taken)[HIT], taken], ignore_index=True)
    return pd.concat([hits, _surnames(stream, hits)], ignore_index=True), table, spans


def _new_spans(stream: Stream, hits: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Persons and organisations that the table lacks; where both claim a word, the earlier start wins."""
    aliases = fold(" ".join(table.loc[table["kind"] == "person", "aliases"])).replace("|", " ")
    kinds = NameWords(stream, frozenset(aliases.split()))
    people, bodies = find_people(stream, hits, kinds), find_organisations(stream, hits, kinds)
    known = hits[hits["kind"] == PERSON]
    people = people[~_overlap(people, known[known["ref"] == NAME])]
    people = people[(people["length"] > 1) | ~_overlap(people, known[known["length"] == 1])]
    actors = hits["kind"].isin([ORGANISATION, PERSON]) & (hits["ref"] != AS_PLACE)
    bodies = bodies[~_overlap(bodies, hits[actors])]
    bodies = bodies[~_named_already(bodies, hits[hits["ref"] != DEMONYM])]
    spans = pd.concat([bodies.assign(kind=ORGANISATION), people.assign(kind=PERSON)], ignore_index=True)
    spans = spans.sort_values(["at", "length"], ascending=[True, False], kind="stable", ignore_index=True)
    reach = np.maximum.accumulate(np.r_[0, spans["at"] + spans["length"]])[:-1]
    return spans[spans["at"].to_numpy() >= reach].reset_index(drop=True)


def _with_family(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """محمد بن زايد آل نهيان: the family belongs to the name."""
    last = (hits["at"] + hits["length"] - 1).to_numpy()
    house = stream.mask([fold("آل")])[stream.after(last)] & (hits["kind"] == PERSON).to_numpy()
    follows = stream.after(np.minimum(last + 1, len(stream) - 1)) >= 0
    return hits.assign(length=hits["length"] + 2 * (house & follows))


def _keys(stream: Stream, spans: pd.DataFrame) -> list[str]:
    """The folded name that each span prints, without its proclitics."""
    at, length, cut = (spans[name].to_numpy(np.int64) for name in ("at", "length", "cut"))
    steps = np.arange(length.max(initial=1))
    codes = stream.code[np.minimum(at[:, None] + steps, len(stream) - 1)]
    rows = np.array(stream.words, dtype=object)[codes].tolist()
    spelt = zip(rows, length.tolist(), cut.tolist(), strict=True)
    return [" ".join([bare(row[0], cut), *row[1:length]]) for row, length, cut in spelt]


def _identify(stream: Stream, spans: pd.DataFrame, first: int) -> np.ndarray:
    """A row number per span: a full name stands for itself, a surname for the full name in its article."""
    number, keys = pd.factorize(spans["key"].to_numpy())
    short = ((spans["kind"] == PERSON) & (spans["length"] == 1)).to_numpy()
    last = pd.Index(keys).get_indexer(
        [key.rpartition(" ")[2] for key in keys]
    )  # the name's last word as a key
    place = stream.article[spans["at"]].astype(np.int64) * (len(keys) + 1)
    bearer = pd.Series(number, index=place + last[number])[~short & (last[number] >= 0)]
    bearer = bearer[~bearer.index.duplicated()].reindex(place + number)
    whole = np.where(short & bearer.notna(), bearer, number)
    return first + pd.factorize(whole)[0]


def _extended(table: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """What a mention says of its actor, with a row for each new one; its name is still the folded key."""
    new = (
        spans.sort_values("length", ascending=False, kind="stable").drop_duplicates("row").sort_values("row")
    )
    kinds = np.array(KINDS, dtype=object)[new["kind"]]
    more = pd.DataFrame({"actor": new["key"], "name": new["key"], "label": "", "kind": kinds, "new": True})
    known = table[["actor", "name", "label", "kind"]].astype(object).assign(new=False)
    return pd.concat([known, more], ignore_index=True)


def _repeated(stream: Stream, spans: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Names that were shown to be names somewhere, wherever they stand without such a sign."""
    index = AliasIndex()
    named = spans[(spans["length"] > 1) | (spans["kind"] == ORGANISATION)].drop_duplicates("key")
    for key, row in zip(named["key"], named["row"], strict=True):
        if " " in key or (frequency(key) < 1e-5 and not is_common(key) and not key.startswith("ال")):
            index.add(key, row, NAME)
    found = match(stream, index)
    rows = np.array([row for row, _ in index.refs], np.int64)[found["alias"]]
    kind = pd.Series(named["kind"].to_numpy(), index=named["row"])
    kind = kind[~kind.index.duplicated(keep="last")].reindex(rows).to_numpy()
    found = found.assign(row=rows, ref=NAME, kind=kind)[HIT]
    known = hits[hits["ref"] != DEMONYM]  # what the table says of a place stays
    return found[~_overlap(found, spans) & ~_overlap(found, known)]


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


def _not_inside(stream: Stream, hits: pd.DataFrame, taken: pd.DataFrame) -> pd.DataFrame:
    """The table's matches but those inside new names; what names a country stays inside organisations.

    منتخب مصر names Egypt; مصرف قطر المركزي says only where.
    """
    person = taken["kind"] == PERSON
    inside = _overlap(hits, taken[~person])
    at, ref = hits["at"].to_numpy(), hits["ref"].to_numpy().copy()
    nation = inside & (hits["kind"] == COUNTRY).to_numpy() & np.isin(ref, (NAME, AS_PLACE))
    nation &= ~np.isin(at, taken["at"])
    ref[nation & ~stream.attaches("team")[stream.before(at)]] = AS_PLACE
    gone = _overlap(hits, taken[person]) | (inside & ~nation & (ref != DEMONYM))
    return hits.assign(ref=ref)[~gone]


def _surnames(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """The last word of a person's full name, wherever it stands alone in the same article."""
    people = hits[hits["kind"] == PERSON]
    last = stream.code[people["at"] + people["length"] - 1].astype(np.int64)
    cut = np.where(people["length"] == 1, people["cut"], 0)
    which, bearer = np.unique(last << 8 | cut, return_inverse=True)
    words = [stream.words[code >> 8][code & 255 :] for code in which.tolist()]
    forms = [
        (word, stream.ids[form], cut)
        for word in set(filter(_is_surname, words))
        for form, cut in with_proclitics(word)
        if form in stream.ids and not (cut and is_common(form))
    ]
    bearers = pd.DataFrame({"article": stream.article[people["at"]], "word": np.array(words, object)[bearer]})
    bearers = bearers.assign(row=people["row"].to_numpy()).drop_duplicates(["article", "word"])
    pairs = bearers.merge(pd.DataFrame(forms, columns=["word", "code", "cut"]).astype({"word": object}))
    wanted = np.zeros(len(stream.words) + 1, bool)
    wanted[pairs["code"].to_numpy(np.int64)] = True
    at = np.flatnonzero(wanted[stream.code])
    where = pd.DataFrame({"article": stream.article[at], "code": stream.code[at].astype(np.int64), "at": at})
    found = where.merge(pairs.astype({"code": np.int64, "cut": np.int64}), on=["article", "code"])
    found = found.drop_duplicates("at").assign(length=1, ref=SURNAME, kind=PERSON)
    previous = stream.before(found["at"].to_numpy())
    more = stream.has("particle")[previous] & (found["cut"] == 0).to_numpy()  # فان باستن
    found = found.assign(at=found["at"] - more, length=1 + more)[~stream.has("son")[previous]][HIT]
    return found[~_overlap(found, hits)]


def _is_surname(word: str) -> bool:
    """Can this word alone stand for a person whose full name the article gives?"""
    return (
        len(word) > 2 and word not in given_names("ar") and not (is_common(word) and frequency(word) > 2e-5)
    )


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
    from .actors import as_mentions, locate, read_actors  # the pipeline, which itself uses this module

    articles, tokens = with_tokens(articles, tokens, caller="candidate_people")
    stream = Stream.of(tokens)
    hits, table, spans = locate(stream, read_actors() if actors is None else actors, candidates=True)
    best = spans.assign(rank=spans["evidence"].map(EVIDENCE.index)).sort_values("rank", kind="stable")
    evidence = best.drop_duplicates("row").set_index("row")["evidence"]
    hits = hits[hits["row"].isin(evidence.index)].reset_index(drop=True)
    hits["evidence"] = hits["row"].map(evidence)
    mentions = as_mentions(hits, table, stream, articles, tokens, extra="evidence")
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
