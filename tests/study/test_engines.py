"""Any number of workers, any order, any engine, workers that are killed: the same bytes."""

import os
import random
import signal
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from simulation.__main__ import main
from simulation.settings import Engine, EngineKind, Study
from simulation.study import runner
from simulation.study.runner import run_study
from simulation.study.worker import batches_of
from tests.study.small import (
    Heard,
    ended,
    environment,
    hashes,
    leftovers,
    manifest_in,
    started,
    tiny_study,
    with_settings,
)

RUNS = 12
DASK = Engine(kind=EngineKind.DASK)


@pytest.fixture(scope="module")
def small() -> Study:
    return tiny_study(f"study.runs={RUNS}")


@pytest.fixture(scope="module")
def whole(small: Study, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return hashes(run_study(small, tmp_path_factory.mktemp("one worker") / "results").folder)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 2)


class Kills(Heard):
    """Kills one process as soon as a part is done."""

    def __init__(self, find: Any) -> None:
        super().__init__()
        self.find = find
        self.victims: list[int] = []

    def advance(self, runs: int, failed: int = 0) -> None:
        super().advance(runs, failed)
        if not self.victims:
            self.victims.append(self.find())
            os.kill(self.victims[0], signal.SIGKILL)


def one_of_loky() -> int:
    """The process number of a worker of this process."""
    workers = [child for child in psutil.Process().children() if "popen_loky" in " ".join(child.cmdline())]
    return min(worker.pid for worker in workers)


def test_a_killed_worker_is_replaced(small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    kills = Kills(one_of_loky)
    results = run_study(with_settings(small, workers=2), tmp_path / "results", progress=kills)
    assert kills.victims
    assert len(kills.about("killed")) == 1
    assert hashes(results.folder) == whole
    assert results.manifest["failures"] == 0
    assert results.manifest["times"]["workers"] == 2


@pytest.mark.proof
@pytest.mark.parametrize("workers", [2, 8])
def test_the_number_of_workers(workers: int, small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    results = run_study(with_settings(small, workers=workers), tmp_path / "results")
    assert results.manifest["times"]["workers"] == workers
    assert hashes(results.folder) == whole
    assert not leftovers(tmp_path)


@pytest.mark.parametrize("attempt", range(2))
def test_the_order_of_batches_and_what_is_in_them(
    attempt: int, small: Study, whole: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"shuffled with seed {seed}")
    chance = random.Random(seed)

    def shuffled(items: Any, runs: int) -> Any:
        return batches_of(chance.sample(items, len(items)), chance.randrange(1, 9))

    monkeypatch.setattr(runner, "batches_of", shuffled)
    assert hashes(run_study(small, tmp_path / "results").folder) == whole


def test_an_interrupt_of_workers_is_quiet(small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    class Stop(Heard):
        def advance(self, runs: int, failed: int = 0) -> None:
            raise KeyboardInterrupt

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(KeyboardInterrupt):
            run_study(with_settings(small, workers=2), tmp_path / "results", progress=Stop())
    assert [str(each.message) for each in warned] == []
    assert manifest_in(tmp_path / "results")["complete"] is False
    heard = Heard()
    assert hashes(run_study(small, tmp_path / "results", progress=heard).folder) == whole
    assert heard.there[0] >= 2


HASHED = """
import sys
from pathlib import Path
from simulation.study.address import Addresses
from simulation.study.plan import Plan
from simulation.study.runner import run_study
from tests.study.small import tiny_study
study = tiny_study("study.runs=12")
addresses = Addresses(study)
print(*(addresses.of(key) for key in Plan(study).keys))
run_study(study, Path(sys.argv[1]))
"""


def test_another_hash_seed(small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    """The same bytes, and the same addresses: the store of another process is of use."""
    seed = str(random.SystemRandom().randrange(1, 2**32))
    print(f"PYTHONHASHSEED={seed}")
    said = ended(started(HASHED, str(tmp_path / "results"), PYTHONHASHSEED=seed))
    assert hashes(tmp_path / "results") == whole
    addresses = runner.Addresses(small)
    assert said.split() == [addresses.of(key) for key in runner.Plan(small).keys]
    heard = Heard()
    run_study(small, tmp_path / "again", store=tmp_path / "voordeur-store", progress=heard)
    assert heard.played == 0


# Dask


class Cluster:
    """A scheduler and workers, each a process of its own on this machine."""

    def __init__(self, workers: int, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        port = self.address.rpartition(":")[2]
        alone = ("--host", "127.0.0.1", "--no-dashboard")
        self.processes = [self._process("scheduler", "--port", port, *alone)]
        for _ in range(workers):
            self.processes.append(
                self._process("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            )

    def _process(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            cwd=self.folder,  # not that of the study
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self, workers: int) -> None:
        """Wait until so many workers are there."""
        from distributed import Client

        with Client(self.address, timeout="60s") as client:
            client.wait_for_workers(workers, timeout=120)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "elsewhere").mkdir()
    cluster = Cluster(2, tmp_path / "elsewhere")
    try:
        cluster.wait(2)
        yield cluster
    finally:
        cluster.stop()


def test_a_dask_worker_is_killed(
    small: Study,
    whole: dict[str, str],
    cluster: Cluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The folders are given from the current one, which is not that of the workers."""
    monkeypatch.chdir(tmp_path)
    kills = Kills(lambda: cluster.processes[1].pid)
    engine = replace(DASK, address=cluster.address)
    results = run_study(small, Path("results"), engine=engine, progress=kills)
    assert kills.victims
    assert cluster.processes[1].wait(10) == -signal.SIGKILL
    assert hashes(results.folder) == whole
    assert not any((tmp_path / "elsewhere").glob("voordeur-store"))
    assert kills.played >= 2 * RUNS
    fewer = with_settings(small, runs=2, seed=3)
    alone = run_study(fewer, tmp_path / "alone" / "results").folder
    assert hashes(run_study(fewer, Path("one left"), engine=engine).folder) == hashes(alone)


@pytest.mark.proof
def test_dask_on_this_machine(small: Study, whole: dict[str, str], tmp_path: Path) -> None:
    assert hashes(run_study(with_settings(small, workers=2), tmp_path / "results", engine=DASK).folder) == whole


@pytest.mark.proof
def test_the_command_with_a_cluster(cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = ("town.households=600", "study.years=1", "study.warm_up_years=1", "study.runs=3", "study.workers=1")
    given = (*settings, "scenarios=wijkcoaches", "worldviews=optimistic", "quiet=true")
    assert main([*given, f"results={tmp_path / 'here'}", f"store={tmp_path / 'one'}"]) == 0
    where = (f"results={tmp_path / 'there'}", f"store={tmp_path / 'two'}")
    assert main([*given, *where, "engine=dask", f"engine.address={cluster.address}"]) == 0
    assert hashes(tmp_path / "here") == hashes(tmp_path / "there")


def test_no_scheduler_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import distributed

    def refuse(*given: object, **options: object) -> None:
        raise OSError("Timed out trying to connect")

    monkeypatch.setattr(distributed, "Client", refuse)
    given = ("town.households=600", "study.years=1", "study.warm_up_years=0", "study.runs=1", "scenarios=[]")
    address = "tcp://127.0.0.1:9"
    code = main([*given, f"results={tmp_path / 'results'}", "quiet=true", "engine=dask", f"engine.address={address}"])
    assert code == 2
    assert capsys.readouterr().err == f"voordeur: engine.address = {address}: no Dask scheduler answers there\n"


def test_workers_that_are_always_killed_end_the_study(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*given: object) -> Any:
        raise runner.WorkersLostError("killed")

    monkeypatch.setattr(runner, "spread", killed)
    with pytest.raises(runner.StudyError, match="killed again and again"):
        run_study(small, tmp_path / "results")


def test_workers_of_another_version_are_refused(small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from simulation.study import worker

    monkeypatch.setattr(worker, "code_digest", lambda: "other")
    monkeypatch.setattr(runner, "spread", lambda do, batches, *others: map(do, batches))
    with pytest.raises(worker.CodeChangedError, match="other code or packages"):
        run_study(small, tmp_path / "results")
