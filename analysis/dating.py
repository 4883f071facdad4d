"""The day of an article that prints none, where its text and a dated article of the same story leave only one."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from .calendars import key
from .date_words import lexicon
from .dates import find_dates
from .tokens import forms, tokenize

_DAY = dt.timedelta(days=1)


def date_articles(
    articles: pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    similarity: float = 0.25,
    window: int = 3,
) -> pd.DataFrame:
    """Infer the day of publication of articles that print none; what is printed stays as it is.

    The text must name the weekday of its day (اليوم الاثنين, or أمس الأحد), and a dated article must tell the same
    story: then the day is the one with that weekday within `window` days of it. When the dated articles of the
    story lead to two days, or none is found, the article stays undated. A full date beside اليوم
    (اليوم الاثنين 5 يناير 2026) is enough by itself.

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
        The articles with four more columns: `published_inferred` (datetime64[ns], NaT where a day is printed or
        none could be inferred), `evidence` (str), `candidates` (str: the days in question, joined by ", "),
        `status` (str: printed, inferred or undated).

    Examples
    --------
    >>> from analysis import make_articles
    >>> story = "قمة باريس لدعم أوكرانيا تجمع قادة أوروبا"
    >>> articles = make_articles([f"تعقد اليوم الاثنين {story}", f"{story} الثلاثاء"], published=[None, "2026-01-06"])
    >>> dated = date_articles(articles)
    >>> dated["status"].tolist(), str(dated["published_inferred"][0].date())
    (['inferred', 'printed'], '2026-01-05')
    """
    tokens = tokenize(articles) if tokens is None else tokens
    printed = articles["published"].notna().to_numpy()
    said = _days_said(articles, tokens) if not printed.all() else {}
    ids = articles["article"].astype(str).tolist()
    near = _same_story(tokens, ids, printed, similarity) if said else {}
    days = [None if pd.isna(moment) else moment.date() for moment in articles["published"]]
    rows = [
        ("", [], "printed") if printed[i] else _infer(said.get(name), near.get(i, []), days, ids, window)
        for i, name in enumerate(ids)
    ]
    chosen = [candidates[0] if status == "inferred" else None for _, candidates, status in rows]
    inferred = np.array(chosen, "datetime64[D]").astype("datetime64[ns]")
    return articles.assign(
        published_inferred=inferred,
        evidence=pd.Series([evidence for evidence, _, _ in rows], index=articles.index, dtype=str),
        candidates=pd.Series(
            [", ".join(map(str, days)) for _, days, _ in rows], index=articles.index, dtype=str
        ),
        status=pd.Series([status for _, _, status in rows], index=articles.index, dtype=str),
    )


def _infer(said, near, days, ids, window) -> tuple[str, list[dt.date], str]:
    """Evidence, candidate days and status of one article."""
    if said is None:
        return "no weekday of its own day in the text", [], "undated"
    phrases, weekdays, full = said
    quoted = " and ".join(f"“{phrase}”" for phrase in phrases)
    if len(full) == 1:
        return f"the text says {quoted}", sorted(full), "inferred"
    if len(weekdays) != 1:
        return f"the text contradicts itself: {quoted}", sorted(full), "undated"
    if not near:
        return f"the text says {quoted}, but no dated article tells the same story", [], "undated"
    candidates: dict[dt.date, list[str]] = {}
    for i, score in near:
        around = [days[i] + step * _DAY for step in range(-window, window + 1)]
        for day in (day for day in around if day.weekday() in weekdays):
            candidates.setdefault(day, []).append(f"{ids[i]} ({days[i]}, similarity {score:.2f})")
    witnesses = "; ".join(dict.fromkeys(name for names in candidates.values() for name in names))
    evidence = f"the text says {quoted}; same story as {witnesses}"
    return evidence, sorted(candidates), "inferred" if len(candidates) == 1 else "undated"


def _days_said(articles: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, tuple[list, set, set]]:
    """What each article says of its own day: the phrases, the weekdays, the full dates."""
    words, _ = lexicon()
    undated = articles[articles["published"].isna()].drop(columns="published_inferred", errors="ignore")
    mine = tokens[tokens["article"].isin(undated["article"])]
    dates = find_dates(undated, tokens=mine)
    said: dict[str, tuple[list, set, set]] = {}
    for row in dates[dates["text"].str.contains(r"\s")].itertuples():
        read = [words.get(word.strip("،,/()-"), ("", None)) for word in key(row.text).split()]
        steps = [value for kind, value in read if kind in ("today", "deictic")]
        weekday = [value for kind, value in read if kind == "weekday"]
        if not steps or not weekday or read[0][0] not in ("today", "deictic"):
            continue
        phrases, weekdays, full = said.setdefault(row.article, ([], set(), set()))
        if row.text not in phrases:
            phrases.append(row.text)
        weekdays.add((weekday[0] - steps[0]) % 7)
        if row.basis == "explicit" and row.granularity == "day":
            full.add(row.begin.date() - steps[0] * _DAY)
    return said


def _same_story(tokens, ids, printed, similarity) -> dict[int, list[tuple[int, float]]]:
    """For each undated article the dated ones that tell its story, nearest first, with their cosine."""
    form = tokens["form"] if "form" in tokens else forms(tokens["word"].array)
    form = pd.Categorical(form)
    place = {name: i for i, name in enumerate(ids)}
    owner = np.array([place.get(name, -1) for name in tokens["article"].cat.categories])[
        tokens["article"].cat.codes
    ]
    content = np.array([len(word) > 2 for word in form.categories], bool)[form.codes]
    counts = pd.DataFrame({"owner": owner[content], "form": form.codes[content]}).value_counts(sort=False)
    owner, term = counts.index.get_level_values(0).to_numpy(), counts.index.get_level_values(1).to_numpy()
    spread = np.bincount(term, minlength=len(form.categories))
    weight = np.log1p(counts.to_numpy()) * np.log1p(len(ids) / spread[term])
    length = np.sqrt(np.bincount(owner, weight**2, minlength=len(ids)))
    weight = weight / length[owner]

    dated = printed[owner]
    order = np.argsort(term[dated], kind="stable")
    by_term = term[dated][order], owner[dated][order], weight[dated][order]
    first = np.searchsorted(by_term[0], np.arange(len(form.categories) + 1))
    found: dict[int, list[tuple[int, float]]] = {}
    for i in np.flatnonzero(~printed):
        mine = owner == i
        score = np.zeros(len(ids))
        for code, value in zip(term[mine], weight[mine], strict=True):
            span = slice(first[code], first[code + 1])
            score[by_term[1][span]] += value * by_term[2][span]
        close = np.flatnonzero(score >= similarity)
        found[int(i)] = [(int(j), float(score[j])) for j in close[np.argsort(-score[close], kind="stable")]]
    return found
