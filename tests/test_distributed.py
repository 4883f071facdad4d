"""Counting in parts gives what counting at once gives: the same rows, the same numbers, to the last bit."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as an
from analysis.distributed.cluster import Corpus, connected
from analysis.distributed.partitions import in_order

dask = pytest.importorskip("dask")
dd = pytest.importorskip("dask.dataframe")
dask_distributed = pytest.importorskip("dask.distributed")
from analysis import distributed  # noqa: E402

SENTENCES = [
    "قالت روسيا إن الصين لم ترسل الوفد.",
    "وصل الوفد الروسي إلى باريس أمس!",
    "لماليوك رأي آخر في القمة،",
    "ماليوك والصين وفرنسا في قمة واحدة.",
    "اجتمع مجلس الأمن اليوم في نيويورك",
    "لم يقل مجلس الأمن شيئا عن NATO منذ 2019.",
    "وبالضمانات الأمنية اكتفت أوكرانيا؟",
    "ضمانات أوكرانيا في الصين وفي روسيا",
]
PARTITIONS = [1, 2, 7, 16]
LOCAL = {"dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    """Forty articles of 0 to 9 sentences, on paragraphs; some without a date or a section."""
    draw = np.random.default_rng(5)
    texts = [
        "\n".join(" ".join(draw.choice(SENTENCES, 3)) for _ in range(draw.integers(0, 4))) for _ in range(40)
    ]
    days = pd.date_range("2026-01-01", periods=40, freq="3D")
    published = [None if i % 9 == 4 else day for i, day in enumerate(days)]
    return an.make_articles(texts, published=published, section=["", "sport", "world", "local"] * 10)


@pytest.fixture(scope="module")
def tokens(articles):
    return an.tokenize(articles)


@pytest.fixture(scope="module")
def actors():
    table = an.read_actors()
    return table[table["actor"].isin(["RU", "CN", "UA", "FR"])].reset_index(drop=True)


@pytest.fixture(scope="module")
def mentions(articles, actors):
    return an.find_actors(articles, actors=actors, candidates=False)


@pytest.fixture(scope="module")
def client():
    with (
        dask_distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, **LOCAL) as cluster,
        dask_distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def parts_of(frame: pd.DataFrame, count: int, *, seed: int | None = None):
    """A Dask DataFrame of so many partitions of unequal size, shuffled where a seed is given."""
    cuts = np.linspace(0, 1, count + 1) ** 2 * len(frame)
    pieces = [frame.iloc[int(a) : int(b)] for a, b in itertools.pairwise(cuts)]
    if seed is not None:
        pieces = [pieces[i] for i in np.random.default_rng(seed).permutation(count)]
    return dd.from_map(lambda i: pieces[i], range(count), meta=frame.iloc[:0])


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


@pytest.mark.parametrize("count", PARTITIONS)
def test_any_number_of_partitions_in_any_order(articles, tokens, mentions, actors, client, count):
    parts = parts_of(articles, count, seed=count)
    same(distributed.word_frequencies(parts, client=client), an.word_frequencies(tokens))
    same(distributed.ngrams(parts, client=client), an.ngrams(tokens))
    same(
        distributed.keywords(parts, parts_of(articles[:9], 2), client=client),
        an.keywords(tokens, an.tokenize(articles[:9])),
    )
    same(distributed.count_actors(parts, actors=actors, client=client), an.count_actors(mentions))
    same(distributed.co_mentions(parts, actors=actors, client=client), an.co_mentions(mentions))
    same(
        distributed.coverage(parts, term="ضمانات", client=client),
        an.coverage(articles, tokens=tokens, term="ضمانات"),
    )


@pytest.mark.parametrize(
    "options",
    [
        {"by": "word"},
        {"by": "lemma", "stop_words": "keep", "kind": None},
        {"stop_words": ["الصين", "صين"], "kind": "arabic"},
        {"within": "article"},
        {"within": "section"},
        {"within": "month", "kind": "latin"},
        {"kind": "number", "stop_words": "drop"},
    ],
)
def test_options_of_word_frequencies(articles, tokens, client, options):
    expected = an.word_frequencies(tokens, articles=articles, **options)
    same(distributed.word_frequencies(parts_of(articles, 3), client=client, **options), expected)


@pytest.mark.parametrize(
    "options",
    [
        {"n": 3, "by": "word"},
        {"n": 2, "stop_at": "anywhere", "min_count": 4},
        {"n": 5, "stop_words": "keep", "kind": None},
        {"n": 2, "by": "lemma", "min_count": 10_000},
    ],
)
def test_options_of_ngrams(articles, tokens, client, options):
    same(distributed.ngrams(parts_of(articles, 3), client=client, **options), an.ngrams(tokens, **options))


def test_keywords_against_general_arabic(articles, tokens, client):
    options = {"cells": 2, "min_count": 3}
    found = distributed.keywords(parts_of(articles, 3), "general", client=client, **options)
    same(found, an.keywords(tokens, "general", **options))


@pytest.mark.parametrize("by", ["ref", "article", "section", ["month", "ref"]])
def test_actors_in_groups(articles, mentions, actors, client, by):
    found = distributed.count_actors(parts_of(articles, 5), by=by, actors=actors, client=client)
    same(found, an.count_actors(mentions, by=by, articles=articles))


@pytest.mark.parametrize("options", [{"within": "article"}, {"within": "paragraph", "refs": ["name"]}])
def test_pairs_in_units(articles, mentions, actors, client, options):
    found = distributed.co_mentions(parts_of(articles, 5), actors=actors, client=client, **options)
    same(found, an.co_mentions(mentions, articles=articles, **options))


@pytest.mark.parametrize("options", [{"by": "day"}, {"by": "week"}, {"by": "month", "actor": "RU"}])
def test_coverage(articles, mentions, actors, client, options):
    found = distributed.coverage(parts_of(articles, 5), actors=actors, client=client, **options)
    same(found, an.coverage(articles, mentions=mentions, **options))


def test_unknown_words_are_cut_by_the_vocabulary_of_all_partitions(client):
    """Alone لماليوك is a word of its own; where ماليوك stands in another partition, its ل is a clitic."""
    articles = an.make_articles(["لماليوك", "ماليوك"])
    alone = an.tokenize(articles[:1])["form"].tolist()
    together = distributed.word_frequencies(parts_of(articles, 2), client=client)
    assert alone == ["لماليوك"]
    assert together["form"].tolist() == ["ماليوك"]
    assert together["count"].tolist() == [2]


@pytest.mark.parametrize("frame", [0, 1])
def test_without_words(actors, client, frame):
    articles = an.make_articles([""])[:frame]
    parts = (
        dd.from_map(lambda _: articles, range(2), meta=articles[:0]) if not frame else parts_of(articles, 1)
    )
    tokens, mentions = an.tokenize(articles), an.find_actors(articles, actors=actors, candidates=False)
    same(distributed.word_frequencies(parts, client=client), an.word_frequencies(tokens))
    same(distributed.ngrams(parts, client=client), an.ngrams(tokens))
    same(distributed.count_actors(parts, actors=actors, client=client), an.count_actors(mentions))
    same(distributed.co_mentions(parts, actors=actors, client=client), an.co_mentions(mentions))
    same(distributed.coverage(parts, client=client), an.coverage(articles))
    with pytest.raises(ValueError, match="the target has no words"):
        distributed.keywords(parts, "general", client=client)


def test_wrong_options_are_refused_before_any_work(client):
    for wrong in ({"by": "stem"}, {"kind": "greek"}, {"stop_words": "some"}, {"within": "week"}):
        with pytest.raises(ValueError, match=f"{next(iter(wrong.values()))}"):
            distributed.word_frequencies("no such folder", client=client, **wrong)
    with pytest.raises(ValueError, match="year"):
        distributed.coverage("no such folder", by="year", client=client)
    with pytest.raises(FileNotFoundError, match="no such folder"):
        distributed.ngrams("no such folder", client=client)


def test_what_is_not_distributed_says_so():
    for name in ("near_duplicates", "candidate_people", "find_dates"):
        with pytest.raises(AttributeError, match=f"{name} is not distributed: run analysis.{name} on one"):
            getattr(distributed, name)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = distributed.nothing


# -- what is read


def write_files(folder, articles: pd.DataFrame) -> list[str]:
    paths = []
    for i in range(3):
        records = articles[["article", "text", "section"]].iloc[i::3].to_dict("records")
        path = folder / f"{'abc'[i]}.jsonl"
        path.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in records), encoding="utf-8"
        )
        paths.append(str(path))
    return paths


def test_files_in_any_order_and_a_damaged_one(tmp_path, articles, client):
    filled = articles[articles["text"] != ""]
    paths = write_files(tmp_path, filled)
    whole = pd.concat([an.read_corpus(path).articles for path in paths], ignore_index=True)
    expected = an.word_frequencies(an.tokenize(whole))
    same(distributed.word_frequencies(paths[::-1], client=client), expected)
    same(distributed.word_frequencies(str(tmp_path), client=client), expected)
    (tmp_path / "b2.jsonl.gz").write_bytes(b"\x1f\x8b\x00 no gzip")
    with pytest.warns(UserWarning, match=r"b2\.jsonl\.gz.* see skipped\(table\)"):
        table = distributed.word_frequencies(tmp_path, client=client)
    same(table, expected)
    left_out = distributed.skipped(table)
    assert left_out["path"].tolist() == ["b2.jsonl.gz"]
    assert "damaged" in left_out["reason"][0]
    assert list(distributed.skipped(expected)) == ["path", "reason"]
    assert not len(distributed.skipped(expected))


def test_files_of_one_name_in_two_folders(tmp_path, client):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        text = "عنوان الخبر الأول\n\n" + " ".join(SENTENCES[:4])
        (tmp_path / folder / "1.txt").write_text(text, encoding="utf-8")
    table = distributed.word_frequencies(tmp_path, within="article", client=client)
    assert table["article"].unique().tolist() == ["a/1", "b/1"]


def test_a_partition_that_cannot_be_read(articles, client, caplog):
    def read(i):
        if i == 1:
            raise OSError("the disk is gone")
        return articles.iloc[i * 20 : i * 20 + 10]

    parts = dd.from_map(read, range(2), meta=articles.iloc[:0])
    with pytest.warns(UserWarning, match="partition 1 cannot be read: the disk is gone"):
        table = distributed.word_frequencies(parts, client=client)
    same(table, an.word_frequencies(an.tokenize(articles.iloc[:10])))
    assert distributed.skipped(table)["path"].tolist() == ["partition 1"]


def test_a_bag_of_records(articles, tokens, client):
    bag = pytest.importorskip("dask.bag")
    records = articles[["article", "text", "section"]].to_dict("records")
    found = distributed.word_frequencies(bag.from_sequence(records, npartitions=3), client=client)
    same(found, an.word_frequencies(tokens))


def test_the_order_of_partitions():
    assert in_order([(5, 9), (0, 4), (None, None), (10, 10)]) == [1, 0, 3]
    assert in_order([(0, 4), (0, 4)]) == [0, 1]
    assert in_order([("b", "b"), (0, 4)]) == [0, 1]


def test_what_a_worker_holds_does_not_grow_with_the_partitions(articles, client):
    def most_results(count: int) -> int:
        """At the same time in the worker, looked at whenever a partition is read."""

        def read(i):
            worker = dask_distributed.get_worker()
            worker.most_held = max(worker.most_held, len(worker.data))
            return articles.iloc[i : i + 1]

        client.run(lambda dask_worker: setattr(dask_worker, "most_held", 0))
        parts = dd.from_map(read, range(count), meta=articles.iloc[:0])
        assert len(distributed.ngrams(parts, client=client))
        return max(client.run(lambda dask_worker: dask_worker.most_held).values())

    few, many = most_results(8), most_results(24)
    assert many < 4 * few  # there are nearly twice as many buckets


# -- clusters of processes


def test_a_worker_killed_on_the_way(articles, tokens):
    with (
        dask_distributed.LocalCluster(n_workers=2, threads_per_worker=1, silence_logs=50, **LOCAL) as cluster,
        dask_distributed.Client(cluster) as client,
    ):
        victim = next(iter(client.run(os.getpid).values()))

        def read(i):
            time.sleep(0.2)
            return articles.iloc[i * 5 : i * 5 + 5]

        parts = dd.from_map(read, range(8), meta=articles.iloc[:0])
        killer = threading.Timer(0.8, os.kill, (victim, signal.SIGKILL))
        killer.start()
        found = distributed.word_frequencies(parts)  # with the client in force
        killer.join()
        by_address = distributed.coverage(parts, client=cluster.scheduler_address)
    same(found, an.word_frequencies(tokens))
    same(by_address, an.coverage(articles))


def test_a_cluster_of_our_own_is_closed_at_the_end():
    with connected() as client:
        assert client.submit(sum, [1, 2]).result() == 3
        assert client.scheduler.address.startswith("tcp://127.0.0.1")
    assert client.status == "closed"


def test_a_script_without_the_main_guard_is_told_so(tmp_path):
    """Its workers import it, and would start clusters without end."""
    script = tmp_path / "script.py"
    script.write_text("from analysis import distributed\ndistributed.word_frequencies('no such folder')\n")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    child = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True)
    assert child.returncode == 1
    assert child.stderr.count("Traceback") == 1
    assert 'call it below `if __name__ == "__main__":`' in child.stderr.splitlines()[-1]


def test_work_given_up_is_cancelled(articles, client, monkeypatch):
    """Ctrl-C leaves no work behind on a cluster that others use."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    corpus = Corpus(parts_of(articles, 2), client)
    slow = client.map(time.sleep, [1, 2])
    monkeypatch.setattr("analysis.distributed.cluster.as_completed", interrupted)
    with pytest.raises(KeyboardInterrupt):
        corpus._wait(slow)
    assert [future.status for future in slow] == ["cancelled"] * 2


# -- tokens kept in a file


def test_tokens_come_back_from_parquet(tmp_path, articles, tokens):
    pytest.importorskip("pyarrow")
    tokens.to_parquet(tmp_path / "tokens.parquet", row_group_size=7)  # each group has a dictionary of its own
    back = pd.read_parquet(tmp_path / "tokens.parquet")
    assert back.equals(tokens)
    for column in ("article", "word", "form"):
        assert back[column].cat.categories.tolist() == tokens[column].cat.categories.tolist()
    same(an.word_frequencies(back), an.word_frequencies(tokens))
