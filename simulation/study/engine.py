"""Engines: joblib spreads batches over processes of this machine (loky) or of a cluster (Dask)."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from simulation.settings import Engine, EngineKind, SettingsError
from simulation.study.worker import Batch, Report, run_batch, work


class WorkersLostError(RuntimeError):
    """A worker process was killed, and with it the pool."""


def reports(batches: Iterable[Batch], workers: int, engine: Engine) -> Iterator[Report]:
    """Yield what workers did, in whatever order they end; one worker is this process.

    Args:
        batches: The work.
        workers: Processes on this machine; a cluster has its own.
        engine: What spreads the work.

    Raises:
        SettingsError: The engine is not there.
        WorkersLostError: A worker was killed; what was kept is kept.
    """
    if engine.kind is EngineKind.DASK:
        with _dask(engine, workers) as killed:
            yield from _spread(batches, -1, killed)
    elif workers == 1:
        yield from map(run_batch, batches)
    else:
        yield from _on_this_machine(batches, workers)


def _on_this_machine(batches: Iterable[Batch], workers: int) -> Iterator[Report]:
    """Stop at once when interrupted; what a worker was doing is lost, and whole parts stay."""
    from joblib.externals.loky import get_reusable_executor
    from joblib.externals.loky.process_executor import BrokenProcessPool

    try:
        yield from _spread(batches, workers, BrokenProcessPool)
    except WorkersLostError:
        raise
    except BaseException:
        get_reusable_executor().shutdown(wait=True, kill_workers=True)
        raise


def _spread(batches: Iterable[Batch], workers: int, killed: type[Exception]) -> Iterator[Report]:
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
    found = parallel(delayed(work)(batch) for batch in batches)
    try:
        # `yield from` would let an interrupt reach joblib before its warnings are off.
        for report in found:  # noqa: UP028
            yield report
    except killed as error:
        raise WorkersLostError(" ".join(str(error).split())) from error
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.close()


@contextmanager
def _dask(engine: Engine, workers: int) -> Iterator[type[Exception]]:
    """Connect to a scheduler, or start one with processes on this machine; give the error that a lost worker is."""
    try:
        import distributed
    except ImportError as error:
        raise SettingsError("engine = dask: is not installed; it comes with the extra 'cluster'") from error
    from joblib import parallel_config

    if engine.address is None:
        with (
            distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            distributed.Client(cluster),
            parallel_config(backend="dask"),
        ):
            yield distributed.KilledWorker
        return
    try:
        client = distributed.Client(engine.address, timeout="10s")
    except (OSError, ValueError) as error:
        raise SettingsError(f"engine.address = {engine.address}: no Dask scheduler answers there") from error
    with client, parallel_config(backend="dask"):
        yield distributed.KilledWorker
