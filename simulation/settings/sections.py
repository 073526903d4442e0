"""The sections of the composed configuration, each made into its dataclass and checked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from simulation.settings.approaches import levers_class
from simulation.settings.checks import levers_problems, study_problems, town_problems, uncertainty_problems
from simulation.settings.errors import SettingsError
from simulation.settings.evidence_rule import drawn
from simulation.settings.levers import Levers
from simulation.settings.origins import Origins
from simulation.settings.study import StudySettings
from simulation.settings.town import Town
from simulation.settings.uncertainties import Uncertainties, Uncertainty
from simulation.settings.validate import refuse_first, validated
from simulation.settings.words import Distribution


def study_settings(configuration: Mapping[str, Any], origins: Origins) -> StudySettings:
    """Makes the size and axes of the study."""
    settings = validated(StudySettings, _section(configuration, "study", origins), "study", origins.of)
    refuse_first(study_problems(settings), origins.of)
    return settings


def town(configuration: Mapping[str, Any], origins: Origins) -> Town:
    """Makes the town; neighbourhoods and agencies may be lists with names inside, or blocks by name."""
    section = _section(configuration, "town", origins)
    if isinstance(section, dict):
        tables = {key: _rows(section[key]) for key in ("neighbourhoods", "agencies") if key in section}
        section = {**section, **tables}
    made = validated(Town, section, "town", origins.of)
    refuse_first(town_problems(made), origins.of)
    return made


def uncertainties(configuration: Mapping[str, Any], of_town: Town, origins: Origins) -> Uncertainties:
    """Makes the table of unknowns, with the bounds that the evidence rule draws them between.

    A row is triangular unless it says so, and fixed without a range.
    """
    groups = _section(configuration, "uncertainties", origins)
    flat = {f"{group}.{name}": _distributed(row) for group, name, row in _flat(groups, origins)}
    rows = validated(dict[str, Uncertainty], flat, "uncertainties", origins.of)
    index = validated(dict[int, float], _section(configuration, "price_index", origins), "price_index", origins.of)
    made = Uncertainties(rows={name: _fixed(row) for name, row in rows.items()}, price_index=index)
    refuse_first(uncertainty_problems(made, of_town), origins.of)
    return replace(made, rows={name: drawn(row) for name, row in made.rows.items()})


def levers(configuration: Mapping[str, Any], of_town: Town, origins: Origins) -> Levers:
    """Makes the levers that hold in every scenario unless it says otherwise."""
    made = validated(
        levers_class(), {} if configuration.get("levers") is None else configuration["levers"], "levers", origins.of
    )
    refuse_first(levers_problems(made, "levers", of_town), origins.of)
    return made


def _section(configuration: Mapping[str, Any], key: str, origins: Origins) -> Any:
    if key not in configuration:
        raise SettingsError(f"{origins.of(key)}: {key} is missing")
    return configuration[key]


def _rows(table: Any) -> Any:
    if not isinstance(table, dict):
        return table
    return [{**row, "name": name} if isinstance(row, dict) else row for name, row in table.items()]


def _flat(groups: Any, origins: Origins) -> list[tuple[str, str, Any]]:
    """Rows as group, name and content."""
    blocks = validated(dict[str, dict[str, dict[str, Any]]], groups, "uncertainties", origins.of)
    return [(group, name, row) for group, rows in blocks.items() for name, row in rows.items()]


def _distributed(row: dict[str, Any]) -> dict[str, Any]:
    return {"distribution": Distribution.TRIANGULAR.value, **row}


def _fixed(row: Uncertainty) -> Uncertainty:
    """Without a range there is nothing to draw."""
    return replace(row, distribution=Distribution.FIXED) if row.low == row.high else row
