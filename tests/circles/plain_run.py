"""Play a tiny town with circles for some weeks and save all that happened, with the compiler on or off."""

import dataclasses
import sys

import numpy as np

from simulation.settings import Values
from tests.circles.circle_runs import circles_of, rows_of, scenario_with, study_for, values_with, work_of
from tests.engine import runs

HOUSEHOLDS = 250
WEEKS = 60
OFTEN = {
    "circles.referral_week": 0.5,
    "circles.volunteer_weeks": 1.0,
    "circles.module_weeks": 0.5,
    "circles.direct_weeks": 0.5,
    "circles.self_gain": 0.03,
    "circles.reassess_weeks": 4.0,
    "circles.circle_dropout_year": 0.9,
}
"""So that much happens in few weeks."""


def main(path: str) -> None:
    """Settle, play and save."""
    study = study_for()
    town = dataclasses.replace(study.town, households=HOUSEHOLDS)
    world = runs.settled(study, town, 1)
    scenario = scenario_with("circles_provider", where="city", circles_per_10000_households=100.0, smallest=2)
    values = Values({**values_with(), **OFTEN})
    model = runs.begun(study, scenario, world, 2, town=town, values=values)
    model.environment.run(until=WEEKS)
    np.savez(
        path,
        tallies=model.tallies,
        counted=work_of(model).tallies,
        circles=np.asarray(circles_of(model)),
        members=np.asarray(rows_of(model)),
        homes=np.asarray(model.world.homes),
    )


if __name__ == "__main__":
    main(sys.argv[1])
