"""The week of all circles, in order, as one compiled call."""

import numpy as np

from simulation.services.circles.candidates import look_for_room, meet_new_requests, think
from simulation.services.circles.joining import call_candidates, fill_circles
from simulation.services.circles.meetings import (
    call_roll,
    close_week,
    gain,
    open_meetings,
    share_coach,
)
from simulation.services.circles.reassessment import reassess
from simulation.services.circles.waiting import keep_list
from simulation.streets.compiler import compiled

ORDER = (
    "once a month: referrals of those a team thinks of",
    "the list: hand-offs, patience, moves, and who leaves a circle",
    "coach hours",
    "meetings: who comes, how close the group is",
    "what members gain",
    "support looked at again",
    "new members, and circles that start",
)
"""The steps of the week, in the order in which ``play_circles`` takes them."""


@compiled
def play_circles(
    homes: np.ndarray,
    bounds: np.ndarray,
    rules_table: np.ndarray,
    practice_table: np.ndarray,
    town_table: np.ndarray,
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
    register_table: np.ndarray,
    habits_table: np.ndarray,
    areas: np.ndarray,
    circles: np.ndarray,
    members: np.ndarray,
    open_rows: np.ndarray,
    candidacy: np.ndarray,
    thoughts: np.ndarray,
    thought_of: np.ndarray,
    counts: np.ndarray,
    counted: np.ndarray,
    looks: bool,
    now: float,
    seed: np.uint64,
) -> None:
    """Play one round of all circles, in the order of ``ORDER``; teams only look for candidates if it is time."""
    rules, practice, town = rules_table[0], practice_table[0], town_table[0]
    register, habits = register_table[0], habits_table[0]
    weeks = now - town.clock
    look_for_room(register, habits, circles, areas)
    if looks:
        meet_new_requests(town, bounds, requests, register, habits, areas, thoughts, thought_of, counts, seed)
        think(
            homes,
            bounds,
            rules,
            practice,
            town,
            referrals,
            dirty,
            register,
            habits,
            areas,
            thoughts,
            thought_of,
            counts,
            members,
            open_rows,
            candidacy,
            counted,
            now,
            seed,
        )
        register.looked = now
    keep_list(
        homes,
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
    share_coach(register, habits, areas, circles, now)
    open_meetings(register, habits, circles, now)
    call_roll(homes, referrals, agencies, register, habits, circles, members, open_rows, counted, weeks, seed)
    close_week(register, habits, circles, counted, weeks, now)
    gain(homes, rules, town, dirty, register, habits, circles, members, open_rows, weeks, now)
    reassess(
        homes,
        rules,
        practice,
        town,
        requests,
        referrals,
        agencies,
        lists,
        entries,
        agenda,
        agenda_order,
        dirty,
        core,
        stock,
        register,
        habits,
        members,
        open_rows,
        counted,
        now,
        seed,
    )
    fill_circles(homes, referrals, agencies, register, habits, areas, circles, members, open_rows, counted, now, seed)
    call_candidates(register, habits, areas, circles)
