"""People: illness, turnover and vacancies of coaches. The first coaches are the best applicants."""

import math

import numpy as np

from simulation.services.handover import take_over
from simulation.services.tables import IN_THE_STREET, INTAKING
from simulation.streets.compiler import Record, allocating, compiled
from simulation.streets.luck import LEAN, LEAVE_POST, SICK, VACANCY, chance, patience_of_luck
from simulation.streets.tally import (
    INTAKER_SALARY_WEEKS,
    LEAVERS,
    OUTREACH_SALARY_WEEKS,
    SALARY_WEEKS,
    SICK_WEEKS,
    VACANT_WEEKS,
)

WEEKS_PER_MONTH = 52.0 / 12.0


@compiled
def salary_column(coach: Record) -> int:
    """Return the column in which a post's paid weeks are booked."""
    if coach.role == INTAKING:
        return INTAKER_SALARY_WEEKS
    return OUTREACH_SALARY_WEEKS if coach.role == IN_THE_STREET else SALARY_WEEKS


@compiled
def person(coach: Record) -> int:
    """Return who holds a post: the post and how many held it before, the key of the person's luck."""
    return int(np.int64(coach.post) + (np.int64(coach.hires) << 32))


@compiled
def book_post(coach: Record, column: int, fte: float, tally: np.ndarray, stock: np.ndarray, weeks: float) -> None:
    """Book that a post's fte is in a state for the rest of the month, and in every month to come."""
    stock[coach.neighbourhood, column] += fte
    tally[coach.neighbourhood, column] += fte * weeks


@allocating
def staff_month(
    coaches: np.ndarray,
    practice_table: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    month: int,
    now: float,
    seed: np.uint64,
) -> np.ndarray:
    """Decide who is ill this month and who leaves; overload raises both.

    Returns:
        For each post whether its holder leaves, shape (posts,).
    """
    practice = practice_table[0]
    leaves = np.zeros(coaches.shape[0], np.bool_)
    for number in range(coaches.shape[0]):
        coach = coaches[number]
        if coach.filled == 0:
            continue
        overload = max(0.0, coach.need / (practice.client_hours * coach.fte) - 1.0)
        who = person(coach)
        if chance(seed, who, SICK, month) < practice.sick_month * (1.0 + practice.overload_sick * overload):
            coach.sick_until = now + WEEKS_PER_MONTH
            tally[coach.neighbourhood, SICK_WEEKS] += coach.fte * WEEKS_PER_MONTH
        hazard = practice.turnover_month * (1.0 + practice.overload_turnover * overload)
        if chance(seed, who, LEAVE_POST, month) < 1.0 - math.exp(-hazard):
            leaves[number] = True
            tally[coach.neighbourhood, LEAVERS] += coach.fte
            vacate(coach, tally, stock, 0.0)
            book_post(coach, VACANT_WEEKS, coach.fte, tally, stock, 0.0)
    return leaves


@compiled
def vacate(coach: Record, tally: np.ndarray, stock: np.ndarray, weeks: float) -> None:
    """Let the holder of a post go: ties and local network go along."""
    coach.filled = 0
    coach.hires += 1
    book_post(coach, salary_column(coach), -coach.fte, tally, stock, weeks)


@compiled
def weeks_vacant(coach: Record, practice: Record, seed: np.uint64) -> float:
    """Return how long it takes to fill a post this time."""
    return patience_of_luck(seed, person(coach), VACANCY, 0) * practice.vacancy_weeks


@compiled
def hire(
    number: int,
    homes: np.ndarray,
    practice: Record,
    requests: np.ndarray,
    cases: np.ndarray,
    coaches: np.ndarray,
    held: np.ndarray,
    tally: np.ndarray,
    stock: np.ndarray,
    vacant: bool,
    now: float,
    month_end: float,
    seed: np.uint64,
) -> None:
    """Fill a post with the best applicant left: the more posts are filled already, the deeper in the list."""
    coach = coaches[number]
    rank = 1.0
    for other in coaches:
        rank += other.filled
    applicants = practice.applicants_per_10000 * homes.shape[0] / 10000.0
    standing = max(0.0, 1.0 - rank / max(1.0, applicants))
    coach.filled = 1
    coach.started = now
    coach.sick_until = now
    coach.competence_start = practice.competence_mean + practice.competence_spread * (standing - 0.5)
    coach.lean = practice.lean * (2.0 * chance(seed, person(coach), LEAN, 0) - 1.0)
    coach.handled = 0.0
    weeks = max(0.0, month_end - now)
    if vacant:
        book_post(coach, VACANT_WEEKS, -coach.fte, tally, stock, weeks)
    book_post(coach, salary_column(coach), coach.fte, tally, stock, weeks)
    take_over(number, homes, practice, requests, cases, coaches, held, tally)
