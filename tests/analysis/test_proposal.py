"""Proposals: simulations near what was reported, weighted back to the prior, give the posterior of the prior."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtr, ndtri

from simulation.analysis.posterior import posterior_of
from simulation.analysis.proposal import Proposal, importance, proposal_of

UNKNOWNS, HALF = 12, 150
SLOPES = np.vstack([np.linspace(1.0, 0.0, UNKNOWNS), np.tile([0.5, -0.5], UNKNOWNS // 2)])
REPORTED, MARGINS = np.array([2.2, -0.5]), np.array([0.3, 0.5])
SIDES = np.tile(MARGINS, (2, 1))
Simulator = Callable[[np.ndarray], np.ndarray]


def line(shares: np.ndarray) -> np.ndarray:
    """Figures on a straight line in the scores: solvable exactly."""
    return np.asarray(ndtri(shares) @ SLOPES.T)


def queue(shares: np.ndarray) -> np.ndarray:
    """A first figure like a wait: flat while there is room, and steep when there is not."""
    straight = line(shares)
    return np.column_stack([np.logaddexp(0.0, 2.0 * straight[:, 0]), straight[:, 1]])


def calibrated(simulate: Simulator, reported: np.ndarray, luck: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Shares and weights after both halves, and errors of reporting."""
    first = luck.random((HALF, UNKNOWNS))
    proposal = proposal_of(first, simulate(first), reported, SIDES, int(luck.integers(1 << 30)))
    shares = np.vstack([first, proposal.drawn(HALF)])
    counts = importance(shares, [proposal], [HALF, HALF])
    found = posterior_of(shares, simulate(shares), reported, SIDES, counts)
    return found.shares, found.weights


def a_proposal() -> Proposal:
    shares = np.random.default_rng(4).random((HALF, UNKNOWNS))
    return proposal_of(shares, line(shares), REPORTED, SIDES, 6)


def test_it_is_drawn_from_the_density_that_weights_it() -> None:
    """Weighted back, draws have the prior's mean and spread in every direction, and count 1 on average."""
    proposal, count = a_proposal(), 4000
    shares = np.vstack([np.random.default_rng(5).random((count, UNKNOWNS)), proposal.drawn(count)])
    counts = importance(shares, [proposal], [count, count])
    error = 5 / np.sqrt(count)
    assert counts.mean() == pytest.approx(1.0, abs=error)
    weights, scores = counts / counts.sum(), ndtri(shares)
    for direction in (*SLOPES, np.ones(UNKNOWNS)):
        along = scores @ direction / np.linalg.norm(direction)
        assert weights @ along == pytest.approx(0.0, abs=error)
        assert weights @ along**2 == pytest.approx(1.0, abs=2 * error)


@pytest.mark.parametrize("simulate", [line, queue])
def test_it_is_nearer_to_what_was_reported(simulate: Simulator) -> None:
    luck = np.random.default_rng(4)
    first = luck.random((HALF, UNKNOWNS))
    proposal = proposal_of(first, simulate(first), REPORTED, SIDES, 6)
    by_line = ndtr(proposal.line.drawn(500, luck))
    prior, near_line, near = (
        np.abs(simulate(shares) - REPORTED)[:, 0].mean()
        for shares in (luck.random((500, UNKNOWNS)), by_line, proposal.drawn(500))
    )
    assert near < prior / (4 if simulate is line else 1.5)
    assert simulate is line or near < near_line / 1.5


def test_the_posterior_is_the_exact_one() -> None:
    """A normal with a known mean and spread, in the directions that the figures see and in one that they do not."""
    means, spreads = [], []
    exact = np.linalg.inv(np.eye(UNKNOWNS) + SLOPES.T @ np.diag(MARGINS**-2) @ SLOPES)
    middle = exact @ SLOPES.T @ (REPORTED / MARGINS**2)
    unseen = np.eye(UNKNOWNS)[-1] - np.linalg.pinv(SLOPES) @ SLOPES @ np.eye(UNKNOWNS)[-1]
    directions = np.vstack([SLOPES, unseen])
    luck = np.random.default_rng(8)
    for _ in range(30):
        shares, weights = calibrated(line, REPORTED, luck)
        along = ndtri(shares) @ directions.T
        means.append(weights @ along)
        spreads.append(weights @ (along - means[-1]) ** 2)
    true_spreads = np.diag(directions @ exact @ directions.T)
    errors = np.std(means, axis=0) / np.sqrt(len(means))
    assert np.all(np.abs(np.mean(means, axis=0) - directions @ middle) < 4 * errors)
    assert np.mean(spreads, axis=0) == pytest.approx(true_spreads, rel=0.2)


@pytest.mark.proof
@pytest.mark.parametrize("simulate", [line, queue])
def test_the_truth_has_any_rank(simulate: Simulator) -> None:
    """Simulation-based calibration of both halves together, of each figure's direction and of two unknowns."""
    luck = np.random.default_rng(9)
    directions = np.vstack([SLOPES, np.eye(UNKNOWNS)[[0, 5]]])
    ranks = []
    for _ in range(200):
        truth = luck.random((1, UNKNOWNS))
        reported = (simulate(truth) - luck.normal(scale=MARGINS, size=(1, 2)))[0]
        shares, weights = calibrated(simulate, reported, luck)
        ranks.append(weights @ (ndtri(shares) @ directions.T < ndtri(truth) @ directions.T))
    least = min(stats.kstest(column, "uniform").pvalue for column in np.array(ranks).T)
    assert least * len(directions) > 0.01


def test_no_spread_and_no_margin_are_no_obstacle() -> None:
    """A figure that is always the same, reported without a margin, informs nothing and stops nothing."""
    shares = np.random.default_rng(4).random((HALF, UNKNOWNS))
    figures = np.column_stack([line(shares)[:, 0], np.full(HALF, 3.0)])
    proposal = proposal_of(shares, figures, np.array([2.2, 3.0]), np.array([[0.3, 0.0], [0.3, 0.0]]), 1)
    assert np.isfinite(importance(proposal.drawn(100), [proposal], [1, 1])).all()
    assert np.all(proposal.margins > 0)
