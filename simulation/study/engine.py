"""Engines: joblib spreads batches over processes of this machine (loky) or of a cluster (Dask)."""

import warnings
from collections.abc import Generator, Iterable, Iterator
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
        with _dask(engine, workers):
            yield from _spread(batches, -1)
    elif workers == 1:
        yield from map(run_batch, batches)
    else:
        yield from _spread(batches, workers)


def _spread(batches: Iterable[Batch], workers: int) -> Iterator[Report]:
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import BrokenProcessPool

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
    found = parallel(delayed(work)(batch) for batch in batches)
    try:
        yield from found
    except BrokenProcessPool as error:
        raise WorkersLostError(" ".join(str(error).split())) from error
    except BaseException:
        _stop(found)
        raise


def _stop(found: Generator[Report]) -> None:
    """Stop at once; what a worker was doing is lost, and whole parts stay."""
    from joblib.externals.loky import get_reusable_executor

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found.close()
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


@contextmanager
def _dask(engine: Engine, workers: int) -> Iterator[None]:
    """Connect to a scheduler, or start one with processes on this machine."""
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
            yield
        return
    try:
        client = distributed.Client(engine.address, timeout="10s")
    except (OSError, ValueError) as error:
        raise SettingsError(f"engine.address = {engine.address}: no Dask scheduler answers there") from error
    with client, parallel_config(backend="dask"):
        yield
