"""What is counted: each token's word, form or lemma, and which tokens a table leaves out."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..frames import check_tokens
from ..memory import give_back
from .counting import take
from .stopwords import stop_words as default_stop_words
from .tokens import renamed

_ARABIC = "[\u0620-\u064a\u066e-\u06d3\u06ee-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_KINDS = {
    "arabic": lambda words: words.str.contains(_ARABIC),
    "number": lambda words: words.str.isdecimal(),
    "latin": lambda words: ~(words.str.contains(_ARABIC) | words.str.isdecimal()),  # every other script
}


def column(tokens: pd.DataFrame, by: str) -> str:
    """The name of the column that `by` counts; lemmas are made of forms."""
    if by not in ("form", "word", "lemma"):
        raise ValueError(f'by={by!r}: choose "form", "word" or "lemma"')
    name = "word" if by == "word" else "form"
    check_tokens(tokens, ["word"])  # general Arabic has no articles
    if name not in tokens:
        raise ValueError(f'tokens has no column "{name}": use tokenize(articles), or choose by="word"')
    return name


def types_of(tokens: pd.DataFrame, by: str) -> pd.Categorical:
    """The type of each token: its word, form or lemma."""
    values = tokens[column(tokens, by)].array
    give_back()
    if by != "lemma":
        return values
    from .clitics import word_lemmas

    return renamed(values, word_lemmas(values.categories.tolist()))


def selected(
    tokens: pd.DataFrame, *, stop_words: str | Iterable[str] = "keep", kind: str | None = None
) -> np.ndarray:
    """Which tokens are of one kind and no stop words: a bool for each.

    A stop word is known by its clitic-free form, so that ولكن goes with لكن, and as written, so that بشأن
    goes and الشأن stays.
    """
    if kind is not None and kind not in _KINDS:
        raise ValueError(f'kind={kind!r}: choose "arabic", "latin", "number", or None for all')
    if stop_words == "keep":
        stopped = frozenset()
    elif isinstance(stop_words, str) and stop_words != "drop":
        raise ValueError(f'stop_words={stop_words!r}: choose "keep", "drop", or name the words to drop')
    else:
        stopped = default_stop_words(only=None if isinstance(stop_words, str) else stop_words)
    first, *others = (tokens[name].array for name in ("form", "word") if name in tokens)
    wanted = ~first.categories.isin(stopped)
    if kind:
        wanted &= np.asarray(_KINDS[kind](first.categories), bool)  # of no words it would be object
    keep = _look_up(wanted, first)
    for other in others if stopped else []:
        keep &= _look_up(~other.categories.isin(stopped), other)
    return keep


def _look_up(wanted: np.ndarray, words: pd.Categorical) -> np.ndarray:
    """Which words are wanted; those without a name (code -1) are not."""
    return take(np.append(wanted, False), words.codes)


def starts(tokens: pd.DataFrame, within: str = "sentence") -> np.ndarray:
    """Which tokens open a sentence (or article): a bool for each."""
    if within not in ("sentence", "article"):
        raise ValueError(f'within={within!r}: choose "sentence" or "article"')
    article, first = tokens["article"].array.codes, np.ones(len(tokens), bool)
    first[1:] = article[1:] != article[:-1]
    if within == "sentence":
        sentence = tokens["sentence"].to_numpy()
        first[1:] |= sentence[1:] != sentence[:-1]
    return first
