"""Where a difference changes its sign as a setting goes up, with an interval.

The difference is known at some values of the setting, in pairs that share their luck over all values. Between two
values it is taken to be a straight line. The interval inverts the t-test: it has every value of the setting at which
the 95% interval of the mean difference includes zero, so that it covers the true value in 95% of studies however few
pairs there are, if the line is straight there.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from simulation.study.comparison import half_width

FINE = 2001
"""values between the lowest and the highest at which the interval is looked for"""


class Kind(StrEnum):
    """What can be said of where a difference changes its sign."""

    AT = "at"
    """once, in the mean"""
    BELOW = "below"
    """nowhere: the mean is never above zero"""
    ABOVE = "above"
    """nowhere: the mean is always above zero"""
    SEVERAL = "several"
    """more than once"""


@dataclass(frozen=True)
class Root:
    """Where a mean difference is zero."""

    kind: Kind
    at: tuple[float, ...]
    """in ascending order"""
    low: float
    high: float
    """of the values at which zero cannot be excluded; NaN where it can everywhere, or without an interval"""
    open_low: bool
    open_high: bool
    """whether these values go on to the lowest or the highest that was looked at"""
    rises: bool
    """whether the mean is below zero before the first root"""
    sure: bool
    """whether the intervals show it: the sign beyond a single root or everywhere, or at least two changes of sign"""


def root_of(values: np.ndarray, differences: np.ndarray) -> Root:
    """Return where the mean difference is zero.

    Args:
        values: Of the setting, ascending, shape (values,), two or more.
        differences: One row a pair, shape (pairs, values).
    """
    means = differences.mean(axis=0)
    at = roots(values, means)
    kind = Kind.SEVERAL if len(at) > 1 else Kind.AT if at else Kind.BELOW if means.max() <= 0 else Kind.ABOVE
    fine = np.unique(np.concatenate([np.linspace(values[0], values[-1], FINE), values, at]))
    low, high = bounds_at(fine, values, differences)
    with_zero = (low <= 0) & (high >= 0)
    if kind is Kind.AT:
        place = int(np.searchsorted(fine, at[0]))
        with_zero[place] = True
        with_zero = _around(with_zero, place)
    known = fine[with_zero] if len(differences) > 1 else np.empty(0)
    first = means[np.flatnonzero(means)[0]] if means.any() else 0.0
    return Root(
        kind=kind,
        at=at,
        low=float(known[0]) if len(known) else np.nan,
        high=float(known[-1]) if len(known) else np.nan,
        open_low=bool(len(known)) and known[0] == values[0],
        open_high=bool(len(known)) and known[-1] == values[-1],
        rises=bool(first < 0),
        sure=_is_sure(kind, *bounds_at(values, values, differences)),
    )


def roots(values: np.ndarray, means: np.ndarray) -> tuple[float, ...]:
    """Return where a line through points changes its sign; touching zero is no change.

    Args:
        values: Ascending, shape (values,).
        means: Shape (values,).
    """
    found = []
    there = np.flatnonzero(means)
    for before, after in pairwise(there):
        if means[before] * means[after] < 0:
            left, right = values[before], values[after]
            if after > before + 1:  # exactly zero at the values between
                left = right = (values[before + 1] + values[after - 1]) / 2
            share = means[before] / (means[before] - means[after])
            found.append(float(left + share * (right - left)))
    return tuple(found)


def bounds_at(where: np.ndarray, values: np.ndarray, differences: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return Student's 95% interval of the mean difference at any values between the known ones.

    Args:
        where: Shape (wanted,).
        values: Ascending, shape (values,).
        differences: Shape (pairs, values).

    Returns:
        Low and high, shape (wanted,); NaN for a single pair
    """
    there = np.stack([np.interp(where, values, row) for row in differences])
    if len(there) < 2:
        return np.full(len(where), np.nan), np.full(len(where), np.nan)
    middle = there.mean(axis=0)
    half = half_width(there.std(axis=0, ddof=1), np.full(len(where), len(there)))
    return middle - half, middle + half


def _around(marked: np.ndarray, place: int) -> np.ndarray:
    """Keep what is marked without a gap around a place."""
    gaps = np.flatnonzero(~marked)
    first = gaps[gaps < place].max(initial=-1) + 1
    last = gaps[gaps > place].min(initial=len(marked)) - 1
    kept = np.zeros(len(marked), bool)
    kept[first : last + 1] = True
    return kept


def _is_sure(kind: Kind, low: np.ndarray, high: np.ndarray) -> bool:
    signs = np.where(high < 0, -1, np.where(low > 0, 1, 0))
    clear = signs[signs != 0]
    changes = int((np.diff(clear) != 0).sum())
    if kind is Kind.AT:
        return changes == 1
    if kind is Kind.SEVERAL:
        return changes > 1
    return bool((signs != 0).all())


def middles(values: np.ndarray, means: np.ndarray, *, whole: bool) -> tuple[float, ...]:
    """Return the middle of every two neighbouring values between which the sign changes.

    Args:
        values: Ascending, shape (values,).
        means: Shape (values,).
        whole: Whether only whole numbers can be.
    """
    changes = np.flatnonzero(means[:-1] * means[1:] < 0)
    found = [(values[place] + values[place + 1]) / 2 for place in changes]
    if whole:
        found = [float(np.floor(each)) for each in found]
    return tuple(float(each) for each in found if each not in values)
