"""A corpus of any size for the benchmarks: articles drawn from real ones, the same each time.

    python tests/benchmarks/corpus.py FOLDER --articles 100000 [--files 10] [--source ARTICLES.jsonl.gz]

ARTICLES is a .jsonl or .jsonl.gz file, or a folder of them, whose lines have a "text". Articles are drawn
whole, with replacement: the cost per word is then that of a large corpus, but the vocabulary stays that of
ARTICLES. The second copy of an article is given another source, and so on: within a source none is a copy.
Without it, articles are put together from the sentences of the two samples in seeds/, which have few words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
KEPT = {"source": "source", "section": "section", "published": "published", "date_raw": "published"}


def read_articles(path: Path) -> list[dict]:
    """The articles with a text in a JSON Lines file, or in all such files of a folder."""
    files = sorted([*path.rglob("*.jsonl"), *path.rglob("*.jsonl.gz")]) if path.is_dir() else [path]
    articles = []
    for file in files:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
            articles += [row for row in map(json.loads, lines) if row.get("text")]
    return articles


def from_seeds(chance: random.Random) -> Iterator[dict]:
    """Articles without end, each of ten sentences of the samples, one a day."""
    lines = [line for file in SEEDS.glob("*.txt") for line in file.read_text(encoding="utf-8").split("\n")]
    sentences = sorted({part.strip() for line in lines if len(line) > 150 for part in line.split(".")} - {""})
    while True:
        text = ".\n".join(chance.choices(sentences, k=10)) + "."
        day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield {"text": text, "published": day, "source": "seeds"}


def draw(count: int, source: Path | None, *, seed: int = 1) -> Iterator[dict]:
    """So many articles, drawn at random; each gets an id of its own."""
    chance = random.Random(seed)
    articles = read_articles(source) if source else None
    made, copies = from_seeds(chance), Counter()
    for i in range(count):
        row = chance.choice(articles) if articles else next(made)
        fields = {KEPT[name]: value for name, value in row.items() if name in KEPT}
        copies[row["text"]] += 1
        fields["source"] = f"{fields.get('source', '')} {copies[row['text']]}"
        yield {"id": f"a{i:07}", "text": row["text"], **fields}


def write(folder: Path, articles: Iterator[dict], count: int, files: int) -> list[Path]:
    """The articles in so many files of equal number."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, per_file = [], -(-count // files)
    for number in range(files):
        paths.append(folder / f"part-{number:04}.jsonl")
        with paths[-1].open("w", encoding="utf-8") as file:
            for _ in range(min(per_file, count - number * per_file)):
                file.write(json.dumps(next(articles), ensure_ascii=False) + "\n")
    return paths


def describe(source: Path | None) -> str:
    """Where the articles come from, in a sentence."""
    if source is None:
        return "Articles were put together from the sentences of seeds/, so that their vocabulary is tiny."
    number = len(read_articles(source))
    return (
        f"Articles were drawn with replacement (seed 1) from the {number:,} of {source.name}: "
        "ten times the text has no more words than once."
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--source", type=Path)
    options = parser.parse_args()
    write(options.folder, draw(options.articles, options.source), options.articles, options.files)
    print(describe(options.source))
