"""The tables of the services: requests, referrals and cases are append-only rows, so they are the journeys.

Every row is in exactly one state; dates not reached are NaN.
"""

import numpy as np

from simulation.streets.tally import MOST_AGENCIES

# States of a request.
ASKED, AT_INTAKER, WAITING_COACH, WITH_OTHERS, SOLVED, HELPED, LOST, LEFT, RECOVERED, MOVED_AWAY = range(10)
REQUEST_STATES = (
    "asked",
    "at the intaker",
    "waiting for a coach",
    "with others",
    "solved at the door",
    "helped",
    "lost",
    "left",
    "recovered",
    "moved",
)
FIRST_FINAL_REQUEST = SOLVED

# States of a referral.
(
    SENT,
    ASSESSING,
    WAITING,
    IN_CARE,
    CARE_DONE,
    EASED,
    DROPPED_OUT,
    LOST_HANDOFF,
    REFUSED,
    LEFT_LIST,
    RECOVERED_WAITING,
    MOVED_REFERRAL,
) = range(12)
REFERRAL_STATES = (
    "sent",
    "assessing",
    "waiting",
    "in care",
    "care done",
    "eased",
    "dropped out",
    "lost",
    "refused",
    "left the list",
    "recovered",
    "moved",
)
FIRST_FINAL_REFERRAL = CARE_DONE

# States of a case.
CASE_WAITING, ACUTE, ACTIVATION, PLAN_DONE, ALL_CLEAR, CASE_LEFT, CASE_MOVED, STOPPED = range(8)
CASE_STATES = ("waiting", "acute", "activation", "plan done", "all clear", "left", "moved", "stopped")
FIRST_FINAL_CASE = PLAN_DONE

# Doors, in the order of ``tally.DOORS``.
DESK, SIGNALLED, FOUND, COACH_DOOR, INTAKER_DOOR = range(5)

# What the holder of a post does.
COACHING, IN_THE_STREET, INTAKING = range(3)

REQUEST = np.dtype(
    [
        ("asked", "f8"),
        ("at_intaker", "f8"),
        ("intake", "f8"),
        ("waiting_coach", "f8"),
        ("with_others", "f8"),
        ("helped", "f8"),  # first real help of any kind
        ("specialist", "f8"),  # first agency care
        ("ended", "f8"),
        ("slot", "i8"),  # where it stands in the intakers' line
        ("last_part", "f8"),  # end of the latest part that ended
        ("intaker_weeks", "f8"),  # on the intakers' list so far, as counted at rounds
        ("household", "i4"),
        ("occupant", "i4"),
        ("neighbourhood", "i2"),
        ("open", "i2"),  # referrals and cases still open
        ("stories", "i2"),  # times the story was told
        ("helpers", "i2"),
        ("door", "i1"),
        ("state", "i1"),
        ("domains", "u1"),  # bit for each domain asked about
        ("solved", "u1"),  # bit for each domain solved at the door
        ("coordinated", "i1"),
        ("outcome", "i1"),  # final state if nobody helps: the last thing that ended
    ],
    align=True,
)

REFERRAL = np.dtype(
    [
        ("sent", "f8"),
        ("assessing", "f8"),
        ("waiting", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("household", "i4"),
        ("occupant", "i4"),
        ("request", "i4"),
        ("number", "i4"),  # how many referrals of this address came before: key of its luck
        ("slot", "i8"),  # where it stands among the entries of the lists
        ("neighbourhood", "i2"),
        ("agency", "i1"),
        ("domain", "i1"),
        ("state", "i1"),
        ("severity", "i1"),  # as far as the services know
        ("severity_sent", "i1"),
        ("adopted", "i1"),  # the coach's weighty advice was adopted
        ("refused", "i1"),  # it was refused, and the referral goes the usual way
        ("misplaced", "i1"),  # the advice was wrong: a place without benefit
        ("lost", "i1"),  # a hand-off failed; nobody knows yet
        ("escalated", "i1"),  # got worse while waiting
    ],
    align=True,
)

CASE = np.dtype(
    [
        ("waiting", "f8"),
        ("acute", "f8"),
        ("activation", "f8"),
        ("ended", "f8"),
        ("acute_until", "f8"),
        ("plan_until", "f8"),
        ("leaves_at", "f8"),
        ("dose", "f8"),  # as last given
        ("attention", "f8"),  # weeks of full dose so far
        ("slot", "i8"),  # where it stands in the coaches' line
        ("look_at", "f8"),  # when the coach must look at it again, unless there is news before
        ("household", "i4"),
        ("occupant", "i4"),
        ("request", "i4"),
        ("coach", "i4"),
        ("number", "i4"),
        ("neighbourhood", "i2"),
        ("state", "i1"),
        ("phase", "i1"),  # state at the last round
        ("complexity", "i1"),  # domains with problems at the start
        ("severity_waiting", "i1"),  # worst problem when the wait began
        ("severity_start", "i1"),  # sum of severities
        ("severity_end", "i1"),
        ("complex", "i1"),  # two problems or more need a specialist
        ("pressed", "i1"),  # accepted under pressure
        ("problems", "i1", 7),  # severity in each domain at the last look
        ("advised", "u4"),  # bit for each domain and severity on which the coach has decided about a specialist
    ],
    align=True,
)

AGENCY = np.dtype(
    [
        ("places", "i8"),
        ("base_places", "i8"),
        ("budgeted", "f8"),  # places the budget allows
        ("contracted", "f8"),  # places before rounding
        ("used", "i8"),
        ("lift", "f8"),  # multiplier - 1
        ("mandate", "f8"),  # how much weight the coaches' advice has here
        ("care_weeks", "f8"),
        ("patience_weeks", "f8"),
        ("assessment_weeks", "f8"),
        ("ageing", "f8"),  # weeks of waiting that weigh as much as one point of severity
        ("cooperation", "f8"),
        (
            "revenue_before",
            "f8",
        ),  # places (or, if open-ended, clients) that were paid in the year before week 0
        ("relief_hours", "f8"),  # first-line hours coaches took over this month
        ("hours_per_place", "f8"),
        ("unlimited", "i1"),
        ("open_ended", "i1"),
        ("absent", "i1"),  # not active in the area
    ],
    align=True,
)

NEIGHBOURHOOD = np.dtype(
    [
        ("households", "i8"),
        ("first_coach", "i8"),
        ("last_coach", "i8"),  # rows of the coach table, last not included
        ("door", "f8"),
        ("known", "f8"),  # how well the team at the door is known, in [0, 1]
        ("intake_hours", "f8"),  # saved up for the next intake
        ("general_visits", "f8"),  # a week that general provisions have room for
        ("in_general", "i8"),  # problems that a general provision is busy with
        ("exposure", "f8"),  # visits per household so far
        ("free_hours", "f8"),  # for outreach, this round
        ("coached", "i1"),
        ("near", "i1"),  # organisations signal to coaches or intakers here
        ("intake", "i1"),  # intakers are the front door
    ],
    align=True,
)

COACH = np.dtype(
    [
        ("fte", "f8"),
        ("competence_start", "f8"),
        ("lean", "f8"),  # how much more breadth of knowledge than daring
        ("handled", "f8"),  # cases this person opened here
        ("started", "f8"),  # week of hire
        ("sick_until", "f8"),
        ("need", "f8"),  # hours a week that the cases need
        ("need_by_phase", "f8", 2),
        ("relief", "f8", (2, MOST_AGENCIES)),  # the same by phase and by the agency whose first-line work it is
        ("neighbourhood", "i8"),
        ("cases", "i8"),
        ("post", "i8"),
        ("hires", "i8"),
        ("filled", "i1"),
        ("role", "i1"),
    ],
    align=True,
)

LIST = np.dtype([("first", "i8"), ("length", "i8"), ("room", "i8")], align=True)
"""A stretch of the flat entries: everything that waits or runs until some date."""

ENTRY = np.dtype([("key", "f8"), ("until", "f8"), ("row", "i4")], align=True)

AGENDA = np.dtype(
    [
        ("when", "f8"),
        ("kind", "i1"),
        ("domain", "i1"),
        ("severity", "i1"),
        ("household", "i4"),
        ("row", "i4"),
    ],
    align=True,
)

TOWN = np.dtype(
    [
        ("requests", "i8"),
        ("referrals", "i8"),
        ("cases", "i8"),
        ("departed", "i8"),
        ("episodes", "i8"),
        ("letters", "i8"),
        ("dirty", "i8"),
        ("month_end", "f8"),
        ("clock", "f8"),  # time of the last round
        ("street_share", "f8"),
        ("facilities", "f8"),
        ("untaught", "i1"),  # the way of working is learned by doing
        ("joint_plan", "i1"),
        ("intake", "i1"),  # some neighbourhood has intakers
        ("one_roof", "i1"),
        ("adopted_first", "i1"),
        ("pressure", "i1"),
        ("caseload", "f8"),
        ("referral_factor", "f8"),
        ("coordination_share", "f8"),
        ("entry_threshold", "i8"),
        ("agencies", "i8"),
    ],
    align=True,
)
"""What changes during a run about the town as a whole."""

PRACTICE = np.dtype(
    [
        (name, "f8")
        for name in (
            "handoff_kept",
            "handoff_kept_outreach",
            "pickup_weeks",
            "notice_weeks",
            "signal_contact",
            "signal_contact_coach",
            "home_contact",
            "acceptance",
            "pressed_accept",
            "pressed_trust",
            "drop_out",
            "drop_out_untreated",
            "trust_help",
            "trust_lost",
            "trust_wait",
            "trust_story",
            "coordinated_handoff",
            "privacy_friction",
            "file_delay_weeks",
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
            "coach_patience_weeks",
            "ladder_step",
            "sick_month",
            "overload_sick",
            "turnover_month",
            "overload_turnover",
            "vacancy_weeks",
            "dose_step",
            "cooperation_base",
            "w_contact",
            "w_relief",
            "w_threat",
            "w_crowd",
            "w_absent",
            "half_life_weeks",
            "coaches_per_contact_person",
            "growth_month",
            "slack",
            "doing_gain",
            "learning_cases",
            "lean",
            "meeting_hours",
            "facilities_hours",
            "facilities_delay",
            "w_roof",
            "case_hours",
            "knowledge",
            "knows_at_start",
            "network_solves",
            "general_solves",
            "creative_solves",
            "serious_solves",
            "general_lift",
            "general_weeks",
            "intaker_patience_weeks",
            "pleased",
            "pleased_attention",
            "pleased_better",
            "displeased_wait",
            "displeased_story",
            "displeased_pressed",
        )
    ]
    + [("hours_needed", "f8", 4), ("refers", "f8", (7, 4)), ("route", "i1", (7, 4))],
    align=True,
)
"""How services work: one number for each habit, and which agency serves a domain at a severity."""
