"""A folder of scraped articles as frames: the articles, what was removed from them, what was skipped."""

from __future__ import annotations

import gc
import html
import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from ..frames import local_times, whole
from ..memory import give_back
from ..progress import with_bar
from .columns import FIELDS
from .duplicates import drop_duplicates, near_duplicates
from .files import READ, Skipped, find_files
from .languages import languages
from .one_file import (
    check_texts,
    choose_language,
    clean_pages,
    date_articles,
    name_articles,
    read_file,
    remove_teasers,
)

__all__ = ["Corpus", "drop_duplicates", "make_articles", "near_duplicates", "read_corpus"]

COLUMNS = (
    *("article", "path", "source", "section", "author", "title", "published", "published_from"),
    *("language", "encoding", "warnings", "text"),
)
_REMOVED = {"article": str, "line": int, "start": int, "end": int, "text": str, "reason": str}
_AT_ONCE = 1000  # texts joined at a time
_SHOWN = 20  # skipped files in a notebook


class Corpus(NamedTuple):
    """What `read_corpus` returns: three frames, and a summary of them."""

    articles: pd.DataFrame
    removed: pd.DataFrame
    skipped: pd.DataFrame

    @property
    def summary(self) -> pd.DataFrame:
        """What was loaded, in numbers: `what`, `count` (int)."""
        from ..words.tokens import tokenize

        articles = self.articles
        counts = {
            "files": articles["path"].nunique(),
            "articles": len(articles),
            "words": len(tokenize(articles, form=False)),
            "with a printed date": int(articles["published"].notna().sum()),
            "exact duplicates": int(articles["text"].map(_letters).duplicated().sum()),
            "not in Arabic": int((articles["language"] != "ar").sum()),
            "with a warning": int((articles["warnings"] != "").sum()),
            "removed lines": len(self.removed),
            "skipped": len(self.skipped),
        }
        return pd.DataFrame({"what": counts.keys(), "count": counts.values()})

    def _repr_html_(self) -> str:
        table = self.summary.to_html(index=False, border=0, formatters={"count": "{:,}".format})
        if not len(self.skipped):
            return table
        shown = self.skipped["reason"][:_SHOWN]
        reasons = "".join(f"<li>{html.escape(reason)}</li>" for reason in shown)
        if more := len(self.skipped) - len(shown):
            reasons += f"<li>and {more:,} more in <code>skipped</code></li>"
        return f"{table}<p>Skipped:</p><ul>{reasons}</ul>"


def _letters(text: str) -> int:
    return hash("".join(text.split()))


def make_articles(
    texts: Iterable[str],
    article: Iterable[str] | None = None,
    published: Iterable[Any] | None = None,
    **columns: str | Iterable[str],
) -> pd.DataFrame:
    """Make an articles frame from texts in memory.

    Parameters
    ----------
    texts : iterable of str
        A lone surrogate, which no file can hold, becomes U+FFFD.
    article : iterable of str, optional
        Ids; the default is "0", "1", ...
    published : iterable, optional
        Dates, as anything that pandas or `read_corpus` reads as one; None where there is none. Of a time with
        a zone the local time stays, as articles print it; 6/1/2026 is read day first, unless others show that
        the month is.
    **columns : str or iterable of str
        Any other column of the frame: `title`, `source`, `section`, `author`, `path` ...; one string for all.
        A missing value is "".

    Returns
    -------
    DataFrame
        The columns of `read_corpus(...).articles`, `published` as datetime64[ns] and the others as str.

    Raises
    ------
    ValueError
        When a column has another length than the texts, an unknown name or values that are no text or date;
        when an article has no id, or that of another.

    Examples
    --------
    >>> articles = make_articles(["نص أول", "نص ثان"], published=["2026-01-06", None])
    >>> articles["article"].tolist(), articles["published"].notna().tolist()
    (['0', '1'], [True, False])
    """
    if isinstance(texts, str | bytes | Mapping | pd.DataFrame) or not isinstance(texts, Iterable):
        kind = "string" if isinstance(texts, str) else type(texts).__name__
        raise ValueError(f"make_articles: texts is one {kind}; give a list of texts")
    texts = _strings(texts)
    ids = list(map(str, range(len(texts)))) if article is None else _strings(article)
    if "" in ids and article is not None:
        raise ValueError(f"make_articles: text {ids.index('')} has no id; without article= they are numbered")
    if len(set(ids)) != len(ids):
        raise ValueError("make_articles: two articles have the same id; ids must be unique")
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise ValueError(f"make_articles: no column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}")
    values = columns | {"article": ids, "text": texts}
    if "language" not in columns:
        values["language"] = languages(texts)
    published = [None] * len(texts) if published is None else published
    values["published"] = local_times(published, "make_articles").array
    empty = pd.Series([""] * len(texts), dtype=str)
    frame = dict.fromkeys(COLUMNS, empty)
    for name, value in values.items():
        value = [value] * len(texts) if isinstance(value, str) else value
        if name in columns:
            value = _strings(value, name)
        if len(value) != len(texts):
            raise ValueError(f"make_articles: {name} has {len(value)} values for {len(texts)} texts")
        frame[name] = pd.Series(value, dtype="datetime64[ns]" if name == "published" else str)
    return pd.DataFrame(frame)


def _strings(values: Iterable[Any], name: str = "texts") -> list[str]:
    """Each value as text, a missing one as ""; U+FFFD for a lone surrogate, which no encoding can write."""
    if not isinstance(values, Iterable):
        raise ValueError(f"make_articles: {name} is {values!r}; give one string or a list of them")
    texts = [value if type(value) is str else _string(value) for value in values]
    try:
        for first in range(0, len(texts), _AT_ONCE):
            "".join(texts[first : first + _AT_ONCE]).encode("utf-16-le")  # four times as fast as UTF-8
    except UnicodeEncodeError:
        return list(map(whole, texts))
    return texts


def _string(value: Any) -> str:
    if isinstance(value, bytes):
        raise ValueError(f"make_articles: {value[:20]!r} are bytes; decode them first")
    return "" if value is None or value is pd.NA or value != value else str(value)


def read_corpus(
    path: str | os.PathLike | Iterable[str | os.PathLike],
    *,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    language: str | Collection[str] | None = None,
    keep_furniture: bool = False,
    repair: bool = False,
    max_bytes: int = 100_000_000,
    progress: bool | None = None,
) -> Corpus:
    """Read articles from files of many kinds, and tell what was done to them.

    Parameters
    ----------
    path : str, path, or a list of them
        A file, a folder (with all folders in it), a glob pattern. Read are .txt (one article, a delimited
        table or an HTML page), .html, .csv, .tsv, .json (records in lists, under names of their own or by
        columns), .jsonl and .parquet, each also as .gz or in a .zip.
    encoding : str, optional
        The encoding of all files; without it each is found out, and recorded.
    columns : mapping, optional
        Field to column of tables and records, where the usual names do not fit: `{"text": "my column"}`.
    language : str or collection of str, optional
        Load only these: "ar", "fa", "ur", "other".
    keep_furniture : bool
        Leave page furniture, and HTML tags that a scraper left, in the text.
    repair : bool
        Undo wrong decodings (mojibake) where they are found; they are only flagged else.
    max_bytes : int
        A larger file, or an archive that unpacks to more, is skipped.
    progress : bool, optional
        Show a progress bar; by default only what takes more than two seconds shows one.

    Returns
    -------
    Corpus
        `articles`: `article` (unique id: file stem or given id; a number is added to one that is taken, with
        a warning), `path` (below the folder given), `source`, `section`, `author`, `title` (str, "" when not
        known), `published` (datetime64, local time as printed, midnight when only the day is; NaT when
        nothing is printed or it is in doubt, with the doubt in `warnings`), `published_from` ("line 7",
        "column date", "HTML metadata", ""), `language` (ar, fa, ur, other), `encoding`, `warnings`, `text`
        (furniture blanked: offsets are those of the decoded file, field or extracted page). The headline of
        a .txt stands in `text` too; that of a table, a record or an HTML page in `title` alone, so that its
        words are not among the tokens.
        `removed`: `article`, `line` (from 1), `start`, `end` (characters), `text`, `reason`.
        `skipped`: `path`, `reason` (a sentence).

    Raises
    ------
    FileNotFoundError
        When a path does not exist.
    ValueError
        When nothing can be loaded.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     body = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة."
    ...     _ = pathlib.Path(folder, "a.txt").write_text("عنوان الخبر\\n\\n" + body, encoding="utf-8")
    ...     corpus = read_corpus(folder)
    >>> corpus.articles["article"].tolist(), corpus.articles["encoding"].tolist(), len(corpus.skipped)
    (['a'], ['utf-8'], 0)
    """
    if columns is not None and not isinstance(columns, Mapping):
        raise ValueError(f'read_corpus: columns={columns!r} must name columns like {{"text": "my column"}}')
    if unknown := [field for field in columns or () if field not in FIELDS]:
        raise ValueError(
            f"read_corpus: columns= names no field {unknown[0]!r}; choose from {', '.join(FIELDS)}"
        )
    options = {"encoding": encoding, "columns": columns or {}, "max_bytes": max_bytes}
    collecting = gc.isenabled()
    try:  # Ctrl-C may come between any two calls
        gc.disable()  # it would search many new rows for cycles and find none
        rows, skipped = _rows(path, options, language, keep_furniture, repair, progress)
        removed = [(row["article"], *line) for row in rows for line in row["removed"]]
        values = {name: [row.get(name) or "" for row in rows] for name in COLUMNS}
        del rows
    finally:
        if collecting:
            gc.enable()
    articles = make_articles(**{"texts" if n == "text" else n: v for n, v in values.items() if any(v)})
    del values
    give_back()
    return Corpus(
        articles,
        pd.DataFrame(removed, columns=list(_REMOVED)).astype(_REMOVED),
        pd.DataFrame(skipped, columns=["path", "reason"], dtype=str),
    )


def _rows(path, options, language, keep_furniture, repair, progress):
    """The articles as dicts, and what was skipped."""
    files, skipped = find_files(path)
    rows = []
    items = (item for file in files for item in read_file(file, **options))
    for item in with_bar(items, "Reading", unit="article", show=progress):
        (skipped if isinstance(item, Skipped) else rows).append(item)
    check_texts(rows, repair=repair)
    rows, left_out = choose_language(rows, language)
    skipped += left_out
    # The name of a column or of a file in an archive may hold a line break.
    skipped = [one._replace(reason=" ".join(one.reason.splitlines())) for one in skipped]
    if not rows:
        raise ValueError(_nothing(path, skipped))
    pages = with_bar(rows, "Cleaning", unit="article", total=len(rows), show=progress)
    clean_pages(pages, keep_furniture=keep_furniture)
    name_articles(rows)
    date_articles(rows)
    if not keep_furniture:
        remove_teasers(rows)
    return rows, skipped


def _nothing(path: Any, skipped: list[Skipped]) -> str:
    message = f"read_corpus: nothing to load in {path}; looked for {READ}, plain or .gz"
    return f"{message}. {len(skipped)} skipped; the first: {skipped[0].reason}" if skipped else message
