"""A circle's week: who comes, how close the group becomes, how much the coach is there, what members gain.

Meetings are obligatory and absence is addressed: first by volunteer and coach, later, when the group is close, by the
members themselves. Attendance and reciprocity make a circle close, and a close circle is attended (Buurtcirkels).
"""

import math

import numpy as np

from simulation.services.circles.candidates import supported
from simulation.services.circles.tables import (
    ATTENDED,
    ATTENDS,
    CIRCLE_WEEKS,
    CIRCLE_WEEKS_EARLY,
    COACH_HOURS,
    COACH_HOURS_EARLY,
    COACH_HOURS_SHORT,
    COHESION_WEEKS,
    EARLY_WEEKS,
    INVITED,
    MEETINGS,
    MEMBER_NOW,
    MEMBER_WEEKS,
    RUNNING,
    SUPPORT_HOURS,
    TALENTS,
    TROUBLES,
    VOLUNTEER_HOURS,
    VOLUNTEER_WEEKS,
)
from simulation.services.doors import touch, worst
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import chance
from simulation.streets.problems import settle, strengthen
from simulation.streets.tables import CRISIS

WEEKS_PER_YEAR = 52.0
WEEKS_PER_MONTH = 52.0 / 12.0
LEFT_OVER = 0.05
"""Where an exponential decline counts as over."""


@compiled
def hours_needed(circle: Record, habits: Record, now: float) -> float:
    """Return the hours a week a circle needs of its coach: many at first, few once it runs, more in trouble."""
    weeks = habits.coach_decay_months * WEEKS_PER_MONTH
    left = LEFT_OVER ** (max(0.0, now - circle.started) / weeks) if weeks > 0.0 else 0.0
    hours = habits.coach_hours_mature + (habits.coach_hours_start - habits.coach_hours_mature) * left
    return hours + (habits.trouble_hours if now <= circle.trouble_until else 0.0)


@compiled
def share_coach(register: Record, habits: Record, areas: np.ndarray, circles: np.ndarray, now: float) -> None:
    """Share the coach hours of each neighbourhood among its circles in proportion to need."""
    for place in range(areas.shape[0]):
        areas[place].needed = 0.0
    for number in range(register.circles):
        circle = circles[number]
        if circle.state == RUNNING:
            circle.hours_needed = hours_needed(circle, habits, now)
            areas[circle.neighbourhood].needed += circle.hours_needed
    for number in range(register.circles):
        circle = circles[number]
        if circle.state == RUNNING:
            area = areas[circle.neighbourhood]
            circle.hours_given = circle.hours_needed
            if area.needed > area.coach_hours:
                circle.hours_given *= area.coach_hours / area.needed


@compiled
def comes(circle: Record, habits: Record) -> float:
    """Return the probability that a member comes.

    Absence is addressed by volunteer and coach in so far as they are there, and by members in so far as they are close.
    """
    coach = min(1.0, circle.hours_given / habits.coach_hours_start) if habits.coach_hours_start > 0.0 else 0.0
    helpers = habits.address_helpers * (circle.volunteer + coach) / 2.0
    addressed = 1.0 - (1.0 - helpers) * (1.0 - habits.address_members * circle.cohesion)
    return float(habits.attendance_alone + (1.0 - habits.attendance_alone) * addressed)


@compiled
def open_meetings(register: Record, habits: Record, circles: np.ndarray, now: float) -> None:
    """See which circles meet this round."""
    for number in range(register.circles):
        circle = circles[number]
        circle.meets = 0
        circle.trouble = 0
        if circle.state == RUNNING and habits.meetings_per_week > 0.0 and circle.next_meeting <= now:
            circle.next_meeting += 1.0 / habits.meetings_per_week
            circle.meets = 1
            circle.coming = comes(circle, habits)
            circle.present = 0
            circle.talents_present = 0


@compiled
def call_roll(
    homes: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    register: Record,
    habits: Record,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    counted: np.ndarray,
    weeks: float,
    seed: np.uint64,
) -> None:
    """See who comes, and who has got into a crisis since the last look."""
    for index in range(register.open):
        member = members[open_rows[index]]
        if member.state != MEMBER_NOW:
            continue
        home = homes[member.household]
        circle = circles[member.circle]
        place = member.neighbourhood
        crisis = worst(home) >= CRISIS
        if crisis and member.crisis == 0:
            circle.trouble = 1
        member.crisis = crisis
        counted[place, MEMBER_WEEKS] += weeks
        if supported(home, referrals, habits):
            counted[place, SUPPORT_HOURS] += agencies[habits.agency].hours_per_place * weeks
        member.came = 0
        if circle.meets == 1:
            key = (np.int64(member.number) << 20) + member.invited
            member.came = chance(seed, identity(home), ATTENDS, key) < circle.coming
            member.invited += 1
            member.attended += member.came
            circle.present += member.came
            if member.came:
                circle.talents_present |= np.int64(1) << member.talent
            counted[place, INVITED] += 1.0
            counted[place, ATTENDED] += member.came


@compiled
def kinds_present(circle: Record) -> int:
    """Return how many kinds of talent came to the last meeting."""
    number = 0
    for talent in range(TALENTS):
        number += (circle.talents_present >> talent) & 1
    return number


@compiled
def grow_close(circle: Record, habits: Record) -> None:
    """Let cohesion move towards attendance times reciprocity, less so if the coach has too few hours."""
    circle.attendance = circle.present / circle.members if circle.members > 0 else 0.0
    reciprocity = kinds_present(circle) / float(TALENTS)
    served = circle.hours_given / circle.hours_needed if circle.hours_needed > 0.0 else 1.0
    target = circle.attendance * reciprocity * (1.0 - habits.coach_weight * (1.0 - served))
    stays = 0.5 ** (1.0 / habits.meetings_per_week / habits.cohesion_half_life_weeks)
    circle.cohesion = target + (circle.cohesion - target) * stays
    if circle.attendance < habits.attendance_alarm:
        circle.trouble = 1


@compiled
def close_week(
    register: Record, habits: Record, circles: np.ndarray, counted: np.ndarray, weeks: float, now: float
) -> None:
    """Book each circle's week: cohesion, hours, trouble, and whether it has too few members."""
    for number in range(register.circles):
        circle = circles[number]
        if circle.state != RUNNING:
            continue
        place = circle.neighbourhood
        if circle.meets == 1:
            grow_close(circle, habits)
            counted[place, MEETINGS] += 1.0
        if circle.trouble == 1:
            circle.trouble_until = now + habits.trouble_weeks
            counted[place, TROUBLES] += 1.0
        counted[place, CIRCLE_WEEKS] += weeks
        counted[place, COHESION_WEEKS] += circle.cohesion * weeks
        counted[place, COACH_HOURS] += circle.hours_given * weeks
        counted[place, COACH_HOURS_SHORT] += (circle.hours_needed - circle.hours_given) * weeks
        if now - circle.started <= EARLY_WEEKS:
            counted[place, CIRCLE_WEEKS_EARLY] += weeks
            counted[place, COACH_HOURS_EARLY] += circle.hours_given * weeks
        if circle.volunteer:
            counted[place, VOLUNTEER_WEEKS] += weeks
            counted[place, VOLUNTEER_HOURS] += habits.volunteer_hours * weeks


@compiled
def gain(
    homes: np.ndarray,
    rules: Record,
    town: Record,
    dirty: np.ndarray,
    register: Record,
    habits: Record,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    weeks: float,
    now: float,
) -> None:
    """Let those who came gain network and self-reliance, and those who are not held by the group get nearer to leaving.

    A year's share of members leaves at a cohesion of one half; more do without it, fewer with more.
    """
    leaving = -math.log(1.0 - habits.circle_dropout_year) / WEEKS_PER_YEAR
    for index in range(register.open):
        member = members[open_rows[index]]
        if member.state != MEMBER_NOW:
            continue
        circle = circles[member.circle]
        member.stays -= leaving * 2.0 * (1.0 - circle.cohesion) * weeks
        network, self_reliance = habits.network_gain * circle.cohesion, habits.self_gain * circle.cohesion
        if member.came == 1 and (network > 0.0 or self_reliance > 0.0):
            home = homes[member.household]
            settle(home, rules, now)
            if strengthen(home, rules, network, self_reliance):
                touch(home, rules, town, dirty, now)
