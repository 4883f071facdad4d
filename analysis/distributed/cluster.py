"""A corpus in partitions on a Dask cluster: opened, read, and worked on part by part or word by word."""

from __future__ import annotations

import contextlib
import itertools
import math
import operator
import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from ..loading.corpus import make_articles, read_corpus
from ..loading.files import find_files
from ..words.tokens import tokenize
from . import merging

try:
    from dask.delayed import Delayed, delayed
    from dask.distributed import Client, KilledWorker, LocalCluster, as_completed, get_client
except ImportError as error:
    raise ImportError("analysis.distributed needs Dask: pip install 'arabic-news-analysis[dask]'") from error

_BATCH = 32_000_000  # bytes: smaller files are read together as one partition
_OWN = "127.0.0.1:0"  # the status page of a cluster of our own: for this machine, on any free port
_FAN_IN = 8  # tables joined at a time

_first, _second = operator.itemgetter(0), operator.itemgetter(1)

Part = tuple[pd.DataFrame, list[dict]]  # articles, and what of them was skipped


@contextlib.contextmanager
def connected(client: Any = None) -> Iterator[Any]:
    """The client given, or its address; else the one in force; else one of our own, closed at the end."""
    if client is None:
        with contextlib.suppress(ValueError):
            client = get_client()
    if client is not None and not isinstance(client, str):
        yield client
        return
    with contextlib.ExitStack() as stack:
        if client is None:
            own = LocalCluster(threads_per_worker=1, dashboard_address=_OWN, worker_dashboard_address=_OWN)
            client = stack.enter_context(own)
        yield stack.enter_context(Client(client, set_as_default=False))


class Corpus:
    """The readable partitions of a corpus, in order, and what was skipped."""

    def __init__(self, articles: Any, client: Any, *, forms: bool = False) -> None:
        self.client = client
        self.skipped: list[dict] = []
        self._watched: list[Delayed] = []  # on the way to a result: what the progress bar counts
        names, parts = self._partitions(articles)
        self.buckets = math.ceil(2 * math.sqrt(len(parts)))  # neither too many tasks nor too large ones
        looked = self._wait(client.compute([delayed(_look)(part, self.buckets * forms) for part in parts]))
        for name, future in zip(names, looked, strict=True):
            if future.status == "error":
                self._skip(name, future.exception())
        read = [(part, look) for part, look in zip(parts, looked, strict=True) if look.status == "finished"]
        if not read:
            why = self.skipped[0]["reason"] if names else "none is given"
            raise ValueError(f"no partition could be read; {why}")
        parts, looked = zip(*read, strict=True)
        ends = client.gather(client.map(_first, looked, pure=False))
        self.skipped += [row for end in ends for row in end[2]]
        order = _order([end[:2] for end in ends])
        self.parts = [delayed(_first)(parts[i]) for i in order]
        if forms:
            self._forms = client.compute(self._cut(looked))  # held here, or the cluster forgets them
            self.tokens = self._with_forms()

    def _partitions(self, articles: Any) -> tuple[list[str], list[Delayed]]:
        if hasattr(articles, "to_delayed"):  # a Dask DataFrame or Bag
            parts = articles.to_delayed()
            return [f"partition {i}" for i in range(len(parts))], [delayed(_as_part)(part) for part in parts]
        files, skipped = find_files(articles)
        self.skipped += [row._asdict() for row in skipped]
        batches = _batches(files)
        return [batch[0][1] for batch in batches], [delayed(_read)(batch) for batch in batches]

    def _skip(self, name: str, error: BaseException) -> None:
        if isinstance(error, KilledWorker):  # says more about the cluster than about the articles
            raise error
        self.skipped.append({"path": name, "reason": f"{name} cannot be read: {error}"})

    def _cut(self, looked: Sequence[Any]) -> list[Delayed]:
        """The forms of all words, in buckets."""
        dealt = [delayed(_second)(look) for look in looked]
        words = [delayed(merging.union)([part[i] for part in dealt]) for i in range(self.buckets)]
        forms = delayed(merging.segment_all)(words)
        return [forms[i] for i in range(self.buckets)]

    def _with_forms(self) -> list[Delayed]:
        """The tokens of each part; the forms of its words are looked up in the buckets that have them."""
        tokens = [delayed(tokenize)(part, form=False) for part in self.parts]
        words = [delayed(merging.split_words)(part, self.buckets) for part in tokens]
        found = [
            [delayed(pd.Series.reindex)(form, part[i]) for i, form in enumerate(self._forms)]
            for part in words
        ]
        return self.each(merging.add_forms, tokens, found)

    def each(self, function: Callable, *parts: Sequence[Delayed], **options: Any) -> list[Delayed]:
        """A function of each part."""
        return [delayed(function)(*part, **options) for part in zip(*parts, strict=True)]

    def per_bucket(
        self, function: Callable, tables: Sequence[Delayed], column: str, *more: Any, **options: Any
    ) -> list[Delayed]:
        """A function of the rows of all parts whose words fall into one bucket, for each bucket."""
        dealt = [delayed(merging.split)(table, column, self.buckets) for table in tables]
        self._watched += dealt
        return [delayed(function)([part[i] for part in dealt], *more, **options) for i in range(self.buckets)]

    def join(self, function: Callable, tables: Sequence[Delayed], **options: Any) -> Any:
        """Neighbours joined, then the results, until one is left and fetched: no task holds many tables."""
        while len(tables) > 1:
            groups = [tables[i : i + _FAN_IN] for i in range(0, len(tables), _FAN_IN)]
            tables = [delayed(function)(group, **options) for group in groups]
            self._watched += tables[:-1]
        return self.gather(tables)[0]

    def gather(self, tasks: Any) -> list[Any]:
        """Do the work, and fetch the results."""
        tasks, watched, self._watched = list(tasks), self._watched, []
        futures = self._wait(self.client.compute([*tasks, *watched]))
        return self.client.gather(futures[: len(tasks)])

    def _wait(self, futures: list[Any]) -> list[Any]:
        from tqdm.auto import tqdm

        try:
            done = as_completed(futures, loop=self.client.loop)
            for _ in tqdm(done, "Counting", len(futures), unit="part", leave=False, delay=2):
                pass
        except BaseException:  # Ctrl-C: leave no work behind on a cluster that others use
            self.client.cancel(futures)
            raise
        return futures

    def named(self, table: pd.DataFrame) -> pd.DataFrame:
        """A result, with what was skipped on its way."""
        table.attrs["skipped"] = self.skipped
        if self.skipped:
            more = f" and {len(self.skipped) - 1} more" if len(self.skipped) > 1 else ""
            warnings.warn(f"skipped: {self.skipped[0]['reason']}{more}; see skipped(table)", stacklevel=3)
        return table


def _look(part: Part, buckets: int) -> tuple[tuple, list]:
    """The first and last label of a part's index, what was skipped, and its words if there are buckets."""
    articles, skipped = part
    ends = (articles.index[0], articles.index[-1]) if len(articles) else (None, None)
    words = merging.split_words(tokenize(articles, form=False), buckets) if buckets else []
    return (*ends, skipped), words


def _order(ends: Sequence[tuple]) -> list[int]:
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
