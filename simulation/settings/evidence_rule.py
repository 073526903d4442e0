"""The evidence rule: between which bounds a number is drawn follows from what is stated of it and from its grade.

A stated range is never narrowed. It is stretched about its value until it is as wide as the grade asks, and a share
that was counted among so many cases is drawn at least as widely as chance in that count allows. The rule and what it
does to the shipped numbers are in docs/evidence.md.
"""

from dataclasses import replace

from simulation.settings.uncertainties import Uncertainty
from simulation.settings.words import Distribution

GRADES = "ABCD"
LEAST_WIDTH = {"A": 0.0, "B": 0.0, "C": 0.15, "D": 0.25}
"""Least distance from low to high by grade, as a part of the value; of a share, as a part of the share or of what is
left of it, whichever is smaller. These are assumptions themselves (grade D): the largest round numbers by which no
shipped range has to change, so that the ranges stay those that were written down before any pilot was simulated."""
COUNT_LEVEL = 0.95
"""Level of Jeffreys' interval of a share that was counted."""
SHARE_UNITS = ("share", "probability", "[0,1]")


def drawn(row: Uncertainty) -> Uncertainty:
    """Returns an uncertainty with the bounds it is drawn between.

    A number without a range is a definition, such as the rate that others are a factor of, and stays what it is.
    """
    if row.distribution is Distribution.FIXED or row.low == row.high:
        return row
    low, high = stretched(row, *counted(row))
    return row if (low, high) == (row.low, row.high) else replace(row, low=low, high=high)


def is_share(row: Uncertainty) -> bool:
    """Tells whether a number is a share of a whole, so that one minus it is known as well as it is."""
    return row.unit.startswith(SHARE_UNITS) and row.low >= 0.0 and row.high <= 1.0


def counted(row: Uncertainty) -> tuple[float, float]:
    """Returns the stated bounds, widened to Jeffreys' interval if the share was counted among known numbers."""
    if row.denominator is None:
        return row.low, row.high
    low, high = jeffreys(row.value, row.denominator)
    return min(row.low, low), max(row.high, high)


def jeffreys(share: float, denominator: int, level: float = COUNT_LEVEL) -> tuple[float, float]:
    """Returns Jeffreys' interval of a share: quantiles of Beta(successes + 1/2, failures + 1/2).

    Args:
        share: in [0, 1]
        denominator: among how many it was counted
        level: how much of the distribution lies inside
    """
    from scipy.special import betaincinv  # slow to import, and few shares were counted

    successes = share * denominator
    shape = (successes + 0.5, denominator - successes + 0.5)
    low, high = (float(betaincinv(*shape, tail)) for tail in ((1 - level) / 2, (1 + level) / 2))
    return (0.0 if successes <= 0 else low), (1.0 if successes >= denominator else high)


def stretched(row: Uncertainty, low: float, high: float) -> tuple[float, float]:
    """Returns bounds that are as wide as the grade asks; they keep their proportions about the value.

    What is above zero stays above it, and a share stays below one, where it was before.

    Args:
        row: what is stated
        low: the bound so far
        high: the bound so far
    """
    size = min(row.value, 1.0 - row.value) if is_share(row) else abs(row.value)
    factor = LEAST_WIDTH[row.grade] * size / (high - low)
    if factor <= 1.0:
        return low, high
    lower, upper = row.value - factor * (row.value - low), row.value + factor * (high - row.value)
    if low >= 0.0:
        lower = max(lower, low / factor)
    if is_share(row):
        upper = min(upper, 1.0 - (1.0 - high) / factor)
    return lower, upper
