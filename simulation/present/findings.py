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
from simulation.present.series import interval, months_in, runs_of
from simulation.study.comparison import gap_of


class Direction(StrEnum):
    """What the runs say about a difference."""

    LESS = "less"
    MORE = "more"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


SEEN = (Direction.LESS, Direction.MORE)

NUMBERS = ["difference", "low", "high", "mean_reference"]

Directions = Mapping[str, Direction]
"""by worldview"""
Shares = tuple[float, float, float]
"""a mean difference and its 95% interval, as shares of what it is a difference from"""
Gap = tuple[Direction, Shares]
"""what can be said about a difference, and how large it is"""
Found = dict[str, dict[str, Gap]]
"""by outcome and worldview"""


@dataclass(frozen=True)
class Contrast:
    """A scenario beside another one, outcome by outcome."""

    scenario: str
    other: str
    scope: str
    outcomes: Mapping[str, Directions]
    sizes: Mapping[str, Shares]
    """difference in serious problem-weeks, as a share of the other scenario's, by worldview"""
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
    ours = table[(table["scenario"] == scenario) & (table["scope"] == scope) & table["outcome"].isin(MAIN)]
    found: Found = {name: {} for name in MAIN if (ours["outcome"] == name).any()}
    for name, worldview, *numbers in ours[["outcome", "worldview", *NUMBERS]].to_numpy().tolist():
        found[name][worldview] = _gap(*numbers)
    return _contrast(scenario, results.reference, scope, found)


def against_other(results: Results, scenario: str, other: str, scope: str) -> Contrast:
    """Compares a scenario with another one than the reference, run by run."""
    suffix = "_pilot" if scope == PILOT else ""
    names = [name for name in MAIN if f"{name}{suffix}" in results.runs]
    values = results.runs.set_index(KEYS)[[f"{name}{suffix}" for name in names]].set_axis(names, axis="columns")
    return _contrast(scenario, other, scope, _compare(values, scenario, other, results))


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
    weeks = rows.groupby(KEYS)[["serious_weeks"]].sum().set_axis([SERIOUS], axis=1)
    found = _compare(weeks, scenario, results.reference, results)
    return _contrast(scenario, results.reference, scope, found, max(changes))


def _compare(values: pd.DataFrame, scenario: str, other: str, results: Results) -> Found:
    """Compares each column of a table of runs, in each worldview."""
    found: Found = {str(name): {} for name in values}
    for worldview in results.worldviews:
        ours, theirs = (runs_of(values, worldview, name, results) for name in (scenario, other))
        theirs = theirs.reindex(ours.index)
        gaps = zip(*interval(gap_of(ours, theirs)), interval(theirs)[0], strict=True)
        for name, (middle, low, high, level) in zip(found, gaps, strict=True):
            found[name][worldview] = _gap(middle, low, high, level)
    return found


def _gap(difference: float, low: float, high: float, reference: float) -> Gap:
    share = 1.0 / reference if reference > 0.0 else math.nan
    return direction(low, high), (share * difference, share * low, share * high)


def _contrast(scenario: str, other: str, scope: str, found: Found, from_month: int = 0) -> Contrast:
    directions = {name: {key: gap[0] for key, gap in gaps.items()} for name, gaps in found.items()}
    sizes = {key: gap[1] for key, gap in found.get(SERIOUS, {}).items()}
    return Contrast(scenario, other, scope, directions, sizes, from_month)


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
