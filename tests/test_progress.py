"""A bar for what takes long, and only for that."""

from __future__ import annotations

import pytest

from analysis import find_actors, find_dates, make_articles, progress, timeline, tokenize
from analysis.actors import finding
from analysis.progress import steps, with_bar


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
        (lambda articles, tokens: find_actors(articles, tokens=tokens), ["Finding actors"]),
        (
            lambda articles, tokens: timeline(find_dates(articles, tokens=tokens), articles, tokens=tokens),
            ["Finding sentences", "Comparing sentences"],
        ),
    ],
    ids=["find_actors", "timeline"],
)
def test_long_work_with_tokens_given_shows_a_bar_and_short_work_none(monkeypatch, capsys, work, what):
    articles = make_articles(["وصل الوفد من مصر إلى باريس أمس."] * 2, published=["2026-01-06"] * 2)
    tokens = tokenize(articles)
    monkeypatch.setattr(progress, "_LONG", 60)  # seconds, however busy the machine is
    quiet = work(articles, tokens)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "_LONG", -1)  # all work is long
    assert work(articles, tokens).equals(quiet)
    told = capsys.readouterr().err
    assert [word for word in what if word not in told] == []


@pytest.mark.parametrize("candidates", [True, False])
def test_the_bar_of_find_actors_reaches_its_end(monkeypatch, candidates):
    counted = []

    def watched(what, total):
        counted.append(-total)
        return lambda: counted.append(1)

    monkeypatch.setattr(finding, "steps", watched)
    find_actors(make_articles(["وصل الوزير جون سميث إلى باريس"]), candidates=candidates)
    assert sum(counted) == 0, "as many steps are done as were announced"


def test_steps_show_how_far_the_work_is(monkeypatch, capsys):
    monkeypatch.setattr(progress, "_LONG", -1)
    done = steps("Sorting", 2)
    done()
    done()
    done()  # one too many does no harm
    assert "Sorting:   0%|          | 0/2" in capsys.readouterr().err
