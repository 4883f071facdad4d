"""Frames as users hand them in: what can be mended is, for the rest one sentence says what to do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from numbers import Number
from typing import Any

import numpy as np
import pandas as pd

from .loading.publication import date_order, read_value
from .memory import give_back

_SURROGATE = re.compile("[\ud800-\udfff]")
_AT_ONCE = 1000  # texts
_TIMES = ("published", "published_inferred")


def check_articles(articles: pd.DataFrame, needs: Iterable[str] = ("text",), *, caller: str) -> pd.DataFrame:
    """The articles, with every column that is needed as the functions of this package expect it.

    Ids become str, a lone surrogate in a text U+FFFD (one character for one, so that offsets stay), and
    times datetime64[ns] without their zone: articles print local times.

    Parameters
    ----------
    articles : DataFrame
        What `read_corpus` or `make_articles` returned, or a frame made by hand.
    needs : iterable of str
        The columns that `caller` reads, besides `article`.
    caller : str
        The function that the user called.

    Returns
    -------
    DataFrame
        A new frame with the same index; what is in order is not copied.

    Raises
    ------
    ValueError
        When a column is missing, an id missing or not the only one, a text no text, a time no time.

    Examples
    --------
    >>> made = pd.DataFrame({"article": [1, 2], "text": ["خبر", "خبر"], "published": ["2026-01-06", None]})
    >>> check_articles(made, ["text", "published"], caller="find_dates").dtypes.astype(str).tolist()
    ['str', 'str', 'datetime64[ns]']
    """
    give_back()
    needs = ["article", *needs]
    if not isinstance(articles, pd.DataFrame) or not set(needs) <= set(articles.columns):
        columns = f"{', '.join(needs[:-1])} and {needs[-1]}" if len(needs) > 1 else needs[0]
        raise ValueError(
            f"{caller} needs a frame with the columns {columns}: corpus.articles, or make_articles()"
        )
    mended = {"article": _ids(articles["article"], caller)}
    if "text" in needs:
        mended["text"] = _texts(articles["text"], mended["article"], caller)
    for name in _TIMES:
        if name in articles and (name in needs or "published" in needs):
            mended[name] = local_times(articles[name], caller, name)
    return articles.assign(**mended)


def whole(text: str) -> str:
    """A text with U+FFFD for each lone surrogate, which no encoding can write.

    >>> whole("a\\ud800b") == "a\\ufffdb"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def _ids(ids: pd.Series, caller: str) -> pd.Series:
    if ids.isna().any():
        raise ValueError(f"{caller}: article {int(ids.isna().argmax())} of the frame has no id")
    if ids.dtype != "str":
        ids = ids.map(lambda name: whole(str(name))).astype(str)
    if (again := ids.duplicated()).any():
        raise ValueError(f"{caller}: two articles are called {ids[again].iloc[0]!r}: give each its own id")
    return ids


def _texts(texts: pd.Series, ids: pd.Series, caller: str) -> pd.Series:
    if texts.dtype == "str":  # all texts but for missing ones
        wrong = texts.isna().to_numpy()
        clean = texts.dtype.storage == "pyarrow"
    else:
        wrong = ~texts.map(lambda text: isinstance(text, str)).to_numpy(bool)
        clean = False
    if wrong.any():
        name, text = ids[wrong].iloc[0], texts[wrong].iloc[0]
        raise ValueError(f"{caller}: the text of article {name!r} is no text: {text!r}")
    return texts if clean else texts.map(whole)


def local_times(values: Iterable[Any], caller: str, name: str = "published") -> pd.Series:
    """Times as datetime64[ns] without their zone; NaT where there is none.

    Dates in numbers are read day first, unless others among them show that the month is.

    >>> times = local_times(["2026-01-06T23:30+03:00", None, "06/01/2026"], "make_articles")
    >>> [str(time) for time in times]
    ['2026-01-06 23:30:00', 'NaT', '2026-01-06 00:00:00']
    """
    if isinstance(values, str):
        raise ValueError(f"{caller}: {name} is one string; give a date for each text")
    index = values.index if isinstance(values, pd.Series) else None
    if index is not None and pd.api.types.is_datetime64_any_dtype(values.dtype):
        if values.dtype == "datetime64[ns]":
            return values
        values = values.dt.tz_localize(None)
    values = list(values)
    order = date_order(value for value in values if isinstance(value, str))
    times = [_local_time(value, order, caller, name) for value in values]
    return pd.Series(times, index, dtype="datetime64[ns]")


def _local_time(value: Any, order: str, caller: str, name: str) -> pd.Timestamp:
    if value is None or value is pd.NA or value is pd.NaT or value == "" or value != value:
        return pd.NaT
    try:
        if isinstance(value, Number):  # pandas would count nanoseconds from 1970
            raise TypeError
        if isinstance(value, str):
            value = read_value(value, order=order)[0] or value
        return pd.Timestamp(value).tz_localize(None).as_unit("ns")
    except (ValueError, TypeError):
        raise ValueError(f"{caller}: {name}: {value!r} is no date from 1678 to 2261") from None


def portions(length: pd.Series, characters: int) -> list[slice]:
    """About so many characters of texts after others, given their lengths; at least one portion, be it empty.

    >>> portions(pd.Series([1, 1, 1]), 2)
    [slice(0, 1, None), slice(1, 3, None)]
    """
    filled = length.cumsum().to_numpy(np.int64) // characters
    edges = [0, *(np.flatnonzero(np.diff(filled)) + 1).tolist(), len(length)]
    return [slice(first, after) for first, after in itertools.pairwise(edges)]


class Texts:
    """The texts of articles by their place, some at a time as Python strings: all would take much memory.

    >>> texts = Texts(pd.DataFrame({"text": ["أ", "ب"]}))
    >>> texts[1] == "ب"
    True
    """

    def __init__(self, articles: pd.DataFrame) -> None:
        self._all, self._first, self._some = articles["text"], 0, []

    def __getitem__(self, place: int) -> str:
        place = int(place)  # codes may be int8
        if not 0 <= place - self._first < len(self._some):
            self._first = place - place % _AT_ONCE
            self._some = self._all.iloc[self._first : self._first + _AT_ONCE].tolist()
        return self._some[place - self._first]


def check_tokens(
    tokens: pd.DataFrame, needs: Iterable[str] = ("article", "word"), *, caller: str = ""
) -> None:
    """Refuse what `tokenize` did not make.

    >>> check_tokens(pd.DataFrame({"article": ["a"], "word": ["b"]}), caller="ngrams")
    Traceback (most recent call last):
    ValueError: ngrams: the column article of the tokens is no category: keep them in Parquet, not in CSV
    """
    needs = list(needs)
    if not isinstance(tokens, pd.DataFrame) or not set(needs) <= set(tokens.columns):
        who = f"{caller} needs" if caller else "needed are"
        raise ValueError(f"{who} the tokens that tokenize returned, with {' and '.join(needs)}")
    for name in needs:
        if name in ("article", "word", "form") and not isinstance(tokens[name].dtype, pd.CategoricalDtype):
            told = f"the column {name} of the tokens is no category: keep them in Parquet, not in CSV"
            raise ValueError(f"{caller}: {told}" if caller else told)


def tokens_of(articles: pd.DataFrame, tokens: pd.DataFrame, *, caller: str) -> pd.DataFrame:
    """The tokens of these (checked) articles and of no others, in their order: code i is row i.

    >>> made = pd.DataFrame({"article": ["b"], "text": ["ب"]})
    >>> tokens = pd.DataFrame({"article": pd.Categorical(["a", "b"]), "word": pd.Categorical(["أ", "ب"])})
    >>> tokens_of(made, tokens, caller="find_actors")["article"].cat.codes.tolist()
    [0]
    """
    check_tokens(tokens, caller=caller)
    ids, known = pd.Index(articles["article"]).rename(None), tokens["article"].cat.categories
    if ids.equals(known):
        return tokens
    if len(missing := ids.difference(known)):
        raise ValueError(f"{caller}: the tokens have no article {missing[0]!r}: are they of other articles?")
    tokens = tokens.assign(article=tokens["article"].cat.set_categories(ids)).dropna(subset=["article"])
    in_order = tokens["article"].cat.codes.is_monotonic_increasing
    if not in_order:
        tokens = tokens.sort_values("article", kind="stable")
    return tokens.reset_index(drop=True)
