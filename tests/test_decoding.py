"""Bytes to text: every encoding round-trips, damage is named, wrong decodings are seen."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.loading.decoding import NotText, decode, mojibake, repair_mojibake

SENTENCE = (
    "قالت وزارة الخارجية في بيان، اليوم الثلاثاء، إن القمة التي تعقد في المدينة بحضور 35 دولة ستبحث آليات "
    "وقف إطلاق النار؟ وأضافت أن الوفود وصلت مساء أمس؛ وأن الجلسة الأولى تبدأ غدا.\n"
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso-8859-6"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", [20, 60, 200, 1000, 4000])
def test_every_encoding_comes_back_exactly(encoding, length):
    text = (SENTENCE * 30)[:length]
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.encoding == encoding
    assert found.warning == ""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_stay_as_they_are_in_the_file(newline):
    text = newline.join(["سطر أول", "سطر ثان", ""])
    assert decode(text.encode("utf-16")).text == text


@settings(deadline=None)
@given(st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإؤئ ،.\n0aZ"), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text):
    assert decode(text.encode()).text == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_reason(data):
    with contextlib.suppress(NotText):
        found = decode(data)
        assert isinstance(found.text, str)
        assert found.encoding


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...\xff\xfe\xfa", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"PK\x03\x04\x14\0\x06\0", "Office document"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (bytes(range(256)) * 20, "binary"),
        (b"{\\rtf1\\ansi \\u1602?}", "an RTF document"),
        (b"%PDF-1.4\n1 0 obj", "a PDF document"),
        ("قالت الوزارة في بيان".encode("utf-32-le"), "binary"),
        (
            "Le président a déclaré à l'Élysée que la réunion était fixée.".encode("latin-1"),
            "not Arabic text",
        ),
        ("Ünïcödé ñames ço tëxt".encode("latin-1"), "not Arabic text"),
    ],
)
def test_what_is_no_text_is_named(data, reason):
    with pytest.raises(NotText, match=reason):
        decode(data)


def test_a_file_cut_inside_a_character_is_read_and_flagged():
    found = decode((SENTENCE * 3).encode()[:-3])
    assert found.encoding == "utf-8"
    assert found.text.startswith(SENTENCE)
    assert found.warning == "damaged utf-8: 1 characters could not be read"


def test_lines_of_two_encodings_are_both_read():
    found = decode(SENTENCE.encode() + SENTENCE.encode("cp1256"))
    assert found.text == SENTENCE * 2
    assert found.encoding == "utf-8+cp1256"
    assert "one file" in found.warning


def test_a_few_nul_bytes_become_spaces_and_keep_their_places():
    found = decode((SENTENCE[:30] + "\0" + SENTENCE[31:]).encode())
    assert found.text == SENTENCE[:30] + " " + SENTENCE[31:]
    assert found.warning == "1 NUL bytes read as spaces"


def test_a_given_encoding_is_used_or_refused():
    with pytest.raises(NotText, match="a PNG image"):
        decode(b"\x89PNG\r\n", encoding="cp1256")
    assert decode("نص".encode("cp1256"), encoding="windows-1256").text == "نص"
    with pytest.raises(NotText, match="is not utf-8"):
        decode("نص".encode("cp1256"), encoding="utf-8")
    with pytest.raises(ValueError, match="no encoding that Python knows"):
        decode(b"", encoding="klingon")
    with pytest.raises(ValueError, match="no encoding that Python knows"):
        decode(b"a", encoding="hex")


def _browser(data: bytes) -> str:
    """windows-1252 as browsers read it: bytes without a character keep their number."""
    return "".join(bytes([b]).decode("cp1252") if b not in b"\x81\x8d\x8f\x90\x9d" else chr(b) for b in data)


SPOILED = [
    (_browser(SENTENCE.encode()), "utf-8 read as cp1252"),
    (_browser(_browser(SENTENCE.encode()).encode()), "utf-8 read as cp1252 twice"),
    (SENTENCE.encode().decode("cp1256"), "utf-8 read as cp1256"),
    (SENTENCE.encode("cp1256").decode("cp1252"), "cp1256 read as cp1252"),
]


@pytest.mark.parametrize(("spoiled", "how"), SPOILED)
def test_wrong_decodings_are_named_and_can_be_undone(spoiled, how):
    assert mojibake(spoiled) == how
    assert repair_mojibake(spoiled) == SENTENCE


@pytest.mark.parametrize("text", [SENTENCE, "طظ طابت ظهيرتكم", "Élysée, français, à Noël", "", "NATO 2026"])
def test_sound_text_is_not_called_spoiled(text):
    assert mojibake(text) == ""
    assert repair_mojibake(text) == text
