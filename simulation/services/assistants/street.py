"""The week of the assistants: calls of residents, doors, and being around; one compiled call for all of them."""

import math

import numpy as np

from simulation.services.assistants.columns import (
    ADDRESSES,
    ANSWERED_KNOWN,
    ANSWERED_NEW,
    CALLS,
    CARRIED_WEEKS,
    DOORS,
    OPENED_KNOWN,
    OPENED_NEW,
    PLACE_WEEKS,
)
from simulation.services.assistants.matches import end_matches
from simulation.services.assistants.posts import keep_posts
from simulation.services.assistants.tables import AT_WORK, COMPANY, ERRANDS, NO_POST, NOWHERE, RETRY, REVISIT
from simulation.services.assistants.pools import has
from simulation.services.assistants.talk import needs_somebody, talk
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    CALLS_ASSISTANT,
    IN_WHEN_RUNG,
    OPENS_DOOR,
    POSSIBLE_CALL,
    POSSIBLE_CALLER,
    chance,
    patience_of_luck,
)
from simulation.streets.tables import DAILY_LIVING, LONELINESS, NONE, SERIOUS

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
    """Return where to ring next, or -1: who is to be seen again, who was not in, then along the own streets."""
    for queue in (REVISIT, RETRY):
        number = int(post.queue_head[queue])
        if number != NOWHERE and addresses[number].due <= now:
            post.queue_head[queue] = addresses[number].queue_next
            addresses[number].queued = 0
            return number
    for _ in range(post.first, post.last):
        number = int(post.walk)
        post.walk = number + 1 if number + 1 < post.last else post.first
        if addresses[number].queued == 0 and addresses[number].away_until <= now:
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
def withdraw(
    number: int, homes: np.ndarray, post: Record, addresses: np.ndarray, habits: Record, now: float
) -> None:
    """Come back soon where a wish or worry is open, a few times at most; else keep away for long."""
    home, address = homes[number], addresses[number]
    open_wish = has(address.wishes, COMPANY) or has(address.wishes, ERRANDS)
    address.away_until = now + habits.away_weeks
    if address.talks < habits.visits_before_referral and (open_wish or needs_somebody(home, SERIOUS)):
        line_up(number, REVISIT, now + habits.revisit_weeks, post, addresses)


@compiled
def whose(number: int, place: int, posts: np.ndarray) -> int:
    """Return which assistant takes a call: the one of these streets, or a colleague who is at work; -1 if none is."""
    found = NOWHERE
    for index in range(posts.shape[0]):
        post = posts[index]
        if post.neighbourhood == place and post.state == AT_WORK:
            if post.first <= number < post.last:
                return index
            if found == NOWHERE:
                found = index
    return found


@compiled
def next_caller(place: int, bounds: np.ndarray, homes: np.ndarray, team: Record, habits: Record, seed: np.uint64) -> int:
    """Return who calls next of those who could have called by now; -1 for one who does not after all, -2 if it was all.

    Each household could call at the same rate; it does so by how well assistants are known, and less often without
    loneliness or trouble with daily living.
    """
    if team.calls == 0:
        team.next_call = patience_of_luck(seed, place, POSSIBLE_CALL, 0)
        team.calls = 1
    if team.next_call > team.exposure:
        return -2
    key = team.calls
    team.calls += 1
    team.next_call += patience_of_luck(seed, place, POSSIBLE_CALL, key)
    households = bounds[place + 1] - bounds[place]
    number = int(bounds[place] + int(chance(seed, place, POSSIBLE_CALLER, key) * households))
    home = homes[number]
    likely = with_place(team.recognition, team, habits)
    if home.severity[LONELINESS] == NONE and home.severity[DAILY_LIVING] == NONE:
        likely *= habits.call_share_without
    return number if home.gone == 0 and chance(seed, place, CALLS_ASSISTANT, key) < likely else NOWHERE


@compiled
def open_week(
    bounds: np.ndarray, posts: np.ndarray, teams: np.ndarray, habits: Record, tally: np.ndarray, weeks: float
) -> None:
    """Give everybody at work this week's hours; see how well the teams are known, and what members do."""
    for place in range(teams.shape[0]):
        team = teams[place]
        known, fte, working = 0.0, 0.0, 0.0
        for post in posts:
            if post.neighbourhood != place or post.state == NO_POST:
                continue
            fte += post.fte
            if post.state == AT_WORK:
                known += post.fte * post.known
                working += post.fte
                hours = post.fte * habits.hours_week * weeks
                post.hours = min(0.0, post.hours) + hours * (1.0 - habits.presence_share)
        team.recognition = known / fte if fte > 0.0 else 0.0
        if working > 0.0:
            team.exposure += habits.call_week * (bounds[place + 1] - bounds[place]) * weeks
        if team.meeting_place == 1:
            tally[place, PLACE_WEEKS] += weeks
            tally[place, CARRIED_WEEKS] += team.carried * weeks


@compiled
def be_around(post: Record, habits: Record, weeks: float) -> None:
    """Spend the rest of the week in the own streets: each hour, so many households get to know the face."""
    hours = post.fte * habits.hours_week * habits.presence_share * weeks + max(0.0, post.hours)
    households = post.last - post.first
    if households > 0:
        post.known = 1.0 - (1.0 - post.known) * math.exp(-hours * habits.recognised_per_hour / households)


@compiled
def work_week(
    homes: np.ndarray,
    bounds: np.ndarray,
    rules_table: np.ndarray,
    practice_table: np.ndarray,
    town_table: np.ndarray,
    places: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    stock: np.ndarray,
    core: np.ndarray,
    posts: np.ndarray,
    addresses: np.ndarray,
    teams: np.ndarray,
    diary_table: np.ndarray,
    matches: np.ndarray,
    ends: np.ndarray,
    habits_table: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Play the week of all assistants: matches that end, posts, calls, doors, being around."""
    rules, practice, town = rules_table[0], practice_table[0], town_table[0]
    diary, habits = diary_table[0], habits_table[0]
    ageing = agencies[0].ageing if agencies.shape[0] > 0 else 0.0
    weeks = now - town.clock
    end_matches(homes, rules, town, teams, addresses, diary, matches, ends, dirty, now)
    keep_posts(homes, town, habits, posts, core, stock, tally, now)
    open_week(bounds, posts, teams, habits, tally, weeks)
    for place in range(teams.shape[0]):
        number = next_caller(place, bounds, homes, teams[place], habits, seed)
        while number > -2:
            index = whose(number, place, posts) if number >= 0 else NOWHERE
            if index >= 0:
                tally[place, CALLS] += 1.0
                posts[index].hours -= talk(
                    number,
                    homes,
                    rules,
                    practice,
                    town,
                    places,
                    requests,
                    referrals,
                    cases,
                    lists,
                    entries,
                    dirty,
                    core,
                    teams[place],
                    addresses,
                    diary,
                    matches,
                    ends,
                    habits,
                    tally,
                    ageing,
                    now,
                    seed,
                )
                withdraw(number, homes, posts[index], addresses, habits, now)
            number = next_caller(place, bounds, homes, teams[place], habits, seed)
    for post in posts:
        if post.state != AT_WORK:
            continue
        team = teams[post.neighbourhood]
        while post.hours > 0.0:
            number = next_address(post, addresses, now)
            if number == NOWHERE:
                break
            if ring(number, homes, post, team, addresses, habits, tally, now, seed):
                post.hours -= talk(
                    number,
                    homes,
                    rules,
                    practice,
                    town,
                    places,
                    requests,
                    referrals,
                    cases,
                    lists,
                    entries,
                    dirty,
                    core,
                    team,
                    addresses,
                    diary,
                    matches,
                    ends,
                    habits,
                    tally,
                    ageing,
                    now,
                    seed,
                )
                withdraw(number, homes, post, addresses, habits, now)
        be_around(post, habits, weeks)
