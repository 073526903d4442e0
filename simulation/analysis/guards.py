"""``voordeur task=guards``: what a pilot seems to do, beside what it does in the simulation.

Three readings that flatter: clients before and after, without a comparison; need that was found, counted as care that
was prevented; and care that is used less, counted as money saved while the places are still paid.
"""

import signal
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.cohort import Cohort, Job, cohort_of
from simulation.analysis.evidence import analysis_hash, check_folder, is_done
from simulation.settings import MIXED, SettingsError, Study, Tables, TownKind
from simulation.settings.compose import Composed
from simulation.settings.folders import shown
from simulation.settings.results import fingerprint
from simulation.settings.sweep import Point, study_at
from simulation.study.catalogue import PILOT
from simulation.study.comparison import by_draw, gap_of, interval
from simulation.study.folder import Results, write_csv, write_manifest
from simulation.study.keys import NO_WORLDVIEW
from simulation.study.machine import workers_for
from simulation.study.progress import Progress, progress_of
from simulation.study.runner import run_study
from simulation.study.versions import engine_hash, git_state, versions

TASK = "guards"
STUDY, WITHOUT = "study", "agencies_without_effect"
COHORT, ACCESS, CASH = "cohort.csv", "access.csv", "cash.csv"
NO_EFFECT = Point(number=0, values={"levers.agencies.effect": 0.0})
"""care at agencies helps nobody, in every scenario and in usual care: what is left is what the approach does itself"""
PAIR = ["draw", "run"]
KNOWN = ("direct", "found", "queue")
IDLE, BOUGHT, REST, TOTAL = "idle", "approach", "rest", "cash"


def run(composed: Composed) -> Path:
    """Run the study, the same where agencies help nobody, and follow the clients of the pilot.

    Returns:
        The results folder

    Raises:
        SettingsError: The folder holds something else, or the study has no pilot to look at.
    """
    folder, progress = composed.results, progress_of(composed.quiet, composed.log)
    check_folder(folder, COHORT, TASK)
    if is_done(composed):
        progress.say(f"{shown(folder)} is complete; fresh=true computes it again")
        return folder
    study = checked(composed.study)
    where = {"store": composed.store, "engine": composed.engine, "fresh": composed.fresh, "progress": progress}
    plain = run_study(study, folder / STUDY, **where)  # type: ignore[arg-type]
    without = run_study(study_at(outcomes_only(study), NO_EFFECT), folder / WITHOUT, **where)  # type: ignore[arg-type]
    cohorts = pd.DataFrame(map(vars, cohorts_of(study, progress)), columns=[each.name for each in fields(Cohort)])
    tables = {COHORT: cohorts, ACCESS: access_of(plain.runs, without.runs, study), CASH: cash_of(plain, study)}
    for name, table in tables.items():
        write_csv(folder / name, table)
    write_manifest(folder, manifest_of(composed))
    return folder


def checked(study: Study) -> Study:
    """Return the study with all tables kept.

    Raises:
        SettingsError: Nothing in it can be guarded against.
    """
    if study.town.kind is not TownKind.REAL or not any(place.pilot for place in study.town.neighbourhoods):
        raise SettingsError(f"town = {study.town.name}: has no pilot neighbourhood, whose clients could be followed")
    if not study.scenarios:
        raise SettingsError("scenarios = []: usual care has no pilot; name a scenario, as in scenarios=wijkcoaches")
    return replace(study, settings=replace(study.settings, tables=Tables.ALL))


def outcomes_only(study: Study) -> Study:
    """Return the study with only its outcomes kept."""
    return replace(study, settings=replace(study.settings, tables=Tables.RUNS, journeys=False))


def cohorts_of(study: Study, progress: Progress) -> list[Cohort]:
    """Return the clients of every scenario, worldview and run at central values, in order."""
    names = [each.name for each in study.worldviews if each.name != MIXED]
    jobs = [
        Job(study=study, scenario=scenario.name, worldview=worldview, run=run)
        for scenario in study.scenarios
        for worldview in names
        for run in range(study.settings.runs)
    ]
    found = []
    workers = workers_for(study, len(jobs), len(jobs)) if jobs else 1
    with progress.counting(len(jobs), 0):
        for each in _followed(jobs, workers):
            found.append(each)
            progress.advance(1)
    return found


def _followed(jobs: Sequence[Job], workers: int) -> Iterable[Cohort]:
    if workers == 1:
        return map(cohort_of, jobs)
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator", batch_size=1)
    found: Iterable[Cohort] = parallel(delayed(_in_worker)(job) for job in jobs)
    return found


def _in_worker(job: Job) -> Cohort:
    """Follow in another process, which leaves an interrupt to the main one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return cohort_of(job)


def access_of(plain: pd.DataFrame, without: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Return the paired difference in problem-weeks of the pilot, and what is left of it where agencies help nobody.

    Args:
        plain: outcomes of the study
        without: the same where care at agencies has no effect
        study: names of scenarios and worldviews

    Returns:
        One row for each scenario and worldview: ``all`` and its parts (``direct``, ``found``, ``queue``: households
        known without it, found by it, not touched by it), ``own`` (the approach itself), each with a 95% interval, and
        whether own is zero in every run (``nothing_own``)
    """
    parts, rows = [f"effect_{name}_problem_weeks{PILOT}" for name in KNOWN], []
    for scenario in study.scenarios:
        for worldview in study.worldviews:
            row: dict[str, object] = {"scenario": scenario.name, "worldview": worldview.name}
            for kind, runs in (("all", plain), ("own", without)):
                each = _of(runs, scenario.name, worldview.name)[parts]
                gaps = each.sum(axis=1)
                row |= _told(kind, gaps)
                if kind == "all":
                    for name, part in zip(KNOWN, parts, strict=True):
                        row |= _told(name, each[part])
            usual = plain[plain["scenario"] == study.reference.name][f"problem_weeks{PILOT}"].mean()
            rows.append(row | {"nothing_own": bool((gaps == 0.0).all()), "usual": usual, "pairs": len(gaps)})
    return pd.DataFrame(rows)


def _of(runs: pd.DataFrame, scenario: str, worldview: str) -> pd.DataFrame:
    """Return the outcomes of a scenario in a worldview, by draw and run."""
    return runs[(runs["scenario"] == scenario) & (runs["worldview"] == worldview)].set_index(PAIR).sort_index()


def _gaps(runs: pd.DataFrame, scenario: str, worldview: str, reference: str) -> pd.DataFrame:
    """Return the paired differences of all outcomes, by draw and run."""
    names = [name for name in runs.columns if name not in ("worldview", "scenario", *PAIR)]
    ours = _of(runs, scenario, worldview)[names]
    return gap_of(ours, _of(runs, reference, NO_WORLDVIEW)[names].reindex(ours.index))


def _told(kind: str, gaps: pd.Series) -> dict[str, object]:
    """Return a mean with its 95% interval, over draws if there are several and over runs if not."""
    draws = gaps.index.get_level_values("draw").to_numpy()
    numbers = gaps.to_numpy(float)
    middles = by_draw(numbers, draws) if len(np.unique(draws)) > 1 else numbers
    low, high = interval(middles)
    return {kind: float(middles.mean()), f"{kind}_low": low, f"{kind}_high": high}


def cash_of(results: Results, study: Study) -> pd.DataFrame:
    """Return the difference in cost of the whole town in parts that add up to what is paid.

    ``direct``, ``found`` and ``queue`` are care and benefits of households that were known, found, or feel queues
    alone, at their price. ``idle`` are places that stand empty and are still paid; ``approach`` is what was bought for
    the approach; ``rest`` the rounding of entries.

    Returns:
        One row for each scenario, worldview and part, with 95% intervals
    """
    ledger, runs, rows = results.ledger, results.runs, []
    kinds = ledger["product"].map(_kind)
    keys = ["worldview", "scenario", *PAIR]
    fixed = ledger[kinds != ""].assign(kind=kinds).groupby([*keys, "kind"])["amount_eur"].sum().unstack(fill_value=0)
    fixed = fixed.reindex(columns=[IDLE, BOUGHT], fill_value=0.0)
    every = pd.MultiIndex.from_frame(runs[keys])
    fixed = fixed.reindex(every, fill_value=0.0).reset_index()
    for scenario in study.scenarios:
        for worldview in study.worldviews:
            names = (scenario.name, worldview.name, study.reference.name)
            ours = _of(runs, scenario.name, worldview.name)
            parts = ours[[f"effect_{name}_eur" for name in (*KNOWN, "fixed")]]
            parts = parts.set_axis([*KNOWN, REST], axis="columns").join(_gaps(fixed, *names))
            parts[REST] -= parts[IDLE] + parts[BOUGHT]
            parts[TOTAL] = _gaps(runs, *names)["total_cost_eur"]
            for part in (*KNOWN, IDLE, BOUGHT, REST, TOTAL):
                told = _told("difference", parts[part])
                rows.append({"scenario": scenario.name, "worldview": worldview.name, "part": part, **told})
    return pd.DataFrame(rows).rename(columns={"difference_low": "low", "difference_high": "high"})


def _kind(product: str) -> str:
    if product.startswith("idle_"):
        return IDLE
    return BOUGHT if product.endswith(("_additional", "_own")) else ""


def manifest_of(composed: Composed) -> dict[str, object]:
    """Return how the tables were made."""
    settings = composed.study.settings
    return {
        "task": TASK,
        "hash": fingerprint(composed.study),
        "labels": {each.name: asdict(each.label) for each in (composed.study.reference, *composed.study.scenarios)},
        "years": settings.years,
        "runs": settings.runs,
        "draws": settings.draws,
        "engine": engine_hash(),
        "analysis": analysis_hash(),
        "versions": versions(),
        "git": git_state(),
    }
