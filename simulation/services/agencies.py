"""An agency as an agent: the readable face of a row, deciding on budget and contract."""

import mesa

from simulation.settings import Agency as AgencyFacts
from simulation.settings import Values
from simulation.streets.compiler import Record


class Agency(mesa.Agent):
    """An organisation behind the front door, with one list for the whole town."""

    def __init__(
        self, model: mesa.Model, number: int, facts: AgencyFacts, row: Record, waiting: Record, values: Values
    ) -> None:
        super().__init__(model)
        self.number = number
        self.facts = facts
        self.row = row
        self.line = waiting
        self.values = values

    @property
    def waiting(self) -> int:
        """People on the list now."""
        return int(self.line["length"])

    @property
    def in_care(self) -> int:
        """Clients in care now."""
        return int(self.row["used"])

    @property
    def places(self) -> int:
        """Places contracted now."""
        return int(self.row["places"])

    @property
    def cooperation(self) -> float:
        """Cooperation with the coaches, in [0, 1]."""
        return float(self.row["cooperation"])

    def budget_places(self, places: float) -> None:
        """Change the budget, in places: what is added or cut is contracted or dropped at once."""
        row = self.row
        if not row["open_ended"]:
            row["contracted"] = min(places, max(0.0, row["contracted"] + places - row["budgeted"]))
            row["places"] = round(row["contracted"])
        row["budgeted"] = places

    def renew_contract(self, mean_used: float) -> None:
        """Set next year's contracted places: the budget, but not far above what was used last year.

        Args:
            mean_used: Mean number of clients in care in the past year.
        """
        row = self.row
        if row["open_ended"] or row["unlimited"]:
            return
        used = mean_used * (1.0 + self.values["agencies.slack"]) + 1.0
        target = min(float(row["budgeted"]), used)
        row["contracted"] += self.values["agencies.contract_follows"] * (target - row["contracted"])
        row["places"] = round(row["contracted"])
