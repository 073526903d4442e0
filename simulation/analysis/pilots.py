"""``voordeur task=pilots``: every pilot as it was, and what was reported of it, fact by fact.

Each pilot runs in its own town at full size (agencies serve the whole town), under the payers and duties of its own
year, over the period its facts are about. No controlled study was made of any of them: these are facts about how a
pilot went, not about what it achieved.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from simulation.analysis.pilot_facts import (
    READINGS,
    Fact,
    Figures,
    facts_of,
    judged,
    needed,
    scoped,
    simulated,
    table_of,
)
from simulation.model import MONTHS_PER_YEAR, continue_world
from simulation.settings import MIXED, Distribution, Engine, Scenario, SettingsError, Study, Worldview
from simulation.settings.compose import Composed, compose_study
from simulation.settings.folders import find, folders, shown
from simulation.settings.pilot_files import Pilot, load_pilots
from simulation.settings.scenario_files import load_scenario
from simulation.settings.values import quantile
from simulation.settings.worldview_files import load_worldview
from simulation.study.compiling import compile_all
from simulation.study.engine import spread
from simulation.study.folder import write_csv, write_manifest
from simulation.study.keys import values_in
from simulation.study.machine import workers_for
from simulation.study.outcomes import outcomes_of
from simulation.study.progress import Progress, progress_of
from simulation.study.run import clockwork_of, settle
from simulation.study.versions import engine_hash, git_state, versions

TABLE = "pilots.csv"
TASK = "pilots"


@dataclass(frozen=True, kw_only=True)
class Job:
    """One run of a pilot."""

    pilot: Pilot
    study: Study
    scenarios: tuple[Scenario, ...]
    """the pilot's own, and those that its facts are compared with"""
    worldview: Worldview
    draw: int
    run: int


def run(composed: Composed) -> Path:
    """Run every pilot as it was and keep its facts.

    Returns:
        The results folder, with ``pilots.csv``

    Raises:
        SettingsError: The folder holds something else.
    """
    folder, progress = composed.results, progress_of(composed.quiet, composed.log)
    check_folder(folder)
    pilots = load_pilots()
    facts = run_pilots(composed, pilots, progress)
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / TABLE, table_of(facts))
    write_manifest(folder, manifest_of(composed, pilots))
    return folder


def check_folder(folder: Path) -> None:
    """Refuses a folder that holds something else than pilots.

    Raises:
        SettingsError: It does; nothing is written.
    """
    if folder.exists() and not (folder / TABLE).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(f"results = {shown(folder)}: holds something else than pilots; choose another folder")


def manifest_of(composed: Composed, pilots: Sequence[Pilot]) -> dict[str, object]:
    """Return how the pilots were run."""
    settings = composed.study.settings
    return {
        "task": TASK,
        "pilots": [asdict(pilot) for pilot in pilots],
        "runs": settings.runs,
        "draws": settings.draws,
        "seed": settings.seed,
        "warm_up_years": settings.warm_up_years,
        "engine": engine_hash(),
        "versions": versions(),
        "git": git_state(),
    }


def run_pilots(composed: Composed, pilots: Sequence[Pilot], progress: Progress) -> list[Fact]:
    """Run every pilot and return its facts.

    Args:
        composed: All settings; its town and scenarios are replaced by those of each pilot.
        pilots: What to run; of one whose scenario is not there nothing is measured.
        progress: What to tell how far it is.
    """
    jobs = [job for pilot in pilots for job in jobs_of(composed, pilot, progress)]
    numbered = list(zip(jobs, play_all(jobs, composed.engine, progress), strict=True))
    facts = []
    for pilot in pilots:
        ours = [(job, figures) for job, figures in numbered if job.pilot.name == pilot.name]
        for target in facts_of(pilot):
            for reading in READINGS.get(target.outcome, (target.outcome,)):
                found = [(job.draw, simulated(reading, figures, pilot.scenario)) for job, figures in ours]
                central = [number for draw, number in found if draw == 0]
                facts.append(judged(pilot, target, reading, central, [number for draw, number in found if draw]))
    return facts


def jobs_of(composed: Composed, pilot: Pilot, progress: Progress) -> list[Job]:
    """Return the runs of a pilot: some with central values, and one for each draw, with luck of its own."""
    if find(pilot.scenario, folders("scenarios")) is None:
        progress.say(f"{pilot.name}: there is no scenario '{pilot.scenario}', so nothing of it is measured")
        return []
    study = study_of(composed, pilot)
    names = (pilot.scenario, *needed(facts_of(pilot)))
    scenarios = tuple(load_scenario(name, base=composed.levers, town=study.town) for name in dict.fromkeys(names))
    job = partial(Job, pilot=pilot, study=study, scenarios=scenarios)
    worldview, mixed = (load_worldview(name, study.uncertainties) for name in (pilot.worldview, MIXED))
    central = [job(worldview=worldview, draw=0, run=run) for run in range(study.settings.runs)]
    return central + [job(worldview=mixed, draw=draw, run=draw) for draw in range(1, study.settings.draws)]


def study_of(composed: Composed, pilot: Pilot) -> Study:
    """Return the study as it was asked for, in the pilot's town and year."""
    given = (f"town={pilot.town}", f"town.regime_year={pilot.regime_year}", "scenarios=[]")
    return replace(composed.study, town=compose_study(given).study.town, scenarios=())


def months_in(pilot: Pilot, draw: int, seed: int) -> float:
    """Return the period of a pilot's facts, drawn where it was not given exactly."""
    months = pilot.months
    if draw == 0 or months.low == months.high:
        return months.value
    share = float(np.random.default_rng([seed, draw]).random())
    return quantile(Distribution.TRIANGULAR, months.value, months.low, months.high, share)


def play_all(jobs: Sequence[Job], engine: Engine, progress: Progress) -> list[Figures]:
    """Play all runs, on as many processors as fit, and return them in order."""
    if not jobs:
        return []
    largest = max((job.study for job in jobs), key=lambda study: study.town.households)
    workers = workers_for(largest, len(jobs), len(jobs))
    with progress.busy("compiling; once for each version, about half a minute"):
        compile_all(largest)
    figures: dict[int, Figures] = {}
    with progress.counting(len(jobs), 0):
        for number, each in spread(_numbered, enumerate(jobs), workers, engine):
            figures[number] = each
            progress.advance(1)
    return [figures[number] for number in range(len(jobs))]


def _numbered(job: tuple[int, Job]) -> tuple[int, Figures]:
    return job[0], figures_of(job[1])


def figures_of(job: Job) -> Figures:
    """Settle the pilot's town as it was, play its scenarios over the period of the facts, and measure."""
    study = job.study
    settled = settle(study, job.draw, job.run)
    years = months_in(job.pilot, job.draw, study.settings.seed) / MONTHS_PER_YEAR
    found, spare = {}, None
    for scenario in job.scenarios:
        worldview = None if scenario.name == study.reference.name else job.worldview
        values = values_in(study, worldview, job.draw)
        model = continue_world(study.town, scenario, values, settled, clockwork_of(study, job.run, years), spare)
        model.run()
        found[scenario.name] = scoped(outcomes_of(model, model.ledger()))
        spare = model.world
    return found
