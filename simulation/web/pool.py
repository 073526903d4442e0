"""Worker processes that stay warm, and the runs of a study that the store does not have yet."""

import pickle
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import replace
from pathlib import Path

from simulation.settings import Engine, Study
from simulation.study.address import Addresses
from simulation.study.compiling import compile_all
from simulation.study.machine import processors, runs_in_a_part, workers_for
from simulation.study.plan import Plan
from simulation.study.progress import Quiet
from simulation.study.runner import Session, StudyError
from simulation.study.settled import worth_keeping
from simulation.study.store import Store
from simulation.study.worker import Batch, Item, Report, batches_of, work

LOOK_SECONDS = 0.2
"""between two looks whether somebody still wants the runs"""
MOST_WORKERS = 8


class Pool:
    """Processes that have the compiled code at hand; any number of threads may give them work."""

    def __init__(self) -> None:
        from joblib.externals.loky import ProcessPoolExecutor

        self.workers = min(MOST_WORKERS, processors())
        self._executor = ProcessPoolExecutor(max_workers=self.workers, timeout=None)

    def warm(self, study: Study) -> None:
        """Compile here, so that it is in the cache, and let every worker read it."""
        compile_all(study)
        for each in [self._executor.submit(compile_all, study) for _ in range(self.workers)]:
            each.result()

    def fill(self, study: Study, folder: Path, store: Path, tell: Callable[[int, int], bool]) -> bool:
        """Run what the store does not have of a study.

        Args:
            study: What is wanted.
            folder: Where its results go.
            store: Where runs are kept.
            tell: Told how many runs are done and how many there are; says whether to go on.

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
        for report in self._reports(_batches(session, items, self.workers), lambda: tell(done, plan.size)):
            failed = [each.error for each in report.runs if each.error]
            if failed:
                raise StudyError(str(failed[0]))
            done += len(report.runs)
        return tell(done, plan.size) and done >= plan.size

    def _reports(self, batches: list[Batch], wanted: Callable[[], bool]) -> Iterator[Report]:
        """Yield what workers did, until all is done or nobody wants it; what runs then still ends, in the store."""
        waiting: set[Future[Report]] = {self._executor.submit(work, batch) for batch in batches}
        try:
            while waiting and wanted():
                ended, waiting = wait(waiting, LOOK_SECONDS, FIRST_COMPLETED)
                yield from (each.result() for each in ended)
        finally:
            for each in waiting:
                each.cancel()

    def close(self) -> None:
        """Stop all workers."""
        self._executor.shutdown(wait=False, kill_workers=True)


def _batches(session: Session, items: list[Item], workers: int) -> list[Batch]:
    """Divide work so that every worker has some, in parts of at most a second."""
    study = session.plan.study
    runs = sum(len(item.missing) for item in items)
    size = max(1, min(runs_in_a_part(study), -(-runs // workers)))
    return [
        Batch(
            study=pickle.dumps(study),
            items=some,
            tables=session.tables,
            store=session.store.root.resolve(),
            town=session.store.folder.name,
            code=session.store.code,
            keep_towns=worth_keeping(study, some[0].pair.draw, len(session.plan.pairs)),
        )
        for some in batches_of(items, size)
    ]


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; return whether it is."""
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(LOOK_SECONDS / 4)
    return true()
