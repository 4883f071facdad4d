"""User CPU of find_actors beside tokenize on the same articles, with our table and with 30,000 aliases.

    python tests/benchmarks/bench_actors.py FOLDER        (any folder that read_corpus reads)

Without a folder the sample articles are repeated, which flatters neither: their vocabulary is small.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from analysis import find_actors, make_articles, read_actors, read_corpus, tokenize

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


def cpu(function):
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        function()
        best = min(best, time.process_time() - begin)
    return best


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
    tokens = tokenize(articles, form=False)
    find_actors(articles[:1])  # tables are read and indexed once
    find_actors(articles[:1], actors=many, candidates=False)
    base = cpu(lambda: tokenize(articles))
    print(f"{len(articles)} articles, {size:.1f} million characters; tokenize {base:.2f} s")
    for name, run in {
        "tokenize(form=False)": lambda: tokenize(articles, form=False),
        "find_actors, table only": lambda: find_actors(articles, tokens=tokens, candidates=False),
        "find_actors": lambda: find_actors(articles, tokens=tokens),
        "30,000 aliases": lambda: find_actors(articles, tokens=tokens, actors=many, candidates=False),
    }.items():
        seconds = cpu(run)
        speed = f"{size / seconds:6.1f} M characters/s"
        print(f"{name:26s} {seconds:6.2f} s   {seconds / base:5.2f} x tokenize   {speed}")


if __name__ == "__main__":
    main()
