"""Which lines of a page are the article and which are page furniture (first rules; being extended)."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

_DATE = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?:\s*\|\s*(\d{1,2}:\d{2}))?$")
_PRINT = {"طباعة"}
_WIDGET = {"أخبار الساعة", "الاكثر قراءة"}


class Page(NamedTuple):
    fields: dict
    removed: list


def clean(text: str) -> Page:
    """Blank the furniture of a page; the length stays."""
    lines, place = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        lines.append((place, body))
        place += len(line)
    filled = [i for i, (_, line) in enumerate(lines) if line.strip()]
    fields, removed, out = {}, [], list(text)

    def drop(i, reason):
        start, line = lines[i]
        removed.append((i + 1, start, start + len(line), line.strip(), reason))
        out[start : start + len(line)] = " " * len(line)
        return line.strip(" •")

    stamp = next((i for i in filled if len(lines[i][1]) < 40 and _DATE.search(lines[i][1])), None)
    first_long = next((i for i in filled if len(lines[i][1]) > 120), None)
    if stamp is not None and first_long is not None and stamp < first_long:
        before = [i for i in filled if i < stamp]
        title = before[-1]
        drop(before[0], "page date")
        for i in before[1:-1]:
            fields["section"] = drop(i, "section")
        day, month, year, clock = _DATE.search(lines[stamp][1]).groups()
        fields["published"] = pd.Timestamp(f"{year}-{month}-{day} {clock or ''}".strip())
        fields["published_from"] = f"line {stamp + 1}"
        drop(stamp, "published")
        between = [i for i in filled if stamp < i < first_long]
        for i in between:
            if lines[i][1].strip() in _PRINT:
                drop(i, "print button")
            elif i == between[-1]:
                fields["source"] = drop(i, "source line")
            else:
                drop(i, "tag")
        for i in filled:
            if i > first_long and lines[i][1].strip() in _WIDGET:
                drop(i, "widget")
    else:
        title = filled[0] if filled else None
    fields["title"] = lines[title][1].strip() if title is not None else ""
    fields["text"] = "".join(out)
    return Page(fields, removed)
