"""Nothing gets lost, nothing depends on chance twice, and who is not touched is not changed."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.money import balance_of
from simulation.services.assistants import tables
from simulation.services.assistants.tables import (
    AT_WORK,
    ERRANDS,
    INTEREST,
    LASTING,
    MOVED_OUT,
    NO_POST,
    POOLS,
    TRAINING,
    VACANT,
    WISHES,
)
from simulation.settings import Coaches, Outreach
from simulation.streets.tally import CRISES, EVENTS, WEEKS
from tests.assistants import plain, towns
from tests.assistants.towns import in_town, matches_of, played, sides, without
from tests.engine.conservation import problems_of

ROOT = Path(__file__).resolve().parents[2]
STORM = {
    "streets.moves_year": 2.0,
    "streets.ease_early": 0.2,
    "streets.ease_serious": 0.2,
    "streets.worsen_early": 0.1,
    "streets.worsen_serious": 0.1,
    "assistants.turnover_year": 0.9,
    "assistants.vacancy_weeks": 3.0,
    "assistants.training_weeks": 2.0,
    "assistants.match_survival_1y": 0.05,
    "assistants.call_week": 0.05,
}
UNLIMITED = "levers.agencies.unlimited=true"


def check_matches(model: CoachingModel) -> None:
    """Each match is in one state, and households and addresses know of exactly those that last."""
    homes, work = model.world.homes, model.works["assistants"]
    clock = float(model.world.town[0]["clock"])
    rows = matches_of(model)
    lasts = rows["state"] == LASTING
    assert np.isin(rows["state"], range(MOVED_OUT + 1)).all()
    np.testing.assert_array_equal(lasts, np.isnan(rows["ended"]))
    np.testing.assert_array_equal(lasts, np.isfinite(work.ends[: len(rows)]))
    assert (rows["ended"][~lasts] >= rows["made"][~lasts]).all()
    assert (rows["ended"][~lasts] <= clock).all()
    assert (work.ends[: len(rows)] > clock).all()
    assert lasts.sum() == work.diary["lasting"][0]
    neighbours, practical = np.zeros(len(homes), int), np.zeros(len(homes), int)
    roles = np.zeros(len(homes), int)
    for household, occupant, role in sides(rows[lasts]):
        np.testing.assert_array_equal(homes["occupant"][household], occupant)
        np.add.at(neighbours, household, 1)
        np.add.at(practical, household[role == ERRANDS], 1)
        np.add.at(roles, household, 1 << role.astype(int))
    np.testing.assert_array_equal(homes["neighbours"], neighbours)
    np.testing.assert_array_equal(homes["practical"], practical)
    np.testing.assert_array_equal(work.addresses["roles"], roles)
    for place, team in enumerate(work.teams):
        assert team["carried"] == rows["carried"][lasts & (rows["neighbourhood"] == place)].sum()


def check_pools(model: CoachingModel) -> None:
    """Every address stands in each pool as often as it says it does."""
    work, bounds = model.works["assistants"], model.world.bounds
    found = np.zeros((len(work.addresses), WISHES), int)
    for place, team in enumerate(work.teams):
        for pool in range(POOLS):
            wish, number = min(pool, INTEREST), int(team["pool_head"][pool])
            for _ in range(int(team["pool_length"][pool])):
                assert bounds[place] <= number < bounds[place + 1]
                found[number, wish] += 1
                last, number = number, int(work.addresses["pool_next"][number, wish])
            if team["pool_length"][pool]:
                assert team["pool_tail"][pool] == last
    assert found.max() <= 1
    bits = work.addresses["pooled"][:, None] >> np.arange(WISHES) & 1
    np.testing.assert_array_equal(found, bits)


def check_posts(model: CoachingModel) -> None:
    """Each post is in one state; nobody holds two; everybody lives where they work."""
    homes, posts = model.world.homes, model.works["assistants"].posts
    assert np.isin(posts["state"], (NO_POST, VACANT, TRAINING, AT_WORK)).all()
    held = posts[np.isin(posts["state"], (TRAINING, AT_WORK))]
    assert len(set(held["household"])) == len(held)
    np.testing.assert_array_equal(homes["occupant"][held["household"]], held["occupant"])
    np.testing.assert_array_equal(homes["neighbourhood"][held["household"]], held["neighbourhood"])
    assert (homes["assistance"][held["household"]][held["left_assistance"] == 1] == 0).all()
    assert ((posts["known"] >= 0.0) & (posts["known"] < 1.0)).all()


def check_queues(model: CoachingModel) -> None:
    """Who is to be rung again stands in one queue, in order of date."""
    work = model.works["assistants"]
    count = 0
    for post in work.posts[work.posts["state"] != NO_POST]:
        for queue in range(2):
            number, before = int(post["queue_head"][queue]), 0.0
            while number != tables.NOWHERE:
                address = work.addresses[number]
                assert address["queued"] == queue + 1
                assert address["due"] >= before
                count, number, before = count + 1, int(address["queue_next"]), float(address["due"])
    assert count == (work.addresses["queued"] > 0).sum()


CHECKS = (check_matches, check_pools, check_posts, check_queues)


@pytest.mark.parametrize("weather", ["calm", "storm"])
def test_nothing_gets_lost(weather: str) -> None:
    numbers = towns.values()
    if weather == "storm":
        numbers = towns.Values({**numbers, **STORM})
    coaches = Coaches(where=("Enschede-Noord",), fte_per_10000_households=20.0)
    outreach = Outreach(where=("Glanerbrug",), fte_per_10000_households=20.0)
    model = towns.begun(towns.scenario(coaches=coaches, outreach=outreach), numbers)
    for week in (1, 3, 14, 27, 40, 51, 52, 77, 103, 150, 207):
        model.environment.run(until=week)
        assert not problems_of(model)
        for check in CHECKS:
            check(model)
    assert in_town(model)["matches"] > 100
    states = matches_of(model)["state"]
    assert (states == MOVED_OUT).sum() > 10


def test_the_same_again_is_bit_identical() -> None:
    first, again = played(), towns.begun(towns.scenario(), towns.values())
    again.run()
    assert first.tallies.tobytes() == again.tallies.tobytes()
    one, other = first.works["assistants"], again.works["assistants"]
    assert one.tallies.tobytes() == other.tallies.tobytes()
    for name in ("posts", "addresses", "teams", "diary"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    rows, rows_again = matches_of(first), matches_of(again)
    for name in rows.dtype.names:
        np.testing.assert_array_equal(rows[name], rows_again[name])
    assert first.ledger().cents.tobytes() == again.ledger().cents.tobytes()


def test_the_ledger_balances() -> None:
    assert balance_of(played().ledger()) == 0


def test_nowhere_is_usual_care() -> None:
    nowhere = towns.begun(towns.scenario(assistants=towns.Assistants(fte_per_10000_households=9.0)), towns.values())
    nowhere.run()
    assert nowhere.tallies.tobytes() == without().tallies.tobytes()
    assert nowhere.world.homes.tobytes() == without().world.homes.tobytes()
    assert set(in_town(nowhere).values()) - {0.0} == {value for value in in_town(nowhere).values() if value != value}


def test_without_effects_everybody_has_the_same_problems() -> None:
    one, other = played("no_effect", towns.NO_HELP), without("no_effect", towns.NO_HELP)
    problems = slice(WEEKS, EVENTS)
    assert in_town(one)["matches"] > 100
    assert one.tallies[:, :, CRISES].sum() > 0
    np.testing.assert_allclose(one.tallies[:, :, problems], other.tallies[:, :, problems], atol=1e-6)
    np.testing.assert_array_equal(one.world.homes["severity"], other.world.homes["severity"])
    np.testing.assert_array_equal(one.world.homes["count"][:, :, :2], other.world.homes["count"][:, :, :2])


@cache
def in_the_pilot() -> tuple[CoachingModel, CoachingModel]:
    """With places for everybody nothing is shared with the pilot."""
    assistants = towns.Assistants(where="pilot", fte_per_10000_households=300.0)
    models = []
    for which in (assistants, towns.Assistants()):
        models.append(towns.begun(towns.scenario(UNLIMITED, assistants=which), towns.values(), UNLIMITED))
        models[-1].run()
    return models[0], models[1]


def test_other_neighbourhoods_are_identical() -> None:
    one, other = in_the_pilot()
    np.testing.assert_array_equal(one.tallies[:, 1:], other.tallies[:, 1:])
    assert (one.tallies[:, 0] != other.tallies[:, 0]).any()
    assert (one.works["assistants"].tallies[:, 1:] == 0.0).all()


def test_untouched_households_have_the_same_problems() -> None:
    one, other = in_the_pilot()
    untouched = one.world.homes["touched"] == 0
    assert 0 < untouched[:87].sum() < 87
    for name in ("severity", "network", "trust", "assistance", "rung"):
        np.testing.assert_array_equal(one.world.homes[name][untouched], other.world.homes[name][untouched])


def test_who_lives_where_is_the_same() -> None:
    for trait in ("occupant", "moves_at", "vulnerability", "composition", "tenure", "talent"):
        np.testing.assert_array_equal(played().world.homes[trait], without().world.homes[trait], err_msg=trait)


@pytest.mark.parametrize("households", [1, 2, 30])
def test_hardly_any_households(households: int) -> None:
    town = towns.study().town
    small = towns.runs.dataclasses.replace(town, households=households)
    world = towns.runs.settled(towns.study(), small, 1)
    model = towns.runs.begun(towns.study(), towns.scenario(), world, 2, town=small, values=towns.values())
    model.run()
    assert not problems_of(model)
    for check in CHECKS[1:]:
        check(model)


def test_reading_settings_needs_no_compiler() -> None:
    code = "import sys, simulation.services.assistants as it; print(it.APPROACH.name, 'numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["assistants", "False"]


def test_no_field_hides_behind_a_name_of_numpy() -> None:
    kinds = [kind for kind in vars(tables).values() if isinstance(kind, np.dtype)]
    assert len(kinds) > 5
    assert not [field for kind in kinds for field in kind.names or () if hasattr(np.record, field)]


@pytest.mark.proof
def test_without_the_compiler_the_same_happens(tmp_path: Path) -> None:
    found = []
    for name, off in (("compiled", "0"), ("plain", "1")):
        path = tmp_path / f"{name}.npz"
        arguments = [sys.executable, "-m", plain.__name__, str(path)]
        subprocess.run(arguments, cwd=ROOT, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": off})
        with np.load(path) as saved:
            found.append({table: saved[table] for table in saved.files})
    one, other = found
    assert len(one["matches"]) > 10
    assert len(one["requests"]) > 10
    for name, table in one.items():
        assert table.shape == other[name].shape, name
        for field in table.dtype.names or [None]:
            left, right = (each if field is None else each[field] for each in (table, other[name]))
            np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9, err_msg=f"{name} {field}")
