"""The HTML that tables and articles share: escaped, right to left, inline styles only.

JupyterLab cleans the HTML of a notebook that nobody has trusted yet. What is written here comes through
unchanged: plain tags, `dir` and `title` attributes, and styles that its sanitizer knows.
"""

from __future__ import annotations

import html
import re

from ..figures.labels import is_rtl, printable

RIGHT = "text-align:right"  # on every block: JupyterLab itself aligns p. It does not let `start` through.

_WORD = re.compile(r"[^\W\d_]+|[٠-٩]+")


class Html(str):
    """HTML that a notebook shows; a console says in one sentence what it is."""

    summary = "HTML"

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        return f"<{self.summary}>"


def escape(value: object) -> str:
    """Text made safe for HTML content and for quoted attributes; the line ends of Windows become spaces.

    >>> escape("<b>&"), escape("a\\r\\n") == "a \\n"
    ('&lt;b&gt;&amp;', True)
    """
    return html.escape(printable(str(value)))


def outer_block(markup: str, style: str, summary: str) -> Html:
    """A right-to-left block; its class keeps MathJax from setting "$5 مليار و$10" as a formula."""
    start = f'<div dir="rtl" lang="ar" class="tex2jax_ignore mathjax_ignore" style="{RIGHT};{style}">'
    shown = Html(f"{start}{markup}</div>")
    shown.summary = summary
    return shown


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
    """Right to left unless words of a left-to-right script outnumber the others, whichever comes first.

    >>> direction("NATO والاتحاد"), direction("the text says اليوم"), direction("2026")
    ('rtl', 'ltr', 'ltr')
    """
    words = _WORD.findall(str(text))
    leftward = sum(map(is_rtl, words))
    return "rtl" if 0 < len(words) <= 2 * leftward else "ltr"
