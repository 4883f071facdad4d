"""The code of the recipe page and of the README runs as it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_recipes_run(tmp_path, monkeypatch):
    matplotlib.use("agg")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    names: dict = {}
    for block in BLOCK.findall((ROOT / "notebooks" / "RECIPES.md").read_text(encoding="utf-8")):
        exec(block, names)
    plt.close("all")
    assert names["states"]["mentions"].sum() < names["mentions"].shape[0]
    assert set(names["per_source"]["source"]) == {"", "دار الهلال"}
    assert set(names["actors_per_source"]["source"]) == {"", "دار الهلال"}
    words = len(names["tokens"])
    assert names["keywords"][["count", "count_reference"]].sum().sum() < words
    assert names["word"]["count"].sum() == 9
    assert names["actor"]["count"].sum() == (names["mentions"]["actor"] == "UA").sum() > 0
    assert not {"قال", "يوم"} & set(names["own_list"]["form"])
    assert len(names["own_list"]) < len(names["only_two"]) < len(names["everything"])
    assert "الإليزيه" in set(names["more"]["name"])
    assert Path("tables", "frequencies.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert Path("tables", "mentions.parquet").is_file()
    assert Path("actors.gexf").stat().st_size > 1000


def test_readme_example_prints_what_it_says(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = BLOCK.search(text)
    exec(code[1], {})
    printed = re.match(r"\s*```\n(.*?)```", text[code.end() :], re.DOTALL)[1]
    assert capsys.readouterr().out == printed
