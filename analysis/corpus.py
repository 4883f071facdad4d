"""A folder of scraped articles as frames: the articles, what was removed from them, what was skipped."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from .decoding import NotText, decode

COLUMNS = (
    *("article", "path", "source", "section", "author", "title", "published", "published_from"),
    *("language", "encoding", "warnings", "text"),
)


class Corpus(NamedTuple):
    """What `read_corpus` returns."""

    articles: pd.DataFrame
    removed: pd.DataFrame
    skipped: pd.DataFrame


def make_articles(
    texts: Iterable[str], article: Iterable[str] | None = None, published=None, **columns
) -> pd.DataFrame:
    """Make an articles frame from texts in memory.

    Examples
    --------
    >>> articles = make_articles(["نص أول", "نص ثان"], published=["2026-01-06", None])
    >>> articles["article"].tolist(), articles["published"].notna().tolist()
    (['0', '1'], [True, False])
    """
    texts = ["" if text is None else str(text) for text in texts]
    ids = [str(i) for i in (range(len(texts)) if article is None else article)]
    frame = pd.DataFrame({"article": ids, "text": texts}, dtype=str)
    frame["published"] = pd.to_datetime(
        pd.Series([None] * len(texts) if published is None else list(published), dtype=object)
    ).astype("datetime64[ns]")
    frame["language"] = "ar"
    for name in COLUMNS:
        values = columns.get(name)
        if values is not None:
            values = [values] * len(texts) if isinstance(values, str) else list(values)
            frame[name] = pd.Series(values, dtype=str)
        elif name not in frame:
            frame[name] = pd.Series([""] * len(texts), dtype=str)
    return frame[list(COLUMNS)]


def read_corpus(path) -> Corpus:
    """Read the articles of a folder of .txt files."""
    from .furniture import clean

    folder = os.fspath(path)
    rows, removed, skipped = [], [], []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".txt"):
            continue
        try:
            with open(os.path.join(folder, name), "rb") as file:
                text, encoding, warning = decode(file.read())
        except NotText as error:
            skipped.append((name, f"{name} {error}."))
            continue
        page = clean(text)
        stem = name.removesuffix(".txt")
        rows.append({"article": stem, "path": name, "encoding": encoding, "warnings": warning} | page.fields)
        removed += [(stem, *row) for row in page.removed]
    fields = {
        name: [row.get(name, "") for row in rows]
        for name in COLUMNS
        if name not in ("text", "published", "language")
    }
    articles = make_articles(
        [row["text"] for row in rows], published=[row.get("published") for row in rows], **fields
    )
    return Corpus(
        articles,
        pd.DataFrame(removed, columns=["article", "line", "start", "end", "text", "reason"]),
        pd.DataFrame(skipped, columns=["path", "reason"], dtype=str),
    )
