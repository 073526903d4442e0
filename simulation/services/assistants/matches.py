"""Matches: two neighbours who keep each other company, one who does errands for another, or a shared interest."""

import math

import numpy as np

from simulation.services.assistants.columns import MATCHES
from simulation.services.assistants.pools import has
from simulation.services.assistants.tables import ERRANDS, LAPSED, LASTING, MOVED_OUT
from simulation.services.doors import touch
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import CARRIED, LAPSE, chance, patience_of_luck


@compiled
def hazard_of(match: Record, team: Record, habits: Record) -> float:
    """Return the hazard of lapsing per week; members carry some matches further while there is a meeting place."""
    return habits.lapse * (habits.carried_lapse if match.carried == 1 and team.meeting_place == 1 else 1.0)


@compiled
def foresee_end(match: Record, homes: np.ndarray, team: Record, habits: Record) -> float:
    """Return when a match ends: when it lapses, or one of the two moves out."""
    hazard = hazard_of(match, team, habits)
    lapses = match.settled + match.luck / hazard if hazard > 0.0 else math.inf
    return min(lapses, min(homes[match.one].moves_at, homes[match.other].moves_at))


@compiled
def play_role(
    number: int,
    role: int,
    homes: np.ndarray,
    rules: Record,
    town: Record,
    addresses: np.ndarray,
    dirty: np.ndarray,
    now: float,
) -> None:
    """Let a household take its part in a match: its wish is fulfilled, and assistants know it is."""
    home, address = homes[number], addresses[number]
    touch(home, rules, town, dirty, now)
    home.touched = 1
    home.neighbours += 1
    if role == ERRANDS:
        home.practical += 1
    address.roles |= 1 << role
    if has(address.wishes, role):
        address.wishes -= 1 << role


@compiled
def make_match(
    one: int,
    one_role: int,
    other: int,
    other_role: int,
    homes: np.ndarray,
    rules: Record,
    town: Record,
    team: Record,
    addresses: np.ndarray,
    diary: Record,
    matches: np.ndarray,
    ends: np.ndarray,
    habits: Record,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Bring two neighbours together.

    Raises:
        OverflowError: If the table of matches is full.
    """
    row = diary.matches
    if row >= matches.shape[0]:
        raise OverflowError("more matches than there is room for")
    who, number = identity(homes[one]), addresses[one].matches
    addresses[one].matches += 1
    match = matches[row]
    match.made = now
    match.ended = math.nan
    match.settled = now
    match.luck = patience_of_luck(seed, who, LAPSE, number)
    match.carried = 1 if chance(seed, who, CARRIED, number) < habits.carried_share else 0
    match.one, match.other = one, other
    match.one_occupant, match.other_occupant = homes[one].occupant, homes[other].occupant
    match.one_role, match.other_role = one_role, other_role
    match.neighbourhood = homes[one].neighbourhood
    match.state = LASTING
    diary.matches += 1
    diary.lasting += 1
    team.carried += match.carried
    tally[match.neighbourhood, MATCHES] += 1.0
    play_role(one, one_role, homes, rules, town, addresses, dirty, now)
    play_role(other, other_role, homes, rules, town, addresses, dirty, now)
    ends[row] = foresee_end(match, homes, team, habits)


@compiled
def go_apart(
    number: int,
    occupant: int,
    role: int,
    homes: np.ndarray,
    rules: Record,
    town: Record,
    addresses: np.ndarray,
    dirty: np.ndarray,
    now: float,
) -> bool:
    """Let a household lose its part in a match; return whether it moved out."""
    home, address = homes[number], addresses[number]
    address.roles -= 1 << role
    if home.occupant != occupant:
        return True
    touch(home, rules, town, dirty, now)
    home.neighbours -= 1
    if role == ERRANDS:
        home.practical -= 1
    return False


@compiled
def end_matches(
    homes: np.ndarray,
    rules: Record,
    town: Record,
    teams: np.ndarray,
    addresses: np.ndarray,
    diary: Record,
    matches: np.ndarray,
    ends: np.ndarray,
    dirty: np.ndarray,
    now: float,
) -> None:
    """End every match whose time has come since the last round."""
    for row in range(diary.matches):
        if ends[row] > now:
            continue
        match = matches[row]
        match.ended = ends[row]
        ends[row] = math.inf
        one = go_apart(match.one, match.one_occupant, match.one_role, homes, rules, town, addresses, dirty, now)
        other = go_apart(match.other, match.other_occupant, match.other_role, homes, rules, town, addresses, dirty, now)
        match.state = MOVED_OUT if one or other else LAPSED
        teams[match.neighbourhood].carried -= match.carried
        diary.lasting -= 1


@compiled
def set_meeting_place(
    place: int,
    open_now: int,
    homes: np.ndarray,
    teams: np.ndarray,
    diary: Record,
    matches: np.ndarray,
    ends: np.ndarray,
    habits: Record,
    now: float,
) -> None:
    """Open or close the meeting place of a neighbourhood: its matches use up their luck at another hazard from now."""
    team = teams[place]
    for row in range(diary.matches):
        match = matches[row]
        if match.neighbourhood == place and match.state == LASTING:
            match.luck -= hazard_of(match, team, habits) * (now - match.settled)
            match.settled = now
    team.meeting_place = open_now
    for row in range(diary.matches):
        match = matches[row]
        if match.neighbourhood == place and match.state == LASTING:
            ends[row] = foresee_end(match, homes, team, habits)
