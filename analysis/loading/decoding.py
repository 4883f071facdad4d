"""Bytes to text: the encoding of an Arabic file, and whether its text was spoiled before it was saved."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with theirs
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a file that is no text starts with, whatever its name says.
_MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive or an Office document (DOCX, XLSX)",
    b"\xd0\xcf\x11\xe0": "an old Office document (DOC, XLS)",
    b"{\\rtf": "an RTF document",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"PAR1": "a Parquet table",
}
_STARTS = (*_MAGIC, *(mark for mark, _ in _MARKS))
# How common a letter is in Arabic news, in three steps; what stands in no step speaks against Arabic.
_WEIGHT = dict.fromkeys("اليمونرت", 3) | dict.fromkeys("هبعدفسكق", 2)
_WEIGHT |= dict.fromkeys("حجةأىشصإخطضئزذثغءظآؤ", 1) | dict.fromkeys("،؛؟«»“”‘’–—…ًٌٍَُِّْـ\xa0", 0)
_BESIDE_LATIN = re.compile("[A-Za-z](?=[\u0620-\u064a])|[\u0620-\u064a](?=[A-Za-z])")
_SAMPLE = 100_000  # bytes or characters that a guess looks at


class NotText(ValueError):
    """The bytes are no text that this package can read; the message says what they are."""


class Decoded(NamedTuple):
    """A text, the encoding it was read in, and what a reader must know about it ("" when nothing)."""

    text: str
    encoding: str
    warning: str


def decode(data: bytes, *, encoding: str | None = None) -> Decoded:
    """Turn the bytes of a text file into text.

    A byte order mark decides, then the pattern of UTF-16, then strict UTF-8; damaged UTF-8 is read with its
    damage marked by U+FFFD; else the better of windows-1256 and ISO-8859-6 by the letters that come out.

    Parameters
    ----------
    data : bytes
    encoding : str, optional
        Read in this encoding instead of looking for one.

    Returns
    -------
    Decoded
        `text`, `encoding`, `warning`.

    Raises
    ------
    NotText
        When the bytes are not text, or not in the encoding given.

    Examples
    --------
    >>> decode("قالت الوزارة في بيان إن القمة ستعقد".encode("cp1256")).encoding
    'cp1256'
    """
    if data.startswith(_STARTS):
        if found := magic(data):
            raise NotText(f"is {found}, not text")
        if encoding is None:
            return _read(data, next(name for mark, name in _MARKS if data.startswith(mark)))
    if encoding is not None:
        return _decode_as(data, encoding)
    if b"\0" in data:
        return _decode_with_nul(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "")
    except UnicodeDecodeError:
        return _mixed(data) or _damaged_utf8(data) or _one_byte(data)


def magic(data: bytes) -> str:
    """What a file is by its first bytes, when it is a known kind that is not text; "" else."""
    return next((name for start, name in _MAGIC.items() if data.startswith(start)), "")


def _decode_as(data: bytes, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding).name
        return Decoded(data.decode(codec).removeprefix("\ufeff"), codec, "")
    except (LookupError, TypeError):
        raise ValueError(f"encoding={encoding!r} is no encoding that Python knows") from None
    except UnicodeError as error:
        place = f"byte {error.start} does not fit" if isinstance(error, UnicodeDecodeError) else str(error)
        raise NotText(f"is not {encoding}: {place}; leave encoding= out") from None


def _read(data: bytes, name: str) -> Decoded:
    """A text with U+FFFD for what could not be read, and how often."""
    try:
        return Decoded(data.decode(name), name, "")
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return Decoded(text, name, f"damaged {name}: {text.count(chr(0xFFFD))} characters could not be read")


def _decode_with_nul(data: bytes) -> Decoded:
    """UTF-16 without a mark, or a text file with a few NUL bytes in it; else binary."""
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if _looks_utf16(data[:_SAMPLE], high) and data.count(b"\0\0") <= len(data) // 100:
            return _read(data, name)
    nul = data.count(0)
    if nul > len(data) // 100 + 1:
        raise NotText("is binary, not text")
    text, name, warning = decode(data.replace(b"\0", b" "))
    return Decoded(text, name, "; ".join(filter(None, (warning, f"{nul} NUL bytes read as spaces"))))


def _looks_utf16(data: bytes, high: int) -> bool:
    """Whether the high bytes are those of Arabic, Latin and punctuation, and the low bytes are not."""
    share = [sum(map(data[i::2].count, (0x00, 0x06, 0x20))) / (len(data) / 2) for i in (high, 1 - high)]
    return share[0] > 0.9 and share[1] < 0.7


def _mixed(data: bytes) -> Decoded | None:
    """Lines in UTF-8 and lines in a one-byte encoding, as pasted together from two sources."""
    lines = data.split(b"\n")
    broken = [line for line in lines if not _is_utf8(line)]
    score, name = _best_one_byte(b"\n".join(broken))
    if score < 1.5 or not any(_is_utf8(line) and not line.isascii() for line in lines):
        return None
    text = "\n".join(line.decode("utf-8" if _is_utf8(line) else name, "replace") for line in lines)
    return Decoded(text, f"utf-8+{name}", f"lines in utf-8 and lines in {name} stand in one file")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Mostly valid UTF-8: a file cut in a character, or a few bytes of another encoding pasted in."""
    found = _read(data, "utf-8")
    broken = found.text.count("\ufffd")
    whole = len(data) - len(data.decode("ascii", "ignore")) - broken
    return found if whole >= 16 * broken else None


def _one_byte(data: bytes) -> Decoded:
    """The better of the two one-byte Arabic encodings, when its letters look like Arabic at all."""
    sample = data[:_SAMPLE]
    if sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13)) > len(sample) // 100:
        raise NotText("is binary, not text")
    score, name = _best_one_byte(sample)
    if score < 0.5:
        raise NotText("is not Arabic text in UTF-8, UTF-16, windows-1256 or ISO-8859-6; name its encoding=")
    return _read(data, name)


def _best_one_byte(data: bytes) -> tuple[float, str]:
    return max((_arabic_score(data[:_SAMPLE], name), name) for name in ("iso-8859-6", "cp1256"))


def _arabic_score(data: bytes, name: str) -> float:
    """What the letters say for Arabic, from 3 to -4 each; one beside a Latin letter is no Arabic letter."""
    text = data.decode(name, "replace")
    high = [char for char in text if ord(char) > 127]
    mixed = len(_BESIDE_LATIN.findall(text))
    return (sum(_WEIGHT.get(char, -4) for char in high) - 4 * mixed) / max(1, len(high))


# UTF-8 read as windows-1252 or Latin-1: every Arabic letter becomes Ø or Ù and one more sign.
_TWO_SIGNS = re.compile("(?:[ØÙÚÛ][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u2122\u20ac]){3}")
# The same read as windows-1256: ط and ظ and one more sign, where no Arabic word has either so often; ا is ط§.
_TWO_LETTERS = re.compile("(?:[طظ][\x80-\xbf\u0152-\u0192\u02c6\u2013-\u2122\u20ac\u067e\u0686گہڈٹژ]){3}")
_TWICE = re.compile("(?:Ã[\x98-\x9b\u02dc\u2122\u0161\u203a]Â?.){3}")
_LATIN_LETTERS = re.compile("[À-ÿ]")


def mojibake(text: str) -> str:
    """How a text was spoiled by a wrong decoding before it was saved: the encodings, or "" when it was not.

    >>> mojibake("قالت الوزارة".encode().decode("cp1252", "replace")), mojibake("قالت الوزارة")
    ('utf-8 read as cp1252', '')
    """
    sample = text[:_SAMPLE]
    if ("Ø" in sample or "Ù" in sample) and _TWO_SIGNS.search(sample):
        return "utf-8 read as cp1252"
    if "Ã" in sample and _TWICE.search(sample):
        return "utf-8 read as cp1252 twice"
    often = "§" in sample and 8 * (sample.count("ط") + sample.count("ظ")) > len(sample)
    if often and _TWO_LETTERS.search(sample):
        return "utf-8 read as cp1256"
    if "ا" not in sample and len(_LATIN_LETTERS.findall(sample)) > 0.5 * sum(map(str.isalpha, sample)):
        return "cp1256 read as cp1252"
    return ""


def repair_mojibake(text: str) -> str:
    """Undo the wrong decoding that `mojibake` names; what cannot be restored whole comes back as it is.

    >>> repair_mojibake("قالت الوزارة".encode("cp1256").decode("cp1252")) == "قالت الوزارة"
    True
    """
    how = mojibake(text)
    if not how:
        return text
    right, wrong, *twice = how.replace(" read as ", " ").split()
    try:
        for _ in ("once", *twice):
            text = text.encode(wrong, "number of the byte").decode(right)
    except UnicodeError:
        return text
    return text


def _byte_of(error: UnicodeError) -> tuple[bytes, int]:
    """The byte that was read as a character which the encoding has not: browsers keep the byte's number."""
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("number of the byte", _byte_of)
