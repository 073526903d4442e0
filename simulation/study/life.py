"""A life: everything that happened at one address in one run, ready to be told."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.settings import Agency, Label, Payer
from simulation.study.keys import Key


class Event(NamedTuple):
    """One row of the journal, see ``journal.COLUMNS``."""

    week: float
    household: int
    occupant: int
    neighbourhood: str
    kind: str
    number: int
    event: str
    domain: str
    agency: str
    door: str
    before: float
    after: float


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One row of the journeys table."""

    kind: str
    number: int
    occupant: int
    request: int
    domains: tuple[str, ...]
    door: str
    agency: str
    advice: str
    state: str
    dates: dict[str, float]
    """in weeks since week 0, those that were reached"""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What a household was like when it moved in, or at week 0."""

    composition: str
    minors: int
    age: str
    tenure: str
    income: str
    assistance: bool
    severity: tuple[int, ...]
    """by domain"""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One product that was paid for a household."""

    product: str
    payer: Payer
    quantity: float
    """weeks, decisions or evictions"""
    cents: float
    """not rounded"""


@dataclass(frozen=True, kw_only=True)
class Resident:
    """A household that lived at the address."""

    occupant: int
    since: float
    until: float
    traits: Traits | None
    """none if it moved in and out in one week"""
    problem_weeks: float
    problem_weeks_by_year: tuple[float, ...]
    """of the run, those before and after living there too; together ``problem_weeks``"""
    crises: int
    evictions: int
    cents: float
    bill: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happened at one address in one run."""

    key: Key
    address: int
    scenario: Label
    town: Label
    place: str
    is_pilot: bool
    weeks: float
    """of the run"""
    residents: tuple[Resident, ...]
    events: tuple[Event, ...]
    journeys: tuple[Journey, ...]
    agencies: dict[str, Agency]


def week_of(date: float) -> int:
    """Return in which week a date falls: the first week is the one that ends at 1.0."""
    return max(1, int(np.ceil(date)))
