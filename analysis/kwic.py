"""Words in their context (concordance), and where in an article they stand (dispersion)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .frames import check_articles, whole
from .queries import Names, occurrences
from .selection import starts


def concordance(
    tokens: pd.DataFrame,
    articles: pd.DataFrame,
    query: str,
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
    query : str
        A word, several words that follow each other in one sentence, or a pattern: * stands for any letters,
        ? for one. Vowel marks, tatweel and أ إ آ ا make no difference; where nothing is found, nor do ى ي
        and ة ه.
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
        `before`, `match`, `after` (str, as printed; a line break is shown as a space), `article` (category),
        `sentence` (int32), `start`, `end` (int64: characters of the match in the article's text).

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
    begin, until = occurrences(tokens, query, by=by)
    if sort is not None:
        order = _context_order(tokens, begin, until, sort)
        begin, until = begin[order], until[order]
    article = tokens["article"].array[begin]
    start = tokens["start"].to_numpy()[begin].astype(np.int64)
    end = tokens["end"].to_numpy()[until].astype(np.int64)
    used, which = np.unique(article.codes, return_inverse=True)
    texts = _texts(articles, article.categories, used)
    places = list(zip([texts[i] for i in which.tolist()], start.tolist(), end.tolist(), strict=True))
    columns = {
        "before": [_before(text, a, context) for text, a, _ in places],
        "match": [text[a:b] for text, a, b in places],
        "after": [_after(text, b, context) for text, _, b in places],
    }
    return pd.DataFrame(
        {
            **{name: pd.array(lines, dtype="str") for name, lines in columns.items()},
            "article": article,
            "sentence": tokens["sentence"].to_numpy()[begin],
            "start": start,
            "end": end,
        }
    )


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
    terms = [terms] if isinstance(terms, str) else terms
    terms = list(dict.fromkeys(map(whole, terms)))
    found = [occurrences(tokens, term, by=by) for term in terms]
    none = np.empty(0, np.int64)
    begin = np.concatenate([none, *(begin for begin, _ in found)])
    until = np.concatenate([none, *(until for _, until in found)])
    term = np.repeat(np.arange(len(terms)), [len(begin) for begin, _ in found])
    first = np.flatnonzero(starts(tokens, "article"))
    which = np.searchsorted(first, begin, "right") - 1
    length = np.diff(np.append(first, len(tokens)))
    position = (begin - first[which]) / np.maximum(length[which] - 1, 1)
    return pd.DataFrame(
        {
            "article": tokens["article"].array[begin],
            "term": pd.Categorical.from_codes(term, terms),
            "position": position,
            "start": tokens["start"].to_numpy()[begin].astype(np.int64),
            "end": tokens["end"].to_numpy()[until].astype(np.int64),
        }
    )


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


def _context_order(tokens: pd.DataFrame, begin: np.ndarray, until: np.ndarray, sort) -> np.ndarray:
    """The order of matches by the words beside them; none, at an end of the article, sorts first."""
    try:
        side, nearest = sort
    except (TypeError, ValueError):
        side, nearest = None, 0
    if side not in ("before", "after") or not isinstance(nearest, int) or nearest < 1:
        raise ValueError(f'sort={sort!r}: choose ("before", 1), ("after", 1), a further word, or None')
    words, article = tokens["word"].array, tokens["article"].array.codes
    names, keys = Names(words.categories).plain(), []
    for distance in range(nearest, nearest + 3):
        at = begin - distance if side == "before" else until + distance
        inside = np.clip(at, 0, max(len(tokens) - 1, 0))
        there = (at == inside) & (article[inside] == article[begin])
        keys.append(np.where(there, names[words.codes[inside]], "").tolist())
    neighbours = list(zip(*keys, strict=True))
    return np.array(sorted(range(len(begin)), key=neighbours.__getitem__), np.int64)


def _before(text: str, start: int, context: int) -> str:
    """So many characters before the match; one more tells whether they begin with a whole word."""
    line = text[max(start - context - 1, 0) : start]
    words = line.split()
    return " ".join(words[1:] if len(line) > context and not line[0].isspace() else words)


def _after(text: str, end: int, context: int) -> str:
    line = text[end : end + context + 1]
    words = line.split()
    return " ".join(words[:-1] if len(line) > context and not line[-1].isspace() else words)
