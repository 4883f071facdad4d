"""How fast dates are found, beside dateparser, and how the time grows on hostile text.

    python tests/benchmarks/bench_dates.py [CORPUS] [--megabytes N]

CORPUS is a folder of .txt files or a .jsonl(.gz) file whose lines have a "text"; without it the marked
sentences of the tests are repeated. dateparser (if installed) reads a twentieth of it, at least one article.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import time
from pathlib import Path

from analysis import find_dates, make_articles, tokenize

SENTENCES = Path(__file__).parents[1] / "gold" / "date_sentences.txt"
HOSTILE = [
    "من ",
    "الأول ",
    "خمسة و",
    "1-",
    "يناير/",
    "ألف و",
    "أمس ",
    "5 و",
    "من 1 إلى ",
    "اليوم ",
    "2025-",
    "كانون ",
]


def read_texts(path: Path | None, megabytes: float) -> list[str]:
    if path is None:
        lines = SENTENCES.read_text(encoding="utf-8").splitlines()
        page = "\n".join(
            re.sub(r"\[([^|]+)\|[^\]]+\]", r"\1", line) for line in lines if line[:1] not in "=#"
        )
        texts = [page] * 1000
    elif path.is_dir():
        texts = [file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt"))]
    else:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] or "" for line in lines]
    kept, size = [], 0
    while texts and size < megabytes * 1e6:
        kept.append(texts.pop(0))
        size += len(kept[-1].encode())
    return kept


def seconds(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    options = parser.parse_args()
    texts = read_texts(options.corpus, options.megabytes)
    articles = make_articles(texts, published=["2026-01-06"] * len(texts))
    size = sum(len(text.encode()) for text in texts) / 1e6
    tokens = tokenize(articles, form=False)
    find_dates(articles.head(1))  # the tables are read
    spent = seconds(lambda: find_dates(articles, tokens=tokens))
    found = len(find_dates(articles, tokens=tokens))
    print(f"find_dates   {size:5.1f} MB {spent:6.2f} s {size / spent:7.2f} MB/s {found} expressions")
    spent = seconds(lambda: find_dates(articles))
    print(f"with tokens  {size:5.1f} MB {spent:6.2f} s {size / spent:7.2f} MB/s")
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates

        some = texts[: max(1, len(texts) // 20)]
        size = sum(len(text.encode()) for text in some) / 1e6
        spent = seconds(lambda: [search_dates(text, languages=["ar"]) for text in some])
        print(f"dateparser   {size:5.1f} MB {spent:6.2f} s {size / spent:7.2f} MB/s")
    for piece in HOSTILE:
        text = (piece * 100_000)[:100_000]
        spent = seconds(lambda text=text: find_dates(make_articles([text], published=["2026-01-06"])))
        print(f"100 kB of {piece!r:12} {spent:6.2f} s")


if __name__ == "__main__":
    main()
