"""The HTML that tables and articles share: escaped, right to left, inline styles only.

JupyterLab cleans the HTML of a notebook that nobody has trusted yet. What is written here comes through
unchanged: plain tags, `dir` and `title` attributes, and styles that its sanitizer knows.
"""

from __future__ import annotations

import functools
import html
import re

from .resources import read_table

RIGHT = "text-align:right"  # on every block: JupyterLab itself aligns p. It does not let `start` through.

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W\d_]+|[٠-٩]+")
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # HTML cannot hold these


class Html(str):
    """HTML that a notebook shows; a console says in one sentence what it is."""

    summary: str

    def __new__(cls, markup: str, summary: str = "HTML") -> Html:
        self = super().__new__(cls, markup)
        self.summary = summary
        return self

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<{self.summary}>"


def escape(value: object) -> str:
    """Text made safe for HTML content and for quoted attributes.

    >>> escape("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(_NO_TEXT.sub("\ufffd", str(value)), quote=True)


def wrap(markup: str, style: str, summary: str) -> Html:
    """A right-to-left block; its class keeps MathJax from setting "$5 مليار و$10" as a formula."""
    block = f'<div dir="rtl" lang="ar" class="tex2jax_ignore mathjax_ignore" style="{RIGHT};{style}">'
    return Html(f"{block}{markup}</div>", summary)


def block(markup: str, style: str, side: str = "rtl") -> str:
    """A part of a page with a style of its own."""
    return f'<div dir="{side}" style="{RIGHT};{style}">{markup}</div>'


def cell(tag: str, markup: str, text: object = "", *, align: str = "right", style: str = "") -> str:
    """A cell that runs as its text does; aligned twice, as JupyterLab aligns td and GitHub drops styles.

    >>> cell("td", "5", "5", style="white-space:nowrap")
    '<td dir="ltr" align="right" style="text-align:right;white-space:nowrap">5</td>'
    """
    style = ";".join(filter(None, [f"text-align:{align}", style]))
    return f'<{tag} dir="{direction(text)}" align="{align}" style="{style}">{markup}</{tag}>'


def note(text: str) -> str:
    """A small line below."""
    return f'<div dir="{direction(text)}" style="{RIGHT}"><small>{escape(text)}</small></div>' if text else ""


def direction(text: object) -> str:
    """Right to left unless words of another script outnumber the Arabic ones, whichever comes first.

    >>> direction("NATO والاتحاد"), direction("the text says اليوم"), direction("2026")
    ('rtl', 'ltr', 'ltr')
    """
    words = _WORD.findall(str(text))
    arabic = sum(map(has_arabic, words))
    return "rtl" if arabic and 2 * arabic >= len(words) else "ltr"


def has_arabic(text: str) -> bool:
    """Whether there is a letter or digit of the Arabic script."""
    return _ARABIC.search(text) is not None


def heading(column: object, language: str) -> str:
    """The name of a column, as it is or in Arabic."""
    return _arabic().get((column, ""), str(column)) if language == "ar" else str(column)


def say(column: object, value: str, language: str) -> str:
    """A value of a column that has only a few, such as `kind`, as it is or in Arabic."""
    return _arabic().get((column, value), value) if language == "ar" else value


def check_language(language: str) -> None:
    """Only the two languages we have words for."""
    if language not in ("en", "ar"):
        raise ValueError(f'language must be "en" or "ar", not {language!r}.')


@functools.cache
def _arabic() -> dict[tuple[str, str], str]:
    return {(row["column"], row["value"]): row["arabic"] for row in read_table("headers")}
