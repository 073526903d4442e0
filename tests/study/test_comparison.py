import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from simulation.study.comparison import by_draw, compare, compare_file, compare_points, differences, interval


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


def test_what_rounding_leaves_is_exactly_nothing() -> None:
    usual = np.array([[3e5, 0.1 + 0.2], [4e5, 0.3]])
    ours = np.array([[3e5 - 5e-11, 0.3], [4e5 - 6e-11, 0.1 + 0.2]])
    found = differences(usual, ours, np.zeros(2, int))
    for name in ("difference", "low", "high"):
        assert found[name].tolist() == [0.0, 0.0]
        assert not np.signbit(found[name]).any()
    assert differences(usual, usual + 1e-6, np.zeros(2, int))["difference"] == pytest.approx(1e-6, rel=1e-4)


def test_one_run_has_no_interval() -> None:
    found = row(compare(runs_of(range(1), 1)), "town")
    assert math.isnan(found["low"])
    assert math.isnan(found["high"])
    assert found["covers"] == "nothing"
    assert math.isnan(interval(np.array([1.0]))[0])


def test_pairs_without_a_value_are_left_out() -> None:
    nan = math.nan
    draws = np.array([1, 1, 2, 2, 3])
    reference = np.array([[1.0, nan, 1], [2, nan, 1], [nan, nan, 1], [4, nan, 1], [5, nan, 1]])
    ours = np.array([[2.0, nan, 1], [4, 1, 1], [5, nan, 1], [7, nan, 1], [nan, nan, 1]])
    found = differences(reference, ours, draws)
    assert found["mean_reference"][0] == pytest.approx((1.5 + 4) / 2)
    assert found["difference"][0] == pytest.approx((1.5 + 3) / 2)
    assert (found["covers"][0], found["draws"][0], found["runs"][0]) == ("chance and unknowns", 2, 3)
    assert math.isnan(found["mean_reference"][1])
    assert found["mean"][1] == 1.0
    assert all(math.isnan(found[name][1]) for name in ("difference", "low", "high", "sd_chance", "sd_unknowns"))
    assert (found["covers"][1], found["draws"][1], found["runs"][1]) == ("nothing", 0, 0)
    assert (found["covers"][2], found["draws"][2], found["runs"][2]) == ("chance and unknowns", 3, 5)
    alone = differences(np.array([[1.0]]), np.array([[nan]]), np.array([0]))
    assert math.isnan(alone["mean"][0])


def test_the_spread_is_split_into_chance_and_unknowns() -> None:
    """Made-up differences with a known spread between runs (3) and between draws (5)."""
    random = np.random.default_rng(3)
    draws = np.repeat(np.arange(400), 4)
    gap = (random.normal(0, 5, 400)[draws] + random.normal(0, 3, len(draws)))[:, None]
    found = differences(np.zeros_like(gap), gap, draws)
    assert found["sd_chance"][0] == pytest.approx(3, rel=0.1)
    assert found["sd_unknowns"][0] == pytest.approx(5, rel=0.1)
    chance = differences(np.zeros((4, 1)), gap[:4], draws[:4])
    assert chance["sd_chance"][0] == pytest.approx(gap[:4].std(ddof=1))
    assert math.isnan(chance["sd_unknowns"][0])
    once = differences(np.zeros((3, 1)), gap[:3], np.arange(3))
    assert math.isnan(once["sd_chance"][0])
    assert math.isnan(once["sd_unknowns"][0])


def test_a_file_is_compared_as_its_table_is(tmp_path: Path) -> None:
    runs = runs_of(range(1, 4), 3)
    more = pd.concat([runs, pd.DataFrame({f"more_{number}": runs["crises"] * number for number in range(150)})], axis=1)
    more.to_parquet(tmp_path / "runs.parquet")
    whole = compare(more)
    pd.testing.assert_frame_equal(compare_file(tmp_path / "runs.parquet", "usual_care"), whole, check_exact=True)


def test_each_point_is_compared_on_its_own(tmp_path: Path) -> None:
    points = [runs_of(range(1), 4, effect=effect).assign(point=number) for number, effect in enumerate((1.0, 5.0, 9.0))]
    pd.concat(points).to_parquet(tmp_path / "runs.parquet", row_group_size=5)
    found = list(compare_points(tmp_path / "runs.parquet", "usual_care"))
    assert [table["point"].unique().tolist() for table in found] == [[0], [1], [2]]
    for table, runs in zip(found, points, strict=True):
        pd.testing.assert_frame_equal(table.drop(columns="point"), compare(runs), check_exact=True)


def test_means_of_draws_are_in_order_whatever_the_order_of_pairs_and_gaps_between_draws() -> None:
    numbers, draws = np.array([4.0, 1.0, 2.0, 8.0, 3.0]), np.array([9, 2, 2, 9, 5])
    assert by_draw(numbers, draws).tolist() == [1.5, 3.0, 6.0]
