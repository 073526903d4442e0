"""Accounts: what each household that lived in the town since week 0 went through, and what it cost.

A household is an address and the number of the occupant. Who lives where and when is the same in every scenario of a
pair (draw, run), so the accounts of two runs of a pair lie row by row beside each other.
"""

from dataclasses import dataclass

import numpy as np

from simulation.model import CoachingModel
from simulation.money import Ledger
from simulation.streets.tally import (
    ASSISTANCE_WEEKS,
    CARE_WEEKS,
    EPISODE_WEEKS,
    EVICTIONS,
    GENERAL_PROVISION_WEEKS,
    MOST_AGENCIES,
    STARTS,
    WIDTH,
)
from simulation.study.rows import horizon_of

KEPT = ("composition", "income", "crises", "evictions", "serious", "helped", "known", "touched")
"""Fields that a household's row and the account of one that left have in common."""


@dataclass(frozen=True, kw_only=True)
class Accounts:
    """Every household since week 0, by address and in order of moving in; shape (households,) each."""

    address: np.ndarray
    occupant: np.ndarray
    place: np.ndarray
    """number of the neighbourhood"""
    composition: np.ndarray
    income: np.ndarray
    weeks: np.ndarray
    """weeks it lived in the town"""
    problem_weeks: np.ndarray
    """household-domain-weeks with severity 1 or more"""
    assistance_weeks: np.ndarray
    crises: np.ndarray
    evictions: np.ndarray
    helpers: np.ndarray
    """distinct agencies and coaches that helped it"""
    serious: np.ndarray
    """whether it had any severity 2 or more"""
    helped: np.ndarray
    """whether real help reached it"""
    known: np.ndarray
    """whether it asked, was signalled or was served"""
    touched: np.ndarray
    """whether an approach had to do with it"""
    cents: np.ndarray
    """what was paid for it; not rounded"""
    paid: np.ndarray
    """all payments in whole cents, by neighbourhood, and last those of the town itself; shape (neighbourhoods + 1,)"""


def accounts_of(model: CoachingModel, ledger: Ledger) -> Accounts:
    """Return the accounts of all households of a finished run.

    Args:
        model: A model that was run to its horizon.
        ledger: Its payments.
    """
    world, horizon = model.world, horizon_of(model)
    left, homes = world.departed[: world.town[0]["departed"]], world.homes
    address = np.concatenate([left["household"], homes["number"]])
    order = np.argsort(address, kind="stable")
    address = address[order]
    first = np.searchsorted(address, np.arange(len(homes)))
    until = np.concatenate([left["left"], np.full(len(homes), horizon)])[order]
    since = np.concatenate([[0.0], until[:-1]])
    since[first] = 0.0
    both = {name: np.concatenate([left[name], homes[name]])[order] for name in ("occupant", *KEPT)}
    problems = homes["problem_weeks"] + horizon * (homes["severity"] > 0).sum(axis=1)
    assisted = homes["assistance_weeks"] + horizon * homes["assistance"]
    both["problem_weeks"] = np.concatenate([left["problem_weeks"], problems])[order]
    both["assistance_weeks"] = np.concatenate([left["assistance_weeks"], assisted])[order]
    for name in ("serious", "helped", "known", "touched"):
        both[name] = both[name] == 1
    start = first - both["occupant"][first]
    prices = _prices(ledger)
    cents = both["assistance_weeks"] * prices[ASSISTANCE_WEEKS] + both["evictions"] * prices[EVICTIONS]
    served = _served(model, start)
    cents += _care_cents(model, served, len(address), prices)
    cents += _episode_cents(model, address, until, prices)
    return Accounts(
        address=address,
        place=homes["neighbourhood"][address],
        weeks=until - since,
        helpers=_helpers(model, served, start, len(address)),
        cents=cents,
        paid=ledger.cents.sum(axis=(0, 2)),
        **both,
    )


def _prices(ledger: Ledger) -> np.ndarray:
    """Return the cents that one unit of each column of the core's tally costs, all payers together."""
    prices = np.zeros(WIDTH)
    for product in ledger.products:
        if product.column is not None and not product.approach:
            prices[product.column] += product.cents
    return prices


def _served(model: CoachingModel, start: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the referrals of which care started: row of the household, agency, start and end.

    Args:
        model: A finished model.
        start: Row of each address's occupant 0, so that adding an occupant gives its row.
    """
    rows = model.world.referrals[: model.world.town[0]["referrals"]]
    chosen = np.flatnonzero(~np.isnan(rows["started"]))
    household, occupant, agency, started, ended = (
        rows[name][chosen] for name in ("household", "occupant", "agency", "started", "ended")
    )
    return start[household] + occupant, agency.astype(np.int64), started, ended


def _care_cents(
    model: CoachingModel,
    served: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    number: int,
    prices: np.ndarray,
) -> np.ndarray:
    """Return what care at agencies cost each household: weeks since week 0, and decisions since then.

    Args:
        model: A finished model.
        served: See ``_served``.
        number: Households.
        prices: Cents by column.
    """
    household, agency, started, ended = served
    weeks = np.fmin(ended, horizon_of(model)) - np.maximum(started, 0.0)
    week, decision = (prices[column : column + MOST_AGENCIES] for column in (CARE_WEEKS, STARTS))
    return np.bincount(household, weeks * week[agency] + (started >= 0.0) * decision[agency], number)


def _episode_cents(model: CoachingModel, address: np.ndarray, until: np.ndarray, prices: np.ndarray) -> np.ndarray:
    """Return what admissions, placements and general provisions cost the household that lived there when they began."""
    rows = model.world.episodes[: model.world.town[0]["episodes"]]
    horizon = horizon_of(model)
    began = np.maximum(rows["began"], 0.0)
    crisis = EPISODE_WEEKS + rows["domain"].astype(np.int64)
    column = np.where(rows["general"] == 1, GENERAL_PROVISION_WEEKS, crisis)
    cents = (np.minimum(rows["ended"], horizon) - began) * prices[column]
    stretch = horizon + 1.0
    account = np.searchsorted(address * stretch + until, rows["household"] * stretch + began)
    return np.bincount(account, cents, len(address))


def _helpers(
    model: CoachingModel,
    served: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    start: np.ndarray,
    number: int,
) -> np.ndarray:
    """Return how many agencies and coaches helped each household; of a case handed over, the last coach counts."""
    world = model.world
    helped = np.zeros((number, len(world.agencies)), bool)
    helped[served[0], served[1]] = True
    cases = world.cases[: world.town[0]["cases"]]
    cases = cases[~np.isnan(cases["acute"])]
    posts = max(1, len(world.coaches))
    pairs = np.unique((start[cases["household"]] + cases["occupant"]) * posts + cases["coach"])
    helpers: np.ndarray = helped.sum(axis=1) + np.bincount(pairs // posts, minlength=number)
    return helpers
