"""Estimates with a standard error measured over independent runs, and the one way in which they are compared."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

STANDARD_ERRORS = 4.0
"""Beyond this an estimate disagrees: once in 16,000 comparisons by chance; seeds are fixed, so never by surprise."""


@dataclass(frozen=True)
class Estimate:
    """A mean and the standard error of that mean."""

    mean: float
    error: float

    def z(self, expected: "float | Estimate") -> float:
        """How many standard errors the estimate lies from what is expected."""
        other = expected if isinstance(expected, Estimate) else Estimate(expected, 0.0)
        return (self.mean - other.mean) / float(np.hypot(self.error, other.error))


def ratio(numerators: object, denominators: object) -> Estimate:
    """The ratio of two sums over independent runs, with its standard error (delta method)."""
    top, bottom = np.asarray(numerators, float), np.asarray(denominators, float)
    share = top.sum() / bottom.sum()
    spread = (top - share * bottom).std(ddof=1)
    return Estimate(float(share), float(spread / bottom.mean() / np.sqrt(len(top))))


def mean(values: object) -> Estimate:
    """The mean over independent runs, with its standard error."""
    numbers = np.asarray(values, float)
    return ratio(numbers, np.ones(len(numbers)))


def agrees(estimate: Estimate, expected: float | Estimate) -> bool:
    """Whether an estimate lies within four standard errors of what is expected."""
    return abs(estimate.z(expected)) <= STANDARD_ERRORS


def apart(comparisons: Mapping[str, tuple[Estimate, "float | Estimate"]]) -> list[str]:
    """Say for each comparison that disagrees by how much; empty if all agree."""
    return [
        f"{name}: {found} is {found.z(expected):+.1f} standard errors from {expected}"
        for name, (found, expected) in comparisons.items()
        if not agrees(found, expected)
    ]
