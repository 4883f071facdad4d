"""Which matches of a name really name the actor, and how: decided by the words right before and after."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from .resources import read_table
from .stream import KEPT, Stream, fold


@functools.cache
def word_class(name: str) -> frozenset[str]:
    """The folded words of one closed class of `data/actor_contexts.csv`.

    >>> fold("نهر") in word_class("geo")
    True
    """
    words = [row["word"] for row in read_table("actor_contexts") if row["class"] == name]
    return frozenset([*map(fold, words), *(word for word in words if word in KEPT)])


@functools.cache
def acting_verbs() -> frozenset[str]:
    """Verbs of speech and decision as they stand with a capital, which is feminine: أعلنت واشنطن, واشنطن ترفض."""
    forms = set()
    for row in read_table("speech_verbs"):
        past, present = fold(row["past"]), fold(row["present"])
        past = past[:-1] if past[-1] in "اي" and len(past) > 2 else past
        verbs = {past + "ت", "ت" + present[1:], "ست" + present[1:]}
        forms |= verbs | {proclitic + verb for proclitic in "وف" for verb in verbs}
    return frozenset(forms)


def settle(hits: pd.DataFrame, stream: Stream) -> pd.DataFrame:
    """Drop matches that are other words in their context; tell acting capitals (metonym) from places.

    `hits` has `at`, `length`, `cut`, `row`, `ref` and `kind`; the same columns come back.
    """
    if not len(hits):
        return hits
    at, last = hits["at"].to_numpy(), (hits["at"] + hits["length"] - 1).to_numpy()
    before, after = stream.before(at), stream.after(last)
    ref, head = hits["ref"].to_numpy(str), stream.code[at]
    in_class = lambda name, codes: stream.mask(_with_and(word_class(name)))[codes]  # noqa: E731
    word = lambda text: stream.mask([fold(text)])[head] & (hits["length"].to_numpy() == 1)  # noqa: E731

    demonym, capital = ref == "demonym", ref == "capital"
    single = hits["length"].to_numpy() == 1
    other = in_class("geo", before) | in_class("food", before)
    other |= demonym & in_class("money", before)
    western = stream.mask([fold(w) for w in ("الغربي", "الغربية", "غربي", "غربية")])[head] & single
    other |= demonym & western & in_class("compass", before)
    bare_plural = stream.mask(word_class("definite_only"))[head] & single
    other |= bare_plural
    other |= capital & in_class("club", before)
    for text, before_class, after_class in (
        ("مالي", "locative", None),
        ("قطر", None, "diameter"),
        ("كوبا", None, "cup"),
    ):
        at_word = word(text)
        if before_class:
            other |= at_word & ~in_class(before_class, before)
        else:
            other |= at_word & (in_class(after_class, after) | in_class(after_class, before))
    acts = capital & _acts(stream, at, last, before, after, hits["cut"].to_numpy())
    ref = np.where(capital, np.where(acts, "metonym", "place"), ref)
    return hits.assign(ref=ref)[~other].reset_index(drop=True)


def _acts(stream, at, last, before, after, cut) -> np.ndarray:
    verb = stream.mask(acting_verbs())
    leads = stream.mask(_with_and(word_class("agent")))
    place = stream.mask(_with_and(word_class("place")))
    acts = verb[before] | verb[after] | leads[before]
    return acts & ~place[before] & ((cut == 0) | verb[after])


def _with_and(words: frozenset[str]) -> set[str]:
    return words | {"و" + word for word in words} | {"ف" + word for word in words}
