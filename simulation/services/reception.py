"""Reception: the week's questions and signals, each at the front door that its neighbourhood has."""

import numpy as np

from simulation.services.doors import accepts, open_request, touch, visit_desk, wait_for_coach
from simulation.services.intake import intake_line, wait_for_intaker
from simulation.services.tables import COACH_DOOR, DESK, INTAKER_DOOR, SIGNALLED
from simulation.streets.compiler import AHEAD, Record, bring, compiled
from simulation.streets.life import identity
from simulation.streets.luck import DOOR, SIGNAL_CONTACT, chance
from simulation.streets.tables import ASK, SIGNAL
from simulation.streets.tally import ASKS, SIGNALS


@compiled
def hear(
    home: Record, letter: Record, near: bool, town: Record, practice: Record, tally: np.ndarray, seed: np.uint64
) -> bool:
    """Return whether a letter leads to a request: the household asks, or a signal leads to contact and acceptance."""
    place = home.neighbourhood
    if letter.kind == ASK:
        tally[place, ASKS] += 1.0
        return True
    tally[place, SIGNALS] += 1.0
    home.touched |= near
    key = home.count[letter.domain, SIGNAL] * 8 + letter.domain
    contact = practice.signal_contact_coach if near else practice.signal_contact
    if chance(seed, identity(home), SIGNAL_CONTACT, key) >= contact:
        return False
    return accepts(home, key, near, town, practice, seed)


@compiled
def goes_to_coach(home: Record, letter: Record, place: Record, seed: np.uint64) -> bool:
    """Return whether a question or signal reaches the coaches rather than a desk.

    Organisations signal to the coaches where there are any. Residents find two doors: the desks as before, and the
    coaches', which adds ``door - 1`` to the rate of asking and gets that part of the questions.
    """
    if place.coached == 0 or place.intake == 1 or home.case >= 0:
        return False
    if letter.kind == SIGNAL:
        return True
    key = home.count[letter.domain, ASK] * 8 + letter.domain
    return chance(seed, identity(home), DOOR, key) < (place.door - 1.0) / place.door


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
    agencies = town.agencies
    assessing = 2 * agencies
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
        coached = goes_to_coach(home, letter, place, seed)
        touch(home, rules, town, dirty, now)
        if not hear(home, letter, coached or place.intake == 1, town, practice, tally, seed):
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
