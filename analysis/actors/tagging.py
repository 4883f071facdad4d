"""What a model of the user's finds, added to the mentions of actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from ..progress import with_bar
from .tables import KINDS

Tagger = Callable[[str], Iterable[tuple[int, int, str]]]
_KINDS = {"PER": "person", "PERS": "person", "LOC": "place", "GPE": "place", "ORG": "organisation"}


def add_tagged(
    mentions: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame, tagger: Tagger
) -> pd.DataFrame:
    """Add what a tagger finds where nothing was found."""
    spans = mentions.groupby("article", observed=True)[["start", "end"]]
    ours = {article: part.to_numpy().tolist() for article, part in spans}
    begin, sentence = tokens["start"].to_numpy(), tokens["sentence"].to_numpy()
    edges = np.searchsorted(tokens["article"].array.codes, np.arange(len(articles) + 1)).tolist()
    rows = []
    texts = zip(articles["article"], articles["text"], edges, edges[1:], strict=False)
    for article, text, first, after in with_bar(texts, "Tagging", unit="article", total=len(articles)):
        for start, end, tag in tagger(text):
            kind = _KINDS.get(tag.removeprefix("B-").removeprefix("I-"), tag)
            if not 0 <= start < end <= len(text):
                raise ValueError(f"tagger: ({start}, {end}, {tag!r}) is no span of article {article}")
            if kind not in KINDS or any(a < end and start < b for a, b in ours.get(article, ())):
                continue
            said = sentence[first:after]
            begun = int(np.searchsorted(begin[first:after], end))  # words up to the end of the span
            within = said[max(begun - 1, 0)] if len(said) else 0
            name, ref = text[start:end], "place" if kind == "place" else "name"
            rows.append((article, within, start, end, name, name, name, "", kind, ref))
    more = pd.DataFrame(rows, columns=mentions.columns)
    types = mentions.dtypes.to_dict() | dict.fromkeys(("actor", "name", "label"), "category")
    both = pd.concat([mentions.astype(object), more.astype(object)]).astype(types)
    return both.sort_values(["article", "start"], kind="stable", ignore_index=True)
