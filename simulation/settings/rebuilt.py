"""A study made again from the plain values that a manifest keeps of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulation.settings.approaches import levers_class
from simulation.settings.errors import SettingsError
from simulation.settings.scenario import Phase, Scenario
from simulation.settings.study import Study, StudySettings
from simulation.settings.town import Town
from simulation.settings.uncertainties import Uncertainties, Worldview
from simulation.settings.validate import validated

WHERE = "manifest.json"


def study_from(configuration: Mapping[str, Any]) -> Study:
    """Makes the study whose ``asdict`` a manifest holds.

    Args:
        configuration: the plain values, as read from JSON

    Raises:
        SettingsError: they are of another version, or of an approach that is not installed
    """
    try:
        return Study(
            settings=_made(StudySettings, configuration["settings"], "settings"),
            town=_made(Town, configuration["town"], "town"),
            uncertainties=_made(Uncertainties, configuration["uncertainties"], "uncertainties"),
            worldviews=_made(tuple[Worldview, ...], configuration["worldviews"], "worldviews"),
            mixture=_made(tuple[Worldview, ...], configuration["mixture"], "mixture"),
            scenarios=tuple(_scenario(each) for each in configuration["scenarios"]),
            reference=_scenario(configuration["reference"]),
        )
    except (KeyError, TypeError) as error:
        raise SettingsError(f"{WHERE}: holds no study that this version knows ({error})") from error


def _made[T](kind: type[T], content: object, key: str) -> T:
    return validated(kind, content, f"configuration.{key}", lambda key: WHERE)


def _scenario(content: Mapping[str, Any]) -> Scenario:
    """Makes a scenario with the levers of all approaches that are installed."""
    phases = tuple(
        Phase(from_month=phase["from_month"], levers=_made(levers_class(), phase["levers"], content["name"]))
        for phase in content["phases"]
    )
    return replace(_made(Scenario, {**content, "phases": []}, content["name"]), phases=phases)
