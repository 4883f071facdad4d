"""Bad input: each file is skipped or flagged with one clear sentence, and the rest is still loaded."""

from __future__ import annotations

import contextlib
import gzip
import inspect
import io
import json
import os
import runpy
import socket
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

import analysis
from analysis.loading.files import find_files

_growth = runpy.run_path(str(Path(__file__).with_name("growth.py")))

GOOD = "عنوان الخبر\n\nقالت الوزارة في بيان إن القمة ستعقد في المدينة بحضور عدد كبير من الوفود.\n"
CSV = "title,text\nأول,نص أول\nثان,نص ثان\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def _zip(members: dict[str, bytes], path=None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


SKIPPED = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n\t\n", "is empty"),
    "bom.txt": (b"\xef\xbb\xbf", "is empty"),
    "binary.txt": (bytes(range(256)) * 40, "is binary, not text"),
    "invisible.txt": ("\u200b\u200f\n\xa0".encode(), "is empty: no letter or digit stands in it"),
    "image.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG image, not text"),
    "paper.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF document, not text"),
    "word.txt": (_zip({"word/document.xml": b"<w/>"}), "Office document"),
    ".hidden.txt": (GOOD.encode(), "is a hidden, lock or system file"),
    "~$lock.txt": (b"x", "is a hidden, lock or system file"),
    "notes.docx": (b"PK", "is none of the kinds that are read"),
    "nothing.csv": (b"", "is empty"),
    "header.csv": (b"title,text\n", "holds no records"),
    "none.json": (b"[]", "holds no records"),
    "bare.json": (b"{}", "holds no records"),
    "after.json": (b'{\n"text": "x"\n}\n{\n"text": "y"\n}', "is not JSON: extra data on line 4"),
    "empty.zip": (b"", "is empty"),
    "empty.parquet": (b"", "is empty"),
    "empty.html": (b"", "is empty"),
    "other.csv": (b"name,value\nx,1\n", "has no known text column; its columns are name, value"),
    "nulls.jsonl": (b'{"text": null}\n{"text": ""}\n', "line 1 has no text"),
    "list.json": (b"[1, 2]", "record 1 is not a record with named fields"),
    "number.json": (b"12", "holds no list of records"),
    "broken.json": (b'[{"text": "x"},\n {"text" "y"}]', "is not JSON: expecting ':' delimiter on line 2"),
    "deep.json": (b"[" * 100_000, "nested too deeply"),
    "broken.zip": (b"PK\x03\x04 not a zip", "is a damaged zip archive"),
    "broken.txt.gz": (gzip.compress(GOOD.encode())[:-12], "is a damaged gzip file"),
    "notgz.txt.gz": (GOOD.encode(), "is a damaged gzip file"),
    "fake.parquet": (b"PAR1 no", "is not a Parquet table"),
    "bomb.txt.gz": (gzip.compress(b"a" * 30_000_000), "which is not what text does"),
    "bomb.zip": (_zip({"a.txt": b"a" * 30_000_000}), "bomb.zip/a.txt is packed tighter than text can be"),
    "slip.zip": (_zip({"../../evil.txt": GOOD.encode()}), "has a name that points outside its archive"),
    "nested.zip": (
        _zip({"in.zip": _zip({"a.txt": b"x"})}),
        "none of the kinds that are read from an archive",
    ),
}


@pytest.mark.parametrize("name", SKIPPED)
def test_what_cannot_be_loaded_is_skipped_with_its_reason(folder, name):
    data, reason = SKIPPED[name]
    (folder / name).write_bytes(data)
    corpus = analysis.read_corpus(folder)
    assert corpus.articles["article"].tolist() == ["good"]
    path, sentence = corpus.skipped.iloc[0]
    assert path.startswith(name)
    assert reason in sentence
    assert sentence.startswith(path.split("/")[0])
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_header_without_rows_is_no_error_but_nothing_to_load(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\n", encoding="utf-8")
    with pytest.raises(ValueError, match="nothing to load"):
        analysis.read_corpus(tmp_path)


FLAGGED = {
    "nul.txt": (GOOD.encode().replace(b" ", b"\0", 1), "1 NUL bytes read as spaces"),
    "cut.txt": (GOOD.encode()[:-3], "damaged utf-8: 1 characters"),
    "mixed.txt": (GOOD.encode() + GOOD.encode("cp1256"), "stand in one file"),
    "short.csv": ("title,text,date\nأ,نص الخبر هنا\n".encode(), "row has 2 of 3 fields"),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_what_can_be_loaded_is_loaded_with_a_warning(folder, name):
    data, warning = FLAGGED[name]
    (folder / name).write_bytes(data)
    articles = analysis.read_corpus(folder).articles
    assert len(articles) == 2
    assert any(warning in text for text in articles["warnings"])


ROWS = {
    "long row": (
        "title,text\nأول,نص أول\nثان,نص,زائد\nثالث,نص ثالث\n",
        "line 3 has 3 fields where the header has 2",
    ),
    "open quote": ('title,text\nأول,نص أول\nثان,"نص ثان\nثالث,نص ثالث\n', "line 3 opens a quotation mark"),
    "bad quote": ('title,text\nأول,نص أول\nثان,"نص" ثان\nثالث,نص ثالث\n', "line 3 opens a quotation mark"),
    "no text": ("title,text\nأول,نص أول\nثان,\nثالث,نص ثالث\n", "line 3 has no text"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_bad_row_of_a_table_is_named_by_its_line_and_the_rest_loads(tmp_path, case):
    text, reason = ROWS[case]
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.articles["title"].tolist() == ["أول", "ثالث"]
    assert len(corpus.skipped) == 1
    assert reason in corpus.skipped["reason"][0]


def test_lines_inside_quotes_count_as_lines_of_the_file(tmp_path):
    (tmp_path / "a.csv").write_text('title,text\nأول,"سطر\nسطر"\nثان,\n', encoding="utf-8")
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.articles["text"].tolist() == ["سطر\nسطر"]
    assert "line 4 has no text" in corpus.skipped["reason"][0]


def test_a_field_longer_than_the_csv_module_likes(tmp_path):
    long = "كلمة " * 50_000
    (tmp_path / "a.csv").write_text(f"title,text\nأ,{long}\n", encoding="utf-8")
    assert analysis.read_corpus(tmp_path).articles["text"][0] == long


def test_one_bad_line_of_jsonl(tmp_path):
    lines = [json.dumps({"text": "نص"}), '{"text": "نص"', json.dumps({"text": "نص"}), "[]"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    corpus = analysis.read_corpus(tmp_path)
    assert len(corpus.articles) == 2
    assert [reason.split(":")[0] for reason in corpus.skipped["reason"]] == [
        "a.jsonl line 2 is not JSON",
        "a.jsonl line 4 is not a record with named fields.",
    ]


def test_pipes_sockets_and_broken_links_are_never_opened(folder):
    os.mkfifo(folder / "pipe.txt")
    os.symlink("nowhere", folder / "link.txt")
    os.symlink("/dev/zero", folder / "zero.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(folder)
        server.bind("sock.txt")
        os.chdir(here)
        reasons = analysis.read_corpus(folder).skipped.set_index("path")["reason"]
    assert reasons["pipe.txt"] == "pipe.txt is a named pipe, not a file."
    assert reasons["zero.txt"] == "zero.txt is a device, not a file."
    assert reasons["sock.txt"] == "sock.txt is a socket, not a file."
    assert reasons["link.txt"] == "link.txt is a link to nothing."
    with pytest.raises(ValueError, match=r"pipe.txt is a named pipe"):
        analysis.read_corpus(folder / "pipe.txt")


def test_folders_however_deep_are_read(tmp_path):
    deep = tmp_path.joinpath(*"a" * 300)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(GOOD, encoding="utf-8")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        found, _ = find_files(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert [file.full for file in found] == [str(deep / "deep.txt")]


def test_what_a_browser_saved_beside_a_page_is_not_read(folder):
    (folder / "good_files").mkdir()
    (folder / "good_files" / "advertisement.txt").write_text(GOOD, encoding="utf-8")
    assert len(analysis.read_corpus(folder).articles) == 2
    (folder / "good.html").write_text("<html></html>")
    corpus = analysis.read_corpus(folder)
    assert corpus.articles["path"].tolist() == ["good.txt"]
    assert "good_files holds what belongs to the saved page beside it." in corpus.skipped["reason"].tolist()


def test_loops_of_links_end(folder):
    (folder / "sub").mkdir()
    os.symlink(folder, folder / "sub" / "up")
    os.symlink("self", folder / "self")
    corpus = analysis.read_corpus(folder)
    assert corpus.articles["path"].tolist() == ["good.txt"]


@contextlib.contextmanager
def _nobody():
    """Not the superuser, to whom nothing is refused."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions as POSIX has them")
def test_no_permission_is_a_reason():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shut").mkdir()
        for file in ("good.txt", "locked.txt", "shut/in.txt"):
            (folder / file).write_text(GOOD, encoding="utf-8")
        folder.chmod(0o755)
        (folder / "locked.txt").chmod(0)
        (folder / "shut").chmod(0)
        with _nobody():
            corpus = analysis.read_corpus(folder)
            for path in ("shut", "shut/in.txt"):
                with pytest.raises(ValueError, match=r"shut.* cannot be (listed|read): permission denied\.$"):
                    analysis.read_corpus(folder / path)
        (folder / "shut").chmod(0o755)
    assert corpus.articles["article"].tolist() == ["good"]
    assert corpus.skipped["reason"].tolist() == [
        "shut/ cannot be listed: permission denied.",
        "locked.txt cannot be read: permission denied.",
    ]


def test_a_file_name_that_is_not_utf8(folder):
    with open(os.path.join(os.fsencode(folder), b"\xcd\xc8\xd1.txt"), "wb") as file:
        file.write(GOOD.encode())
    articles = analysis.read_corpus(folder).articles
    assert articles["path"].tolist() == ["good.txt", "\ufffd\ufffd\ufffd.txt"]
    articles.to_csv(io.StringIO())


def test_one_endless_line_is_not_read(folder):
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(200_000_000)
    corpus = analysis.read_corpus(folder)
    assert (
        "huge.txt has 200,000,000 bytes, more than max_bytes=100,000,000 allows."
        in corpus.skipped["reason"].tolist()
    )


def test_many_lines_take_linear_time(tmp_path):
    def load(lines: int) -> None:
        (tmp_path / "a.txt").write_text("عنوان\n\n" + "• بند\nكلمة قصيرة\n" * lines + GOOD, encoding="utf-8")
        analysis.read_corpus(tmp_path)

    assert _growth["grows_in_proportion"](load, 2_000)


def test_a_locked_archive_is_named(folder):
    data = bytearray(_zip({"a.txt": GOOD.encode()}))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flag] |= 1
    (folder / "locked.zip").write_bytes(data)
    assert (
        "locked.zip/a.txt is locked by a password." in analysis.read_corpus(folder).skipped["reason"].tolist()
    )


def test_a_path_that_does_not_exist_and_a_folder_with_nothing(tmp_path):
    with pytest.raises(FileNotFoundError, match="missing does not exist; give a file, a folder, a pattern"):
        analysis.read_corpus(tmp_path / "missing")
    with pytest.raises(FileNotFoundError, match="nothing matches the pattern"):
        analysis.read_corpus(f"{tmp_path}/*.txt")
    with pytest.raises(ValueError, match=r"nothing to load in .*; looked for .csv, .htm"):
        analysis.read_corpus(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(ValueError, match=r"1 skipped; the first: a\.docx is none of the kinds"):
        analysis.read_corpus(tmp_path)


def test_titles_and_paths_keep_script_as_text(tmp_path):
    (tmp_path / "<b>.txt").write_text("<script>alert(1)</script> عنوان\n\n" + GOOD, encoding="utf-8")
    corpus = analysis.read_corpus(tmp_path)
    assert corpus.articles["path"][0] == "<b>.txt"
    assert "<script>" not in corpus._repr_html_()
