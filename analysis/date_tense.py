"""Whether a sentence speaks of what is to come (سيعقد, من المقرر), until a verb of telling takes over."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from .resources import read_table

# A verb in the future is سـ before an imperfect; the nouns that begin alike are left out.
_FUTURE_VERB = re.compile(
    r"[وف]?س(?!ياس|يار|ياح|ياق|ياد|يد|يط|ين|يف|ير[هة]|يو|يل|تار|تين|توك|تيف|ته|نو|نغ|ند|نت|نج|ني|نة"
    r"|اع|اب|اح|ال|اه|ائ|ار|ام|ان|اد|اس|اق)[أيتن]\w{3,}"
)


def find_future(tokens: pd.DataFrame, at: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Whether the last cue before each of some tokens, in its sentence, points to the future.

    `kind` is what `read_cues` says of the words.
    """
    word = tokens["word"].array
    cues = np.flatnonzero((kind > 0)[word.codes]) if len(word) else at
    if not len(cues):
        return np.zeros(len(at), bool)
    place = np.searchsorted(cues, at) - 1
    last = cues[np.maximum(place, 0)]
    sentence, owner = tokens["sentence"].to_numpy(), tokens["article"].array.codes
    same = (sentence[last] == sentence[at]) & (owner[last] == owner[at])
    return (place >= 0) & same & (kind[word.codes[last]] == 1)


def read_cues(words: list[str]) -> np.ndarray:
    """1 for a cue of the future, 2 for a word that takes up the tale anew, 0 for others."""
    said = {row["word"]: row["cue"] for row in read_table("date_cues")}
    kinds = {"future": 1, "told": 2}

    def cue(word: str) -> int:
        listed = said.get(word) or (said.get(word[1:]) if word[:1] in ("و", "ف") else None)
        return kinds.get(listed, int("س" in word[:2] and bool(_FUTURE_VERB.fullmatch(word))))

    return np.array([cue(word) for word in words], np.int8)
