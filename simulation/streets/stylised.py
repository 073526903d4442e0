"""The queue town: everybody asks once, at the moments of a Poisson process; nothing else ever happens to them.

With exponential care and patience its one agency is a textbook queue (Erlang C and A, Cobham's priorities), played by
the same code as a real town. As many households live there as there are requests: each has an early problem from the
start (urgent ones a crisis), and its luck holds until it is its turn to ask.
"""

import dataclasses
import math

import numpy as np

from simulation.settings import QueueTown, Town
from simulation.streets.compiler import compiled
from simulation.streets.luck import chances
from simulation.streets.problems import renew
from simulation.streets.tables import ASK, CRISIS, EARLY, FINANCES, WORSEN

# Purposes of luck beside those in ``luck``.
ARRIVAL = 200
URGENT = 201
ESCALATION = 202

ASKING = 1e-12
"""Hazard of asking, per week, in units of which the first wait is set: a second question does not come."""

DEVIATIONS = 6.0
"""So many standard deviations more addresses than requests are expected."""


def households_needed(queue: QueueTown, weeks: float) -> int:
    """Return how many addresses suffice for all requests of so many weeks, warm-up included."""
    expected = queue.arrivals_per_week * weeks
    return math.ceil(expected + DEVIATIONS * math.sqrt(expected)) + 1


def with_households(town: Town, weeks: float) -> Town:
    """Return a queue town with addresses enough for a warm-up and a horizon together; other towns as they are."""
    if town.queue is None:
        return town
    return dataclasses.replace(town, households=households_needed(town.queue, weeks))


def begin_queue(homes: np.ndarray, next_change: np.ndarray, rules: np.ndarray, queue: QueueTown, seed: int) -> None:
    """Give everybody a problem and the moment to ask about it; an urgent one is a crisis, the others may escalate.

    Args:
        homes: Households of which the luck is dealt, dtype HOUSEHOLD; changed.
        next_change: When something happens to each, shape (households,); changed.
        rules: The rates of the queue town, shape (1,), dtype RULES.
        queue: Arrivals, share of urgent ones, and how fast a problem escalates while it waits.
        seed: Seed of the run.
    """
    who = homes["number"]
    turns = _exponential(seed, who, ARRIVAL).cumsum()
    arrivals = turns / queue.arrivals_per_week if queue.arrivals_per_week > 0 else np.full(len(who), math.inf)
    urgent = chances(seed, who, URGENT) < queue.urgent_share
    homes["severity"][:, FINANCES] = np.where(urgent, CRISIS, EARLY)
    homes["trust"] = homes["trust_base"] = ASKING
    homes["luck"][:, FINANCES, ASK] = arrivals * ASKING
    if queue.escalation_per_week > 0:
        calm = queue.escalation_per_week * arrivals
        homes["luck"][:, FINANCES, WORSEN] = calm + _exponential(seed, who, ESCALATION)
    _foresee(homes, next_change, rules)


def _exponential(seed: int, who: np.ndarray, purpose: int) -> np.ndarray:
    return -np.log1p(-chances(seed, who, purpose))


@compiled
def _foresee(homes: np.ndarray, next_change: np.ndarray, rules: np.ndarray) -> None:
    for address in range(homes.shape[0]):
        next_change[address] = renew(homes[address], rules[0])
