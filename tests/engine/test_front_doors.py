"""Buurtcoaches (Deventer) and intakers (Almelo): what follows from what, and that no reported fact is put in."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel, continue_world, prepare
from simulation.services.tables import INTAKING, SOLVED
from simulation.settings import Domain, Levers, Scenario, Study, Values
from simulation.streets.tally import TOPICS
from simulation.study.outcomes import outcomes_of
from tests.engine.runs import clockwork, rows_of, scenarios_in, study_of, values_in

SMALL = ("town=enschede", "town.households=6000", "scenarios=[buurtcoaches,intakers]", "study.years=3")
PILOT_SHARE = 0.3
WARM_UP_YEARS = 6
YEARS = 3
RUNS = 3


@cache
def study() -> Study:
    """A town of which the pilot is a large part, so that it has cases enough."""
    composed = study_of(*SMALL)
    pilot, *others = composed.town.neighbourhoods
    shrink = (1.0 - PILOT_SHARE) / (1.0 - pilot.share)
    places = (
        dataclasses.replace(pilot, share=PILOT_SHARE),
        *(dataclasses.replace(place, share=place.share * shrink) for place in others),
    )
    return dataclasses.replace(composed, town=dataclasses.replace(composed.town, neighbourhoods=places))


def figures(
    scenario: str, block: str = "", changes: dict[str, object] | None = None, **values: float
) -> dict[str, float]:
    """The mean outcomes of some runs, with levers of a block or uncertainties (``group__name``) changed."""
    base = values_in(study(), "optimistic")
    changed = {**base, **{name.replace("__", "."): value for name, value in values.items()}}
    plan = scenarios_in(study())[scenario]
    if block:
        plan = dataclasses.replace(
            plan,
            phases=tuple(
                dataclasses.replace(phase, levers=with_block(phase.levers, block, changes or {}))
                for phase in plan.phases
            ),
        )
    found = []
    for run in range(RUNS):
        model = begun(plan, Values(changed), YEARS, run)
        model.run()
        found.append(outcomes_of(model, model.ledger()))
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}


def begun(plan: Scenario, values: Values, years: float, run: int = 0) -> CoachingModel:
    settled = prepare(study().town, study().reference, values, clockwork(study(), WARM_UP_YEARS, run))
    return continue_world(study().town, plan, values, settled, clockwork(study(), years, run))


@cache
def central(scenario: str, years: float = YEARS) -> CoachingModel:
    """A run of a scenario with the central values of the optimistic worldview."""
    model = begun(scenarios_in(study())[scenario], Values(values_in(study(), "optimistic")), years)
    model.run()
    return model


def with_block(levers: Levers, block: str, changes: dict[str, object]) -> Levers:
    return dataclasses.replace(levers, **{block: dataclasses.replace(getattr(levers, block), **changes)})


@cache
def buurtcoaches() -> dict[str, float]:
    return figures("buurtcoaches")


@cache
def intakers() -> dict[str, float]:
    return figures("intakers")


class TestNoFactIsAnInput:
    def test_an_intaker_who_knows_less_solves_less(self) -> None:
        little = figures("intakers", intakers__knowledge=0.3)
        assert little["intaker_solved_share_pilot"] < 0.7 * intakers()["intaker_solved_share_pilot"]

    def test_without_general_provisions_less_is_solved(self) -> None:
        without = figures("intakers", "intakers", {"general_visits_per_1000_households": 0.0})
        assert without["intaker_solved_share_pilot"] < intakers()["intaker_solved_share_pilot"]

    def test_households_with_more_problems_at_once_are_more_often_complex(self) -> None:
        light = figures("intakers", streets__spill=0.0)
        assert light["complex_case_share_pilot"] < intakers()["complex_case_share_pilot"]

    def test_clients_who_waited_longer_are_less_often_positive(self) -> None:
        few = figures("buurtcoaches", "coaches", {"fte_per_10000_households": 6.0})
        assert few["positive_share_pilot"] < buurtcoaches()["positive_share_pilot"]

    def test_more_time_in_the_street_brings_more_contacts(self) -> None:
        none = figures("buurtcoaches", "coaches", {"street_share": 0.0, "fte_per_10000_households": 8.0})
        much = figures("buurtcoaches", "coaches", {"street_share": 0.9, "fte_per_10000_households": 8.0})
        assert none["contacts_pilot"] < much["contacts_pilot"]

    def test_who_signals_shapes_what_coaches_talk_about(self) -> None:
        assert topics(doors__signal_housing=0.08)["housing"] > 1.3 * topics()["housing"]


def topics(**values: float) -> dict[str, float]:
    base = {**values_in(study(), "optimistic"), **{name.replace("__", "."): value for name, value in values.items()}}
    model = begun(scenarios_in(study())["buurtcoaches"], Values(base), YEARS)
    model.run()
    counted = model.tallies.sum(axis=(0, 1))[TOPICS : TOPICS + len(Domain)]
    return {str(domain): share for domain, share in zip(Domain, counted / counted.sum(), strict=True)}


class TestIntakers:
    def test_theirs_is_the_only_door_of_the_neighbourhood(self) -> None:
        model = central("intakers")
        requests = rows_of(model, "requests")
        new = requests[(requests["asked"] > 0) & (requests["neighbourhood"] == 0)]
        assert len(new) > 100
        assert (~np.isnan(new["at_intaker"])).mean() > 0.95

    def test_what_is_solved_at_the_door_is_no_case_and_no_referral(self) -> None:
        model = central("intakers")
        solved = np.flatnonzero(rows_of(model, "requests")["state"] == SOLVED)
        assert len(solved) > 20
        for name in ("cases", "referrals"):
            assert not np.isin(rows_of(model, name)["request"], solved).any()

    def test_no_more_intakes_than_hours_allow(self) -> None:
        model = central("intakers")
        fte = model.world.coaches["fte"][model.world.coaches["role"] == INTAKING].sum()
        hours = model.values["coaches.client_hours"] * fte * 52 * YEARS
        assert 0 < outcomes_of(model, model.ledger())["intakes"] * model.values["intakers.case_hours"] <= hours + 52


def test_a_team_without_a_target_learns_by_doing() -> None:
    """The same coaches are worth less at first, and as good once they have done enough."""
    model = begun(scenarios_in(study())["buurtcoaches"], Values(values_in(study(), "optimistic")), YEARS)
    model.environment.run(until=1)
    posts = [coach for coach in model.coaches if coach.at_work]
    early = [coach.competence(0.0) for coach in posts]
    model.world.town[0]["untaught"] = 0
    taught = [coach.competence(0.0) for coach in posts]
    assert all(one < other for one, other in zip(early, taught, strict=True))
    model.world.town[0]["untaught"] = 1
    for coach in posts:
        coach.row["handled"] = 500.0
    assert [coach.competence(0.0) for coach in posts] == pytest.approx(taught, abs=1e-6)


def test_the_mandate_counts_at_partners_only() -> None:
    mandates = {each.facts.name: float(each.row["mandate"]) for each in central("buurtcoaches").agencies}
    assert mandates["mental_health"] == 0.0
    assert mandates["housing_support"] == 0.9
