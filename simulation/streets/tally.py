"""What is counted, by neighbourhood and month: one column each, shared by streets and services."""

from simulation.settings.words import Domain
from simulation.streets.tables import DOMAINS

DOORS = ("desk", "signal", "outreach", "coach", "intaker")
MOST_AGENCIES = 12

COLUMNS = (
    *(f"{level}_weeks_{domain}" for domain in Domain for level in ("early", "serious", "crisis")),
    *(f"crises_{domain}" for domain in Domain),
    *(f"events_{domain}" for domain in Domain),
    *(f"requests_{door}" for door in DOORS),
    *(f"starts_{number}" for number in range(MOST_AGENCIES)),
    *(f"care_weeks_{number}" for number in range(MOST_AGENCIES)),
    *(f"episode_weeks_{domain}" for domain in Domain),
    "assistance_weeks",
    "tenant_debt_weeks",
    "households",
    "evictions",
    "asks",
    "signals",
    "stories",
    "lost_handoffs",
    "adopted_advice",
    "refused_advice",
    "wrong_advice",
    *(f"heavy_starts_{domain}" for domain in Domain),
    "drop_outs",
    "left_lists",
    "displaced",
    "cases_opened",
    "cases_closed",
    "cases_stopped",
    "open_case_weeks",
    "coach_list_weeks",
    "client_hours",
    "need_hours",
    "outreach_hours",
    "vacant_weeks",
    "sick_weeks",
    "leavers",
    *(f"topics_{domain}" for domain in Domain),
    "intakes",
    "solved_by_network",
    "solved_by_general_provision",
    "solved_otherwise",
    "intaker_list_weeks",
    "general_provision_weeks",
    "finished_clients",
    "positive_clients",
    "complex_cases",
    "salary_weeks",
    "outreach_salary_weeks",
    "intaker_salary_weeks",
    "visits",
    "contacts",
    "conversations_coach",
    "ladder_steps",
    "serious_households",
    "reached_households",
    "escalated",
)
"""Names of the columns. Weeks are household-weeks, hours are hours, the rest are counts."""

NUMBER = {name: index for index, name in enumerate(COLUMNS)}
WIDTH = len(COLUMNS)

WEEKS = 0
CRISES = 3 * DOMAINS
EVENTS = CRISES + DOMAINS
REQUESTS = EVENTS + DOMAINS
STARTS = REQUESTS + len(DOORS)
CARE_WEEKS = STARTS + MOST_AGENCIES
EPISODE_WEEKS = CARE_WEEKS + MOST_AGENCIES
ASSISTANCE_WEEKS = NUMBER["assistance_weeks"]
TENANT_DEBT_WEEKS = NUMBER["tenant_debt_weeks"]
HOUSEHOLDS = NUMBER["households"]
EVICTIONS = NUMBER["evictions"]
ASKS = NUMBER["asks"]
SIGNALS = NUMBER["signals"]
STORIES = NUMBER["stories"]
LOST_HANDOFFS = NUMBER["lost_handoffs"]
ADOPTED_ADVICE = NUMBER["adopted_advice"]
REFUSED_ADVICE = NUMBER["refused_advice"]
WRONG_ADVICE = NUMBER["wrong_advice"]
HEAVY_STARTS = NUMBER["heavy_starts_finances"]
DROP_OUTS = NUMBER["drop_outs"]
LEFT_LISTS = NUMBER["left_lists"]
DISPLACED = NUMBER["displaced"]
CASES_OPENED = NUMBER["cases_opened"]
CASES_CLOSED = NUMBER["cases_closed"]
CASES_STOPPED = NUMBER["cases_stopped"]
OPEN_CASE_WEEKS = NUMBER["open_case_weeks"]
COACH_LIST_WEEKS = NUMBER["coach_list_weeks"]
CLIENT_HOURS = NUMBER["client_hours"]
NEED_HOURS = NUMBER["need_hours"]
OUTREACH_HOURS = NUMBER["outreach_hours"]
VACANT_WEEKS = NUMBER["vacant_weeks"]
SICK_WEEKS = NUMBER["sick_weeks"]
LEAVERS = NUMBER["leavers"]
SALARY_WEEKS = NUMBER["salary_weeks"]
OUTREACH_SALARY_WEEKS = NUMBER["outreach_salary_weeks"]
VISITS = NUMBER["visits"]
CONTACTS = NUMBER["contacts"]
CONVERSATIONS = NUMBER["conversations_coach"]
LADDER_STEPS = NUMBER["ladder_steps"]
TOPICS = NUMBER["topics_finances"]
INTAKES = NUMBER["intakes"]
SOLVED_BY_NETWORK = NUMBER["solved_by_network"]
SOLVED_BY_GENERAL_PROVISION = NUMBER["solved_by_general_provision"]
SOLVED_OTHERWISE = NUMBER["solved_otherwise"]
INTAKER_LIST_WEEKS = NUMBER["intaker_list_weeks"]
GENERAL_PROVISION_WEEKS = NUMBER["general_provision_weeks"]
FINISHED_CLIENTS = NUMBER["finished_clients"]
POSITIVE_CLIENTS = NUMBER["positive_clients"]
COMPLEX_CASES = NUMBER["complex_cases"]
INTAKER_SALARY_WEEKS = NUMBER["intaker_salary_weeks"]
SERIOUS_HOUSEHOLDS = NUMBER["serious_households"]
REACHED_HOUSEHOLDS = NUMBER["reached_households"]
ESCALATED = NUMBER["escalated"]

# Stocks: how many households are in a state now. Weeks in a state are booked as (end of month - moment) when it is
# entered and taken back when it is left, and the stock times the month's length is booked when a month begins: exact,
# at the cost of one addition a change.
STOCKED = (
    *range(WEEKS, CRISES),
    *range(CARE_WEEKS, EPISODE_WEEKS + DOMAINS),
    ASSISTANCE_WEEKS,
    TENANT_DEBT_WEEKS,
    HOUSEHOLDS,
    SALARY_WEEKS,
    OUTREACH_SALARY_WEEKS,
    INTAKER_SALARY_WEEKS,
    VACANT_WEEKS,
    GENERAL_PROVISION_WEEKS,
)
"""Columns that are weeks in a state and have a stock."""
