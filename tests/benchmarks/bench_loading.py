"""How long read_corpus takes against reading and decoding the same files, and whether it grows in line.

    python tests/benchmarks/bench_loading.py [FOLDER of .txt files]

Articles made of the two samples are measured too. Prints user CPU seconds and ratios, best of three runs.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import analysis

RUNS = 3


def user_seconds(work: Callable[[], object]) -> float:
    """The least user CPU time of some runs."""

    def once() -> float:
        start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        return resource.getrusage(resource.RUSAGE_SELF).ru_utime - start

    return min(once() for _ in range(RUNS))


def read_and_decode(folder: Path) -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))]


def open_and_decode(folder: Path) -> list[str]:
    """The same without path objects: the least that Python can do."""
    texts = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            texts.append(file.read().decode("utf-8"))
    return texts


def made_articles(folder: Path, count: int) -> None:
    """Articles of four to eight paragraphs drawn from the samples, each with words of its own."""
    chance = random.Random(0)
    seeds = Path(__file__).parents[2] / "seeds"
    lines = [line for file in seeds.glob("*.txt") for line in file.read_text(encoding="utf-8").split("\n")]
    paragraphs = [line for line in lines if len(line) > 150]
    for i in range(count):
        body = "\n".join(f"{line} {i}." for line in chance.sample(paragraphs, chance.randint(4, 8)))
        (folder / f"{i:05}.txt").write_text(f"عنوان الخبر رقم {i} من المدينة\n\n{body}\n", encoding="utf-8")


def report(folder: Path) -> float:
    files = len(list(folder.glob("*.txt")))
    loading = user_seconds(lambda: analysis.read_corpus(folder, progress=False))
    print(f"{files} files: read_corpus {loading:.2f} s, {1e6 * loading / files:.0f} microseconds a file")
    for baseline in (read_and_decode, open_and_decode):
        seconds = user_seconds(lambda work=baseline: work(folder))
        print(f"  {baseline.__name__:16} {seconds:.2f} s, ratio {loading / seconds:.1f}")
    return loading


if __name__ == "__main__":
    if len(sys.argv) > 1:
        report(Path(sys.argv[1]))
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        made_articles(Path(small), 2_000)
        made_articles(Path(large), 8_000)
        print(f"four times the files: {report(Path(large)) / report(Path(small)):.1f} times the time")
