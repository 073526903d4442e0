"""Small towns with circles: a study, a settled world, scenarios with other levers, runs looked at week by week."""

import dataclasses
from collections.abc import Iterator
from functools import cache

import numpy as np

from simulation.model import CoachingModel
from simulation.services.circles.tables import FIRST_FINAL, MEMBER_NOW
from simulation.services.circles.work import CircleWork
from simulation.services.world import World
from simulation.settings import Scenario, Study, Values
from tests.engine import runs

SHIPPED = ("circles_direct", "circles_provider", "circles_funding_ends", "circles_city_wide")
WARM_UP_YEARS = 2
YEARS = 6
EVERYWHERE = {"where": "city", "circles_per_10000_households": 8.0}
"""Levers that give a small town circles enough to look at."""


def study_for(*overrides: str) -> Study:
    return runs.study_of("town=enschede", "town.households=6000", f"scenarios=[{','.join(SHIPPED)}]", *overrides)


@cache
def world_for(*overrides: str) -> World:
    study = study_for(*overrides)
    return runs.settled(study, study.town, WARM_UP_YEARS)


def scenario_with(name: str = "circles_direct", *overrides: str, **levers: object) -> Scenario:
    """A shipped scenario with other levers of circles in all its phases."""
    scenario = runs.scenarios_in(study_for(*overrides))[name]
    phases = tuple(
        dataclasses.replace(
            phase,
            levers=dataclasses.replace(phase.levers, circles=dataclasses.replace(phase.levers.circles, **levers)),
        )
        for phase in scenario.phases
    )
    return dataclasses.replace(scenario, phases=phases)


def values_with(worldview: str = "optimistic", **changes: float) -> Values:
    """Central values, some of those of circles changed; small neighbourhoods need teams that refer a lot."""
    values = runs.values_in(study_for(), worldview)
    changes = {"referral_week": 0.04, **changes}
    return Values({**values, **{f"circles.{name}": value for name, value in changes.items()}})


def begun(
    scenario: Scenario | None = None, *overrides: str, years: int = YEARS, values: Values | None = None
) -> CoachingModel:
    plan = scenario or scenario_with(**EVERYWHERE)
    return runs.begun(study_for(*overrides), plan, world_for(*overrides), years, values=values or values_with())


def played(
    scenario: Scenario | None = None, *overrides: str, years: int = YEARS, values: Values | None = None
) -> CoachingModel:
    model = begun(scenario, *overrides, years=years, values=values)
    model.run()
    return model


def usual_care(*overrides: str, years: int = YEARS, values: Values | None = None) -> CoachingModel:
    """The same town without circles."""
    study = study_for(*overrides)
    return runs.played(study, study.reference, world_for(*overrides), years, values=values or values_with())


@cache
def ordinary() -> CoachingModel:
    """Circles in all neighbourhoods, in the optimistic worldview."""
    return played()


def weekly(model: CoachingModel) -> Iterator[int]:
    """Play a model week by week; yields after each week's round and stories."""
    for week in range(1, model.clockwork.years * 52 + 1):
        model.environment.run(until=week - 0.5)
        yield week


def work_of(model: CoachingModel) -> CircleWork:
    work = model.works["circles"]
    assert isinstance(work, CircleWork)
    return work


def circles_of(model: CoachingModel) -> np.ndarray:
    work = work_of(model)
    return work.circles[: work.register["circles"][0]]


def rows_of(model: CoachingModel) -> np.ndarray:
    work = work_of(model)
    return work.members[: work.register["members"][0]]


def problems_of(model: CoachingModel) -> list[str]:
    """What does not add up among circles, candidates and members."""
    work, circles, rows, found = work_of(model), circles_of(model), rows_of(model), []
    open_rows = np.flatnonzero(rows["state"] < FIRST_FINAL)
    listed = np.sort(work.open_rows[: work.register["open"][0]])
    if not np.array_equal(listed, open_rows):
        found.append("the open rows are not those in an open state")
    if len(np.unique(rows["household"][open_rows])) != len(open_rows):
        found.append("somebody is a candidate or member twice")
    expected = np.full(len(model.world.homes), -1)
    expected[rows["household"][open_rows]] = open_rows
    if len(work.candidacy) and not np.array_equal(expected, work.candidacy):
        found.append("a household does not know its row")
    members = np.bincount(rows["circle"][rows["state"] == MEMBER_NOW], minlength=len(circles))
    alive = circles["state"] < 5
    if not np.array_equal(members[alive], circles["members"][alive]):
        found.append("members are not the sum over circles")
    if not np.array_equal(circles["talents"].sum(axis=1), circles["members"]):
        found.append("talents are not those of the members")
    waiting = np.bincount(rows["neighbourhood"][rows["state"] == 1], minlength=len(work.areas))
    if not np.array_equal(waiting, work.areas["waiting"]):
        found.append("the lists are not those who wait")
    if not np.array_equal(np.isnan(rows["ended"]), rows["state"] < FIRST_FINAL):
        found.append("a final state without a date, or the other way round")
    if (rows["joined"] < rows["waiting"]).any() or (rows["waiting"] < rows["referred"]).any():
        found.append("joined before waiting, or waited before being referred")
    if (rows["ended"] < rows["joined"]).any():
        found.append("left before joining")
    opened = circles["state"] < 5
    for place, area in enumerate(work.areas):
        if (circles["neighbourhood"][opened] == place).sum() != area["budgeted"]:
            found.append("other circles than the budget pays for")
    return found
