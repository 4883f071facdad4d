"""Run notebooks from the top in a fresh kernel; keep of their outputs what is the same on every run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

_WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(notebook: str | Path, **variables: str) -> nbformat.NotebookNode:
    """Run one notebook in its own folder, in a kernel started for it.

    Parameters
    ----------
    notebook : str or Path
    **variables : str
        Environment variables for the kernel, such as `CORPUS`.

    Returns
    -------
    NotebookNode
        The executed notebook, without timing, widgets or the version of the kernel.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        When a cell fails; the message holds the cell and its traceback.
    """
    path = Path(notebook)
    node = nbformat.read(path, as_version=4)
    client = NotebookClient(
        node,
        kernel_name="python3",
        timeout=None,  # a large corpus takes its time
        record_timing=False,
        extra_arguments=["--log-level=CRITICAL"],  # a stopped kernel says nothing of its own
        resources={"metadata": {"path": str(path.parent)}},
    )
    # nbclient answers widgets on the channel where it awaits the cell's reply; such a send can swallow the
    # signal that the reply is there, and the run stands still. Without this it never answers.
    client.widget_registry.clear()
    client.execute(env=os.environ | variables)
    node.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in node.cells:
        cell.metadata.pop("execution", None)
        if any(_WIDGET in output.get("data", {}) for output in cell.get("outputs", [])):
            cell.outputs = []  # a widget lives in its kernel, under an id that differs on every run
    return node


def main(folder: str) -> None:
    """Run every notebook of a folder in the order of their names and write it back with its outputs."""
    for path in sorted(Path(folder).glob("*.ipynb")):
        print(f"running {path}", flush=True)
        nbformat.write(execute(path), path)


if __name__ == "__main__":
    main(sys.argv[1])
