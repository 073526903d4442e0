"""``voordeur task=margins``: what one more coach, intaker, assistant, circle or place does, side by side.

Each kind of help that a scenario has gets a little more, in a variant of the scenario, and is compared with the
scenario itself in pairs that share their luck. Differences are divided by how much was added. Amounts and counts are
also divided by the years of the horizon: what one more does in a year, on average.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import answers
from simulation.settings import (
    AgencyKind,
    Levers,
    Neighbourhood,
    Scenario,
    SettingsError,
    Study,
    Town,
    TownKind,
    Values,
)
from simulation.settings.compose import Composed
from simulation.settings.task_sections import Margins
from simulation.study.catalogue import catalogue_of
from simulation.study.comparison import BOTH, CHANCE, NOTHING, interval
from simulation.study.keys import values_in
from simulation.study.runner import run_study

TABLE = "margins"
FTE, CIRCLES = "fte_per_10000_households", "circles_per_10000_households"
"""levers that say how much of an approach there is"""
PER_RATE = 10_000
NO_APPROACH = ("same_money",)
PLACES = "places"
SUMMED = ("euros", "number", "household-weeks", "hours")
"""units of outcomes that add up over the years"""


@dataclass(frozen=True)
class More:
    """A variant of a scenario with more of one kind of help."""

    kind: str
    """``places``, or the block of an approach"""
    amount: float
    """that is added, at the central values"""
    base: Scenario
    scenario: Scenario


def run(composed: Composed) -> Path:
    """Measure what a little more of each kind does, and return the results folder.

    Raises:
        SettingsError: An outcome is not there, or the folder holds something else; nothing is written.
    """
    question, study = composed.section, composed.study
    assert isinstance(question, Margins)
    if study.town.kind is not TownKind.REAL:
        raise SettingsError(f"town = {study.town.name}: nobody helps in a stylised town")
    answers.check_outcomes(composed, "margins.outcomes", question.outcomes, question.scope)
    progress = answers.opened(composed)
    more = [each for scenario in study.scenarios for each in variants(scenario, question, study)]
    results = run_study(
        replace(study, scenarios=(*study.scenarios, *(each.scenario for each in more))),
        composed.results / "runs",
        store=composed.store,
        engine=composed.engine,
        fresh=composed.fresh,
        progress=progress,
    )
    return answers.written(composed, {TABLE: margins_of(results.runs, more, question, study)})


def variants(scenario: Scenario, question: Margins, study: Study) -> Iterator[More]:
    """Yield a variant for each kind of help that a scenario has somewhere, and for places."""
    for block in (field.name for field in fields(scenario.phases[0].levers) if field.name not in NO_APPROACH):
        rates = [(phase.levers, FTE, question.fte) for phase in scenario.phases if _rate(phase.levers, block, FTE)]
        rates += [(phase.levers, CIRCLES, 0.0) for phase in scenario.phases if _rate(phase.levers, block, CIRCLES)]
        if rates:
            levers, lever, amount = rates[0]
            amount, step = (amount, amount) if lever == FTE else _whole(levers, block, question.circles, study.town)
            change = partial(with_more, block=block, lever=lever, amount=step, town=study.town)
            yield _named(scenario, block, amount, change)
    there = places_in(study.town, values_in(study, None, 0))
    if there:
        yield _named(scenario, PLACES, question.places, partial(_with_places, share=question.places / there))


def _whole(levers: Levers, block: str, wanted: float, town: Town) -> tuple[float, float]:
    """Return how many circles are really added, and what to add for it: there are whole circles only."""
    before = circles_in(levers, block, town)
    for step in itertools.count(wanted, 0.5):
        added = circles_in(with_more(levers, block, CIRCLES, step, town), block, town) - before
        if added >= wanted:
            return added, step
    raise AssertionError


def circles_in(levers: Levers, block: str, town: Town) -> float:
    """Return for how many circles there is money, by the rule of ``services.circles``."""
    found, rate = getattr(levers, block), _rate(levers, block, CIRCLES) / PER_RATE
    here = (each for each in town.neighbourhoods if _is_in(found.where, each))
    return float(sum(max(1, math.floor(rate * each.share * town.households + 0.5)) for each in here))


def _named(scenario: Scenario, kind: str, amount: float, change: Callable[[Levers], Levers]) -> More:
    phases = tuple(replace(phase, levers=change(phase.levers)) for phase in scenario.phases)
    return More(kind, amount, scenario, replace(scenario, name=f"{scenario.name}+{kind}", phases=phases))


def _rate(levers: Levers, block: str, lever: str) -> float:
    """Return how much of an approach is at work, per 10,000 households."""
    found = getattr(levers, block)
    return 0.0 if getattr(found, "where", "nowhere") == "nowhere" else getattr(found, lever, 0.0)


def with_more(levers: Levers, block: str, lever: str, amount: float, town: Town) -> Levers:
    """Return levers with so much more of an approach in all; where it is not at work nothing is added."""
    rate = _rate(levers, block, lever)
    if not rate:
        return levers
    found = getattr(levers, block)
    changed: dict[str, Any] = {lever: rate + amount * PER_RATE / households_in(found.where, town)}
    return replace(levers, **{block: replace(found, **changed)})


def households_in(where: str | Sequence[str], town: Town) -> float:
    """Return how many households live where an approach works."""
    return town.households * sum(each.share for each in town.neighbourhoods if _is_in(where, each))


def _is_in(where: str | Sequence[str], place: Neighbourhood) -> bool:
    if isinstance(where, str):
        return where == "city" or (where == "pilot" and place.pilot)
    return place.name in where


def _with_places(levers: Levers, share: float) -> Levers:
    agencies = levers.agencies
    return replace(levers, agencies=replace(agencies, places_factor=agencies.places_factor + share))


def places_in(town: Town, values: Values) -> int:
    """Return how many places all agencies have that have a limited number."""
    limited = [each for each in town.agencies if each.kind is AgencyKind.PLACE_LIMITED]
    rates = (values[f"agencies.{each.name}_places"] for each in limited)
    found = (
        round(rate * town.households / PER_RATE) if each.places is None else each.places
        for each, rate in zip(limited, rates, strict=True)
    )
    return sum(found)


def margins_of(runs: pd.DataFrame, more: Sequence[More], question: Margins, study: Study) -> pd.DataFrame:
    """Return what one more of each kind does, one row a kind, outcome, scenario and worldview.

    Args:
        runs: Of the scenarios and their variants.
        more: The variants.
        question: Which outcomes, and where.
        study: Whose horizon and worldviews they are.
    """
    summed = {each.name for each in catalogue_of(study.town) if each.unit.en in SUMMED}
    central = places_in(study.town, values_in(study, None, 0))
    rows = []
    for each in more:
        for worldview in (worldview.name for worldview in study.worldviews):
            ours = answers.case_of(runs, worldview, each.scenario.name)
            base = answers.case_of(runs, worldview, each.base.name).reindex(ours.index)
            draws = ours.index.get_level_values("draw")
            added = pd.Series(each.amount, ours.index)
            if each.kind == PLACES:
                there = {draw: places_in(study.town, values_in(study, None, int(draw))) for draw in draws.unique()}
                added = each.amount * draws.to_series(index=ours.index).map(there) / central
            for name in question.outcomes:
                column = answers.scoped(name, question.scope)
                gaps = (ours[column] - base[column]) / added / (study.settings.years if name in summed else 1)
                units = answers.units_of(gaps.dropna().to_frame())[:, 0]
                low, high = interval(units)
                axes = {"scenario": each.base.name, "worldview": worldview, "kind": each.kind, "outcome": name}
                covers = NOTHING if len(units) < 2 else BOTH if draws.nunique() > 1 else CHANCE
                facts = {"a_year": name in summed, "added": each.amount, "covers": covers}
                numbers = {"difference": units.mean() if len(units) else np.nan, "low": low, "high": high}
                rows.append({**axes, **numbers, **facts, "draws": draws.nunique(), "runs": len(gaps)})
    return pd.DataFrame(rows)
