"""Precision: runs are added until chance is small enough, or the budget is spent."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from simulation.__main__ import main
from simulation.settings import SettingsError, Study
from simulation.study import precision, runner
from simulation.study.precision import widths_of
from simulation.study.runner import run_study
from tests.study.small import Heard, hashes, tiny_study, with_settings

COST = "total_cost_eur"


def made_up(draws: int, runs: int, spread: float, between: float, seed: int = 1) -> pd.DataFrame:
    """Runs of a scenario that differ by a known spread of chance, and of unknowns between draws."""
    chance = np.random.default_rng(seed)
    rows = []
    for draw in range(draws):
        shift = between * chance.standard_normal()
        for run in range(runs):
            common = 1000.0 * chance.standard_normal()
            rows.append(("", "usual_care", draw, run, common))
            rows.append(("optimistic", "coached", draw, run, common + 7.0 + shift + spread * chance.standard_normal()))
    table = pd.DataFrame(rows, columns=["worldview", "scenario", "draw", "run", COST])
    return table.sample(frac=1.0, random_state=seed)


def half_width(table: pd.DataFrame) -> float:
    (width,) = widths_of(table, {COST: 1.0}, "usual_care")
    assert width.outcome == COST
    return width.half_width


def test_the_half_width_is_that_of_students_t() -> None:
    table = made_up(1, 9, 3.0, 0.0)
    wide = table.pivot(index="run", columns="scenario", values=COST)
    gap = wide["coached"] - wide["usual_care"]
    low, high = stats.t.interval(0.95, 8, loc=gap.mean(), scale=stats.sem(gap))
    assert half_width(table) == pytest.approx((high - low) / 2, rel=1e-9)


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Of 400 made-up studies with a true difference of 7, 95% with a standard error of 1.1%."""
    held = 0
    for seed in range(400):
        table = made_up(1, 6, 3.0, 0.0, seed)
        means = table.groupby("scenario")[COST].mean()
        held += abs(means["coached"] - means["usual_care"] - 7.0) <= half_width(table)
    assert held / 400 == pytest.approx(0.95, abs=3 * math.sqrt(0.95 * 0.05 / 400))


@pytest.mark.parametrize("between", [0.0, 50.0])
def test_more_runs_take_away_chance_and_unknowns_are_left_out(between: float) -> None:
    few, many = (half_width(made_up(8, runs, 2.0, between)) for runs in (4, 64))
    assert many == pytest.approx(stats.t.ppf(0.975, 8 * 63) * 2.0 / math.sqrt(8 * 64), rel=0.15)
    assert many == pytest.approx(few / 4, rel=0.3)


def test_the_widest_comparison_counts() -> None:
    first, second = made_up(1, 6, 1.0, 0.0), made_up(1, 6, 9.0, 0.0)
    second = second[second["scenario"] == "coached"].assign(scenario="wild")
    assert half_width(pd.concat([first, second])) > half_width(first)


@pytest.mark.parametrize("runs", [1, 3])
def test_what_never_has_a_value_is_never_precise(runs: int) -> None:
    table = made_up(1, runs, 1.0, 0.0)
    table.loc[table["scenario"] == "coached", COST] = math.nan
    (width,) = widths_of(table, {COST: 1e12}, "usual_care")
    assert not width.is_enough


def test_one_run_of_each_draw_tells_nothing_of_chance() -> None:
    (width,) = widths_of(made_up(5, 1, 1.0, 3.0), {COST: 1e12}, "usual_care")
    assert not width.is_enough


@pytest.fixture(scope="module")
def small() -> Study:
    return tiny_study("study.runs=3")


def ends(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of runs at which it is judged."""
    judged: list[int] = []
    widths = precision.widths_of

    def noted(table: pd.DataFrame, *others: Any) -> Any:
        judged.append(int(table["run"].max()) + 1)
        return widths(table, *others)

    monkeypatch.setattr(runner, "widths_of", noted)
    return judged


def wanted(study: Study, half_width: float, **others: Any) -> Study:
    return with_settings(study, precision={COST: half_width}, **others)


def between_batches(study: Study, folder: Path) -> float:
    """A half-width that 3 and 6 runs do not reach, and 9 do, or more."""
    runs = run_study(with_settings(study, runs=12), folder).runs
    of = {number: half_width(runs[runs["run"] < number]) for number in (3, 6, 9, 12)}
    assert of[9] < min(of[3], of[6])
    return (of[9] + min(of[3], of[6])) / 2


def test_runs_are_added_in_whole_batches(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers judge at the same numbers of runs; interrupted and resumed, the tables have the same bytes."""
    enough = between_batches(small, tmp_path / "twelve")
    judged = ends(monkeypatch)
    heard = Heard()
    study = wanted(small, enough)
    first = run_study(study, tmp_path / "first", store=tmp_path / "store 1", progress=heard)
    assert judged == [3, 6, 9]
    said = heard.about("precise enough")
    assert [line.startswith("not precise enough with") for line in said] == [True, True, False]
    assert said[-1] == "precise enough with 9 runs of each draw"
    assert heard.played == 18
    assert first.manifest["plan"]["runs_of_a_draw"] == 9
    assert first.manifest["plan"]["runs"] == len(first.runs) == 18
    assert first.manifest["precision"]["reached"] is True
    assert first.manifest["precision"]["half_widths"][COST] == pytest.approx(half_width(first.runs))
    assert len(first.manifest["seeds"]["runs"]) == 9
    plain = run_study(with_settings(small, runs=9), tmp_path / "nine").folder
    assert hashes(plain) == hashes(first.folder)

    class Stop(Heard):
        def advance(self, runs: int, failed: int = 0) -> None:
            super().advance(runs, failed)
            if self.played >= 8:
                raise KeyboardInterrupt

    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 2)
    with pytest.raises(KeyboardInterrupt):
        run_study(study, tmp_path / "second", store=tmp_path / "store 2", progress=Stop())
    judged.clear()
    heard = Heard()
    resumed = run_study(study, tmp_path / "second", store=tmp_path / "store 2", progress=heard)
    assert judged == [3, 6, 9]
    assert heard.played == 10
    assert hashes(resumed.folder) == hashes(first.folder)
    fresh = Heard()
    run_study(study, tmp_path / "second", store=tmp_path / "store 2", fresh=True, progress=fresh)
    assert fresh.played == 18, "each run is computed again once"
    assert hashes(resumed.folder) == hashes(first.folder)


def test_the_budget_is_spent(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = ends(monkeypatch)
    heard = Heard()
    results = run_study(wanted(small, 1e-9, max_runs=7), tmp_path / "results", progress=heard)
    assert judged == [3, 6, 7]
    last = heard.about("runs of each draw:")[-1]
    assert last.startswith(f"budget spent with 7 runs of each draw: {COST} is within ")
    assert "wanted 1e-09" in last
    assert results.manifest["precision"]["reached"] is False
    assert results.manifest["complete"] is True
    assert results.runs["run"].max() == 6


def test_runs_of_several_draws_are_added_together(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = ends(monkeypatch)
    results = run_study(wanted(small, 1e-9, draws=3, max_runs=4), tmp_path / "results")
    assert judged == [3, 4]
    assert results.runs.groupby(["draw", "scenario"]).size().tolist() == [4] * 6


def test_an_unknown_outcome_is_refused(small: Study, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"study.precision.total_cost_euro: .*did you mean 'total_cost_eur'\?"):
        run_study(with_settings(small, precision={"total_cost_euro": 1.0}), tmp_path / "results")
    with pytest.raises(SettingsError, match=r"study.runs = 1: study.precision needs at least 2 runs"):
        run_study(wanted(small, 1.0, runs=1), tmp_path / "results")
    assert not (tmp_path / "results").exists()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("study.max_runs=2", "study.max_runs = 2: must be at least study.runs, 3"),
        ("study.precision.total_cost_eur=0", "study.precision.total_cost_eur = 0"),
        ("study.precision.total_cost_eur=-1", "study.precision.total_cost_eur = -1"),
        ("study.precision.total_cost_eu=1", "did you mean 'total_cost_eur'?"),
    ],
)
def test_what_cannot_be_asked_for(setting: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("town.households=600", "study.runs=3", "scenarios=[]", setting, f"results={tmp_path / 'results'}")
    assert main([*given]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "results").exists()
