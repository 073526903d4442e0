"""What comes with the package: composes as it is, from the checkout and from a wheel."""

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from simulation.settings import folders
from simulation.settings.compose import compose_study
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


@pytest.mark.parametrize("study", STUDIES)
@pytest.mark.parametrize("town", TOWNS)
def test_every_town_in_every_study(town: str, study: str) -> None:
    composed = compose_study([f"town={town}", f"study={study}", f"scenarios={','.join(SCENARIOS)}"])
    assert composed.study.town.name == town
    assert composed.study.settings.name == study
    assert len(composed.study.scenarios) == len(SCENARIOS) - 1
    assert composed.study.uncertainties.rows


def test_enschede_is_the_default_and_real() -> None:
    town = compose_study([]).study.town
    assert (town.name, town.kind) == ("enschede", TownKind.REAL)
    assert any(neighbourhood.pilot for neighbourhood in town.neighbourhoods)


def test_worldviews_differ() -> None:
    beliefs = [
        json.dumps(each.beliefs, default=vars, sort_keys=True) for each in compose_study([]).study.mixture
    ]
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
    built = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        str(CHECKOUT),
    ]
    subprocess.run([*built, "--wheel-dir", str(elsewhere / "wheel")], check=True)
    (wheel,) = (elsewhere / "wheel").glob("voordeur-*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(elsewhere / "installed")
    desk = elsewhere / "desk"
    desk.mkdir()

    package, fingerprint, households = json.loads(_python(["-c", IN_A_WHEEL], desk, elsewhere / "installed"))
    assert package == str(elsewhere / "installed" / "simulation")
    here = compose_study(["study=council"])
    assert (fingerprint, households) == (
        here.study.town.households and _fingerprint(),
        here.study.town.households,
    )

    for name in ("configs/town", "scenarios"):
        (desk / name).mkdir(parents=True)
    (desk / "configs" / "town" / "mine.yaml").write_text(
        "# @package town\ndefaults: [enschede, _self_]\nhouseholds: 4321\n"
    )
    _, _, own = json.loads(
        _python(["-c", IN_A_WHEEL.replace("study=", "town=mine', 'study=")], desk, elsewhere)
    )
    assert own == 4321
    said = _python(["-m", "simulation", "--help"], desk, elsewhere / "installed")
    assert "city_wide" in said
    assert "mine" in said


def _fingerprint() -> str:
    from simulation.settings.results import fingerprint

    return fingerprint(compose_study(["study=council"]).study)


def _python(arguments: list[str], desk: Path, installed: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=desk,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
