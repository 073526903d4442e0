"""What usual care is measured by: the simulated counterpart of each published figure, denominators stated.

Households are converted to people explicitly: loneliness is per adult, youth care per minor, support per inhabitant.
"""

from collections.abc import Callable

import numpy as np

from simulation.model import WEEKS_PER_YEAR, CoachingModel
from simulation.services.tables import ASSESSING
from simulation.streets.tables import COUPLE, COUPLE_WITH_MINORS, FINANCES, LONELINESS
from simulation.streets.tally import (
    ASSISTANCE_WEEKS,
    EVICTIONS,
    HOUSEHOLDS,
    NUMBER,
    SIGNALS,
    TENANT_DEBT_WEEKS,
)


def measures_of(model: CoachingModel) -> dict[str, float]:
    """Return every measure of a finished run."""
    return {name: measure(model) for name, measure in MEASURES.items()}


def _total(model: CoachingModel, name: str) -> float:
    return float(model.tallies[:, :, NUMBER[name]].sum())


def _household_weeks(model: CoachingModel) -> float:
    return float(model.tallies[:, :, HOUSEHOLDS].sum())


def problem_debt_share(model: CoachingModel) -> float:
    """Return the share of households with serious problems of finances, averaged over time."""
    return (_total(model, "serious_weeks_finances") + _total(model, "crisis_weeks_finances")) / _household_weeks(model)


def problem_debt_known_share(model: CoachingModel) -> float:
    """Return the share of households in problem debt whose request is at debt help (assessed, waiting, or in care).

    Denominator: households with serious problems of finances at the end of the horizon.
    """
    homes = model.world.homes
    indebted = homes["severity"][:, FINANCES] >= 2
    rows = homes["referral"][:, FINANCES]
    known = (rows >= 0) & (model.world.referrals["state"][rows] >= ASSESSING)
    return float((indebted & known).sum() / indebted.sum())


def evictions_per_tenant_year(model: CoachingModel) -> float:
    """Return evictions a year for each tenant household in problem debt."""
    return float(model.tallies[:, :, EVICTIONS].sum() / (model.tallies[:, :, TENANT_DEBT_WEEKS].sum() / WEEKS_PER_YEAR))


def strongly_lonely_adult_share(model: CoachingModel) -> float:
    """Return the share of adults who are seriously lonely at the end; in a couple it concerns one of two adults."""
    homes = model.world.homes
    adults = np.where(np.isin(homes["composition"], (COUPLE, COUPLE_WITH_MINORS)), 2, 1)
    return float((homes["severity"][:, LONELINESS] >= 2).sum() / adults.sum())


def households_in_care_a_year(model: CoachingModel, names: tuple[str, ...]) -> float:
    """Return how many different households have care of these agencies at some time in a year, mean over years."""
    referrals = model.world.referrals[: model.world.town[0]["referrals"]]
    numbers = [agency.number for agency in model.agencies if agency.facts.name in names]
    rows = referrals[np.isin(referrals["agency"], numbers) & ~np.isnan(referrals["started"])]
    years = []
    for year in range(int(model.clockwork.years)):
        first, last = year * WEEKS_PER_YEAR, (year + 1) * WEEKS_PER_YEAR
        during = (rows["started"] < last) & ~(rows["ended"] < first)
        clients = rows["household"][during].astype(np.int64) * 65536 + rows["occupant"][during]
        years.append(len(np.unique(clients)))
    return float(np.mean(years))


def begeleiding_per_1000_year(model: CoachingModel) -> float:
    """Return clients of support (one a household) in a year for each 1,000 inhabitants."""
    inhabitants = model.town.people_per_household * len(model.world.homes)
    return households_in_care_a_year(model, ("support",)) / inhabitants * 1000.0


def youth_care_share_year(model: CoachingModel) -> float:
    """Return minors with youth care in a year as a share of all minors (several for each household in care)."""
    minors = float(model.world.homes["minors"].sum())
    return households_in_care_a_year(model, ("youth_care",)) * model.town.population.minors_per_youth_case / minors


def youth_wait_weeks(model: CoachingModel) -> float:
    """Return mean weeks from referral to start of youth care, of those who started within the horizon."""
    referrals = model.world.referrals[: model.world.town[0]["referrals"]]
    number = [agency.facts.name for agency in model.agencies].index("youth_care")
    rows = referrals[(referrals["agency"] == number) & (referrals["started"] >= 0.0)]
    return float((rows["started"] - rows["sent"]).mean())


def assistance_share(model: CoachingModel) -> float:
    """Return the share of households on social assistance, averaged over time."""
    return float(model.tallies[:, :, ASSISTANCE_WEEKS].sum()) / _household_weeks(model)


def wmo_households(model: CoachingModel) -> float:
    """Return households with support or home help in a year for each 1,000 households."""
    return households_in_care_a_year(model, ("support", "home_help")) / len(model.world.homes) * 1000.0


def arrears_signals(model: CoachingModel) -> float:
    """Return signals (of all kinds, most of them arrears) a year for each 1,000 inhabitants."""
    inhabitants = model.town.people_per_household * len(model.world.homes)
    return float(model.tallies[:, :, SIGNALS].sum()) / model.clockwork.years / inhabitants * 1000.0


MEASURES: dict[str, Callable[[CoachingModel], float]] = {
    "problem_debt_share": problem_debt_share,
    "problem_debt_known_share": problem_debt_known_share,
    "evictions_per_problem_debt_tenant_year": evictions_per_tenant_year,
    "strongly_lonely_adult_share": strongly_lonely_adult_share,
    "begeleiding_per_1000_year": begeleiding_per_1000_year,
    "youth_care_share_year": youth_care_share_year,
    "youth_wait_weeks": youth_wait_weeks,
    "assistance_share": assistance_share,
    "wmo_households": wmo_households,
    "arrears_signals": arrears_signals,
}
"""By outcome name of the evidence tables."""
