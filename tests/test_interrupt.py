"""Ctrl-C, sent for real to a process at work: it stops, nothing is broken, and the work can be done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis import save_figure

ROOT = Path(__file__).parents[1]
HANGS = 900  # seconds: what a hang takes, and a busy machine does not
CHILD = """
import gc, os, signal, sys, threading, time
import pandas as pd
import analysis as an

text = "زار الرئيس الفرنسي موسكو أمس، وقال الوزير جون سميث في 5 يناير 2026 إن القمة تعقد الأسبوع المقبل.\\n"
texts = [text * (i % 7 + 1) for i in range(300)]
articles = an.make_articles(texts, published=["2026-01-06"] * 300)
articles.to_json(sys.argv[1], orient="records", lines=True, date_format="iso")
jobs = {
    "tokenize": lambda: an.tokenize(articles),
    "find_dates": lambda: an.find_dates(articles),
    "find_actors": lambda: an.find_actors(articles),
    "read_corpus": lambda: an.read_corpus(sys.argv[1]).articles,
}

def interrupted(work, seconds):
    timer = threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT))
    try:
        timer.start()
        work()
        timer.join()
        time.sleep(1)  # the signal is on its way
    except KeyboardInterrupt:
        return
    raise AssertionError("Ctrl-C was swallowed")

for name, work in jobs.items():
    for seconds in (0.02, 0.2, 0.05):  # the first ones while the tables are read
        interrupted(work, seconds)
    begun = time.monotonic()
    expected = work()
    took = time.monotonic() - begun
    for share in (0.2, 0.5, 0.8):
        interrupted(work, share * took)
    assert gc.isenabled()
    pd.testing.assert_frame_equal(work(), expected)
    print(name)
"""


def run(*arguments: str, **options) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=-1, stderr=-1, text=True, **options
    )


def test_work_in_memory(tmp_path):
    child = run("-c", CHILD, str(tmp_path / "articles.jsonl"))
    out, error = child.communicate(timeout=HANGS)
    assert child.returncode == 0, error
    assert out.split() == ["tokenize", "find_dates", "find_actors", "read_corpus"]


@pytest.mark.parametrize("line", ["articles read", "1 of 3"])
def test_a_report_appears_whole_or_not_at_all(tmp_path, line):
    command = ["-u", "-m", "analysis", str(ROOT / "seeds"), "--output", str(tmp_path / "report")]
    child = run(*command, cwd=tmp_path)
    while not child.stdout.readline().startswith(line):
        assert child.poll() is None
    time.sleep(1)  # into the next notebook
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=HANGS)
    assert child.returncode == 1
    assert error.splitlines()[-1].startswith("python -m analysis: ")  # after what the kernel says
    assert not list(tmp_path.iterdir())


KEEPER = """
import sys
import pandas as pd
import analysis as an

text = "زار الرئيس الفرنسي موسكو أمس، وقال الوزير جون سميث إن القمة تعقد. " * 2000
articles = an.make_articles([text] * 50)
tokens = an.tokenize(articles, form=False)
print("ready", flush=True)
tokens.to_parquet(sys.argv[1])
"""


@pytest.mark.parametrize("seconds", [0, 0.05, 0.15])
def test_tokens_are_kept_whole_or_not_at_all(tmp_path, seconds):
    path = tmp_path / "tokens.parquet"
    child = run("-c", KEEPER, str(path))
    assert child.stdout.readline() == "ready\n", child.communicate()[1]
    time.sleep(seconds)
    child.send_signal(signal.SIGINT)
    child.communicate(timeout=HANGS)
    if path.exists():
        assert len(pd.read_parquet(path)) == 50 * 2000 * 12


def test_half_a_file_of_tokens_is_refused(tmp_path):
    path = tmp_path / "tokens.parquet"
    pd.DataFrame({"word": ["خبر"]}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])  # as a power cut leaves it
    with pytest.raises(ValueError, match="Parquet"):
        pd.read_parquet(path)


def test_a_figure_stays_until_the_next_is_written(tmp_path, monkeypatch):
    figure = Figure()
    (path,) = save_figure(figure, "one", folder=tmp_path, formats="png")
    before = path.read_bytes()

    def interrupted(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:100])
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_figure(figure, "one", folder=tmp_path, formats="png")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == before
