"""``voordeur task=targets``: usual care and the pilot against published figures, met or not.

Rows marked ``calibrate`` were used to fit the model; only ``test`` rows say anything about whether it is right.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from simulation.analysis.measures import MEASURES, measures_of
from simulation.model import CoachingModel, continue_world
from simulation.settings import Scenario, Study, Worldview
from simulation.settings.compose import Composed
from simulation.settings.folders import folders
from simulation.settings.scenario_files import load_scenario
from simulation.study.outcomes import outcomes_of
from simulation.study.run import clockwork_of, settle, values_in

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


def all_targets() -> list[Target]:
    """Return all published figures, from ``configs/evidence/pilot_targets.csv``."""
    path = next(folder / "evidence" / "pilot_targets.csv" for folder in folders("configs") if _has_evidence(folder))
    with path.open(encoding="utf-8", newline="") as file:
        return [_target(row) for row in csv.DictReader(file)]


def _has_evidence(folder: Path) -> bool:
    return (folder / "evidence" / "pilot_targets.csv").exists()


def _target(row: Mapping[str, str]) -> Target:
    return Target(
        outcome=row["outcome"],
        value=float(row["value"]),
        low=float(row["low"]),
        high=float(row["high"]),
        use=row["use"],
        scenario=row["scenario"],
        grade=row["grade"],
        source=row["source"],
        town=row["town"],
        unit=row["unit"],
        period=row["period"],
        note=row["note"],
        denominator=int(row["denominator"]) if row.get("denominator") else None,
    )


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
