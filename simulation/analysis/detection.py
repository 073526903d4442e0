"""What a council that counts by itself would conclude: three designs, each with the test that goes with it.

The council has one number for each month and place: a rate per household in the pilot, and in the comparison
neighbourhoods together. Months are what it tests on, at 5% and two-sided.

- before-after: the months after against the months before, in the pilot (Welch's t-test);
- with-without: the pilot against the comparison in the months after (t-test, paired by month);
- difference-in-differences: the gap between pilot and comparison in the months after against the months before
  (Welch's t-test). With two places this is least squares with fixed effects of place and month, and its standard error
  is that of month clusters.

None of these knows that the months of one neighbourhood resemble each other, nor do most councils. How often each is
wrong for that reason is what the runs show.
"""

import warnings
from collections.abc import Mapping
from enum import StrEnum
from statistics import NormalDist

import numpy as np
from scipy import stats

LEVEL = 0.05
POWER = 0.8


class Design(StrEnum):
    """How a council compares."""

    BEFORE_AFTER = "before_after"
    WITH_WITHOUT = "with_without"
    DIFFERENCES = "differences"


def conclusions(
    pilot: np.ndarray, comparison: np.ndarray, start: int, months: int
) -> Mapping[Design, tuple[np.ndarray, np.ndarray]]:
    """Return what each design estimates, and its p-value.

    Args:
        pilot: Rate in the pilot, shape (runs, months).
        comparison: Rate in the comparison neighbourhoods, of the same shape.
        start: Month in which the policy begins; all months before it are the baseline.
        months: How many are counted from then on, 2 or more.

    Returns:
        Estimate and p-value by design, each of shape (runs,); a p-value is NaN where nothing varies
    """
    before, after = slice(0, start), slice(start, start + months)
    gap = pilot - comparison
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # counts that are all alike
        tests = {
            Design.BEFORE_AFTER: stats.ttest_ind(pilot[:, after], pilot[:, before], axis=1, equal_var=False),
            Design.WITH_WITHOUT: stats.ttest_1samp(gap[:, after], 0.0, axis=1),
            Design.DIFFERENCES: stats.ttest_ind(gap[:, after], gap[:, before], axis=1, equal_var=False),
        }
    estimates = {
        Design.BEFORE_AFTER: pilot[:, after].mean(axis=1) - pilot[:, before].mean(axis=1),
        Design.WITH_WITHOUT: gap[:, after].mean(axis=1),
        Design.DIFFERENCES: gap[:, after].mean(axis=1) - gap[:, before].mean(axis=1),
    }
    return {design: (estimates[design], tests[design].pvalue) for design in Design}


def times_larger(effect: float, spread: float) -> float:
    """Return how many times as large a pilot and its comparison must be to find an effect in 80% of cases.

    The textbook formula for a normal estimate of which the spread is known and falls with the root of the size.

    Args:
        effect: The true effect.
        spread: Standard deviation of the estimate, from run to run.
    """
    normal = NormalDist()
    wanted = normal.inv_cdf(1 - LEVEL / 2) + normal.inv_cdf(POWER)
    return float((wanted * spread / effect) ** 2) if effect else float("inf")


def share_with_interval(yes: np.ndarray) -> tuple[float, float, float]:
    """Return the share of runs in which something holds, with Wilson's 95% interval."""
    found = stats.binomtest(int(yes.sum()), len(yes)).proportion_ci(method="wilson")
    return float(yes.mean()), float(found.low), float(found.high)
