"""Arabic word clouds with the package `wordcloud`, which leaves the joining of letters to Pillow."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from PIL import features

from ..widths import shorten
from .canvas import COLORS, Canvas, figure, require
from .fonts import font_path
from .labels import shape

_LONGEST = 30  # characters: a longer name finds no room in any cloud


@figure
def plot_word_cloud(
    table: pd.DataFrame, canvas: Canvas, *, top: int = 100, by: str = "count", font: str | Path | None = None
) -> Axes:
    """Draw the most frequent words as a cloud: the more frequent, the larger.

    A cloud gives an impression only: lengths compare better than areas, so `plot_frequencies` is what to
    publish. Needs the extra `wordcloud`.

    Parameters
    ----------
    table : DataFrame
        What `word_frequencies` returned: the first column names the words.
    ax, direction, title, digits
        As in `plot_frequencies`.
    top : int, default 100
        Words drawn: those with the largest values, ties in the order of the table.
    by : str, default "count"
        The column that gives the sizes.
    font : path, optional
        A font file. Default: Noto Sans Arabic when the extra `fonts` is installed, else DejaVu Sans.

    Returns
    -------
    Axes

    Examples
    --------
    >>> table = pd.DataFrame({"form": ["أمن", "قمة"], "count": [7, 5]})
    >>> len(plot_word_cloud(table).images)
    1
    """
    require(table, [by], "word_frequencies", number=by, top=top)
    rows = table[table[by] > 0].sort_values(by, ascending=False, kind="stable").head(top)
    canvas.open((8, 4.6), len(rows))
    names = table.columns[0]
    canvas.ax.imshow(_cloud(dict(zip(map(str, rows[names]), rows[by], strict=True)), font_path(font)))
    canvas.ax.grid(False)
    canvas.ax.set(xticks=[], yticks=[])
    return canvas.finish(n=len(rows), first=rows[names].iloc[0])


def _cloud(sizes: dict[str, float], font: Path):
    try:
        from wordcloud import WordCloud
    except ImportError as error:
        raise ImportError("plot_word_cloud needs: pip install 'arabic-news-analysis[wordcloud]'") from error
    joined = features.check("raqm")  # Pillow's other layout draws letter after letter, from the left
    shown: dict[str, float] = {}
    for word, size in sizes.items():  # of two that are cut alike the larger stays
        shown.setdefault(shape(shorten(word, _LONGEST), native=joined), size)
    rank = {word: number for number, word in enumerate(shown)}
    cloud = WordCloud(
        font_path=str(font),
        width=1600,
        height=900,
        background_color="white",
        prefer_horizontal=1.0,  # Arabic set on its side cannot be read
        color_func=lambda word, **_: COLORS[rank[word] % 6],
        random_state=1,
        max_words=len(shown),
    )
    return cloud.generate_from_frequencies(shown).to_image()
