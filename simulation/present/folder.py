"""A complete results folder, read once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.settings import Label
from simulation.settings.words import Language

TOWN = "town"
"""Neighbourhood name of the monthly rows that sum the whole town, and name of the scope."""
PILOT = "pilot"
KEYS = ["worldview", "scenario", "draw", "run"]


@dataclass(frozen=True)
class Moment:
    """A month in which a scenario changes."""

    month: int
    kind: str
    """name of the words that say what happens"""


@dataclass(frozen=True)
class Results:
    """What a study left in its folder; tables that it did not keep are None."""

    folder: Path
    comparison: pd.DataFrame
    runs: pd.DataFrame
    months: pd.DataFrame | None
    ledger: pd.DataFrame | None
    study: str
    years: int
    town: Label
    pilots: tuple[str, ...]
    reference: str
    labels: Mapping[str, Label]
    """of each scenario"""
    moments: Mapping[str, tuple[Moment, ...]]
    """of each scenario"""

    @property
    def scenarios(self) -> list[str]:
        """All but the reference, in order."""
        return [str(name) for name in self.runs["scenario"].unique() if name != self.reference]

    @property
    def worldviews(self) -> list[str]:
        """All but the nameless one of the reference, in order."""
        ours = self.runs[self.runs["scenario"] != self.reference]
        return [str(name) for name in ours["worldview"].unique()]

    def label(self, scenario: str, lang: Language) -> str:
        """Gives what a scenario is called."""
        return _word(self.labels[scenario], lang) if scenario in self.labels else scenario.replace("_", " ")

    def town_name(self, lang: Language) -> str:
        """Gives what the town is called."""
        return _word(self.town, lang)

    def pilot_names(self) -> str:
        """Gives the names of the pilot neighbourhoods."""
        return ", ".join(self.pilots)


def read_results(folder: Path) -> Results:
    """Reads a complete results folder."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    facts = manifest["configuration"]
    plans = (facts["reference"], *facts["scenarios"])
    return Results(
        folder=folder,
        comparison=pd.read_csv(folder / "comparison.csv"),
        runs=pd.read_parquet(folder / "runs.parquet"),
        months=_table(folder / "months.parquet"),
        ledger=_table(folder / "ledger.parquet"),
        study=str(facts["settings"]["name"]),
        years=int(facts["settings"]["years"]),
        town=Label(**facts["town"]["label"]),
        pilots=tuple(place["name"] for place in facts["town"]["neighbourhoods"] if place["pilot"]),
        reference=str(facts["reference"]["name"]),
        labels={plan["name"]: Label(**plan["label"]) for plan in plans},
        moments={plan["name"]: _moments(plan) for plan in plans},
    )


def _table(path: Path) -> pd.DataFrame | None:
    return pd.read_parquet(path) if path.exists() else None


def _word(label: Label, lang: Language) -> str:
    return label.nl if lang is Language.NL else label.en


def _moments(plan: Mapping[str, Any]) -> tuple[Moment, ...]:
    """Finds when additional money ends and when the approach spreads or otherwise changes."""
    found = []
    phases = plan["phases"]
    for phase in phases:
        end = phase["levers"]["funding"]["additional_until_month"]
        if end is not None:
            found.append(Moment(int(end), "money_ends"))
    for before, after in zip(phases, phases[1:], strict=False):
        spreads = _is_everywhere(after["levers"]) and not _is_everywhere(before["levers"])
        found.append(Moment(int(after["from_month"]), "scaling_starts" if spreads else "phase_starts"))
    return tuple(dict.fromkeys(found))


def _is_everywhere(levers: Mapping[str, Any]) -> bool:
    return any(isinstance(block, Mapping) and block.get("where") == "city" for block in levers.values())
