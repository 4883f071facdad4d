"""A bar for what takes long, and only for that."""

from __future__ import annotations

import pytest

from analysis import find_actors, find_dates, make_articles, progress, timeline, tokenize
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


@pytest.mark.parametrize(
    ("work", "what"),
    [
        (lambda articles, tokens: find_actors(articles, tokens=tokens), "Reading names"),
        (
            lambda articles, tokens: timeline(find_dates(articles, tokens=tokens), articles, tokens=tokens),
            "Comparing sentences",
        ),
    ],
    ids=["find_actors", "timeline"],
)
def test_long_work_with_tokens_given_shows_a_bar_and_short_work_none(monkeypatch, capsys, work, what):
    articles = make_articles(["وصل الوفد من مصر إلى باريس أمس."] * 2, published=["2026-01-06"] * 2)
    tokens = tokenize(articles)
    quiet = work(articles, tokens)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "_LONG", -1)  # seconds: all work is long
    assert work(articles, tokens).equals(quiet)
    assert what in capsys.readouterr().err
