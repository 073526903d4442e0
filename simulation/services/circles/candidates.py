"""From someone a team knows to a candidate for a circle: thought of, asked, handed over, waiting for a place.

Who is thought of has an open request (a desk, a coach or an agency knows the household). Each such household has a
weekly hazard of being thought of while the neighbourhood's circles have room; who fits is asked, and may refuse. Teams
go through whom they know once a month.
"""

import math

import numpy as np

from simulation.services.circles.tables import (
    AGREES,
    AT_PROVIDER,
    HANDED_OVER,
    KEPT,
    KEPT_BY_PROVIDER,
    LOST,
    ON_ITS_WAY,
    PASSED_BY_PROVIDER,
    REFERRALS,
    REFERRED,
    RUNNING,
    THOUGHT_OF,
    WAITING,
)
from simulation.services.doors import touch
from simulation.services.tables import FIRST_FINAL_REQUEST, IN_CARE
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import chance, patience_of_luck
from simulation.streets.tables import DAILY_LIVING, EARLY, LONELINESS

OLD = 2
"""Age class of 67 and over."""


@compiled
def fits(home: Record) -> bool:
    """Return whether a circle is meant for somebody: lonely, older, from protected housing or with a mild disability.

    Source: Buurtcirkels (Gemeente.nu / Platform31).
    """
    return bool(home.severity[LONELINESS] >= EARLY or home.age == OLD or home.protected or home.disability)


@compiled
def supported(home: Record, referrals: np.ndarray, habits: Record) -> bool:
    """Return whether a household gets individual support now."""
    row = home.referral[DAILY_LIVING]
    return bool(row >= 0 and referrals[row].state == IN_CARE and referrals[row].agency == habits.agency)


@compiled
def meet_new_requests(
    town: Record,
    bounds: np.ndarray,
    requests: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    thoughts: np.ndarray,
    thought_of: np.ndarray,
    counts: np.ndarray,
    seed: np.uint64,
) -> None:
    """Draw for each request that is new to the team how long it takes until it thinks of a circle.

    Time is counted in weeks in which there is room, so that nothing needs to be done while there is none.
    """
    for row in range(register.requests, town.requests):
        request = requests[row]
        address = request.household
        area = areas[request.neighbourhood]
        if request.state >= FIRST_FINAL_REQUEST or area.budgeted == 0:
            continue
        index = thought_of[address]
        if index < 0:
            index = bounds[request.neighbourhood] + area.thoughts
            area.thoughts += 1
            thought_of[address] = index
        elif thoughts[index].request == row:
            continue
        who = int(np.int64(address) + (np.int64(request.occupant) << 32))
        thoughts[index].due = area.exposure + time_to_thought(who, address, habits, counts, seed)
        thoughts[index].request = row
        thoughts[index].household = address
    register.requests = town.requests


@compiled
def forget(index: int, last: int, thoughts: np.ndarray, thought_of: np.ndarray) -> None:
    """Forget a thought; the last one of the neighbourhood takes its place."""
    thought_of[thoughts[index].household] = -1
    if index == last:
        return
    thoughts[index].due = thoughts[last].due
    thoughts[index].request = thoughts[last].request
    thoughts[index].household = thoughts[last].household
    thought_of[thoughts[last].household] = index


@compiled
def time_to_thought(who: int, address: int, habits: Record, counts: np.ndarray, seed: np.uint64) -> float:
    """Draw after how many weeks the team next thinks of a circle for somebody it knows."""
    number = counts[address]
    counts[address] += 1
    if habits.referral_week <= 0.0:
        return math.inf
    return patience_of_luck(seed, who, THOUGHT_OF, number) / habits.referral_week


@compiled
def look_for_room(register: Record, habits: Record, circles: np.ndarray, areas: np.ndarray) -> None:
    """Count in each neighbourhood the circles that meet and have no room."""
    for place in range(areas.shape[0]):
        areas[place].full = 0
    for number in range(register.circles):
        circle = circles[number]
        if circle.state == RUNNING and circle.members >= habits.largest:
            areas[circle.neighbourhood].full += 1


@compiled
def think(
    homes: np.ndarray,
    bounds: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    referrals: np.ndarray,
    dirty: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    thoughts: np.ndarray,
    thought_of: np.ndarray,
    counts: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Go through whom the teams know and ask those they think of; a team knows where all circles are full."""
    for place in range(areas.shape[0]):
        area = areas[place]
        if area.full >= area.budgeted:
            continue
        area.exposure += now - register.looked
        index = bounds[place]
        while index < bounds[place] + area.thoughts:
            thought = thoughts[index]
            if thought.due > area.exposure:
                index += 1
                continue
            address = thought.household
            home = homes[address]
            if home.request != thought.request or home.gone == 1:
                area.thoughts -= 1
                forget(index, bounds[place] + area.thoughts, thoughts, thought_of)
                continue
            number = counts[address]
            thought.due += time_to_thought(identity(home), address, habits, counts, seed)
            if candidacy[address] >= 0 or not fits(home):
                continue
            touch(home, rules, town, dirty, now)
            home.touched = 1
            if chance(seed, identity(home), AGREES, number) < practice.acceptance * home.trust:
                add_candidate(
                    home, now, number, referrals, practice, register, habits, members, open_rows, candidacy, seed
                )
                counted[place, REFERRALS] += 1.0


@compiled
def add_candidate(
    home: Record,
    when: float,
    number: int,
    referrals: np.ndarray,
    practice: Record,
    register: Record,
    habits: Record,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    seed: np.uint64,
) -> None:
    """Refer somebody, directly to the circles' coach or to a provider first.

    A provider is a second hand-off that takes time, and passes on fewer of those whom it bills hours for.
    """
    row = register.members
    if row >= members.shape[0]:
        raise OverflowError("more candidates for circles than there is room for")
    who = identity(home)
    member = members[row]
    member.referred = when
    member.waiting = math.nan
    member.joined = math.nan
    member.ended = math.nan
    member.reassess_at = math.inf
    member.household = home.number
    member.occupant = home.occupant
    member.circle = -1
    member.number = number
    member.neighbourhood = home.neighbourhood
    member.state = REFERRED
    member.talent = home.talent
    member.invited = 0
    member.attended = 0
    member.crisis = 0
    member.came = 0
    member.until = when + patience_of_luck(seed, who, ON_ITS_WAY, number) * habits.direct_weeks
    member.fate = WAITING
    if chance(seed, who, HANDED_OVER, number) >= practice.handoff_kept:
        member.fate = LOST
    elif habits.via_provider == 1:
        member.until += patience_of_luck(seed, who, AT_PROVIDER, number) * habits.provider_weeks
        billed = supported(home, referrals, habits)
        if billed and chance(seed, who, KEPT_BY_PROVIDER, number) < habits.provider_keeps:
            member.fate = KEPT
        elif chance(seed, who, PASSED_BY_PROVIDER, number) >= practice.handoff_kept:
            member.fate = LOST
    open_rows[register.open] = row
    register.open += 1
    register.members += 1
    candidacy[home.number] = row
