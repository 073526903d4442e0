"""World: all tables of one run, and nothing else. A copy continues on its own."""

import math
from dataclasses import dataclass, fields

import numpy as np

from simulation.services.tables import (
    AGENCY,
    AGENDA,
    CASE,
    COACH,
    ENTRY,
    FIRST_FINAL_REQUEST,
    LIST,
    NEIGHBOURHOOD,
    REFERRAL,
    REQUEST,
    TOWN,
)
from simulation.streets.tables import DEPARTED, DOMAINS, EPISODE, HOUSEHOLD, LETTER
from simulation.streets.tally import HOUSEHOLDS, WIDTH

SPARE_ROWS = 4096
"""Room kept free in every append-only table; more than a small town writes in a week."""

SCRATCH = ("letters", "letter_order", "agenda", "agenda_order", "dirty", "donors")
"""Tables whose content need not be copied."""
APPENDED = ("requests", "referrals", "cases", "departed", "episodes")
"""Tables that grow."""


@dataclass
class World:
    """The state of a town: one array for each kind of thing, in the order in which ``play_rounds`` takes them."""

    homes: np.ndarray
    next_change: np.ndarray
    found_at: np.ndarray
    dirty: np.ndarray
    donors: np.ndarray
    bounds: np.ndarray
    departed: np.ndarray
    episodes: np.ndarray
    rules: np.ndarray
    practice: np.ndarray
    town: np.ndarray
    places: np.ndarray
    letters: np.ndarray
    letter_order: np.ndarray
    requests: np.ndarray
    referrals: np.ndarray
    cases: np.ndarray
    agencies: np.ndarray
    coaches: np.ndarray
    held: np.ndarray
    lists: np.ndarray
    entries: np.ndarray
    agenda: np.ndarray
    agenda_order: np.ndarray
    stock: np.ndarray

    def arguments(self) -> tuple[np.ndarray, ...]:
        """Return all tables, in order."""
        return tuple(getattr(self, field.name) for field in fields(self))

    def copy(self, spare: "World | None" = None) -> "World":
        """Return a world that can go on without touching this one.

        Args:
            spare: A world of the same town that is needed no more; its memory is used again.
        """
        tables = {}
        for field in fields(self):
            table = getattr(self, field.name)
            new = np.zeros(table.shape, table.dtype) if spare is None else getattr(spare, field.name)
            if new.shape != table.shape and not (field.name in APPENDED and len(new) > len(table)):
                new = np.zeros(table.shape, table.dtype)
            tables[field.name] = new
            if field.name == "entries":
                for line in self.lists:
                    part = slice(line["first"], line["first"] + line["length"])
                    new[part] = table[part]
            elif field.name in APPENDED:
                used = self.town[0][field.name]
                new[:used] = table[:used]
            elif field.name not in SCRATCH:
                new[:] = table
        tables["donors"] = self.donors
        return World(**tables)

    def ensure_room(self) -> bool:
        """Grow the append-only tables while there is still room for a week; return whether one grew."""
        grew = False
        town = self.town[0]
        spare = SPARE_ROWS + len(self.homes) // 8
        for name in APPENDED:
            table = getattr(self, name)
            if town[name] + spare > len(table):
                larger = np.zeros(int(len(table) * 1.5) + spare, table.dtype)
                larger[: len(table)] = table
                setattr(self, name, larger)
                grew = True
        return grew

    def forget(self) -> None:
        """Drop closed requests, referrals and cases, and the memory of what happened before week 0."""
        town = self.town[0]
        kept = self.requests["state"][: town["requests"]] < FIRST_FINAL_REQUEST
        number = np.cumsum(kept) - 1
        requests = self.requests[: town["requests"]][kept]
        open_referral = np.isnan(self.referrals["ended"][: town["referrals"]])
        open_referral &= kept[self.referrals["request"][: town["referrals"]]]
        new_row = np.cumsum(open_referral) - 1
        referrals = self.referrals[: town["referrals"]][open_referral]
        referrals["request"] = number[referrals["request"]]
        for which in range(2 * len(self.agencies) + 1):
            line = self.lists[which]
            part = slice(line["first"], line["first"] + line["length"])
            self.entries["row"][part] = new_row[self.entries["row"][part]]
            referrals["slot"][self.entries["row"][part]] = np.arange(part.start, part.stop)
        has = self.homes["request"] >= 0
        self.homes["request"][has] = number[self.homes["request"][has]]
        sent = self.homes["referral"] >= 0
        self.homes["referral"][sent] = new_row[self.homes["referral"][sent]]
        episodes = self.episodes[: town["episodes"]]
        lasting = episodes[episodes["ended"] > 0.0]
        none = self.departed[:0]
        for name, rows in (
            ("requests", requests),
            ("referrals", referrals),
            ("episodes", lasting),
            ("departed", none),
        ):
            table = np.zeros(len(rows) + SPARE_ROWS + len(self.homes) // 4, rows.dtype)
            table[: len(rows)] = rows
            setattr(self, name, table)
            town[name] = len(rows)
        self.homes["serious"] = (self.homes["severity"] >= 2).any(axis=1)
        for name in ("problem_weeks", "assistance_weeks", "crises", "evictions", "hastened"):
            self.homes[name] = 0
        self.homes["helped"] = 0
        self.homes["spoken"] = 0
        self.homes["touched"] = 0
        self.homes["known"] = has


def empty_world(
    homes: np.ndarray,
    rules: np.ndarray,
    practice: np.ndarray,
    bounds: np.ndarray,
    served: list[int],
) -> World:
    """Return the tables of a town in which nothing has happened yet.

    Args:
        homes: First occupants, dtype HOUSEHOLD.
        rules: Rates of the streets, shape (1,).
        practice: Habits of the services, shape (1,).
        bounds: First address of each neighbourhood, and the number of addresses.
        served: Number of domains each agency serves.
    """
    agencies = len(served)
    count, areas = len(homes), len(bounds) - 1
    places = np.zeros(areas, NEIGHBOURHOOD)
    places["households"] = np.diff(bounds)
    places["door"] = 1.0
    rooms = [count * domains for domains in served * 2] + [count * DOMAINS]
    rooms += [*np.diff(bounds)] + [count] * DOMAINS + [*np.diff(bounds)] + [count]
    lists = np.zeros(len(rooms), LIST)
    lists["room"] = rooms
    lists["first"] = np.concatenate([[0], np.cumsum(rooms)[:-1]])
    stock = np.zeros((areas, WIDTH))
    stock[:, HOUSEHOLDS] = places["households"]
    town = np.zeros(1, TOWN)
    town["agencies"] = agencies
    rows = SPARE_ROWS + count
    return World(
        homes=homes,
        next_change=np.full(count, math.inf),
        found_at=np.zeros(count),
        dirty=np.zeros(count, np.int32),
        donors=homes[:0],
        bounds=bounds,
        departed=np.zeros(rows, DEPARTED),
        episodes=np.zeros(rows, EPISODE),
        rules=rules,
        practice=practice,
        town=town,
        places=places,
        letters=np.zeros(2 * count + SPARE_ROWS, LETTER),
        letter_order=np.zeros(2 * count + SPARE_ROWS, np.int64),
        requests=np.zeros(rows, REQUEST),
        referrals=np.zeros(rows, REFERRAL),
        cases=np.zeros(rows, CASE),
        agencies=np.zeros(agencies, AGENCY),
        coaches=np.zeros(0, COACH),
        held=np.zeros((0, 1), np.int32),
        lists=lists,
        entries=np.zeros(int(sum(rooms)), ENTRY),
        agenda=np.zeros(4 * count + SPARE_ROWS, AGENDA),
        agenda_order=np.zeros(4 * count + SPARE_ROWS, np.int64),
        stock=stock,
    )


def bytes_per_household(agencies: int) -> int:
    """Return how much memory one household takes in a run and its settled original."""
    once = HOUSEHOLD.itemsize * 2 + LETTER.itemsize * 2 + AGENDA.itemsize * 4
    once += ENTRY.itemsize * (2 * agencies + 2 * DOMAINS + 3)
    once += 2 * (REQUEST.itemsize + REFERRAL.itemsize) + CASE.itemsize + DEPARTED.itemsize + EPISODE.itemsize
    return 2 * once
