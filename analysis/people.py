"""Actors that no table knows: who they are, everywhere they are named, and how to promote them to a table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .aliases import HIT, PROCLITICS, AliasIndex, as_hits, match
from .contexts import forms_of
from .names import NameWords, frequency, given_names, is_common, title_class
from .organisations import find_organisations
from .persons import find_people
from .stream import Stream, fold
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
    person = (spans["kind"] == "person").to_numpy()
    spans["ref"] = np.where(person & (spans["length"] == 1), "surname", "name")
    table = _extended(table, spans)
    hits = _with_family(stream, hits)
    taken = pd.concat([as_hits(spans), _repeated(stream, spans, hits)], ignore_index=True)
    hits = pd.concat([_not_inside(stream, hits, taken)[HIT], taken], ignore_index=True)
    return pd.concat([hits, _surnames(stream, hits)], ignore_index=True), table, spans


def _new_spans(stream: Stream, hits: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Persons and organisations that the table lacks; where both claim a word, the earlier start wins."""
    aliases = table.loc[table["kind"] == "person", "aliases"]
    known = frozenset(word for names in aliases for word in fold(names.replace("|", " ")).split())
    kinds = NameWords(stream, known)
    people = find_people(stream, hits, kinds)
    full = hits[(hits["kind"] == "person") & (hits["ref"] == "name")]
    people = people[~_overlap(people, full)]
    surname = hits[(hits["kind"] == "person") & (hits["length"] == 1)]
    people = people[~(_overlap(people, surname) & (people["length"] == 1))]
    bodies = find_organisations(stream, hits, kinds)
    actors = hits["kind"].isin(["organisation", "person"]) & (hits["ref"] != "place")
    bodies = bodies[~_overlap(bodies, hits[actors])]
    bodies = bodies[~_named_already(bodies, hits[hits["ref"] != "demonym"])]
    spans = pd.concat([bodies.assign(kind="organisation"), people.assign(kind="person")], ignore_index=True)
    spans = spans.sort_values(["at", "length"], ascending=[True, False], kind="stable", ignore_index=True)
    reach = np.maximum.accumulate(np.r_[0, spans["at"] + spans["length"]])[:-1]
    return spans[spans["at"].to_numpy() >= reach].reset_index(drop=True)


def _with_family(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """محمد بن زايد آل نهيان: the family belongs to the name."""
    last = (hits["at"] + hits["length"] - 1).to_numpy()
    house = stream.mask([fold("آل")])[stream.after(last)] & (hits["kind"] == "person").to_numpy()
    follows = stream.after(np.minimum(last + 1, len(stream) - 1)) >= 0
    return hits.assign(length=hits["length"] + 2 * (house & follows))


def _keys(stream: Stream, spans: pd.DataFrame) -> pd.Series:
    """The folded name that each span prints, without its proclitics; للاتحاد is الاتحاد."""
    keys = []
    for at, length, cut in zip(*(spans[name].tolist() for name in ("at", "length", "cut")), strict=True):
        first, *rest = [stream.words[code] for code in stream.code[at : at + length].tolist()]
        first = first[cut:]
        keys.append(" ".join(["ال" + first[2:] if first.startswith("لل") else first, *rest]))
    return pd.Series(keys, index=spans.index, dtype=object)


def _identify(stream: Stream, spans: pd.DataFrame, first: int) -> np.ndarray:
    """A row number per span: a full name stands for itself, a surname for the full name in its article."""
    number: dict[str, int] = {}
    bearer: dict[tuple[int, str], int] = {}
    articles = stream.article[spans["at"]].tolist()
    short = ((spans["kind"] == "person") & (spans["length"] == 1)).tolist()
    for key, article, is_short in zip(spans["key"], articles, short, strict=True):
        if not is_short:
            row = number.setdefault(key, first + len(number))
            bearer.setdefault((article, key.split()[-1]), row)
    rows = []
    for key, article, is_short in zip(spans["key"], articles, short, strict=True):
        row = bearer.get((article, key)) if is_short else number[key]
        rows.append(number.setdefault(key, first + len(number)) if row is None else row)
    return np.array(rows, np.int64)


def _extended(table: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """The table with a row for each new actor; its name is still the folded key."""
    new = (
        spans.sort_values("length", ascending=False, kind="stable").drop_duplicates("row").sort_values("row")
    )
    more = pd.DataFrame({"actor": new["key"], "name": new["key"], "kind": new["kind"], "new": True})
    table = pd.concat([table.assign(new=False), more], ignore_index=True)
    return table.fillna(dict.fromkeys(table.columns.drop("new"), ""))


def _repeated(stream: Stream, spans: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Names that were shown to be names somewhere, wherever they stand without such a sign."""
    index = AliasIndex()
    lone = (spans["length"] == 1) & (spans["kind"] == "organisation")
    distinct = spans[(spans["length"] > 1) | lone].drop_duplicates("key")
    kinds = {}
    for key, row, kind in zip(distinct["key"], distinct["row"], distinct["kind"], strict=True):
        if " " in key or (frequency(key) < 1e-5 and not is_common(key) and not key.startswith("ال")):
            index.add(key, row, "name")
            kinds[row] = kind
    found = match(stream, index)
    rows = np.array([row for row, _ in index.refs], np.int64)[found["alias"]]
    found = as_hits(found, row=rows, ref="name", kind=[kinds[row] for row in rows])
    known = hits[(hits["ref"] != "demonym").to_numpy()]  # what the table says of a place stays
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
    person = (taken["kind"] == "person").to_numpy()
    inside = _overlap(hits, taken[~person])
    nation = (hits["kind"] == "country") & hits["ref"].isin(["name", "place"]) & ~hits["at"].isin(taken["at"])
    nation = nation.to_numpy() & inside
    team = stream.mask(forms_of("team"))[stream.before(hits["at"].to_numpy())]
    ref = hits["ref"].where(~nation | team, "place")
    gone = _overlap(hits, taken[person]) | (inside & ~nation & (ref != "demonym").to_numpy())
    return hits.assign(ref=ref)[~gone]


def _surnames(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """The last word of a person's full name, wherever it stands alone in the same article."""
    people = hits[hits["kind"] == "person"]
    last = stream.code[people["at"] + people["length"] - 1]
    cut = np.where(people["length"] == 1, people["cut"], 0)
    words = [stream.words[code][c:] for code, c in zip(last, cut, strict=True)]
    article = stream.article[people["at"]]
    word = pd.array(words, dtype="str")
    bearers = pd.DataFrame({"article": article, "word": word, "row": people["row"].to_numpy()})
    bearers = bearers.drop_duplicates(["article", "word"])
    forms = [
        (word, stream.ids[proclitic + word], len(proclitic))
        for word in bearers["word"].unique()
        if _is_surname(word)
        for proclitic in PROCLITICS
        if proclitic + word in stream.ids and not (proclitic and is_common(proclitic + word))
    ]
    forms = pd.DataFrame(forms, columns=["word", "code", "cut"])
    pairs = bearers.merge(forms.astype({"word": "str", "code": np.int64, "cut": np.int64}), on="word")
    wanted = np.zeros(len(stream.words) + 1, bool)
    wanted[pairs["code"]] = True
    at = np.flatnonzero(wanted[stream.code])
    where = pd.DataFrame({"article": stream.article[at], "code": stream.code[at].astype(np.int64), "at": at})
    found = where.merge(pairs, on=["article", "code"]).drop_duplicates("at")
    found = as_hits(found, length=1, ref="surname", kind="person")
    previous = stream.before(found["at"].to_numpy())
    son = stream.mask(title_class("son"))[previous]
    more = stream.mask(title_class("particle"))[previous] & (found["cut"] == 0).to_numpy()  # فان باستن
    found = found.assign(at=found["at"] - more, length=1 + more)[~son]
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
