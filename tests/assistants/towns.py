"""A small town with many assistants, settled once, for the tests of this folder."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from simulation.model import CoachingModel
from simulation.services.assistants import Assistants
from simulation.services.assistants.columns import NUMBER
from simulation.services.world import World
from simulation.settings import Funding, Phase, Scenario, Study, Values
from simulation.settings.approaches import levers_class
from tests.engine import runs

YEARS = 4
WARM_UP_YEARS = 2
NO_HELP = "levers.agencies.effect=0"
EVERYWHERE = Assistants(where="city", fte_per_10000_households=25.0)
"""Several posts in most neighbourhoods of the small town."""


@cache
def study(*overrides: str) -> Study:
    return runs.study_of("town=enschede", "town.households=4000", f"study.years={YEARS}", *overrides)


@cache
def world(*overrides: str) -> World:
    return runs.settled(study(*overrides), study(*overrides).town, WARM_UP_YEARS)


def scenario(*overrides: str, assistants: Assistants = EVERYWHERE, **blocks: object) -> Scenario:
    """Assistants from week 0 to the end, unless other blocks of levers say otherwise."""
    agencies = study(*overrides).reference.phases[0].levers.agencies
    levers = levers_class()(assistants=assistants, agencies=agencies, **blocks)
    return made_up(levers)


def made_up(*levers: object) -> Scenario:
    """A scenario whose phases start a year after each other."""
    label = study().town.label
    phases = tuple(Phase(from_month=12 * year, levers=each) for year, each in enumerate(levers))
    return Scenario(name="made_up", label=label, description=label, phases=phases)


def values(worldview: str = "optimistic", **changes: float) -> Values:
    """Central values of a worldview, some of the assistants' changed."""
    return Values({**runs.values_in(study(), worldview), **{f"assistants.{name}": to for name, to in changes.items()}})


def begun(which: Scenario, numbers: Values, *overrides: str, years: int = YEARS, run: int = 0) -> CoachingModel:
    return runs.begun(study(*overrides), which, world(*overrides), years, values=numbers, run=run)


@cache
def played(worldview: str = "optimistic", *overrides: str) -> CoachingModel:
    model = begun(scenario(*overrides), values(worldview), *overrides)
    model.run()
    return model


@cache
def without(worldview: str = "optimistic", *overrides: str) -> CoachingModel:
    model = begun(scenario(*overrides, assistants=Assistants()), values(worldview), *overrides)
    model.run()
    return model


def matches_of(model: CoachingModel) -> np.ndarray:
    work = model.works["assistants"]
    return work.matches[: int(work.diary["matches"][0])]


def sides(rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Household, occupant and role of each side of some matches."""
    for side in ("one", "other"):
        yield rows[side], rows[f"{side}_occupant"], rows[f"{side}_role"]


def in_town(model: CoachingModel) -> dict[str, float]:
    return dict(model.works["assistants"].outcomes(np.ones(len(model.town.neighbourhoods), bool), True))


def counted(model: CoachingModel, name: str) -> float:
    return float(model.works["assistants"].tallies[:, :, NUMBER[name]].sum())


def funding(until: int | None) -> Funding:
    return Funding(additional_until_month=until)
