"""User CPU of find_actors beside tokenize on the same articles, with our table and with 30,000 aliases.

    python tests/benchmarks/bench_actors.py FOLDER        (any folder that read_corpus reads)

Without a folder the sample articles are repeated, which flatters neither: their vocabulary is small.
"""

from __future__ import annotations

import itertools
import resource
import sys
from collections.abc import Callable
from pathlib import Path

from analysis import find_actors, make_articles, read_actors, read_corpus, tokenize

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


def user_seconds(run: Callable[[], object], times: int = 5) -> float:
    """The least user CPU of some runs."""
    seconds = []
    for _ in range(times):
        begin = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        run()
        seconds.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - begin)
    return min(seconds)


def main() -> None:
    if len(sys.argv) > 1:
        articles = read_corpus(sys.argv[1]).articles
    else:
        articles = make_articles(
            [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))] * 500
        )
    size = articles["text"].str.len().sum() / 1e6
    made = itertools.islice(itertools.product(LETTERS, repeat=4), 30_000)
    many = read_actors({"".join(letters) + "ستان": [] for letters in made}, merge=False)
    first = user_seconds(lambda: tokenize(articles), times=1)
    tokens = tokenize(articles, form=False)
    actors = user_seconds(lambda: find_actors(articles, tokens=tokens), times=1)
    print(f"{len(articles)} articles, {size:.1f} million characters")
    print(f"the first time: tokenize {first:.2f} s, find_actors {actors:.2f} s, {actors / first:.2f} x")
    find_actors(articles[:1], actors=many, candidates=False)  # tables are indexed once
    base = user_seconds(lambda: tokenize(articles))
    print(f"{'tokenize':26s} {base:6.2f} s")
    for name, run in {
        "tokenize(form=False)": lambda: tokenize(articles, form=False),
        "find_actors, table only": lambda: find_actors(articles, tokens=tokens, candidates=False),
        "find_actors": lambda: find_actors(articles, tokens=tokens),
        "30,000 aliases": lambda: find_actors(articles, tokens=tokens, actors=many, candidates=False),
    }.items():
        seconds = user_seconds(run)
        speed = f"{size / seconds:6.1f} M characters/s"
        print(f"{name:26s} {seconds:6.2f} s   {seconds / base:5.2f} x tokenize   {speed}")


if __name__ == "__main__":
    main()
