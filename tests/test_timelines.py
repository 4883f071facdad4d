"""Events and coverage of small corpora whose rows a reader can count."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import coverage, find_actors, find_dates, make_articles, plot_coverage, timeline, tokenize


def events(*rows: tuple[str, str | None], **options) -> pd.DataFrame:
    texts, published = zip(*rows, strict=True)
    articles = make_articles(texts, published=published)
    return timeline(find_dates(articles), articles, **options)


def dates_of(frame: pd.DataFrame, column: str = "begin") -> list[str]:
    return frame[column].dt.strftime("%Y-%m-%d").tolist()


def test_events_stand_in_order_of_time():
    table = events(("وصل الوفد أمس. انعقدت القمة عام 2019. تبدأ الجولة غدا.", "2026-01-06"))
    assert dates_of(table) == ["2019-01-01", "2026-01-05", "2026-01-07"]
    assert table["text"].tolist() == ["عام 2019", "أمس", "غدا"]
    assert table["sentence"].tolist() == ["انعقدت القمة عام 2019.", "وصل الوفد أمس.", "تبدأ الجولة غدا."]


def test_a_longer_span_comes_before_the_day_that_opens_it():
    table = events(("زاره في يناير 2025. وقابله في 1 يناير 2025. وأقام عام 2025.", "2026-01-06"))
    assert table["granularity"].tolist() == ["year", "month", "day"]


def test_durations_and_unresolved_expressions_are_left_out():
    assert events(("دامت ثلاث سنوات. وصل أمس.", None)).empty


def test_one_event_of_several_articles_is_one_row():
    table = events(
        ("وقع رئيس الوزراء الاتفاق التجاري في بغداد أمس.", "2026-01-06"),
        ("أمس وقع رئيس الوزراء الاتفاق التجاري.", "2026-01-06"),
        ("انهار جسر قديم شمال المدينة أمس.", "2026-01-06"),
        ("وقع رئيس الوزراء الاتفاق التجاري في بغداد أمس.", "2026-01-07"),
    )
    assert table["articles"].tolist() == [2, 1, 1]
    assert table["article"].tolist() == ["0", "2", "3"]


def test_sentences_are_shortened_at_a_word():
    words = "كلمة " * 80
    shown = events((f"وصل أمس {words}", "2026-01-06"))["sentence"][0]
    assert shown.endswith("كلمة…")
    assert len(shown) <= 161


def test_actors_of_the_sentence_are_named_once_in_order():
    articles = make_articles(["زار ماكرون بغداد أمس، ثم عاد ماكرون إلى فرنسا."], published=["2026-01-06"])
    mentions = find_actors(articles)
    table = timeline(find_dates(articles), articles, mentions=mentions)
    names = table["actors"][0].split("، ")
    assert "فرنسا" in names
    assert len(names) == len(set(names))


def test_inferred_days_are_marked_and_relations_kept():
    articles = make_articles(["يعمل منذ نوفمبر. اندلعت عام 2020."])
    articles["published_inferred"] = pd.to_datetime(["2026-01-05"])
    table = timeline(find_dates(articles), articles)
    assert table["inferred"].tolist() == [False, True]
    assert table["relation"].tolist() == ["", "since"]
    assert dates_of(table, "reference") == ["2026-01-05"] * 2


def test_tables_have_the_same_columns_with_and_without_rows():
    some, none = events(("وصل أمس", "2026-01-06")), events(("لا شيء", None))
    assert some.dtypes.equals(none.dtypes)
    empty = make_articles([])
    assert timeline(find_dates(empty), empty).dtypes.equals(some.dtypes)


CORPUS = make_articles(
    ["القمة في باريس والقمة في برلين", "خبر عن قمة", "خبر بلا صلة", "بلا تاريخ"],
    published=["2026-01-01", "2026-01-03", "2026-01-15", None],
)


@pytest.mark.parametrize(
    ("by", "begins", "articles"),
    [
        ("month", ["2026-01-01"], [3]),
        ("week", ["2025-12-29", "2026-01-05", "2026-01-12"], [2, 0, 1]),
    ],
)
def test_periods_follow_without_a_gap(by, begins, articles):
    table = coverage(CORPUS, by=by)
    assert dates_of(table) == begins
    assert table["articles"].tolist() == articles


def test_days_without_articles_are_rows_and_their_share_is_missing():
    table = coverage(CORPUS, term="قمة")
    assert len(table) == 15
    assert table["words"].head(3).tolist() == [6, 0, 3]
    assert table["count"].head(3).tolist() == [2, 0, 1]
    assert table["share"].isna().head(3).tolist() == [False, True, False]
    assert table["share"][0] == pytest.approx(2 / 6)
    assert table["share"].iloc[-1] == 0  # an article without the term is no gap


def test_actors_are_counted_in_their_mentions():
    table = coverage(CORPUS, by="month", mentions=find_actors(CORPUS), actor="FR")
    assert table["actor"].tolist() == ["FR"]
    assert table["count"].tolist() == [int((find_actors(CORPUS)["actor"] == "FR").sum())]


def test_inferred_days_count_and_are_counted_apart():
    articles = CORPUS.assign(published_inferred=pd.to_datetime([None, None, None, "2026-01-02"]))
    table = coverage(articles)
    assert table["articles"].head(3).tolist() == [1, 1, 1]
    assert table["inferred"].head(3).tolist() == [0, 1, 0]


def test_tokens_that_are_given_are_used():
    tokens = tokenize(CORPUS)
    pd.testing.assert_frame_equal(coverage(CORPUS, term="قمة", tokens=tokens), coverage(CORPUS, term="قمة"))


def test_some_of_the_articles_can_be_looked_at_with_the_tokens_of_all():
    tokens, some = tokenize(CORPUS), CORPUS.iloc[1:2]
    dates = find_dates(CORPUS.assign(text="وصل أمس"))
    assert find_dates(some, tokens=tokens).empty
    assert timeline(dates, some, tokens=tokens)["article"].tolist() == ["1"]
    assert coverage(some, tokens=tokens)["words"].tolist() == [3]


def test_nothing_dated_is_an_empty_table():
    assert coverage(make_articles(["نص"])).empty
    assert coverage(make_articles([])).dtypes.equals(coverage(CORPUS).dtypes)


def test_wrong_options_are_named():
    with pytest.raises(ValueError, match="no period 'year'; choose one of auto, day, week, month"):
        coverage(CORPUS, by="year")
    with pytest.raises(ValueError, match="pass mentions="):
        coverage(CORPUS, actor="FR")


@pytest.mark.parametrize(
    ("last", "periods"), [("2026-01-03", 3), ("2026-03-12", 71), ("2026-03-13", 11), ("2027-12-31", 24)]
)
def test_the_period_fits_the_span(last, periods):
    assert len(coverage(make_articles(["نص", "نص"], published=["2026-01-01", last]))) == periods


def test_a_long_sentence_is_cut_around_its_time():
    long = f"{'كلمة ' * 60}في 11 ديسمبر 2025 {'كلمة ' * 60}."
    articles = make_articles([long], published=["2026-01-06"])
    (sentence,) = timeline(find_dates(articles), articles)["sentence"]
    assert "11 ديسمبر 2025" in sentence
    assert sentence.startswith("… كلمة")
    assert sentence.endswith("كلمة…")


def test_dates_may_be_more_than_292_years_apart():
    articles = make_articles(["وصل أمس.", "وصل غدا."], published=["1690-01-02", "2250-05-05"])
    assert dates_of(timeline(find_dates(articles), articles)) == ["1690-01-01", "2250-05-06"]
    table = coverage(articles)
    assert (len(table), table["articles"].sum()) == (560 * 12 + 5, 2)
    assert plot_coverage(table).get_xlabel() is not None


def test_portions_of_a_corpus_tell_what_the_whole_tells(monkeypatch):
    articles = make_articles(["وصل الوفد أمس. ثم غادر غدا."] * 5, published=["2026-01-06"] * 5)
    dates = find_dates(articles)
    whole = timeline(dates, articles)
    monkeypatch.setattr("analysis.words.tokens._PORTION", 40)
    pd.testing.assert_frame_equal(timeline(dates, articles), whole)
    assert whole["articles"].tolist() == [5, 5]


def test_a_term_may_be_a_phrase():
    articles = make_articles(["قال رئيس الوزراء", "قال الوزراء"], published=["2026-01-01"] * 2)
    assert coverage(articles, term="رئيس الوزراء")["count"].tolist() == [1]
