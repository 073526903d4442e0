"""Posterior: what simulations drawn from the prior say about parameters, given reported figures. Pure.

Approximate Bayesian computation with regression adjustment (Beaumont, Zhang & Balding 2002) on one table of
simulations. Parameters are handled as standard normal scores of their prior, so that nothing leaves the prior's range.
To each simulated figure an error of reporting is added, so that a figure informs no more than its own range allows
(Wilkinson 2013). Nothing depends on the order in which simulations ended.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

LEVEL = 0.9
GROWTH = 0.8
"""Of n simulations the n to this power nearest to what was reported count: more of them, and ever nearer."""
ROWS_PER_FIGURE = 20
"""Simulations that count for each figure, at least: a regression on fewer follows the noise."""
FEWEST_ROWS = 100
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

    Rows are the simulations that count. ``shares`` are quantiles of the prior, shape (rows, parameters), ``weights``
    sum to 1, shape (rows,), and ``rows`` are their places in the table.
    """

    shares: np.ndarray
    weights: np.ndarray
    rows: np.ndarray

    @property
    def effective(self) -> int:
        """How many simulations of equal weight would say as much (Kish)."""
        return round(1.0 / float((self.weights**2).sum()))

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
    importance: np.ndarray | None = None,
    scale: np.ndarray | None = None,
) -> Posterior:
    """Return the posterior of parameters drawn from the prior, or weighted as if they were.

    Each column of figures should be related to the parameters' normal scores by about a straight line.

    Args:
        shares: Quantiles of the prior, between 0 and 1, shape (simulations, parameters).
        figures: What each simulation would have reported, shape (simulations, figures).
        reported: What was, shape (figures,).
        importance: What each simulation counts, shape (simulations,); all the same if not given.
        scale: Differences of figures that are as far as each other's, shape (figures,); their spread if not given.

    Raises:
        ValueError: Too few simulations for so many figures.
    """
    count, width = figures.shape
    if count < 2 * (width + 2):
        raise ValueError(f"{count} simulations are too few for {width} figures; at least {2 * (width + 2)}")
    spread = figures.std(axis=0)
    away = np.divide(figures - reported, spread, out=np.zeros_like(figures), where=spread > 0)
    distances = np.sqrt((((figures - reported) / scale) ** 2 if scale is not None else away**2).sum(axis=1))
    kept = min(count, max(FEWEST_ROWS, round(count**GROWTH), ROWS_PER_FIGURE * (width + 1)))
    rows = np.sort(np.argsort(distances, kind="stable")[:kept])
    farthest = distances[rows].max() * (1 + 1e-9) or 1.0
    weights = 1.0 - (distances[rows] / farthest) ** 2  # Epanechnikov
    weights *= 1.0 if importance is None else importance[rows]
    weights /= weights.sum()
    return Posterior(ndtr(_adjusted(ndtri(shares[rows]), away[rows], weights)), weights, rows)


def _adjusted(scores: np.ndarray, away: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return scores moved along the local regression to where the figures are what was reported.

    What a regression leaves is a little too small, as it follows its own rows; that is made up for.
    """
    root = np.sqrt(weights)[:, None]
    design = np.column_stack([np.ones(len(away)), away])
    fitted = np.linalg.lstsq(design * root, scores * root, rcond=None)[0]
    rows, lost = 1.0 / (weights**2).sum(), design.shape[1]
    larger = np.sqrt(rows / max(rows - lost, 1.0))
    return np.asarray(fitted[0] + (scores - design @ fitted) * larger)


def misreported(figures: np.ndarray, below: np.ndarray, above: np.ndarray, seed: int) -> np.ndarray:
    """Return what each simulation would have reported: its figure less an error of reporting.

    The range of a reported figure is read as the 90% band of the truth around it: the truth lies ``below`` or
    ``above`` it as half a normal does, either side equally likely where both have a width.

    Args:
        figures: True figures of simulations, shape (simulations, figures).
        below: From low to value, shape (figures,).
        above: From value to high, shape (figures,).
        seed: Of the study; a simulation has the same error however many there are.
    """
    errors = np.empty_like(figures)
    for column in range(figures.shape[1]):
        luck = np.random.default_rng([seed, column, *b"reporting"])
        normal = luck.standard_normal((len(figures), 1))[:, 0]
        sides = (below[column], above[column])
        both = normal if min(sides) > 0 else np.abs(normal) * (1.0 if sides[1] > 0 else -1.0)
        errors[:, column] = both * np.where(both < 0, *sides) / SURE
    return np.asarray(figures - errors)


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
    seed: int,
    importance: np.ndarray | None = None,
    scale: np.ndarray | None = None,
) -> tuple[float, float]:
    """Return the narrowing, and the correlation, that chance alone seldom reaches in any parameter or pair.

    The parameters, and what they count, are shuffled over the simulations, so that the figures say nothing about them.
    """
    counts = np.ones(len(shares)) if importance is None else importance
    luck = np.random.default_rng([seed, *b"shuffles"])
    largest = []
    for _ in range(SHUFFLES):
        order = luck.permutation(len(shares))
        found = posterior_of(shares[order], figures, reported, counts[order], scale)
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
