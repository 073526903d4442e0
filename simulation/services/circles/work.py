"""Circles in one run: their tables, what the council pays for, the weekly round, costs and outcomes."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from simulation.services.circles import CircleLevers, Circles, Route
from simulation.services.circles.circle import Circle
from simulation.services.circles.outcomes import outcomes_of
from simulation.services.circles.tables import (
    AREA,
    CANDIDACY_STATES,
    CIRCLE,
    COACH_HOURS,
    GATHERING,
    HABITS,
    MEETINGS,
    MEMBER,
    MODULES,
    NAMES,
    REGISTER,
    RUNNING,
    THOUGHT,
    VOLUNTEER_WEEKS,
)
from simulation.services.circles.week import play_circles
from simulation.services.council import HOUSEHOLDS_PER_RATE, is_here
from simulation.streets.tables import DAILY_LIVING, SERIOUS

if TYPE_CHECKING:
    from simulation.model import CoachingModel

SPARE_ROWS = 256


class CircleWork:
    """All circles of one run."""

    def __init__(self, model: "CoachingModel") -> None:
        self.model, self.values = model, model.values
        places = len(model.town.neighbourhoods)
        self.tallies = np.zeros((model.months, places, len(Circles.columns)))
        self.areas = np.zeros(places, AREA)
        self.habits = self._habits()
        self.register = np.zeros(1, REGISTER)
        self.circles = np.zeros(SPARE_ROWS, CIRCLE)
        self.members = np.zeros(SPARE_ROWS, MEMBER)
        self.open_rows = np.zeros(0, np.int32)
        self.candidacy = np.zeros(0, np.int32)
        self.thoughts = np.zeros(0, THOUGHT)
        """stretches by neighbourhood, as long as there are households"""
        self.thought_of = np.zeros(0, np.int32)
        """where each address stands among the thoughts, or -1"""
        self.counts = np.zeros(0, np.int32)
        """how often it thought of somebody at an address"""
        self.agents: list[Circle] = []
        self.alive: list[list[Circle]] = [[] for _ in range(places)]
        """those that have not stopped, by neighbourhood"""
        self.opened = [0] * places
        """how many there ever were, by neighbourhood"""
        self.levers: CircleLevers | None = None
        """as they hold now"""
        self._paid = False
        self._looks = False
        """whether teams go through whom they know this week"""

    def _habits(self) -> np.ndarray:
        habits = np.zeros(1, HABITS)
        for name in NAMES:
            habits[name] = self.values[f"circles.{name}"]
        practice = self.model.world.practice[0]
        habits["agency"] = practice["route"][DAILY_LIVING, SERIOUS]
        return habits

    @property
    def counted(self) -> np.ndarray:
        """What is counted this month, shape (neighbourhoods, columns)."""
        month: np.ndarray = self.tallies[self.model.month]
        return month

    @property
    def active(self) -> bool:
        """Whether there is a budget, or somebody in a circle or on a list."""
        return self._paid or bool(self.register["open"][0] > 0)

    def begin_month(self, levers: CircleLevers | None, month: int) -> None:
        """Carry out changed levers: open circles that the budget allows, stop those it does not."""
        self._looks = True
        if levers is None or levers == self.levers:
            return
        self.levers = levers
        before = self.areas["budgeted"].copy()
        households = self.model.world.places["households"]
        for place, area in enumerate(self.areas):
            expected = levers.circles_per_10000_households * households[place] / HOUSEHOLDS_PER_RATE
            here = is_here(levers.where, self.model.town, place) and expected > 0.0
            area["budgeted"] = max(1, math.floor(expected + 0.5)) if here else 0
            area["coach_hours"] = levers.coach_hours_per_circle * area["budgeted"]
        self._paid = bool(self.areas["budgeted"].any())
        self.habits["via_provider"] = levers.route is Route.VIA_PROVIDER
        self.habits["smallest"], self.habits["largest"] = levers.smallest, levers.largest
        if (self.areas["budgeted"] > before).any():
            self._begin()
        for place in range(len(self.areas)):
            self._fit_budget(place)

    def _begin(self) -> None:
        """Let teams look at everybody with an open request in neighbourhoods where there are circles from now on."""
        self.register["requests"] = 0
        if not self.register["open"][0]:
            self.register["looked"] = self.model.week
        if not len(self.counts):
            count = len(self.model.world.homes)
            self.thoughts = np.zeros(count, THOUGHT)
            self.thought_of, self.candidacy = (np.full(count, -1, np.int32) for _ in range(2))
            self.counts, self.open_rows = (np.zeros(count, np.int32) for _ in range(2))

    def _fit_budget(self, place: int) -> None:
        """Open circles up to the budget; beyond it, those stop first that are furthest from meeting."""
        alive, budgeted = self.alive[place], int(self.areas[place]["budgeted"])
        if len(alive) > budgeted:
            alive.sort(key=lambda each: -int(each.row["state"]))
        while len(alive) > budgeted:
            alive.pop().stop()
        while len(alive) < budgeted:
            self._open(place)

    def _open(self, place: int) -> None:
        number = int(self.register["circles"][0])
        if number >= len(self.circles):
            self.circles = _grown(self.circles, number + 1)
        row = self.circles[number]
        row["neighbourhood"], row["state"], row["opened"] = place, GATHERING, self.model.week
        row["started"] = row["ended"] = math.nan
        row["short_since"] = math.inf
        row["trouble_until"] = -math.inf
        self.register["circles"] += 1
        self.agents.append(Circle(self, number, self.opened[place]))
        self.alive[place].append(self.agents[-1])
        self.opened[place] += 1

    def end(self, circle: Circle) -> None:
        """Stop a circle that could not go on; its trained coach and the budget are free for another one."""
        if circle.is_over():
            return
        place = circle.neighbourhood
        circle.stop()
        self.alive[place].remove(circle)
        self.areas[place]["trained"] += 1
        self._fit_budget(place)

    def looking(self, place: int) -> int:
        """Return how many circles of a neighbourhood look for a volunteer now."""
        return sum(each.looks_for_volunteer() for each in self.alive[place])

    def play(self, now: float) -> None:
        """Play the week of all circles, and let the stories go on that it has news for."""
        world = self.model.world
        self.members = _grown(self.members, self.register["members"][0] + SPARE_ROWS + len(world.homes) // 8)
        play_circles(
            world.homes,
            world.bounds,
            world.rules,
            world.practice,
            world.town,
            world.requests,
            world.referrals,
            world.agencies,
            world.lists,
            world.entries,
            world.agenda,
            world.agenda_order,
            world.dirty,
            self.model.tallies[self.model.month],
            world.stock,
            self.register,
            self.habits,
            self.areas,
            self.circles,
            self.members,
            self.open_rows,
            self.candidacy,
            self.thoughts,
            self.thought_of,
            self.counts,
            self.counted,
            self._looks,
            now,
            self.model.luck,
        )
        self._looks = False
        for number in np.flatnonzero(self.circles["news"]):
            self.circles[number]["news"] = 0
            self.agents[number].hear()

    def costs(self) -> Mapping[str, np.ndarray]:
        """Return hours of coaches, modules of training, volunteer-weeks and rooms; (months, neighbourhoods) each."""
        return {
            "circle_coaches": self.tallies[:, :, COACH_HOURS],
            "circle_training": self.tallies[:, :, MODULES],
            "circle_volunteers": self.tallies[:, :, VOLUNTEER_WEEKS],
            "circle_rooms": self.tallies[:, :, MEETINGS],
        }

    def outcomes(self, here: np.ndarray, whole: bool) -> Mapping[str, float]:
        """Return the outcomes over the horizon for some neighbourhoods, shape (neighbourhoods,), bool."""
        circles = self.circles[: self.register["circles"][0]]
        alive = int((here[circles["neighbourhood"]] & (circles["state"] == RUNNING)).sum())
        members = self.members[: self.register["members"][0]]
        horizon = self.model.start_week + self.model.clockwork.years * 52.0
        return outcomes_of(
            self.tallies.sum(axis=0)[here].sum(axis=0), alive, members[here[members["neighbourhood"]]], horizon
        )

    def journeys(self) -> Mapping[str, Mapping[str, np.ndarray]]:
        """Return candidacies as rows of the journeys table: sent, waiting, started (joined a circle), ended."""
        rows = self.members[: self.register["members"][0]]
        dates = {"sent": "referred", "waiting": "waiting", "started": "joined", "ended": "ended"}
        facts = {name: rows[name] for name in ("household", "occupant", "neighbourhood")}
        states = np.array(CANDIDACY_STATES, object)[rows["state"]]
        return {"candidacy": {**facts, **{name: rows[date] for name, date in dates.items()}, "state": states}}


def _grown(table: np.ndarray, rows: int) -> np.ndarray:
    """Return a table with room for so many rows, with the same content."""
    if rows <= len(table):
        return table
    larger = np.zeros(rows + len(table) // 2 + SPARE_ROWS, table.dtype)
    larger[: len(table)] = table
    return larger
