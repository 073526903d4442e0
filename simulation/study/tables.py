"""Tables of one run as plain columns: months by neighbourhood, the ledger by year, classes of households."""

import numpy as np

from simulation.model import MONTHS_PER_YEAR, CoachingModel, first_week
from simulation.money import Ledger
from simulation.settings import Town
from simulation.settings.approaches import approaches
from simulation.streets.tally import COLUMNS, MOST_AGENCIES, NUMBER
from simulation.study.accounts import Accounts

Columns = dict[str, np.ndarray]
"""A table: arrays of one length, by name."""

TOWN = "town"
"""Neighbourhood name of the rows of the months table that sum the whole town."""
TOWN_ITSELF = "town itself"
"""Neighbourhood name of the ledger entries that belong to no neighbourhood."""

COMPOSITIONS = ("single", "couple", "couple_with_minors", "single_parent")
INCOMES = ("low", "middle", "high")
"""Words for the classes, in the order of their numbers in the table of households."""

LEFT_OUT = ("serious_households", "reached_households")
"""Columns of the tally that have no meaning by month: they count households when they move out."""


def month_columns(town: Town) -> dict[str, int]:
    """Return the columns of the tally that the months table has, by the name they have there."""
    numbers = {name: index for name, index in NUMBER.items() if name not in LEFT_OUT}
    for kind in ("starts", "care_weeks"):
        for number in range(MOST_AGENCIES):
            index = numbers.pop(f"{kind}_{number}")
            if number < len(town.agencies):
                numbers[f"{kind}_{town.agencies[number].name}"] = index
    return dict(sorted(numbers.items(), key=lambda item: item[1]))


def months_of(model: CoachingModel) -> Columns:
    """Return what was counted, by month and neighbourhood; the rows of ``town`` are the sum of all.

    Agencies serve the whole town, so their columns (waiting, used, places and cooperation as a month ends)
    have a value in the rows of ``town`` only. ``waiting_coaches`` is the mean length of the coaches' list in the month.
    """
    town = model.town
    places = [place.name for place in town.neighbourhoods]
    months = len(model.tallies)
    counted = np.concatenate([model.tallies, model.tallies.sum(axis=1, keepdims=True)], axis=1)
    counted = counted.reshape(-1, len(COLUMNS))
    table: Columns = {
        "month": np.repeat(np.arange(months, dtype=np.int32), len(places) + 1),
        "neighbourhood": np.tile(np.array([*places, TOWN], object), months),
    }
    table |= {name: counted[:, index] for name, index in month_columns(town).items()}
    facts = ("waiting", "used", "places", "cooperation")
    by_agency = np.full((len(town.agencies), len(facts), months, len(places) + 1), np.nan)
    for index, name in enumerate(facts):
        by_agency[:, index, :, -1] = model.agency_months[name].T
    for agency, columns in zip(town.agencies, by_agency, strict=True):
        table |= {f"{name}_{agency.name}": columns[index].reshape(-1) for index, name in enumerate(facts)}
    for approach in approaches():
        counts = (
            model.works[approach.name].tallies
            if model.works
            else np.zeros((months, len(places), len(approach.columns)))
        )
        both = np.concatenate([counts, counts.sum(axis=1, keepdims=True)], axis=1).reshape(-1, len(approach.columns))
        table |= {name: both[:, index] for index, name in enumerate(approach.columns)}
    weeks = np.diff([first_week(month) for month in range(months + 1)])
    table["waiting_coaches"] = table["coach_list_weeks"] / np.repeat(weeks, len(places) + 1)
    return table


def ledger_of(model: CoachingModel, ledger: Ledger) -> Columns:
    """Return all payments by year, neighbourhood and product, those of nothing left out."""
    years = int(model.clockwork.years)
    cents = ledger.cents.reshape(years, MONTHS_PER_YEAR, *ledger.cents.shape[1:]).sum(axis=1)
    year, place, product = np.nonzero(cents)
    names = np.array([*(each.name for each in model.town.neighbourhoods), TOWN_ITSELF], object)
    facts = {
        kind: np.array([str(getattr(each, field)) for each in ledger.products], object)
        for kind, field in (("product", "name"), ("payer", "payer"), ("receiver", "receiver"))
    }
    return {
        "year": year.astype(np.int32),
        "neighbourhood": names[place],
        **{kind: words[product] for kind, words in facts.items()},
        "amount_eur": cents[year, place, product] / 100,
    }


def classes_of(town: Town, accounts: Accounts) -> Columns:
    """Return what households went through over the horizon, by neighbourhood, composition and income.

    ``households`` counts all who lived there since week 0, ``household_weeks`` for how long; ``serious`` those with any
    severity 2 or more, of whom real help reached ``reached``; ``cost_eur`` is what was paid for them, without fixed
    costs.
    """
    shape = (len(town.neighbourhoods), len(COMPOSITIONS), len(INCOMES))
    number = np.ravel_multi_index((accounts.place, accounts.composition, accounts.income), shape)
    place, composition, income = np.unravel_index(np.arange(np.prod(shape)), shape)
    sums = {
        "households": np.ones(len(number)),
        "household_weeks": accounts.weeks,
        "problem_weeks": accounts.problem_weeks,
        "crises": accounts.crises,
        "evictions": accounts.evictions,
        "assistance_weeks": accounts.assistance_weeks,
        "known": accounts.known,
        "touched": accounts.touched,
        "helped": accounts.helped,
        "serious": accounts.serious,
        "reached": accounts.serious & accounts.helped,
        "cost_eur": accounts.cents / 100,
    }
    return {
        "neighbourhood": np.array([each.name for each in town.neighbourhoods], object)[place],
        "composition": np.array(COMPOSITIONS, object)[composition],
        "income": np.array(INCOMES, object)[income],
        **{name: np.bincount(number, amounts, int(np.prod(shape))) for name, amounts in sums.items()},
    }
