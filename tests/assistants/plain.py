"""Play a tiny town with many assistants for some weeks and save all that happened, in a process of its own."""

import dataclasses
import sys

import numpy as np

from tests.assistants import towns
from tests.engine import runs

HOUSEHOLDS = 150
WEEKS = 60


def main(path: str) -> None:
    """Settle, play and save."""
    study = towns.study()
    town = dataclasses.replace(study.town, households=HOUSEHOLDS)
    world = runs.settled(study, town, 1)
    many = towns.Assistants(where="city", fte_per_10000_households=400.0)
    numbers = towns.values(
        training_weeks=3.0, turnover_year=0.6, vacancy_weeks=2.0, visits_before_referral=1.0, agrees=1.0
    )
    model = runs.begun(study, towns.scenario(assistants=many), world, 1, town=town, values=numbers)
    model.environment.run(until=WEEKS)
    work = model.works["assistants"]
    kinds = {name: getattr(work, name) for name in ("posts", "addresses", "teams", "diary")}
    rows = {name: runs.rows_of(model, name) for name in ("requests", "referrals")}
    tables = {name: np.asarray(table) for name, table in {**kinds, **rows, "homes": model.world.homes}.items()}
    matches = np.asarray(towns.matches_of(model))
    np.savez(path, tallies=model.tallies, counted=work.tallies, matches=matches, **tables)


if __name__ == "__main__":
    main(sys.argv[1])
