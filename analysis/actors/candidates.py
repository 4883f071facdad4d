"""Actors that no table knows as a list, from which a user promotes them to a table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..words.tokens import with_tokens
from .finding import find_mentions
from .people import EVIDENCE
from .tables import table_of


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
    articles, tokens = with_tokens(articles, tokens, caller="candidate_people")
    mentions, row, shown = find_mentions(articles, tokens, table_of(actors), candidates=True)
    sign = np.full(max(row.max(initial=0), shown["row"].max(initial=0)) + 1, len(EVIDENCE))
    np.minimum.at(sign, shown["row"], shown["sign"])  # the strongest
    sign = sign[row]
    mentions = mentions[sign < len(EVIDENCE)].astype({"actor": str, "name": str, "kind": str})
    mentions["evidence"] = np.array(EVIDENCE, dtype=object)[sign[sign < len(EVIDENCE)]]
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
