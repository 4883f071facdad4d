"""Function words, which lead every frequency list and say nothing about the news."""

from __future__ import annotations

from collections.abc import Iterable

from .normalization import normalize
from .resources import read_table


def stop_words(
    *, add: Iterable[str] = (), remove: Iterable[str] = (), only: Iterable[str] | None = None
) -> frozenset[str]:
    """The stop words, in the `match` form of `normalize`, to be held against clitic-free forms.

    Parameters
    ----------
    add, remove : iterable of str
        Words to add to the list or to take out of it.
    only : iterable of str
        Words that stand in place of the list.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> "من" in stop_words(), "مليون" in stop_words()
    (True, False)
    >>> "مليون" in stop_words(add=["مليون"]), "من" in stop_words(remove=["من"])
    (True, False)
    """
    words = [row["word"] for row in read_table("stop_words")] if only is None else only
    fold = lambda items: {normalize(item) for item in items}  # noqa: E731
    return frozenset(fold(words) | fold(add)) - fold(remove)
