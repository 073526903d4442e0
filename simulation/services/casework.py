"""Wijkcoaches at work: a caseload, first-line help in all domains at once, weighty advice, and direction of the file.

Rules from the Enschede project (Oude Vrielink, Denters, Klok & Engbersen 2011): a generalist like a GP, who helps in
the first line, refers what needs a specialist, keeps direction, and works first on acute problems, then on activation.
"""

import math

import numpy as np

from simulation.services.doors import (
    active_domains,
    close_part,
    first_help,
    refer,
    send_from_desk,
    tell_story,
    touch,
    worst,
)
from simulation.services.lists import enlist, highest, position, priority, remove, take_at
from simulation.services.tables import (
    ACTIVATION,
    ACUTE,
    ALL_CLEAR,
    CASE_LEFT,
    CASE_MOVED,
    CASE_WAITING,
    FIRST_FINAL_CASE,
    HELPED,
    LEFT,
    LOST,
    MOVED_AWAY,
    PLAN_DONE,
    RECOVERED,
    STOPPED,
    WAITING,
    WITH_OTHERS,
)
from simulation.streets.compiler import AHEAD, Record, bring, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    ADOPTED,
    CASE_LEAVES,
    FILE_DELAY,
    LADDER_STEP,
    PLAN_ACTIVATION,
    PLAN_ACUTE,
    SPECIALIST,
    WRONG,
    chance,
    patience_of_luck,
)
from simulation.streets.problems import total_severity
from simulation.streets.tables import DOMAINS, EARLY, EASE, MOVED, WORSEN
from simulation.streets.tally import (
    ADOPTED_ADVICE,
    CASES_CLOSED,
    CASES_OPENED,
    CASES_STOPPED,
    CLIENT_HOURS,
    COACH_LIST_WEEKS,
    CONTACTS,
    CONVERSATIONS,
    LADDER_STEPS,
    NEED_HOURS,
    OPEN_CASE_WEEKS,
    REFUSED_ADVICE,
    WRONG_ADVICE,
)

TOP_RUNG = 6


@compiled
def competence_of(coach: Record, practice: Record, now: float) -> float:
    """Return a coach's competence in [0, 1]: what it was at the start, and what tenure has taught."""
    learned = practice.competence_gain * (1.0 - math.exp(-(now - coach.started) / practice.learning_weeks))
    return min(1.0, max(0.0, coach.competence_start + learned))


@compiled
def hours_of(coach: Record, practice: Record, now: float) -> float:
    """Return the client hours a coach has this week: none while the post is vacant or its holder ill."""
    if coach.filled == 0 or now < coach.sick_until:
        return 0.0
    return practice.client_hours * coach.fte


@compiled
def meet(home: Record, tally: np.ndarray) -> None:
    """Count a conversation with a resident, and the contact if it is the first."""
    tally[home.neighbourhood, CONVERSATIONS] += 1.0
    if home.spoken == 0:
        home.spoken = 1
        tally[home.neighbourhood, CONTACTS] += 1.0


@compiled
def end_case(
    row: int,
    state: int,
    outcome: int,
    when: float,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """End a case in a final state; activation may have brought the household a rung up the participation ladder."""
    case = cases[row]
    home = homes[case.household]
    touch(home, rules, town, dirty, now)
    if case.state == ACTIVATION and state != CASE_MOVED and home.rung < TOP_RUNG:
        weeks = max(0.0, when - case.activation)
        if patience_of_luck(seed, identity(home), LADDER_STEP, case.number) < practice.ladder_step * home.dose * weeks:
            home.rung += 1
            tally[case.neighbourhood, LADDER_STEPS] += 1.0
    if case.state != CASE_WAITING:
        tally[case.neighbourhood, CASES_STOPPED if state == STOPPED else CASES_CLOSED] += 1.0
    case.severity_end = 0 if state == CASE_MOVED else total_severity(home)
    case.state = state
    case.ended = when
    home.case = -1
    home.queued = 0
    home.dose = 0.0
    home.activation = 0.0
    close_part(home, requests[case.request], outcome, when)


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
                    remove(lists, entries, line, home.case)
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
            if cases[row].state != CASE_WAITING or letter.when < cases[row].waiting:
                continue
            line = 2 * town.agencies + 1 + home.neighbourhood
            if total_severity(home) == 0:
                remove(lists, entries, line, row)
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
                entries[position(lists, entries, line, row)].key = key


@compiled
def advise(
    home: Record,
    case: Record,
    competence: float,
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
    now: float,
    seed: np.uint64,
) -> None:
    """Refer what needs a specialist, with weighty advice that the agency adopts or not.

    Adoption has probability ``expit(a + b * mandate + c * (cooperation - .5) + d * (competence - .5))``. Adopted advice
    skips the agency's own assessment and cannot get lost, but may be wrong; refused advice goes the usual way. A single
    problem that needs a specialist is handed over: its plan is short.
    """
    who = identity(home)
    for domain in range(DOMAINS):
        severity = home.severity[domain]
        if severity == 0 or home.referral[domain] >= 0 or practice.route[domain, severity] < 0:
            continue
        bit = np.int64(1) << (domain + DOMAINS * (np.int64(severity) - 1))
        if case.advised & bit:
            continue
        case.advised |= np.uint32(bit)
        key = home.count[domain, WORSEN] * 8 + domain
        if chance(seed, who, SPECIALIST, key) >= practice.refers[domain, severity] * town.referral_factor:
            continue
        touch(home, rules, town, dirty, now)
        if active_domains(home) == 1:
            case.plan_until = min(case.plan_until, now + practice.handover_weeks)
        row = refer(home, domain, severity, now, town, practice, requests, referrals)
        referral = referrals[row]
        agency = agencies[referral.agency]
        weight = practice.mandate_a + practice.mandate_b * town.mandate
        weight += practice.mandate_c * (agency.cooperation - 0.5) + practice.mandate_d * (competence - 0.5)
        if chance(seed, who, ADOPTED, referral.number) < 1.0 / (1.0 + math.exp(-weight)):
            referral.adopted = 1
            wrong = practice.wrong_advice * (1.0 - competence) / (1.0 - practice.competence_mean)
            referral.misplaced = 1 if chance(seed, who, WRONG, referral.number) < wrong else 0
            delayed = chance(seed, who, FILE_DELAY, referral.number) < practice.privacy_friction
            wait = practice.file_delay_weeks if delayed else 0.0
            enlist(lists, entries, 2 * town.agencies, referrals, row, 0.0, now + wait)
            tally[home.neighbourhood, ADOPTED_ADVICE] += 1.0
            tally[home.neighbourhood, WRONG_ADVICE] += referral.misplaced
        else:
            referral.refused = 1
            tell_story(home, requests[home.request], practice, tally)
            send_from_desk(home, row, 1.0, now, practice, referrals, lists, entries, 2 * town.agencies, seed)
            tally[home.neighbourhood, REFUSED_ADVICE] += 1.0


@compiled
def waits_for_specialist(home: Record, referrals: np.ndarray) -> bool:
    """Return whether a specialist's place is still awaited: until then the case stays with the coach."""
    for domain in range(DOMAINS):
        if home.referral[domain] >= 0 and referrals[home.referral[domain]].state <= WAITING:
            return True
    return False


@compiled
def count_need(home: Record, case: Record, coach: Record, practice: Record) -> None:
    """Add up the hours a week that a household's problems need, by severity, summed over domains."""
    hours = 0.0
    for domain in range(DOMAINS):
        severity = home.severity[domain]
        if severity > 0:
            hours += practice.hours_needed[severity]
            agency = practice.route[domain, severity]
            if agency >= 0:
                coach.relief[case.state - ACUTE, agency] += practice.hours_needed[severity]
    coach.need_by_phase[case.state - ACUTE] += hours


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
    """Go through a coach's cases: close, change phase, advise."""
    coach.need_by_phase[:] = 0.0
    coach.relief[:] = 0.0
    competence = competence_of(coach, practice, now)
    working = hours_of(coach, practice, now) > 0.0
    kept = 0
    for index in range(coach.cases):
        if index + 2 * AHEAD < coach.cases:
            bring(cases, held[index + 2 * AHEAD])
        if index + AHEAD < coach.cases:
            bring(homes, cases[held[index + AHEAD]].household)
        row = held[index]
        case = cases[row]
        if case.state >= FIRST_FINAL_CASE:
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
        count_need(home, case, coach, practice)
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
        if coach.outreach == 1 or coach.fte == 0.0 or hours_of(coach, practice, now) == 0.0:
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
    complexity = min(1.0, (case.complexity - 1.0) / 2.0)
    mean = practice.plan_light_weeks + (practice.plan_complex_weeks - practice.plan_light_weeks) * complexity
    who = identity(home)
    case.acute_until = now + patience_of_luck(seed, who, PLAN_ACUTE, case.number) * mean / 2.0
    case.plan_until = case.acute_until + patience_of_luck(seed, who, PLAN_ACTIVATION, case.number) * mean / 2.0
    leaving = practice.case_leaves * (1.0 - home.trust)
    if leaving > 0.0:
        case.leaves_at = now + patience_of_luck(seed, who, CASE_LEAVES, case.number) / leaving
    request.state = WITH_OTHERS
    if math.isnan(request.with_others):
        request.with_others = now
    tell_story(home, request, practice, tally)
    first_help(home, request, now, practice)
    meet(home, tally)
    count_need(home, case, coach, practice)
    held[number, coach.cases] = row
    coach.cases += 1
    tally[case.neighbourhood, CASES_OPENED] += 1.0


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
            take_at(lists, entries, line, index)
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
        index = highest(lists, entries, line)
        row = entries[index].row
        take_at(lists, entries, line, index)
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
    """Share a coach's client hours in proportion to need, acute cases first; return the hours left for outreach.

    ``dose = competence * min(1, hours given / hours needed)``; a household's rates are renewed when its dose changed
    noticeably (``numerics.dose_step``) or its phase did.
    """
    acute, later = coach.need_by_phase[0], coach.need_by_phase[1]
    hours = hours_of(coach, practice, now)
    acute_share = min(1.0, hours / acute) if acute > 0.0 else 1.0
    later_share = min(1.0, max(0.0, hours - acute) / later) if later > 0.0 else 1.0
    if hours == 0.0:
        acute_share = 0.0
        later_share = 0.0
    coach.need = acute + later
    competence = competence_of(coach, practice, now)
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
    weeks = now - town.clock
    for number in range(agencies.shape[0]):
        relieved = coach.relief[0, number] * acute_share + coach.relief[1, number] * later_share
        agencies[number].relief_hours += relieved * weeks
    place = coach.neighbourhood
    tally[place, OPEN_CASE_WEEKS] += coach.cases * weeks
    tally[place, NEED_HOURS] += coach.need * weeks
    tally[place, CLIENT_HOURS] += min(hours, coach.need) * weeks
    return max(0.0, hours - coach.need) * weeks


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
            place.free_hours += share_hours(
                coaches[who], held[who], homes, rules, practice, town, cases, agencies, dirty, tally, now
            )


@compiled
def close_post(
    number: int,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    places: np.ndarray,
    requests: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Hand the cases of a post that ends to colleagues with room; the others stop."""
    coach = coaches[number]
    place = places[coach.neighbourhood]
    for index in range(coach.cases):
        row = held[number, index]
        if cases[row].state >= FIRST_FINAL_CASE:
            continue
        colleague = roomiest(coaches, place, practice, town, now)
        if colleague >= 0:
            held[colleague, coaches[colleague].cases] = row
            coaches[colleague].cases += 1
            welcome_back(row, colleague, homes, practice, requests, cases, tally)
        else:
            end_case(
                row,
                STOPPED,
                LOST,
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
    coach.cases = 0


@compiled
def welcome_back(
    row: int,
    number: int,
    homes: np.ndarray,
    practice: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    tally: np.ndarray,
) -> None:
    """Let a new coach take over a case: the story is told again."""
    case = cases[row]
    case.coach = number
    request = requests[case.request]
    tell_story(homes[case.household], request, practice, tally)
    request.helpers += 1


@compiled
def take_over(
    number: int,
    homes: np.ndarray,
    practice: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    tally: np.ndarray,
) -> None:
    """Let a newly hired coach take over the cases that waited with the post."""
    for index in range(coaches[number].cases):
        row = held[number, index]
        if cases[row].state < FIRST_FINAL_CASE:
            welcome_back(row, number, homes, practice, requests, cases, tally)


@compiled
def stop_line(
    line: int,
    homes: np.ndarray,
    rules: Record,
    practice: Record,
    town: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    dirty: np.ndarray,
    tally: np.ndarray,
    now: float,
    seed: np.uint64,
) -> None:
    """Send away everybody who waits for coaches that no longer come."""
    while lists[line].length > 0:
        row = entries[lists[line].first].row
        take_at(lists, entries, line, lists[line].first)
        end_case(row, STOPPED, LOST, now, homes, rules, practice, town, requests, cases, dirty, tally, now, seed)
