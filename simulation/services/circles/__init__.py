"""Buurtcirkels: eight to twelve residents who support each other, a volunteer, and a coach who withdraws.

Rules from Buurtcirkels (Gemeente.nu / Platform31): different talents, obligatory meetings, reciprocity that makes a
group close, a coach trained in seven modules who is there a lot at first, then less, and always when something goes
wrong; referral directly by the team or via a provider.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from simulation.money import Product, paid_from_budget
from simulation.services.circles.catalogue import COLUMNS, OUTCOMES
from simulation.settings import Payer, Town, Values
from simulation.settings.levers import Where

if TYPE_CHECKING:
    from simulation.model import CoachingModel
    from simulation.services.approach import OutcomeRow, Work

WEEKS_PER_YEAR = 52.0


class Route(StrEnum):
    """How residents come to a circle."""

    DIRECT = "direct"
    VIA_PROVIDER = "via_provider"


@dataclass(frozen=True, kw_only=True)
class CircleLevers:
    """Neighbourhood circles, as a council can choose them."""

    where: Where = "nowhere"
    circles_per_10000_households: float = 0.0
    """at least one in each neighbourhood where there are any"""
    route: Route = Route.DIRECT
    smallest: int = 8
    """members with which a circle starts, and below which it recruits"""
    largest: int = 12
    coach_hours_per_circle: float = 12.0
    """coach hours a week that the budget allows, shared by the circles of a neighbourhood"""


class Circles:
    """The approach, as the model asks for it."""

    name = "circles"
    levers: type = CircleLevers
    uncertainties: Path | None = None
    columns: tuple[str, ...] = COLUMNS
    outcomes: tuple["OutcomeRow", ...] = OUTCOMES
    bought: ClassVar[tuple[tuple[str, str, str, float], ...]] = (
        ("circle_coaches", "circle_providers", "coach_hour", 1.0),
        ("circle_training", "circle_trainers", "module_price", 1.0),
        ("circle_volunteers", "volunteers", "volunteer_expense", WEEKS_PER_YEAR),
        ("circle_rooms", "meeting_places", "room", 1.0),
    )
    """product, receiver, uncertainty with its price, units for which that price is"""

    def products(self, town: Town, values: Values, additional_payer: Payer) -> tuple[Product, ...]:
        """Return what circles cost: hours of coaches, training, volunteers' expenses and rooms."""
        made = [
            paid_from_budget(name, receiver, values[f"circles.{price}"] / units, additional_payer)
            for name, receiver, price, units in self.bought
        ]
        return tuple(product for pair in made for product in pair)

    def start(self, model: "CoachingModel") -> "Work":
        """Return the circles of a run; there are none yet."""
        from simulation.services.circles.work import CircleWork  # compiles

        return CircleWork(model)


APPROACH = Circles()

__all__ = ["APPROACH", "CircleLevers", "Route"]
