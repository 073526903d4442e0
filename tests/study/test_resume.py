"""Killed at any moment, going on, and runs that fail."""

import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from simulation.__main__ import main
from simulation.model import CoachingModel
from simulation.settings import Study
from simulation.settings.compose import compose_study
from simulation.study import runner
from simulation.study.folder import Results
from simulation.study.run import run_once
from simulation.study.runner import StudyError, run_study
from tests.study.conftest import coached
from tests.study.small import CHECKOUT, Heard, environment, hashes, parts_in, tiny_study, with_settings

ONE = ("study.years=1", "study.warm_up_years=1", "scenarios=[wijkcoaches]", "worldviews=[optimistic]", "quiet=true")
SHORT = ("town.households=1500", "study.runs=60", "study.workers=1")
LONG = ("town.households=20000", "study.runs=40", "study.workers=2")
PARTS_OF_A_MOMENT = """
import sys
from simulation.study import machine
machine.SECONDS_IN_A_PART = 0.01
from simulation.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def command(folder: Path, *settings: str, small_parts: bool) -> "subprocess.Popen[bytes]":
    start = ("-c", PARTS_OF_A_MOMENT) if small_parts else ("-m", "simulation")
    return subprocess.Popen(
        [sys.executable, *start, *ONE, *settings, f"results={folder}"],
        cwd=CHECKOUT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill_group(process: "subprocess.Popen[bytes]") -> bool:
    """Kill -9 of all that the process started; say whether it was still at work."""
    was_working = process.poll() is None
    if was_working:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return was_working


def finish(folder: Path, *settings: str, small_parts: bool) -> None:
    process = command(folder, *settings, small_parts=small_parts)
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 0, errors.decode()


@pytest.mark.proof
def test_killed_twice_and_resumed(tmp_path: Path) -> None:
    """While runs are kept: after the first new part, at a moment that nobody chose."""
    store = tmp_path / "voordeur-store"
    chance = random.SystemRandom()
    for _ in range(2):
        there = len(parts_in(store))
        process = command(tmp_path / "killed", *SHORT, small_parts=True)
        while len(parts_in(store)) == there and process.poll() is None:
            time.sleep(0.005)
        moment = chance.uniform(0.0, 0.2)
        print(f"killed {moment:.4f} seconds after part {there + 1}")
        time.sleep(moment)
        assert kill_group(process)
        assert len(parts_in(store)) > there
    finish(tmp_path / "killed", *SHORT, small_parts=True)
    alone = run_study(compose_study([*ONE, *SHORT]).study, tmp_path / "alone" / "results").folder
    assert hashes(tmp_path / "killed") == hashes(alone)


@pytest.mark.proof
def test_killed_at_ten_random_moments_and_resumed(tmp_path: Path) -> None:
    """From the start of the process to its end; one that was done before its moment says how long that takes by now,
    compiled and with runs there, and loses some of what it did.
    """
    started = time.monotonic()
    finish(tmp_path / "alone" / "results", *LONG, small_parts=False)
    whole, duration = hashes(tmp_path / "alone" / "results"), time.monotonic() - started
    folder, store = tmp_path / "killed", tmp_path / "voordeur-store"
    chance = random.SystemRandom()
    kills = 0
    while kills < 10:
        begun, moment = time.monotonic(), chance.uniform(0.0, duration)
        process = command(folder, *LONG, small_parts=False)
        print(f"killed after {moment:.3f} of {duration:.3f} seconds, {len(parts_in(store))} parts there")
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        if kill_group(process):
            kills += 1
            continue
        duration = time.monotonic() - begun
        assert process.returncode == 0
        assert hashes(folder) == whole
        shutil.rmtree(folder)
        for path in chance.sample(parts_in(store), (len(parts_in(store)) + 1) // 2):
            path.unlink()
    finish(folder, *LONG, small_parts=False)
    assert hashes(folder) == whole


# Runs that fail


@pytest.fixture(scope="module")
def small() -> Study:
    return tiny_study("study.runs=4")


@pytest.fixture(scope="module")
def results(small: Study, tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run_study(small, tmp_path_factory.mktemp("undisturbed") / "results")


def failing(monkeypatch: pytest.MonkeyPatch, scenario: str, runs: tuple[int, ...]) -> None:
    """Half-way through some runs the model gives up."""
    whole = CoachingModel.run

    def run(model: CoachingModel) -> None:
        if model.plan.name == scenario and model.clockwork.seed in seeds:
            model.environment.run(until=model.start_week + 26)
            raise ArithmeticError("a number\ngot lost")
        whole(model)

    seeds = {runner.seed_of(1, number) for number in runs}
    monkeypatch.setattr(CoachingModel, "run", run)


def test_a_run_that_fails_half_way(
    small: Study, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It becomes a row, changes no other run, and is tried again the next time."""
    folder = tmp_path / "my results"
    with monkeypatch.context() as patch:
        failing(patch, "coached", (1, 3))
        with pytest.raises(StudyError, match="2 of 8 runs failed"):
            run_study(small, folder)
    rows = Results(folder).failures
    assert rows["run"].tolist() == [1, 3]
    assert rows["error"].tolist() == ["ArithmeticError: a number got lost"] * 2
    assert rows["seed"].tolist() == [str(runner.seed_of(1, run)) for run in (1, 3)]
    words = shlex.split(rows["command"][0])
    assert words == ["voordeur", "task=replay", f"results={folder}", "run=optimistic/coached/0/1"]
    ours, theirs = Results(folder).runs, results.runs
    failed = (theirs["scenario"] == "coached") & theirs["run"].isin([1, 3])
    assert ours.equals(theirs[~failed].reset_index(drop=True))
    heard = Heard()
    assert hashes(run_study(small, folder, progress=heard).folder) == hashes(results.folder)
    assert heard.there == [6]
    assert heard.played == 2


def test_the_first_failure_stops(
    small: Study, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "runs_in_a_part", lambda study: 2)
    folder = tmp_path / "results"
    heard = Heard()
    with monkeypatch.context() as patch:
        failing(patch, "coached", (1, 2, 3))
        with pytest.raises(StudyError, match="1 of 8 runs failed"):
            run_study(with_settings(small, fail_fast=True), folder, progress=heard)
    assert heard.failed == 1
    assert heard.played == 4
    assert Results(folder).failures["run"].tolist() == [1]
    assert Results(folder).manifest["failures"] == 1
    assert hashes(run_study(small, folder).folder) == hashes(results.folder)


def test_the_command_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [*ONE, "town.households=600", "study.runs=2", "study.workers=1", f"results={tmp_path / 'results'}"]
    with monkeypatch.context() as patch:
        failing(patch, "wijkcoaches", (1,))
        assert main(given) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "1 of 4 runs failed" in said
    assert "a number got lost" in said
    assert main([*given, "lang=nl"]) == 0
    assert not (tmp_path / "results" / "failures.parquet").exists()


# Nothing leaks from one run into another


def test_what_a_caller_gave_is_unchanged(small: Study, tmp_path: Path) -> None:
    before = repr(small)
    run_study(small, tmp_path / "results")
    assert repr(small) == before


def test_replicates_differ(results: Results) -> None:
    runs = results.runs.query("scenario == 'coached'")
    assert len(runs) == runs["total_cost_eur"].nunique() == runs["problem_weeks"].nunique() == 4


def test_every_run_is_what_it_is_alone(small: Study, results: Results) -> None:
    """Though a worker plays them in the memory of the run before."""
    runs = results.runs.set_index(["scenario", "run"])
    for run in (3, 0):
        usual = run_once(small, "usual_care", run=run)
        alone = run_once(small, "coached", "optimistic", run=run, reference=usual)
        for result in (usual, alone):
            ours = runs.loc[(result.key.scenario, run)]
            names = [name for name in result.outcomes if not name.startswith("effect_") or result is alone]
            theirs = [result.outcomes[name] for name in names]
            assert np.array_equal(ours[names].to_numpy(float), theirs, equal_nan=True)


def test_one_after_another_in_one_process(small: Study, tmp_path: Path) -> None:
    other = replace(with_settings(small, seed=7), scenarios=(coached(small, 6, "ends"),))
    first = run_study(small, tmp_path / "first", store=tmp_path / "1").folder
    run_study(other, tmp_path / "other", store=tmp_path / "2")
    last = run_study(small, tmp_path / "last", store=tmp_path / "3").folder
    assert hashes(first) == hashes(last) != hashes(tmp_path / "other")


def test_scenarios_in_another_order_have_the_same_rows(small: Study, tmp_path: Path) -> None:
    """What was played before in the same memory leaves nothing behind."""
    ends = coached(small, 6, "ends")
    tables = []
    for name, scenarios in {"there": (small.scenarios[0], ends), "back": (ends, small.scenarios[0])}.items():
        folder = run_study(replace(small, scenarios=scenarios), tmp_path / name, store=tmp_path / f"store {name}")
        tables.append(folder.runs.sort_values(["scenario", "run"]).reset_index(drop=True))
    assert tables[0].equals(tables[1])
