"""Events in order of time, and how much was written when."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from ..actors.mention_counts import are_of
from ..frames import check_articles
from ..normalization import normalize
from ..progress import with_bar
from ..words.counting import bincount
from ..words.queries import occurrences
from ..words.tokens import parts_with_tokens, sentences, with_tokens
from .finding import known_moments

_EVENT = ["begin", "until", "granularity", "basis", "approximate", "relation", "inferred"]
_WIDTH = 160  # characters of a sentence that are shown
_SHARED = 3  # words that two sentences must share at least to tell the same event
_ALIKE = 0.5  # share of the shorter sentence's words that the other must hold to tell the same event

_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def timeline(
    dates: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put the dated events of a corpus in order: one row for each.

    An event is a sentence with the days that a time expression in it means. Sentences of several articles
    that mean the same days and share half of their words tell one event. Durations and unresolved
    expressions are left out.

    Parameters
    ----------
    dates, articles : DataFrame
        What `find_dates` found in the articles.
    tokens : DataFrame, optional
        What `tokenize` made of the articles.
    mentions : DataFrame, optional
        What `find_actors` found, for the column `actors`.

    Returns
    -------
    DataFrame
        By `begin`, longer spans first, then in reading order: `begin`, `until` (datetime64[ns], half-open),
        `granularity`, `basis`, `approximate`, `relation`, `inferred` as in `find_dates`, `reference`
        (datetime64[ns], the day of the article), `text` (the expression), `sentence` (str, shortened at a
        word), `article`, `articles` (int, how many articles tell it), `actors` (str, names joined by ، in
        reading order).

    Examples
    --------
    >>> from analysis import find_dates, make_articles
    >>> articles = make_articles(["وصل الوفد أمس.", "وصل الوفد أمس."], published=["2026-01-06", "2026-01-06"])
    >>> events = timeline(find_dates(articles), articles)
    >>> events["begin"].dt.day.tolist(), events["articles"].tolist()
    ([5], [2])
    """
    articles = check_articles(articles, ("text", "published"), caller="timeline")
    known = dates.dropna(subset=["begin", "until"]).astype({"article": str})
    dated = articles[articles["article"].isin(known["article"])]
    parts = parts_with_tokens(dated, tokens, "Finding sentences", caller="timeline")
    rows = pd.concat([_with_sentences(*part, known) for part in parts], ignore_index=True)
    told = _same_event(rows)
    events = rows[[*_EVENT, "text", "article"]].assign(
        reference=known_moments(articles.set_index("article")).reindex(rows["article"]).to_numpy(),
        sentence=pd.Series(map(_shorten, rows["whole"], rows["text"]), index=rows.index, dtype=str),
        articles=rows.groupby(told)["article"].nunique().reindex(told).to_numpy(np.int64),
        actors=_actors(rows, mentions),
    )
    columns = [*_EVENT, "reference", "text", "sentence", "article", "articles", "actors"]
    events = events.loc[told == np.arange(len(told)), columns]
    order = np.lexsort((-events["until"].astype(np.int64), events["begin"].astype(np.int64)))
    return events.iloc[order].reset_index(drop=True)


def _with_sentences(articles: pd.DataFrame, tokens: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """The dates of some articles, one for each sentence and time, with the sentence as `whole`."""
    spans = sentences(articles, tokens).astype({"article": str})
    spans = spans.rename(columns={"start": "from", "end": "to"})
    rows = dates.merge(spans, on=["article", "sentence"], validate="many_to_one")
    rows = rows.drop_duplicates(["article", "sentence", "begin", "until", "relation"])
    texts = rows["article"].map(articles.set_index("article")["text"])
    whole = [text[a:b] for text, a, b in zip(texts, rows["from"], rows["to"], strict=True)]
    return rows.assign(whole=pd.Series(whole, index=rows.index, dtype=str))


def coverage(
    articles: pd.DataFrame,
    *,
    by: str = "auto",
    tokens: pd.DataFrame | None = None,
    term: str | None = None,
    mentions: pd.DataFrame | None = None,
    actor: str | None = None,
) -> pd.DataFrame:
    """Count what was published in each day, week or month, and how much of it speaks of a term or an actor.

    Every period between the first and the last article has its row: where nothing was published `articles`
    is 0 and `share` is missing, which is not the same as a share of 0. Articles without any date are left
    out.

    Parameters
    ----------
    articles : DataFrame
        With `published`; the days of `published_inferred` (see `date_articles`) count where nothing is
        printed.
    by : {"auto", "day", "week", "month"}
        Length of a period; a week begins on Monday. "auto" takes days for up to ten weeks, weeks for up to a
        year and a half, months beyond.
    tokens : DataFrame, optional
        What `tokenize` made of the articles.
    term : str, optional
        A word or a phrase, found as `concordance` finds it, with whatever clitics.
    mentions : DataFrame, optional
        What `find_actors` found; needed for `actor`.
    actor : str, optional
        An id or a name, in any spelling.

    Returns
    -------
    DataFrame
        `begin` (datetime64[ns], first day of the period), `articles`, `inferred` (int, those of them whose
        day is inferred), `words` (int); with a term or an actor also `term` or `actor` (str), `count` (int,
        tokens or mentions) and `share` (float, count for each word of the period).

    Raises
    ------
    ValueError
        When `by` is no such period, an actor is asked for without mentions, or nobody is called so.

    Examples
    --------
    >>> from analysis import make_articles
    >>> days = ["2026-01-01", "2026-01-03"]
    >>> coverage(make_articles(["قمة باريس", "القمة"], published=days), term="قمة")["count"].tolist()
    [1, 0, 1]
    """
    if by not in ("auto", *_PERIODS):
        raise ValueError(f"coverage: no period {by!r}; choose one of auto, {', '.join(_PERIODS)}")
    if actor is not None and mentions is None:
        raise ValueError("coverage: an actor is counted in mentions; pass mentions=find_actors(articles)")
    needs = "text", "published"
    articles, tokens = with_tokens(articles, tokens, needs, caller="coverage", form=term is not None)
    articles = articles.set_index("article")
    moments = known_moments(articles).dropna()
    frequency = _PERIODS[_fitting_period(moments) if by == "auto" else by]
    period = moments.dt.to_period(frequency)
    periods = pd.PeriodIndex([], freq=frequency)
    if len(period):
        periods = pd.period_range(period.min(), period.max(), freq=frequency)
    counts = {
        "articles": 1,
        "inferred": articles["published"].isna(),
        "words": _per_article(tokens["article"]),
    }
    if term is not None:
        hits = occurrences(tokens, [term], by="form" if "form" in tokens else "word").first
        counts["count"] = _per_article(tokens["article"].iloc[hits])
    elif actor is not None:
        mine = are_of(mentions, actor, caller="coverage")
        counts["count"] = _per_article(mentions.loc[mine, "article"])
    table = pd.DataFrame(counts, index=moments.index).fillna(0).groupby(period.array).sum()
    table = table.reindex(periods, fill_value=0).astype(np.int64).reset_index(drop=True)
    table.insert(0, "begin", periods.to_timestamp().astype("datetime64[ns]"))
    if "count" in table:
        table.insert(4, *(("term", term) if term is not None else ("actor", actor)))
        table["share"] = table["count"] / table["words"].where(table["words"] > 0)
    return table


def _per_article(ids: pd.Series) -> pd.Series:
    """How many rows each article has; there may be millions of them."""
    ids = ids.astype("category").array
    return pd.Series(bincount(ids.codes, len(ids.categories)), ids.categories)


def _fitting_period(moments: pd.Series) -> str:
    # as datetimes: a Timedelta has room for 292 years only
    days = (moments.max().to_pydatetime() - moments.min().to_pydatetime()).days if len(moments) else 0
    return "day" if days <= 70 else "week" if days <= 550 else "month"


def _actors(rows: pd.DataFrame, mentions: pd.DataFrame | None) -> pd.Series:
    """The actors of each row's sentence, each once, in reading order."""
    if mentions is None:
        return pd.Series("", rows.index, dtype=str)
    place = ["article", "sentence"]
    named = mentions.astype({"article": str, "name": str}).drop_duplicates([*place, "name"])
    names = named.groupby(place)["name"].agg("، ".join)
    return (
        names.reindex(pd.MultiIndex.from_frame(rows[place]), fill_value="").astype(str).set_axis(rows.index)
    )


def _same_event(rows: pd.DataFrame) -> np.ndarray:
    """For each row the first row that tells the same event."""
    told = np.arange(len(rows))
    whole, text = rows["whole"].to_numpy(object), rows["text"].to_numpy(object)
    groups = rows.groupby(["begin", "until", "relation"], sort=False).indices.values()
    for group in with_bar(groups, "Comparing sentences", unit="time", total=len(groups)):
        if len(group) == 1:
            continue
        size: dict[int, int] = {}  # rows that tell an event of their own, with the count of their words
        same: dict[frozenset[str], int] = {}
        holding: dict[str, list[int]] = {}  # the rows that hold a word
        for i in group.tolist():
            words = frozenset(_content(whole[i]) - _content(text[i]))
            shared = Counter(head for word in words for head in holding.get(word, ()))
            enough = (
                (n, max(_SHARED, _ALIKE * min(size[head], len(words))), head) for head, n in shared.items()
            )
            alike = [head for n, least, head in enough if n >= least]
            told[i] = min([i, *alike, same.get(words, i)])
            if told[i] == i:
                size[i], same[words] = len(words), i
                for word in words:
                    holding.setdefault(word, []).append(i)
    return told


def _content(text: str) -> set[str]:
    return {word for word in normalize(text, "search").split() if len(word) > 3}


def _shorten(sentence: str, expression: str) -> str:
    """A sentence on one line; a long one is cut at words, also before its time, which stays."""
    sentence, expression = " ".join(sentence.split()), " ".join(expression.split())
    if len(sentence) <= _WIDTH:
        return sentence
    until = sentence.find(expression) + len(expression)
    first = max(0, min(until + _WIDTH // 4, len(sentence)) - _WIDTH)
    if first:
        first = sentence.find(" ", first) + 1
    shown = sentence[first : first + _WIDTH]
    if first + _WIDTH < len(sentence):
        shown = shown.rsplit(" ", 1)[0].rstrip("،؛,: ") + "…"
    return "… " + shown if first else shown
