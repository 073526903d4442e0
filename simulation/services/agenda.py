"""The agenda of a week: all that concerns agencies, in order of time, with room for what a start brings along."""

import numpy as np

from simulation.streets.compiler import AHEAD, bring, by_time, compiled
from simulation.streets.tables import EASE, MOVED, WORSEN

DUE, CARE_END, OUT_OF_PATIENCE = 20, 21, 22
"""Kinds of agenda entries beside the letters of households."""


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


@compiled
def sort_by_time(agenda: np.ndarray, order: np.ndarray, number: int, start: float, end: float) -> None:
    """Put the agenda in order of time; what falls at one moment, in order of row: the same in every world."""
    by_time(agenda, order, number, start, end)
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
