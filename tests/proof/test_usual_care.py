"""Slow proofs about usual care in Enschede: it is settled, and it meets what it was fitted to."""

import dataclasses

import numpy as np
import pytest

from simulation.analysis.measures import measures_of
from simulation.analysis.targets import targets_of
from simulation.model import CoachingModel, continue_world, prepare
from simulation.settings import Domain, Values
from simulation.streets.tally import NUMBER
from tests.engine.runs import clockwork, study_of, values_in

RUNS = 10
YEARS = 10
LONG_LIST = 100
LARGEST_DRIFT = 0.03

pytestmark = pytest.mark.proof


@pytest.fixture(scope="module")
def decades() -> list[CoachingModel]:
    """Ten runs of usual care in all of Enschede: ten years after settling."""
    study = study_of("town=enschede")
    values = Values(values_in(study))
    models = []
    for run in range(RUNS):
        settled = prepare(study.town, study.reference, values, clockwork(study, study.settings.warm_up_years, run))
        model = continue_world(study.town, study.reference, values, settled, clockwork(study, YEARS, run))
        model.run()
        models.append(model)
    return models


def drift(years: np.ndarray) -> float:
    """The trend over the horizon as a share of the mean."""
    slope = np.polyfit(np.arange(len(years)), years, 1)[0]
    return float(slope * (len(years) - 1) / years.mean())


def by_year(months: np.ndarray) -> np.ndarray:
    return months.reshape(YEARS, 12, *months.shape[1:]).sum(axis=1)


@pytest.mark.parametrize("domain", list(Domain))
def test_problem_weeks_do_not_drift(decades: list[CoachingModel], domain: Domain) -> None:
    columns = [NUMBER[f"{level}_weeks_{domain}"] for level in ("early", "serious", "crisis")]
    weeks = np.mean([by_year(model.tallies[:, :, columns].sum(axis=(1, 2))) for model in decades], axis=0)
    assert abs(drift(weeks)) < LARGEST_DRIFT


def test_lists_do_not_drift(decades: list[CoachingModel]) -> None:
    """Lists of 100 or more each, the shorter ones together.

    A list held by patience is noisy: the drift of a mean of ten runs has a standard error of 4 to 8%, so it is shown
    that no drift beyond 3% is to be seen (two standard errors).
    """
    lists = np.array([by_year(model.agency_months["waiting"]) / 12 for model in decades])
    long = lists.mean(axis=(0, 1)) >= LONG_LIST
    each = np.concatenate([lists[:, :, long], lists[:, :, ~long].sum(axis=2, keepdims=True)], axis=2)
    drifts = np.array([[drift(run[:, number]) for number in range(each.shape[2])] for run in each])
    mean, error = drifts.mean(axis=0), drifts.std(axis=0, ddof=1) / np.sqrt(RUNS)
    print("drift of lists", np.round(mean, 3), "standard errors", np.round(error, 3), "mean lengths", each.mean((0, 1)))
    assert (np.abs(mean) - 2.0 * error < LARGEST_DRIFT).all()


def test_it_meets_what_it_was_fitted_to(decades: list[CoachingModel]) -> None:
    figures = [measures_of(model) for model in decades[:3]]
    missed = {}
    for target in targets_of("enschede"):
        if target.use == "calibrate" and target.scenario == "usual_care":
            mean = float(np.mean([each[target.outcome] for each in figures]))
            if not target.low <= mean <= target.high:
                missed[target.outcome] = (mean, target.low, target.high)
    assert not missed


def test_every_calibrate_row_of_enschede_has_a_measure() -> None:
    rows = [target for target in targets_of("enschede") if target.use == "calibrate"]
    study = study_of("town=enschede", "town.households=500")
    values = Values(values_in(study))
    settled = prepare(study.town, study.reference, values, clockwork(study, 1))
    model = continue_world(study.town, study.reference, values, settled, clockwork(study, 1))
    model.run()
    assert {row.outcome for row in rows} <= set(measures_of(model))
    assert dataclasses.is_dataclass(rows[0])
