"""Which run and which households are told about: chosen by rank, so that nobody picks a story that suits.

The run is the one in the middle of all runs at the central values. In it, the households that the approach had to do
with are put in order of their paired difference in problem-weeks, from most won to most lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.study.comparison import KEYS
from simulation.study.keys import Key
from simulation.study.life import Life

TOUCHED = ("effect_direct_problem_weeks", "effect_found_problem_weeks")
"""outcomes that together are the paired difference of those whom the approach had to do with"""
SHARES = {"typical": 0.5, "good": 0.05, "bad": 0.95}
"""where in the order a case is looked for: not at its ends, where luck rules"""
NEAR = 0.01
"""how far from there it may stand; of those, the one with the middle number of problem-weeks in usual care"""
FEWEST = 20
"""households from which on there is more to tell than the middle one"""
THOUSAND = 1000
A_WEEK = 1.0
"""a smaller difference counts as none"""


@dataclass(frozen=True)
class Case:
    """A household, and how it fared in both worlds."""

    kind: str
    """of ``SHARES``"""
    place: int
    """in the order, from 1 on"""
    gap: float
    """problem-weeks, less those in usual care"""
    occupant: int
    usual: Life
    ours: Life


@dataclass(frozen=True)
class Cases:
    """The run that was played once more, and the households picked from it."""

    key: Key
    place: int
    """of the run among all, from the largest gain on, from 1 on"""
    runs: int
    touched: int
    """households that the approach had to do with, of those looked at"""
    out_of: int
    """how many households places are out of"""
    less: int
    same: int
    more: int
    """of so many, how many had fewer problem-weeks, as many and more"""
    is_same_run: bool
    """whether it went as in the results folder"""
    cases: tuple[Case, ...]

    @property
    def are_alike(self) -> bool:
        """Whether there are enough households to choose from, and none with a difference."""
        return self.touched >= FEWEST and len(self.cases) == 1


def middle_run(runs: pd.DataFrame, scenario: str, worldviews: Sequence[str]) -> tuple[Key, int, int]:
    """Return the run of a scenario with the middle effect on those touched, its place and the number of runs.

    Args:
        runs: One row a run, with the four keys and outcomes.
        scenario: Not the reference.
        worldviews: Those to choose from.
    """
    ours = runs[(runs["scenario"] == scenario) & runs["worldview"].isin(worldviews)]
    central = ours[ours["draw"] == 0]
    ours = central if len(central) else ours
    effect = ours[list(TOUCHED)].sum(axis=1)
    order = ours.assign(effect=effect).sort_values(["effect", *KEYS], kind="stable")
    place = (len(order) - 1) // 2
    row = order.iloc[place]
    key = Key(worldview=row["worldview"], scenario=scenario, draw=int(row["draw"]), run=int(row["run"]))
    return key, place + 1, len(order)


def picked(gaps: np.ndarray, levels: np.ndarray) -> list[tuple[str, int, int]]:
    """Return the kind of each case, which household it is, and its rank from 0 on.

    Of few households, or of those that are all alike, only the one in the middle.

    Args:
        gaps: Paired differences, shape (households,).
        levels: Problem-weeks in usual care, shape (households,).
    """
    number = len(gaps)
    is_enough = number >= FEWEST and bool((np.abs(gaps) >= A_WEEK).any())
    order = np.argsort(gaps, kind="stable")
    share = (np.arange(number) + 0.5) / max(1, number)
    found = []
    for kind, wanted in SHARES.items():
        if is_enough or (number and kind == "typical"):
            far = np.abs(share - wanted)
            near = np.flatnonzero(far <= max(NEAR, float(far.min())))
            by_level = near[np.argsort(levels[order[near]], kind="stable")]
            rank = int(by_level[(len(near) - 1) // 2])
            found.append((kind, int(order[rank]), rank))
    return found


def place_of(rank: int, number: int, out_of: int) -> int:
    """Return the place of a rank from 0 on, among so many."""
    return int((rank + 0.5) / number * out_of) + 1
