"""All approaches at once: nobody is helped twice for the same hour, and no euro is counted twice."""

import math
from itertools import pairwise

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.money import balance_of
from simulation.services.tables import MOVED_REFERRAL
from simulation.streets.tally import CRISES, EVENTS, NUMBER, WEEKS
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.effects import effects_of
from simulation.study.outcomes import outcomes_of
from tests.engine import test_conservation
from tests.engine.combined_runs import SHIPPED, TOGETHER, WEATHERS, YEARS, Audit, audited, begun, played, values_for
from tests.engine.runs import rows_of
from tests.engine.test_isolation import ROW_NUMBERS, same_rows
from tests.study.test_effects import EQUAL_DOORS, FIXED_TRUST, NO_SIGNALS, cents

UNLIMITED = "levers.agencies.unlimited=true"
NO_HELP = "levers.agencies.effect=0"
ALL = pytest.mark.parametrize("name", [*SHIPPED, *(pytest.param(name, marks=pytest.mark.proof) for name in TOGETHER)])
IN_ALL_WEATHERS = pytest.mark.parametrize("weather", WEATHERS)
STORMS_PROVED = pytest.mark.parametrize("weather", ["calm", pytest.param("storm", marks=pytest.mark.proof)])


@ALL
@IN_ALL_WEATHERS
def test_nobody_is_helped_twice_and_no_hour_is_given_twice(name: str, weather: str) -> None:
    audit = audited(name, weather)
    assert not audit.found
    counted = audit.model.tallies.sum(axis=(0, 1))
    for column in ("client_hours", "cases_opened"):
        assert counted[NUMBER[column]] > 0
    assert (audit.looks.sum() > 0) == (name != "coaches_everywhere")
    assert audit.assistants


@ALL
@IN_ALL_WEATHERS
def test_what_always_holds_holds_of_the_whole_run(name: str, weather: str) -> None:
    model = audited(name, weather).model
    for check in test_conservation.RUN_CHECKS:
        check(model, values_for(weather))


def general_of(model: CoachingModel) -> np.ndarray:
    rows = model.world.episodes[: int(model.world.town[0]["episodes"])]
    return rows[rows["general"] == 1]


def overlaps(key: np.ndarray, first: np.ndarray, last: np.ndarray) -> float:
    """The longest time, in weeks, that two stretches of the same key overlap."""
    order = np.lexsort((first, key))
    key, first, last = key[order], first[order], last[order]
    most = 0.0
    for one, other in pairwise(range(len(key))):
        if key[one] == key[other]:
            most = max(most, min(last[one], last[other]) - first[other])
    return most


@ALL
@IN_ALL_WEATHERS
def test_one_problem_is_helped_by_an_agency_or_a_general_provision_not_both(name: str, weather: str) -> None:
    """From the dates in the journeys; open ends are the horizon."""
    model = audited(name, weather).model
    general, referrals = general_of(model), rows_of(model, "referrals")
    referrals = referrals[~np.isnan(referrals["started"])]
    assert (len(general) > 0) == (name != "coaches_everywhere")
    assert (referrals["state"] != MOVED_REFERRAL).any()
    both = [
        np.concatenate([general[field].astype(np.int64), referrals[field].astype(np.int64)])
        for field in ("household", "occupant", "domain")
    ]
    key = (both[0] << 24) + (both[1] << 4) + both[2]
    first = np.concatenate([general["began"], referrals["started"]])
    last = np.fmin(np.concatenate([general["ended"], referrals["ended"]]), 52.0 * YEARS)
    assert overlaps(key, first, last) <= 1e-9


@ALL
@IN_ALL_WEATHERS
def test_every_euro_is_a_quantity_that_was_there_times_its_price(name: str, weather: str) -> None:
    """Weeks of posts, circles, meetings and trainings as seen from week to week, not as booked."""
    audit = audited(name, weather)
    ledger = audit.model.ledger()
    assert balance_of(ledger) == 0
    for bought, quantity in audit.bought.items():
        paid = [ledger.number[f"{bought}_{money}"] for money in ("additional", "own")]
        price = ledger.products[paid[0]].cents
        entries = np.count_nonzero(ledger.cents[:, :, paid])
        assert ledger.cents[:, :, paid].sum() == pytest.approx(quantity * price, abs=0.5 * entries + 1.0), bought
    modules = ledger.cents[:, :, [ledger.number[f"circle_training_{money}"] for money in ("additional", "own")]].sum()
    trained = np.isin(audit.model.works["circles"].circles["state"], (2, 3, 4, 5)).sum()
    most = trained * values_for(weather)["circles.training_modules"]
    assert modules <= most * ledger.products[ledger.number["circle_training_own"]].cents
    there = {bought for bought, quantity in audit.bought.items() if quantity > 0}
    assert {"coaches", "assistants", "assistant_training", "meeting_place"} <= there
    assert name in SHIPPED or "circle_coaches" in there


@ALL
def test_general_provisions_are_paid_for_the_weeks_of_the_rows(name: str) -> None:
    model = audited(name, "storm").model
    ledger, rows = model.ledger(), general_of(model)
    weeks = (np.minimum(rows["ended"], 52.0 * YEARS) - rows["began"]).sum()
    number = ledger.number["general_provision"]
    entries = np.count_nonzero(ledger.cents[:, :, number])
    assert (rows["ended"] >= rows["began"]).all()
    expected = weeks * ledger.products[number].cents
    assert ledger.cents[:, :, number].sum() == pytest.approx(expected, abs=0.5 * entries + 1.0)


@ALL
def test_all_costs_are_those_of_the_products_and_none_is_bought_in_two_ways(name: str) -> None:
    model = audited(name, "calm").model
    ledger = model.ledger()
    assert len({product.name for product in ledger.products}) == len(ledger.products)
    assert not [product.name for product in ledger.products if product.budget and product.column is not None]
    columns = [(product.approach, product.column, product.payer) for product in ledger.products if product.column]
    assert len(set(columns)) >= len({column for _, column, _ in columns})
    outcomes = outcomes_of(model, ledger)
    assert round(outcomes["total_cost_eur"] * 100) == int(ledger.cents.sum())
    assert int(ledger.cents.sum()) == sum(each.cents for each in ledger.postings())


def test_the_money_of_every_approach_stops() -> None:
    ledger = audited("combined_funding_ends", "calm").model.ledger()
    bought = [number for number, product in enumerate(ledger.products) if product.budget]
    paid = ledger.cents[:, :, bought].sum(axis=(1, 2))
    assert (paid[:36] > 0).all()
    assert (paid[36:] == 0).all()


def test_own_money_takes_over_in_the_city() -> None:
    ledger = audited("combined_city_wide", "calm").model.ledger()
    for number, product in enumerate(ledger.products):
        if product.budget:
            months = slice(36, None) if product.name.endswith("_additional") else slice(0, 36)
            assert (ledger.cents[months, :, number] == 0).all(), product.name


# The effect in parts.


def split(
    name: str, weather: str, *overrides: str, **values: float
) -> tuple[dict[str, float], dict[str, float], list[CoachingModel], Accounts]:
    """The parts of an effect in the whole town and in the pilot; the models; which households were touched."""
    models = [begun(which, weather, *overrides, **values) for which in (name, "usual_care")]
    for model in models:
        model.run()
    ours, theirs = (accounts_of(model, model.ledger()) for model in models)
    everywhere = np.ones(len(models[0].world.places), bool)
    pilot = np.arange(len(everywhere)) == 0
    town, here = (effects_of(ours, theirs, where, whole) for where, whole in ((everywhere, True), (pilot, False)))
    return town, here, models, ours


@pytest.mark.parametrize("name", SHIPPED)
def test_the_parts_sum_to_the_difference_to_the_cent(name: str) -> None:
    town, pilot, models, _ = split(name, "calm")
    ours, theirs = (model.ledger().cents for model in models)
    weeks = [model.tallies[:, :, WEEKS:CRISES].sum(axis=(0, 2)) for model in models]
    for parts, where in ((town, slice(None)), (pilot, slice(0, 1))):
        total = sum(cents(parts[f"effect_{part}_eur"]) for part in ("direct", "queue", "found", "fixed"))
        assert total == ours[:, where].sum() - theirs[:, where].sum()
        problems = sum(parts[f"effect_{part}_problem_weeks"] for part in ("direct", "queue", "found"))
        there = slice(0, 1) if where == slice(0, 1) else slice(None)
        assert problems == pytest.approx((weeks[0] - weeks[1])[there].sum(), abs=1e-5)
        assert parts["effect_fixed_eur"] != 0


@pytest.mark.parametrize("name", SHIPPED)
def test_fixed_is_what_no_household_causes(name: str) -> None:
    """From the products without a household; what differs is the rounding of entries, to five deviations."""
    town, _, models, _ = split(name, "calm")
    fixed, entries = 0, 0
    for model, sign in zip(models, (1, -1), strict=True):
        ledger = model.ledger()
        without = [number for number, product in enumerate(ledger.products) if product.column is None]
        fixed += sign * int(ledger.cents[:, :, without].sum())
        entries += np.count_nonzero(ledger.cents) - np.count_nonzero(ledger.cents[:, :, without])
    assert abs(cents(town["effect_fixed_eur"]) - fixed) <= 5 * math.sqrt(entries / 12)


@ALL
@STORMS_PROVED
def test_without_limits_there_are_no_queues_to_feel(name: str, weather: str) -> None:
    """Lists of circles, pools of matches, general provisions and coaches' hours are shared by touched households only.

    Untouched is who was in no list or conversation of an approach: neither asked while its door was near, nor was
    visited, thought of for a circle, spoken to by an assistant, matched or hired.
    """
    town, pilot, models, accounts = split(name, weather, UNLIMITED)
    for parts in (town, pilot):
        assert parts["effect_queue_eur"] == 0.0
        assert parts["effect_queue_problem_weeks"] == 0.0
    assert town["effect_direct_eur"] != 0
    assert accounts.touched.any()
    assert not accounts.touched.all()
    homes, usual = (model.world.homes for model in models)
    untouched = homes["touched"] == 0
    for trait in ("severity", "assistance", "rung", "crises", "evictions"):
        np.testing.assert_array_equal(homes[trait][untouched], usual[trait][untouched], err_msg=trait)


def test_nobody_is_found_through_equal_doors() -> None:
    """Intakers, team and circles, without outreach, signals and assistants: everybody they help asked anyhow."""
    no_assistants = {"assistants.hours_week": 0.0, "assistants.call_week": 0.0}
    values = {**EQUAL_DOORS, **FIXED_TRUST, **NO_SIGNALS, **no_assistants, "intakers.door": 0.0}
    town, _, models, accounts = split("combined", "calm", UNLIMITED, **values)
    assert models[0].works["circles"].tallies.sum() > 0
    assert accounts.touched.any()
    hired = models[0].works["assistants"].posts
    found = accounts.touched & ~accounts_of(models[1], models[1].ledger()).known
    at_home = set(zip(hired["household"].tolist(), hired["occupant"].tolist(), strict=True))
    outside = [
        who
        for who in zip(accounts.address[found].tolist(), accounts.occupant[found].tolist(), strict=True)
        if who not in at_home
    ]
    assert not outside
    assert town["effect_direct_eur"] != 0


# Isolation.


@pytest.mark.parametrize("name", ["combined", "combined_funding_ends"])
@IN_ALL_WEATHERS
def test_neighbourhoods_without_approaches_are_identical(name: str, weather: str) -> None:
    usual, changed = (played(which, weather, UNLIMITED) for which in ("usual_care", name))
    elsewhere = usual.world.homes["neighbourhood"] != 0
    same_rows(usual.world.homes[elsewhere], changed.world.homes[elsewhere], ROW_NUMBERS)
    np.testing.assert_array_equal(usual.world.next_change[elsewhere], changed.world.next_change[elsewhere])
    np.testing.assert_array_equal(usual.tallies[:, 1:], changed.tallies[:, 1:])
    for rows in ("requests", "referrals"):
        one, other = (rows_of(model, rows) for model in (usual, changed))
        same_rows(one[one["neighbourhood"] != 0], other[other["neighbourhood"] != 0], ROW_NUMBERS)
    for work in changed.works.values():
        assert (work.tallies[:, 1:] == 0.0).all()
    assert (usual.tallies[:, 0] != changed.tallies[:, 0]).any()


@ALL
def test_without_effects_everybody_has_the_same_problems(name: str) -> None:
    """Only assistants themselves live differently: off social assistance."""
    usual = played("usual_care", "calm", NO_HELP, worldview="no_effect")
    audit = Audit(begun(name, "calm", NO_HELP, worldview="no_effect"))
    audit.model.run()
    changed = audit.model
    problems = slice(WEEKS, EVENTS)
    assert changed.tallies[:, :, CRISES].sum() > 0
    np.testing.assert_allclose(changed.tallies[:, :, problems], usual.tallies[:, :, problems], atol=1e-6)
    ours, theirs = changed.world.homes, usual.world.homes
    np.testing.assert_array_equal(ours["severity"], theirs["severity"])
    np.testing.assert_array_equal(ours["count"][:, :, :2], theirs["count"][:, :, :2])
    others = ~np.isin(np.arange(len(ours)), list(audit.assistants))
    np.testing.assert_array_equal(ours["assistance"][others], theirs["assistance"][others])
    assert not audit.found
    assert changed.tallies[:, :, NUMBER["cases_opened"]].sum() > 0
