"""Waits and rows: statistics of the tables of requests, referrals and cases, with open ones counted to the
end.

All dates are weeks; a date that was not reached is NaN.
"""

import numpy as np

from simulation.services.tables import (
    CASE_LEFT,
    CASE_WAITING,
    PLAN_DONE,
)

WEEKS_PER_YEAR = 52.0


def ratio(part: float, whole: float) -> float:
    """Return a share or mean; NaN where there is nothing to divide by."""
    return float(part) / float(whole) if whole else float("nan")


def mean(numbers: np.ndarray) -> float:
    """Return the mean; NaN of nothing."""
    return ratio(float(numbers.sum()), len(numbers))


def weeks_until(start: np.ndarray, reached: np.ndarray, ended: np.ndarray, horizon: float) -> np.ndarray:
    """Return how long each row waited: until it was reached, else until it ended, else to the horizon.

    Args:
        start: When the wait began, shape (n,).
        reached: When what was waited for came; NaN if it did not.
        ended: When the row ended; NaN if it is open.
        horizon: End of the run.
    """
    return np.fmin(np.fmin(reached, ended), horizon) - start


def kaplan_meier_quantile(waited: np.ndarray, reached: np.ndarray, share: float) -> float:
    """Return the wait within which a share of all are reached, the others being censored at their wait.

    Args:
        waited: Weeks waited, shape (n,).
        reached: Whether the wait ended in what was waited for, shape (n,).
        share: Between 0 and 1.

    Returns:
        Weeks, or NaN if the share is not reached
    """
    order = np.lexsort((~reached, waited))
    at_risk = len(waited) - np.arange(len(waited))
    still_waiting = np.cumprod(1.0 - reached[order] / at_risk)
    passed = np.flatnonzero(still_waiting <= 1.0 - share + 1e-12)
    return float(waited[order[passed[0]]]) if len(passed) else float("nan")


def mean_length(joined: np.ndarray, left: np.ndarray, ended: np.ndarray, horizon: float) -> float:
    """Return the time average, from week 0 to the horizon, of how many are on a list.

    Args:
        joined: When each joined the list; NaN if it never did. May be before week 0.
        left: When each left the list for what it waited for; NaN if it did not.
        ended: When each row ended; NaN if it is open.
        horizon: End of the run.
    """
    on_list = ~np.isnan(joined)
    until = np.fmin(np.fmin(left, ended), horizon)[on_list]
    return ratio(float(np.maximum(0.0, until - np.maximum(0.0, joined[on_list])).sum()), horizon)


def identities(rows: np.ndarray) -> np.ndarray:
    """Return who each row is about: address and occupant in one number."""
    return rows["household"].astype(np.int64) + (rows["occupant"].astype(np.int64) << 32)


def able_to_go_on(cases: np.ndarray, requests: np.ndarray, horizon: float) -> float:
    """Return the share of closed cases whose household made no new request within a year.

    Only cases that were open and closed at least a year before the end count; not those that ended because
    the household moved or the coaching stopped, who cannot be followed.
    """
    in_time = cases["ended"] <= horizon - WEEKS_PER_YEAR
    closed = cases[
        in_time & (cases["state"] >= PLAN_DONE) & (cases["state"] <= CASE_LEFT) & ~np.isnan(cases["acute"])
    ]
    if not len(closed):
        return float("nan")
    who = identities(closed)
    again = requests[np.isin(identities(requests), who)]
    owner = np.concatenate([who, identities(again)])
    when = np.concatenate([closed["ended"], again["asked"]])
    is_request = np.arange(len(owner)) >= len(closed)
    order = np.lexsort((~is_request, when, owner))
    places = np.arange(len(order))
    next_request = np.minimum.accumulate(np.where(is_request[order], places, len(order))[::-1])[::-1]
    here = places[~is_request[order]]
    found = np.minimum(next_request[here], len(order) - 1)
    same = (next_request[here] < len(order)) & (owner[order[found]] == owner[order[here]])
    came_back = same & (when[order[found]] - when[order[here]] <= WEEKS_PER_YEAR)
    return 1.0 - float(came_back.mean())


def was_open(cases: np.ndarray) -> np.ndarray:
    """Return which cases got a first coach hour."""
    return (cases["state"] != CASE_WAITING) & ~np.isnan(cases["acute"])
