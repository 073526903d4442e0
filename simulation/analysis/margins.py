"""``voordeur task=margins``: what one more coach, intaker, assistant, circle or place does, side by side.

Each kind of help that a scenario has gets a little more, in a variant of the scenario, and is compared with the
scenario itself in pairs that share their luck. Differences are divided by how much was added. Amounts and counts are
also divided by the years of the horizon: what one more does in a year, on average.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import answers
from simulation.settings import AgencyKind, Levers, Scenario, SettingsError, Study, Town, TownKind, Values
from simulation.settings.compose import Composed
from simulation.settings.questions import Margins
from simulation.study.catalogue import catalogue_of
from simulation.study.comparison import BOTH, CHANCE, NOTHING, interval
from simulation.study.run import values_in
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
    question, study = composed.question, composed.study
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
        for lever, amount in ((FTE, question.fte), (CIRCLES, question.circles)):
            if any(_rate(phase.levers, block, lever) for phase in scenario.phases):
                phases = tuple(
                    replace(phase, levers=with_more(phase.levers, block, lever, amount, study.town))
                    for phase in scenario.phases
                )
                yield _named(scenario, block, amount, phases)
    there = float(places_in(study.town, values_in(study, None, 0)))
    if there:
        phases = tuple(
            replace(phase, levers=_with_places(phase.levers, question.places / there)) for phase in scenario.phases
        )
        yield _named(scenario, PLACES, question.places, phases)


def _named(scenario: Scenario, kind: str, amount: float, phases: Any) -> More:
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
    return replace(levers, **{block: replace(found, **changed)})  # type: ignore[arg-type]


def households_in(where: str | Sequence[str], town: Town) -> float:
    """Return how many households live where an approach works."""
    shares = (
        each.share
        for each in town.neighbourhoods
        if where == "city" or (where == "pilot" and each.pilot) or (not isinstance(where, str) and each.name in where)
    )
    return town.households * sum(shares)


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
