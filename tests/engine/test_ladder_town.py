"""The ladder town against the Markov chain that it is: time averages, first passages, and no rounds that matter."""

import dataclasses
from functools import cache

import numpy as np
import pytest
from scipy.linalg import expm

from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import LadderTown, Town
from simulation.streets.tables import FINANCES
from simulation.streets.tally import CRISES, WEEKS
from tests.engine.estimates import Estimate, agrees, apart, mean
from tests.engine.runs import played, settled, study_of

HOUSEHOLDS = 400
RUNS = 40
WEEKS_PER_YEAR = 52
SHIPPED = LadderTown(onset=0.004, worsen=(0.01, 0.008), ease=(0.02, 0.015, 0.03))
LADDERS = {
    "shipped": SHIPPED,
    "fast": LadderTown(onset=0.8, worsen=(1.5, 0.7), ease=(0.9, 1.1, 2.0)),
    "steep": LadderTown(onset=0.02, worsen=(0.05, 0.03), ease=(0.01, 0.004, 0.02)),
}


def generator_of(ladder: LadderTown) -> np.ndarray:
    """The matrix of rates between severities, rows summing to zero."""
    rates = np.zeros((4, 4))
    for severity, rate in enumerate((ladder.onset, *ladder.worsen)):
        rates[severity, severity + 1] = rate
    for severity, rate in enumerate(ladder.ease, start=1):
        rates[severity, severity - 1] = rate
    return rates - np.diag(rates.sum(axis=1))


def steady_state(ladder: LadderTown) -> np.ndarray:
    """Solve shares x rates = 0 with shares that sum to one."""
    system = np.vstack([generator_of(ladder).T, np.ones(4)])
    return np.linalg.lstsq(system, np.array([0.0, 0.0, 0.0, 0.0, 1.0]), rcond=None)[0]


def mean_passage(ladder: LadderTown, target: int) -> float:
    """Mean weeks from no problem to the first time at a severity."""
    inner = generator_of(ladder)[:target, :target]
    return float(np.linalg.solve(inner, -np.ones(target))[0])


def reached_by(ladder: LadderTown, target: int, weeks: float) -> float:
    """Probability of having reached a severity from no problem within so many weeks."""
    rates = generator_of(ladder)
    rates[target:] = 0.0
    return float(expm(rates * weeks)[0, target:].sum())


def town_of(ladder: LadderTown) -> Town:
    return dataclasses.replace(study_of("town=ladder").town, ladder=ladder, households=HOUSEHOLDS)


def play(ladder: LadderTown, years: int, warm_up_years: int, run: int = 0, rounds_per_week: int = 1) -> CoachingModel:
    study, town = study_of("town=ladder"), town_of(ladder)
    world = settled(study, town, warm_up_years, run, rounds_per_week)
    return played(study, study.reference, world, years, town=town, run=run, rounds_per_week=rounds_per_week)


def shares_of(model: CoachingModel, years: int) -> np.ndarray:
    """Time averages of the severities, from the counted weeks."""
    weeks = model.tallies[:, 0, WEEKS + 3 * FINANCES : WEEKS + 3 * FINANCES + 3].sum(axis=0)
    problems = weeks / (HOUSEHOLDS * WEEKS_PER_YEAR * years)
    return np.array([1.0 - problems.sum(), *problems])


@cache
def time_averages(name: str) -> np.ndarray:
    """Shares of time, shape (runs, 4); settled over several times the slowest relaxation."""
    ladder = LADDERS[name]
    years = 10
    slowest = np.sort(np.abs(np.linalg.eigvals(generator_of(ladder))))[1]
    warm_up = int(np.ceil(10.0 / slowest / WEEKS_PER_YEAR)) + 1
    return np.array([shares_of(play(ladder, years, warm_up, run), years) for run in range(RUNS)])


@pytest.mark.parametrize("name", LADDERS)
def test_time_averages_are_the_steady_state(name: str) -> None:
    found, expected = time_averages(name), steady_state(LADDERS[name])
    assert not apart({f"severity {level}": (mean(found[:, level]), expected[level]) for level in range(4)})


@pytest.mark.parametrize("name", LADDERS)
def test_how_households_stand_at_the_end_is_the_steady_state(name: str) -> None:
    ladder = LADDERS[name]
    slowest = np.sort(np.abs(np.linalg.eigvals(generator_of(ladder))))[1]
    years = int(np.ceil(10.0 / slowest / WEEKS_PER_YEAR)) + 1
    standing = [play(ladder, years, 0, run).world.homes["severity"][:, FINANCES] for run in range(RUNS)]
    found = np.array([np.bincount(each, minlength=4) / HOUSEHOLDS for each in standing])
    expected = steady_state(ladder)
    assert not apart({f"severity {level}": (mean(found[:, level]), expected[level]) for level in range(4)})


@cache
def absorbed(target: int, name: str, years: int) -> tuple[CoachingModel, ...]:
    """Runs from no problem in which the target severity is never left."""
    ladder = LADDERS[name]
    ease = tuple(0.0 if number == target else rate for number, rate in enumerate(ladder.ease, start=1))
    worsen = tuple(0.0 if number == target else rate for number, rate in enumerate(ladder.worsen, start=1))
    stopped = dataclasses.replace(ladder, ease=ease, worsen=worsen)
    return tuple(play(stopped, years, 0, run) for run in range(RUNS))


@pytest.mark.parametrize("target", [1, 2, 3])
def test_mean_first_passage(target: int) -> None:
    """Weeks in the absorbing state, taken off the horizon, are the time it took to get there."""
    years = 20
    horizon, found = years * WEEKS_PER_YEAR, []
    for model in absorbed(target, "steep", years):
        assert (model.world.homes["severity"][:, FINANCES] == target).mean() > 0.99
        weeks = model.tallies[:, 0, WEEKS + 3 * FINANCES + target - 1].sum()
        found.append(horizon - weeks / HOUSEHOLDS)
    expected = sum(1.0 - reached_by(LADDERS["steep"], target, week + 0.5) for week in range(horizon))
    assert expected == pytest.approx(mean_passage(LADDERS["steep"], target), rel=0.01)
    assert not apart({"weeks": (mean(found), expected)})


def absorbed_by(weeks: int) -> Estimate:
    """Share that has been in a crisis, from the crises counted by month."""
    months = 12 * weeks // WEEKS_PER_YEAR
    found = [model.tallies[:months, 0, CRISES + FINANCES].sum() / HOUSEHOLDS for model in absorbed(3, "steep", 20)]
    return mean(found)


def test_share_absorbed_in_time() -> None:
    """The crises counted by month are the distribution of the first passage; a fifth more onset would be noticed."""
    ladder = LADDERS["steep"]
    planted = dataclasses.replace(ladder, onset=ladder.onset * 1.2)
    assert not apart(
        {f"{weeks} weeks": (absorbed_by(weeks), reached_by(ladder, 3, weeks)) for weeks in (52, 104, 208, 520)}
    )
    assert not agrees(absorbed_by(104), reached_by(planted, 3, 104))


def lives(world: World) -> dict[str, np.ndarray]:
    return {name: world.homes[name] for name in ("severity", "count", "luck", "settled", "scar", "occupant")}


@pytest.mark.parametrize("rounds_per_week", [2, 3, 7, 10])
@pytest.mark.parametrize("name", ["shipped", "fast"])
def test_rounds_do_not_touch_households(name: str, rounds_per_week: int) -> None:
    once, often = (play(LADDERS[name], 2, 1, 0, rounds) for rounds in (1, rounds_per_week))
    for field, values in lives(once.world).items():
        np.testing.assert_array_equal(values, lives(often.world)[field], err_msg=field)
    np.testing.assert_allclose(once.tallies, often.tallies, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("rounds_per_week", [1, 3, 10, 24, 49, 168])
def test_as_many_rounds_as_weeks_ask_for(rounds_per_week: int) -> None:
    """The clock counts whole rounds: a week in 49 or 168 of them is still a week, and months begin in time."""
    model = play(LADDERS["shipped"], 1, 0, 0, rounds_per_week)
    assert float(model.world.town[0]["clock"]) == pytest.approx(WEEKS_PER_YEAR, abs=1e-9)
    expected = play(LADDERS["shipped"], 1, 0, 0, 1)
    np.testing.assert_allclose(model.tallies, expected.tallies, rtol=1e-9, atol=1e-9)


def test_nobody_lives_outside_the_ladder() -> None:
    model = play(LADDERS["fast"], 2, 1)
    assert (np.delete(model.world.homes["severity"], FINANCES, axis=1) == 0).all()
    assert (model.world.homes["occupant"] == 0).all()
    assert int(model.world.town[0]["requests"]) == 0
