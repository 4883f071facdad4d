"""read_corpus and make_articles: the frames, the two samples line by line, offsets, ids, languages, dates."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.loading.corpus import COLUMNS
from analysis.loading.pages import clean

ROOT = Path(__file__).parent.parent
GOLD = json.loads((ROOT / "tests/gold/seed_lines_gold.json").read_text(encoding="utf-8"))
BODY = (
    "قالت الوزارة في بيان، اليوم الثلاثاء، إن القمة ستعقد في المدينة بحضور عدد من الوفود.\n"
    "وأضافت أن الجلسة الأولى تبدأ صباح الغد وأن البيان الختامي يصدر بعد يومين من انتهائها.\n"
)
REASONS = {
    "page_date": "page date",
    "section": "section",
    "published": "published",
    "tag": "tag",
    "print": "print button",
    "source": "source line",
    "widget": "widget",
}


@pytest.fixture(scope="module")
def seeds():
    return analysis.read_corpus(ROOT / "seeds")


@pytest.fixture
def write(tmp_path):
    """Write one file, text as UTF-8, and return the folder."""

    def _write(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return _write


@pytest.mark.parametrize("name", GOLD)
def test_the_samples_match_the_hand_made_labels_line_by_line(seeds, name):
    raw = (ROOT / "seeds" / name).read_text(encoding="utf-8").split("\n")
    row = seeds.articles.set_index("path").loc[name]
    kept = row["text"].split("\n")
    removed = seeds.removed[seeds.removed["article"] == row["article"]].set_index("line")["reason"].to_dict()
    assert len(kept) == len(raw)
    for number, label in ((int(n), label) for n, label in GOLD[name]["labels"].items()):
        kind, _, reason = label.partition(":")
        if kind == "furniture":
            assert not kept[number - 1].strip(), number
            assert removed.pop(number) == REASONS[reason]
        else:
            assert kept[number - 1] == raw[number - 1], number
    assert removed == {}


def test_the_samples_metadata(seeds):
    first, second = seeds.articles.to_dict("records")
    assert first["article"] == "000_00ae5133d7b458cb"
    assert first["published"] is pd.NaT
    assert first["published_from"] == ""
    assert second["published"] == pd.Timestamp("2026-01-06 09:38")
    assert second["published_from"] == "line 7"
    assert (second["source"], second["section"]) == ("دار الهلال", "عرب وعالم")
    for row, gold in zip((first, second), GOLD.values(), strict=True):
        assert row["title"] == gold["meta"]["title"]
        assert (row["language"], row["encoding"], row["warnings"], row["author"]) == ("ar", "utf-8", "", "")


def test_every_kept_character_and_removed_line_stands_at_its_offset(seeds):
    for row in seeds.articles.itertuples():
        raw = (ROOT / "seeds" / row.path).read_text(encoding="utf-8")
        assert len(row.text) == len(raw)
        assert all(kept in (char, " ") for kept, char in zip(row.text, raw, strict=True))
        for line in seeds.removed[seeds.removed["article"] == row.article].itertuples():
            assert raw[line.start : line.end] == line.text
            assert raw[: line.start].count("\n") + 1 == line.line


lines = st.lists(
    st.one_of(
        st.sampled_from(
            ["طباعة", "الرئيسية", "• رياضة", "6-1-2026 | 09:38", "", "  ", "عنوان قصير", BODY.split("\n")[0]]
        ),
        st.text(max_size=30),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(lines, st.sampled_from(["\n", "\r\n", "\r"]))
def test_blanking_never_moves_a_character(parts, newline):
    raw = newline.join(parts)
    page = clean(raw)
    assert len(page.text) == len(raw)
    gone = {i for line in page.removed for i in range(line.start, line.end)}
    assert all(page.text[i] == (" " if i in gone else char) for i, char in enumerate(raw))
    for line in page.removed:
        assert raw[line.start : line.end] == line.text
        assert raw[: line.start].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1 == line.line


def test_the_frames_have_their_columns_and_types(seeds):
    assert list(seeds.articles) == list(COLUMNS)
    assert seeds.articles["published"].dtype == "datetime64[ns]"
    assert {str(dtype) for dtype in seeds.articles.drop(columns="published").dtypes} == {"str"}
    assert list(seeds.removed) == ["article", "line", "start", "end", "text", "reason"]
    assert list(seeds.skipped) == ["path", "reason"]
    empty = analysis.make_articles([])
    assert empty.dtypes.equals(seeds.articles.dtypes)
    assert len(empty) == 0


def test_keep_furniture_leaves_the_text_and_still_reads_the_metadata():
    corpus = analysis.read_corpus(ROOT / "seeds", keep_furniture=True)
    assert corpus.articles["text"][1].startswith("الأربعاء 7 يناير 2026")
    assert corpus.articles["published"][1] == pd.Timestamp("2026-01-06 09:38")
    assert len(corpus.removed) == 0


def test_the_summary_counts_and_its_html_is_escaped(write):
    write("a.txt", "عنوان\n\n" + BODY)
    write("b.txt", "عنوان\n\n" + BODY)
    folder = write("<script>alert(1)<script>.csv", "name\nx\n")
    corpus = analysis.read_corpus(folder)
    counts = dict(corpus.summary.to_numpy().tolist())
    assert (counts["files"], counts["articles"], counts["exact duplicates"], counts["skipped"]) == (
        2,
        2,
        1,
        1,
    )
    assert counts["words"] == len(analysis.tokenize(corpus.articles, form=False))
    assert "<script>" not in corpus._repr_html_()
    assert "&lt;script&gt;" in corpus._repr_html_()


def test_a_folder_a_file_a_pattern_and_a_list_are_read_sorted(write):
    for name in ("b/2.txt", "a/1.txt", "c.txt"):
        folder = write(name, "عنوان\n\n" + BODY)
    assert analysis.read_corpus(folder).articles["path"].tolist() == ["a/1.txt", "b/2.txt", "c.txt"]
    assert analysis.read_corpus(folder / "c.txt").articles["path"].tolist() == ["c.txt"]
    assert analysis.read_corpus(f"{folder}/**/*.txt").articles["article"].tolist() == ["1", "2", "c"]
    both = analysis.read_corpus([folder / "c.txt", str(folder / "a")])
    assert both.articles["path"].tolist() == ["c.txt", "a/1.txt"]


def test_an_id_that_is_taken_gets_a_number_and_a_warning(write):
    write("x/1.txt", BODY)
    folder = write("y/1.txt", BODY)
    articles = analysis.read_corpus(folder).articles
    assert articles["article"].tolist() == ["1", "1-2"]
    assert articles["warnings"].tolist() == ["", "id 1 was taken"]


LANGUAGES = {
    "ar": BODY,
    "fa": "وزیر امور خارجه گفت که این نشست پس از چند روز برگزار می‌شود و پیامدهای آن روشن است.",
    "ur": "وزیر خارجہ نے کہا ہے کہ یہ اجلاس چند دن بعد ہوگا اور اس کے نتائج بڑے ہوں گے۔",
    "other": "The ministry said the summit will be held on Tuesday.",
}


def test_other_languages_load_flagged_and_can_be_left_out(write):
    for name, text in LANGUAGES.items():
        folder = write(f"{name}.txt", text)
    articles = analysis.read_corpus(folder).articles
    assert articles["language"].tolist() == articles["article"].tolist()
    corpus = analysis.read_corpus(folder, language="ar")
    assert corpus.articles["article"].tolist() == ["ar"]
    assert corpus.skipped["path"].tolist() == ["fa.txt", "other.txt", "ur.txt"]
    with pytest.raises(ValueError, match="no language 'en'"):
        analysis.read_corpus(folder, language="en")


def test_mojibake_is_flagged_and_repaired_on_request(write):
    folder = write("a.txt", BODY.encode("cp1256").decode("cp1252"))
    assert "mojibake: cp1256 read as cp1252" in analysis.read_corpus(folder).articles["warnings"][0]
    repaired = analysis.read_corpus(folder, repair=True).articles.loc[0]
    assert repaired["text"] == BODY
    assert repaired["language"] == "ar"


def test_a_line_in_three_articles_of_one_source_is_a_teaser_but_copies_stay_whole(write):
    teaser = "شاهد: جولة في شوارع المدينة القديمة قبل العيد"
    for i, day in enumerate(["الأحد", "الاثنين", "الخميس", "الجمعة"]):
        story = (
            f"اجتماع {day}\n\nقال المتحدث يوم {day} إن عدد الحضور في اللقاء بلغ {i + 3} آلاف شخص تقريبا.\n"
        )
        folder = write(f"{i}.txt", story + (teaser if i < 3 else ""))
    for i in range(3):
        write(f"copy{i}.txt", "نسخة\n\n" + BODY)
    corpus = analysis.read_corpus(folder)
    assert corpus.removed["text"].tolist() == [teaser] * 3
    assert corpus.removed["reason"].unique().tolist() == ["teaser"]
    assert corpus.articles.set_index("article")["text"]["copy1"] == "نسخة\n\n" + BODY


def test_a_byline_on_top_is_no_headline(write):
    story = "قالت الوزارة في بيان إن القمة ستعقد يوم الأحد في المدينة.\n" * 3
    corpus = analysis.read_corpus(write("a.txt", "بغداد - أخبار الحي\n\n" + story))
    assert corpus.articles["title"].tolist() == [""]
    assert corpus.removed["reason"].tolist() == ["byline"]


def test_day_and_month_order_comes_from_the_source_else_day_first(write):
    page = (
        "عنوان الخبر كما نشر\n\n{}\n\nقالت الوزارة في بيان إن القمة ستعقد في المدينة بحضور عدد من الوفود.\n"
    )
    for i, date in enumerate(["06/29/2020", "03/04/2020"]):
        folder = write(f"us/{i}.txt", page.format(date))
    write("eg/0.txt", page.format("03/04/2020"))
    articles = analysis.read_corpus(folder).articles.set_index("path")
    assert articles["published"]["us/1.txt"] == pd.Timestamp("2020-03-04")
    assert articles["published"]["eg/0.txt"] == pd.Timestamp("2020-04-03")
    assert articles["warnings"]["eg/0.txt"] == "published 03/04/2020 read day first"


def test_texts_in_memory():
    articles = analysis.make_articles(
        ["نص", None, "a\ud800b"], ["x", "y", "z"], ["2026-01-06T09:38+02:00", None, ""], source="وكالة"
    )
    assert articles["text"].tolist() == ["نص", "", "a\ufffdb"]
    assert articles["published"].tolist() == [pd.Timestamp("2026-01-06 09:38"), pd.NaT, pd.NaT]
    assert articles["source"].tolist() == ["وكالة"] * 3


def test_dates_in_memory_put_the_day_first_unless_others_show_the_month():
    assert analysis.make_articles(["أ"], published=["06/01/2026"])["published"][0] == pd.Timestamp(
        "2026-01-06"
    )
    american = analysis.make_articles(["أ", "ب"], published=["06/01/2026", "06/29/2026"])["published"]
    assert american.tolist() == [pd.Timestamp("2026-06-01"), pd.Timestamp("2026-06-29")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"texts": "نص"}, "one string"),
        ({"texts": ["أ", "ب"], "article": ["x", "x"]}, "same id"),
        ({"texts": ["أ"], "titel": ["x"]}, "no column 'titel'"),
        ({"texts": ["أ"], "title": ["x", "y"]}, "title has 2 values for 1 texts"),
        ({"texts": ["أ"], "published": []}, "published has 0 values for 1 texts"),
    ],
)
def test_texts_in_memory_that_do_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        analysis.make_articles(**arguments)


def test_the_same_folder_gives_the_same_frames(tmp_path, seeds):
    shutil.copytree(ROOT / "seeds", tmp_path / "elsewhere")
    again = analysis.read_corpus(tmp_path / "elsewhere")
    pd.testing.assert_frame_equal(again.articles, seeds.articles)
    pd.testing.assert_frame_equal(again.removed, seeds.removed)


def test_progress_is_silent_for_short_work_and_shown_on_request(capsys):
    analysis.read_corpus(ROOT / "seeds")
    assert capsys.readouterr() == ("", "")
    analysis.read_corpus(ROOT / "seeds", progress=True)
    assert "Reading" in capsys.readouterr().err
