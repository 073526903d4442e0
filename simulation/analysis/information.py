"""Value of information: what it would be worth to know more before choosing.

Perfect information (EVPI), on some parameters (EVPPI, by regression of net benefit on them: Strong, Oakley and Brennan
2014), and of a sample (EVSI: the net benefit that regression expects, averaged over what the sample could show, with
the draws as prior: Strong and others 2015; Menzies 2016). All in euros over the horizon of the study.

The regression is a sum of curves of single parameters, term by term as long as the extended Bayesian information
criterion (Chen and Chen 2008) improves: with fewer draws than parameters it leaves out what draws cannot show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.polynomial import legendre
from scipy.special import betaln, xlog1py, xlogy

DEGREE = 3
"""of the curve of one parameter"""
DRAWS_PER_TERM = 10
"""Fewest draws for each term of a regression."""
RESAMPLES = 200
TAIL = 2.5
"""per cent of resamples beyond either end of an interval"""
TINY, ROUNDING = 1e-12, 1e-9


def value_of_knowing(gains: np.ndarray) -> float:
    """Return how much better it is to choose in each draw by itself than once for all of them.

    Args:
        gains: Net benefit, shape (draws, options); of perfect information as it is, of partial information as
            expected with it.
    """
    return _more(gains.max(axis=1).mean(), gains.mean(axis=0).max())


def _more(after: float, before: float) -> float:
    """Return how much more the one is, without what is how computers add."""
    return float(after - before) if after - before > ROUNDING * max(abs(after), abs(before), 1.0) else 0.0


def resampled(gains: np.ndarray, seed: int) -> tuple[float, float]:
    """Return the 95% interval of the value of knowing, over resamples of the draws.

    It is what the option that is best now is expected to miss. Were the best one chosen anew in each resample, values
    would be too low wherever two options are about as good: then the best of two means is mostly above either.

    Args:
        gains: Net benefit as for the value itself, shape (draws, options).
        seed: Of the resamples.
    """
    now = int(gains.mean(axis=0).argmax())
    missed = _weights(len(gains), seed) @ (gains.max(axis=1) - gains[:, now])
    low, high = np.percentile(missed, [TAIL, 100.0 - TAIL])
    return _more(float(low), 0.0), _more(float(high), 0.0)


@cache
def _weights(draws: int, seed: int) -> np.ndarray:
    """Return the weight of each draw in each resample, shape (resamples, draws)."""
    picks = np.random.default_rng(seed).integers(0, draws, (RESAMPLES, draws))
    return np.stack([np.bincount(each, minlength=draws) for each in picks]) / draws


def expected_loss(gains: np.ndarray) -> np.ndarray:
    """Return how much each option is expected to fall short of the best one in each draw, shape (options,)."""
    return np.asarray(gains.max(axis=1).mean() - gains.mean(axis=0))


def without_chance(gains: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Return net benefits with the spread that unknowns alone give them.

    The mean over a few runs spreads more than what it estimates, and the best of several such means is too good.
    Draws are pulled towards their mean (moment matching): each combination of options that varies apart from the
    others by as much as leaves it the variance that is not chance.

    Args:
        gains: Mean over the runs of each draw, shape (draws, options).
        noise: Covariance of those means by chance, shape (options, options).
    """
    middle = gains.mean(axis=0)
    root, inverse = _roots(np.atleast_2d(np.cov(gains.T)))
    shares, ways = np.linalg.eigh(inverse @ noise @ inverse)
    pull = inverse @ (ways * np.sqrt(np.clip(1.0 - shares, 0.0, 1.0))) @ ways.T @ root
    return np.asarray(middle + (gains - middle) @ pull)


def _roots(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the square root of a covariance, and its inverse where it has one."""
    sizes, ways = np.linalg.eigh(matrix)
    kept = sizes > TINY * max(float(sizes.max()), TINY)
    roots = np.sqrt(np.where(kept, sizes, 0.0))
    inverses = np.divide(1.0, roots, out=np.zeros_like(roots), where=kept)
    return (ways * roots) @ ways.T, (ways * inverses) @ ways.T


@dataclass(frozen=True)
class Terms:
    """What a regression may use: curves of single parameters, each term with mean 0 and variance 1."""

    numbers: np.ndarray
    """shape (draws, terms)"""
    names: np.ndarray
    """the parameter of each term, shape (terms,)"""


@dataclass(frozen=True)
class Fit:
    """What a regression found: a mean, and terms with their weights."""

    middle: float
    terms: Terms
    weights: np.ndarray
    """0 for a term that is left out, shape (terms,)"""

    @property
    def names(self) -> set[str]:
        """The parameters that it uses."""
        return set(self.terms.names[self.weights != 0.0].tolist())

    def part(self, names: set[str]) -> np.ndarray:
        """Return what some parameters contribute in each draw, shape (draws,)."""
        ours = np.isin(self.terms.names, list(names))
        return np.asarray(self.terms.numbers[:, ours] @ self.weights[ours])


def terms_of(values: Mapping[str, np.ndarray], degree: int = DEGREE) -> Terms:
    """Return Legendre polynomials of each parameter over the range of its draws; what does not vary has none.

    Args:
        values: Of each parameter, shape (draws,).
        degree: Highest power.
    """
    columns, names = [], []
    for name, numbers in values.items():
        low, high = numbers.min(), numbers.max()
        if high > low:
            curves = legendre.legvander(2.0 * (numbers - low) / (high - low) - 1.0, degree)[:, 1:]
            spread = curves.std(axis=0)
            kept = spread > 1e-9
            columns.append((curves[:, kept] - curves[:, kept].mean(axis=0)) / spread[kept])
            names += [name] * int(kept.sum())
    draws = len(next(iter(values.values()), np.zeros(0)))
    return Terms(np.hstack(columns) if columns else np.zeros((draws, 0)), np.array(names, object))


def regressed(response: np.ndarray, terms: Terms) -> Fit:
    """Return a regression that takes in one term after another, as long as each explains enough.

    Args:
        response: Shape (draws,).
        terms: What it may use.
    """
    number, candidates = terms.numbers.shape
    middle = float(response.mean())
    rest, free = response - middle, terms.numbers.copy()
    enough = TINY * max(float(response @ response), TINY)
    price = np.log(number) + 2.0 * np.log(max(candidates, 1))
    chosen: list[int] = []
    for _ in range(min(candidates, number // DRAWS_PER_TERM)):
        sizes = np.einsum("ij,ij->j", free, free)
        gain = np.divide((rest @ free) ** 2, sizes, out=np.zeros(candidates), where=sizes > 1e-6 * number)
        best, left = int(gain.argmax()), float(rest @ rest)
        if left <= enough or number * np.log(left / max(left - gain[best], enough)) <= price:
            break
        along = free[:, best] / np.sqrt(sizes[best])
        rest = rest - (rest @ along) * along
        free -= np.outer(along, along @ free)
        chosen.append(best)
    weights = np.zeros(candidates)
    if chosen:
        weights[chosen] = np.linalg.lstsq(terms.numbers[:, chosen], response - middle, rcond=None)[0]
    return Fit(middle, terms, weights)


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
    return _more(after.max(axis=1).sum(), gains.mean(axis=0).max())


def binomial_findings(cases: int, shares: np.ndarray) -> np.ndarray:
    """Return the likelihood of 0, 1, ... successes in so many cases, shape (cases + 1, draws)."""
    yes, share = np.arange(cases + 1)[:, np.newaxis], np.clip(shares, 0.0, 1.0)
    ways = -np.log1p(cases) - betaln(1 + yes, 1 + cases - yes)
    return np.asarray(np.exp(ways + xlogy(yes, share) + xlog1py(cases - yes, -share)))
