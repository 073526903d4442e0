"""Sensitivity: known indices come out, chance is told apart, and words and charts say what the tables have."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.indices import chance_share, decomposed, screened
from simulation.analysis.sensitivity import (
    TABLE,
    TORNADO,
    TWO_WAY,
    Question,
    analysed,
    foremost,
    manifest_for,
    question_of,
    run,
    two_at_a_time,
)
from simulation.analysis.unknowns import points_at, unknowns_of
from simulation.present import show
from simulation.settings import SettingsError, Study
from simulation.settings.compose import compose_study
from simulation.settings.task_sections import Method, Scope, Sensitivity
from tests.analysis.made_up import (
    ishigami,
    ishigami_indices,
    model_of,
    sobol_g,
    sobol_g_indices,
    unknown,
    write_folder,
)
from tests.present.conftest import joined

PI = [unknown(f"made.x{number}", -math.pi, math.pi) for number in range(3)]
UNIT = [unknown(f"made.x{number}") for number in range(5)]


def study_of(*settings: str) -> Study:
    return compose_study(["study=sensitivity", "town=example", *settings]).study


def value(table: pd.DataFrame, index: str, name: str, column: str = "value") -> float:
    rows = table[(table["index"] == index) & (table["unknown"] == name)]
    assert len(rows) == 1
    return float(rows[column].iloc[0])


@pytest.mark.parametrize(
    ("unknowns", "formula", "known"), [(PI, ishigami, ishigami_indices()), (UNIT, sobol_g, sobol_g_indices())]
)
def test_sobol_indices_meet_their_closed_forms(unknowns: Any, formula: Any, known: Any) -> None:
    found = decomposed(unknowns, ["y"], model_of(formula), 2048, seed=1)
    for index, numbers in zip(("first", "total"), known, strict=True):
        for each, number in zip(unknowns, numbers, strict=True):
            half = (value(found, index, each.name, "high") - value(found, index, each.name, "low")) / 2
            assert value(found, index, each.name) == pytest.approx(number, abs=max(1.5 * half, 0.002))
            assert half < 0.08


def test_the_closed_forms_are_those_that_were_published() -> None:
    first, total = ishigami_indices()
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=1e-4)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=1e-4)


def test_morris_gives_the_change_from_low_to_high() -> None:
    found = screened(UNIT[:3], ["y"], model_of(lambda x: 3.0 * x[:, 0] - 2.0 * x[:, 1]), 4, seed=1)
    assert [value(found, "mu", each.name) for each in UNIT[:3]] == pytest.approx([3.0, -2.0, 0.0], abs=1e-9)
    assert [value(found, "mu_star", each.name) for each in UNIT[:3]] == pytest.approx([3.0, 2.0, 0.0], abs=1e-9)
    assert [value(found, "sigma", each.name) for each in UNIT[:3]] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert [each.name for each in foremost(UNIT[:3], found, "mu_star", 2)] == ["made.x0", "made.x1"]


def test_chance_between_points_is_told_apart_from_luck_that_all_share() -> None:
    luck = np.random.default_rng(1)
    signal, shared, noise = luck.normal(0, 2, (500, 1)), luck.normal(0, 9, (1, 4)), luck.normal(0, 2, (500, 4))
    share, low, high, variance = chance_share(signal + shared + noise, seed=1)
    assert variance == pytest.approx(4 / 4, rel=0.15)
    assert share == pytest.approx(1 / (1 + 4), abs=0.03)
    assert low < share < high < 0.3
    assert chance_share(signal + shared, seed=1)[0] == pytest.approx(0.0, abs=1e-12)


def test_noise_of_runs_is_reported_as_chance_and_one_run_reports_none() -> None:
    slope = model_of(lambda x: x[:, 0], runs=2, noise=1.0)
    found = decomposed(UNIT[:2], ["y"], slope, 64, seed=1)
    assert value(found, "chance", "chance") > 0.7
    assert "chance" not in set(decomposed(UNIT[:2], ["y"], model_of(lambda x: x[:, 0]), 64, seed=1)["unknown"])


def test_an_outcome_that_is_missing_or_never_moves_has_no_shares() -> None:
    def missing(points: Any) -> np.ndarray:
        return np.where(np.arange(len(points))[:, np.newaxis, np.newaxis] == 3, np.nan, 1.0)

    assert decomposed(UNIT[:2], ["y"], missing, 4, seed=1).empty
    assert decomposed(UNIT[:2], ["y"], model_of(lambda x: 0.0 * x[:, 0]), 4, seed=1).empty


def test_unknowns_of_a_ridge_move_together_and_points_hold_them_in_their_own_units() -> None:
    study = study_of()
    (ridge,) = unknowns_of(study, ("streets.spill",), "over")
    assert set(ridge.rows) == {"streets.spill", "streets.frailty_shape"}
    rows = study.uncertainties.rows
    first, last = points_at([ridge], np.array([[0.0], [1.0]]))
    for point, end in ((first, "low"), (last, "high")):
        assert dict(point.values) == {f"uncertainties.{name}": getattr(rows[name], end) for name in ridge.rows}


def test_by_default_it_is_about_streets_and_the_approaches_at_work() -> None:
    groups = {name.partition(".")[0] for each in question_of(study_of(), Sensitivity()).unknowns for name in each.rows}
    assert groups == {"streets", "coaches"}
    city = question_of(study_of("scenarios=city_wide"), Sensitivity())
    assert (city.scope, question_of(study_of(), Sensitivity()).scope) == (Scope.TOWN, Scope.PILOT)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        (Sensitivity(over=("coaches.multiplyer",)), "did you mean 'coaches.multiplier'"),
        (Sensitivity(over=("coach",)), "did you mean 'coaches'"),
        (Sensitivity(outcomes=("total_cost",)), "sensitivity.outcomes = 'total_cost': no outcome"),
        (Sensitivity(worldview="mixed"), "sensitivity.worldview = 'mixed': not in this study"),
        (Sensitivity(scenario="circles_direct"), "sensitivity.scenario"),
    ],
)
def test_what_cannot_be_analysed_is_refused(section: Sensitivity, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        question_of(study_of(), section)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("sensitivity.points=48", "power of 2"),
        ("sensitivity.trajectories=1", "at least 2"),
        ("sensitivity.metod=both", "did you mean 'method'"),
        ("sensitivity.method=sobl", "did you mean 'sobol'"),
    ],
)
def test_settings_that_cannot_be_are_refused(setting: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        compose_study(["task=sensitivity", setting])
    with pytest.raises(SettingsError, match="only for task=sensitivity, not task=study"):
        compose_study([setting])


def test_each_set_of_settings_has_a_folder_of_its_own() -> None:
    folders = {
        compose_study(["task=sensitivity", setting]).results
        for setting in ("sensitivity.points=32", "sensitivity.points=64", "sensitivity.over=streets,coaches")
    }
    assert len(folders) == 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An analysis in which the multiplier of coaches decides on cost, and nothing moves crises but chance."""
    names = ("coaches.multiplier", "streets.protection", "coaches.shield_max")
    section = Sensitivity(over=names, outcomes=("total_cost_eur", "crises"), points=64, trajectories=6)
    question = question_of(study_of(), section)

    def model(stage: str) -> Any:
        def at(points: Any) -> np.ndarray:
            luck = np.random.default_rng(len(points)).normal(size=(len(points), 2, 4))
            held = [point.values.get("uncertainties.coaches.multiplier", 1.6) for point in points]
            kin = [point.values.get("uncertainties.streets.protection", 0.4) for point in points]
            cost = 1e6 * (1.6 - np.array(held)) + 1e4 * (np.array(kin) - 0.4)
            return np.stack([cost[:, np.newaxis] + 1e4 * luck[:, 0], luck[:, 1]], axis=1)

        return at

    write_folder(tmp_path, question.study, manifest_for(question), {})
    for name, table in analysed(question, model).items():
        table.to_csv(tmp_path / name, index=False)
    return tmp_path


def test_words_say_what_decides_with_units(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(folder, "en")
    text = joined(capsys.readouterr().out)
    ends = "higher total cost at 1 times as fast, lower total cost at 2.5 times as fast"
    assert f"What decides: coaches.multiplier ({ends})." in text
    assert "Most of the difference between worlds goes with coaches.multiplier" in text
    crises = text.partition(" Crises None of these")[2]
    assert "No share stands out above chance" in crises.partition("What to keep in mind")[0]
    assert "has a belief of its own (coaches.multiplier and coaches.shield_max)" in text
    assert "3 unknowns were compared" in text
    assert "coaches.multiplier, how well coaching works: Easing with a full dose of coaching" in text
    show(folder, "nl")
    dutch = joined(capsys.readouterr().out)
    decides = "Doorslaggevend: coaches.multiplier (hogere totale kosten bij 1 maal zo snel over, lagere totale kosten"
    assert decides in dutch
    assert "coaches.multiplier, hoe goed coaching werkt: Hoe snel problemen overgaan bij volle inzet" in dutch
    assert "x ease" not in dutch


def test_charts_are_drawn_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("en", "nl"):
        show(folder, lang)
    names = {path.name for path in (folder / "figures").iterdir()}
    kinds = [f"{chart}_{lang}" for chart in ("tornado", "shares", "two_way") for lang in ("en", "nl")]
    assert names == {f"{kind}.{form}" for kind in kinds for form in ("png", "svg")}
    assert "coaches.multiplier" in (folder / "figures" / "tornado_en.svg").read_text()


def test_morris_alone_gives_mean_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    section = Sensitivity(over=("coaches.multiplier",), outcomes=("crises",), method=Method.MORRIS, trajectories=4)
    question = question_of(study_of(), section)
    steep = model_of(lambda x: 100.0 * x[:, 0], runs=1)

    def model(stage: str) -> Any:
        return lambda points: steep([each if each.values else replace(each, values={"": 1.5}) for each in points])

    write_folder(tmp_path, question.study, manifest_for(question), {})
    for name, table in analysed(question, model).items():
        table.to_csv(tmp_path / name, index=False)
    show(tmp_path, "en")
    text = joined(capsys.readouterr().out)
    assert "mean step" in text
    assert "with one run at each point" in text.lower()
    assert not (tmp_path / "figures" / "shares_en.png").exists()
    assert two_at_a_time(question.unknowns, ("crises",), steep).empty


def test_the_analysis_runs_on_the_runner_and_resumes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = ["town.households=600", "study.years=1", "study.warm_up_years=1", "study.workers=1", "study.runs=2"]
    few = ["sensitivity.over=coaches.multiplier,prices.discount_rate", "sensitivity.outcomes=npv_cost_eur,crises"]
    sizes = ["sensitivity.points=2", "sensitivity.trajectories=2", "sensitivity.chart_runs=2", "quiet=true"]
    arguments = ["task=sensitivity", "study=sensitivity", "town=example", *small, *few, *sizes]
    composed = compose_study([*arguments, f"results={tmp_path / 'one'}"])
    assert run(composed) == composed.results
    tables = {name: (composed.results / name).read_bytes() for name in (TABLE, TORNADO, TWO_WAY)}
    discounting = pd.read_csv(composed.results / TABLE).query(
        "unknown == 'prices.discount_rate' and index == 'mu_star'"
    )
    moved = dict(zip(discounting["outcome"], discounting["value"], strict=True))
    assert moved["crises"] == 0.0 < moved["npv_cost_eur"]

    def refuse(*_: Any) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr("simulation.study.runner._run_all", refuse)
    again = compose_study([*arguments, f"results={tmp_path / 'two'}"])
    run(again)
    assert {name: (again.results / name).read_bytes() for name in tables} == tables


def test_a_question_names_one_scenario_and_worldview() -> None:
    study = study_of("scenarios=wijkcoaches,city_wide", "worldviews=optimistic,adverse")
    question: Question = question_of(study, Sensitivity(scenario="city_wide", worldview="adverse"))
    assert [each.name for each in question.study.scenarios] == ["city_wide"]
    assert [each.name for each in question.study.worldviews] == ["adverse"]
