"""From the regions of a municipality to the draft of a town: neighbourhoods with factors, and a pilot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from simulation.settings.checks import EVERYWHERE, FORMULA
from simulation.settings.errors import SettingsError, nearest
from simulation.settings.kwb.population import Shares, population_of
from simulation.settings.kwb.rates import Filled, filled, rates_of
from simulation.settings.kwb.regions import FEW, Municipality, Region, key_of

FACTOR_RATES = ("youth_care", "support", "on_assistance")
LOWEST_FACTOR, HIGHEST_FACTOR = 0.3, 3.0
PLACE_RATES = ("corporation", "low_income", *FACTOR_RATES)
TOWN_RATES = ("people", "single", "with_children", "aged_65", "corporation", "other_landlords", "low_income")
PEOPLE = 2.1
"""people per household where nothing says it; assumption (D)"""
PILOT_HOUSEHOLDS = 500
"""a pilot that nobody chose has at least so many households, if any neighbourhood has"""
WHOLE = 0.95
"""part of a municipality's households that its neighbourhoods have at least, when none is missing"""
NO_NAMES = (*EVERYWHERE, "???")
"""words that mean something else where the name of a neighbourhood can stand"""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A neighbourhood of the town."""

    name: str
    households: int
    rates: Mapping[str, float]
    factor: float


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A town before it is written, with what a reader should know about it."""

    name: str
    per: str
    people: float
    population: Mapping[str, Shares | float]
    places: tuple[Place, ...]
    pilot: str
    pilot_chosen: bool
    """by the user"""
    factor_rates: tuple[str, ...]
    """what the factors were made from"""
    filled: tuple[Filled, ...]
    left_out: tuple[Region, ...]
    """regions without households, or of which nobody says how many"""
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    """remarks that the user should see at once"""

    @property
    def households(self) -> int:
        """Households of all neighbourhoods."""
        return sum(place.households for place in self.places)


def draft_of(municipality: Municipality, per: str, pilot: str | None, where: str) -> Draft:
    """Drafts a town.

    Args:
        municipality: with all its regions
        per: level of the neighbourhoods, ``Wijk`` or ``Buurt``
        pilot: name of the pilot neighbourhood; the one with the largest factor if not given
        where: the file as the user knows it

    Raises:
        SettingsError: nobody lives there, or no neighbourhood has the name of the pilot
    """
    regions = municipality.neighbourhoods(per)
    lived_in = [region for region in regions if region.values.get("households")]
    if not lived_in:
        found = f"{len(regions)} regions of level {per}, none with households" if regions else f"no row of level {per}"
        raise SettingsError(f"{where}: no households: {municipality.name} has {found}")
    places, used, notes = _places(municipality, lived_in)
    known = sum(place.households for place in places)
    rates, of_town = filled(municipality.own, municipality.above(municipality.own), (*TOWN_RATES, "on_assistance"))
    population, remarks = population_of(rates)
    return Draft(
        name=municipality.name,
        per=per,
        people=round(rates.get("people", PEOPLE), 2),
        population=population,
        places=places,
        pilot=_pilot(places, pilot),
        pilot_chosen=pilot is not None,
        factor_rates=used,
        filled=(*of_town, *notes),
        left_out=tuple(region for region in regions if region not in lived_in),
        warnings=tuple(_missing_rows(municipality, known)),
        remarks=(*remarks, *([] if "people" in rates else [f"people_per_household: {PEOPLE} is an assumption (D)"])),
    )


def _places(
    municipality: Municipality, regions: Sequence[Region]
) -> tuple[tuple[Place, ...], tuple[str, ...], tuple[Filled, ...]]:
    used = tuple(rate for rate in FACTOR_RATES if any(rate in rates_of(region) for region in regions))
    wanted = [rate for rate in PLACE_RATES if rate not in FACTOR_RATES or rate in used]
    both = [filled(region, municipality.above(region), wanted) for region in regions]
    names = _names(regions)
    households = [int(region.values["households"]) for region in regions]
    factors = factors_of([rates for rates, _ in both], households, used)
    places = [
        Place(name=name, households=count, rates=rates, factor=factor)
        for name, count, (rates, _), factor in zip(names, households, both, factors, strict=True)
    ]
    notes = [replace(note, region=name) for name, (_, found) in zip(names, both, strict=True) for note in found]
    return tuple(places), used, tuple(notes)


def _missing_rows(municipality: Municipality, known: int) -> Iterator[str]:
    whole = municipality.own.values.get("households", known)
    if known < WHOLE * whole:
        yield f"rows seem to be missing: the municipality has {whole:.0f} households, its neighbourhoods {known}"


def factors_of(rates: Sequence[Mapping[str, float]], households: Sequence[int], used: Sequence[str]) -> list[float]:
    """Gives how heavily each neighbourhood is burdened: the mean of its rates relative to those of the town.

    Args:
        rates: of each neighbourhood, by name
        households: of each neighbourhood, more than 0
        used: names of the rates that count

    Returns:
        factors with household-weighted mean 1, unless that takes one out of its range
    """
    means = {name: _mean([each.get(name) for each in rates], households) for name in used}
    relative = [[each[name] / mean for name, mean in means.items() if mean and name in each] for each in rates]
    raw = [sum(ratios) / len(ratios) if ratios else 1.0 for ratios in relative]
    mean = _mean(raw, households) or 1.0
    return [round(min(max(factor / mean, LOWEST_FACTOR), HIGHEST_FACTOR), 3) for factor in raw]


def _mean(values: Sequence[float | None], weights: Sequence[int]) -> float:
    known = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    return sum(value * weight for value, weight in known) / max(sum(weight for _, weight in known), 1)


def _names(regions: Sequence[Region]) -> list[str]:
    """Names that are there once and mean nothing else; the code makes the difference. No spreadsheet runs them."""
    count = Counter(region.name for region in regions)
    return [
        ("'" if region.name.startswith(FORMULA) else "")
        + (f"{region.name} ({region.code})" if count[region.name] > 1 or region.name in NO_NAMES else region.name)
        for region in regions
    ]


def _pilot(places: Sequence[Place], asked: str | None) -> str:
    if asked is None:
        large = [place for place in places if place.households >= PILOT_HOUSEHOLDS]
        return max(large or places, key=lambda place: (place.factor, place.households)).name
    exact = [place.name for place in places if place.name == asked]
    found = exact or [place.name for place in places if key_of(place.name) == key_of(asked)]
    if len(found) == 1:
        return found[0]
    names = [place.name for place in places]
    hint = nearest(asked, names)
    if not hint.startswith("did") and len(names) > FEW:
        hint = f"there are {len(names)}, from {min(names)} to {max(names)}"
    raise SettingsError(f"command line: pilot = {asked!r}: unknown neighbourhood; {hint}")
