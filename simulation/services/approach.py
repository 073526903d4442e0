"""What an approach is: one module with its levers, its agents, its weekly work and its costs.

An approach is registered under the entry-point group ``voordeur.approaches`` (see ``docs/approaches.md``). The model
asks it to start in every run; it is at work where and when its levers say so.

It may also have ``journeys()``, rows of its own for the table of journeys by kind (see ``study.journeys``), and
``visits()``, by what it is called how often each address was visited so far, shape (households,) (see
``study.journal``).

Of the model an approach may use ``town``, ``values``, ``world`` (all tables), ``luck`` (the seed of its draws),
``months`` (in this run), ``month`` and ``week`` (now), ``start_week``, ``weeks_of(month)``, ``tallies[month]`` (what
the core counts), ``environment`` (for stories on the one clock) and ``clockwork`` (horizon, precision).
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from simulation.money import Product
from simulation.settings import Payer, Town, Values

if TYPE_CHECKING:
    from simulation.model import CoachingModel

OutcomeRow = tuple[str, str, str, str, str, str]
"""name, Dutch and English label, unit (see ``study.catalogue_words.UNITS``), up, down or neither, definition; no other
outcome may have the name"""


class Work(Protocol):
    """An approach in one run."""

    tallies: np.ndarray
    """what it counted, shape (months, neighbourhoods, columns)"""

    @property
    def active(self) -> bool:
        """Whether it wants to be called every week this month."""

    def begin_month(self, levers: Any, month: int) -> None:
        """Carry out what the council decides, and book the weeks of everybody who is in a state.

        Args:
            levers: Its block as it holds this month; ``where`` is ``nowhere`` once its money has ended.
            month: Month of results.
        """

    def play(self, now: float) -> None:
        """Do the work of a round up to ``now``, after the coaches' round and before households get their new rates.

        There are ``study.rounds_per_week`` rounds in a week; a week ends where ``now`` is whole.
        """

    def costs(self) -> Mapping[str, np.ndarray]:
        """Return what was bought on the approach's own budget.

        Returns:
            For each product of ``money.paid_from_budget`` the quantities, shape (months, neighbourhoods), by the name
            that was given there.
        """

    def outcomes(self, here: np.ndarray, whole: bool) -> Mapping[str, float]:
        """Return its outcomes over the horizon for some neighbourhoods, all of them; a share of nothing is NaN.

        Args:
            here: Which neighbourhoods, shape (neighbourhoods,), bool.
            whole: Whether this is the whole town.
        """


class Approach(Protocol):
    """One way of working behind the front door."""

    name: str
    """of its block of levers, and of the group of its uncertainties; one word that no other block has"""
    levers: type
    """frozen dataclass with ``where`` and the approach's own levers, all with defaults"""
    uncertainties: Path | None
    """file with its uncertainties; none if they are among the shipped ones. A folder ``worldview`` beside it may hold
    what worldviews believe of them."""
    columns: tuple[str, ...]
    """what it counts by month and neighbourhood; no other column of the table of months may have the name"""
    outcomes: tuple[OutcomeRow, ...]
    """what it adds to the results, for the town and for the pilot"""

    def products(self, town: Town, values: Values, additional_payer: Payer) -> tuple[Product, ...]:
        """Return what it costs; a product with a column takes its quantity from the approach's own tally.

        Args:
            town: What is so.
            values: One value for each uncertainty; amounts are in euros of the town's price year.
            additional_payer: Who pays additional money.
        """

    def start(self, model: "CoachingModel") -> Work:
        """Return the approach at the start of a run, or of a stretch of the warm-up: idle, and no household changed."""


def ratio(part: float, whole: float) -> float:
    """Return a share or mean; NaN where there is nothing to divide by."""
    return float(part) / float(whole) if whole > 0 else math.nan
