"""The effect in parts: they add up, and each is nothing where there can be nothing."""

import dataclasses
import math
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import AgencyLevers, Outreach, Phase, Scenario, SettingsError, Shocks, Study
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.effects import DIRECT, FOUND, class_of, effects_of
from simulation.study.run import RunResult, run_once
from tests.engine import runs, test_any_policy, test_conservation
from tests.engine.runs import rows_of, scenarios_in

YEARS, WARM_UP_YEARS = 4, 2
UNLIMITED = "levers.agencies.unlimited=true"
SHIPPED = ("wijkcoaches", "funding_ends", "city_wide", "outreach_without_mandate", "same_money_places")
OTHERS = (
    "buurtcoaches_city_wide",
    "intakers_funding_ends",
    "assistants_city_wide",
    "circles_city_wide",
    "combined_city_wide",
)
EQUAL_DOORS = {"coaches.door": 0.0, "coaches.visits_per_hour": 0.0, "coaches.pressed_trust": 0.0}
FIXED_TRUST = {f"doors.trust_{name}": 0.0 for name in ("help", "lost", "wait", "story")}
DOMAINS = ("finances", "housing", "work", "parenting", "health", "loneliness", "daily_living")
NO_SIGNALS = {f"doors.signal_{domain}": 0.0 for domain in DOMAINS}


def study_for(*overrides: str) -> Study:
    return runs.study_of(
        "town=enschede", "town.households=3000", f"scenarios=[{','.join((*SHIPPED, *OTHERS))}]", *overrides
    )


@cache
def world_for(*overrides: str, values: tuple[tuple[str, float], ...] = ()) -> World:
    study = study_for(*overrides)
    numbers = {**runs.values_in(study), **dict(values)}
    return runs.prepare(study.town, study.reference, numbers, runs.clockwork(study, WARM_UP_YEARS))


def finished(scenario: str, *overrides: str, **values: float) -> CoachingModel:
    study = study_for(*overrides)
    numbers = {**runs.values_in(study, "optimistic"), **values}
    world = world_for(*overrides, values=tuple(values.items()))
    return runs.played(study, scenarios_in(study)[scenario], world, YEARS, values=numbers)


def split(scenario: str, *overrides: str, **values: float) -> tuple[dict[str, float], Accounts, Accounts]:
    """The parts of a scenario's effect in the whole town, and the accounts of both worlds."""
    models = [finished(name, *overrides, **values) for name in (scenario, "usual_care")]
    ours, theirs = (accounts_of(model, model.ledger()) for model in models)
    return effects_of(ours, theirs, np.ones(len(models[0].world.places), bool), whole=True), ours, theirs


def cents(amount: float) -> int:
    return round(amount * 100)


@pytest.mark.parametrize("scenario", SHIPPED)
@pytest.mark.parametrize("scope", ["", "_pilot"])
def test_the_parts_sum_to_the_difference(scenario: str, scope: str) -> None:
    study = dataclasses.replace(
        study_for(), settings=dataclasses.replace(study_for().settings, years=YEARS, warm_up_years=WARM_UP_YEARS)
    )
    usual = run_once(study, "usual_care", settled=world_for())
    ours = run_once(study, scenario, "optimistic", settled=world_for(), reference=usual)

    def gap(name: str) -> float:
        return ours.outcomes[f"{name}{scope}"] - usual.outcomes[f"{name}{scope}"]

    parts = [ours.outcomes[f"effect_{part}_eur{scope}"] for part in ("direct", "queue", "found", "fixed")]
    assert sum(map(cents, parts)) == cents(gap("total_cost_eur"))
    weeks = [ours.outcomes[f"effect_{part}_problem_weeks{scope}"] for part in ("direct", "queue", "found")]
    assert sum(weeks) == pytest.approx(gap("problem_weeks"), abs=1e-5)
    assert any(parts)
    assert usual.outcomes[f"effect_direct_eur{scope}"] == usual.outcomes[f"effect_fixed_eur{scope}"] == 0


@pytest.mark.parametrize("scenario", SHIPPED)
def test_fixed_is_what_no_household_causes(scenario: str) -> None:
    """Counted from the products without a household; what differs is the rounding of entries, to five deviations."""
    found, _, _ = split(scenario)
    fixed, entries = 0, 0
    for name, sign in ((scenario, 1), ("usual_care", -1)):
        ledger = finished(name).ledger()
        without = [number for number, product in enumerate(ledger.products) if product.column is None]
        fixed += sign * int(ledger.cents[:, :, without].sum())
        entries += np.count_nonzero(ledger.cents) - np.count_nonzero(ledger.cents[:, :, without])
    rounding = abs(cents(found["effect_fixed_eur"]) - fixed)
    assert rounding <= 5 * math.sqrt(entries / 12)
    assert rounding <= 0.01 * entries
    assert fixed != 0


@pytest.mark.parametrize("scenario", [*SHIPPED, *OTHERS])
def test_without_limits_there_are_no_queues_to_feel(scenario: str) -> None:
    found, ours, _ = split(scenario, UNLIMITED)
    assert found["effect_queue_eur"] == 0.0
    assert found["effect_queue_problem_weeks"] == 0.0
    assert ours.touched.any() == (scenario != "same_money_places")


def test_with_limits_there_are() -> None:
    found, _, _ = split("city_wide")
    assert found["effect_queue_eur"] != 0
    assert found["effect_queue_problem_weeks"] != 0


def in_a_storm(plan: Scenario, variant: str, run: int) -> list[CoachingModel]:
    """A policy and usual care, both without limits, where everything happens often."""
    values = test_conservation.values_for(variant)
    study = test_conservation.study_for("calm")
    found = []
    for scenario in (plan, study.reference):
        world = test_any_policy.settled(400, variant, run)
        clock = runs.clockwork(study, 3, run)
        model = runs.continue_world(test_any_policy.town_of(400), unlimited(scenario), values, world, clock)
        model.run()
        found.append(model)
    return found


def check_nothing_in_queues(models: list[CoachingModel]) -> Accounts:
    ours, theirs = (accounts_of(model, model.ledger()) for model in models)
    found = effects_of(ours, theirs, np.ones(len(ours.paid) - 1, bool), whole=True)
    assert found["effect_queue_eur"] == found["effect_queue_problem_weeks"] == 0.0
    untouched = ~ours.touched
    np.testing.assert_array_equal(ours.crises[untouched], theirs.crises[untouched])
    return ours


@pytest.mark.parametrize("number", range(200, 212))
@pytest.mark.parametrize("variant", ["storm", "hurricane"])
def test_without_limits_no_policy_reaches_who_it_does_not_touch(number: int, variant: str) -> None:
    """Whatever the levers of an approach, phases and end of money."""
    check_nothing_in_queues(in_a_storm(test_any_policy.scenario_of(number), variant, number % 3))


@pytest.mark.parametrize("run", range(3))
@pytest.mark.parametrize("variant", ["storm", "hurricane"])
def test_without_limits_who_moves_in_owes_nothing_to_who_was_found_before(variant: str, run: int) -> None:
    """Outreach everywhere leaves open help at many addresses; newcomers there that nobody visited live as without."""
    study = test_conservation.study_for("calm")
    levers = study.reference.phases[0].levers
    everywhere = dataclasses.replace(levers, outreach=Outreach(where="city", fte_per_10000_households=100.0))
    plan = dataclasses.replace(study.reference, phases=(Phase(from_month=0, levers=everywhere),))
    models = in_a_storm(plan, variant, run)
    ours = check_nothing_in_queues(models)
    after = np.flatnonzero((np.diff(ours.address) == 0) & ours.touched[:-1] & ~ours.touched[1:]) + 1
    assert len(after) > 50
    untouched = models[0].world.homes["touched"] == 0
    lucks = []
    for model in models:
        homes = model.world.homes[untouched]
        weeks = model.world.town[0]["clock"] - homes["settled"]
        lucks.append(homes["luck"] - homes["rate"] * weeks[:, None, None])
    np.testing.assert_allclose(*lucks, atol=1e-9)


def unlimited(scenario: Scenario) -> Scenario:
    """The same without capacity limits, and without shocks, which reach everybody."""
    changes = {"agencies": AgencyLevers(unlimited=True), "shocks": Shocks()}
    levers = [dataclasses.replace(each.levers, **changes) for each in scenario.phases]
    phases = zip(scenario.phases, levers, strict=True)
    return dataclasses.replace(scenario, phases=tuple(dataclasses.replace(each, levers=new) for each, new in phases))


@pytest.mark.parametrize("signals", [{}, NO_SIGNALS], ids=["signals", "no signals"])
@pytest.mark.parametrize("scenario", ["wijkcoaches", "city_wide"])
def test_nobody_is_found_through_equal_doors(scenario: str, signals: dict[str, float]) -> None:
    """Without outreach and with doors that are equally near, coaches see only whom usual care sees too."""
    found, ours, _ = split(scenario, UNLIMITED, **EQUAL_DOORS, **FIXED_TRUST, **signals)
    assert found["effect_found_eur"] == 0.0
    assert found["effect_found_problem_weeks"] == 0.0
    assert ours.touched.any() == (not signals)
    assert (found["effect_direct_problem_weeks"] != 0) == (not signals)


def test_coaches_in_the_street_find_people() -> None:
    found, ours, theirs = split("city_wide", **{"coaches.visits_per_hour": 2.0})
    kind = class_of(ours, theirs)
    assert found["effect_found_eur"] != 0
    assert not theirs.known[kind == FOUND].any()
    assert theirs.known[kind == DIRECT].all()
    assert not theirs.touched.any()


def test_who_is_known_asked() -> None:
    """Without signals those known are those with a request since or open at week 0; nobody moves in known."""
    model = finished("city_wide", **NO_SIGNALS)
    accounts = accounts_of(model, model.ledger())
    requests = rows_of(model, "requests")
    asked = set(zip(requests["household"].tolist(), requests["occupant"].tolist(), strict=True))
    people = list(zip(accounts.address.tolist(), accounts.occupant.tolist(), strict=True))
    assert [who in asked for who in people] == accounts.known.tolist()
    newcomers = np.diff(accounts.address, prepend=-1) == 0
    assert newcomers.sum() > 100
    assert 0 < accounts.known[newcomers].mean() < accounts.known[~newcomers].mean()


def test_without_a_reference_the_parts_have_no_value(study: Study, town: World) -> None:
    alone = run_once(study, "coached", "adverse", settled=town).outcomes
    assert math.isnan(alone["effect_direct_eur"])
    assert math.isnan(alone["effect_fixed_eur_pilot"])


def test_a_reference_is_of_the_same_draw_and_run(study: Study, town: World) -> None:
    usual = run_once(study, "usual_care", settled=town)
    with pytest.raises(SettingsError, match="is draw 0 run 0, not 0 run 1"):
        run_once(study, "coached", "adverse", run=1, reference=usual)
    other: RunResult = dataclasses.replace(usual, key=dataclasses.replace(usual.key, run=1))
    with pytest.raises(ValueError, match="not of the same town"):
        run_once(study, "coached", "adverse", run=1, reference=other)
