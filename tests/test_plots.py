"""Plots: what stands on the Axes is what stands in the table, at the right side, and nothing overlaps."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import (
    plot_actors,
    plot_coverage,
    plot_dispersion,
    plot_frequencies,
    plot_keywords,
    plot_network,
    plot_timeline,
)
from analysis.figures.canvas import by_columns
from analysis.figures.labels import label
from analysis.figures.saving import description
from analysis.widths import fit
from analysis.words.comparison import Sides

_tables = runpy.run_path(str(Path(__file__).with_name("plot_tables.py")))
PLOTS, frequencies, links = (_tables[name] for name in ("PLOTS", "frequencies", "links"))
DIRECTIONS = ("rtl", "ltr")
ROWED = [plot_frequencies, plot_keywords, plot_actors, plot_dispersion, plot_timeline]
each_plot = pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.__name__)
each_direction = pytest.mark.parametrize("direction", DIRECTIONS)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def shown_texts(figure: Figure) -> list[Text]:
    """The texts that are drawn: ticks beyond the limits are not."""
    texts = []
    for ax in figure.axes:
        kept = [ax.title, ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label, *ax.texts]
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    kept += [tick.label1, tick.label2]
        legend = ax.get_legend()
        texts += kept + (legend.get_texts() if legend else [])
    return [text for text in texts if text.get_visible() and text.get_text().strip()]


def boxes(figure: Figure) -> list[tuple[str, np.ndarray]]:
    """Where the texts stand, in pixels: no higher than their letters, whatever the font asks for."""
    FigureCanvasAgg(figure).draw()
    found = []
    for text in shown_texts(figure):
        box = text.get_window_extent()
        lines = text.get_text().count("\n") + 1
        height = min(box.height, (1.0 + 1.5 * (lines - 1)) * text.get_fontsize() * figure.dpi / 72)
        middle = (box.y0 + box.y1) / 2
        found.append((text.get_text(), np.array([box.x0, middle - height / 2, box.x1, middle + height / 2])))
    return found


@pytest.mark.parametrize("plot", list(PLOTS)[:-1], ids=lambda plot: plot.__name__)
@each_direction
@pytest.mark.parametrize("rows", [5, 20, 60])
def test_texts_never_overlap_and_never_leave_the_figure(plot, direction, rows):
    assert_apart_and_inside(plot(PLOTS[plot](rows), top=60, direction=direction).get_figure())


@pytest.mark.parametrize("months", ["standard", "levantine", "maghrebi"])
@pytest.mark.parametrize("rows", [5, 14, 30])
def test_long_names_of_months_never_overlap(months, rows):
    for plot in (plot_coverage, plot_timeline):
        assert_apart_and_inside(plot(PLOTS[plot](rows), months=months, digits="١٢٣").get_figure())


def assert_apart_and_inside(figure):
    found = boxes(figure)
    width, height = figure.bbox.width, figure.bbox.height
    for text, (x0, y0, x1, y1) in found:
        assert -1 < x0 < x1 < width + 1, text
        assert -1 < y0 < y1 < height + 1, text
    for (one, a), (other, b) in itertools.combinations(found, 2):
        apart = min(a[2], b[2]) - max(a[0], b[0]) < 1 or min(a[3], b[3]) - max(a[1], b[1]) < 1
        assert apart, (one, other)


@each_plot
@each_direction
def test_no_rows_give_a_titled_empty_axes_that_says_so(plot, direction):
    ax = plot(PLOTS[plot](3).head(0), direction=direction)
    says = "لا توجد بيانات للعرض" if direction == "rtl" else "No data to show"
    assert [text.get_text() for text in ax.texts] == [label(says)]
    assert ax.get_title(loc="right" if direction == "rtl" else "left")
    assert says.lower() in description(ax.get_figure()).lower()


@each_plot
@each_direction
def test_the_title_stands_where_reading_starts(plot, direction):
    ax = plot(PLOTS[plot](4), title="عنوان", direction=direction)
    assert ax.get_title(loc="right" if direction == "rtl" else "left") == label("عنوان")
    assert ax.get_title(loc="center") == ""


def test_the_package_offers_the_functions_and_not_modules_of_their_name():
    import analysis

    assert all(getattr(analysis, plot.__name__) is plot for plot in list(PLOTS)[:-1])


@each_plot
def test_the_callers_axes_is_used_and_no_figure_made(plot):
    before = plt.get_fignums()
    given = Figure(figsize=(6, 4)).add_subplot()
    assert plot(PLOTS[plot](4), ax=given) is given
    assert plt.get_fignums() == before


@each_plot
def test_the_table_is_left_as_it_was(plot):
    table = PLOTS[plot](5)
    before = table.copy()
    plot(table)
    pd.testing.assert_frame_equal(table, before)


@each_plot
@pytest.mark.parametrize("options", [{"direction": "up"}, {"digits": "abc"}])
def test_unknown_options_are_refused(plot, options):
    with pytest.raises(ValueError, match=next(iter(options))):
        plot(PLOTS[plot](2), **options)


@each_plot
def test_a_table_of_another_kind_is_refused(plot):
    with pytest.raises(ValueError, match="no column"):
        plot(pd.DataFrame({"other": [1]}))


@pytest.mark.parametrize("plot", ROWED, ids=lambda plot: plot.__name__)
@each_direction
def test_names_stand_at_the_side_where_reading_starts(plot, direction):
    ax = plot(PLOTS[plot](5), direction=direction)
    FigureCanvasAgg(ax.get_figure()).draw()
    ticks = [tick.label2 if direction == "rtl" else tick.label1 for tick in ax.yaxis.get_major_ticks()]
    assert all(tick.get_visible() for tick in ticks)
    edge = ax.get_window_extent()
    for tick in ticks:
        box = tick.get_window_extent()
        assert box.x0 >= edge.x1 if direction == "rtl" else box.x1 <= edge.x0
    heights = [ax.transData.transform((0, tick))[1] for tick in ax.get_yticks()]
    assert heights == sorted(heights, reverse=True), "the first row is on top"


@each_direction
def test_bars_grow_away_from_the_names(direction):
    ax = plot_frequencies(pd.DataFrame({"form": ["أمن", "قمة"], "count": [7, 5]}), direction=direction)
    (start, _), (end, _) = (ax.transData.transform((x, 0)) for x in (0, 7))
    assert end < start if direction == "rtl" else end > start
    assert [bar.get_width() for bar in ax.patches] == [7, 5]
    assert [bar.get_y() + bar.get_height() / 2 for bar in ax.patches] == pytest.approx([0, 1])
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [label("أمن"), label("قمة")]
    assert [(text.get_text(), text.xy) for text in ax.texts] == [("7", (7, 0)), ("5", (5, 1))]


@pytest.mark.parametrize(
    ("digits", "by", "values"),
    [
        ("123", "count", ["12,345", "6"]),
        ("١٢٣", "count", ["١٢٬٣٤٥", "٦"]),
        ("123", "dp", ["0.50", "0.25"]),
        ("١٢٣", "rate", ["١٢٫٥", "٣٫٠"]),
    ],
)
def test_numbers_in_the_digits_asked_for(digits, by, values):
    table = pd.DataFrame({"form": ["أ", "ب"], "count": [12345, 6], "dp": [0.5, 0.25], "rate": [12.5, 3.0]})
    ax = plot_frequencies(table, by=by, digits=digits)
    assert [text.get_text() for text in ax.texts] == [label(value) for value in values]


def test_ties_keep_the_order_of_the_table_and_top_cuts_after_sorting():
    table = pd.DataFrame({"form": list("abcd"), "count": [1, 3, 3, 2]})
    ax = plot_frequencies(table, top=3)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["b", "c", "d"]


def test_several_rows_of_one_word_are_refused():
    with pytest.raises(ValueError, match="panel="):
        plot_frequencies(pd.DataFrame({"article": ["1", "2"], "form": ["أ", "أ"], "count": [1, 2]}))


@each_direction
def test_panels_share_one_scale_and_start_where_reading_starts(direction):
    cells = [("1", "أ", 100), ("1", "ب", 50), ("2", "أ", 10), ("3", "ج", 5)]
    table = pd.DataFrame(cells, columns=["article", "form", "count"])
    axes = plot_frequencies(table, panel="article", direction=direction, title="مقالات")
    titles = [ax.get_title(loc="right" if direction == "rtl" else "left") for ax in axes]
    assert titles == ["1", "2", "3"]
    assert len({ax.get_xlim() for ax in axes}) == 1
    assert [bar.get_width() for ax in axes for bar in ax.patches] == [100, 50, 10, 5]
    FigureCanvasAgg(axes[0].get_figure()).draw()
    first, second = (ax.get_window_extent().x0 for ax in axes[:2])
    assert first > second if direction == "rtl" else first < second
    assert len(axes[0].get_figure().axes) == 3


def test_panels_of_no_rows():
    (ax,) = plot_frequencies(pd.DataFrame({"article": [], "form": [], "count": []}), panel="article")
    assert len(ax.texts) == 1


def test_keywords_go_two_ways_told_apart_by_hatch():
    table = pd.DataFrame({"form": ["أ", "ب", "ج", "د"], "g2": [5.0, -20.0, 30.0, -1.0]})
    ax = plot_keywords(table, top=3)
    assert [(bar.get_width(), bar.get_hatch() or "") for bar in ax.patches] == [
        (30, ""),
        (5, ""),
        (-20, "//"),
    ]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [label("ج"), label("أ"), label("ب")]
    assert [text.get_text() for text in ax.texts] == ["30", "5", "−20"]


@pytest.mark.parametrize(
    ("options", "legend"),
    [
        ({}, ["أكثر مما في المرجع", "أقل مما في المرجع"]),
        ({"direction": "ltr"}, ["more than in the reference", "less than in the reference"]),
        ({"sides": ("الشروق", "7")}, ["أكثر في: الشروق", "أكثر في: قمة باريس"]),
        ({"sides": Sides(None, "general", "x", "general Arabic")}, ["أكثر في: x", "أكثر في: العربية عموما"]),
    ],
)
def test_the_legend_of_keywords_names_the_two_sides(options, legend):
    table = pd.DataFrame({"form": ["أ", "ب"], "g2": [5.0, -20.0]})
    articles = pd.DataFrame({"article": ["7"], "title": ["قمة باريس"]})
    ax = plot_keywords(table, titles=articles, **options)
    shown = [text.get_text() for text in ax.get_legend().get_texts()]
    expected = list(map(label, legend))
    assert shown == (expected if "direction" in options else expected[::-1]), "the first where reading starts"


@pytest.mark.parametrize(
    ("signs", "rtl", "expected"),
    [(5, True, "c bead"), (5, False, "adbec "), (3, True, "cba"), (3, False, "abc")],
)
def test_legends_are_read_line_by_line(signs, rtl, expected):
    entries, columns = by_columns([(None, name) for name in "abcde"[:signs]], 2 if signs == 5 else 1, rtl)
    assert columns == 3
    assert "".join(name for _, name in entries) == expected


def test_actors_are_stacked_by_how_they_are_named():
    cells = [("FR", "فرنسا", "name", 3), ("UA", "أوكرانيا", "name", 4), ("FR", "فرنسا", "demonym", 2)]
    table = pd.DataFrame(cells, columns=["actor", "name", "ref", "mentions"])
    ax = plot_actors(table)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [label("فرنسا"), label("أوكرانيا")]
    bars = {(bar.get_y(), bar.get_x()): bar.get_width() for bar in ax.patches if bar.get_width()}
    assert sorted(bars.values()) == [2, 3, 4]
    assert bars[(ax.patches[0].get_y(), 3)] == 2, "the second part starts where the first ends"
    looks = {(to_hex(bar.get_facecolor()), bar.get_hatch()) for bar in ax.patches}
    assert len(looks) == len({color for color, _ in looks}) == len({hatch for _, hatch in looks}) == 2
    assert [text.get_text() for text in ax.texts] == ["5", "4"]
    assert [t.get_text() for t in ax.get_legend().get_texts()] == [label("بالنسبة"), label("بالاسم")], (
        "from the right"
    )


def test_actors_without_ref_and_by_articles():
    table = pd.DataFrame(
        {"actor": ["FR", "X"], "name": ["فرنسا", ""], "mentions": [3, 1], "articles": [2, 1]}
    )
    ax = plot_actors(table, by="articles")
    assert [bar.get_width() for bar in ax.patches] == [2, 1]
    assert ax.get_yticklabels()[1].get_text() == "X", "an actor without a name is shown by its id"
    assert ax.get_legend() is None
    with pytest.raises(ValueError, match="without ref"):
        plot_actors(table.assign(ref="name"), by="articles")


@each_direction
def test_dispersion_ticks_stand_at_their_places(direction):
    cells = [("1", "أمن", 0.25), ("1", "قمة", 0.5), ("2", "أمن", 1.0), ("1", "أمن", 0.0)]
    ax = plot_dispersion(pd.DataFrame(cells, columns=["article", "term", "position"]), direction=direction)
    at = [sorted(x for segment in lines.get_segments() for x in {segment[0][0]}) for lines in ax.collections]
    assert at == [[0.0, 0.25, 1.0], [0.5]]
    assert len({line.get_marker() for line in ax.lines}) == 2, "colour is not the only difference"
    assert ax.xaxis_inverted() == (direction == "rtl")
    assert sorted(ax.get_xlim()) == pytest.approx([0, 1], abs=0.02)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["1", "2"]


@pytest.mark.parametrize(("top", "says"), [(2, "أمن"), (1, "أمن – المقالات المعروضة: 1 من 2")])
def test_dispersion_names_its_term_and_says_when_articles_are_left_out(top, says):
    table = pd.DataFrame({"article": ["7", "8"], "term": ["أمن", "أمن"], "position": [0.5, 0.1]})
    assert plot_dispersion(table, top=top).get_xlabel() == label(says)


def test_articles_are_named_by_their_titles():
    table = pd.DataFrame({"article": ["7", "8"], "term": ["أمن", "أمن"], "position": [0.5, 0.1]})
    long = "قمة تحالف الراغبين في باريس تبحث الضمانات الأمنية لأوكرانيا وتسعى لتقارب أوروبي أميركي بشأنها"
    articles = pd.DataFrame({"article": ["7", "8", "9"], "title": [long, "", "x"]})
    for given, titles in ((table, articles), (table.merge(articles), None)):
        names = [tick.get_text() for tick in plot_dispersion(given, titles=titles).get_yticklabels()]
        assert names == [label(fit(long, 32, 2)), "8"], "an article without a title is named by its id"
        assert names[0].count("\n") == 1
        assert "…" in names[0]
    with pytest.raises(ValueError, match="'title'"):
        plot_dispersion(table, titles=articles[["article"]])


def test_panels_of_articles_are_headed_by_their_titles():
    table = pd.DataFrame({"article": ["7", "8"], "form": ["أ", "ب"], "count": [2, 1]})
    articles = pd.DataFrame({"article": ["7"], "title": ["قمة باريس"]})
    axes = plot_frequencies(table, panel="article", titles=articles)
    assert [ax.get_title(loc="right") for ax in axes] == [label("قمة باريس"), "8"]
    assert description(axes[0].get_figure()).startswith("قمة باريس: ")


def test_network_is_the_same_each_time_and_wider_for_more():
    table = links(8)
    one, other = plot_network(table), plot_network(table)
    for a, b in zip(one.collections, other.collections, strict=True):
        assert np.array_equal(a.get_offsets(), b.get_offsets())
    widths = one.collections[0].get_linewidths()
    assert widths[-1] == max(widths)
    assert list(widths) == sorted(widths), "weights rise towards the last, which lies on top"


def test_a_pair_that_is_linked_to_nobody_else_leaves_the_others_their_room():
    pair = {"a": "X", "b": "Y", "name_a": "س", "name_b": "ص", "weight": 1}
    ax = plot_network(pd.concat([links(20), pd.DataFrame([pair])]), top=60)
    width, height = np.ptp(ax.collections[1].get_offsets()[:20], axis=0)
    assert width * height > 0.35 * np.ptp(ax.get_xlim()) * np.ptp(ax.get_ylim()), "drifting, they leave 0.25"


def test_network_says_when_it_shows_a_part_and_leaves_out_who_is_linked_to_nobody_shown():
    ends = [("أ", "ب", 9), ("ج", "د", 5), ("ه", "أ", 1)]
    table = pd.DataFrame([{"a": a, "b": b, "name_a": a, "name_b": b, "weight": w} for a, b, w in ends])
    assert len(plot_network(table, top=3).collections[1].get_offsets()) == 2
    figure = plot_network(table, top=3, direction="ltr").get_figure()
    assert any("2 of 5 actors" in text.get_text() for text in figure.findobj(Text))


def test_network_nodes_are_as_large_as_their_mentions():
    table = pd.DataFrame({"a": ["x"], "b": ["y"], "name_a": ["س"], "name_b": ["ص"], "weight": [2]})
    nodes = plot_network(table.assign(mentions_a=10, mentions_b=1)).collections[1]
    assert nodes.get_sizes()[0] > 2 * nodes.get_sizes()[1]
    assert len({*plot_network(table).collections[1].get_sizes()}) == 1


@each_plot
@each_direction
def test_each_plot_says_in_one_sentence_what_it_draws(plot, direction):
    sentence = description(plot(PLOTS[plot](5), direction=direction).get_figure())
    assert sentence.endswith(".")
    assert "{" not in sentence.replace("{قائمة}", "")
    assert "\u200f" not in sentence, "the sentence is text, not a label"


def test_no_plot_uses_a_weight_that_the_font_lacks():
    for plot, table in PLOTS.items():
        figure = plot(table(3)).get_figure()
        assert {text.get_fontweight() for text in figure.findobj(Text)} <= {"normal", 400}
