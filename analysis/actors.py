"""Who is named in the articles, where, and how: countries, regions, organisations, persons, places."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from .aliases import AliasIndex, index_aliases, match
from .contexts import settle
from .people import add_candidates
from .resources import read_table
from .stream import Stream
from .tokens import tokenize

KINDS = ("country", "region", "organisation", "person", "place")
REFS = ("name", "surname", "demonym", "metonym", "place", "office")
COLUMNS = ["actor", "name", "label", "kind", "country", "aliases", "demonyms", "plurals", "capitals", "flags"]


def read_actors(source=None) -> pd.DataFrame:
    """Read the table of actors."""
    table = pd.DataFrame(list(read_table("actors")), dtype=str).rename(columns={"code": "actor"})
    return table[COLUMNS]


def find_actors(
    articles: pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    candidates: bool = True,
    tagger: Callable | None = None,
) -> pd.DataFrame:
    """Find every mention of an actor, with how it was named."""
    tokens = tokenize(articles, form=False) if tokens is None else tokens
    table = read_actors() if actors is None else actors
    stream = Stream.of(tokens)
    hits = look_up(stream, index_aliases(table), table)
    if candidates:
        hits, table, _ = add_candidates(stream, hits, table)
    return _mentions(hits, table, stream, articles, tokens)


def look_up(stream: Stream, index: AliasIndex, table: pd.DataFrame) -> pd.DataFrame:
    """The matches of a table's names that stand in their context."""
    hits = match(stream, index)
    rows = np.array([row for row, _ in index.refs], np.int64)
    refs = np.array([ref for _, ref in index.refs], dtype="U8")
    alias = hits.pop("alias").to_numpy()
    kind = table["kind"].to_numpy(str)
    hits = hits.assign(row=rows[alias], ref=refs[alias])
    return settle(hits.assign(kind=kind[hits["row"]]), stream)


def _mentions(hits, table, stream: Stream, articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Matches as rows with the text they stand for."""
    at, row = hits["at"].to_numpy(np.int64), hits["row"].to_numpy(np.int64)
    start, end = stream.start[at].copy(), stream.end[at + hits["length"].to_numpy(np.int64) - 1]
    texts = articles["text"].tolist()
    owner = stream.article[at]
    start += _printed_length(hits["cut"].to_numpy(), at, stream, texts)
    spans = zip(owner.tolist(), start.tolist(), end.tolist(), strict=True)
    order = np.lexsort((-end, start, owner))
    frame = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(owner, dtype=tokens["article"].dtype),
            "sentence": stream.sentence[at].astype(np.int32),
            "start": start.astype(np.int32),
            "end": end.astype(np.int32),
            "text": pd.array([texts[i][a:b] for i, a, b in spans], dtype="str"),
        }
    )
    for name in ("actor", "name", "label"):
        codes, values = pd.factorize(table[name].astype(str))
        frame[name] = pd.Categorical.from_codes(codes[row], categories=pd.Index(values, dtype="str"))
    kinds = pd.Categorical(table["kind"], categories=KINDS).codes
    frame["kind"] = pd.Categorical.from_codes(kinds[row], categories=list(KINDS))
    frame["ref"] = pd.Categorical(hits["ref"], categories=list(REFS))
    return frame.iloc[order].reset_index(drop=True)


def _printed_length(cut: np.ndarray, at: np.ndarray, stream: Stream, texts: list[str]) -> np.ndarray:
    """Characters that the first `cut` letters of a token take as printed (vowel marks and tatweel count)."""
    length = cut.astype(np.int32)
    letters = np.fromiter(map(len, stream.words), np.int32, len(stream.words))[stream.code[at]]
    for i in np.flatnonzero((cut > 0) & (stream.end[at] - stream.start[at] != letters)):
        text, place = texts[stream.article[at[i]]], stream.start[at[i]]
        seen = 0
        while seen <= cut[i] and place < stream.end[at[i]]:
            seen += text[place].isalpha() and text[place] != "\u0640"
            place += seen <= cut[i]
        length[i] = place - stream.start[at[i]]
    return length
