"""What stands near an actor: the other actors that are named with it, and words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..frames import check_articles
from ..memory import give_back
from ..words.association import log_dice, npmi
from ..words.counting import bincount
from ..words.selection import starts, types_of
from .mention_counts import are_of, first_mentions, only_refs


def co_mentions(
    mentions: pd.DataFrame,
    *,
    within: str = "sentence",
    refs: Iterable[str] | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count for each two actors in how many sentences (paragraphs, articles) both are named.

    Parameters
    ----------
    mentions : DataFrame
        What `find_actors` found.
    within : {"sentence", "paragraph", "article"}
        The unit in which two actors must meet; being named twice in one unit counts once.
    refs : iterable of str, optional
        Only mentions named in these ways count.
    articles : DataFrame, optional
        Needed for paragraphs, which are the lines of an article's text.

    Returns
    -------
    DataFrame
        `a`, `b` (ids, a < b), `name_a`, `name_b`, `weight` (int64, units with both), `npmi` (float, -1 to
        1: how much oftener they meet than chance would have it), `mentions_a`, `mentions_b` (int64, units
        with each), and one example, the first: `article`, `sentence`, `start`, `end` (from the first of the
        two mentions to the last). Sorted by falling weight, then a, b. Chance is over the units that name
        any actor. Source: Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.

    Examples
    --------
    >>> from analysis import find_actors, make_articles
    >>> pairs = co_mentions(find_actors(make_articles(["روسيا والصين. روسيا والصين وقطر"]), candidates=False))
    >>> list(zip(pairs["a"], pairs["b"], pairs["weight"]))
    [('CN', 'RU', 2), ('CN', 'QA', 1), ('QA', 'RU', 1)]
    """
    give_back()
    kept = _outermost(only_refs(mentions, refs)[["article", "sentence", "start", "end", "actor", "name"]])
    give_back()
    unit = pd.factorize(_units(kept, within, articles))[0].astype(np.int32)
    actors = kept["actor"].astype("category").array.remove_unused_categories()
    actors = actors.reorder_categories(actors.categories.sort_values())
    seen = pd.DataFrame({"unit": unit, "who": actors.codes, "row": np.arange(len(kept), dtype=np.int32)})
    seen = seen.drop_duplicates(["unit", "who"])
    del unit
    give_back()
    a, b, weight, rows = _met(*(column.to_numpy() for _, column in seen.sort_values(["unit", "who"]).items()))
    give_back()
    ids, units = actors.categories.astype(str), np.bincount(seen["who"], minlength=1).astype(np.int64)
    names = first_mentions(kept)["name"].astype(str).reindex(ids).array
    example = kept.iloc[rows.min(axis=1)]
    table = pd.DataFrame(
        {
            "a": ids[a],
            "b": ids[b],
            "name_a": names[a],
            "name_b": names[b],
            "weight": weight,
            "npmi": npmi(weight, units[a], units[b], seen["unit"].nunique()),
            "mentions_a": units[a],
            "mentions_b": units[b],
            "article": example["article"].array,
            "sentence": example["sentence"].to_numpy(),
            "start": kept["start"].to_numpy()[rows].min(axis=1),
            "end": kept["end"].to_numpy()[rows].max(axis=1),
        }
    )
    return table.sort_values(["weight", "a", "b"], ascending=[False, True, True], ignore_index=True)


def _met(unit: np.ndarray, who: np.ndarray, row: np.ndarray) -> tuple[np.ndarray, ...]:
    """Who meets whom, in how many units, and the rows of both where they first do.

    >>> [part.tolist() for part in _met(*np.array([[0, 0, 1, 1], [2, 5, 2, 5], [0, 1, 2, 3]]))]
    [[2], [5], [2], [[0, 1]]]
    """
    pairs = [np.empty((4, 0), row.dtype)]
    for step in range(1, len(unit)):  # each with the next of its unit, then with the one after that
        first = np.flatnonzero(unit[step:] == unit[:-step])
        if not len(first):
            break
        pairs.append(np.stack([who[first], who[first + step], row[first], row[first + step]]))
    a, b, row_a, row_b = np.concatenate(pairs, axis=1)
    del pairs
    give_back()
    order = np.lexsort((np.minimum(row_a, row_b), b, a))
    a, b = a[order], b[order]
    new = np.flatnonzero((np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0))
    rows = np.stack([row_a, row_b], axis=1)[order[new]]
    return a[new], b[new], np.diff(new, append=len(a)), rows


def _outermost(mentions: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands inside a longer name: التونسي in المنتخب التونسي does not meet it."""
    article = mentions["article"].array.codes.astype(np.int64) << 32
    start, end = article + mentions["start"].to_numpy(), article + mentions["end"].to_numpy()
    order = np.lexsort((-end, start))
    start, end = start[order], end[order]
    new = (np.diff(start, prepend=-1) != 0) | (np.diff(end, prepend=-1) != 0)
    reached = np.maximum.accumulate(np.append(-1, end))[:-1][new]  # by what begins before each span
    kept = np.zeros(len(mentions), bool)
    kept[order] = end > reached[np.cumsum(new) - 1]
    return mentions[kept].reset_index(drop=True)


def _units(mentions: pd.DataFrame, within: str, articles: pd.DataFrame | None) -> np.ndarray:
    """A number per mention: the sentence, paragraph or article in which it stands."""
    article = mentions["article"].array.codes.astype(np.int64)
    if within == "article":
        return article
    if within == "sentence":
        return article << 32 | mentions["sentence"].to_numpy(np.int64)
    if within != "paragraph":
        raise ValueError(f"within: {within!r} is not one of 'sentence', 'paragraph', 'article'")
    if articles is None:
        raise ValueError("co_mentions: within='paragraph' needs the texts: pass articles=...")
    line = np.zeros(len(mentions), np.int64)
    texts = check_articles(articles, caller="co_mentions").set_index("article")["text"]
    for name, rows in mentions.groupby("article", observed=True).indices.items():
        breaks = np.flatnonzero(np.frombuffer(texts[name].encode("utf-32-le"), np.uint32) == 10)
        line[rows] = np.searchsorted(breaks, mentions["start"].to_numpy()[rows])
    return article << 32 | line


def co_mention_graph(pairs: pd.DataFrame, mentions: pd.DataFrame | None = None, *, min_weight: int = 1):
    """Make a networkx graph of co-mentions, ready for GraphML or GEXF (Gephi).

    Parameters
    ----------
    pairs : DataFrame
        What `co_mentions` returned.
    mentions : DataFrame, optional
        Gives the nodes their `kind` and English `english`.
    min_weight : int
        Leave out pairs that meet in fewer units.

    Returns
    -------
    networkx.Graph
        Nodes are actor ids with `label` (Arabic, in logical order), `mentions` and, where known, `kind` and
        `english`; edges have `weight` and `npmi`.

    Examples
    --------
    >>> from analysis import find_actors, make_articles
    >>> mentions = find_actors(make_articles(["روسيا والصين"]), candidates=False)
    >>> graph = co_mention_graph(co_mentions(mentions), mentions)
    >>> sorted(graph), graph["CN"]["RU"]["weight"], graph.nodes["RU"]["english"]
    (['CN', 'RU'], 1, 'Russia')
    """
    import networkx as nx

    pairs = pairs[pairs["weight"] >= min_weight]
    graph = nx.from_pandas_edgelist(pairs, "a", "b", ["weight", "npmi"])
    sides = [pairs[[side, f"name_{side}", f"mentions_{side}"]] for side in "ab"]
    nodes = pd.concat([side.set_axis(["actor", "label", "mentions"], axis=1) for side in sides])
    nodes = nodes.drop_duplicates("actor").set_index("actor")
    if mentions is not None:
        known = first_mentions(mentions)[["kind", "label"]].astype(str).rename(columns={"label": "english"})
        nodes = nodes.join(known)
    nx.set_node_attributes(graph, nodes.to_dict("index"))
    return graph


def actor_words(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    actor: str,
    *,
    window: int = 5,
    by: str = "form",
    min_count: int = 2,
) -> pd.DataFrame:
    """The words that stand near an actor, ranked by logDice.

    Parameters
    ----------
    mentions, tokens : DataFrame
        What `find_actors` and `tokenize` made of the same articles.
    actor : str
        An id or a name, in any spelling.
    window : int
        Words counted on each side of a mention, in the same sentence.
    by : {"form", "word"}
        Count words without their clitics, or as written.
    min_count : int
        Leave out words that stand near the actor less often.

    Returns
    -------
    DataFrame
        The word (column `form` or `word`), `near` (int64: occurrences within a window; one that is near two
        mentions counts once), `count` (int64, in all tokens), `log_dice` (float, at most 14). By falling
        log_dice, then near, then word. log_dice = 14 + log2(2 near / (n + count)) with n the tokens in
        windows. Source: Rychly (2008), A lexicographer-friendly association score; with n as the size of
        the node.

    Raises
    ------
    ValueError
        When no mention has that actor.

    Examples
    --------
    >>> from analysis import find_actors, make_articles, tokenize
    >>> articles = make_articles(["تدعم روسيا خطة السلام. ترفض روسيا خطة الحرب. خطة المدينة جاهزة"])
    >>> tokens = tokenize(articles, form=False)
    >>> words = actor_words(find_actors(articles, tokens=tokens), tokens, "RU", by="word")
    >>> words["word"].tolist() == ["خطة"], words["near"].tolist(), words["count"].tolist()
    (True, [2], [3])
    """
    own = mentions[are_of(mentions, actor, caller="actor_words")]
    if not len(own):
        raise ValueError(f"actor_words: no mention of {actor!r}")
    article = tokens["article"].cat.categories.get_indexer(own["article"].astype(str))
    place = tokens["article"].cat.codes.to_numpy(np.int64) << 32 | tokens["start"].to_numpy(np.int64)
    first = np.searchsorted(place, article << 32 | own["start"].to_numpy(np.int64), "right") - 1
    last = np.searchsorted(place, article << 32 | own["end"].to_numpy(np.int64)) - 1
    opens = np.flatnonzero(np.append(starts(tokens), True))
    sentence = np.searchsorted(opens, first, "right")
    begin = np.maximum(first - window, opens[sentence - 1])
    stop = np.minimum(last + window, opens[sentence] - 1)
    near = _covered(begin, stop, len(tokens)) & ~_covered(first, last, len(tokens))
    types = types_of(tokens, by)
    around, whole = (bincount(codes, len(types.categories)) for codes in (types.codes[near], types.codes))
    kept = np.flatnonzero(around >= max(min_count, 1))
    table = pd.DataFrame(
        {
            by: pd.Series(types.categories.take(kept)),
            "near": around[kept],
            "count": whole[kept],
            "log_dice": log_dice(around[kept], near.sum(), whole[kept]),
        }
    )
    return table.sort_values(["log_dice", "near", by], ascending=[False, False, True], ignore_index=True)


def _covered(first: np.ndarray, last: np.ndarray, size: int) -> np.ndarray:
    """Which places lie in any of the spans."""
    steps = np.bincount(first, minlength=size + 1) - np.bincount(last + 1, minlength=size + 1)
    return steps.cumsum()[:size] > 0
