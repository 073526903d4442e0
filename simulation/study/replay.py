"""The task ``replay``: one run again, with a full journal, and a check that it is the same run."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import SettingsError, Study
from simulation.settings.compose import Composed
from simulation.settings.folders import shown
from simulation.study.comparison import KEYS, POINT
from simulation.study.compiling import compile_all
from simulation.study.folder import read_manifest, study_of
from simulation.study.journal import Journal
from simulation.study.journeys import journeys_of
from simulation.study.keys import FORM, Key, check_key, key_of, named, text_of, values_in
from simulation.study.progress import progress_of
from simulation.study.run import RunResult, measure, play
from simulation.study.settled import settled_town
from simulation.study.store import LEDGER, MONTHS, RUNS
from simulation.study.tables import Columns
from simulation.study.versions import engine_hash

DONE, FAILED = 0, 1
MOST_NAMES = 3
"""Outcomes that are named when some differ."""

Observer = Callable[[CoachingModel], None]


@dataclass(frozen=True)
class Asked:
    """One run that somebody asked for."""

    study: Study
    key: Key
    manifest: Mapping[str, Any] | None
    """of the results folder, if that holds a study"""


def asked_in(composed: Composed) -> Asked:
    """Return the run that settings name, in the study of the results folder, or else in the composed one.

    Raises:
        SettingsError: No run is named, or the study has no such run.
    """
    if composed.run is None:
        raise SettingsError(f"task={composed.task}: run is missing; {FORM}")
    key = key_of(composed.run)
    manifest = read_manifest(composed.results)
    study = composed.study if manifest is None else study_of(manifest, key.point)
    check_key(study, key)
    return Asked(study, key, manifest)


def observed(study: Study, key: Key, settled: World, observe: Observer) -> CoachingModel:
    """Return a run of a study, played to the horizon under observation.

    Args:
        study: Town, horizon and seed.
        key: Which run.
        settled: The town at week 0 of its draw and run.
        observe: Called with the model after each round.
    """
    scenario = named((study.reference, *study.scenarios), key.scenario, "scenario")
    worldview = named(study.worldviews, key.worldview, "worldview") if key.worldview else None
    return play(study, scenario, values_in(study, worldview, key.draw), key.run, settled, observe=observe)


def _measured(study: Study, key: Key, settled: World, model: CoachingModel) -> RunResult:
    """Return what a run measured; for its effects usual care runs too, if it is something else."""
    if key.scenario == study.reference.name:
        return measure(model, key, itself=True)
    usual = play(study, study.reference, values_in(study, None, key.draw), key.run, settled)
    return measure(model, key, measure(usual, key, itself=True).accounts)


def run(composed: Composed) -> int:
    """Replay a run, keep its journal and tables, and say whether it is the run that was kept.

    Args:
        composed: All settings.

    Returns:
        The exit code: 1 if outcomes differ from those that were kept.
    """
    asked = asked_in(composed)
    with progress_of(composed.quiet, composed.log).busy("compiling; once for each version, about half a minute"):
        compile_all(asked.study)
    started = time.perf_counter()
    settled = settled_town(asked.study, asked.key.draw, asked.key.run)
    journal = Journal(settled)
    model = observed(asked.study, asked.key, settled, journal)
    result = _measured(asked.study, asked.key, settled, model)
    tables = {
        "journal": journal.table(model),
        "journeys": journeys_of(model),
        MONTHS: result.months,
        LEDGER: result.ledger,
        RUNS: {name: np.array([number]) for name, number in result.outcomes.items()},
    }
    folder = folder_of(composed.results, asked)
    _write(folder, asked.key, tables)
    same, verdict = compared(result, asked, composed.results)
    print("\n".join(_summary(asked, tables, time.perf_counter() - started)))
    print(verdict)
    print(f"Written to {shown(folder)}.")
    return DONE if same else FAILED


def folder_of(results: Path, asked: Asked) -> Path:
    """Return where a replay goes: in the folder of its study, or beside where that would be."""
    name = f"replay-{_name(asked).replace('/', '-')}"
    return results / name if asked.manifest is not None else results.with_name(f"{results.name}-{name}")


def _name(asked: Asked) -> str:
    return text_of(asked.key, bool(asked.manifest and asked.manifest.get("points")))


def _write(folder: Path, key: Key, tables: Mapping[str, Columns]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns in tables.items():
        length = len(next(iter(columns.values())))
        axes = {axis: np.full(length, getattr(key, axis)) for axis in KEYS}
        table = pd.DataFrame({**axes, **columns})
        words = {column: "category" for column in table if table[column].dtype.kind not in "iuf"}
        table.astype(words).to_parquet(folder / f"{name}.parquet", index=False)


def compared(result: RunResult, asked: Asked, results: Path) -> tuple[bool, str]:
    """Return whether a run contradicts what a results folder kept of it, and what there is to say."""
    if asked.manifest is None:
        return True, f"{shown(results)} holds no study to compare it with."
    path = results / f"{RUNS}.parquet"
    axes = (*([POINT] if asked.manifest.get("points") else []), *KEYS)
    here = [(axis, "==", getattr(asked.key, axis)) for axis in axes]
    runs = kept = pd.read_parquet(path, filters=here) if path.is_file() else pd.DataFrame(columns=list(KEYS))
    if len(kept) != 1:
        return True, f"{shown(results)} has no such run to compare it with."
    known = [name for name in result.outcomes if name in runs]
    ours, theirs = np.array([result.outcomes[name] for name in known]), kept[known].iloc[0].to_numpy(float)
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    other = [name for name, is_same in zip(known, same, strict=True) if not is_same]
    if not other:
        return True, f"All {len(known)} outcomes are the same to the last bit as in {shown(results)}."
    why = "" if asked.manifest.get("engine") == engine_hash() else "; it was made by other code"
    names = ", ".join(other[:MOST_NAMES]) + (", ..." if len(other) > MOST_NAMES else "")
    return False, f"{len(other)} of {len(known)} outcomes differ from {shown(results)} ({names}){why}."


def _summary(asked: Asked, tables: Mapping[str, Columns], seconds: float) -> list[str]:
    study = asked.study
    journal = tables["journal"]
    events = Counter(f"{kind}: {event}" for kind, event in zip(journal["kind"], journal["event"], strict=True))
    open_rows = int(np.isnan(tables["journeys"]["ended"]).sum())
    return [
        f"{_name(asked)}, study {study.settings.name} of {study.town.name}: {study.settings.years} years of "
        f"{study.town.households:,} households in {seconds:.1f} s",
        f"  journal.parquet    {len(journal['week']):,} rows; most often {_most(events)}",
        f"  journeys.parquet   {len(tables['journeys']['number']):,} rows, {open_rows:,} still open",
        f"  months.parquet     {len(tables[MONTHS]['month']):,} rows",
        f"  ledger.parquet     {len(tables[LEDGER]['year']):,} rows",
        "  runs.parquet       all outcomes",
    ]


def _most(events: Counter[str]) -> str:
    return ", ".join(f"{event} ({number:,})" for event, number in events.most_common(3))
