"""An agency as an agent: the readable face of a row, deciding once a month what changes slowly."""

from dataclasses import dataclass

import mesa

from simulation.settings import Agency as AgencyFacts
from simulation.settings import Values
from simulation.streets.compiler import Record


@dataclass(frozen=True)
class Ties:
    """What the coaches are to agencies this month."""

    coaches: float
    """coaches at work in the town, fte"""
    contact_persons: int
    weeks: float
    """weeks since the last month"""


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

    def threat(self) -> float:
        """Return the share of its own revenue the agency lost to the coaches' funding and to displaced clients."""
        row = self.row
        if row["unlimited"]:
            return 0.0
        now, before = float(row["used"] if row["open_ended"] else row["places"]), float(row["revenue_before"])
        return max(0.0, 1.0 - now / before) if before > 0.0 else 0.0

    def meet_coaches(self, ties: Ties) -> None:
        """Let cooperation relax towards what contact, relief, threat, crowding and absence make of it.

        Rule from the Enschede evaluation: contact persons and relief help; funding taken from agencies threatens, and
        informal sharing is doubtful beyond a small area with few coaches. Weights are assumptions.
        """
        row, values = self.row, self.values
        target = values["cooperation.base"] - values["cooperation.w_absent"] * float(row["absent"])
        if ties.coaches > 0.0:
            target += values["cooperation.w_contact"] * (ties.contact_persons > 0)
            hours = float(row["used"]) * float(row["hours_per_place"]) * ties.weeks
            if self.waiting and hours > 0.0:
                target += values["cooperation.w_relief"] * min(1.0, float(row["relief_hours"]) / hours)
            target -= values["cooperation.w_threat"] * self.threat()
            served = max(1, ties.contact_persons) * values["cooperation.coaches_per_contact_person"]
            target -= values["cooperation.w_crowd"] * max(0.0, ties.coaches / served - 1.0)
        stays = 0.5 ** (ties.weeks / values["cooperation.half_life_weeks"])
        moved = target + (float(row["cooperation"]) - target) * stays
        row["cooperation"] = min(1.0, max(0.0, moved))
        row["relief_hours"] = 0.0

    def follow_demand(self) -> None:
        """Let the capacity of an entitlement follow demand with a delay."""
        row = self.row
        if row["open_ended"] and not row["unlimited"]:
            wanted = (self.in_care + self.waiting) * (1.0 + self.values["agencies.slack"])
            row["contracted"] += (wanted - row["contracted"]) * row["growth"]
            row["places"] = round(row["contracted"])

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
