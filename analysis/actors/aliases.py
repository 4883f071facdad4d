"""From a table of actors to every spelling of their names."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pandas as pd

from .matching import AliasIndex, index_names
from .names import among, are_common
from .spans import AS_PLACE, CAPITAL, DEMONYM, NAME, SURNAME
from .spelling import Letters
from .stream import fold_all, word_class
from .tables import COUNTRY, KINDS, PERSON, PLACE, table_of

_STATES = ("الجمهوريه", "المملكه", "السلطنه")
_ENDINGS = ("", "ه", "ون", "ين", "ان", "ات", "تين", "تان", "ا")


def inflect(nisba: str) -> Iterator[str]:
    """Gender, number and definiteness of a (folded) relative adjective: روسي → الروسية, للروسيين…

    >>> forms = set(inflect("روسي"))
    >>> {"روسيه", "الروسيين", "للروسي"} <= forms, len(forms)
    (True, 27)
    """
    words = nisba.split()
    for ending in _ENDINGS:
        yield from _with_article([word + ending for word in words])
        if len(words) > 1:  # جنوب أفريقية, الجنوب أفريقية
            yield from _with_article([*words[:-1], words[-1] + ending])
            yield " ".join(["ال" + words[0], *words[1:-1], words[-1] + ending])
            yield " ".join([*words[:-1], "ال" + words[-1] + ending])


def _with_article(words: list[str]) -> Iterator[str]:
    rest = ["ال" + word for word in words[1:]]
    yield " ".join(words)
    yield " ".join(["ال" + words[0], *rest])
    yield " ".join(["لل" + words[0], *rest])
    if words[0][:1] == "ل":  # الالبنانية, a slip for اللبنانية
        yield " ".join(["الا" + words[0], *rest])


def variants(name: str) -> Iterator[str]:
    """Other spellings of a (folded) foreign name: غ as ج (Egypt), in longer ones as ق or ك; a final ة as ا.

    >>> "جرينلاند" in variants("غرينلاند"), list(variants("انقره"))[0] == "انقرا"
    (True, True)
    """
    if "غ" in name and len(name) > 4:
        yield name.replace("غ", "ج")
        if len(name) > 6:
            yield from (name.replace("غ", "ق"), name.replace("غ", "ك"))
    if name.endswith("ه") and len(name) > 4:
        yield name[:-1] + "ا"
    if "الل" in name:
        yield name.replace("الل", "الال")  # اللاتينية with one alef too many
    if name.startswith("ا") and name[1:2] not in ("", "ل") and len(name) > 5:
        yield "ا " + name[1:]  # the alef joins no letter: a stray space after it is hardly seen


_INDEXED = ["kind", "aliases", "demonyms", "plurals", "capitals", "flags"]
_indexes: dict[bytes, tuple[AliasIndex, Letters]] = {}


def index_aliases(table: pd.DataFrame) -> tuple[AliasIndex, Letters]:
    """The index of a table and its words, made anew only when the table is another."""
    ours = table is table_of(None)
    key = b"" if ours else pd.util.hash_pandas_object(table[_INDEXED], index=False).to_numpy().tobytes()
    if key not in _indexes:
        while len(_indexes) > 3:
            _indexes.pop(next(iter(_indexes)))
        _indexes[key] = index_names(_claims(table))
    return _indexes[key]


def _claims(table: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Every spelling of every actor: names first, then demonyms and capitals, each before its guesses."""
    reserved = word_class("no_alias")
    columns = (_cells(table[name]) for name in ("aliases", "demonyms", "plurals", "capitals"))
    kinds = map(KINDS.index, table["kind"].tolist())
    foreign = table["flags"].str.contains("g").tolist()
    rows = list(zip(kinds, foreign, *columns, strict=True))
    guesses, last = [], []
    for i, (kind, foreign, aliases, _, _, capitals) in enumerate(rows):
        for alias in aliases:
            ref = {PLACE: AS_PLACE, PERSON: NAME if " " in alias else SURNAME}.get(kind, NAME)
            yield alias, i, ref
            if " و" in alias:
                yield alias.replace(" و", " و "), i, ref  # البوسنة و الهرسك
            guesses += [(guess, i, ref) for guess in (variants(alias) if foreign else ())]
        last += [(guess, i, CAPITAL) for capital in capitals for guess in variants(capital)]
    yield from _plausible(guesses)  # before demonyms: بلجاريا is Bulgaria, no accusative of بلجاري
    for i, (kind, foreign, _, demonyms, plurals, capitals) in enumerate(rows):
        stems = [stem for each in demonyms for stem in (each, *(variants(each) if foreign else ()))]
        forms = [form for stem in stems for form in inflect(stem)]
        forms += [form for plural in plurals for form in _with_article([plural])]
        yield from ((form, i, DEMONYM) for form in forms if form not in reserved)
        yield from ((capital, i, CAPITAL) for capital in capitals)
        if kind == COUNTRY:  # الجمهورية اللبنانية
            yield from ((f"{state} ال{stem}ه", i, NAME) for state in _STATES for stem in demonyms)
    yield from _plausible(last)


def _plausible(guesses: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Those that are no word besides: إيجاد is no spelling of إيغاد."""
    words = [guess for guess, _, _ in guesses]
    return itertools.compress(guesses, ~(are_common(words) | among(words, word_class("no_alias"))))


def _cells(column: pd.Series) -> list[list[str]]:
    """Each cell's parts, folded; all cells in one go."""
    cells = fold_all(column.fillna("").str.replace("\n", " ").tolist())
    parts = (cell.split("|") if cell else () for cell in cells)
    return [[part for raw in cell if (part := " ".join(raw.split()))] for cell in parts]
