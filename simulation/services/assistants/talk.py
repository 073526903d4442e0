"""A conversation: what does somebody want, and what can they do? Then a match, or sooner or later the front door."""

import numpy as np

from simulation.services.assistants.columns import CONVERSATIONS, PROPOSALS, REFERRALS, REFERRALS_DANGER
from simulation.services.assistants.matches import make_match
from simulation.services.assistants.pools import find_partner, fits, has, join_pool
from simulation.services.assistants.tables import COMPANY, ERRANDS, HELPING, INTEREST, NOWHERE, WISHES
from simulation.services.doors import change_trust, open_request, touch, visit_desk, wait_for_coach, worst
from simulation.services.intake import intake_line, wait_for_intaker
from simulation.services.tables import FOUND
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import GOES_ALONG, TELLS_WISH, chance
from simulation.streets.tables import CRISIS, DAILY_LIVING, DOMAINS, EARLY, LONELINESS, NONE, SERIOUS


@compiled
def get_to_know(home: Record, address: Record) -> None:
    """Forget what was known of who lived here before."""
    if address.occupant != home.occupant or address.talks == 0:
        address.occupant = home.occupant
        address.talks = 0
        address.wishes = 0


@compiled
def listen(home: Record, address: Record, habits: Record, seed: np.uint64) -> None:
    """Hear what somebody wants and can do today; what they said before may hold no longer.

    Who is lonely may want company, who has some trouble with daily living may want errands done, who has none may
    offer help, and anybody may look for company in what they like to do.
    """
    who = identity(home)
    address.wishes = 0
    for wish in range(WISHES):
        likely = habits.wish_told
        if wish == COMPANY:
            likely *= 1.0 if home.severity[LONELINESS] > NONE else 0.0
        elif wish == ERRANDS:
            likely *= 1.0 if home.severity[DAILY_LIVING] == EARLY else 0.0
        elif wish == HELPING:
            likely = habits.offers_help if home.severity[DAILY_LIVING] == NONE else 0.0
        else:
            likely = habits.wish_interest
        if not has(address.roles, wish) and chance(seed, who, TELLS_WISH + wish, address.talks) < likely:
            address.wishes |= 1 << wish


@compiled
def partner_of(wish: int, choice: int) -> int:
    """Return which wish of somebody else answers a wish, first and second choice; -1 if there is none."""
    if wish == COMPANY:
        return COMPANY if choice == 0 else HELPING
    if wish == ERRANDS:
        return HELPING if choice == 0 else NOWHERE
    if wish == HELPING:
        return ERRANDS if choice == 0 else COMPANY
    return INTEREST if choice == 0 else NOWHERE


@compiled
def bring_together(
    number: int,
    host: int,
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
) -> float:
    """Look for a neighbour for each wish, be there when they first meet; wishes that stay open wait in a pool.

    Returns:
        Hours spent.
    """
    home, address = homes[number], addresses[number]
    place = home.neighbourhood
    proposals, first_meetings = tally[place, PROPOSALS], 0.0
    for wish in range(WISHES):
        for choice in range(2):
            answer = partner_of(wish, choice)
            if answer == NOWHERE or not has(address.wishes, wish):
                continue
            other = find_partner(number, answer, host, homes, team, addresses, habits.agrees, tally, seed)
            if other != NOWHERE:
                make_match(
                    number,
                    wish,
                    other,
                    answer,
                    homes,
                    rules,
                    town,
                    team,
                    addresses,
                    diary,
                    matches,
                    ends,
                    habits,
                    dirty,
                    tally,
                    now,
                    seed,
                )
                first_meetings += 1.0
        if fits(home, address, wish):
            join_pool(number, wish, homes, team, addresses)
    proposed = tally[place, PROPOSALS] - proposals
    return proposed * habits.proposal_hours + first_meetings * habits.first_meeting_hours


@compiled
def nothing_else_left(home: Record, address: Record, habits: Record, practice: Record, seed: np.uint64) -> bool:
    """Return whether somebody with a serious problem goes along to the front door after so many conversations.

    That is, nobody in the neighbourhood was found for them, nobody else is busy with it, and they trust it enough.
    """
    if worst(home) < SERIOUS or address.roles != 0 or address.talks < habits.visits_before_referral:
        return False
    return chance(seed, identity(home), GOES_ALONG, address.talks) < practice.acceptance * home.trust


@compiled
def needs_somebody(home: Record, severity: int) -> bool:
    """Return whether there is a problem at least so severe with which nobody is busy."""
    for domain in range(DOMAINS):
        if home.severity[domain] >= severity and home.referral[domain] < 0:
            return home.case < 0 and home.at_intaker == 0
    return False


@compiled
def bring_to_door(
    home: Record,
    severity: int,
    places: np.ndarray,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    core: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> None:
    """Bring a household to the front door of its neighbourhood: the intakers', the coaches' list, or the desks."""
    place = home.neighbourhood
    intake = places[place].intake == 1
    row = open_request(home, FOUND, now, town, requests, core)
    assessing = 2 * town.agencies
    coached = places[place].coached == 1
    for domain in range(DOMAINS):
        if home.severity[domain] < severity or home.referral[domain] >= 0:
            continue
        requests[row].domains |= np.uint8(1 << domain)
        if not coached and not intake:
            visit_desk(
                home,
                domain,
                home.severity[domain],
                now,
                practice.handoff_kept,
                town,
                practice,
                requests,
                referrals,
                lists,
                entries,
                assessing,
                core,
                seed,
            )
    if intake:
        line = intake_line(place, town, places)
        wait_for_intaker(home, now, practice, requests, lists, entries, line, ageing, seed)
    elif coached:
        line = assessing + 1 + place
        wait_for_coach(home, now, town, practice, requests, cases, lists, entries, line, ageing, seed)


@compiled
def talk(
    number: int,
    host: int,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    core: np.ndarray,
    team: Record,
    addresses: np.ndarray,
    diary: Record,
    matches: np.ndarray,
    ends: np.ndarray,
    habits: Record,
    tally: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> float:
    """Have a conversation at home; return the hours spent on it and on what comes of it.

    Referred is only who is in danger, and who has a serious problem when nothing else is left.
    """
    home, address = homes[number], addresses[number]
    touch(home, rules, town, dirty, now)
    home.touched = 1
    change_trust(home, habits.trust_conversation)
    get_to_know(home, address)
    address.talks += 1
    tally[home.neighbourhood, CONVERSATIONS] += 1.0
    listen(home, address, habits, seed)
    hours = habits.conversation_hours + bring_together(
        number, host, homes, rules, town, team, addresses, diary, matches, ends, habits, dirty, tally, now, seed
    )
    danger = worst(home) == CRISIS
    severity = CRISIS if danger else SERIOUS
    if not needs_somebody(home, severity):
        return hours
    if danger or nothing_else_left(home, address, habits, practice, seed):
        tally[home.neighbourhood, REFERRALS] += 1.0
        tally[home.neighbourhood, REFERRALS_DANGER] += danger
        bring_to_door(
            home,
            severity,
            places,
            practice,
            town,
            requests,
            referrals,
            cases,
            lists,
            entries,
            core,
            ageing,
            now,
            seed,
        )
    return hours
