"""Rows of a finished run as plain columns, taken out once: requests and referrals."""

from dataclasses import dataclass

import numpy as np

from simulation.model import CoachingModel
from simulation.services.tables import LEFT, LOST, SOLVED
from simulation.study.waits import weeks_on_list, weeks_until


@dataclass(frozen=True, kw_only=True)
class Requests:
    """Requests since week 0, shape (n,) each."""

    place: np.ndarray
    waited: np.ndarray
    """weeks to first real help, else to the end of the request or the run"""
    helped: np.ndarray
    specialist_waited: np.ndarray
    """weeks to first agency care, else to the end of the request or the run"""
    specialist: np.ndarray
    """whether agency care came"""
    referred: np.ndarray
    """whether it was referred to an agency"""
    stories: np.ndarray
    helpers: np.ndarray
    path: np.ndarray
    """how each went and ended, as a number of ``PATHS``"""


@dataclass(frozen=True, kw_only=True)
class Referrals:
    """All referrals, those open at week 0 too, shape (n,) each."""

    place: np.ndarray
    agency: np.ndarray
    new: np.ndarray
    """whether it was sent since week 0"""
    waited: np.ndarray
    """weeks from being sent to the start of care, else to the end of the referral or the run"""
    started: np.ndarray
    """whether care started"""
    on_list: np.ndarray
    """weeks on the waiting list within the horizon"""
    began: np.ndarray
    """whether care started since week 0"""
    domain: np.ndarray


ROUTES = ("coached", "referred", "nowhere")
"""Who took up a request that was not solved at the door: a coach (perhaps with others), agencies alone, or nobody."""
ENDS = ("helped", "lost", "gone", "waiting")
"""Real help came; it ended without because it got lost or was given up, or because the problem or the household went;
or it is open and still waits."""
SOLVED_AT_DOOR = "solved"
PATHS = (SOLVED_AT_DOOR, *(f"{route}_{end}" for route in ROUTES for end in ENDS))


def horizon_of(model: CoachingModel) -> float:
    """Return the last week of a run."""
    return float(model.start_week + model.clockwork.weeks)


def requests_of(model: CoachingModel) -> Requests:
    """Return the requests since week 0; what was open before has waited an unknown time."""
    rows = model.world.requests[: model.world.town[0]["requests"]]
    was_referred = np.zeros(len(rows), bool)
    was_referred[model.world.referrals["request"][: model.world.town[0]["referrals"]]] = True
    chosen = rows["asked"] >= 0.0
    asked, ended, helped = (rows[name][chosen] for name in ("asked", "ended", "helped"))
    horizon = horizon_of(model)
    return Requests(
        place=rows["neighbourhood"][chosen],
        waited=weeks_until(asked, helped, ended, horizon),
        helped=~np.isnan(helped),
        specialist_waited=weeks_until(asked, rows["specialist"][chosen], ended, horizon),
        specialist=~np.isnan(rows["specialist"][chosen]),
        referred=was_referred[chosen],
        stories=rows["stories"][chosen],
        helpers=rows["helpers"][chosen],
        path=_paths(model, rows, was_referred)[chosen],
    )


def _paths(model: CoachingModel, rows: np.ndarray, was_referred: np.ndarray) -> np.ndarray:
    """Return how each request went and ended, as a number of ``PATHS``."""
    had_case = np.zeros(len(rows), bool)
    had_case[model.world.cases["request"][: model.world.town[0]["cases"]]] = True
    route = np.where(had_case, 0, np.where(was_referred, 1, 2))
    state = rows["state"]
    lost = (state == LOST) | (state == LEFT)
    end = np.where(np.isnan(rows["ended"]), 3, np.where(lost, 1, 2))
    end = np.where(np.isnan(rows["helped"]), end, 0)
    return np.where(state == SOLVED, 0, 1 + route * len(ENDS) + end)


def referrals_of(model: CoachingModel) -> Referrals:
    """Return all referrals."""
    rows = model.world.referrals[: model.world.town[0]["referrals"]]
    sent, started, ended = (np.ascontiguousarray(rows[name]) for name in ("sent", "started", "ended"))
    horizon = horizon_of(model)
    return Referrals(
        place=np.ascontiguousarray(rows["neighbourhood"]),
        agency=rows["agency"].astype(np.int64),
        new=sent >= 0.0,
        waited=weeks_until(sent, started, ended, horizon),
        started=~np.isnan(started),
        on_list=weeks_on_list(rows["waiting"], started, ended, horizon),
        began=started >= 0.0,
        domain=rows["domain"].astype(np.int64),
    )
