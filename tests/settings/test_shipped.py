"""What comes with the package: composes as it is, from the checkout and from a wheel."""

import csv
import json
import os
import shlex
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulation.__main__ import OWN_STUDIES, _help
from simulation.settings import folders
from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.pilot_files import Pilot, load_pilots
from simulation.settings.rebuilt import study_from
from simulation.settings.results import fingerprint
from simulation.settings.words import TownKind
from tests.settings.conftest import CHECKOUT

SHIPPED = folders.folders("configs", CHECKOUT)
TOWNS = folders.names(tuple(folder / "town" for folder in SHIPPED))
STUDIES = folders.names(tuple(folder / "study" for folder in SHIPPED))
SCENARIOS = folders.names(folders.folders("scenarios", CHECKOUT))


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder without any settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


OF_ONE_TOWN = {"deventer_extension": "deventer"}
"""Scenarios that name neighbourhoods."""
SWEEPS_LEVERS, STYLISED = ("sweep", "break_even", "optimise"), ("queue", "ladder")


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("town", TOWNS)
def test_every_town_in_every_study(town: str, study: str) -> None:
    scenarios = [name for name in SCENARIOS if OF_ONE_TOWN.get(name, town) == town]
    arguments = [f"town={town}", f"study={study}", f"scenarios={','.join(scenarios)}"]
    if study in SWEEPS_LEVERS and town in STYLISED:
        with pytest.raises(SettingsError, match="nothing can be chosen in"):
            compose_study(arguments)
        return
    composed = compose_study(arguments)
    assert composed.study.town.name == town
    assert composed.study.settings.name == study
    real = composed.study.town.kind is TownKind.REAL
    assert len(composed.study.scenarios) == (len(scenarios) - 1 if real else 0)
    assert composed.study.uncertainties.rows


@pytest.mark.parametrize("town", TOWNS)
def test_a_study_can_be_made_again_from_its_manifest(town: str) -> None:
    """Every shipped scenario, with the levers of every approach."""
    scenarios = [name for name in SCENARIOS if OF_ONE_TOWN.get(name, town) == town]
    composed = compose_study([f"town={town}", "study=council", f"scenarios={','.join(scenarios)}"])
    study = replace(composed.study, settings=replace(composed.study.settings, journeys=True))
    again = study_from(json.loads(json.dumps(asdict(study), default=str)))
    assert again == study
    assert fingerprint(again) == fingerprint(study)


def test_a_manifest_of_another_version_is_refused() -> None:
    content = json.loads(json.dumps(asdict(compose_study(["town=example"]).study), default=str))
    with pytest.raises(SettingsError, match=r"manifest.json: configuration.town.mayor = 'x': unknown key"):
        study_from(content | {"town": content["town"] | {"mayor": "x"}})
    levers = content["scenarios"][0]["phases"][0]["levers"]
    levers["repair_cafe"] = {"where": "city"}
    with pytest.raises(SettingsError, match=r"repair_cafe = .* unknown key"):
        study_from(content)
    del content["mixture"]
    with pytest.raises(SettingsError, match="holds no study that this version knows"):
        study_from(content)


def test_a_scenario_of_one_town_is_refused_in_another() -> None:
    with pytest.raises(SettingsError, match="unknown neighbourhood 'Voorstad-Oost'"):
        compose_study(["town=enschede", "scenarios=deventer_extension"])


def test_enschede_is_the_default_and_real() -> None:
    town = compose_study([]).study.town
    assert (town.name, town.kind) == ("enschede", TownKind.REAL)
    assert any(neighbourhood.pilot for neighbourhood in town.neighbourhoods)


PILOTS = {
    "enschede": {"Velve-Lindenhof"},
    "deventer": {"Voorstad-Oost", "Rode Dorp"},
    "almelo": {"Windmolenbroek", "Nieuwstraatkwartier"},
    "apeldoorn": {"Zuid"},
}


@pytest.mark.parametrize("name", [*PILOTS, "example"])
def test_towns_say_where_their_facts_come_from(name: str) -> None:
    town = compose_study([f"town={name}"]).study.town
    assert town.kind is TownKind.REAL
    pilots = {each.name for each in town.neighbourhoods if each.pilot}
    assert pilots == PILOTS.get(name, pilots)
    assert pilots
    assert {"households", "people_per_household", "coordination_share", "neighbourhoods"} <= set(town.sources)
    if name != "enschede":
        assert {"burden"} <= set(town.sources)
        assert all(each.source != "assumption" for each in town.neighbourhoods)


def test_the_pilots_have_their_size() -> None:
    def households(name: str) -> dict[str, float]:
        town = compose_study([f"town={name}"]).study.town
        return {each.name: each.share * town.households for each in town.neighbourhoods}

    deventer, almelo = households("deventer"), households("almelo")
    assert deventer["Voorstad-Oost"] + deventer["Rode Dorp"] == pytest.approx(2000, abs=1)
    assert {"Keizerslanden", "Rivierenwijk", "Zandweerd"} <= set(deventer)
    assert len(almelo) == 6
    assert households("apeldoorn")["Zuid"] == pytest.approx(14000, abs=1)
    assert 3000 <= sum(households("example").values()) <= 4000


@pytest.mark.parametrize("pilot", load_pilots(CHECKOUT), ids=lambda pilot: pilot.name)
def test_pilots_are_of_towns_there_are(pilot: Pilot) -> None:
    town = compose_study([f"town={pilot.town}", f"town.regime_year={pilot.regime_year}"]).study.town
    assert town.regime_year == pilot.regime_year < 2021
    assert any(neighbourhood.pilot for neighbourhood in town.neighbourhoods)
    assert pilot.references
    assert pilot.label.nl
    assert pilot.label.en


def test_worldviews_differ() -> None:
    beliefs = [json.dumps(each.beliefs, default=vars, sort_keys=True) for each in compose_study([]).study.mixture]
    assert len(set(beliefs)) == 3


IN_A_WHEEL = """
import json, sys
from simulation.settings import folders
from simulation.settings.compose import compose_study
from simulation.settings.results import fingerprint
composed = compose_study(["study=council"])
print(json.dumps([str(folders.PACKAGE), fingerprint(composed.study), composed.study.town.households]))
"""


@pytest.mark.proof
def test_an_installed_wheel_has_all_settings(elsewhere: Path) -> None:
    installed, desk = elsewhere / "installed", elsewhere / "desk"
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        str(CHECKOUT),
    ]
    subprocess.run([*build, "--wheel-dir", str(elsewhere / "wheel")], check=True)
    (wheel,) = (elsewhere / "wheel").glob("voordeur-*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(installed)
    desk.mkdir()

    package, found, households = json.loads(_python(["-c", IN_A_WHEEL], desk, installed))
    assert package == str(installed / "simulation")
    here = compose_study(["study=council"]).study
    assert (found, households) == (fingerprint(here), here.town.households)

    mine = "# @package town\ndefaults: [enschede, _self_]\nhouseholds: 4321\n"
    (desk / "configs" / "town").mkdir(parents=True)
    (desk / "configs" / "town" / "mine.yaml").write_text(mine)
    of_mine = IN_A_WHEEL.replace('["study=council"]', '["town=mine"]')
    assert json.loads(_python(["-c", of_mine], desk, installed))[2] == 4321
    said = _python(["-m", "simulation", "--help"], desk, installed)
    assert "city_wide" in said
    assert "mine" in said


def _python(arguments: list[str], desk: Path, installed: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(command, cwd=desk, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def test_the_examples_of_the_help_for_tasks_with_a_study_of_their_own_can_be_composed() -> None:
    lines = [line for line in _help().splitlines() if line.startswith("  voordeur task=")]
    examples = [shlex.split(line.split("   ")[0])[1:] for line in lines]
    own = [example for example in examples if example[0] in OWN_STUDIES]
    assert {example[0] for example in own} == set(OWN_STUDIES)
    for example in own:
        assert compose_study([OWN_STUDIES[example[0]], *example]).task == example[0].removeprefix("task=")


def test_in_a_stylised_town_a_lever_of_an_approach_is_refused() -> None:
    with pytest.raises(SettingsError, match="moves nothing: nothing can be chosen in queue, a stylised town"):
        compose_study(["town=queue", "levers.coaches.mandate=0.4"])


def test_calibrated_draws_come_with_what_they_were_made_of() -> None:
    folder = CHECKOUT / "configs" / "posterior" / "calibrated"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    study = compose_study(["study=council", "draws=calibrated"]).study
    assert list(study.uncertainties.drawn) == manifest["calibration"]["parameters"]
    assert {len(column) for column in study.uncertainties.drawn.values()} == {manifest["calibration"]["draws"]}
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    assert {row["site"] for row in figures} == set(manifest["sites"])
    for row in figures:
        if row["use"] == "calibrate":
            assert float(row["simulated_low"]) <= float(row["value"]) <= float(row["simulated_high"]), row["outcome"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["task=pilots", "town=almelo"], "town = 'almelo': task=pilots runs each pilot with its own"),
        (
            ["task=calibrate", "study=calibrate", "worldviews=adverse"],
            "worldviews = ['adverse']: task=calibrate runs each pilot",
        ),
        (["study.max_runs=40"], "study.max_runs = 40: does nothing without study.precision"),
        (["engine.address=tcp://a:1"], "engine.address = 'tcp://a:1': does nothing without engine=dask"),
        (
            ["uncertainties.coaches.multiplier.value=2"],
            "coaches.multiplier.value = 2: moves nothing: the worldviews (optimistic, no_effect, adverse) each have",
        ),
        (["scenarios=recession", "levers.coaches.where=pilot"], "moves nothing: no scenario (recession) has coaches"),
    ],
)
def test_what_would_do_nothing_is_refused_in_one_line(arguments: list[str], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        compose_study(arguments)
    assert str(caught.value).startswith("command line: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_does_something_somewhere_is_not_refused() -> None:
    compose_study(["uncertainties.coaches.multiplier.value=2", "task=sensitivity", "study=sensitivity"])
    compose_study(["study.max_runs=40", "study.precision={crises: 5}", "uncertainties.coaches.patience_weeks.value=30"])
    chosen = ["levers.coaches.where=pilot", "levers.coaches.fte_per_10000_households=10"]
    assert len(compose_study(["scenarios=recession", *chosen]).replaced) == 2
