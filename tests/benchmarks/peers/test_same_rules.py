"""The peer really plays the same rules: without help both towns have as many problems."""

import dataclasses

import numpy as np
import pytest

from simulation.model import Clockwork, continue_world, prepare
from simulation.settings import Values
from simulation.streets.luck import seed_of
from tests.benchmarks.peers.mesa_town import MesaTown
from tests.engine.estimates import mean
from tests.engine.runs import study_of, values_in

HOUSEHOLDS = 250
YEARS = 4
RUNS = 6
EASIER = {"streets.onset_finances": 0.01, "streets.onset_loneliness": 0.01, "streets.worsen_early": 0.01}
"""More happens in few years than in a real town, so that a wrong rule shows."""


def without_help(values: Values, *, easier: bool = True) -> Values:
    """Nobody asks and nobody signals, so nobody is helped."""
    silent = {name: 0.0 for name in values if name.startswith(("doors.ask_", "doors.signal_"))}
    return Values({**values, **(EASIER if easier else {}), **silent})


@pytest.fixture(scope="module")
def prevalences() -> np.ndarray:
    """Shares of problems at severity 1, 2, 3 or more at the end; shape (runs, peer and engine, 3)."""
    study = study_of("town=enschede")
    town = dataclasses.replace(study.town, households=HOUSEHOLDS)
    values, found = without_help(values_in(study)), []
    for run in range(RUNS):
        clock = Clockwork(seed=seed_of(1, run), years=0, rounds_per_week=1, numerics=study.settings.numerics)
        world = prepare(town, study.reference, values, clock)
        model = continue_world(town, study.reference, values, world, dataclasses.replace(clock, years=YEARS))
        model.run()
        assert int(model.world.town[0]["requests"]) == 0
        peer = MesaTown(world.homes, world.rules[0], seed=run)
        for _ in range(52 * YEARS):
            peer.step()
        found.append(
            [
                [(each >= level).mean() for level in (1, 2, 3)]
                for each in (peer.severities(), model.world.homes["severity"])
            ]
        )
    return np.array(found)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_prevalences_agree(prevalences: np.ndarray, level: int) -> None:
    peer, engine = prevalences[:, 0, level - 1], prevalences[:, 1, level - 1]
    apart = mean(peer - engine)
    assert engine.mean() > 0.001
    assert abs(apart.mean) < 4.0 * apart.error + 0.02 * engine.mean()
