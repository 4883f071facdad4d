"""Time, memory and traffic of `analysis.distributed` as partitions grow in number, for one and two workers.

    python tests/benchmarks/bench_distributed.py [ARTICLES] [--articles 10000]

ARTICLES as in corpus.py. A file holds an eighth of --articles; 8, 16 and 32 of them are counted, each a
partition, so that the text grows with their number; then the 32 as 8 partitions: the same text in fewer.
"""

from __future__ import annotations

import argparse
import os
import pickle
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus as articles_of

FILES = [8, 16, 32]


def usage() -> tuple[float, float]:
    """User CPU seconds and peak MB of this process so far."""
    used, status = resource.getrusage(resource.RUSAGE_SELF), Path("/proc/self/status")
    if status.exists():  # ru_maxrss also knows the process from which this one was started
        return used.ru_utime, int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024 / 1e6
    return used.ru_utime, used.ru_maxrss * 1024 / 1e6


def warm_up() -> None:
    """Modules, lexicon and tables, which a worker loads once."""
    from analysis import distributed, find_actors, make_articles, tokenize  # noqa: F401

    articles = make_articles(["وروسيا"])
    find_actors(articles, tokens=tokenize(articles), candidates=False)


def write_parts(folder: Path, source: Path | None, per_part: int) -> list[Path]:
    import pandas as pd

    from analysis import make_articles

    folder.mkdir(parents=True, exist_ok=True)
    drawn, paths = articles_of.draw(FILES[-1] * per_part, source), []
    for number in range(FILES[-1]):
        rows = pd.DataFrame([next(drawn) for _ in range(per_part)])
        part = make_articles(rows["text"], rows["id"], rows["published"], source=rows["source"])
        part.index += number * per_part
        paths.append(folder / f"{number:03}.parquet")
        part.to_parquet(paths[-1])
    return paths


def read_files(paths: list[Path]) -> object:
    import pandas as pd

    return pd.concat([pd.read_parquet(path) for path in paths])


def run(name: str, paths: list[Path], together: int, workers: int) -> list[str]:
    """One row: a cluster of its own, so that its peak is that of this job."""
    import dask.dataframe as dd
    from dask.distributed import Client

    from analysis import distributed
    from analysis.distributed.cluster import own_cluster

    os.environ["TQDM_DISABLE"] = "1"
    with own_cluster(n_workers=workers, silence_logs=50) as cluster, Client(cluster) as client:
        client.run(warm_up)
        before = client.run(usage)
        files = [paths[i : i + together] for i in range(0, len(paths), together)]
        parts = dd.from_map(read_files, files, meta=read_files(paths[:1]).iloc[:0])
        start = time.perf_counter()
        getattr(distributed, name)(parts, client=client)
        wall = time.perf_counter() - start
        after = client.run(usage)
    cpu = sum(after[worker][0] - before[worker][0] for worker in after)
    sizes = [f"{max(peak for _, peak in usages.values()):,.0f}" for usages in (before, after)]
    return [name, str(len(paths)), str(len(files)), str(workers), f"{wall:.1f}", f"{cpu:.1f}", *sizes]


def traffic(paths: list[Path]) -> dict[str, float]:
    """What one partition of these files sends, in bytes an article, or a word where it says so."""
    from analysis import tokenize
    from analysis.distributed import merging, merging_actors

    articles = read_files(paths)
    tokens = tokenize(articles)
    options = {"by": "form", "stop_words": "drop", "kind": "arabic"}
    asked = merging.vocabulary(tokens)
    words, forms = len(asked), merging.cut(asked, merging.ask(asked))
    size = lambda *things: sum(len(pickle.dumps(thing, protocol=5)) for thing in things)  # noqa: E731
    sent = {
        "of text": articles["text"].str.encode("utf-8").str.len().sum(),
        "for the vocabulary": size(merging.count_words(articles, tokens, within=None)),
        "to look up forms": size(asked, merging.look_up(forms, asked)),
        "for word_frequencies": size(merging.count_cells(articles, tokens, within=None, **options)),
        "for bigrams": size(merging.count_ngrams(tokens, n=2, **options)),
        "for co_mentions": size(merging_actors.pair_known(articles, None)),
    }
    each = {name: total / len(articles) for name, total in sent.items()}
    return each | {"a word of the vocabulary, once, for its witnesses": size(merging.ask(asked)) / words}


HEAD = ["job", "files", "partitions", "workers", "wall, s", "CPU of the workers, s"]
HEAD += ["a worker at the start, MB", "its peak, MB"]


def report(source: Path | None, articles: int) -> list[str]:
    """The lines of a table in Markdown, printed as they come."""
    per_part = articles // 8
    with tempfile.TemporaryDirectory() as scratch:
        paths = write_parts(Path(scratch), source, per_part)
        one, eight = traffic(paths[:1]), traffic(paths[:8])
        lines = [
            "## Dask",
            "",
            f"Files of {per_part:,} articles in Parquet on this machine; a new cluster for each row.",
            f"Sent in partitions of {per_part:,} articles and of {8 * per_part:,}, in bytes an article:",
            "; ".join(f"{one[name]:,.0f} and {eight[name]:,.0f} {name}" for name in one) + ".",
            "",
            "| " + " | ".join(HEAD) + " |",
            "|---" * len(HEAD) + "|",
        ]
        print("\n".join(lines))
        jobs = [("word_frequencies", files, 1, workers) for files in FILES for workers in (1, 2)]
        for name in ("ngrams", "co_mentions", "coverage"):
            jobs += [(name, files, 1, 2) for files in (FILES[0], FILES[-1])]
        jobs += [("word_frequencies", FILES[-1], 4, 2), ("ngrams", FILES[-1], 4, 2)]
        for name, files, together, workers in jobs:
            lines.append("| " + " | ".join(run(name, paths[:files], together, workers)) + " |")
            print(lines[-1], flush=True)
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    options = parser.parse_args()
    report(options.source, options.articles)
