"""Every time expression of a corpus, with its place in the text and the days it means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from .date_reading import read_line, spell_line
from .date_terms import Context
from .date_words import calls_for_date, read_words, stands_alone
from .normalization import normalize
from .resources import read_table
from .tokens import tokenize

# A verb in the future: سـ before an imperfect; the nouns that begin alike are left out.
_FUTURE_VERB = re.compile(
    r"[وف]?س(?!ياس|يار|ياح|ياق|ياد|يد|يط|ين|يف|ير[هة]|يو|يل|تار|تين|توك|تيف|ته|نو|نغ|ند|نت|نج|ني|نة"
    r"|اع|اب|اح|ال|اه|ائ|ار|ام|ان|اد|اس|اق)[أيتن]\w{3,}"
)
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
        season, year, decade, century, range, duration); `basis` (explicit: the year is said; anchor: day or
        month without a year; relative: counts from the day of publication; duration: a length of time, no
        date); `approximate` (bool); `relation` ("", since, until, before, after); `inferred` (bool: hangs
        on an inferred day of publication).

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
    tokens = tokenize(articles, form=False) if tokens is None else tokens
    texts = dict(zip(articles["article"].astype(str), articles["text"], strict=True))
    references, inferred = _references(articles)
    ids = tokens["article"].cat.categories
    owner, sentence = tokens["article"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    is_future = _future(tokens)
    rows: list[tuple] = []
    at, context = -1, Context()
    for run, readings in _runs(tokens, owner):
        if owner[run[0]] != at:
            at = owner[run[0]]
            name, text = ids[at], texts[ids[at]]
            context = Context(references.get(name), week_start=_WEEK[week_starts])
        gaps = ["", *(text[end[i - 1] : start[i]] for i in run[1:])]
        line = spell_line(run, readings, gaps)
        for item in read_line(line, context, is_future, text, end):
            a = _begin(text, int(start[item.first.first]), item.first.skip)
            b = _finish(text, a, int(end[item.last.last]))
            value = item.value
            hangs = name in inferred and value.basis in ("relative", "anchor") and value.begin is not None
            rows.append((name, sentence[item.first.first], a, b, text[a:b], *value, item.relation, hangs))
            if value.begin:
                context = context._replace(previous=value.begin)
    frame = pd.DataFrame(
        rows,
        columns=[
            "article",
            "sentence",
            "start",
            "end",
            "text",
            "begin",
            "until",
            "granularity",
            "basis",
            "approximate",
            "relation",
            "inferred",
        ],
    )
    for column in ("begin", "until"):
        frame[column] = _timestamps(frame[column])
    frame["article"] = pd.Categorical(frame["article"], categories=ids)
    return frame.astype({name: dtype for name, dtype in _COLUMNS.items() if name != "article"})


def _timestamps(days: pd.Series) -> pd.Series:
    return pd.Series(np.array(days.tolist(), "datetime64[D]").astype("datetime64[ns]"), index=days.index)


def _references(articles: pd.DataFrame) -> tuple[dict, set]:
    """The moment each article is read against, and the articles where it is only inferred."""
    ids, moment = articles["article"].astype(str), articles["published"]
    inferred: set = set()
    if "published_inferred" in articles:
        guessed = moment.isna() & articles["published_inferred"].notna()
        inferred = set(ids[guessed])
        moment = moment.fillna(articles["published_inferred"])
    known = moment.notna()
    return dict(zip(ids[known], moment[known].dt.tz_localize(None).dt.to_pydatetime(), strict=True)), inferred


def _runs(tokens: pd.DataFrame, owner: np.ndarray) -> Iterator[tuple]:
    """Stretches of words that all may belong to dates, with their readings; one at least calls for one."""
    readings = read_words(tokens["word"].cat.categories)
    codes = tokens["word"].cat.codes.to_numpy()
    known = (
        np.array([bool(reading) for reading in readings], bool)[codes] if len(codes) else np.empty(0, bool)
    )
    calls = np.array([calls_for_date(reading) for reading in readings], bool)
    alone = np.array([stands_alone(reading) for reading in readings], bool)
    at = np.flatnonzero(known)
    if not len(at):
        return
    first = np.flatnonzero(np.r_[True, (np.diff(at) > 1) | (np.diff(owner[at]) != 0)])
    ends = np.r_[first[1:], len(at)]
    worth = np.logical_or.reduceat(calls[codes[at]], first) & ((ends - first > 1) | alone[codes[at[first]]])
    for a, b in zip(first[worth].tolist(), ends[worth].tolist(), strict=True):
        run = at[a:b].tolist()
        yield run, [readings[code] for code in codes[run].tolist()]


def _future(tokens: pd.DataFrame) -> Callable[[int], bool]:
    """A function that says whether the words before a token, in its sentence, speak of what is to come."""
    cues = {row["word"]: row["cue"] for row in read_table("date_cues")}

    def cue(word: str) -> int:
        said = cues.get(word) or (cues.get(word[1:]) if word[:1] in ("و", "ف") else None)
        return {"future": 1, "told": 2}.get(said, int(bool(_FUTURE_VERB.fullmatch(word))))

    kind = np.array([cue(word) for word in tokens["word"].cat.categories], np.int8)
    marks = kind[tokens["word"].cat.codes.to_numpy()] if len(tokens) else kind[:0]
    at = np.flatnonzero(marks)
    places, future = at.tolist(), (marks[at] == 1).tolist()
    sentence, owner = tokens["sentence"].to_numpy(), tokens["article"].cat.codes.to_numpy()

    def is_future(token: int) -> bool:
        i = bisect_left(places, token) - 1
        if i < 0 or not future[i]:
            return False
        return sentence[places[i]] == sentence[token] and owner[places[i]] == owner[token]

    return is_future


def _begin(text: str, start: int, skip: int) -> int:
    """Where the word proper begins, past the letters of the particles before it."""
    while skip:
        skip -= bool(normalize(text[start]))
        start += 1
    return start


def _finish(text: str, begin: int, end: int) -> int:
    """Past the marks and tatweel after a word, and the bracket or stroke that closes one before it."""
    while end < len(text) and not normalize(text[end]):
        end += 1
    shown, after = text[begin:end], text[end : end + 1]
    opened = after == ")" and shown.count("(") > shown.count(")")
    return end + (opened or (after == "/" and bool(re.search(r"\s/\w+$", shown))))
