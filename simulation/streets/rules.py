"""From named values to the record of rates that compiled code reads."""

import math

import numpy as np

from simulation.settings import Domain, Numerics, Town, TownKind, Values
from simulation.streets.compiler import Record
from simulation.streets.tables import RULES

LEVELS = ("early", "serious", "crisis")
WEEKS_PER_YEAR = 52.0


def rules_of(town: Town, values: Values, numerics: Numerics) -> np.ndarray:
    """Return the rates of a town, shape (1,), dtype RULES.

    Args:
        town: Facts; the regime year decides whether organisations had to pass on arrears.
        values: One value for each uncertainty.
        numerics: How finely slow traits are followed.
    """
    table = np.zeros(1, RULES)
    rules = table[0]
    if town.kind is TownKind.REAL:
        _household_rates(rules, values)
        rules["onset"] *= [town.burden.get(domain, 1.0) for domain in Domain]
        _doors(rules, town, values)
        _approach(rules, values)
    elif town.ladder is not None:
        rules["onset"][0] = town.ladder.onset
        rules["worsen"][0, 1:3] = town.ladder.worsen
        rules["ease"][0, 1:] = town.ladder.ease
    elif town.queue is not None:
        rules["worsen"][0, 1] = town.queue.escalation_per_week
        rules["ask"][0, 1:] = 1.0
    rules["spill_factor"] = np.exp(
        rules["spill"] * np.minimum(rules["spill_cap"], np.arange(rules["spill_factor"].size))
    )
    rules["trait_step"] = numerics.trait_step
    return table


def _household_rates(rules: Record, values: Values) -> None:
    for index, domain in enumerate(Domain):
        rules["onset"][index] = values[f"streets.onset_{domain}"]
        for severity in (1, 2):
            rules["worsen"][index, severity] = values[f"streets.worsen_{LEVELS[severity - 1]}"]
        for severity in (1, 2, 3):
            rules["ease"][index, severity] = values[f"streets.ease_{LEVELS[severity - 1]}"]
    rules["worsen"][list(Domain).index(Domain.DAILY_LIVING)] *= values["streets.light_daily_living"]
    for name in ("spill", "spill_cap", "protection", "kin", "self_reliance", "scar", "scar_cap", "wear"):
        rules[name] = values[f"streets.{name}"]
    rules["drift"] = math.log(2.0) / values["streets.half_life_weeks"]
    rules["moves_per_week"] = values["streets.moves_year"] / WEEKS_PER_YEAR
    rules["assistance_entry"] = values["streets.assistance_entry"]
    rules["eviction"] = values["streets.eviction_probability"]
    for index, domain in enumerate(Domain):
        if f"streets.event_{domain}" in values:
            rules["event"][index] = values[f"streets.event_{domain}"]
            rules["event_weeks"][index] = values[f"streets.event_weeks_{domain}"]


def _doors(rules: Record, town: Town, values: Values) -> None:
    duty = town.regime_year >= town.signalling_duty_from
    rules["signal_without_duty"] = 1.0 if duty else values["doors.signal_factor_no_duty"]
    for index, domain in enumerate(Domain):
        for severity, level in enumerate(LEVELS, start=1):
            rules["ask"][index, severity] = values[f"doors.ask_{domain}"] * values[f"doors.ask_{level}"]
            signal = values[f"doors.signal_{domain}"] * values[f"doors.signal_{level}"]
            rules["signal"][index, severity] = signal * (1.0 - values["doors.privacy_friction"])


def _approach(rules: Record, values: Values) -> None:
    rules["coach_multiplier"] = values["coaches.multiplier"]
    for name in ("shield_max", "damping_max", "network_gain", "self_gain"):
        rules[name] = values[f"coaches.{name}"]
    rules["dependence"] = values["coaches.dependence_year"] / WEEKS_PER_YEAR
