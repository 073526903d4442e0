"""What one household cost, product by product: the parts of its ``cents`` in the accounts."""

import numpy as np

from simulation.model import CoachingModel
from simulation.money import Ledger
from simulation.streets.tally import (
    ASSISTANCE_WEEKS,
    CARE_WEEKS,
    EPISODE_WEEKS,
    EVICTIONS,
    GENERAL_PROVISION_WEEKS,
    WIDTH,
)
from simulation.streets.tally import STARTS as DECISIONS
from simulation.study.life import Item
from simulation.study.rows import horizon_of


def bills_of(model: CoachingModel, ledger: Ledger, address: int) -> list[tuple[Item, ...]]:
    """Return the bill of each household that lived at an address since week 0, in order of moving in.

    Fixed costs (salaries, places that stand empty, what approaches count themselves) are no household's.

    Args:
        model: A model that was run to its horizon.
        ledger: Its payments, for products and prices.
        address: Where they lived.
    """
    priced = [product for product in ledger.products if product.column is not None and not product.approach]
    return [
        tuple(
            Item(
                product=product.name,
                payer=product.payer,
                quantity=float(quantity[product.column]),
                cents=float(quantity[product.column] * product.cents),
            )
            for product in priced
            if quantity[product.column]
        )
        for quantity in _quantities(model, address)
    ]


def _quantities(model: CoachingModel, address: int) -> np.ndarray:
    """Return how much of each column of the tally each household caused, shape (households, columns)."""
    world, horizon = model.world, horizon_of(model)
    home = world.homes[address]
    left = world.departed[: world.town[0]["departed"]]
    left = left[left["household"] == address]
    found = np.zeros((len(left) + 1, WIDTH))
    found[:, ASSISTANCE_WEEKS] = [*left["assistance_weeks"], home["assistance_weeks"] + horizon * home["assistance"]]
    found[:, EVICTIONS] = [*left["evictions"], home["evictions"]]
    first = int(home["occupant"]) - len(left)
    referrals = world.referrals[: world.town[0]["referrals"]]
    for row in referrals[(referrals["household"] == address) & ~np.isnan(referrals["started"])]:
        account = found[row["occupant"] - first]
        account[CARE_WEEKS + row["agency"]] += np.fmin(row["ended"], horizon) - max(row["started"], 0.0)
        account[DECISIONS + row["agency"]] += row["started"] >= 0.0
    episodes = world.episodes[: world.town[0]["episodes"]]
    for row in episodes[episodes["household"] == address]:
        began = max(row["began"], 0.0)
        column = GENERAL_PROVISION_WEEKS if row["general"] else EPISODE_WEEKS + row["domain"]
        found[np.searchsorted(left["left"], began), column] += min(row["ended"], horizon) - began
    return found
