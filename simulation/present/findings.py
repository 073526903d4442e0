"""What follows from the numbers, by stated rules.

An outcome is less or more than in another scenario if the 95% interval of the paired difference excludes
zero; if it includes zero the runs show no difference; without an interval nothing is said.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from simulation.present.folder import KEYS, PILOT, TOWN, Results
from simulation.present.outcomes import MAIN, SERIOUS
from simulation.present.series import interval, months_in, runs_of, serious_columns


class Direction(StrEnum):
    """What the runs say about a difference."""

    LESS = "less"
    MORE = "more"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


SEEN = (Direction.LESS, Direction.MORE)

Directions = Mapping[str, Direction]
"""by worldview"""


@dataclass(frozen=True)
class Contrast:
    """A scenario beside another one, outcome by outcome."""

    scenario: str
    other: str
    scope: str
    outcomes: Mapping[str, Directions]
    from_month: int = 0
    """only what happened from this month on is counted"""


@dataclass(frozen=True)
class Patterns:
    """Outcomes by where a difference is seen."""

    everywhere: dict[str, Direction]
    somewhere: dict[str, Directions]
    nowhere: list[str]
    untold: list[str]


def direction(low: float, high: float) -> Direction:
    """Says what the interval of a difference allows to say."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return Direction.UNKNOWN
    if high < 0.0:
        return Direction.LESS
    return Direction.MORE if low > 0.0 else Direction.UNCLEAR


def against_reference(results: Results, scenario: str, scope: str) -> Contrast:
    """Reads the main outcomes of a scenario from the comparison table."""
    table = results.comparison
    ours = table[(table["scenario"] == scenario) & (table["scope"] == scope)]
    found: dict[str, dict[str, Direction]] = {name: {} for name in MAIN if (ours["outcome"] == name).any()}
    for row in ours[ours["outcome"].isin(MAIN)].itertuples():
        found[str(row.outcome)][str(row.worldview)] = direction(float(row.low), float(row.high))  # type: ignore[arg-type]
    return Contrast(scenario, results.reference, scope, found)


def against_other(results: Results, scenario: str, other: str, scope: str) -> Contrast:
    """Compares a scenario with another one than the reference, run by run."""
    suffix = "_pilot" if scope == PILOT else ""
    names = [f"{name}{suffix}" for name in MAIN if f"{name}{suffix}" in results.runs]
    values = results.runs.set_index(KEYS)[names]
    found: dict[str, dict[str, Direction]] = {name.removesuffix("_pilot"): {} for name in names}
    for worldview in results.worldviews:
        for name, toward in zip(found, _directions(values, worldview, scenario, other, results), strict=True):
            found[name][worldview] = toward
    return Contrast(scenario, other, scope, found)


def after_change(results: Results, scenario: str, scope: str) -> Contrast | None:
    """Compares serious problem-weeks with the reference from the month on in which the scenario last changes.

    Returns:
        nothing if it does not change, or if no months were kept
    """
    changes = [moment.month for moment in results.moments[scenario]]
    if results.months is None or not changes:
        return None
    rows = months_in(results.months, results.pilots if scope == PILOT else (TOWN,))
    rows = rows[rows["month"] >= max(changes)]
    weeks = pd.DataFrame({SERIOUS: rows[serious_columns()].sum(axis=1)}).join(rows[KEYS]).groupby(KEYS).sum()
    found = {
        worldview: _directions(weeks, worldview, scenario, results.reference, results)[0]
        for worldview in results.worldviews
    }
    return Contrast(scenario, results.reference, scope, {SERIOUS: found}, max(changes))


def _directions(values: pd.DataFrame, worldview: str, scenario: str, other: str, results: Results) -> list[Direction]:
    """Gives the direction of each column's paired difference."""
    ours, theirs = (runs_of(values, worldview, name, results) for name in (scenario, other))
    _, low, high = interval(ours - theirs.reindex(ours.index))
    return [direction(*bounds) for bounds in zip(low.tolist(), high.tolist(), strict=True)]


def patterns(contrast: Contrast) -> Patterns:
    """Sorts outcomes by whether a difference is seen in all, some or none of the worldviews."""
    found = Patterns({}, {}, [], [])
    for name, directions in contrast.outcomes.items():
        seen = set(directions.values())
        if len(seen) == 1 and (first := next(iter(seen))) in SEEN:
            found.everywhere[name] = first
        elif seen & set(SEEN):
            found.somewhere[name] = directions
        elif Direction.UNCLEAR in seen:
            found.nowhere.append(name)
        else:
            found.untold.append(name)
    return found
