"""The results folder: parts that workers write while a study runs, and the files they become.

A part holds the runs of one pair (draw, run). It is written under another name and then renamed, so that it
is whole or not there. Tables are the parts in the order of the plan: the same bytes whoever wrote them and
when.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.settings import Tables
from simulation.study.plan import Pair
from simulation.study.run import RunResult
from simulation.study.tables import Columns

RUNS, MONTHS, CLASSES, LEDGER = "runs", "months", "classes", "ledger"
KEPT = {
    Tables.RUNS: (RUNS,),
    Tables.MONTHS: (RUNS, MONTHS, CLASSES),
    Tables.ALL: (RUNS, MONTHS, CLASSES, LEDGER),
}
"""which tables are kept; parts have the ledger besides, for what is made of it"""
MANIFEST = "manifest.json"
COMPARISON, ORGANISATIONS, BUDGET = "comparison.csv", "organisations.csv", "budget.csv"
PARTS = "parts"
COMPRESSION = "zstd"


def part_path(folder: Path, table: str, pair: Pair) -> Path:
    """Return where the part of a table for one pair is."""
    return folder / PARTS / f"{table}-{pair.draw:05d}-{pair.run:05d}.parquet"


def is_done(folder: Path, pair: Pair) -> bool:
    """Return whether all runs of a pair are kept: the part of the table of runs is written last."""
    return part_path(folder, RUNS, pair).is_file()


def write_part(folder: Path, pair: Pair, results: Sequence[RunResult], kept: Tables) -> None:
    """Keep all runs of a pair."""
    (folder / PARTS).mkdir(parents=True, exist_ok=True)
    for table in reversed(dict.fromkeys((*KEPT[kept], LEDGER))):
        write_table(part_path(folder, table, pair), pa.concat_tables(_keyed(table, result) for result in results))


def _keyed(table: str, result: RunResult) -> pa.Table:
    """Return one table of one run, with the four keys before it."""
    columns: Columns | dict[str, list[float]]
    if table == RUNS:
        columns = {name: [number] for name, number in result.outcomes.items()}
        length = 1
    else:
        columns = {MONTHS: result.months, CLASSES: result.classes, LEDGER: result.ledger}[table]
        length = len(next(iter(columns.values())))
    key = result.key
    keys = {
        "worldview": pa.array([key.worldview] * length, pa.string()),
        "scenario": pa.array([key.scenario] * length, pa.string()),
        "draw": pa.array(np.full(length, key.draw, np.int32)),
        "run": pa.array(np.full(length, key.run, np.int32)),
    }
    return pa.table({**keys, **{name: _array(values) for name, values in columns.items()}})


def _array(values: np.ndarray | list[float]) -> pa.Array:
    """Return a column; words have their type even if there are none."""
    if isinstance(values, np.ndarray) and values.dtype == object:
        return pa.array(values, pa.string())
    return pa.array(values)


def write_table(path: Path, table: pa.Table) -> None:
    """Write a Parquet file under another name and rename it."""
    unfinished = unfinished_path(path)
    pq.write_table(table, unfinished, compression=COMPRESSION)
    os.replace(unfinished, path)


def unfinished_path(path: Path) -> Path:
    """Return the name a file has while this process writes it."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def write_text(path: Path, text: str) -> None:
    """Write a text file under another name and rename it."""
    unfinished = unfinished_path(path)
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)


def merge(folder: Path, pairs: Iterable[Pair], kept: Tables) -> None:
    """Make the tables out of the parts, one pair after another, and put them in place."""
    pairs = list(pairs)
    for table in KEPT[kept]:
        parts = [part_path(folder, table, pair) for pair in pairs]
        path = folder / f"{table}.parquet"
        unfinished = unfinished_path(path)
        with pq.ParquetWriter(unfinished, pq.read_schema(parts[0]), compression=COMPRESSION) as writer:
            if table == RUNS:
                writer.write_table(pa.concat_tables(pq.read_table(part) for part in parts))
            else:
                for part in parts:
                    writer.write_table(pq.read_table(part))
        os.replace(unfinished, path)


def drop_parts(folder: Path) -> None:
    """Remove the parts, when their tables are in place or they are not wanted."""
    shutil.rmtree(folder / PARTS, ignore_errors=True)


def clear(folder: Path) -> None:
    """Remove all that a study wrote, to compute it again; charts and the user's own files stay."""
    drop_parts(folder)
    for name in (MANIFEST, COMPARISON, ORGANISATIONS, BUDGET, *(f"{table}.parquet" for table in KEPT[Tables.ALL])):
        (folder / name).unlink(missing_ok=True)


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
