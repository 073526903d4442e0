"""Individual support is looked at again: what a member still needs, from severity and self-reliance."""

import numpy as np

from simulation.services.care import call_next, finish
from simulation.services.circles.candidates import supported
from simulation.services.circles.tables import HOURS_NOT_BILLED, MEMBER_NOW, REASSESSED, SUPPORT_ENDED
from simulation.services.doors import touch
from simulation.services.tables import CARE_DONE, HELPED
from simulation.streets.compiler import Record, compiled
from simulation.streets.tables import DAILY_LIVING


@compiled
def share_needed(home: Record, member: Record, habits: Record) -> float:
    """Return the share of the hours of support that a member still needs.

    Self-reliance gained since joining, above the personal baseline, takes hours over; the more severe the problem, the
    fewer. Without such a gain the share is 1 at any severity: being in a circle ends nobody's support by itself.
    """
    gained = max(0.0, home.self_reliance - member.self_before)
    severity = max(1, home.severity[DAILY_LIVING])
    return float(1.0 - habits.independence * gained / severity)


@compiled
def reassess(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    agenda: np.ndarray,
    agenda_order: np.ndarray,
    dirty: np.ndarray,
    core: np.ndarray,
    stock: np.ndarray,
    register: Record,
    habits: Record,
    members: np.ndarray,
    open_rows: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Look again at the support of members of whom it is time; who needs little of it goes on without."""
    for index in range(register.open):
        member = members[open_rows[index]]
        if member.state != MEMBER_NOW or member.reassess_at > now:
            continue
        member.reassess_at += max(habits.reassess_weeks, now - town.clock)
        home = homes[member.household]
        if not supported(home, referrals, habits):
            continue
        place = member.neighbourhood
        counted[place, REASSESSED] += 1.0
        touch(home, rules, town, dirty, now)
        if share_needed(home, member, habits) >= habits.support_threshold:
            continue
        row = home.referral[DAILY_LIVING]
        agency = agencies[habits.agency]
        left = entries[referrals[row].slot].until - now
        counted[place, SUPPORT_ENDED] += 1.0
        counted[place, HOURS_NOT_BILLED] += max(0.0, left) * agency.hours_per_place
        finish(
            row,
            CARE_DONE,
            HELPED,
            now,
            homes,
            rules,
            town,
            requests,
            referrals,
            agencies,
            lists,
            entries,
            dirty,
            core,
            stock,
            now,
        )
        call_next(
            habits.agency,
            now,
            0,
            0,
            agenda_order,
            agenda,
            homes,
            rules,
            practice,
            town,
            requests,
            referrals,
            agencies,
            lists,
            entries,
            dirty,
            core,
            stock,
            now,
            seed,
        )
