"""Tables of actors: ours, and yours merged over it."""

from __future__ import annotations

import csv
import functools
import os
import warnings
from collections.abc import Mapping

import pandas as pd

from .resources import read_table
from .stream import fold

KINDS = ("country", "region", "organisation", "person", "place")
COUNTRY, REGION, ORGANISATION, PERSON, PLACE = range(len(KINDS))
COLUMNS = ["actor", "name", "label", "kind", "aliases", "demonyms", "plurals", "capitals", "flags"]


def read_actors(
    source: str | os.PathLike | pd.DataFrame | Mapping | None = None, *, merge: bool = True
) -> pd.DataFrame:
    """Read a table of actors, and lay it over the one that comes with the package.

    Parameters
    ----------
    source : path, DataFrame or dict, optional
        A CSV file (UTF-8, with a header; lines that start with `#` are left out), a frame, or a dict of name
        -> aliases. Only `name` is needed. Columns: `actor` (an id; the name when empty), `name` (Arabic),
        `label` (English), `kind` (country, region, organisation, person, place; organisation when empty),
        `aliases`, `demonyms` (masculine singular: روسي), `plurals` (broken: روس), `capitals`; several in one
        cell are separated by `|`. What `candidate_people` returned can be given as it is, to promote names.
    merge : bool
        False keeps our own actors out.

    Returns
    -------
    DataFrame
        Strings: `actor`, `name`, `label`, `kind`, `aliases`, `demonyms`, `plurals`, `capitals`, `flags`.
        Yours come first: they win an alias that two actors claim. A row with one of our ids replaces ours.

    Raises
    ------
    ValueError
        For a row without a name or of an unknown kind: it names the line, the column and what was expected.

    Warns
    -----
    UserWarning
        When two actors claim one alias; `alias_collisions` lists them.

    Examples
    --------
    >>> table = read_actors({"بلدية الواحة": ["البلدية"]})
    >>> table["actor"][0] == "بلدية الواحة", table["kind"][0], len(table) == len(read_actors()) + 1
    (True, 'organisation', True)
    """
    ours = _ours().copy()
    if source is None:
        return ours
    yours = _checked(*_read(source))
    table = (
        pd.concat([yours, ours[~ours["actor"].isin(yours["actor"])]], ignore_index=True) if merge else yours
    )
    clashes = alias_collisions(table, among=len(yours))
    if len(clashes):
        shown = ", ".join(clashes["alias"].head(3))
        warnings.warn(
            f"{len(clashes)} aliases belong to two actors ({shown}); the first in the table keeps each. "
            "List them with analysis.actor_tables.alias_collisions(table).",
            stacklevel=2,
        )
    return table


@functools.cache
def _ours() -> pd.DataFrame:
    """The table that comes with the package."""
    ours = pd.DataFrame(list(read_table("actors")), dtype=str).rename(columns={"code": "actor"})[COLUMNS]
    places = pd.DataFrame(list(read_table("places")), dtype=str).assign(kind="place", flags="g")
    places["actor"] = places["name"]
    ours = pd.concat([ours, places.reindex(columns=COLUMNS, fill_value="")], ignore_index=True)
    return ours.drop_duplicates("actor", ignore_index=True)


def alias_collisions(table: pd.DataFrame, *, among: int | None = None) -> pd.DataFrame:
    """List the aliases that two actors of a table claim.

    Returns
    -------
    DataFrame
        `alias`, `actor` (who keeps it), `other` (who does not get it). `among` limits it to those of the
        first rows.
    """
    owner: dict[str, tuple[int, str]] = {}
    rows = []
    for i, (actor, aliases) in enumerate(zip(table["actor"], table["aliases"], strict=True)):
        for alias in aliases.split("|"):
            first, kept = owner.setdefault(fold(alias.strip()), (i, actor))
            if alias.strip() and kept != actor and (among is None or first < among):
                rows.append((alias.strip(), kept, actor))
    return pd.DataFrame(rows, columns=["alias", "actor", "other"], dtype=str)


def _read(source) -> tuple[list[dict], str]:
    """Rows as dicts, each with the `line` it stands in, and what to call the source in an error."""
    if isinstance(source, pd.DataFrame):
        frame = source.astype(object).where(source.notna(), "")
        return [
            {"line": f"row {i}", **row} for i, row in zip(frame.index, frame.to_dict("records"), strict=True)
        ], "the table"
    if isinstance(source, Mapping):
        cells = (
            (name, [aliases] if isinstance(aliases, str) else list(aliases))
            for name, aliases in source.items()
        )
        return [{"line": f"key {n!r}", "name": n, "aliases": "|".join([n, *a])} for n, a in cells], "the dict"
    path = os.fspath(source)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = [(i, line) for i, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8; save it as 'CSV UTF-8'.") from None
    header, rows = None, []
    for number, line in lines:
        cells = next(csv.reader([line]))
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        if len(cells) != len(header):
            raise ValueError(
                f"{path}, line {number}: {len(cells)} columns, expected {len(header)} ({', '.join(header)})"
            )
        rows.append({"line": f"line {number}", **dict(zip(header, cells, strict=True))})
    return rows, path


def _checked(rows: list[dict], source: str) -> pd.DataFrame:
    """One row per actor with all columns, or an error that says where and what."""
    clean = []
    for row in rows:
        where = f"{source}, {row['line']}"
        cell = lambda name, row=row: str(row.get(name, "") or "").strip()  # noqa: E731
        name = cell("name")
        if not name:
            raise ValueError(f"{where}, column 'name': empty, expected the actor's name in Arabic")
        kind = cell("kind") or "organisation"
        if kind not in KINDS:
            raise ValueError(f"{where}, column 'kind': {kind!r}, expected one of {', '.join(KINDS)}")
        aliases = cell("aliases") or (
            f"{name}|{name.split()[-1]}" if kind == "person" and " " in name else name
        )
        actor = cell("actor") or cell("code") or name
        values = {column: cell(column) for column in COLUMNS}
        clean.append(values | {"actor": actor, "name": name, "kind": kind, "aliases": aliases})
    return pd.DataFrame(clean, columns=COLUMNS, dtype=str)
