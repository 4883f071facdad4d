"""Which files a path stands for, and their bytes: safely, in a fixed order, nothing skipped in silence."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from ..frames import whole

KINDS = {".txt": "text", ".json": "json", ".parquet": "parquet", ".zip": "zip"}
KINDS |= dict.fromkeys((".html", ".htm"), "html") | dict.fromkeys((".csv", ".tsv"), "table")
KINDS |= dict.fromkeys((".jsonl", ".ndjson"), "jsonl")
READ = ", ".join(sorted(KINDS))
_HIDDEN = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")
_IGNORED = "is a hidden, lock or system file"
_SPECIAL = {"p": "a named pipe", "c": "a device", "b": "a device", "s": "a socket"}  # as `ls -l` marks them
_RATIO = 200  # text packs 3 to 20 times smaller; what packs more than this is a bomb


class Skipped(NamedTuple):
    """A file, or a part of one, that was not loaded."""

    path: str
    reason: str


def skip(path: str, why: object) -> Skipped:
    """What was not loaded and why, in one sentence.

    >>> skip("a.txt", "is empty").reason
    'a.txt is empty.'
    """
    return Skipped(path, f"{path} {why}.")


class Unreadable(ValueError):
    """A file cannot be loaded; the message is the reason, a clause without its subject."""


class File(NamedTuple):
    """A file to read: where it is, its path as shown (relative to the folder given), and its kind."""

    full: str
    path: str
    kind: str


Content = tuple[str, str, bytes]  # path, kind and data of one file or archive member


def kind_of(path: str) -> str:
    """The kind of a file by its name: text, html, table, json, jsonl, parquet, zip or "".

    >>> kind_of("news/a.CSV.gz"), kind_of("b.zip"), kind_of("c.docx")
    ('table', 'zip', '')
    """
    return KINDS.get("." + path.lower().removesuffix(".gz").rpartition(".")[2], "")


def find_files(path: str | os.PathLike | Iterable) -> tuple[list[File], list[Skipped]]:
    """List the files of a file, folder, glob pattern or list of those, sorted, each once.

    Raises
    ------
    FileNotFoundError
        When a path does not exist, or a pattern matches nothing.
    """
    single = isinstance(path, str | bytes | os.PathLike) or not isinstance(path, Iterable)
    given = [path] if single else list(path)
    for item in given:
        if not isinstance(item, str | bytes | os.PathLike):
            raise TypeError(
                f"read_corpus: {item!r:.40} is no path; give a file, a folder, a pattern or a list"
            )
    roots = [root for item in given for root in _expand(os.fsdecode(item))]
    base = roots[0] if len(roots) == 1 and os.path.isdir(roots[0]) else _common_folder(roots)
    files, skipped, seen = [], [], set()
    for root in roots:
        path = shown(os.path.relpath(root, base) if base else root).replace(os.sep, "/")
        if os.path.isdir(root):
            _walk(root, "" if path == "." else path + "/", files, skipped, seen)
        elif os.path.isfile(root):
            files.append(File(root, path, kind_of(path) or "text"))  # who names a file wants it read
        else:
            skipped.append(skip(path, _special(root)))
    return list({file.full: file for file in files}.values()), skipped


def _expand(path: str) -> list[str]:
    if _exists(path):
        return [path]
    if not glob.has_magic(path):
        raise FileNotFoundError(
            f"read_corpus: {shown(path) or 'the path'} does not exist; "
            "give a file, a folder, a pattern or a list"
        )
    if found := sorted(glob.glob(path, recursive=True)):
        return found
    raise FileNotFoundError(f"read_corpus: nothing matches the pattern {shown(path)}")


def _exists(path: str) -> bool:
    try:
        os.lstat(path)
    except (OSError, ValueError) as error:
        return isinstance(error, PermissionError)  # of a folder on the way: said when the file is read
    return True


def _common_folder(paths: list[str]) -> str:
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in paths]
    try:
        return os.path.commonpath(map(os.path.abspath, folders)) if folders else "."
    except ValueError:  # two drives
        return ""


def shown(path: str) -> str:
    """A path as it can be printed: what is not UTF-8 in a file name becomes U+FFFD."""
    return path if path.isascii() else whole(path)


def _walk(folder: str, prefix: str, files: list[File], skipped: list[Skipped], seen: set) -> None:
    """Add the files of a folder and of those in it, however deep, by name."""
    waiting = _entries(folder, prefix, skipped, seen)
    while waiting:
        path, entry = waiting.pop()
        if entry.name.startswith(_HIDDEN):
            skipped.append(skip(path, _IGNORED))
        elif entry.is_file(follow_symlinks=False) or os.path.isfile(entry):
            if kind := kind_of(entry.name):
                files.append(File(entry.path, path, kind))
            else:
                skipped.append(skip(path, f"is none of the kinds that are read ({READ})"))
        elif not os.path.isdir(entry):
            skipped.append(skip(path, _special(entry.path)))
        elif _of_page(entry.path):
            skipped.append(skip(path, "holds what belongs to the saved page beside it"))
        else:
            waiting += _entries(entry.path, path + "/", skipped, seen)


def _entries(
    folder: str, prefix: str, skipped: list[Skipped], seen: set
) -> list[tuple[str, os.DirEntry[str]]]:
    """What a folder holds, the last first; nothing when it was reached before, through a link."""
    try:
        status = os.stat(folder)
        if (status.st_dev, status.st_ino) in seen:
            return []
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=attrgetter("name"), reverse=True)
    except OSError as error:
        skipped.append(skip(prefix or shown(folder), f"cannot be listed: {_why(error)}"))
        return []
    return [(prefix + shown(entry.name), entry) for entry in entries]


def _of_page(folder: str) -> bool:
    """Whether a browser made the folder when it saved a page, for its pictures and advertisements."""
    page = folder.removesuffix("_files")
    return page != folder and any(os.path.exists(page + ending) for ending in (".html", ".htm"))


def _special(full: str) -> str:
    """What a path is that is neither a file nor a folder; it is never opened."""
    try:
        mode = os.stat(full).st_mode
    except OSError as error:
        return "is a link to nothing" if os.path.islink(full) else f"cannot be read: {_why(error)}"
    return f"is {_SPECIAL.get(stat.filemode(mode)[0], 'no ordinary file')}, not a file"


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def open_file(file: File, max_bytes: int) -> Iterable[Content | Skipped]:
    """What a file holds, unpacked in memory: the path, kind and bytes of itself, or of each in an archive.

    Raises
    ------
    Unreadable
        When it cannot be opened or unpacked, or is larger than `max_bytes`.
    """
    try:
        data = _read_bytes(file.full, max_bytes)
    except OSError as error:
        raise Unreadable(f"cannot be read: {_why(error)}") from None
    if file.path.lower().endswith(".gz"):
        data = _gunzip(data, max_bytes)
    if file.kind == "zip" and data:
        return _open_zip(file.path, data, max_bytes)
    return [(file.path, file.kind, data)]


def _read_bytes(full: str, max_bytes: int) -> bytes:
    """The bytes of a file: for small files a third of the user time that a file object takes."""
    opened = os.open(full, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(opened).st_size
        if size > max_bytes:
            raise Unreadable(f"has {size:,} bytes, more than max_bytes={max_bytes:,} allows")
        data = os.read(opened, size)
        while len(data) < size and (more := os.read(opened, size - len(data))):
            data += more
        return data
    finally:
        os.close(opened)


def _gunzip(data: bytes, max_bytes: int) -> bytes:
    limit = min(max_bytes, max(1_000_000, _RATIO * len(data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            text = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        raise Unreadable("is a damaged gzip file") from None
    if len(text) > limit:
        raise Unreadable(f"unpacks to more than {limit / 1e6:,.0f} MB, which is not what text does")
    return text


def _open_zip(path: str, data: bytes, max_bytes: int) -> Iterator[Content | Skipped]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # a damaged archive breaks zipfile in many ways
        raise Unreadable("is a damaged zip archive") from None
    left = max_bytes
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            name = member.filename.replace("\\", "/")
            if name.endswith("/"):  # is_dir() fails on an empty name
                continue
            inside = f"{path}/{shown(name)}"
            try:
                content = _read_member(archive, member, name, left)
                left -= len(content)
                if name.lower().endswith(".gz"):
                    content = _gunzip(content, left)
                yield inside, kind_of(name), content
            except Unreadable as error:
                yield skip(inside, error)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """One member; zipfile reads no more of it than the size that the archive states."""
    parts, size = name.split("/"), member.file_size
    bomb = size > max(1_000_000, _RATIO * member.compress_size)
    for why, true in (
        ("has a name that points outside its archive", not parts[0] or ".." in parts or name[1:2] == ":"),
        (_IGNORED, any(part.startswith(_HIDDEN) for part in parts)),
        ("is none of the kinds that are read from an archive", kind_of(name) in ("", "zip")),
        ("is packed tighter than text can be, as a zip bomb is", bomb),
        ("makes the archive larger than max_bytes allows", size > left),
    ):
        if true:
            raise Unreadable(why)
    try:
        return archive.read(member)
    except Exception as error:  # a damaged archive breaks zipfile and its decompressors in many ways
        locked = type(error) is RuntimeError
        raise Unreadable("is locked by a password" if locked else "is damaged") from None
