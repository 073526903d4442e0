"""Posterior: what simulations say about parameters, given reported figures. Pure.

Each simulation counts by how likely its figures are to be reported as they were: the density of the error of reporting
(Wilkinson 2013), so that a figure informs no more than its own range allows. Where too few simulations are that near,
all errors are taken larger together, until enough count; that only widens what is said. Parameters are handled as
standard normal scores of their prior, so that nothing leaves the prior's range.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri, softmax

LEVEL = 0.9
ENOUGH = 0.6
"""Of n simulations as many as n to this power count, weighed together, at least: more of them, and ever nearer."""
FEWEST_PER_FIGURE = 20
"""Simulations for each figure without which nothing is calibrated."""
SMALLEST = 0.05
"""Part of a figure's spread that its margin is at least: without any it would have to be met exactly."""
MOST = 1e3
"""Times the margins that errors are taken, at most."""
SURE = 1.6448536269514722
"""Standard deviations on either side that hold 90% of a normal."""
SHUFFLES = 100
DOUBT = 0.05
"""Chance that anything at all is said to be informed, or tied, when nothing is."""
NOTABLE = 0.3
"""Correlation from which two parameters are said to trade off."""


@dataclass(frozen=True)
class Posterior:
    """Parameters given what was reported.

    ``shares`` are quantiles of the prior, shape (simulations, parameters), and ``weights`` sum to 1, shape
    (simulations,). Errors of reporting were taken ``times`` their margins.
    """

    shares: np.ndarray
    weights: np.ndarray
    times: float

    @property
    def effective(self) -> int:
        """How many simulations of equal weight would say as much."""
        return round(_effective(self.weights))

    def band(self, level: float = LEVEL) -> np.ndarray:
        """Return the central band of each parameter, in quantiles of the prior, shape (parameters, 2)."""
        edges = ((1 - level) / 2, (1 + level) / 2)
        return np.array([weighted_quantiles(column, self.weights, edges) for column in self.shares.T])

    def correlations(self) -> np.ndarray:
        """Return the correlations of the parameters' normal scores, shape (parameters, parameters)."""
        scores = ndtri(self.shares)
        centred = scores - self.weights @ scores
        covariance = (centred * self.weights[:, None]).T @ centred
        spread = np.sqrt(np.maximum(np.diag(covariance), 1e-12))
        return np.asarray(covariance / np.outer(spread, spread))

    def drawn(self, count: int, seed: int) -> np.ndarray:
        """Return equally likely draws, shape (count, parameters): each row as often as its weight says."""
        luck = np.random.default_rng([seed, *b"posterior"])
        places = (np.arange(count) + luck.random()) / count
        chosen = np.minimum(np.searchsorted(np.cumsum(self.weights), places), len(self.weights) - 1)
        return np.asarray(self.shares[luck.permutation(chosen)])


def posterior_of(
    shares: np.ndarray,
    figures: np.ndarray,
    reported: np.ndarray,
    margins: np.ndarray,
    importance: np.ndarray | None = None,
) -> Posterior:
    """Return the posterior of parameters drawn from the prior, or weighted as if they were.

    Args:
        shares: Quantiles of the prior, between 0 and 1, shape (simulations, parameters).
        figures: What each simulation gave, shape (simulations, figures).
        reported: What was reported, shape (figures,).
        margins: Standard deviation of the truth below and above it, shape (2, figures).
        importance: What each simulation counts, shape (simulations,); all the same if not given.

    Raises:
        ValueError: Too few simulations for so many figures.
    """
    count, width = figures.shape
    if count < 2 * (width + 2):
        raise ValueError(f"{count} simulations are too few for {width} figures; at least {2 * (width + 2)}")
    below, above = at_least(margins, figures)
    away = (figures - reported) / np.where(figures < reported, below, above)
    unlikely = (away**2).sum(axis=1) / 2
    first = np.zeros(count) if importance is None else np.log(importance)

    def weights(times: float) -> np.ndarray:
        """Of simulations, if errors are so many times the margins."""
        return np.asarray(softmax(first - unlikely / times**2))

    def missing(larger: float) -> float:
        """How many simulations too few count; ``larger`` is a logarithm."""
        return float(count**ENOUGH - _effective(weights(np.exp(larger))))

    ends = (0.0, float(np.log(MOST)))
    few = [missing(end) > 0.0 for end in ends]
    larger = ends[0] if not few[0] else ends[1] if few[1] else brentq(missing, *ends)
    times = float(np.exp(larger))
    return Posterior(shares, weights(times), times)


def _effective(weights: np.ndarray) -> float:
    """Return how many of equal weight would say as much (Kish)."""
    return 1.0 / float((weights**2).sum())


def at_least(margins: np.ndarray, figures: np.ndarray) -> np.ndarray:
    """Return margins that are no smaller than can be met, shape as given."""
    spread = figures.std(axis=0)
    return np.asarray(np.maximum(margins, SMALLEST * np.where(spread > 0, spread, 1.0)))


def weighted_quantiles(values: np.ndarray, weights: np.ndarray, edges: tuple[float, ...]) -> np.ndarray:
    """Return quantiles of weighted numbers, between the middles of their weights."""
    order = np.argsort(values, kind="stable")
    places = np.cumsum(weights[order]) - weights[order] / 2
    return np.asarray(np.interp(edges, places, values[order]))


def narrowing(bands: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """Return how much narrower bands are than the prior's, as a share of it: 0 not at all, 1 known exactly."""
    return np.asarray(1.0 - (bands[..., 1] - bands[..., 0]) / level)


def by_chance(
    shares: np.ndarray,
    figures: np.ndarray,
    reported: np.ndarray,
    margins: np.ndarray,
    seed: int,
    importance: np.ndarray | None = None,
) -> tuple[float, float]:
    """Return the narrowing, and the correlation, that chance alone seldom reaches in any parameter or pair.

    The parameters, and what they count, are shuffled over the simulations, so that the figures say nothing about them.
    """
    counts = np.ones(len(shares)) if importance is None else importance
    luck = np.random.default_rng([seed, *b"shuffles"])
    largest = []
    for _ in range(SHUFFLES):
        order = luck.permutation(len(shares))
        found = posterior_of(shares[order], figures, reported, margins, counts[order])
        largest.append((narrowing(found.band()).max(), np.abs(np.tril(found.correlations(), -1)).max()))
    narrower, tied = np.quantile(largest, 1 - DOUBT, axis=0)
    return float(narrower), float(tied)


def tradeoffs(posterior: Posterior, chance: float) -> list[tuple[int, int, float]]:
    """Return the pairs of parameters that the figures leave tied to each other, with their correlation.

    The prior has none of these: its parameters are drawn apart.

    Args:
        posterior: Of the parameters.
        chance: The correlation that chance alone seldom reaches; one below ``NOTABLE`` does not count either.
    """
    matrix = posterior.correlations()
    pairs = [(other, one, float(matrix[one, other])) for one in range(len(matrix)) for other in range(one)]
    return sorted((pair for pair in pairs if abs(pair[2]) > max(NOTABLE, chance)), key=lambda pair: -abs(pair[2]))
