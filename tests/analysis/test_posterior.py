"""The posterior: against exact answers, with uniform ranks, and honest about what the figures do not say."""

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtri

from simulation.analysis.posterior import (
    ENOUGH,
    SURE,
    Posterior,
    by_chance,
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
    found = posterior_of(shares, counts, np.array([float(SOLVED)]), np.full((2, 1), 0.5))
    exact = stats.beta(SOLVED + 1, ASKED - SOLVED + 1)
    drawn = found.drawn(2000, seed=1)[:, 0]
    for edge in (0.05, 0.25, 0.5, 0.75, 0.95):
        error = 4 * np.sqrt(edge * (1 - edge) / found.effective) / exact.pdf(exact.ppf(edge))
        assert weighted_quantiles(found.shares[:, 0], found.weights, (edge,))[0] == pytest.approx(
            exact.ppf(edge), abs=error
        )
        assert np.quantile(drawn, edge) == pytest.approx(exact.ppf(edge), abs=error)


NOISE = np.array([0.7, 1.0])
BOTH_SIDES = np.tile(NOISE, (2, 1))


def linear(count: int, luck: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two parameters with standard normal scores, and two figures that mix them: solvable exactly."""
    shares = luck.random((count, 2))
    return shares, ndtri(shares) @ np.array([[1.0, -0.2], [0.5, 1.0]])


def ranks_of(too_narrow: float = 1.0) -> np.ndarray:
    """Ranks of the truth among draws: of both parameters, their sum and difference, shape (replicates, 4)."""
    luck = np.random.default_rng(5)
    directions = np.array([[1, 0, 1, 1], [0, 1, 1, -1]])
    ranks = []
    for _ in range(400):
        shares, figures = linear(400, luck)
        truth, true_figures = linear(1, luck)
        reported = true_figures[0] + luck.normal(scale=NOISE)
        found = posterior_of(shares, figures, reported, BOTH_SIDES)
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


def product(count: int = 800) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Only the product of the first two parameters is seen; of the third nothing, the fourth alone."""
    shares = np.random.default_rng(2).random((count, 4))
    scores = ndtri(shares)
    figures = np.column_stack([scores[:, 0] + scores[:, 1], scores[:, 3]])
    return shares, figures, np.array([0.3, -0.4]), np.full((2, 2), 0.3)


def test_what_cannot_be_told_apart_is_reported_as_such() -> None:
    shares, figures, reported, margins = product()
    narrower, tied = by_chance(shares, figures, reported, margins, seed=1)
    found = posterior_of(shares, figures, reported, margins)
    ((one, other, correlation),) = tradeoffs(found, tied)
    assert (one, other) == (0, 1)
    assert correlation < -0.8
    assert (narrowing(found.band()) > narrower).tolist()[2:] == [False, True]


def test_figures_that_say_nothing_inform_nothing() -> None:
    luck = np.random.default_rng(3)
    shares, figures = luck.random((1000, 40)), luck.normal(size=(1000, 5))
    margins = np.full((2, 5), 0.3)
    found = posterior_of(shares, figures, np.zeros(5), margins)
    narrower, tied = by_chance(shares, figures, np.zeros(5), margins, seed=1)
    assert (narrowing(found.band()) <= narrower).all()
    assert tradeoffs(found, tied) == []
    assert np.abs(found.weights @ found.shares - 0.5).max() < 0.12


def test_the_order_of_simulations_changes_no_draw() -> None:
    """Nothing depends on who ended first: a table is put in order of its numbers before it is used."""
    shares, figures = linear(300, np.random.default_rng(4))
    one, again = (posterior_of(shares, figures, np.zeros(2), BOTH_SIDES) for _ in range(2))
    np.testing.assert_array_equal(one.drawn(50, seed=3), again.drawn(50, seed=3))


def test_draws_are_as_likely_as_their_weights() -> None:
    found = Posterior(np.array([[0.1], [0.5], [0.9]]), np.array([0.5, 0.2, 0.3]), 1.0)
    values, counts = np.unique(found.drawn(1000, seed=1), return_counts=True)
    assert values.tolist() == [0.1, 0.5, 0.9]
    np.testing.assert_allclose(counts, [500, 200, 300], atol=1)


def test_too_few_simulations_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        posterior_of(np.full((5, 1), 0.5), np.zeros((5, 3)), np.zeros(3), np.ones((2, 3)))


def test_a_margin_holds_on_its_own_side() -> None:
    """One margin below what was reported is as likely as one margin above it, and two are less so."""
    luck = np.random.default_rng(6)
    figures = np.concatenate([[-1.0, 2.0, -2.0, 4.0, 0.0], luck.normal(size=500)])[:, np.newaxis]
    found = posterior_of(luck.random((505, 1)), figures, np.zeros(1), np.array([[1.0], [2.0]]))
    assert found.times == 1.0
    np.testing.assert_allclose(found.weights[:5] / found.weights[4], np.exp([-0.5, -0.5, -2.0, -2.0, 0.0]))


def test_errors_are_taken_larger_where_too_few_are_near() -> None:
    luck = np.random.default_rng(6)
    figures = luck.normal(size=(500, 4))
    found = [posterior_of(luck.random((500, 1)), figures, np.zeros(4), np.full((2, 4), each)) for each in (0.1, 0.2)]
    assert [each.effective for each in found] == [round(500**ENOUGH)] * 2
    assert found[0].times == pytest.approx(2 * found[1].times)
    assert found[1].times > 1.0


def test_a_wider_range_informs_less() -> None:
    shares = np.random.default_rng(6).random((2000, 1))
    bands = []
    for width in (0.1, 1.0, 5.0):
        margins = np.full((2, 1), width / SURE)
        bands.append(narrowing(posterior_of(shares, ndtri(shares), np.zeros(1), margins).band())[0])
    assert bands[0] > 0.9
    assert bands[0] > bands[1] > bands[2]
    assert bands[2] < 0.2
