"""Dominance on cases made by hand, and intervals of ratios."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.analysis.cost_effectiveness import (
    DOMINATED,
    EXTENDED,
    FRONTIER,
    SAME,
    quadrants,
    ratio_interval,
    shares_best,
    standings,
)

CASES = {
    "each further unit costs more": ([0, 10, 40], [0, 2, 4], [FRONTIER] * 3, [None, 5, 15]),
    "dearer and worse": ([0, 10], [0, -1], [FRONTIER, DOMINATED], [None, None]),
    "saves and helps, so that the reference is dominated": ([0, -5], [0, 1], [DOMINATED, FRONTIER], [None, None]),
    "saves and helps less": ([0, -20], [0, -2], [FRONTIER, FRONTIER], [10, None]),
    "a mixture of the others does more": ([0, 30, 40], [0, 2, 4], [FRONTIER, EXTENDED, FRONTIER], [None, None, 10]),
    "on one straight line": ([0, 10, 20], [0, 1, 2], [FRONTIER] * 3, [None, 10, 10]),
    "as dear and better": ([0, 10, 10], [0, 1, 2], [FRONTIER, DOMINATED, FRONTIER], [None, None, 5]),
    "as good and cheaper": ([0, 10, 20], [0, 1, 1], [FRONTIER, FRONTIER, DOMINATED], [None, 10, None]),
    "exactly the same": ([0, 10, 10], [0, 1, 1], [FRONTIER, FRONTIER, SAME], [None, 10, None]),
    "the same as the reference": ([0, 0, 10], [0, 0, 1], [FRONTIER, SAME, FRONTIER], [None, None, 10]),
    "free and better": ([0, 0], [0, 1], [DOMINATED, FRONTIER], [None, None]),
    "two fall off one after the other": (
        [0, 10, 21, 24],
        [0, 1, 2, 4],
        [FRONTIER, EXTENDED, EXTENDED, FRONTIER],
        [None, None, None, 6],
    ),
    "all negative": ([0, -10, -30], [0, -4, -5], [FRONTIER, DOMINATED, FRONTIER], [6, None, None]),
}


@pytest.mark.parametrize("name", CASES)
def test_dominance(name: str) -> None:
    costs, effects, statuses, icers = CASES[name]
    found = standings(costs, effects)
    if name == "all negative":  # 10 saved for 4 lost, when 20 more are saved for 1 more: a mixture saves more
        statuses = [FRONTIER, EXTENDED, FRONTIER]
    assert [each.status for each in found] == statuses
    assert [None if math.isnan(each.icer) else each.icer for each in found] == icers


def test_what_dominates_is_named() -> None:
    found = standings([0, 10, 12], [0, 3, 2])
    assert [each.versus for each in found] == [None, 0, 1]


numbers = st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=1, max_size=6)


@given(numbers)
def test_whatever_a_unit_is_worth_the_best_is_on_the_frontier(options: list[tuple[int, int]]) -> None:
    costs, effects = zip(*options, strict=True)
    found = standings(costs, effects)
    frontier = [place for place, each in enumerate(found) if each.status == FRONTIER]
    for worth in (0.0, 0.1, 0.5, 1.0, 1.7, 3.0, 41.0):
        gains = [worth * effect - cost for cost, effect in options]
        assert max(gains) == pytest.approx(max(gains[place] for place in frontier))
    icers = [found[place].icer for place in sorted(frontier, key=lambda place: costs[place])][1:]
    assert icers == sorted(icers)
    assert all(icer > 0 for icer in icers)


def test_the_interval_of_a_ratio_covers_it() -> None:
    generator = np.random.default_rng(1)
    inside = 0
    for _ in range(1000):
        effects = generator.normal(5.0, 4.0, 40)
        costs = 30.0 * 5.0 + 20.0 * (effects - 5.0) + generator.normal(0.0, 60.0, 40)
        low, high = ratio_interval(costs, effects)
        inside += low <= 30.0 <= high
    assert 930 <= inside <= 970


def test_a_ratio_to_what_may_be_zero_has_no_interval() -> None:
    effects = np.array([-1.0, 1.0, 0.5, -0.4])
    assert all(math.isnan(bound) for bound in ratio_interval(np.ones(4), effects))


def test_ties_share_alike() -> None:
    gains = np.array([[0.0, 1.0, 1.0], [0.0, 0.0, 0.0], [2.0, 1.0, 0.0]])
    assert shares_best(gains) == pytest.approx([4 / 9, 5 / 18, 5 / 18])


def test_quadrants() -> None:
    found = quadrants(np.array([1.0, 1.0, -1.0, 0.0]), np.array([1.0, -1.0, -1.0, 0.0]))
    assert found == dict.fromkeys(found, 0.25)
