"""User CPU and peak memory of each job at 1x and 10x, other tools beside it: prints them, writes RESULTS.md.

    python tests/benchmarks/run.py [ARTICLES] [--articles 10000] [--peers PYTHON] [--no-dask]

ARTICLES is a .jsonl(.gz) file or a folder of them (see corpus.py); without it the articles are put together
from seeds/. Every job runs in a process of its own, after the frames it needs are loaded and the tables of
the package are read; memory is the peak of that whole process, interpreter and input included, also as a
multiple of the UTF-8 bytes of the texts. Peers run in PYTHON, an interpreter of an environment where they are
installed; the missing ones are named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus as articles_of
from peers import PEERS

RESULTS = Path(__file__).with_name("RESULTS.md")
SHARE = 1000  # dateparser reads one article in so many


# -- our jobs: each loads what it needs, and gives back what is measured


def load(folder: Path):
    import pandas as pd

    return pd.read_parquet(folder / "articles.parquet")


def load_tokens(folder: Path):
    import pandas as pd

    return pd.read_parquet(folder / "tokens.parquet")


def nothing(folder: Path) -> Callable[[], object]:
    """What the package holds whatever the corpus: interpreter, libraries, lexicon, tables."""
    import matplotlib

    matplotlib.use("agg")
    import analysis as an

    def work():
        articles = an.make_articles(["قال الرئيس الفرنسي جون سميث أمس"], published=["2026-01-06"])
        tokens = an.tokenize(articles)
        an.find_dates(articles, tokens=tokens)
        axes = an.plot_actors(an.count_actors(an.find_actors(articles, tokens=tokens)))
        axes.figure.savefig(folder / "figure.png")

    return work


def read(folder: Path) -> Callable[[], object]:
    """Also writes the articles for the jobs below."""
    from analysis import read_corpus

    def work():
        work.result = read_corpus(folder / "files", progress=False).articles

    work.after = lambda: work.result.to_parquet(folder / "articles.parquet")
    return work


def tokenize(folder: Path, form: bool = True) -> Callable[[], object]:
    from analysis import make_articles, tokenize

    tokenize(make_articles(["وكتاب"]))  # the tables are read
    articles = load(folder)

    def work():
        work.result = tokenize(articles, form=form)

    # in one piece: with the usual pieces of a million rows reading takes half as long again
    work.after = lambda: form and work.result.to_parquet(folder / "tokens.parquet", row_group_size=10**9)
    return work


def words_alone(folder: Path) -> Callable[[], object]:
    return tokenize(folder, form=False)


def read_cache(folder: Path) -> Callable[[], object]:
    load_tokens(folder).head()  # pyarrow is loaded
    return lambda: load_tokens(folder)


def count_words(folder: Path) -> Callable[[], object]:
    """From texts to frequencies of words as written: what the peers do."""
    from analysis import make_articles, tokenize, word_frequencies

    articles = load(folder)
    options = {"by": "word", "stop_words": "keep", "kind": None}
    word_frequencies(tokenize(make_articles(["وكتاب"]), form=False), **options)
    return lambda: word_frequencies(tokenize(articles, form=False), **options)


def on_tokens(name: str, **options) -> Callable[[Path], Callable[[], object]]:
    def prepare(folder: Path):
        import analysis

        tokens = load_tokens(folder)
        getattr(analysis, name)(tokens.head(), **options)
        return lambda: getattr(analysis, name)(tokens, **options)

    return prepare


def actors(folder: Path, candidates: bool = False) -> Callable[[], object]:
    from analysis import find_actors

    articles, tokens = load(folder), load_tokens(folder)
    find_actors(articles.head(1), candidates=candidates)
    return lambda: find_actors(articles, tokens=tokens, candidates=candidates)


def all_actors(folder: Path) -> Callable[[], object]:
    return actors(folder, candidates=True)


def dates(folder: Path) -> Callable[[], object]:
    from analysis import find_dates

    articles, tokens = load(folder), load_tokens(folder)
    find_dates(articles.head(1))
    return lambda: find_dates(articles, tokens=tokens)


def everything(folder: Path) -> Callable[[], object]:
    """A folder to tables and figures, all frames kept: what a notebook holds."""
    import matplotlib

    matplotlib.use("agg")
    import analysis as an

    def work():
        articles = an.read_corpus(folder / "files", progress=False).articles
        tokens = an.tokenize(articles)
        mentions = an.find_actors(articles, tokens=tokens)
        found = an.find_dates(articles, tokens=tokens)
        drawn = [
            an.plot_frequencies(an.word_frequencies(tokens)),
            an.plot_actors(an.count_actors(mentions)),
            an.plot_network(an.co_mentions(mentions)),
            an.plot_coverage(an.coverage(articles, tokens=tokens, by="month")),
        ]
        for axes in drawn:
            axes.figure.savefig(folder / "figure.png")
        return articles, tokens, mentions, found, drawn

    return work


OWN = {
    "one sentence: the package alone": nothing,
    "read_corpus (JSON Lines)": read,
    "tokenize": tokenize,
    "tokenize(form=False)": words_alone,
    "tokens from Parquet": read_cache,
    "texts to counts of words as written": count_words,
    "word_frequencies": on_tokens("word_frequencies"),
    "ngrams": on_tokens("ngrams"),
    'keywords(..., "general")': on_tokens("keywords", reference="general"),
    "find_actors(candidates=False)": actors,
    "find_actors": all_actors,
    "find_dates": dates,
    "all of it, and four figures": everything,
}
BESIDE = {  # our job -> the peers that do the like
    "read_corpus (JSON Lines)": ["json.loads, line by line"],
    "texts to counts of words as written": [
        "wc -w",
        "polars",
        "pandas .str",
        "translate + re + Counter",
        "scikit-learn CountVectorizer",
        "CAMeL Tools + Counter",
    ],
    "find_actors(candidates=False)": ["pyahocorasick, names as written"],
    "find_dates": ["dateparser, 1 article in 1000 (time x 1000)"],
}


# -- measuring


def measured(name: str, folder: Path) -> dict:
    """One job in this process: seconds of user CPU, and the peak in MB."""
    try:
        work = (OWN.get(name) or PEERS[name])(folder)
    except ImportError as error:
        return {"missing": error.name}
    before = seconds()
    work()
    after = {"seconds": seconds() - before, "peak": peak()}
    getattr(work, "after", lambda: None)()
    return after


def seconds() -> float:
    return sum(resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peak() -> float:
    """The most memory that this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss also knows the process from which this one was started
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def in_process(python: str, name: str, folder: Path) -> dict:
    command = [python, __file__, "--job", name, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


# -- the table


def rows(folders: list[Path], megabytes: float, peers: str) -> Iterator[list[str]]:
    alone = 0.0
    for name in OWN:
        ours = [in_process(sys.executable, name, folder) for folder in folders]
        yield row(name, ours, megabytes, alone)
        alone = alone or ours[1]["peak"]
        for peer in BESIDE.get(name, []):
            theirs = [in_process(peers, peer, folder) for folder in folders]
            if "missing" in theirs[0]:
                yield [f"– {peer}", f"not measured: {theirs[0]['missing']} is not installed", *[""] * 4]
            else:
                scale = SHARE if "1 article in" in peer else 1
                for result in theirs:
                    result["seconds"] *= scale
                ratio = theirs[1]["seconds"] / ours[1]["seconds"]
                yield [*row(f"– {peer}", theirs, megabytes)[:-1], f"{ratio:.1f}x"]


def row(name: str, results: list[dict], megabytes: float, alone: float = 0) -> list[str]:
    once, ten = results
    memory = f"{ten['peak']:,.0f} ({ten['peak'] / megabytes:.1f}x"
    memory += f"; {(ten['peak'] - alone) / megabytes:.1f}x)" if alone else ")"
    growth = ten["seconds"] / max(once["seconds"], 0.01)
    cells = [name, f"{once['seconds']:.2f}", f"{ten['seconds']:.2f}", f"{growth:.1f}x"]
    return [*cells, memory, ""]


HEAD = [
    "job",
    "1x, s",
    "10x, s",
    "growth",
    "peak at 10x, MB (of the text; without the package)",
    "time against ours",
]


def versions(python: str) -> str:
    code = """
import importlib.metadata as m
for name in ("pandas", "numpy", "pyarrow", "dask", "matplotlib", "polars", "scikit-learn", "camel-tools",
             "dateparser", "pyahocorasick"):
    try: print(name, m.version(name))
    except m.PackageNotFoundError: pass
"""
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout
    return ", ".join(found.splitlines())


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        print(json.dumps(measured(options.job, options.folder)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folders, sizes = [Path(scratch, scale) for scale in ("1x", "10x")], []
        for folder, count in zip(folders, (options.articles, 10 * options.articles), strict=True):
            articles_of.write(folder / "files", articles_of.draw(count, options.source), count, 10)
            texts = articles_of.read_articles(folder / "files")
            sizes.append(sum(len(row["text"].encode()) for row in texts) / 1e6)
            (folder / "text.txt").write_text("\n".join(row["text"] for row in texts), encoding="utf-8")
            del texts
        lines = [
            "# Benchmarks",
            "",
            f"{options.articles:,} articles ({sizes[0]:.0f} MB of UTF-8) and ten times as many"
            f" ({sizes[1]:.0f} MB). {articles_of.describe(options.source)}",
            "",
            "Seconds are user CPU, one run; memory is the peak of the whole process, interpreter and input"
            " included, also as a multiple of the text, and again less what the package holds for one"
            " sentence (interpreter, libraries, tables). Jobs after `tokenize` start from its tokens.",
            "",
            f"Machine: {os.cpu_count()} cores, {processor()}, {platform.system()} {platform.machine()}."
            f" Python {platform.python_version()}. Ours: {versions(sys.executable)}."
            f" Peers: {versions(options.peers)}.",
            "",
            "| " + " | ".join(HEAD) + " |",
            "|---" * len(HEAD) + "|",
        ]
        print("\n".join(lines))
        for cells in rows(folders, sizes[1], options.peers):
            lines.append("| " + " | ".join(cells) + " |")
            print(lines[-1], flush=True)
        if not options.no_dask:
            from bench_distributed import report

            lines += ["", *report(options.source, options.articles)]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
