"""The order of a week: one visible list, played by one compiled call."""

import numpy as np

from simulation.services.agency_week import visit_agencies
from simulation.services.casework import hear_clients, hold_coach_round
from simulation.services.intake import hold_intake_round
from simulation.services.lists import append, take_at
from simulation.services.outreach import go_into_the_street
from simulation.services.reception import receive_requests
from simulation.streets.compiler import AHEAD, Record, bring, by_time, compiled
from simulation.streets.life import advance, deal_all, identity, note_door
from simulation.streets.luck import EPISODE, FIND, patience_of_luck
from simulation.streets.problems import feel, pushed, renew, settle
from simulation.streets.stock import enter, leave
from simulation.streets.tables import DOMAINS, EVENT
from simulation.streets.tally import EPISODE_WEEKS

ORDER = (
    "household events up to now",
    "ends of cases and crisis episodes",
    "requests",
    "agencies",
    "intakers",
    "coaches",
    "outreach with the hours left",
    "circles, assistants and other approaches",
    "new rates",
)
"""The steps of a week's round, in the order in which ``play_round`` takes them. Phase changes, staffing, cooperation
and the ledger's month come before the week in which they fall (see ``model``)."""

APPROACHES = ORDER.index("circles, assistants and other approaches")
"""The step that approaches take on their own (see ``services.approach``)."""


@compiled
def keep_episodes(
    homes: np.ndarray,
    rules: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    order: np.ndarray,
    episodes: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Begin and end what a crisis brings for a while: placement out of home, admission.

    Raises:
        OverflowError: If there are more of them than there is room for.
    """
    first = 2 * town.agencies + 1 + places.shape[0]
    for index in order:
        letter = letters[index]
        if letter.kind == EVENT:
            home = homes[letter.household]
            column = EPISODE_WEEKS + letter.domain
            drawn = patience_of_luck(seed, identity(home), EPISODE + letter.domain, home.count[letter.domain, 0])
            until = letter.when + drawn * rules.event_weeks[letter.domain]
            append(lists, entries, first + letter.domain, letter.household, 0.0, until)
            if town.episodes >= episodes.shape[0]:
                raise OverflowError("more crisis episodes than there is room for")
            episode = episodes[town.episodes]
            town.episodes += 1
            episode.began = letter.when
            episode.ended = until
            episode.household = letter.household
            episode.occupant = home.occupant
            episode.domain = letter.domain
            episode.general = 0
            enter(tally, stock, home.neighbourhood, column, letter.when, town.month_end)
    for domain in range(DOMAINS):
        line = lists[first + domain]
        index = line.first
        while index < line.first + line.length:
            until = entries[index].until
            if until <= now:
                place = homes[entries[index].row].neighbourhood
                leave(tally, stock, place, EPISODE_WEEKS + domain, until, town.month_end)
                take_at(lists, entries, first + domain, index)
            else:
                index += 1


@compiled
def renew_touched(homes: np.ndarray, next_change: np.ndarray, rules: Record, town: Record, dirty: np.ndarray) -> None:
    """Renew the rates of every household whose help changed this week."""
    for index in range(town.dirty):
        if index + AHEAD < town.dirty:
            bring(homes, dirty[index + AHEAD])
        home = homes[dirty[index]]
        home.dirty = 0
        if pushed(home, rules) > 0.0:
            feel(home, rules)
        next_change[home.number] = renew(home, rules)
    town.dirty = 0


@compiled
def play_round(
    from_step: int,
    to_step: int,
    homes: np.ndarray,
    next_change: np.ndarray,
    found_at: np.ndarray,
    dirty: np.ndarray,
    donors: np.ndarray,
    bounds: np.ndarray,
    departed: np.ndarray,
    episodes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    letter_order: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    agencies: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    agenda: np.ndarray,
    agenda_order: np.ndarray,
    stock: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Play the steps ``from_step`` to ``to_step`` (not included) of one round, in the order of ``ORDER``."""
    ageing = agencies[0].ageing if agencies.shape[0] > 0 else 0.0
    if from_step <= 0 < to_step:
        town.letters = advance(
            homes,
            next_change,
            dirty,
            rules,
            donors,
            bounds,
            departed,
            town,
            letters,
            tally,
            stock,
            now,
            town.month_end,
            seed,
        )
        by_time(letters, letter_order, town.letters, town.clock, now)
    order = letter_order[: town.letters]
    if from_step <= 1 < to_step:
        keep_episodes(homes, rules, town, places, letters, order, episodes, lists, entries, tally, stock, now, seed)
    if from_step <= 2 < to_step:
        receive_requests(
            homes,
            rules,
            practice,
            town,
            places,
            letters,
            order,
            requests,
            referrals,
            cases,
            coaches,
            lists,
            entries,
            dirty,
            tally,
            ageing,
            now,
            seed,
        )
    if from_step <= 3 < to_step:
        visit_agencies(
            homes,
            rules,
            practice,
            town,
            letters,
            order,
            requests,
            referrals,
            agencies,
            lists,
            entries,
            agenda,
            agenda_order,
            dirty,
            tally,
            stock,
            now,
            seed,
        )
    if from_step <= 4 < to_step:
        hold_intake_round(
            homes,
            rules,
            practice,
            town,
            places,
            letters,
            order,
            episodes,
            requests,
            referrals,
            cases,
            coaches,
            lists,
            entries,
            dirty,
            tally,
            stock,
            ageing,
            now,
            seed,
        )
    if from_step <= 5 < to_step:
        hear_clients(
            homes,
            rules,
            practice,
            town,
            places,
            letters,
            order,
            requests,
            cases,
            lists,
            entries,
            dirty,
            tally,
            ageing,
            now,
            seed,
        )
        hold_coach_round(
            homes,
            rules,
            practice,
            town,
            places,
            requests,
            referrals,
            cases,
            agencies,
            coaches,
            held,
            lists,
            entries,
            dirty,
            tally,
            now,
            seed,
        )
    if from_step <= 6 < to_step:
        go_into_the_street(
            homes,
            found_at,
            bounds,
            rules,
            practice,
            town,
            places,
            requests,
            referrals,
            cases,
            coaches,
            lists,
            entries,
            dirty,
            tally,
            ageing,
            now,
            seed,
        )
    if from_step <= 8 < to_step:
        renew_touched(homes, next_change, rules, town, dirty)
        town.clock = now


@compiled
def play_rounds(
    from_step: int,
    to_step: int,
    homes: np.ndarray,
    next_change: np.ndarray,
    found_at: np.ndarray,
    dirty: np.ndarray,
    donors: np.ndarray,
    bounds: np.ndarray,
    departed: np.ndarray,
    episodes: np.ndarray,
    rules_table: np.ndarray,
    practice_table: np.ndarray,
    town_table: np.ndarray,
    places: np.ndarray,
    letters: np.ndarray,
    letter_order: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    agencies: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    agenda: np.ndarray,
    agenda_order: np.ndarray,
    stock: np.ndarray,
    tally: np.ndarray,
    start: float,
    first: int,
    last: int,
    rounds_per_week: int,
    seed: np.uint64,
) -> None:
    """Play some steps of the rounds ``first`` to ``last`` (not included) since ``start``."""
    for number in range(first, last):
        play_round(
            from_step,
            to_step,
            homes,
            next_change,
            found_at,
            dirty,
            donors,
            bounds,
            departed,
            episodes,
            rules_table[0],
            practice_table[0],
            town_table[0],
            places,
            letters,
            letter_order,
            requests,
            referrals,
            cases,
            agencies,
            coaches,
            held,
            lists,
            entries,
            agenda,
            agenda_order,
            stock,
            tally,
            start + (number + 1.0) / rounds_per_week,
            seed,
        )


@compiled
def begin(
    homes: np.ndarray,
    next_change: np.ndarray,
    found_at: np.ndarray,
    rules_table: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Deal everybody's luck and foresee everybody's first change."""
    rules = rules_table[0]
    for address in range(homes.shape[0]):
        home = homes[address]
        home.settled = now
        deal_all(home, rules, seed, now)
        feel(home, rules)
        next_change[address] = renew(home, rules)
        found_at[address] = patience_of_luck(seed, address, FIND, 0)


@compiled
def set_door(
    place: int,
    door: float,
    near: bool,
    homes: np.ndarray,
    next_change: np.ndarray,
    bounds: np.ndarray,
    rules_table: np.ndarray,
    now: float,
) -> None:
    """Change how near and recognisable the front door of a neighbourhood is; everybody there foresees anew."""
    from_address, to_address = bounds[place], bounds[place + 1]
    for address in range(from_address, to_address):
        home = homes[address]
        if home.door != door or home.near != near:
            settle(home, rules_table[0], now)
            home.door = door
            home.near = near
            note_door(home)
            next_change[address] = renew(home, rules_table[0])


@compiled
def set_onset(
    onset: np.ndarray, homes: np.ndarray, next_change: np.ndarray, rules_table: np.ndarray, now: float
) -> None:
    """Change how often problems begin, per domain; everybody foresees anew, and nobody's luck is dealt again."""
    rules = rules_table[0]
    for domain in range(DOMAINS):
        rules.onset[domain] = onset[domain]
    for address in range(homes.shape[0]):
        settle(homes[address], rules, now)
        next_change[address] = renew(homes[address], rules)


@compiled
def open_month(tally: np.ndarray, stock: np.ndarray, columns: np.ndarray, weeks: float) -> None:
    """Book the weeks of everybody who is in a state as a month begins."""
    for place in range(stock.shape[0]):
        for column in columns:
            tally[place, column] += stock[place, column] * weeks
