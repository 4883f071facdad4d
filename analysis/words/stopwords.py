"""Function words, which lead every frequency list and say nothing about the news."""

from __future__ import annotations

from collections.abc import Iterable

from ..normalization import normalize
from ..resources import read_table


def stop_words(
    *, add: Iterable[str] = (), remove: Iterable[str] = (), only: Iterable[str] | None = None
) -> frozenset[str]:
    """The function words that tables leave out, in the `match` form of `normalize`; adapt the list here.

    They are held against clitic-free forms, so that ولكن goes with لكن, and against words as written, so that
    بشأن (regarding) goes and الشأن (the affair) stays. Give the result to a table as `stop_words=`.

    Parameters
    ----------
    add, remove : iterable of str
        Words to add to the list or to take out of it.
    only : iterable of str
        Words that stand in place of the list.

    Returns
    -------
    frozenset of str

    Raises
    ------
    ValueError
        When a single string is given, whose letters would be taken for words.

    Examples
    --------
    >>> "من" in stop_words(), "مليون" in stop_words()
    (True, False)
    >>> "مليون" in stop_words(add=["مليون"]), "من" in stop_words(remove=["من"])
    (True, False)
    """
    for name, value in (("add", add), ("remove", remove), ("only", only)):
        if isinstance(value, str):
            raise ValueError(f"{name}={value!r}: give a list of words, [{value!r}]")
    words = [row["word"] for row in read_table("stop_words")] if only is None else only
    fold = lambda items: {normalize(item) for item in items}  # noqa: E731
    return frozenset(fold(words) | fold(add)) - fold(remove)
