"""Agencies at work: assessment, the waiting list, care, and its end, handled in order of time.

Releases of a week are handled one by one, each from the line as it stood at that moment; a start is back-dated to the
moment of release or request, and place, dates and ledger with it. The household's own rates change at the round: its
past is never rewritten.
"""

import math

import numpy as np

from simulation.services.doors import change_trust, close_part, count_lost, first_help, touch
from simulation.services.lists import delist, enlist, highest, priority
from simulation.services.tables import (
    ASSESSING,
    CARE_DONE,
    DROPPED_OUT,
    EASED,
    HELPED,
    IN_CARE,
    LEFT,
    LEFT_LIST,
    LOST,
    LOST_HANDOFF,
    MOVED_AWAY,
    MOVED_REFERRAL,
    RECOVERED,
    RECOVERED_WAITING,
    SENT,
    WAITING,
)
from simulation.streets.compiler import AHEAD, Record, allocating, bring, by_time, compiled
from simulation.streets.luck import CARE, DROP_OUT, PATIENCE, patience_of_luck
from simulation.streets.stock import enter, leave
from simulation.streets.tables import CRISIS, DOMAINS, EASE, MOVED, WORSEN
from simulation.streets.tally import (
    CARE_WEEKS,
    DISPLACED,
    DROP_OUTS,
    ESCALATED,
    HEAVY_STARTS,
    LEFT_LISTS,
    STARTS,
)

DUE, CARE_END, OUT_OF_PATIENCE = 20, 21, 22
"""Kinds of agenda entries beside the letters of households."""

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
    if referral.misplaced == 0 and home.gone == 0:
        home.care[referral.domain] = agency.lift
    request = requests[referral.request]
    first_help(home, request, when, practice)
    if math.isnan(request.specialist):
        request.specialist = when
    place = referral.neighbourhood
    tally[place, STARTS + referral.agency] += 1.0
    if referral.severity >= CRISIS:
        tally[place, HEAVY_STARTS] += 1.0
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
    home.care[referral.domain] = 0.0
    home.referral[referral.domain] = -1
    close_part(home, requests[referral.request], outcome, when)
    return frees


@compiled
def plan(
    agenda: np.ndarray,
    number: int,
    when: float,
    kind: int,
    household: int,
    domain: int,
    severity: int,
    row: int,
) -> int:
    """Write an entry on the week's agenda; return how many there are."""
    if number >= agenda.shape[0]:
        raise OverflowError("more on a week's agenda than there is room for")
    entry = agenda[number]
    entry.when = when
    entry.kind = kind
    entry.household = household
    entry.domain = domain
    entry.severity = severity
    entry.row = row
    return number + 1


@compiled
def gather(
    letters: np.ndarray,
    order: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    agenda: np.ndarray,
    now: float,
) -> int:
    """Collect all that concerns agencies this week; return how many entries there are."""
    number = 0
    for index in order:
        letter = letters[index]
        if letter.kind == MOVED or letter.kind == WORSEN or letter.kind == EASE:
            number = plan(
                agenda, number, letter.when, letter.kind, letter.household, letter.domain, letter.severity, -1
            )
    count = agencies.shape[0]
    for which in range(2 * count + 1):
        kind = OUT_OF_PATIENCE if which < count else (CARE_END if which < 2 * count else DUE)
        line = lists[which]
        for index in range(line.first, line.first + line.length):
            if entries[index].until <= now:
                number = plan(agenda, number, entries[index].until, kind, -1, 0, 0, entries[index].row)
    return number


@allocating
def sort_by_time(agenda: np.ndarray, order: np.ndarray, number: int) -> None:
    """Put the agenda in order of time; what falls at one moment, in order of row: the same in every world."""
    by_time(agenda, order, number)
    for index in range(1, number):
        place = index
        while place > 0:
            late, early = agenda[order[place]], agenda[order[place - 1]]
            if early.when < late.when or early.row <= late.row:
                break
            order[place], order[place - 1] = order[place - 1], order[place]
            place -= 1


@compiled
def look_ahead(
    done: int, number: int, order: np.ndarray, agenda: np.ndarray, homes: np.ndarray, referrals: np.ndarray
) -> None:
    """Bring the rows of the next entries on the agenda nearer to the processor."""
    if done + 2 * AHEAD < number and agenda[order[done + 2 * AHEAD]].row >= 0:
        bring(referrals, agenda[order[done + 2 * AHEAD]].row)
    if done + AHEAD < number:
        entry = agenda[order[done + AHEAD]]
        bring(homes, entry.household if entry.row < 0 else referrals[entry.row].household)


@compiled
def insert(agenda: np.ndarray, order: np.ndarray, number: int, done: int) -> None:
    """Bring the last entry of the agenda to its place in time, after the ``done`` first."""
    index = number - 1
    when = agenda[index].when
    place = index
    while place > done and agenda[order[place - 1]].when > when:
        order[place] = order[place - 1]
        place -= 1
    order[place] = index


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


@allocating
def visit_agencies(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    letters: np.ndarray,
    letter_order: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    agenda: np.ndarray,
    order: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Handle the week of all agencies in order of time; every place that falls free goes to the next in line."""
    number = gather(letters, letter_order, agencies, lists, entries, agenda, now)
    sort_by_time(agenda, order, number)
    for which in range(agencies.shape[0]):
        number = call_next(
            which,
            town.clock,
            number,
            0,
            order,
            agenda,
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
    done = 0
    while done < number:
        look_ahead(done, number, order, agenda, homes, referrals)
        entry = agenda[order[done]]
        done += 1
        when = entry.when
        if entry.kind == MOVED or entry.kind == WORSEN or entry.kind == EASE:
            home = homes[entry.household]
            for domain in range(DOMAINS):
                if home.referral[domain] < 0 or (entry.kind != MOVED and domain != entry.domain):
                    continue
                row = home.referral[domain]
                if when < referrals[row].sent:
                    continue
                freed = answer_letter(
                    row,
                    entry.kind,
                    entry.severity,
                    when,
                    homes,
                    rules,
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
                )
                if freed:
                    number = call_next(
                        referrals[row].agency,
                        when,
                        number,
                        done,
                        order,
                        agenda,
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
            continue
        row = entry.row
        referral = referrals[row]
        which = referral.agency
        home = homes[referral.household]
        if entry.kind == CARE_END and referral.state == IN_CARE:
            dropped = home.severity[referral.domain] > 0 and ended_early(referral, agencies[which], when, seed)
            if dropped:
                tally[referral.neighbourhood, DROP_OUTS] += 1.0
            finish(
                row,
                DROPPED_OUT if dropped else CARE_DONE,
                HELPED,
                when,
                homes,
                rules,
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
            )
            number = call_next(
                which,
                when,
                number,
                done,
                order,
                agenda,
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
        elif entry.kind == OUT_OF_PATIENCE and referral.state == WAITING:
            tally[referral.neighbourhood, LEFT_LISTS] += 1.0
            finish(
                row,
                LEFT_LIST,
                LEFT,
                when,
                homes,
                rules,
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
            )
            change_trust(home, -practice.trust_wait * (when - referral.sent) / 52.0)
        elif entry.kind == DUE and (referral.state == SENT or referral.state == ASSESSING):
            if referral.lost == 1:
                finish(
                    row,
                    LOST_HANDOFF,
                    LOST,
                    when,
                    homes,
                    rules,
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
                )
                count_lost(home, practice, tally)
                continue
            if referral.state == SENT and referral.adopted == 0:
                referral.state = ASSESSING
                referral.assessing = when
                until = when + agencies[which].assessment_weeks
                entries[referral.slot].until = until
                if until <= now:
                    number = plan(agenda, number, until, DUE, -1, 0, 0, row)
                    insert(agenda, order, number, done)
                continue
            delist(lists, entries, 2 * agencies.shape[0], referrals, row)
            until = join(row, when, town, referrals, agencies, lists, entries, seed)
            if until <= now:
                number = plan(agenda, number, until, OUT_OF_PATIENCE, -1, 0, 0, row)
                insert(agenda, order, number, done)
            number = call_next(
                which,
                when,
                number,
                done,
                order,
                agenda,
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


@compiled
def ended_early(referral: Record, agency: Record, when: float, seed: np.uint64) -> bool:
    """Return whether care ended before its planned end: the client dropped out."""
    planned = patience_of_luck(seed, client(referral), CARE, referral.number) * agency.care_weeks
    return when < referral.started + planned - 1e-9


@compiled
def answer_letter(
    row: int,
    kind: int,
    severity: int,
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
    """React to a household that moved, eased or got worse; return whether a place falls free."""
    referral = referrals[row]
    if kind == MOVED:
        return finish(
            row,
            MOVED_REFERRAL,
            MOVED_AWAY,
            when,
            homes,
            rules,
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
        )
    if severity == 0:
        in_care = referral.state == IN_CARE
        return finish(
            row,
            EASED if in_care else RECOVERED_WAITING,
            HELPED if in_care else RECOVERED,
            when,
            homes,
            rules,
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
        )
    referral.severity = severity
    if referral.state == WAITING:
        if kind == WORSEN:
            referral.escalated = 1
            tally[referral.neighbourhood, ESCALATED] += 1.0
        entries[referral.slot].key = key_of(referral, agencies[referral.agency].ageing, town)
    return False


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
        index = highest(lists, entries, which)
        row = entries[index].row
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
