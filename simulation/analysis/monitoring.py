"""``voordeur task=monitoring``: when could a council know, that counts by itself, what a policy does?

The policy begins after a baseline of usual care. In every run the council looks at what it counted, by each of three
designs (see ``detection``), and the simulation knows what is true: the paired difference with usual care in the same
run. The same designs are also tried on usual care itself, where nothing begins: every claim there is a false alarm.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis import answers
from simulation.analysis.detection import LEVEL, conclusions, share_with_interval, times_larger
from simulation.model import MONTHS_PER_YEAR, WEEKS_PER_YEAR
from simulation.settings import Domain, Scenario, SettingsError, Study, Tables, Town, TownKind
from simulation.settings.compose import Composed
from simulation.settings.errors import nearest
from simulation.settings.scenario import Phase
from simulation.settings.task_sections import Monitoring
from simulation.streets.tally import DOORS
from simulation.study.comparison import BOTH, CHANCE, interval
from simulation.study.keys import NO_WORLDVIEW
from simulation.study.runner import run_study
from simulation.study.tables import month_columns

TABLE = "monitoring"
PER = 1000.0 * WEEKS_PER_YEAR / MONTHS_PER_YEAR
"""turns a number for each household-week into one a month for 1,000 households"""
HOUSEHOLD_WEEKS = "households"
KEYS = ["worldview", "scenario", "draw", "run"]
FEWEST_RUNS = 2


def run(composed: Composed) -> Path:
    """Find how often each design sees what is true, and return the results folder.

    Raises:
        SettingsError: The plan cannot be carried out in this study; nothing is written.
    """
    plan, study = composed.section, composed.study
    assert isinstance(plan, Monitoring)
    check_plan(plan, study)
    progress = answers.opened(composed)
    later = tuple(delayed(each, study.reference, plan.baseline_months) for each in study.scenarios)
    results = run_study(
        replace(study, scenarios=later, settings=replace(study.settings, tables=Tables.MONTHS)),
        composed.results / "runs",
        store=composed.store,
        engine=composed.engine,
        fresh=composed.fresh,
        progress=progress,
    )
    columns = {name: columns_of(name, study.town) for name in plan.outcomes}
    needed = {column for each in columns.values() for column in each}
    path = results.folder / "months.parquet"
    months = pd.read_parquet(path, columns=[*KEYS, "month", "neighbourhood", HOUSEHOLD_WEEKS, *sorted(needed)])
    table = pd.DataFrame(list(rows_of(months, plan, study, columns)))
    pilots = [each for each in study.town.neighbourhoods if each.pilot]
    households = study.town.households * sum(each.share for each in pilots)
    facts = {"pilot_households": round(households), "comparison": list(compared(plan, study.town))}
    return answers.written(composed, {TABLE: table}, **facts)


def check_plan(plan: Monitoring, study: Study) -> None:
    """Refuse a plan that the study is too short for, or that counts what is not there.

    Raises:
        SettingsError: It is.
    """
    town, months = study.town, MONTHS_PER_YEAR * study.settings.years
    if town.kind is not TownKind.REAL or not any(each.pilot for each in town.neighbourhoods):
        raise SettingsError(f"town = {town.name}: has no pilot neighbourhood to monitor")
    if study.settings.runs * study.settings.draws < FEWEST_RUNS:
        raise SettingsError(f"study.runs = {study.settings.runs}: must be at least {FEWEST_RUNS} to say how often")
    if min(plan.after_months) < 2 or plan.baseline_months < 2:
        raise SettingsError("monitoring: a baseline and a look need at least 2 months each, or nothing can be tested")
    needed = plan.baseline_months + max(plan.after_months)
    if needed > months:
        years = -(-needed // MONTHS_PER_YEAR)
        raise SettingsError(
            f"monitoring.after_months = {list(plan.after_months)}: with monitoring.baseline_months = "
            f"{plan.baseline_months} the study must have {years} years, not {study.settings.years}; give "
            f"study.years={years}"
        )
    for name in plan.outcomes:
        columns_of(name, town)
    others = [each.name for each in town.neighbourhoods if not each.pilot]
    for name in plan.comparison:
        if name not in others:
            raise SettingsError(f"monitoring.comparison: '{name}' cannot be compared with; {nearest(name, others)}")
    if not others:
        raise SettingsError(f"town = {town.name}: has no neighbourhood to compare the pilot with")


def compared(plan: Monitoring, town: Town) -> tuple[str, ...]:
    """Return the comparison neighbourhoods."""
    return plan.comparison or tuple(each.name for each in town.neighbourhoods if not each.pilot)


def columns_of(name: str, town: Town) -> tuple[str, ...]:
    """Return the columns of the months table that an outcome is the sum of.

    Raises:
        SettingsError: There is no such outcome by month.
    """
    sums = {
        "problem_weeks": [f"{level}_weeks_{each}" for level in ("early", "serious", "crisis") for each in Domain],
        "serious_weeks": [f"{level}_weeks_{each}" for level in ("serious", "crisis") for each in Domain],
        "crises": [f"crises_{each}" for each in Domain],
        "requests": [f"requests_{door}" for door in DOORS],
        "provisions_started": [f"starts_{agency.name}" for agency in town.agencies],
    }
    known = [*sums, *(each for each in month_columns(town) if each != HOUSEHOLD_WEEKS)]
    if name not in known:
        raise SettingsError(f"monitoring.outcomes: '{name}' is not counted by month; {nearest(name, known)}")
    return tuple(sums.get(name, [name]))


def delayed(scenario: Scenario, reference: Scenario, months: int) -> Scenario:
    """Return a scenario in which everything happens so many months later, after usual care."""
    phases = []
    for phase in scenario.phases:
        funding = phase.levers.funding
        if funding.additional_until_month is not None:
            funding = replace(funding, additional_until_month=funding.additional_until_month + months)
        phases.append(Phase(from_month=phase.from_month + months, levers=replace(phase.levers, funding=funding)))
    return replace(scenario, phases=(*reference.phases[:1], *phases))


def rates_of(
    months: pd.DataFrame, columns: Sequence[str], places: Sequence[str]
) -> dict[tuple[str, str], pd.DataFrame]:
    """Return the monthly rate in some neighbourhoods together, for 1,000 households.

    Args:
        months: Rows of all runs.
        columns: That are summed.
        places: Neighbourhoods.

    Returns:
        By worldview and scenario: one row a draw and run, one column a month
    """
    ours = months[months["neighbourhood"].isin(places)]
    counted = ours[list(columns)].sum(axis=1).to_frame("count").assign(weeks=ours[HOUSEHOLD_WEEKS])
    sums = counted.groupby([ours[each] for each in (*KEYS, "month")], sort=True).sum()
    rates = (PER * sums["count"] / sums["weeks"]).unstack("month")
    return {
        (str(case[0]), str(case[1])): table.droplevel(["worldview", "scenario"])
        for case, table in rates.groupby(level=["worldview", "scenario"], sort=False)
    }


def rows_of(
    months: pd.DataFrame, plan: Monitoring, study: Study, columns: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """Yield what each design finds at each look, for every scenario, worldview and outcome, and for usual care."""
    pilots = [each.name for each in study.town.neighbourhoods if each.pilot]
    others = compared(plan, study.town)
    usual = (NO_WORLDVIEW, study.reference.name)
    cases = [(worldview.name, scenario.name) for scenario in study.scenarios for worldview in study.worldviews]
    most = MONTHS_PER_YEAR * study.settings.years - plan.baseline_months
    for outcome in plan.outcomes:
        pilot, comparison = (rates_of(months, columns[outcome], places) for places in (pilots, others))
        for case in (*cases, usual):
            axes = {"scenario": case[1], "worldview": case[0], "outcome": outcome}
            base = pilot[usual].loc[pilot[case].index]
            for after in plan.after_months:
                yield from (
                    {**axes, "after_months": after, **found, "months_needed": months_needed(found, after, most)}
                    for found in _look(pilot[case], comparison[case], base, plan.baseline_months, after)
                )


def months_needed(found: Mapping[str, Any], after: int, most: int) -> float:
    """Return after how many months 80% of runs find the effect if variance falls with months; NaN beyond ``most``."""
    needed = after * found["times_larger"]
    return float(np.ceil(needed)) if needed <= most else np.nan


def _look(
    pilot: pd.DataFrame, comparison: pd.DataFrame, usual: pd.DataFrame, start: int, after: int
) -> Iterator[dict[str, Any]]:
    """Yield what each design finds after some months, beside what is true."""
    window = slice(start, start + after)
    truth = (pilot.to_numpy() - usual.to_numpy())[:, window].mean(axis=1)
    several = pilot.index.get_level_values("draw").nunique() > 1
    low, high = interval(answers.units_of(pd.DataFrame({"truth": truth}, pilot.index))[:, 0])
    effect = float(truth.mean())
    sign = 0 if not truth.any() or low <= 0 <= high else int(np.sign(effect))
    level = float(usual.to_numpy()[:, window].mean())
    found = conclusions(pilot.to_numpy(), comparison.to_numpy(), start, after)
    for design, (estimates, chances) in found.items():
        claims = chances < LEVEL
        share, claims_low, claims_high = share_with_interval(claims)
        right = share_with_interval(claims & (np.sign(estimates) == sign)) if sign else (np.nan,) * 3
        spread = float(estimates.std(ddof=1))
        yield {
            "design": design.value,
            "level": level,
            "true_effect": effect,
            "true_low": low,
            "true_high": high,
            "estimate": float(estimates.mean()),
            "estimate_sd": spread,
            "claims": share,
            "claims_low": claims_low,
            "claims_high": claims_high,
            "finds": right[0],
            "finds_low": right[1],
            "finds_high": right[2],
            "wrong_way": float((claims & (np.sign(estimates) == -sign)).mean()) if sign else np.nan,
            "times_larger": times_larger(effect, spread) if sign else np.nan,
            "covers": BOTH if several else CHANCE,
            "draws": pilot.index.get_level_values("draw").nunique(),
            "runs": len(pilot),
        }
