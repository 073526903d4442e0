"""Cooperation of agencies with the coaches, and the capacity of entitlements: the month's routine, for all at once."""

import numpy as np

from simulation.services.tables import COACHING
from simulation.streets.compiler import Record, compiled


@compiled
def threat(agency: Record) -> float:
    """Return the share of its own revenue an agency lost to the coaches' funding and to displaced clients."""
    if agency.unlimited or agency.revenue_before <= 0.0:
        return 0.0
    now = agency.used if agency.open_ended else agency.places
    return max(0.0, 1.0 - now / agency.revenue_before)


@compiled
def target(agency: Record, waiting: int, practice: Record, coaches: float, contact_persons: int, weeks: float) -> float:
    """Return what an agency's cooperation moves towards.

    From the Enschede evaluation: fixed contact persons and relief of first-line work help, not being active in the area
    hinders, funding taken from agencies threatens, and informal sharing is doubtful beyond a small area with few
    coaches. The weights are assumptions.
    """
    result = practice.cooperation_base - practice.w_absent * agency.absent
    if coaches > 0.0:
        if contact_persons > 0:
            result += practice.w_contact
        hours = agency.used * agency.hours_per_place * weeks
        if waiting > 0 and hours > 0.0:
            result += practice.w_relief * min(1.0, agency.relief_hours / hours)
        result -= practice.w_threat * threat(agency)
        served = max(1, contact_persons) * practice.coaches_per_contact_person
        result -= practice.w_crowd * max(0.0, coaches / served - 1.0)
    return result


@compiled
def meet_agencies(
    agencies: np.ndarray,
    lists: np.ndarray,
    practice_table: np.ndarray,
    town_table: np.ndarray,
    coaches: np.ndarray,
    contact_persons: int,
    weeks: float,
) -> None:
    """Let every agency's cooperation relax towards its target, and entitlements follow demand with a delay.

    Args:
        agencies: All agencies.
        lists: The first of them are the agencies' waiting lists.
        practice_table: Weights and half-life, shape (1,).
        town_table: Whether agencies work under one roof with the coaches.
        coaches: All posts; those of coaches at work count, by their fte.
        contact_persons: Contact persons at each agency.
        weeks: Weeks since the last month.
    """
    practice, town = practice_table[0], town_table[0]
    at_work = 0.0
    for coach in coaches:
        if coach.filled == 1 and coach.role == COACHING:
            at_work += coach.fte
    stays = 0.5 ** (weeks / practice.half_life_weeks)
    for number in range(agencies.shape[0]):
        agency = agencies[number]
        waiting = lists[number].length
        roof = practice.w_roof if town.one_roof and at_work > 0.0 else 0.0
        goal = roof + target(agency, waiting, practice, at_work, contact_persons, weeks)
        agency.cooperation = min(1.0, max(0.0, goal + (agency.cooperation - goal) * stays))
        agency.relief_hours = 0.0
        if agency.open_ended and not agency.unlimited:
            wanted = (agency.used + waiting) * (1.0 + practice.slack)
            agency.contracted += (wanted - agency.contracted) * practice.growth_month
            agency.places = round(agency.contracted)
