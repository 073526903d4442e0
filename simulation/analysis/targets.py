"""``voordeur task=targets``: usual care and the pilot against published figures, met or not.

Rows marked ``calibrate`` were used to fit the model; only ``test`` rows say anything about whether it is right.
"""

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from simulation.analysis.measures import MEASURES, measures_of
from simulation.model import CoachingModel, continue_world
from simulation.settings import Scenario, SettingsError, Study, Worldview
from simulation.settings.compose import Composed
from simulation.settings.errors import nearest, refusal
from simulation.settings.folders import folders, shown
from simulation.settings.scenario_files import load_scenario
from simulation.study.keys import values_in
from simulation.study.outcomes import outcomes_of
from simulation.study.run import clockwork_of, settle

SHIPPED = Path("evidence") / "pilot_targets.csv"
USES = ("calibrate", "test", "by_construction")
YES_OR_NO = ("bool", "sign")
"""units of facts that hold or not"""
NO_MANDATE = "outreach_without_mandate"
PILOT_SCENARIO = "wijkcoaches"


@dataclass(frozen=True)
class Target:
    """One published figure."""

    outcome: str
    value: float
    low: float
    high: float
    use: str
    scenario: str
    grade: str
    source: str
    town: str
    unit: str
    period: str
    note: str
    denominator: int | None = None
    """among how many a share was counted, where the source says so"""

    @property
    def yes_or_no(self) -> bool:
        """Whether it is a fact that holds or not, such as the direction of a change."""
        return self.unit in YES_OR_NO


@dataclass(frozen=True)
class Finding:
    """A target and what the runs gave."""

    target: Target
    mean: float
    low: float
    high: float

    @property
    def met(self) -> bool:
        """Whether the simulated mean lies within the published range."""
        return self.target.low <= self.mean <= self.target.high


def targets_of(town: str) -> list[Target]:
    """Return the published figures that apply to a town."""
    return [target for target in all_targets() if target.town in (town, "all")]


def all_targets(path: Path | None = None) -> list[Target]:
    """Return all published figures, from ``configs/evidence/pilot_targets.csv`` if no other file is given.

    Raises:
        SettingsError: The file cannot be read, or a row cannot be used.
    """
    file = path or next(each / SHIPPED for each in folders("configs") if (each / SHIPPED).exists())
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            rows, columns = list(table), table.fieldnames or []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SettingsError(f"targets = {shown(file)}: cannot be read: {error}") from error
    names = [each.name for each in fields(Target) if each.name != "denominator"]
    if missing := [name for name in names if name not in columns]:
        raise SettingsError(f"{shown(file)}: has no column {', '.join(missing)}; the columns are {', '.join(names)}")
    return [_target(row, f"{shown(file)}: row {number}") for number, row in enumerate(rows, 2)]


def _target(row: Mapping[str, str], where: str) -> Target:
    given: dict[str, Any] = {each.name: row.get(each.name) or "" for each in fields(Target)}
    given["denominator"] = int(given["denominator"]) if given["denominator"].isdigit() else None
    for name in ("value", "low", "high"):
        try:
            given[name] = float(given[name])
        except ValueError:
            raise refusal(where, name, given[name], "must be a number") from None
    target = Target(**given)
    if not -math.inf < target.low <= target.value <= target.high < math.inf:
        allowed = f"must have low <= value <= high, not {target.low:g} to {target.high:g}"
        raise refusal(where, "value", target.value, allowed)
    if target.use not in USES:
        raise refusal(where, "use", target.use, f"unknown use; {nearest(target.use, USES)}")
    return target


def findings_of(study: Study) -> Iterator[Finding]:
    """Yield every target of usual care and wijkcoaches with the mean over runs and a 90% range of chance."""
    town = study.town.name
    worldview = study.worldviews[0]
    scenarios = {name: load_scenario(name) for name in (PILOT_SCENARIO, NO_MANDATE)}
    simulated: list[dict[str, float]] = []
    terminal = Console(stderr=True)
    for run in track(range(study.settings.runs), "runs against published figures", console=terminal, transient=True):
        simulated.append(_run(study, worldview, scenarios, run))
    for target in targets_of(town):
        if target.scenario not in (study.reference.name, PILOT_SCENARIO):
            continue  # task=pilots runs the others as they were
        numbers = np.array([figures.get(f"{target.scenario} {target.outcome}", np.nan) for figures in simulated])
        yield Finding(target, float(numbers.mean()), *(float(edge) for edge in np.quantile(numbers, (0.05, 0.95))))


def _run(study: Study, worldview: Worldview, scenarios: Mapping[str, Scenario], run: int) -> dict[str, float]:
    settled = settle(study, run=run)
    clockwork = clockwork_of(study, run, study.settings.years)
    played: dict[str, CoachingModel] = {}
    for name, scenario in {study.reference.name: study.reference, **scenarios}.items():
        values = values_in(study, None if name == study.reference.name else worldview, 0)
        played[name] = continue_world(study.town, scenario, values, settled, clockwork)
        played[name].run()
    figures = {f"{study.reference.name} {name}": value for name, value in measures_of(played["usual_care"]).items()}
    pilot = outcomes_of(played[PILOT_SCENARIO], played[PILOT_SCENARIO].ledger())
    without = outcomes_of(played[NO_MANDATE], played[NO_MANDATE].ledger())
    figures[f"{PILOT_SCENARIO} cooperation_mean"] = pilot["cooperation_mean"]
    figures[f"{PILOT_SCENARIO} cooperation_min_below_half"] = float(pilot["cooperation_min"] < 0.5)
    fewer = pilot["lost_handoffs_pilot"] < without["lost_handoffs_pilot"]
    figures[f"{PILOT_SCENARIO} lost_handoffs_below_no_mandate"] = float(fewer)
    return figures


def run(composed: Composed) -> int:
    """Print every target, met or not, with the definition of what is measured."""
    table = Table(title=f"Published figures and {composed.study.settings.runs} simulated runs", show_lines=False)
    for heading in ("figure", "use", "published", "simulated", "90% of runs", "met", "grade"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "figure")
    for finding in findings_of(composed.study):
        target = finding.target
        table.add_row(
            target.outcome,
            target.use,
            f"{target.value:g} ({target.low:g} to {target.high:g})",
            f"{finding.mean:.4g}",
            f"{finding.low:.4g} to {finding.high:.4g}",
            "yes" if finding.met else "no",
            target.grade,
        )
    console = Console(width=132)
    console.print(table)
    for name, measure in MEASURES.items():
        console.print(f"{name}: {' '.join((measure.__doc__ or '').split())}", highlight=False)
    console.print("Calibrated is not validated: only rows of use 'test' were not used to fit the model.")
    return 0
