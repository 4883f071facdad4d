"""الرئيس الفرنسي without a name: a mention of the person whom the same article names so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .spans import DEMONYM, NAME, OFFICE, SURNAME, changed, spans
from .stream import Stream, word_class
from .tables import PERSON


def find_offices(stream: Stream, hits: np.ndarray) -> np.ndarray:
    """Mentions by office, with the row of the holder whom the same article names right after that office.

    An office is a definite title or a title of two words before a demonym: الرئيس الفرنسي, وزيرة الخارجية
    الألمانية. Where one article names two holders, the first is taken.
    """
    offices, office = _offices(stream, hits)
    people = hits.compress((hits["kind"] == PERSON) & np.isin(hits["ref"], (NAME, SURNAME)))
    begins, first = np.unique(people["at"], return_index=True)
    following = offices["at"] + offices["length"]
    holder = pd.Index(begins).get_indexer(following)  # -1: nobody
    holder[stream.gap[following - 1] > 3] = -1
    key = [stream.article[offices["at"]], office, offices["row"]]
    named = pd.Series(holder).where(holder >= 0).groupby(key, sort=False).transform("first")
    bare = (holder < 0) & named.notna().to_numpy()
    row = people["row"][first[named[bare].to_numpy(np.int64)]]
    return changed(offices.compress(bare), row=row, ref=OFFICE, kind=PERSON)


def _offices(stream: Stream, hits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every title with a demonym, with the country as its row, and a number for each title."""
    demonym = hits.compress((hits["ref"] == DEMONYM) & (hits["cut"] == 0))
    at = demonym["at"]
    title, cut = stream.read({word: number for number, word in enumerate(word_class("office", "of"))})
    of = stream.attaches("of", short=True)
    first, before = stream.before(at), stream.before(np.maximum(at - 1, 0))
    single = (title[first] >= 0) & ~of[first]
    double = of[before] & (first >= 0) & (at > 0)
    head = np.where(double, before, first)
    found = spans(at - 1 - double, demonym["length"] + 1 + double, cut[head], row=demonym["row"])
    office = np.where(double, title[head] * (len(stream.spelling) + 1) + first, title[head])
    return found.compress(single | double), office[single | double]
