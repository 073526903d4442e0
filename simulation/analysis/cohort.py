"""What a council sees of its own clients: problems when a case opens and a year later, without and with a comparison.

People come for help when things are at their worst, so most are better off a year later whatever was done. In the
simulation the same households also live through the same weeks without coaches, which shows how much of it would have
happened anyway.
"""

from dataclasses import dataclass

import numpy as np

from simulation.model import WEEKS_PER_YEAR, CoachingModel
from simulation.settings import Study
from simulation.study.keys import named, values_in
from simulation.study.run import play
from simulation.study.settled import settled_town

SERIOUS = 2


@dataclass(frozen=True, kw_only=True)
class Job:
    """A pair of runs at central values: a scenario in a worldview, and the reference, with the same luck."""

    study: Study
    scenario: str
    worldview: str
    run: int


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Means over the clients of one run; NaN without any. ``usual`` is the same households in the reference."""

    scenario: str
    worldview: str
    run: int
    clients: int
    """first cases that opened in the pilot, a year or more before the end, of households that stayed that year"""
    problems_before: float
    """domains with a problem, when the case opened"""
    problems_after: float
    """a year later"""
    problems_usual_before: float
    problems_usual_after: float
    serious_before: float
    """share with a serious problem"""
    serious_after: float
    serious_usual_before: float
    serious_usual_after: float


class Watch:
    """An observer that keeps the severity of every problem at some addresses, week by week."""

    def __init__(self, addresses: np.ndarray) -> None:
        self.addresses = addresses
        self.severities: list[np.ndarray] = []
        self.occupants: list[np.ndarray] = []

    def __call__(self, model: CoachingModel) -> None:
        """Look once; rounds within a week replace each other."""
        homes, week = model.world.homes[self.addresses], int(np.ceil(model.world.town[0]["clock"]))
        del self.severities[week - 1 :], self.occupants[week - 1 :]
        self.severities.append(homes["severity"].copy())
        self.occupants.append(homes["occupant"].copy())


def cohort_of(job: Job) -> Cohort:
    """Play the pair of runs and follow the clients of the scenario in both."""
    study = job.study
    settled = settled_town(study, 0, job.run)
    pilots = [number for number, place in enumerate(study.town.neighbourhoods) if place.pilot]
    addresses = np.flatnonzero(np.isin(settled.homes["neighbourhood"], pilots))
    worldview = named(study.worldviews, job.worldview, "worldview")
    ours, theirs = Watch(addresses), Watch(addresses)
    scenario = named(study.scenarios, job.scenario, "scenario")
    model = play(study, scenario, values_in(study, worldview, 0), job.run, settled, observe=ours)
    opened = clients_of(model, ours)
    play(study, study.reference, values_in(study, None, 0), job.run, settled, observe=theirs)
    return followed(job, ours, theirs, *opened)


def clients_of(model: CoachingModel, watch: Watch) -> tuple[np.ndarray, np.ndarray]:
    """Return the clients: place among the watched addresses, and the week after which their first case was open."""
    cases = model.world.cases[: model.world.town[0]["cases"]]
    cases = cases[~np.isnan(cases["acute"]) & np.isin(cases["household"], watch.addresses)]
    cases = cases[np.argsort(cases["acute"], kind="stable")]
    first = np.unique(np.stack([cases["household"], cases["occupant"]]), axis=1, return_index=True)[1]
    cases = cases[first]
    week = np.ceil(cases["acute"]).astype(int) - 1
    place = np.searchsorted(watch.addresses, cases["household"])
    last = week + WEEKS_PER_YEAR
    in_time = (week >= 0) & (last < len(watch.severities))
    place, week, occupant = place[in_time], week[in_time], cases["occupant"][in_time]
    occupants = np.stack(watch.occupants) if watch.occupants else np.zeros((0, len(watch.addresses)), int)
    stayed = (occupants[week, place] == occupant) & (occupants[week + WEEKS_PER_YEAR, place] == occupant)
    return place[stayed], week[stayed]


def followed(job: Job, ours: Watch, theirs: Watch, place: np.ndarray, week: np.ndarray) -> Cohort:
    """Return the state of the clients when their case opened and a year later, in both runs."""
    numbers: dict[str, float] = {}
    for kind, watch in (("", ours), ("usual_", theirs)):
        severities = np.stack(watch.severities)
        for moment, then in (("before", week), ("after", week + WEEKS_PER_YEAR)):
            severity = severities[then, place]
            some = len(place) > 0
            numbers[f"problems_{kind}{moment}"] = float((severity > 0).sum(axis=1).mean()) if some else np.nan
            serious = (severity >= SERIOUS).any(axis=1)
            numbers[f"serious_{kind}{moment}"] = float(serious.mean()) if some else np.nan
    return Cohort(scenario=job.scenario, worldview=job.worldview, run=job.run, clients=len(place), **numbers)
