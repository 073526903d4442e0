"""Posts of assistants: who is hired, who leaves, and what that means for the household itself."""

import numpy as np

from simulation.services.assistants.columns import (
    BENEFIT_WEEKS,
    EMPLOYED_WEEKS,
    LADDER_STEPS,
    LEAVERS,
    VACANT_WEEKS,
    WORK_WEEKS,
)
from simulation.services.assistants.tables import AT_WORK, LEFT, NO_POST, NOWHERE, RETRY, REVISIT, TRAINING, VACANT
from simulation.services.cases import TOP_RUNG
from simulation.services.doors import worst
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import INSTEAD_OF_BENEFIT, NO_WAGE, identity, set_assistance
from simulation.streets.luck import (
    APPLIES,
    PART_TIME,
    POST_FILLED,
    STARTS_WALK,
    STAYS_IN_POST,
    chance,
    patience_of_luck,
)
from simulation.streets.tables import CRISIS, SERIOUS, WORK

MOST_HIRES = 1000
"""Hires of one post are told apart up to here."""


@compiled
def filling(post: Record) -> int:
    """Return which filling of which post this is: the key of its luck."""
    return int(post.post * MOST_HIRES + post.hires)


@compiled
def weeks_vacant(post: Record, attempt: int, mean_weeks: float, seed: np.uint64) -> float:
    """Return how long looking for somebody takes this time."""
    return patience_of_luck(seed, filling(post), POST_FILLED, attempt) * mean_weeks


@compiled
def employed(address: int, posts: np.ndarray) -> bool:
    """Return whether somebody who lives here is an assistant already."""
    found = False
    for post in posts:
        found |= post.household == address and post.state in (TRAINING, AT_WORK)
    return found


@compiled
def best_candidate(post: Record, posts: np.ndarray, homes: np.ndarray, bounds: np.ndarray, seed: np.uint64) -> int:
    """Return the address of the resident who gets the post, or -1: on social assistance, here, and in no crisis."""
    best, lowest = NOWHERE, 2.0
    for address in range(bounds[post.neighbourhood], bounds[post.neighbourhood + 1]):
        home = homes[address]
        if home.assistance == 1 and home.gone == 0 and worst(home) < CRISIS:
            drawn = chance(seed, identity(home), APPLIES, filling(post))
            if drawn < lowest and not employed(address, posts):
                best, lowest = address, drawn
    return best


@compiled
def hire(
    number: int,
    posts: np.ndarray,
    homes: np.ndarray,
    bounds: np.ndarray,
    town: Record,
    habits: Record,
    core: np.ndarray,
    stock: np.ndarray,
    seed: np.uint64,
) -> bool:
    """Fill a post; return whether there was a candidate.

    A full-time post takes the household off social assistance; a part of a post does so for that share of households.
    """
    post = posts[number]
    address = best_candidate(post, posts, homes, bounds, seed)
    if address == NOWHERE:
        return False
    home = homes[address]
    now = town.clock
    post.household = address
    post.occupant = home.occupant
    post.hired = now
    post.rises_at = now + habits.ladder_weeks
    post.leaves_at = now + patience_of_luck(seed, filling(post), STAYS_IN_POST, 0) / habits.turnover
    post.state = TRAINING
    post.left_assistance = 1 if chance(seed, filling(post), PART_TIME, 0) < post.fte else 0
    home.touched = 1
    if post.left_assistance == 1:
        set_assistance(home, 0, core, stock, now, town.month_end)
        home.waged = INSTEAD_OF_BENEFIT
    return True


@compiled
def begin_work(post: Record, town: Record, habits: Record) -> None:
    """Go into the streets: training is done. The jacket is known already if a predecessor wore it."""
    post.state = AT_WORK
    post.started = town.clock
    post.known *= habits.jacket_share


@compiled
def leave_post(
    post: Record, state: int, homes: np.ndarray, town: Record, core: np.ndarray, stock: np.ndarray, now: float
) -> None:
    """Let the holder of a post go: back to social assistance, unless work is no serious problem any more."""
    home = homes[post.household]
    stays = home.occupant == post.occupant
    if stays:
        home.waged = NO_WAGE
    if stays and post.left_assistance == 1 and home.severity[WORK] >= SERIOUS:
        set_assistance(home, 1, core, stock, now, town.month_end)
    post.state = state
    post.hires += 1
    post.household = NOWHERE


@compiled
def end_post(post: Record, homes: np.ndarray, town: Record, core: np.ndarray, stock: np.ndarray, now: float) -> None:
    """End a post for which there is no money any more."""
    if post.state == TRAINING or post.state == AT_WORK:
        leave_post(post, NO_POST, homes, town, core, stock, now)
    elif post.state != NO_POST:
        post.hires += 1
    post.state = NO_POST


@compiled
def keep_posts(
    homes: np.ndarray,
    town: Record,
    habits: Record,
    posts: np.ndarray,
    core: np.ndarray,
    stock: np.ndarray,
    tally: np.ndarray,
    now: float,
) -> None:
    """Book the week of every post; see who moved, who leaves and who rises a rung."""
    weeks = now - town.clock
    for post in posts:
        if post.state == NO_POST:
            continue
        place = post.neighbourhood
        if post.state == VACANT or post.state == LEFT:
            tally[place, VACANT_WEEKS] += post.fte * weeks
            continue
        tally[place, EMPLOYED_WEEKS] += post.fte * weeks
        if post.state == AT_WORK:
            tally[place, WORK_WEEKS] += post.fte * weeks
        home = homes[post.household]
        if home.occupant != post.occupant or now >= post.leaves_at:
            tally[place, LEAVERS] += post.fte
            leave_post(post, LEFT, homes, town, core, stock, now)
            continue
        if home.waged == INSTEAD_OF_BENEFIT:
            tally[place, BENEFIT_WEEKS] += weeks
        if now >= post.rises_at and home.rung < TOP_RUNG:
            post.rises_at += habits.ladder_weeks
            home.rung += 1
            tally[place, LADDER_STEPS] += 1.0


@compiled
def allot_streets(place: int, bounds: np.ndarray, posts: np.ndarray, addresses: np.ndarray, seed: np.uint64) -> None:
    """Give every post of a neighbourhood its own streets, in proportion to its hours; queues start anew."""
    fte = 0.0
    for post in posts:
        if post.neighbourhood == place and post.state != NO_POST:
            fte += post.fte
    first, households = bounds[place], bounds[place + 1] - bounds[place]
    for address in range(bounds[place], bounds[place + 1]):
        addresses[address].queued = 0
    before = 0.0
    for post in posts:
        if post.neighbourhood != place or post.state == NO_POST:
            continue
        post.first = first + int(households * before / fte + 0.5)
        before = min(fte, before + post.fte)
        post.last = first + int(households * before / fte + 0.5)
        post.walk = post.first + int(chance(seed, post.post, STARTS_WALK, 0) * (post.last - post.first))
        for queue in (RETRY, REVISIT):
            post.queue_head[queue] = NOWHERE
            post.queue_tail[queue] = NOWHERE
