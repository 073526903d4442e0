"""Lives: everything that happened at one address in one run, ready to be told."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulation.model import CoachingModel
from simulation.services.world import World
from simulation.settings import Agency, Label, SettingsError, Study, TownKind
from simulation.study.accounts import accounts_of
from simulation.study.bills import Item, bills_of
from simulation.study.journal import Journal
from simulation.study.journeys import DATES, journeys_of
from simulation.study.keys import REFERENCE, check_key, text_of
from simulation.study.replay import Asked, observed
from simulation.study.rows import horizon_of
from simulation.study.run import NO_WORLDVIEW, Key, payments_of
from simulation.study.settled import settled_town
from simulation.study.tables import COMPOSITIONS, INCOMES

AGES = ("young", "middle", "old")
TENURES = ("corporation", "private", "owner")


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
class Resident:
    """A household that lived at the address."""

    occupant: int
    since: float
    until: float
    traits: Traits | None
    """none if it moved in and out in one week"""
    problem_weeks: float
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


class Onlooker:
    """An observer that looks at one address alone, and remembers who moved in."""

    def __init__(self, settled: World, address: int) -> None:
        self.address = address
        self.journal = Journal(settled, address)
        self.traits: dict[int, Traits] = {}
        self._look(settled.homes[address])

    def __call__(self, model: CoachingModel) -> None:
        """Look once."""
        self.journal(model)
        self._look(model.world.homes[self.address])

    def _look(self, home: np.void) -> None:
        occupant = int(home["occupant"])
        if occupant not in self.traits:
            self.traits[occupant] = Traits(
                composition=COMPOSITIONS[home["composition"]],
                minors=int(home["minors"]),
                age=AGES[home["age"]],
                tenure=TENURES[home["tenure"]],
                income=INCOMES[home["income"]],
                assistance=bool(home["assistance"]),
                severity=tuple(int(severity) for severity in home["severity"]),
            )


def lives_of(asked: Asked, address: int, against: str | None) -> tuple[Life, ...]:
    """Return the life at an address in a run, and beside it that in another scenario of the same draw and run.

    Args:
        asked: The run.
        address: The household.
        against: The other scenario; usual care if not given. A run of usual care stands alone.

    Raises:
        SettingsError: There is no such address or scenario.
    """
    study, key = asked.study, asked.key
    check_address(study, address)
    keys = [key, *_other(study, key, against)]
    settled = settled_town(study, key.draw, key.run)
    return tuple(_life(study, each, settled, address) for each in keys)


def check_address(study: Study, address: int) -> None:
    """Refuse an address that a town does not have.

    Raises:
        SettingsError: It has not, or it is a stylised town.
    """
    town = study.town
    if town.kind is not TownKind.REAL:
        raise SettingsError(f"task=household: {town.name} is a stylised town; its households have no life to tell")
    if not 0 <= address < town.households:
        raise SettingsError(f"household = {address}: the addresses of {town.name} are 0 to {town.households - 1}")


def _other(study: Study, key: Key, against: str | None) -> list[Key]:
    name = REFERENCE if against is None else against
    if name == key.scenario:
        return []
    if name == REFERENCE:
        return [Key(worldview=NO_WORLDVIEW, scenario=name, draw=key.draw, run=key.run)]
    if not key.worldview:
        raise SettingsError(f"against = '{name}': {text_of(key)} has no worldview; name this scenario in run instead")
    other = Key(worldview=key.worldview, scenario=name, draw=key.draw, run=key.run)
    check_key(study, other, "against")
    return [other]


def _life(study: Study, key: Key, settled: World, address: int) -> Life:
    onlooker = Onlooker(settled, address)
    model = observed(study, key, settled, onlooker)
    table = onlooker.journal.table(model)
    rows = zip(*(table[name].tolist() for name in Event._fields), strict=True)
    place = study.town.neighbourhoods[int(model.world.homes["neighbourhood"][address])]
    return Life(
        key=key,
        address=address,
        scenario=model.plan.label,
        town=study.town.label,
        place=place.name,
        is_pilot=place.pilot,
        weeks=horizon_of(model),
        residents=_residents(model, onlooker),
        events=tuple(Event(*row) for row in rows),
        journeys=_journeys(model, address),
        agencies={agency.name: agency for agency in study.town.agencies},
    )


def _residents(model: CoachingModel, onlooker: Onlooker) -> tuple[Resident, ...]:
    ledger = payments_of(model)
    accounts = accounts_of(model, ledger)
    rows = np.flatnonzero(accounts.address == onlooker.address)
    until = np.cumsum(accounts.weeks[rows])
    bills = bills_of(model, ledger, onlooker.address)
    return tuple(
        Resident(
            occupant=int(accounts.occupant[row]),
            since=float(end - accounts.weeks[row]),
            until=float(end),
            traits=onlooker.traits.get(int(accounts.occupant[row])),
            problem_weeks=float(accounts.problem_weeks[row]),
            crises=int(accounts.crises[row]),
            evictions=int(accounts.evictions[row]),
            cents=float(accounts.cents[row]),
            bill=bill,
        )
        for row, end, bill in zip(rows, until, bills, strict=True)
    )


def _journeys(model: CoachingModel, address: int) -> tuple[Journey, ...]:
    table = journeys_of(model)
    rows = np.flatnonzero(table["household"] == address)
    ours = {name: column[rows].tolist() for name, column in table.items()}
    return tuple(
        Journey(
            kind=ours["kind"][row],
            number=ours["number"][row],
            occupant=ours["occupant"][row],
            request=ours["request"][row],
            domains=tuple(ours["domains"][row].split()),
            door=ours["door"][row],
            agency=ours["agency"][row],
            advice=ours["advice"][row],
            state=ours["state"][row],
            dates={name: ours[name][row] for name in DATES if not np.isnan(ours[name][row])},
        )
        for row in range(len(rows))
    )


def week_of(date: float) -> int:
    """Return in which week a date falls: the first week is the one that ends at 1.0."""
    return max(1, int(np.ceil(date)))
