from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.grades import ALL, ASSUMPTIONS, FACTS, bands, shares_of
from simulation.analysis.grades import points_of as grade_points
from simulation.analysis.screening import DIFFERENCE, USUAL, Ends, ends_of, pooled_error, screened, swings
from simulation.settings import SettingsError, Study
from simulation.settings.compose import compose_study
from simulation.settings.sweep import study_at
from simulation.study.keys import values_in


def study_of(*settings: str) -> Study:
    return compose_study(["study=evidence", *settings]).study


def table(numbers: dict[tuple[int, str], list[float]]) -> pd.DataFrame:
    rows = [
        {"point": point, "scenario": scenario, "run": run, "cost": value}
        for (point, scenario), values in numbers.items()
        for run, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def test_each_unknown_is_held_at_both_ends_and_all_others_at_their_central_values() -> None:
    study = screened(study_of())
    ends, points = ends_of(study)
    central = dict(values_in(study, study.worldviews[0], 0))
    assert [point.number for point in points] == list(range(len(points)))
    by_name = {each.name: each for each in ends}
    assert set(by_name) == {name for name, row in study.uncertainties.rows.items() if row.low < row.high}
    for name in ("streets.spill", "coaches.shield_max", "doors.ask_finances"):
        for edge in ("low", "high"):
            point = points[getattr(by_name[name], edge)]
            found = dict(values_in(study_at(study, point), study.worldviews[0], 0))
            assert found == {**central, name: getattr(study.uncertainties.rows[name], edge)}
    assert by_name["coaches.dependence_year"].low == 0, "its low is its central value"


def test_what_moves_is_told_from_luck() -> None:
    """The scenario saves 10; unknown ``works`` makes that 0 or 30, ``prices`` moves usual care alone."""
    luck = {0: [0.0, 4.0], 1: [1.0, 3.0], 2: [0.0, 5.0], 3: [0.0, 4.0], 4: [-1.0, 4.0]}
    usual = {0: 100.0, 1: 100.0, 2: 100.0, 3: 50.0, 4: 200.0}
    saves = {0: 10.0, 1: 0.0, 2: 30.0, 3: 10.0, 4: 10.0}
    rows = {}
    for point in usual:
        rows[point, "usual_care"] = [usual[point], usual[point] + 1.0]
        rows[point, "coached"] = [usual[point] - saves[point] + luck[point][0] / 10, usual[point] + 1.0 - saves[point]]
    ends = [Ends("works", 1, 2), Ends("prices", 3, 4), Ends("idle", 0, 0)]
    found = swings(table(rows), ends, "usual_care", ["cost"]).set_index(["name", "of"])
    moved = set(found.index[found["moved"]])
    assert moved == {("works", DIFFERENCE), ("prices", USUAL)}
    assert found.loc[("works", DIFFERENCE), "swing"] == pytest.approx(-30.0, abs=0.2)
    assert (found.loc[("prices", USUAL), ["at_low", "at_high"]] == [50.5, 200.5]).all()
    assert found.loc[("idle", USUAL), "swing"] == 0.0


def test_the_error_is_of_those_that_move() -> None:
    luck = np.random.default_rng(3)
    moving = luck.normal(0.0, 2.0, (400, 4, 1))
    still = np.zeros((400, 4, 1))
    assert pooled_error(np.concatenate([moving, still]))[0] == pytest.approx(2.0 / np.sqrt(4), rel=0.05)
    assert np.isnan(pooled_error(still)[0])


def test_chance_alone_moves_hardly_anything() -> None:
    luck = np.random.default_rng(5)
    rows = {}
    for point in range(2001):
        usual = luck.normal(100.0, 5.0, 2)
        rows[point, "usual_care"], rows[point, "coached"] = list(usual), list(usual + luck.normal(0.0, 1.0, 2))
    ends = [Ends(str(number), 2 * number + 1, 2 * number + 2) for number in range(1000)]
    assert swings(table(rows), ends, "usual_care", ["cost"])["moved"].sum() <= 5


def test_a_screening_needs_something_to_move_and_two_runs() -> None:
    with pytest.raises(SettingsError, match="name a scenario"):
        screened(study_of("scenarios=[]"))
    with pytest.raises(SettingsError, match="at least 2"):
        screened(study_of("study.runs=1"))


def test_grades_are_held_at_central_values_of_the_worldview() -> None:
    study = screened(study_of())
    study = replace(study, settings=replace(study.settings, draws=9))
    rows = study.uncertainties.rows
    free, facts, assumptions = (
        dict(values_in(study_at(study, point), study.worldviews[0], 5)) for point in grade_points(study)
    )
    central = dict(values_in(study, study.worldviews[0], 0))
    for name, row in rows.items():
        assert facts[name] == (free[name] if row.grade in "AB" else central[name]), name
        assert assumptions[name] == (free[name] if row.grade in "CD" else central[name]), name


def planted(facts: float, assumptions: float, luck: float, draws: int, runs: int) -> list[np.ndarray]:
    """Differences of which the variance between draws is known; the same draws and luck in every group."""
    source = np.random.default_rng(11)
    one, two = source.normal(size=(2, draws, 1))
    noise = source.normal(0.0, luck, (draws, runs))
    return [each + noise for each in (facts * one + assumptions * two, facts * one, assumptions * two)]


def test_planted_shares_are_found_and_luck_is_taken_out() -> None:
    whole, facts, assumptions = shares_of(planted(1.0, 2.0, 3.0, draws=1000, runs=4))
    assert whole == pytest.approx((1.0, 1.0, 1.0))
    assert facts[0] == pytest.approx(0.2, abs=0.1)
    assert assumptions[0] == pytest.approx(0.8, abs=0.1)
    for share, low, high in (facts, assumptions):
        assert low < share < high
    assert facts[1] < 0.2 < facts[2]
    assert assumptions[1] < 0.8 < assumptions[2]


def test_luck_alone_has_no_shares() -> None:
    still = [np.repeat([[1.0, 3.0]], 20, axis=0)] * 3
    assert all(np.isnan(share) for share, _, _ in shares_of(still))


def test_bands_are_of_the_drawn_values_only() -> None:
    groups = planted(1.0, 2.0, 0.1, draws=40, runs=2)
    rows = [
        {"point": point, "scenario": scenario, "draw": draw, "run": run, "cost": value}
        for point, numbers in enumerate(groups)
        for draw in range(41)
        for run in range(2)
        for scenario, value in (
            ("usual_care", 100.0 + run),
            ("coached", 100.0 + run + (numbers[draw - 1, run] if draw else 1e6)),
        )
    ]
    found = bands(pd.DataFrame(rows), "usual_care", ["cost"]).set_index("varied")
    assert list(found.index) == [ALL, FACTS, ASSUMPTIONS]
    assert (found["draws"] == 40).all()
    for varied, numbers in zip(found.index, groups, strict=True):
        low, high = np.quantile(numbers.mean(axis=1), (0.05, 0.95))
        assert (found.loc[varied, "low"], found.loc[varied, "high"]) == pytest.approx((low, high))
        assert found.loc[varied, "mean"] == pytest.approx(numbers.mean())
