"""From what circles counted to their outcomes; a share or mean of nothing is NaN."""

import math

import numpy as np

from simulation.services.approach import ratio
from simulation.services.circles.tables import (
    ATTENDED,
    CIRCLE_WEEKS,
    CIRCLE_WEEKS_EARLY,
    CIRCLES_STARTED,
    CIRCLES_STOPPED,
    COACH_HOURS,
    COACH_HOURS_EARLY,
    COHESION_WEEKS,
    GIVEN_UP,
    HOURS_NOT_BILLED,
    INVITED,
    JOINED,
    KEPT_THERE,
    LOST_HANDOFFS,
    MEMBER_WEEKS,
    REFERRALS,
    REFUSED,
    SUPPORT_ENDED,
    SUPPORT_HOURS,
    SUPPORT_HOURS_JOINING,
    VOLUNTEER_HOURS,
)


def outcomes_of(tally: np.ndarray, alive: int, members: np.ndarray, horizon: float) -> dict[str, float]:
    """Return the outcomes of circles, in the order of the catalogue.

    Args:
        tally: What was counted over the horizon, shape (columns,).
        alive: Circles that meet at the end.
        members: Candidacies, dtype MEMBER.
        horizon: Week in which the run ends.
    """
    lost = float(tally[LOST_HANDOFFS] + tally[KEPT_THERE] + tally[GIVEN_UP])
    later = tally[CIRCLE_WEEKS] - tally[CIRCLE_WEEKS_EARLY]
    early = ratio(tally[COACH_HOURS_EARLY], tally[CIRCLE_WEEKS_EARLY])
    late = ratio(tally[COACH_HOURS] - tally[COACH_HOURS_EARLY], later)
    return {
        "circles_alive": float(alive),
        "circles_started": float(tally[CIRCLES_STARTED]),
        "circles_stopped": float(tally[CIRCLES_STOPPED]),
        "circle_weeks": float(tally[CIRCLE_WEEKS]),
        "circle_members_mean": ratio(tally[MEMBER_WEEKS], tally[CIRCLE_WEEKS]),
        "circle_referrals": float(tally[REFERRALS]),
        "circle_lost": ratio(lost, lost + tally[JOINED]),
        "circle_turned_away": float(tally[REFUSED]),
        "circle_mean_wait_weeks": _mean_wait(members, horizon),
        "attendance_share": ratio(tally[ATTENDED], tally[INVITED]),
        "circle_cohesion_mean": ratio(tally[COHESION_WEEKS], tally[CIRCLE_WEEKS]),
        "circle_coach_hours": float(tally[COACH_HOURS]),
        "circle_coach_hours_week_early": early,
        "circle_coach_hours_week_later": late,
        "circle_coach_hours_decline": math.nan if math.isnan(early + late) else float(late < early),
        "support_hours_week_per_member_before": ratio(tally[SUPPORT_HOURS_JOINING], tally[JOINED]),
        "support_hours_week_per_member_during": ratio(tally[SUPPORT_HOURS], tally[MEMBER_WEEKS]),
        "circle_support_ended": float(tally[SUPPORT_ENDED]),
        "circle_hours_not_billed": float(tally[HOURS_NOT_BILLED]),
        "volunteer_hours": float(tally[VOLUNTEER_HOURS]),
    }


def _mean_wait(members: np.ndarray, horizon: float) -> float:
    if not len(members):
        return math.nan
    until = np.where(np.isnan(members["joined"]), members["ended"], members["joined"])
    return float(np.mean(np.where(np.isnan(until), horizon, until) - members["referred"]))
