"""Short lines around a headline that name who wrote a story, who sent it or who took its picture."""

from __future__ import annotations

import functools
import re

from ..actors.names import given_names
from ..normalization import normalize
from ..resources import read_table
from .linecues import Line

_AGENCY = (
    r"رويترز|ا ف ب|ا ب|د ب ا|فرانس برس|الفرنسيه|الاناضول|غيتي|واس|وام|ارشيفيه|ارشيف|reuters|afp|getty images"
)
_SLUG = re.compile(rf"(?:{_AGENCY})\s?/")
_KIND = "(?!(?:بال)?(?:فيديو|صور|صوره|تفاصيل)|شاهد|خاص|محدث|مباشر|تقرير|حوار)"  # of a story, not of a picture
_CAPTION = re.compile(rf"[(\[]{_KIND}[^()\[\]]{{2,25}}[)\]]\.?$|(?:^|\W)(?:{_AGENCY})$|^صوره \S+ \S+ \S")
_PICTURED = re.compile(
    rf"[(\[](?:{_AGENCY}|(?:(?:getty|shutterstock|istock|unsplash|pixabay|epa|ap)\b|(?:ال)?صور|تصوير)[^()\[\]]*)"
    r"[)\]]\.?$"
)
_BY = re.compile(
    r"(?:كتبت?|حاورها?|حاوره|اعدها?)\s(?!.*\s(?:الي|في|عن|علي|من|ان|حول)\s)|.* [-–ـ]$"
    r'|كتبت?\s.*\sفي ["«“(][^"»”)]+["»”)]\s*:?$'
)
_EDITED = re.compile(r"\W*(?:اعداد|تحرير|كتابه) .*(?:للنشره العربيه|\W(?:تحرير|اعداد) )")
# Without one of these a line is no credit, unless it stands under a title.
_CREDITED = re.compile(r'[-–—ـ/|(«"“]|^\w\.|^\w \w(?: |$)|^(?:كتب|حاور|[أا]عد|إعداد)')
_NAME_AND_OUTLET = re.compile(r"[^\W\d_]\S*(?:\s\S+){0,3}\s*[–—/-]\s*\S+(?:\s\S+){0,2}(?<!:)$")
_OUTLET = re.compile(r"[(«\"“/][^()«»\"“”:؟?!]{2,30}[)»\"”/]$")


def credit(line: Line, *, under_title: bool) -> str:
    """The reason when a short line is a source line, a byline or a caption; "" else.

    >>> from analysis.loading.linecues import judge
    >>> lines = judge("بغداد - أخبار الحي\\nسالم الجابري\\nسوق الحي")
    >>> [credit(line, under_title=True) for line in lines]
    ['byline', 'byline', '']
    """
    if not (under_title or (line.words <= 12 and _CREDITED.search(line.text))):
        return ""
    text = normalize(line.text, "search", drop=["tatweel"])
    if line.words <= 3 and (_OUTLET.match(line.text) or line.text[-1] == "/"):
        return "source line"
    if _EDITED.match(text) or _signed(text):
        return "byline"
    if line.words <= 8 and (_BY.match(text) or _place_and_outlet(text)):
        return "byline"
    if not under_title:
        return ""
    if line.words <= 7 and (_NAME_AND_OUTLET.match(line.text) or (text.count(" ") <= 2 and _is_name(text))):
        return "byline"
    return "caption" if _CAPTION.search(text) else ""


def is_credit(text: str) -> bool:
    """Whether a line on top is a byline or a source, no headline.

    >>> is_credit("بغداد - أخبار الحي"), is_credit("سوق الحي")
    (True, False)
    """
    return credit(Line(1, 0, text, "short", "", text.count(" ") + 1), under_title=False) != ""


def is_caption(line: Line) -> bool:
    """Whether a line ends with the credit of a picture in brackets: an agency, or "photo: "."""
    return line.text[-1] in ")]." and _PICTURED.search(normalize(line.text, "search")) is not None


def _signed(text: str) -> bool:
    """Whether a line is mostly initials, as agencies sign: "A.B./ C.D. (AFP)"; or an agency and a name."""
    words = re.findall(r"\w+", text)
    letters = sum(len(word) == 1 and word.isalpha() for word in words)
    initials = letters >= 2 and 2 * letters >= len(words)
    return initials or (len(words) <= 3 and bool(_SLUG.match(text)))


def _is_name(text: str) -> bool:
    """Whether a text begins with a given name and holds nothing but words."""
    words = text.split()
    return len(words) > 1 and words[0] in given_names("ar") and "".join(words).isalpha()


@functools.cache
def _places() -> frozenset[str]:
    names = [row["name"] for row in read_table("places")]
    names += [name for row in read_table("actors") for name in row["capitals"].split("|")]
    return frozenset(normalize(name, "search") for name in names) - {""}


def _place_and_outlet(text: str) -> bool:
    """Whether a line is two of a place, a writer and an outlet, like "Baghdad - Arab News".

    Two places would be a match; after a colon stands the writer, or it is a headline.
    """
    parts = [part for part in map(str.strip, re.split(r"[-–—ـ/|():]", text.rstrip(" :"))) if part]
    if len(parts) not in (2, 3) or max(len(part.split()) for part in parts) > 3:
        return False
    names, places = sum(map(_is_name, parts)), sum(part in _places() for part in parts)
    if len(parts) == 3:
        return not _places().isdisjoint(parts[:2]) and _is_name(parts[2])
    if ":" in text.rstrip(" :"):
        return names == places == 1
    return names == 1 or places == 1 or "خاص" in (part.split()[0] for part in parts)
