"""Every time expression of a corpus, with its place in the text and the days it means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..frames import Texts, check_articles
from ..memory import give_back
from ..normalization import normalize
from ..progress import with_bar
from ..words.counting import portions
from ..words.tokens import parts_with_tokens
from .reading import read_run
from .terms import Context
from .vocabulary import read_cues, read_words, weigh

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
    articles = check_articles(articles, ("text", "published"), caller="find_dates")
    parts = parts_with_tokens(articles, tokens, "Finding dates", caller="find_dates")
    frame = pd.concat([_dates_of(*part, _WEEK[week_starts]) for part in parts], ignore_index=True)
    return frame.astype({"article": pd.CategoricalDtype(articles["article"])})


def _dates_of(articles: pd.DataFrame, tokens: pd.DataFrame, week_start: int) -> pd.DataFrame:
    """The expressions of some articles, in reading order."""
    words = tokens["word"].array.categories.tolist()
    readings = read_words(words)
    weights, cues = (np.array(kinds, np.int8) for kinds in (list(map(weigh, readings)), read_cues(words)))
    ids, texts, moments = articles["article"].tolist(), Texts(articles), known_moments(articles)
    inferred = (articles["published"].isna() & moments.notna()).tolist()
    known = moments.astype(object).where(moments.notna(), None)
    contexts = [Context(moment and moment.to_pydatetime(), week_start=week_start) for moment in known]

    def rows(some: pd.DataFrame) -> Iterator[tuple]:
        for at, run in _runs(some, readings, weights, cues):
            text = texts[at]
            found, contexts[at] = read_run(run, contexts[at], text)
            for item in found:
                first, value = item.found.symbols[0], item.value
                a = _begin(text, first.start, first.skip)
                b = _finish(text, a, item.stop)
                hangs = inferred[at] and value.basis in ("relative", "anchor") and value.begin is not None
                yield ids[at], first.sentence, a, b, text[a:b], *value, item.relation, hangs

    parts = [slice(0), *portions(tokens["article"].array.codes)]
    frames = [
        pd.DataFrame(rows(tokens.iloc[some]), columns=list(_COLUMNS)).astype(_COLUMNS)
        for some in with_bar(parts, "Finding dates", unit="part", total=len(parts))
    ]
    give_back()
    return pd.concat(frames, ignore_index=True)


def known_moments(articles: pd.DataFrame) -> pd.Series:
    """When each article was published, as printed or else as inferred."""
    moments = articles["published"]
    return moments.fillna(articles["published_inferred"]) if "published_inferred" in articles else moments


def _runs(tokens: pd.DataFrame, readings: list, weight: np.ndarray, cues: np.ndarray) -> Iterator[tuple]:
    """Stretches of words that all may belong to dates, with their article; one at least calls for one."""
    word, owner = tokens["word"].array.codes, tokens["article"].array.codes
    at = np.flatnonzero(weight[word] >= 0)
    first = np.flatnonzero((np.diff(at, prepend=-2) > 1) | (np.diff(owner[at], prepend=-1) != 0))
    length = np.diff(first, append=len(at))
    heaviest = np.maximum.reduceat(weight[word[at]], first) if len(at) else first
    worth = heaviest + (length > 1) >= 2
    at = at[np.repeat(worth, length)]  # few tokens, all that become Python objects
    columns = [[readings[code] for code in word[at].tolist()]]
    columns += [tokens[name].to_numpy()[at].tolist() for name in ("start", "end", "sentence")]
    words = zip(*columns, _future(tokens, at, cues).tolist(), strict=True)
    owners, ends = owner[at].tolist(), np.cumsum(length[worth]).tolist()
    for a, b in itertools.pairwise([0, *ends]):
        yield owners[a], list(itertools.islice(words, b - a))


def _future(tokens: pd.DataFrame, at: np.ndarray, cue: np.ndarray) -> np.ndarray:
    """Whether the last cue before each of some tokens, in its sentence, points to the future (سيعقد, المقرر).

    Another cue, such as a verb of telling, takes it back.
    """
    word, owner = tokens["word"].array.codes, tokens["article"].array.codes
    cues = np.flatnonzero(cue[word])
    if not len(cues):
        return np.zeros(len(at), bool)
    place = np.searchsorted(cues, at) - 1
    last, sentence = cues[place], tokens["sentence"].to_numpy()
    same = (sentence[last] == sentence[at]) & (owner[last] == owner[at])
    return (place >= 0) & same & (cue[word[last]] == 1)


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
