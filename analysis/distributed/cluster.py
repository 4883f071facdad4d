"""A corpus in partitions on a Dask cluster: worked on part by part, and merged word by word."""

from __future__ import annotations

import contextlib
import itertools
import math
import multiprocessing
import operator
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ..progress import with_bar
from ..words.tokens import tokenize
from . import merging

try:
    from dask import config
    from dask.delayed import Delayed, delayed
    from dask.distributed import Client, KilledWorker, LocalCluster, as_completed, get_client

    from .partitions import in_order, look, partitions
except ImportError as error:
    raise ImportError("analysis.distributed needs Dask: pip install 'arabic-news-analysis[dask]'") from error

_OWN = "127.0.0.1:0"  # the status page of a cluster of our own: for this machine, on any free port
_FAN_IN = 8  # tables joined at a time
_WAVE = 4  # parts worked on before they are merged, for each thread

_first = operator.itemgetter(0)


@contextlib.contextmanager
def connected(client: Any = None) -> Iterator[Any]:
    """The client given, or its address; else the one in force; else one of our own, closed at the end."""
    if client is None:
        with contextlib.suppress(ValueError):
            client = get_client()
    with contextlib.ExitStack() as stack:
        if client is None:
            client = stack.enter_context(own_cluster())
        if not isinstance(client, Client):
            client = stack.enter_context(Client(client, set_as_default=False))
        yield client


def own_cluster(**options: Any) -> LocalCluster:
    """A cluster on this machine; its workers read the script that starts it, and must not start another."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):  # a worker reads the script
        sys.exit(1)
    try:
        with config.set({"distributed.worker.profile.enabled": False}):  # what it has seen, it keeps
            return LocalCluster(
                threads_per_worker=1, dashboard_address=_OWN, worker_dashboard_address=_OWN, **options
            )
    except RuntimeError as error:
        raise RuntimeError(
            "analysis.distributed: no worker could be started; in a script, call it below "
            f'`if __name__ == "__main__":`, for workers read the script too ({error})'
        ) from None


class Merge(NamedTuple):
    """Tables of all parts on their way to one for each bucket of words, or to one in all."""

    function: Callable  # of a list: what is merged so far, and tables of the next parts
    tables: Sequence[Delayed]
    column: str | None = None  # its words decide the bucket
    starts: Sequence[Any] = ()  # what is merged at the beginning, for each bucket
    neighbours: Callable | None = None  # joins tables before they are dealt; without it the function does


class Corpus:
    """The readable partitions of a corpus, in order, and what was skipped."""

    def __init__(self, articles: Any, client: Any, *, forms: bool = False, within: str | None = None) -> None:
        self.client = client
        names, parts, skipped = partitions(articles)
        self.skipped: list[dict] = skipped
        looked = self._wait(client.compute([delayed(look)(part) for part in parts]))
        for name, future in zip(names, looked, strict=True):
            if future.status == "error":
                self._skip(name, future.exception())
        read = [(part, seen) for part, seen in zip(parts, looked, strict=True) if seen.status == "finished"]
        if not read:
            why = self.skipped[0]["reason"] if names else "none is given"
            raise ValueError(f"no partition could be read; {why}")
        looked = client.gather([seen for _, seen in read])
        self.skipped += [row for seen in looked for row in seen[2]]
        self.parts = [delayed(_first)(read[i][0]) for i in in_order([seen[:2] for seen in looked])]
        # Few tasks; and yet a bucket of a corpus of thousands of parts has no more words than eight of them.
        self.buckets = math.ceil(max(2 * math.sqrt(len(self.parts)), len(self.parts) / _FAN_IN))
        if forms:
            self._count_words(within)

    def _skip(self, name: str, error: BaseException) -> None:
        if isinstance(error, KilledWorker):  # says more about the cluster than about the articles
            raise error
        self.skipped.append({"path": name, "reason": f"{name} cannot be read: {error}"})

    def _count_words(self, within: str | None) -> None:
        """Count words, in groups of articles, and cut them: from then on there are tokens with forms."""
        tokens = [delayed(tokenize)(part, form=False) for part in self.parts]
        sizes = self.each(merging.size_up, self.parts, tokens, within=within)
        words = self.each(merging.count_words, self.parts, tokens, within=within)
        (groups,), self._words = self.merge(
            Merge(merging.add_sizes, sizes), Merge(merging.add, words, "word")
        )
        self.groups = groups.result()
        self._forms = self._cut(self._words)
        words = self.each(merging.vocabulary, tokens)
        dealt = [delayed(merging.split)(part, "word", self.buckets) for part in words]
        found = [
            [delayed(merging.look_up)(form, part[i]) for i, form in enumerate(self._forms)] for part in dealt
        ]
        self.tokens = self.each(merging.add_forms, tokens, found)

    def _cut(self, words: list[Any]) -> list[Any]:
        """The forms of the words of each bucket, with what words of the others decide."""
        (asked,) = self.merge(Merge(merging.below, self.each(merging.ask, words), "witness"))
        (heard,) = self.merge(Merge(merging.below, self.each(merging.answer, asked, words), "word"))
        return self._wait(self.client.compute(self.each(merging.cut, words, heard)), strict=True)

    def count_names(self, **options: Any) -> list[Any]:
        """How often each name occurs, in buckets: the count of its words, for which no article is read."""
        counted = self.each(merging.count_names, self._words, self._forms, **options)
        return self.merge(Merge(merging.add, counted, "name"))[0]

    def each(self, function: Callable, *parts: Sequence[Delayed], **options: Any) -> list[Delayed]:
        """A function of each part."""
        return [delayed(function)(*part, **options) for part in zip(*parts, strict=True)]

    def merge(self, *merges: Merge) -> list[list[Any]]:
        """The merged tables of each, as futures: one for each bucket, or one alone.

        Parts are worked on in waves, a few for each thread, and a wave is merged with those before it and
        forgotten before the next begins: what a worker holds does not grow with their number.
        """
        wave = max(_FAN_IN, _WAVE * sum(self.client.nthreads().values()))
        begins = range(0, len(merges[0].tables), wave)
        done = [[[start] for start in merge.starts] for merge in merges]
        for begin in with_bar(begins, "Counting", unit="wave", total=len(begins)):
            steps = [
                self._step(merge, merge.tables[begin : begin + wave], before)
                for merge, before in zip(merges, done, strict=True)
            ]
            futures = iter(self._wait(self.client.compute([*itertools.chain(*steps)]), strict=True))
            done = [[[next(futures)] for _ in step] for step in steps]
        return [[only for (only,) in before] for before in done]

    def _step(self, merge: Merge, tables: Sequence[Delayed], done: list[list[Any]]) -> list[Delayed]:
        """The tables of one wave merged with what is done: for each bucket, if they are dealt by a column."""
        groups = [tables[i : i + _FAN_IN] for i in range(0, len(tables), _FAN_IN)]
        joined = [delayed(merge.neighbours or merge.function)(group) for group in groups]
        if merge.column is None:
            dealt = [joined]
        else:
            pieces = [delayed(merging.split)(table, merge.column, self.buckets) for table in joined]
            dealt = [[piece[i] for piece in pieces] for i in range(self.buckets)]
        before = done or [[]] * len(dealt)
        return [delayed(merge.function)([*b, *some]) for b, some in zip(before, dealt, strict=True)]

    def _wait(self, futures: list[Any], *, strict: bool = False) -> list[Any]:
        """The futures when they are done; `strict` raises the error of one that failed."""
        try:
            for future in as_completed(futures, loop=self.client.loop):
                if strict and future.status == "error":
                    future.result()
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
