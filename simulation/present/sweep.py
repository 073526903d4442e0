"""A sweep: what was swept, and the differences at each point, read from its folder."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import NormalDist
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from simulation.present.findings import direction
from simulation.present.folder import PILOT, TOWN, Results, is_everywhere, read_manifest, results_of
from simulation.present.numbers import written
from simulation.present.outcomes import MAIN, MUNICIPAL, SERIOUS
from simulation.present.unknowns import unit_in
from simulation.present.words import Words

POINTS, COMPARISONS = "points.csv", "comparison.parquet"
FIRST = (MUNICIPAL, SERIOUS, "mean_wait_weeks")
"""the outcomes of tables, in order; the first orders points, the first two have charts"""
BOUNDS = ["difference", "low", "high"]
NEEDED = [
    *("point", "worldview", "scenario", "outcome", "scope", *BOUNDS),
    *("covers", "draws", "runs", "sd_chance", "sd_unknowns"),
]
UNCERTAINTIES = "uncertainties."
FEWEST = 5
"""points from which on a rank correlation is given"""
SURE = 0.95


@dataclass(frozen=True)
class Sweep:
    """One study at many points."""

    results: Results
    """its comparison has the main outcomes only, in one scope, and the point of each row"""
    points: pd.DataFrame
    """what was swept, one column a setting; its index is the number of the point"""
    scope: str
    units: Mapping[str, str]
    """of the swept uncertainties, by setting"""

    @property
    def settings(self) -> list[str]:
        """What was swept, in order."""
        return [str(name) for name in self.points]

    @property
    def outcomes(self) -> list[str]:
        """The main outcomes there are, those of the tables first."""
        there = set(self.results.comparison["outcome"])
        first = [name for name in FIRST if name in there]
        return first + [name for name in outcomes_in(self.results.outcomes) if name in there and name not in first]

    def differences(self, outcome: str, worldview: str, scenario: str) -> pd.DataFrame:
        """Gives difference, low and high at every point; missing where no run has them."""
        table = self.results.comparison
        ours = (table["outcome"] == outcome) & (table["worldview"] == worldview) & (table["scenario"] == scenario)
        return table[ours].set_index("point")[BOUNDS].reindex(self.points.index)

    def comparison(self, outcome: str) -> pd.DataFrame:
        """Gives all differences of an outcome."""
        table = self.results.comparison
        return table[table["outcome"] == outcome]

    def label(self, setting: str, width: int, words: Words) -> str:
        """Names a setting, with the unit of an uncertainty, in lines of so many letters."""
        unit = unit_in(self.units.get(setting, ""), words)
        return "\n".join([folded(called(setting), width), *(wrap(f"({unit})", width) if unit else [])])


def called(setting: str) -> str:
    """Gives the dotted name of a setting without its kind."""
    return setting.removeprefix("levers.").removeprefix(UNCERTAINTIES)


def folded(name: str, width: int) -> str:
    """Breaks a dotted name into lines of so many letters, after dots and underscores."""
    cuts = [0, *(place + 1 for place, letter in enumerate(name) if letter in "._"), len(name)]
    lines = [""]
    for piece in (name[start:end] for start, end in pairwise(cuts)):
        if lines[-1] and len(lines[-1]) + len(piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def has_sweep(folder: Path) -> bool:
    """Tells whether a results folder is of a sweep."""
    return (folder / POINTS).exists()


def read_sweep(folder: Path) -> Sweep:
    """Reads the main outcomes of a sweep; the other columns of its tables stay on disk."""
    manifest = read_manifest(folder)
    points = pd.read_csv(folder / POINTS, index_col="point", keep_default_na=False, na_values=[""])
    named = outcomes_in(row["name"] for row in manifest["outcomes"])
    table = _read(folder / COMPARISONS, named)
    rows = manifest["configuration"]["uncertainties"]["rows"]
    settings = [str(name) for name in points]
    units = {name: str(rows.get(name.removeprefix(UNCERTAINTIES), {}).get("unit", "")) for name in settings}
    scope = scope_of(manifest, table, settings)
    comparison = table[table["scope"] == scope].reset_index(drop=True)
    return Sweep(results_of(folder, manifest, comparison, pd.DataFrame()), points, scope, units)


def _read(path: Path, outcomes: list[str]) -> pd.DataFrame:
    """Reads some outcomes, a few points at a time: what is not shown is never all in memory."""
    file, chosen = pq.ParquetFile(path, memory_map=True), pa.array(outcomes)
    tables = []
    for group in range(file.num_row_groups):
        rows = file.read_row_group(group, NEEDED)
        tables.append(rows.filter(pc.is_in(rows["outcome"].cast(chosen.type), chosen)))
    whole: pd.DataFrame = pa.concat_tables(tables).to_pandas()
    return whole


def outcomes_in(names: Iterable[str]) -> list[str]:
    """Gives the main outcomes among some; of a stylised town, which has none of them, all."""
    there = list(names)
    return [name for name in MAIN if name in there] or there


def scope_of(manifest: Mapping[str, Any], table: pd.DataFrame, settings: Iterable[str]) -> str:
    """Gives the pilot neighbourhoods if all scenarios work there only at every point, else the town."""
    plans = manifest["configuration"]["scenarios"]
    elsewhere = any(is_everywhere(phase["levers"]) for plan in plans for phase in plan["phases"])
    moves = any(name.endswith(".where") for name in settings)
    return TOWN if elsewhere or moves or not (table["scope"] == PILOT).any() else PILOT


def directions(found: pd.DataFrame) -> pd.Series:
    """Gives what each interval allows to say.

    Args:
        found: has columns low and high
    """
    toward = [direction(low, high) for low, high in zip(found["low"], found["high"], strict=True)]
    return pd.Series(toward, found.index, dtype=object)


def value_text(value: Any, words: Words) -> str:
    """Writes the value of a setting at a point."""
    if isinstance(value, bool | np.bool_):
        return words("yes" if value else "no")
    if not isinstance(value, int | float | np.number):
        return str(value)
    number = float(value)
    if math.isnan(number):
        return words("nothing")
    short = f"{number:.4g}" if abs(number) < 1e4 else f"{number:.0f}"
    return short if "e" in short else written(number, len(short.partition(".")[2]), words.lang)


def ranked(sweep: Sweep, differences: pd.Series) -> tuple[pd.Series, float]:
    """Gives the rank correlation of a difference with each setting that has an order and varies.

    Args:
        sweep: of which it is
        differences: at each point

    Returns:
        the correlations, the largest in size first, and the size from which on one stands out from accident
    """
    known = differences.notna()
    number = int(known.sum())
    values = sweep.points[known].select_dtypes(["number", "bool"])
    ranks = values.loc[:, values.nunique() > 1].rank()
    if number < FEWEST or ranks.empty or differences[known].nunique() < 2:
        return pd.Series(dtype=float), math.nan
    found = ranks.corrwith(differences[known].rank())
    tail = (1 - SURE) / (2 * len(found))
    return found.sort_values(key=lambda each: -each.abs(), kind="stable"), NormalDist().inv_cdf(1 - tail) / math.sqrt(
        number - 1
    )
