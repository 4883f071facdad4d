"""What the project promises as a whole: layout, host-free locks, public names, offline at run time."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import analysis
from analysis.resources import read_table

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_is_there_and_explained(name):
    value = getattr(analysis, name)
    assert callable(value), "a module of that name hides it"
    assert inspect.getdoc(value)
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


NO_RESULT = {"arabic_style", "notebook_setup"}
NO_EXAMPLE = {"notebook_setup", "search"}  # these need a notebook
FUNCTIONS = [
    getattr(analysis, name) for name in analysis.__all__ if not isinstance(getattr(analysis, name), type)
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_public_function_tells_its_parameters_result_and_an_example(function):
    name, text = function.__name__, inspect.getdoc(function)
    parameters, _, rest = text.partition("Parameters\n----------\n")[2].partition("\n\n")
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^(.*, )?\*{{0,2}}{parameter}\b", parameters, re.MULTILINE), parameter
    assert "Returns\n-------\n" in rest or name in NO_RESULT
    assert ">>> " in text or name in NO_EXAMPLE


@pytest.mark.parametrize("path", ["README.md", ".binder/requirements.txt"])
def test_extras_that_are_named_exist(path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"\.\[([a-z,]+)\]", (ROOT / path).read_text(encoding="utf-8"))
    assert named
    assert {extra for some in named for extra in some.split(",")} <= set(project["optional-dependencies"])


def test_unknown_name():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analysis.nothing


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-uv.lock"])
def test_locks_name_versions_and_hashes_but_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    pins = re.findall(r"^[\w.-]+==\S+", text, re.MULTILINE)
    assert pins
    assert len(re.findall("--hash=sha256:[0-9a-f]{64}", text)) >= len(pins)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "analysis" / "data").glob("*.csv")), ids=lambda path: path.stem
)
def test_tables_state_their_origin_and_read_cleanly(path):
    assert path.read_text(encoding="utf-8").startswith("# ")
    rows = read_table(path.stem)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows), "a row is longer or shorter"


def test_import_is_light():
    heavy = "matplotlib wordfreq simplemma babel networkx trafilatura dask IPython"
    code = f"import sys, analysis; print([m for m in {heavy.split()} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
