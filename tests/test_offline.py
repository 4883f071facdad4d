"""No code is made of data, and nothing asks for a network connection."""

from __future__ import annotations

import ast
import socket
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

import analysis
from analysis import read_corpus, rtl, tokenize

ROOT = Path(__file__).parents[1]
BODY = "قالت الوزارة في بيان اليوم الثلاثاء إن القمة ستعقد يوم الأحد في المدينة بحضور الوفود.\n"
FORBIDDEN = {
    "eval",
    "exec",
    "compile",
    "pickle",
    "marshal",
    "shelve",
    "socket",
    "urllib",
    "requests",
    "http",
    "subprocess",
}


@pytest.mark.parametrize("path", sorted((ROOT / "analysis").glob("*.py")), ids=lambda path: path.stem)
def test_no_code_is_made_of_data_and_nothing_is_fetched(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {
        node.module.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
    }
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not FORBIDDEN & (imported | called)


def test_reading_showing_and_drawing_ask_for_no_connection(monkeypatch, tmp_path):
    def refuse(*args, **kwargs):
        raise AssertionError("the package asked for a network connection")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = '<html><head><link rel="stylesheet" href="http://example.org/a.css"></head><body><article>'
    page += (
        f'<h1>عنوان الخبر</h1><img src="http://example.org/a.png"><p>{BODY * 5}</p></article></body></html>'
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.csv").write_text("title,text\nعنوان,زار الرئيس الفرنسي موسكو أمس\n", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.articles["path"].tolist() == ["a.html", "b.csv"]
    tokens = tokenize(corpus.articles)
    frequencies = analysis.word_frequencies(tokens)
    dates = analysis.find_dates(analysis.date_articles(corpus.articles, tokens=tokens), tokens=tokens)
    for table in (frequencies, dates, analysis.find_actors(corpus.articles, tokens=tokens)):
        assert rtl(table)
    assert corpus._repr_html_()
    for ax in (analysis.plot_frequencies(frequencies), analysis.plot_word_cloud(frequencies)):
        assert analysis.save_figure(ax, "figure", folder=tmp_path, formats="svg")
    plt.close("all")
