"""From named values to the record of habits that the compiled code of the assistants reads."""

import math

import numpy as np

from simulation.services.assistants.tables import HABITS
from simulation.settings import Values
from simulation.streets.compiler import Record

WEEKS_PER_YEAR = 52.0
AS_THEY_ARE = (
    "ladder_weeks",
    "hours_week",
    "presence_share",
    "ring_hours",
    "conversation_hours",
    "proposal_hours",
    "first_meeting_hours",
    "retry_weeks",
    "revisit_weeks",
    "away_weeks",
    "door_stranger",
    "door_trust",
    "door_known",
    "recognised_per_hour",
    "jacket_share",
    "place_recognition",
    "call_week",
    "call_share_without",
    "wish_told",
    "wish_interest",
    "offers_help",
    "agrees",
    "carried_share",
    "carried_lapse",
    "trust_conversation",
)


def habits_of(values: Values) -> np.ndarray:
    """Return how assistants work, shape (1,), dtype HABITS.

    The source gives contact per household that is approached, with repeated rings; each ring at another day and time
    is taken to be independent.
    """
    table = np.zeros(1, HABITS)
    habits: Record = table[0]
    for name in AS_THEY_ARE:
        habits[name] = values[f"assistants.{name}"]
    rings = max(1, round(values["assistants.rings_per_approach"]))
    habits["rings_per_approach"] = rings
    habits["at_home"] = 1.0 - (1.0 - values["assistants.contact"]) ** (1.0 / rings)
    habits["visits_before_referral"] = max(1, round(values["assistants.visits_before_referral"]))
    habits["turnover"] = -math.log1p(-values["assistants.turnover_year"]) / WEEKS_PER_YEAR
    habits["lapse"] = -math.log(values["assistants.match_survival_1y"]) / WEEKS_PER_YEAR
    return table
