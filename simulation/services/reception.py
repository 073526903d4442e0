"""Reception: the week's questions and signals, each at the front door that its neighbourhood has."""

import numpy as np

from simulation.services.doors import accepts, open_request, touch, visit_desk, wait_for_coach
from simulation.services.intake import intake_line, wait_for_intaker
from simulation.services.outreach import network_of_team
from simulation.services.tables import COACH_DOOR, DESK, INTAKER_DOOR, SIGNALLED
from simulation.streets.compiler import AHEAD, Record, bring, compiled
from simulation.streets.life import identity
from simulation.streets.luck import DOOR, RECOGNISED, SIGNAL_CONTACT, chance
from simulation.streets.tables import ASK, ASKS_SOONER, SIGNAL, SIGNALLED_SOONER
from simulation.streets.tally import ASKS, SIGNALS


@compiled
def asks_sooner(home: Record) -> bool:
    """Return whether a door in the neighbourhood changed when this household asks."""
    return bool((home.hastened & ASKS_SOONER) > 0)


@compiled
def hear(
    home: Record, letter: Record, near: bool, town: Record, practice: Record, tally: np.ndarray, seed: np.uint64
) -> bool:
    """Return whether a letter leads to a request: the household asks, or a signal leads to contact and acceptance.

    Where a door in the neighbourhood makes people ask sooner, they ask sooner at desks too, and organisations that know
    whom to signal to do so sooner: the approach touched these households.
    """
    place = home.neighbourhood
    if letter.kind == ASK:
        tally[place, ASKS] += 1.0
        home.touched |= asks_sooner(home)
        return True
    tally[place, SIGNALS] += 1.0
    home.known = 1
    home.touched |= near or (home.hastened & SIGNALLED_SOONER) > 0
    key = home.count[letter.domain, SIGNAL] * 8 + letter.domain
    contact = practice.signal_contact_coach if near else practice.signal_contact
    if chance(seed, identity(home), SIGNAL_CONTACT, key) >= contact:
        return False
    return accepts(home, key, near, town, practice, seed)


@compiled
def is_extra(home: Record, letter: Record, place: Record, seed: np.uint64) -> bool:
    """Return whether somebody asks only because there is a door in the neighbourhood.

    That door adds ``door - 1`` to the rate of asking at desks.
    """
    key = home.count[letter.domain, ASK] * 8 + letter.domain
    return bool(chance(seed, identity(home), DOOR, key) < (place.door - 1.0) / place.door)


@compiled
def is_recognised(home: Record, letter: Record, place: Record, practice: Record, seed: np.uint64) -> bool:
    """Return whether somebody knows the door in the neighbourhood by now: it becomes known with the team's tenure."""
    key = home.count[letter.domain, ASK] * 8 + letter.domain
    reach = practice.network_floor + (1.0 - practice.network_floor) * place.known
    return bool(chance(seed, identity(home), RECOGNISED, key) < reach)


@compiled
def become_known(places: np.ndarray, coaches: np.ndarray, practice: Record, now: float) -> None:
    """Note how well the team at each neighbourhood's door is known by now."""
    for number in range(places.shape[0]):
        place = places[number]
        if place.near:
            place.known = network_of_team(coaches, place, place.intake == 1, practice, now)


@compiled
def receive_requests(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    order: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> None:
    """Hear the week's questions and signals in order of time, each at the door of its neighbourhood.

    Where there are intakers, theirs is the only door.
    """
    assessing = 2 * town.agencies
    become_known(places, coaches, practice, town.clock)
    for number in range(order.shape[0]):
        if number + AHEAD < order.shape[0]:
            bring(homes, letters[order[number + AHEAD]].household)
        letter = letters[order[number]]
        home = homes[letter.household]
        if letter.kind != ASK and letter.kind != SIGNAL:
            continue
        home.asked = 0
        domain = letter.domain
        if home.gone or home.at_intaker or home.referral[domain] >= 0 or (home.case >= 0 and home.queued == 0):
            continue
        place = places[home.neighbourhood]
        extra = letter.kind == ASK and place.near == 1 and is_extra(home, letter, place, seed)
        if extra and not is_recognised(home, letter, place, practice, seed):
            home.touched |= asks_sooner(home)  # its question, which would have come later, is gone
            continue
        # Organisations signal to the coaches where there are any; residents find the desks as before, and their door.
        coached = place.coached == 1 and place.intake == 0 and home.case < 0 and (extra or letter.kind == SIGNAL)
        touch(home, rules, town, dirty, now)
        if not hear(home, letter, coached or place.intake == 1, town, practice, tally, seed):
            continue
        if place.intake and home.case >= 0:  # it waits for a coach: what is new is for the coach as well
            requests[home.request].domains |= np.uint8(1 << domain)
            continue
        door = SIGNALLED if letter.kind == SIGNAL else (COACH_DOOR if coached else DESK)
        if place.intake and letter.kind == ASK:
            door = INTAKER_DOOR
        row = open_request(home, door, letter.when, town, requests, tally)
        requests[row].domains |= np.uint8(1 << domain)
        if place.intake:
            line = intake_line(home.neighbourhood, town, places)
            wait_for_intaker(home, letter.when, practice, requests, lists, entries, line, ageing, seed)
        elif coached:
            line = assessing + 1 + home.neighbourhood
            wait_for_coach(home, letter.when, town, practice, requests, cases, lists, entries, line, ageing, seed)
        else:
            visit_desk(
                home,
                domain,
                letter.severity,
                letter.when,
                practice.handoff_kept,
                town,
                practice,
                requests,
                referrals,
                lists,
                entries,
                assessing,
                tally,
                seed,
            )
