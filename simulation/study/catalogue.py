"""The catalogue of outcomes: one place for names, labels, units and meanings.

Documents and charts take them from here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from simulation.settings import Domain, Label, Payer, SettingsError, Town, TownKind
from simulation.settings.approaches import approaches
from simulation.settings.errors import nearest
from simulation.streets.tally import COLUMNS
from simulation.study.catalogue_words import (
    DOMAIN_LABELS,
    EFFECT_ROWS,
    PATH_ROWS,
    PAYER_LABELS,
    QUEUE_ROWS,
    ROWS,
    UNITS,
    Row,
)

ANCHORED = (Domain.FINANCES, Domain.WORK, Domain.PARENTING, Domain.LONELINESS, Domain.DAILY_LIVING)
"""Domains whose level some target fixes: all but housing and health."""

PILOT = "_pilot"
"""Suffix of an outcome for the pilot neighbourhoods alone; without it, it is about the whole town."""


class Better(StrEnum):
    """Which way an outcome is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One thing that a run measures."""

    name: str
    label: Label
    unit: Label
    better: Better
    definition: str
    """one sentence, in English"""
    town_only: bool = False
    """whether it has no meaning for the pilot neighbourhoods alone"""


def catalogue_of(town: Town) -> tuple[Outcome, ...]:
    """Return all outcomes of a town, in the order of the results' columns."""
    if town.kind is TownKind.QUEUE:
        return tuple(_outcome(row) for row in QUEUE_ROWS)
    if town.kind is TownKind.LADDER:
        return tuple(_ladder_share(severity) for severity in range(4))
    offers = tuple((each.name, tuple(each.columns), tuple(map(tuple, each.outcomes))) for each in approaches())
    return _catalogue(offers, tuple((each.name, each.label, each.term_weeks) for each in town.agencies))


@cache
def _catalogue(_: tuple[Any, ...], agencies: tuple[tuple[str, Label, float | None], ...]) -> tuple[Outcome, ...]:
    """Return all outcomes, made once for what approaches offer and for these agencies (name, label and term)."""
    plain = tuple(_outcome(row) for row in (*ROWS, *PATH_ROWS))
    by_agency = (outcome for agency in agencies for outcome in _by_agency(*agency))
    catalogue = (*plain, *_of_approaches(), *_effects(), *_by_domain(), *by_agency, *_by_payer())
    _refuse_names_twice("outcome", [outcome.name for outcome in catalogue])
    _refuse_names_twice("column", [*COLUMNS, *(name for each in approaches() for name in each.columns)])
    return catalogue


def _of_approaches() -> Iterator[Outcome]:
    for approach in approaches():
        for row in approach.outcomes:
            for word, known in ((row[3], list(UNITS)), (row[4], list(Better))):
                if word not in known:
                    hint = nearest(word, known)
                    raise SettingsError(f"approach '{approach.name}': outcome {row[0]}: unknown word '{word}'; {hint}")
            yield _outcome(row)


def _refuse_names_twice(kind: str, names: list[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            owners = [each.name for each in approaches() if name in (*each.columns, *(row[0] for row in each.outcomes))]
            raise SettingsError(f"approach '{owners[-1]}': {kind} {name} is there already; it needs another name")


def columns_of(town: Town) -> tuple[str, ...]:
    """Return the names of outcomes with their scopes: each outcome, then the same for the pilot."""
    pilot = has_pilot(town)
    return tuple(name for outcome in catalogue_of(town) for name in _scoped(outcome, pilot))


def has_pilot(town: Town) -> bool:
    """Return whether there is a pilot neighbourhood to report apart."""
    return town.kind is TownKind.REAL and any(place.pilot for place in town.neighbourhoods)


def _scoped(outcome: Outcome, pilot: bool) -> tuple[str, ...]:
    if outcome.town_only or not pilot:
        return (outcome.name,)
    return (outcome.name, f"{outcome.name}{PILOT}")


def _outcome(row: Row) -> Outcome:
    name, dutch, english, unit, better, definition = row
    return Outcome(
        name=name,
        label=Label(nl=dutch, en=english),
        unit=UNITS[unit],
        better=Better(better),
        definition=definition,
        town_only=name.startswith("cooperation"),
    )


def _effects() -> Iterator[Outcome]:
    for row in EFFECT_ROWS:
        yield _outcome(row)


def _by_domain() -> Iterator[Outcome]:
    for domain in Domain:
        label = DOMAIN_LABELS[domain]
        yield _outcome(
            (
                f"problem_weeks_{domain}",
                f"Weken met een probleem: {label.nl}",
                f"Weeks with a problem: {label.en}",
                "household_weeks",
                "down",
                f"Household-weeks with severity 1 or more in the domain {label.en}.",
            )
        )
        for kind, dutch, english, meaning in (
            ("", "Gestarte voorzieningen", "Provisions started", ""),
            ("heavy_", "Gestarte zware voorzieningen", "Heavy provisions started", " in the heavy class (severity 3)"),
        ):
            yield _outcome(
                (
                    f"{kind}provisions_started_{domain}",
                    f"{dutch}: {label.nl}",
                    f"{english}: {label.en}",
                    "count",
                    "neither",
                    f"Times that agency care started{meaning} in the domain {label.en}.",
                )
            )


def _by_agency(agency: str, label: Label, term_weeks: float | None) -> Iterator[Outcome]:
    yield _outcome(
        (
            f"{agency}_mean_wait_weeks",
            f"Gemiddelde wachttijd {label.nl}",
            f"Mean wait for {label.en}",
            "weeks",
            "down",
            f"Mean weeks from being referred to {label.en} to the start of care, of referrals "
            "since week 0; those that ended without care count until then, open ones to the end.",
        )
    )
    for name, dutch, english, meaning in (
        ("median", "Mediane wachttijd", "Median wait", "half"),
        ("p90", "Wachttijd (90e percentiel)", "Wait (90th percentile)", "nine in ten"),
    ):
        yield _outcome(
            (
                f"{agency}_{name}_wait_weeks",
                f"{dutch} {label.nl}",
                f"{english} for {label.en}",
                "weeks",
                "down",
                f"Weeks within which {meaning} of the referrals to {label.en} since week 0 start, by "
                "Kaplan-Meier; those that ended without care and open ones are censored.",
            )
        )
    if term_weeks is not None:
        yield _outcome(
            (
                f"{agency}_within_term_share",
                f"Binnen de termijn gestart: {label.nl}",
                f"Started within the term: {label.en}",
                "share",
                "up",
                f"Referrals to {label.en} since week 0 whose care started within {term_weeks:g} "
                "weeks, of those that started or waited longer than that.",
            )
        )
    yield _outcome(
        (
            f"{agency}_mean_length",
            f"Gemiddelde wachtlijst {label.nl}",
            f"Mean waiting list of {label.en}",
            "persons",
            "down",
            f"Time average of the number of households on the waiting list of {label.en}.",
        )
    )
    yield _outcome(
        (
            f"cooperation_{agency}",
            f"Samenwerking met {label.nl}",
            f"Cooperation of {label.en}",
            "share",
            "up",
            f"Cooperation of {label.en} with the coaches, between 0 and 1, averaged over months.",
        )
    )


def _by_payer() -> Iterator[Outcome]:
    for payer in Payer:
        label = PAYER_LABELS[payer]
        yield _outcome(
            (
                f"cost_{payer}_eur",
                f"Kosten voor {label.nl}",
                f"Cost to {label.en}",
                "euros",
                "neither",
                f"All payments by {label.en} over the horizon, undiscounted.",
            )
        )


def _ladder_share(severity: int) -> Outcome:
    return _outcome(
        (
            f"ladder_share_{severity}",
            f"Aandeel met ernst {severity}",
            f"Share at severity {severity}",
            "share",
            "neither",
            f"Time average of the share of households whose problem has severity {severity}.",
        )
    )
