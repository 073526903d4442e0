"""When posts end, start or change hands: what happens to the open cases and to those who wait."""

import numpy as np

from simulation.services.cases import end_case
from simulation.services.casework import roomiest
from simulation.services.doors import (
    tell_story,
)
from simulation.services.lists import delist
from simulation.services.tables import (
    FIRST_FINAL_CASE,
    LOST,
    STOPPED,
)
from simulation.streets.compiler import Record, compiled


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
        delist(lists, entries, line, cases, row)
        end_case(row, STOPPED, LOST, now, homes, rules, practice, town, requests, cases, dirty, tally, now, seed)
