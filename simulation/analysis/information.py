"""Value of information: what it would be worth to know more before choosing.

Perfect information (EVPI), on some parameters (EVPPI, by regression of net benefit on them: Strong, Oakley and Brennan
2014), and of a sample (EVSI: the net benefit that regression expects, averaged over what the sample could show, with
the draws as prior: Strong and others 2015; Menzies 2016). All in euros over the horizon of the study.

The regression is a sum of curves of single parameters, term by term as long as the extended Bayesian information
criterion (Chen and Chen 2008) improves: with fewer draws than parameters it leaves out what draws cannot show.
"""

import numpy as np
from numpy.polynomial import legendre
from scipy.stats import binom

DEGREE = 3
"""of the curve of one parameter"""
DRAWS_PER_TERM = 10
"""Fewest draws for each term of a regression."""
TINY = 1e-12


def value_of_knowing(gains: np.ndarray) -> float:
    """Return how much better it is to choose in each draw by itself than once for all of them.

    Args:
        gains: Net benefit, shape (draws, options); of perfect information as it is, of partial information as
            expected with it.
    """
    return max(0.0, float(gains.max(axis=1).mean() - gains.mean(axis=0).max()))


def expected_loss(gains: np.ndarray) -> np.ndarray:
    """Return how much each option is expected to fall short of the best one in each draw, shape (options,)."""
    return np.asarray(gains.max(axis=1).mean() - gains.mean(axis=0))


def without_chance(gains: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Return net benefits with the spread that unknowns alone give them.

    The mean over a few runs spreads more than what it estimates, and the best of several such means is too good.
    Draws are pulled towards their mean until their covariance is what is left after that of chance (moment matching;
    the map between two normal distributions that moves the draws least).

    Args:
        gains: Mean over the runs of each draw, shape (draws, options).
        noise: Covariance of those means by chance, shape (options, options).
    """
    middle = gains.mean(axis=0)
    seen = np.atleast_2d(np.cov(gains.T))
    root, inverse = _roots(seen)
    left = _positive(seen - noise)
    pull = inverse @ _roots(root @ left @ root)[0] @ inverse
    return np.asarray(middle + (gains - middle) @ pull)


def _positive(matrix: np.ndarray) -> np.ndarray:
    """Return the nearest covariance without negative variance."""
    sizes, ways = np.linalg.eigh(matrix)
    return np.asarray((ways * np.maximum(sizes, 0.0)) @ ways.T)


def _roots(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the square root of a covariance, and its inverse where it has one."""
    sizes, ways = np.linalg.eigh(matrix)
    kept = sizes > TINY * max(float(sizes.max()), TINY)
    roots = np.sqrt(np.where(kept, sizes, 0.0))
    inverses = np.divide(1.0, roots, out=np.zeros_like(roots), where=kept)
    return (ways * roots) @ ways.T, (ways * inverses) @ ways.T


def terms_of(values: np.ndarray, degree: int = DEGREE) -> np.ndarray:
    """Return Legendre polynomials of each parameter over the range of its draws, with mean 0 and variance 1.

    Args:
        values: Shape (draws, parameters).
        degree: Highest power.

    Returns:
        Shape (draws, terms); what does not vary has none
    """
    low, high = values.min(axis=0), values.max(axis=0)
    varying = values[:, high > low]
    scaled = 2.0 * (varying - low[high > low]) / (high - low)[high > low] - 1.0
    terms = legendre.legvander(scaled, degree)[:, :, 1:].reshape(len(values), -1)
    terms = terms - terms.mean(axis=0)
    spread = terms.std(axis=0)
    return np.asarray(terms[:, spread > TINY] / spread[spread > TINY])


def expected(response: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Return what a regression on some terms expects in each draw.

    Args:
        response: Shape (draws,).
        terms: With mean 0, shape (draws, terms).
    """
    number, candidates = terms.shape
    middle = response.mean()
    rest, free = response - middle, terms.copy()
    enough = TINY * max(float(rest @ rest), TINY)
    price = np.log(number) + 2.0 * np.log(max(candidates, 1))
    for _ in range(min(candidates, number // DRAWS_PER_TERM)):
        sizes = np.einsum("ij,ij->j", free, free)
        gain = np.divide((rest @ free) ** 2, sizes, out=np.zeros(candidates), where=sizes > 1e-9 * number)
        best, left = int(gain.argmax()), float(rest @ rest)
        if left <= enough or number * np.log(left / max(left - gain[best], enough)) <= price:
            break
        along = free[:, best] / np.sqrt(sizes[best])
        rest = rest - (rest @ along) * along
        free -= np.outer(along, along @ free)
    return np.asarray(response - rest)


def smallest_share(draws: int, terms: int) -> float:
    """Return the share of the spread that a first term must explain before so many draws can show it."""
    return float(1.0 - np.exp(-(np.log(draws) + 2.0 * np.log(max(terms, 1))) / draws))


def value_of_sample(gains: np.ndarray, likelihood: np.ndarray) -> float:
    """Return the expected value of a sample: choose after seeing it, by what it makes of the draws.

    Args:
        gains: Net benefit that is expected with full knowledge of what is measured, shape (draws, options).
        likelihood: Probability of each possible finding in each draw, shape (findings, draws); columns sum to 1.
    """
    after = likelihood @ gains / len(gains)
    return max(0.0, float(after.max(axis=1).sum() - gains.mean(axis=0).max()))


def binomial_findings(cases: int, shares: np.ndarray) -> np.ndarray:
    """Return the likelihood of 0, 1, ... successes in so many cases, shape (cases + 1, draws)."""
    return np.asarray(binom.pmf(np.arange(cases + 1)[:, np.newaxis], cases, np.clip(shares, 0.0, 1.0)))
