"""Tables of actors: ours, and yours merged over it."""

from __future__ import annotations

import csv
import difflib
import functools
import os
import warnings
from collections.abc import Iterable, Mapping

import pandas as pd

from ..resources import read_table
from .stream import fold_all

KINDS = ("country", "region", "organisation", "person", "place")
COUNTRY, REGION, ORGANISATION, PERSON, PLACE = range(len(KINDS))
REFS = ("name", "surname", "demonym", "metonym", "place", "office", "team")
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
        `table.attrs["collisions"]` lists the aliases of yours that two actors claim: `alias`, `actor` (who
        keeps it), `other` (who does not get it).

    Raises
    ------
    ValueError
        For a row without a name or of an unknown kind: it names the line, the column and what was expected.

    Warns
    -----
    UserWarning
        When two actors claim one alias.

    Examples
    --------
    >>> table = read_actors({"بلدية الواحة": ["البلدية"]})
    >>> table["actor"][0] == "بلدية الواحة", table["kind"][0], len(table) == len(read_actors()) + 1
    (True, 'organisation', True)
    """
    ours = _ours()
    if source is None:
        return ours.copy()
    yours = _checked(*_read(source))
    others = ours[~ours["actor"].isin(yours["actor"])]
    table = pd.concat([yours, others], ignore_index=True) if merge else yours
    table.attrs["collisions"] = clashes = _collisions(table, among=len(yours))
    if clashes:
        shown = ", ".join(clash["alias"] for clash in clashes[:3])
        warnings.warn(
            f"{len(clashes)} aliases belong to two actors ({shown}); the first in the table keeps each. "
            'All of them: pd.DataFrame(table.attrs["collisions"]), where table is what read_actors returned.',
            stacklevel=2,
        )
    return table


def table_of(actors: pd.DataFrame | None) -> pd.DataFrame:
    """The table that a user passed on, or ours."""
    if actors is None:
        return _ours()
    if not isinstance(actors, pd.DataFrame) or not set(COLUMNS) <= set(actors.columns):
        raise ValueError("actors: expected what read_actors returns: pass actors=read_actors(...)")
    return actors


@functools.cache
def _ours() -> pd.DataFrame:
    """The table that comes with the package."""
    ours = pd.DataFrame(list(read_table("actors")), dtype=str).rename(columns={"code": "actor"})[COLUMNS]
    places = pd.DataFrame(list(read_table("places")), dtype=str).assign(kind="place", flags="g")
    places["actor"] = places["name"]
    ours = pd.concat([ours, places.reindex(columns=COLUMNS, fill_value="")], ignore_index=True)
    return ours.drop_duplicates("actor", ignore_index=True)


def _collisions(table: pd.DataFrame, *, among: int) -> list[dict[str, str]]:
    """The aliases of the first rows that another actor claims too: a list, for `attrs` hold no frames."""
    cells = table["aliases"].str.split("|").explode().str.strip()
    claims = cells[cells != ""].rename_axis("row").reset_index(name="alias")
    claims["key"] = fold_all(claims["alias"])
    claims["first"] = claims.groupby("key")["row"].transform("first")
    clash = claims[(claims["row"] != claims["first"]) & (claims["first"] < among)]
    actor = table["actor"].to_numpy(object)
    rows = zip(clash["alias"], actor[clash["first"]], actor[clash["row"]], strict=True)
    return [{"alias": alias, "actor": keeper, "other": other} for alias, keeper, other in rows]


def _read(source) -> tuple[str, list[tuple[str, dict]]]:
    """What to call the source in an error, and its rows as dicts, each with the place where it stands."""
    if isinstance(source, pd.DataFrame):
        frame = source.astype(object).where(source.notna(), "")
        rows = zip(frame.index, frame.to_dict("records"), strict=True)
        return "the table", [(f"row {i}", row) for i, row in rows]
    if isinstance(source, Mapping):
        listed = {name: [cell] if isinstance(cell, str) else cell or [] for name, cell in source.items()}
        if wrong := [name for name, cell in listed.items() if not isinstance(cell, Iterable)]:
            raise ValueError(f"the dict, key {wrong[0]!r}: {source[wrong[0]]!r}, expected a list of aliases")
        return "the dict", [
            (f"key {name!r}", {"name": name, "aliases": "|".join(map(str, [name, *cell]))})
            for name, cell in listed.items()
        ]
    if not isinstance(source, (str, os.PathLike)):
        raise ValueError(f"read_actors takes a path, a DataFrame or a dict, not {type(source).__name__}")
    path = os.fspath(source)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader("\n" if line.startswith("#") else line for line in file)
            (first, header), *rows = [(reader.line_num, cells) for cells in reader if any(cells)] or [(1, [])]
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8; save it as 'CSV UTF-8'.") from None
    header = [cell.strip() for cell in header]
    if "name" not in header:
        raise ValueError(
            f"{path}, line {first}: no column 'name' among {', '.join(header) or 'none'}; expected a header "
            "with commas between its columns"
        )
    for number, cells in rows:
        if len(cells) != len(header):
            raise ValueError(
                f"{path}, line {number}: {len(cells)} columns, expected {len(header)} ({', '.join(header)})"
            )
    return path, [(f"line {number}", dict(zip(header, cells, strict=True))) for number, cells in rows]


def _checked(source: str, rows: list[tuple[str, dict]]) -> pd.DataFrame:
    """One row per actor with all columns, or an error that says where and what."""
    _no_misspelt_column(source, set().union(*(row for _, row in rows)))
    clean: dict[str, dict[str, str]] = {}
    for place, row in rows:
        cell = {column: str(row.get(column, "") or "").strip() for column in [*COLUMNS, "code"]}
        name, kind = cell["name"], cell["kind"].lower() or "organisation"
        actor = cell["actor"] or cell["code"] or name
        short = [name.split()[-1]] if kind == "person" and " " in name else []
        wrong = {
            "'name': empty, expected the actor's name in Arabic": not name,
            f"'kind': {cell['kind']!r}, expected one of {', '.join(KINDS)}": kind not in KINDS,
            f"'actor': {actor!r} stands there twice, expected one row per actor": actor in clean,
        }
        for column in ("aliases", "demonyms", "plurals", "capitals"):
            text = f"{column!r}: {cell[column]!r}, expected | between several of them"
            wrong[text] = any(mark in cell[column] for mark in ",،;؛\n")
        for message in (message for message, holds in wrong.items() if holds):
            raise ValueError(f"{source}, {place}, column {message}")
        aliases = cell["aliases"] or "|".join([name, *short])
        clean[actor] = cell | {"actor": actor, "kind": kind, "aliases": aliases}
    return pd.DataFrame(list(clean.values()), columns=COLUMNS, dtype=str)


def _no_misspelt_column(source: str, columns: set) -> None:
    """A column that is nearly one of ours would be passed over in silence."""
    missing = [name for name in COLUMNS if name not in columns]
    for column in sorted(columns - set(COLUMNS), key=str):
        if meant := difflib.get_close_matches(str(column).lower(), missing, n=1, cutoff=0.7):
            raise ValueError(f"{source}: no column is called {column!r}, expected {meant[0]!r}")
