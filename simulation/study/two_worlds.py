"""A run beside usual care: what each household that the approach had to do with went through in both worlds."""

from dataclasses import fields
from functools import cached_property

import numpy as np

from simulation.services.council import is_here
from simulation.services.world import World
from simulation.settings import Scenario, Study
from simulation.study.keys import NO_WORLDVIEW, REFERENCE, Key, named
from simulation.study.life import Life
from simulation.study.lives import Watched
from simulation.study.settled import settled_town

MOST_ADDRESSES = 4000
"""where lives are looked at; of more, an even sample"""


class TwoWorlds:
    """The same town with the same luck, with usual care and with a scenario.

    Args:
        study: Town, scenarios, horizon and seed.
        key: Run of the scenario.
    """

    def __init__(self, study: Study, key: Key) -> None:
        settled = settled_town(study, key.draw, key.run)
        scenario = named((study.reference, *study.scenarios), key.scenario, "scenario")
        self.key = key
        self.addresses = addresses_in(study, scenario, settled)
        usual = Key(worldview=NO_WORLDVIEW, scenario=REFERENCE, draw=key.draw, run=key.run)
        self.usual, self.ours = (Watched(study, each, settled, self.addresses) for each in (usual, key))

    @cached_property
    def touched(self) -> np.ndarray:
        """Rows of the accounts of the households that the approach had to do with, of the addresses looked at."""
        ours = self.ours.accounts
        return np.flatnonzero(ours.touched & np.isin(ours.address, self.addresses))

    @property
    def usual_weeks(self) -> np.ndarray:
        """Problem-weeks of those touched with usual care, shape (touched,)."""
        return np.asarray(self.usual.accounts.problem_weeks[self.touched])

    @property
    def gaps(self) -> np.ndarray:
        """Problem-weeks of those touched, less those with usual care, shape (touched,)."""
        return np.asarray(self.ours.accounts.problem_weeks[self.touched] - self.usual_weeks)

    def lives(self, number: int) -> tuple[int, Life, Life]:
        """Return which occupant one of those touched is, and the life at its address in both worlds."""
        row = self.touched[number]
        address = int(self.ours.accounts.address[row])
        return int(self.ours.accounts.occupant[row]), self.usual.life(address), self.ours.life(address)


def addresses_in(study: Study, scenario: Scenario, settled: World) -> np.ndarray:
    """Return the addresses in the neighbourhoods where any approach ever works, at most so many, evenly spread."""
    levers = [phase.levers for phase in scenario.phases]
    blocks = [getattr(each, field.name) for each in levers for field in fields(each)]
    where = [block.where for block in blocks if hasattr(block, "where")]
    places = range(len(study.town.neighbourhoods))
    here = [number for number in places if any(is_here(each, study.town, number) for each in where)]
    found = np.flatnonzero(np.isin(settled.homes["neighbourhood"], here))
    step = max(1, -(-len(found) // MOST_ADDRESSES))
    return found[::step]
