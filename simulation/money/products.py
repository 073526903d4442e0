"""Products: what is paid for, by whom, to whom, at what price; prices in euros of the town's price year."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.settings import AgencyKind, Domain, Payer, Town, Values
from simulation.streets.tally import NUMBER

WEEKS_PER_YEAR = 52.0


@dataclass(frozen=True, kw_only=True)
class Product:
    """One kind of payment: a quantity from the tally times a price.

    Fixed products run whether or not they help anyone; their quantity is not a column of the tally.
    """

    name: str
    payer: Payer
    receiver: str
    cents: int
    """price of one unit, in cents"""
    column: int | None
    """column of the tally that holds the quantity; none for fixed products"""
    approach: str = ""
    """whose tally the column is of; empty for the tally of the core"""
    budget: bool = False
    """whether this is paid from the budget of an approach"""


def payer_in(payers: Mapping[int, Payer], year: int) -> Payer:
    """Return who pays in a regime year: the entry with the latest year not after it."""
    return payers[max(start for start in payers if start <= year)]


def cents(euros: float) -> int:
    """Return an amount in whole cents."""
    return round(euros * 100.0)


def place_year_eur(name: str, values: Values) -> float:
    """Return the price of one agency place for a year."""
    return values[f"prices.{name}_year"]


def coach_year_eur(values: Values) -> float:
    """Return what one full-time coach costs a year, overhead included."""
    return values["prices.coach_fte_year"]


def products_of(town: Town, values: Values, additional_payer: Payer) -> tuple[Product, ...]:
    """Return everything a town pays for.

    Args:
        town: Agencies with their payers, and the regime year.
        values: Prices.
        additional_payer: Who pays the additional money of an approach.
    """
    care = [
        product for number, agency in enumerate(town.agencies) for product in _agency(number, agency.name, town, values)
    ]
    events = [
        _product(
            f"episode_{domain}",
            payer,
            receiver,
            values[f"prices.episode_week_{domain}"],
            f"episode_weeks_{domain}",
        )
        for domain, payer, receiver in (
            (
                Domain.PARENTING,
                payer_in({0: Payer.PROVINCE, 2015: Payer.MUNICIPALITY}, town.regime_year),
                "youth_residential",
            ),
            (Domain.HEALTH, Payer.INSURER, "hospital"),
            (Domain.DAILY_LIVING, Payer.CARE_OFFICE, "nursing_home"),
        )
        if f"prices.episode_week_{domain}" in values
    ]
    salary = coach_year_eur(values) / WEEKS_PER_YEAR
    return (
        *care,
        *events,
        _product("eviction", Payer.CORPORATIONS, "landlords_costs", values["prices.eviction_direct"], "evictions"),
        _product("homelessness", Payer.MUNICIPALITY, "shelter", values["prices.eviction_societal"], "evictions"),
        _product(
            "benefit",
            Payer.CENTRAL_GOVERNMENT,
            "households",
            values["prices.benefit_year"] / WEEKS_PER_YEAR,
            "assistance_weeks",
        ),
        _product(
            "benefit_administration",
            Payer.MUNICIPALITY,
            "municipal_staff",
            values["prices.benefit_administration_year"] / WEEKS_PER_YEAR,
            "assistance_weeks",
        ),
        _product(
            "general_provision",
            Payer.MUNICIPALITY,
            "general_provisions",
            values["prices.general_visit"],
            "general_provision_weeks",
        ),
        *paid_from_budget("coaches", "coaches", salary, additional_payer),
        *paid_from_budget("intakers", "intakers", salary, additional_payer),
    )


def paid_from_budget(name: str, receiver: str, euros: float, additional_payer: Payer) -> tuple[Product, Product]:
    """Return a fixed product of an approach twice: on additional and on own money (``name_additional``, ``name_own``).

    Args:
        name: What is bought.
        receiver: Who gets the money.
        euros: Price of one unit.
        additional_payer: Who pays the additional money.
    """
    payers = {"additional": additional_payer, "own": Payer.MUNICIPALITY}
    made = [
        Product(name=f"{name}_{money}", payer=payer, receiver=receiver, cents=cents(euros), column=None, budget=True)
        for money, payer in payers.items()
    ]
    return made[0], made[1]


def _product(name: str, payer: Payer, receiver: str, euros: float, column: str | None) -> Product:
    return Product(
        name=name,
        payer=payer,
        receiver=receiver,
        cents=cents(euros),
        column=None if column is None else NUMBER[column],
    )


def _agency(number: int, name: str, town: Town, values: Values) -> list[Product]:
    agency = town.agencies[number]
    payer = payer_in(agency.payers, town.regime_year)
    week = place_year_eur(name, values) / WEEKS_PER_YEAR
    products = [_product(f"care_{name}", payer, name, week, f"care_weeks_{number}")]
    if agency.kind is AgencyKind.PLACE_LIMITED:
        products.append(_product(f"idle_{name}", payer, name, week, None))
    if agency.decision is not None:
        price = values[f"prices.{agency.decision}"]
        products.append(_product(f"decision_{name}", Payer.MUNICIPALITY, "municipal_staff", price, f"starts_{number}"))
    return products
