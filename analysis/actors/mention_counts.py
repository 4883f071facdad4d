"""How often each actor is named, how, and where."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..frames import check_articles
from ..normalization import normalize
from .tables import REFS

ACTOR = ["actor", "name", "label", "kind"]
_TIMES = {"year": "Y", "month": "M", "day": "D"}


def count_actors(
    mentions: pd.DataFrame,
    *,
    by: str | Iterable[str] | None = None,
    refs: Iterable[str] | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count how often each actor is mentioned, and in how many articles.

    Parameters
    ----------
    mentions : DataFrame
        What `find_actors` found.
    by : str or list of str, optional
        Count apart for each value of these: `"ref"` (how the actor was named), `"article"`, any column of
        `articles` (such as `"source"`), or `"year"`, `"month"`, `"day"` of its `published`.
    refs : iterable of str, optional
        Count only mentions named in these ways, such as `["name", "surname", "metonym"]`.
    articles : DataFrame, optional
        Needed when `by` names something that only the articles know.

    Returns
    -------
    DataFrame
        The columns of `by` but `ref`, then `actor`, `name`, `label`, `kind`, (`ref`), `mentions`, `articles`
        (int64: number of articles), `share` (float, of the mentions counted in the same group of `by`, `ref`
        left out). Actors by falling mentions over all their rows, ties by `actor`; within an actor, `ref` by
        falling mentions, ties by name.

    Examples
    --------
    >>> from analysis import find_actors, make_articles
    >>> mentions = find_actors(make_articles(["روسيا والصين. الجيش الروسي", "روسيا"]), candidates=False)
    >>> table = count_actors(mentions)
    >>> list(zip(table["actor"], table["mentions"], table["articles"]))
    [('RU', 3, 2), ('CN', 1, 1)]
    >>> table = count_actors(mentions, by="ref")
    >>> list(zip(table["actor"], table["ref"], table["mentions"]))
    [('RU', 'name', 2), ('RU', 'demonym', 1), ('CN', 'name', 1)]
    """
    by = [by] if isinstance(by, str) else list(by or ())
    groups, ref = [name for name in by if name != "ref"], ["ref"] if "ref" in by else []
    keys = [*groups, "actor", *ref]
    kept = _with_groups(only_refs(mentions, refs), groups, articles)
    counts = kept.groupby(keys, observed=True)["article"].agg(mentions="size", articles="nunique")
    plain = {name: object for name in keys if name != "article"}  # in the order of their letters
    counts = counts.reset_index().astype(plain | {"mentions": "int64", "articles": "int64"}).infer_objects()
    return rank_actors(counts.join(first_mentions(mentions)[ACTOR[1:]], on="actor"), by)


def rank_actors(counts: pd.DataFrame, by: Iterable[str]) -> pd.DataFrame:
    """The counts of actors with their share, in the order that `count_actors` promises."""
    groups, ref = [name for name in by if name != "ref"], ["ref"] if "ref" in by else []
    total = counts.groupby(groups)["mentions"].transform("sum") if groups else counts["mentions"].sum()
    whole = counts.groupby([*groups, "actor"])["mentions"].transform("sum")
    counts = counts.assign(share=(counts["mentions"] / total).astype(float), whole=whole)
    order = [*groups, "whole", "actor", "mentions", *ref]
    rising = [name not in ("whole", "mentions") for name in order]
    counts = counts.sort_values(order, ascending=rising, kind="stable", ignore_index=True)
    columns = [*groups, *ACTOR, *ref, "mentions", "articles", "share"]
    return counts[columns].astype(dict.fromkeys([*ACTOR, *ref], str))


def first_mentions(mentions: pd.DataFrame) -> pd.DataFrame:
    """The first mention of each actor, by its id."""
    return mentions.drop_duplicates("actor").set_index("actor")


def only_refs(mentions: pd.DataFrame, refs: Iterable[str] | None) -> pd.DataFrame:
    """The mentions named in some ways; all, where none are chosen."""
    if refs is None:
        return mentions
    refs = [refs] if isinstance(refs, str) else list(refs)
    if wrong := [ref for ref in refs if ref not in REFS]:
        raise ValueError(f"refs: {wrong[0]!r} is no way of naming an actor; choose from {', '.join(REFS)}")
    return mentions[mentions["ref"].isin(refs)]


def _with_groups(mentions: pd.DataFrame, groups: list[str], articles: pd.DataFrame | None) -> pd.DataFrame:
    """Bring what the articles know about each mention into columns to group by."""
    wanted = [name for name in groups if name not in mentions]
    if not wanted:
        return mentions
    if articles is None:
        raise ValueError(f"count_actors: by={wanted[0]!r} needs the articles: pass articles=...")
    needs = ["published" if name in _TIMES else name for name in wanted]
    known = check_articles(articles, needs, caller=f"count_actors by={wanted[0]!r}").set_index("article")
    ids, columns = mentions["article"].astype(str), {}
    for name, need in zip(wanted, needs, strict=True):
        values = known[need]
        values = values.dt.to_period(_TIMES[name]).dt.start_time if name in _TIMES else values
        columns[name] = ids.map(values)
    return mentions.assign(**columns)


def are_of(mentions: pd.DataFrame, actor: str, *, caller: str) -> np.ndarray:
    """Which mentions are of an actor, asked for by id, name or English name in any spelling.

    A name that nobody bears is an error: a count of 0 would pass for an answer.

    >>> from analysis import find_actors, make_articles
    >>> mentions = find_actors(make_articles(["قالت أوكرانيا إنها باقية"]))
    >>> [are_of(mentions, name, caller="coverage").tolist() for name in ("UA", "ukraine", "اوكرانيا", "FR")]
    [[True], [True], [True], [False]]
    """
    wanted, known, found = normalize(actor, "search"), {}, np.zeros(len(mentions), bool)
    for column in mentions.columns.intersection(["actor", "name", "label"]):
        values = mentions[column].astype("category").array
        spelt = [normalize(str(value), "search") for value in values.categories]
        known |= dict(zip(spelt, values.categories, strict=True))
        found |= np.array([name == wanted for name in spelt] + [False])[values.codes]
    if not wanted or wanted not in known:
        near = [name for name in known if wanted and wanted in name.split()]
        near = [known[name] for name in (near or difflib.get_close_matches(wanted, known))[:3]]
        raise ValueError(
            f"{caller}: no actor is called {actor!r}"
            + (f"; perhaps {' or '.join(near)}?" if any(near) else "; the ids are in mentions['actor']")
        )
    return found
