import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from simulation.study.comparison import by_draw, compare, difference, interval


def runs_of(draws: range, runs: int, effect: float = 2.0, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    rows = []
    for draw in draws:
        for run in range(runs):
            base, own = random.normal(100, 10), random.normal(effect + draw, 1)
            rows.append(("", "usual_care", draw, run, base, base))
            rows.append(("optimistic", "coached", draw, run, base + own, base))
    return pd.DataFrame(rows, columns=["worldview", "scenario", "draw", "run", "crises", "crises_pilot"])


def row(table: pd.DataFrame, scope: str) -> pd.Series:
    return table[table["scope"] == scope].iloc[0]


def test_over_runs_the_interval_is_that_of_a_paired_t_test() -> None:
    runs = runs_of(range(1), 6)
    found = row(compare(runs), "town")
    ours, theirs = (runs[runs["scenario"] == name]["crises"].to_numpy() for name in ("coached", "usual_care"))
    expected = stats.ttest_rel(ours, theirs).confidence_interval(0.95)
    assert (found["low"], found["high"]) == pytest.approx((expected.low, expected.high))
    assert found["difference"] == pytest.approx(found["mean"] - found["mean_reference"])
    assert (found["covers"], found["draws"], found["runs"]) == ("chance", 1, 6)
    assert (found["worldview"], found["scenario"], found["reference"]) == (
        "optimistic",
        "coached",
        "usual_care",
    )


def test_over_draws_the_interval_is_that_of_the_means_of_draws() -> None:
    runs = runs_of(range(1, 6), 3)
    found = row(compare(runs), "town")
    wide = runs.pivot(index=["draw", "run"], columns="scenario", values="crises")
    means = (wide["coached"] - wide["usual_care"]).groupby("draw").mean()
    expected = stats.t.interval(0.95, 4, means.mean(), stats.sem(means))
    assert (found["low"], found["high"]) == pytest.approx(expected)
    assert (found["covers"], found["draws"], found["runs"]) == ("chance and unknowns", 5, 15)


def test_pairs_are_matched_by_key_not_by_place() -> None:
    runs = runs_of(range(1), 6)
    shuffled = runs.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(compare(runs), compare(shuffled), check_exact=True)


def test_no_difference_is_exactly_nothing() -> None:
    found = row(compare(runs_of(range(1), 4)), "pilot")
    assert (found["difference"], found["low"], found["high"]) == (0.0, 0.0, 0.0)


def test_one_run_has_no_interval() -> None:
    found = row(compare(runs_of(range(1), 1)), "town")
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])
    assert found["covers"] == "nothing"
    assert math.isnan(interval(np.array([1.0]))[0])


def test_pairs_without_a_value_are_left_out() -> None:
    nan = math.nan
    draws = np.array([1, 1, 2, 2, 3])
    found = difference(np.array([1.0, 2, nan, 4, 5]), np.array([2.0, 4, 5, 7, nan]), draws)
    assert found[0] == pytest.approx((1.5 + 4) / 2)
    assert found[2] == pytest.approx((1.5 + 3) / 2)
    assert found[5:] == ("chance and unknowns", 2, 3)
    nothing = difference(np.array([nan, nan]), np.array([nan, 1.0]), np.array([0, 0]))
    assert math.isnan(nothing[0])
    assert nothing[1] == 1.0
    assert all(math.isnan(number) for number in nothing[2:5])
    assert nothing[5:] == ("nothing", 0, 0)
    assert math.isnan(difference(np.array([1.0]), np.array([nan]), np.array([0]))[1])


def test_means_of_draws_are_in_order_whatever_the_order_of_pairs_and_gaps_between_draws() -> None:
    numbers, draws = np.array([4.0, 1.0, 2.0, 8.0, 3.0]), np.array([9, 2, 2, 9, 5])
    assert by_draw(numbers, draws).tolist() == [1.5, 3.0, 6.0]
