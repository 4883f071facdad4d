"""The partitions of a corpus: files read together, or parts of a Dask collection; their order."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
from dask.delayed import Delayed, delayed

from ..loading.corpus import make_articles, read_corpus
from ..loading.files import find_files

_BATCH = 32_000_000  # bytes: smaller files are read together as one partition

Part = tuple[pd.DataFrame, list[dict]]  # articles, and what of them was skipped


def partitions(articles: Any) -> tuple[list[str], list[Delayed], list[dict]]:
    """The name of each partition, what it is read by (a `Part`), and what was skipped before."""
    if hasattr(articles, "to_delayed"):  # a Dask DataFrame or Bag
        parts = articles.to_delayed()
        return [f"partition {i}" for i in range(len(parts))], [delayed(_as_part)(part) for part in parts], []
    files, skipped = find_files(articles)
    batches = _batches(files)
    names, parts = [batch[0][1] for batch in batches], [delayed(_read)(batch) for batch in batches]
    return names, parts, [row._asdict() for row in skipped]


def look(part: Part) -> tuple[Any, Any, list]:
    """The first and last label of a part's index, and what was skipped."""
    articles, skipped = part
    ends = (articles.index[0], articles.index[-1]) if len(articles) else (None, None)
    return *ends, skipped


def in_order(ends: Sequence[tuple]) -> list[int]:
    """The order of the parts: by the index if no part reaches into another, else as they are."""
    filled = [i for i, (first, _) in enumerate(ends) if first is not None]
    try:
        by_index = sorted(filled, key=lambda i: ends[i][0])
        apart = all(ends[a][1] < ends[b][0] for a, b in itertools.pairwise(by_index))
    except TypeError:
        apart = False
    return (by_index if apart else filled) or [0]


def _as_part(articles: Any) -> Part:
    """A partition of a Dask DataFrame, or of a Bag of records."""
    if not isinstance(articles, pd.DataFrame):
        records = pd.DataFrame(list(articles), columns=None if articles else ["text"])
        articles = make_articles(**records.rename(columns={"text": "texts"}))
    return articles, []


def _batches(files: Sequence[Any]) -> list[list[tuple[str, str, str]]]:
    """Files in partitions of some size: where, the path to show, what goes before the ids of its articles."""
    files = sorted(files, key=lambda file: file.full)
    stems = Counter(os.path.basename(file.full) for file in files)
    batches, size = [], _BATCH
    for file in files:
        name = os.path.basename(file.full)
        before = "" if stems[name] == 1 else os.path.dirname(file.path) + "/"
        if size >= _BATCH:
            batches.append([])
            size = 0
        batches[-1].append((file.full, file.path, before))
        size += os.path.getsize(file.full)
    return batches


def _read(files: Sequence[tuple[str, str, str]]) -> Part:
    frames, skipped = [make_articles([])], []
    for full, path, before in files:
        try:
            corpus = read_corpus(full, progress=False)
        except (OSError, ValueError) as error:
            skipped.append({"path": path, "reason": str(error)})
            continue
        skipped += corpus.skipped.to_dict("records")
        frames.append(corpus.articles.assign(article=before + corpus.articles["article"]))
    return pd.concat(frames, ignore_index=True), skipped
