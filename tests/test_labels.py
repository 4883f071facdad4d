"""Labels: drawn as HarfBuzz draws them, whatever the installed Matplotlib does by itself."""

from __future__ import annotations

import runpy
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.figures.labels import RLM, draws_arabic, is_rtl, label, shape
from analysis.widths import visible_length, wrap

_reference = runpy.run_path(str(Path(__file__).with_name("label_reference.py")))
reference, drawn, likeness = (_reference[name] for name in ("reference", "drawn", "likeness"))

# Runs in reading order from the right. Without the bars they are the text.
RUNS = [
    "السلام عليكم",
    "إلى الإمارات بلا خلاف",
    "العـــربية",
    "35| دولة، |27| منها",
    "عام |2025",
    "٣٥| دولة",
    "١٬٢٣٤| مقالة",
    "١٢٫٥|٪ من المقالات",
    "الفترة |2025|-|2026",
    "المتوسط |3.14",
    "قمة (|35| دولة)",
    "{قائمة} [نص]",
    "الاتحاد الأوروبي (|EU|)",
    "قمة «تحالف الراغبين»",
    'لـ"نشر قوة" جديدة',
    "تطبيق |WhatsApp| اليوم",
    "NATO| والاتحاد الأوروبي",
    "iPhone 17| في الأسواق",
    "باريس (|Paris (FR)|) اليوم",
    "العينة (|n=35|)",
    "/الثلاثاء/ قمة #باريس",
    "باريس – لندن… عاجل!",
    "گفتگو ژاپن",
    "عبد الله",
    "من $|5| إلى $|10",
]
WITH_MARKS = ["مُحَمَّد", "تهديدًا كبيرًا", "اللُّغَةُ"]
CONTROLS = {c for c in map(chr, range(0x200B, 0x2070)) if unicodedata.category(c) == "Cf"} | {"\u061c"}


def text_of(runs: str) -> str:
    return runs.replace("|", "")


@pytest.mark.parametrize("runs", RUNS)
def test_drawn_as_harfbuzz_draws_it(runs):
    assert likeness(drawn(label(text_of(runs))), reference(runs)) > 0.95


@pytest.mark.parametrize("runs", RUNS[3:20:4])
def test_drawn_right_on_its_side(runs):
    assert likeness(drawn(label(text_of(runs)), rotation=90), reference(runs)) > 0.95


@pytest.mark.parametrize("text", WITH_MARKS)
def test_marks_are_kept(text):
    """Where Matplotlib shapes they stand right; older versions cannot place them, only draw them."""
    bare = "".join(c for c in text if not unicodedata.combining(c))
    picture = drawn(label(text))
    assert likeness(picture, reference(text)) > 0.95 or not draws_arabic()
    assert picture.sum() > 1.02 * drawn(label(bare)).sum()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: label(text[::-1]),
        lambda text: label("\u200c".join(text)),
        lambda text: label(text, native=not draws_arabic()),
    ],
    ids=["reversed", "unjoined", "made for another Matplotlib"],
)
def test_the_check_sees_what_is_wrong(spoil):
    assert likeness(drawn(spoil("قمة باريس")), reference("قمة باريس")) < 0.7


@pytest.mark.parametrize(
    "text", ["Paris", "C++ & R", "Émile Müller", "3.14", "12%", "09:38", "", " ", "n=35"]
)
def test_latin_text_and_numbers_stay_as_they_are(text):
    assert label(text) == text


@pytest.mark.parametrize("value", [3.14, 5, None, float("nan")])
def test_what_is_no_text_becomes_text(value):
    assert label(value) == str(value)


@pytest.mark.parametrize("text", [*map(text_of, RUNS), *WITH_MARKS, "Cost $5 to $10", "$سلام$"])
def test_a_label_of_a_label_is_the_same(text):
    once = label(text)
    assert label(once) == once
    assert label(text, native=False) == label(label(text, native=False))


@pytest.mark.parametrize("text", ["من $5 إلى $10", "$سلام$", "Cost $5 to $10", r"سعر \$5 و\$6"])
def test_dollars_never_start_mathtext(text):
    figure = Figure()
    (artist,) = [figure.text(0.5, 0.5, label(text))]
    assert all(not artist._preprocess_math(line)[1] for line in artist.get_text().split("\n"))
    for native in (True, False):
        assert label(text, native=native) == label(text.replace(r"\$", "$"), native=native)


def test_native_labels_are_the_text_with_its_direction():
    assert label("NATO والاتحاد", native=True) == f"{RLM}NATO والاتحاد"
    assert label("باريس\n\nn=35", native=True) == f"{RLM}باريس\n\n{RLM}n=35"


@pytest.mark.parametrize(
    ("text", "visual"),
    [
        ("سلام", "ﻡﻼﺳ"),
        ("(قمة)", "(ﺔﻤﻗ)"),
        ("قمة (EU)", "(EU) ﺔﻤﻗ"),
        ("قمة <1>", "<1> ﺔﻤﻗ"),
        ("35 دولة", "ﺔﻟﻭﺩ 35"),
        ("مِن", "ﻦِﻣ"),
        ("می\u200cروم", "ﻡﻭﺭﯽﻣ"),
        ("\u2067خبر\u2069", "ﺮﺒﺧ"),
        ("ﻗﻤﺔ", "ﺔﻤﻗ"),
        ("أولى\nثانية", "ﻰﻟﻭﺃ\nﺔﻴﻧﺎﺛ"),
        ("\u2066Reuters\u2069", "Reuters"),
    ],
)
def test_visual_labels_are_joined_letters_in_their_order_on_paper(text, visual):
    assert label(text, native=False) == visual


@pytest.mark.parametrize(
    "text",
    """قمة باريس|مشاركة 35 دولة، 27 منها|الفترة 2025-2026|12% من المقالات|حلف (الناتو)|بلا خلاف
    تطبيق WhatsApp اليوم|العينة (n=35)|3.5 مليون|عبد الله|السطر الأول/السطر الثاني""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_text_that_was_reshaped_and_reversed_is_put_right_with_a_warning(text):
    """The recipe of older tutorials, which draws every label reversed where Matplotlib shapes."""
    from arabic_reshaper import reshape
    from bidi import get_display

    text = text.replace("/", "\n")
    reversed_text = "\n".join(get_display(line) for line in reshape(text).split("\n"))
    with pytest.warns(UserWarning, match="without arabic_reshaper and get_display"):
        assert label(reversed_text) == label(text)
    assert label(reshape(text).replace("ﷲ", "الله")) == label(text), "joined letters in reading order"


def test_wrapping_keeps_the_reading_order():
    assert wrap("قمة تحالف الراغبين في باريس", 12) == "قمة تحالف\nالراغبين في\nباريس"
    assert label("قمة تحالف الراغبين", width=9, native=True) == f"{RLM}قمة تحالف\n{RLM}الراغبين"
    assert label("قمة تحالف الراغبين", width=9, native=False).split("\n")[0] == "ﻒﻟﺎﺤﺗ ﺔﻤﻗ"


@settings(deadline=None)
@given(st.text(alphabet="abc ابجد\u064e\n", max_size=60), st.integers(1, 20))
def test_wrapped_text_keeps_its_words_and_its_width(text, width):
    lines = wrap(text, width).split("\n")
    assert " ".join(lines).split() == text.split()
    assert all(visible_length(line) <= width or " " not in line for line in lines)


@settings(deadline=None)
@given(st.text(alphabet="abC 12٣٤.,()[]«»%$-\u200f\u2067\u2069\u064eابتثلمنهوي\n", max_size=40))
def test_any_text_gives_lines_of_the_same_characters(text):
    """Nothing is lost but direction controls; joined letters fold back to the letters they are."""
    visual = label(text, native=False)
    assert visual.count("\n") == text.count("\n")
    for line, shown in zip(text.split("\n"), visual.split("\n"), strict=True):
        kept = [c for c in line if c not in CONTROLS]
        letters = [c for c in unicodedata.normalize("NFKC", shown) if c != "\\"]
        if is_rtl(text):
            mirrored = str.maketrans(")]}»", "([{«")
            kept, letters = ("".join(x).translate(mirrored) for x in (kept, letters))
        assert sorted(kept) == sorted(letters)


def test_word_by_pillow_with_and_without_its_shaper():
    """The answer for Pillow: the same picture whether it shapes by itself or not."""
    from PIL import Image, ImageDraw, ImageFont, features

    if not features.check("raqm"):
        pytest.skip("this Pillow has no raqm")
    pictures = []
    for engine, native in ((ImageFont.Layout.RAQM, True), (ImageFont.Layout.BASIC, False)):
        font = ImageFont.truetype(str(_reference["FONT"]), 60, layout_engine=engine)
        image = Image.new("L", (700, 150), 255)
        ImageDraw.Draw(image).text((20, 20), shape("قمة (35 دولة)", native=native), font=font)
        pictures.append(_reference["crop"](np.asarray(image) < 128))
    assert likeness(*pictures) > 0.95


def test_importing_labels_does_not_import_matplotlib():
    code = "import sys, analysis.figures.labels; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_networkx_draws_labels_as_they_are():
    import networkx as nx

    ax, graph = Figure().add_subplot(), nx.Graph([("قمة", "NATO والحلفاء")])
    drawn_texts = nx.draw_networkx_labels(
        graph, nx.circular_layout(graph), {name: label(name) for name in graph}, ax=ax
    )
    assert {name: text.get_text() for name, text in drawn_texts.items()} == {
        name: label(name) for name in graph
    }


def test_labels_of_libraries_that_draw_with_matplotlib():
    """pandas puts the words of a column on its axis: labelled, they are drawn as any other label."""
    import pandas as pd

    table = pd.DataFrame({"word": ["قمة", "أمن"], "count": [2, 1]})
    ax = Figure().add_subplot()
    table.assign(word=table["word"].map(label)).plot.barh("word", "count", ax=ax)
    FigureCanvasAgg(ax.get_figure()).draw()
    assert [tick.get_text() for tick in ax.get_yticklabels()] == [label("قمة"), label("أمن")]
