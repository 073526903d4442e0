"""Who joins a circle, when a circle begins to look for a volunteer, and when it starts."""

import math

import numpy as np

from simulation.services.circles.candidates import supported
from simulation.services.circles.tables import (
    CIRCLES_STARTED,
    GATHERING,
    JOINED,
    LEAVES_CIRCLE,
    LOOKING,
    MEMBER_NOW,
    READY,
    RUNNING,
    SUPPORT_HOURS_JOINING,
    TRAINING,
    WAITING,
)
from simulation.services.doors import worst
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import patience_of_luck
from simulation.streets.tables import CRISIS


@compiled
def next_member(circle: Record, register: Record, members: np.ndarray, open_rows: np.ndarray) -> int:
    """Return where among the open rows the next member is: whose talent the circle lacks most, who waits longest."""
    best = -1
    fewest = 0
    since = math.inf
    for index in range(register.open):
        candidate = members[open_rows[index]]
        if candidate.state != WAITING or candidate.neighbourhood != circle.neighbourhood:
            continue
        alike = circle.talents[candidate.talent]
        if best < 0 or alike < fewest or (alike == fewest and candidate.waiting < since):
            best = index
            fewest = alike
            since = candidate.waiting
    return best


@compiled
def take_in(
    number: int,
    homes: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Take in those who wait while there is room, different talents first; who is new has no ties in the group yet."""
    circle = circles[number]
    place = circle.neighbourhood
    while circle.members < habits.largest and areas[place].waiting > 0:
        index = next_member(circle, register, members, open_rows)
        if index < 0:
            return
        member = members[open_rows[index]]
        home = homes[member.household]
        areas[place].waiting -= 1
        circle.cohesion *= circle.members / (circle.members + 1.0)
        circle.members += 1
        circle.talents[member.talent] += 1
        member.state = MEMBER_NOW
        member.circle = number
        member.joined = now
        member.until = math.inf
        member.stays = patience_of_luck(seed, identity(home), LEAVES_CIRCLE, member.number)
        member.reassess_at = now + habits.reassess_weeks
        member.self_before = max(home.self_reliance, home.self_base)
        member.crisis = worst(home) >= CRISIS
        counted[place, JOINED] += 1.0
        if supported(home, referrals, habits):
            counted[place, SUPPORT_HOURS_JOINING] += agencies[habits.agency].hours_per_place


@compiled
def fill_circles(
    homes: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Let circles that meet take in who waits, and those start that have a volunteer, a coach and enough candidates."""
    for number in range(register.circles):
        circle = circles[number]
        place = circle.neighbourhood
        starts = (
            circle.state == READY
            and circle.volunteer == 1
            and areas[place].waiting >= max(1, habits.smallest)
            and habits.largest >= habits.smallest
        )
        if not starts and circle.state != RUNNING:
            continue
        take_in(
            number, homes, referrals, agencies, register, habits, areas, circles, members, open_rows, counted, now, seed
        )
        if starts:
            circle.state = RUNNING
            circle.started = now
            circle.next_meeting = now + 1.0 / habits.meetings_per_week if habits.meetings_per_week > 0.0 else math.inf
            circle.news = 1
            areas[place].needed += habits.coach_hours_start
            counted[place, CIRCLES_STARTED] += 1.0
        short = circle.members < habits.smallest
        if short and math.isinf(circle.short_since):
            circle.short_since = now
            circle.news = 1
        elif not short:
            circle.short_since = math.inf


@compiled
def call_candidates(register: Record, habits: Record, areas: np.ndarray, circles: np.ndarray) -> None:
    """Let circles begin that have candidates enough and a coach with hours for the start.

    Circles on their way to a start have a claim to candidates and hours.
    """
    for number in range(register.circles):
        circle = circles[number]
        if circle.state != GATHERING:
            continue
        area = areas[circle.neighbourhood]
        candidates = area.waiting
        hours = area.coach_hours - area.needed
        for other in range(register.circles):
            rival = circles[other]
            claims = rival.state == LOOKING or rival.state == TRAINING or rival.state == READY
            claims = claims or (rival.state == GATHERING and rival.news == 1)
            if claims and rival.neighbourhood == circle.neighbourhood:
                candidates -= habits.smallest
                hours -= habits.coach_hours_start
        if candidates >= max(1, habits.smallest) and hours >= min(habits.coach_hours_start, area.coach_hours) > 0.0:
            circle.news = 1
