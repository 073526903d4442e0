"""Play a tiny town for some weeks and save all that happened, in a process of its own, with the compiler on or off.

With the compiler off every change of a severity is also noted by date: an integration that owes nothing to the tallies.
"""

import dataclasses
import sys

import numpy as np
from numba import config

from simulation.settings import Scenario, Study
from simulation.streets import life
from tests.engine import runs

HOUSEHOLDS = 150
WEEKS = 45
WARM_UP_YEARS = 1
TABLES = ("homes", "next_change", "found_at", "agencies", "coaches", "places", "stock", "held")


def coaches_everywhere(study: Study) -> Scenario:
    scenario = runs.scenarios_in(study)["wijkcoaches"]
    phase = scenario.phases[0]
    coaches = dataclasses.replace(phase.levers.coaches, where="city", fte_per_10000_households=100.0)
    outreach = dataclasses.replace(phase.levers.outreach, where="city", fte_per_10000_households=100.0)
    levers = dataclasses.replace(phase.levers, coaches=coaches, outreach=outreach)
    return dataclasses.replace(scenario, phases=(dataclasses.replace(phase, levers=levers),))


def main(path: str) -> None:
    """Settle, play and save."""
    study = runs.study_of("town=enschede", "scenarios=[wijkcoaches]")
    town = dataclasses.replace(study.town, households=HOUSEHOLDS)
    world = runs.settled(study, town, WARM_UP_YEARS)
    before = world.homes["severity"].copy()
    changes: list[tuple[float, int, int, int]] = []
    if config.DISABLE_JIT:
        note_changes(changes)
    model = runs.begun(study, coaches_everywhere(study), world, 1, town=town, worldview="optimistic")
    model.environment.run(until=WEEKS)
    tables = {name: np.asarray(getattr(model.world, name)) for name in TABLES}
    tables |= {name: np.asarray(runs.rows_of(model, name)) for name in ("requests", "referrals", "cases")}
    np.savez(path, tallies=model.tallies, before=before, changes=np.array(changes), **tables)


def note_changes(changes: list[tuple[float, int, int, int]]) -> None:
    """Write down when each severity changes and to what."""
    booked = life.book_severity

    def noted(
        home: np.record, domain: int, severity: int, tally: object, stock: object, when: float, end: float
    ) -> None:
        changes.append((float(when), int(home.number), int(domain), int(severity)))
        booked(home, domain, severity, tally, stock, when, end)

    life.book_severity = noted


if __name__ == "__main__":
    main(sys.argv[1])
