"""Words of a whole corpus at once: one integer per token, offsets into the raw article, sentence numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from ..frames import check_articles, check_tokens, portions, tokens_of
from ..memory import give_back
from ..normalization import normalize
from ..progress import with_bar
from .counting import take
from .scan import Scan, number_sentences, scan
from .vocabulary import Vocabulary

_CHUNK = 1 << 20  # characters scanned at a time: few enough that the arrays stay in the processor's cache
_PORTION = 1 << 22  # characters whose words are held at a time
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
    ids = pd.Index(articles["article"]).rename(None)
    texts, length = articles["text"].array, articles["text"].str.len()
    vocabulary, spelling, scans = Vocabulary(), _Spelling(), []
    parts, length = portions(length, _CHUNK), length.to_numpy(np.int64)
    for where in with_bar(parts, "Finding words", unit="part", total=len(parts)):
        some = texts[where].tolist()
        scans.append(scan(some, length[where], vocabulary, first=where.start))
        spelling.note(scans[-1], some, where.start, len(vocabulary))
    number, words = spelling.words(len(vocabulary))
    columns = [list(column) for column in zip(*scans, strict=True)]
    columns[4] = [number.take(code) for code in columns[4]]
    del scans, vocabulary, spelling  # what is not needed any more makes room for the columns
    owner, sentence, start, end, code = (_joined(columns.pop(0)) for _ in range(5))
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


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """The parts as one array; what they took is given back."""
    whole = np.concatenate(parts)
    parts.clear()
    give_back()
    return whole


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


def parts_with_tokens(
    articles: pd.DataFrame, tokens: pd.DataFrame | None, what: str, *, caller: str
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Some of the (checked) articles at a time, with their tokens; all at once where the tokens are given."""
    if tokens is not None:
        yield articles, tokens_of(articles, tokens, caller=caller)
        return
    parts = portions(articles["text"].str.len(), _PORTION)
    for part in with_bar(parts, what, unit="part", total=len(parts)):
        some = articles.iloc[part]
        yield some, tokenize(some, form=False)


def forms(words: pd.Categorical) -> pd.Categorical:
    """The clitic-free form of each word, worked out once per vocabulary item."""
    from .clitics import word_forms

    return renamed(words, word_forms(words.categories.tolist()))


def renamed(words: pd.Categorical, names: Sequence[str] | pd.Series) -> pd.Categorical:
    """The words by other names, one for each of their categories; equal names become one.

    >>> renamed(pd.Categorical(["b", "a", "b"]), ["x", "y"]).tolist()
    ['y', 'x', 'y']
    """
    code, distinct = pd.factorize(np.array(names, dtype=object))
    code = take(code.astype(np.int32), words.codes)
    return pd.Categorical.from_codes(code, categories=pd.Index(distinct, dtype=str))


class _Spelling:
    """How the word of each code is printed where it first occurs."""

    def __init__(self) -> None:
        self._codes, self._printed, self._seen = [], [], np.zeros(0, bool)

    def note(self, part: Scan, texts: list[str], first: int, codes: int) -> None:
        """Look at the words of texts that are numbered from `first`; so many `codes` have been given.

        The code of a new word may be an old one: that of the beginning of a longer word.
        """
        self._seen = np.concatenate([self._seen, np.zeros(codes - len(self._seen), bool)])
        new = np.flatnonzero(~self._seen.take(part.code))
        new = new[~pd.Series(part.code[new]).duplicated()]
        self._seen[part.code[new]] = True
        self._codes.append(part.code[new])
        owner, start, end = (column[new].tolist() for column in (part.owner - first, part.start, part.end))
        self._printed += [texts[i][a:b] for i, a, b in zip(owner, start, end, strict=True)]

    def words(self, codes: int) -> tuple[np.ndarray, np.ndarray]:
        """The words in the order in which they first occur, and the place among them of each of the codes."""
        words = [word if _PLAIN(word) else normalize(word) for word in self._printed]
        same, words = pd.factorize(np.array(words, dtype=object))  # two spellings may be one word: ﻻ and لا
        number = np.zeros(codes, np.int32)
        number[np.concatenate(self._codes)] = same
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
    owners, starts = spoken["article"].astype(str).tolist(), spoken["start"].tolist()
    rows = zip(reversed(owners), reversed(starts), reversed(last_word), strict=True)
    begins, ends, owner_after = [], [], None  # from the last to the first, for what follows bounds each
    for owner, start, end in with_bar(rows, "Finding sentences", unit="sentence", total=len(owners)):
        text = texts[owner]
        rest = text[end : begins[-1] if owner == owner_after else None]
        begins.append(start - len(_OPENING.search(text[max(0, start - 8) : start])[0]))
        ends.append(end + len("".join(rest.splitlines()[:1]).rstrip()))
        owner_after = owner
    spans = {"start": np.array(begins[::-1], np.int64), "end": np.array(ends[::-1], np.int64)}
    return spoken[["article", "sentence"]].assign(**spans).reset_index(drop=True)
