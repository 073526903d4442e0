"""From named values to the record of habits that compiled code reads, and the table of agencies."""

import math

import numpy as np

from simulation.services.tables import AGENCY, PRACTICE
from simulation.settings import AgencyKind, Domain, ListRule, Numerics, Town, TownKind, Values
from simulation.streets.compiler import Record
from simulation.streets.luck import ABSENT, chance
from simulation.streets.rules import LEVELS
from simulation.streets.tables import DAILY_LIVING

MONTHS_PER_YEAR = 12.0
HOUSEHOLDS_PER_RATE = 10000.0

DOORS = (
    "handoff_kept",
    "handoff_kept_outreach",
    "coordinated_handoff",
    "pickup_weeks",
    "notice_weeks",
    "signal_contact",
    "signal_contact_coach",
    "home_contact",
    "acceptance",
    "privacy_friction",
    "file_delay_weeks",
    "trust_help",
    "trust_lost",
    "trust_wait",
    "trust_story",
)
AGENCIES = ("drop_out", "drop_out_untreated", "growth_month", "slack")
INTAKERS = (
    "case_hours",
    "knowledge",
    "knows_at_start",
    "network_solves",
    "general_solves",
    "creative_solves",
    "serious_solves",
    "general_weeks",
)
COOPERATION = (
    "w_roof",
    "w_contact",
    "w_relief",
    "w_threat",
    "w_crowd",
    "w_absent",
    "half_life_weeks",
    "coaches_per_contact_person",
)
COACHES = (
    "pressed_accept",
    "pressed_trust",
    "mandate_a",
    "mandate_b",
    "mandate_c",
    "mandate_d",
    "wrong_advice",
    "competence_mean",
    "competence_spread",
    "competence_gain",
    "learning_weeks",
    "applicants_per_10000",
    "network_build_weeks",
    "network_floor",
    "client_hours",
    "visits_per_hour",
    "handover_weeks",
    "plan_light_weeks",
    "plan_complex_weeks",
    "case_leaves",
    "ladder_step",
    "sick_month",
    "overload_sick",
    "overload_turnover",
    "vacancy_weeks",
    "doing_gain",
    "learning_cases",
    "lean",
    "meeting_hours",
    "facilities_hours",
    "facilities_delay",
    "pleased",
    "pleased_attention",
    "pleased_better",
    "displeased_wait",
    "displeased_story",
    "displeased_pressed",
)


def practice_of(town: Town, values: Values, numerics: Numerics) -> np.ndarray:
    """Return the habits of the services, shape (1,), dtype PRACTICE."""
    table = np.zeros(1, PRACTICE)
    practice = table[0]
    practice["route"] = routes(town)
    practice["dose_step"] = numerics.dose_step
    if town.kind is not TownKind.REAL:
        for name in ("handoff_kept", "handoff_kept_outreach", "coordinated_handoff"):
            practice[name] = 1.0
        return table
    habits = {
        "doors": DOORS,
        "agencies": AGENCIES,
        "cooperation": COOPERATION,
        "coaches": COACHES,
        "intakers": INTAKERS,
    }
    for group, names in habits.items():
        for name in names:
            practice[name] = values[f"{group}.{name}"]
    practice["cooperation_base"] = values["cooperation.base"]
    practice["turnover_month"] = -math.log(1.0 - values["coaches.turnover_year"]) / MONTHS_PER_YEAR
    practice["general_lift"] = values["intakers.general_multiplier"] - 1.0
    practice["intaker_patience_weeks"] = values["intakers.patience_weeks"]
    practice["coach_patience_weeks"] = values["coaches.patience_weeks"]
    practice["refers"][:, 1:] = [values[f"coaches.refers_{level}"] for level in LEVELS]
    practice["refers"][DAILY_LIVING, 1:] = values["coaches.refers_daily_living"]
    practice["hours_needed"][1:] = [values[f"coaches.hours_needed_{level}"] for level in LEVELS]
    return table


def routes(town: Town) -> np.ndarray:
    """Return which agency serves each domain at each severity (the highest ``from_severity`` that fits), or -1."""
    table = np.full((len(Domain), 4), -1, np.int8)
    for severity in (1, 2, 3):
        for agency in sorted(town.agencies, key=lambda agency: agency.from_severity):
            for domain in agency.domains:
                if agency.from_severity <= severity:
                    table[list(Domain).index(domain), severity] = town.agencies.index(agency)
    return table


def ageing_of(rule: ListRule, values: Values) -> float:
    """Return how many weeks of waiting weigh as much as a point of severity under a list rule."""
    if rule is ListRule.FIRST_COME:
        return 0.0
    if rule is ListRule.STRICT_SEVERITY:
        return math.inf
    return values["agencies.ageing_weeks"]


def agencies_of(town: Town, values: Values, effect: float, unlimited: bool, rule: ListRule, seed: int) -> np.ndarray:
    """Return the table of agencies at the start, dtype AGENCY.

    Args:
        town: Facts; each agency's places are absolute or scale with the town's households.
        values: Durations, multipliers, patience.
        effect: Factor on what agency care adds to easing.
        unlimited: Whether no agency has a capacity limit.
        rule: Who is next on a list.
        seed: Seed of the run, which decides which agencies are not active in the area.
    """
    table = np.zeros(len(town.agencies), AGENCY)
    for number, agency in enumerate(town.agencies):
        row = table[number]
        if town.queue is not None:
            _queue_agency(row, town, values)
            continue
        places = agency.places
        if places is None:
            places = round(values[f"agencies.{agency.name}_places"] * town.households / HOUSEHOLDS_PER_RATE)
        row["places"] = row["base_places"] = places
        row["budgeted"] = row["contracted"] = places
        row["lift"] = (values[f"agencies.{agency.name}_multiplier"] - 1.0) * effect
        for name in ("care_weeks", "patience_weeks", "assessment_weeks"):
            row[name] = values[f"agencies.{agency.name}_{name}"]
        row["ageing"] = ageing_of(rule, values)
        row["cooperation"] = values["cooperation.base"]
        row["hours_per_place"] = values["agencies.hours_per_place"]
        row["open_ended"] = agency.kind is AgencyKind.OPEN_ENDED
        row["unlimited"] = unlimited
        row["absent"] = chance(np.uint64(seed), number, ABSENT, 0) < values["cooperation.absent_share"]
    return table


def _queue_agency(row: Record, town: Town, values: Values) -> None:
    queue = town.queue
    assert queue is not None
    for name in ("places", "base_places", "budgeted", "contracted"):
        row[name] = queue.places
    row["care_weeks"] = queue.mean_care_weeks
    row["patience_weeks"] = math.inf if queue.mean_patience_weeks is None else queue.mean_patience_weeks
    row["ageing"] = ageing_of(queue.rule, values)
