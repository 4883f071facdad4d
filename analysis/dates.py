"""Every time expression of a corpus, with its place in the text and the days it means."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from .date_reading import read_line, spell_line
from .date_tense import find_future
from .date_terms import Context
from .date_words import calls_for_date, read_words, stands_alone
from .normalization import normalize
from .tokens import with_tokens

_PLAIN = " .,،\n/-)(:؛"  # what often follows a date, and is seen
_WEEK = {"monday": 0, "sunday": 6, "saturday": 5}
_COLUMNS = {
    "article": str,
    "sentence": np.int32,
    "start": np.int64,
    "end": np.int64,
    "text": str,
    "begin": "datetime64[ns]",
    "until": "datetime64[ns]",
    "granularity": str,
    "basis": str,
    "approximate": bool,
    "relation": str,
    "inferred": bool,
}


def find_dates(
    articles: pd.DataFrame, *, tokens: pd.DataFrame | None = None, week_starts: str = "monday"
) -> pd.DataFrame:
    """Find time expressions and the days that they mean.

    Expressions that count from the day of the article (أمس, العام الماضي, 11 ديسمبر) are read against
    `published`, or against `published_inferred` where the articles have that column and nothing is printed.

    Parameters
    ----------
    articles : DataFrame
        With columns `article`, `text`, `published`.
    tokens : DataFrame, optional
        What `tokenize` made of the articles; spares a second pass.
    week_starts : {"monday", "sunday", "saturday"}
        First day of the week; its last two days are its end (نهاية الأسبوع).

    Returns
    -------
    DataFrame
        One row per expression, in reading order: `article` (category), `sentence` (int32), `start`, `end`
        (int64, characters), `text`; `begin`, `until` (datetime64[ns], half-open: `until` is the first day
        after; NaT when not known, and outside the years 1678 to 2261); `granularity` (day, week, month,
        season, year, decade, century, range, duration; قبل 50 عاما has the day fifty years before, and
        "year", as it is no more exact); `basis` (explicit: the year is said; anchor: day or month without a
        year; relative: counts from the day of publication; duration: a length of time, no date);
        `approximate` (bool: also when a printed weekday contradicts its date); `relation` ("", since,
        until, before, after); `inferred` (bool: hangs on an inferred day of publication).

    Raises
    ------
    ValueError
        When `week_starts` is no such day.

    Examples
    --------
    >>> from analysis import make_articles
    >>> dates = find_dates(make_articles(["اجتمعوا أمس ثم في 15 مارس المقبل."], published=["2026-01-06"]))
    >>> dates["begin"].dt.date.astype(str).tolist()
    ['2026-01-05', '2026-03-15']
    >>> dates["basis"].tolist()
    ['relative', 'anchor']
    """
    if week_starts not in _WEEK:
        raise ValueError(f"find_dates: no week_starts {week_starts!r}; choose one of {', '.join(_WEEK)}")
    articles, tokens = with_tokens(articles, tokens, needs=("text", "published"), caller="find_dates")
    rows = list(_expressions(articles, tokens, _WEEK[week_starts]))
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    frame = frame.assign(**{column: _timestamps(frame[column]) for column in ("begin", "until")})
    ids = tokens["article"].cat.categories
    return frame.astype(_COLUMNS | {"article": pd.CategoricalDtype(ids)})


def _expressions(articles: pd.DataFrame, tokens: pd.DataFrame, week_start: int) -> Iterator[tuple]:
    """One row for each expression, in reading order."""
    texts = articles["text"].tolist()
    references, inferred = _references(articles)
    ids = tokens["article"].cat.categories.tolist()
    owner, sentence = tokens["article"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    is_future = find_future(tokens)
    at, context = -1, Context()
    for run, readings in _runs(tokens, owner):
        if owner[run[0]] != at:
            at = owner[run[0]]
            name, text = ids[at], texts[at]
            context = Context(references.get(name), week_start=week_start)
        gaps = ["", *(text[end[i - 1] : start[i]] for i in run[1:])]
        for item in read_line(spell_line(run, readings, gaps), context, is_future, text, start, end):
            a = _begin(text, int(start[item.first.first]), item.first.skip)
            b = _finish(text, a, int(end[item.last.last]))
            value = item.value
            hangs = name in inferred and value.basis in ("relative", "anchor") and value.begin is not None
            yield name, sentence[item.first.first], a, b, text[a:b], *value, item.relation, hangs
            if value.begin:
                context = context._replace(previous=value.begin)


def _timestamps(days: pd.Series) -> pd.Series:
    return pd.Series(np.array(days.tolist(), "datetime64[D]").astype("datetime64[ns]"), index=days.index)


def _references(articles: pd.DataFrame) -> tuple[dict, set]:
    """The moment each article is read against, and the articles where it is only inferred."""
    ids, moment = articles["article"], articles["published"]
    inferred: set = set()
    if "published_inferred" in articles:
        guessed = moment.isna() & articles["published_inferred"].notna()
        inferred = set(ids[guessed])
        moment = moment.fillna(articles["published_inferred"])
    known = moment.notna()
    return dict(zip(ids[known], moment[known].dt.to_pydatetime(), strict=True)), inferred


def _runs(tokens: pd.DataFrame, owner: np.ndarray) -> Iterator[tuple]:
    """Stretches of words that all may belong to dates, with their readings; one at least calls for one."""
    readings = read_words(tokens["word"].cat.categories.tolist())
    codes = tokens["word"].cat.codes.to_numpy()
    known = np.array([bool(reading) for reading in readings], bool)
    at = np.flatnonzero(known[codes]) if len(codes) else codes
    if not len(at):
        return
    code = codes[at]
    calls = np.array([bool(reading) and calls_for_date(reading) for reading in readings], bool)[code]
    alone = np.array([bool(reading) and stands_alone(reading) for reading in readings], bool)[code]
    first = np.flatnonzero(np.r_[True, (np.diff(at) > 1) | (np.diff(owner[at]) != 0)])
    ends = np.r_[first[1:], len(at)]
    worth = np.logical_or.reduceat(calls, first) & ((ends - first > 1) | alone[first])
    at, code = at.tolist(), code.tolist()
    for a, b in zip(first[worth].tolist(), ends[worth].tolist(), strict=True):
        yield at[a:b], [readings[k] for k in code[a:b]]


def _begin(text: str, start: int, skip: int) -> int:
    """Where the word proper begins, past the letters of the particles before it."""
    while skip:
        skip -= bool(normalize(text[start]))
        start += 1
    return start


def _finish(text: str, begin: int, end: int) -> int:
    """Past the marks and tatweel after a word, and the bracket or stroke that closes one before it."""
    while end < len(text) and text[end] not in _PLAIN and not normalize(text[end]):
        end += 1
    shown, after = text[begin:end], text[end : end + 1]
    opened = after == ")" and shown.count("(") > shown.count(")")
    return end + (opened or (after == "/" and bool(re.search(r"\s/\w+$", shown))))
