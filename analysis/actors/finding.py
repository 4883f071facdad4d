"""Who is named in the articles, where, and how: countries, regions, organisations, persons, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from ..memory import give_back
from ..progress import with_bar
from ..words.tokens import with_tokens
from .aliases import AS_PLACE, HIT, OFFICE, SURNAME, index_aliases, match, together
from .contexts import settle
from .offices import find_offices
from .people import add_candidates
from .stream import Stream, bare
from .tables import KINDS, PERSON, REFS, table_of

_AT_ONCE = 1000  # articles whose texts are Python strings at one time
Tagger = Callable[[str], Iterable[tuple[int, int, str]]]


def find_actors(
    articles: pd.DataFrame,
    *,
    tokens: pd.DataFrame | None = None,
    actors: pd.DataFrame | None = None,
    candidates: bool = True,
    tagger: Tagger | None = None,
) -> pd.DataFrame:
    """Find every mention of an actor, and say how the actor was named.

    Parameters
    ----------
    articles : DataFrame
        With columns `article` and `text`.
    tokens : DataFrame, optional
        What `tokenize` made of the same articles; spares a second pass.
    actors : DataFrame, optional
        A table that `read_actors` returned; without it, the table that comes with the package.
    candidates : bool
        Also report persons and organisations that the table lacks but titles, verbs of speech, given names or
        a word such as وزارة show to be actors: guesses, which `candidate_people` lists with their evidence.
    tagger : callable, optional
        Any model of yours: text -> (start, end, kind), with kinds of ours or PER, LOC, GPE, ORG (others,
        such as MISC, are left out). What it finds where we found nothing is added. With Hugging Face, for a
        `pipe = pipeline("ner", aggregation_strategy="simple")`: `lambda text: [(e["start"], e["end"],
        e["entity_group"]) for e in pipe(text)]`. With CAMeL Tools: run `NERecognizer.predict_sentence` over
        the words and join the B- and I- tags by the words' offsets.

    Returns
    -------
    DataFrame
        Sorted by place: `article` (category), `sentence` (int32), `start`, `end` (int32, characters:
        `raw[start:end]` is the name without what is written onto it; in للصين the article is part of the
        name), `text` (str), `actor` (category: ISO code of a country, name of a person or place, code or
        name of an organisation), `name` (category, Arabic), `label` (category, English, "" when unknown),
        `kind` (category: country, region, organisation, person, place), `ref` (category, how it was named:
        name, surname, demonym, metonym, place, office, team). A capital is its country's metonym where it
        acts, else a place. The name of a country that stands for its team (منتخب مصر) is kept as the
        country, with the ref team; المنتخب المصري is a demonym. Mentions overlap only where a country or a
        demonym stands inside the name of an organisation or an office: منتخب مصر is also an organisation;
        in one that is no team (مصرف قطر المركزي) the country is a place.

    Examples
    --------
    >>> from analysis import make_articles
    >>> mentions = find_actors(make_articles(["أعلنت واشنطن دعمها للصين. وقال الوزير جون سميث إنه باق"]))
    >>> mentions["actor"].tolist() == ["US", "CN", "جون سميث"], mentions["ref"].tolist()
    (True, ['metonym', 'name', 'name'])
    >>> mentions["start"].tolist(), mentions["end"].tolist()
    ([6, 19, 38], [12, 24, 46])
    """
    articles, tokens = with_tokens(articles, tokens, caller="find_actors")
    table = table_of(actors)
    stream = Stream.of(tokens, articles)
    hits, table, _ = locate(stream, table, candidates=candidates)
    hits = placed(stream, hits)
    del stream  # makes room for the mentions
    mentions = as_mentions(hits, table, articles, tokens)
    give_back()
    return mentions if tagger is None else _with_tagger(mentions, articles, tokens, tagger)


def locate(stream: Stream, table: pd.DataFrame, *, candidates: bool) -> tuple[pd.DataFrame, ...]:
    """All matches as token positions, the table they point into, and the spans of new actors."""
    spans = pd.DataFrame({"row": [], "evidence": []})
    if not len(stream):
        return pd.DataFrame(columns=HIT, dtype=np.int64), table, spans
    if candidates:  # no name here for the first matches: they are let go when they are joined to others
        hits, table, spans = add_candidates(stream, look_up(stream, table), table)
    else:
        hits = look_up(stream, table)
    hits = hits[(hits["kind"] != PERSON) | (hits["ref"] != AS_PLACE)]  # شارع الحبيب بورقيبة is no person
    offices = find_offices(stream, hits)
    give_back()
    return together(hits, offices), table, spans


def look_up(stream: Stream, table: pd.DataFrame) -> pd.DataFrame:
    """The matches of a table's names that stand in their context."""
    index = index_aliases(table)
    hits = match(stream, index)
    refs = np.array(index.refs, np.int64).reshape(-1, 2)[hits.pop("alias")]
    kinds = table["kind"].map(KINDS.index).to_numpy(np.int64)
    weak = table["flags"].str.contains("s").to_numpy(bool)
    row = refs[:, 0]
    hits = hits.assign(row=row, ref=refs[:, 1], kind=kinds[row], weak=weak[row])
    hits = hits.astype(dict.fromkeys(HIT, np.int32))
    give_back()
    hits = settle(hits, stream, {actor: row for row, actor in enumerate(table["actor"])})
    return hits[HIT]


def placed(stream: Stream, hits: pd.DataFrame) -> pd.DataFrame:
    """Matches in reading order, with their places; of a first word also the printed size and the letters."""
    give_back()
    hits = hits.iloc[np.lexsort((-hits["length"], hits["cut"], hits["at"]))]
    give_back()
    at, last = hits["at"].to_numpy(np.int32), (hits["at"] + hits["length"] - 1).to_numpy(np.int32)
    letters = np.fromiter(map(len, stream.words), np.int32, len(stream.words))
    return hits.assign(
        article=stream.article[at],
        sentence=stream.sentence[at],
        start=stream.start[at],
        end=stream.end[last],
        size=stream.end[at] - stream.start[at],
        letters=letters[stream.code[at]],
    )


def as_mentions(hits, table, articles, tokens, *, extra: str | None = None) -> pd.DataFrame:
    """Matches with their places as rows with their text; `extra` is a column of the hits to take along."""
    give_back()
    names = ("cut", "row", "ref", "article", "sentence", "start", "end", "size", "letters")
    cut, row, ref, owner, sentence, begin, end, size, letters = (
        hits[name].to_numpy(np.int32) for name in names
    )
    text = _slices(articles, owner, begin, end)
    give_back()
    cut = _printed(cut, size, letters, text)
    for i in np.flatnonzero(cut).tolist():
        text[i] = text[i][cut[i] :]
    table = _spelt(table, row, text, ref)
    columns = {
        "article": pd.Categorical.from_codes(owner, dtype=tokens["article"].dtype),
        "sentence": sentence,
        "start": begin + cut,
        "end": end,
        "text": pd.array(text, dtype="str"),
    }
    for name in ("actor", "name", "label"):
        codes, values = pd.factorize(table[name].to_numpy(object))
        columns[name] = pd.Categorical.from_codes(codes[row], categories=pd.Index(values, dtype="str"))
    kinds = table["kind"].map(KINDS.index).to_numpy(np.int64)
    columns["kind"] = pd.Categorical.from_codes(kinds[row], categories=list(KINDS))
    columns["ref"] = pd.Categorical.from_codes(ref, categories=list(REFS))
    if extra:
        columns[extra] = hits[extra].to_numpy(object)
    return pd.DataFrame(columns, copy=False)


def _spelt(table: pd.DataFrame, row: np.ndarray, text: list[str], ref: np.ndarray) -> pd.DataFrame:
    """New actors take the spelling of their first full mention."""
    if "new" not in table:
        return table
    names, actors = (table[name].to_numpy(object).copy() for name in ("name", "actor"))
    at = np.flatnonzero(table["new"].to_numpy(bool)[row] & (ref != OFFICE))
    at = at[np.argsort(ref[at] == SURNAME, kind="stable")]
    rows, first = np.unique(row[at], return_index=True)
    for i, place in zip(rows.tolist(), at[first].tolist(), strict=True):
        actors[i] = names[i] = " ".join(bare(text[place], 0).split())
    return table.assign(name=names, actor=actors)


def _slices(articles: pd.DataFrame, owner: np.ndarray, start: np.ndarray, end: np.ndarray) -> list[str]:
    """The text of each span; the spans are in the order of the articles, some of which are read at a time."""
    slices, same = [], {}  # most names stand in many places
    parts = range(0, len(articles), _AT_ONCE)
    for begin in with_bar(parts, "Reading names", unit="part", total=len(parts)):
        texts = articles["text"].iloc[begin : begin + _AT_ONCE].tolist()
        here = slice(*np.searchsorted(owner, [begin, begin + _AT_ONCE]))
        places = zip(*(part[here].tolist() for part in (owner, start, end)), strict=True)
        names = (texts[i - begin][a:b] for i, a, b in places)
        slices += [same.setdefault(name, name) for name in names]
    return slices


def _printed(cut: np.ndarray, size: np.ndarray, letters: np.ndarray, text: list[str]) -> np.ndarray:
    """Characters that the first `cut` letters of a token take as printed (vowel marks and tatweel count)."""
    length = cut.copy()
    for i in np.flatnonzero((cut > 0) & (size != letters)).tolist():
        places = [k for k, char in enumerate(text[i][: size[i]]) if char.isalpha() and char != "\u0640"]
        length[i] = places[cut[i]] if cut[i] < len(places) else size[i]
    return length


_TAGS = {"PER": "person", "PERS": "person", "LOC": "place", "GPE": "place", "ORG": "organisation"}


def _with_tagger(
    mentions: pd.DataFrame, articles: pd.DataFrame, tokens: pd.DataFrame, tagger: Tagger
) -> pd.DataFrame:
    """Add what a model finds where nothing was found."""
    ours = {
        article: list(zip(part["start"], part["end"], strict=True))
        for article, part in mentions.groupby("article", observed=True)
    }
    begins = dict(iter(tokens.groupby("article", observed=True)))
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for start, end, tag in tagger(text):
            kind = _TAGS.get(tag.removeprefix("B-").removeprefix("I-"), tag)
            if not 0 <= start < end <= len(text):
                raise ValueError(f"tagger: ({start}, {end}, {tag!r}) is no span of article {article}")
            if kind not in KINDS or any(a < end and start < b for a, b in ours.get(article, ())):
                continue
            part = begins[article]
            place = max(int(np.searchsorted(part["start"], end)) - 1, 0)
            name, ref = text[start:end], "place" if kind == "place" else "name"
            rows.append((article, part["sentence"].iloc[place], start, end, name, name, name, "", kind, ref))
    more = pd.DataFrame(rows, columns=mentions.columns)
    types = mentions.dtypes.to_dict() | dict.fromkeys(("actor", "name", "label"), "category")
    both = pd.concat([mentions.astype(object), more.astype(object)]).astype(types)
    return both.sort_values(["article", "start"], kind="stable", ignore_index=True)
