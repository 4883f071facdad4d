"""An article with its actors, dates and removed lines marked in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from ..frames import check_articles
from ..resources import read_table
from .markup import Html, block, escape, note, outer_block

# For <b>, not <mark>: in a dark theme the sanitizer leaves <mark> black on black.
_STYLES = {row["kind"]: row["style"] for row in read_table("marks")}
_COLUMN = "max-width:46em;margin-left:auto;line-height:1.9"  # a readable width, at the right
_WORD_END = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]{0,40}")


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    note: str


def highlight(
    article: pd.Series | pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    dates: pd.DataFrame | None = None,
    removed: pd.DataFrame | None = None,
    max_chars: int = 20_000,
) -> Html:
    """Show an article with its actors and dates marked, each kind with a line and colour of its own.

    Whole words are marked, clitics included: a mark that began inside a word would break its joined letters.
    Overlapping marks become one, which looks like the first (of two that start together, the longer) and
    names them all in its tooltip.

    Parameters
    ----------
    article : Series or DataFrame
        One row of the articles.
    mentions, dates : DataFrame
        What `find_actors` and `find_dates` found in all articles; the rows of this one are picked.
    removed : DataFrame
        What `read_corpus` took out of the text: shown in its place, greyed and struck through.
    max_chars : int
        Characters shown; the rest is cut at a word, which is said below.

    Returns
    -------
    Html
        A `str` that a notebook shows.

    Raises
    ------
    ValueError
        More or fewer than one article, a frame without the columns that it needs, or offsets that do not fit.

    Examples
    --------
    >>> from analysis import make_articles
    >>> articles = make_articles(["قمة في باريس"], article=["a"])
    >>> found = {"article": ["a"], "start": [7], "end": [12], "text": ["باريس"], "kind": ["place"]}
    >>> highlight(articles, mentions=pd.DataFrame(found))
    <article a, 12 of 12 characters, 1 marked>
    """
    row = _one(article)
    name, text = row["article"], row["text"]
    removed = _of(removed, name, "removed", "reason")
    text = _restore(text, removed, name)
    marks = [_Mark(row["start"], row["end"], "removed", f"removed: {row['reason']}") for row in removed]
    marks += _word_marks(_of(mentions, name, "mentions"), text, name, _actor)
    marks += _word_marks(_of(dates, name, "dates"), text, name, _date)
    end = _cut(text, max_chars)
    marks = _join(mark for mark in marks if mark.end <= end)

    title = row.get("title")
    apart = isinstance(title, str) and title not in text
    head = block(escape(title), "font-size:120%") if apart else ""
    body = "".join(block(line, "margin-bottom:0.7em") for line in _lines(text[:end], marks))
    part = f"{end:,} of {len(text):,} characters"
    below = note(f"The first {part} are shown.") if end < len(text) else ""
    summary = f"article {name}, {part}, {len(marks)} marked"
    return outer_block(_legend(marks) + head + body + below, _COLUMN, summary)


def _one(article: pd.Series | pd.DataFrame) -> pd.Series:
    rows = article.astype(object).to_frame().T if isinstance(article, pd.Series) else article
    rows = check_articles(rows, caller="highlight")
    if len(rows) != 1:
        raise ValueError(f"highlight shows one article, not {len(rows)}: pass one row, articles.iloc[0]")
    return rows.iloc[0]


def _of(frame: pd.DataFrame | None, article: str, name: str, *more: str) -> list[dict]:
    """The rows of one article."""
    if frame is None:
        return []
    needs = ["article", "start", "end", "text", *more]
    if not isinstance(frame, pd.DataFrame) or not set(needs) <= set(frame.columns):
        raise ValueError(f"highlight: {name} needs a frame with the columns {', '.join(needs)}.")
    return frame[(frame["article"] == article).to_numpy(bool)].to_dict("records")


def _restore(text: str, removed: list[dict], article: str) -> str:
    """The text with the removed lines back in the blanks they left."""
    for row in removed:
        start, end = row["start"], row["end"]
        if end > len(text) or len(row["text"]) != end - start:
            raise ValueError(f"The removed lines do not fit article {article}: are they of another corpus?")
        text = text[:start] + row["text"] + text[end:]
    return text


def _word_marks(rows: list[dict], text: str, article: str, describe: Callable) -> Iterator[_Mark]:
    """Marks of whole words; `describe` gives the kind of a row and what else its tooltip says."""
    for row in rows:
        start, end = int(row["start"]), int(row["end"])
        if text[start:end] != row["text"]:
            raise ValueError(
                f"Article {article} does not hold {row['text']!r} at {start}: "
                "are these rows of another corpus, or of another reading of it?"
            )
        kind, *more = describe(row)
        tooltip = [kind, *(str(value) for value in more if value and not pd.isna(value))]
        before = _WORD_END.match(text[max(0, start - 40) : start][::-1])[0]
        after = _WORD_END.match(text, end)[0]
        yield _Mark(start - len(before), end + len(after), kind, ", ".join(tooltip))


def _actor(row: dict) -> list:
    return [str(row.get("kind", "")), row.get("name"), row.get("label"), row.get("ref")]


def _date(row: dict) -> list:
    begin = row.get("begin")
    day = "no calendar date" if pd.isna(begin) else f"{begin:%Y-%m-%d}"
    how = [row.get("granularity"), row.get("basis"), "approximate" if row.get("approximate") else ""]
    return ["inferred date" if row.get("inferred") else "date", day, *how]


def _cut(text: str, max_chars: int) -> int:
    if len(text) <= max_chars:
        return len(text)
    return max(text.rfind(" ", 0, max_chars), text.rfind("\n", 0, max_chars), 0) or max_chars


def _join(marks: Iterable[_Mark]) -> list[_Mark]:
    """Marks in reading order, overlapping ones made one."""
    joined: list[_Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.note)):
        last = joined[-1] if joined else None
        if last is None or last.end <= mark.start:
            joined.append(mark)
        elif mark != last:
            joined[-1] = last._replace(end=max(last.end, mark.end), note=f"{last.note}; {mark.note}")
    return joined


def _bold(kind: str, text: str, tooltip: str = "") -> str:
    title = f' title="{escape(" ".join(tooltip.split()))}"' if tooltip else ""
    return f'<b style="{_STYLES.get(kind, _STYLES["other"])}"{title}>{escape(text)}</b>'


def _lines(text: str, marks: list[_Mark]) -> list[str]:
    """The markup of each line that is not blank; a mark over a line end is closed and opened again."""
    pieces, at = [], 0
    for mark in marks:
        lines = text[mark.start : mark.end].split("\n")
        marked = [_bold(mark.kind, line, mark.note) if line.strip() else escape(line) for line in lines]
        pieces += [escape(text[at : mark.start]), "\n".join(marked)]
        at = mark.end
    pieces.append(escape(text[at:]))
    return [line for line in "".join(pieces).split("\n") if line.strip()]


def _legend(marks: list[_Mark]) -> str:
    counts = Counter(mark.kind for mark in marks)
    kinds = [*(kind for kind in _STYLES if kind in counts), *sorted(set(counts) - set(_STYLES))]
    names = [f"{_bold(kind, kind)}&nbsp;{counts[kind]:,}" for kind in kinds]
    return block(" &ensp; ".join(names), "margin-bottom:0.8em", "ltr") if names else ""
