"""Runs without store, pool or tables: ``python -m tests.benchmarks.kernel FIRST LAST`` prints their seconds."""

import sys
import time

from simulation.settings import Study
from simulation.study.compiling import compile_all
from simulation.study.keys import NO_WORLDVIEW, Key, values_in
from simulation.study.run import measure, play, settle
from tests.engine.runs import study_of

SETTINGS = (
    *("town=enschede", "town.households=2000", "scenarios=wijkcoaches,funding_ends,city_wide", "worldviews=optimistic"),
    *("study.runs=250", "study.tables=runs", "study.workers=2"),
)
"""A thousand runs of pilot size."""


def sweep() -> Study:
    return study_of(*SETTINGS)


def main(first: int, last: int) -> float:
    study = sweep()
    compile_all(study)
    started = time.perf_counter()
    for run in range(first, last):
        settled = settle(study, run=run)
        spare = accounts = None
        for scenario in (study.reference, *study.scenarios):
            worldview = None if accounts is None else study.worldviews[0]
            model = play(study, scenario, values_in(study, worldview, 0), run, settled, spare)
            key = Key(worldview=NO_WORLDVIEW, scenario=scenario.name, draw=0, run=run)
            result = measure(model, key, accounts, itself=accounts is None, tables=study.settings.tables)
            accounts, spare = accounts or result.accounts, model.world
    return time.perf_counter() - started


if __name__ == "__main__":
    print(main(int(sys.argv[1]), int(sys.argv[2])))
