"""Run a study: pairs of draw and run, spread over workers that each keep what they did.

Whatever the number of workers and the order in which they finish, and resumed or not, the tables have the
same bytes.
"""

import signal
import time
import warnings
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.services.world import World
from simulation.settings import SettingsError, Study, TownKind
from simulation.settings.folders import shown
from simulation.study import store
from simulation.study.comparison import compare
from simulation.study.compiling import compile_all
from simulation.study.machine import workers_for
from simulation.study.manifest import manifest_of
from simulation.study.payments import budget, organisations, read_payments
from simulation.study.plan import Pair, announcement, keys_of, pairs_of
from simulation.study.progress import Progress, Quiet
from simulation.study.run import RunResult, measure, play, values_in
from simulation.study.settled import settled_town, worth_keeping
from simulation.study.versions import engine_hash

LONGEST_ERROR = 200


class StudyError(RuntimeError):
    """Some runs failed; the others are kept, and a next call tries the failed ones again."""


@dataclass(frozen=True)
class Results:
    """A results folder."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """How the results were made, and the words to show them with."""
        return store.read_manifest(self.folder) or {}

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: the four keys and the outcomes."""
        return pd.read_parquet(self.folder / "runs.parquet")

    @property
    def months(self) -> pd.DataFrame:
        """What was counted, by month and neighbourhood."""
        return pd.read_parquet(self.folder / "months.parquet")

    @property
    def ledger(self) -> pd.DataFrame:
        """All payments, by year, neighbourhood and product."""
        return pd.read_parquet(self.folder / "ledger.parquet")

    @property
    def classes(self) -> pd.DataFrame:
        """What households went through, by neighbourhood, composition and income."""
        return pd.read_parquet(self.folder / "classes.parquet")

    @property
    def organisations(self) -> pd.DataFrame:
        """What each organisation received, against the reference."""
        return pd.read_csv(self.folder / "organisations.csv", keep_default_na=True)

    @property
    def budget(self) -> pd.DataFrame:
        """What the municipality spent by year and task, against the grant."""
        return pd.read_csv(self.folder / "budget.csv", keep_default_na=True)

    @property
    def comparison(self) -> pd.DataFrame:
        """Paired differences with the reference."""
        return pd.read_csv(self.folder / "comparison.csv", keep_default_na=True)


@dataclass(frozen=True)
class Report:
    """What a worker did with a pair."""

    pair: Pair
    runs: int
    settling_seconds: float
    running_seconds: float
    error: str | None = None


def run_study(
    study: Study,
    folder: Path,
    *,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Results:
    """Run what a results folder does not have yet, and make its tables.

    Args:
        study: What to run.
        folder: Where results go; complete results of this study are left as they are, partial ones are
            completed.
        fresh: Whether to compute again what is already there.
        progress: What to tell how far it is.

    Raises:
        SettingsError: The folder holds something else, or the town does not fit in memory; nothing is
            written.
        StudyError: Runs failed; the others are kept.
    """
    say = progress or Quiet()
    manifest = manifest_of(study)
    found = check_folder(folder, manifest["hash"])
    if found and found["complete"] and not fresh:
        say.say(f"{shown(folder)} is complete; fresh=true computes it again")
        return Results(folder)
    todo, workers = _what_is_left(study, folder, fresh or not _resumable(found, manifest))
    if fresh or not _resumable(found, manifest):
        store.clear(folder)
    say.say(announcement(study) + _kept(len(todo), len(pairs_of(study))))
    folder.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    manifest["times"] = {"workers": workers}
    store.write_manifest(folder, manifest)
    try:
        _compile(study, manifest, say)
        _run_all(study, folder, todo, workers, manifest, say)
    finally:
        manifest["times"]["total_seconds"] = round(time.perf_counter() - started, 3)
        store.write_manifest(folder, manifest)
    _finish(study, folder, manifest)
    return Results(folder)


def check_folder(folder: Path, fingerprint: str) -> dict[str, Any] | None:
    """Return the manifest of a folder, none if it is empty or not there.

    Raises:
        SettingsError: It holds another study, or something that is no study.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    manifest = store.read_manifest(folder) if folder.is_dir() else None
    if manifest is None:
        raise SettingsError(f"results = {shown(folder)}: is not empty and no study; choose another folder")
    if manifest["hash"] != fingerprint:
        raise SettingsError(
            f"results = {shown(folder)}: holds another study ({manifest.get('study')} of "
            f"{manifest.get('town')}); choose another folder"
        )
    return manifest


def _resumable(found: Mapping[str, Any] | None, manifest: Mapping[str, Any]) -> bool:
    """Return whether parts in the folder may stand beside new ones: made by the same code and packages."""
    return bool(found) and all(found[key] == manifest[key] for key in ("engine", "versions"))  # type: ignore[index]


def _what_is_left(study: Study, folder: Path, all_of_it: bool) -> tuple[list[Pair], int]:
    todo = [pair for pair in pairs_of(study) if all_of_it or not store.is_done(folder, pair)]
    runs = sum(len(keys_of(study, pair)) for pair in todo)
    return todo, workers_for(study, len(todo), runs)


def _kept(left: int, pairs: int) -> str:
    return "" if left == pairs else f"; {pairs - left} of {pairs} parts are there already"


def _compile(study: Study, manifest: dict[str, Any], say: Progress) -> None:
    started = time.perf_counter()
    with say.busy("compiling; once for each version, about half a minute"):
        compile_all(study)
    manifest["times"]["compiling_seconds"] = round(time.perf_counter() - started, 3)


def _run_all(
    study: Study, folder: Path, todo: Sequence[Pair], workers: int, manifest: dict[str, Any], say: Progress
) -> None:
    total = manifest["plan"]["runs"]
    left = sum(len(keys_of(study, pair)) for pair in todo)
    manifest["times"] |= {"settling_seconds": 0.0, "running_seconds": 0.0}

    def note(report: Report) -> None:
        for name in ("settling_seconds", "running_seconds"):
            manifest["times"][name] = round(manifest["times"][name] + getattr(report, name), 3)
        if report.error:
            failure = {"draw": report.pair.draw, "run": report.pair.run, "error": report.error}
            manifest["failures"].append(failure)
        say.advance(report.runs)

    with say.counting(total, total - left):
        if workers > 1:
            _share_out(study, folder, todo, workers, note)
        else:
            for pair in todo:
                note(run_pair(study, folder, pair))


def _share_out(study: Study, folder: Path, todo: Sequence[Pair], workers: int, note: Callable[[Report], None]) -> None:
    """Let workers run the pairs, and note what they did in whatever order they end."""
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
    jobs = (delayed(_in_worker)(study, folder.resolve(), pair, engine_hash()) for pair in todo)
    reports = parallel(jobs)
    try:
        for report in reports:
            note(report)
    except BaseException:
        _stop_workers(reports)
        raise


def _stop_workers(reports: Generator[Report]) -> None:
    """Stop at once; what a worker was doing is lost, and whole parts stay."""
    from joblib.externals.loky import get_reusable_executor

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reports.close()
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _in_worker(study: Study, folder: Path, pair: Pair, engine: str) -> Report:
    """Run a pair in another process, which leaves an interrupt to the main one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if engine_hash() != engine:
        return Report(pair, 0, 0.0, 0.0, "the code was changed while the study ran")
    return run_pair(study, folder, pair)


def run_pair(study: Study, folder: Path, pair: Pair) -> Report:
    """Settle the town of a pair once, run all its scenarios and worldviews, and keep what they measured."""
    started = settled_at = time.perf_counter()
    error = None
    try:
        keep = worth_keeping(study, pair.draw, len(pairs_of(study)))
        settled = settled_town(study, pair.draw, pair.run, keep)
        settled_at = time.perf_counter()
        store.write_part(folder, pair, play_pair(study, pair, settled), study.settings.tables)
    except Exception as problem:
        error = f"{type(problem).__name__}: {' '.join(str(problem).split())}"[:LONGEST_ERROR]
    runs = len(keys_of(study, pair))
    return Report(pair, runs, settled_at - started, time.perf_counter() - settled_at, error)


def play_pair(study: Study, pair: Pair, settled: World) -> list[RunResult]:
    """Return what all runs of a pair measured, each on a copy of the same settled town."""
    keys = keys_of(study, pair)
    scenarios = {each.name: each for each in (study.reference, *study.scenarios)}
    worldviews = {each.name: each for each in study.worldviews}
    values = {name: values_in(study, worldviews.get(name), pair.draw) for name in {key.worldview for key in keys}}
    results: list[RunResult] = []
    spare = reference = None
    for key in keys:
        model = play(study, scenarios[key.scenario], values[key.worldview], pair.run, settled, spare)
        result = measure(model, key, reference, itself=reference is None)
        reference = reference or result.accounts
        results.append(replace(result, accounts=None))
        spare = model.world
    return results


def _finish(study: Study, folder: Path, manifest: dict[str, Any]) -> None:
    """Make the tables, unless runs failed."""
    failures = manifest["failures"]
    if failures:
        first = failures[0]
        raise StudyError(
            f"{len(failures)} of {len(pairs_of(study))} pairs failed; the first, draw {first['draw']} run "
            f"{first['run']}: {first['error']}"
        )
    store.merge(folder, pairs_of(study), study.settings.tables)
    tables = {store.COMPARISON: compare(Results(folder).runs, study.reference.name)}
    if study.town.kind is TownKind.REAL:
        payments = read_payments(folder, pairs_of(study))
        tables[store.ORGANISATIONS] = organisations(payments, study.town, study.reference.name)
        tables[store.BUDGET] = budget(payments, study.town, study.reference.name)
    for name, table in tables.items():
        store.write_text(folder / name, table.to_csv(index=False, lineterminator="\n"))
    manifest["complete"] = True
    store.write_manifest(folder, manifest)
    store.drop_parts(folder)
