"""Wijkcoaches at work: a caseload, first-line help in all domains at once, weighty advice, and direction of the file.

Rules from the Enschede project (Oude Vrielink, Denters, Klok & Engbersen 2011): a generalist like a GP, who helps in
the first line, refers what needs a specialist, keeps direction, and works first on acute problems, then on activation.
"""

import math

import numpy as np

from simulation.services.advice import advise, is_complex, is_handed_over, waits_for_specialist
from simulation.services.cases import breadth_of, competence_of, end_case, hours_of, meet
from simulation.services.doors import (
    active_domains,
    first_help,
    tell_story,
    touch,
    worst,
)
from simulation.services.lists import delist, priority, rekey, take_out
from simulation.services.tables import (
    ACTIVATION,
    ACUTE,
    ALL_CLEAR,
    CASE_LEFT,
    CASE_MOVED,
    CASE_WAITING,
    COACHING,
    FIRST_FINAL_CASE,
    HELPED,
    INTAKING,
    LEFT,
    MOVED_AWAY,
    PLAN_DONE,
    RECOVERED,
    WITH_OTHERS,
)
from simulation.streets.compiler import AHEAD, Record, bring, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    CASE_LEAVES,
    PLAN_ACTIVATION,
    PLAN_ACUTE,
    patience_of_luck,
)
from simulation.streets.problems import total_severity
from simulation.streets.tables import DOMAINS, EARLY, EASE, MOVED, WORSEN
from simulation.streets.tally import (
    CASES_OPENED,
    CLIENT_HOURS,
    COACH_LIST_WEEKS,
    COMPLEX_CASES,
    NEED_HOURS,
    OPEN_CASE_WEEKS,
    TOPICS,
)


@compiled
def hear_clients(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    letters: np.ndarray,
    order: np.ndarray,
    requests: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    ageing: float,
    now: float,
    seed: np.uint64,
) -> None:
    """Learn in order of time who with a case moved, recovered while waiting, or got better or worse."""
    for index in order:
        letter = letters[index]
        home = homes[letter.household]
        if letter.kind == MOVED:
            if home.case >= 0:
                line = 2 * town.agencies + 1 + home.neighbourhood
                if cases[home.case].state == CASE_WAITING:
                    delist(lists, entries, line, cases, home.case)
                end_case(
                    home.case,
                    CASE_MOVED,
                    MOVED_AWAY,
                    letter.when,
                    homes,
                    rules,
                    practice,
                    town,
                    requests,
                    cases,
                    dirty,
                    tally,
                    now,
                    seed,
                )
            touch(home, rules, town, dirty, now)
            home.gone = 0
        elif (letter.kind == WORSEN or letter.kind == EASE) and home.case >= 0:
            row = home.case
            cases[row].look_at = -math.inf
            if cases[row].state != CASE_WAITING or letter.when < cases[row].waiting:
                continue
            line = 2 * town.agencies + 1 + home.neighbourhood
            if total_severity(home) == 0:
                delist(lists, entries, line, cases, row)
                end_case(
                    row,
                    ALL_CLEAR,
                    RECOVERED,
                    letter.when,
                    homes,
                    rules,
                    practice,
                    town,
                    requests,
                    cases,
                    dirty,
                    tally,
                    now,
                    seed,
                )
            else:
                key = priority(worst(home), cases[row].waiting, ageing)
                rekey(lists, entries, line, cases, row, key, cases[row].slot)


@compiled
def note_problems(home: Record, case: Record) -> None:
    """Let the coach know how bad each problem is now."""
    for domain in range(DOMAINS):
        case.problems[domain] = home.severity[domain]


@compiled
def count_need(case: Record, coach: Record, practice: Record, town: Record) -> None:
    """Add up the hours a week that a household's problems need, by severity, summed over domains.

    A joint plan for a complex case takes meetings besides.
    """
    hours = practice.meeting_hours if town.joint_plan and case.complex else 0.0
    for domain in range(DOMAINS):
        severity = case.problems[domain]
        if severity > 0:
            hours += practice.hours_needed[severity]
            agency = practice.route[domain, severity]
            if agency >= 0:
                coach.relief[case.state - ACUTE, agency] += practice.hours_needed[severity]
    coach.need_by_phase[case.state - ACUTE] += hours


@compiled
def tell_coaches(homes: np.ndarray, cases: np.ndarray, town: Record, dirty: np.ndarray) -> None:
    """Let coaches look again at every case of a household that somebody was busy with this week."""
    for index in range(town.dirty):
        row = homes[dirty[index]].case
        if row >= 0:
            cases[row].look_at = -math.inf


@compiled
def review(
    coach: Record,
    held: np.ndarray,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    agencies: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Look at the cases with news, and those of which the time has come: close, change phase, advise."""
    coach.need_by_phase[:] = 0.0
    coach.relief[:] = 0.0
    competence = competence_of(coach, practice, town, now)
    working = hours_of(coach, practice, town, now) > 0.0
    kept = 0
    for index in range(coach.cases):
        if index + 2 * AHEAD < coach.cases:
            bring(cases, held[index + 2 * AHEAD])
        if index + AHEAD < coach.cases and cases[held[index + AHEAD]].look_at <= now:
            bring(homes, cases[held[index + AHEAD]].household)
        row = held[index]
        case = cases[row]
        if case.state >= FIRST_FINAL_CASE:
            continue
        if case.look_at > now:
            count_need(case, coach, practice, town)
            held[kept] = row
            kept += 1
            continue
        home = homes[case.household]
        state = case.state
        outcome = HELPED
        if case.leaves_at <= now:
            state = CASE_LEFT
            outcome = LEFT
        elif total_severity(home) == 0:
            state = ALL_CLEAR
        elif case.plan_until <= now and not waits_for_specialist(home, referrals):
            state = PLAN_DONE
        if state >= FIRST_FINAL_CASE:
            end_case(
                row,
                state,
                outcome,
                now,
                homes,
                rules,
                practice,
                town,
                requests,
                cases,
                dirty,
                tally,
                now,
                seed,
            )
            continue
        if state == ACUTE and (case.acute_until <= now or worst(home) <= EARLY):
            case.state = ACTIVATION
            case.activation = now
        if working:
            advise(
                home,
                case,
                coach,
                competence,
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
                now,
                seed,
            )
            case.look_at = min(case.leaves_at, case.plan_until)
            if case.state == ACUTE:
                case.look_at = min(case.look_at, case.acute_until)
        note_problems(home, case)
        count_need(case, coach, practice, town)
        held[kept] = row
        kept += 1
    coach.cases = kept


@compiled
def roomiest(coaches: np.ndarray, place: Record, practice: Record, town: Record, now: float) -> int:
    """Return the coach of a neighbourhood with most room for a new case, or -1."""
    best = -1
    most = 0.0
    for number in range(place.first_coach, place.last_coach):
        coach = coaches[number]
        if coach.role != COACHING or coach.fte == 0.0 or hours_of(coach, practice, town, now) == 0.0:
            continue
        room = (max(1.0, math.floor(town.caseload * coach.fte + 0.5)) - coach.cases) / coach.fte
        if room > most:
            most = room
            best = number
    return best


@compiled
def open_case(
    row: int,
    number: int,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Open a case: the first coach hour. The plan's length depends on how many domains have problems."""
    case = cases[row]
    home = homes[case.household]
    coach = coaches[number]
    request = requests[case.request]
    touch(home, rules, town, dirty, now)
    case.coach = number
    case.state = ACUTE
    home.queued = 0
    case.acute = now
    case.complexity = active_domains(home)
    case.severity_start = total_severity(home)
    case.complex = 1 if is_complex(home, practice, town, seed) else 0
    coach.handled += 1.0
    complexity = min(1.0, (case.complexity - 1.0) / 2.0)
    mean = practice.plan_light_weeks + (practice.plan_complex_weeks - practice.plan_light_weeks) * complexity
    who = identity(home)
    case.acute_until = now + patience_of_luck(seed, who, PLAN_ACUTE, case.number) * mean / 2.0
    case.plan_until = case.acute_until + patience_of_luck(seed, who, PLAN_ACTIVATION, case.number) * mean / 2.0
    if is_handed_over(case, town):
        case.plan_until = now + practice.handover_weeks
    leaving = practice.case_leaves * (1.0 - home.trust)
    if leaving > 0.0:
        case.leaves_at = now + patience_of_luck(seed, who, CASE_LEAVES, case.number) / leaving
    request.state = WITH_OTHERS
    if math.isnan(request.with_others):
        request.with_others = now
    tell_story(home, request, practice, tally)
    first_help(home, request, now, practice)
    meet(home, tally)
    note_problems(home, case)
    count_need(case, coach, practice, town)
    held[number, coach.cases] = row
    coach.cases += 1
    tally[case.neighbourhood, CASES_OPENED] += 1.0
    tally[case.neighbourhood, COMPLEX_CASES] += case.complex
    count_topics(home, request, tally)


@compiled
def count_topics(home: Record, request: Record, tally: np.ndarray) -> None:
    """Count what the first conversation is about: what was asked or signalled, or else the worst problem."""
    worst_domain = -1
    for domain in range(DOMAINS):
        if request.domains & np.uint8(1 << domain):
            tally[home.neighbourhood, TOPICS + domain] += 1.0
        if worst_domain < 0 or home.severity[domain] > home.severity[worst_domain]:
            worst_domain = domain
    if request.domains == 0:
        tally[home.neighbourhood, TOPICS + worst_domain] += 1.0


@compiled
def take_in(
    place: Record,
    line: int,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Let those leave whose patience is over, then take in new cases while a coach has room."""
    index = lists[line].first
    while index < lists[line].first + lists[line].length:
        if entries[index].until <= now:
            row = entries[index].row
            until = entries[index].until
            index = take_out(lists, entries, line, cases, index)
            end_case(
                row,
                CASE_LEFT,
                LEFT,
                until,
                homes,
                rules,
                practice,
                town,
                requests,
                cases,
                dirty,
                tally,
                now,
                seed,
            )
        else:
            index += 1
    while lists[line].length > 0:
        number = roomiest(coaches, place, practice, town, now)
        if number < 0:
            return
        row = entries[lists[line].first].row
        delist(lists, entries, line, cases, row)
        open_case(row, number, homes, rules, practice, town, requests, cases, coaches, held, dirty, tally, now, seed)


@compiled
def share_hours(
    coach: Record,
    held: np.ndarray,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    cases: np.ndarray,
    agencies: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
) -> float:
    """Share a coach's client hours in proportion to need, acute cases first; return the hours for the street.

    Those are what cases leave, and what is kept for the street beforehand.
    ``dose = competence * min(1, hours given / hours needed)``; a household's rates are renewed when its dose changed
    noticeably (``numerics.dose_step``) or its phase did.
    """
    acute, later = coach.need_by_phase[0], coach.need_by_phase[1]
    all_hours = hours_of(coach, practice, town, now)
    hours = all_hours * (1.0 - town.street_share) if coach.role == COACHING else all_hours
    acute_share = min(1.0, hours / acute) if acute > 0.0 else 1.0
    later_share = min(1.0, max(0.0, hours - acute) / later) if later > 0.0 else 1.0
    if hours == 0.0:
        acute_share = 0.0
        later_share = 0.0
    coach.need = acute + later
    competence = breadth_of(coach, competence_of(coach, practice, town, now))
    weeks = now - town.clock
    for index in range(coach.cases):
        case = cases[held[index]]
        dose = competence * (acute_share if case.state == ACUTE else later_share)
        changed = abs(case.dose - dose) >= practice.dose_step or (dose == 0.0) != (case.dose == 0.0)
        if changed or case.state != case.phase:
            home = homes[case.household]
            touch(home, rules, town, dirty, now)
            home.dose = dose
            home.activation = dose if case.state == ACTIVATION else 0.0
            case.dose = dose
            case.phase = case.state
        case.attention += case.dose * weeks
    for number in range(agencies.shape[0]):
        relieved = coach.relief[0, number] * acute_share + coach.relief[1, number] * later_share
        agencies[number].relief_hours += relieved * weeks
    place = coach.neighbourhood
    tally[place, OPEN_CASE_WEEKS] += coach.cases * weeks
    tally[place, NEED_HOURS] += coach.need * weeks
    tally[place, CLIENT_HOURS] += min(hours, coach.need) * weeks
    return (all_hours - min(hours, coach.need)) * weeks


@compiled
def hold_coach_round(
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    requests: np.ndarray,
    referrals: np.ndarray,
    cases: np.ndarray,
    agencies: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Hold the week's round of every team: review cases, take in new ones, share hours."""
    tell_coaches(homes, cases, town, dirty)
    for number in range(places.shape[0]):
        place = places[number]
        place.free_hours = 0.0
        for who in range(place.first_coach, place.last_coach):
            review(
                coaches[who],
                held[who],
                homes,
                rules,
                practice,
                town,
                requests,
                referrals,
                cases,
                agencies,
                lists,
                entries,
                dirty,
                tally,
                now,
                seed,
            )
        if place.coached == 1:
            line = 2 * town.agencies + 1 + number
            take_in(
                place,
                line,
                homes,
                rules,
                practice,
                town,
                requests,
                cases,
                coaches,
                held,
                lists,
                entries,
                dirty,
                tally,
                now,
                seed,
            )
            tally[number, COACH_LIST_WEEKS] += lists[line].length * (now - town.clock)
        for who in range(place.first_coach, place.last_coach):
            if coaches[who].role == INTAKING:
                continue
            place.free_hours += share_hours(
                coaches[who], held[who], homes, rules, practice, town, cases, agencies, dirty, tally, now
            )
