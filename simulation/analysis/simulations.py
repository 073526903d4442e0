"""Simulations to hold against reported figures: of each town or pilot, one for each row of parameters, in the store.

A simulation has draw and luck of its number, and is found in the store by what it depends on: any number of workers
gives the same figures, and what was interrupted goes on where it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import batched
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.measures import measures_of
from simulation.analysis.pilot_facts import Figures, facts_of, needed, simulated
from simulation.analysis.pilots import Job, figures_of, study_of
from simulation.analysis.targets import YES_OR_NO, Target
from simulation.model import continue_world
from simulation.settings import MIXED, Engine, Study
from simulation.settings.compose import Composed, compose_study
from simulation.settings.pilot_files import Pilot, load_pilots
from simulation.settings.scenario_files import load_scenario
from simulation.settings.sweep import UNCERTAINTIES, Point, study_at
from simulation.settings.task_sections import Calibration
from simulation.settings.worldview_files import load_worldview
from simulation.study.address import Addresses, digest
from simulation.study.compiling import compile_all
from simulation.study.engine import spread
from simulation.study.keys import NO_WORLDVIEW, Key, values_in
from simulation.study.machine import runs_in_a_part, workers_for
from simulation.study.outcomes import outcomes_of
from simulation.study.progress import Progress
from simulation.study.run import RunResult, clockwork_of, settle
from simulation.study.store import RUNS, Place, Store
from simulation.study.worker import check_code

YEARS_MEASURED = 5
"""of usual care, as the rates were fitted"""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A town in usual care, or a pilot as it was, and what was reported of it."""

    name: str
    study: Study
    """with the scenarios that are played, and the mixture as its only worldview"""
    targets: tuple[Target, ...]
    pilot: Pilot | None = None


@dataclass(frozen=True)
class Table:
    """What simulations gave: parameters of each, and the figures of every target."""

    values: pd.DataFrame
    """one row each, one column a parameter"""
    figures: pd.DataFrame
    """one row each, one column a target, see ``label_of``; NaN where there was nothing to measure"""


@dataclass(frozen=True)
class Work:
    """Some simulations of one site, with their addresses in the store."""

    site: Site
    rows: tuple[tuple[int, Mapping[str, float], str], ...] = field(repr=False)
    store: Path
    code: str
    town: str


def sites_of(composed: Composed, targets: Sequence[Target]) -> list[Site]:
    """Return the town of the study, and the other towns and pilots of the calibration, as far as they have targets.

    A figure of all towns is held against the town of the study alone; against more of them it would count as often.
    """
    section = composed.section
    assert isinstance(section, Calibration)
    others = [_in_town(composed, name) for name in section.towns if name != composed.study.town.name]
    sites = [_town_site(composed.study, targets, (composed.study.town.name, "all"))]
    sites += [_town_site(study, targets, (study.town.name,)) for study in others]
    pilots = [pilot for pilot in load_pilots() if pilot.name in section.pilots]
    sites += [_pilot_site(composed, pilot, targets) for pilot in pilots]
    return [site for site in sites if site.targets]


def _in_town(composed: Composed, name: str) -> Study:
    return replace(composed.study, town=compose_study((f"town={name}", "scenarios=[]")).study.town)


def _town_site(study: Study, targets: Sequence[Target], towns: Sequence[str]) -> Site:
    ours = (each for each in targets if each.scenario == study.reference.name)
    found = tuple(each for each in ours if each.town in towns)
    mixed = load_worldview(MIXED, study.uncertainties)
    return Site(name=study.town.name, study=replace(study, scenarios=(), worldviews=(mixed,)), targets=found)


def _pilot_site(composed: Composed, pilot: Pilot, targets: Sequence[Target]) -> Site:
    facts = tuple(facts_of(pilot, targets))
    study = study_of(composed, pilot)
    names = [name for name in dict.fromkeys((pilot.scenario, *needed(facts))) if name != study.reference.name]
    scenarios = tuple(load_scenario(name, base=composed.levers, town=study.town) for name in names)
    mixed = load_worldview(MIXED, study.uncertainties)
    study = replace(study, scenarios=scenarios, worldviews=(mixed,))
    return Site(name=f"pilot_{pilot.name}", study=study, targets=facts, pilot=pilot)


def label_of(site: Site, target: Target) -> str:
    """Return the name of a target's column."""
    return f"{site.name} {target.scenario} {target.outcome}"


def simulate(
    sites: Sequence[Site],
    values: pd.DataFrame,
    first: int,
    folder: Path,
    progress: Progress,
    engine: Engine,
    workers: int = 0,
) -> Table:
    """Simulate every site at every row of parameters, as far as the store does not have it.

    Args:
        sites: Where.
        values: One row a simulation, one column a parameter.
        first: Number of the first simulation, from 1 on: its draw of the other unknowns, and its luck.
        folder: Of the store.
        progress: What to tell how far it is.
        engine: What spreads the work.
        workers: Processes; as many as fit if 0.
    """
    names = [str(name) for name in values.columns]
    held = (dict(zip(names, map(float, row), strict=True)) for row in values.to_numpy())
    rows = list(enumerate(held, first))
    columns: dict[str, list[float]] = {}
    for site in sites:
        figures = _of_site(site, rows, folder, progress, workers, engine)
        for target in site.targets:
            columns[label_of(site, target)] = [simulated(target.outcome, each, target.scenario) for each in figures]
    return Table(values, pd.DataFrame(columns))


def _of_site(
    site: Site,
    rows: Sequence[tuple[int, Mapping[str, float]]],
    folder: Path,
    progress: Progress,
    workers: int,
    engine: Engine,
) -> list[Figures]:
    addresses = Addresses(site.study)
    store = Store(folder, addresses.code, f"{addresses.town}-calibration", progress.say)
    store.prepare()
    common = _common(site, addresses)
    named = [(number, held, digest([common, number, dict(held)])) for number, held in rows]
    there = store.places((RUNS,))
    missing = [each for each in named if each[2] not in there]
    with progress.counting(len(named), len(named) - len(missing)):
        _fill(site, missing, store, progress, workers, engine)
    found = store.places((RUNS,))
    return [_figures(store, found[address]) for _, _, address in named]


def _common(site: Site, addresses: Addresses) -> str:
    """Return what all simulations of a site share, the rules of what is measured included."""
    keys = [Key(worldview=NO_WORLDVIEW, scenario=site.study.reference.name, draw=0, run=0)]
    keys += [Key(worldview=MIXED, scenario=each.name, draw=0, run=0) for each in site.study.scenarios]
    period = YEARS_MEASURED if site.pilot is None else vars(site.pilot.months)
    code = [Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in ("measures", "pilots")]
    return digest([*(addresses.of(key) for key in keys), period, *code])


def _fill(
    site: Site,
    missing: Sequence[tuple[int, Mapping[str, float], str]],
    store: Store,
    progress: Progress,
    asked: int,
    engine: Engine,
) -> None:
    """Let workers simulate what is missing; each keeps about a second's work at a time."""
    if not missing:
        return
    settings = replace(site.study.settings, workers=asked or site.study.settings.workers)
    study = replace(site.study, settings=replace(settings, years=settings.warm_up_years + YEARS_MEASURED))
    workers = workers_for(study, len(missing), len(missing))
    with progress.busy("compiling; once for each version, about half a minute"):
        compile_all(site.study)
    place = (store.root, store.code, store.folder.name)
    work = (Work(site, some, *place) for some in batched(missing, runs_in_a_part(study)))
    for count in spread(play, work, workers, engine):
        progress.advance(count)


def play(work: Work) -> int:
    """Simulate some rows and keep them as one part of the store; return how many.

    Raises:
        CodeChangedError: The code or packages are not those of the main process.
    """
    check_code(work.code)
    kept = []
    for number, held, address in work.rows:
        point = Point(number=0, values={f"{UNCERTAINTIES}.{name}": value for name, value in held.items()})
        figures = _simulated(replace(work.site, study=study_at(work.site.study, point)), number)
        flat = {f"{scenario} {name}": number for scenario, each in figures.items() for name, number in each.items()}
        key = Key(worldview=MIXED, scenario=work.site.name, draw=number, run=number)
        kept.append((address, RunResult(key=key, outcomes=flat, months={}, ledger={}, classes={}, accounts=None)))
    Store(work.store, work.code, work.town).write(kept, (RUNS,))
    return len(kept)


def _simulated(site: Site, number: int) -> Figures:
    study = site.study
    if site.pilot is None:
        settled = settle(study, number, number)
        values = values_in(study, None, number)
        clockwork = clockwork_of(study, number, YEARS_MEASURED)
        model = continue_world(study.town, study.reference, values, settled, clockwork)
        model.run()
        return {study.reference.name: {**outcomes_of(model, model.ledger()), **measures_of(model)}}
    usual = (study.reference,) if study.reference.name in needed(site.targets) else ()
    scenarios = (*usual, *study.scenarios)
    (mixed,) = study.worldviews
    return figures_of(Job(pilot=site.pilot, study=study, scenarios=scenarios, worldview=mixed, draw=number, run=number))


def _figures(store: Store, place: Place) -> Figures:
    table, _ = next(store.rows(RUNS, [place]))
    figures: dict[str, dict[str, float]] = {}
    for name, numbers in table.to_pydict().items():
        scenario, _, outcome = name.partition(" ")
        figures.setdefault(scenario, {})[outcome] = float(numbers[0])
    return figures


def holds(target: Target, figures: np.ndarray) -> np.ndarray:
    """Return for a fact that holds or not whether it does, 1 or 0, and of another the figures."""
    if target.unit not in YES_OR_NO:
        return figures
    inside = ((target.low <= figures) & (figures <= target.high)).astype(float)
    return np.asarray(np.where(np.isnan(figures), np.nan, inside))
