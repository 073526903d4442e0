"""How fast the model is; printed, never asserted."""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from simulation.services.world import World
from simulation.study.keys import Key
from simulation.study.run import measure
from tests.benchmarks.peers.mesa_town import MesaTown
from tests.benchmarks.peers.test_same_rules import without_help
from tests.engine import runs

ROOT = Path(__file__).resolve().parents[2]
PILOT_SIZE = 2000
SCENARIOS = ("usual_care", "wijkcoaches", "funding_ends", "city_wide", "combined_city_wide")
"""The last is all approaches on, from the fourth year in the whole town."""
Report = Callable[[str], None]

pytestmark = pytest.mark.bench


def study_for(households: int | None = None) -> tuple[runs.Study, runs.Town]:
    study = runs.study_of("town=enschede", f"scenarios=[{','.join(SCENARIOS[1:])}]")
    return study, study.town if households is None else dataclasses.replace(study.town, households=households)


@pytest.fixture(scope="module")
def city() -> World:
    study, town = study_for()
    return runs.settled(study, town, 2)


@pytest.fixture(scope="module")
def pilot() -> World:
    study, town = study_for(PILOT_SIZE)
    return runs.settled(study, town, 2)


def decade(benchmark: BenchmarkFixture, world: World, scenario: str, households: int | None, rounds: int) -> float:
    """Time ten years of a scenario in the memory of the run before, as a study does; return the median in seconds.

    Copying the settled world is timed too: it is part of a run.
    """
    study, town = study_for(households)
    plan = runs.scenarios_in(study)[scenario]
    last: list[World | None] = [None]

    def play() -> None:
        model = runs.begun(study, plan, world, 10, town=town, worldview="optimistic", spare=last[0])
        model.run()
        last[0] = model.world

    benchmark.pedantic(play, rounds=rounds, warmup_rounds=2)
    return float(benchmark.stats["median"]) if benchmark.stats else 0.0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_decade_in_the_city(benchmark: BenchmarkFixture, city: World, scenario: str, report: Report) -> None:
    seconds = decade(benchmark, city, scenario, None, 7)
    report(
        f"city decade, {scenario:18} {seconds:8.3f} s, {seconds / len(city.homes) / 10 * 1e9:8.0f} ns a household-year"
    )


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_decade_in_a_pilot(benchmark: BenchmarkFixture, pilot: World, scenario: str, report: Report) -> None:
    seconds = decade(benchmark, pilot, scenario, PILOT_SIZE, 20)
    report(f"pilot decade, {scenario:18} {seconds:7.3f} s, {seconds / PILOT_SIZE / 10 * 1e9:8.0f} ns a household-year")


def test_measuring_a_decade_in_a_pilot(benchmark: BenchmarkFixture, pilot: World, report: Report) -> None:
    """Outcomes, the effect in parts and all tables of a finished run, beside the time that playing it takes."""
    study, town = study_for(PILOT_SIZE)
    plan, key = runs.scenarios_in(study)["city_wide"], Key(worldview="", scenario="", draw=0, run=0)
    usual = measure(runs.played(study, study.reference, pilot, 10, town=town), key)
    started = time.process_time()
    model = runs.played(study, plan, pilot, 10, town=town, worldview="optimistic")
    played = time.process_time() - started
    benchmark.pedantic(lambda: measure(model, key, usual.accounts), rounds=20, warmup_rounds=2)
    seconds = float(benchmark.stats["min"]) if benchmark.stats else 0.0
    report(f"measuring a pilot decade {seconds * 1e3:8.1f} ms, {seconds / played:6.0%} of playing it")


@pytest.mark.parametrize("households", [PILOT_SIZE, None], ids=["pilot", "city"])
def test_settling(benchmark: BenchmarkFixture, households: int | None, report: Report) -> None:
    study, town = study_for(households)
    benchmark.pedantic(runs.settled, args=(study, town, study.settings.warm_up_years), rounds=2, warmup_rounds=1)
    seconds = float(benchmark.stats["mean"]) if benchmark.stats else 0.0
    report(f"settling {town.households} households for {study.settings.warm_up_years} years {seconds:8.3f} s")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_ledger_of_a_decade(benchmark: BenchmarkFixture, pilot: World, scenario: str) -> None:
    study, town = study_for(PILOT_SIZE)
    plan = runs.scenarios_in(study)[scenario]
    benchmark(runs.played(study, plan, pilot, 10, town=town, worldview="optimistic").ledger)


@pytest.mark.parametrize(
    ("households", "warm_up_years", "years"),
    [(2_000, 2, 10), (20_000, 2, 10), (200_000, 2, 10), (2_000_000, 0, 2)],
)
def test_size(benchmark: BenchmarkFixture, households: int, warm_up_years: int, years: int, report: Report) -> None:
    """A process for each size: time per household-year and peak memory."""

    def play() -> dict[str, float]:
        command = [sys.executable, "-m", "tests.benchmarks.sized_run", *map(str, (households, warm_up_years, years))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ))
        if done.returncode:
            pytest.fail(f"{households} households did not run here: {done.stderr[-200:]}")
        return json.loads(done.stdout)

    found = benchmark.pedantic(play, rounds=1)
    benchmark.extra_info.update(found)
    report(
        f"{households:9} households: {found['ns_per_household_year']:8.0f} ns a household-year, "
        f"peak memory {found['peak_bytes'] / 1e9:6.2f} GB"
        + (f", {found['bytes_per_household']:6.0f} bytes a household" if households >= 200_000 else "")
    )


def test_one_mesa_object_for_each_household(benchmark: BenchmarkFixture, pilot: World, report: Report) -> None:
    """The same household rules, weekly, in plain Python; and the engine in the same minute, with and without help."""
    study, town = study_for(PILOT_SIZE)
    peer = MesaTown(pilot.homes[:1000], pilot.rules[0], seed=1)

    def play() -> None:
        for _ in range(52):
            peer.step()

    benchmark.pedantic(play, rounds=3, warmup_rounds=1)
    theirs = (float(benchmark.stats["mean"]) if benchmark.stats else 0.0) / 1000 * 1e9
    alone = without_help(runs.values_in(study), easier=False)
    bare = runs.prepare(town, study.reference, alone, runs.clockwork(study, 2))
    for label, world, values in (
        ("households alone", bare, alone),
        ("agencies included", pilot, runs.values_in(study)),
    ):
        ours = engine_seconds(study, town, world, values) / PILOT_SIZE / 10 * 1e9
        report(
            f"one Mesa object for each household: {theirs:8.0f} ns a household-year; "
            f"this engine, {label}: {ours:6.0f} ns; {theirs / ours:5.0f} times as fast"
        )


def engine_seconds(study: runs.Study, town: runs.Town, world: World, values: runs.Values) -> float:
    """The median of some decades of usual care, in seconds."""
    times = []
    for _ in range(7):
        start = time.perf_counter()
        runs.begun(study, study.reference, world, 10, town=town, values=values).run()
        times.append(time.perf_counter() - start)
    return sorted(times)[3]
