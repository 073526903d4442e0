"""Ranges of single numbers by the names of their fields: a share is between 0 and 1, a count not negative."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from simulation.settings.errors import Problem

SHARES = frozenset(
    {
        "mandate",
        "substitution",
        "facilities",
        "share",
        "network_mean",
        "trust_mean",
        "self_reliance_mean",
        "dose_step",
        "trait_step",
    }
)
AT_LEAST_ONE = frozenset(
    {
        "households",
        "people_per_household",
        "years",
        "runs",
        "draws",
        "rounds_per_week",
        "entry_threshold_domains",
    }
)
MORE_THAN_NOTHING = frozenset(
    {
        "caseload_per_fte",
        "concentration",
        "dose_step",
        "trait_step",
        "minors_per_youth_case",
        "mean_care_weeks",
        "mean_patience_weeks",
        "price_index",
        "precision",
        "run_seconds",
    }
)
MOST = {"years": 100, "warm_up_years": 100, "rounds_per_week": 10_000, "draws": 1_000_000, "runs": 1_000_000}
LARGEST_WHOLE_NUMBER = 2**63 - 1


def number_problems(thing: object, prefix: str, name: str = "") -> Iterator[Problem]:
    """Finds numbers out of range in a dataclass and everything inside it.

    Args:
        thing: a dataclass, mapping, tuple or scalar
        prefix: its dotted key
        name: of the field that holds it
    """
    if is_dataclass(thing):
        for field in fields(thing):
            yield from number_problems(getattr(thing, field.name), f"{prefix}.{field.name}", field.name)
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from number_problems(value, f"{prefix}.{key}", name)
    elif isinstance(thing, tuple):
        for place, value in enumerate(thing):
            yield from number_problems(value, f"{prefix}.{getattr(value, 'name', place)}", name)
    elif isinstance(thing, int | float) and not isinstance(thing, bool):
        allowed = _refused(name, thing)
        if allowed:
            yield Problem(prefix, thing, allowed)


def _refused(name: str, number: float) -> str:
    if name in AT_LEAST_ONE and number < 1:
        return "must be at least 1"
    if name in MORE_THAN_NOTHING and number <= 0:
        return "must be more than 0"
    if (name in SHARES or name.endswith(("_share", "_shares"))) and not 0 <= number <= 1:
        return "must be between 0 and 1"
    if number < 0:
        return "must not be negative"
    if number > MOST.get(name, LARGEST_WHOLE_NUMBER):
        return f"must be at most {MOST[name]:,}" if name in MOST else "must be smaller"
    return ""
