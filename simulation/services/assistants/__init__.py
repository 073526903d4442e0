"""Buurtassistenten (Apeldoorn-Zuid): residents hired from social assistance who ring, listen, match and withdraw.

This file is all that settings and study need; the compiled part is imported when a run starts.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.money import Product, paid_from_budget
from simulation.services.approach import OutcomeRow, Work
from simulation.services.assistants.columns import COLUMNS, OUTCOMES
from simulation.settings import Payer, Town, Values
from simulation.settings.levers import Where

if TYPE_CHECKING:
    from simulation.model import CoachingModel

WEEKS_PER_YEAR = 52.0


@dataclass(frozen=True, kw_only=True)
class Assistants:
    """Buurtassistenten: neighbours who bring neighbours together (Apeldoorn-Zuid)."""

    where: Where = "nowhere"
    fte_per_10000_households: float = 0.0
    meeting_place: bool = True
    """whether a meeting place and its members make assistants known and carry matches further"""


class AssistantsApproach:
    """The approach as the model knows it (see ``services.approach``)."""

    name = "assistants"
    levers: type = Assistants
    uncertainties: Path | None = None
    columns: tuple[str, ...] = COLUMNS
    outcomes: tuple[OutcomeRow, ...] = OUTCOMES

    def products(self, town: Town, values: Values, additional_payer: Payer) -> tuple[Product, ...]:
        """Return wages, trainings and meeting places; members and neighbours are not paid."""
        week = values["assistants.fte_year"] / WEEKS_PER_YEAR
        place = values["assistants.meeting_place_year"] / WEEKS_PER_YEAR
        training = values["assistants.training"]
        return (
            *paid_from_budget("assistants", "assistants", week, additional_payer),
            *paid_from_budget("assistant_training", "trainers", training, additional_payer),
            *paid_from_budget("meeting_place", "neighbourhood_cooperative", place, additional_payer),
        )

    def start(self, model: "CoachingModel") -> Work:
        """Return the assistants at the start of a run: none yet."""
        from simulation.services.assistants.work import AssistantsWork

        return AssistantsWork(model)


APPROACH = AssistantsApproach()
