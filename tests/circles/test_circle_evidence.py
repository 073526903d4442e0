"""Every number and every lever of circles matters."""

from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel
from simulation.services.circles import CircleLevers, Route
from simulation.services.circles.tables import ATTENDED
from simulation.settings import Scenario, Values
from tests.circles.circle_runs import EVERYWHERE, played, scenario_with, study_for, values_with, work_of

CHANGES: dict[str, object] = {
    "where": "pilot",
    "circles_per_10000_households": 30.0,
    "route": Route.DIRECT,
    "smallest": 5,
    "largest": 9,
    "coach_hours_per_circle": 6.0,
}
"""Another value for every lever there is."""
OWN = [name for name in study_for().uncertainties.rows if name.startswith("circles.")]


def busy() -> Values:
    """The central values of the optimistic worldview, with more referrals and gain so that everything happens."""
    return Values({**values_with(), "circles.self_gain": 0.01})


def scenario(**levers: object) -> Scenario:
    return scenario_with("circles_provider", **{**EVERYWHERE, "circles_per_10000_households": 15.0, **levers})


def facts(model: CoachingModel) -> tuple[bytes, ...]:
    cents = model.ledger().cents
    return model.tallies.tobytes(), work_of(model).tallies.tobytes(), cents.tobytes()


@cache
def base() -> tuple[bytes, ...]:
    return facts(played(scenario(), values=busy()))


def test_every_lever_is_tried() -> None:
    assert set(CHANGES) == set(CircleLevers.__dataclass_fields__)


@pytest.mark.parametrize("name", CHANGES)
def test_every_lever_moves_something(name: str) -> None:
    assert facts(played(scenario(**{name: CHANGES[name]}), values=busy())) != base()


def test_every_uncertainty_is_read() -> None:
    values = busy()
    played(scenario(), values=values).ledger()
    assert not set(OWN) - values.read


@pytest.mark.proof
@pytest.mark.parametrize("name", OWN)
def test_every_uncertainty_moves_something(name: str) -> None:
    row, values = study_for().uncertainties.rows[name], busy()
    others = [edge for edge in (row.low, row.high) if edge != values[name]]
    if row.low == row.high:
        others = [row.value + 1.0]
    assert any(facts(played(scenario(), values=Values({**values, name: edge}))) != base() for edge in others)


def test_gains_are_what_the_rounds_added() -> None:
    """With drift switched off, network grows by gain times cohesion at each meeting somebody came to."""
    values = Values({**values_with(network_gain=0.001, self_gain=0.0), "streets.half_life_weeks": 1e12})
    model = played(values=values, years=4)
    without = played(values=Values({**values, "circles.network_gain": 0.0}), years=4)
    same = model.world.homes["occupant"] == without.world.homes["occupant"]
    assert same.all()
    gained = float((model.world.homes["network"] - without.world.homes["network"]).sum())
    most = 0.001 * float(work_of(model).tallies[:, :, ATTENDED].sum())
    assert 0.0 < gained < most
    assert np.isfinite(gained)
