"""Lives: a run played while some addresses are looked at, to tell everything that happened there."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from simulation.model import A_MOMENT, WEEKS_PER_YEAR, CoachingModel
from simulation.money import Ledger
from simulation.services.world import World
from simulation.settings import SettingsError, Study, TownKind
from simulation.study.accounts import Accounts, accounts_of
from simulation.study.bills import bills_of
from simulation.study.journal import Journal
from simulation.study.journeys import DATES, journeys_of
from simulation.study.keys import NO_WORLDVIEW, REFERENCE, Key, check_key, text_of
from simulation.study.life import Event, Journey, Life, Resident, Traits
from simulation.study.replay import Asked, observed
from simulation.study.rows import horizon_of
from simulation.study.run import payments_of
from simulation.study.settled import settled_town
from simulation.study.tables import COMPOSITIONS, INCOMES, Columns

AGES = ("young", "middle", "old")
TENURES = ("corporation", "private", "owner")


class Watched:
    """A run played while some addresses were looked at, to tell the life at each of them.

    Args:
        study: Town, horizon and seed.
        key: Which run.
        settled: The town at week 0 of its draw and run.
        addresses: Where to look.
    """

    def __init__(self, study: Study, key: Key, settled: World, addresses: Sequence[int] | np.ndarray) -> None:
        self.study, self.key = study, key
        self._addresses = np.asarray(addresses, np.int64)
        self._journal = Journal(settled, self._addresses)
        self._traits: dict[tuple[int, int], Traits] = {}
        self._occupants = np.full(len(self._addresses), -1)
        self._year_ends: list[tuple[np.ndarray, np.ndarray]] = []
        self._look(settled.homes)
        self.model = observed(study, key, settled, self._observe)

    def _observe(self, model: CoachingModel) -> None:
        self._journal(model)
        self._look(model.world.homes)
        weeks = float(model.world.town[0]["clock"])
        if abs(weeks - WEEKS_PER_YEAR * round(weeks / WEEKS_PER_YEAR)) < A_MOMENT:
            homes = model.world.homes[self._addresses]
            so_far = homes["problem_weeks"] + weeks * (homes["severity"] > 0).sum(axis=1)  # see streets.stock
            self._year_ends.append((homes["occupant"], so_far))

    def _look(self, homes: np.ndarray) -> None:
        """Remember who moved in."""
        occupants = homes["occupant"][self._addresses]
        for place in np.flatnonzero(occupants != self._occupants):
            address = int(self._addresses[place])
            self._traits[address, int(occupants[place])] = _traits(homes[address])
        self._occupants = occupants

    @cached_property
    def ledger(self) -> Ledger:
        """All payments of the run."""
        return payments_of(self.model)

    @cached_property
    def accounts(self) -> Accounts:
        """Every household of the town."""
        return accounts_of(self.model, self.ledger)

    @cached_property
    def _events(self) -> Columns:
        return self._journal.table(self.model)

    @cached_property
    def _journeys(self) -> Columns:
        return self._journal.ours(journeys_of(self.model))

    def life(self, address: int) -> Life:
        """Return what happened at one of the addresses."""
        place = self.study.town.neighbourhoods[int(self.model.world.homes["neighbourhood"][address])]
        return Life(
            key=self.key,
            address=address,
            scenario=self.model.plan.label,
            town=self.study.town.label,
            place=place.name,
            is_pilot=place.pilot,
            weeks=horizon_of(self.model),
            residents=self._residents(address),
            events=tuple(Event(*row) for row in _rows(self._events, address, Event._fields)),
            journeys=_journeys(self._journeys, address),
            agencies={agency.name: agency for agency in self.study.town.agencies},
        )

    def _residents(self, address: int) -> tuple[Resident, ...]:
        accounts = self.accounts
        rows = np.flatnonzero(accounts.address == address)
        until = np.cumsum(accounts.weeks[rows])
        bills = bills_of(self.model, self.ledger, address)
        return tuple(
            Resident(
                occupant=int(accounts.occupant[row]),
                since=float(end - accounts.weeks[row]),
                until=float(end),
                traits=self._traits.get((address, int(accounts.occupant[row]))),
                problem_weeks=float(accounts.problem_weeks[row]),
                problem_weeks_by_year=self._by_year(address, accounts, row),
                crises=int(accounts.crises[row]),
                evictions=int(accounts.evictions[row]),
                cents=float(accounts.cents[row]),
                bill=bill,
            )
            for row, end, bill in zip(rows, until, bills, strict=True)
        )

    def _by_year(self, address: int, accounts: Accounts, row: np.signedinteger[Any]) -> tuple[float, ...]:
        """Return the problem-weeks of one household in each year of the run."""
        place = int(np.flatnonzero(self._addresses == address)[0])
        occupant, total = accounts.occupant[row], float(accounts.problem_weeks[row])
        ends = [0.0]
        for occupants, so_far in self._year_ends:
            there = occupants[place]
            ends.append(float(so_far[place]) if there == occupant else total if there > occupant else 0.0)
        if len(ends) <= horizon_of(self.model) / WEEKS_PER_YEAR:  # the last year is no whole one
            ends.append(total)
        ends[-1] = total
        return tuple(np.diff(ends).tolist())


def _traits(home: np.void) -> Traits:
    return Traits(
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
    return tuple(Watched(study, each, settled, [address]).life(address) for each in keys)


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


def _rows(table: Columns, address: int, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Return the rows of an address, with columns in this order."""
    rows = np.flatnonzero(table["household"] == address)
    return zip(*(table[name][rows].tolist() for name in names), strict=True)


def _journeys(table: Columns, address: int) -> tuple[Journey, ...]:
    names = ("kind", "number", "occupant", "request", "domains", "door", "agency", "advice", "state", *DATES)
    return tuple(
        Journey(
            kind=kind,
            number=number,
            occupant=occupant,
            request=request,
            domains=tuple(domains.split()),
            door=door,
            agency=agency,
            advice=advice,
            state=state,
            dates={name: date for name, date in zip(DATES, dates, strict=True) if not np.isnan(date)},
        )
        for kind, number, occupant, request, domains, door, agency, advice, state, *dates in _rows(
            table, address, names
        )
    )
