"""Scenario: named levers, possibly changing over time in phases."""

from dataclasses import dataclass

from simulation.settings.levers import Levers
from simulation.settings.town import Label


@dataclass(frozen=True, kw_only=True)
class Phase:
    """From this month on (months of results, 0 = the first) these levers hold, complete."""

    from_month: int
    levers: Levers


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What a council decides; the first phase starts at month 0."""

    name: str
    label: Label
    description: Label
    phases: tuple[Phase, ...]
