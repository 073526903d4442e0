"""The assistants in one run: what the council decides, the people, and the call that plays a week."""

import math
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from simulation.services.approach import ratio
from simulation.services.assistants import columns
from simulation.services.assistants.agent import Assistant
from simulation.services.assistants.habits import habits_of
from simulation.services.assistants.matches import set_meeting_place
from simulation.services.assistants.posts import allot_streets, begin_work, end_post, hire, weeks_vacant
from simulation.services.assistants.street import work_week
from simulation.services.assistants.tables import (
    ADDRESS,
    ASSISTANT,
    DIARY,
    LASTING,
    LEFT,
    MATCH,
    MATCH_STATES,
    NO_POST,
    NOWHERE,
    TEAM,
    VACANT,
)
from simulation.services.council import POSTS_PER_NEIGHBOURHOOD, fte_by_neighbourhood, is_here

if TYPE_CHECKING:
    from simulation.model import CoachingModel

SPARE_MATCHES = 4096
"""Room kept free in the table of matches; more than a small town makes in a week."""
ALMOST = 1e-9
"""A part of a post smaller than this is none."""


class AssistantsWork:
    """All assistants of a town (see ``services.approach.Work``)."""

    def __init__(self, model: "CoachingModel") -> None:
        self.model = model
        places = len(model.town.neighbourhoods)
        self.tallies = np.zeros((model.months, places, columns.WIDTH))
        self.habits = habits_of(model.values)
        self.posts = np.zeros(0, ASSISTANT)
        self.addresses = np.zeros(0, ADDRESS)
        self.teams = np.zeros(places, TEAM)
        self.diary = np.zeros(1, DIARY)
        self.matches = np.zeros(0, MATCH)
        self.ends = np.zeros(0)
        self.assistants: list[Assistant] = []
        self._fte = np.zeros(places)
        self._levers: Any = None
        self._has_posts = False
        self._training_weeks = model.values["assistants.training_weeks"]
        self._vacancy_weeks = model.values["assistants.vacancy_weeks"]
        self._member_hours = model.values["assistants.member_hours"]
        rules = model.world.rules[0]
        rules["neighbour_gain"] = model.values["assistants.network_gain"]
        rules["practical_ease"] = model.values["assistants.practical_ease"]

    @property
    def active(self) -> bool:
        """Whether there are posts, or matches that outlived them."""
        return self._has_posts or bool(self.diary["lasting"][0])

    # What the council decides.

    def begin_month(self, levers: Any, month: int) -> None:
        """Open and close posts and meeting places."""
        if levers == self._levers:
            return
        model, self._levers = self.model, levers
        places = len(self.teams)
        fte, open_now = np.zeros(places), np.zeros(places, bool)
        if levers is not None:
            households = model.world.places["households"]
            fte = fte_by_neighbourhood(levers.where, levers.fte_per_10000_households, model.town, households)
            here = [is_here(levers.where, model.town, place) for place in range(places)]
            open_now = np.array(here) & levers.meeting_place & (fte > ALMOST)
        for place in np.flatnonzero(open_now != self.teams["meeting_place"]):
            self._set_meeting_place(int(place), bool(open_now[place]))
        for place in np.flatnonzero(fte != self._fte):
            self._set_posts(int(place), float(fte[place]), at_once=month == 0)
        self._fte, self._has_posts = fte, bool(fte.any())

    def _set_meeting_place(self, place: int, open_now: bool) -> None:
        world = self.model.world
        set_meeting_place(
            place,
            int(open_now),
            world.homes,
            self.teams,
            self.diary[0],
            self.matches,
            self.ends,
            self.habits[0],
            self._now,
        )

    def _set_posts(self, place: int, fte: float, at_once: bool) -> None:
        """Give a neighbourhood so many posts; those of the first month have been filled, and are in training."""
        if not len(self.addresses):
            self.addresses = np.zeros(len(self.model.world.homes), ADDRESS)
        mine = np.flatnonzero(self.posts["neighbourhood"] == place)
        opened = self._add_posts(place, len(mine), math.ceil(fte - ALMOST))
        mine = np.concatenate([mine, opened])
        for index, number in enumerate(mine):
            row = self.posts[number]
            row["fte"] = min(1.0, max(0.0, fte - index))
            if row["fte"] <= ALMOST:
                self._end_post(int(number))
            elif row["state"] == NO_POST:
                row["state"] = VACANT
                hired = at_once and self._hire(int(number))
                story = self._train if hired else self._fill
                self.model.environment.process(story(int(number)))
        allot_streets(place, self.model.world.bounds, self.posts, self.addresses, self.model.luck)

    def _add_posts(self, place: int, already: int, wanted: int) -> np.ndarray:
        new = np.zeros(max(0, wanted - already), ASSISTANT)
        first = len(self.posts)
        new["neighbourhood"], new["household"] = place, NOWHERE
        new["post"] = place * POSTS_PER_NEIGHBOURHOOD + already + np.arange(len(new))
        self.posts = np.concatenate([self.posts, new])
        numbers = np.arange(first, len(self.posts))
        self.assistants += [Assistant(self.model, self, int(number)) for number in numbers]
        return numbers

    def _end_post(self, number: int) -> None:
        world = self.model.world
        end_post(self.posts[number], world.homes, world.town[0], self._core, world.stock, self._now)

    # People: filling a post and a training are short stories of their own.

    def _fill(self, number: int) -> Generator[simpy.Event, Any, None]:
        """Look for a resident until one is found, and train them."""
        filling, attempt = self._filling(number), 0
        while True:
            weeks = weeks_vacant(self.posts[number], attempt, self._vacancy_weeks, self.model.luck)
            yield self.model.environment.timeout(weeks)
            if self._filling(number) != filling:
                return
            if self._hire(number):
                break
            attempt += 1
        yield from self._train(number)

    def _train(self, number: int) -> Generator[simpy.Event, Any, None]:
        """Learn the trade before the first door."""
        filling, row = self._filling(number), self.posts[number]
        self.tallies[self.model.month, row["neighbourhood"], columns.TRAININGS] += row["fte"]
        yield self.model.environment.timeout(self._training_weeks)
        if self._filling(number) == filling:
            begin_work(self.posts[number], self.model.world.town[0], self.habits[0])

    def _filling(self, number: int) -> int:
        """Return how often a post was left or ended so far."""
        return int(self.posts["hires"][number])

    def _hire(self, number: int) -> bool:
        world = self.model.world
        town, habits = world.town[0], self.habits[0]
        return bool(
            hire(number, self.posts, world.homes, world.bounds, town, habits, self._core, world.stock, self.model.luck)
        )

    # The week, and what comes of it.

    @property
    def _core(self) -> np.ndarray:
        """What the streets and services count this month."""
        tally: np.ndarray = self.model.tallies[self.model.month]
        return tally

    @property
    def _now(self) -> float:
        """The moment up to which households have lived."""
        return float(self.model.world.town[0]["clock"])

    def play(self, now: float) -> None:
        """Play a week; whoever left since the last one is to be replaced."""
        self._ensure_room()
        world = self.model.world
        work_week(
            world.homes,
            world.bounds,
            world.rules,
            world.practice,
            world.town,
            world.places,
            world.requests,
            world.referrals,
            world.cases,
            world.agencies,
            world.lists,
            world.entries,
            world.dirty,
            world.stock,
            self._core,
            self.posts,
            self.addresses,
            self.teams,
            self.diary,
            self.matches,
            self.ends,
            self.habits,
            self.tallies[self.model.month],
            now,
            self.model.luck,
        )
        for number in np.flatnonzero(self.posts["state"] == LEFT):
            self.posts["state"][number] = VACANT
            self.model.environment.process(self._fill(int(number)))

    def _ensure_room(self) -> None:
        rows = int(self.diary["matches"][0])
        spare = SPARE_MATCHES + len(self.addresses) // 8
        if rows + spare > len(self.matches):
            larger = np.zeros(int(len(self.matches) * 1.5) + spare, MATCH)
            larger[:rows] = self.matches[:rows]
            ends = np.full(len(larger), math.inf)
            ends[:rows] = self.ends[:rows]
            self.matches, self.ends = larger, ends

    def costs(self) -> Mapping[str, np.ndarray]:
        """Return paid weeks, trainings and weeks of meeting places; shape (months, neighbourhoods) each."""
        return {
            "assistants": self.tallies[:, :, columns.EMPLOYED_WEEKS],
            "assistant_training": self.tallies[:, :, columns.TRAININGS],
            "meeting_place": self.tallies[:, :, columns.PLACE_WEEKS],
        }

    def outcomes(self, here: np.ndarray, whole: bool) -> Mapping[str, float]:
        """Return what assistants did in some neighbourhoods over the horizon."""
        tally = self.tallies[:, here].sum(axis=(0, 1))
        found = {name: float(number) for name, number in zip(columns.COLUMNS, tally, strict=True)}
        rows = self.matches[: int(self.diary["matches"][0])]
        rows = rows[here[rows["neighbourhood"]]]
        ended = np.where(np.isnan(rows["ended"]), self.model.week, rows["ended"])
        weeks = self.model.week - self.model.start_week
        return {
            "assistants_at_work": ratio(found["work_weeks"], weeks),
            "assistant_vacancy_share": ratio(
                found["assistant_vacant_weeks"], found["assistant_vacant_weeks"] + found["employed_weeks"]
            ),
            "addresses_visited": found["addresses"],
            "doors": found["doors"],
            "conversations": found["conversations"],
            "assistant_calls": found["calls"],
            "doors_opened_share_new": ratio(found["opened_new"], found["answered_new"]),
            "doors_opened_share_known": ratio(found["opened_known"], found["answered_known"]),
            "matches": found["matches"],
            "matches_alive": float((rows["state"] == LASTING).sum()),
            "match_weeks": float((ended - rows["made"]).sum()),
            "member_hours": found["carried_weeks"] * self._member_hours,
            "referrals_by_assistants": found["referrals"],
            "assistant_referral_share": ratio(found["referrals"], found["conversations"]),
            "assistant_benefit_weeks_saved": found["benefit_weeks"],
            "assistant_ladder_steps": found["assistant_ladder_steps"],
        }

    def journeys(self) -> Mapping[str, Mapping[str, np.ndarray]]:
        """Return matches as rows of the journeys table: each stands there twice, once for each of the two."""
        rows = self.matches[: int(self.diary["matches"][0])]
        two = {
            name: np.stack([rows[one], rows[other]], axis=1).reshape(-1)
            for name, one, other in (("household", "one", "other"), ("occupant", "one_occupant", "other_occupant"))
        }
        once = {
            "number": np.arange(len(rows)),
            "neighbourhood": rows["neighbourhood"],
            "started": rows["made"],
            "ended": rows["ended"],
            "state": np.array(MATCH_STATES, object)[rows["state"]],
        }
        return {"match": two | {name: np.repeat(column, 2) for name, column in once.items()}}

    def visits(self) -> Mapping[str, np.ndarray]:
        """Return how often somebody rang and had a conversation at each address, shape (households,) each."""
        return {"rung by an assistant": self.addresses["rings"], "talk with an assistant": self.addresses["talks"]}
