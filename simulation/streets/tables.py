"""The tables of the streets: one structured record for each kind of thing.

Compiled functions take one record and read like prose. Households are rows; there is no object for a household.
"""

import numpy as np

DOMAINS = 7
KINDS = 4
FINANCES, HOUSING, WORK, PARENTING, HEALTH, LONELINESS, DAILY_LIVING = range(DOMAINS)

WORSEN, EASE, ASK, SIGNAL = range(KINDS)
"""Kinds of change that have a hazard in every domain."""
MOVED, DRIFTED, EVENT = 4, 5, 6
"""Kinds of change of the household as a whole; EVENT is a crisis event (admission, placement)."""

ASKS_SOONER, SIGNALLED_SOONER = 1, 2
"""What a door in the neighbourhood changes for whoever lives there while it is open, and as long as they stay."""

NONE, EARLY, SERIOUS, CRISIS = range(4)
CORPORATION, PRIVATE, OWNER = range(3)
SINGLE, COUPLE, COUPLE_WITH_MINORS, SINGLE_PARENT = range(4)

HOUSEHOLD = np.dtype(
    [
        ("luck", "f8", (DOMAINS, KINDS)),  # hazard still to survive until the next change of each kind
        ("rate", "f8", (DOMAINS, KINDS)),  # hazard per week now
        ("care", "f8", DOMAINS),  # extra ease by agency care or a general provision in this domain (multiplier - 1)
        ("settled", "f8"),  # week up to which luck and slow traits are accounted for
        ("drift_at", "f8"),
        ("trust_at", "f8"),
        ("moves_at", "f8"),
        ("vulnerability", "f8"),
        ("scar", "f8"),
        ("felt_scar", "f8"),
        ("network", "f8"),
        (
            "felt_network",
            "f8",
        ),  # as the severity hazards know it: renewed on a schedule of the household's own
        ("network_base", "f8"),
        ("self_reliance", "f8"),
        ("felt_self", "f8"),
        ("self_base", "f8"),
        ("trust", "f8"),
        ("trust_base", "f8"),
        ("dose", "f8"),  # competence x share of needed hours a coach gives, in [0, 1]
        ("activation", "f8"),  # the same, in the second phase of the plan only
        ("door", "f8"),  # how recognisable and near the front door is; 1 is a desk in town
        ("problem_weeks", "f8"),  # see ``stock.book_severity``
        ("assistance_weeks", "f8"),
        ("number", "i4"),  # the address
        ("request", "i4"),  # open request, or -1
        ("case", "i4"),  # open or waiting case, or -1
        ("referral", "i4", DOMAINS),  # open referral in each domain, or -1
        ("count", "u2", (DOMAINS, KINDS)),  # how many changes of each kind so far
        ("occupant", "u2"),  # how many households lived here before
        ("referrals", "u2"),  # how many referrals so far
        ("cases", "u2"),
        ("visits", "u2"),  # how often somebody rang
        ("intakes", "u2"),  # how often an intaker looked at this household
        ("crises", "u2"),  # since week 0
        ("evictions", "u2"),
        ("neighbourhood", "i2"),
        ("next_kind", "i1"),
        ("next_domain", "i1"),
        ("severity", "i1", DOMAINS),
        ("composition", "i1"),
        ("minors", "i1"),
        ("age", "i1"),
        ("tenure", "i1"),
        ("income", "i1"),
        ("assistance", "i1"),
        ("disability", "i1"),
        ("protected", "i1"),
        ("talent", "i1"),
        ("rung", "i1"),
        ("adrift", "i1"),  # slow traits are moving
        ("asked", "i1"),  # asked or was signalled since the last round
        ("queued", "i1"),  # on the coaches' list; desks stay open
        ("near", "i1"),  # organisations know a coach to whom they can signal
        ("at_intaker", "i1"),  # on the intakers' list, the only door
        ("pressed", "i1"),  # accepted help under pressure
        ("general", "u1"),  # bit for each domain in which a general provision is busy
        ("waged", "i1"),  # lives on an assistant's wage, see ``life.NO_WAGE``
        ("gone", "i1"),  # the household moved out this week; the next one's doors open at the round
        ("serious", "i1"),  # had a problem of severity 2 or more since week 0
        ("helped", "i1"),  # got real help since week 0
        ("dirty", "i1"),  # something about its help changed: rates are renewed at the end of the round
        ("spoken", "i1"),  # a coach or outreach worker has spoken to this household
        ("known", "i1"),  # asked, was signalled or served since week 0
        ("touched", "i1"),  # an approach had to do with this household since week 0
        ("hastened", "i1"),  # asks (1) and is signalled (2) at other moments: a door was near since it moved in
        ("neighbours", "i1"),  # matches with a neighbour that last
        ("practical", "i1"),  # of these, those in which the neighbour does practical things for this household
    ],
    align=True,
)

TRAITS = (
    "vulnerability",
    "network_base",
    "self_base",
    "trust_base",
    "network",
    "self_reliance",
    "trust",
    "scar",
    "severity",
    "composition",
    "minors",
    "age",
    "tenure",
    "income",
    "assistance",
    "disability",
    "protected",
    "talent",
    "rung",
)
"""What a household brings along when it moves in: its joint state."""

DONOR = np.dtype([(name, HOUSEHOLD.fields[name][0]) for name in TRAITS], align=True)  # type: ignore[index]

DEPARTED = np.dtype(
    [
        ("left", "f8"),
        ("problem_weeks", "f8"),
        ("assistance_weeks", "f8"),
        ("household", "i4"),
        ("occupant", "u2"),
        ("crises", "u2"),
        ("evictions", "u2"),
        ("composition", "i1"),
        ("income", "i1"),
        ("serious", "i1"),
        ("helped", "i1"),
        ("known", "i1"),
        ("touched", "i1"),
    ],
    align=True,
)
"""The account of a household that moved out; those who live in the town have theirs in their row."""

EPISODE = np.dtype(
    [("began", "f8"), ("ended", "f8"), ("household", "i4"), ("occupant", "i4"), ("domain", "i1"), ("general", "i1")],
    align=True,
)
"""What a crisis brought for a while, or (``general``) a general provision, with the end as it is foreseen."""

LETTER = np.dtype(
    [("when", "f8"), ("household", "i4"), ("domain", "i1"), ("kind", "i1"), ("severity", "i1")], align=True
)

RULES = np.dtype(
    [
        ("onset", "f8", DOMAINS),
        ("worsen", "f8", (DOMAINS, 4)),
        ("ease", "f8", (DOMAINS, 4)),
        ("ask", "f8", (DOMAINS, 4)),
        ("signal", "f8", (DOMAINS, 4)),
        (
            "signal_without_duty",
            "f8",
        ),  # part of arrears passed on where nobody must and no coach is known
        ("spill", "f8"),
        ("spill_cap", "f8"),
        ("spill_factor", "f8", 3 * DOMAINS + 1),
        ("protection", "f8"),
        ("kin", "f8"),
        ("self_reliance", "f8"),
        ("scar", "f8"),
        ("scar_cap", "f8"),
        ("drift", "f8"),
        ("trait_step", "f8"),
        ("wear", "f8"),
        ("moves_per_week", "f8"),
        ("assistance_entry", "f8"),
        ("eviction", "f8"),
        ("event", "f8", DOMAINS),
        ("event_weeks", "f8", DOMAINS),
        ("coach_multiplier", "f8"),
        ("shield_max", "f8"),
        ("damping_max", "f8"),
        ("network_gain", "f8"),
        ("self_gain", "f8"),
        ("dependence", "f8"),
        ("neighbour_gain", "f8"),  # own network built per week by each match that lasts
        ("practical_ease", "f8"),  # extra ease of early problems by each practical matter that lasts
    ],
    align=True,
)
