"""Engines: joblib spreads work over processes of this machine (loky) or of a cluster (Dask)."""

import signal
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection

from simulation.settings import Engine, EngineKind, SettingsError

RENEWED = "A worker stopped while some jobs were given to the executor"
"""What joblib warns of when it renews a worker whose memory grew; nothing is lost."""


class WorkersLostError(RuntimeError):
    """A worker process was killed, and with it the pool."""


def spread[Job, Done](do: Callable[[Job], Done], jobs: Iterable[Job], workers: int, engine: Engine) -> Iterator[Done]:
    """Yield what was done, in whatever order it ends; one worker is this process.

    Args:
        do: Does a job; a function of a module, that other processes can find.
        jobs: The work.
        workers: Processes on this machine; a cluster has its own.
        engine: What spreads the work.

    Raises:
        SettingsError: The engine is not there.
        WorkersLostError: A worker was killed; what was kept is kept.
    """
    if engine.kind is EngineKind.DASK:
        with _dask(engine, workers) as killed:
            yield from _spread(do, jobs, -1, killed)
    elif workers == 1:
        yield from map(do, jobs)
    else:
        yield from _on_this_machine(do, jobs, workers)


def _on_this_machine[Job, Done](do: Callable[[Job], Done], jobs: Iterable[Job], workers: int) -> Iterator[Done]:
    """Stop at once when interrupted; what a worker was doing is lost, and whole parts stay."""
    from joblib.externals.loky import get_reusable_executor
    from joblib.externals.loky.process_executor import BrokenProcessPool

    try:
        yield from _spread(do, jobs, workers, BrokenProcessPool)
    except WorkersLostError:
        raise
    except BaseException:
        get_reusable_executor().shutdown(wait=True, kill_workers=True)
        raise


def _spread[Job, Done](
    do: Callable[[Job], Done], jobs: Iterable[Job], workers: int, killed: type[Exception]
) -> Iterator[Done]:
    from joblib import Parallel, delayed

    warnings.filterwarnings("ignore", message=RENEWED)
    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
    found = parallel(delayed(_in_worker)(do, job) for job in jobs)
    try:
        # `yield from` would let an interrupt reach joblib before its warnings are off.
        for done in found:  # noqa: UP028
            yield done
    except killed as error:
        raise WorkersLostError(" ".join(str(error).split())) from error
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.close()


@contextmanager
def beside[Done](do: Callable[[], Done]) -> Iterator[Callable[[], Done]]:
    """Have work done in a process of its own while this one goes on; give what waits for it.

    Work whose process was killed is done here after all. What nobody waited for is stopped; it ends with this process.

    Args:
        do: Does the work; a function of a module, or a ``partial`` of one.
    """
    from joblib.externals.loky.backend import get_context

    context = get_context("loky")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_in_worker, args=(partial(_send, sender), do), daemon=True)
    with _uninterrupted():
        process.start()
    sender.close()

    def wait() -> Done:
        try:
            done, error = receiver.recv()
        except EOFError:
            return do()
        if error is not None:
            raise error
        answer: Done = done
        return answer

    try:
        yield wait
    finally:
        process.terminate()
        process.join()
        receiver.close()


def _send[Done](sender: Connection, do: Callable[[], Done]) -> None:
    """Do work and send what came of it, or what went wrong; if nobody listens any more, nothing is left to do."""
    came: tuple[Done | None, Exception | None]
    try:
        came = do(), None
    except Exception as error:
        came = None, error
    with suppress(BrokenPipeError):
        sender.send(came)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let a process that begins here leave an interrupt to the main one, from its first moment on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _in_worker[Job, Done](do: Callable[[Job], Done], job: Job) -> Done:
    """Do a job in a process of its own, which leaves an interrupt to the main one."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return do(job)


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
