"""Days that are inferred: only one possible day counts, and it never looks like a printed one."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import date_articles, find_dates, make_articles, read_corpus, tokenize

_growth = runpy.run_path(str(Path(__file__).with_name("growth.py")))
SEEDS = Path(__file__).parent.parent / "seeds"
STORY = "اندلع حريق هائل في مصنع للبلاستيك بمدينة بنغازي وأسفر عن إصابة سبعة عمال بحسب فرق الإطفاء الليبية."
OTHER = "أعلن البنك المركزي التركي خفض سعر الفائدة الرئيسية بعد تراجع معدلات التضخم في إسطنبول وأنقرة."


def day(frame: pd.DataFrame, row: int = 0) -> str:
    return str(frame["published_inferred"].iloc[row].date())


def infer(*rows: tuple[str, str | None], **options) -> pd.DataFrame:
    texts, published = zip(*rows, strict=True)
    return date_articles(make_articles(texts, published=published), **options)


def test_the_undated_sample_is_dated_from_the_other():
    articles = read_corpus(SEEDS).articles
    dated = date_articles(articles, tokens=tokenize(articles))
    first, second = dated.itertuples()
    assert (str(first.published_inferred), first.status) == ("2026-01-05 00:00:00", "inferred")
    assert first.candidates == "2026-01-05"
    assert "“اليوم الاثنين”" in first.evidence
    assert second.article in first.evidence
    assert (second.status, second.evidence) == ("printed", "")
    assert pd.isna(second.published_inferred)
    assert pd.isna(first.published)  # what is printed is not touched
    assert find_dates(dated).query("article == @first.article and basis == 'relative'")["inferred"].all()


@pytest.mark.parametrize(
    ("said", "inferred"),
    [
        ("اليوم الاثنين", "2026-01-05"),
        ("أمس الأحد", "2026-01-05"),
        ("غدا الثلاثاء", "2026-01-05"),
        ("اليوم /الجمعة/", "2026-01-09"),
        ("أمس السبت", "2026-01-04"),
    ],
)
def test_weekday_and_story_leave_one_day(said, inferred):
    dated = infer((f"{said} {STORY}", None), (STORY, "2026-01-06"), (OTHER, "2026-01-20"))
    assert (dated["status"][0], day(dated)) == ("inferred", inferred)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(STORY, None), (STORY, "2026-01-06")], "no weekday"),
        ([(f"اليوم الاثنين {STORY}", None), (OTHER, "2026-01-06")], "no dated article tells the same story"),
        ([(f"اليوم الاثنين {STORY}", None)], "no dated article tells the same story"),
        ([(f"اليوم الاثنين {STORY} أمس الاثنين", None), (STORY, "2026-01-06")], "contradicts"),
        ([(f"اليوم الاثنين {STORY}", None), (STORY, "2026-01-06"), (STORY, "2026-01-13")], "same story"),
        ([(f"أمس الأول الاثنين {STORY}", None), (STORY, "2026-01-06")], "no weekday"),
    ],
)
def test_what_stays_undated(rows, reason):
    dated = infer(*rows)
    assert dated["status"][0] == "undated"
    assert pd.isna(dated["published_inferred"][0])
    assert reason in dated["evidence"][0]


def test_two_days_that_remain_are_both_shown():
    rows = [(f"اليوم الاثنين {STORY}", None), (STORY, "2026-01-06"), (STORY, "2026-01-13")]
    assert infer(*rows)["candidates"][0] == "2026-01-05, 2026-01-12"


def test_a_full_date_beside_today_is_enough():
    dated = infer((f"اليوم الاثنين 5 يناير 2026 {STORY}", None))
    assert (dated["status"][0], day(dated)) == ("inferred", "2026-01-05")


def test_weekday_and_day_name_the_year_of_a_corpus():
    dated = infer((f"اليوم الاثنين 5 يناير {STORY}", None), (OTHER, "2025-11-20"), (OTHER, "2026-03-01"))
    assert (dated["status"][0], day(dated)) == ("inferred", "2026-01-05")


def test_options_narrow_the_search():
    rows = [(f"اليوم الاثنين {STORY}", None), (STORY, "2026-01-07")]
    assert infer(*rows)["status"][0] == "inferred"
    assert infer(*rows, window=1)["status"][0] == "undated"
    assert infer(*rows, similarity=1.01)["status"][0] == "undated"


def test_copies_are_compared_once_and_all_named():
    told = (f"اليوم الاثنين {STORY}", None)
    dated = infer(told, (STORY, "2026-01-06"), (OTHER, "2026-01-06"), told, (STORY, "2026-01-07"))
    assert dated["status"].tolist() == ["inferred", "printed", "printed", "inferred", "printed"]
    assert dated["evidence"][0] == dated["evidence"][3]
    assert "1 (2026-01-06" in dated["evidence"][0]
    assert "4 (2026-01-07" in dated["evidence"][0]


def test_no_word_shared_is_no_story_however_low_the_threshold():
    assert (
        infer((f"اليوم الاثنين {STORY}", None), ("مباراة", "2026-01-06"), similarity=0)["status"][0]
        == "undated"
    )


def test_many_copies_take_no_longer_each():
    def work(size: int) -> None:
        rows = [(f"اليوم الاثنين {STORY} {STORY} {OTHER}", None), (f"{STORY} {OTHER}", "2026-01-06")]
        assert set(infer(*rows * (size // 2), similarity=1.01)["status"]) == {"undated", "printed"}

    assert _growth["grows_in_proportion"](work, 2_000)


def test_copies_of_one_day_are_named_once():
    told = (f"اليوم الاثنين {STORY}", None)
    evidence = infer(told, (STORY, "2026-01-06"), (STORY, "2026-01-06 09:30"))["evidence"][0]
    assert evidence.count("2026-01-06") == 1


def drawn_articles(size: int, words: int) -> pd.DataFrame:
    """Articles of 30 made-up words, none a copy; each third is undated and tells the story before it."""
    draw = np.random.default_rng(3)
    vocabulary = ["".join(word) for word in itertools.permutations("بتثجحخ", 4)][:words]
    texts = [draw.choice(vocabulary, 30) for _ in range(size)]
    published = [f"2026-01-{draw.integers(1, 29):02}" for _ in range(size)]
    for i in range(2, size, 3):
        texts[i] = ["اليوم الاثنين", *texts[i - 1][:25], *texts[i][:5]]
        published[i] = None
    return make_articles([" ".join(text) for text in texts], published=published)


def test_the_rarest_words_lead_to_the_story(monkeypatch):
    articles = drawn_articles(300, 300)
    whole = date_articles(articles)
    assert whole["status"].value_counts()["inferred"] > 50
    monkeypatch.setattr("analysis.dates.dating._PLACES", 100)  # of some 600 for an article
    monkeypatch.setattr("analysis.dates.dating._CLOSEST", 5)
    pd.testing.assert_frame_equal(date_articles(articles), whole)


def test_articles_without_copies_take_no_longer_each(monkeypatch):
    monkeypatch.setattr("analysis.dates.dating._PLACES", 500)
    assert _growth["grows_in_proportion"](lambda size: date_articles(drawn_articles(size, 200)), 1_000)


def test_order_of_the_articles_does_not_matter():
    rows = [(f"اليوم الاثنين {STORY}", None), (OTHER, "2026-01-20"), (STORY, "2026-01-06")]
    forward, backward = infer(*rows), infer(*rows[::-1])
    assert day(forward) == day(backward, 2)


def test_columns_with_and_without_rows():
    columns = ["published_inferred", "evidence", "candidates", "status"]
    some, none = infer((STORY, None)), date_articles(make_articles([]))
    assert some[columns].dtypes.equals(none[columns].dtypes)
    assert str(none["published_inferred"].dtype) == "datetime64[ns]"
