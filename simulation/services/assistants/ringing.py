"""Ringing: where to go next, whether somebody is in and opens, and when to come back."""

import math

import numpy as np

from simulation.services.assistants.columns import (
    ADDRESSES,
    ANSWERED_KNOWN,
    ANSWERED_NEW,
    DOORS,
    OPENED_KNOWN,
    OPENED_NEW,
)
from simulation.services.assistants.pools import has
from simulation.services.assistants.tables import COMPANY, ERRANDS, NOWHERE, RETRY, REVISIT
from simulation.services.assistants.talk import needs_somebody
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import IN_WHEN_RUNG, OPENS_DOOR, chance
from simulation.streets.tables import SERIOUS

NEW_WEEKS = 52.0
"""So long an assistant counts as new, where opened doors are reported apart."""
QUEUED = 1
"""An address in the queue ``q`` of its post has ``queued`` at ``q + QUEUED``; 0 is in none."""


@compiled
def with_place(known: float, team: Record, habits: Record) -> float:
    """Return recognition where the meeting place and its news add to the face in the street, in [0, 1]."""
    return 1.0 - (1.0 - known) * (1.0 - habits.place_recognition * team.meeting_place)


@compiled
def opens(home: Record, recognition: float, habits: Record, key: int, seed: np.uint64) -> bool:
    """Return whether somebody who is in opens the door: by trust, and by how well assistants are known here."""
    level = habits.door_stranger + habits.door_trust * (home.trust - 0.5) + habits.door_known * recognition
    return chance(seed, identity(home), OPENS_DOOR, key) < 1.0 / (1.0 + math.exp(-level))


@compiled
def line_up(number: int, queue: int, due: float, post: Record, addresses: np.ndarray) -> None:
    """Note that an address is to be rung again at some date; every queue keeps one distance, so it is in order."""
    address = addresses[number]
    if address.queued > 0:
        return
    address.queued = queue + QUEUED
    address.due = due
    address.queue_next = NOWHERE
    if post.queue_head[queue] == NOWHERE:
        post.queue_head[queue] = number
    else:
        addresses[post.queue_tail[queue]].queue_next = number
    post.queue_tail[queue] = number


@compiled
def next_address(post: Record, addresses: np.ndarray, now: float) -> int:
    """Return where to ring next, or -1: who is to be seen again, who was not in, then along the own streets.

    Nobody rings at the own door.
    """
    for queue in (REVISIT, RETRY):
        number = int(post.queue_head[queue])
        while number != NOWHERE and addresses[number].due <= now:
            post.queue_head[queue] = addresses[number].queue_next
            addresses[number].queued = 0
            if number != post.household:
                return number
            number = int(post.queue_head[queue])
    for _ in range(post.first, post.last):
        number = int(post.walk)
        post.walk = number + 1 if number + 1 < post.last else post.first
        if addresses[number].queued == 0 and addresses[number].away_until <= now and number != post.household:
            return number
    return NOWHERE


@compiled
def ring(
    number: int,
    homes: np.ndarray,
    post: Record,
    team: Record,
    addresses: np.ndarray,
    habits: Record,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> bool:
    """Ring at an address; return whether the door opens. Who is not in gets another ring at another time."""
    home, address = homes[number], addresses[number]
    place = home.neighbourhood
    post.hours -= habits.ring_hours
    tally[place, DOORS] += 1.0
    if address.rung == 0:
        address.rung = 1
        tally[place, ADDRESSES] += 1.0
    key = address.rings
    address.rings += 1
    if home.gone == 1 or chance(seed, identity(home), IN_WHEN_RUNG, key) >= habits.at_home:
        address.tries += 1
        if address.tries < habits.rings_per_approach:
            line_up(number, RETRY, now + habits.retry_weeks, post, addresses)
        else:
            address.tries = 0
            address.away_until = now + habits.revisit_weeks
        return False
    address.tries = 0
    is_new = now - post.started < NEW_WEEKS
    tally[place, ANSWERED_NEW if is_new else ANSWERED_KNOWN] += 1.0
    if opens(home, with_place(post.known, team, habits), habits, key, seed):
        tally[place, OPENED_NEW if is_new else OPENED_KNOWN] += 1.0
        return True
    address.away_until = now + habits.away_weeks
    return False


@compiled
def withdraw(number: int, homes: np.ndarray, post: Record, addresses: np.ndarray, habits: Record, now: float) -> None:
    """Come back soon where a wish or worry is open, a few times at most; else keep away for long."""
    home, address = homes[number], addresses[number]
    open_wish = has(address.wishes, COMPANY) or has(address.wishes, ERRANDS)
    address.away_until = now + habits.away_weeks
    if address.talks < habits.visits_before_referral and (open_wish or needs_somebody(home, SERIOUS)):
        line_up(number, REVISIT, now + habits.revisit_weeks, post, addresses)
