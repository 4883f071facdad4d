"""What the codes of a vocabulary stand for, as printed: each is read once, where it first occurs."""

from __future__ import annotations

import numpy as np
import pandas as pd


class Printed:
    """How what has each code is printed where it first occurs."""

    def __init__(self) -> None:
        self._codes, self._printed, self._seen = [], [], np.zeros(0, bool)

    def note(self, codes: int, code: np.ndarray, texts: list[str], *places: np.ndarray) -> None:
        """Look at pieces of texts, given the code of each, its text, start and end; `codes` have been given.

        The code of a new piece may be an old one: that of the beginning of a longer one.
        """
        self._seen = np.concatenate([self._seen, np.zeros(codes - len(self._seen), bool)])
        new = np.flatnonzero(~self._seen.take(code))
        new = new[~pd.Series(code[new]).duplicated()]
        self._seen[code[new]] = True
        self._codes.append(code[new])
        owner, start, end = (column[new].tolist() for column in places)
        self._printed += [texts[i][a:b] for i, a, b in zip(owner, start, end, strict=True)]

    def distinct(self) -> tuple[np.ndarray, list[str]]:
        """The pieces in the order in which they first occur, and the place among them of each code."""
        number = np.zeros(len(self._seen), np.int32)
        number[np.concatenate(self._codes)] = np.arange(len(self._printed))
        return number, self._printed
