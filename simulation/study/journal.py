"""The full journal of a run: week by week, what happened to each household.

What has a date of its own (requests, referrals, cases, moves, admissions) stands there with it, exactly; what is only
seen to differ after a round (severities, visits, attention of a coach) stands at that round.
"""

from collections.abc import Sequence

import numpy as np

from simulation.model import CoachingModel
from simulation.services.tables import FIRST_FINAL_CASE
from simulation.services.world import World
from simulation.settings import Domain
from simulation.study.journeys import DATES, journeys_of
from simulation.study.rows import horizon_of
from simulation.study.tables import Columns

WATCHED = {
    "severity": "severity",
    "crises": "crisis",
    "evictions": "eviction",
    "assistance": "social assistance",
    "dose": "attention of a coach",
    "visits": "rung by a coach or outreach worker",
}
"""What is looked at in every household after each round: field, and name of the event."""
HANDED_OVER = "handed over"
OUTSIDE = "household"
"""Kind of what is about a household itself, and not about a row of the journeys."""

NOTE = np.dtype(
    [("week", "f8"), ("household", "i4"), ("event", "i1"), ("domain", "i1"), ("before", "f8"), ("after", "f8")]
)
COLUMNS = (
    *("week", "household", "occupant", "neighbourhood", "kind", "number", "event", "domain", "agency", "door"),
    *("before", "after"),
)
"""``number`` is that of the row of the journeys. ``before`` and ``after`` are severities from 0 to 3, the attention of
a coach from 0 to 1, running counts, or numbers of coaches."""
EVENTS = {
    "asked": "asks",
    "at_intaker": "at the intaker",
    "intake": "intake",
    "waiting_coach": "waiting for a coach",
    "with_others": "with others",
    "helped": "first help",
    "specialist": "first agency care",
    "sent": "sent",
    "assessing": "assessing",
    "waiting": "waiting",
    "started": "started",
    "acute": "acute",
    "activation": "activation",
}
"""What is written for the date of a state; for ``ended`` the final state."""


class Journal:
    """An observer of a model; notes after each round what differs from the round before.

    Args:
        settled: The town at week 0.
        only: The addresses to look at; all of them if not given.
    """

    def __init__(self, settled: World, only: Sequence[int] | np.ndarray | None = None) -> None:
        self.only = None if only is None else np.sort(np.asarray(only, np.int64))
        self._part = slice(None) if self.only is None else self.only
        self._names: list[str] = list(WATCHED.values())
        self._last = {name: settled.homes[field][self._part].copy() for field, name in WATCHED.items()}
        self._coaches = np.zeros(0, np.int32)
        self._notes: list[np.ndarray] = []

    def __call__(self, model: CoachingModel) -> None:
        """Look at every household once."""
        now = float(model.world.town[0]["clock"])
        homes = model.world.homes
        found = {name: homes[field][self._part].copy() for field, name in WATCHED.items()}
        for work in model.works.values():
            if hasattr(work, "visits"):
                found |= {name: each[self._part].copy() for name, each in work.visits().items() if len(each)}
        for name, values in found.items():
            self._compare(name, values, now)
        self._hand_over(model, now)

    def _compare(self, name: str, values: np.ndarray, now: float) -> None:
        before = self._last.get(name, np.zeros_like(values))
        self._last[name] = values
        where = np.nonzero(values != before)
        counts = name not in ("severity", "social assistance", "attention of a coach")
        if counts:  # a count that is lower than before began anew with another household
            where = (where[0][values[where] > 0],)
        if len(where[0]):
            domain = where[1] if len(where) > 1 else np.full(len(where[0]), -1)
            households = where[0] if self.only is None else self.only[where[0]]
            self._note(name, now, households, domain, before[where], values[where])

    def _hand_over(self, model: CoachingModel, now: float) -> None:
        """Note cases that have another coach than after the round before."""
        cases = model.world.cases[: model.world.town[0]["cases"]]
        known, coaches = self._coaches, cases["coach"].copy()
        self._coaches = coaches
        other = (known >= 0) & (coaches[: len(known)] != known) & (cases["state"][: len(known)] < FIRST_FINAL_CASE)
        rows = np.flatnonzero(other)
        rows = rows[self._is_ours(cases["household"][rows])]
        if len(rows):
            nowhere = np.full(len(rows), -1)
            self._note(HANDED_OVER, now, cases["household"][rows], nowhere, known[rows], coaches[rows])

    def _note(
        self, name: str, now: float, household: np.ndarray, domain: np.ndarray, before: np.ndarray, after: np.ndarray
    ) -> None:
        if name not in self._names:
            self._names.append(name)
        notes = np.zeros(len(household), NOTE)
        notes["week"], notes["event"] = now, self._names.index(name)
        notes["household"], notes["domain"], notes["before"], notes["after"] = household, domain, before, after
        self._notes.append(notes)

    def table(self, model: CoachingModel) -> Columns:
        """Return the journal of a finished run, in order of time; see ``COLUMNS``."""
        parts = [self._seen(), *_dated(self.ours(journeys_of(model))), _moves(model), _episodes(model)]
        table = self.ours({name: np.concatenate([part[name] for part in parts]) for name in COLUMNS})
        _place(table, model)
        order = np.lexsort((table["household"], table["week"]))
        return {name: column[order] for name, column in table.items()}

    def ours(self, table: Columns) -> Columns:
        """Return the rows of a table that are about the addresses looked at."""
        if self.only is None:
            return table
        chosen = self._is_ours(table["household"])
        return {name: column[chosen] for name, column in table.items()}

    def _is_ours(self, households: np.ndarray) -> np.ndarray:
        return np.ones(len(households), bool) if self.only is None else np.isin(households, self.only)

    def _seen(self) -> Columns:
        notes = np.concatenate([*self._notes, np.zeros(0, NOTE)])
        domains = np.array([*(each.value for each in Domain), ""], object)
        return _columns(
            week=notes["week"],
            household=notes["household"],
            event=np.array(self._names, object)[notes["event"]],
            domain=domains[notes["domain"]],
            before=notes["before"],
            after=notes["after"],
        )


def _columns(week: np.ndarray, household: np.ndarray, event: np.ndarray, **more: np.ndarray) -> Columns:
    """Return a part of the journal with all columns."""
    length = len(week)
    table: Columns = {"week": week, "household": np.asarray(household, np.int32), "event": event}
    table["kind"] = np.full(length, OUTSIDE, object)
    table["number"] = np.full(length, -1, np.int32)
    table["occupant"] = np.full(length, -1, np.int32)
    table["neighbourhood"] = np.full(length, "", object)
    for name in ("domain", "agency", "door"):
        table[name] = np.full(length, "", object)
    for name in ("before", "after"):
        table[name] = np.full(length, np.nan)
    return table | more


def _dated(journeys: Columns) -> list[Columns]:
    """Return the dates since week 0 of all journeys, each an event."""
    parts = []
    for name in DATES:
        date = journeys[name]
        some = {column: values[date >= 0.0] for column, values in journeys.items()}
        event = some["state"] if name == "ended" else np.full(len(some["state"]), EVENTS[name], object)
        same = {column: some[column] for column in ("kind", "number", "occupant", "agency", "door")}
        coach = np.where(some["coach"] >= 0, some["coach"].astype(float), np.nan)
        parts.append(_columns(some[name], some["household"], event, domain=some["domains"], after=coach, **same))
    return parts


def _moves(model: CoachingModel) -> Columns:
    """Return who moved out when; the occupant is who moved in."""
    rows = model.world.departed[: model.world.town[0]["departed"]]
    occupant = rows["occupant"].astype(np.int32) + 1
    return _columns(rows["left"], rows["household"], np.full(len(rows), "moved", object), occupant=occupant)


def _episodes(model: CoachingModel) -> Columns:
    """Return the begin and end of admissions, placements and general provisions since week 0."""
    rows = model.world.episodes[: model.world.town[0]["episodes"]]
    kinds = np.array(["episode", "general provision"], object)[rows["general"]]
    parts = []
    for date, word in (("began", "started"), ("ended", "ended")):
        within = (rows[date] >= 0.0) & (rows[date] <= horizon_of(model))
        some = rows[within]
        domain = np.array([each.value for each in Domain], object)[some["domain"]]
        event = np.full(len(some), word, object)
        occupant = some["occupant"].astype(np.int32)
        parts.append(
            _columns(some[date], some["household"], event, kind=kinds[within], domain=domain, occupant=occupant)
        )
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _place(table: Columns, model: CoachingModel) -> None:
    """Fill in where each household lives, and who lived there at the time."""
    homes = model.world.homes
    places = np.array([place.name for place in model.town.neighbourhoods], object)
    table["neighbourhood"] = places[homes["neighbourhood"][table["household"]]]
    left = model.world.departed[: model.world.town[0]["departed"]]
    moves = np.bincount(left["household"], minlength=len(homes))
    stretch = horizon_of(model) + 1.0
    ends = np.sort(left["household"] * stretch + left["left"])
    gone = np.searchsorted(ends, table["household"] * stretch + table["week"])
    before = np.concatenate([[0], np.cumsum(moves)])[table["household"]]
    now = homes["occupant"].astype(np.int64)[table["household"]] - moves[table["household"]] + gone - before
    table["occupant"] = np.where(table["occupant"] >= 0, table["occupant"], now).astype(np.int32)
