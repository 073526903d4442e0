"""The first occupants: households drawn near the stationary state, to be settled under usual care."""

from collections.abc import Mapping

import numpy as np
from scipy import special

from simulation.settings import Town, TownKind
from simulation.streets.compiler import Record
from simulation.streets.luck import TRAIT, chances
from simulation.streets.tables import (
    CORPORATION,
    COUPLE_WITH_MINORS,
    DOMAINS,
    DONOR,
    HOUSEHOLD,
    OWNER,
    PARENTING,
    PRIVATE,
    SINGLE_PARENT,
    TRAITS,
    WORK,
)

ROUNDS_OF_SPILL = 6
"""Mean-field iterations with which the load of other domains is found; the rest is left to settling."""


def neighbourhood_bounds(town: Town) -> np.ndarray:
    """Return the first address of each neighbourhood and, last, the number of addresses; shape (n + 1,)."""
    edges = np.cumsum([0.0, *(place.share for place in town.neighbourhoods)])
    bounds = np.round(edges / edges[-1] * town.households).astype(np.int64)
    bounds[-1] = town.households
    return bounds


def settle_in(town: Town, rules: Record, frailty_shape: float, seed: int) -> np.ndarray:
    """Return a table of first occupants, shape (households,), dtype HOUSEHOLD, without luck or help.

    Args:
        town: Facts of the town.
        rules: The rates (see ``rules_of``).
        frailty_shape: Shape of the Gamma distribution of vulnerability (mean 1).
        seed: Seed of the run.
    """
    homes = np.zeros(town.households, HOUSEHOLD)
    homes["number"] = np.arange(town.households)
    for name in ("request", "case", "referral"):
        homes[name] = -1
    homes["door"] = 1.0
    bounds = neighbourhood_bounds(town)
    homes["neighbourhood"] = np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))
    if town.kind is TownKind.REAL:
        _draw_classes(homes, town, seed)
        _draw_traits(homes, town, frailty_shape, seed)
        _draw_severities(homes, rules, seed)
        _draw_assistance(homes, town, seed)
    else:
        homes["vulnerability"] = 1.0
        homes["tenure"] = OWNER
    return homes


def donors_of(homes: np.ndarray) -> np.ndarray:
    """Return the joint state of every household, from which those who move in are drawn; dtype DONOR."""
    donors = np.zeros(len(homes), DONOR)
    for name in TRAITS:
        donors[name] = homes[name]
    return donors


def _uniform(homes: np.ndarray, number: int, seed: int) -> np.ndarray:
    return chances(seed, homes["number"], TRAIT + number)


def _pick(shares: Mapping[str, float], uniform: np.ndarray) -> np.ndarray:
    values = np.array(list(shares.values()))
    return np.searchsorted(np.cumsum(values / values.sum())[:-1], uniform, side="right")


def _draw_classes(homes: np.ndarray, town: Town, seed: int) -> None:
    people = town.population
    homes["composition"] = _pick(people.composition_shares, _uniform(homes, 0, seed))
    family = np.isin(homes["composition"], (COUPLE_WITH_MINORS, SINGLE_PARENT))
    extra = people.minors_per_family - 1.0
    more = (_uniform(homes, 1, seed) < extra / 2).astype(np.int8) + (_uniform(homes, 2, seed) < extra / 2)
    homes["minors"] = np.where(family, 1 + more, 0)
    homes["age"] = np.where(family, 1, _pick(people.age_shares, _uniform(homes, 3, seed)))
    corporation, income = np.empty(len(homes)), np.empty(len(homes))
    for index, place in enumerate(town.neighbourhoods):
        here = homes["neighbourhood"] == index
        share = place.corporation_share
        corporation[here] = people.tenure_shares["corporation"] if share is None else share
        low = place.low_income_share
        income[here] = people.income_shares["low"] if low is None else low
    homes["tenure"] = _tenure(corporation, people.tenure_shares, _uniform(homes, 4, seed))
    middle = people.income_shares["middle"] / (people.income_shares["middle"] + people.income_shares["high"])
    drawn = _uniform(homes, 5, seed)
    homes["income"] = np.where(drawn < income, 0, np.where(drawn < income + (1 - income) * middle, 1, 2))
    homes["disability"] = _uniform(homes, 6, seed) < people.disability_share
    homes["protected"] = _uniform(homes, 7, seed) < people.protected_share
    homes["talent"] = (_uniform(homes, 8, seed) * 6).astype(np.int8)
    homes["rung"] = 1 + (_uniform(homes, 9, seed) * 6).astype(np.int8)


def _tenure(corporation: np.ndarray, shares: Mapping[str, float], drawn: np.ndarray) -> np.ndarray:
    private = shares["private"] / (shares["private"] + shares["owner"])
    edge = corporation + (1 - corporation) * private
    return np.where(drawn < corporation, CORPORATION, np.where(drawn < edge, PRIVATE, OWNER))


def _draw_traits(homes: np.ndarray, town: Town, frailty_shape: float, seed: int) -> None:
    people = town.population
    factors = np.array([place.factor for place in town.neighbourhoods])
    shares = np.diff(neighbourhood_bounds(town)) / town.households
    factors = factors / float(np.dot(factors, shares)) if np.dot(factors, shares) > 0 else factors
    drawn = np.clip(_uniform(homes, 10, seed), 1e-12, 1 - 1e-12)
    homes["vulnerability"] = special.gammaincinv(frailty_shape, drawn) / frailty_shape
    homes["vulnerability"] *= factors[homes["neighbourhood"]]
    for number, (name, mean) in enumerate(
        (
            ("network", people.network_mean),
            ("trust", people.trust_mean),
            ("self_reliance", people.self_reliance_mean),
        )
    ):
        a = mean * people.concentration
        homes[name] = special.betaincinv(a, people.concentration - a, _uniform(homes, 11 + number, seed))
    homes["network_base"] = homes["network"]
    homes["trust_base"] = homes["trust"]
    homes["self_base"] = homes["self_reliance"]


def _draw_severities(homes: np.ndarray, rules: Record, seed: int) -> None:
    """Draw each problem from the steady state of its own ladder, with the others' mean load."""
    calm = 1.0 - rules["protection"] * homes["network"]
    warm = 1.0 + rules["kin"] * homes["network"]
    means = np.zeros((DOMAINS, len(homes)))
    drawn = np.array([_uniform(homes, 20 + domain, seed) for domain in range(DOMAINS)])
    for _ in range(ROUNDS_OF_SPILL):
        total = means.sum(axis=0)
        for domain in range(DOMAINS):
            load = np.minimum(rules["spill_cap"], total - means[domain])
            grow = np.exp(rules["spill"] * load) * calm
            up = [rules["onset"][domain] * homes["vulnerability"] * grow]
            up += [rules["worsen"][domain, severity] * grow for severity in (1, 2)]
            weight = np.ones((4, len(homes)))
            for severity in (1, 2, 3):
                weight[severity] = weight[severity - 1] * up[severity - 1]
                weight[severity] /= np.maximum(rules["ease"][domain, severity] * warm, 1e-12)
            weight /= weight.sum(axis=0)
            if domain == PARENTING:
                weight[:, homes["minors"] == 0] = np.array([[1.0], [0.0], [0.0], [0.0]])
            means[domain] = (weight * np.arange(4)[:, None]).sum(axis=0)
            homes["severity"][:, domain] = (drawn[domain] > np.cumsum(weight, axis=0)[:3]).sum(axis=0)


def _draw_assistance(homes: np.ndarray, town: Town, seed: int) -> None:
    serious = homes["severity"][:, WORK] >= 2
    share = town.population.assistance_share / max(serious.mean(), 1e-9)
    homes["assistance"] = serious & (_uniform(homes, 30, seed) < share)
