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

_KINDS = {"future": 1, "told": 2}


def find_future(tokens: pd.DataFrame, at: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Whether the last cue before each of some tokens, in its sentence, points to the future.

    `kind` is what `read_cues` says of the words.
    """
    word, owner = tokens["word"].array.codes, tokens["article"].array.codes
    cues = np.flatnonzero(kind[word])
    if not len(cues):
        return np.zeros(len(at), bool)
    place = np.searchsorted(cues, at) - 1
    last, sentence = cues[place], tokens["sentence"].to_numpy()
    same = (sentence[last] == sentence[at]) & (owner[last] == owner[at])
    return (place >= 0) & same & (kind[word[last]] == _KINDS["future"])


def read_cues(words: list[str]) -> np.ndarray:
    """1 for a cue of the future, 2 for a word that takes up the tale anew, 0 for others."""
    said = {row["word"]: _KINDS[row["cue"]] for row in read_table("date_cues")}
    said |= {particle + word: kind for word, kind in said.items() for particle in "وف"}
    return np.array(
        [said.get(word, "س" in word[:2] and _FUTURE_VERB.fullmatch(word) is not None) for word in words],
        np.int8,
    )
