"""A coach's weighty advice: who needs a specialist, and whether the agency adopts it (the factual mandate)."""

import math

import numpy as np

from simulation.services.cases import breadth_of, daring_of
from simulation.services.doors import (
    active_domains,
    refer,
    send_from_desk,
    tell_story,
    touch,
)
from simulation.services.lists import enlist
from simulation.services.tables import (
    WAITING,
)
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    ADOPTED,
    FILE_DELAY,
    SPECIALIST,
    WRONG,
    chance,
)
from simulation.streets.tables import DOMAINS, WORSEN
from simulation.streets.tally import (
    ADOPTED_ADVICE,
    REFUSED_ADVICE,
    WRONG_ADVICE,
)


@compiled
def advise(
    home: Record,
    case: Record,
    coach: Record,
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
    assessed = is_handed_over(case, town)
    for domain in range(DOMAINS):
        severity = home.severity[domain]
        if severity == 0 or home.referral[domain] >= 0 or practice.route[domain, severity] < 0:
            continue
        bit = np.int64(1) << (domain + DOMAINS * (np.int64(severity) - 1))
        if case.advised & bit:
            continue
        case.advised |= np.uint32(bit)
        asked = requests[home.request].domains & ~requests[home.request].solved & np.uint8(1 << domain)
        if not (assessed and asked) and not needs_specialist(home, domain, practice, town, seed):
            continue
        touch(home, rules, town, dirty, now)
        if active_domains(home) == 1:
            case.plan_until = min(case.plan_until, now + practice.handover_weeks)
        row = refer(home, domain, severity, now, town, practice, requests, referrals)
        referral = referrals[row]
        agency = agencies[referral.agency]
        weight = practice.mandate_a + practice.mandate_b * agency.mandate
        weight += practice.mandate_c * (agency.cooperation - 0.5)
        weight += practice.mandate_d * (daring_of(coach, competence) - 0.5)
        if chance(seed, who, ADOPTED, referral.number) < 1.0 / (1.0 + math.exp(-weight)):
            referral.adopted = 1
            breadth = breadth_of(coach, competence)
            wrong = practice.wrong_advice * (1.0 - breadth) / (1.0 - practice.competence_mean)
            referral.misplaced = 1 if chance(seed, who, WRONG, referral.number) < wrong else 0
            friction = practice.privacy_friction + practice.facilities_delay * (1.0 - town.facilities)
            delayed = chance(seed, who, FILE_DELAY, referral.number) < friction
            wait = practice.file_delay_weeks if delayed else 0.0
            enlist(lists, entries, 2 * town.agencies, referrals, row, 0.0, now + wait)
            tally[home.neighbourhood, ADOPTED_ADVICE] += 1.0
            tally[home.neighbourhood, WRONG_ADVICE] += referral.misplaced
        else:
            referral.refused = 1
            if not (town.joint_plan and case.complex):
                tell_story(home, requests[home.request], practice, tally)
            send_from_desk(home, row, 1.0, now, practice, referrals, lists, entries, 2 * town.agencies, seed)
            tally[home.neighbourhood, REFUSED_ADVICE] += 1.0


@compiled
def needs_specialist(home: Record, domain: int, practice: Record, town: Record, seed: np.uint64) -> bool:
    """Return whether the coach thinks that a problem as it is now needs a specialist."""
    severity = home.severity[domain]
    if severity == 0 or practice.route[domain, severity] < 0:
        return False
    key = home.count[domain, WORSEN] * 8 + domain
    drawn = chance(seed, identity(home), SPECIALIST, key)
    return bool(drawn < practice.refers[domain, severity] * town.referral_factor)


@compiled
def is_handed_over(case: Record, town: Record) -> bool:
    """Return whether a case is assessed and handed over: where there are joint plans, all but complex ones (Almelo)."""
    return bool(town.joint_plan == 1 and case.complex == 0)


@compiled
def is_complex(home: Record, practice: Record, town: Record, seed: np.uint64) -> bool:
    """Return whether a case needs several specialisms: two of its problems or more need a specialist (Almelo, 2019)."""
    number = 0
    for domain in range(DOMAINS):
        if home.referral[domain] >= 0 or needs_specialist(home, domain, practice, town, seed):
            number += 1
    return number > 1


@compiled
def waits_for_specialist(home: Record, referrals: np.ndarray) -> bool:
    """Return whether a specialist's place is still awaited: until then the case stays with the coach."""
    for domain in range(DOMAINS):
        if home.referral[domain] >= 0 and referrals[home.referral[domain]].state <= WAITING:
            return True
    return False
