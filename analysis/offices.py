"""الرئيس الفرنسي without a name: a mention of the person whom the same article names so."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .aliases import as_hits, with_proclitics
from .names import title_class
from .stream import Stream


def find_offices(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Mentions by office, with the row of the holder whom the same article names right after that office.

    An office is a definite title or a title of two words before a demonym: الرئيس الفرنسي, وزيرة الخارجية
    الألمانية. Where one article names two holders, the first is taken.
    """
    offices = _offices(stream, hits)
    people = hits.loc[
        (hits["kind"] == "person").to_numpy() & hits["ref"].isin(["name", "surname"]), ["at", "row"]
    ]
    following = offices["at"] + offices["length"]
    near = stream.gap[following - 1] <= 3
    holder = pd.Series(people["row"].to_numpy(), index=people["at"].to_numpy())
    holder = holder[~holder.index.duplicated()].reindex(following).fillna(-1).to_numpy(np.int64)
    offices["row"] = np.where(near, holder, -1)
    named = offices[offices["row"] >= 0].drop_duplicates(["article", "office", "country"])
    bare = offices[offices["row"] < 0].drop(columns="row")
    bare = bare.merge(named[["article", "office", "country", "row"]], on=["article", "office", "country"])
    return as_hits(bare, ref="office", kind="person")


def _offices(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Every title with a demonym: first token, length, cut, and what identifies the office."""
    demonym = hits[(hits["ref"] == "demonym").to_numpy() & (hits["cut"] == 0).to_numpy()]
    at = demonym["at"].to_numpy()
    one, two = at - 1, at - 2
    cuts: dict[str, int] = {}
    codes: dict[str, int] = {}
    names = {name: i for i, name in enumerate(sorted(title_class("office") | title_class("of")))}
    for name, number in names.items():
        for form, cut in with_proclitics(name):
            cuts.setdefault(form, cut)
            codes.setdefault(form, number)
    cut, title = (np.full(len(stream.words) + 1, -1) for _ in range(2))
    for form in cuts.keys() & stream.ids.keys():
        cut[stream.ids[form]], title[stream.ids[form]] = cuts[form], codes[form]
    of = np.isin(title, [names[name] for name in title_class("of")])
    first, before = stream.before(at), stream.before(np.maximum(one, 0))
    single = (title[first] >= 0) & ~of[first]
    double = (title[before] >= 0) & of[before] & (first >= 0) & (one >= 0)
    start, length = np.where(double, two, one), np.where(double, 2, 1) + demonym["length"].to_numpy()
    head = np.where(double, before, first)
    frame = pd.DataFrame(
        {
            "at": start,
            "length": length,
            "cut": cut[head],
            "article": stream.article[at],
            "office": np.where(double, title[head] * (len(stream.words) + 1) + first, title[head]),
            "country": demonym["row"].to_numpy(),
        }
    )
    return frame[single | double].reset_index(drop=True)
