"""Journeys: every request, case and referral of a run, and what approaches add, with the dates of all its states.

Dates are weeks since week 0, NaN where a state was not reached. Rows that are open at the end are there with the state
they are in; what was open at week 0 is there too, with dates before 0. Every wait that is reported can be computed
again from this table.
"""

from collections.abc import Mapping

import numpy as np

from simulation.model import CoachingModel
from simulation.services.tables import CASE_STATES, REFERRAL_STATES, REQUEST_STATES
from simulation.settings import Domain
from simulation.streets.tables import DOMAINS
from simulation.streets.tally import DOORS
from simulation.study.tables import Columns

DATES = (
    *("asked", "at_intaker", "intake", "waiting_coach", "with_others", "helped", "specialist"),
    *("sent", "assessing", "waiting", "started", "acute", "activation", "ended"),
)
"""The columns that are dates. Of a request: ``helped`` is first real help, ``specialist`` first agency care. Of a
referral ``started`` is the start of care; of a candidacy for a circle, joining it; of a match, its start."""
NUMBERS = {
    "number": "of the row among those of its kind",
    "household": "the address",
    "occupant": "how many households lived there before",
    "request": "number of the request that a case or referral belongs to",
    "coach": "of a case, the last one",
    "stories": "times the story was told, for a request",
    "helpers": "that a request had",
}
"""Whole numbers; -1 where there is none."""
WORDS = ("kind", "neighbourhood", "domains", "door", "agency", "advice", "state")
"""Columns of words, empty where there is none; several domains have a space between them."""
COLUMNS = (*WORDS[:1], *NUMBERS, *WORDS[1:], *DATES, "intaker_weeks")

ADVICE = ("", "refused", "adopted", "wrong")
"""What became of a coach's advice; wrong advice was adopted."""
DOMAIN_SETS = np.array(
    [" ".join(name for bit, name in enumerate(Domain) if number >> bit & 1) for number in range(1 << DOMAINS)], object
)
"""The words for every set of domains, by its bits."""


def journeys_of(model: CoachingModel) -> Columns:
    """Return all journeys of a run as one long table; see ``COLUMNS``.

    Args:
        model: A model that was run to its horizon.
    """
    parts: dict[str, Mapping[str, np.ndarray]] = {
        "request": _requests(model),
        "case": _cases(model),
        "referral": _referrals(model),
    }
    for work in model.works.values():
        if hasattr(work, "journeys"):
            parts |= work.journeys()
    places = np.array([place.name for place in model.town.neighbourhoods], object)
    tables = [_whole(kind, rows, places) for kind, rows in parts.items()]
    return {name: np.concatenate([table[name] for table in tables]) for name in COLUMNS}


def _whole(kind: str, rows: Mapping[str, np.ndarray], places: np.ndarray) -> Columns:
    """Return rows of one kind with all columns, those it has not empty."""
    length = len(rows["household"])
    table: Columns = {
        "kind": np.full(length, kind, object),
        "neighbourhood": places[rows["neighbourhood"]],
        "number": np.asarray(rows.get("number", np.arange(length)), np.int32),
    }
    for name in COLUMNS:
        if name in table:
            continue
        empty = "" if name in WORDS else -1 if name in NUMBERS else np.nan
        kept = object if name in WORDS else np.int32 if name in NUMBERS else np.float64
        table[name] = np.asarray(rows[name], kept) if name in rows else np.full(length, empty, kept)
    return table


def _requests(model: CoachingModel) -> Columns:
    rows = model.world.requests[: model.world.town[0]["requests"]]
    names = (*DATES[:7], "ended", "intaker_weeks", "household", "occupant", "neighbourhood", "stories", "helpers")
    return {
        **{name: rows[name] for name in names},
        "domains": DOMAIN_SETS[rows["domains"]],
        "door": np.array(DOORS, object)[rows["door"]],
        "state": np.array(REQUEST_STATES, object)[rows["state"]],
    }


def _cases(model: CoachingModel) -> Columns:
    rows = model.world.cases[: model.world.town[0]["cases"]]
    names = ("waiting", "acute", "activation", "ended", "household", "occupant", "neighbourhood", "request", "coach")
    return {
        **{name: rows[name] for name in names},
        "domains": DOMAIN_SETS[model.world.requests["domains"][rows["request"]]],
        "state": np.array(CASE_STATES, object)[rows["state"]],
    }


def _referrals(model: CoachingModel) -> Columns:
    rows = model.world.referrals[: model.world.town[0]["referrals"]]
    names = ("sent", "assessing", "waiting", "started", "ended", "household", "occupant", "neighbourhood", "request")
    agencies = np.array([agency.name for agency in model.town.agencies], object)
    advice = rows["refused"] + 2 * rows["adopted"] + rows["misplaced"]
    return {
        **{name: rows[name] for name in names},
        "domains": DOMAIN_SETS[1 << rows["domain"].astype(np.int64)],
        "agency": agencies[rows["agency"]],
        "advice": np.array(ADVICE, object)[advice],
        "state": np.array(REFERRAL_STATES, object)[rows["state"]],
    }
