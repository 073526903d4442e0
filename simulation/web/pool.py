"""Worker processes that stay warm, and the runs of a study that the store does not have yet."""

import os
import pickle
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from functools import partial
from pathlib import Path

from simulation.settings import Engine, Study
from simulation.study.address import Addresses, code_digest
from simulation.study.compiling import compile_all
from simulation.study.machine import processors, runs_in_a_part, workers_for
from simulation.study.plan import Plan
from simulation.study.progress import Quiet
from simulation.study.runner import Session, StudyError
from simulation.study.settled import place_of, settled_town, worth_keeping
from simulation.study.store import Store
from simulation.study.worker import Batch, Item, Report, batches_of, work

LOOK_SECONDS = 0.2
"""between two looks whether somebody still wants the runs"""
MOST_WORKERS = 8
MOST_GROWTH_BYTES = 4 * 10**9
GIVE_WAY = 15
"""steps of niceness"""


class Pool:
    """Processes that have the compiled code at hand; any number of threads may give them work."""

    def __init__(self) -> None:
        from joblib.externals.loky import ProcessPoolExecutor

        self.workers = min(MOST_WORKERS, processors())
        kind = partial(ProcessPoolExecutor, max_workers=self.workers, timeout=None)
        self._first = kind(initializer=_stay)
        """for the first band, which somebody waits for"""
        self._more = kind(initializer=_stay_behind)
        """for everything else, which gives way to it"""
        self._asked: set[Path] = set()
        """files of towns that are being settled"""

    def warm(self, study: Study) -> None:
        """Compile here, so that it is in the cache, and let every worker for the first band read it."""
        starting = [self._first.submit(code_digest) for _ in range(self.workers)]  # they start while this compiles
        compile_all(study)
        for each in [*starting, *(self._first.submit(compile_all, study) for _ in range(self.workers))]:
            each.result()

    def warm_more(self, study: Study) -> None:
        """Let the workers for everything else read it too, before there is anything else."""
        for _ in range(self.workers):
            self._more.submit(compile_all, study)

    def settle(self, study: Study) -> None:
        """Have the town of the first runs settled, once, so that whoever looks at it next sees a band sooner."""
        if worth_keeping(study, 0, study.settings.runs):
            for run in range(study.settings.runs):
                place = place_of(study, 0, run)
                if place not in self._asked and not place.exists():
                    self._asked.add(place)
                    self._more.submit(_settle, study, run)

    def fill(
        self, study: Study, folder: Path, store: Path, tell: Callable[[int, int], bool], is_first: bool = True
    ) -> bool:
        """Run what the store does not have of a study.

        Args:
            study: What is wanted.
            folder: Where its results go.
            store: Where runs are kept.
            tell: Told how many runs are done and how many there are; says whether to go on.
            is_first: Whether somebody waits for a first band.

        Returns:
            Whether all is there; if not, nobody wanted it

        Raises:
            SettingsError: The town does not fit in memory.
            StudyError: Runs failed.
        """
        plan, addresses = Plan(study), Addresses(study)
        workers_for(replace(study, settings=replace(study.settings, workers=self.workers)), self.workers, plan.size)
        kept = Store(store, addresses.code, addresses.town)
        kept.prepare()
        session = Session(plan, folder, kept, Engine(), Quiet(), {})
        there = session.places(plan)
        items = session.missing(plan, there)
        done = len(there)
        executor = self._first if is_first else self._more
        waiting: set[Future[Report]] = {
            executor.submit(work, batch) for batch in _batches(session, items, self.workers)
        }
        try:
            while tell(done, plan.size) and waiting:
                ended, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
                done += sum(_runs_in(each.result()) for each in ended)
        finally:
            for each in waiting:  # what runs now still ends, in the store
                each.cancel()
        return not waiting

    def close(self) -> None:
        """Stop all workers."""
        for each in (self._first, self._more):
            each.shutdown(wait=False, kill_workers=True)


def _batches(session: Session, items: list[Item], workers: int) -> list[Batch]:
    """Divide work so that every worker has some, in parts of at most a second."""
    study = session.plan.study
    pickled = pickle.dumps(study)
    runs = sum(len(item.missing) for item in items)
    size = max(1, min(runs_in_a_part(study), -(-runs // workers)))
    return [
        Batch(
            study=pickled,
            items=some,
            tables=session.tables,
            store=session.store.root.resolve(),
            town=session.store.folder.name,
            code=session.store.code,
            keep_towns=worth_keeping(study, some[0].pair.draw, len(session.plan.pairs)),
            remember=True,
        )
        for some in batches_of(items, size)
    ]


def _stay() -> None:
    """Let a worker live on though its memory grows, as it does with a city: a new one has to read all code again."""
    from joblib.externals.loky import process_executor

    process_executor._MAX_MEMORY_LEAK_SIZE = MOST_GROWTH_BYTES


def _stay_behind() -> None:
    """Let a worker give way to all others."""
    _stay()
    if hasattr(os, "nice"):
        os.nice(GIVE_WAY)


def _settle(study: Study, run: int) -> None:
    settled_town(study, 0, run)


def _runs_in(report: Report) -> int:
    for each in report.runs:
        if each.error:
            raise StudyError(each.error)
    return len(report.runs)
