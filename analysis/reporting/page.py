"""Executed notebooks as one page of HTML that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

import nbformat

from ..display.markup import direction, escape

# Even if something slipped through the escaping, a browser would neither run nor fetch it.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_TITLE = re.compile(r"<h(\d)[^>]*>(.*?)(?:<a class=\"anchor-link\".*?</a>)?</h\1>", re.DOTALL)


def page(title: str, notebooks: Mapping[str, nbformat.NotebookNode], *, opening: str) -> str:
    """Write notebooks as one page with navigation; their code is folded away.

    Cells tagged `setup` or `parameters` are for those who run a notebook and stay out.

    Parameters
    ----------
    title : str
    notebooks : mapping
        Executed notebooks by the names that links between them use, without `.ipynb`.
    opening : str
        HTML before them.

    Returns
    -------
    str
        A whole HTML document.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> words = new_notebook(cells=[new_markdown_cell("# Words")])
    >>> '<h1 id="words-1">Words</h1>' in page("Report", {"words": words}, opening="")
    True
    """
    menu, sections = [], []
    for name, notebook in notebooks.items():
        body, titles = _headed(name, "".join(_cells(notebook, notebooks)))
        top, *rest = titles or [("1", name, name)]
        links = (f'<li><a href="#{anchor}">{text}</a></li>' for level, anchor, text in rest if level == "2")
        menu.append(f'<li><a href="#{name}">{top[2]}</a><ul>{"".join(links)}</ul></li>')
        sections.append(f'<section id="{escape(name)}">{body}</section>')
    style = files("analysis").joinpath("data", "report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f'<body><nav aria-label="Contents"><ol>{"".join(menu)}</ol></nav>\n'
        f"<main>{opening}{''.join(sections)}</main></body></html>\n"
    )


def _headed(name: str, body: str) -> tuple[str, list[tuple[str, str, str]]]:
    """The body with an anchor of its own at each heading, and the headings: level, anchor, HTML."""
    found: list[tuple[str, str, str]] = []

    def anchored(match: re.Match) -> str:
        level, text = match[1], match[2]
        found.append((level, f"{name}-{len(found) + 1}", text))
        return f'<h{level} id="{found[-1][1]}">{text}</h{level}>'

    return _TITLE.sub(anchored, body), found


def _cells(notebook: nbformat.NotebookNode, names: Iterable[str]) -> Iterable[str]:
    from nbconvert.filters import markdown2html

    for cell in notebook.cells:
        if {"setup", "parameters"} & set(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            text = markdown2html(cell.source)
            for name in names:
                text = text.replace(f'href="{name}.ipynb"', f'href="#{name}"')
            yield text
        elif cell.cell_type == "code":
            yield f"<details><summary>Code</summary><pre><code>{escape(cell.source)}</code></pre></details>"
            yield from map(_output, cell.outputs)


def _output(output: nbformat.NotebookNode) -> str:
    """The richest form of an output that a page without scripts can show."""
    if output.output_type == "stream":
        return f"<pre>{escape(output.text)}</pre>"
    data = output.get("data", {})
    if "text/html" in data:
        return data["text/html"]
    if "image/png" in data:
        alt = output.metadata.get("image/png", {}).get("alt") or "Figure"
        source = "data:image/png;base64," + "".join(data["image/png"].split())
        caption = f'<figcaption dir="{direction(alt)}">{escape(alt)}</figcaption>'
        return f'<figure><img alt="{escape(alt)}" src="{source}">{caption}</figure>'
    if any("widget" in kind for kind in data):
        return ""
    return f"<pre>{escape(data.get('text/plain', ''))}</pre>"
