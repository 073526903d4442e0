"""The way to a circle and the list: hand-offs that arrive or get lost, patience, moves, and who leaves a circle."""

import numpy as np

from simulation.services.circles.tables import (
    FIRST_FINAL,
    GAVE_UP,
    GIVEN_UP,
    KEPT,
    KEPT_THERE,
    LEFT,
    LIST_PATIENCE,
    LIST_WEEKS,
    LOST,
    LOST_HANDOFFS,
    MEMBER_NOW,
    MEMBERS_LEFT,
    MOVED_AWAY,
    REFUSED,
    RUNNING,
    STOPPED,
    TURNED_AWAY,
    WAITING,
)
from simulation.services.doors import count_lost, touch
from simulation.streets.compiler import AHEAD, Record, bring, compiled
from simulation.streets.life import identity
from simulation.streets.luck import patience_of_luck


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
        if index + AHEAD < register.open:
            bring(homes, members[open_rows[index + AHEAD]].household)
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
    elif areas[place].full >= areas[place].budgeted:
        counted[place, REFUSED] += 1.0
        close_candidacy(index, TURNED_AWAY, when, register, areas, circles, members, open_rows, candidacy)
    else:
        member.state = WAITING
        member.waiting = when
        luck = patience_of_luck(seed, identity(home), LIST_PATIENCE, member.number)
        member.until = when + luck * habits.patience_weeks
        areas[place].waiting += 1
