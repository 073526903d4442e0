"""Run a study: what the store does not have yet is spread over workers, and the tables are taken out of the store.

Whatever the number of workers, the engine and the order in which they end, and resumed or not, the tables have the
same bytes.
"""

import pickle
import shlex
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from simulation.settings import Engine, SettingsError, Study, TownKind
from simulation.settings.folders import shown
from simulation.settings.results import default_store
from simulation.settings.sweep import Point
from simulation.streets.luck import seed_of
from simulation.study import folder as results_folder
from simulation.study.address import Addresses
from simulation.study.comparison import KEYS, compare_file, compare_points
from simulation.study.compiling import compile_all
from simulation.study.engine import WorkersLostError, spread
from simulation.study.folder import Results, labelled, write_csv
from simulation.study.keys import Key, text_of
from simulation.study.machine import runs_in_a_part, workers_for
from simulation.study.manifest import manifest_of
from simulation.study.payments import budget, organisations, payments_of
from simulation.study.plan import Plan, announcement
from simulation.study.precision import budget_of, check_precision, said, widths_of
from simulation.study.progress import Progress, Quiet
from simulation.study.settled import worth_keeping
from simulation.study.store import (
    JOURNEYS,
    LEDGER,
    RUNS,
    DamagedPartError,
    Place,
    Store,
    StoreError,
    reason_of,
    tables_of,
)
from simulation.study.worker import Batch, Item, batches_of, work

MOST_REPAIRS = 3
"""Times that damaged or lost parts are computed again before giving up."""


class StudyError(RuntimeError):
    """Some runs failed; the others are kept, and a next call tries the failed ones again."""


@dataclass
class Session:
    """One call of ``run_study``: where things are, and what was noted."""

    plan: Plan
    folder: Path
    store: Store
    engine: Engine
    say: Progress
    manifest: dict[str, Any]
    fresh: bool = False
    """whether only runs of this session count as being there"""
    played: set[Key] = field(default_factory=set)
    addresses: dict[int, Addresses] = field(default_factory=dict)
    failures: dict[Key, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = tables_of(self.plan.study.settings)
        self._first = Addresses(self.plan.study)

    def address_of(self, key: Key) -> str:
        """Return the address of a run in the store."""
        if key.point not in self.addresses:
            self.addresses.clear()  # keys come point by point
            at = self.plan.at(key.point)
            self.addresses[key.point] = Addresses(at, self._first) if self.plan.points else self._first
        return self.addresses[key.point].of(key)

    def places(self, plan: Plan) -> dict[Key, Place]:
        """Return where the runs of a plan are that the store has."""
        found = self.store.places(self.tables)
        keys = (key for key in plan.keys if not self.fresh or key in self.played)
        addresses = ((key, self.address_of(key)) for key in keys)
        return {key: found[address] for key, address in addresses if address in found}

    def missing(self, plan: Plan, there: Mapping[Key, Place]) -> list[Item]:
        """Return what is missing of each pair."""
        items = []
        for pair in plan.pairs:
            keys = [key for key in plan.keys_of(pair) if key not in there and key not in self.failures]
            if keys:
                point = plan.points[pair.point] if plan.points else None
                items.append(Item(pair, point, tuple((key, self.address_of(key)) for key in keys)))
        return items


def run_study(
    study: Study,
    folder: Path,
    *,
    points: Sequence[Point] = (),
    store: Path | None = None,
    engine: Engine | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Results:
    """Run what the store does not have yet, and make the tables of a results folder.

    Args:
        study: What to run.
        folder: Where results go; complete results of this study are left as they are.
        points: Of a sweep.
        store: Where runs are kept; ``voordeur-store`` beside the results folder if not given.
        engine: What spreads runs over processes; those of this machine if not given.
        fresh: Whether to compute again what is already there.
        progress: What to tell how far it is.

    Raises:
        SettingsError: The folder holds something else, results or store cannot be written, the town does not fit in
            memory, or the settings ask for what there is not; nothing is written.
        StudyError: Runs failed; the others are kept.
        StoreError: The results or the store can no longer be written; what they have stays.
    """
    plan = Plan(study, tuple(points))
    say = progress or Quiet()
    check_precision(study)
    manifest = manifest_of(plan)
    found = results_folder.check_folder(folder, manifest["hash"])
    if found and found["complete"] and not fresh:
        older = "" if _same_code(found, manifest) else ", made by another version of the code or its packages"
        say.say(f"{shown(folder)} is complete{older}; fresh=true computes it again")
        return Results(folder)
    first = Addresses(study)
    kept = Store(store or default_store(folder), first.code, first.town, say.say)
    session = Session(plan, folder, kept, engine or Engine(), say, manifest, fresh)
    workers_for(study, len(plan.pairs), plan.size)
    _prepare(session, fresh or (bool(found) and not _same_code(found, manifest)))
    started = time.perf_counter()
    try:
        _compile(session)
        _finish(session, _complete(session))
        _close(session, started)
    except BaseException as error:
        with suppress(OSError):
            _close(session, started)
        if isinstance(error, OSError):
            raise StoreError(f"results = {shown(folder)}: cannot be written: {reason_of(error, folder)}") from error
        raise
    _report_failures(session)
    return Results(folder)


def _same_code(found: Mapping[str, Any] | None, manifest: Mapping[str, Any]) -> bool:
    """Return whether tables in the folder were made by the same code and packages."""
    return bool(found) and all(found[key] == manifest[key] for key in ("engine", "versions"))  # type: ignore[index]


def _prepare(session: Session, fresh: bool) -> None:
    """Make the folders, and throw nothing away before the runs that replace it can be kept."""
    session.store.prepare()
    try:
        if fresh:
            results_folder.clear(session.folder)
        session.folder.mkdir(parents=True, exist_ok=True)
        results_folder.write_manifest(session.folder, session.manifest)
    except OSError as error:
        raise SettingsError(f"results = {shown(session.folder)}: cannot be written: {error.strerror}") from error


def _close(session: Session, started: float) -> None:
    """Write down how it went; a folder that is gone is not made again."""
    ended = datetime.now().astimezone().isoformat(timespec="seconds")
    session.manifest["times"] |= {"total_seconds": round(time.perf_counter() - started, 3), "ended": ended}
    session.manifest["failures"] = len(session.failures)
    if session.folder.is_dir():
        results_folder.write_manifest(session.folder, session.manifest)


def _compile(session: Session) -> None:
    started = time.perf_counter()
    with session.say.busy("compiling; once for each version, about half a minute"):
        compile_all(session.plan.study)
    session.manifest["times"]["compiling_seconds"] = round(time.perf_counter() - started, 3)


def _complete(session: Session) -> dict[Key, Place]:
    """Run until the store has all runs, and enough of them, and return where they are."""
    plan, study = session.plan, session.plan.study
    runs, most = study.settings.runs, budget_of(study)
    there = session.places(plan)
    session.say.say(announcement(plan) + _kept(len(there), plan.size))
    session.manifest["times"] |= {"settling_seconds": 0.0, "running_seconds": 0.0}
    while True:
        there = _fill(session, plan, there)
        if not study.settings.precision:
            break
        chosen, there = _taken(session, plan, there, partial(_chosen, session, plan))
        widths = widths_of(chosen, study.settings.precision, study.reference.name)
        text = said(widths, runs, most)
        session.manifest["precision"] = {
            "reached": all(width.is_enough for width in widths),
            "runs_of_a_draw": runs,
            "half_widths": {width.outcome: width.half_width for width in widths},
            "text": text,
        }
        session.say.say(text)
        if all(width.is_enough for width in widths) or runs >= most:
            break
        runs = min(most, runs + study.settings.runs)
        plan = plan.with_runs(runs)
        there = session.places(plan)
    session.plan = plan
    facts = session.manifest["plan"]
    facts |= {"runs": plan.size, "runs_of_a_draw": runs, "text": announcement(plan)}
    session.manifest["seeds"]["runs"] = [str(seed_of(study.settings.seed, run)) for run in range(runs)]
    session.manifest["store"] = {"bytes": session.store.size(there.values()), "runs": len(there)}
    return there


def _chosen(session: Session, plan: Plan, places: Mapping[Key, Place]) -> pd.DataFrame:
    """Return the outcomes of which the precision matters, of all runs."""
    keep = [*(["point"] if plan.points else []), *KEYS, *plan.study.settings.precision]
    together = results_folder.RUNS_TOGETHER[RUNS]
    runs = pa.concat_tables(each.select(keep) for each in labelled(plan, session.store, places, RUNS, together))
    table: pd.DataFrame = runs.to_pandas()
    return table


def _kept(there: int, runs: int) -> str:
    return f"; {there} of {runs} runs are there already" if there else ""


def _fill(session: Session, plan: Plan, there: dict[Key, Place]) -> dict[Key, Place]:
    """Run what is missing, again where a part turns out to be damaged or a worker was killed."""
    lost = 0
    repairs = 0
    items = session.missing(plan, there)
    workers = workers_for(plan.study, max(1, len(items)), sum(len(item.missing) for item in items))
    session.manifest["times"]["workers"] = workers
    with session.say.counting(plan.size, len(there)):
        while items:
            before = len(items)
            try:
                _run_all(session, items, workers)
                repairs += 1
            except WorkersLostError as error:
                session.say.say("a worker process was killed; going on with new ones")
                lost += 1
                there = session.places(plan)
                items = session.missing(plan, there)
                if len(items) == before and lost > 1:
                    raise StudyError(
                        "workers are killed again and again, perhaps for want of memory; try study.workers=1"
                    ) from error
                continue
            there = session.places(plan)
            items = session.missing(plan, there)
            if repairs > MOST_REPAIRS:
                raise StoreError(f"store = {shown(session.store.root)}: parts are lost as soon as they are written")
    return there


def _run_all(session: Session, items: Sequence[Item], workers: int) -> None:
    """Let workers run what is missing, and note what they did in whatever order they end."""
    study, times = session.plan.study, session.manifest["times"]
    study_pickled = pickle.dumps(study)
    pairs = len(session.plan.pairs)

    def batches() -> Iterator[Batch]:
        for some in batches_of(items, runs_in_a_part(study)):
            yield Batch(
                study=study_pickled,
                items=some,
                tables=session.tables,
                store=session.store.root.resolve(),  # a worker of a cluster has another current folder
                town=session.store.folder.name,
                code=session.store.code,
                keep_towns=worth_keeping(study, some[0].pair.draw, pairs),
            )

    for report in spread(work, batches(), workers, session.engine):
        times["settling_seconds"] = round(times["settling_seconds"] + report.settling_seconds, 3)
        seconds = sum(done.seconds for done in report.runs)
        times["running_seconds"] = round(times["running_seconds"] + seconds, 3)
        failed = {done.key: done.error for done in report.runs if done.error}
        session.failures |= failed
        if session.fresh:
            session.played |= {done.key for done in report.runs if not done.error}
        for done in report.runs:
            name = text_of(done.key, bool(session.plan.points))
            session.say.note("run", run=name, seconds=round(done.seconds, 4), error=done.error)
        session.say.advance(len(report.runs), len(failed))
        if session.failures and study.settings.fail_fast:
            _write_failures(session)
            _report_failures(session)


def _taken[Made](
    session: Session, plan: Plan, places: dict[Key, Place], make: Callable[[Mapping[Key, Place]], Made]
) -> tuple[Made, dict[Key, Place]]:
    """Make something of what the store has, and return where that is; what is damaged is computed again first."""
    for _ in range(MOST_REPAIRS):
        try:
            return make(places), places
        except DamagedPartError:
            session.store.check(places.values())
            places = _fill(session, plan, session.places(plan))
    raise StoreError(f"store = {shown(session.store.root)}: parts are damaged as soon as they are written")


def _finish(session: Session, places: dict[Key, Place]) -> None:
    with session.say.busy("making the tables"):
        _taken(session, session.plan, places, partial(_make_tables, session))


def _make_tables(session: Session, places: Mapping[Key, Place]) -> None:
    plan, folder, store = session.plan, session.folder, session.store
    study = plan.study
    _write_failures(session)
    if not places:
        return
    for table in (*results_folder.KEPT[study.settings.tables], *(JOURNEYS,) * study.settings.journeys):
        results_folder.write_table(folder, table, plan, store, places)
    tables = {}
    reference, runs = study.reference.name, folder / "runs.parquet"
    if plan.points:
        _compare_points(plan, folder)
    else:
        tables[results_folder.COMPARISON] = compare_file(runs, reference)
    if study.town.kind is TownKind.REAL and LEDGER in session.tables and not plan.points:
        together = results_folder.FEW_TOGETHER
        payments = payments_of(labelled(plan, store, places, LEDGER, together))
        tables[results_folder.ORGANISATIONS] = organisations(payments, study.town, reference)
        tables[results_folder.BUDGET] = budget(payments, study.town, reference)
    for name, rows in tables.items():
        write_csv(folder / name, rows)
    session.manifest["complete"] = not session.failures


def _compare_points(plan: Plan, folder: Path) -> None:
    """Write what was swept, and the comparison at each point."""
    swept = pd.DataFrame([{"point": point.number, **_plain(point.values)} for point in plan.points])
    write_csv(folder / results_folder.POINTS, swept)
    tables = compare_points(folder / "runs.parquet", plan.study.reference.name)
    groups = (pa.Table.from_pandas(table, preserve_index=False) for table in tables)
    results_folder.write_groups(folder / results_folder.COMPARISONS, groups)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a point as a table has them: several places are one text."""
    return {name: ",".join(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _write_failures(session: Session) -> None:
    """Keep the runs that failed, in the order of the plan, with the command that runs each again."""
    rows = []
    for key, error in sorted(session.failures.items()):
        text = text_of(key, bool(session.plan.points))
        rows.append(
            {
                **({"point": key.point} if session.plan.points else {}),
                **{name: getattr(key, name) for name in KEYS},
                "seed": str(seed_of(session.plan.study.settings.seed, key.run)),
                "error": error,
                "command": shlex.join(["voordeur", "task=replay", f"results={shown(session.folder)}", f"run={text}"]),
            }
        )
    results_folder.write_failures(session.folder, rows)


def _report_failures(session: Session) -> None:
    if session.failures:
        key, error = min(session.failures.items())
        raise StudyError(
            f"{len(session.failures)} of {session.plan.size} runs failed, see "
            f"{shown(session.folder / results_folder.FAILURES)}; the first, {text_of(key, bool(session.plan.points))}: "
            f"{error}"
        )
