from pathlib import Path

import pytest

from simulation.settings.compose import compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.pilot_files import load_pilots
from tests.settings.conftest import Write

MINE = """
label: {nl: a, en: b}
town: small
regime_year: 2012
scenario: wijkcoaches
worldview: no_effect
months: {value: 6, low: 5, high: 8, grade: D, source: assumption}
references: []
"""


def test_own_pilots_are_found(write: Write) -> None:
    write("configs/pilot/mine.yaml", MINE)
    (pilot,) = load_pilots()
    assert (pilot.name, pilot.town, pilot.months.high) == ("mine", "small", 8)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("low: 5", "low: 7", "low <= value"),
        ("low: 5", "low: 0", "0 < low"),
        ("value: 6", "value: six", "must be a number"),
        ("worldview: no_effect", "worldvew: no_effect", "did you mean 'worldview'"),
        ("regime_year: 2012", "", "regime_year is missing"),
    ],
)
def test_what_is_wrong_is_said(write: Write, old: str, new: str, said: str) -> None:
    write("configs/pilot/mine.yaml", MINE.replace(old, new))
    with pytest.raises(SettingsError, match=said):
        load_pilots()


def test_a_pilot_is_no_setting(write: Write, desk: Path) -> None:
    write("configs/pilot/mine.yaml", MINE)
    with pytest.raises(SettingsError, match=r"pilot = mine"):
        compose_study(["pilot=mine"])


def test_a_burden_is_of_a_domain(desk: Path) -> None:
    assert compose_study(["town.burden={finances: 0.8}"]).study.town.burden == {"finances": 0.8}
    with pytest.raises(SettingsError, match=r"burden"):
        compose_study(["town.burden={money: 0.8}"])
    with pytest.raises(SettingsError, match=r"town\.burden\.finances = -1.*must not be negative"):
        compose_study(["town.burden={finances: -1}"])
