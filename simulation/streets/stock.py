"""Weeks in a state, booked exactly: see ``tally.STOCKED``."""

import numpy as np

from simulation.streets.compiler import Record, compiled
from simulation.streets.tables import DOMAINS, FINANCES, OWNER, SERIOUS
from simulation.streets.tally import ASSISTANCE_WEEKS, TENANT_DEBT_WEEKS, WEEKS


@compiled
def enter(tally: np.ndarray, stock: np.ndarray, place: int, column: int, when: float, month_end: float) -> None:
    """Book that one more is in the state of ``column`` from ``when`` on."""
    stock[place, column] += 1.0
    tally[place, column] += month_end - when


@compiled
def leave(tally: np.ndarray, stock: np.ndarray, place: int, column: int, when: float, month_end: float) -> None:
    """Book that one fewer is in the state of ``column`` from ``when`` on."""
    stock[place, column] -= 1.0
    tally[place, column] -= month_end - when


@compiled
def book_severity(
    home: Record,
    domain: int,
    severity: int,
    tally: np.ndarray,
    stock: np.ndarray,
    when: float,
    month_end: float,
) -> None:
    """Set the severity of a problem and book the household-weeks of the old and the new one.

    The household's own ``problem_weeks`` are moments at which problems went less moments at which they came: whoever
    reads them adds the moment of reading for every problem there is (see ``problem_weeks_of``). Counting starts at 0.
    """
    old = home.severity[domain]
    place = home.neighbourhood
    if old > 0 and severity == 0:
        home.problem_weeks += when
    elif severity > 0 and old == 0:
        home.problem_weeks -= when
    if old > 0:
        leave(tally, stock, place, WEEKS + 3 * domain + old - 1, when, month_end)
    if severity > 0:
        enter(tally, stock, place, WEEKS + 3 * domain + severity - 1, when, month_end)
    if domain == FINANCES and home.tenure != OWNER:
        if old < SERIOUS <= severity:
            enter(tally, stock, place, TENANT_DEBT_WEEKS, when, month_end)
        elif severity < SERIOUS <= old:
            leave(tally, stock, place, TENANT_DEBT_WEEKS, when, month_end)
    home.severity[domain] = severity
    if severity >= SERIOUS:
        home.serious = 1


@compiled
def take_stock(homes: np.ndarray, stock: np.ndarray) -> None:
    """Count how many households are in each state now."""
    for home in homes:
        place = home.neighbourhood
        for domain in range(DOMAINS):
            if home.severity[domain] > 0:
                stock[place, WEEKS + 3 * domain + home.severity[domain] - 1] += 1.0
        if home.severity[FINANCES] >= SERIOUS and home.tenure != OWNER:
            stock[place, TENANT_DEBT_WEEKS] += 1.0
        if home.assistance:
            stock[place, ASSISTANCE_WEEKS] += 1.0
