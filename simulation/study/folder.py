"""The results folder: a manifest that says how results were made, and tables in the order of the plan.

The tables have the same bytes whatever the number of workers and the order in which they ended, resumed or not.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.settings import SettingsError, Study, Tables
from simulation.settings.folders import shown
from simulation.settings.rebuilt import study_from
from simulation.settings.sweep import Point, study_at
from simulation.study.keys import Key
from simulation.study.plan import Plan
from simulation.study.store import CLASSES, COMPRESSION, JOURNEYS, LEDGER, MONTHS, RUNS, Place, Store, unfinished_path

KEPT = {
    Tables.RUNS: (RUNS,),
    Tables.MONTHS: (RUNS, MONTHS, CLASSES),
    Tables.ALL: (RUNS, MONTHS, CLASSES, LEDGER),
}
"""which tables a results folder has, journeys apart"""
MANIFEST, FAILURES, POINTS = "manifest.json", "failures.parquet", "points.csv"
COMPARISON, ORGANISATIONS, BUDGET = "comparison.csv", "organisations.csv", "budget.csv"
COMPARISONS = "comparison.parquet"
"""of a sweep: at each point"""
OURS = (
    *(f"{table}.parquet" for table in (RUNS, MONTHS, CLASSES, LEDGER, JOURNEYS)),
    *(MANIFEST, FAILURES, POINTS, COMPARISON, COMPARISONS, ORGANISATIONS, BUDGET),
)
"""all that a study writes into its folder, charts apart"""
RUNS_TOGETHER = {RUNS: 1000}
"""Runs in a row group of a table"""
RUN_BY_SPREADSHEETS = re.compile(r"\s*[=+@-].")
FEW_TOGETHER = 10
"""Runs in a row group of a table with many rows for each."""


@dataclass(frozen=True)
class Results:
    """A results folder."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """How the results were made, and the words to show them with."""
        return read_manifest(self.folder) or {}

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: the four keys (a sweep has its point before them) and the outcomes."""
        return pd.read_parquet(self.folder / "runs.parquet")

    @property
    def months(self) -> pd.DataFrame:
        """What was counted, by month and neighbourhood."""
        return pd.read_parquet(self.folder / "months.parquet")

    @property
    def ledger(self) -> pd.DataFrame:
        """All payments, by year, neighbourhood and product."""
        return pd.read_parquet(self.folder / "ledger.parquet")

    @property
    def classes(self) -> pd.DataFrame:
        """What households went through, by neighbourhood, composition and income."""
        return pd.read_parquet(self.folder / "classes.parquet")

    @property
    def organisations(self) -> pd.DataFrame:
        """What each organisation received, against the reference."""
        return pd.read_csv(self.folder / ORGANISATIONS, keep_default_na=True)

    @property
    def budget(self) -> pd.DataFrame:
        """What the municipality spent by year and task, against the grant."""
        return pd.read_csv(self.folder / BUDGET, keep_default_na=True)

    @property
    def comparison(self) -> pd.DataFrame:
        """Paired differences with the reference."""
        return pd.read_csv(self.folder / COMPARISON, keep_default_na=True)

    @property
    def failures(self) -> pd.DataFrame:
        """The runs that failed, with the command that runs each again."""
        return pd.read_parquet(self.folder / FAILURES)


def check_folder(folder: Path, fingerprint: str) -> dict[str, Any] | None:
    """Return the manifest of a folder, none if it is empty or not there.

    Raises:
        SettingsError: It holds another study, or something that is no study.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    manifest = read_manifest(folder) if folder.is_dir() else None
    if manifest is None:
        raise SettingsError(f"results = {shown(folder)}: is not empty and no study; choose another folder")
    if manifest["hash"] != fingerprint:
        raise SettingsError(
            f"results = {shown(folder)}: holds another study ({manifest.get('study')} of "
            f"{manifest.get('town')}); choose another folder"
        )
    return manifest


def labelled(plan: Plan, store: Store, places: Mapping[Key, Place], table: str, together: int) -> Iterator[pa.Table]:
    """Yield a table of all runs of a plan that are in the store, so many runs together, with their keys before it.

    Raises:
        DamagedPartError: A part of the store is not what was written.
    """
    for keys in batched((key for key in plan.keys if key in places), together):
        pieces = list(store.rows(table, [places[key] for key in keys]))
        rows = pa.concat_tables(piece for piece, _ in pieces).combine_chunks()
        counts = [count for _, each in pieces for count in each]
        columns = _keys(keys, counts, bool(plan.points))
        yield pa.table({**columns, **dict(zip(rows.column_names, rows.columns, strict=True))})


def _keys(keys: Sequence[Key], counts: Sequence[int], with_point: bool) -> dict[str, pa.Array]:
    """Return the key columns, each key as often as its run has rows."""
    words = {name: [getattr(key, name) for key in keys] for name in ("worldview", "scenario")}
    numbers = {name: [getattr(key, name) for key in keys] for name in ("point", "draw", "run")}
    columns = {name: pa.array(np.repeat(np.array(each, object), counts), pa.string()) for name, each in words.items()}
    whole = {name: pa.array(np.repeat(np.array(each, np.int32), counts)) for name, each in numbers.items()}
    return ({"point": whole["point"]} if with_point else {}) | columns | {name: whole[name] for name in ("draw", "run")}


def write_table(folder: Path, table: str, plan: Plan, store: Store, places: Mapping[Key, Place]) -> None:
    """Make a table of a results folder, a few runs at a time, and put it in place."""
    path = folder / f"{table}.parquet"
    write_groups(path, labelled(plan, store, places, table, RUNS_TOGETHER.get(table, FEW_TOGETHER)))


def write_groups(path: Path, groups: Iterator[pa.Table]) -> None:
    """Write tables as the row groups of one Parquet file, under another name, and rename it."""
    unfinished = unfinished_path(path)
    writer = None
    try:
        for group in groups:
            writer = writer or pq.ParquetWriter(unfinished, group.schema, compression=COMPRESSION)
            writer.write_table(group)
        if writer:
            writer.close()
            os.replace(unfinished, path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file under another name and rename it."""
    unfinished = unfinished_path(path)
    try:
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV in which no text is run by a spreadsheet; names of settings never are, see ``checks``."""
    write_text(path, csv_of(table))


def csv_of(table: pd.DataFrame) -> str:
    """Return a table as CSV in which no text is run by a spreadsheet."""
    texts = table.select_dtypes(["object", "string", "category"]).columns
    safe = table.assign(**{name: table[name].map(_as_text) for name in texts})
    return safe.rename(columns=_as_text).to_csv(index=False, lineterminator="\n")


def _as_text(value: object) -> object:
    """Put the sign before a text that spreadsheets show it by, where they would take it for a formula."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r", " ")
    if not RUN_BY_SPREADSHEETS.match(text):
        return text
    with suppress(ValueError):
        float(text)
        return text
    return f"'{text}"


def clear(folder: Path) -> None:
    """Remove all that a study wrote, to compute it again; charts and the user's own files stay."""
    for name in OURS:
        (folder / name).unlink(missing_ok=True)


def write_failures(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the runs that failed; without any there is no such file."""
    if rows:
        write_groups(folder / FAILURES, iter([pa.Table.from_pylist([dict(row) for row in rows])]))
    else:
        (folder / FAILURES).unlink(missing_ok=True)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest."""
    write_text(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False, default=str) + "\n")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a folder; none if there is none, or it is no manifest."""
    try:
        content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and "hash" in content else None


def study_of(manifest: Mapping[str, Any], point: int) -> Study:
    """Return the study that a results folder was made of, at a point if it was a sweep.

    Raises:
        SettingsError: There is no such point.
    """
    study, points = study_from(manifest["configuration"]), manifest.get("points", [])
    if point >= max(1, len(points)):
        raise SettingsError(f"run = '{point}/...': the results have {max(1, len(points))} points, numbered from 0 on")
    if not points:
        return study
    at = study_at(study, Point(number=point, values=points[point]))
    return study_from(json.loads(json.dumps(asdict(at), default=str)))  # gives values from a file their kind again
