"""Words in their context (concordance), and where in an article they stand (dispersion)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..frames import check_articles, whole
from .queries import Categories, Occurrences, occurrences
from .selection import starts


def concordance(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    query: str | Iterable[str],
    *,
    context: int = 40,
    sort: tuple[str, int] | None = ("after", 1),
    by: str = "form",
) -> pd.DataFrame:
    """Show every occurrence of a word or phrase between what stands before and after it.

    Parameters
    ----------
    tokens, articles : DataFrame
        The articles and what `tokenize` made of them.
    query : str or iterable of str
        A word, several words that follow each other in one sentence, or a pattern: * stands for any letters,
        ? for one. Vowel marks, tatweel and أ إ آ ا make no difference; where nothing is found, nor do ى ي
        and ة ه. Many queries are found in one pass, and then shown one after another.
    context : int
        Characters to each side, cut back to whole words.
    sort : (side, word) or None
        ("after", 1) sorts by the first word after the match and then by those that follow; ("before", 1) by
        the last word before it and then outwards; ("after", 2) starts from the second. None keeps the reading
        order, which also settles ties.
    by : {"form", "word", "lemma"}
        "form" finds a word with any clitic: الضمانات, ضمانات and بالضمانات alike; "word" as it is written.

    Returns
    -------
    DataFrame
        `query` (category, of many queries), `before`, `match`, `after` (str, as printed; a line break is
        shown as a space), `article` (category), `sentence` (int32), `start`, `end` (int64: characters of the
        match in the article's text).

    Raises
    ------
    ValueError
        When an option has no such value, or the query holds no word.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> articles = make_articles(["قدّم ضمانات. طلبت الضمانات الأمنيّة"])
    >>> rows = concordance(tokenize(articles), articles, "ضمانات", sort=None)
    >>> rows["match"].tolist() == ["ضمانات", "الضمانات"]
    True
    """
    if context < 0:
        raise ValueError(f"context={context}: at least 0")
    queries = _distinct(query)
    found = occurrences(tokens, queries, by=by)
    if sort is not None:
        order = np.lexsort((*_neighbours(tokens, found, sort), found.query))
        found = Occurrences(*(column[order] for column in found))
    spans = _spans(tokens, found)
    used, which = np.unique(spans["article"].codes, return_inverse=True)
    texts = _texts(articles, spans["article"].categories, used)
    text, start, end = map(texts.__getitem__, which.tolist()), spans["start"].tolist(), spans["end"].tolist()
    places = list(zip(text, start, end, strict=True))
    reach = context + 1  # one character more tells whether a line begins, or ends, with a whole word
    lines = {
        "before": [_whole_words(text[max(a - reach, 0) : a], context, 0) for text, a, _ in places],
        "match": [text[a:b] for text, a, b in places],
        "after": [_whole_words(text[b : b + reach], context, -1) for text, _, b in places],
    }
    table = {} if isinstance(query, str) else {"query": pd.Categorical.from_codes(found.query, queries)}
    table |= {name: pd.array(column, dtype="str") for name, column in lines.items()}
    sentence = tokens["sentence"].to_numpy()[found.first]
    return pd.DataFrame({**table, "article": spans.pop("article"), "sentence": sentence, **spans})


def dispersion(tokens: pd.DataFrame, terms: str | Iterable[str], *, by: str = "form") -> pd.DataFrame:
    """Where in each article words stand.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returns.
    terms : str or iterable of str
        Queries as in `concordance`.
    by : {"form", "word", "lemma"}

    Returns
    -------
    DataFrame
        `article` (category), `term` (category, in the order given), `position` (float: 0 the article's first
        word, 1 its last), `start`, `end` (int64, characters). Sorted by term, then reading order.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> tokens = tokenize(make_articles(["سلام ثم حرب"]))
    >>> dispersion(tokens, ["حرب", "سلام"])["position"].tolist()
    [1.0, 0.0]
    """
    terms = _distinct(terms)
    found = occurrences(tokens, terms, by=by)
    begins = np.flatnonzero(starts(tokens, "article"))
    which = np.searchsorted(begins, found.first, "right") - 1
    length = np.diff(np.append(begins, len(tokens)))
    position = (found.first - begins[which]) / np.maximum(length[which] - 1, 1)
    spans, term = _spans(tokens, found), pd.Categorical.from_codes(found.query, terms)
    return pd.DataFrame({"article": spans.pop("article"), "term": term, "position": position, **spans})


def _distinct(queries: str | Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(whole, [queries] if isinstance(queries, str) else queries)))


def _spans(
    tokens: pd.DataFrame, found: Occurrences
) -> dict[str, pd.api.extensions.ExtensionArray | np.ndarray]:
    """The article of each occurrence, and where in its text it begins and ends."""
    return {
        "article": tokens["article"].array[found.first],
        "start": tokens["start"].to_numpy()[found.first].astype(np.int64),
        "end": tokens["end"].to_numpy()[found.last].astype(np.int64),
    }


def _texts(articles: pd.DataFrame, ids: pd.Index, used: np.ndarray) -> list[str]:
    """The texts of some of the articles that the tokens name; only these are looked at where it can be."""
    if isinstance(articles, pd.DataFrame) and {"article", "text"} <= set(articles):
        texts = articles["text"].array
        if getattr(texts.dtype, "storage", "") == "pyarrow" and pd.Index(articles["article"]).equals(ids):
            texts = texts.take(used)
            if not texts.isna().any():
                return texts.tolist()
    articles = check_articles(articles, caller="concordance")
    place = pd.Index(articles["article"]).get_indexer(ids[used])
    if len(missing := used[place < 0]):
        raise ValueError(f"articles has no article {ids[missing[0]]!r}, which the tokens name")
    return articles["text"].iloc[place].tolist()


def _neighbours(tokens: pd.DataFrame, found: Occurrences, sort: tuple[str, int]) -> list[np.ndarray]:
    """The words beside matches, nearest last, in their order; none, at an end of the article, comes first."""
    try:
        side, nearest = sort
    except (TypeError, ValueError):
        side, nearest = None, 0
    if side not in ("before", "after") or not isinstance(nearest, int) or nearest < 1:
        raise ValueError(f'sort={sort!r}: choose ("before", 1), ("after", 1), a further word, or None')
    words, article = tokens["word"].array, tokens["article"].array.codes
    rank, keys = Categories(words.categories).rank(), []
    for distance in reversed(range(nearest, nearest + 3)):
        at = found.first - distance if side == "before" else found.last + distance
        inside = np.clip(at, 0, max(len(tokens) - 1, 0))
        there = (at == inside) & (article[inside] == article[found.first])
        keys.append(np.where(there, rank[words.codes[inside]], -1))
    return keys


def _whole_words(line: str, context: int, edge: int) -> str:
    """A line without the word that is cut off at its edge (0 the first, -1 the last); single spaces."""
    words = line.split()
    if len(line) > context and not line[edge].isspace():
        del words[edge]
    return " ".join(words)
