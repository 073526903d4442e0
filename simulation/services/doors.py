"""The front doors: how a problem becomes a request, and a request finds its way to those who help."""

import math

import numpy as np

from simulation.services.lists import enlist, priority
from simulation.services.tables import (
    ASKED,
    AT_INTAKER,
    CASE_WAITING,
    HELPED,
    SENT,
    SOLVED,
    WAITING_COACH,
    WITH_OTHERS,
)
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    ACCEPTANCE,
    COACH_PATIENCE,
    COORDINATED,
    PASSED_ON,
    PICKED_UP,
    PRESSED,
    REGISTERED,
    chance,
    patience_of_luck,
)
from simulation.streets.problems import settle
from simulation.streets.tables import DOMAINS
from simulation.streets.tally import LOST_HANDOFFS, REQUESTS, STORIES

WEEKS_PER_YEAR = 52.0


@compiled
def touch(home: Record, rules: Record, town: Record, dirty: np.ndarray, now: float) -> None:
    """Settle a household up to now and mark that its rates are to be renewed at the end of the round."""
    settle(home, rules, now)
    if home.dirty == 0:
        home.dirty = 1
        dirty[town.dirty] = home.number
        town.dirty += 1


@compiled
def change_trust(home: Record, amount: float) -> None:
    """Raise or lower a household's trust in help, between 0 and 1, unless it has moved out this week."""
    if home.gone:
        return
    home.trust = min(1.0, max(0.0, home.trust + amount))


@compiled
def worst(home: Record) -> int:
    """Return the severity of the worst problem."""
    result = 0
    for domain in range(DOMAINS):
        result = max(result, home.severity[domain])
    return result


@compiled
def active_domains(home: Record) -> int:
    """Return in how many domains there is a problem."""
    number = 0
    for domain in range(DOMAINS):
        if home.severity[domain] > 0:
            number += 1
    return number


@compiled
def open_request(home: Record, door: int, when: float, town: Record, requests: np.ndarray, tally: np.ndarray) -> int:
    """Open a request, or return the one this household has open: further domains join it."""
    if home.request >= 0:
        return home.request
    row = town.requests
    if row >= requests.shape[0]:
        raise OverflowError("more requests than there is room for")
    request = requests[row]
    request.asked = when
    request.at_intaker = math.nan
    request.intake = math.nan
    request.waiting_coach = math.nan
    request.with_others = math.nan
    request.helped = math.nan
    request.specialist = math.nan
    request.ended = math.nan
    request.last_part = when
    request.intaker_weeks = 0.0
    request.household = home.number
    request.occupant = home.occupant
    request.neighbourhood = home.neighbourhood
    request.open = 0
    request.stories = 0
    request.helpers = 0
    request.door = door
    request.state = ASKED
    request.domains = 0
    request.solved = 0
    request.coordinated = 0
    request.outcome = HELPED
    town.requests += 1
    tally[home.neighbourhood, REQUESTS + door] += 1.0
    home.request = row
    home.known = 1
    return row


@compiled
def tell_story(home: Record, request: Record, practice: Record, tally: np.ndarray) -> None:
    """Let a household tell its story; every time but the first costs trust."""
    if request.stories > 0:
        change_trust(home, -practice.trust_story)
    request.stories += 1
    tally[home.neighbourhood, STORIES] += 1.0


@compiled
def close_part(home: Record, request: Record, outcome: int, when: float) -> None:
    """Close one referral or case of a request; the request ends with its last part."""
    request.open -= 1
    if when >= request.last_part:
        request.last_part = when
        request.outcome = outcome
    if request.open == 0:
        request.ended = request.last_part
        alone = math.isnan(request.with_others) and math.isnan(request.waiting_coach)
        kept = math.isnan(request.helped) or (request.outcome == SOLVED and alone)
        request.state = request.outcome if kept else HELPED
        home.request = -1


@compiled
def first_help(home: Record, request: Record, when: float, practice: Record) -> None:
    """Note that real help has arrived: it raises trust, less so after a long wait."""
    request.helpers += 1
    if math.isnan(request.helped):
        request.helped = when
        if home.gone == 0:
            home.helped = 1
        waited = max(0.0, when - request.asked) / WEEKS_PER_YEAR
        change_trust(home, practice.trust_help - practice.trust_wait * min(1.0, waited))


@compiled
def refer(
    home: Record,
    domain: int,
    severity: int,
    when: float,
    town: Record,
    practice: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
) -> int:
    """Send a household to the agency for one of its problems; return the referral's row."""
    row = town.referrals
    if row >= referrals.shape[0]:
        raise OverflowError("more referrals than there is room for")
    referral = referrals[row]
    referral.sent = when
    referral.assessing = math.nan
    referral.waiting = math.nan
    referral.started = math.nan
    referral.ended = math.nan
    referral.household = home.number
    referral.occupant = home.occupant
    referral.request = home.request
    referral.number = home.referrals
    referral.neighbourhood = home.neighbourhood
    referral.agency = practice.route[domain, severity]
    referral.domain = domain
    referral.state = SENT
    referral.severity = severity
    referral.severity_sent = severity
    referral.adopted = 0
    referral.refused = 0
    referral.misplaced = 0
    referral.lost = 0
    referral.escalated = 0
    town.referrals += 1
    home.referrals += 1
    home.referral[domain] = row
    request = requests[home.request]
    request.open += 1
    request.domains |= np.uint8(1 << domain)
    if request.state <= AT_INTAKER:
        request.state = WITH_OTHERS
        request.with_others = when
    return row


@compiled
def send_from_desk(
    home: Record,
    row: int,
    kept: float,
    when: float,
    practice: Record,
    referrals: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    assessing: int,
    seed: np.uint64,
) -> None:
    """Register a referral, pass it on and have it picked up; each hand-off may fail, unnoticed at first."""
    referral = referrals[row]
    who = identity(home)
    arrives = (
        chance(seed, who, REGISTERED, referral.number) < kept
        and chance(seed, who, PASSED_ON, referral.number) < kept
        and chance(seed, who, PICKED_UP, referral.number) < kept
    )
    referral.lost = 0 if arrives else 1
    wait = practice.pickup_weeks if arrives else practice.notice_weeks
    enlist(lists, entries, assessing, referrals, row, 0.0, when + wait)


@compiled
def visit_desk(
    home: Record,
    domain: int,
    severity: int,
    when: float,
    kept: float,
    town: Record,
    practice: Record,
    requests: np.ndarray,
    referrals: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    assessing: int,
    tally: np.ndarray,
    seed: np.uint64,
) -> None:
    """Tell the story at the desk of one domain and be passed on to its agency.

    Complex requests (problems in as many domains as the old care team required) are already coordinated for a share of
    households: then all domains go out at once and the story is told once.
    """
    request = requests[home.request]
    complicated = active_domains(home) >= town.entry_threshold
    if request.open == 0 and complicated:
        drawn = chance(seed, identity(home), COORDINATED, home.referrals)
        request.coordinated = 1 if drawn < town.coordination_share else 0
    if request.coordinated == 0 or request.stories == 0:
        tell_story(home, request, practice, tally)
    for other in range(DOMAINS):
        if other == domain or (request.coordinated == 1 and home.severity[other] > 1):
            known = severity if other == domain else home.severity[other]
            if home.referral[other] < 0 and practice.route[other, known] >= 0:
                row = refer(home, other, known, when, town, practice, requests, referrals)
                keeps = practice.coordinated_handoff if request.coordinated == 1 else kept
                send_from_desk(home, row, keeps, when, practice, referrals, lists, entries, assessing, seed)


@compiled
def wait_for_coach(
    home: Record,
    when: float,
    town: Record,
    practice: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    lists: np.ndarray,
    entries: np.ndarray,
    line: int,
    ageing: float,
    seed: np.uint64,
) -> None:
    """Put a household on the coaches' own list."""
    row = town.cases
    if row >= cases.shape[0]:
        raise OverflowError("more cases than there is room for")
    case = cases[row]
    case.waiting = when
    case.acute = math.nan
    case.activation = math.nan
    case.ended = math.nan
    case.acute_until = math.nan
    case.plan_until = math.nan
    case.leaves_at = math.inf
    case.dose = 0.0
    case.attention = 0.0
    case.complex = 0
    case.pressed = home.pressed
    case.look_at = -math.inf
    case.problems[:] = 0
    case.phase = CASE_WAITING
    case.household = home.number
    case.occupant = home.occupant
    case.request = home.request
    case.coach = -1
    case.number = home.cases
    case.neighbourhood = home.neighbourhood
    case.state = CASE_WAITING
    case.complexity = 0
    case.severity_waiting = worst(home)
    case.severity_start = 0
    case.severity_end = 0
    case.advised = 0
    town.cases += 1
    home.cases += 1
    home.case = row
    home.queued = 1
    home.touched = 1
    request = requests[home.request]
    request.open += 1
    if request.state <= AT_INTAKER:
        request.state = WAITING_COACH
        request.waiting_coach = when
    patience = patience_of_luck(seed, identity(home), COACH_PATIENCE, case.number) * practice.coach_patience_weeks
    enlist(lists, entries, line, cases, row, priority(worst(home), when, ageing), when + patience)


@compiled
def accepts(home: Record, key: int, coached: bool, town: Record, practice: Record, seed: np.uint64) -> bool:
    """Return whether a household that did not ask accepts help: by trust, or under joint pressure.

    Pressure makes some of the unwilling accept and costs the others trust.
    """
    who = identity(home)
    if chance(seed, who, ACCEPTANCE, key) < practice.acceptance * home.trust:
        return True
    if coached and town.pressure:
        if chance(seed, who, PRESSED, key) < practice.pressed_accept:
            home.pressed = 1
            return True
        change_trust(home, -practice.pressed_trust)
    return False


@compiled
def count_lost(home: Record, practice: Record, tally: np.ndarray) -> None:
    """Count a hand-off that failed, at the moment the household finds out."""
    tally[home.neighbourhood, LOST_HANDOFFS] += 1.0
    change_trust(home, -practice.trust_lost)
