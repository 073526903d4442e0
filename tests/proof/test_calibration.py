"""Calibration on the example town: intervals cover what was planted, what is tied is said to be, and pyABC agrees."""

import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from simulation.analysis import posterior as abc
from simulation.analysis.calibrate import used_targets
from simulation.analysis.sample import compared_with, prior_shares, values_at
from simulation.analysis.simulations import simulate, sites_of
from simulation.analysis.targets import all_targets
from simulation.settings import Engine
from simulation.settings.compose import Composed, compose_study
from simulation.study.progress import Quiet

pytestmark = pytest.mark.proof
PARAMETERS = (
    *("streets.spill", "streets.frailty_shape", "streets.onset_finances", "streets.onset_loneliness"),
    *("doors.ask_parenting", "doors.ask_daily_living", "agencies.youth_care_places", "streets.protection"),
)
SIMULATIONS = 400


def example(parameters: tuple[str, ...]) -> Composed:
    """The example town with these unknowns free, and all others at their central values."""
    given = ("task=calibrate", "study=calibrate", "town=example", f"calibration.parameters=[{','.join(parameters)}]")
    made = compose_study(given)
    unknowns = made.study.uncertainties
    held = {name: row.value for name, row in unknowns.rows.items() if name not in parameters}
    return replace(made, study=replace(made.study, uncertainties=replace(unknowns, held=held)))


def table_of(parameters: tuple[str, ...], folder: Path, outcomes: tuple[str, ...] = ()) -> tuple[np.ndarray, ...]:
    """One table of simulations: quantiles of the prior, figures, what was reported, and its margins."""
    here = example(parameters)
    targets = [each for each in all_targets() if not outcomes or each.outcome in outcomes]
    sites = sites_of(here, targets)
    shares = prior_shares(SIMULATIONS, len(parameters), 1)
    table = simulate(sites, values_at(shares, parameters, here.study.uncertainties), 1, folder, Quiet(), Engine())
    found = compared_with(table, used_targets(sites))
    return shares[found.kept], found.figures, found.reported, found.margins


def test_intervals_cover_what_was_planted(tmp_path: Path) -> None:
    """Each of 250 simulations in turn is what was reported, and the others of the same table are the simulations."""
    shares, figures, _, margins = table_of(PARAMETERS, tmp_path)
    planted = min(250, len(figures))
    error = np.abs(np.random.default_rng(1).standard_normal(figures.shape))
    is_below = np.random.default_rng(2).random(figures.shape) < margins[0] / margins.sum(axis=0)
    reported = figures + np.where(is_below, margins[0], -margins[1]) * error
    covered, narrower = [], []
    for place in range(planted):
        others = np.arange(len(figures)) != place
        band = abc.posterior_of(shares[others], figures[others], reported[place], margins).band()
        covered.append((band[:, 0] <= shares[place]) & (shares[place] <= band[:, 1]))
        narrower.append(abc.narrowing(band))
    chance, _ = abc.by_chance(shares, figures, np.median(figures, axis=0), margins, seed=1)
    informed = np.mean(narrower, axis=0) > chance
    share = dict(zip(PARAMETERS, np.mean(covered, axis=0).tolist(), strict=True))
    print({name: round(each, 3) for name, each in share.items()}, np.mean(narrower, axis=0).round(2), chance)
    assert planted >= 200
    assert informed[PARAMETERS.index("streets.spill")]
    assert all(share[name] >= 0.85 for name, is_informed in zip(PARAMETERS, informed, strict=True) if is_informed)


def test_spill_and_frailty_are_said_to_be_tied(tmp_path: Path) -> None:
    """The share in problem debt says that problems come together, not why."""
    pair = ("streets.spill", "streets.frailty_shape")
    shares, figures, reported, margins = table_of(pair, tmp_path, ("problem_debt_share",))
    found = abc.posterior_of(shares, figures, reported, margins)
    _, tied = abc.by_chance(shares, figures, reported, margins, seed=1)
    ((one, other, correlation),) = abc.tradeoffs(found, tied)
    assert (one, other) == (0, 1)
    assert correlation < -0.3


def test_pyabc_agrees_on_a_toy(tmp_path: Path) -> None:
    """Sequential Monte Carlo of another hand, on a normal with a known posterior: N(0.4, 0.2)."""
    import pyabc

    logging.getLogger("ABC").setLevel(logging.ERROR)
    np.random.seed(1)  # noqa: NPY002  # the only generator that pyABC draws from
    smc = pyabc.ABCSMC(
        lambda given: {"seen": given["score"] + 0.5 * np.random.standard_normal()},  # noqa: NPY002
        pyabc.Distribution(score=pyabc.RV("norm", 0, 1)),
        pyabc.PNormDistance(1),
        population_size=400,
        sampler=pyabc.SingleCoreSampler(),
    )
    smc.new(f"sqlite:///{tmp_path / 'toy.db'}", {"seen": 0.5})
    theirs, weights = smc.run(max_nr_populations=6).get_distribution()
    luck = np.random.default_rng(1)
    shares = luck.random((4000, 1))
    ours = abc.posterior_of(shares, ndtri(shares), np.array([0.5]), np.full((2, 1), 0.5))
    edges = (0.05, 0.5, 0.95)
    exact = 0.4 + np.sqrt(0.2) * ndtri(edges)
    of_ours = ndtri(abc.weighted_quantiles(ours.shares[:, 0], ours.weights, edges))
    of_theirs = abc.weighted_quantiles(theirs["score"].to_numpy(), np.asarray(pd.Series(weights)), edges)
    np.testing.assert_allclose(of_ours, exact, atol=0.12)
    np.testing.assert_allclose(of_theirs, exact, atol=0.2)
