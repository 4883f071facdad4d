"""Two sides of a corpus to compare: one outlet or article and the others, or one and general Arabic."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from ..frames import check_articles

_LEAST = 0.05  # fewer than a twentieth of the articles are no side to compare with
ALL, OTHERS, GENERAL = "these articles", "the other articles", "general Arabic"  # sides without a name


class Sides(NamedTuple):
    """Tokens of a target and of its reference, and what to call them."""

    target: pd.DataFrame
    reference: pd.DataFrame | str
    target_name: str
    reference_name: str


def sides(tokens: pd.DataFrame, articles: pd.DataFrame) -> Sides:
    """Choose what a corpus best compares: the source with most articles (ties: the first) and all the others.

    Where no source is named, or nearly all articles have the same (over 95 %), the section with most articles
    stands against the others; failing that the first article. A single article, and more than twenty that
    nothing divides, stand against general Arabic.

    Parameters
    ----------
    tokens, articles : DataFrame
        The articles and what `tokenize` made of them.

    Returns
    -------
    Sides
        `target` (tokens), `reference` (tokens, or "general"), `target_name`, `reference_name`: the first two
        are what `keywords` takes.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> articles = make_articles(["قمة", "حرب", "حرب"], source=["x", "y", "y"])
    >>> sides(tokenize(articles), articles)[2:]
    ('y', 'x')
    """
    articles = check_articles(articles, (), caller="sides")
    column = ids = articles["article"]
    for name in ("section", "source"):
        values = articles[name].fillna("") if name in articles else column.iloc[:0]
        named = values[values != ""].value_counts()
        if len(named) and named.iloc[0] <= (1 - _LEAST) * len(values):
            column = values
    name = column[column != ""].value_counts(sort=False).idxmax()
    if column is ids and _LEAST * len(articles) > 1:
        return Sides(tokens, "general", ALL, GENERAL)
    inside = tokens["article"].isin(articles.loc[column == name, "article"])
    if inside.all():
        return Sides(tokens, "general", name, GENERAL)
    others = column[column != name].unique()
    rest = others[0] if len(others) == 1 and others[0] else OTHERS
    return Sides(tokens[inside], tokens[~inside], name, rest)
