"""Every number and every lever of the assistants moves something."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from simulation.services.assistants import Assistants
from simulation.settings import Values
from tests.assistants import towns

LEVERS = Assistants(where="city", fte_per_10000_households=60.0)
"""So many that they come by more than once."""


@cache
def central() -> dict[str, float]:
    return dict(towns.values())


def results(numbers: dict[str, float], levers: Assistants = LEVERS) -> dict[str, np.ndarray]:
    values = Values(numbers)
    model = towns.begun(towns.scenario(assistants=levers), values)
    model.run()
    cents = model.ledger().cents
    assert not {name for name in values if name.startswith("assistants.")} - values.read
    outcomes = np.array(list(towns.in_town(model).values()))
    return {"cents": cents, "tallies": model.tallies, "outcomes": outcomes}


def differs(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return any(not np.array_equal(one[name], other[name], equal_nan=True) for name in one)


@pytest.mark.proof
def test_every_uncertainty_moves_something() -> None:
    rows = towns.study().uncertainties.rows
    base, idle, tried = results(central()), [], 0
    for name in sorted(name for name in rows if name.startswith("assistants.")):
        others = [edge for edge in (rows[name].low, rows[name].high) if edge != central()[name]]
        tried += 1
        if not any(differs(base, results({**central(), name: edge})) for edge in others):
            idle.append(name)
    assert not idle
    assert tried > 30


CHANGES = {"where": "pilot", "fte_per_10000_households": 30.0, "meeting_place": False}


def test_every_lever_is_tried() -> None:
    assert {field.name for field in dataclasses.fields(Assistants)} == set(CHANGES)


@pytest.mark.parametrize("name", CHANGES)
def test_every_lever_moves_something(name: str) -> None:
    changed = dataclasses.replace(LEVERS, **{name: CHANGES[name]})
    assert differs(results(central()), results(central(), changed))


@pytest.mark.parametrize("worldview", ["no_effect", "adverse"])
def test_a_worldview_without_effect_has_no_gain(worldview: str) -> None:
    numbers = towns.values(worldview)
    assert numbers["assistants.network_gain"] == numbers["assistants.practical_ease"] == 0.0


def test_the_optimistic_worldview_has_gains() -> None:
    assert towns.values("optimistic")["assistants.network_gain"] > 0.0
    assert towns.values("optimistic")["assistants.practical_ease"] > 0.0
