"""What a worker does: settle a town once for each pair, run what is missing of it, and keep what it measured."""

import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from simulation.services.world import World
from simulation.settings import Study
from simulation.settings.sweep import Point, study_at
from simulation.study.accounts import Accounts
from simulation.study.address import Addresses, code_digest
from simulation.study.keys import Key, values_in
from simulation.study.plan import Pair, axes_of
from simulation.study.run import RunResult, measure, play
from simulation.study.settled import settled_town
from simulation.study.store import Store

LONGEST_ERROR = 300
REMEMBERED = 4
"""First pairs of a study in which a worker may remember usual care."""


@dataclass(frozen=True)
class Item:
    """What is missing of a pair."""

    pair: Pair
    point: Point | None
    missing: tuple[tuple[Key, str], ...]
    """runs and their addresses"""


@dataclass(frozen=True)
class Batch:
    """About a second's work: what goes into one part of the store."""

    study: bytes = field(repr=False)
    """the study of all batches, pickled once"""
    items: tuple[Item, ...]
    tables: tuple[str, ...]
    store: Path
    town: str
    """folder of the store"""
    code: str
    """what the code must be, see ``code_digest``"""
    keep_towns: bool
    """whether settled towns are kept for another time"""
    remember: bool = False
    """whether the worker remembers usual care in the first pairs: another scenario there is then played alone"""

    @property
    def runs(self) -> int:
        """How many runs are missing."""
        return sum(len(item.missing) for item in self.items)


@dataclass(frozen=True)
class Done:
    """One run that was tried."""

    key: Key
    seconds: float
    error: str | None = None


@dataclass(frozen=True)
class Report:
    """What a worker did with a batch."""

    runs: tuple[Done, ...]
    settling_seconds: float = 0.0
    bytes: int = 0


class CodeChangedError(RuntimeError):
    """A worker has other code than the process that gave it work."""


def work(batch: Batch) -> Report:
    """Run a batch, if the code is that of the process that gave it.

    Raises:
        CodeChangedError: The code or packages are not those of the main process.
        StoreError: The store cannot be written.
    """
    check_code(batch.code)
    return run_batch(batch)


def check_code(code: str) -> None:
    """Refuse work of a process with other code.

    Args:
        code: Digest of the code and packages of the process that gave the work.

    Raises:
        CodeChangedError: It is not that of this process.
    """
    if code_digest() != code:
        raise CodeChangedError("a worker has other code or packages than this process: changed while the study ran?")


def run_batch(batch: Batch) -> Report:
    """Run what is missing, and keep it as one part of the store."""
    study = _study(batch.study)
    kept: list[tuple[str, RunResult]] = []
    done: list[Done] = []
    settling = 0.0
    for item in batch.items:
        at = study_at(study, item.point) if item.point else study
        addresses = dict(item.missing)
        started = time.perf_counter()
        try:
            settled = settled_town(at, item.pair.draw, item.pair.run, batch.keep_towns)
        except Exception as error:
            done += _all_failed(item, error)
            continue
        finally:
            settling += time.perf_counter() - started
        for note, result in play_item(at, item, settled, batch.remember):
            done.append(note)
            if result is not None:
                kept.append((addresses[note.key], result))
        if study.settings.fail_fast and any(note.error for note in done):
            break
    size = Store(batch.store, batch.code, batch.town).write(kept, batch.tables) if kept else 0
    return Report(tuple(done), settling, size)


@lru_cache(maxsize=1)
def _study(pickled: bytes) -> Study:
    study: Study = pickle.loads(pickled)
    return study


def play_item(
    study: Study, item: Item, settled: World, remember: bool = False
) -> Iterator[tuple[Done, RunResult | None]]:
    """Yield what each missing run of a pair measured, or why it did not, each on a copy of the same settled town."""
    pair, wanted = item.pair, [key for key, _ in item.missing]
    scenarios = {each.name: each for each in (study.reference, *study.scenarios)}
    worldviews = {each.name: each for each in study.worldviews}
    spare = accounts = None
    first = _reference(study, pair)
    if remember and wanted[0] != first:
        accounts = _usual.get(_address(study, first))
    for key in wanted if wanted[0] == first or accounts is not None else [first, *wanted]:
        started = time.perf_counter()
        try:
            values = values_in(study, worldviews.get(key.worldview), pair.draw)
            limit = _limit(study.settings.run_seconds, started)
            model = play(study, scenarios[key.scenario], values, pair.run, settled, spare, each_month=limit)
            result = measure(
                model,
                key,
                accounts,
                itself=key == first,
                tables=study.settings.tables,
                journeys=study.settings.journeys,
            )
        except Exception as error:
            if key == first:
                yield from ((done, None) for done in _all_failed(item, error))
                return
            yield Done(key, time.perf_counter() - started, _worded(error)), None
            continue
        spare = model.world
        if key == first:
            accounts = result.accounts
            if remember:
                _keep_accounts(_address(study, first), key, result)
        if key in wanted:
            yield Done(key, time.perf_counter() - started), replace(result, accounts=None)


_usual: dict[str, Accounts] = {}
"""accounts of usual care, by address; those kept first go first"""


def _keep_accounts(address: str, key: Key, result: RunResult) -> None:
    """Keep the accounts of usual care in one of the first pairs."""
    if key.draw + key.run < REMEMBERED and result.accounts is not None:
        _usual[address] = result.accounts
        while len(_usual) > REMEMBERED:
            del _usual[next(iter(_usual))]


def _address(study: Study, key: Key) -> str:
    return Addresses(study).of(key)


def _limit(seconds: float | None, started: float) -> Callable[[int], None] | None:
    """Return what stops a run that takes too long, month by month; none if it may take as long as it takes."""
    if seconds is None:
        return None

    def check(month: int) -> None:
        if time.perf_counter() - started > seconds:
            raise TimeoutError(f"took more than {seconds:g} seconds (study.run_seconds), at month {month}")

    return check


def _all_failed(item: Item, error: Exception) -> list[Done]:
    return [Done(key, 0.0, _worded(error)) for key, _ in item.missing]


def _reference(study: Study, pair: Pair) -> Key:
    """Return the run of usual care in a pair: with its households the others are compared."""
    worldview, scenario = axes_of(study, pair.draw)[0]
    return Key(point=pair.point, worldview=worldview, scenario=scenario, draw=pair.draw, run=pair.run)


def _worded(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:LONGEST_ERROR]


def batches_of(items: Sequence[Item], runs: int) -> Iterator[tuple[Item, ...]]:
    """Divide work into batches of at least so many runs, in order."""
    batch: list[Item] = []
    count = 0
    for item in items:
        batch.append(item)
        count += len(item.missing)
        if count >= runs:
            yield tuple(batch)
            batch, count = [], 0
    if batch:
        yield tuple(batch)
