"""The word lists and name tables that ship with the package, as rows."""

from __future__ import annotations

import csv
import functools
from importlib.resources import files


@functools.cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Read a table of `analysis/data/`: one dict per row, comment lines left out.

    Each file opens with a `#` line that states its origin, licence and date.

    >>> read_table("actors")[0]["code"]
    'AD'
    """
    text = files("analysis").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines))
