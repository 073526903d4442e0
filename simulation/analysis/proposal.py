"""Proposal: where in the prior further simulations are drawn, and what each of them counts. Pure.

Of many unknowns few combinations give about what was reported, and simulations drawn from the prior seldom hit them. An
emulator of each figure, a Gaussian process learnt from the simulations that there are (Kennedy & O'Hagan 2001), says
about where they are. It only chooses where to simulate: each simulation is weighted back to the prior (importance
sampling from a mixture of densities, Owen & Zhou 2000), so that nothing counts twice, and a poor emulator costs
simulations and moves no answer.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import logsumexp, ndtr, ndtri
from scipy.stats import multivariate_normal, norm

from simulation.analysis.indices import need
from simulation.analysis.posterior import at_least

FOLDS = 5
WIDER = 3.0
"""Times the variance that is left: a wider proposal misses less, and gives weights that differ less."""
CANDIDATES = 20_000
"""Rows that draws are chosen from, by the emulator."""
AT_ONCE = 4_000
LOOKED_AT = 400
"""Rows from which the emulator's own doubt is taken."""
DIGITS = 9
"""Of a quantile: the last digits of a regression may differ between machines."""
LITTLE = 0.05
"""Relevance of an unknown that a straight line leaves out."""


@dataclass(frozen=True)
class Line:
    """A normal over the unknowns' normal scores: the prior, given figures that depend on them by a straight line."""

    slopes: np.ndarray
    """of each figure, shape (figures, parameters)"""
    away: np.ndarray
    """what was reported less the figure where all scores are 0, shape (figures,)"""
    errors: np.ndarray
    """covariance of figures around the line, shape (figures, figures)"""

    def drawn(self, count: int, luck: np.random.Generator) -> np.ndarray:
        """Return scores, shape (count, parameters)."""
        scores = luck.standard_normal((count, self.slopes.shape[1]))
        seen = scores @ self.slopes.T + luck.multivariate_normal(np.zeros(len(self.away)), self.errors, count)
        return np.asarray(scores + (self.away - seen) @ np.linalg.solve(self._total, self.slopes))

    def log_density(self, scores: np.ndarray) -> np.ndarray:
        """Return the logarithm of the density at each row over the prior's, shape (rows,)."""
        likely = multivariate_normal(self.away, self.errors).logpdf(scores @ self.slopes.T)
        return np.asarray(likely - multivariate_normal(np.zeros(len(self.away)), self._total).logpdf(self.away))

    @property
    def _total(self) -> np.ndarray:
        return np.asarray(self.slopes @ self.slopes.T + self.errors)


@dataclass(frozen=True)
class Proposal:
    """The prior, given that emulated figures are about what was reported."""

    line: Line
    relevance: np.ndarray
    """of each unknown to each figure, at most 1, shape (figures, parameters)"""
    emulators: Sequence[Any]
    """of each figure"""
    reported: np.ndarray
    """shape (figures,)"""
    margins: np.ndarray
    """standard deviation of the truth around it, shape (figures,)"""
    seed: int

    def drawn(self, count: int) -> np.ndarray:
        """Return draws, as quantiles of the prior, shape (count, parameters): no candidate twice."""
        luck = np.random.default_rng([self.seed, *b"drawn"])
        scores, weights, _ = self._candidates
        chosen = luck.choice(len(scores), count, replace=False, p=weights)
        return np.asarray(np.round(ndtr(scores[chosen]), DIGITS).clip(10.0**-DIGITS, 1 - 10.0**-DIGITS))

    def density(self, shares: np.ndarray) -> np.ndarray:
        """Return the density at rows of quantiles of the prior over the prior's, shape (rows,)."""
        return np.asarray(np.exp(self._likely(ndtri(shares)) - self._candidates[2]))

    @cached_property
    def _candidates(self) -> tuple[np.ndarray, np.ndarray, float]:
        """Candidates' scores, their weights, and the logarithm of the mean likelihood over the prior."""
        scores = self.line.drawn(CANDIDATES, np.random.default_rng([self.seed, *b"candidates"]))
        likely = self._likely(scores) - self.line.log_density(scores)
        total = logsumexp(likely)
        return scores, np.exp(likely - total), float(total - np.log(len(scores)))

    def _likely(self, scores: np.ndarray) -> np.ndarray:
        """Return the logarithm of the likelihood of what was reported, shape (rows,)."""
        parts = np.array_split(scores, max(1, len(scores) // AT_ONCE))
        emulated = np.vstack([self._emulated(part) for part in parts])
        return np.asarray(norm.logpdf(self.reported, emulated, self._spread).sum(axis=1))

    def _emulated(self, scores: np.ndarray) -> np.ndarray:
        pairs = zip(self.emulators, self.relevance, strict=True)
        return np.column_stack([emulator.predict(scores * weight) for emulator, weight in pairs])

    @cached_property
    def _spread(self) -> np.ndarray:
        """Of what would have been reported around what is emulated, shape (figures,)."""
        scores = self.line.drawn(LOOKED_AT, np.random.default_rng([self.seed, *b"doubt"]))
        pairs = zip(self.emulators, self.relevance, strict=True)
        doubt = [emulator.predict(scores * weight, return_std=True)[1].mean() for emulator, weight in pairs]
        return np.asarray(np.sqrt(WIDER * (np.square(doubt) + self.margins**2)))


def importance(shares: np.ndarray, proposals: Sequence[Proposal], counts: Sequence[int]) -> np.ndarray:
    """Return the prior's density at each row over that of the mixture it was drawn from, shape (rows,).

    Args:
        shares: Quantiles of the prior, shape (rows, parameters).
        proposals: What rows were drawn from beside the prior.
        counts: How many were drawn from the prior, and from each of these.
    """
    densities = [np.ones(len(shares)), *(proposal.density(shares) for proposal in proposals)]
    return np.asarray(1.0 / np.average(densities, axis=0, weights=counts))


def proposal_of(
    shares: np.ndarray, figures: np.ndarray, reported: np.ndarray, margins: np.ndarray, seed: int
) -> Proposal:
    """Return where figures are about what was reported, as far as simulations say.

    Args:
        shares: Quantiles of the prior, between 0 and 1, shape (simulations, parameters).
        figures: What each simulation gave, shape (simulations, figures).
        reported: What was, shape (figures,).
        margins: Standard deviation of the truth below and above it, shape (2, figures).
        seed: Of the draws; another for each proposal.

    Raises:
        SettingsError: scikit-learn is missing.
    """
    need("sklearn")
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, WhiteKernel

    scores, spread = ndtri(shares), figures.std(axis=0)
    spread[spread == 0] = 1.0
    margins = at_least(margins.mean(axis=0), figures)
    kernel = ConstantKernel() * RBF(5.0) + ConstantKernel(0.1) * DotProduct() + WhiteKernel(0.1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a path's far end, or a figure that is a straight line
        line = _line_of(scores, figures, spread, reported, margins)
        largest = np.abs(line.slopes).max(axis=1, keepdims=True)
        relevance = np.maximum(np.abs(line.slopes) / np.maximum(largest, 1e-9), LITTLE)
        emulators = [
            GaussianProcessRegressor(kernel, normalize_y=True).fit(scores * weight, column)
            for column, weight in zip(figures.T, relevance, strict=True)
        ]
    return Proposal(line, relevance, emulators, reported, margins, seed)


def _line_of(
    scores: np.ndarray, figures: np.ndarray, spread: np.ndarray, reported: np.ndarray, margins: np.ndarray
) -> Line:
    """Return a sparse regression (lasso) of figures on the unknowns' scores."""
    from sklearn.linear_model import LassoCV

    fits = [LassoCV(cv=FOLDS).fit(scores, column) for column in (figures / spread).T]
    slopes = spread[:, None] * np.array([fit.coef_ for fit in fits])
    level = spread * np.array([fit.intercept_ for fit in fits])
    unexplained = np.array([fit.mse_path_.mean(axis=1).min() for fit in fits]).clip(0.0, 1.0)
    left = figures - level - scores @ slopes.T
    larger = spread * np.sqrt(unexplained) / np.maximum(left.std(axis=0), 1e-9)
    errors = WIDER * (np.atleast_2d(np.cov(left * larger, rowvar=False)) + np.diag(margins**2))
    return Line(slopes, reported - level, errors)
