"""Shares of kinds of households in a municipality, as far as its figures say them."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from simulation.settings.folders import read, shipped

NATIONAL = "dutch"
MINORS_AMONG_FAMILIES = 0.7
"""part of the households with children at home in which one is a minor; assumption (D)"""
OLD_HOUSEHOLDS_PER_AGED = 0.6
"""households of 67 and over for each person of 65 and over; assumption (D): nine in ten of these persons are 67 or
over, and three of them make two households"""
MOST_OLD = 0.9
DIGITS = 4

Rates = Mapping[str, float]
Shares = dict[str, float]


def population_of(rates: Rates) -> tuple[dict[str, Shares | float], list[str]]:
    """Gives what the rates of a municipality say about its population.

    Args:
        rates: by name, as of :func:`simulation.settings.kwb.rates.rates_of`

    Returns:
        the fields of :class:`simulation.settings.town.Population` that they say, and a remark on each
    """
    found: dict[str, Shares | float] = {}
    remarks = []
    for name, (shares_of, remark) in GROUPS.items():
        if shares := shares_of(rates):
            found[name] = _rounded(shares)
            remarks.append(f"{name}: {remark}")
    if "on_assistance" in rates:
        found["assistance_share"] = round(min(rates["on_assistance"], 1.0), DIGITS)
        remarks.append("assistance_share: CBS counts persons, and both of a couple; so it is somewhat too high")
    return found, remarks


def _composition(rates: Rates) -> Shares:
    if not {"single", "with_children"} <= rates.keys():
        return {}
    most = max(1.0, rates["single"] + rates["with_children"])  # rounded, or from two levels
    single, minors = rates["single"] / most, rates["with_children"] / most * MINORS_AMONG_FAMILIES
    families = _split(minors, "composition_shares", ("couple_with_minors", "single_parent"))
    return {"single": single, "couple": 1 - single - minors, **families}


def _ages(rates: Rates) -> Shares:
    composition = _composition(rates)
    if not composition or "aged_65" not in rates:
        return {}
    without_minors = composition["single"] + composition["couple"]
    old = min(rates["aged_65"] * OLD_HOUSEHOLDS_PER_AGED / max(without_minors, 1e-9), MOST_OLD)
    return {**_split(1 - old, "age_shares", ("young", "middle")), "old": old}


def _tenure(rates: Rates) -> Shares:
    if "corporation" not in rates:
        return {}
    corporation = rates["corporation"]
    if "other_landlords" not in rates:
        return {"corporation": corporation, **_split(1 - corporation, "tenure_shares", ("private", "owner"))}
    private = min(rates["other_landlords"], 1 - corporation)
    return {"corporation": corporation, "private": private, "owner": 1 - corporation - private}


def _incomes(rates: Rates) -> Shares:
    if "low_income" not in rates:
        return {}
    return {"low": rates["low_income"], **_split(1 - rates["low_income"], "income_shares", ("middle", "high"))}


GROUPS: dict[str, tuple[Callable[[Rates], Shares], str]] = {
    "composition_shares": (
        _composition,
        f"assumed is a minor in {MINORS_AMONG_FAMILIES:.0%} of households with children; couples and single parents "
        "as nationally",
    ),
    "age_shares": (
        _ages,
        f"assumed are {OLD_HOUSEHOLDS_PER_AGED} households of 67 and over for each person of 65 and over; young and "
        "middle as nationally",
    ),
    "tenure_shares": (_tenure, "of dwellings; private and owner as nationally where the file does not say"),
    "income_shares": (_incomes, "low is the lowest 40% of the country; middle and high as nationally"),
}
"""fields of a population that are shares: what makes them from rates, and a remark for the reader"""


def _split(share: float, group: str, names: tuple[str, str]) -> Shares:
    """Divides a share over two kinds of households in the national proportion."""
    national = _national()[group]
    total = sum(national[name] for name in names)
    return {name: max(0.0, share) * national[name] / total for name in names}


@cache
def _national() -> Mapping[str, Shares]:
    content = read(shipped("configs") / "population" / f"{NATIONAL}.yaml")
    return cast(Mapping[str, Shares], content)


def _rounded(shares: Shares) -> Shares:
    """Rounds so that the sum stays 1: the largest share takes what is left."""
    rounded = {name: round(share, DIGITS) for name, share in shares.items()}
    largest = max(rounded, key=lambda name: rounded[name])
    rest = 1 - sum(share for name, share in rounded.items() if name != largest)
    return {**rounded, largest: round(rest, DIGITS)}
