"""Cases and coaches: hours, competence, a conversation, the end of a case."""

import math

import numpy as np

from simulation.services.doors import (
    close_part,
    touch,
)
from simulation.services.tables import (
    ACTIVATION,
    CASE_MOVED,
    CASE_WAITING,
    STOPPED,
)
from simulation.streets.compiler import Record, compiled
from simulation.streets.life import identity
from simulation.streets.luck import (
    LADDER_STEP,
    SATISFIED,
    chance,
    patience_of_luck,
)
from simulation.streets.problems import total_severity
from simulation.streets.tally import (
    CASES_CLOSED,
    CASES_STOPPED,
    CONTACTS,
    CONVERSATIONS,
    FINISHED_CLIENTS,
    LADDER_STEPS,
    POSITIVE_CLIENTS,
)

TOP_RUNG = 6


@compiled
def competence_of(coach: Record, practice: Record, town: Record, now: float) -> float:
    """Return a coach's competence in [0, 1]: what it was at the start, and what tenure has taught.

    Where no way of working was prescribed, it is learned by doing: each case teaches (Deventer, 2014).
    """
    learned = practice.competence_gain * (1.0 - math.exp(-(now - coach.started) / practice.learning_weeks))
    if town.untaught:
        learned -= practice.doing_gain * math.exp(-coach.handled / practice.learning_cases)
    return min(1.0, max(0.0, coach.competence_start + learned))


@compiled
def breadth_of(coach: Record, competence: float) -> float:
    """Return the part of competence that is breadth of knowledge: it makes help good and advice right."""
    return min(1.0, max(0.0, competence + coach.lean))


@compiled
def daring_of(coach: Record, competence: float) -> float:
    """Return the part of competence that is daring to push through: it makes agencies adopt advice."""
    return min(1.0, max(0.0, competence - coach.lean))


@compiled
def hours_of(coach: Record, practice: Record, town: Record, now: float) -> float:
    """Return the client hours a post has this week: none while it is vacant or its holder ill.

    Weak ICT and premises cost hours (Almelo, 2019).
    """
    if coach.filled == 0 or now < coach.sick_until:
        return 0.0
    return practice.client_hours * coach.fte * (1.0 - practice.facilities_hours * (1.0 - town.facilities))


@compiled
def meet(home: Record, tally: np.ndarray) -> None:
    """Count a conversation with a resident, and the contact if it is the first."""
    tally[home.neighbourhood, CONVERSATIONS] += 1.0
    home.touched = 1
    if home.spoken == 0:
        home.spoken = 1
        tally[home.neighbourhood, CONTACTS] += 1.0


@compiled
def judge(
    case: Record, home: Record, request: Record, when: float, practice: Record, tally: np.ndarray, seed: np.uint64
) -> None:
    """Let a client say whether the help was good: by attention, waiting, repeating, pressure, and what became better.

    Clients in Deventer valued that coaches were near and had time; in Almelo, being heard and telling the story once.
    """
    weeks = max(1.0, when - case.acute)
    better = (case.severity_start - total_severity(home)) / max(1.0, case.severity_start)
    weight = practice.pleased + practice.pleased_attention * case.attention / weeks
    weight += practice.pleased_better * max(-1.0, better)
    weight -= practice.displeased_wait * (case.acute - case.waiting) / 13.0
    weight -= practice.displeased_story * (request.stories - 1) + practice.displeased_pressed * case.pressed
    tally[case.neighbourhood, FINISHED_CLIENTS] += 1.0
    if chance(seed, identity(home), SATISFIED, case.number) < 1.0 / (1.0 + math.exp(-weight)):
        tally[case.neighbourhood, POSITIVE_CLIENTS] += 1.0


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
        if state != CASE_MOVED:
            judge(case, home, requests[case.request], when, practice, tally, seed)
        tally[case.neighbourhood, CASES_STOPPED if state == STOPPED else CASES_CLOSED] += 1.0
    case.severity_end = 0 if state == CASE_MOVED else total_severity(home)
    case.state = state
    case.ended = when
    home.case = -1
    home.queued = 0
    home.pressed = 0
    home.dose = 0.0
    home.activation = 0.0
    close_part(home, requests[case.request], outcome, when)
