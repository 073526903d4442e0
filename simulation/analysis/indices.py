"""How much each unknown moves an outcome: the methods of Morris and Sobol, and how much is chance.

A model is any function that gives the outcomes at points, several runs at each: a study, or a formula.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.unknowns import Unknown, points_at
from simulation.settings import SettingsError
from simulation.settings.sweep import Point

type Model = Callable[[Sequence[Point]], np.ndarray]
"""gives outcomes at points, shape (points, outcomes, runs)"""

COLUMNS = ("outcome", "method", "unknown", "index", "value", "low", "high")
MORRIS, SOBOL, CHANCE = "morris", "sobol", "chance"
LEVEL = 0.95
LEVELS = 4
"""of Morris: 0, 1/3, 2/3 and 1 of each distribution"""
RESAMPLES = 400


def screened(
    unknowns: Sequence[Unknown], outcomes: Sequence[str], model: Model, trajectories: int, seed: int
) -> pd.DataFrame:
    """Screen unknowns by Morris' method: each is moved a step at a time, from many starting points.

    Args:
        unknowns: What is varied.
        outcomes: Names of what the model gives.
        model: What is screened.
        trajectories: Starting points; each costs one point more than there are unknowns.
        seed: Of the points and of the intervals.

    Returns:
        For each outcome and unknown ``mu_star`` (mean size of the change, from low to high, in the outcome's unit; with
        an interval), ``mu`` (the same with its sign) and ``sigma`` (its spread: interactions and bends), and for each
        outcome two rows of chance, see ``chance_rows``. An outcome that is missing at some point has no rows.
    """
    need("SALib")
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as design

    problem = _problem(unknowns)
    shares = design.sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    values = model(points_at(unknowns, shares))
    rows: list[tuple[Any, ...]] = []
    for name, runs in _known(outcomes, values):
        found = analysis.analyze(problem, shares, runs.mean(axis=1), num_levels=LEVELS, seed=seed)
        for unknown, mu, size, sigma, half in zip(
            unknowns, *(found[key] for key in ("mu", "mu_star", "sigma", "mu_star_conf")), strict=True
        ):
            rows.append((name, MORRIS, unknown.name, "mu_star", size, max(0.0, size - half), size + half))
            rows.append((name, MORRIS, unknown.name, "mu", mu, np.nan, np.nan))
            rows.append((name, MORRIS, unknown.name, "sigma", sigma, np.nan, np.nan))
        rows.extend(chance_rows(name, MORRIS, runs, seed))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def decomposed(
    unknowns: Sequence[Unknown], outcomes: Sequence[str], model: Model, points: int, seed: int
) -> pd.DataFrame:
    """Split the variance of outcomes over unknowns by Sobol's method, in the design of Saltelli.

    Args:
        unknowns: What is varied, each by its distribution.
        outcomes: Names of what the model gives.
        model: What is analysed.
        points: Of each of the two matrices, a power of 2; unknowns + 2 times as many are run.
        seed: Of the points and of the intervals.

    Returns:
        For each outcome and unknown ``first`` (share of the variance by itself) and ``total`` (with all that it does
        together with others), each with a 95% interval by bootstrap, and for each outcome rows of chance, see
        ``chance_rows``. An outcome that is missing at some point, or is the same at all, has no rows.
    """
    need("SALib")
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as design

    problem = _problem(unknowns)
    shares = design.sample(problem, points, calc_second_order=False, seed=seed)
    values = model(points_at(unknowns, shares))
    rows: list[tuple[Any, ...]] = []
    for name, runs in _known(outcomes, values):
        middle = runs.mean(axis=1)
        if np.ptp(middle) == 0.0:
            continue
        found = analysis.analyze(problem, middle, calc_second_order=False, num_resamples=RESAMPLES, seed=seed)
        for index, key in (("first", "S1"), ("total", "ST")):
            for unknown, value, half in zip(unknowns, found[key], found[f"{key}_conf"], strict=True):
                rows.append((name, SOBOL, unknown.name, index, value, value - half, value + half))
        rows.extend(chance_rows(name, SOBOL, runs, seed))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def chance_rows(name: str, method: str, runs: np.ndarray, seed: int) -> Iterator[tuple[Any, ...]]:
    """Yield how much chance there is between points, if there are several runs at each.

    ``chance`` is the share of the variance between points that is chance, with an interval; ``step`` the size that a
    change of Morris' method has on average by chance alone if a step gives every run new luck, which is the most
    that it can do.

    Args:
        name: Of the outcome.
        method: Whose points these are.
        runs: Shape (points, runs); a run has the same luck at each point.
        seed: Of the interval.
    """
    if runs.shape[1] < 2:
        return
    share, low, high, noise = chance_share(runs, seed)
    yield name, method, CHANCE, CHANCE, share, low, high
    if method == MORRIS:
        delta = LEVELS / (2 * (LEVELS - 1))
        step = 2.0 * np.sqrt(noise / np.pi) / delta  # the mean size of a difference of two normal numbers
        yield name, method, CHANCE, "step", float(step), np.nan, np.nan


def chance_share(runs: np.ndarray, seed: int) -> tuple[float, float, float, float]:
    """Return the share of the variance between points' means that is chance, its 95% interval, and that variance.

    What a run has in common at all points moves all points alike, so it is no chance between them: what counts is what
    is left in the table of points and runs after the means of both.

    Args:
        runs: Shape (points, runs).
        seed: Of the bootstrap over points.
    """
    number, count = runs.shape
    means = runs.mean(axis=1)
    left = runs - means[:, np.newaxis] - runs.mean(axis=0) + runs.mean()
    squares = (left**2).sum(axis=1) / (count - 1) / count * number / (number - 1)
    picked = np.random.default_rng([seed, *b"chance"]).integers(number, size=(RESAMPLES, number))
    with np.errstate(divide="ignore", invalid="ignore"):
        resampled = np.nan_to_num(squares[picked].mean(axis=1) / means[picked].var(axis=1, ddof=1), posinf=1.0)
        share = np.nan_to_num(squares.mean() / means.var(ddof=1), posinf=1.0)
    low, high = np.quantile(np.minimum(1.0, resampled), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return min(1.0, float(share)), float(low), float(high), float(squares.mean())


def _known(outcomes: Sequence[str], values: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the outcomes that have a value in every run, shape (points, runs) each."""
    for name, runs in zip(outcomes, values.swapaxes(0, 1), strict=True):
        if np.isfinite(runs).all():
            yield name, runs


def _problem(unknowns: Sequence[Unknown]) -> dict[str, Any]:
    names = [each.name for each in unknowns]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def need(package: str) -> None:
    """Refuse an analysis whose package is not there.

    Raises:
        SettingsError: It is not; says how to install it.
    """
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise SettingsError(f"this task needs the package {package}: pip install 'voordeur[analysis]'")
