"""Tables such as the computing functions return, of any number of rows, with awkward names."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from analysis import (
    plot_actors,
    plot_coverage,
    plot_dispersion,
    plot_frequencies,
    plot_keywords,
    plot_network,
    plot_timeline,
    plot_word_cloud,
)

# Names as they come: brackets, digits, Latin, marks, what Matplotlib takes for mathematics, too long, empty.
NAMES = """فرنسا|35 دولة، 27 منها|الاتحاد الأوروبي (EU)|NATO والحلفاء|مُحَمَّد|«تحالف الراغبين»|$5 إلى $10
12% من القراء|منظمة الأمم المتحدة للتربية والعلم والثقافة في باريس|iPhone 17|n=35|٢٠٢٥-٢٠٢٦|@AFP_ar
لـ"نشر قوة"| |Paris|سطر\tآخر|گفتگو|{قائمة}|a < b في النص|\\alpha|x_1^2|ﻗﻤﺔ|اللُّغَةُ|باريس…"""
NAMES = NAMES.replace("\n", "|").split("|")


def names(rows: int) -> list[str]:
    """So many different names."""
    return [name if turn == 0 else f"{name} {turn}" for turn in range(3) for name in NAMES][:rows]


def frequencies(rows: int) -> pd.DataFrame:
    counts = [3000 // (i + 1) for i in range(rows)]
    return pd.DataFrame({"form": names(rows), "count": counts, "per_million": np.array(counts) * 1.5}).astype(
        {"count": int}
    )


def keywords(rows: int) -> pd.DataFrame:
    g2 = [(-1) ** (i % 3 == 2) * 900 / (i + 1) for i in range(rows)]
    return pd.DataFrame(
        {"form": names(rows), "g2": np.array(g2, float), "log_ratio": np.array(g2, float) / 90}
    )


def actors(rows: int) -> pd.DataFrame:
    cells = [
        (f"A{i}", name, ref, 60 // (i + 1) + j)
        for i, name in enumerate(names(rows))
        for j, ref in enumerate(("name", "demonym", "office", "nickname"))
    ]
    return pd.DataFrame(cells, columns=["actor", "name", "ref", "mentions"])


def places(rows: int) -> pd.DataFrame:
    cells = [(name, term, (i * 7 % 10) / 10) for i, name in enumerate(names(rows)) for term in ("أمن", "قمة")]
    return pd.DataFrame(cells, columns=["article", "term", "position"])


def links(rows: int) -> pd.DataFrame:
    nodes = names(rows)
    pairs = [(i, j) for i, j in itertools.combinations(range(len(nodes)), 2) if (i * j) % 3 == 0 and i < 5]
    cells = [(f"A{i}", f"A{j}", nodes[i], nodes[j], 40 // (i + j)) for i, j in pairs]
    table = pd.DataFrame(cells, columns=["a", "b", "name_a", "name_b", "weight"])
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)


# begin, until, approximate, relation, inferred
EVENTS = [
    ("2026-01-06", "2026-01-07", False, "", False),
    ("2025-02-01", "2025-03-01", False, "since", False),
    ("2025-11-01", "2025-12-01", True, "", False),
    ("2026-01-05", "2026-01-06", False, "", True),
    ("2026-03-01", "2026-04-01", False, "until", False),
    ("2025-06-01", "2025-09-01", False, "", True),
    ("2025-10-03", "2025-10-04", True, "", False),
]


def events(rows: int) -> pd.DataFrame:
    table = pd.DataFrame(
        [EVENTS[i % len(EVENTS)] for i in range(rows)],
        columns=["begin", "until", "approximate", "relation", "inferred"],
    )
    table = table.assign(sentence=names(rows), reference=pd.Timestamp("2026-01-06"))
    return table.astype({"begin": "datetime64[ns]", "until": "datetime64[ns]", "reference": "datetime64[ns]"})


def periods(rows: int) -> pd.DataFrame:
    counts = [0 if i % 5 == 3 else i % 7 + 1 for i in range(rows)]
    begin = pd.date_range("2025-01-01", periods=rows, freq="MS")
    return pd.DataFrame({"begin": begin, "articles": counts, "words": np.array(counts) * 300}).astype(
        {"articles": int}
    )


PLOTS = {
    plot_frequencies: frequencies,
    plot_keywords: keywords,
    plot_actors: actors,
    plot_dispersion: places,
    plot_network: links,
    plot_timeline: events,
    plot_coverage: periods,
    plot_word_cloud: frequencies,
}
