"""Sentences that read a table aloud. Their numbers come from the table, so they hold for any corpus."""

from __future__ import annotations

import re

import pandas as pd

from ..words.comparison import ALL, GENERAL, OTHERS
from .markup import escape

_ARABIC_WORDS = re.compile("[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*")
# What is said of one, and of several.
_DATED = {
    "printed": ("prints its date", "print their date"),
    "inferred": ("is dated by inference only", "are dated by inference only"),
    "undated": ("stays undated", "stay undated"),
}
_DOUBTFUL = {
    "approximate": ("is approximate", "are approximate"),
    "inferred": ("hangs on an inferred date", "hang on an inferred date"),
}


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
    rows = frequencies.head(top)[[by, "count", "articles"]].itertuples(index=False)
    leaders = [f"{word} ({_times(n)}, in {_count(a, 'article')})" for word, n, a in rows]
    return Finding(f"Of {len(frequencies):,} different words, the most frequent {_are(leaders)}.")


def found_spellings(tokens: pd.DataFrame, frequencies: pd.DataFrame, *, top: int = 5) -> Finding:
    """In which spellings the most frequent form stands in the corpus.

    >>> tokens = pd.DataFrame({"word": ["a", "wa", "a"], "form": ["a", "a", "a"]})
    >>> found_spellings(tokens, pd.DataFrame({"form": ["a"]}))
    'The 3 occurrences of a are written in 2 ways: a (twice) and wa (once).'
    """
    if frequencies.empty:
        return Finding("No words were found.")
    form = frequencies["form"].iloc[0]
    spelt = tokens.loc[tokens["form"] == form, "word"].astype(str).value_counts()
    spelt = spelt.sort_index().sort_values(ascending=False, kind="stable")
    if len(spelt) == 1:
        written = f"{'is' if spelt.sum() == 1 else 'are'} written {spelt.index[0]}"
        return Finding(f"{_all(spelt.sum(), 'occurrence')} of {form} {written}.")
    ways = [f"{word} ({_times(n)})" for word, n in spelt.head(top).items()]
    ways += [f"{len(spelt) - top:,} more ({_times(spelt.iloc[top:].sum())})"] if len(spelt) > top else []
    total = f"The {spelt.sum():,} occurrences of {form}"
    return Finding(f"{total} are written in {len(spelt):,} ways: {_and(ways)}.")


def found_keywords(
    keywords: pd.DataFrame, target: str, reference: str, *, level: float = 0.05, top: int = 3
) -> Finding:
    """Which words set one group of articles apart by more than chance.

    >>> table = pd.DataFrame({"form": ["a", "b"], "g2": [9.0, -4.0], "p_adjusted": [0.01, 0.3]})
    >>> found_keywords(table, "X", "Y")
    '1 of 2 words differs between "X" and "Y" by more than chance (adjusted p < 0.05). Typical of "X": a.'
    """
    if keywords.empty:
        return Finding("No words were found to compare.")
    sure = keywords[keywords["p_adjusted"] < level].sort_values("g2", kind="stable", ascending=False)
    sides = [name if name in (ALL, OTHERS, GENERAL) else f'"{name}"' for name in (target, reference)]
    differ = f"{_count(len(keywords), 'word')} {'differs' if len(sure) == 1 else 'differ'}"
    said = f"{len(sure):,} of {differ} between {' and '.join(sides)} by more than chance "
    said += f"(adjusted p < {level})."
    over, under = sure.loc[sure["g2"] > 0, "form"], sure.loc[sure["g2"] < 0, "form"].iloc[::-1]
    for side, words in zip(sides, (over, under), strict=True):
        said += f" Typical of {side}: {_and(list(words.head(top)))}." if len(words) else ""
    return Finding(said)


def found_collocates(collocates: pd.DataFrame, node: str, *, by: str = "form", top: int = 3) -> Finding:
    """Which words stand near a word more often than their frequency explains.

    >>> found_collocates(pd.DataFrame({"form": ["a"], "count": [3], "before": [1], "after": [2]}), "x")
    'Most closely tied to x is a (3 times: 1 before, 2 after).'
    """
    if collocates.empty:
        return Finding(f"No word stands near {node}.")
    rows = collocates.head(top)[[by, "count", "before", "after"]].itertuples(index=False)
    near = [f"{word} ({_times(n)}{_sides(b, a)})" for word, n, b, a in rows]
    return Finding(f"Most closely tied to {node} {_are(near)}.")


def found_actors(actors: pd.DataFrame, *, top: int = 3) -> Finding:
    """Which actors are named most often, and how.

    >>> rows = {"actor": ["UA", "UA"], "name": ["u", "u"], "ref": ["name", "demonym"], "mentions": [3, 1]}
    >>> found_actors(pd.DataFrame(rows))
    'Of 1 actor with 4 mentions, the most often named is u (4 times: 3 by name, 1 by demonym).'
    """
    if actors.empty:
        return Finding("No actors were found.")
    totals = actors.groupby(["actor", "name"], observed=True)["mentions"].sum().reset_index()
    totals = totals.sort_values(["mentions", "name"], ascending=[False, True]).head(top)
    leaders = []
    for row in totals.itertuples():
        refs = actors[(actors["actor"] == row.actor) & (actors["mentions"] > 0)]
        refs = refs.sort_values("mentions", ascending=False, kind="stable")
        ways = refs["ref"].map(lambda ref: f"as a {ref}" if ref in ("place", "team") else f"by {ref}")
        how = ", ".join(f"{n:,} {way}" for way, n in zip(ways, refs["mentions"], strict=True))
        how = f": {how}" if len(refs) > 1 else f" {ways.iloc[0]}"
        leaders.append(f"{row.name} ({_times(row.mentions)}{how})")
    every = f"{_count(actors['actor'].nunique(), 'actor')} with {_count(actors['mentions'].sum(), 'mention')}"
    return Finding(f"Of {every}, the most often named {_are(leaders)}.")


def found_pairs(pairs: pd.DataFrame, *, unit: str = "sentence", top: int = 3) -> Finding:
    """Which actors are named together most often.

    >>> found_pairs(pd.DataFrame({"name_a": ["a"], "name_b": ["b"], "weight": [2]}))
    'Of 1 pair, most often named together: a with b (in 2 sentences).'
    """
    if pairs.empty:
        return Finding(f"No two actors share a {unit}.")
    rows = pairs.head(top)[["name_a", "name_b", "weight"]].itertuples(index=False)
    together = "; ".join(f"{a} with {b} (in {_count(n, unit)})" for a, b, n in rows)
    return Finding(f"Of {_count(len(pairs), 'pair')}, most often named together: {together}.")


def found_dating(articles: pd.DataFrame) -> Finding:
    """How many articles print their date, and which are dated by inference only.

    >>> found_dating(pd.DataFrame({"status": ["printed", "inferred", "undated", "undated"]}))
    'Of 4 articles, 1 prints its date, 1 is dated by inference only and 2 stay undated.'
    """
    said = _told({status: (articles["status"] == status).sum() for status in _DATED}, _DATED)
    if not said:
        return Finding("There are no articles.")
    if len(said) == 1:
        return Finding(f"{_all(len(articles), 'article')} {said[0].partition(' ')[2]}.")
    return Finding(f"Of {_count(len(articles), 'article')}, {_and(said)}.")


def found_events(events: pd.DataFrame) -> Finding:
    """The span of a timeline, and how much of it is approximate or hangs on an inferred date.

    >>> day = pd.to_datetime(["2025-01-01", "2026-01-06", "2026-01-08", "2026-01-09"])
    >>> found_events(pd.DataFrame({"begin": day, "approximate": True, "inferred": False}))
    '4 events from 2025-01-01 to 2026-01-09, half of them from 2026-01-06 to 2026-01-08; 4 are approximate.'
    """
    if events.empty:
        return Finding("No dated events were found.")
    begin = events["begin"].sort_values()
    first, lower, upper, last = (
        f"{begin.iloc[i]:%Y-%m-%d}" for i in (0, len(begin) // 4, (3 * len(begin) - 1) // 4, -1)
    )
    said = f"{_count(len(events), 'event')} "
    said += f"on {first}" if first == last else f"from {first} to {last}"
    said += f", half of them from {lower} to {upper}" if len(events) >= 4 and lower < upper else ""
    doubts = _told({name: events[name].sum() for name in _DOUBTFUL}, _DOUBTFUL)
    return Finding(f"{said}; {_and(doubts)}." if doubts else f"{said}.")


def _sides(before: int, after: int) -> str:
    if before and after:
        return f": {before:,} before, {after:,} after"
    return " before it" if before else " after it"


def _told(counts: dict[str, int], words: dict[str, tuple[str, str]]) -> list[str]:
    """How many are said to be so, of each kind that there is."""
    return [f"{n:,} {words[kind][0 if n == 1 else 1]}" for kind, n in counts.items() if n]


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(int(n), f"{n:,} times")


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _all(n: int, noun: str) -> str:
    """
    >>> _all(1, "article"), _all(2, "article"), _all(3, "article")
    ('The one article', 'Both articles', 'All 3 articles')
    """
    return {1: f"The one {noun}", 2: f"Both {noun}s"}.get(int(n), f"All {n:,} {noun}s")


def _are(parts: list[str]) -> str:
    return f"{'is' if len(parts) == 1 else 'are'} {_and(parts)}"


def _and(parts: list[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
