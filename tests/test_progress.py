"""A bar for what takes long, and only for that."""

from __future__ import annotations

import pytest

from analysis import progress
from analysis.progress import with_bar


@pytest.mark.parametrize(("seconds", "shown"), [(0, False), (0.5, True)])
def test_a_bar_stands_from_the_third_second_on(monkeypatch, capsys, seconds, shown):
    clock = iter(range(100))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock) * seconds)
    assert list(with_bar(iter("abcdefghij"), "Counting", unit="letter", total=10)) == list("abcdefghij")
    assert ("Counting" in capsys.readouterr().err) == shown


def test_a_bar_is_closed_when_work_is_given_up(capsys):
    items = with_bar(range(9), "Counting", unit="item", show=True)
    next(items)
    next(items)
    items.close()
    assert "Counting" in capsys.readouterr().err
    assert list(with_bar([], "Counting", unit="item", show=True)) == []
