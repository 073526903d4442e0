"""From someone a team knows to a candidate for a circle: thought of, asked, handed over, waiting for a place.

Who is thought of has an open request (a desk, a coach or an agency knows the household). Each such household has a
weekly hazard of being thought of, which only leads to a question where there are circles and the household fits.
"""

import math

import numpy as np

from simulation.services.circles.tables import (
    AGREES,
    AT_PROVIDER,
    FIRST_FINAL,
    GAVE_UP,
    GIVEN_UP,
    HANDED_OVER,
    KEPT,
    KEPT_BY_PROVIDER,
    KEPT_THERE,
    LEFT,
    LIST_PATIENCE,
    LIST_WEEKS,
    LOST,
    LOST_HANDOFFS,
    MEMBER_NOW,
    MEMBERS_LEFT,
    MOVED_AWAY,
    ON_ITS_WAY,
    PASSED_BY_PROVIDER,
    REFERRALS,
    REFERRED,
    REFUSED,
    RUNNING,
    STOPPED,
    THOUGHT_OF,
    TURNED_AWAY,
    WAITING,
)
from simulation.services.doors import count_lost, touch
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
def plan_thought(
    thought: Record, home: Record, since: float, counts: np.ndarray, habits: Record, seed: np.uint64
) -> None:
    """Draw when the team next thinks of a circle for somebody."""
    who = identity(home)
    luck = patience_of_luck(seed, who, THOUGHT_OF, counts[home.number])
    thought.due = since + luck / habits.referral_week if habits.referral_week > 0.0 else math.inf
    counts[home.number] += 1


@compiled
def meet_new_requests(
    homes: np.ndarray,
    town: Record,
    requests: np.ndarray,
    register: Record,
    habits: Record,
    thoughts: np.ndarray,
    counts: np.ndarray,
    seed: np.uint64,
) -> None:
    """Draw for each request that is new to the team when it will think of a circle."""
    for row in range(register.requests, town.requests):
        request = requests[row]
        if request.state >= FIRST_FINAL_REQUEST:
            continue
        thought = thoughts[register.thoughts]
        thought.request = row
        thought.household = request.household
        plan_thought(thought, homes[request.household], max(request.asked, register.since), counts, habits, seed)
        register.thoughts += 1
    register.requests = town.requests


@compiled
def think(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    dirty: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    thoughts: np.ndarray,
    counts: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Ask those the team thinks of this week whether they want to join a circle; forget closed requests."""
    index = 0
    while index < register.thoughts:
        thought = thoughts[index]
        if thought.due > now:
            index += 1
            continue
        home = homes[thought.household]
        if home.request != thought.request or home.gone == 1:
            register.thoughts -= 1
            last = thoughts[register.thoughts]
            thought.due = last.due
            thought.request = last.request
            thought.household = last.household
            continue
        if areas[home.neighbourhood].budgeted > 0 and candidacy[home.number] < 0 and fits(home):
            touch(home, rules, town, dirty, now)
            home.touched = 1
            number = counts[home.number]
            if chance(seed, identity(home), AGREES, number) < practice.acceptance * home.trust:
                add_candidate(
                    home,
                    thought.due,
                    number,
                    referrals,
                    practice,
                    register,
                    habits,
                    members,
                    open_rows,
                    candidacy,
                    seed,
                )
                counted[home.neighbourhood, REFERRALS] += 1.0
        plan_thought(thought, home, thought.due, counts, habits, seed)


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


@compiled
def close_candidacy(
    index: int,
    state: int,
    when: float,
    register: Record,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
) -> None:
    """End a candidacy or a membership; the last of the open rows takes its place."""
    member = members[open_rows[index]]
    if member.state == WAITING:
        areas[member.neighbourhood].waiting -= 1
    elif member.state == MEMBER_NOW:
        circles[member.circle].members -= 1
        circles[member.circle].talents[member.talent] -= 1
    member.state = state
    member.ended = when
    candidacy[member.household] = -1
    register.open -= 1
    open_rows[index] = open_rows[register.open]


@compiled
def is_full(place: int, register: Record, habits: Record, circles: np.ndarray, areas: np.ndarray) -> bool:
    """Return whether every circle that the budget allows in a neighbourhood meets already, and has no room."""
    full = 0
    for number in range(register.circles):
        circle = circles[number]
        if circle.neighbourhood == place and circle.state == RUNNING and circle.members >= habits.largest:
            full += 1
    return full >= areas[place].budgeted


@compiled
def keep_list(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    dirty: np.ndarray,
    core: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Handle what happened to everybody on the way, on the list or in a circle: moved, arrived, gave up, stopped."""
    index = 0
    while index < register.open:
        member = members[open_rows[index]]
        home = homes[member.household]
        place = member.neighbourhood
        if home.occupant != member.occupant:
            close_candidacy(index, MOVED_AWAY, now, register, areas, circles, members, open_rows, candidacy)
            continue
        if member.state == MEMBER_NOW:
            circle = circles[member.circle]
            if circle.state != RUNNING:
                close_candidacy(index, STOPPED, circle.ended, register, areas, circles, members, open_rows, candidacy)
                continue
            if member.stays <= 0.0:
                counted[place, MEMBERS_LEFT] += 1.0
                close_candidacy(index, LEFT, now, register, areas, circles, members, open_rows, candidacy)
                continue
        elif areas[place].budgeted == 0:
            close_candidacy(index, STOPPED, now, register, areas, circles, members, open_rows, candidacy)
            continue
        elif member.until <= now:
            arrive_or_leave(
                index,
                home,
                rules,
                practice,
                town,
                dirty,
                core,
                register,
                habits,
                areas,
                circles,
                members,
                open_rows,
                candidacy,
                counted,
                now,
                seed,
            )
            if member.state >= FIRST_FINAL:
                continue
        if member.state == WAITING:
            counted[place, LIST_WEEKS] += now - town.clock
        index += 1


@compiled
def arrive_or_leave(
    index: int,
    home: Record,
    rules: Record,
    practice: Record,
    town: Record,
    dirty: np.ndarray,
    core: np.ndarray,
    register: Record,
    habits: Record,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    counted: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Let a referral arrive, or get lost; or let somebody leave the list whose patience is over.

    Twelve is the limit: where all circles are full and no other one is budgeted, who arrives is turned away.
    """
    member = members[open_rows[index]]
    place = member.neighbourhood
    when = member.until
    if member.state == WAITING:
        counted[place, GIVEN_UP] += 1.0
        close_candidacy(index, GAVE_UP, when, register, areas, circles, members, open_rows, candidacy)
    elif member.fate == LOST:
        touch(home, rules, town, dirty, now)
        count_lost(home, practice, core)
        counted[place, LOST_HANDOFFS] += 1.0
        close_candidacy(index, LOST, when, register, areas, circles, members, open_rows, candidacy)
    elif member.fate == KEPT:
        counted[place, KEPT_THERE] += 1.0
        close_candidacy(index, KEPT, when, register, areas, circles, members, open_rows, candidacy)
    elif is_full(place, register, habits, circles, areas):
        counted[place, REFUSED] += 1.0
        close_candidacy(index, TURNED_AWAY, when, register, areas, circles, members, open_rows, candidacy)
    else:
        member.state = WAITING
        member.waiting = when
        luck = patience_of_luck(seed, identity(home), LIST_PATIENCE, member.number)
        member.until = when + luck * habits.patience_weeks
        areas[place].waiting += 1
