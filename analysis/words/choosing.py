"""What to look at closely when nobody has said: the word, the article, the events that tell most."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import pandas as pd

from ..actors.stream import fold, word_class
from ..calendars import hijri_months, months, number_words, weekdays
from ..resources import read_table
from .frequencies import word_frequencies
from .keyness import keywords

_ACTORS, _NAMES = ("actors", "places"), ("name", "aliases", "demonyms", "plurals", "capitals")


def typical_word(tokens: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The word that sets a corpus most apart from general Arabic, and that its articles come back to.

    Keyness against general Arabic (G²) times how often an article that has the word repeats it: a word that
    articles only ever mention (جهة) is no topic. It must stand in a twentieth of the articles, and in two at
    least, where there is such a word. Words of time, numbers, verbs of speech, titles, names of outlets and
    known actors are passed over; where nothing else is left, it is the most frequent word.

    Parameters
    ----------
    tokens, articles : DataFrame
        The articles and what `tokenize` made of them.

    Returns
    -------
    str
        A form; "" where there are no words.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> articles = make_articles(["قال إن مباراة يوم الأحد في باريس كانت أول مباراة"])
    >>> typical_word(tokenize(articles), articles) == "مباراة"
    True

    Source: Church and Gale, Poisson mixtures, 1995 (burstiness: occurrences per article that has the word).
    """
    frequencies = word_frequencies(tokens, kind=None)
    if frequencies.empty:
        return ""
    table = keywords(tokens, "general").merge(frequencies[["form", "articles"]], on="form")
    passed_over = _said_by_all_news() | _words({*articles["source"], *articles["author"]})
    table = table[(table["g2"] > 0) & ~table["form"].map(fold).isin(passed_over)]
    if table.empty:
        return str(frequencies["form"].iloc[0])
    repeated = table["count"] / table["articles"] - 1
    spread = table["articles"] >= min(max(2, 0.05 * len(articles)), len(articles))
    ranked = table.assign(spread=spread, topical=table["g2"] * repeated)
    return str(ranked.sort_values(["spread", "topical", "g2"], ascending=False)["form"].iloc[0])


def fullest_article(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """The article with most rows of a table, such as mentions or dates; of several, the last.

    Parameters
    ----------
    articles : DataFrame
    rows : DataFrame
        With a column `article`.

    Returns
    -------
    Series
        One row of the articles, for `highlight`.

    Examples
    --------
    >>> from analysis import make_articles
    >>> articles = make_articles(["a", "b", "c"])
    >>> fullest_article(articles, pd.DataFrame({"article": ["1", "0", "1"]}))["article"]
    '1'
    """
    count = articles["article"].map(rows["article"].astype(str).value_counts()).fillna(0)
    return articles[(count == count.max()).to_numpy()].iloc[-1]


def leading_events(events: pd.DataFrame, *, top: int = 20) -> pd.DataFrame:
    """The events told by most articles; of those, the ones nearest to the newest article's date.

    Parameters
    ----------
    events : DataFrame
        What `timeline` returned.
    top : int
        Rows to keep.

    Returns
    -------
    DataFrame
        Rows of `events`, in their order.

    Examples
    --------
    >>> day = pd.to_datetime(["1917-01-01", "2026-01-06", "2026-01-08"])
    >>> events = pd.DataFrame({"begin": day, "until": day, "reference": day[1], "articles": [1, 1, 2]})
    >>> leading_events(events, top=2)["begin"].dt.day.tolist()
    [6, 8]
    """
    times = events[["begin", "until", "reference"]].astype("datetime64[s]")  # spans over 292 years fit
    newest = times["reference" if times["reference"].notna().any() else "until"].max()
    distance = (times[["begin", "until"]] - newest).abs().max(axis=1)
    ranked, by = events.assign(distance=distance), ["articles", "distance"]
    order = ranked.sort_values(by, ascending=[False, True], kind="stable")
    return events.loc[order.index[:top].sort_values()]


@functools.cache
def _said_by_all_news() -> frozenset[str]:
    verbs = [form for row in read_table("speech_verbs") for form in _inflected(row["past"], row["present"])]
    times = [*months(), *weekdays(), *hijri_months(), *(row["phrase"] for row in read_table("date_words"))]
    actors = [row.get(column, "") for table in _ACTORS for row in read_table(table) for column in _NAMES]
    names = _words([*verbs, *times, *number_words(), *actors]) | word_class("title")
    return names.union(f"{name}ه" for name in names)


def _inflected(past: str, present: str) -> tuple[str, ...]:
    return past, f"{past}ت", f"{past}وا", present, f"ت{present[1:]}"


def _words(texts: Iterable[str]) -> frozenset[str]:
    """Each word of some texts, folded, with and without the article."""
    found = {word for text in texts for word in fold(text.replace("|", " ")).split()}
    return frozenset(found.union(word.removeprefix("ال") for word in found))
