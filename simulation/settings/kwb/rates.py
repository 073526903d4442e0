"""Rates that hold for a household, and what is unknown filled from the level above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulation.settings.kwb.regions import Region

SCALES = {"corporation": 100, "other_landlords": 100, "low_income": 100, "youth_care": 100, "support": 1000}
"""of how many a measure is a part"""
COUNTS = {
    "one_person": "single",
    "with_children": "with_children",
    "aged_65": "aged_65",
    "on_assistance": "on_assistance",
}
"""counts that become a rate per household"""
WORDS = {
    "people": "people per household",
    "single": "one-person households",
    "with_children": "households with children",
    "aged_65": "persons of 65 and over",
    "corporation": "housing-corporation dwellings",
    "other_landlords": "dwellings of other landlords",
    "low_income": "low income",
    "on_assistance": "social assistance",
    "youth_care": "youth care",
    "support": "Wmo support",
}
"""what each rate is about"""


@dataclass(frozen=True)
class Filled:
    """A rate that a region did not have, and the level it was taken from."""

    rate: str
    region: str
    level: str


def rates_of(region: Region) -> dict[str, float]:
    """Gives the rates that follow from what is known of a region; per household, or a share."""
    values = region.values
    households = values.get("households", 0.0)
    found = {name: values[name] / scale for name, scale in SCALES.items() if name in values}
    if households:
        of = _composed(values, households)
        found |= {rate: values[name] / of.get(name, households) for name, rate in COUNTS.items() if name in values}
    people = values.get("household_size") or values.get("inhabitants", 0.0) / max(households, 1.0)
    return found | ({"people": people} if people >= 1 else {})


def filled(
    region: Region, above: Sequence[Region], wanted: Sequence[str]
) -> tuple[dict[str, float], tuple[Filled, ...]]:
    """Gives some rates of a region, those it does not have from the nearest level above that has them.

    Args:
        region: whose rates are wanted
        above: what it lies in, from the level above it upwards
        wanted: names of rates; one that no level has stays away

    Returns:
        the rates, and which of them were filled
    """
    own = rates_of(region)
    rates = {name: own[name] for name in wanted if name in own}
    notes = []
    for name in wanted:
        source = next((each for each in above if name in rates_of(each)), None)
        if name not in rates and source:
            rates[name] = rates_of(source)[name]
            notes.append(Filled(name, region.name, source.level))
    return rates, tuple(notes)


def _composed(values: Mapping[str, float], households: float) -> dict[str, float]:
    """The three kinds of household are rounded each by itself; their sum is what they are parts of."""
    kinds = [values.get(name) for name in ("one_person", "without_children", "with_children")]
    total = sum(kind for kind in kinds if kind is not None) if None not in kinds else 0.0
    return dict.fromkeys(("one_person", "with_children"), total or households)
