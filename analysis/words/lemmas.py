"""The dictionary form of a word: as simplemma knows it, else by its ending."""

from __future__ import annotations

import functools

from ..normalization import normalize
from ..resources import read_table
from .lexicon import frequencies, function_words, is_arabic, proper_names

_NISBA = 0.2  # مصرية is read as the feminine of مصري if that has at least this share of its count


def lemmatize(form: str) -> str:
    """The dictionary form of one word without clitics.

    A lemma without its context is a guess: وقع stands for the verb and the noun alike.

    Parameters
    ----------
    form : str
        A word as `segment` leaves it.

    Returns
    -------
    str
        The lemma: singular, masculine for adjectives in ـي, perfect for most verbs. Names stay as they are.

    Examples
    --------
    >>> [lemmatize(form) for form in ("رؤساء", "مصرية", "تهديدات", "السودان")] == [
    ...     "رئيس", "مصري", "تهديد", "السودان"]
    True
    """
    return word_lemmas([normalize(form)])[0]


def word_lemmas(forms: list[str]) -> list[str]:
    """The dictionary form of every form, in order; numbers and Latin words come back as they are.

    Examples
    --------
    >>> word_lemmas(["شركات", "2026", "nato"]) == ["شركة", "2026", "nato"]
    True
    """
    names = proper_names()
    return [_lemma(form) if is_arabic(form) and form not in names else form for form in forms]


@functools.lru_cache(1 << 18)
def _lemma(form: str) -> str:
    import simplemma

    if len(form) < 3 or not form.isalpha():  # simplemma takes short ones for imperatives: فد for وفد
        return form
    lemma = simplemma.lemmatize(form, lang="ar")
    if lemma == form:
        lemma = _uninflected(form, listed=simplemma.is_known(form, lang="ar"))
    if form in function_words() and lemma not in function_words():
        return form
    shares, masculine = frequencies(), lemma[:-1]
    feminine = form.endswith("ية") and lemma.endswith("ية") and len(lemma) > 4
    if feminine and shares.get(masculine, 0.0) > _NISBA * shares.get(lemma, 0.0):
        return masculine
    return lemma


def _uninflected(form: str, *, listed: bool) -> str:
    """The lemma of the most frequent word that the form inflects, by its longest ending that gives one.

    A word that simplemma lists as its own lemma loses only what is certainly an ending: not the ان of برلمان.
    """
    import simplemma

    shares, names = frequencies(), proper_names()
    for ending, certain, replacements in _endings():
        if form.endswith(ending) and len(form) - len(ending) > 2 and (certain or not listed):
            words = [form.removesuffix(ending) + instead for instead in replacements]
            known = [word for word in words if word in names or simplemma.is_known(word, lang="ar")]
            if known:
                word = max(known, key=lambda word: shares.get(word, 0.0))
                return word if word in names else simplemma.lemmatize(word, lang="ar")
    return form


@functools.cache
def _endings() -> list[tuple[str, bool, list[str]]]:
    endings: dict[tuple[str, bool], list[str]] = {}
    for row in read_table("inflections"):
        endings.setdefault((row["ending"], row["certain"] == "yes"), []).append(row["instead"])
    return sorted(((*key, value) for key, value in endings.items()), key=lambda row: -len(row[0]))
