"""Whether a sentence speaks of what is to come (سيعقد, من المقرر), until a verb of telling takes over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

import numpy as np
import pandas as pd

from .resources import read_table

# A verb in the future is سـ before an imperfect; the nouns that begin alike are left out.
_FUTURE_VERB = re.compile(
    r"[وف]?س(?!ياس|يار|ياح|ياق|ياد|يد|يط|ين|يف|ير[هة]|يو|يل|تار|تين|توك|تيف|ته|نو|نغ|ند|نت|نج|ني|نة"
    r"|اع|اب|اح|ال|اه|ائ|ار|ام|ان|اد|اس|اق)[أيتن]\w{3,}"
)


def find_future(tokens: pd.DataFrame) -> Callable[[int], bool]:
    """A function that says whether the last cue before a token, in its sentence, points to the future."""
    kind = _cues(tokens["word"].cat.categories.tolist())
    marks = kind[tokens["word"].cat.codes.to_numpy()] if len(tokens) else kind[:0]
    at = np.flatnonzero(marks)
    places, future = at.tolist(), (marks[at] == 1).tolist()
    sentence, owner = tokens["sentence"].to_numpy(), tokens["article"].cat.codes.to_numpy()

    def is_future(token: int) -> bool:
        i = bisect_left(places, token) - 1
        if i < 0 or not future[i]:
            return False
        return sentence[places[i]] == sentence[token] and owner[places[i]] == owner[token]

    return is_future


def _cues(words: list[str]) -> np.ndarray:
    """1 for a cue of the future, 2 for a word that takes up the tale anew, 0 for others."""
    said = {row["word"]: row["cue"] for row in read_table("date_cues")}
    kinds = {"future": 1, "told": 2}

    def cue(word: str) -> int:
        listed = said.get(word) or (said.get(word[1:]) if word[:1] in ("و", "ف") else None)
        return kinds.get(listed, int("س" in word[:2] and bool(_FUTURE_VERB.fullmatch(word))))

    return np.array([cue(word) for word in words], np.int8)
