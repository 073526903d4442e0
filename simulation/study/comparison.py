"""Comparison: paired differences with usual care, with an interval that says what it covers.

Pairs are runs of the same draw and run, so that they share their luck. At the central values alone the
interval is Student's t over runs and covers chance; with several draws the runs of a draw are averaged first,
and t over draws covers chance and unknowns.
"""

import math

import numpy as np
import pandas as pd
from scipy import special

from simulation.study.catalogue import PILOT
from simulation.study.run import NO_WORLDVIEW

KEYS = ("worldview", "scenario", "draw", "run")
CHANCE, BOTH, NOTHING = "chance", "chance and unknowns", "nothing"
LEVEL = 0.95
NO_DIFFERENCE = (math.nan, math.nan, math.nan, NOTHING, 0, 0)
COLUMNS = (
    *("worldview", "scenario", "reference", "outcome", "scope", "mean_reference", "mean", "difference"),
    *("low", "high", "covers", "draws", "runs"),
)


def compare(runs: pd.DataFrame, reference: str = "usual_care") -> pd.DataFrame:
    """Return the difference of every scenario with the reference, by worldview, outcome and scope.

    Pairs in which an outcome has no value (a mean of nothing) are left out; ``draws`` and ``runs`` count
    those that are in. ``runs`` is the number of pairs.

    Args:
        runs: One row a run, with the four keys and one column an outcome.
        reference: Scenario that the others are compared with, run without a worldview.
    """
    names = [str(name) for name in runs.columns if name not in KEYS]
    is_base = (runs["scenario"] == reference) & (runs["worldview"] == NO_WORLDVIEW)
    base = runs[is_base].set_index(["draw", "run"])[names]
    rows = []
    for axes, group in runs[~is_base].groupby(["worldview", "scenario"], sort=False):
        group = group.set_index(["draw", "run"])[names].sort_index()
        ours, theirs = group.to_numpy(float), base.reindex(group.index).to_numpy(float)
        draws = group.index.get_level_values("draw").to_numpy()
        for index, name in enumerate(names):
            found = difference(theirs[:, index], ours[:, index], draws)
            rows.append((*axes, reference, *_scope(name), *found))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _scope(name: str) -> tuple[str, str]:
    """Return the outcome and the scope that a column is about."""
    return (name.removesuffix(PILOT), "pilot") if name.endswith(PILOT) else (name, "town")


def difference(
    reference: np.ndarray, ours: np.ndarray, draws: np.ndarray
) -> tuple[float, float, float, float, float, str, int, int]:
    """Return the paired difference of one outcome with its 95% interval.

    Args:
        reference: Outcome in usual care, shape (pairs,).
        ours: Outcome in the scenario, shape (pairs,).
        draws: Draw of each pair, shape (pairs,).

    Returns:
        Mean of the reference, mean, difference, low, high, what the interval covers, draws, pairs; the bounds
        are NaN if there is too little to tell (one run). If no pair has both values, as with what only coaches
        have, each mean is of what there is
    """
    known = ~(np.isnan(reference) | np.isnan(ours))
    if not known.any():
        return mean_of(reference, draws), mean_of(ours, draws), *NO_DIFFERENCE
    reference, ours, draws = reference[known], ours[known], draws[known]
    gap = ours - reference
    number = int(np.count_nonzero(np.bincount(draws)))
    units = by_draw(gap, draws) if number > 1 else gap
    low, high = interval(units)
    covers = NOTHING if len(units) < 2 else BOTH if number > 1 else CHANCE
    means = mean_of(reference, draws), mean_of(ours, draws)
    return *means, float(units.mean()), low, high, covers, number, len(ours)


def mean_of(numbers: np.ndarray, draws: np.ndarray) -> float:
    """Return the mean over draws of the mean of each, of the numbers there are; NaN if there are none."""
    known = ~np.isnan(numbers)
    return float(by_draw(numbers[known], draws[known]).mean()) if known.any() else math.nan


def by_draw(numbers: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the mean of each draw there is, in order; shape (draws,)."""
    count = np.bincount(draws)
    there = count > 0
    return np.bincount(draws, numbers)[there] / count[there]


def interval(numbers: np.ndarray) -> tuple[float, float]:
    """Return Student's 95% interval of a mean; NaN for fewer than two numbers."""
    if len(numbers) < 2:
        return math.nan, math.nan
    factor = special.stdtrit(len(numbers) - 1, 0.5 + LEVEL / 2)  # Student's t; scipy.stats is slow to import
    half = float(factor * numbers.std(ddof=1) / math.sqrt(len(numbers)))
    middle = float(numbers.mean())
    return middle - half, middle + half
