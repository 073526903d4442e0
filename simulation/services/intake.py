"""Intakers: the first point of contact of a neighbourhood, who solves at the door what needs no individual provision.

Rules from Almelo (Almeloos Weekblad, 2019): the intaker knows residents, professionals and all general provisions, and
looks first for a solution in somebody's own network or in a general provision; only when an individual provision seems
needed does a wijkcoach join.
"""

import math

import numpy as np

from simulation.services.cases import hours_of
from simulation.services.doors import (
    close_part,
    first_help,
    refer,
    send_from_desk,
    tell_story,
    touch,
    wait_for_coach,
    worst,
)
from simulation.services.lists import append, delist, enlist, priority, rekey, take_at, take_out
from simulation.services.outreach import network_of_team
from simulation.services.tables import (
    ASKED,
    AT_INTAKER,
    IN_CARE,
    INTAKING,
    LEFT,
    LOST,
    MOVED_AWAY,
    RECOVERED,
    SOLVED,
)
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import GENERAL, INTAKE, INTAKE_PATIENCE, chance, patience_of_luck
from simulation.streets.problems import total_severity
from simulation.streets.stock import enter, leave
from simulation.streets.tables import CRISIS, DOMAINS, EARLY, EASE, MOVED, WORSEN
from simulation.streets.tally import (
    GENERAL_PROVISION_WEEKS,
    INTAKER_LIST_WEEKS,
    INTAKES,
    SOLVED_BY_GENERAL_PROVISION,
    SOLVED_BY_NETWORK,
    SOLVED_OTHERWISE,
)


@compiled
def intake_line(place: int, town: Record, places: np.ndarray) -> int:
    """Return the number of the intakers' list of a neighbourhood."""
    return int(2 * town.agencies + 1 + places.shape[0] + DOMAINS + place)


@compiled
def general_line(town: Record, places: np.ndarray) -> int:
    """Return the number of the list of problems that a general provision is busy with."""
    return intake_line(places.shape[0], town, places)


@compiled
def wait_for_intaker(
    home: Record,
    when: float,
    practice: Record,
    requests: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    line: int,
    ageing: float,
    seed: np.uint64,
) -> None:
    """Put a household's request on the intakers' list; until its turn comes it asks nowhere else."""
    request = requests[home.request]
    request.open += 1
    if request.state == ASKED:
        request.state = AT_INTAKER
        request.at_intaker = when
    home.at_intaker = 1
    home.touched = 1
    patience = patience_of_luck(seed, identity(home), INTAKE_PATIENCE, home.intakes) * practice.intaker_patience_weeks
    key = priority(worst(home), when, ageing)
    enlist(lists, entries, line, requests, home.request, key, when + patience)


@compiled
def leave_intaker(
    home: Record,
    outcome: int,
    when: float,
    requests: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    line: int,
    index: int,
) -> int:
    """Take a request out of the intakers' line without an intake; return from where on to look again."""
    row = entries[index].row
    again = take_out(lists, entries, line, requests, index)
    home.at_intaker = 0
    close_part(home, requests[row], outcome, when)
    return again


@compiled
def hear_those_waiting(
    homes: np.ndarray,
    rules: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    order: np.ndarray,
    requests: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    ageing: float,
    now: float,
) -> None:
    """Learn in order of time who on an intakers' list moved, recovered, or got better or worse."""
    for number in order:
        letter = letters[number]
        home = homes[letter.household]
        if home.at_intaker == 0 or (letter.kind != MOVED and letter.kind != WORSEN and letter.kind != EASE):
            continue
        line = intake_line(home.neighbourhood, town, places)
        index = requests[home.request].slot
        if letter.when < requests[home.request].asked:
            continue
        if letter.kind == MOVED or total_severity(home) == 0:
            touch(home, rules, town, dirty, now)
            outcome = MOVED_AWAY if letter.kind == MOVED else RECOVERED
            leave_intaker(home, outcome, letter.when, requests, lists, entries, line, index)
        else:
            key = priority(worst(home), requests[home.request].asked, ageing)
            rekey(lists, entries, line, requests, home.request, key, index)


@compiled
def solution(home: Record, domain: int, knowledge: float, place: Record, practice: Record, seed: np.uint64) -> int:
    """Return what can carry a problem without an individual provision: the column it counts in, or -1.

    Own network first (the more there is of it), then a general provision with room, then something creative. A crisis
    always needs more, a serious problem mostly.
    """
    severity = home.severity[domain]
    if severity >= CRISIS:
        return -1
    weight = knowledge * (1.0 if severity == EARLY else practice.serious_solves)
    drawn = chance(seed, identity(home), INTAKE, int(home.intakes) * DOMAINS + domain)
    share = weight * practice.network_solves * home.network
    if drawn < share:
        return SOLVED_BY_NETWORK
    if place.in_general < place.general_visits:
        share += (1.0 - share) * weight * practice.general_solves
        if drawn < share:
            return SOLVED_BY_GENERAL_PROVISION
    share += (1.0 - share) * weight * practice.creative_solves
    return SOLVED_OTHERWISE if drawn < share else -1


@compiled
def start_general(
    home: Record,
    domain: int,
    place: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    episodes: np.ndarray,
    requests: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Let a general provision work on a problem for a while; it needs no indication."""
    drawn = patience_of_luck(seed, identity(home), GENERAL, int(home.intakes) * DOMAINS + domain)
    until = now + drawn * practice.general_weeks
    if town.episodes >= episodes.shape[0]:
        raise OverflowError("more episodes than there is room for")
    episode = episodes[town.episodes]
    episode.household = home.number
    episode.occupant = home.occupant
    episode.domain = domain
    episode.general = 1
    episode.began = now
    episode.ended = until
    append(lists, entries, general_line(town, places), town.episodes, 0.0, until)
    town.episodes += 1
    home.care[domain] = practice.general_lift
    home.general |= np.uint8(1 << domain)
    place.in_general += 1
    first_help(home, requests[home.request], now, practice)
    enter(tally, stock, home.neighbourhood, GENERAL_PROVISION_WEEKS, now, town.month_end)


@compiled
def end_general(
    homes: np.ndarray,
    rules: Record,
    town: Record,
    places: np.ndarray,
    episodes: np.ndarray,
    referrals: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
) -> None:
    """End what general provisions do: in time, when the problem is over, when an agency takes over, or at a move."""
    number = general_line(town, places)
    index = lists[number].first
    while index < lists[number].first + lists[number].length:
        entry = entries[index]
        episode = episodes[entry.row]
        home = homes[episode.household]
        domain = episode.domain
        bit = np.uint8(1 << domain)
        stayed = episode.occupant == home.occupant
        busy = stayed and home.general & bit != 0
        if entry.until > now and busy and home.severity[domain] > 0:
            index += 1
            continue
        touch(home, rules, town, dirty, now)
        episode.ended = min(entry.until, now)
        if busy:
            home.general -= bit
            home.care[domain] = 0.0
        elif stayed:
            row = home.referral[domain]
            cared = row >= 0 and referrals[row].state == IN_CARE
            episode.ended = min(episode.ended, referrals[row].started if cared else town.clock)
        places[home.neighbourhood].in_general -= 1
        leave(tally, stock, home.neighbourhood, GENERAL_PROVISION_WEEKS, episode.ended, town.month_end)
        take_at(lists, entries, number, index)


@compiled
def look_at(
    row: int,
    knowledge: float,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    episodes: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> None:
    """Do an intake: solve at the door what was asked and can be; a wijkcoach, or else the agencies, get the rest."""
    request = requests[row]
    home = homes[request.household]
    place = places[home.neighbourhood]
    touch(home, rules, town, dirty, now)
    home.at_intaker = 0
    home.intakes += 1
    if math.isnan(request.intake):
        request.intake = now
        tally[home.neighbourhood, INTAKES] += 1.0
    tell_story(home, request, practice, tally)
    solved = 0
    unsolved = 0
    for domain in range(DOMAINS):
        bit = np.uint8(1 << domain)
        if request.domains & bit == 0 or home.general & bit or home.referral[domain] >= 0:
            continue
        if home.severity[domain] == 0:
            continue
        column = solution(home, domain, knowledge, place, practice, seed)
        if column < 0:
            unsolved += 1
            if place.coached == 0 and practice.route[domain, home.severity[domain]] >= 0:
                sent = refer(home, domain, home.severity[domain], now, town, practice, requests, referrals)
                kept = practice.coordinated_handoff
                send_from_desk(home, sent, kept, now, practice, referrals, lists, entries, 2 * town.agencies, seed)
            continue
        solved += 1
        request.solved |= np.uint8(1 << domain)
        tally[home.neighbourhood, column] += 1.0
        if column == SOLVED_BY_GENERAL_PROVISION:
            start_general(
                home, domain, place, practice, town, places, episodes, requests, lists, entries, tally, stock, now, seed
            )
    if unsolved > 0 and place.coached == 1 and home.case < 0:
        line = 2 * town.agencies + 1 + home.neighbourhood
        wait_for_coach(home, now, town, practice, requests, cases, lists, entries, line, ageing, seed)
    outcome = LOST if unsolved > 0 else (SOLVED if solved > 0 else RECOVERED)
    close_part(home, request, outcome, now)


@compiled
def hold_intake_round(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    order: np.ndarray,
    episodes: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> None:
    """Hold the week's intakes, the most pressing first, as many as there are hours for."""
    if town.intake == 0 and lists[general_line(town, places)].length == 0:
        return
    end_general(homes, rules, town, places, episodes, referrals, lists, entries, dirty, tally, stock, now)
    hear_those_waiting(homes, rules, town, places, letters, order, requests, lists, entries, dirty, ageing, now)
    for number in range(places.shape[0]):
        place = places[number]
        if place.intake == 0:
            continue
        line = intake_line(number, town, places)
        index = lists[line].first
        while index < lists[line].first + lists[line].length:
            until = entries[index].until
            if until > now:
                index += 1
                continue
            home = homes[requests[entries[index].row].household]
            touch(home, rules, town, dirty, now)
            index = leave_intaker(home, LEFT, until, requests, lists, entries, line, index)
        hours = hours_of_intakers(place, coaches, practice, town, now) * (now - town.clock)
        place.intake_hours = min(place.intake_hours, practice.case_hours) + hours
        known = network_of_team(coaches, place, True, practice, now)
        knowledge = practice.knowledge * (practice.knows_at_start + (1.0 - practice.knows_at_start) * known)
        while lists[line].length > 0 and place.intake_hours >= practice.case_hours:
            place.intake_hours -= practice.case_hours
            row = entries[lists[line].first].row
            delist(lists, entries, line, requests, row)
            look_at(
                row,
                knowledge,
                homes,
                rules,
                practice,
                town,
                places,
                episodes,
                requests,
                referrals,
                cases,
                lists,
                entries,
                dirty,
                tally,
                stock,
                ageing,
                now,
                seed,
            )
        tally[number, INTAKER_LIST_WEEKS] += lists[line].length * (now - town.clock)
        for index in range(lists[line].first, lists[line].first + lists[line].length):
            requests[entries[index].row].intaker_weeks += now - town.clock


@compiled
def hours_of_intakers(place: Record, coaches: np.ndarray, practice: Record, town: Record, now: float) -> float:
    """Return the hours a week that a neighbourhood's intakers have."""
    hours = 0.0
    for number in range(place.first_coach, place.last_coach):
        if coaches[number].role == INTAKING:
            hours += hours_of(coaches[number], practice, town, now)
    return hours


@compiled
def close_intake(
    number: int,
    homes: np.ndarray,
    rules: Record,
    town: Record,
    places: np.ndarray,
    requests: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    now: float,
) -> None:
    """Send away everybody who waits for intakers that no longer come."""
    line = intake_line(number, town, places)
    while lists[line].length > 0:
        index = lists[line].first
        home = homes[requests[entries[index].row].household]
        touch(home, rules, town, dirty, now)
        leave_intaker(home, LOST, now, requests, lists, entries, line, index)
