"""Sentences that read a table aloud. Their numbers come from the table, so they hold for any corpus."""

from __future__ import annotations

import re

import pandas as pd

from .markup import escape

_ARABIC_WORDS = re.compile("[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*")


class Finding(str):
    """A sentence that a notebook shows as a paragraph."""

    def _repr_html_(self) -> str:
        # Each Arabic stretch is set apart: else "A, B" of two Arabic words in English prose reads "B, A".
        text = _ARABIC_WORDS.sub(lambda words: f"<bdi>{words[0]}</bdi>", escape(self))
        return f'<p class="tex2jax_ignore mathjax_ignore">{text}</p>'


def found_words(frequencies: pd.DataFrame, *, by: str = "form", top: int = 3) -> Finding:
    """Which words lead a frequency table.

    >>> table = pd.DataFrame({"form": ["a", "b"], "count": [5, 2], "articles": [2, 1]})
    >>> found_words(table)
    'Of 2 different words, the most frequent are a (5 times, in 2 articles) and b (twice, in 1 article).'
    """
    if frequencies.empty:
        return Finding("No words were found.")
    rows = frequencies.head(top)
    named = zip(rows[by], rows["count"], rows["articles"], strict=True)
    leaders = [f"{word} ({_times(n)}, in {_count(a, 'article')})" for word, n, a in named]
    return Finding(f"Of {len(frequencies):,} different words, the most frequent are {_and(leaders)}.")


def found_spellings(tokens: pd.DataFrame, form: str) -> Finding:
    """In which spellings one clitic-free form stands in the corpus.

    >>> tokens = pd.DataFrame({"word": ["a", "wa", "a"], "form": ["a", "a", "a"]})
    >>> found_spellings(tokens, "a")
    'The 3 occurrences of a are written in 2 ways: a (twice) and wa (once).'
    """
    spelt = tokens.loc[tokens["form"] == form, "word"].astype(str).value_counts()
    spelt = spelt.sort_index().sort_values(ascending=False, kind="stable")
    if spelt.empty:
        return Finding(f"The form {form} does not occur.")
    ways = [f"{word} ({_times(n)})" for word, n in spelt.items()]
    total = f"The {_count(spelt.sum(), 'occurrence')} of {form}"
    return Finding(f"{total} {_is_are(spelt.sum())} written in {_count(len(spelt), 'way')}: {_and(ways)}.")


def found_keywords(keywords: pd.DataFrame, target: str, reference: str, *, level: float = 0.05) -> Finding:
    """Which words set one group of articles apart by more than chance.

    >>> table = pd.DataFrame({"form": ["a", "b"], "g2": [9.0, -4.0], "p_adjusted": [0.01, 0.3]})
    >>> found_keywords(table, "X", "Y")
    '1 of 2 words differs by more than chance (adjusted p < 0.05); most typical of X: a.'
    """
    if keywords.empty:
        return Finding("No words were found to compare.")
    sure = keywords[keywords["p_adjusted"] < level].sort_values("g2", kind="stable", ascending=False)
    of_words = f"{len(sure):,} of {_count(len(keywords), 'word')}"
    if sure.empty:
        return Finding(
            f"{of_words} differ between {target} and {reference} by more than chance (adjusted p < {level})."
        )
    first, last = sure.iloc[0], sure.iloc[-1]
    leaders = [f"most typical of {target}: {first['form']}"] if first["g2"] > 0 else []
    leaders += [f"most typical of {reference}: {last['form']}"] if last["g2"] < 0 else []
    verb = "differs" if len(sure) == 1 else "differ"
    return Finding(f"{of_words} {verb} by more than chance (adjusted p < {level}); {'; '.join(leaders)}.")


def found_collocates(collocates: pd.DataFrame, node: str, *, by: str = "form", top: int = 3) -> Finding:
    """Which words stand near a word more often than their frequency explains.

    >>> found_collocates(pd.DataFrame({"form": ["a"], "count": [3], "before": [1], "after": [2]}), "x")
    'Nearest to x stand a (3 times: 1 before, 2 after).'
    """
    if collocates.empty:
        return Finding(f"No word stands near {node}.")
    rows = collocates.head(top)
    named = zip(rows[by], rows["count"], rows["before"], rows["after"], strict=True)
    near = [f"{word} ({_times(n)}: {b:,} before, {a:,} after)" for word, n, b, a in named]
    return Finding(f"Nearest to {node} stand {_and(near)}.")


def found_actors(actors: pd.DataFrame, *, top: int = 3) -> Finding:
    """Which actors are named most often, and how.

    >>> rows = {"actor": ["UA", "UA"], "name": ["u", "u"], "ref": ["name", "demonym"], "mentions": [3, 1]}
    >>> found_actors(pd.DataFrame(rows))
    'Of 1 actor with 4 mentions, the most often named are u (4 times: 3 by name, 1 by demonym).'
    """
    if actors.empty:
        return Finding("No actors were found.")
    totals = actors.groupby(["actor", "name"], observed=True)["mentions"].sum().reset_index()
    totals = totals.sort_values(["mentions", "name"], ascending=[False, True]).head(top)
    leaders = []
    for row in totals.itertuples():
        refs = actors[(actors["actor"] == row.actor) & (actors["mentions"] > 0)]
        refs = refs.sort_values("mentions", ascending=False, kind="stable")
        how = ", ".join(f"{n:,} by {ref}" for ref, n in zip(refs["ref"], refs["mentions"], strict=True))
        leaders.append(f"{row.name} ({_times(row.mentions)}: {how})")
    number, mentions = actors["actor"].nunique(), actors["mentions"].sum()
    lead = f"Of {_count(number, 'actor')} with {_count(mentions, 'mention')}"
    return Finding(f"{lead}, the most often named are {_and(leaders)}.")


def found_pairs(pairs: pd.DataFrame, *, unit: str = "sentence", top: int = 2) -> Finding:
    """Which actors are named together most often.

    >>> found_pairs(pd.DataFrame({"name_a": ["a"], "name_b": ["b"], "weight": [2]}))
    'Named together most often: a and b (in 2 sentences).'
    """
    if pairs.empty:
        return Finding(f"No two actors share a {unit}.")
    rows = pairs.head(top)
    named = zip(rows["name_a"], rows["name_b"], rows["weight"], strict=True)
    return Finding(
        "Named together most often: "
        + _and([f"{a} and {b} (in {_count(n, unit)})" for a, b, n in named], "; ")
        + "."
    )


def found_dating(articles: pd.DataFrame) -> Finding:
    """How many articles print their date, and which are dated by inference only.

    >>> found_dating(pd.DataFrame({"status": ["printed", "inferred", "undated"]}))
    'Of 3 articles, 1 prints its date, 1 is dated by inference only, 1 stays undated.'
    """
    counts = articles["status"].value_counts()
    printed, inferred, undated = (int(counts.get(s, 0)) for s in ("printed", "inferred", "undated"))
    prints = "prints its date" if printed == 1 else "print their date"
    stays = "stays" if undated == 1 else "stay"
    by_inference = f"{inferred:,} {_is_are(inferred)} dated by inference only"
    parts = f"{printed:,} {prints}, {by_inference}, {undated:,} {stays} undated"
    return Finding(f"Of {_count(len(articles), 'article')}, {parts}.")


def found_events(events: pd.DataFrame) -> Finding:
    """The span of a timeline, and how much of it is approximate or hangs on an inferred date.

    >>> day = pd.Timestamp("2026-01-06")
    >>> row = {"begin": [day], "until": [day], "approximate": [False], "inferred": [True]}
    >>> found_events(pd.DataFrame(row))
    '1 event from 2026-01-06 to 2026-01-06; 0 are approximate, 1 hangs on an inferred date.'
    """
    if events.empty:
        return Finding("No dated events were found.")
    first, last = events["begin"].min(), events["begin"].max()
    vague, inferred = int(events["approximate"].sum()), int(events["inferred"].sum())
    span = f"{_count(len(events), 'event')} from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    hangs = "hangs" if inferred == 1 else "hang"
    return Finding(
        f"{span}; {vague:,} {_is_are(vague)} approximate, {inferred:,} {hangs} on an inferred date."
    )


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(int(n), f"{n:,} times")


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _is_are(n: int) -> str:
    return "is" if n == 1 else "are"


def _and(parts: list[str], comma: str = ", ") -> str:
    return comma.join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
