"""Who is mentioned with whom: a network with a layout that is the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .canvas import COLORS, Canvas, open_canvas, require
from .labels import label
from .style import styled

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@styled
def plot_network(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    top: int = 20,
    direction: str = "rtl",
    title: str | None = None,
    digits: str = "123",
) -> Axes:
    """Draw actors as nodes and joint mentions as lines: the more joint mentions, the thicker the line.

    Parameters
    ----------
    table : DataFrame
        What `co_mentions` returned: `a`, `b`, `name_a`, `name_b`, `weight`. Nodes are as large as their
        actor's mentions where `mentions_a` and `mentions_b` say so, else as the sum of their links.
    ax, direction, title, digits
        As in `plot_frequencies`.
    top : int, default 20
        Actors drawn: those with the most joint mentions, ties in the order of the table.

    Returns
    -------
    Axes

    Examples
    --------
    >>> row = {"a": "FR", "b": "UA", "name_a": "فرنسا", "name_b": "أوكرانيا", "weight": 3}
    >>> len(plot_network(pd.DataFrame([row])).collections)
    2
    """
    require(table, ["a", "b", "name_a", "name_b", "weight"], "co_mentions")
    canvas = open_canvas(ax, direction=direction, digits=digits, size=(8, 6.5))
    title = canvas.text("network") if title is None else title
    canvas.title(title)
    edges, nodes = _graph(table, top)
    if edges.empty:
        return canvas.empty(title)
    places = _layout(edges, nodes)
    ax = canvas.ax
    ax.axis("off")
    for axis, column in (("x", 0), ("y", 1)):
        values = [place[column] for place in places.values()]
        getattr(ax, f"set_{axis}lim")(min(values) - 0.25, max(values) + 0.25)
    _draw_edges(canvas, edges, places)
    _draw_nodes(canvas, nodes, places)
    strongest = edges.iloc[0]
    canvas.describe(
        "alt_network",
        n=canvas.number(len(nodes)),
        edges=canvas.number(len(edges)),
        first=strongest["name_a"],
        second=strongest["name_b"],
        value=canvas.number(strongest["weight"]),
    )
    return ax


def _graph(table: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The edges among the `top` actors, heaviest first, and those actors with their sizes."""
    ends = pd.concat([_end(table, "a"), _end(table, "b")])
    nodes = ends.groupby("actor", sort=False).agg(
        name=("name", "first"), links=("weight", "sum"), size=("size", "max")
    )
    nodes = nodes.sort_values("links", ascending=False, kind="stable").head(top)
    nodes["size"] = nodes["size"].fillna(nodes["links"])
    edges = table[table["a"].isin(nodes.index) & table["b"].isin(nodes.index)]
    return edges.sort_values("weight", ascending=False, kind="stable"), nodes


def _end(table: pd.DataFrame, side: str) -> pd.DataFrame:
    size = table.get(f"mentions_{side}", pd.Series(float("nan"), table.index))
    return pd.DataFrame(
        {"actor": table[side], "name": table[f"name_{side}"], "weight": table["weight"], "size": size}
    )


def _layout(edges: pd.DataFrame, nodes: pd.DataFrame) -> dict:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes.index)
    heaviest = edges["weight"].max()
    graph.add_weighted_edges_from(
        (a, b, w / heaviest) for a, b, w in zip(edges["a"], edges["b"], edges["weight"], strict=True)
    )
    return nx.spring_layout(graph, k=1.8 / len(nodes) ** 0.5, iterations=300, seed=1)


def _draw_edges(canvas: Canvas, edges: pd.DataFrame, places: dict) -> None:
    from matplotlib.collections import LineCollection

    share = edges["weight"] / edges["weight"].max()
    lines = [(places[a], places[b]) for a, b in zip(edges["a"], edges["b"], strict=True)]
    canvas.ax.add_collection(
        LineCollection(lines, linewidths=0.5 + 5 * share, colors="#999999", alpha=0.5, zorder=1)
    )


def _draw_nodes(canvas: Canvas, nodes: pd.DataFrame, places: dict) -> None:
    xy = [places[node] for node in nodes.index]
    sizes = 30 + 600 * nodes["size"] / nodes["size"].max()
    canvas.ax.scatter(*zip(*xy, strict=True), s=sizes, color=COLORS[0], edgecolor="white", zorder=2)
    for (x, y), name, size in zip(xy, nodes["name"], sizes, strict=True):
        canvas.ax.annotate(
            label(name),
            (x, y),
            xytext=(0, size**0.5 / 2 + 2),
            textcoords="offset points",
            ha="center",
            va="bottom",
            zorder=3,
        )
