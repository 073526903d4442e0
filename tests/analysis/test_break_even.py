"""Where a policy begins to pay, on responses that are known."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.__main__ import main
from simulation.analysis.break_even import curves_of, points_of, settings_of, tables_of, value_now
from simulation.analysis.roots import Kind, middles, root_of, roots
from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.sweep import Range, Sweep
from simulation.settings.words import Design

VALUES = np.linspace(0.0, 1.0, 5)


def around(line: np.ndarray, pairs: int = 6, spread: float = 0.05, seed: int = 1) -> np.ndarray:
    """Pairs that each lie as far from a line at every value: luck that is shared."""
    luck = np.random.default_rng(seed).normal(0.0, spread, pairs)
    return line + (luck - luck.mean())[:, None]


def test_a_falling_line_has_one_root_with_an_interval_around_it() -> None:
    root = root_of(VALUES, around(0.3 - VALUES))
    assert (root.kind, root.sure, root.rises) == (Kind.AT, True, False)
    assert root.at[0] == pytest.approx(0.3)
    assert 0.2 < root.low < 0.3 < root.high < 0.4
    assert not root.open_low
    assert not root.open_high


def test_a_rising_line_pays_up_to_its_root() -> None:
    assert root_of(VALUES, around(VALUES - 0.6)).rises


@pytest.mark.parametrize(("shift", "kind"), [(2.0, Kind.ABOVE), (-2.0, Kind.BELOW)])
def test_not_in_range_is_an_answer(shift: float, kind: Kind) -> None:
    root = root_of(VALUES, around(VALUES + shift))
    assert (root.kind, root.at, root.sure) == (kind, (), True)
    assert math.isnan(root.low)


def test_what_is_just_out_of_range_is_not_certain() -> None:
    root = root_of(VALUES, around(1.01 - VALUES))
    assert (root.kind, root.sure, root.open_high) == (Kind.ABOVE, False, True)


def test_an_interval_that_leaves_the_range_is_open() -> None:
    root = root_of(VALUES, around(0.02 - VALUES))
    assert root.open_low
    assert root.low == 0.0
    assert not root.sure


def test_a_line_that_turns_back_is_said() -> None:
    bow = np.array([0.5, -0.5, -0.5, -0.5, 0.5])
    root = root_of(VALUES, around(bow))
    assert (root.kind, root.sure) == (Kind.SEVERAL, True)
    assert root.at == pytest.approx((0.125, 0.875))
    assert not root_of(VALUES, around(bow * 0.01)).sure


def test_zero_at_a_value_counts_once_and_touching_it_does_not() -> None:
    assert roots(VALUES, np.array([2.0, 1.0, 0.0, -1.0, -2.0])) == (0.5,)
    assert roots(VALUES, np.array([2.0, 1.0, 0.0, 1.0, 2.0])) == ()
    assert roots(VALUES, np.array([1.0, 0.0, 0.0, 0.0, -1.0])) == (0.5,)


def test_one_pair_has_no_interval() -> None:
    root = root_of(VALUES, np.array([0.3 - VALUES]))
    assert root.at[0] == pytest.approx(0.3)
    assert math.isnan(root.low)
    assert not root.sure


def test_the_interval_covers_the_planted_root_as_often_as_it_says() -> None:
    luck, trials, pairs, covered = np.random.default_rng(5), 600, 5, 0
    for _ in range(trials):
        level, slope = luck.normal(0.4, 0.1, (pairs, 1)), luck.normal(1.0, 0.1, (pairs, 1))
        root = root_of(VALUES, level - slope * VALUES)
        covered += bool((root.low <= 0.4 <= root.high) or (root.open_low and root.low > 0.4))
    assert abs(covered / trials - 0.95) < 3 * math.sqrt(0.95 * 0.05 / trials)


def test_the_next_values_are_in_the_middle_of_where_it_turns() -> None:
    means = np.array([1.0, -1.0, -2.0, 1.0, 2.0])
    assert middles(np.array([0.0, 1, 2, 3, 10]), means, whole=False) == (0.5, 2.5)
    assert middles(np.array([0.0, 4, 8, 9, 10]), means, whole=True) == (2.0,)


def test_each_setting_is_varied_by_itself() -> None:
    over = {"levers.coaches.mandate": Range(low=0.0, high=1.0, steps=3), "levers.coaches.caseload_per_fte": (9.0, 6.0)}
    values = settings_of(Sweep(design=Design.GRID, points=None, over=over))
    assert [dict(each.values) for each in points_of(values)] == [  # type: ignore[arg-type]
        *({"levers.coaches.mandate": value} for value in (0.0, 0.5, 1.0)),
        *({"levers.coaches.caseload_per_fte": value} for value in (6.0, 9.0)),
    ]


@pytest.mark.parametrize("values", [("pilot", "city"), (0.5,), (True, False), Range(low=0.0, high=1.0)])
def test_what_has_no_order_is_refused(values: object) -> None:
    with pytest.raises(SettingsError, match=r"break-even needs|has no steps"):
        settings_of(Sweep(design=Design.GRID, points=None, over={"levers.coaches.where": values}))  # type: ignore[dict-item]


@pytest.mark.parametrize("draws", [1, 3])
def test_pairs_are_of_one_draw_and_run_and_draws_count_once(draws: int) -> None:
    study = replace(
        compose_study(["town=example", "scenarios=wijkcoaches", "worldviews=optimistic"]).study,
    )
    key = "levers.coaches.mandate"
    points = points_of({key: [0.0, 1.0]})
    rows = []
    for point in points:
        for draw in range(draws):
            for run in range(2):
                luck = 100.0 * draw + 10.0 * run
                cost = luck + 4.0 * draw + run + (2.0 if point.number == 0 else -6.0)
                keys = {"point": point.number, "draw": draw, "run": run}
                rows.append({**keys, "worldview": "", "scenario": "usual_care", "total_cost_eur": luck})
                rows.append({**keys, "worldview": "optimistic", "scenario": "wijkcoaches", "total_cost_eur": cost})
    curves = list(curves_of(pd.DataFrame(rows[::-1]), points, study, {"all": "total_cost_eur"}))
    (curve,) = curves
    expected = np.array([[2.5 + 4 * draw, -5.5 + 4 * draw] for draw in range(draws)])
    if draws == 1:
        expected = np.array([[2.0, -6.0], [3.0, -5.0]])
    assert curve.units == pytest.approx(expected)
    assert curve.covers == ("chance" if draws == 1 else "chance and unknowns")
    row = tables_of(curves, study)["break_even"].iloc[0]
    middle = expected.mean(axis=0)
    assert row["break_even"] == pytest.approx(middle[0] / (middle[0] - middle[1]))
    assert (row["pays"], row["now"], row["draws"], row["runs"]) == ("from", 0.9, draws, 2 * draws)
    assert value_now({**curve.axes, "setting": "uncertainties.streets.spill"}, study) > 0


def test_it_is_asked_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        *("task=break_even", "study=quick", "town=example", "town.households=600", "scenarios=wijkcoaches"),
        *("worldviews=optimistic", "study.years=1", "study.warm_up_years=1", "study.runs=2", "study.workers=1"),
        *("sweep.over.levers.coaches.substitution=[0.0,1.0]", "break_even.halvings=1", "study.tables=runs"),
    ]
    assert main([*arguments, f"results={tmp_path / 'a'}", "break_even.payers=funders,all"]) == 0
    shown = capsys.readouterr().out
    assert "coaches.substitution (0 to 1, now 0)" in shown
    assert "the funders" in shown
    table = pd.read_csv(tmp_path / "a" / "break_even.csv")
    assert list(table["payer"]) == ["funders", "all"]
    assert sorted(path.suffix for path in (tmp_path / "a" / "figures").iterdir()) == [".png", ".png", ".svg", ".svg"]
    assert main([*arguments, f"results={tmp_path / 'a'}", "lang=nl"]) == 0  # another question of the same runs
    assert "de gemeente" in capsys.readouterr().out
    assert main([*arguments, f"results={tmp_path / 'a'}", "study.runs=3"]) == 2


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("break_even.payers=municipalty", "did you mean 'municipality'?"),
        ("break_even.halvings=11", "must be from 0 to 10"),
        ("break_even.scope=city", "must be one of town, pilot"),
        ("margins.fte=2", "only for task=margins, not task=break_even"),
        ("scenarios=[]", "moves nothing"),
    ],
)
def test_what_cannot_be_asked_is_refused(argument: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["task=break_even", "town=example", argument]) == 2
    assert said in capsys.readouterr().err
