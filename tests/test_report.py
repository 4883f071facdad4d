"""The report of a folder: whole or not at all, one page that needs nothing else, tables that are safe."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis import __version__, make_articles, tokenize
from analysis.__main__ import main
from analysis.reporting import report
from analysis.reporting.page import page
from analysis.reporting.report import find_notebooks
from analysis.reporting.tables import MAX_CSV_ROWS, save_tables

ROOT = Path(__file__).parents[1]
PARAMETERS = """import os
import pandas as pd
import analysis
from analysis.display.rendering import notebook_setup, rtl
notebook_setup()
corpus = analysis.read_corpus(os.environ.get("CORPUS", "../seeds"))
word = os.environ.get("WORD", "") or "فريق"
figures = os.environ.get("FIGURES", "../figures")"""
FIGURE = """from matplotlib import pyplot as plt
figure, ax = plt.subplots()
ax.set_label("One line.")
analysis.save_figure(figure, "line", folder=figures);"""


def write_notebooks(folder: Path, *more: str) -> Path:
    """Two notebooks as small as can be, linked to each other, and a cell about the samples only."""
    folder.mkdir()
    cells = [
        new_markdown_cell("# Words\n\n[2](02_b.ipynb)\n\n## What was read"),
        new_markdown_cell("Change it here.", metadata={"tags": ["setup"]}),
        new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        new_code_cell("print('only the samples')", metadata={"tags": ["sample"]}),
        new_code_cell("counts = pd.DataFrame({'form': ['=<b>', word]})\nrtl(counts)"),
        new_code_cell(FIGURE),
        *map(new_code_cell, more),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "01_a.ipynb")
    second = [new_markdown_cell("# Time\n\n## What was read"), new_code_cell("'<plain>'")]
    nbformat.write(new_notebook(cells=second), folder / "02_b.ipynb")
    return folder


def write_corpus(folder: Path) -> Path:
    folder.mkdir()
    text = "فاز الفريق في المباراة أمس.\nوسجل الفريق هدفين في المباراة."
    (folder / "مباراة.txt").write_text(text, encoding="utf-8")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A report, in the place of an older one."""
    place = tmp_path_factory.mktemp("report")
    corpus, notebooks = write_corpus(place / "football"), write_notebooks(place / "templates")
    output = place / "new" / "report"
    output.mkdir(parents=True)
    for name in ("run.json", "stale.txt"):
        (output / name).write_text("of the run before")
    assert main([str(corpus), "--output", str(output), "--notebooks", str(notebooks)]) == 0
    return output


def test_what_is_written(written):
    names = {str(path.relative_to(written)) for path in written.rglob("*") if path.is_file()}
    frames = ("articles", "counts", "removed", "skipped")
    tables = {f"tables/{name}.{kind}" for name in frames for kind in ("csv", "parquet")}
    pages = {"index.html", "run.json", "notebooks/01_a.ipynb", "notebooks/02_b.ipynb"}
    assert names == tables | pages | {"figures/line.png", "figures/line.svg"}
    assert [path.name for path in written.parent.iterdir()] == ["report"], "nothing is left beside it"


def test_run_record(written):
    record = json.loads((written / "run.json").read_text(encoding="utf-8"))
    assert record["version"] == __version__
    assert record["articles"] == 1
    assert [skip["path"] for skip in record["skipped"]] == ["photo.txt"]
    assert (record["options"]["word"], record["word"]) == (None, "فريق")
    assert record["tables"]["counts"] == {"rows": 2, "csv_rows": 2, "parquet": True}


def test_notebooks_run_again_by_hand_on_the_same_corpus(written):
    notebook = nbformat.read(written / "notebooks" / "01_a.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(sources) == 3, "the sample's cell is left out, and the cell that saves the tables"
    assert "football" in sources[0]
    assert "seeds" not in sources[0]


class Links(HTMLParser):
    """Collects what a page defines and asks for."""

    def __init__(self, markup):
        super().__init__()
        self.ids, self.targets, self.sources, self.tags = [], [], [], set()
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.targets += [attributes["href"]] if "href" in attributes else []
        self.sources += [value for name, value in attrs if name in ("src", "srcset", "data", "poster")]
        assert not [name for name in attributes if name.startswith("on")]


def test_page_needs_nothing_else(written):
    markup = (written / "index.html").read_text(encoding="utf-8")
    links = Links(markup)
    assert not links.tags & {"script", "link", "iframe", "object", "base"}
    assert links.sources
    assert all(source.startswith("data:image/png;base64,") for source in links.sources)
    assert "url(" not in markup
    assert "@import" not in markup
    assert len(set(links.ids)) == len(links.ids), "two notebooks may have the same headings"
    for target in links.targets:
        assert target[1:] in links.ids if target.startswith("#") else (written / target).is_file()
    assert {"#01_a", "#02_b", "#01_a-2", "#02_b-2"} <= set(links.targets)


def test_page_shows_the_corpus_and_nothing_of_the_samples(written):
    markup = (written / "index.html").read_text(encoding="utf-8")
    assert "only the samples" not in markup
    assert "Change it here" not in markup
    assert "read_corpus" not in markup
    assert "=&lt;b&gt;" in markup
    assert "&#x27;&lt;plain&gt;&#x27;" in markup
    assert 'alt="One line."' in markup
    assert "photo.txt" in markup
    assert 'lang="en"' in markup


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: FOLDER"),
        (["{corpus}", "--colour"], "unrecognized arguments: --colour"),
        (["{place}/nowhere"], "there is no {place}/nowhere; name the folder that holds your articles"),
        (["{corpus}", "--output", "{corpus}/a.txt"], "is a file; name a folder"),
        (["{corpus}", "--output", "{corpus}/report"], "is inside the corpus"),
        (["{corpus}", "--output", "{corpus}"], "is inside the corpus"),
        (["{corpus}", "--output", "{place}/full"], "holds other files"),
        (["{corpus}", "--notebooks", "{corpus}"], "There are no notebooks in"),
    ],
)
def test_a_wrong_command_exits_with_2(tmp_path, capsys, arguments, says):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("نص", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("dear")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SystemExit) as stopped:
        main([argument.format(corpus=corpus, place=tmp_path) for argument in arguments])
    assert stopped.value.code == 2
    assert says.format(place=tmp_path) in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_no_permission_is_said_before_any_work(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser may write anywhere
    with pytest.raises(SystemExit) as stopped:
        main([str(write_corpus(tmp_path / "corpus")), "--output", str(tmp_path / "a" / "b")])
    assert stopped.value.code == 2
    assert f"No permission to write in {tmp_path}" in capsys.readouterr().err


def test_help_and_version(capsys):
    for option, says in (("--help", "exit codes"), ("--version", __version__)):
        with pytest.raises(SystemExit) as stopped:
            main([option])
        assert stopped.value.code == 0
        assert says in capsys.readouterr().out


def test_an_empty_folder_exits_with_1(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty"), "--output", str(tmp_path / "report")]) == 1
    assert "empty" in capsys.readouterr().err
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("texts", [["The summit ended.", "Another match."], ["12 34"]])
def test_a_folder_without_arabic_exits_with_1(tmp_path, capsys, texts):
    (tmp_path / "corpus").mkdir()
    for number, text in enumerate(texts):
        (tmp_path / "corpus" / f"{number}.txt").write_text(text)
    assert main([str(tmp_path / "corpus"), "--output", str(tmp_path / "report")]) == 1
    assert "There is no Arabic to count in the " in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_a_failing_notebook_is_named_and_leaves_the_old_report(tmp_path, capsys):
    notebooks = write_notebooks(tmp_path / "templates", "1 / 0")
    output = tmp_path / "report"
    output.mkdir()
    (output / "run.json").write_text("{}")
    given = [str(write_corpus(tmp_path / "corpus")), "--output", str(output), "--notebooks", str(notebooks)]
    assert main(given) == 1
    assert "01_a.ipynb could not be run to its end: ZeroDivisionError" in capsys.readouterr().err
    assert [path.name for path in output.iterdir()] == ["run.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "report", "templates"]


def test_a_word_that_no_article_has_is_said(tmp_path, capsys):
    find = "concordance = analysis.concordance(analysis.tokenize(corpus.articles), corpus.articles, word)"
    given = [str(write_corpus(tmp_path / "corpus")), "--output", str(tmp_path / "report")]
    given += ["--notebooks", str(write_notebooks(tmp_path / "templates", find))]
    for word, times in (("الفريق", 0), ("زرافة", 1)):
        assert main([*given, "--word", word]) == 0
        assert capsys.readouterr().out.count(f"no article has the word {word}") == times


def test_an_interrupted_run_leaves_nothing(tmp_path, monkeypatch, capsys):
    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "execute", interrupt)
    assert main([str(write_corpus(tmp_path / "corpus")), "--output", str(tmp_path / "report")]) == 1
    assert "interrupted" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_notebooks_of_the_checkout_are_found():
    assert find_notebooks() == sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_page_escapes_and_passes_over_widgets():
    outputs = [
        new_output("stream", text="<i>printed</i>"),
        new_output(
            "display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "interactive"}
        ),
    ]
    notebook = new_notebook(cells=[new_code_cell("a < b", outputs=outputs)])
    markup = page("<title>", {"a": notebook}, opening="")
    assert "&lt;title&gt;" in markup
    assert "&lt;i&gt;printed" in markup
    assert "a &lt; b" in markup
    assert "interactive" not in markup


# tables

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
awkward = st.one_of(
    texts, st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "a,b", 'a"b'])
)


@settings(deadline=None)
@given(st.lists(awkward, min_size=1, max_size=5), awkward)
def test_no_cell_is_a_formula_and_parquet_is_exact(tmp_path_factory, values, heading):
    folder = tmp_path_factory.mktemp("tables")
    table = pd.DataFrame({heading: values, heading + "n": [-1] * len(values)})
    save_tables({"t": table}, folder)
    with open(folder / "t.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(values) + 1
    for cell, value in zip(rows[1:], values, strict=True):
        assert not re.match("[=+@\t\r\n＝＋－＠-]", cell[0])
        assert cell == [value if cell[0] == value else cell[0], "-1"]
        assert cell[0].removeprefix("'") == value.removeprefix("'")
    assert not any(re.match("[=+@\t\r\n＝＋－＠-]", cell) for cell in rows[0])
    assert pd.read_parquet(folder / "t.parquet")[heading].tolist() == values


def test_every_kind_of_column_is_saved(tmp_path):
    table = pd.DataFrame(
        {
            "day": pd.to_datetime(["2026-01-05", None]),
            "kind": pd.Categorical(["=x", None]),
            "names": [["أ", "ب"], []],
            "sure": pd.array([True, None], dtype="boolean"),
            "share": [-0.5, None],
        }
    )
    saved = save_tables(
        {"t": table, "_hidden": table, "number": 3, "indexed": table.set_index("day")[:0]}, tmp_path
    )
    assert [entry["name"] for entry in saved] == ["indexed", "t"]
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines() == [
        '"day","kind","names","sure","share"',
        '"2026-01-05","\'=x","أ; ب",True,-0.5',
        '"","","","",""',
    ]
    again = pd.read_parquet(tmp_path / "t.parquet")
    assert again["kind"].dtype == "category"
    assert again["day"].equals(table["day"])
    assert "day" in pd.read_parquet(tmp_path / "indexed.parquet")


@pytest.mark.parametrize(
    "table",
    [pd.DataFrame({"x": [1, "أ"]}), pd.DataFrame([[1, 2]], columns=["x", "x"]), pd.DataFrame({"x": [1j]})],
)
def test_what_parquet_cannot_hold_is_saved_as_csv_and_said(tmp_path, table):
    with pytest.warns(UserWarning, match="t.parquet was not written, only its CSV"):
        saved = save_tables({"t": table, "u": pd.DataFrame({"n": [1]})}, tmp_path)
    assert [entry["parquet"] for entry in saved] == [False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "u.csv", "u.parquet"]


def test_tokens_come_back_from_parquet_as_they_were(tmp_path):
    tokens = tokenize(make_articles(["قمة باريس"]))
    save_tables({"tokens": tokens}, tmp_path)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "tokens.parquet"), tokens)


def test_csv_is_cut_where_a_spreadsheet_ends(tmp_path, monkeypatch):
    assert MAX_CSV_ROWS == 2**20 - 1
    monkeypatch.setattr("analysis.reporting.tables.MAX_CSV_ROWS", 3)
    saved = save_tables({"t": pd.DataFrame({"n": range(5)})}, tmp_path)
    assert saved == [{"name": "t", "rows": 5, "csv_rows": 3, "parquet": True}]
    assert len((tmp_path / "t.csv").read_text().splitlines()) == 4
    assert len(pd.read_parquet(tmp_path / "t.parquet")) == 5


def test_without_pyarrow_it_is_said_that_csv_alone_is_written(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.warns(UserWarning, match="only CSV is written; Parquet needs pyarrow"):
        saved = save_tables({"t": pd.DataFrame({"n": [1]})}, tmp_path)
    assert not saved[0]["parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
