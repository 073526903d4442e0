"""Cost-effectiveness: dominance, what each further unit costs, and how often each option is the best.

Options are rows of means against one reference: an additional cost, and how much of a bad thing is avoided. Both can be
negative. Terms as in Drummond and others, Methods for the Economic Evaluation of Health Care Programmes (4th edition).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from simulation.study.comparison import LEVEL

FRONTIER, DOMINATED, EXTENDED, SAME = "frontier", "dominated", "extendedly dominated", "same"
"""Where an option stands: worth considering; another is at least as good for no more money; a mixture of two others is;
another one has exactly the same cost and effect, and comes first."""


@dataclass(frozen=True)
class Standing:
    """Where one option stands among all."""

    status: str
    versus: int | None
    """the option before it on the frontier, or the one that it is dominated by or the same as"""
    icer: float
    """euros for each further unit, against the option before it on the frontier; NaN where there is none"""


def standings(costs: Sequence[float], effects: Sequence[float]) -> list[Standing]:
    """Return where each option stands.

    On the frontier the cost of each further unit does not fall. Options on one straight line all stay on it.

    Args:
        costs: Mean cost of each option, in euros.
        effects: Mean effect of each option; more is better.
    """

    def slope(one: int, other: int) -> float:
        return (costs[other] - costs[one]) / (effects[other] - effects[one])

    found: dict[int, Standing] = {}
    for option in range(len(costs)):
        better = _dominating(option, costs, effects)
        if better is not None:
            same = (costs[better], effects[better]) == (costs[option], effects[option])
            found[option] = Standing(SAME if same else DOMINATED, better, math.nan)
    left = sorted(set(range(len(costs))) - found.keys(), key=lambda option: costs[option])
    frontier: list[int] = []
    for option in left:
        while len(frontier) > 1 and slope(frontier[-1], option) < slope(frontier[-2], frontier[-1]):
            found[frontier.pop()] = Standing(EXTENDED, None, math.nan)
        frontier.append(option)
    for place, option in enumerate(frontier):
        before = frontier[place - 1] if place else None
        icer = math.nan if before is None else slope(before, option)
        found[option] = Standing(FRONTIER, before, icer)
    return [found[option] for option in range(len(costs))]


def _dominating(option: int, costs: Sequence[float], effects: Sequence[float]) -> int | None:
    """Return the best option that costs no more and has no less effect; of the same ones the first."""
    better = [
        other
        for other in range(len(costs))
        if costs[other] <= costs[option]
        and effects[other] >= effects[option]
        and ((costs[other], effects[other]) != (costs[option], effects[option]) or other < option)
    ]
    return min(better, key=lambda other: (-effects[other], costs[other], other), default=None)


def ratio_interval(costs: np.ndarray, effects: np.ndarray) -> tuple[float, float]:
    """Return the 95% interval of mean cost over mean effect; NaN if the mean effect may be zero.

    By the theorem of Fieller (1954), which needs no ratio of any single draw.

    Args:
        costs: One for each independent draw or run, shape (n,).
        effects: Paired with them, shape (n,).
    """
    number = len(costs)
    if number < 2:
        return math.nan, math.nan
    cost, effect = float(costs.mean()), float(effects.mean())
    squared = float(stdtrit(number - 1, 0.5 + LEVEL / 2)) ** 2 / number
    (var_cost, both), (_, var_effect) = squared * np.cov(costs, effects)
    bottom = effect**2 - var_effect
    if bottom <= 0.0:
        return math.nan, math.nan
    middle = cost * effect - both
    root = math.sqrt(max(0.0, middle**2 - bottom * (cost**2 - var_cost)))
    return (middle - root) / bottom, (middle + root) / bottom


def shares_best(gains: np.ndarray) -> np.ndarray:
    """Return the share of draws in which each option has the largest net benefit; ties share alike.

    Args:
        gains: Net benefit, shape (draws, options).
    """
    best = gains == gains.max(axis=1, keepdims=True)
    return np.asarray((best / best.sum(axis=1, keepdims=True)).mean(axis=0))


def quadrants(costs: np.ndarray, effects: np.ndarray) -> dict[str, float]:
    """Return the share of draws in each quadrant of the plane; zero is no more cost and no less effect."""
    dearer, worse = costs > 0.0, effects < 0.0
    return {
        "share_costs_more_helps_more": float((dearer & ~worse).mean()),
        "share_costs_more_helps_less": float((dearer & worse).mean()),
        "share_saves_helps_more": float((~dearer & ~worse).mean()),
        "share_saves_helps_less": float((~dearer & worse).mean()),
    }
