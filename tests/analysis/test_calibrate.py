"""Calibration of a small town: any number of workers gives the same draws, and what was interrupted goes on."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis import calibrate, simulations
from simulation.analysis.sample import compared_with
from simulation.analysis.targets import Target, all_targets
from simulation.settings import SettingsError
from simulation.settings.compose import Composed, compose_study
from simulation.settings.pilot_files import load_pilots

HEADER = "outcome,value,low,high,unit,period,town,scenario,grade,use,source,note"
ROWS = (
    "problem_debt_share,0.05,0.03,0.07,share,a year,all,usual_care,D,calibrate,made up,",
    "assistance_share,0.03,0.01,0.05,share,a year,example,usual_care,D,test,made up,",
    "assistance_share,0.9,0.9,0.9,share,a year,enschede,usual_care,D,calibrate,made up,",
)
SMALL = (
    *("task=calibrate", "study=calibrate", "town=example", "town.households=300", "study.warm_up_years=2"),
    *("calibration.parameters=[streets.spill,streets.onset_finances]", "calibration.budget=60"),
    *("calibration.check=19", "calibration.draws=30", "quiet=true"),
)


@pytest.fixture
def targets(tmp_path: Path) -> Path:
    return written(tmp_path, *ROWS)


def written(folder: Path, *rows: str) -> Path:
    path = folder / "targets.csv"
    path.write_text("\n".join((HEADER, *rows)) + "\n")
    return path


def composed(folder: Path, targets: Path, *more: str, store: str = "store") -> Composed:
    return compose_study([*SMALL, f"targets={targets}", f"results={folder}", f"store={folder.parent / store}", *more])


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


@pytest.mark.proof
def test_any_number_of_workers_and_a_resumed_run_give_the_same_bytes(
    tmp_path: Path, targets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = calibrate.run(composed(tmp_path / "one", targets, "study.workers=1"))
    two = calibrate.run(composed(tmp_path / "two", targets, "study.workers=2", store="other"))
    assert tables(one) == tables(two)
    assert set(tables(one)) == {"posterior.csv", "parameters.csv", "tradeoffs.csv", "figures.csv"}
    lost = sorted((tmp_path / "store").rglob("*.json"))[0]
    rows = len(json.loads(lost.read_text())["runs"])
    lost.unlink()
    played: list[int] = []
    play = simulations.play
    monkeypatch.setattr(simulations, "play", lambda work: played.append(play(work)) or played[-1])
    again = calibrate.run(composed(tmp_path / "again", targets, "study.workers=1"))
    assert tables(again) == tables(one)
    assert sum(played) == rows


def test_the_posterior_is_within_the_prior_and_narrower_where_informed(tmp_path: Path, targets: Path) -> None:
    here = composed(tmp_path / "one", targets, "study.workers=1")
    folder = calibrate.run(here)
    drawn = pd.read_csv(folder / "posterior.csv")
    rows = here.study.uncertainties.rows
    assert len(drawn) == 30
    for name in drawn:
        assert drawn[name].between(rows[name].low, rows[name].high).all()
    figures = pd.read_csv(folder / "figures.csv")
    assert figures["outcome"].tolist() == ["problem_debt_share", "assistance_share"]
    assert figures["use"].tolist() == ["calibrate", "test"]
    used = compose_study(["town=example", "study.draws=31", f"draws={folder / 'posterior.csv'}"]).study
    assert len(used.uncertainties.drawn) == 2


def test_another_folder_is_not_overwritten(tmp_path: Path, targets: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SettingsError, match="holds something else"):
        calibrate.run(composed(tmp_path, targets))


def test_a_pilot_has_its_own_facts(targets: Path) -> None:
    here = compose_study([*SMALL, "calibration.pilots=[almelo,deventer]"])
    sites = simulations.sites_of(here, all_targets())
    names = [site.name for site in sites]
    assert names == ["example", "pilot_almelo", "pilot_deventer"]
    found = {(label, each.value) for label, each in calibrate.used_targets(sites) if each.scenario != "usual_care"}
    assert found == {
        ("pilot_almelo intakers intaker_solved_share", 0.24),
        ("pilot_deventer buurtcoaches contacts", 164.0),
    }
    facts = [each for each in all_targets() if each.scenario != "usual_care"]
    assert [site.name for site in simulations.sites_of(here, facts)] == ["pilot_almelo", "pilot_deventer"]
    pilots = {pilot.name: pilot for pilot in load_pilots()}
    assert sites[1].study.town.regime_year == pilots["almelo"].regime_year


def test_simulations_that_measure_nothing_are_left_out(tmp_path: Path) -> None:
    target = all_targets(written(tmp_path, ROWS[0]))[0]
    figures = pd.DataFrame({"a": [0.05, np.nan, 0.06]})
    table = simulations.Table(pd.DataFrame(), figures)
    found = compared_with(table, [("a", target)])
    assert found.kept.tolist() == [True, False, True]
    assert (len(found.figures), found.reported[0]) == (2, np.arcsinh(1.0))
    with pytest.raises(SettingsError, match="only 33%"):
        compared_with(simulations.Table(pd.DataFrame(), pd.DataFrame({"a": [0.05, np.nan, np.nan]})), [("a", target)])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "problem_debt_share,much,0.03,0.07,share,,all,usual_care,D,calibrate,,",
            "row 2: value = 'much': must be a number",
        ),
        ("problem_debt_share,0.08,0.03,0.07,share,,all,usual_care,D,calibrate,,", "low <= value <= high"),
        ("problem_debt_share,0.05,0.03,0.07,share,,all,usual_care,D,calibrat,,", "did you mean 'calibrate'"),
    ],
)
def test_a_file_of_targets_is_checked(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        all_targets(written(tmp_path, row))


def test_a_file_without_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "targets.csv").write_text("outcome,value\nx,1\n")
    with pytest.raises(SettingsError, match="has no column low, high, use"):
        all_targets(tmp_path / "targets.csv")
    with pytest.raises(SettingsError, match="cannot be read"):
        all_targets(tmp_path / "nowhere.csv")


def test_what_cannot_be_calibrated_to_is_refused(tmp_path: Path) -> None:
    holds = Target("x", 1.0, 1.0, 1.0, "calibrate", "usual_care", "A", "", "all", "bool", "", "")
    with pytest.raises(SettingsError, match="holds or not"):
        calibrate.check_targets([("x", holds)], 1000)
    number = all_targets(written(tmp_path, ROWS[0]))[0]
    with pytest.raises(SettingsError, match="at least 60 simulations"):
        calibrate.check_targets([("a", number), ("b", number)], 59)
    with pytest.raises(SettingsError, match="no figure marked 'calibrate'"):
        calibrate.check_targets([], 1000)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("calibration.parameters=[streets.spil]", "did you mean 'streets.spill'"),
        ("calibration.parameters=[coaches.multiplier]", "what a worldview believes is not calibrated"),
        ("calibration.parameters=[]", "must name at least one"),
        ("calibration.parameters=[streets.spill,streets]", "is there twice"),
        ("calibration.budget=3", "must be at least 40"),
        ("calibration.check=3", "must be at least 19"),
        ("calibration.pilots=[deventr]", "did you mean 'deventer'"),
        ("calibration.towns=[exampel]", "did you mean 'example'"),
        ("calibration.budgt=300", "did you mean 'budget'"),
        ("task=study", "only for task=calibrate, not task=study"),
    ],
)
def test_a_calibration_that_cannot_be_done_is_refused(given: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        compose_study([*SMALL, given])


def test_a_group_stands_for_all_it_has_that_vary() -> None:
    here = compose_study([*SMALL, "calibration.parameters=[coaches,streets.spill]"])
    assert here.section is not None
    names = here.section.parameters
    rows = here.study.uncertainties.rows
    assert "coaches.multiplier" not in names
    assert "coaches.hours_needed_early" in names
    assert names[-1] == "streets.spill"
    assert all(rows[name].low < rows[name].high for name in names)


def test_the_task_needs_something_to_calibrate() -> None:
    with pytest.raises(SettingsError, match="study=calibrate"):
        compose_study(["task=calibrate"])
    with pytest.raises(SettingsError, match="only for task=calibrate"):
        compose_study(["targets=mine.csv"])
