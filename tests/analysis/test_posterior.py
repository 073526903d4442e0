"""The posterior: against exact answers, with uniform ranks, and honest about what the figures do not say."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from simulation.analysis.posterior import (
    Posterior,
    by_chance,
    misreported,
    narrowing,
    posterior_of,
    tradeoffs,
    weighted_quantiles,
)

ASKED, SOLVED = 160, 38


def test_a_share_of_cases_has_its_exact_posterior() -> None:
    """Uniform prior, 38 of 160: a Beta(39, 123)."""
    luck = np.random.default_rng(1)
    shares = luck.random((20000, 1))
    counts = luck.binomial(ASKED, shares).astype(float)
    found = posterior_of(shares, counts, np.array([float(SOLVED)]))
    exact = stats.beta(SOLVED + 1, ASKED - SOLVED + 1)
    drawn = found.drawn(2000, seed=1)[:, 0]
    for edge in (0.05, 0.25, 0.5, 0.75, 0.95):
        error = 4 * np.sqrt(edge * (1 - edge) / len(found.rows)) / exact.pdf(exact.ppf(edge))
        assert weighted_quantiles(found.shares[:, 0], found.weights, (edge,))[0] == pytest.approx(
            exact.ppf(edge), abs=error
        )
        assert np.quantile(drawn, edge) == pytest.approx(exact.ppf(edge), abs=error)


def linear(count: int, luck: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two parameters with standard normal scores, and two figures that mix them with noise: solvable exactly."""
    shares = luck.random((count, 2))
    scores = ndtri(shares)
    mixed = scores @ np.array([[1.0, -0.2], [0.5, 1.0]])
    return shares, mixed + luck.normal(scale=(0.7, 1.0), size=(count, 2))


def ranks_of(too_narrow: float = 1.0) -> np.ndarray:
    """Ranks of the truth among draws: of both parameters, their sum and difference, shape (replicates, 4)."""
    luck = np.random.default_rng(5)
    directions = np.array([[1, 0, 1, 1], [0, 1, 1, -1]])
    ranks = []
    for _ in range(400):
        shares, figures = linear(400, luck)
        truth, reported = linear(1, luck)
        found = posterior_of(shares, figures, reported[0])
        scores = ndtri(found.shares)
        middle = found.weights @ scores
        narrowed = middle + (scores - middle) * too_narrow
        ranks.append(found.weights @ (narrowed @ directions < ndtri(truth[0]) @ directions))
    return np.array(ranks)


def smallest(ranks: np.ndarray) -> float:
    """The chance of ranks as uneven as these in any of the quantities."""
    return min(1.0, ranks.shape[1] * min(stats.kstest(column, "uniform").pvalue for column in ranks.T))


def test_the_truth_has_any_rank_among_the_draws() -> None:
    assert smallest(ranks_of()) > 0.01


def test_ranks_find_a_posterior_that_is_too_sure() -> None:
    assert smallest(ranks_of(too_narrow=0.7)) < 0.01


def product(count: int = 800) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Only the product of the first two parameters is seen; of the third nothing, the fourth alone."""
    luck = np.random.default_rng(2)
    shares = luck.random((count, 4))
    scores = ndtri(shares)
    seen = np.column_stack([scores[:, 0] + scores[:, 1], scores[:, 3]]) + luck.normal(scale=0.3, size=(count, 2))
    return shares, seen, np.array([0.3, -0.4])


def test_what_cannot_be_told_apart_is_reported_as_such() -> None:
    shares, figures, reported = product()
    narrower, tied = by_chance(shares, figures, reported, seed=1)
    found = posterior_of(shares, figures, reported)
    ((one, other, correlation),) = tradeoffs(found, tied)
    assert (one, other) == (0, 1)
    assert correlation < -0.8
    assert (narrowing(found.band()) > narrower).tolist()[2:] == [False, True]


def test_figures_that_say_nothing_inform_nothing() -> None:
    luck = np.random.default_rng(3)
    shares, figures = luck.random((300, 40)), luck.normal(size=(300, 5))
    found = posterior_of(shares, figures, np.zeros(5))
    narrower, tied = by_chance(shares, figures, np.zeros(5), seed=1)
    assert (narrowing(found.band()) <= narrower).all()
    assert tradeoffs(found, tied) == []
    assert np.abs(found.weights @ found.shares - 0.5).max() < 0.12


def test_the_order_of_simulations_changes_no_draw() -> None:
    """Nothing depends on who ended first: a table is put in order of its numbers before it is used."""
    shares, figures = linear(300, np.random.default_rng(4))
    one, again = (posterior_of(shares, figures, np.zeros(2)) for _ in range(2))
    np.testing.assert_array_equal(one.drawn(50, seed=3), again.drawn(50, seed=3))


def test_draws_are_as_likely_as_their_weights() -> None:
    found = Posterior(np.array([[0.1], [0.5], [0.9]]), np.array([0.5, 0.2, 0.3]), np.arange(3))
    values, counts = np.unique(found.drawn(1000, seed=1), return_counts=True)
    assert values.tolist() == [0.1, 0.5, 0.9]
    np.testing.assert_allclose(counts, [500, 200, 300], atol=1)


def test_too_few_simulations_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        posterior_of(np.full((5, 1), 0.5), np.zeros((5, 3)), np.zeros(3))


def test_an_error_of_reporting_is_as_wide_as_the_range() -> None:
    """Low to high holds the truth in nine of ten cases; a side without a width has no errors."""
    truth = np.full((20000, 3), 10.0)
    below, above = np.array([2.0, 0.0, 1.0]), np.array([2.0, 3.0, 0.0])
    seen = misreported(truth, below, above, seed=1)
    within = (truth >= seen - below) & (truth <= seen + above)
    np.testing.assert_allclose(within.mean(axis=0), 0.9, atol=4 * np.sqrt(0.09 / len(truth)))
    assert (seen[:, 1] <= 10.0).all()
    assert (seen[:, 2] >= 10.0).all()
    np.testing.assert_array_equal(misreported(truth[:50], below, above, seed=1), seen[:50])


def test_a_wider_range_informs_less() -> None:
    luck = np.random.default_rng(6)
    shares = luck.random((2000, 1))
    bands = []
    for width in (0.1, 1.0, 5.0):
        seen = misreported(ndtri(shares), np.array([width]), np.array([width]), seed=1)
        bands.append(narrowing(posterior_of(shares, seen, np.zeros(1)).band())[0])
    assert bands[0] > 0.9
    assert bands[0] > bands[1] > bands[2]
    assert bands[2] < 0.2
