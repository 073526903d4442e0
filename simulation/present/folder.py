"""A complete results folder, read once."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from simulation.present.outcomes import Shown, catalogue_in
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label, SettingsError
from simulation.settings.errors import shortened
from simulation.settings.folders import shown

TOWN = "town"
"""Neighbourhood name of the monthly rows that sum the whole town, and name of the scope."""
PILOT = "pilot"
KEYS = ["worldview", "scenario", "draw", "run"]
MONTH = [*KEYS, "month", "neighbourhood"]
COUNTED = {
    "households": "households",
    "serious_weeks": "(serious|crisis)_weeks_.*",
    "crises": "crises_.*",
    "waiting": "waiting_.*",
    "circle_weeks": "circle_weeks",
    "employed_weeks": "employed_weeks",
}
"""What is shown by month: the pattern of the columns that it is the sum of."""
PAID = [*KEYS, "year", "payer", "receiver"]
"""What payments are added up by."""


@dataclass(frozen=True)
class Moment:
    """A month in which a scenario changes."""

    month: int
    kind: str
    """name of the words that say what happens"""


@dataclass(frozen=True)
class Results:
    """What a study left in its folder; tables that it did not keep are None."""

    folder: Path
    comparison: pd.DataFrame
    runs: pd.DataFrame
    months: pd.DataFrame | None
    """of the town and the pilot neighbourhoods: what is in ``COUNTED``"""
    classes: pd.DataFrame | None
    ledger: pd.DataFrame | None
    """of the whole town, all products together"""
    study: str
    years: int
    town: Label
    pilots: tuple[str, ...]
    """names of the pilot neighbourhoods"""
    reference: str
    scenarios: tuple[str, ...]
    """all but the reference"""
    worldviews: tuple[str, ...]
    outcomes: Mapping[str, Shown]
    labels: Mapping[str, Label]
    """of each scenario"""
    moments: Mapping[str, tuple[Moment, ...]]
    """of each scenario"""
    manifest: Mapping[str, Any]
    asked: str | None = None
    """scenario that was asked for where only one is told of"""
    part: tuple[str, ...] = ()
    """scenarios of one picture of several, where there are too many for one"""

    @property
    def single(self) -> str:
        """Gives the scenario that is told of where only one is: the one asked for, or else the first."""
        return self.asked or self.scenarios[0]

    @property
    def shown(self) -> tuple[str, ...]:
        """Gives the scenarios that a picture has panels for; what it concludes, and its axes, are those of all."""
        return self.part or self.scenarios

    def usual(self, words: Words) -> str:
        """Gives the reference's name as it stands inside a sentence."""
        return uncapitalised(words.of(self.labels[self.reference]))


def read_results(folder: Path) -> Results:
    """Reads a complete results folder.

    Raises:
        SettingsError: a file of it is missing, cannot be read or is not whole
    """
    manifest = read_manifest(folder)
    with _named(folder / "comparison.csv") as path:
        comparison = pd.read_csv(path)
    with _named(folder / "runs.parquet") as path:
        runs = pd.read_parquet(path)
    with _named(folder / "comparison.csv"):
        _check_whole(comparison, runs, manifest)
    with _named(folder / "classes.parquet") as path:
        classes = pd.read_parquet(path) if path.exists() else None
    with _named(folder / "months.parquet"):
        months = _months(folder, manifest)
    with _named(folder / "ledger.parquet"):
        ledger = _ledger(folder)
    return results_of(folder, manifest, comparison, runs, months, classes, ledger)


@contextmanager
def _named(path: Path) -> Iterator[Path]:
    """Names the file that cannot be read, in one line."""
    try:
        yield path
    except (OSError, ValueError, KeyError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        raise SettingsError(
            f"results = {shown(path)}: cannot be read: {shortened(reason)}; run the study again with fresh=true"
        ) from error


def _check_whole(comparison: pd.DataFrame, runs: pd.DataFrame, manifest: Mapping[str, Any]) -> None:
    """Refuses a comparison that lacks a scenario or worldview of which there are runs."""
    sides = ["worldview", "scenario"]
    ran = runs.loc[runs["scenario"] != manifest["plan"]["reference"]["scenario"], sides]
    missing = set(ran.itertuples(index=False, name=None)) - set(comparison[sides].itertuples(index=False, name=None))
    if missing:
        raise ValueError(f"has nothing of {'/'.join(min(missing))}")


def folder_in(folder: Path, name: str) -> Path | None:
    """Gives a folder in the results folder, if it is there and leads nowhere else."""
    path = folder / name
    return path if path.is_dir() and path.resolve().is_relative_to(folder.resolve()) else None


def analysis_in(results: Results, name: str) -> Path | None:
    """Gives the folder of an analysis in the results folder, if it is there and is of the same town and scenarios."""
    folder = folder_in(results.folder, name)
    if folder is None or not (folder / "manifest.json").is_file():
        return None
    manifest = read_manifest(folder)
    scenarios = {each["name"] for each in manifest["configuration"]["scenarios"]}
    is_ours = manifest["town"] == results.manifest["town"] and scenarios <= {results.reference, *results.scenarios}
    return folder if is_ours else None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Reads how results were made."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def results_of(
    folder: Path,
    manifest: Mapping[str, Any],
    comparison: pd.DataFrame,
    runs: pd.DataFrame,
    months: pd.DataFrame | None = None,
    classes: pd.DataFrame | None = None,
    ledger: pd.DataFrame | None = None,
) -> Results:
    """Sets tables beside what the manifest says of them."""
    plan, facts = manifest["plan"], manifest["configuration"]
    plans = (facts["reference"], *facts["scenarios"])
    return Results(
        folder=folder,
        comparison=comparison,
        runs=runs,
        months=months,
        classes=classes,
        ledger=ledger,
        study=str(manifest["study"]),
        years=int(plan["years"]),
        town=Label(**facts["town"]["label"]),
        pilots=_pilots(manifest),
        reference=str(plan["reference"]["scenario"]),
        scenarios=tuple(name for name in plan["scenarios"] if name != plan["reference"]["scenario"]),
        worldviews=tuple(plan["worldviews"]),
        outcomes=catalogue_in(manifest),
        labels={each["name"]: Label(**each["label"]) for each in plans},
        moments={each["name"]: _moments_of(each) for each in plans},
        manifest=manifest,
    )


def _pilots(manifest: Mapping[str, Any]) -> tuple[str, ...]:
    places = manifest["configuration"]["town"]["neighbourhoods"]
    return tuple(place["name"] for place in places if place["pilot"])


def _months(folder: Path, manifest: Mapping[str, Any]) -> pd.DataFrame | None:
    """Reads only what is shown."""
    path = folder / "months.parquet"
    if not path.exists():
        return None
    there = pq.read_schema(path).names
    parts = {name: [each for each in there if re.fullmatch(pattern, each)] for name, pattern in COUNTED.items()}
    columns = [*MONTH, *chain.from_iterable(parts.values())]
    ours = pc.field("neighbourhood").isin([TOWN, *_pilots(manifest)])
    return _whole(_counted(table.filter(ours), parts) for table in _groups(path, columns))


def _counted(table: pa.Table, parts: Mapping[str, Sequence[str]]) -> pa.Table:
    rows = table.select(MONTH)
    for name, each in parts.items():
        if each:
            rows = rows.append_column(name, [np.nansum([table[column].to_numpy() for column in each], axis=0)])
    return rows


def _ledger(folder: Path) -> pd.DataFrame | None:
    """Reads payments, added up: charts need a tenth of the rows."""
    path = folder / "ledger.parquet"
    if not path.exists():
        return None
    return _whole(_added(table) for table in _groups(path, [*PAID, "amount_eur"]))


def _added(paid: pa.Table) -> pa.Table:
    added = paid.group_by(PAID, use_threads=False).aggregate([("amount_eur", "sum")])
    return added.rename_columns([*PAID, "amount_eur"])


def _groups(path: Path, columns: list[str]) -> Iterator[pa.Table]:
    """Reads whole runs, a few at a time: the whole table of a large study takes gigabytes."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number, columns=columns, use_threads=False)


def _whole(tables: Iterable[pa.Table]) -> pd.DataFrame:
    rows: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return rows


def _moments_of(plan: Mapping[str, Any]) -> tuple[Moment, ...]:
    """Finds when additional money ends and when the approach spreads or otherwise changes."""
    found = []
    phases = plan["phases"]
    for phase in phases:
        end = phase["levers"]["funding"]["additional_until_month"]
        if end is not None:
            found.append(Moment(int(end), "money_ends"))
    for before, after in pairwise(phases):
        spreads = is_everywhere(after["levers"]) and not is_everywhere(before["levers"])
        found.append(Moment(int(after["from_month"]), "scaling_starts" if spreads else "phase_starts"))
    return tuple(dict.fromkeys(found))


def is_everywhere(levers: Mapping[str, Any]) -> bool:
    """Tells whether some part of an approach works in the whole town."""
    return any(isinstance(block, Mapping) and block.get("where") == "city" for block in levers.values())
