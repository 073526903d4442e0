"""Outreach: whoever works in the street reaches households in proportion to free hours and the network built there."""

import math

import numpy as np

from simulation.services.cases import meet
from simulation.services.doors import accepts, open_request, touch, visit_desk, wait_for_coach, worst
from simulation.services.tables import FOUND, INTAKING
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import AT_HOME, FIND, chance, patience_of_luck
from simulation.streets.tables import DOMAINS
from simulation.streets.tally import OUTREACH_HOURS, VISITS

FIRST_VISIT = 1000000
"""Visits are counted from here where their luck shares a purpose with signals."""


@compiled
def network_of_team(coaches: np.ndarray, place: Record, intaking: bool, practice: Record, now: float) -> float:
    """Return how well coaches (or intakers) know their neighbourhood, in [0, 1]: it grows with tenure."""
    known = 0.0
    fte = 0.0
    for number in range(place.first_coach, place.last_coach):
        coach = coaches[number]
        if (coach.role == INTAKING) != intaking:
            continue
        fte += coach.fte
        if coach.filled == 1:
            known += coach.fte * (1.0 - math.exp(-max(0.0, now - coach.started) / practice.network_build_weeks))
    return known / fte if fte > 0.0 else 0.0


@compiled
def ring(
    home: Record,
    coached: bool,
    rules: Record,
    practice: Record,
    town: Record,
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
    """Ring at one address: somebody answers or not, has a problem or not, accepts help or not.

    A coach takes the household on; outreach without mandate hands it over to agencies that did not expect it.
    """
    tally[home.neighbourhood, VISITS] += 1.0
    key = FIRST_VISIT + int(home.visits)
    home.visits += 1
    if home.gone or chance(seed, identity(home), AT_HOME, key) >= practice.home_contact:
        return
    touch(home, rules, town, dirty, now)
    meet(home, tally)
    if worst(home) == 0 or home.case >= 0 or home.at_intaker or (home.request >= 0 and not coached):
        return
    if not accepts(home, key, coached, town, practice, seed):
        return
    open_request(home, FOUND, now, town, requests, tally)
    assessing = 2 * town.agencies
    if coached:
        line = assessing + 1 + home.neighbourhood
        wait_for_coach(home, now, town, practice, requests, cases, lists, entries, line, ageing, seed)
        return
    for domain in range(DOMAINS):
        if home.severity[domain] > 0 and home.referral[domain] < 0:
            visit_desk(
                home,
                domain,
                home.severity[domain],
                now,
                practice.handoff_kept_outreach,
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


@compiled
def go_into_the_street(
    homes: np.ndarray,
    found_at: np.ndarray,
    bounds: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
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
    """Spend the week's free hours on outreach. Each address has its own luck: how much exposure until it is found."""
    for number in range(places.shape[0]):
        place = places[number]
        if place.free_hours <= 0.0 or place.households == 0:
            continue
        tally[number, OUTREACH_HOURS] += place.free_hours
        known = network_of_team(coaches, place, False, practice, now)
        reach = practice.network_floor + (1.0 - practice.network_floor) * known
        place.exposure += place.free_hours * practice.visits_per_hour * reach / place.households
        for address in range(bounds[number], bounds[number + 1]):
            while found_at[address] <= place.exposure:
                home = homes[address]
                ring(
                    home,
                    place.coached == 1,
                    rules,
                    practice,
                    town,
                    requests,
                    referrals,
                    cases,
                    lists,
                    entries,
                    dirty,
                    tally,
                    ageing,
                    now,
                    seed,
                )
                found_at[address] += patience_of_luck(seed, address, FIND, home.visits)
