"""Statistics of waits and of rows with dates, open ones counted to the end.

All dates are weeks; a date that was not reached is NaN.
"""

from collections.abc import Sequence

import numpy as np

from simulation.services.approach import ratio
from simulation.services.tables import CASE_LEFT, PLAN_DONE, SOLVED
from simulation.streets.tables import DOMAINS

WEEKS_PER_YEAR = 52.0
WEEKS_PER_QUARTER = 13.0
ROUNDING = 1e-12


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
    waited: np.ndarray = np.fmin(np.fmin(reached, ended), horizon) - start
    return waited


def weeks_on_list(joined: np.ndarray, left: np.ndarray, ended: np.ndarray, horizon: float) -> np.ndarray:
    """Return how long each row was on a list between week 0 and the horizon.

    Args:
        joined: When it joined the list; NaN if it never did. May be before week 0.
        left: When it left the list for what it waited for; NaN if it did not.
        ended: When the row ended; NaN if it is open.
        horizon: End of the run.
    """
    weeks = np.fmin(np.fmin(left, ended), horizon) - np.maximum(0.0, joined)
    on_list: np.ndarray = np.fmax(0.0, weeks)
    return on_list


def kaplan_meier_quantiles(waited: np.ndarray, reached: np.ndarray, shares: Sequence[float]) -> list[float]:
    """Return the waits within which shares of all are reached, the others being censored at their wait.

    Args:
        waited: Weeks waited, shape (n,).
        reached: Whether the wait ended in what was waited for, shape (n,).
        shares: Between 0 and 1.

    Returns:
        Weeks for each share, NaN for one that is not reached
    """
    weeks, censored = np.sort(waited[reached]), np.sort(waited[~reached])
    at_risk = len(waited) - np.arange(len(weeks)) - np.searchsorted(censored, weeks)
    still_waiting = np.cumprod(1.0 - 1.0 / at_risk)
    places = [int((still_waiting > 1.0 - share + ROUNDING).sum()) for share in shares]
    return [float(weeks[place]) if place < len(weeks) else float("nan") for place in places]


def within_term_share(waited: np.ndarray, started: np.ndarray, term_weeks: float) -> float:
    """Return the share that started within a term, of those that started or waited longer than it.

    Args:
        waited: Weeks to the start, else to the end of the wait or of the run, shape (n,).
        started: Whether the wait ended in a start, shape (n,).
        term_weeks: The term.
    """
    in_time = waited <= term_weeks
    return ratio(int((started & in_time).sum()), int((started | ~in_time).sum()))


def identities(rows: np.ndarray) -> np.ndarray:
    """Return who each row is about: address and occupant in one number."""
    who: np.ndarray = rows["household"].astype(np.int64) + (rows["occupant"].astype(np.int64) << 32)
    return who


def able_to_go_on(cases: np.ndarray, requests: np.ndarray, households: int, horizon: float) -> float:
    """Return the share of closed cases whose household made no new request within a year.

    Only cases that were open and closed at least a year before the end count; not those that ended because
    the household moved or the coaching stopped, who cannot be followed.

    Args:
        cases: Rows of cases.
        requests: Rows of requests.
        households: Number of addresses.
        horizon: End of the run.
    """
    chosen = (cases["ended"] <= horizon - WEEKS_PER_YEAR) & ~np.isnan(cases["acute"])
    chosen &= (cases["state"] >= PLAN_DONE) & (cases["state"] <= CASE_LEFT)
    closed = cases[chosen]
    if not len(closed):
        return float("nan")
    had_case = np.zeros(households, bool)
    had_case[closed["household"]] = True
    again = requests[had_case[requests["household"]]]
    waited = weeks_to_next(identities(closed), closed["ended"], identities(again), again["asked"])
    return 1.0 - float((waited <= WEEKS_PER_YEAR).mean())


def solved_at_the_door(requests: np.ndarray, horizon: float) -> float:
    """Return the share of intakes that needed nobody else, and no new question in that domain for a quarter.

    Args:
        requests: Rows of requests.
        horizon: End of the run; intakes less than a quarter before it cannot be judged yet.
    """
    judged = requests[requests["intake"] <= horizon - WEEKS_PER_QUARTER]
    solved = judged[judged["state"] == SOLVED]
    if not len(solved):
        return ratio(0, len(judged))
    again = np.zeros(len(solved), bool)
    who, since, whose = identities(solved), solved["intake"] + ROUNDING, identities(requests)
    for domain in range(DOMAINS):
        bit = 1 << domain
        ours, asked = np.flatnonzero(solved["domains"] & bit), requests["domains"] & bit > 0
        waited = weeks_to_next(who[ours], since[ours], whose[asked], requests["asked"][asked])
        again[ours] |= waited <= WEEKS_PER_QUARTER
    return ratio(int((~again).sum()), len(judged))


def weeks_to_next(who: np.ndarray, since: np.ndarray, whose: np.ndarray, when: np.ndarray) -> np.ndarray:
    """Return how long after each moment the next event of the same household came; infinite if none did.

    Args:
        who: Household of each moment, shape (moments,).
        since: The moments.
        whose: Household of each event, shape (events,).
        when: The events; one at the very moment counts as next.

    Returns:
        Weeks, shape (moments,)
    """
    owner, time = np.concatenate([who, whose]), np.concatenate([since, when])
    is_event = np.arange(len(owner)) >= len(who)
    order = np.lexsort((is_event, time, owner))
    owner, time, is_event = owner[order], time[order], is_event[order]
    places = np.arange(len(order))
    following = np.minimum.accumulate(np.where(is_event, places, len(order) - 1)[::-1])[::-1]
    moments = places[~is_event]
    events = following[moments]
    same = is_event[events] & (owner[events] == owner[moments])
    waited = np.empty(len(who))
    waited[order[moments]] = np.where(same, time[events] - time[moments], np.inf)
    return waited
