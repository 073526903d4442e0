"""The example of docs/approaches.md: a package of its own, installed beside the model and run without changing it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.settings.compose import compose_study
from simulation.study.runner import run_study
from tests.approaches.settings import SMALL

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).parent / "repair_cafe_package"
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
OFFLINE = ("--no-deps", "--no-build-isolation", "--no-index")
KEYS = ["worldview", "scenario", "draw", "run"]
OWN = "repair_cafe"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder after a session with the installed package (see ``with_package``)."""
    folder = tmp_path_factory.mktemp("desk")
    source, target = folder / "source", folder / "installed"
    shutil.copytree(PACKAGE, source)
    shutil.copytree(PACKAGE / "scenarios", folder / "scenarios")
    done(folder, *PIP, *OFFLINE, "--target", str(target), str(source))
    done(folder, "-m", "tests.approaches.with_package", path=(target, CHECKOUT))
    return folder


def done(folder: Path, *arguments: str, path: tuple[Path, ...] = ()) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    ran = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def found(desk: Path) -> dict[str, Any]:
    return json.loads((desk / "found.json").read_text())


@pytest.fixture(scope="module")
def ours(desk: Path) -> pd.DataFrame:
    """All runs with the package."""
    return pd.read_parquet(desk / "with" / "runs.parquet")


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The same runs, except the example's scenario, without the package."""
    study = compose_study([*SMALL, "scenarios=wijkcoaches"]).study
    return run_study(study, tmp_path_factory.mktemp("without")).runs


def test_it_is_there_beside_the_shipped_ones(found: dict[str, Any]) -> None:
    assert found["names"] == ["assistants", "circles", OWN]
    code, errors = found["study"]
    assert code == 0, errors


def test_an_approach_that_is_not_used_changes_no_other_number(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Bit for bit, in usual care and a shipped scenario, in every worldview and draw."""
    without = ours[ours["scenario"] != OWN].reset_index(drop=True)
    assert set(without["draw"]) == {0, 1, 2}
    assert without[KEYS].equals(theirs[KEYS])
    assert {name for name in without if name not in theirs} == {
        *("repair_cafe_visits", "repair_cafe_visits_pilot"),
        *("repair_cafe_visits_week", "repair_cafe_visits_week_pilot"),
    }
    for name in theirs.columns.drop(KEYS):
        assert without[name].to_numpy().tobytes() == theirs[name].to_numpy().tobytes(), name
    assert (without["repair_cafe_visits"] == 0).all()
    assert without["repair_cafe_visits_week"].isna().all()


def test_its_outcomes_are_in_the_results(desk: Path, ours: pd.DataFrame) -> None:
    cafes = ours[(ours["scenario"] == OWN) & (ours["draw"] == 0)]
    assert (cafes["repair_cafe_visits"] > 100).all()
    assert (cafes["repair_cafe_visits"] == cafes["repair_cafe_visits_pilot"]).all()
    assert cafes["repair_cafe_visits_week"].to_numpy() == pytest.approx(30, rel=0.15)
    catalogue = json.loads((desk / "with" / "manifest.json").read_text())["outcomes"]
    labels = {each["name"]: each["label"] for each in catalogue}
    assert labels["repair_cafe_visits"] == {"nl": "Bezoeken aan repaircafés", "en": "Visits to repair cafés"}
    months = pd.read_parquet(desk / "with" / "months.parquet")
    assert {"repair_cafe_visits", "repair_cafe_fte_weeks"} <= set(months)


def test_it_is_paid_from_the_budget(desk: Path, ours: pd.DataFrame) -> None:
    ledger = pd.read_parquet(desk / "with" / "ledger.parquet")
    paid = ledger[(ledger["scenario"] == OWN) & (ledger["draw"] == 0) & (ledger["product"] == "repair_cafe_additional")]
    assert set(paid["receiver"]) == {"repair_cafes"}
    study = compose_study([*SMALL, "scenarios=[]"]).study
    pilot = sum(place.share for place in study.town.neighbourhoods if place.pilot)
    wages = 60000 * 2 * 10 * study.town.households * pilot / 10000
    for _, rows in paid.groupby("worldview"):
        assert rows["amount_eur"].sum() == pytest.approx(wages, rel=0.01)
    totals = ledger.groupby(KEYS)["amount_eur"].sum()
    for row in ours.itertuples():
        total = totals[row.worldview, row.scenario, row.draw, row.run]
        assert total == pytest.approx(row.total_cost_eur, abs=0.01)


MONEY = ("_eur", "effect_")


def test_without_an_effect_it_changes_no_life(ours: pd.DataFrame) -> None:
    """Nothing but money, and whom the approach had to do with, differs from usual care; with an effect much does."""
    first = ours[ours["draw"] == 0].set_index(["scenario", "worldview"])
    names = [name for name in first if not name.startswith(OWN) and not any(part in name for part in MONEY)]
    usual = first.loc[("usual_care", ""), names].to_numpy(float)
    idle, at_work = (first.loc[(OWN, worldview), names].to_numpy(float) for worldview in ("no_effect", "optimistic"))
    np.testing.assert_array_equal(idle, usual)
    moved = {name for name, one, other in zip(names, at_work, usual, strict=True) if one != other}
    assert {"problem_weeks", "serious_weeks"} <= moved


def test_worldviews_say_what_a_visit_does(found: dict[str, Any]) -> None:
    assert found["beliefs"] == {"optimistic": 0.004, "no_effect": 0.0, "adverse": 0.0, "own": 0.006}


def test_unknowns_can_be_set_on_the_command_line(found: dict[str, Any]) -> None:
    visits, is_open = found["visits"]
    fewer, _ = found["visits_with_half"]
    assert 0.4 * visits < fewer < 0.6 * visits
    assert any(is_open)
    assert not all(is_open)


def test_the_cafe_is_open_once_a_week_however_many_rounds_there_are(found: dict[str, Any]) -> None:
    assert found["visits_with_two_rounds"][0] == pytest.approx(found["visits"][0], rel=0.02)


@pytest.mark.parametrize(
    ("argument", "hint"),
    [
        ("levers.repair_cafe.fte_per_1000_households=3", "did you mean 'fte_per_10000_households'?"),
        ("levers.repair_caf.where=pilot", "did you mean 'repair_cafe'?"),
        ("levers.repair_cafe.where=pilots", "did you mean 'pilot'?"),
        ("levers.repair_cafe.fte_per_10000_households=-1", "must not be negative"),
        ("uncertainties.repair_cafe.visits_weeks.value=3", "did you mean 'repair_cafe.visits_week'?"),
        ("uncertainties.repair_cafe.visits_week.value=300", "low <= value <= high"),
    ],
)
def test_what_is_wrong_is_refused_with_the_nearest_name(found: dict[str, Any], argument: str, hint: str) -> None:
    code, errors = found["refused"][argument]
    assert code == 2
    assert len(errors.splitlines()) == 1
    assert hint in errors
