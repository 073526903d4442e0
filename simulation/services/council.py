"""The council as an agent: which levers hold this month, who pays, and how many posts there are."""

from dataclasses import dataclass, fields, replace

import mesa
import numpy as np

from simulation.money import coach_year_eur, payer_in, place_year_eur
from simulation.services.tables import COACH
from simulation.settings import (
    AfterFunding,
    AgencyKind,
    Levers,
    Payer,
    Scenario,
    SpendOn,
    Town,
    Values,
)
from simulation.settings.levers import Where

DEBT_HELP = "debt_help"
HOUSEHOLDS_PER_RATE = 10000.0
POSTS_PER_NEIGHBOURHOOD = 10000
FIRST_POST = (0, 5000, 7500)
"""Number of the first post of each role in a neighbourhood."""


@dataclass(frozen=True)
class Budget:
    """What the money of a month is."""

    levers: Levers
    additional: bool
    """whether the approach is paid with additional money"""


def is_here(where: Where, town: Town, number: int) -> bool:
    """Return whether an approach works in a neighbourhood."""
    place = town.neighbourhoods[number]
    if isinstance(where, str):
        return where == "city" or (where == "pilot" and place.pilot)
    return place.name in where


def fte_by_neighbourhood(where: Where, rate: float, town: Town, households: np.ndarray) -> np.ndarray:
    """Return full-time posts in each neighbourhood.

    Args:
        where: Where the approach works.
        rate: Posts per 10,000 households.
        town: Neighbourhoods.
        households: Households in each, shape (neighbourhoods,).
    """
    here = np.array([is_here(where, town, number) for number in range(len(town.neighbourhoods))])
    return np.where(here, households * rate / HOUSEHOLDS_PER_RATE, 0.0)


def levers_in(scenario: Scenario, month: int) -> Levers:
    """Return the levers of the phase a month falls in."""
    return [phase for phase in scenario.phases if phase.from_month <= month][-1].levers


def budget_in(scenario: Scenario, month: int) -> Budget:
    """Return what holds in a month, the end of additional money included."""
    levers = levers_in(scenario, month)
    end = levers.funding.additional_until_month
    if end is None or month < end:
        return Budget(levers, additional=True)
    if levers.funding.after is AfterFunding.STOP:
        blocks = {field.name: getattr(levers, field.name) for field in fields(levers)}
        nowhere = {name: replace(block, where="nowhere") for name, block in blocks.items() if hasattr(block, "where")}
        return Budget(replace(levers, **nowhere), additional=False)
    if levers.funding.after is AfterFunding.SUBSTITUTE:
        return Budget(replace(levers, coaches=replace(levers.coaches, substitution=1.0)), additional=False)
    return Budget(levers, additional=False)


def months_of_change(scenario: Scenario) -> frozenset[int]:
    """Return the months in which the budget may become another: phases begin, or additional money ends."""
    ends = (phase.levers.funding.additional_until_month for phase in scenario.phases)
    return frozenset({0, *(phase.from_month for phase in scenario.phases), *(end for end in ends if end is not None)})


def posts_of(scenario: Scenario, town: Town, households: np.ndarray, months: int) -> np.ndarray:
    """Return the table of all posts a scenario ever has, vacant, in order of neighbourhood; dtype COACH."""
    most = np.zeros((len(FIRST_POST), len(households)))
    for month in sorted({0, *(phase.from_month for phase in scenario.phases)}):
        if month < months:
            most = np.maximum(most, fte_of(levers_in(scenario, month), town, households))
    rows = []
    for place in range(len(households)):
        for role, first in enumerate(FIRST_POST):
            for index in range(int(np.ceil(most[role, place] - 1e-9))):
                row = np.zeros(1, COACH)
                row["neighbourhood"] = place
                row["post"] = place * POSTS_PER_NEIGHBOURHOOD + first + index
                row["role"] = role
                rows.append(row)
    return np.concatenate(rows) if rows else np.zeros(0, COACH)


def fte_of(levers: Levers, town: Town, households: np.ndarray) -> np.ndarray:
    """Return full-time posts by role (coach, outreach worker, intaker) and neighbourhood; shape (3, neighbourhoods)."""
    blocks = (levers.coaches, levers.outreach, levers.intakers)
    rows = [fte_by_neighbourhood(each.where, each.fte_per_10000_households, town, households) for each in blocks]
    return np.stack(rows)


class Council(mesa.Agent):
    """Knows what approaches cost, and how many places each agency has budget for."""

    def __init__(self, model: mesa.Model, town: Town, values: Values, households: np.ndarray) -> None:
        super().__init__(model)
        self.town = town
        self.values = values
        self.households = households

    def coach_year_eur(self, levers: Levers) -> float:
        """Return what the coaches cost in a year, all posts filled."""
        fte = float(fte_of(levers, self.town, self.households)[0].sum())
        return fte * coach_year_eur(self.values)

    def extra_year_eur(self, levers: Levers) -> float:
        """Return the budget that is spent on places instead of coaches, a year."""
        money = levers.same_money
        if money.spend_on is SpendOn.NOTHING:
            return 0.0
        fte = fte_by_neighbourhood(money.where, money.fte_per_10000_households, self.town, self.households)
        return float(fte.sum()) * coach_year_eur(self.values)

    def budgeted_places(self, levers: Levers, base_places: np.ndarray) -> np.ndarray:
        """Return the places each agency has budget for, with cuts, substitution and bought places.

        Substitution takes the coaches' costs out of the places the municipality pays, in proportion to their budgets;
        the same money spent otherwise buys such places at their price.

        Args:
            levers: What holds now.
            base_places: Contracted places before week 0, shape (agencies,).
        """
        prices = np.array([place_year_eur(agency.name, self.values) for agency in self.town.agencies])
        limited = np.array([agency.kind is AgencyKind.PLACE_LIMITED for agency in self.town.agencies])
        municipal = np.array(
            [payer_in(agency.payers, self.town.regime_year) is Payer.MUNICIPALITY for agency in self.town.agencies]
        )
        budgets = base_places * prices * (limited & municipal)
        taken = levers.coaches.substitution * self.coach_year_eur(levers)
        share = min(1.0, taken / budgets.sum()) if budgets.sum() > 0 else 0.0
        taken_share = np.where(municipal, share, 0.0)
        places = base_places * np.where(limited, levers.agencies.places_factor * (1.0 - taken_share), 1.0)
        extra = self.extra_year_eur(levers)
        if extra > 0.0:
            debt = np.array([agency.name == DEBT_HELP for agency in self.town.agencies])
            chosen = debt if levers.same_money.spend_on is SpendOn.DEBT_HELP else ~debt
            weights = budgets * chosen
            if weights.sum() > 0:
                places = places + np.where(prices > 0, extra * weights / weights.sum() / prices, 0.0)
        return places
