"""The effect of a scenario in parts: those known already, those found, those it had nothing to do with, fixed costs.

A household that the approach had nothing to do with feels it through queues alone. One that it did have to do with
counts as known if it asked, was signalled or was served in the reference too, and as found if not. What no household
causes is fixed: salaries, places that stand empty, and what approaches count themselves.
"""

import math

import numpy as np

from simulation.study.accounts import Accounts

DIRECT, QUEUE, FOUND = range(3)
PARTS = ("direct", "queue", "found")
"""Classes of households, by number."""
FIXED = "fixed"
PROBLEM_WEEK_DIGITS = 6
"""Digits that problem-weeks have meaning to: beyond them is how computers add."""
NAMES = (*(f"effect_{part}_eur" for part in (*PARTS, FIXED)), *(f"effect_{part}_problem_weeks" for part in PARTS))


def class_of(ours: Accounts, reference: Accounts) -> np.ndarray:
    """Return the class of each household, shape (households,).

    Args:
        ours: Accounts of the scenario: which households the approach had to do with.
        reference: Accounts of the reference in the same draw and run: which were known without it.

    Raises:
        ValueError: Other households live in one than in the other, so they are no pair.
    """
    for name in ("address", "occupant"):
        if not np.array_equal(getattr(ours, name), getattr(reference, name)):
            raise ValueError("effects: the reference is not of the same town, draw and run")
    return np.where(ours.touched, np.where(reference.known, DIRECT, FOUND), QUEUE)


def effects_of(ours: Accounts, reference: Accounts | None, here: np.ndarray, whole: bool) -> dict[str, float]:
    """Return the paired difference with the reference by class of household; without a reference NaN.

    The parts of the cost add up to the difference in all payments exactly, in cents: ``fixed`` is what is left of it,
    so it holds the rounding of the ledger's entries too, at most half a cent for each of them.

    Args:
        ours: Accounts of the scenario.
        reference: Accounts of the reference in the same draw and run.
        here: Which neighbourhoods, shape (neighbourhoods,), bool.
        whole: Whether this is the whole town, with the payments of no neighbourhood.

    Raises:
        ValueError: They are no pair.
    """
    if reference is None:
        return dict.fromkeys(NAMES, math.nan)
    ours_here = here[ours.place]
    kind = class_of(ours, reference)[ours_here]
    cents, weeks = (
        np.bincount(kind, (getattr(ours, name) - getattr(reference, name))[ours_here], len(PARTS))
        for name in ("cents", "problem_weeks")
    )
    parts = [round(float(amount)) for amount in cents]
    total = int((ours.paid - reference.paid)[np.append(here, whole)].sum())
    found = {f"effect_{part}_eur": amount / 100 for part, amount in zip(PARTS, parts, strict=True)}
    found[f"effect_{FIXED}_eur"] = (total - sum(parts)) / 100
    for part, number in zip(PARTS, weeks, strict=True):
        found[f"effect_{part}_problem_weeks"] = round(float(number), PROBLEM_WEEK_DIGITS) + 0.0
    return found
