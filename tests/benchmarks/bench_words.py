"""What words cost: user CPU and memory against `wc -w` and other tools, in one run.

    python tests/benchmarks/bench_words.py [CORPUS] [--megabytes 100]

CORPUS is a folder of .txt files or a .jsonl(.gz) file whose lines have a "text"; without it the two sample
articles are read. With --megabytes its articles are drawn at random (the same each time) until the texts are
that large: the cost per token is then that of a large corpus, but the vocabulary stays that of CORPUS. Peers
that are not installed are left out. Each figure is the best of three runs, in a process of its own.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import multiprocessing
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

RUNS = 3
MARKS = dict.fromkeys((*range(0x64B, 0x660), 0x670, 0x640))
SEEDS = Path(__file__).parents[2] / "seeds"


def read_texts(path: Path) -> list[str]:
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt"))]
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def resample(texts: list[str], megabytes: float) -> list[str]:
    chance, drawn, size = random.Random(1), [], 0
    while size < megabytes * 1e6:
        drawn.append(chance.choice(texts))
        size += len(drawn[-1].encode())
    return drawn


def articles_of(texts: list[str]):
    from analysis import make_articles

    return make_articles(texts)


def tokens_of(texts: list[str], form: bool = False):
    from analysis import tokenize

    return tokenize(articles_of(texts), form=form)


def codes(texts: list[str]) -> Callable[[], object]:
    from analysis import tokenize

    articles = articles_of(texts)
    return lambda: tokenize(articles, form=False)


def frequencies(texts: list[str]) -> Callable[[], object]:
    from analysis import word_frequencies

    tokens = tokens_of(texts, form=True)
    return lambda: word_frequencies(tokens)


def bigrams(texts: list[str]) -> Callable[[], object]:
    from analysis import ngrams

    tokens = tokens_of(texts, form=True)
    return lambda: ngrams(tokens)


def all_bigrams(texts: list[str]) -> Callable[[], object]:
    from analysis import ngrams

    tokens = tokens_of(texts, form=True)
    return lambda: ngrams(tokens, stop_words="keep", kind=None)


def diversity(texts: list[str]) -> Callable[[], object]:
    from analysis import lexical_diversity

    tokens = tokens_of(texts)
    return lambda: lexical_diversity(tokens)


def hundred_words(tokens) -> list[str]:
    from analysis import word_frequencies

    words = word_frequencies(tokens, by="word")["word"]
    return list(words.iloc[1000:11000:100] if len(words) > 11_000 else words.head(100))


def concordances(texts: list[str]) -> Callable[[], object]:
    from analysis import concordance

    articles, tokens = articles_of(texts), tokens_of(texts)
    queries = hundred_words(tokens)
    return lambda: [concordance(tokens, articles, query, by="word") for query in queries]


def concordance_of_hundred(texts: list[str]) -> Callable[[], object]:
    from analysis import concordance

    articles, tokens = articles_of(texts), tokens_of(texts)
    queries = hundred_words(tokens)
    return lambda: concordance(tokens, articles, queries, by="word")


def python_counter(texts: list[str]) -> Callable[[], object]:
    word = re.compile(r"\w+")
    return lambda: collections.Counter(
        w for text in texts for w in word.findall(text.translate(MARKS).lower())
    )


def polars_counts(texts: list[str]) -> Callable[[], object]:
    import polars

    marks = "[\u064b-\u065f\u0670\u0640]"

    def count():
        text = polars.Series("text", texts).str.replace_all(marks, "").str.to_lowercase()
        return text.str.extract_all(r"\w+").explode().value_counts()

    return count


def sklearn_counts(texts: list[str]) -> Callable[[], object]:
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(token_pattern=r"\w+", preprocessor=lambda text: text.translate(MARKS).lower())
    return lambda: counter.fit_transform(texts)


def camel_counts(texts: list[str]) -> Callable[[], object]:
    from camel_tools.tokenizers.word import simple_word_tokenize
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_unicode

    def count():
        counts = collections.Counter()
        for text in texts:
            counts.update(simple_word_tokenize(dediac_ar(normalize_unicode(text))))
        return counts

    return count


OWN = {
    "codes with offsets and sentences": codes,
    "+ frequencies, articles, dispersion": frequencies,
    "+ bigrams of content words": bigrams,
    "+ bigrams of all words": all_bigrams,
    "+ lexical diversity": diversity,
    "+ 100 concordances": concordances,
    "+ 100 concordances in one call": concordance_of_hundred,
}
PEERS = {
    "polars": polars_counts,
    "translate + re + Counter": python_counter,
    "scikit-learn CountVectorizer": sklearn_counts,
    "CAMeL Tools + Counter": camel_counts,
}


def user_seconds(who: int) -> float:
    return resource.getrusage(who).ru_utime


def _measured(prepare, texts: list[str], runs: int, send) -> None:
    """The least user CPU of a task, and the memory (MB) by which its first run raised the peak."""
    try:
        task = prepare(texts)
    except ImportError:
        send.send(None)
        return
    if prepare is codes:
        codes(texts[:1])()  # the tables are made once
    seconds, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(runs):
        start = user_seconds(resource.RUSAGE_SELF)
        result = task()
        seconds.append(user_seconds(resource.RUSAGE_SELF) - start)
        if len(seconds) == 1:
            raised = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        del result
    send.send((min(seconds), raised))


def measure(prepare, texts: list[str], runs: int = RUNS) -> tuple[float, float] | None:
    receive, send = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(prepare, texts, runs, send))
    process.start()
    send.close()
    result = receive.recv()
    process.join()
    return result


def wc(texts: list[str]) -> float:
    with tempfile.NamedTemporaryFile() as file:
        file.write("\n".join(texts).encode())
        file.flush()
        seconds = []
        for _ in range(RUNS):
            start = user_seconds(resource.RUSAGE_CHILDREN)
            environment = os.environ | {"LC_ALL": "C.UTF-8"}
            subprocess.run(["wc", "-w", file.name], stdout=subprocess.DEVNULL, check=True, env=environment)
            seconds.append(user_seconds(resource.RUSAGE_CHILDREN) - start)
    return min(seconds)


def import_seconds() -> float:
    """CPU that `import analysis` adds in a fresh Python that has pandas."""
    code = "import pandas, time; t = time.process_time(); import analysis; print(time.process_time() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(RUNS)
    ]
    return min(float(run.stdout) for run in runs)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--megabytes", type=float)
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    texts = read_texts(options.corpus)
    texts = resample(texts, options.megabytes) if options.megabytes else texts
    size = sum(len(text.encode()) for text in texts) / 1e6
    yardstick = wc(texts)
    print(f"{len(texts):,} articles, {size:,.1f} MB of text; wc -w takes {yardstick:.2f} s = 1.00x\n")
    own = None
    for name, prepare in (OWN if options.no_peers else OWN | PEERS).items():
        measured = measure(prepare, texts, 1 if prepare is camel_counts else RUNS)
        if measured is None:
            print(f"{name:38} not installed")
            continue
        seconds, raised = measured
        own = own or measured
        if name in PEERS:
            note = f"{seconds / own[0]:6.1f}x codes"
        else:
            tenth, _ = measure(prepare, texts[: max(len(texts) // 10, 1)])
            note = f"{seconds / max(tenth, 1e-3):6.1f}x a tenth"
        print(f"{name:38}{seconds:7.2f} s {seconds / yardstick:6.2f}x wc {note:16} {raised:+7.0f} MB")
    print(f"\npeak memory {own[1] / size:.1f}x the text")
    print(f"import analysis adds {import_seconds():.3f} s to import pandas")


if __name__ == "__main__":
    main()
