"""Style and saving: fonts named one by one, nothing left behind, the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import warnings
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from PIL import Image

from analysis.figures.fonts import font_path, lacking_bold, missing_characters
from analysis.figures.labels import label
from analysis.figures.saving import describe, description, save_figure
from analysis.figures.style import arabic_style

DEJAVU = os.path.join(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")


def figure_of(text: str) -> Figure:
    with arabic_style():
        figure = Figure(figsize=(3, 1))
        figure.text(0.5, 0.5, label(text), ha="center")
    return figure


def test_settings_hold_inside_only():
    before = dict(matplotlib.rcParams)
    with arabic_style(font_size=13):
        assert matplotlib.rcParams["font.size"] == 13
        assert matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][:2] == ["#0072B2", "#E69F00"]
    assert dict(matplotlib.rcParams) == before


def test_importing_changes_no_settings():
    code = (
        "import matplotlib; before = dict(matplotlib.rcParams);"
        "import analysis.figures.bars, analysis.figures.style;"
        "assert dict(matplotlib.rcParams) == before"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_the_style_file_works_by_its_name_alone():
    import matplotlib.style

    with matplotlib.style.context("analysis.data.arabic"):
        assert matplotlib.rcParams["svg.hashsalt"] == "arabic-news-analysis"


def test_fonts_are_files_we_know():
    """The first font is the packaged one, before system fonts of its name; the last is Matplotlib's."""
    with arabic_style():
        families = matplotlib.rcParams["font.family"]
        found = font_manager.fontManager.findfont(font_manager.FontProperties(families[0]))
    assert os.path.samefile(found, font_path())
    assert families[-1] == "DejaVu Sans"


def test_a_font_of_ones_own():
    serif = DEJAVU.replace("Sans.ttf", "Serif.ttf")
    with arabic_style(font=serif):
        assert matplotlib.rcParams["font.family"] == ["DejaVu Serif", "DejaVu Sans"]


def test_without_the_packaged_font_matplotlibs_own_is_used(monkeypatch):
    monkeypatch.setattr("analysis.figures.fonts._packaged_font", lambda: None)
    with arabic_style():
        assert matplotlib.rcParams["font.family"] == ["DejaVu Sans"]
        assert os.path.samefile(font_path(), DEJAVU)


def test_no_weight_that_the_font_lacks():
    with arabic_style():
        keys = ["font.weight", "axes.titleweight", "axes.labelweight", "figure.titleweight"]
        weights = {matplotlib.rcParams[key] for key in keys}
    assert weights == {"normal"}


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [({"font": "no.ttf"}, FileNotFoundError, "no.ttf"), ({"front_size": 1}, ValueError, "front_size")],
)
def test_wrong_options_say_so(options, error, says):
    with pytest.raises(error, match=says), arabic_style(**options):
        pass


def test_missing_characters_are_named_with_the_way_out(tmp_path):
    figure = figure_of("خبر \U00010900")
    assert missing_characters(figure) == ["\U00010900"]
    with pytest.warns(UserWarning, match=r"PHOENICIAN LETTER ALF.*arabic_style\(font="):
        save_figure(figure, "x", alt="", folder=tmp_path, formats=["png"])


@pytest.mark.skipif(font_path().name == "DejaVuSans.ttf", reason="DejaVu Sans has a bold")
def test_bold_does_not_fall_back_in_silence(tmp_path):
    figure = figure_of("أمن")
    figure.texts[0].set_fontweight("bold")
    with pytest.warns(UserWarning, match="Noto Sans Arabic has no bold .* size or colour"):
        save_figure(figure, "x", alt="", folder=tmp_path, formats=[])
    figure.texts[0].set_fontfamily("DejaVu Sans")
    assert lacking_bold(figure) == []


def test_letters_of_urdu_that_dejavu_lacks_are_named(tmp_path):
    with arabic_style(font=DEJAVU):
        figure = Figure()
        figure.text(0, 0, label("یہ ہے"))
    assert missing_characters(figure) == ["ہ", "ے"]
    assert missing_characters(figure_of("یہ ہے")) == [] or font_path().name == "DejaVuSans.ttf"


@pytest.mark.parametrize("text", ["مُحَمَّد (2026) $5 – «نص» ٪", "روزنامه\u200cهای", "\u2066Reuters\u2069 قالت"])
def test_nothing_is_missing_from_news(text):
    assert missing_characters(figure_of(text)) == []


def test_pictures_hold_their_description(tmp_path):
    alt = "رسم: «أمن» < 5 & more"
    png, svg = save_figure(figure_of("أمن"), "أمن", alt=alt, folder=tmp_path)
    assert [path.name for path in (png, svg)] == ["أمن.png", "أمن.svg"]
    with Image.open(png) as image:
        assert image.text["Description"] == alt
        assert image.text["Title"] == "أمن"
        assert "Software" not in image.text
    root = ElementTree.parse(svg).getroot()
    texts = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert (texts["title"], texts["desc"]) == ("أمن", alt)


def test_sentences_of_all_panels_are_kept_once():
    axes = Figure().subplots(1, 3)
    for ax, sentence in zip(axes, ("one.", "two.", "one."), strict=True):
        describe(ax, sentence)
    assert description(axes[0].get_figure()) == "one. two."


def test_axes_or_figure_may_be_saved(tmp_path):
    ax = Figure().add_subplot()
    describe(ax, "empty")
    (path,) = save_figure(ax, "x", folder=tmp_path / "new", formats=["svg"])
    assert "<desc>empty</desc>" in path.read_text("utf-8")


DRAW = """
import sys, matplotlib; matplotlib.use("agg")
import pandas as pd
from analysis import plot_network, plot_timeline
from analysis.figures.saving import save_figure
rows = [(a, b, "طرف " + a, "طرف " + b, 9 - i) for i, (a, b) in enumerate(["AB", "BC", "CD", "AC", "AE"])]
links = pd.DataFrame(rows, columns=["a", "b", "name_a", "name_b", "weight"])
day = pd.Timestamp("2026-01-06")
event = {"begin": day, "until": day + pd.Timedelta(days=40), "sentence": "قمة", "approximate": True}
for name, ax in [("n", plot_network(links)), ("t", plot_timeline(pd.DataFrame([event])))]:
    save_figure(ax, name, folder=sys.argv[1], formats=("png", "svg", "pdf"))
"""


def test_two_processes_write_the_same_bytes(tmp_path):
    digests = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-W", "ignore", "-c", DRAW, tmp_path / seed], check=True, env=env)
        files = sorted((tmp_path / seed).iterdir())
        digests.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files})
    assert len(digests[0]) == 6
    assert digests[0] == digests[1]


def test_pictures_tell_no_day_and_no_version(tmp_path):
    figure = figure_of("أمن")
    svg, pdf = save_figure(figure, "x", alt="", folder=tmp_path, formats=["svg", "pdf"])
    assert not re.search(rb"<dc:date>|Matplotlib v", svg.read_bytes())
    assert not re.search(rb"CreationDate|Matplotlib v", pdf.read_bytes())


def test_an_ending_stands_for_its_format(tmp_path):
    figure = Figure()
    assert save_figure(figure, "x.pdf", alt="", folder=tmp_path) == [tmp_path / "x.pdf"]
    assert save_figure(figure, "1.2", alt="", folder=tmp_path, formats="svg") == [tmp_path / "1.2.svg"]


def test_a_pdf_holds_outlines_and_the_figure_is_left_as_it_was(tmp_path):
    figure = figure_of("أمن")
    (pdf,) = save_figure(figure, "x", alt="", folder=tmp_path, formats="pdf")
    assert not re.search(rb"/Type /Font\b", pdf.read_bytes())
    assert figure.texts[0].get_path_effects() == []
    figure.savefig(tmp_path / "y.pdf")
    assert re.search(rb"/Type /Font\b", (tmp_path / "y.pdf").read_bytes()), "what Matplotlib would do"


def test_saving_warns_of_nothing(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_figure(figure_of("أمن"), "x", alt="", folder=tmp_path, formats=["png", "svg", "pdf"])
