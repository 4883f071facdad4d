"""الرئيس الفرنسي without a name: a mention of the person whom the same article names so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .aliases import DEMONYM, HIT, NAME, OFFICE, SURNAME
from .stream import Stream, bare, word_class
from .tables import PERSON


def find_offices(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Mentions by office, with the row of the holder whom the same article names right after that office.

    An office is a definite title or a title of two words before a demonym: الرئيس الفرنسي, وزيرة الخارجية
    الألمانية. Where one article names two holders, the first is taken.
    """
    offices = _offices(stream, hits)
    people = hits[(hits["kind"] == PERSON) & hits["ref"].isin([NAME, SURNAME])]
    following = offices["at"] + offices["length"]
    near = stream.gap[following - 1] <= 3
    holder = pd.Series(people["row"].to_numpy(), index=people["at"].to_numpy())
    holder = holder[~holder.index.duplicated()].reindex(following).reset_index(drop=True)
    offices["row"] = holder.where(near)
    named = offices.groupby(["article", "office", "country"], sort=False)["row"].transform("first")
    bare = offices.assign(row=named, ref=OFFICE, kind=PERSON)[offices["row"].isna() & named.notna()]
    return bare[HIT].astype({"row": np.int64})


def _offices(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Every title with a demonym: first token, length, cut, and what identifies the office."""
    demonym = hits[(hits["ref"] == DEMONYM) & (hits["cut"] == 0)]
    at = demonym["at"].to_numpy()
    numbers: dict[str, int] = {}
    cut, title = stream.cut(word_class("office", "of")), np.full(len(stream.words) + 1, -1)
    for code in np.flatnonzero(cut >= 0).tolist():
        title[code] = numbers.setdefault(bare(stream.words[code], cut[code]), len(numbers))
    of = stream.attaches("of", short=True)
    first, before = stream.before(at), stream.before(np.maximum(at - 1, 0))
    single = (title[first] >= 0) & ~of[first]
    double = of[before] & (first >= 0) & (at > 0)
    head = np.where(double, before, first)
    frame = pd.DataFrame(
        {
            "at": at - 1 - double,
            "length": demonym["length"].to_numpy() + 1 + double,
            "cut": cut[head],
            "article": stream.article[at],
            "office": np.where(double, title[head] * (len(stream.words) + 1) + first, title[head]),
            "country": demonym["row"].to_numpy(),
        }
    )
    return frame[single | double].reset_index(drop=True)
