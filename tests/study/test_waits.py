"""Rows of one table beside those of another, held against a plain search."""

import math

import numpy as np

from simulation.services.tables import REQUEST, SOLVED
from simulation.study.waits import WEEKS_PER_QUARTER, solved_at_the_door, weeks_to_next

HORIZON = 200.0


def requests(number: int = 400) -> np.ndarray:
    """Requests in the order in which they were made, so that households come and come again."""
    random = np.random.default_rng(3)
    rows = np.zeros(number, REQUEST)
    rows["household"] = random.integers(0, 60, number)
    rows["occupant"] = random.integers(0, 2, number)
    rows["domains"] = random.integers(1, 8, number)
    rows["asked"] = np.sort(random.uniform(0.0, HORIZON, number))
    rows["intake"] = rows["asked"] + random.uniform(0.0, 4.0, number)
    rows["state"] = np.where(random.random(number) < 0.6, SOLVED, SOLVED + 1)
    return rows


def test_each_moment_has_its_own_next_event() -> None:
    who, since = np.array([7, 3, 7, 5]), np.array([4.0, 1.0, 0.0, 2.0])
    whose, when = np.array([3, 7, 7, 3]), np.array([6.0, 1.5, 4.0, 1.0])
    assert weeks_to_next(who, since, whose, when).tolist() == [0.0, 0.0, 1.5, math.inf]


def test_solved_at_the_door_is_without_a_new_question_in_the_same_domain_for_a_quarter() -> None:
    rows = requests()
    judged = [row for row in rows if row["intake"] <= HORIZON - WEEKS_PER_QUARTER]
    solved = [row for row in judged if row["state"] == SOLVED]
    lasting = [row for row in solved if not any(asks_again(row, other) for other in rows)]
    assert 0.1 < len(lasting) / len(solved) < 0.9
    assert solved_at_the_door(rows, HORIZON) == len(lasting) / len(judged)


def asks_again(row: np.void, other: np.void) -> bool:
    same = row["household"] == other["household"] and row["occupant"] == other["occupant"]
    soon = 0.0 < other["asked"] - row["intake"] <= WEEKS_PER_QUARTER
    return bool(same and soon and row["domains"] & other["domains"])
