"""Which unknowns go with the difference that a scenario makes, over the draws of a study; and what may be accident.

Draws have hundreds of unknowns and there are few draws, so some unknown always seems to matter. What counts is more
than the largest of all gives when the outcome is shuffled over draws of the same worldview.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

FEWEST_DRAWS = 12
"""from which on it is looked at"""
SHUFFLES = 1000
ACCIDENT = 0.05
"""share of shuffles of which the largest may be larger"""
LEVEL = 0.95
LOW, HIGH = 0.1, 0.9
"""between these quantiles of an unknown its effect is told"""


@dataclass(frozen=True)
class Drivers:
    """What goes with each unknown, the surest first; beside it what shuffling gives."""

    table: pd.DataFrame
    """``unknown``, ``effect`` of going from its low to its high, ``low`` and ``high`` of a 95% interval, ``strength``
    (in standard errors), ``beyond_chance``, and at which values it is ``at_low`` and ``at_high``"""
    threshold: float
    """strength that the largest of all reaches by accident in one of twenty shuffles"""
    draws: int
    worldviews: pd.Series
    """mean difference in the draws of each worldview"""
    worldviews_differ: bool
    """whether they differ more than shuffling makes them"""

    @property
    def sure(self) -> pd.DataFrame:
        """Those that stand out above chance."""
        return self.table[self.table["beyond_chance"]]


def drivers_of(values: pd.DataFrame, worldviews: np.ndarray, gaps: np.ndarray, seed: int) -> Drivers | None:
    """Return what goes with each unknown among draws of the same worldview.

    Args:
        values: One row a draw, one column an unknown.
        worldviews: That holds in each draw, shape (draws,).
        gaps: Mean difference with the reference in each draw, shape (draws,).
        seed: Of the shuffling.

    Returns:
        Nothing if there are too few draws, or if they are all the same.
    """
    places, number = np.unique(worldviews, return_inverse=True)[1], len(gaps)
    free = number - len(np.unique(places)) - 1
    if number < FEWEST_DRAWS or free < FEWEST_DRAWS // 2 or not np.ptp(gaps):
        return None
    across = within(values.to_numpy(float), places)
    up = within(gaps[:, np.newaxis], places)[:, 0]
    spread = np.sqrt((across**2).sum(axis=0))
    moves = spread > 1e-9 * np.abs(values.to_numpy(float)).max(axis=0)
    across, names = across[:, moves] / spread[moves], values.columns[moves]
    slopes, strength = _fitted(across, up, free)
    luck = np.random.default_rng([seed, *b"drivers"])
    order = np.argsort(places + luck.random((SHUFFLES, number)), axis=1)  # shuffled among draws of a worldview
    back = np.argsort(places, kind="stable")
    shuffled = np.empty((number, SHUFFLES))
    shuffled[back] = up[order].T
    largest = _fitted(across, shuffled, free)[1].max(axis=0)
    threshold = float(np.quantile(largest, 1.0 - ACCIDENT))
    ends = values[names].quantile([LOW, HIGH]).to_numpy()
    effect = slopes / spread[moves] * (ends[1] - ends[0])
    half = stdtrit(free, 0.5 + LEVEL / 2) * np.abs(effect) / strength
    table = pd.DataFrame(
        {
            "unknown": names,
            "effect": effect,
            "low": effect - half,
            "high": effect + half,
            "strength": strength,
            "beyond_chance": strength > threshold,
            "at_low": ends[0],
            "at_high": ends[1],
        }
    )
    table = table.sort_values("strength", ascending=False, ignore_index=True)
    means = pd.Series(gaps).groupby(worldviews).mean()
    return Drivers(table, threshold, number, means, _differ(gaps, places, luck))


def _differ(gaps: np.ndarray, places: np.ndarray, luck: np.random.Generator) -> bool:
    """Return whether worldviews differ more than in all but one of twenty shuffles of the draws."""
    if places.max() == 0:
        return False
    rest = [float((within(each[:, np.newaxis], places) ** 2).sum()) for each in _shuffled(gaps, luck)]
    return bool(float((within(gaps[:, np.newaxis], places) ** 2).sum()) < np.quantile(rest, ACCIDENT))


def _shuffled(gaps: np.ndarray, luck: np.random.Generator) -> Iterator[np.ndarray]:
    for _ in range(SHUFFLES // 2):
        yield luck.permutation(gaps)


def within(numbers: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return what is left of each number after the mean of its worldview is taken away.

    Args:
        numbers: Shape (draws, columns).
        places: Number of the worldview of each draw, shape (draws,).
    """
    counts = np.bincount(places)
    means = np.stack([np.bincount(places, column) / counts for column in numbers.T], axis=1)
    return np.asarray(numbers - means[places])


def _fitted(across: np.ndarray, up: np.ndarray, free: int) -> tuple[np.ndarray, np.ndarray]:
    """Return slopes of an outcome (or many, in columns) on each unknown by itself, and how many errors they are from 0.

    Args:
        across: Unknowns of length 1, shape (draws, unknowns).
        up: Outcome without its mean, shape (draws,) or (draws, outcomes).
        free: Degrees of freedom.
    """
    slopes = across.T @ up
    rest = np.maximum((up**2).sum(axis=0) - slopes**2, 1e-300)
    return slopes, np.abs(slopes) / np.sqrt(rest / free)
