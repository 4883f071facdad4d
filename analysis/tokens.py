"""Words of a whole corpus at once: one integer per token, offsets into the raw article, sentence numbers.

The text of many articles is looked up in one table over its code units. What comes back says, for each unit,
whether it is part of a word (the unit, folded), dropped inside words (marks, tatweel), or stands between words.
Everything after that is arithmetic on arrays; nothing runs once per token in Python.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

import numpy as np
import pandas as pd

from .normalization import normalize

# What stands between words, as the scan sees it; every word unit is larger, a dropped unit is 0.
_SPACE, _QUOTE, _LINE, _DOT, _ELLIPSIS, _STOP = 32, 41, 10, 46, 38, 33
_BETWEEN = {
    **dict.fromkeys("\n\r\x0b\x0c\x85\u2028\u2029", _LINE),
    **dict.fromkeys("\"”»’')]›", _QUOTE),
    **dict.fromkeys("!?؟‼⁇⁈⁉۔", _STOP),
    ".": _DOT,
    "…": _ELLIPSIS,
}
_LAST_BETWEEN = 47  # "0" is 48: no letter or digit lies below
_CHUNK = 16_000_000  # characters scanned at a time: bounds the memory, large enough to be fast
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_COMPOSING = "\u0653\u0654\u0655"  # with the letter before them they are one letter: ا and a hamza is أ
_SPECIAL = re.compile("[\u0300-\u036f\u0653-\u0655\ufb50-\ufdff\ufe70-\ufefc\u0130]")  # not folded one to one


def _unit(code: int) -> int:
    """What one code point is to the scan: a folded word unit, 0 when dropped, or a separator."""
    char = chr(code)
    if char in _BETWEEN:
        return _BETWEEN[char]
    if 0xD800 <= code < 0xE000:
        return _SPACE
    if char in _COMPOSING:
        return code
    folded = normalize(char)
    if not folded:
        return 0
    if not (char.isalnum() or unicodedata.category(char) in ("Mn", "Mc")):
        return _SPACE
    return ord(folded) if len(folded) == 1 and ord(folded) < 0x10000 else code


@functools.cache
def _table(size: int) -> np.ndarray:
    dtype = np.uint16 if size == 0x10000 else np.uint32
    return np.fromiter((_unit(code) for code in range(size)), dtype, size)


def tokenize(articles: pd.DataFrame, *, form: bool = True) -> pd.DataFrame:
    """Split every article into words, each with its place in the raw text.

    A word is a run of letters and digits; vowel marks, tatweel and invisible controls neither split nor
    change it. Joined punctuation (and the underscore of hashtags) splits. A sentence ends at . ! ؟ ? … and at
    a line end; not at ؛, nor inside 3.5 or U.S., nor after an abbreviation of one letter (د.).

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
        `start`, `end` (int32, characters: `text[start:end]` is the word as printed), `word` (category: the word
        as written, in the `match` form of `normalize`), `form` (category: the word without its clitics).

    Examples
    --------
    >>> from analysis import make_articles
    >>> tokens = tokenize(make_articles(["قدّمت لأوكرانيا 3.5 مليون. وبعد؟"]))
    >>> tokens["word"].tolist() == ["قدمت", "لأوكرانيا", "3", "5", "مليون", "وبعد"]
    True
    >>> tokens["sentence"].tolist()
    [0, 0, 0, 0, 0, 1]
    """
    columns: list[tuple[np.ndarray, ...]] = []
    vocabulary: dict[str, int] = {}
    for first, texts in _chunks(articles["text"].tolist()):
        words, code, owner, sentence, start, end = _scan(texts)
        codes = np.fromiter(
            (vocabulary.setdefault(word, len(vocabulary)) for word in words), np.int32, len(words)
        )
        columns.append((codes[code], owner + first, sentence, start, end))
    code, owner, sentence, start, end = (
        map(np.concatenate, zip(*columns, strict=True)) if columns else [[]] * 5
    )
    ids = pd.CategoricalIndex(articles["article"], categories=articles["article"].astype(str)).categories
    word = pd.Categorical.from_codes(np.asarray(code, np.int32), categories=list(vocabulary))
    tokens = pd.DataFrame(
        {
            "article": pd.Categorical.from_codes(np.asarray(owner, np.int32), categories=ids),
            "sentence": np.asarray(sentence, np.int32),
            "start": np.asarray(start, np.int32),
            "end": np.asarray(end, np.int32),
            "word": word,
        }
    )
    return tokens.assign(form=forms(word)) if form else tokens


def forms(words: pd.Categorical) -> pd.Categorical:
    """The clitic-free form of each word, worked out once per vocabulary item."""
    from .clitics import word_forms

    stems, unique = pd.factorize(np.array(word_forms(list(words.categories)), dtype=object))
    codes = np.asarray(stems, np.int32)[words.codes] if len(words) else np.empty(0, np.int32)
    return pd.Categorical.from_codes(codes, categories=list(unique))


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
    >>> [articles["text"][0][a:b] for a, b in zip(spans["start"], spans["end"])] == ["قال: «نعم.»", "ثم غادر."]
    True
    """
    first = tokens.drop_duplicates(["article", "sentence"])[["article", "sentence", "start"]]
    texts = dict(zip(articles["article"].astype(str), articles["text"], strict=True))
    begin, stop = [], []
    following = zip(first["article"].astype(str), first["start"], strict=True)
    places = list(following)
    for (article, start), (next_article, next_start) in zip(places, [*places[1:], ("", 0)], strict=True):
        text = texts[article]
        start -= len(_OPENING.search(text[max(0, start - 8) : start])[0])
        end = next_start if next_article == article else len(text)
        end -= len(_OPENING.search(text[max(0, end - 8) : end])[0]) if next_article == article else 0
        begin.append(start)
        stop.append(start + len(text[start:end].rstrip()))
    return first.assign(start=np.array(begin, np.int64), end=np.array(stop, np.int64)).reset_index(drop=True)


_OPENING = re.compile(r"(?:(?<!\S)[\"“«(\[‘'/#•-]+)?$")  # belongs to the word that follows


def _chunks(texts: list[str]) -> Iterator[tuple[int, list[str]]]:
    first = size = 0
    for i, text in enumerate(texts):
        if size and size + len(text) > _CHUNK:
            yield first, texts[first:i]
            first, size = i, 0
        size += len(text) + 1
    if texts:
        yield first, texts[first:]


def _encode(texts: list[str]) -> np.ndarray:
    """All texts as one array of units, one per character, a line end after each text."""
    raw = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    wide = [i for i, (units, text) in enumerate(zip(raw, texts, strict=True)) if len(units) != 2 * len(text)]
    for i in wide:  # an emoji is no word: one unit stands in for it, and offsets stay true
        text = _ASTRAL.sub(lambda m: m[0] if m[0].isalnum() else "\ufffd", texts[i])
        raw[i] = text.encode("utf-16-le", "surrogatepass")
    if all(len(raw[i]) == 2 * len(texts[i]) for i in wide):
        return _table(0x10000)[np.frombuffer(b"\n\0".join([*raw, b" \0" * 4]), np.uint16)]
    units = "\n".join([*texts, "    "]).encode("utf-32-le", "surrogatepass")  # letters outside the BMP
    return _table(0x110000)[np.frombuffer(units, np.uint32)]


def _scan(texts: list[str]) -> tuple:
    """Words of one chunk: distinct words, and per token its code, text number, sentence, start and end."""
    size = np.array([len(text) + 1 for text in texts])
    units = _encode(texts)
    dropped = np.flatnonzero(units == 0)
    if len(dropped):
        units = units[units != 0]
        dropped -= np.arange(len(dropped))  # now: how many kept units stand before each dropped one
    in_word = units > _LAST_BETWEEN
    edge = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1
    edge = np.r_[0, edge] if in_word[0] else edge
    begin, stop = edge[::2], edge[1::2]
    start, end = begin + _before(dropped, begin), stop + _before(dropped, stop)

    text_end = size.cumsum()
    per_text = np.diff(np.searchsorted(start, text_end), prepend=0)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), per_text)
    offset = np.repeat(text_end - size, per_text)
    code, first = _factorize(units, begin, stop - begin)
    sentence = _sentence_numbers(units, begin, stop, owner)
    words, columns = (
        _strings(units, begin[first], stop[first]),
        (code, owner, sentence, start - offset, end - offset),
    )
    if "" in words:  # a mark with no letter before it
        real = np.array(words, dtype=object)[code] != ""
        columns = tuple(column[real] for column in columns)
    return words, *columns


def _before(dropped: np.ndarray, place: np.ndarray) -> np.ndarray | int:
    """How many dropped units stand before each place (places ascend)."""
    if not len(dropped):
        return 0
    return np.bincount(np.searchsorted(place, dropped), minlength=len(place) + 1)[:-1].cumsum()


def _factorize(units: np.ndarray, begin: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Code of each word, and the first place of each code."""
    key = _hash(units, begin, length, _MULTIPLIER)
    code, unique = pd.factorize(key)
    first = np.empty(len(unique), np.int64)
    first[code[::-1]] = np.arange(len(code))[::-1]
    # Two words under one hash would be counted as one: each token is held against its code's first word.
    same = _hash(units, begin, length, _OTHER_MULTIPLIER)
    if (same != same[first][code]).any() or (length != length[first][code]).any():
        words = _strings(units, begin, begin + length)
        code, _ = pd.factorize(np.array(words, dtype=object))
        first = np.unique(code, return_index=True)[1]
    return code, first


def _hash(units: np.ndarray, begin: np.ndarray, length: np.ndarray, multiplier: np.uint64) -> np.ndarray:
    """A 64-bit key per word, from 64-bit loads; words of one load have keys of their own."""
    per_load = 8 // units.itemsize
    loads = np.lib.stride_tricks.as_strided(
        units[:per_load].view(np.uint64), (len(units) - per_load + 1,), (units.itemsize,)
    )
    bits = 8 * units.itemsize
    masks = np.array([(1 << bits * i) - 1 for i in range(per_load + 1)], np.uint64)
    key = (loads[begin] & masks[np.minimum(length, per_load)]) * multiplier
    rest = np.flatnonzero(length > per_load)
    done = per_load
    while len(rest):
        left = length[rest] - done
        load = loads[begin[rest] + done] & masks[np.minimum(left, per_load)]
        key[rest] = ((key[rest] ^ (key[rest] >> np.uint64(29))) + load) * multiplier
        done += per_load
        rest = rest[left > per_load]
    return key


_MULTIPLIER, _OTHER_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)


def _strings(units: np.ndarray, begin: np.ndarray, stop: np.ndarray) -> list[str]:
    """The words units[begin:stop] as Python strings, by one copy and one decode."""
    if not len(begin):
        return []
    length = stop - begin + 1  # with the separator after each
    last = length.cumsum()
    flat = units[np.arange(last[-1]) + np.repeat(begin - (last - length), length)]
    flat[last - 1] = _SPACE
    text = flat.tobytes().decode("utf-16-le" if units.itemsize == 2 else "utf-32-le")
    words = text[:-1].split(" ")
    if _SPECIAL.search(text) or not unicodedata.is_normalized("NFC", text):
        composed = functools.partial(unicodedata.is_normalized, "NFC")
        return [normalize(w) if _SPECIAL.search(w) or not composed(w) else w for w in words]
    return words


def _sentence_numbers(
    units: np.ndarray, begin: np.ndarray, stop: np.ndarray, owner: np.ndarray
) -> np.ndarray:
    """Number the sentences of each text from 0; only a sentence that holds a word has a number."""
    ends = np.searchsorted(begin, _sentence_ends(units, begin, stop))
    new = np.zeros(len(begin) + 1, bool)
    new[ends] = True
    new = new[:-1]
    new_text = np.r_[True, owner[1:] != owner[:-1]][: len(owner)]
    running = (new | new_text).cumsum()
    first = np.maximum.accumulate(np.where(new_text, running, 0))
    return (running - first).astype(np.int32)


def _sentence_ends(units: np.ndarray, begin: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Places after which a new sentence starts, decided from the characters around each candidate."""
    at = np.flatnonzero((units <= _LAST_BETWEEN) & (units != _SPACE) & (units != _QUOTE))
    mark, after = units[at], units[np.minimum(at + 1, len(units) - 1)]
    before = units[np.maximum(at - 1, 0)]
    quoted = after == _QUOTE
    # «لن نقبل!» قال: after a closing quote the sentence goes on, unless the line ends there
    beyond = units[np.minimum(at + 2, len(units) - 1)]
    stops = (mark == _STOP) & ~(quoted & (beyond != _LINE) & (beyond != _DOT))
    return at[
        (mark == _LINE) | (mark == _ELLIPSIS) | stops | (mark == _DOT) & _full_stop(units, at, begin, stop)
    ]


def _full_stop(units: np.ndarray, at: np.ndarray, begin: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Which dots end a sentence: not those of 3.5, www.x, د. فلان, أ.ف.ب, a list number, or a dash of two dots."""
    look = lambda k: units[np.clip(at + k, 0, len(units) - 1)]  # noqa: E731
    before, after = look(-1), look(1)
    word = np.maximum(np.searchsorted(stop, at, "right") - 1, 0)
    joined = (stop[word] == at) if len(stop) else np.zeros(len(at), bool)
    length = np.where(joined, (stop - begin)[word], 0) if len(stop) else joined * 0
    is_digit = lambda x: (x >= 48) & (x <= 57)  # noqa: E731
    is_latin = lambda x: (x > 57) & (x < 0x250)  # noqa: E731
    arabic = lambda x: (x >= 0x620) & (x < 0x700)  # noqa: E731
    inner = after > _LAST_BETWEEN
    split_inside = inner & (arabic(after) | is_latin(after) & ~is_latin(before)) & joined & (length > 1)
    initial = joined & (length == 1) & ~is_digit(before)
    number = is_digit(before) & (length <= 2) & joined
    head = units[np.maximum(begin[word] - 1, 0)] if len(begin) else before
    listed = number & ((head == _LINE) | (begin[word] == 0)) if len(begin) else number
    two_dots = ((after == _DOT) & (look(2) != _DOT) | (before == _DOT) & (look(-2) != _DOT)) & ~(
        (after == _DOT) & (before == _DOT)
    )
    return (~inner | split_inside) & ~initial & ~listed & ~two_dots
