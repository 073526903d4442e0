"""Care at agencies: the place on the list, the start of care, and its end.

A start is back-dated to the moment of release or request, and place, dates and ledger with it. The household's own
rates change at the round: its past is never rewritten.
"""

import math

import numpy as np

from simulation.services.agenda import CARE_END, insert, plan
from simulation.services.doors import close_part, first_help, touch
from simulation.services.lists import delist, enlist, priority, sink
from simulation.services.tables import (
    IN_CARE,
    WAITING,
)
from simulation.streets.compiler import Record, compiled
from simulation.streets.luck import CARE, DROP_OUT, PATIENCE, patience_of_luck
from simulation.streets.stock import enter, leave
from simulation.streets.tables import CRISIS, DOMAINS
from simulation.streets.tally import (
    CARE_WEEKS,
    DISPLACED,
    HEAVY_STARTS,
    STARTS,
)

FIRST_IN_LINE = 1e12
"""Key added for clients of adopted advice, where the lever says that they go first."""


@compiled
def client(referral: Record) -> int:
    """Return who was referred: the address and the occupant's number, the key of the household's luck."""
    return int(np.int64(referral.household) + (np.int64(referral.occupant) << 32))


@compiled
def start_care(
    row: int,
    when: float,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    seed: np.uint64,
) -> float:
    """Give a referral a place; return when care ends if nothing ends it sooner.

    Drop-out is likelier with little trust and with other problems that nobody treats, unless someone directs the file.
    """
    referral = referrals[row]
    home = homes[referral.household]
    agency = agencies[referral.agency]
    referral.state = IN_CARE
    referral.started = when
    agency.used += 1
    touch(home, rules, town, dirty, now)
    who = client(referral)
    until = when + patience_of_luck(seed, who, CARE, referral.number) * agency.care_weeks
    untreated = 0
    for domain in range(DOMAINS):
        if home.severity[domain] > 1 and home.care[domain] == 0.0 and domain != referral.domain:
            untreated += 1
    rate = practice.drop_out * (1.0 - home.trust)
    if home.dose == 0.0:
        rate *= 1.0 + practice.drop_out_untreated * untreated
    if rate > 0.0:
        until = min(until, when + patience_of_luck(seed, who, DROP_OUT, referral.number) / rate)
    enlist(lists, entries, agencies.shape[0] + referral.agency, referrals, row, 0.0, until)
    if home.gone == 0:
        home.care[referral.domain] = 0.0 if referral.misplaced else agency.lift
        home.general &= np.uint8(255 - (1 << int(referral.domain)))  # the agency takes over from a general provision
    request = requests[referral.request]
    first_help(home, request, when, practice)
    if math.isnan(request.specialist):
        request.specialist = when
    place = referral.neighbourhood
    tally[place, STARTS + referral.agency] += 1.0
    if referral.severity >= CRISIS:
        tally[place, HEAVY_STARTS + referral.domain] += 1.0
    enter(tally, stock, place, CARE_WEEKS + referral.agency, when, town.month_end)
    return until


@compiled
def finish(
    row: int,
    state: int,
    outcome: int,
    when: float,
    homes: np.ndarray,
    rules: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
) -> bool:
    """End a referral in a final state, take it off its list; return whether this frees a place."""
    referral = referrals[row]
    home = homes[referral.household]
    number = agencies.shape[0]
    frees = referral.state == IN_CARE
    if frees:
        delist(lists, entries, number + referral.agency, referrals, row)
        agencies[referral.agency].used -= 1
        leave(tally, stock, referral.neighbourhood, CARE_WEEKS + referral.agency, when, town.month_end)
    elif referral.state == WAITING:
        delist(lists, entries, referral.agency, referrals, row)
    else:
        delist(lists, entries, 2 * number, referrals, row)
    referral.state = state
    referral.ended = when
    touch(home, rules, town, dirty, now)
    if frees:
        home.care[referral.domain] = 0.0
    home.referral[referral.domain] = -1
    close_part(home, requests[referral.request], outcome, when)
    return frees


@compiled
def goes_first(referral: Record, town: Record) -> bool:
    """Return whether a client of adopted advice goes first on the list."""
    return bool(referral.adopted == 1 and town.adopted_first == 1)


@compiled
def key_of(referral: Record, ageing: float, town: Record) -> float:
    """Return the place of a waiting referral on its list: the highest is served first."""
    first = FIRST_IN_LINE if goes_first(referral, town) else 0.0
    return priority(referral.severity, referral.sent, ageing) + first


@compiled
def reorder(
    number: int, lists: np.ndarray, entries: np.ndarray, referrals: np.ndarray, ageing: float, town: Record
) -> None:
    """Give everybody on a waiting list the key that a changed rule asks for."""
    line = lists[number]
    for index in range(line.first, line.first + line.length):
        entries[index].key = key_of(referrals[entries[index].row], ageing, town)
    for index in range(line.first + line.length - 1, line.first - 1, -1):
        sink(entries, line.first, line.length, index, referrals)


@compiled
def join(
    row: int,
    when: float,
    town: Record,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    seed: np.uint64,
) -> float:
    """Put a referral on its agency's list; return when its patience ends."""
    referral = referrals[row]
    agency = agencies[referral.agency]
    referral.state = WAITING
    referral.waiting = when
    key = key_of(referral, agency.ageing, town)
    who = client(referral)
    until = when + patience_of_luck(seed, who, PATIENCE, referral.number) * agency.patience_weeks
    enlist(lists, entries, referral.agency, referrals, row, key, until)
    return until


@compiled
def has_place(agency: Record) -> bool:
    """Return whether an agency can start somebody now."""
    return agency.unlimited == 1 or agency.used < agency.places


@compiled
def call_next(
    which: int,
    when: float,
    number: int,
    done: int,
    order: np.ndarray,
    agenda: np.ndarray,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    seed: np.uint64,
) -> int:
    """Start as many from the line as there are places; return how long the agenda has become."""
    while lists[which].length > 0 and has_place(agencies[which]):
        row = entries[lists[which].first].row
        delist(lists, entries, which, referrals, row)
        if goes_first(referrals[row], town) and lists[which].length > 0:
            tally[referrals[row].neighbourhood, DISPLACED] += 1.0
        until = start_care(
            row,
            when,
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
            tally,
            stock,
            now,
            seed,
        )
        if until <= now:
            number = plan(agenda, number, until, CARE_END, -1, 0, 0, row)
            insert(agenda, order, number, done)
    return number
