"""What queueing theory says, and a queue simulated without any of the engine's code."""

import heapq
import math
from dataclasses import dataclass

import numpy as np


def erlang_c(arrivals: float, places: int, care_weeks: float) -> float:
    """Probability of having to wait in M/M/c, from the recursion of Erlang B."""
    load, blocked = arrivals * care_weeks, 1.0
    for number in range(1, places + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1.0 - load / places * (1.0 - blocked))


def erlang_c_wait(arrivals: float, places: int, care_weeks: float) -> float:
    """Mean wait in M/M/c, those who need not wait included."""
    return erlang_c(arrivals, places, care_weeks) / (places / care_weeks - arrivals)


def cobham(urgent: float, others: float, places: int, care_weeks: float) -> tuple[float, float]:
    """Mean waits of two classes in M/M/c with priority that does not interrupt care (Cobham 1954)."""
    capacity = places / care_weeks
    first, both = urgent / capacity, (urgent + others) / capacity
    base = erlang_c(urgent + others, places, care_weeks) / capacity
    return base / (1.0 - first), base / ((1.0 - first) * (1.0 - both))


@dataclass(frozen=True)
class ErlangA:
    """Steady state of M/M/c+M."""

    delayed_share: float
    left_share: float
    mean_wait: float
    mean_length: float
    mean_used: float


def erlang_a(arrivals: float, places: int, care_weeks: float, patience_weeks: float) -> ErlangA:
    """Solve the birth-death chain of M/M/c+M numerically; waits are those of all arrivals."""
    most = places + int(50 * max(1.0, arrivals * patience_weeks)) + 200
    number = np.arange(most + 1)
    leaving = np.minimum(number, places) / care_weeks + np.maximum(number - places, 0) / patience_weeks
    logs = np.concatenate([[0.0], np.cumsum(math.log(arrivals) - np.log(leaving[1:]))])
    share = np.exp(logs - logs.max())
    share /= share.sum()
    length = float((share * np.maximum(number - places, 0)).sum())
    return ErlangA(
        delayed_share=float(share[number >= places].sum()),
        left_share=length / patience_weeks / arrivals,
        mean_wait=length / arrivals,
        mean_length=length,
        mean_used=float((share * np.minimum(number, places)).sum()),
    )


@dataclass(frozen=True)
class Line:
    """A queue to be simulated: severity 1 or, if urgent, 3; the others may escalate to 2 while they wait."""

    arrivals: float
    places: int
    care_weeks: float
    patience_weeks: float
    urgent_share: float
    escalation: float
    ageing_weeks: float
    """weeks of waiting that weigh as much as a point of severity: 0 first come, infinite strict severity"""


@dataclass(frozen=True)
class Journeys:
    """What became of everybody who arrived within the window."""

    urgent: np.ndarray
    waits: np.ndarray
    left: np.ndarray
    escalated: np.ndarray


def simulate(line: Line, warm_up: float, window: float, tail: float, seed: int) -> Journeys:
    """Simulate a queue event by event with a heap of arrivals, departures, losses of patience and escalations.

    Those who arrive within the window are followed to the end of their wait; arrivals go on during the tail.
    """
    random = np.random.default_rng(seed)
    events: list[tuple[float, int, str, int]] = []
    arrived: list[float] = []
    urgent: list[bool] = []
    severity: list[int] = []
    waits: dict[int, float] = {}
    left: set[int] = set()
    escalated: set[int] = set()
    waiting: list[int] = []
    used = sequence = 0
    end = warm_up + window

    def plan(when: float, kind: str, who: int) -> None:
        nonlocal sequence
        sequence += 1
        heapq.heappush(events, (when, sequence, kind, who))

    def rank(who: int) -> tuple[float, float]:
        if line.ageing_weeks == 0.0:
            return (0.0, -arrived[who])
        if math.isinf(line.ageing_weeks):
            return (severity[who], -arrived[who])
        return (severity[who] - arrived[who] / line.ageing_weeks, 0.0)

    plan(random.exponential(1.0 / line.arrivals), "arrival", -1)
    while events:
        now, _, kind, who = heapq.heappop(events)
        if kind == "arrival":
            if now > end + tail:
                break
            who = len(arrived)
            arrived.append(now)
            urgent.append(bool(random.random() < line.urgent_share))
            severity.append(3 if urgent[who] else 1)
            waiting.append(who)
            if math.isfinite(line.patience_weeks):
                plan(now + random.exponential(line.patience_weeks), "patience", who)
            if line.escalation > 0.0 and not urgent[who]:
                plan(now + random.exponential(1.0 / line.escalation), "escalation", who)
            plan(now + random.exponential(1.0 / line.arrivals), "arrival", -1)
        elif kind == "departure":
            used -= 1
        elif who in waits:
            continue
        elif kind == "patience":
            waiting.remove(who)
            waits[who] = now - arrived[who]
            left.add(who)
        else:
            severity[who] = 2
            escalated.add(who)
        while waiting and used < line.places:
            following = max(waiting, key=rank)
            waiting.remove(following)
            waits[following] = now - arrived[following]
            used += 1
            plan(now + random.exponential(line.care_weeks), "departure", following)
    chosen = [who for who, when in enumerate(arrived) if warm_up <= when <= end]
    return Journeys(
        urgent=np.array([urgent[who] for who in chosen], bool),
        waits=np.array([waits[who] for who in chosen]),
        left=np.array([who in left for who in chosen], bool),
        escalated=np.array([who in escalated for who in chosen], bool),
    )
