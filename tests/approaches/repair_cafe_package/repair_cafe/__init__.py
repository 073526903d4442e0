"""Repair cafés: once a week neighbours mend things together, with a paid organiser, and get to know each other.

A complete approach in one module: its levers, its agents, its weekly work and its costs.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import mesa
import numpy as np

from simulation.money import Product, paid_from_budget
from simulation.services.approach import OutcomeRow, Work
from simulation.services.council import fte_by_neighbourhood
from simulation.services.doors import touch
from simulation.settings import Payer, Town, Values
from simulation.settings.levers import Where
from simulation.streets.compiler import compiled
from simulation.streets.life import identity
from simulation.streets.luck import chance
from simulation.streets.problems import settle, strengthen

if TYPE_CHECKING:
    from simulation.model import CoachingModel

COMES = 20_260
"""Purpose of the luck of coming to the café; nothing else has this number."""
COLUMNS = ("repair_cafe_fte_weeks", "repair_cafe_visits")
FTE_WEEKS, VISITS = range(len(COLUMNS))
WEEKS_PER_YEAR = 52.0


@dataclass(frozen=True, kw_only=True)
class RepairCafeLevers:
    """What a council can choose."""

    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0
    """organisers"""


@compiled
def open_cafes(
    homes: np.ndarray,
    bounds: np.ndarray,
    rules_table: np.ndarray,
    town_table: np.ndarray,
    dirty: np.ndarray,
    fte: np.ndarray,
    visits_week: float,
    network_gain: float,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Play a week: each household comes or not, by its own luck; who comes gets a slightly larger network.

    Args:
        homes: Households, dtype HOUSEHOLD; those of a neighbourhood stand together.
        bounds: First household of each neighbourhood, and the number of households.
        rules_table: Rates of the streets, shape (1,).
        town_table: The town, shape (1,).
        dirty: Households whose rates are to be renewed.
        fte: Organisers, shape (neighbourhoods,).
        visits_week: Visits to a full-time organiser's café.
        network_gain: Own network that a visit builds; 0 in a worldview without effect.
        tally: What is counted this month, shape (neighbourhoods, columns).
        now: End of this week; its number is the count of the luck.
        seed: Of the run's luck.
    """
    rules, town = rules_table[0], town_table[0]
    for place in range(fte.shape[0]):
        if fte[place] == 0.0:
            continue
        likely = fte[place] * visits_week / (bounds[place + 1] - bounds[place])
        for number in range(bounds[place], bounds[place + 1]):
            home = homes[number]
            if home.gone == 1 or chance(seed, identity(home), COMES, int(now)) >= likely:
                continue
            home.touched = 1
            tally[place, VISITS] += 1.0
            if network_gain > 0.0:  # who gains nothing is not even looked at
                settle(home, rules, now)
                if strengthen(home, rules, network_gain, 0.0):
                    touch(home, rules, town, dirty, now)


class Cafe(mesa.Agent):
    """The café of one neighbourhood: the readable face of its numbers."""

    def __init__(self, work: "RepairCafeWork", place: int) -> None:
        super().__init__(work.model)
        self.work, self.place = work, place

    @property
    def is_open(self) -> bool:
        """Whether it has an organiser."""
        return bool(self.work.fte[self.place] > 0.0)

    @property
    def visits(self) -> float:
        """Visits since week 0."""
        return float(self.work.tallies[:, self.place, VISITS].sum())


class RepairCafeWork:
    """All cafés in one run (see ``simulation.services.approach.Work``)."""

    def __init__(self, model: "CoachingModel") -> None:
        self.model = model
        places = len(model.town.neighbourhoods)
        self.tallies = np.zeros((model.months, places, len(COLUMNS)))
        self.fte = np.zeros(places)
        self.cafes = [Cafe(self, place) for place in range(places)]

    @property
    def active(self) -> bool:
        """Whether any café is open."""
        return bool(self.fte.any())

    def begin_month(self, levers: RepairCafeLevers, month: int) -> None:
        """Open and close cafés, and book the weeks of their organisers."""
        model = self.model
        households = model.world.places["households"]
        self.fte = fte_by_neighbourhood(levers.where, levers.fte_per_10000_households, model.town, households)
        self.tallies[month, :, FTE_WEEKS] = self.fte * model.weeks_of(month)

    def play(self, now: float) -> None:
        """Play the café's weekly afternoon; rounds within a week pass it by."""
        if not now.is_integer():
            return
        model, world = self.model, self.model.world
        open_cafes(
            world.homes,
            world.bounds,
            world.rules,
            world.town,
            world.dirty,
            self.fte,
            model.values["repair_cafe.visits_week"],
            model.values["repair_cafe.network_gain"],
            self.tallies[model.month],
            now,
            model.luck,
        )

    def costs(self) -> Mapping[str, np.ndarray]:
        """Return the organisers' weeks; they are paid whether anybody comes or not."""
        return {"repair_cafe": self.tallies[:, :, FTE_WEEKS]}

    def outcomes(self, here: np.ndarray, whole: bool) -> Mapping[str, float]:
        """Return visits, and how many came to a full-time organiser in a week."""
        fte_weeks, visits = (float(each) for each in self.tallies[:, here].sum(axis=(0, 1)))
        visits_week = visits / fte_weeks if fte_weeks > 0.0 else math.nan
        return {"repair_cafe_visits": visits, "repair_cafe_visits_week": visits_week}


class RepairCafe:
    """The approach as the model knows it (see ``simulation.services.approach.Approach``)."""

    name = "repair_cafe"
    levers: type = RepairCafeLevers
    uncertainties: Path | None = Path(__file__).with_name("uncertainties.yaml")
    columns: tuple[str, ...] = COLUMNS
    outcomes: tuple[OutcomeRow, ...] = (
        ("repair_cafe_visits", "Bezoeken aan repaircafés", "Visits to repair cafés", "count", "neither",
         "Times that a household came to a repair café."),
        ("repair_cafe_visits_week", "Bezoeken per organisator per week", "Visits to an organiser a week", "times",
         "neither", "Visits to repair cafés for each week of a full-time organiser."),
    )  # fmt: skip

    def products(self, town: Town, values: Values, additional_payer: Payer) -> tuple[Product, ...]:
        """Return organisers, with the rooms and tools they need; neighbours are not paid."""
        week = values["repair_cafe.fte_year"] / WEEKS_PER_YEAR
        return paid_from_budget("repair_cafe", "repair_cafes", week, additional_payer)

    def start(self, model: "CoachingModel") -> Work:
        """Return the cafés at the start of a run: all closed."""
        return RepairCafeWork(model)


APPROACH = RepairCafe()
