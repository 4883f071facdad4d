"""Names and titles of plots: shortened at a word, broken into lines, drawn as they are read."""

from __future__ import annotations

import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis import plot_frequencies
from analysis.figures.style import arabic_style
from analysis.widths import fit, shorten

_reference = runpy.run_path(str(Path(__file__).with_name("label_reference.py")))
_tables = runpy.run_path(str(Path(__file__).with_name("plot_tables.py")))


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("قمة باريس", 20, "قمة باريس"),
        ("قمة تحالف الراغبين", 12, "قمة تحالف…"),
        ("قمة، تحالف", 6, "قمة…"),
        ("مُحَمَّد", 4, "مُحَمَّد"),
        ("  سطر\n آخر ", 20, "سطر آخر"),
    ],
)
def test_shortened_at_a_word_in_reading_order(text, width, expected):
    assert shorten(text, width) == expected


def test_fitted_into_lines():
    assert fit("واحد اثنان ثلاثة أربعة", 10, 2) == "واحد اثنان\nثلاثة…"


def test_the_longest_titles_are_broken():
    title = "أكثر الكلمات ورودا في مقالي القمة (Reuters, AFP) " * 4
    ax = plot_frequencies(_tables["frequencies"](5), title=title)
    assert "\n" in ax.get_title(loc="right")


def test_names_on_the_axis_are_drawn_as_harfbuzz_draws_them():
    """A picture of the whole figure holds the name joined, in order and at its place."""
    with arabic_style(font=_reference["FONT"], ytick_labelsize=60, figure_dpi=72):
        figure = Figure(figsize=(20, 10), dpi=72)
        ax = plot_frequencies(
            pd.DataFrame({"form": ["قمة (35 دولة)"], "count": [3]}), ax=figure.add_subplot()
        )
    ax.set_position([0.1, 0.1, 0.4, 0.8])
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    box = ax.get_yticklabels()[0].get_window_extent().padded(10)
    top, bottom = (int(figure.bbox.height - y) for y in (box.y1, box.y0))
    ink = np.asarray(canvas.buffer_rgba())[top:bottom, int(box.x0 + 8) : int(box.x1), 0] < 128
    shown = _reference["crop"](ink)
    assert _reference["likeness"](shown, _reference["reference"]("قمة (|35| دولة)")) > 0.95
