"""The notebooks run on a folder of the user's own, and what comes of it: page, notebooks, figures, tables."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import nbformat
import pandas as pd
from nbclient.exceptions import CellExecutionError

from .. import __version__
from ..display.markup import escape
from ..display.rendering import rtl
from ..loading.corpus import Corpus, read_corpus
from .notebooks import execute
from .page import page

_RECORD = "run.json"
_OF_ARABIC_SCRIPT = {"ar", "fa", "ur"}
_SAVE = """import json, analysis
print(json.dumps([analysis.save_tables(globals(), "../tables"), globals().get("word")]))"""


class ReportError(Exception):
    """What went wrong, in one sentence for the user."""


class WrongCommand(ReportError):
    """The same, before any work is done: other arguments are needed."""


def write_report(
    corpus: str | Path,
    output: str | Path,
    *,
    word: str | None = None,
    notebooks: str | Path | None = None,
    say: Callable[[str], None] = print,
) -> dict[str, object]:
    """Run the notebooks on a corpus and write a report, which appears whole or not at all.

    Parameters
    ----------
    corpus : path
        Whatever `read_corpus` reads: a folder, a file, a pattern.
    output : path
        A folder that does not exist, is empty, or holds an older report, which is replaced.
    word : str, optional
        The word that the first notebook follows; the one most typical of the corpus by default.
    notebooks : path, optional
        A folder of notebooks; by default those of this project. Cells tagged `sample` or `widget` stay out.
    say : callable
        Is told of the progress.

    Returns
    -------
    dict
        The run record, as in `run.json`: versions, options, counts, skipped files, tables.

    Raises
    ------
    WrongCommand
        When there is no such corpus, nowhere to write, or no notebook.
    ReportError
        When there is nothing to read, or a notebook fails.
    """
    source, output = Path(corpus).absolute(), Path(output).absolute()
    if not source.exists() and not set("*?[") & set(str(corpus)):
        raise WrongCommand(f"there is no {corpus}; name the folder that holds your articles")
    templates = find_notebooks(notebooks)
    _check_output(output, source)
    begun = time.monotonic()
    read = _read(source)
    say(f"articles read: {len(read.articles):,}; skipped: {len(read.skipped):,}")
    with _whole(output) as folder:
        done: dict[str, nbformat.NotebookNode] = {}
        record = _record(str(corpus), word, read)
        for number, path in enumerate(templates, 1):
            say(f"{number} of {len(templates)}: {path.name} ...")
            done[path.stem], tables, followed = _run(path, folder, source, word)
            record["tables"] |= {table.pop("name"): table for table in tables}
            record["word"] = followed or record["word"]
        if word and record["tables"].get("concordance", {}).get("rows") == 0:
            say(f"no article has the word {word}: its tables are empty; try it as it is printed, or another")
        record["notebooks"] = [path.name for path in templates]
        record["figures"] = sorted(path.name for path in folder.glob("figures/*"))
        record["seconds"] = round(time.monotonic() - begun)
        opening = _opening(source.name, record, read.skipped)
        _write(folder / _RECORD, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
        _write(folder / "index.html", page(f"Report on {source.name}", done, opening=opening))
    say(f"done in {record['seconds']} s; open {output / 'index.html'}")
    return record


def find_notebooks(folder: str | Path | None = None) -> list[Path]:
    """The notebooks of a folder; by default of the checkout around the package, else installed with it."""
    checkout = Path(__file__).resolve().parents[2] / "notebooks"
    installed = Path(sysconfig.get_path("data"), "share", "arabic-news-analysis", "notebooks")
    places = [Path(folder)] if folder is not None else [checkout, installed]
    for place in places:
        if found := sorted(place.glob("*.ipynb")):
            return found
    raise WrongCommand(f"There are no notebooks in {places[0]}; name their folder with --notebooks.")


def _check_output(output: Path, source: Path) -> None:
    """Refuse, before any work is done, what cannot be written or would be overwritten."""
    if output.exists() and not output.is_dir():
        raise WrongCommand(f"{output} is a file; name a folder with --output.")
    if output == source or source in output.parents:
        raise WrongCommand(f"{output} is inside the corpus and would be read as news; name another --output.")
    parent = next(place for place in output.parents if place.exists())
    if not (parent.is_dir() and os.access(parent, os.W_OK | os.X_OK)):
        raise WrongCommand(f"No permission to write in {parent}; name another --output.")
    if output.is_dir() and any(output.iterdir()) and not (output / _RECORD).is_file():
        raise WrongCommand(f"{output} holds other files; name a new folder with --output, or empty this one.")


def _read(source: Path) -> Corpus:
    try:
        corpus = read_corpus(source)
    except (OSError, ValueError) as error:
        raise ReportError(str(error)) from error
    languages = set(corpus.articles["language"])
    if not languages & _OF_ARABIC_SCRIPT:
        number = f"the {len(corpus.articles):,} articles" if len(corpus.articles) > 1 else "the one article"
        raise ReportError(f"There is no Arabic to count in {number} of {source}.")
    return corpus


@contextlib.contextmanager
def _whole(output: Path) -> Iterator[Path]:
    """A hidden folder beside the output: takes its place at the end, is gone when work is interrupted."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}-", dir=output.parent) as scratch:
        folder = Path(scratch, "new")
        (folder / "notebooks").mkdir(parents=True)
        yield folder
        if output.exists():
            output.rename(Path(scratch, "old"))
        folder.rename(output)


def _run(
    path: Path, folder: Path, source: Path, word: str | None
) -> tuple[nbformat.NotebookNode, list[dict], str | None]:
    """Run a copy of one notebook: the notebook, the tables saved of its frames, the word that it followed."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not {"sample", "widget"} & set(_tags(cell))]
    for cell in notebook.cells:
        if "parameters" in _tags(cell):  # so that it can be run again by hand, without the environment
            cell.source = cell.source.replace('"../seeds"', repr(str(source)))
            cell.source = cell.source.replace('"WORD", ""', f'"WORD", {word or ""!r}')
    notebook.cells.append(nbformat.v4.new_code_cell(_SAVE))
    copy = folder / "notebooks" / path.name
    nbformat.write(notebook, copy)
    package = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))
    try:
        done = execute(copy, CORPUS=str(source), WORD=word or "", FIGURES="../figures", PYTHONPATH=paths)
    except CellExecutionError as error:
        why = f"{error.ename}: {error.evalue}"
        raise ReportError(f"{path.name} could not be run to its end: {why}") from error
    except (Exception, asyncio.CancelledError) as error:  # the latter is how nbclient answers Ctrl-C
        raise ReportError(f"{path.name}: its kernel was stopped, by you or for lack of memory.") from error
    printed = (output.text for output in done.cells.pop().outputs if output.get("name") == "stdout")
    tables, followed = json.loads("".join(printed))  # what could not be saved is warned of beside it
    nbformat.write(done, copy)
    return done, tables, followed


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace")


def _record(corpus: str, word: str | None, read: Corpus) -> dict[str, object]:
    libraries = ("pandas", "numpy", "matplotlib")
    return {
        "version": __version__,
        "python": platform.python_version(),
        "libraries": {name: metadata.version(name) for name in libraries},
        "written": pd.Timestamp.now("UTC").isoformat(timespec="seconds"),
        "options": {"corpus": corpus, "word": word},
        "articles": len(read.articles),
        "dated": int(read.articles["published"].notna().sum()),
        "skipped": read.skipped.astype(str).to_dict("records"),
        "word": "",
        "tables": {},
    }


def _opening(name: str, record: dict, skipped: pd.DataFrame) -> str:
    """The head of the page: what was read, what was not, which files lie beside it."""
    tables = sorted(record["tables"].items())
    kinds = "CSV and Parquet" if any(table["parquet"] for _, table in tables) else "CSV"
    links = ", ".join(_link(name, table, kinds) for name, table in tables)
    left_out = rtl(skipped, caption="Skipped", max_rows=100) if len(skipped) else ""
    word = f" The word followed closely is <bdi>{escape(record['word'])}</bdi>." if record["word"] else ""
    return (
        f"<h1><bdi>{escape(name)}</bdi></h1>"
        f"<p>Articles read: {record['articles']:,}, with a printed date: {record['dated']:,}; "
        f"skipped: {len(skipped):,}.{word} Written on {record['written'][:10]} by "
        f"arabic-news-analysis {record['version']}.</p>"
        f"<p>Beside this page lie the executed notebooks, the figures (PNG, SVG), <code>{_RECORD}</code>, "
        f"and the tables as {kinds}: {links}.</p>{left_out}"
    )


def _link(name: str, table: dict, kinds: str) -> str:
    said = f"{table['rows']:,} row{'' if table['rows'] == 1 else 's'}"
    if table["csv_rows"] < table["rows"]:
        said += f", the first {table['csv_rows']:,} in the CSV"
    if not table["parquet"] and kinds != "CSV":
        said += ", as CSV only"
    return f'<a href="tables/{escape(name)}.csv">{escape(name)}</a> ({said})'
