"""Actors and periods counted in one part of a corpus, and the counts of all parts joined: no cluster.

Each join takes tables of neighbouring parts in the order of the corpus and gives one of the same shape: which
neighbours are joined first does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..actors.comention import co_mentions
from ..actors.finding import find_actors
from ..actors.mention_counts import ACTOR, count_actors
from ..dates.finding import known_moments
from ..dates.timelines import coverage
from ..loading.corpus import make_articles
from ..words.association import npmi
from .merging import below

_ANY = ""  # an id that no actor has: it stands for every actor of the table


def find_known(articles: pd.DataFrame, actors: pd.DataFrame | None) -> pd.DataFrame:
    """The mentions of actors that a table names; who is an actor beyond it shows only in a whole corpus."""
    return find_actors(articles, actors=actors, candidates=False)


# -- actors


def count_known(articles: pd.DataFrame, actors: pd.DataFrame | None, **options) -> pd.DataFrame:
    """`count_actors` of a part."""
    return count_actors(find_known(articles, actors), articles=articles, **options).drop(columns="share")


def join_actors(tables: Sequence[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """Add up mentions and articles: an article lies in one part only."""
    columns = list(tables[0])
    counted = {"mentions": "sum", "articles": "sum"}
    shown = dict.fromkeys(ACTOR[1:], "first")
    keys = [*(name for name in by if name != "ref"), "actor", *(name for name in by if name == "ref")]
    rows = below(tables).groupby(keys, observed=True, as_index=False)
    return rows.agg(shown | counted)[columns]


# -- pairs


def pair_known(
    articles: pd.DataFrame, actors: pd.DataFrame | None, *, refs: Sequence[str] | None = None, **options
) -> pd.DataFrame:
    """`co_mentions` of a part without its measures, and with rows where one actor is `_ANY`.

    How often two actors meet can be added up, but chance also asks how many units name an actor, and how many
    name any. One who is mentioned at the end of every sentence that names anyone meets each of them.
    """
    mentions = find_known(articles, actors).astype({"actor": str})
    if refs is not None:
        mentions = mentions[mentions["ref"].isin([refs] if isinstance(refs, str) else refs)]
    last = mentions.sort_values("end", kind="stable").drop_duplicates(["article", "sentence"], keep="last")
    anyone = last.assign(actor=_ANY, start=last["end"], end=last["end"] + 1)
    everyone = pd.concat([mentions, anyone], ignore_index=True)
    pairs = co_mentions(everyone, articles=articles, refs=refs, **options)
    units = pairs[pairs["a"] == _ANY].head(1)
    units = units.assign(b=_ANY, weight=units["mentions_a"])
    return pd.concat([pairs, units], ignore_index=True).drop(columns=["npmi", "mentions_a", "mentions_b"])


def join_pairs(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Add up the weights; names and the example are those of the first part that has the pair."""
    columns = list(tables[0])
    how = {name: "sum" if name == "weight" else "first" for name in columns if name not in "ab"}
    return below(tables).groupby(["a", "b"], as_index=False).agg(how)[columns]


def score_pairs(table: pd.DataFrame) -> pd.DataFrame:
    """What `co_mentions` returns, from the pairs of the whole corpus. Source of NPMI: Bouma (2009)."""
    anyone = table["a"] == _ANY
    named = table[anyone].set_index("b")["weight"]
    table = table[~anyone]
    weight = table["weight"].to_numpy()
    a, b = (named.reindex(table[side]).to_numpy(np.int64) for side in "ab")
    units = int(named.get(_ANY, 0))
    table = table.assign(npmi=npmi(weight, a, b, units), mentions_a=a, mentions_b=b)
    columns = ["a", "b", "name_a", "name_b", "weight", "npmi", "mentions_a", "mentions_b"]
    columns += ["article", "sentence", "start", "end"]
    return table.sort_values(["weight", "a", "b"], ascending=[False, True, True], ignore_index=True)[columns]


# -- periods


def cover(
    articles: pd.DataFrame,
    tokens: pd.DataFrame | None = None,
    *,
    actors: pd.DataFrame | None = None,
    actor: str | None = None,
    **options,
) -> pd.DataFrame:
    """`coverage` of a part by day, and its `first` and `last` moment: their span may decide the period."""
    mentions = None if actor is None else find_known(articles, actors)
    table = coverage(articles, by="day", tokens=tokens, mentions=mentions, actor=actor, **options)
    moments = known_moments(articles)
    return table.drop(columns="share", errors="ignore").assign(first=moments.min(), last=moments.max())


def join_coverage(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Add up the counts of each day."""
    columns = list(tables[0])
    label = [name for name in columns if name in ("term", "actor")]
    how = {name: "sum" for name in columns if name not in ("begin", *label)} | {"first": "min", "last": "max"}
    return below(tables).groupby(["begin", *label], as_index=False).agg(how)[columns]


def count_periods(table: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """What `coverage` returns: a row for every period from the first to the last, and the shares."""
    ends = [table["first"].min(), table["last"].max()] if len(table) else []
    table = table.drop(columns=["first", "last"])
    if ends:
        columns = list(table)
        label = {name: table[name].iloc[0] for name in ("term", "actor") if name in table}
        begins = coverage(make_articles(["", ""], published=ends), by=by)["begin"]
        period = np.searchsorted(begins, table["begin"], side="right") - 1
        counts = table.drop(columns=["begin", *label]).groupby(period).sum()
        counts = counts.reindex(begins.index, fill_value=0)
        table = counts.assign(begin=begins, **label)[columns]
    if "count" in table:
        table["share"] = table["count"] / table["words"].where(table["words"] > 0)
    return table
