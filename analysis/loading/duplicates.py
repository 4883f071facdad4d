"""The same story twice: pairs of articles that share most of their word sequences."""

from __future__ import annotations

import itertools
from hashlib import blake2b

import numpy as np
import pandas as pd

from ..frames import check_articles, check_tokens
from ..progress import with_bar

_SKETCH = 16  # smallest hashes of an article that are compared to find candidates
_CROWD = 100  # of a hash in more articles each is paired with the first alone
_AT_ONCE = 500  # articles sorted at a time
_HASH_BITS = 40  # the rest of 64 bits number the articles
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


def near_duplicates(tokens: pd.DataFrame, *, threshold: float = 0.5) -> pd.DataFrame:
    """Pairs of articles that are copies or versions of one story.

    Articles are compared by the sets of their sequences of three words. Candidates share half as many of
    their smallest sequence hashes as so similar articles do on average; the similarity of each is then exact.

    Parameters
    ----------
    tokens : DataFrame
        What `tokenize` returned.
    threshold : float
        The least Jaccard similarity of a pair, in (0, 1].

    Returns
    -------
    DataFrame
        `article`, `other` (str, the earlier article of the corpus first), `similarity` (float, 1.0 when the
        same sequences stand in both), `exact` (bool, the same words in the same order: punctuation, marks and
        headlines printed elsewhere may differ); most similar first, then in corpus order.

    Raises
    ------
    ValueError
        When the threshold is not in (0, 1], or the frame is not one of tokens.

    Examples
    --------
    >>> from analysis import make_articles, tokenize
    >>> story = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة بحضور الوفود"
    >>> articles = make_articles([story, story + " كلها", "خبر آخر تماما عن مباراة اليوم"])
    >>> near_duplicates(tokenize(articles, form=False)).values.tolist()
    [['0', '1', 0.9167, False]]

    Source: A. Broder, On the resemblance and containment of documents (1997).
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"near_duplicates: threshold={threshold} must be above 0 and at most 1")
    check_tokens(tokens, caller="near_duplicates")
    names = tokens["article"].cat.categories.astype(str)
    shingles, start = _shingles(tokens)
    same = first_like(shingles, start)  # of copies the first alone is compared
    first, second = _candidates(shingles, start, same, threshold)
    ends = zip(first.tolist(), second.tolist(), strict=True)
    ends = with_bar(ends, "Comparing articles", unit="pair", total=len(first))
    similarity = np.array([_jaccard(shingles, start, a, b) for a, b in ends], float)
    pairs = pd.DataFrame({"first": first, "second": second, "similarity": similarity})
    first, second, similarity = _with_copies(pairs[similarity >= threshold], same, np.diff(start))
    words = tokens["article"].cat.codes.searchsorted(np.arange(len(names) + 1))
    same = first_like(tokens["word"].cat.codes.to_numpy(), words)
    exact = same[first] == same[second]
    order = np.lexsort((second, first, -similarity))
    return pd.DataFrame(
        {
            "article": pd.Series(names[first[order]], dtype=str),
            "other": pd.Series(names[second[order]], dtype=str),
            "similarity": similarity[order].round(4),
            "exact": exact[order],
        }
    )


def drop_duplicates(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep one article of each group of duplicates: the first in the corpus.

    Parameters
    ----------
    articles : DataFrame
    pairs : DataFrame
        What `near_duplicates` returned: `article` and `other`; `pairs[pairs["exact"]]` drops copies alone.

    Returns
    -------
    DataFrame
        The articles left, with the columns of `articles` and a new index.

    Raises
    ------
    ValueError
        When two articles share an id, or the pairs are none.

    Examples
    --------
    >>> import pandas as pd
    >>> from analysis import make_articles
    >>> pairs = pd.DataFrame({"article": ["0", "1"], "other": ["1", "3"]})
    >>> drop_duplicates(make_articles(["أ", "أ", "ب", "أ"]), pairs)["article"].tolist()
    ['0', '2']
    """
    if not {"article", "other"} <= set(pairs):
        raise ValueError("drop_duplicates needs the pairs that near_duplicates returned: article and other")
    articles = check_articles(articles, (), caller="drop_duplicates")
    place = {name: i for i, name in enumerate(articles["article"])}
    first = list(range(len(place)))

    def root(i: int) -> int:
        while first[i] != i:
            first[i] = i = first[first[i]]
        return i

    for a, b in zip(pairs["article"].astype(str), pairs["other"].astype(str), strict=True):
        if a in place and b in place:
            low, high = sorted((root(place[a]), root(place[b])))
            first[high] = low
    kept = [root(i) == i for i in range(len(place))]
    return articles[np.array(kept, bool)].reset_index(drop=True)


def _shingles(tokens: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The hashes of all three-word sequences, sorted within each article, and where each article starts."""
    article = tokens["article"].cat.codes.to_numpy().astype(np.int64)
    word = tokens["word"].cat.codes.to_numpy().astype(np.uint64) + np.uint64(1)
    parts = [word, np.zeros_like(word), np.zeros_like(word)]
    for step in (1, 2):  # a sequence ends with its article
        same = article[step:] == article[:-step]
        parts[step][:-step] = np.where(same, word[step:], 0)
    hashes = parts[0] * _MULTIPLIERS[0]
    for part, multiplier in zip(parts[1:], _MULTIPLIERS[1:], strict=True):
        hashes = ((hashes ^ (hashes >> np.uint64(31))) + part) * multiplier
    whole = parts[2] > 0
    whole |= np.diff(article, prepend=-1) > 0  # an article of one or two words has one
    shift, article = np.uint64(_HASH_BITS), article[whole]
    keys = (article.astype(np.uint64) << shift) | (hashes[whole] >> np.uint64(64 - _HASH_BITS))
    for some in np.split(keys, np.flatnonzero(np.diff(article // _AT_ONCE)) + 1):
        some.sort()  # in place; the articles stand in order already
    keys = keys[np.r_[True, keys[1:] != keys[:-1]][: len(keys)]]
    edges = np.arange(len(tokens["article"].cat.categories) + 1, dtype=np.uint64) << shift
    return keys & np.uint64((1 << _HASH_BITS) - 1), np.searchsorted(keys, edges)


def _candidates(
    shingles: np.ndarray, start: np.ndarray, same: np.ndarray, threshold: float
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of articles that share enough of their smallest hashes, the earlier first."""
    owner = np.repeat(np.arange(len(start) - 1), np.diff(start))
    small = np.flatnonzero((np.arange(len(shingles)) - start[owner] < _SKETCH) & (same[owner] == owner))
    order = small[np.argsort(shingles[small], kind="stable")]
    hashes, owner = shingles[order], owner[order]
    begin = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]][: len(hashes)])
    size = np.diff(begin, append=len(hashes))
    end, place = np.repeat(begin + size, size), np.arange(len(hashes))
    end[(np.repeat(size, size) > _CROWD) & (place > np.repeat(begin, size))] = 0  # the first alone has others
    others = np.maximum(end - place - 1, 0)
    one = np.repeat(place, others)
    two = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(others) - others, others)
    pairs, shared = np.unique(owner[one] << 32 | owner[two], return_counts=True)
    first, second = pairs >> 32, pairs & ((1 << 32) - 1)
    # Of sketches of 16, articles of a similarity share 16 times that; a few common phrases make no version.
    shorter = np.minimum(*np.diff(start)[np.stack([first, second])])
    alike = shared >= threshold * np.minimum(shorter, _SKETCH // 2)
    return first[alike], second[alike]


def _with_copies(
    pairs: pd.DataFrame, same: np.ndarray, size: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs with all copies of their articles, and the copies of an article among themselves."""
    copies = pd.DataFrame({"first": same, "one": np.arange(len(same))})[size > 0]
    crowd = copies.groupby("first")["one"].transform("size") > _CROWD
    few = copies[~crowd | (copies["first"] == copies["one"])]
    versions = pairs.merge(few).merge(few.set_axis(["second", "two"], axis=1))
    equal = few.merge(copies.set_axis(["first", "two"], axis=1)).query("one < two").assign(similarity=1.0)
    pairs = pd.concat([versions, equal])
    ends = np.sort(pairs[["one", "two"]].to_numpy(np.int64), axis=1)
    return ends[:, 0], ends[:, 1], pairs["similarity"].to_numpy(float)


def _jaccard(shingles: np.ndarray, start: np.ndarray, a: int, b: int) -> float:
    one, two = shingles[start[a] : start[a + 1]], shingles[start[b] : start[b + 1]]
    shared = len(np.intersect1d(one, two, assume_unique=True))
    return shared / (len(one) + len(two) - shared)


def first_like(values: np.ndarray, start: np.ndarray) -> np.ndarray:
    """For each article the first one with the same values in the same order."""
    known: dict[bytes, int] = {}
    spans = enumerate(itertools.pairwise(start.tolist()))
    digests = ((i, blake2b(values[a:b].tobytes(), digest_size=16).digest()) for i, (a, b) in spans)
    return np.array([known.setdefault(digest, i) for i, digest in digests], np.int64)
