"""A screening: every unknown at its low and at its high, one at a time, with the same luck.

It shows what an unknown moves by itself, around the central values of all others; not how unknowns work together.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.settings import MIXED, Engine, SettingsError, Study, Tables
from simulation.settings.sweep import UNCERTAINTIES, Point
from simulation.study.comparison import gap_of
from simulation.study.progress import Progress
from simulation.study.runner import run_study

OUTCOMES = (
    *("total_cost_eur", "cost_municipality_eur", "problem_weeks", "crises"),
    *("mean_wait_weeks", "mean_wait_specialist_weeks", "reached_share"),
)
USUAL, DIFFERENCE = "usual_care", "difference"
"""what is moved: the level in usual care, or the difference that the scenario makes"""
ERRORS = 3.5
"""standard errors from which on an outcome counts as moved: about one in two thousand by chance alone"""
LOW, HIGH = "low", "high"


@dataclass(frozen=True)
class Ends:
    """The points at which an unknown has its low and its high; 0 where that is its central value."""

    name: str
    low: int
    high: int


def screened(study: Study) -> Study:
    """Return the study that the screening runs at each point: central values, the first plain worldview.

    Raises:
        SettingsError: It has no scenario beside usual care, or too few runs to tell chance.
    """
    worldviews = [each for each in study.worldviews if each.name != MIXED] or list(study.mixture)
    if not study.scenarios:
        raise SettingsError("scenarios = []: an unknown moves a difference; name a scenario, as in scenarios=combined")
    if study.settings.runs < 2:
        raise SettingsError(f"study.runs = {study.settings.runs}: must be at least 2, to tell movement from chance")
    settings = replace(study.settings, draws=1, tables=Tables.RUNS, precision={}, journeys=False)
    return replace(study, settings=settings, worldviews=(worldviews[0],), scenarios=study.scenarios[:1])


def ends_of(study: Study) -> tuple[list[Ends], list[Point]]:
    """Return the two ends of each unknown that has a range, and the points; point 0 has central values only."""
    points = [Point(number=0, values={})]
    ends = []
    for name, row in study.uncertainties.rows.items():
        if row.low == row.high:
            continue
        belief = study.worldviews[0].beliefs.get(name)
        central = row.value if belief is None else belief.value
        numbers = []
        for edge in (row.low, row.high):
            if edge == central:
                numbers.append(0)
                continue
            numbers.append(len(points))
            points.append(Point(number=len(points), values={f"{UNCERTAINTIES}.{name}": edge}))
        ends.append(Ends(name, *numbers))
    return ends, points


def screen(
    study: Study,
    folder: Path,
    *,
    store: Path | None = None,
    engine: Engine | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run the screening, or what is left of it, and return what every unknown moves.

    Returns:
        One row for each unknown, outcome and kind (level in usual care, difference of the scenario): the mean at low
        and at high, the mean swing from low to high, its standard error, and whether it counts as moved
    """
    small = screened(study)
    ends, points = ends_of(small)
    runs = run_study(small, folder, points=points, store=store, engine=engine, fresh=fresh, progress=progress).runs
    return swings(runs, ends, small.reference.name, [name for name in OUTCOMES if name in runs])


def swings(runs: pd.DataFrame, ends: Sequence[Ends], reference: str, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return what each unknown moves, from the runs at its two ends.

    The standard error is pooled over all unknowns that move an outcome at all: with few runs each, no unknown can tell
    its own. One that moves nothing in any run has no part in it.

    Args:
        runs: one row a run, with point, scenario, run and outcomes
        ends: which points belong to which unknown
        reference: name of usual care
        outcomes: columns
    """
    is_usual = runs["scenario"] == reference
    keys = ["point", "run"]
    usual, ours = (runs[chosen].set_index(keys)[list(outcomes)] for chosen in (is_usual, ~is_usual))
    tables = []
    for kind, numbers in ((USUAL, usual), (DIFFERENCE, gap_of(ours, usual))):
        low, high = (_at(numbers, [getattr(each, end) for each in ends]) for end in (LOW, HIGH))
        swing = high - low
        error = pooled_error(swing)
        for place, outcome in enumerate(outcomes):
            mean = swing[:, :, place].mean(axis=1)
            tables.append(
                pd.DataFrame(
                    {
                        "name": [each.name for each in ends],
                        "of": kind,
                        "outcome": outcome,
                        "at_low": low[:, :, place].mean(axis=1),
                        "at_high": high[:, :, place].mean(axis=1),
                        "swing": mean,
                        "error": error[place],
                        "moved": np.abs(mean) > ERRORS * error[place],
                        "runs": swing.shape[1],
                    }
                )
            )
    return pd.concat(tables, ignore_index=True)


def _at(numbers: pd.DataFrame, points: Sequence[int]) -> np.ndarray:
    """Return the numbers at some points, shape (points, runs, outcomes)."""
    return np.stack([numbers.loc[point].sort_index().to_numpy(float) for point in points])


def pooled_error(swing: np.ndarray) -> np.ndarray:
    """Return the standard error of a mean swing, by outcome, pooled over the unknowns that move anything.

    Args:
        swing: shape (unknowns, runs, outcomes)
    """
    variance = swing.var(axis=1, ddof=1)
    moves = (swing != 0.0).any(axis=1) & ~np.isnan(variance)
    total = np.where(moves, variance, 0.0).sum(axis=0)
    count = moves.sum(axis=0)
    pooled = np.divide(total, count, out=np.full(count.shape, math.nan), where=count > 0)
    return np.asarray(np.sqrt(pooled / swing.shape[1]))


def moved_by(table: pd.DataFrame) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Yield each unknown with the outcomes it moves, by kind, the largest in its own errors first."""
    table = table.assign(size=(table["swing"] / table["error"]).abs())
    for name, rows in table[table["moved"]].groupby("name", sort=False):
        ordered = rows.sort_values("size", ascending=False)
        yield str(name), {str(kind): list(each["outcome"]) for kind, each in ordered.groupby("of")}
