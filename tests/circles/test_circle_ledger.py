"""Nothing gets lost among circles, nobody is changed who has nothing to do with them, every euro is paid once."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from simulation.money import balance_of
from simulation.services.circles import Circles, tables
from simulation.streets.tally import CRISES, EVENTS, WEEKS
from tests.circles.circle_runs import (
    EVERYWHERE,
    begun,
    circles_of,
    ordinary,
    played,
    problems_of,
    rows_of,
    scenario_with,
    study_for,
    usual_care,
    values_with,
    weekly,
    work_of,
)
from tests.engine import conservation

ROOT = Path(__file__).resolve().parents[2]
UNLIMITED = "levers.agencies.unlimited=true"
NO_HELP = "levers.agencies.effect=0"


@pytest.mark.parametrize("name", ["circles_direct", "circles_provider", "circles_funding_ends", "circles_city_wide"])
def test_every_candidate_is_in_one_state_and_every_member_in_one_circle(name: str) -> None:
    model = begun(scenario_with(name, **EVERYWHERE), values=values_with(circle_dropout_year=0.6))
    for week in weekly(model):
        assert not problems_of(model), week
        if week % 26 == 0:
            assert not conservation.problems_of(model), week
    assert len(rows_of(model)) > 50


def test_a_planted_leak_is_noticed() -> None:
    for spoil in ("members", "talents", "waiting", "candidacy", "ended"):
        model = begun(years=4)
        model.environment.run(until=150.5)
        assert not problems_of(model)
        work = work_of(model)
        if spoil in ("members", "talents"):
            number = int(np.argmax(work.circles["members"]))
            work.circles[spoil][number] += 1
        elif spoil == "waiting":
            work.areas["waiting"][0] += 1
        elif spoil == "candidacy":
            work.candidacy[0] = 5
        else:
            work.members["ended"][np.flatnonzero(rows_of(model)["state"] < tables.FIRST_FINAL)[0]] = 3.0
        assert problems_of(model), spoil


def test_counts_are_those_of_the_rows() -> None:
    model = ordinary()
    rows, tally = rows_of(model), work_of(model).tallies.sum(axis=(0, 1))
    for name, number in (
        ("circle_referrals", len(rows)),
        ("circle_joined", (~np.isnan(rows["joined"])).sum()),
        ("circle_lost_handoffs", (rows["state"] == tables.LOST).sum()),
        ("circle_gave_up", (rows["state"] == tables.GAVE_UP).sum()),
        ("circle_turned_away", (rows["state"] == tables.TURNED_AWAY).sum()),
        ("circle_members_left", (rows["state"] == tables.LEFT).sum()),
        ("circles_started", (~np.isnan(circles_of(model)["started"])).sum()),
        ("circle_invited", rows["invited"].sum()),
        ("circle_attended", rows["attended"].sum()),
    ):
        assert tally[Circles.columns.index(name)] == number, name


def test_the_same_again() -> None:
    first, again = ordinary(), played()
    assert first.tallies.tobytes() == again.tallies.tobytes()
    assert work_of(first).tallies.tobytes() == work_of(again).tallies.tobytes()
    assert rows_of(first).tobytes() == rows_of(again).tobytes()
    assert first.world.homes.tobytes() == again.world.homes.tobytes()


@pytest.mark.parametrize("name", ["circles_direct", "circles_provider"])
def test_circles_that_do_nothing_change_no_problem(name: str) -> None:
    usual = usual_care(NO_HELP, values=values_with("no_effect"))
    changed = played(scenario_with(name, NO_HELP, **EVERYWHERE), NO_HELP, values=values_with("no_effect"))
    assert work_of(changed).tallies[:, :, tables.ATTENDED].sum() > 100
    problems = slice(WEEKS, EVENTS)
    assert changed.tallies[:, :, CRISES].sum() > 0
    np.testing.assert_allclose(changed.tallies[:, :, problems], usual.tallies[:, :, problems], atol=1e-6)
    np.testing.assert_array_equal(changed.world.homes["severity"], usual.world.homes["severity"])
    np.testing.assert_array_equal(changed.world.homes["count"][:, :, :2], usual.world.homes["count"][:, :, :2])


def test_with_gains_problems_differ() -> None:
    usual = usual_care(NO_HELP)
    changed = played(scenario_with("circles_direct", NO_HELP, **EVERYWHERE), NO_HELP)
    assert (changed.world.homes["severity"] != usual.world.homes["severity"]).any()


def test_households_elsewhere_are_identical() -> None:
    """Circles in one neighbourhood, nothing shared: the others are the same to the last bit."""
    place = 7
    name = study_for().town.neighbourhoods[place].name
    usual = usual_care(UNLIMITED)
    scenario = scenario_with("circles_direct", UNLIMITED, where=(name,), circles_per_10000_households=20.0)
    changed = played(scenario, UNLIMITED)
    assert work_of(changed).tallies[:, place, tables.ATTENDED].sum() > 100
    elsewhere = usual.world.homes["neighbourhood"] != place
    for field in usual.world.homes.dtype.names:
        if field not in ("request", "referral", "case"):
            one, other = usual.world.homes[elsewhere][field], changed.world.homes[elsewhere][field]
            np.testing.assert_array_equal(one, other, err_msg=field)
    others = np.arange(usual.tallies.shape[1]) != place
    np.testing.assert_array_equal(usual.tallies[:, others], changed.tallies[:, others])
    assert (work_of(changed).tallies[:, others] == 0).all()


def test_whom_circles_asked_is_touched_and_no_other() -> None:
    model = ordinary()
    homes, rows = model.world.homes, rows_of(model)
    still = homes["occupant"][rows["household"]] == rows["occupant"]
    assert (homes["touched"][rows["household"][still]] == 1).all()
    assert homes["touched"].mean() < 0.5


def test_the_ledger_balances_and_amounts_are_quantity_times_price() -> None:
    model = played(scenario_with("circles_city_wide", **EVERYWHERE))
    ledger = model.ledger()
    assert balance_of(ledger) == 0
    values, tally = values_with(), work_of(model).tallies
    for name, column, price in (
        ("circle_coaches", "circle_coach_hours", values["circles.coach_hour"]),
        ("circle_training", "circle_modules", values["circles.module_price"]),
        ("circle_volunteers", "volunteer_weeks", values["circles.volunteer_expense"] / 52.0),
        ("circle_rooms", "circle_meetings", values["circles.room"]),
    ):
        quantity = tally[:, :, Circles.columns.index(column)].sum()
        assert quantity > 0
        paid = {money: ledger.cents[:, :, ledger.number[f"{name}_{money}"]] for money in ("additional", "own")}
        assert sum(each.sum() for each in paid.values()) == pytest.approx(quantity * round(price * 100), abs=tally.size)
        assert (paid["additional"][36:] == 0).all()
        assert (paid["own"][:36] == 0).all()


def test_no_circles_is_usual_care() -> None:
    usual = usual_care(years=3)
    none = played(scenario_with(where="city", circles_per_10000_households=0.0), years=3)
    assert usual.tallies.tobytes() == none.tallies.tobytes()
    assert usual.world.homes.tobytes() == none.world.homes.tobytes()
    assert usual.ledger().cents.sum() == none.ledger().cents.sum()


def test_circles_that_come_back_begin_anew() -> None:
    """On, off, on again: the second time has its own circles, and nothing of the first is left."""
    first = scenario_with(**EVERYWHERE).phases[0]
    off = scenario_with(where="nowhere").phases[0]
    phases = (first, dataclasses.replace(off, from_month=24), dataclasses.replace(first, from_month=36))
    model = begun(dataclasses.replace(scenario_with(), phases=phases))
    alive = {}
    for week in weekly(model):
        assert not problems_of(model), week
        alive[week] = int((circles_of(model)["state"] == tables.RUNNING).sum())
    assert alive[100] > 0
    assert alive[150] == 0
    assert alive[310] > 0


@pytest.mark.proof
def test_without_the_compiler_the_same_happens(tmp_path: Path) -> None:
    found = []
    for name, environment in (("compiled", {}), ("plain", {"NUMBA_DISABLE_JIT": "1"})):
        path = tmp_path / f"{name}.npz"
        done = subprocess.run(
            [sys.executable, "-m", "tests.circles.plain_run", str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environment},
        )
        assert done.returncode == 0, done.stderr[-3000:]
        with np.load(path) as saved:
            found.append({table: saved[table] for table in saved.files})
    compiled, plain = found
    assert compiled["counted"][:, :, tables.ATTENDED].sum() > 20
    for name, one in compiled.items():
        other = plain[name]
        for field in one.dtype.names or (None,):
            left, right = (each if field is None else each[field] for each in (one, other))
            np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9, err_msg=f"{name} {field}")


def test_no_field_hides_behind_a_name_of_numpy() -> None:
    kinds = {name: kind for name, kind in vars(tables).items() if isinstance(kind, np.dtype) and kind.names}
    assert len(kinds) > 5
    assert not [f"{name}.{field}" for name, kind in kinds.items() for field in kind.names if hasattr(np.record, field)]
