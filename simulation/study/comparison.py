"""Comparison: paired differences with usual care, with an interval that says what it covers.

Pairs are runs of the same draw and run, so that they share their luck. At the central values alone the
interval is Student's t over runs and covers chance; with several draws the runs of a draw are averaged first,
and t over draws covers chance and unknowns. With several runs of several draws the spread of differences is split
into chance (between runs of a draw) and unknowns (what is left of that between draws).
"""

import math
from collections.abc import Iterator
from itertools import batched
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from scipy.special import stdtrit

from simulation.study.catalogue import PILOT
from simulation.study.keys import NO_WORLDVIEW

KEYS = ("worldview", "scenario", "draw", "run")
POINT = "point"
CHANCE, BOTH, NOTHING = "chance", "chance and unknowns", "nothing"
LEVEL = 0.95
ROUNDING = 1e-12
"""share of an outcome: a smaller difference is what adding up in another order leaves, and counts as none"""
COLUMNS = (
    *("worldview", "scenario", "reference", "outcome", "scope", "mean_reference", "mean", "difference"),
    *("low", "high", "covers", "draws", "runs", "sd_chance", "sd_unknowns"),
)
OUTCOMES_TOGETHER = 64
"""Outcomes of a results folder that are compared at once, so that memory does not grow with all of them."""


def compare(runs: pd.DataFrame, reference: str = "usual_care") -> pd.DataFrame:
    """Return the difference of every scenario with the reference, by worldview, outcome and scope.

    Pairs in which an outcome has no value (a mean of nothing) are left out; ``draws`` and ``runs`` count
    those that are in. ``runs`` is the number of pairs.

    Args:
        runs: One row a run, with the four keys and one column an outcome.
        reference: Scenario that the others are compared with, run without a worldview.
    """
    names = [str(name) for name in runs.columns if name not in (*KEYS, POINT)]
    scopes = pd.DataFrame([_scope(name) for name in names], columns=["outcome", "scope"])
    is_base = (runs["scenario"] == reference) & (runs["worldview"] == NO_WORLDVIEW)
    base = runs[is_base].set_index(["draw", "run"])[names]
    tables = []
    for (worldview, scenario), group in runs[~is_base].groupby(["worldview", "scenario"], sort=False):
        group = group.set_index(["draw", "run"])[names].sort_index()
        ours, theirs = group.to_numpy(float), base.reindex(group.index).to_numpy(float)
        draws = group.index.get_level_values("draw").to_numpy()
        axes = {"worldview": str(worldview), "scenario": str(scenario), "reference": reference}
        tables.append(scopes.assign(**axes, **differences(theirs, ours, draws)))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)] if tables else pd.DataFrame(columns=list(COLUMNS))


def compare_file(path: Path, reference: str) -> pd.DataFrame:
    """Return the comparison of all runs in a Parquet file, some outcomes at a time."""
    columns = pq.read_schema(path).names
    names = [name for name in columns if name not in KEYS]
    tables = [
        compare(pd.read_parquet(path, columns=[*KEYS, *some]), reference) for some in batched(names, OUTCOMES_TOGETHER)
    ]
    whole = pd.concat(tables, ignore_index=True)
    axes = whole[["worldview", "scenario"]].drop_duplicates().reset_index(drop=True)
    order = pd.MultiIndex.from_frame(axes).get_indexer(pd.MultiIndex.from_frame(whole[["worldview", "scenario"]]))
    return whole.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def compare_points(path: Path, reference: str) -> Iterator[pd.DataFrame]:
    """Yield the comparison at each point of a sweep, with the point's number before it."""
    file, held = pq.ParquetFile(path), pd.DataFrame()
    for group in range(file.num_row_groups):
        held = pd.concat([held, file.read_row_group(group).to_pandas()], ignore_index=True)
        last = held[POINT].iloc[-1]
        for point, runs in held[held[POINT] != last].groupby(POINT, sort=False):
            yield _at(int(str(point)), compare(runs, reference))
        held = held[held[POINT] == last]
    if len(held):
        yield _at(int(held[POINT].iloc[0]), compare(held, reference))


def _at(point: int, table: pd.DataFrame) -> pd.DataFrame:
    table.insert(0, POINT, np.int32(point))
    return table


def _scope(name: str) -> tuple[str, str]:
    """Return the outcome and the scope that a column is about."""
    return (name.removesuffix(PILOT), "pilot") if name.endswith(PILOT) else (name, "town")


def differences(reference: np.ndarray, ours: np.ndarray, draws: np.ndarray) -> dict[str, np.ndarray]:
    """Return the paired difference of each outcome with its 95% interval.

    Args:
        reference: Outcomes in usual care, shape (pairs, outcomes).
        ours: Outcomes in the scenario, shape (pairs, outcomes).
        draws: Draw of each pair in ascending order, shape (pairs,).

    Returns:
        Columns of the comparison, shape (outcomes,) each. Bounds are NaN if there is too little to tell (one run), and
        so are spreads. If no pair has both values, as with what only coaches have, each mean is of what there is
    """
    known = ~(np.isnan(reference) | np.isnan(ours))
    any_known = known.any(axis=0)
    gap = gap_of(ours, reference)
    by_draw_gap, in_draw = means_by_draw(gap, known, draws)
    number = (in_draw > 0).sum(axis=0)
    pairs = known.sum(axis=0)
    several = number > 1
    middle, spread_draws = _mean_and_spread(by_draw_gap, in_draw > 0)
    spread_runs = _mean_and_spread(gap, known)[1]
    units = np.where(several, number, pairs)
    half = half_width(np.where(several, spread_draws, spread_runs), units)
    chance, unknowns = _split(gap, known, draws, spread_draws)
    shown = [np.where(any_known, known, ~np.isnan(each)) for each in (reference, ours)]
    return {
        "mean_reference": mean_of(reference, shown[0], draws),
        "mean": mean_of(ours, shown[1], draws),
        "difference": middle,
        "low": middle - half,
        "high": middle + half,
        "covers": np.where(units < 2, NOTHING, np.where(several, BOTH, CHANCE)),
        "draws": number,
        "runs": pairs,
        "sd_chance": np.where(several, chance, spread_runs),
        "sd_unknowns": np.where(several, unknowns, math.nan),
    }


def gap_of[Table: (np.ndarray, pd.DataFrame, pd.Series)](ours: Table, theirs: Table) -> Table:
    """Return ours less theirs, without what rounding alone leaves."""
    gap = ours - theirs
    found: Table = gap * (abs(gap) > ROUNDING * abs(theirs)) + 0.0  # no minus zero
    return found


def means_by_draw(numbers: np.ndarray, known: np.ndarray, draws: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of the known numbers of each draw, NaN without any, and how many they are.

    Args:
        numbers: Shape (pairs, outcomes).
        known: Which of them count, of the same shape.
        draws: Draw of each pair in ascending order, shape (pairs,).

    Returns:
        Two arrays of shape (draws, outcomes)
    """
    first = np.flatnonzero(np.diff(draws, prepend=draws[0] - 1)) if len(draws) else np.zeros(0, int)
    counts = np.add.reduceat(known, first, axis=0, dtype=np.int64)
    sums = np.add.reduceat(np.where(known, numbers, 0.0), first, axis=0)
    return np.divide(sums, counts, out=np.full(sums.shape, math.nan), where=counts > 0), counts


def mean_of(numbers: np.ndarray, known: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the mean over draws of the mean of each, of the known numbers; NaN if there are none."""
    means, counts = means_by_draw(numbers, known, draws)
    return _mean_and_spread(means, counts > 0)[0]


def _mean_and_spread(numbers: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation of the known numbers of each column; NaN where there are too few."""
    counts = known.sum(axis=0)
    nothing = np.full(counts.shape, math.nan)
    means = np.divide(np.where(known, numbers, 0.0).sum(axis=0), counts, out=nothing.copy(), where=counts > 0)
    squares = (np.where(known, numbers - means, 0.0) ** 2).sum(axis=0)
    return means, np.sqrt(np.divide(squares, counts - 1, out=nothing, where=counts > 1))


def _split(
    gap: np.ndarray, known: np.ndarray, draws: np.ndarray, spread_draws: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far differences spread by chance, run by run, and by the unknowns, draw by draw.

    One-way analysis of variance with draws as random groups; NaN if no draw has two runs.
    """
    means, counts = means_by_draw(gap, known, draws)
    free = counts.sum(axis=0) - (counts > 0).sum(axis=0)
    place = np.unique(draws, return_inverse=True)[1]
    squares = (np.where(known, gap - means[place], 0.0) ** 2).sum(axis=0)
    chance = np.divide(squares, free, out=np.full(free.shape, math.nan), where=free > 0)
    share = np.divide(1.0, counts, out=np.zeros(counts.shape), where=counts > 0).sum(axis=0)
    in_means = chance * share / np.maximum(1, (counts > 0).sum(axis=0))
    return np.sqrt(chance), np.sqrt(np.maximum(0.0, spread_draws**2 - in_means))


def half_width(spread: np.ndarray | np.float64, number: np.ndarray) -> np.ndarray:
    """Return half the width of Student's 95% interval of a mean; NaN for fewer than two numbers.

    Args:
        spread: Standard deviation of the numbers.
        number: How many they are.
    """
    free = np.maximum(1, np.asarray(number) - 1)
    return np.asarray(np.where(number > 1, stdtrit(free, 0.5 + LEVEL / 2) * spread / np.sqrt(free + 1.0), math.nan))


def by_draw(numbers: np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return the mean of each draw there is, in order; shape (draws,)."""
    count = np.bincount(draws)
    there = count > 0
    return np.bincount(draws, numbers)[there] / count[there]


def interval(numbers: np.ndarray) -> tuple[float, float]:
    """Return Student's 95% interval of a mean; NaN for fewer than two numbers."""
    if len(numbers) < 2:
        return math.nan, math.nan
    middle = float(numbers.mean())
    half = float(half_width(numbers.std(ddof=1), np.array(len(numbers))))
    return middle - half, middle + half
