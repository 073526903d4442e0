"""The tables of the assistants: posts, what is known of each address, teams, and matches (append-only rows)."""

import numpy as np

# States of a post; one that has left becomes vacant as soon as somebody starts looking for a successor.
NO_POST, VACANT, TRAINING, AT_WORK, LEFT = range(5)

# Wishes: what a resident wants or can do. A match gives each partner the role of one wish.
COMPANY, ERRANDS, HELPING, INTEREST = range(4)
WISHES = 4
TALENTS = 6
POOLS = INTEREST + TALENTS
"""Waiting pools of a neighbourhood: one for each wish, and for a shared interest one for each talent."""

# Queues of a post: who was not in, who is to be seen again.
RETRY, REVISIT = range(2)
NOWHERE = -1

# States of a match.
LASTING, LAPSED, MOVED_OUT = range(3)
MATCH_STATES = ("lasting", "lapsed", "moved")

ASSISTANT = np.dtype(
    [
        ("fte", "f8"),
        ("known", "f8"),  # share of the own streets that knows the face, in [0, 1)
        ("hired", "f8"),
        ("started", "f8"),  # first week at the doors
        ("leaves_at", "f8"),
        ("rises_at", "f8"),  # next rung of the own ladder
        ("hours", "f8"),  # left of this week, overspent if negative
        ("first", "i8"),  # own streets: addresses, last not included
        ("last", "i8"),
        ("walk", "i8"),  # next address of the walk
        ("queue_head", "i8", 2),
        ("queue_tail", "i8", 2),
        ("household", "i8"),
        ("occupant", "i8"),
        ("neighbourhood", "i8"),
        ("post", "i8"),  # key of its luck
        ("hires", "i8"),
        ("state", "i1"),
        ("left_assistance", "i1"),  # whether the post keeps the household off it
    ],
    align=True,
)

ADDRESS = np.dtype(
    [
        ("away_until", "f8"),  # the walk passes by until then
        ("due", "f8"),  # when the queued visit falls
        ("queue_next", "i4"),
        ("pool_next", "i4", WISHES),
        ("occupant", "i4"),  # whom all but the first three fields of counts are about
        ("rings", "i4"),
        ("matches", "i4"),
        ("queued", "i1"),
        ("rung", "i1"),  # since week 0
        ("tries", "i1"),  # rings in vain of this approach
        ("talks", "i4"),
        ("wishes", "i4"),  # bit for each wish that is open
        ("pooled", "i4"),  # bit for each pool it stands in, rightly or no longer
        ("roles", "i4"),  # bit for each role it has in a match that lasts
    ],
    align=True,
)

TEAM = np.dtype(
    [
        ("recognition", "f8"),
        ("exposure", "f8"),  # calls that could have come so far
        ("next_call", "f8"),  # exposure at which the next one may come
        ("calls", "i8"),
        ("carried", "i8"),  # lasting matches that members carry
        ("meeting_place", "i1"),
        ("pool_head", "i4", POOLS),
        ("pool_tail", "i4", POOLS),
        ("pool_length", "i4", POOLS),
    ],
    align=True,
)

MATCH = np.dtype(
    [
        ("made", "f8"),
        ("ended", "f8"),
        ("luck", "f8"),  # hazard of lapsing that it still survives
        ("settled", "f8"),
        ("one", "i4"),
        ("other", "i4"),
        ("one_occupant", "i4"),
        ("other_occupant", "i4"),
        ("neighbourhood", "i2"),
        ("one_role", "i1"),
        ("other_role", "i1"),
        ("carried", "i1"),  # whether members carry it while there is a meeting place
        ("state", "i1"),
    ],
    align=True,
)

DIARY = np.dtype([("matches", "i8"), ("lasting", "i8")], align=True)
"""Rows of matches written, and how many of them last."""

HABITS = np.dtype(
    [
        (name, "f8")
        for name in (
            "turnover",
            "ladder_weeks",
            "hours_week",
            "presence_share",
            "ring_hours",
            "conversation_hours",
            "proposal_hours",
            "first_meeting_hours",
            "at_home",
            "rings_per_approach",
            "retry_weeks",
            "revisit_weeks",
            "away_weeks",
            "visits_before_referral",
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
            "lapse",
            "carried_share",
            "carried_lapse",
            "trust_conversation",
        )
    ],
    align=True,
)
