"""What running many runs costs beyond the runs themselves; printed, never asserted."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from joblib.externals.loky import get_reusable_executor

from simulation.settings import Study
from simulation.study import runner, settled
from simulation.study.progress import Quiet
from simulation.study.runner import run_study
from tests.benchmarks.kernel import sweep

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
ROUNDS = 2
Report = Callable[[str], None]

pytestmark = pytest.mark.bench


class Watch(Quiet):
    """Notes the memory of this process as runs come in."""

    def __init__(self) -> None:
        self.runs = 0
        self.memory: dict[int, int] = {}

    def advance(self, runs: int, failed: int = 0) -> None:
        self.runs += runs
        self.memory[self.runs] = resident_bytes()


def resident_bytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def hamlet_of(study: Study, runs: int) -> Study:
    """Return a study of next to nothing."""
    small = replace(study.settings, years=1, warm_up_years=0, runs=runs)
    return replace(study, settings=small, town=replace(study.town, households=200))


def seconds_of(study: Study, folder: Path) -> float:
    """The seconds that a study takes, without compiling."""
    times = run_study(study, folder / "results").manifest["times"]
    return float(times["total_seconds"] - times["compiling_seconds"])


def kernels(runs: int) -> float:
    """The seconds that two processes take side by side, each with half of the runs and nothing else to do."""
    halves = [(0, runs // 2), (runs // 2, runs)]
    commands = [[sys.executable, "-m", "tests.benchmarks.kernel", *map(str, half)] for half in halves]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for command in commands]
    return max(float(process.communicate()[0]) for process in processes)


def test_a_sweep_of_a_thousand_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    """Against two processes that do nothing but the same runs, in the same minutes."""
    monkeypatch.setattr(settled, "LIMIT_BYTES", 0)  # the kernel keeps no towns either
    study = sweep()
    theirs, ours, starts = [], [], []
    for number in range(ROUNDS):
        theirs.append(kernels(study.settings.runs))
        get_reusable_executor().shutdown(wait=True)
        starts.append(seconds_of(hamlet_of(study, WORKERS), tmp_path / f"start {number}"))
        ours.append(seconds_of(study, tmp_path / f"{number}"))
    files = [path for path in (tmp_path / "0").rglob("*") if path.is_file()]
    total = 4 * study.settings.runs
    best, kernel, size = min(ours), min(theirs), sum(path.stat().st_size for path in files) / total / 1e3
    report(
        f"sweep of {total} runs of pilot size, {WORKERS} workers: {best:.1f} s with tables, after "
        f"{min(starts):.1f} s in which the pool starts; two processes with the same runs alone {kernel:.1f} s; "
        f"{kernel / best:.3f} of their speed, "
        f"{(best - kernel) * WORKERS / total * 1e3:.2f} ms a run beyond them; {size:.1f} kB on disk a run"
    )


def test_memory_does_not_grow_with_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    """Twenty thousand runs of a hamlet: what the main process keeps of them does not depend on their size."""
    monkeypatch.setattr(settled, "LIMIT_BYTES", 0)
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 40)
    study = sweep()
    watch = Watch()
    results = run_study(hamlet_of(study, 5000), tmp_path / "results", progress=watch)
    at_thousand = next(memory for runs, memory in watch.memory.items() if runs >= 1000)
    last = max(watch.memory)
    files = {"results": results.folder, "store": tmp_path / "voordeur-store"}
    size = {name: sum(path.stat().st_size for path in folder.rglob("*.*")) / 1e6 for name, folder in files.items()}
    times = results.manifest["times"]
    busy = times["settling_seconds"] + times["running_seconds"]
    beyond = (WORKERS * (times["total_seconds"] - times["compiling_seconds"]) - busy) / last
    report(
        f"{last:,} runs of a hamlet: {beyond * 1e3:.2f} ms a run beyond settling, playing and measuring, with pool "
        f"start and tables; main process {at_thousand / 1e6:.0f} MB after 1,000 runs, "
        f"{watch.memory[last] / 1e6:.0f} MB after {last:,}, {resident_bytes() / 1e6:.0f} MB when the tables are made; "
        f"on disk: results {size['results']:.1f} MB, store {size['store']:.1f} MB"
    )
