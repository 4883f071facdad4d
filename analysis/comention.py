"""Tables of mentions: how often each actor is named and how, and who is named together with whom."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .actor_tables import REFS
from .association import log_dice, npmi
from .frames import check_articles
from .memory import give_back

ACTOR = ["actor", "name", "label", "kind"]
_PLACED = ["article", "sentence", "start", "end", "actor", "name"]


def count_actors(
    mentions: pd.DataFrame,
    *,
    by: str | Iterable[str] | None = None,
    refs: Iterable[str] | None = None,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count how often each actor is mentioned, and in how many articles.

    Parameters
    ----------
    mentions : DataFrame
        What `find_actors` found.
    by : str or list of str, optional
        Count apart for each value of these: `"ref"` (how the actor was named), `"article"`, any column of
        `articles` (such as `"source"`), or `"year"`, `"month"`, `"day"` of its `published`.
    refs : iterable of str, optional
        Count only mentions named in these ways, such as `["name", "surname", "metonym"]`.
    articles : DataFrame, optional
        Needed when `by` names something that only the articles know.

    Returns
    -------
    DataFrame
        The columns of `by` but `ref`, then `actor`, `name`, `label`, `kind`, (`ref`), `mentions`, `articles`
        (int64: number of articles), `share` (float, of the mentions counted in the same group of `by`, `ref`
        left out). Actors by falling mentions over all their rows, ties by `actor`; within an actor, `ref` by
        falling mentions, ties by name.

    Examples
    --------
    >>> from analysis import find_actors, make_articles
    >>> mentions = find_actors(make_articles(["روسيا والصين. الجيش الروسي", "روسيا"]), candidates=False)
    >>> table = count_actors(mentions)
    >>> list(zip(table["actor"], table["mentions"], table["articles"]))
    [('RU', 3, 2), ('CN', 1, 1)]
    >>> table = count_actors(mentions, by="ref")
    >>> list(zip(table["actor"], table["ref"], table["mentions"]))
    [('RU', 'name', 2), ('RU', 'demonym', 1), ('CN', 'name', 1)]
    """
    by = [by] if isinstance(by, str) else list(by or ())
    groups = [name for name in by if name != "ref"]
    kept = _with_groups(_only(mentions, refs), groups, articles)
    keys = [*groups, "actor", *(["ref"] if "ref" in by else [])]
    plain = kept.assign(**{name: kept[name].astype(object) for name in keys if name != "article"})
    counts = plain.groupby(keys, observed=True)["article"].agg(mentions="size", articles="nunique")
    counts = counts.reset_index().astype({"mentions": "int64", "articles": "int64"})
    return rank_actors(counts.join(_first(mentions)[["name", "label", "kind"]], on="actor"), by)


def rank_actors(counts: pd.DataFrame, by: Iterable[str]) -> pd.DataFrame:
    """The counts of actors with their share, in the order that `count_actors` promises."""
    groups, ref = [name for name in by if name != "ref"], ["ref"] if "ref" in by else []
    total = counts.groupby(groups)["mentions"].transform("sum") if groups else counts["mentions"].sum()
    whole = counts.groupby([*groups, "actor"])["mentions"].transform("sum")
    counts = counts.assign(share=(counts["mentions"] / total).astype(float), whole=whole)
    order = [*groups, "whole", "actor", "mentions", *ref]
    rising = [name not in ("whole", "mentions") for name in order]
    counts = counts.sort_values(order, ascending=rising, kind="stable", ignore_index=True)
    columns = [*groups, *ACTOR, *ref, "mentions", "articles", "share"]
    return counts[columns].astype(dict.fromkeys([*ACTOR, *ref], str))


def _first(mentions: pd.DataFrame) -> pd.DataFrame:
    """The first mention of each actor."""
    return mentions.drop_duplicates("actor").set_index("actor")


def _only(mentions: pd.DataFrame, refs: Iterable[str] | None) -> pd.DataFrame:
    if refs is None:
        return mentions
    refs = [refs] if isinstance(refs, str) else list(refs)
    if wrong := [ref for ref in refs if ref not in REFS]:
        raise ValueError(f"refs: {wrong[0]!r} is no way of naming an actor; choose from {', '.join(REFS)}")
    return mentions[mentions["ref"].isin(refs)]


def _outermost(mentions: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands inside a longer name: التونسي in المنتخب التونسي does not meet it."""
    article = mentions["article"].array.codes.astype(np.int64) << 32
    start, end = article + mentions["start"].to_numpy(), article + mentions["end"].to_numpy()
    order = np.lexsort((-end, start))
    start, end = start[order], end[order]
    new = np.diff(start, prepend=-1) != 0
    new |= np.diff(end, prepend=-1) != 0
    reached = np.maximum.accumulate(np.append(-1, end))[:-1][new]  # by what begins before each span
    kept = np.zeros(len(mentions), bool)
    kept[order] = end > reached[np.cumsum(new) - 1]
    return mentions[kept].reset_index(drop=True)


def _with_groups(mentions: pd.DataFrame, groups: list[str], articles: pd.DataFrame | None) -> pd.DataFrame:
    """Bring what the articles know about each mention into columns to group by."""
    wanted = [name for name in groups if name not in mentions.columns]
    if not wanted:
        return mentions
    if articles is None:
        raise ValueError(f"count_actors: by={wanted[0]!r} needs the articles: pass articles=...")
    times = {"year", "month", "day"}
    needs = ["published" if name in times else name for name in wanted]
    known = check_articles(articles, needs, caller=f"count_actors by={wanted[0]!r}")
    known = known.set_index("article", drop=False)
    columns = {name: known[name] for name in wanted if name not in times}
    for name in times.intersection(wanted):
        columns[name] = known["published"].dt.to_period(name[0].upper()).dt.start_time
    ids = mentions["article"].astype(str)
    return mentions.assign(**{name: ids.map(column) for name, column in columns.items()})


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
    articles = check_articles(articles, caller="co_mentions")
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    for name, rows in mentions.groupby("article", observed=True).indices.items():
        breaks = np.flatnonzero(np.frombuffer(texts[name].encode("utf-32-le"), np.uint32) == 10)
        line[rows] = np.searchsorted(breaks, mentions["start"].to_numpy()[rows])
    return article << 32 | line


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
    kept = _outermost(_only(mentions, refs)[_PLACED])
    unit = pd.factorize(_units(kept, within, articles))[0].astype(np.int32)
    actors = kept["actor"].astype("category").array.remove_unused_categories()
    actors = actors.reorder_categories(actors.categories.sort_values())
    seen = pd.DataFrame({"unit": unit, "who": actors.codes, "row": np.arange(len(kept), dtype=np.int32)})
    seen = seen.drop_duplicates(["unit", "who"])
    a, b, weight, rows = _met(*(column.to_numpy() for _, column in seen.sort_values(["unit", "who"]).items()))
    ids, units = actors.categories.astype(str).to_numpy(object), np.bincount(seen["who"], minlength=1)
    names = _first(kept)["name"].astype(str).reindex(ids).to_numpy(object)
    example = kept.iloc[rows.min(axis=1)]
    table = pd.DataFrame(
        {
            **{name: pd.array(ids[who], dtype="str") for name, who in (("a", a), ("b", b))},
            **{name: pd.array(names[who], dtype="str") for name, who in (("name_a", a), ("name_b", b))},
            "weight": weight,
            "npmi": npmi(weight, units[a], units[b], seen["unit"].nunique()),
            **{name: units[who].astype(np.int64) for name, who in (("mentions_a", a), ("mentions_b", b))},
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
    order = np.lexsort((np.minimum(row_a, row_b), b, a))
    a, b = a[order], b[order]
    new = np.flatnonzero((np.diff(a, prepend=-1) != 0) | (np.diff(b, prepend=-1) != 0))
    rows = np.stack([row_a, row_b], axis=1)[order[new]]
    return a[new], b[new], np.diff(new, append=len(a)), rows


def co_mention_graph(pairs: pd.DataFrame, mentions: pd.DataFrame | None = None, *, least: int = 1):
    """Make a networkx graph of co-mentions, ready for GraphML or GEXF (Gephi).

    Parameters
    ----------
    pairs : DataFrame
        What `co_mentions` returned.
    mentions : DataFrame, optional
        Gives the nodes their `kind` and English `english`.
    least : int
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

    graph = nx.Graph()
    pairs = pairs[pairs["weight"] >= least]
    for side in "ab":
        for actor, name, n in zip(pairs[side], pairs[f"name_{side}"], pairs[f"mentions_{side}"], strict=True):
            graph.add_node(str(actor), label=str(name), mentions=int(n))
    for a, b, weight, value in zip(pairs["a"], pairs["b"], pairs["weight"], pairs["npmi"], strict=True):
        graph.add_edge(str(a), str(b), weight=int(weight), npmi=float(value))
    if mentions is not None:
        known = _first(mentions).reindex(list(graph)).astype(object)
        for actor, kind, english in zip(known.index, known["kind"], known["label"], strict=True):
            graph.nodes[actor].update(kind=str(kind), english=str(english))
    return graph


def actor_words(
    mentions: pd.DataFrame,
    tokens: pd.DataFrame,
    actor: str,
    *,
    window: int = 5,
    by: str = "form",
    least: int = 2,
) -> pd.DataFrame:
    """The words that stand near an actor, ranked by logDice.

    Parameters
    ----------
    mentions, tokens : DataFrame
        What `find_actors` and `tokenize` made of the same articles.
    actor : str
        An id, as in the column `actor`.
    window : int
        Words counted on each side of a mention, in the same sentence.
    by : {"form", "word"}
        Count words without their clitics, or as written.
    least : int
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
    own = mentions[mentions["actor"] == actor]
    if not len(own):
        raise ValueError(f"actor_words: no mention of {actor!r}; the ids are in mentions['actor']")
    article = pd.Index(tokens["article"].cat.categories).get_indexer(own["article"].astype(str))
    owner = tokens["article"].cat.codes.to_numpy(np.int64) << 32
    place, sentence = (owner | tokens[name].to_numpy(np.int64) for name in ("start", "sentence"))
    first = np.searchsorted(place, article << 32 | own["start"].to_numpy(np.int64), "right") - 1
    last = np.searchsorted(place, article << 32 | own["end"].to_numpy(np.int64)) - 1
    begin = np.maximum(first - window, np.searchsorted(sentence, sentence[first]))
    stop = np.minimum(last + window, np.searchsorted(sentence, sentence[last], "right") - 1)
    near = _covered(begin, stop, len(tokens)) & ~_covered(first, last, len(tokens))
    words = tokens[by]
    codes, size = words.cat.codes.to_numpy(), len(words.cat.categories)
    around, whole = np.bincount(codes[near], minlength=size), np.bincount(codes, minlength=size)
    kept = np.flatnonzero(around >= max(least, 1))
    table = pd.DataFrame(
        {
            by: pd.array(words.cat.categories.to_numpy(object)[kept], dtype="str"),
            "near": around[kept].astype(np.int64),
            "count": whole[kept].astype(np.int64),
            "log_dice": log_dice(around[kept], near.sum(), whole[kept]),
        }
    )
    return table.sort_values(["log_dice", "near", by], ascending=[False, False, True], ignore_index=True)


def _covered(first: np.ndarray, last: np.ndarray, size: int) -> np.ndarray:
    """Which places lie in any of the spans."""
    steps = np.bincount(first, minlength=size + 1) - np.bincount(last + 1, minlength=size + 1)
    return steps.cumsum()[:size] > 0
