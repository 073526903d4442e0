"""Policies that nobody would choose: random levers in random phases, in a stormy little town; nothing may get lost."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from simulation.settings import (
    AfterFunding,
    AgencyLevers,
    Coaches,
    Funding,
    Intakers,
    Levers,
    ListRule,
    Outreach,
    Phase,
    SameMoney,
    Scenario,
    Shocks,
    SpendOn,
    Town,
)
from tests.engine import runs, test_conservation
from tests.engine.conservation import problems_of
from tests.engine.test_conservation import RUN_CHECKS, check_something_happened

YEARS = 4


def town_of(households: int) -> Town:
    return dataclasses.replace(test_conservation.study_for("calm").town, households=households)


@cache
def settled(households: int, variant: str, run: int) -> runs.World:
    study = test_conservation.study_for("calm")
    clock = runs.clockwork(study, test_conservation.WARM_UP_YEARS, run)
    return runs.prepare(town_of(households), study.reference, test_conservation.values_for(variant), clock)


def levers_of(random: np.random.Generator) -> Levers:
    """Any levers within their ranges, the extremes more often than chance."""

    def where() -> str | tuple[str, ...]:
        names = [each.name for each in town_of(1).neighbourhoods]
        some = tuple(str(name) for name in random.choice(names, random.integers(0, 4), replace=False))
        return [*("nowhere", "pilot", "city", "city"), some][random.integers(5)]

    def share() -> float:
        return float(random.choice([0.0, 1.0, random.random()]))

    def fte() -> float:
        return float(random.choice([0.0, 0.01, 3.0, 30.0, 200.0]))

    return Levers(
        coaches=Coaches(
            where=where(),
            fte_per_10000_households=fte(),
            mandate=share(),
            substitution=share(),
            caseload_per_fte=float(random.choice([0.5, 1.0, 7.3, 18.0, 60.0])),
            adopted_first=bool(random.integers(2)),
            contact_persons_per_agency=int(random.integers(0, 4)),
            pressure=bool(random.integers(2)),
            team_from_providers_share=[None, share()][random.integers(2)],
            street_share=share(),
            partners=[None, (), ("debt_help", "support")][random.integers(3)],
            result_target=bool(random.integers(2)),
            joint_plan=bool(random.integers(2)),
            one_roof=bool(random.integers(2)),
            facilities=share(),
        ),
        intakers=Intakers(
            where=where(),
            fte_per_10000_households=fte(),
            general_visits_per_1000_households=float(random.choice([0.0, 5.0, 500.0])),
        ),
        outreach=Outreach(where=where(), fte_per_10000_households=fte()),
        same_money=SameMoney(
            spend_on=list(SpendOn)[random.integers(len(SpendOn))], where=where(), fte_per_10000_households=fte()
        ),
        funding=Funding(
            additional_until_month=[None, 0, 7, 24][random.integers(4)],
            after=list(AfterFunding)[random.integers(len(AfterFunding))],
        ),
        agencies=AgencyLevers(
            effect=share(),
            places_factor=float(random.choice([0.0, 0.3, 1.0, 2.5])),
            list_rule=list(ListRule)[random.integers(len(ListRule))],
            unlimited=bool(random.random() < 0.2),
        ),
        shocks=Shocks(
            onset_factor=float(random.choice([0.0, 1.0, 1.0, 3.0])),
            vacancy_factor=float(random.choice([0.0, 1.0, 1.0, 4.0])),
        ),
    )


def scenario_of(number: int) -> Scenario:
    random = np.random.default_rng(number)
    months = sorted({0, *(int(month) for month in random.integers(1, 12 * YEARS, random.integers(0, 5)))})
    phases = tuple(Phase(from_month=month, levers=levers_of(random)) for month in months)
    return dataclasses.replace(test_conservation.study_for("calm").reference, name=f"policy {number}", phases=phases)


def wrong_in(number: int, households: int, variant: str) -> dict[str, str]:
    study, values = test_conservation.study_for("calm"), test_conservation.values_for(variant)
    run = number % 3
    world = settled(households, variant, run)
    clock = runs.clockwork(study, YEARS, run, rounds_per_week=1 + number % 2)
    model = runs.continue_world(town_of(households), scenario_of(number), values, world, clock)
    problems: dict[str, str] = {}
    for week in range(3, 52 * YEARS, 7):
        model.environment.run(until=week)
        problems = {**problems_of(model), **problems}
    model.run()
    problems = {**problems_of(model), **problems}
    for check in RUN_CHECKS:
        if check is check_something_happened:
            continue
        try:
            check(model, values)
        except AssertionError as error:
            problems[check.__name__] = " ".join(str(error).split())[:300]
    return problems


@pytest.mark.parametrize("number", range(8))
def test_any_policy_loses_nothing(number: int) -> None:
    assert not wrong_in(number, 400, "storm")


@pytest.mark.proof
@pytest.mark.parametrize("number", range(100, 160))
@pytest.mark.parametrize(
    ("households", "variant"), [(700, "storm"), (300, "hurricane"), (10, "hurricane"), (1, "hurricane")]
)
def test_any_policy_loses_nothing_in_any_weather(number: int, households: int, variant: str) -> None:
    assert not wrong_in(number, households, variant)
