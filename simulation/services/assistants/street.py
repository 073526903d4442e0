"""The week of the assistants: calls of residents, doors, and being around; one compiled call for all of them."""

import math

import numpy as np

from simulation.services.assistants.columns import (
    CALLS,
    CARRIED_WEEKS,
    PLACE_WEEKS,
)
from simulation.services.assistants.matches import end_matches
from simulation.services.assistants.posts import keep_posts
from simulation.services.assistants.ringing import next_address, ring, with_place, withdraw
from simulation.services.assistants.tables import AT_WORK, NO_POST, NOWHERE
from simulation.services.assistants.talk import talk
from simulation.streets.compiler import Record, compiled
from simulation.streets.luck import (
    CALLS_ASSISTANT,
    POSSIBLE_CALL,
    POSSIBLE_CALLER,
    chance,
    patience_of_luck,
)
from simulation.streets.tables import DAILY_LIVING, LONELINESS, NONE


@compiled
def whose(number: int, place: int, posts: np.ndarray) -> int:
    """Return which assistant takes a call: the one of these streets, or a colleague who is at work; -1 if none is.

    Nobody serves the household they live in.
    """
    found = NOWHERE
    for index in range(posts.shape[0]):
        post = posts[index]
        if post.neighbourhood == place and post.state == AT_WORK and post.household != number:
            if post.first <= number < post.last:
                return index
            if found == NOWHERE:
                found = index
    return found


@compiled
def next_caller(
    place: int, bounds: np.ndarray, homes: np.ndarray, team: Record, habits: Record, seed: np.uint64
) -> int:
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
                    int(posts[index].household),
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
                    int(post.household),
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
