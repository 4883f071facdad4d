"""How HarfBuzz draws a label, and how like it a drawn label is: an answer that shares no code with ours.

The reader gives the runs of a label, in reading order from the right: `قمة (|35| دولة)`. A run that holds a
Latin letter or a digit runs from the left, any other from the right.
"""

from __future__ import annotations

import re
from pathlib import Path as FilePath

import matplotlib
import numpy as np
import uharfbuzz
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

FONT = FilePath(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
SIZE = 60  # pixels for an em
SLACK = 3  # pixels: old versions of Matplotlib place each letter on a whole pixel
_LEFT_TO_RIGHT = re.compile("[A-Za-z0-9٠-٩۰-۹]")


class _Outline:
    """Collects what HarfBuzz draws, moved to its place on the line."""

    def __init__(self, scale: float):
        self.points, self.codes, self.scale, self.x, self.y = [], [], scale, 0.0, 0.0

    def _add(self, code: int, *points: tuple[float, float]) -> None:
        for x, y in points:
            self.points.append((self.x + x * self.scale, self.y + y * self.scale))
            self.codes.append(code)

    def moveTo(self, point):
        self._add(Path.MOVETO, point)

    def lineTo(self, point):
        self._add(Path.LINETO, point)

    def qCurveTo(self, *points):
        self._add(Path.CURVE3, *points)

    def curveTo(self, *points):
        self._add(Path.CURVE4, *points)

    def closePath(self):
        self._add(Path.CLOSEPOLY, (0, 0))


def reference(runs: str) -> np.ndarray:
    """What HarfBuzz draws, as an array of ink."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT)))
    font, pen = uharfbuzz.Font(face), _Outline(SIZE / face.upem)
    x = SIZE
    for run in reversed(runs.split("|")):
        buffer = uharfbuzz.Buffer()
        buffer.add_str(run)
        from_left = _LEFT_TO_RIGHT.search(run)
        buffer.direction, buffer.script = ("ltr", "Latn") if from_left else ("rtl", "Arab")
        uharfbuzz.shape(font, buffer)
        for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.x, pen.y = x + place.x_offset * pen.scale, 2 * SIZE + place.y_offset * pen.scale
            font.draw_glyph_with_pen(glyph.codepoint, pen)
            x += place.x_advance * pen.scale
    figure = Figure(figsize=(x + 2 * SIZE, 4 * SIZE), dpi=1)
    figure.add_artist(PathPatch(Path(pen.points, pen.codes), facecolor="black", linewidth=0, transform=None))
    return _ink(figure)


def drawn(text: str, rotation: int = 0) -> np.ndarray:
    """What the installed Matplotlib draws, as an array of ink, turned back if it was rotated."""
    side = SIZE * (len(text) + 4)
    settings = {"font.family": "DejaVu Sans", "text.hinting": "no_hinting"}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(side / 72, side / 72), dpi=72)
        figure.text(0.5, 0.5, text, fontsize=SIZE, ha="center", va="center", rotation=rotation)
        return np.rot90(_ink(figure), -rotation // 90)


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """The share of ink that has ink of the other picture beside it, in the worst half em of either."""
    if abs(one.shape[1] - other.shape[1]) > SIZE / 4:
        return 0.0
    shape = np.maximum(one.shape, other.shape)
    best = 0.0
    for right in (False, True):  # rounding adds up along a line: set the pictures flush left, then right
        one_set, other_set = (_set(picture, shape, right) for picture in (one, other))
        worst = 1.0
        for a, b in ((one_set, _spread(other_set)), (other_set, _spread(one_set))):
            for x in range(0, shape[1], SIZE // 4):
                ink = a[:, x : x + SIZE // 2]
                if ink.sum() > SIZE // 2:
                    worst = min(worst, (ink & b[:, x : x + SIZE // 2]).sum() / ink.sum())
        best = max(best, worst)
    return float(best)


def _ink(figure: Figure) -> np.ndarray:
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return crop(np.asarray(canvas.buffer_rgba())[:, :, 0] < 128)


def crop(ink: np.ndarray) -> np.ndarray:
    """Without the empty margins."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _set(picture: np.ndarray, shape: np.ndarray, right: bool) -> np.ndarray:
    room = shape - picture.shape
    return np.pad(picture, ((0, room[0]), (room[1], 0) if right else (0, room[1])))


def _spread(ink: np.ndarray) -> np.ndarray:
    """Ink made thicker by the slack on all sides."""
    out = ink.copy()
    for dy in range(-SLACK, SLACK + 1):
        for dx in range(-SLACK, SLACK + 1):
            out |= np.roll(ink, (dy, dx), axis=(0, 1))
    return out
