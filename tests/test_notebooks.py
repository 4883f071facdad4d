"""The committed notebooks: executed, in order, clean, and equal to a fresh run."""

from __future__ import annotations

import inspect
import re
import shutil
from pathlib import Path

import nbformat
import pytest

import analysis
from analysis.reporting.notebooks import execute

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(notebook):
    """What the outputs say, without pictures: those depend on the Matplotlib that draws them."""
    said = []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            said.append(output.get("text") or "")
            kinds = sorted(output.get("data", {}).items())
            said += [value for kind, value in kinds if not kind.startswith("image/")]
    return said


def test_there_are_three():
    names = [path.name for path in NOTEBOOKS]
    assert names == ["01_word_frequencies.ipynb", "02_actor_mentions.ipynb", "03_timeline.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_state(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert "widgets" not in notebook.metadata
    for cell in cells:
        assert len(cell.source.splitlines()) <= 10
        assert not re.search(r"^\s*(def|class|for|while|import re)\b", cell.source, re.MULTILINE)
        assert not [o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_fresh_run_says_the_same(path, tmp_path):
    for folder in ("notebooks", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    fresh = execute(tmp_path / "notebooks" / path.name)
    assert texts(fresh) == texts(nbformat.read(path, as_version=4))
    drawn = {p.name for p in (tmp_path / "figures").iterdir()}
    assert drawn <= {p.name for p in (ROOT / "figures").iterdir()}
    assert any(name.startswith(path.stem[:2]) for name in drawn)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_numbers_of_the_corpus_are_never_typed(path):
    """Prose may name a scale, the years of a table and a default; all else comes from `analysis.findings`."""
    prose = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    prose = re.sub(r"\[[^]]*\]\([^)]*\)|`[^`]*`", "", "\n".join(prose))
    assert set(re.findall(r"\d[\d.,%]*\d|\d", prose)) <= {"0", "1", "2024", "2026"}


def test_what_the_prose_says_of_defaults_is_so():
    prose = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS)
    default = {
        name: value.default for name, value in inspect.signature(analysis.collocates).parameters.items()
    }
    assert "at most five words before or after" in prose
    assert default["window"] == 5
