"""Words of a whole corpus at once: one integer per token, offsets into the raw article, sentence numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from .frames import check_articles, check_tokens, tokens_of
from .normalization import normalize
from .scan import Scan, number_sentences, scan
from .vocabulary import Vocabulary

_CHUNK = 1 << 19  # characters scanned at a time: few enough that the arrays stay in the processor's cache
_PLAIN = re.compile("[ء-غف-ي]+").fullmatch  # nothing to normalize
_OPENING = re.compile(r"(?:(?<!\S)[\"“«(\[‘'/#•-]+)?$")  # belongs to the word that follows


def tokenize(articles: pd.DataFrame, *, form: bool = True) -> pd.DataFrame:
    """Split every article into words, each with its place in the raw text.

    A word is a run of letters and digits; vowel marks, tatweel and invisible controls neither split nor
    change it. Joined punctuation (and the underscore of hashtags) splits.

    A sentence ends at . ! ؟ ? … and at a line end; not at ؛, nor inside 3.5 or bbc.com, nor after a single
    letter (د., U.S.), nor after the number of a list item, nor at two dots (a dash). Closing quotes stay with
    their sentence; after «لن نقبل!» in the middle of a line it goes on.

    Parameters
    ----------
    articles : DataFrame
        With columns `article` and `text`.
    form : bool
        Fill the column `form`; without it the words alone come several times faster.

    Returns
    -------
    DataFrame
        One row per token, in reading order: `article` (category), `sentence` (int32, from 0 in each article),
        `start`, `end` (int32, characters: `text[start:end]` is the word as printed), `word` (category: the
        word in the `match` form of `normalize`), `form` (category: the word without its clitics).

    Raises
    ------
    ValueError
        When `articles` is no such frame, or two articles share an id.

    Examples
    --------
    >>> from analysis import make_articles
    >>> tokens = tokenize(make_articles(["قدّمت لأوكرانيا 3.5 مليون. وبعد؟"]))
    >>> tokens["word"].tolist() == ["قدمت", "لأوكرانيا", "3", "5", "مليون", "وبعد"]
    True
    >>> tokens["sentence"].tolist()
    [0, 0, 0, 0, 0, 1]
    """
    articles = check_articles(articles, caller="tokenize")
    ids, texts = pd.Index(articles["article"]).rename(None), articles["text"].tolist()
    vocabulary = Vocabulary()
    scans = [scan(texts[a:b], vocabulary, first=a) for a, b in _chunks(texts)]
    number, words = _spelt(texts, scans, len(vocabulary))
    columns = [list(column) for column in zip(*scans, strict=True)]
    columns[4] = [number[code] for code in columns[4]]
    del texts, scans, vocabulary  # what is not needed any more makes room for the columns
    owner, sentence, start, end, code = (np.concatenate(columns.pop(0)) for _ in range(5))
    if "" in words:  # an accent with no letter before it
        real = words[code] != ""
        owner, sentence, start, end, code = (part[real] for part in (owner, sentence, start, end, code))
        opens = (np.diff(owner, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
        sentence = number_sentences(opens, np.bincount(owner, minlength=len(ids)))
    word = pd.Categorical.from_codes(code, categories=pd.Index(words, dtype=str), validate=False)
    tokens = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(owner, categories=ids, validate=False),
            "sentence": sentence,
            "start": start,
            "end": end,
            "word": word,
        },
        copy=False,
    )
    return tokens.assign(form=forms(word)) if form else tokens


def with_tokens(
    articles: pd.DataFrame,
    tokens: pd.DataFrame | None,
    needs: Iterable[str] = ("text",),
    *,
    caller: str,
    form: bool = False,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles checked, and the tokens of these alone; where none are given they are made."""
    articles = check_articles(articles, needs, caller=caller)
    if tokens is None:
        return articles, tokenize(articles, form=form)
    return articles, tokens_of(articles, tokens, caller=caller)


def forms(words: pd.Categorical) -> pd.Categorical:
    """The clitic-free form of each word, worked out once per vocabulary item."""
    from .clitics import word_forms

    stems = word_forms(words.categories.tolist())
    code, distinct = pd.factorize(np.array(stems, dtype=object))
    code = code.astype(np.int32)[words.codes]
    return pd.Categorical.from_codes(code, categories=pd.Index(distinct, dtype=str))


def _chunks(texts: list[str]) -> Iterator[tuple[int, int]]:
    """Where each chunk begins and ends among the texts; at least one, be it empty."""
    first = size = 0
    for i, text in enumerate(texts):
        if size >= _CHUNK:
            yield first, i
            first, size = i, 0
        size += len(text)
    yield first, len(texts)


def _spelt(texts: list[str], scans: list[Scan], codes: int) -> tuple[np.ndarray, np.ndarray]:
    """The words in the order in which they first occur, and the place among them of each of the codes."""
    known, first, printed = np.zeros(codes, bool), [], []
    for part in scans:
        new = np.flatnonzero(~known[part.code])
        new = new[~pd.Series(part.code[new]).duplicated()]
        known[part.code[new]] = True
        first.append(part.code[new])
        places = zip(part.owner[new].tolist(), part.start[new].tolist(), part.end[new].tolist(), strict=True)
        printed += [texts[owner][start:end] for owner, start, end in places]
    words = [word if _PLAIN(word) else normalize(word) for word in printed]
    same, words = pd.factorize(np.array(words, dtype=object))  # two spellings may be one word: ﻻ and لا
    number = np.zeros(codes, np.int32)
    number[np.concatenate(first)] = same
    return number, words


def sentences(articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """The span of each sentence that holds a word.

    Parameters
    ----------
    articles, tokens : DataFrame
        The articles and what `tokenize` made of them.

    Returns
    -------
    DataFrame
        `article` (category), `sentence` (int32), `start`, `end` (int64, characters, white space left out).

    Examples
    --------
    >>> from analysis import make_articles
    >>> articles = make_articles(["قال: «نعم.» ثم غادر."])
    >>> spans = sentences(articles, tokenize(articles))
    >>> [articles["text"][0][a:b] for a, b in zip(spans["start"], spans["end"])][0] == "قال: «نعم.»"
    True
    """
    articles = check_articles(articles, caller="sentences")
    check_tokens(tokens, caller="sentences")
    spoken = tokens.drop_duplicates(["article", "sentence"])
    last_word = tokens.drop_duplicates(["article", "sentence"], keep="last")["end"].tolist()
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    owners = spoken["article"].astype(str).tolist()
    begins = [
        start - len(_OPENING.search(texts[owner][max(0, start - 8) : start])[0])
        for owner, start in zip(owners, spoken["start"].tolist(), strict=True)
    ]
    ends = []
    for i, (owner, end) in enumerate(zip(owners, last_word, strict=True)):
        follows = i + 1 < len(owners) and owners[i + 1] == owner
        rest = texts[owner][end : begins[i + 1] if follows else None]
        ends.append(end + len("".join(rest.splitlines()[:1]).rstrip()))
    spans = {"start": np.array(begins, np.int64), "end": np.array(ends, np.int64)}
    return spoken[["article", "sentence"]].assign(**spans).reset_index(drop=True)
