"""Small towns for the engine's tests: compose a study, settle the town once, continue copies of it."""

import dataclasses
from functools import cache
from typing import Any

import numpy as np

from simulation.model import Clockwork, CoachingModel, continue_world, prepare
from simulation.services.world import World
from simulation.settings import Phase, Scenario, Study, Town, Values, values_of
from simulation.settings.compose import compose_study
from simulation.streets.luck import seed_of
from simulation.streets.stylised import with_households

SMALL = ("town=enschede", "town.households=3000")


@cache
def study_of(*overrides: str) -> Study:
    """A study as the command line would compose it, without scenarios unless they are named."""
    named = any(each.startswith("scenarios") for each in overrides)
    return compose_study([*overrides, *([] if named else ["scenarios=[]"])]).study


def with_usual(study: Study, block: str, **levers: Any) -> Study:
    """The study with an approach in usual care too."""
    usual = study.reference.phases[0].levers
    changed = dataclasses.replace(usual, **{block: dataclasses.replace(getattr(usual, block), **levers)})
    reference = dataclasses.replace(study.reference, phases=(Phase(from_month=0, levers=changed),))
    return dataclasses.replace(study, reference=reference)


def values_in(study: Study, worldview: str | None = None) -> Values:
    """The central values, of a worldview or of none."""
    found = [each for each in (*study.worldviews, *study.mixture) if each.name == worldview]
    belief = found[0] if worldview else None
    return values_of(study.uncertainties, belief, study.mixture, 0, study.settings.seed, study.town.price_year)


def scenarios_in(study: Study) -> dict[str, Scenario]:
    """Every scenario of a study by name, the reference too."""
    return {each.name: each for each in (study.reference, *study.scenarios)}


def clockwork(study: Study, years: float, run: int = 0, rounds_per_week: int = 1) -> Clockwork:
    return Clockwork(
        seed=seed_of(study.settings.seed, run),
        years=years,
        rounds_per_week=rounds_per_week,
        numerics=study.settings.numerics,
    )


def settled(study: Study, town: Town, warm_up_years: int, run: int = 0, rounds_per_week: int = 1) -> World:
    clock = clockwork(study, warm_up_years, run, rounds_per_week)
    return prepare(town, study.reference, values_in(study), clock)


def begun(
    study: Study,
    scenario: Scenario,
    world: World,
    years: float,
    *,
    town: Town | None = None,
    worldview: str | None = None,
    run: int = 0,
    rounds_per_week: int = 1,
    values: Values | None = None,
    spare: World | None = None,
) -> CoachingModel:
    """A model that continues a copy of a settled world; nothing is played yet."""
    clock = clockwork(study, years, run, rounds_per_week)
    numbers = values or values_in(study, worldview)
    return continue_world(town or study.town, scenario, numbers, world, clock, spare)


def played(*arguments: object, **options: object) -> CoachingModel:
    """As ``begun``, played to the horizon."""
    model = begun(*arguments, **options)  # type: ignore[arg-type]
    model.run()
    return model


def queue_run(
    changes: dict[str, object], warm_up_years: int, years: int, run: int, more_places: int = 0
) -> CoachingModel:
    """Play a queue town; ``more_places`` plants a wrong number of places in the engine, unknown to any oracle."""
    study = study_of("town=queue")
    town = dataclasses.replace(study.town, queue=dataclasses.replace(study.town.queue, **changes))
    town = with_households(town, 52 * (warm_up_years + years))
    world = settled(study, town, warm_up_years, run)
    for name in ("places", "base_places", "budgeted", "contracted"):
        world.agencies[name] += more_places
    return played(study, study.reference, world, years, town=town, run=run)


def rows_of(model: CoachingModel, name: str) -> np.ndarray:
    """The rows in use of an append-only table: requests, referrals or cases."""
    return getattr(model.world, name)[: int(model.world.town[0][name])]
