"""A coach as an agent: the readable face of a post in the coach table."""

import mesa

from simulation.services.cases import competence_of
from simulation.streets.compiler import Record


class Coach(mesa.Agent):
    """A post of coach, outreach worker or intaker in one neighbourhood, and whoever holds it."""

    def __init__(self, model: mesa.Model, number: int, row: Record, practice: Record, town: Record) -> None:
        super().__init__(model)
        self.number = number
        self.row = row
        self.practice = practice
        self.town = town

    @property
    def neighbourhood(self) -> int:
        """Number of the neighbourhood."""
        return int(self.row["neighbourhood"])

    @property
    def at_work(self) -> bool:
        """Whether somebody holds the post."""
        return bool(self.row["filled"])

    @property
    def caseload(self) -> int:
        """Open cases."""
        return int(self.row["cases"])

    def competence(self, week: float) -> float:
        """Return competence in [0, 1] in a week."""
        return float(competence_of(self.row, self.practice, self.town, week))
