"""The agencies' week: assessment, patience, ends of care and news of clients, handled one by one in order of time.

Every place that falls free goes to the next in line, from the line as it stood at that moment.
"""

import numpy as np

from simulation.services.agenda import CARE_END, DUE, OUT_OF_PATIENCE, gather, insert, look_ahead, plan, sort_by_time
from simulation.services.care import call_next, client, finish, join, key_of
from simulation.services.doors import change_trust, count_lost
from simulation.services.lists import delist, rekey
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
from simulation.streets.compiler import Record, compiled
from simulation.streets.luck import CARE, patience_of_luck
from simulation.streets.tables import DOMAINS, EASE, MOVED, WORSEN
from simulation.streets.tally import (
    DROP_OUTS,
    ESCALATED,
    LEFT_LISTS,
)


@compiled
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
    sort_by_time(agenda, order, number, town.clock, now)
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
        key = key_of(referral, agencies[referral.agency].ageing, town)
        rekey(lists, entries, referral.agency, referrals, row, key, referral.slot)
    return False
