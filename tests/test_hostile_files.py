"""Files of hostile bytes and records: they load rightly, or a reason is given, in bounded time."""

from __future__ import annotations

import io
import json
import runpy
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import read_corpus

_growth = runpy.run_path(str(Path(__file__).with_name("growth.py")))

BODY = "قالت الوزارة في بيان اليوم الثلاثاء إن القمة ستعقد يوم الأحد في المدينة بحضور الوفود.\n"


@pytest.mark.parametrize(
    "flood", ["[", "-", "1/", "كلمة\n", "[[[\n", "طباعة\n", "2026-01-06\n", "ا" + " " * 99 + "\n", "\r"]
)
def test_a_page_of_repetitions_takes_steps_in_proportion(tmp_path, flood):
    def load(size: int) -> None:
        (tmp_path / "a.txt").write_text(flood * (size // len(flood)) + BODY, encoding="utf-8", newline="")
        assert len(read_corpus(tmp_path).articles) == 1

    assert _growth["grows_in_proportion"](load, 50_000)


SAMPLES = [
    BODY.encode(),
    BODY.encode("cp1256"),
    BODY.encode("utf-16"),
    b'title,text,date\na,"b\n',
    b"PK\x03\x04",
    b'[{"text":',
]
BYTES = st.lists(st.sampled_from(SAMPLES) | st.binary(max_size=8), max_size=5).map(b"".join)


@settings(deadline=None, max_examples=80)
@given(BYTES, st.sampled_from(["txt", "csv", "json", "jsonl", "zip", "txt.gz", "parquet"]))
@example(b"\0\0\n", "csv")
@example(b"\0 \x85\n", "csv")
def test_any_bytes_load_or_are_refused(tmp_path_factory, data, ending):
    path = tmp_path_factory.mktemp("bytes") / f"a.{ending}"
    path.write_bytes(data)
    try:
        corpus = read_corpus(path)
    except ValueError as error:
        if str(error).startswith("read_corpus: nothing to load"):
            return
        raise
    articles = corpus.articles.set_index("article")
    for row in corpus.removed.itertuples():
        assert len(row.text) == row.end - row.start
        assert articles["text"][row.article][row.start : row.end].isspace()
    if ending == "txt" and not articles["warnings"].any():
        raw = list(articles["text"].iloc[0])
        for row in corpus.removed.itertuples():
            raw[row.start : row.end] = row.text
        assert "".join(raw) == data.decode(articles["encoding"].iloc[0])


def test_a_zip_with_a_damaged_directory_is_skipped(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", BODY)
    whole = buffer.getvalue()
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    for place in range(len(whole) - 60, len(whole)):
        damaged = whole[:place] + b"\xff" + whole[place + 1 :]
        (tmp_path / "a.zip").write_bytes(damaged)
        assert "good" in read_corpus(tmp_path).articles["article"].tolist()


def test_a_zip_member_without_a_name_is_named_and_the_rest_loads(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("\0"), BODY)
        archive.writestr("a.txt", BODY)
    corpus = read_corpus(tmp_path)
    assert corpus.articles["article"].tolist() == ["a"]
    assert corpus.skipped["path"].tolist() == ["a.zip/"]


def test_a_reason_is_one_line_whatever_names_hold(tmp_path):
    (tmp_path / "a.csv").write_text('"x\ny",b\nخبر,1\n', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c\n.docx", BODY)
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    reasons = read_corpus(tmp_path).skipped["reason"].tolist()
    assert len(reasons) == 2
    assert all(len(reason.splitlines()) == 1 for reason in reasons)
    assert "x y" in reasons[0]


RECORDS = {
    "surrogate": ('[{"text": "خبر", "title": "\\ud800"}]', {"title": "\ufffd"}),
    "far future": (
        '[{"text": "خبر", "date": "4052-01-06"}]',
        {"warnings": "published: '4052-01-06' cannot be read as a date"},
    ),
    "list": ('[{"text": ["خبر", "خبر"]}]', {"text": "خبر\nخبر"}),
    "infinite": (
        '[{"text": "خبر", "date": 1e400}]',
        {"warnings": "published: 'inf' cannot be read as a date"},
    ),
}


@pytest.mark.parametrize("case", RECORDS)
def test_odd_values_of_records(tmp_path, case):
    text, expected = RECORDS[case]
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    row = read_corpus(tmp_path).articles.iloc[0]
    assert {name: row[name] for name in expected} == expected


def test_a_field_that_the_first_record_lacks_is_read_from_the_later_ones(tmp_path):
    records = [{"text": "خبر"}, {"text": "خبر", "title": "عنوان", "id": "x"}, {"body": "خبر"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    articles = read_corpus(tmp_path).articles
    assert articles["title"].tolist() == ["", "عنوان", ""]
    assert articles["article"].tolist() == ["a-1", "x", "a-3"]


def test_a_number_that_python_refuses_is_a_reason(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "خبر"}\n{"text": "خبر", "id": ' + "9" * 5000 + "}\n")
    (tmp_path / "b.json").write_text('[{"text": "خبر", "id": ' + "9" * 5000 + "}]")
    corpus = read_corpus(tmp_path)
    assert len(corpus.articles) == 1
    assert [reason.split(" is ")[0] for reason in corpus.skipped["reason"]] == ["a.jsonl line 2", "b.json"]


def test_parquet_lists_and_far_dates(tmp_path):
    table = {
        "text": [["خبر", "ثان"], None],
        "date": pd.to_datetime(["4000-01-06"] * 2).as_unit("s"),
        "author": [["a"], []],
    }
    pd.DataFrame(table).to_parquet(tmp_path / "a.parquet")
    corpus = read_corpus(tmp_path)
    assert corpus.articles[["text", "author"]].values.tolist() == [["خبر\nثان", "a"]]
    assert corpus.articles["published"].isna().all()
    assert len(corpus.skipped) == 1
