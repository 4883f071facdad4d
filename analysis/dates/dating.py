"""The day of an article that prints none, where its text and its story leave only one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from ..calendars import key
from ..loading.duplicates import first_like
from ..progress import with_bar
from ..words.tokens import forms, with_tokens
from .finding import find_dates
from .vocabulary import lexicon

_COLUMNS = {"published_inferred": "datetime64[ns]", "evidence": str, "candidates": str, "status": str}
_DAY = dt.timedelta(days=1)
_RIVAL = 0.5  # a dated article this many times as near as the nearest one may tell the story as well
_PLACES = 50_000  # how many articles of its rarest words are looked at for one article
_CLOSEST = 200  # of them are compared by all words
_COMMON = 7.0  # Zipf frequency (log10 of occurrences in 10^9 words) from which a word says nothing


def date_articles(
    articles: pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    similarity: float = 0.3,
    window: int = 3,
) -> pd.DataFrame:
    """Infer the day of publication of articles that print none; what is printed stays as it is.

    The text must name the weekday of its day (اليوم الاثنين, or أمس الأحد), and a dated article must tell
    the same story: then the day is the one with that weekday within `window` days of it. When the dated
    articles of the story lead to two days, or none is found, the article stays undated. A full date beside
    اليوم (اليوم الاثنين 5 يناير 2026) is enough by itself.

    Beyond some 10,000 articles the story is sought by the rarest words of an article alone, and the 200
    that share most of these are compared by all words. Of copies printed on one day the first is named.

    Parameters
    ----------
    articles : DataFrame
        With columns `article`, `text`, `published`.
    tokens : DataFrame, optional
        What `tokenize` made of the articles.
    similarity : float
        Least cosine (0 to 1) of two articles that tell the same story.
    window : int
        How many days apart they may be printed.

    Returns
    -------
    DataFrame
        The articles with four more columns: `published_inferred` (datetime64[ns], NaT where a day is
        printed or none could be inferred), `evidence` (str), `candidates` (str: the days in question,
        joined by ", "), `status` (str: printed, inferred or undated).

    Examples
    --------
    >>> from analysis import make_articles
    >>> story = "قمة باريس لدعم أوكرانيا تجمع قادة أوروبا"
    >>> texts = [f"تعقد اليوم الاثنين {story}", f"{story} الثلاثاء"]
    >>> dated = date_articles(make_articles(texts, published=[None, "2026-01-06"]))
    >>> dated["status"].tolist(), str(dated["published_inferred"][0].date())
    (['inferred', 'printed'], '2026-01-05')
    """
    articles, tokens = with_tokens(articles, tokens, ("text", "published"), caller="date_articles", form=True)
    printed = articles["published"].notna().to_numpy()
    said = _days_said(articles, tokens) if not printed.all() else {}
    ids = articles["article"].tolist()
    near = _same_story(tokens, articles, said, similarity) if said else {}
    days = [None if pd.isna(moment) else moment.date() for moment in articles["published"]]
    rows = [_infer(said.get(name), near.get(i, []), days, ids, window) for i, name in enumerate(ids)]
    rows = [(None, "", "", "printed") if here else row for here, row in zip(printed, rows, strict=True)]
    inferred = pd.DataFrame(rows, index=articles.index, columns=list(_COLUMNS)).astype(_COLUMNS)
    return articles.assign(**inferred)


def _infer(said, near, days, ids, window) -> tuple[dt.date | None, str, str, str]:
    """Day, evidence, candidates and status of one article."""
    if said is None:
        return None, "no weekday of its own day in the text", "", "undated"
    phrases, weekdays, full = said
    evidence = "the text says " + " and ".join(f"“{phrase}”" for phrase in phrases)
    candidates = set(full)
    if len(full) != 1 and len(weekdays) != 1:
        evidence = evidence.replace("says", "contradicts itself:", 1)
    elif len(full) != 1 and not near:
        evidence += ", but no dated article tells the same story"
    elif len(full) != 1:
        steps = range(-window, window + 1)
        around = [(j, score, days[j] + step * _DAY) for j, score in near for step in steps]
        told = [row for row in around if row[2].weekday() in weekdays]
        candidates |= {day for _, _, day in told}
        witnesses = dict.fromkeys(f"{ids[j]} ({days[j]}, similarity {score:.2f})" for j, score, _ in told)
        evidence += f"; same story as {'; '.join(witnesses)}"
    only = min(candidates) if len(candidates) == 1 else None
    return only, evidence, ", ".join(map(str, sorted(candidates))), "inferred" if only else "undated"


def _days_said(articles: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, tuple[list, set, set]]:
    """What each article says of its own day: the phrases, the weekdays, the full dates."""
    words, _ = lexicon()
    undated = articles[articles["published"].isna()].drop(columns="published_inferred", errors="ignore")
    dates = find_dates(undated.assign(published=_middle(articles["published"])), tokens=tokens)
    said: dict[str, tuple[list, set, set]] = {}
    for row in dates[dates["text"].str.contains(r"\s")].itertuples():
        read = [words.get(word.strip("،,/()-"), ("", None)) for word in key(row.text).split()]
        (first, step), (second, weekday) = read[:2]
        if first not in ("today", "deictic") or second != "weekday":
            continue
        phrases, weekdays, full = said.setdefault(row.article, ([], set(), set()))
        if row.text not in phrases:
            phrases.append(row.text)
        weekdays.add((weekday - step) % 7)
        if row.basis != "relative" and row.granularity == "day" and row.begin.weekday() == weekday:
            full.add(row.begin.date() - step * _DAY)  # اليوم الاثنين 5 يناير
    return said


def _middle(moments: pd.Series) -> pd.Timestamp:
    """The middle of the printed days, from which a weekday and a day name the year; NaT when years apart.

    The same day of the year falls on the same weekday after five years at the earliest.
    """
    first, last = moments.min(), moments.max()
    if pd.isna(first) or last.to_pydatetime() - first.to_pydatetime() > dt.timedelta(days=2 * 365):
        return pd.NaT
    return first + (last - first) / 2


def _same_story(tokens, articles, said, similarity) -> dict[int, list[tuple[int, float]]]:
    """For each article that says its weekday the dated ones of its story, nearest first, with the cosine.

    Articles with the same words are compared once. The work for one does not grow with the corpus: its words,
    the rarest first, lead to as many as `_PLACES` articles, and the `_CLOSEST` of these are compared.
    """
    owner, term, weight, terms = _weights(tokens, len(articles))
    edge = np.searchsorted(owner, np.arange(len(articles) + 1))
    like = first_like(np.column_stack([term, weight]), edge)
    dated = pd.DataFrame({"like": like, "day": articles["published"].dt.normalize().to_numpy()})
    dated = dated[dated["day"].notna()].drop_duplicates()
    copies = {first: same.tolist() for first, same in dated.groupby("like").groups.items()}
    held = np.flatnonzero(np.isin(owner, list(copies)))
    held = held[np.argsort(term[held], kind="stable")]
    article, value = owner[held], weight[held]
    first = np.searchsorted(term[held], np.arange(terms + 1))
    asked = np.flatnonzero(articles["article"].isin(list(said)))
    distinct = pd.unique(like[asked]).tolist()
    rough, mine = np.zeros(len(articles)), np.zeros(terms)  # zero again after each article
    stories: dict[int, list[tuple[int, float]]] = {}
    for i in with_bar(distinct, "Comparing articles", unit="article", total=len(distinct)):
        words, weights = term[edge[i] : edge[i + 1]], weight[edge[i] : edge[i + 1]]
        often = first[words + 1] - first[words]
        rare = np.argsort(often, kind="stable")
        rare = rare[np.cumsum(often[rare]) <= _PLACES]
        at = _ranges(first[words[rare]], often[rare])
        np.add.at(rough, article[at], np.repeat(weights[rare], often[rare]) * value[at])
        found = rough[article[at]]
        near = np.unique(article[at][found >= found.max(initial=0) * _RIVAL / 2])
        near = np.sort(near[np.argsort(-rough[near], kind="stable")[:_CLOSEST]])
        rough[article[at]] = 0
        size = np.diff(edge)[near]
        at = _ranges(edge[near], size)
        mine[words] = weights
        score = np.bincount(np.repeat(np.arange(len(near)), size), mine[term[at]] * weight[at], len(near))
        mine[words] = 0
        best = score.max(initial=0)
        close = np.flatnonzero(score >= _RIVAL * best) if 0 < best >= similarity else []
        pairs = [(j, float(score[k])) for k in close for j in copies[near[k]]]
        stories[i] = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    return {i: stories[like[i]] for i in asked.tolist()}


def _ranges(begin: np.ndarray, size: np.ndarray) -> np.ndarray:
    """The places from each beginning on, so many each, one range after the other."""
    return np.arange(size.sum()) + np.repeat(begin - np.cumsum(size) + size, size)


def _weights(tokens, articles) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Each article as a vector of length 1: rows of article, form and weight, by article.

    A form weighs the more the rarer it is in Arabic at large, so that two articles alone can be compared.
    """
    from wordfreq import zipf_frequency

    form = tokens["form"].array if "form" in tokens else forms(tokens["word"].array)
    words = list(form.categories)
    rarity = np.array([max(0.0, _COMMON - max(2.0, zipf_frequency(word, "ar"))) for word in words])
    rarity[[len(word) < 3 or word.isdigit() for word in words]] = 0
    pairs = pd.DataFrame({"owner": tokens["article"].array.codes, "form": form.codes})
    counts = pairs[rarity[form.codes] > 0].value_counts(sort=False).sort_index()
    owner, term = (counts.index.get_level_values(level).to_numpy() for level in ("owner", "form"))
    weight = np.log1p(counts.to_numpy()) * rarity[term]
    length = np.sqrt(np.bincount(owner, weight**2, minlength=articles))
    return owner, term, weight / length[owner], len(words)
