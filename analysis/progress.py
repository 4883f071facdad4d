"""A progress bar for what takes long, and only for that."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_LONG = 2  # seconds
Item = TypeVar("Item")


def with_bar(
    items: Iterable[Item], what: str, *, unit: str, total: int | None = None, show: bool | None = None
) -> Iterator[Item]:
    """The items, with a bar from the third second on; with `show`, from the first or never.

    >>> list(with_bar(range(3), "Reading", unit="file"))
    [0, 1, 2]
    """
    begun, bar = time.monotonic(), None
    try:
        for number, item in enumerate(items):
            if bar is not None:
                bar.update()
            elif show or (show is None and time.monotonic() - begun > _LONG):
                from tqdm.auto import tqdm

                bar = tqdm(desc=what, unit=unit, total=total, initial=number, leave=False)
            yield item
    finally:
        if bar is not None:
            bar.close()


def steps(what: str, total: int) -> Callable[[], None]:
    """What to call at the end of each of some unlike steps, which such a bar counts.

    >>> done = steps("Sorting", 2)
    >>> done()
    """
    marks = with_bar(range(total + 1), what, unit="step", total=total)

    def done() -> None:
        next(marks, None)

    done()  # nothing yet
    return done
