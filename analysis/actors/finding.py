"""Who is named in the articles, where, and how: countries, regions, organisations, persons, places."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..memory import give_back
from ..progress import steps
from ..words.tokens import with_tokens
from .aliases import index_aliases
from .contexts import settle
from .matching import match
from .offices import find_offices
from .people import add_candidates
from .slices import cut_out
from .spans import AS_PLACE, OFFICE, SPAN, SURNAME, joined, ordered
from .stream import Stream, bare
from .tables import COUNTRY, KINDS, PERSON, REFS, table_of
from .tagging import Tagger, add_tagged

# What is not displayed as printed: a name that begins so, and any space but single plain ones.
_ODD = "^لل|  |[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"


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
    mentions, _, _ = find_mentions(articles, tokens, table_of(actors), candidates=candidates)
    return mentions if tagger is None else add_tagged(mentions, articles, tokens, tagger)


def find_mentions(
    articles: pd.DataFrame, tokens: pd.DataFrame, table: pd.DataFrame, *, candidates: bool
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The mentions; the row of each one's actor (new ones follow the table); the spans that showed these."""
    done = steps("Finding actors", 8 if candidates else 4)
    stream = Stream(tokens, articles)
    done()
    shown = np.empty(0, SPAN)
    kinds = _kinds(table)
    hits = look_up(stream, table)
    done()
    if candidates:
        hits, new, shown = add_candidates(stream, hits, len(table), done)
        kinds = np.concatenate([kinds, new])
    street = (hits["kind"] == PERSON) & (hits["ref"] == AS_PLACE)  # شارع الحبيب بورقيبة is no person
    hits = hits.compress(~street)
    hits = ordered(joined([hits, find_offices(stream, hits)]))
    places = placed(stream, hits)
    del stream  # makes room for the mentions
    done()
    mentions = as_mentions(hits, places, table, kinds, articles, tokens)
    done()
    give_back()
    return mentions, hits["row"], shown


def look_up(stream: Stream, table: pd.DataFrame) -> np.ndarray:
    """The matches of a table's names that stand in their context."""
    (index, words), kind = index_aliases(table), _kinds(table)
    hits = match(stream, index.renumbered(stream.spelling.numbers(words)))
    hits["kind"] = kind[hits["row"]]
    rows = np.flatnonzero(kind == COUNTRY)
    countries = dict(zip(table["actor"].iloc[rows], rows.tolist(), strict=True))
    weak = table["flags"].str.contains("s").to_numpy(bool)
    return settle(hits, stream, countries, weak)


def _kinds(table: pd.DataFrame) -> np.ndarray:
    return pd.Categorical(table["kind"], categories=list(KINDS)).codes


def placed(stream: Stream, hits: np.ndarray) -> dict[str, np.ndarray]:
    """Where matches stand; of a first word also the printed size and the number of letters."""
    at = hits["at"].astype(np.intp)
    start = stream.start.take(at)
    return {
        "article": stream.article.take(at),
        "sentence": stream.sentence.take(at),
        "start": start,
        "end": stream.end.take(at + hits["length"] - 1),
        "size": stream.end.take(at) - start,
        "letters": stream.spelling.letters.length.take(stream.code.take(at)),
    }


def as_mentions(
    hits: np.ndarray,
    places: dict[str, np.ndarray],
    table: pd.DataFrame,
    kinds: np.ndarray,
    articles: pd.DataFrame,
    tokens: pd.DataFrame,
) -> pd.DataFrame:
    """Matches as rows with their text; the rows of new actors follow those of the table."""
    give_back()
    start, text = _cut_names(articles, places, hits["cut"])
    give_back()
    new = _spelt(hits["row"] - len(table), hits["ref"], text, len(kinds) - len(table))
    columns = {
        "article": pd.Categorical.from_codes(places["article"], dtype=tokens["article"].dtype),
        "sentence": places["sentence"],
        "start": start,
        "end": places["end"],
        "text": text.array,
    }
    for name, more in ("actor", new), ("name", new), ("label", np.full(len(new), "", object)):
        codes, distinct = pd.factorize(np.concatenate([table[name].to_numpy(object), more]))
        distinct = pd.Index(distinct, dtype=str)
        columns[name] = pd.Categorical.from_codes(codes[hits["row"]], categories=distinct)
    columns["kind"] = pd.Categorical.from_codes(kinds[hits["row"]], categories=list(KINDS))
    columns["ref"] = pd.Categorical.from_codes(hits["ref"], categories=list(REFS))
    return pd.DataFrame(columns, copy=False)


def _spelt(row: np.ndarray, ref: np.ndarray, text: pd.Series, actors: int) -> np.ndarray:
    """New actors as their first full mention spells them; None for one that has no mention."""
    at = np.flatnonzero((row >= 0) & (ref != OFFICE))
    at = at[np.argsort(ref[at] == SURNAME, kind="stable")]
    rows, first = np.unique(row[at], return_index=True)
    printed = text.iloc[at[first]]
    odd = printed.str.contains(_ODD).to_numpy(bool)
    spelt = printed.to_numpy(object)
    spelt[odd] = [" ".join(bare(name, 0).split()) for name in spelt[odd]]
    names = np.full(actors, None, object)
    names[rows] = spelt
    return names


def _cut_names(
    articles: pd.DataFrame, places: dict[str, np.ndarray], cut: np.ndarray
) -> tuple[np.ndarray, pd.Series]:
    """Where each name begins without what is written onto it, and its text."""
    marked = np.flatnonzero((cut > 0) & (places["size"] != places["letters"]))
    start = places["start"] + cut
    start[marked] -= cut[marked]
    text = cut_out(articles["text"], places["article"], start, places["end"])
    if len(marked):
        names = text.iloc[marked].tolist()
        width = [*map(_width, names, places["size"][marked].tolist(), cut[marked].tolist())]
        start[marked] += width
        text.iloc[marked] = [name[letters:] for name, letters in zip(names, width, strict=True)]
    return start, text


def _width(name: str, size: int, letters: int) -> int:
    """Characters that the first letters of a first word take as printed: vowel marks and tatweel count."""
    places = [place for place, char in enumerate(name[:size]) if char.isalpha() and char != "\u0640"]
    return places[letters] if letters < len(places) else size
