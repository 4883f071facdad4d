"""Who is mentioned with whom: a network whose layout is the same each time and whose names never overlap."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patheffects import withStroke

from ..widths import shorten
from .canvas import COLORS, Canvas, figure, require
from .labels import label


@figure
def plot_network(table: pd.DataFrame, canvas: Canvas, *, top: int = 20) -> Axes:
    """Draw actors as circles and joint mentions as lines: the more joint mentions, the thicker the line.

    Parameters
    ----------
    table : DataFrame
        What `co_mentions` returned: `a`, `b`, `name_a`, `name_b`, `weight`. Circles are as large as their
        actor's mentions where `mentions_a` and `mentions_b` say so, else as the sum of their joint mentions.
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
    >>> len(plot_network(pd.DataFrame([row])).texts)
    2

    Source of the layout: Fruchterman and Reingold, Graph drawing by force-directed placement, 1991.
    """
    require(table, ["a", "b", "name_a", "name_b", "weight"], "co_mentions", number="weight", top=top)
    linked = table[table["weight"] > 0]
    edges, nodes = _graph(linked, top)
    side = 5 + 0.07 * len(nodes)
    canvas.open((1.25 * side, side), len(edges))
    canvas.ax.grid(False)
    canvas.ax.set(xticks=[], yticks=[])
    _draw(canvas, edges, nodes)
    key = "network_by_mentions" if "mentions_a" in table.columns else "network_by_links"
    ends = {"first": edges["name_a"].iloc[0], "second": edges["name_b"].iloc[0]}
    value = canvas.number(edges["weight"].iloc[0])
    every = pd.concat([linked["a"], linked["b"]]).nunique()
    said = canvas.text(key), canvas.part("actors_shown", len(nodes), every)
    return canvas.finish(*said, n=len(nodes), edges=len(edges), value=value, **ends)


def _graph(table: pd.DataFrame, top: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The links among the `top` actors, heaviest first, and the actors that they link, with their sizes."""
    columns = ["actor", "name", "weight", "size"]
    ends = [[side, f"name_{side}", "weight", f"mentions_{side}"] for side in "ab"]
    ends = pd.concat([table.reindex(columns=end).set_axis(columns, axis=1) for end in ends])
    grouped = ends.groupby("actor", sort=False, observed=True)
    nodes = grouped.agg(name=("name", "first"), links=("weight", "sum"), size=("size", "max"))
    nodes = nodes.sort_values("links", ascending=False, kind="stable").head(top)
    nodes["size"] = nodes["size"].fillna(nodes["links"])
    edges = table[table["a"].isin(nodes.index) & table["b"].isin(nodes.index)]
    nodes = nodes[nodes.index.isin(edges["a"]) | nodes.index.isin(edges["b"])]
    return edges.sort_values("weight", ascending=False, kind="stable"), nodes


def _draw(canvas: Canvas, edges: pd.DataFrame, nodes: pd.DataFrame) -> None:
    """Place and draw everything in points, the unit in which names and circles are measured."""
    ax, (width, height) = canvas.ax, canvas.points()
    ax.set(xlim=(0, width), ylim=(0, height))
    diameters = 6 + 26 * np.sqrt(nodes["size"].to_numpy(float) / nodes["size"].max())
    halo = [withStroke(linewidth=2.5, foreground="white")]
    look = {"ha": "center", "va": "center", "zorder": 3, "path_effects": halo}
    names = [ax.text(0, 0, label(shorten(str(name), 24)), **look) for name in nodes["name"]]
    scale = 72 / ax.get_figure().dpi
    wide = np.array([text.get_window_extent().width * scale for text in names])
    line = 1.5 * names[0].get_fontsize()
    boxes = np.column_stack([np.maximum(wide, diameters) + 6, diameters + line + 3])
    places = _apart(_layout(edges, nodes, width, height), boxes, np.array([width, height]))
    centres = places + np.column_stack([np.zeros(len(nodes)), (diameters - boxes[:, 1]) / 2])
    at = dict(zip(nodes.index, centres, strict=True))
    edges = edges.iloc[::-1]  # the heaviest on top
    lines = [(at[a], at[b]) for a, b in zip(edges["a"], edges["b"], strict=True)]
    share = edges["weight"] / edges["weight"].max()
    greys = [str(grey) for grey in 0.8 - 0.3 * share]  # "0" is black, "1" white
    ax.add_collection(LineCollection(lines, linewidths=0.7 + 5 * share, colors=greys, zorder=1))
    ax.scatter(*centres.T, s=diameters**2, color=COLORS[0], edgecolor="white", zorder=2)
    for text, (x, y), diameter in zip(names, centres, diameters, strict=True):
        text.set_position((x, y + diameter / 2 + line / 2))


def _layout(edges: pd.DataFrame, nodes: pd.DataFrame, width: float, height: float) -> np.ndarray:
    """Places that bring actors with many joint mentions near each other, stretched over the Axes."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes.index)
    weights = (edges["weight"] / edges["weight"].max()) ** 0.5
    graph.add_weighted_edges_from(zip(edges["a"], edges["b"], weights, strict=True))
    parts = nx.connected_components(graph)  # held in sight of each other, else they drift to the corners
    heads = [next(node for node in nodes.index if node in part) for part in parts]
    graph.add_edges_from([(heads[0], head) for head in heads[1:]], weight=weights.min())
    places = nx.spring_layout(graph, k=2.5 / len(nodes) ** 0.5, iterations=200, seed=1)
    xy = np.array([places[node] for node in nodes.index])
    low, high = xy.min(axis=0), xy.max(axis=0)
    spread = (xy - low) / np.where(high > low, high - low, 1)
    ranks = xy.argsort(axis=0).argsort(axis=0) / max(1, len(xy) - 1)
    return (0.1 + 0.4 * (spread + ranks)) * (width, height)  # ranks loosen the crowd in the middle


def _apart(places: np.ndarray, boxes: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Push boxes that overlap apart, along the shorter way, and keep them inside the room."""
    for _ in range(500):
        before = places.copy()
        for i in range(len(places)):
            gaps = (boxes + boxes[i]) / 2 - np.abs(places - places[i])
            gaps[i] = 0
            for j in np.flatnonzero((gaps > 1e-6).all(axis=1)):
                axis = int(gaps[j].argmin())
                push = (gaps[j, axis] + 0.5) / 2 * (1 if places[i, axis] >= places[j, axis] else -1)
                places[i, axis] += push
                places[j, axis] -= push
        places = np.clip(places, boxes / 2, np.maximum(room - boxes / 2, boxes / 2))
        if (places == before).all():
            break
    return places
