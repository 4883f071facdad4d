"""A search box for notebooks: the concordance of whatever is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ..words.kwic import concordance
from .markup import Html, note
from .rendering import rtl

if TYPE_CHECKING:
    from ipywidgets import Widget


def search(
    tokens: pd.DataFrame, articles: pd.DataFrame, query: str = "", *, max_rows: int = 20
) -> Widget | Html:
    """Show a search box and, below it, the concordance of what it holds.

    Parameters
    ----------
    tokens, articles : DataFrame
        The articles and what `tokenize` made of them.
    query : str
        What the box holds at first; it takes what `concordance` takes.
    max_rows : int
        Rows shown.

    Returns
    -------
    Widget or Html
        The box lives while the notebook's kernel runs; an exported page does not hold it. Where ipywidgets
        is not installed: a line that says how to get it.

    Examples
    --------
    In a notebook: `search(tokens, articles, "ضمانات")`.
    """
    try:
        from IPython.display import display
        from ipywidgets import Text, interactive
    except ImportError:
        return Html(note('The search box needs python -m pip install "arabic-news-analysis[widgets]"'))
    box = Text(value=query, description="Search", continuous_update=False)
    return interactive(lambda query: display(found(tokens, articles, query, max_rows=max_rows)), query=box)


def found(tokens: pd.DataFrame, articles: pd.DataFrame, query: str, *, max_rows: int = 20) -> Html:
    """The concordance of a query as a table, or what is wrong with the query as a sentence.

    >>> from analysis import make_articles, tokenize
    >>> articles = make_articles(["قدّم ضمانات"])
    >>> found(tokenize(articles), articles, "ضمانات")
    <table, 1 of 1 rows, 4 columns>
    """
    try:
        return rtl(concordance(tokens, articles, query), max_rows=max_rows)
    except ValueError as error:
        return Html(note(str(error)))
