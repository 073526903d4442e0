"""An assistant as an agent: the readable face of a post in the table of assistants."""

from typing import TYPE_CHECKING

import mesa

from simulation.services.assistants.tables import AT_WORK, TRAINING
from simulation.streets.compiler import Record

if TYPE_CHECKING:
    from simulation.services.assistants.work import AssistantsWork


class Assistant(mesa.Agent):
    """A post of assistant in one neighbourhood, and the resident who holds it."""

    def __init__(self, model: mesa.Model, work: "AssistantsWork", number: int) -> None:
        super().__init__(model)
        self.work = work
        self.number = number

    @property
    def row(self) -> Record:
        """The post's row; the table may have grown since the last look."""
        return self.work.posts[self.number]

    @property
    def neighbourhood(self) -> int:
        """Number of the neighbourhood."""
        return int(self.row["neighbourhood"])

    @property
    def household(self) -> int | None:
        """Address of the resident who holds the post, if somebody does."""
        return int(self.row["household"]) if self.row["state"] in (TRAINING, AT_WORK) else None

    @property
    def at_work(self) -> bool:
        """Whether a trained assistant holds the post."""
        return bool(self.row["state"] == AT_WORK)

    @property
    def known(self) -> float:
        """Share of the own streets that knows the assistant, in [0, 1)."""
        return float(self.row["known"])
