"""Lines that stand in many articles of one source: teasers and notices, which one page cannot show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

_ARTICLES = 3  # a line in this many articles of one source is not the news of any
_LETTERS = 12  # a shorter line ("وأضاف:") may stand anywhere
_LONGEST = 200  # characters: a paragraph that three articles share is their background
_COPY = 0.4  # an article with more of its letters in such lines is a copy of another


def find_teasers(
    texts: list[str], sources: Iterable[str], titles: Iterable[str] | None = None
) -> dict[int, list[tuple[int, int, int]]]:
    """Find the repeated lines of each text.

    Parameters
    ----------
    texts : list of str
    sources : iterable of str
        Where each text is from: only texts of one source are compared.
    titles : iterable of str, optional
        The title of each text, which is never a teaser: "Weather today" may stand above many articles.

    Returns
    -------
    dict
        Number of a text to the `line` (from 1), `start` and `end` of its repeated lines. Copies of one
        article share all their lines; they lose none.

    Examples
    --------
    >>> story = "قالت الوزارة إن القمة رقم {} ستعقد يوم الأحد في المدينة"
    >>> texts = [story.format(number) + "\\nتابعوا النشرة" for number in "١٢٣"]
    >>> find_teasers(texts, ["site"] * 3)[0]
    [(2, 55, 68)]
    """
    shorts = [[line for line in text.split("\n") if _LETTERS <= len(line) <= _LONGEST] for text in texts]
    often = {line for line, count in Counter(chain.from_iterable(shorts)).items() if count >= _ARTICLES}
    homes: dict[tuple[str, str], set[int]] = defaultdict(set)
    sources = list(sources)
    titles = [""] * len(texts) if titles is None else list(titles)
    for i, lines in enumerate(shorts):
        for line in () if often.isdisjoint(lines) else map(str.strip, often.intersection(lines)):
            if len(line) >= _LETTERS and line != titles[i]:
                homes[sources[i], line].add(i)
    repeated = {key: owners for key, owners in homes.items() if len(owners) >= _ARTICLES}
    copies = _copies(texts, repeated)
    repeated = {key: owners - copies for key, owners in repeated.items() if len(owners - copies) >= _ARTICLES}
    found: dict[int, list[tuple[int, int, int]]] = {}
    for i in sorted(set().union(*repeated.values())):
        lines = ((span, texts[i][span[1] : span[2]]) for span in _spans(texts[i]))
        found[i] = [span for span, line in lines if i in repeated.get((sources[i], line), ())]
    return found


def _copies(texts: list[str], repeated: dict[tuple[str, str], set[int]]) -> set[int]:
    """The texts that consist mostly of repeated lines."""
    letters: dict[int, int] = defaultdict(int)
    for (_, line), owners in repeated.items():
        for i in owners:
            letters[i] += len("".join(line.split()))
    return {i for i, count in letters.items() if count > _COPY * len("".join(texts[i].split()))}


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    place = 0
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        start = place + len(line) - len(line.lstrip())
        yield number, start, start + len(bare)
        place += len(line) + 1
