"""Every time expression of a corpus, with its place in the text and the days it means."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
import pandas as pd

from .date_grammar import grammar
from .date_values import WEEK, Context, Found, resolve
from .date_words import WORD_CLASSES, Symbol, is_trigger, read_words, symbols
from .normalization import normalize
from .tokens import tokenize

_RELATIONS = {"since": "since", "until": "until", "before": "before", "after": "after"}
_LEADING = {WORD_CLASSES[name] for name in ("in", "during", "of", "since", "to", "until", "between", "by")}
_GAPS = {"،": ",", ",": ",", "-": "-", "–": "-", "—": "-", "‑": "-", "/": "/", "\\": "/", "(": "(", ")": ")"}
_GAPS |= {".": ".", ":": ":", "|": "|"}
# Verbs and participles that put a sentence into the future, and words after which it is told anew.
_FUTURE = re.compile(
    r"[وف]?(?:س(?!ياس|يار|ياح|ياق|يد|يط|ين|يف|ير[هة]|يو|يل|تار|تين|توك|تيف|ته|نو|نغ|ند|نت|اع|اب|اح|ال|اه|ائ|ار)"
    r"[اأيتن]\w{3,}|سوف|(?:ال)?(?:مقرر|متوقع|مزمع|مرتقب|منتظر)ة?|[يت]عتزم|[يت]نتظر|[يت]رتقب|[يت]وقع|[يت]توقع|اعتبارا|بحلول)"
)
_TOLD = re.compile(
    r"[وف]?(?:الذي|التي|الذين|اللذين|اللتين|قال|قالت|أعلن|أعلنت|أكد|أكدت|أوضح|أوضحت|أضاف|أضافت|ذكر|ذكرت|كان|كانت"
    r"|صرح|صرحت|أفاد|أفادت|كشف|كشفت|عقب|بعدما)"
)
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

    Expressions that count from the day of the article (أمس, العام الماضي, 11 ديسمبر) are read against `published`,
    or against `published_inferred` where the articles have that column and nothing is printed.

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
        One row per expression, in reading order: `article` (category), `sentence` (int32), `start`, `end` (int64,
        characters), `text`; `begin`, `until` (datetime64[ns], half-open: `until` is the first day after; NaT when
        not known, and outside the years 1678 to 2261); `granularity` (day, week, month, season, year, decade,
        century, range, duration); `basis` (explicit: the year is said; anchor: day or month without a year;
        relative: counts from the day of publication; duration: a length of time, no date); `approximate` (bool);
        `relation` ("", since, until, before, after); `inferred` (bool: hangs on an inferred day of publication).

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
    if week_starts not in WEEK:
        raise ValueError(f"find_dates: no week_starts {week_starts!r}; choose one of {', '.join(WEEK)}")
    tokens = tokenize(articles, form=False) if tokens is None else tokens
    texts = dict(zip(articles["article"].astype(str), articles["text"], strict=True))
    references, inferred = _references(articles)
    ids = tokens["article"].cat.categories
    owner, sentence = tokens["article"].cat.codes.to_numpy(), tokens["sentence"].to_numpy()
    start, end = tokens["start"].to_numpy(), tokens["end"].to_numpy()
    future = _future_cues(tokens)

    rows: list[tuple] = []
    at, previous = -1, None
    for run, readings in _runs(tokens, owner):
        if owner[run[0]] != at:
            at, previous = owner[run[0]], None
            name = ids[at]
            text, reference = texts[name], references.get(name)
        line, places, read = _symbol_line(run, readings, start, end, text)
        context = Context(reference, previous=previous, week_start=WEEK[week_starts])
        for found, first, value, relation in _read_line(line, places, read, context, future, text, end):
            a = _begin(text, int(start[first.first]), first.skip)
            b = _finish(text, a, int(end[found.symbols[-1].last]))
            hangs = name in inferred and value.basis in ("relative", "anchor") and value.begin is not None
            rows.append((name, sentence[first.first], a, b, text[a:b], *value, relation, hangs))
            previous = value.begin if value.basis != "duration" and value.begin else previous
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
    known = [day if day is not None and 1678 <= day.year <= 2261 else None for day in days]
    return pd.Series(np.array(known, "datetime64[D]").astype("datetime64[ns]"), index=days.index)


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
    """Stretches of words that all may belong to a date, with their readings; at least one calls for a date."""
    readings = read_words(tokens["word"].cat.categories)
    codes = tokens["word"].cat.codes.to_numpy()
    known = (
        np.array([bool(reading) for reading in readings], bool)[codes] if len(codes) else np.empty(0, bool)
    )
    calls = np.array([is_trigger(reading) for reading in readings], bool)
    at = np.flatnonzero(known)
    if not len(at):
        return
    first = np.flatnonzero(np.r_[True, (np.diff(at) > 1) | (np.diff(owner[at]) != 0)])
    worth = np.logical_or.reduceat(calls[codes[at]], first)
    ends = np.r_[first[1:], len(at)]
    for a, b in zip(first[worth].tolist(), ends[worth].tolist(), strict=True):
        run = at[a:b].tolist()
        yield run, [readings[code] for code in codes[run].tolist()]


def _symbol_line(run, readings, start, end, text) -> tuple[str, list[int], list[Symbol]]:
    """A stretch of words as a string of class letters, and which symbol each of its characters stands for."""
    words, gaps = [], []
    for i, (token, several) in enumerate(zip(run, readings, strict=True)):
        gap = _gap(text[end[token - 1] : start[token]]) if i else ""
        for reading in several:
            words.append((token, reading))
            gaps.append(gap)
            gap = ""
    read = symbols(words, [gap == "" for gap in gaps])
    gap_before = dict(zip((token for token, _ in reversed(words)), reversed(gaps), strict=True))
    line, places, last = [], [], None
    for i, symbol in enumerate(read):
        between = gap_before[symbol.first] if symbol.first != last else ""
        particle = _particle(symbol.clitics) if i else ""
        line.append(between + particle + symbol.kind)
        places += [i] * len(line[-1])
        last = symbol.last
    return "".join(line), places, read


@functools.lru_cache(4096)
def _gap(raw: str) -> str:
    """What stands between two words, as the grammar writes it: nothing for a blank, ~ for what ends a date."""
    if "\n" in raw:
        return "~"
    marks = normalize(raw, "display").split()
    marks = "".join(marks)
    return "".join(_GAPS.get(mark, "~") for mark in marks) if len(marks) <= 2 else "~"


def _particle(clitics: str) -> str:
    return ("&" if clitics[:1] in "وف" else "") + ("+" if clitics[-1:] in "بلك" else "") if clitics else ""


def _future_cues(tokens: pd.DataFrame) -> tuple[list[int], list[bool], np.ndarray, np.ndarray]:
    """The words of the corpus after which a sentence speaks of the future, or no longer does."""
    words = tokens["word"].cat.categories
    kind = np.array(
        [1 if _FUTURE.fullmatch(word) else 2 if _TOLD.fullmatch(word) else 0 for word in words], np.int8
    )
    marks = kind[tokens["word"].cat.codes.to_numpy()] if len(tokens) else np.empty(0, np.int8)
    at = np.flatnonzero(marks)
    return (
        at.tolist(),
        (marks[at] == 1).tolist(),
        tokens["sentence"].to_numpy(),
        tokens["article"].cat.codes.to_numpy(),
    )


def _is_future(token: int, cues) -> bool:
    at, future, sentence, owner = cues
    i = bisect_left(at, token) - 1
    return i >= 0 and future[i] and sentence[at[i]] == sentence[token] and owner[at[i]] == owner[token]


def _read_line(line, places, read, context: Context, cues, text, end) -> Iterator[tuple]:
    """Expressions of one stretch: what was found, its first symbol, its value and its relation."""
    items = []
    for match in grammar().finditer(line):
        rule = match.lastgroup
        a, b = places[match.start()], places[match.end() - 1]
        if rule != "ago":
            while read[a].kind in _LEADING or (read[a].kind == "j" and read[a + 1].kind == "W"):
                a += 1
        found = Found(rule, line[places.index(a, match.start()) : match.end()], tuple(read[a : b + 1]))
        before = read[a - 1].kind if a and (places.index(a) == 0 or line[places.index(a) - 1] != "~") else ""
        relation = next(
            (
                r
                for name, r in _RELATIONS.items()
                if WORD_CLASSES[name] == (found.letters[0] if rule == "ago" else before)
            ),
            "",
        )
        relation = "" if rule == "ago" and relation != "since" else relation
        if not _plausible(found, before, text, int(end[read[b].last])):
            continue
        future = relation == "until" or _is_future(read[a].first, cues)
        value = resolve(found, context._replace(future=future))
        if value is not None:
            items.append((found, read[a], value, relation))
    yield from items


def _plausible(found: Found, before: str, text: str, end: int) -> bool:
    return found.rule != "name"


def _begin(text: str, start: int, skip: int) -> int:
    """Where the word proper begins, past the letters of the particles before it."""
    while skip:
        skip -= bool(normalize(text[start]))
        start += 1
    return start


def _finish(text: str, begin: int, end: int) -> int:
    """Past the vowel marks and tatweel after a word, and the bracket or stroke that closes one in the expression."""
    while end < len(text) and not normalize(text[end]):
        end += 1
    closing = {"(": ")", "/": "/"}
    for opened, closed in closing.items():
        if (
            text[begin:end].count(opened) % 2
            and text[end : end + 1] == closed
            and closed not in text[begin:end][-1:]
        ):
            if opened == "(" or (text[begin:end].count("/") == 1 and re.search(r"\s/\w+$", text[begin:end])):
                return end + 1
    return end
