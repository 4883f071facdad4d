"""How fast and how right words are cut: seconds of CPU, memory, and agreement with a treebank.

    python tests/benchmarks/bench_clitics.py [CORPUS] [--gold WORDS.tsv]

CORPUS is a folder of .txt files or a .jsonl(.gz) file whose lines have a "text"; without it the commonest
250,000 words of general Arabic are cut. WORDS.tsv has one token a line, as Universal Dependencies gives it:
sentence, word, proclitics, article (0 or 1), stem, enclitics, lemma, part of speech; clitics joined by +.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

CONTENT = {"NOUN", "PROPN", "ADJ", "VERB", "X", "ADV"}
PREFIX = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وفبلك])(?=..)")
SUFFIX = re.compile("(?<=..)(?:ها|هم|هما|هن|كم|نا|ه)$")


def measure(what: str, work: Callable[[], object], items: int = 0) -> None:
    before, start = memory(), time.process_time()
    work()
    seconds = time.process_time() - start
    rate = f"{items / seconds:>10,.0f} types/s" if items else " " * 18
    print(f"{what:44} {seconds:6.2f} s {rate} {memory() - before:+5.0f} MB")


def memory() -> float:
    """The largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_texts(path: Path) -> list[str]:
    if path.is_dir():
        return [file.read_text(encoding="utf-8") for file in sorted(path.rglob("*.txt"))]
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def vocabulary_of(corpus: Path | None) -> list[str]:
    if corpus is None:
        import wordfreq

        return wordfreq.top_n_list("ar", 250_000)
    from analysis.loading.corpus import make_articles
    from analysis.words.tokens import tokenize

    tokens = tokenize(make_articles(read_texts(corpus)), form=False)
    return list(tokens["word"].cat.categories)


def b_cubed(pairs: list[tuple[str, str]]) -> float:
    """B-cubed F of grouping by the second of each pair against the first (Bagga and Baldwin 1998)."""
    both, gold, found = collections.Counter(pairs), collections.Counter(), collections.Counter()
    for (a, b), count in both.items():
        gold[a] += count
        found[b] += count
    precision = sum(count**2 / found[b] for (_, b), count in both.items()) / len(pairs)
    recall = sum(count**2 / gold[a] for (a, _), count in both.items()) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def agreement(gold: Path) -> None:
    from analysis.normalization import normalize
    from analysis.words.clitics import lemmatize, segment

    rows = [line.rstrip("\n").split("\t") for line in gold.open(encoding="utf-8")]
    right, stems, lemmas = 0, [], []
    for _, word, before, article, stem, after, lemma, part in rows:
        cut = segment(word)
        right += ("+".join(cut.proclitics), cut.article, "+".join(cut.enclitics)) == (
            before,
            article == "1",
            after,
        )
        if part in CONTENT:
            stems.append((normalize(stem, add=["alef"]), normalize(cut.stem, add=["alef"])))
            lemmas.append((lemma, lemmatize(cut.stem)))
    print(f"whole words cut as in the treebank {right / len(rows):.4f} of {len(rows):,}")
    print(f"B-cubed F by stem {b_cubed(stems):.4f}, by lemma {b_cubed(lemmas):.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--gold", type=Path)
    arguments = parser.parse_args()

    import wordfreq  # noqa: F401  (imported here so that its own import is not counted)

    from analysis.words.clitics import word_forms, word_lemmas
    from analysis.words.lexicon import frequencies

    measure("lexicon loaded", frequencies)
    vocabulary = vocabulary_of(arguments.corpus)
    size = len(vocabulary)
    print(f"{size:,} types")
    word_forms(["و"])
    measure("word_forms", lambda: word_forms(vocabulary), size)
    forms = list(dict.fromkeys(word_forms(vocabulary)))
    word_lemmas(["كتاب"])
    measure("word_lemmas", lambda: word_lemmas(forms), len(forms))
    measure("peer: blind stripping by two patterns", lambda: [blind(word) for word in vocabulary], size)
    if arguments.gold:
        agreement(arguments.gold)


def blind(word: str) -> str:
    return SUFFIX.sub("", PREFIX.sub("", word))


if __name__ == "__main__":
    main()
