"""Proposal: where in the prior further simulations are drawn, and what each of them counts. Pure.

Of many unknowns few combinations give about what was reported, and simulations drawn from the prior seldom hit them. A
sparse regression of each figure on the unknowns (lasso) says about where they are: with what it leaves taken as normal,
the posterior is a normal that can be drawn from. It only chooses where to simulate: each simulation is weighted back to
the prior (importance sampling from a mixture of two densities, Owen & Zhou 2000), so that nothing counts twice, and a
poor regression costs simulations and moves no answer.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import multivariate_normal

from simulation.analysis.indices import need

FOLDS = 5
WIDER = 2.0
"""Times the variance that the regression leaves: a wider proposal misses less, and gives weights that differ less."""
DIGITS = 9
"""Of a quantile: the last digits of a regression may differ between machines."""
SMALLEST = 0.05
"""Part of a figure's spread below which it is not compared more closely, and share that is left unexplained."""


@dataclass(frozen=True)
class Proposal:
    """A normal over the unknowns' normal scores: the prior, given figures on a straight line in these scores."""

    slopes: np.ndarray
    """of each figure, shape (figures, parameters)"""
    away: np.ndarray
    """what was reported less the figure where all scores are 0, shape (figures,)"""
    errors: np.ndarray
    """covariance of figures around the line, shape (figures, figures)"""
    scale: np.ndarray
    """difference of each figure that is as far as any other's, shape (figures,): its error of reporting, and more where
    the line explains it, as a regression then makes up for the difference"""

    def drawn(self, count: int, seed: int) -> np.ndarray:
        """Return draws, as quantiles of the prior, shape (count, parameters)."""
        luck = np.random.default_rng([seed, *b"proposal"])
        scores = luck.standard_normal((count, self.slopes.shape[1]))
        seen = scores @ self.slopes.T + luck.multivariate_normal(np.zeros(len(self.away)), self.errors, count)
        gain = np.linalg.solve(self._total, self.slopes)
        shares = ndtr(scores + (self.away - seen) @ gain)
        return np.asarray(np.round(shares, DIGITS).clip(10.0**-DIGITS, 1 - 10.0**-DIGITS))

    def importance(self, shares: np.ndarray, from_prior: float) -> np.ndarray:
        """Return the prior's density at each row over that of the mixture it was drawn from, shape (rows,).

        Args:
            shares: Quantiles of the prior, shape (rows, parameters).
            from_prior: Part of the rows that was drawn from the prior; the others were from here.
        """
        line = ndtri(shares) @ self.slopes.T
        likely = multivariate_normal(self.away, self.errors).logpdf(line)
        everywhere = multivariate_normal(np.zeros(len(self.away)), self._total).logpdf(self.away)
        return np.asarray(1.0 / (from_prior + (1.0 - from_prior) * np.exp(likely - everywhere)))

    @property
    def _total(self) -> np.ndarray:
        return np.asarray(self.slopes @ self.slopes.T + self.errors)


def proposal_of(shares: np.ndarray, figures: np.ndarray, reported: np.ndarray, margins: np.ndarray) -> Proposal:
    """Return where figures are about what was reported, by a regression on simulations drawn from the prior.

    Args:
        shares: Quantiles of the prior, between 0 and 1, shape (simulations, parameters).
        figures: What each simulation gave, shape (simulations, figures).
        reported: What was, shape (figures,).
        margins: Standard deviation of its error, shape (figures,).

    Raises:
        SettingsError: scikit-learn is missing.
    """
    need("sklearn")
    from sklearn.linear_model import LassoCV

    scores, spread = ndtri(shares), figures.std(axis=0)
    spread[spread == 0] = 1.0
    fits = [LassoCV(cv=FOLDS).fit(scores, column) for column in (figures / spread).T]
    slopes = spread[:, None] * np.array([fit.coef_ for fit in fits])
    level = spread * np.array([fit.intercept_ for fit in fits])
    unexplained = np.array([fit.mse_path_.mean(axis=1).min() for fit in fits]).clip(SMALLEST**2, 1.0)
    left = figures - level - scores @ slopes.T
    larger = spread * np.sqrt(unexplained) / np.maximum(left.std(axis=0), 1e-9)
    errors = WIDER * (np.atleast_2d(np.cov(left * larger, rowvar=False)) + np.diag(margins**2))
    errors += np.diag((SMALLEST * spread) ** 2)
    scale = np.maximum(margins, SMALLEST * spread) / np.sqrt(unexplained)
    return Proposal(slopes, reported - level, errors, scale)
