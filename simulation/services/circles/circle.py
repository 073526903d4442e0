"""A circle as an agent: the readable face of its row, and its life as a story on the model's clock.

Gathering candidates, looking for a volunteer, training the coach, ready, running, stopped. The story only goes on when
the weekly round has news for it, or when a time is over that it waits for.
"""

import math
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import mesa
import simpy

from simulation.services.circles.tables import (
    CIRCLE_STATES,
    CIRCLES_STOPPED,
    ENDED,
    GATHERING,
    LOOKING,
    MODULES,
    READY,
    RUNNING,
    TRAINING,
    VOLUNTEER_FOUND,
    VOLUNTEER_STAYS,
)
from simulation.streets.compiler import Record
from simulation.streets.luck import patience_of_luck

if TYPE_CHECKING:
    from simulation.services.circles.work import CircleWork

WEEKS_PER_YEAR = 52.0
Story = Generator[simpy.Event, Any, None]


class Circle(mesa.Agent):
    """One neighbourhood circle, from the day the council pays for it until it stops."""

    def __init__(self, work: "CircleWork", number: int, before: int) -> None:
        super().__init__(work.model)
        self.work = work
        self.number = number
        self.before = before
        """how many circles its neighbourhood had before it: key of its luck"""
        self.volunteers = 0
        """how many it has looked for: key of their luck"""
        self.environment = work.model.environment
        self._news = self.environment.event()
        self.environment.process(self._live())

    @property
    def row(self) -> Record:
        """Its row in the table of circles."""
        return self.work.circles[self.number]

    @property
    def neighbourhood(self) -> int:
        """Number of the neighbourhood."""
        return int(self.row["neighbourhood"])

    @property
    def state(self) -> str:
        """What it is doing, in words."""
        return CIRCLE_STATES[self.row["state"]]

    @property
    def members(self) -> int:
        """Residents in it now."""
        return int(self.row["members"])

    @property
    def cohesion(self) -> float:
        """How close the group is, between 0 and 1."""
        return float(self.row["cohesion"])

    @property
    def coach_hours(self) -> float:
        """Hours a week that the coach gives now."""
        return float(self.row["hours_given"])

    @property
    def has_volunteer(self) -> bool:
        """Whether there is a volunteer."""
        return bool(self.row["volunteer"])

    def looks_for_volunteer(self) -> bool:
        """Return whether it needs a volunteer and has none."""
        return bool(self.row["state"] > GATHERING and not self.is_over() and not self.row["volunteer"])

    def is_over(self) -> bool:
        """Return whether it has stopped."""
        return bool(self.row["state"] == ENDED)

    def hear(self) -> None:
        """Let the story go on: the weekly round has news."""
        heard, self._news = self._news, self.environment.event()
        heard.succeed()

    def stop(self) -> None:
        """Stop for good: no money, no volunteer, or too few members for too long."""
        row = self.row
        if row["state"] == ENDED:
            return
        if row["state"] == RUNNING:
            self.work.counted[row["neighbourhood"], CIRCLES_STOPPED] += 1.0
        row["state"], row["volunteer"], row["ended"] = ENDED, 0, self._now

    # The story.

    @property
    def _now(self) -> float:
        """The time, or the end of the round that was played last, which is ahead of it."""
        return max(float(self.environment.now), float(self.work.model.world.town[0]["clock"]))

    def _after(self, weeks: float) -> simpy.Event:
        return self.environment.timeout(self._now + weeks - self.environment.now)

    def _live(self) -> Story:
        yield self._news  # candidates, and a coach with hours
        self.row["state"] = LOOKING
        yield self._after(self._weeks_of_search())
        if self.is_over():
            return
        self.row["volunteer"] = 1
        self.environment.process(self._keep_volunteer())
        yield from self._train()
        if self.is_over():
            return
        self.row["state"] = READY
        yield self._news  # enough candidates are still there: it starts
        yield from self._keep_members()

    def _train(self) -> Story:
        """Let the coach take the modules, unless a trained one has no circle."""
        area = self.work.areas[self.row["neighbourhood"]]
        self.row["state"] = TRAINING
        if area["trained"] > 0:
            area["trained"] -= 1
            return
        for _ in range(round(self.work.values["circles.training_modules"])):
            yield self._after(self.work.values["circles.module_weeks"])
            if self.is_over():
                return
            self.work.counted[self.row["neighbourhood"], MODULES] += 1.0

    def _keep_volunteer(self) -> Story:
        """Volunteers leave; a circle that meets goes on without one for a while only."""
        leaving = -math.log(1.0 - self.work.values["circles.volunteer_attrition_year"]) / WEEKS_PER_YEAR
        while leaving > 0.0:
            yield self._after(self._luck(VOLUNTEER_STAYS) / leaving)
            if self.is_over():
                return
            row = self.row
            row["volunteer"] = 0
            row["trouble_until"] = self._now + self.work.values["circles.trouble_weeks"]
            search, bears = self._weeks_of_search(), self.work.values["circles.bears_weeks"]
            if row["state"] == RUNNING and search > bears:
                yield self._after(bears)
                self.work.end(self)
                return
            yield self._after(search)
            if self.is_over():
                return
            self.row["volunteer"] = 1

    def _keep_members(self) -> Story:
        """A circle with too few members recruits; it stops if that takes too long."""
        while not self.is_over():
            short_since = float(self.row["short_since"])
            if math.isinf(short_since):
                yield self._news
                continue
            left = short_since + self.work.values["circles.bears_weeks"] - self._now
            if left <= 0.0:
                self.work.end(self)
                return
            yield self._after(left)

    def _weeks_of_search(self) -> float:
        """Draw how long it takes to find a volunteer; circles of a neighbourhood that look at once share who comes."""
        self.volunteers += 1
        looking = self.work.looking(self.neighbourhood)
        return self._luck(VOLUNTEER_FOUND) * self.work.values["circles.volunteer_weeks"] * looking

    def _luck(self, purpose: int) -> float:
        who = (self.neighbourhood << 32) + self.before
        return float(patience_of_luck(self.work.model.luck, who, purpose, self.volunteers))
