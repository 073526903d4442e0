"""Luck: every random number is a hash of what it is for, and of nothing else.

A draw is keyed by (seed, who, purpose, count). No draw depends on the scenario, on order or on who looks, so a policy
that does not touch a household cannot change its life. The mixing function is the finaliser of splitmix64 (Steele, Lea
& Flood, "Fast splittable pseudorandom number generators", 2014), applied once for each key.
"""

import math

import numpy as np

from simulation.streets.compiler import compiled

UINT = np.uint64
STEP = UINT(0x9E3779B97F4A7C15)
FIRST = UINT(0xBF58476D1CE4E5B9)
SECOND = UINT(0x94D049BB133111EB)
SCALE = 1.0 / 9007199254740992.0

# Purposes: what a draw is for. Changing a number changes every result, so they are never reused. Numbers below 10,000
# are the model's own; an approach in another package takes higher ones (docs/approaches.md).
CHANGE = 0
"""The hazards of a household: purposes 0 to 27, four kinds in seven domains."""
MOVE = 40
DONOR = 41
CRISIS_EVENT = 50
EPISODE = 60
ASSISTANCE = 70
FIND = 71
REGISTERED = 80
PASSED_ON = 81
PICKED_UP = 82
PATIENCE = 83
CARE = 84
DROP_OUT = 85
COORDINATED = 86
SIGNAL_CONTACT = 90
ACCEPTANCE = 91
AT_HOME = 92
PRESSED = 93
DOOR = 94
RECOGNISED = 95
SPECIALIST = 100
ADOPTED = 101
WRONG = 102
FILE_DELAY = 103
PLAN_ACUTE = 104
PLAN_ACTIVATION = 105
CASE_LEAVES = 106
COACH_PATIENCE = 107
LADDER_STEP = 108
INTAKE = 109
INTAKE_PATIENCE = 110
GENERAL = 111
SATISFIED = 112
SICK = 120
LEAVE_POST = 121
VACANCY = 122
LEAN = 123
ABSENT = 130
TRAIT = 140
"""The traits of the first occupants: purposes from 140."""
APPLIES = 300
PART_TIME = 301
POST_FILLED = 302
STAYS_IN_POST = 303
STARTS_WALK = 304
IN_WHEN_RUNG = 305
OPENS_DOOR = 306
POSSIBLE_CALL = 307
POSSIBLE_CALLER = 308
CALLS_ASSISTANT = 309
TELLS_WISH = 310
"""What a household tells an assistant that it wants or can do: purposes from 310, one for each wish."""
AGREES = 320
LAPSE = 321
CARRIED = 322
GOES_ALONG = 323


@compiled
def mix(x: np.uint64) -> np.uint64:
    """Return a thoroughly mixed 64-bit number."""
    x = (x ^ (x >> UINT(30))) * FIRST
    x = (x ^ (x >> UINT(27))) * SECOND
    return x ^ (x >> UINT(31))


@compiled
def chance(seed: np.uint64, who: int, purpose: int, count: int) -> float:
    """Return the uniform number in [0, 1) that belongs to these keys."""
    x = mix(seed + UINT(who) * STEP)
    x = mix(x + UINT(purpose) * STEP)
    x = mix(x + UINT(count) * STEP)
    return float(np.float64(x >> UINT(11)) * SCALE)


@compiled
def patience_of_luck(seed: np.uint64, who: int, purpose: int, count: int) -> float:
    """Return the standard exponential number that belongs to these keys: how much hazard this luck survives."""
    return -math.log(1.0 - chance(seed, who, purpose, count))


def chances(seed: int, who: np.ndarray, purpose: int, count: int = 0) -> np.ndarray:
    """Return ``chance`` for many at once.

    Args:
        seed: Seed of the run.
        who: Identities, shape (n,).
        purpose: What the draws are for.
        count: How many such draws came before.
    """
    with np.errstate(over="ignore"):
        x = _mix_all(UINT(seed) + who.astype(UINT) * STEP)
        x = _mix_all(x + UINT(purpose) * STEP)
        x = _mix_all(x + UINT(count) * STEP)
    return (x >> UINT(11)).astype(np.float64) * SCALE


def _mix_all(x: np.ndarray) -> np.ndarray:
    x = (x ^ (x >> UINT(30))) * FIRST
    x = (x ^ (x >> UINT(27))) * SECOND
    return x ^ (x >> UINT(31))


def seed_of(study_seed: int, run: int) -> int:
    """Return the seed of a run, the same in every worldview, scenario and draw."""
    mask = (1 << 64) - 1
    x = (study_seed * int(STEP) + run * int(SECOND) + int(FIRST)) & mask
    for factor in (FIRST, SECOND):
        x = ((x ^ (x >> 29)) * int(factor)) & mask
    return x ^ (x >> 32)
