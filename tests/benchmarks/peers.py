"""The same jobs with other tools: each function loads its input and gives back what is measured.

Nothing of this project is imported here, so that the peers can live in an environment of their own.
"""

from __future__ import annotations

import collections
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

MARKS = dict.fromkeys((*range(0x64B, 0x660), 0x670, 0x640))
ACTORS = Path(__file__).parents[2] / "analysis" / "data" / "actors.csv"


def lines(folder: Path) -> list[str]:
    return [
        line for file in sorted((folder / "files").glob("*.jsonl")) for line in file.open(encoding="utf-8")
    ]


def texts(folder: Path) -> list[str]:
    return [json.loads(line)["text"] for line in lines(folder)]


def load_json(folder: Path) -> Callable[[], object]:
    return lambda: [json.loads(line) for line in lines(folder)]


def wc(folder: Path) -> Callable[[], object]:
    command = ["wc", "-w", str(folder / "text.txt")]
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={"LC_ALL": "C.UTF-8"})


def polars(folder: Path) -> Callable[[], object]:
    import polars

    read = texts(folder)

    def work():
        text = polars.Series("text", read).str.replace_all("[\u064b-\u065f\u0670\u0640]", "")
        return text.str.to_lowercase().str.extract_all(r"\w+").explode().value_counts()

    return work


def pandas_str(folder: Path) -> Callable[[], object]:
    import pandas as pd

    read = pd.Series(texts(folder))

    def work():
        text = read.str.replace("[\u064b-\u065f\u0670\u0640]", "", regex=True).str.lower()
        return text.str.findall(r"\w+").explode().value_counts()

    return work


def counter(folder: Path) -> Callable[[], object]:
    read, word = texts(folder), re.compile(r"\w+")
    return lambda: collections.Counter(
        found for text in read for found in word.findall(text.translate(MARKS).lower())
    )


def scikit_learn(folder: Path) -> Callable[[], object]:
    from sklearn.feature_extraction.text import CountVectorizer

    read = texts(folder)
    vectorizer = CountVectorizer(
        token_pattern=r"\w+", preprocessor=lambda text: text.translate(MARKS).lower()
    )
    return lambda: vectorizer.fit_transform(read)


def camel_tools(folder: Path) -> Callable[[], object]:
    from camel_tools.tokenizers.word import simple_word_tokenize
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_unicode

    read = texts(folder)

    def work():
        counts = collections.Counter()
        for text in read:
            counts.update(simple_word_tokenize(dediac_ar(normalize_unicode(text))))
        return counts

    return work


def ahocorasick(folder: Path) -> Callable[[], object]:
    """Every string between the commas and bars of our table of actors, without clitics or context."""
    import ahocorasick

    read, automaton = texts(folder), ahocorasick.Automaton()
    table = ACTORS.read_text(encoding="utf-8")
    for name in set(re.split(r'[,|\n"]', table)):
        if re.search("[ء-ي]{2}", name):
            automaton.add_word(name, name)
    automaton.make_automaton()
    return lambda: [match for text in read for match in automaton.iter(text)]


def dateparser(folder: Path) -> Callable[[], object]:
    from dateparser.search import search_dates

    read = texts(folder)[::1000]
    search_dates("6 يناير 2026", languages=["ar"])
    return lambda: [search_dates(text, languages=["ar"]) for text in read]


PEERS = {
    "json.loads, line by line": load_json,
    "wc -w": wc,
    "polars": polars,
    "pandas .str": pandas_str,
    "translate + re + Counter": counter,
    "scikit-learn CountVectorizer": scikit_learn,
    "CAMeL Tools + Counter": camel_tools,
    "pyahocorasick, names as written": ahocorasick,
    "dateparser, 1 article in 1000 (time x 1000)": dateparser,
}
