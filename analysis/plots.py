"""Tables to figures: each function takes the table of a computing function and returns the Axes it drew."""

from __future__ import annotations

from .plot_bars import plot_actors, plot_frequencies, plot_keywords
from .plot_links import plot_network
from .plot_places import plot_dispersion
from .plot_time import plot_coverage, plot_timeline

__all__ = [
    "plot_actors",
    "plot_coverage",
    "plot_dispersion",
    "plot_frequencies",
    "plot_keywords",
    "plot_network",
    "plot_timeline",
]
