"""The tables of circles: circles and candidacies are append-only rows, so they are the journeys.

Every row is in exactly one state; dates not reached are NaN. An approach starts at week 0 at the earliest, so the
tables belong to its work in one run, not to the world.
"""

import numpy as np

from simulation.services.circles.catalogue import COLUMNS

TALENTS = 6
"""Kinds of talent a resident may have (see ``streets.population``)."""
EARLY_WEEKS = 13.0
"""For reports only: a circle's first quarter."""

# Purposes of luck beside those in ``streets.luck``.
THOUGHT_OF = 640
AGREES = 641
HANDED_OVER = 642
PASSED_BY_PROVIDER = 643
KEPT_BY_PROVIDER = 644
ON_ITS_WAY = 645
AT_PROVIDER = 646
LIST_PATIENCE = 647
ATTENDS = 648
LEAVES_CIRCLE = 649
VOLUNTEER_FOUND = 650
VOLUNTEER_STAYS = 651

# States of a circle.
GATHERING, LOOKING, TRAINING, READY, RUNNING, ENDED = range(6)
CIRCLE_STATES = ("gathering", "looking for a volunteer", "training the coach", "ready", "running", "stopped")

# States of a candidacy; those from LOST on are final.
REFERRED, WAITING, MEMBER_NOW, LOST, KEPT, TURNED_AWAY, GAVE_UP, LEFT, MOVED_AWAY, STOPPED = range(10)
FIRST_FINAL = LOST
CANDIDACY_STATES = (
    "referred",
    "waiting",
    "member",
    "lost",
    "kept by the provider",
    "turned away",
    "left the list",
    "left",
    "moved",
    "stopped",
)

CIRCLE = np.dtype(
    [
        ("opened", "f8"),
        ("started", "f8"),
        ("ended", "f8"),
        ("next_meeting", "f8"),
        ("short_since", "f8"),  # fewer members than the smallest circle has; infinite if not
        ("trouble_until", "f8"),  # the coach is there more until then
        ("cohesion", "f8"),
        ("attendance", "f8"),  # share present at the last meeting
        ("hours_needed", "f8"),  # of the coach, this week
        ("hours_given", "f8"),
        ("coming", "f8"),  # probability that a member comes
        ("neighbourhood", "i8"),
        ("members", "i8"),
        ("present", "i8"),
        ("talents_present", "i8"),  # bit for each kind of talent at the last meeting
        ("talents", "i8", TALENTS),  # members with each kind of talent
        ("state", "i1"),
        ("volunteer", "i1"),
        ("meets", "i1"),  # there is a meeting this round
        ("trouble", "i1"),  # something went wrong this round
        ("news", "i1"),  # its story must go on
    ],
    align=True,
)

MEMBER = np.dtype(
    [
        ("referred", "f8"),
        ("waiting", "f8"),
        ("joined", "f8"),
        ("ended", "f8"),
        ("until", "f8"),  # the hand-off arrives, or patience ends
        ("stays", "f8"),  # hazard of leaving still to survive
        ("reassess_at", "f8"),
        ("self_before", "f8"),  # self-reliance from which a rise counts
        ("household", "i4"),
        ("occupant", "i4"),
        ("circle", "i4"),
        ("number", "i4"),  # how many times the team thought of this address before: key of its luck
        ("invited", "i4"),
        ("attended", "i4"),
        ("neighbourhood", "i2"),
        ("state", "i1"),
        ("fate", "i1"),  # how the hand-off ends
        ("talent", "i1"),
        ("crisis", "i1"),  # had a crisis at the last look
        ("came", "i1"),
    ],
    align=True,
)

THOUGHT = np.dtype([("due", "f8"), ("request", "i4"), ("household", "i4")], align=True)
"""When the team next thinks of a circle for somebody with an open request, in weeks of the neighbourhood's exposure."""

AREA = np.dtype(
    [
        ("budgeted", "i8"),  # circles
        ("coach_hours", "f8"),  # a week that the budget allows
        ("needed", "f8"),  # by running circles, this week
        ("exposure", "f8"),  # weeks so far in which the team could refer somebody
        ("thoughts", "i8"),  # how many it will think of a circle for
        ("waiting", "i8"),
        ("trained", "i8"),  # coaches without a circle who had their training
        ("full", "i8"),  # circles without room
    ],
    align=True,
)
"""What circles share in a neighbourhood."""

REGISTER = np.dtype(
    [
        ("circles", "i8"),
        ("members", "i8"),
        ("open", "i8"),
        ("requests", "i8"),  # rows of requests seen
        ("looked", "f8"),  # when teams last went through whom they know
    ],
    align=True,
)
"""How many rows each table has."""

NAMES = (
    "referral_week",
    "direct_weeks",
    "provider_weeks",
    "provider_keeps",
    "patience_weeks",
    "attendance_alone",
    "address_helpers",
    "address_members",
    "cohesion_half_life_weeks",
    "coach_hours_start",
    "coach_hours_mature",
    "coach_decay_months",
    "coach_weight",
    "trouble_hours",
    "trouble_weeks",
    "attendance_alarm",
    "circle_dropout_year",
    "meetings_per_week",
    "network_gain",
    "self_gain",
    "reassess_weeks",
    "independence",
    "support_threshold",
    "volunteer_hours",
)
"""Uncertainties that the compiled round reads; the story of a circle reads the others."""

HABITS = np.dtype(
    [(name, "f8") for name in NAMES]
    + [("via_provider", "i8"), ("smallest", "i8"), ("largest", "i8"), ("agency", "i8")],
    align=True,
)
"""How circles work: one number for each habit, the levers, and which agency gives individual support."""

(
    REFERRALS,
    JOINED,
    LOST_HANDOFFS,
    KEPT_THERE,
    GIVEN_UP,
    REFUSED,
    MEMBERS_LEFT,
    CIRCLES_STARTED,
    CIRCLES_STOPPED,
    CIRCLE_WEEKS,
    CIRCLE_WEEKS_EARLY,
    MEMBER_WEEKS,
    LIST_WEEKS,
    MEETINGS,
    INVITED,
    ATTENDED,
    COHESION_WEEKS,
    COACH_HOURS,
    COACH_HOURS_EARLY,
    COACH_HOURS_SHORT,
    TROUBLES,
    MODULES,
    VOLUNTEER_WEEKS,
    VOLUNTEER_HOURS,
    REASSESSED,
    SUPPORT_ENDED,
    SUPPORT_HOURS_JOINING,
    SUPPORT_HOURS,
    HOURS_NOT_BILLED,
) = range(len(COLUMNS))
"""The columns of ``catalogue.COLUMNS``, in that order."""
