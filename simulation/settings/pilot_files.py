"""Pilots as files: where, when and how each was, so that it can be run as it was."""

from dataclasses import dataclass
from pathlib import Path

from simulation.settings import folders
from simulation.settings.errors import Problem
from simulation.settings.ranges import number_problems
from simulation.settings.town import Label
from simulation.settings.validate import refuse_first, validated


@dataclass(frozen=True, kw_only=True)
class Period:
    """Months from the pilot's start that its facts are about; they were not always given exactly."""

    value: float
    low: float
    high: float
    grade: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """A pilot as it was."""

    name: str
    label: Label
    town: str
    regime_year: int
    """the year whose payers and duties hold"""
    scenario: str
    worldview: str
    """of draw 0; with draws, each draw has one of the worldviews"""
    months: Period
    references: tuple[str, ...]


def load_pilots(directory: Path | None = None) -> tuple[Pilot, ...]:
    """Loads every pilot, in order of name, the user's own ./configs/pilot first.

    Args:
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: something in one of the files is wrong
    """
    within = tuple(folder / "pilot" for folder in folders.folders("configs", directory))
    return tuple(_loaded(name, within) for name in folders.names(within))


def _loaded(name: str, within: tuple[Path, ...]) -> Pilot:
    path = folders.find(name, within)
    assert path is not None

    def origin(key: str) -> str:
        return folders.shown(path)

    pilot = validated(Pilot, {**folders.read(path), "name": name}, "", origin)
    refuse_first(number_problems(pilot, "pilot"), origin)
    months = pilot.months
    if not 0 < months.low <= months.value <= months.high:
        refuse_first([Problem("months", vars(months), "must have 0 < low <= value <= high")], origin)
    return pilot
