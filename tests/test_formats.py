"""File kinds: the same three articles come out of every kind of file, packed or not."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile

import pandas as pd
import pytest

import analysis
from analysis.loading.one_file import name_articles

TITLES = ["قمة في المدينة", "مباراة اليوم", "أسعار النفط"]
TEXTS = [
    "قالت الوزارة إن القمة، وهي الثالثة، تعقد غدا.\nوأضافت أن الوفود وصلت.",
    'قال المدرب: "نحن جاهزون".',
    "ارتفعت الأسعار بنسبة 3.5 في المئة؛ وهو أعلى ارتفاع هذا العام.",
]
DATES = ["2026-01-06 09:38:00", "2026-01-07", ""]
ROWS = [{"title": a, "date": b, "text": c} for a, b, c in zip(TITLES, DATES, TEXTS, strict=True)]


def _csv(separator=",", names=("title", "date", "text")) -> str:
    frame = pd.DataFrame(ROWS)
    frame.columns = list(names)
    return frame.to_csv(index=False, sep=separator)


def _parquet() -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(buffer)
    return buffer.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


JSONL = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
FILES = {
    "comma.csv": _csv(),
    "semicolon.csv": _csv(";"),
    "arabic.csv": _csv("\t", ["العنوان", "تاريخ النشر", "نص الخبر"]).encode("cp1256"),
    "excel.csv": _csv("\t", ["Headline", "pubDate", "articleBody"]).encode("utf-16"),
    "tabs.tsv": _csv("\t"),
    "sep.csv": "\ufeffsep=;\r\n" + _csv(";").replace("\n", "\r\n").replace("تعقد غدا.\r\n", "تعقد غدا.\n"),
    "delimited.txt": _csv("|"),
    "list.json": json.dumps(ROWS),
    "nested.json": json.dumps(
        {"status": "ok", "articles": [{"meta": {"title": r["title"]}} | r for r in ROWS]}
    ),
    "deep.json": json.dumps({"data": {"items": [{"article": row} for row in ROWS], "total": 3}}),
    "named.json": json.dumps({"by name": {f"n{i}": row for i, row in enumerate(ROWS)}}),
    "lists.json": json.dumps({"description": "x", "politics": ROWS[:1], "sports": ROWS[1:]}),
    "columns.json": pd.DataFrame(ROWS).to_json(),
    "plain columns.json": json.dumps(pd.DataFrame(ROWS).to_dict("list")),
    "wordpress.json": json.dumps(
        [{k: v if k == "date" else {"rendered": v} for k, v in row.items()} for row in ROWS]
    ),
    "lines.json": JSONL,
    "bom.jsonl": "\ufeff" + JSONL.replace("\n", "\r\n"),
    "lines.jsonl": JSONL + "\n\n",
    "table.parquet": _parquet(),
    "packed.jsonl.gz": gzip.compress(JSONL.encode()),
    "packed.zip.gz": gzip.compress(_zip({"rows.csv": _csv().encode()})),
    "packed.zip": _zip({"in/rows.csv": _csv().encode()}),
    "both.zip": _zip({"rows.jsonl.gz": gzip.compress(JSONL.encode())}),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_table_gives_the_same_articles(tmp_path, name):
    content = FILES[name]
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.articles["text"].tolist() == TEXTS
    assert corpus.articles["title"].tolist() == TITLES
    expected = [pd.Timestamp(date or None) for date in DATES]
    assert corpus.articles["published"].tolist() == expected
    assert corpus.articles["published_from"].str.startswith("column ").tolist() == [True, True, False]
    assert corpus.articles["article"].is_unique
    assert len(corpus.skipped) == 0


def test_ids_sources_and_other_columns_are_found_by_their_usual_names(tmp_path):
    row = {
        "doc_id": "n7",
        "publisher": "وكالة",
        "category": "اقتصاد",
        "byline": "كاتب",
        "body": TEXTS[0],
        "url": "x",
    }
    (tmp_path / "a.json").write_text(json.dumps([row]))
    article = analysis.read_corpus(tmp_path).articles.loc[0]
    assert article[["article", "source", "section", "author"]].tolist() == ["n7", "وكالة", "اقتصاد", "كاتب"]


def test_the_index_of_a_parquet_table_is_a_column(tmp_path):
    rows = pd.DataFrame(ROWS, index=pd.Index(["n1", "n2", "n3"], name="id"))
    rows.to_parquet(tmp_path / "a.parquet")
    assert analysis.read_corpus(tmp_path).articles["article"].tolist() == ["n1", "n2", "n3"]


def test_columns_can_be_named(tmp_path):
    (tmp_path / "a.csv").write_text("k,m\nعنوان,نص الخبر هنا\n", encoding="utf-8")
    articles = analysis.read_corpus(tmp_path, columns={"text": "m", "title": "k"}).articles
    assert articles[["title", "text"]].values.tolist() == [["عنوان", "نص الخبر هنا"]]
    with pytest.raises(ValueError, match="no field 'body'"):
        analysis.read_corpus(tmp_path, columns={"body": "m"})
    with pytest.raises(ValueError, match="has no column 'q'; its columns are k, m"):
        analysis.read_corpus(tmp_path, columns={"text": "q"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-06-04T00:44:07+03:00", "2018-06-04 00:44:07"),
        ("Mon, 04 Jun 2018 00:44:07 GMT", "2018-06-04 00:44:07"),
        ("الثلاثاء 6 كانون الثاني 2026", "2026-01-06"),
        (1767692280, "2026-01-06 09:38:00"),
        ("2026-02-30", None),
        ("قريبا", None),
        (None, None),
    ],
)
def test_date_columns(tmp_path, value, expected):
    (tmp_path / "a.json").write_text(json.dumps([{"text": TEXTS[0], "date": value}]))
    article = analysis.read_corpus(tmp_path).articles.loc[0]
    assert (
        article["published"] is pd.NaT if expected is None else article["published"] == pd.Timestamp(expected)
    )
    assert article["published_from"] == ("" if expected is None else "column date")
    assert ("cannot be read as a date" in article["warnings"]) == (expected is None and value is not None)


def test_surrogates_in_json_become_one_replacement_character_each(tmp_path):
    (tmp_path / "a.json").write_text('[{"text": "قال \\ud83d ثم"}]', encoding="utf-8")
    assert analysis.read_corpus(tmp_path).articles["text"][0] == "قال \ufffd ثم"


HTML = """<html><head><title>قمة المدينة | موقع</title>
<meta property="article:published_time" content="2026-01-06T09:38:00+02:00"/>
<script>alert("نص")</script></head><body><nav><a href="/">الرئيسية</a></nav>
<article><h1>قمة المدينة تبدأ غدا</h1>{}</article></body></html>""".format(
    "".join(
        f"<p>قالت الوزارة في بيانها رقم {i} إن القمة ستعقد في المدينة بحضور عدد كبير من الوفود.</p>"
        for i in range(6)
    )
)


def test_html_is_extracted_and_says_so(tmp_path):
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    article = analysis.read_corpus(tmp_path).articles.loc[0]
    assert "بيانها رقم 5" in article["text"]
    assert "alert" not in article["text"]
    assert article["published"] == pd.Timestamp("2026-01-06 09:38")
    assert article["published_from"] == "HTML metadata"
    assert "extracted from HTML" in article["warnings"]


@pytest.mark.parametrize(
    ("name", "module", "extra"), [("a.html", "trafilatura", "html"), ("a.parquet", "pyarrow", "parquet")]
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, name, module, extra):
    (tmp_path / name).write_bytes(HTML.encode() if extra == "html" else _parquet())
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ValueError, match=rf'pip install "arabic-news-analysis\[{extra}\]"'):
        analysis.read_corpus(tmp_path)


def test_values_that_are_no_text_become_text(tmp_path):
    rows = (
        '[{"text": "نص", "title": 5, "source": NaN, "author": ["أ", "ب"], "id": 7, "section": {"name": "س"}}]'
    )
    (tmp_path / "a.json").write_text(rows, encoding="utf-8")
    article = analysis.read_corpus(tmp_path).articles.loc[0]
    assert article[["article", "title", "source", "author"]].tolist() == ["7", "5", "", "أ\nب"]


def test_tags_left_in_a_text_are_blanked_and_listed(tmp_path):
    text = "<p>قال&nbsp;الوزير</p>\n<p class='x y z of a page'>نعم</p>"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text}))
    corpus = analysis.read_corpus(tmp_path)
    assert analysis.tokenize(corpus.articles, form=False)["word"].tolist() == ["قال", "الوزير", "نعم"]
    assert corpus.removed["text"].tolist() == ["<p>", "&nbsp;", "</p>", "<p class='x y z of a page'>", "</p>"]
    assert corpus.articles["language"].tolist() == ["ar"]
    assert corpus.removed["line"].tolist() == [1, 1, 1, 2, 2]
    assert [text[a:b] for a, b in corpus.removed[["start", "end"]].values] == corpus.removed["text"].tolist()
    assert analysis.read_corpus(tmp_path, keep_furniture=True).articles["text"].tolist() == [text]


def test_html_under_the_ending_of_text_is_still_html(tmp_path):
    (tmp_path / "a.txt").write_text("\n<!DOCTYPE html>\n" + HTML, encoding="utf-8")
    assert analysis.read_corpus(tmp_path).articles["published_from"].tolist() == ["HTML metadata"]


def test_the_first_of_two_columns_of_one_name_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("text,title,text\nنص,عنوان,آخر\n", encoding="utf-8")
    assert analysis.read_corpus(tmp_path).articles["text"].tolist() == ["نص"]


def test_paragraphs_are_one_text_but_columns_are_many(tmp_path):
    (tmp_path / "one.json").write_text(json.dumps({"title": "عنوان", "text": ["أ", "ب"]}))
    (tmp_path / "two.json").write_text(json.dumps({"title": ["س", "ص"], "text": ["أ", "ب"]}))
    assert analysis.read_corpus(tmp_path).articles["text"].tolist() == ["أ\nب", "أ", "ب"]


def test_one_name_for_very_many_files_is_numbered_in_linear_time():
    rows = [{"path": f"{i}/index.txt", "warnings": ""} for i in range(20_000)]
    name_articles(rows)
    assert [row["article"] for row in rows[:3]] == ["index", "index-2", "index-3"]


def test_records_without_text_among_others_are_skipped(tmp_path):
    rows = [{"summary": "لا شيء"}, {"text": "نص"}, {"text": 5}, {"text": "نص"}]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.articles["article"].tolist() == ["a-2", "a-4"]
    assert (
        corpus.skipped["reason"].str.contains("record 1 has no known text column|record 3 has no text").all()
    )
