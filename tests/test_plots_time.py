"""Plots of time: each kind of date has its sign, months their names, gaps stay gaps."""

from __future__ import annotations

import runpy
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from analysis import plot_coverage, plot_timeline
from analysis.figures.labels import draws_arabic, label

_tables = runpy.run_path(str(Path(__file__).with_name("plot_tables.py")))
events, periods = _tables["events"], _tables["periods"]
DAY = pd.Timedelta(days=1)
each_direction = pytest.mark.parametrize("direction", ["rtl", "ltr"])


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def test_timeline_signs():
    ax = plot_timeline(events(7))
    dots = {round(line.get_ydata()[0]): line for line in ax.lines}
    bars = {round(bar.get_y() + bar.get_height() / 2): bar for bar in ax.patches}
    assert sorted(dots) == [0, 3]
    assert sorted(bars) == [1, 2, 4, 5, 6]
    assert to_hex(dots[0].get_markerfacecolor()) == "#0072b2"
    assert to_hex(dots[3].get_markerfacecolor()) == "#ffffff", "hollow: the article's date is inferred"
    assert {row for row, bar in bars.items() if bar.get_hatch()} == {2, 6}, "hatched: approximate"
    assert {row for row, bar in bars.items() if bar.get_linestyle() in ("--", "dashed")} == {2, 6}
    assert to_hex(bars[5].get_facecolor()) == "#ffffff"
    assert (bars[1].get_x(), bars[1].get_width()) == (date2num(pd.Timestamp("2025-02-01")), 28)
    arrows = [(text.xyann, text.xy) for text in ax.texts]
    day = pd.Timestamp
    assert arrows == [
        ((day("2025-03-01"), 1), (day("2026-01-06"), 1)),
        ((day("2026-01-06"), 4), (day("2026-03-01"), 4)),
    ]
    assert len(ax.get_legend().get_texts()) == 6


@each_direction
def test_time_runs_as_reading_does(direction):
    for ax in (plot_timeline(events(3), direction=direction), plot_coverage(periods(5), direction=direction)):
        assert ax.xaxis_inverted() == (direction == "rtl")


def test_a_timeline_of_plain_days_needs_no_legend_and_no_reference():
    ax = plot_timeline(events(1)[["begin", "until", "sentence"]])
    assert ax.get_legend() is None
    assert not plot_timeline(events(2)[["begin", "until", "sentence", "relation"]]).texts


def test_the_legend_names_no_arrow_that_is_not_drawn():
    """Until a time that was over when the article appeared: no arrow runs backwards."""
    ax = plot_timeline(events(5).tail(1).assign(reference=pd.Timestamp("2026-06-01")))
    assert not ax.texts
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [label("فترة")]


def test_unresolved_dates_are_left_out_of_the_timeline():
    table = events(3)
    table.loc[1, "begin"] = pd.NaT
    assert len(plot_timeline(table).get_yticks()) == 2


@pytest.mark.parametrize(
    ("months", "direction", "expected"),
    [
        ("standard", "rtl", "يناير 2025"),
        ("levantine", "rtl", "كانون الثاني 2025"),
        ("maghrebi", "rtl", "جانفي 2025"),
        ("standard", "ltr", "Jan 2025"),
    ],
)
def test_months_by_their_names_in_the_country(months, direction, expected):
    ax = plot_coverage(periods(4), months=months, direction=direction)
    assert ax.get_xticklabels()[0].get_text() == label(expected)


def test_unknown_months_are_refused():
    with pytest.raises(ValueError, match="levantine"):
        plot_coverage(periods(4), months="roman")


def test_coverage_shows_gaps_and_inferred_days_as_such():
    table = periods(5).assign(inferred=[0, 1, 0, 0, 2])
    ax = plot_coverage(table)
    certain, inferred, gaps = ax.containers
    assert [bar.get_height() for bar in certain] == [1, 1, 3, 0, 3]
    assert [(bar.get_y(), bar.get_height()) for bar in inferred] == [(1, 1), (3, 2)]
    assert all(bar.get_hatch() for bar in inferred)
    ((begin, width),) = [(span.get_x(), span.get_width()) for span in gaps]
    assert (begin, width) == pytest.approx((date2num(pd.Timestamp("2025-04-01")), 30), abs=0.01)


def test_coverage_per_million_and_one_term_at_a_time():
    table = periods(3).assign(share=[0.001, 0.002, np.nan], term="أمن")
    ax = plot_coverage(table, by="share")
    assert [bar.get_height() for bar in ax.containers[0]] == [1000, 2000, 0]
    assert ax.get_title(loc="right") == label("التغطية عبر الزمن: أمن")
    with pytest.raises(ValueError, match="one term"):
        plot_coverage(pd.concat([table, table]), by="share")


def test_of_many_events_the_most_told_and_the_latest_are_drawn():
    begin = pd.to_datetime(["1924-01-01", "2025-01-01", "2026-01-05", "2026-01-06"])
    table = pd.DataFrame(
        {"begin": begin, "until": begin + DAY, "sentence": list("abcd"), "articles": [2, 1, 1, 1]}
    )
    names = [tick.get_text() for tick in plot_timeline(table, top=3, direction="ltr").get_yticklabels()]
    assert names == ["a", "c", "d"]


@pytest.mark.parametrize(
    ("top", "direction", "says"),
    [(3, "rtl", "الأحداث المعروضة: 3 من 4"), (3, "ltr", "3 of 4 events"), (4, "rtl", "")],
)
def test_a_timeline_that_leaves_events_out_says_so(top, direction, says):
    assert plot_timeline(events(4), top=top, direction=direction).get_xlabel() == label(says)


@pytest.mark.parametrize(
    ("rows", "first", "expected"),
    [
        (5, "2025-01-01", "Jan 2025|Feb 2025|Mar 2025|Apr 2025|May 2025"),
        (14, "2025-02-01", "Apr 2025|Jul 2025|Oct 2025|Jan 2026"),
        (30, "2025-01-01", "Jan 2025|Jul 2025|Jan 2026|Jul 2026|Jan 2027"),
        (60, "2025-01-01", "2025|2026|2027|2028|2029"),
        (400, "1990-03-01", "1995|2000|2005|2010|2015|2020"),
    ],
)
def test_long_coverage_has_a_name_for_every_third_or_sixth_or_twelfth_month(rows, first, expected):
    begin = pd.date_range(first, periods=rows, freq="MS")
    ax = plot_coverage(pd.DataFrame({"begin": begin, "articles": 1}), direction="ltr")
    assert [tick.get_text() for tick in ax.get_xticklabels()] == expected.split("|")


def test_days_say_their_year_once():
    begin = pd.date_range("2025-12-29", periods=5, freq="D")
    ax = plot_coverage(pd.DataFrame({"begin": begin, "articles": 1}), direction="ltr")
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    assert names == ["29 Dec 2025", "30 Dec", "31 Dec", "1 Jan 2026", "2 Jan"]
    assert list(ax.get_xticks()) == [bar.get_x() + bar.get_width() / 2 for bar in ax.containers[0]]


def test_the_time_stays_in_a_row_that_is_cut():
    begin = pd.to_datetime(["2026-01-05"])
    text = "كلمة " * 30 + "يوم 5 يناير " + "كلمة " * 30
    table = pd.DataFrame({"begin": begin, "until": begin + DAY, "sentence": [text], "text": ["5 يناير"]})
    (name,) = plot_timeline(table).get_yticklabels()
    assert "يناير" in name.get_text() or not draws_arabic()


def test_empty_periods_in_a_row_are_one_gap():
    begin = pd.date_range("2026-01-01", periods=6, freq="MS")
    ax = plot_coverage(pd.DataFrame({"begin": begin, "articles": [1, 0, 0, 2, 0, 1]}))
    spans = [(patch.get_x(), patch.get_width()) for patch in ax.containers[1]]
    days = [date2num(pd.Timestamp(2026, month, 1)) for month in (2, 3, 4, 5)]
    assert [begin for begin, _ in spans] == pytest.approx([days[0], days[1], days[3]])
    assert spans[0][0] + spans[0][1] == pytest.approx(spans[1][0]), "no seam between them"
    heights = [patch.get_window_extent().height for patch in ax.containers[1]]
    assert heights == pytest.approx([ax.bbox.height] * 3)


def test_centuries_fit_on_one_axis():
    begin = pd.to_datetime(["1717-01-01", "2026-01-06", "2135-01-01"])
    table = pd.DataFrame({"begin": begin, "until": begin + DAY, "sentence": list("abc")})
    assert len(plot_timeline(table).lines) == 3
