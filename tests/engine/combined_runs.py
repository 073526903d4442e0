"""A small town in which all approaches work together, looked at before and after each week's round."""

import dataclasses
from functools import cache

import numpy as np

from simulation.model import CoachingModel
from simulation.services import tables
from simulation.services.assistants.tables import AT_WORK, TRAINING
from simulation.services.circles import Circles
from simulation.services.circles.tables import RUNNING
from simulation.services.world import World
from simulation.settings import Outreach, Scenario, Study, Values
from simulation.streets.tally import CLIENT_HOURS, OUTREACH_HOURS
from tests.assistants import test_nothing_lost
from tests.circles import circle_runs
from tests.engine import runs
from tests.engine.conservation import problems_of
from tests.engine.runs import rows_of, scenarios_in, values_in
from tests.engine.test_conservation import STORM

PILOT_SHARE = 0.3
WARM_UP_YEARS = 2
YEARS = 5
SHIPPED = ("combined", "combined_funding_ends", "combined_city_wide")
TOGETHER = ("teams_everywhere", "coaches_everywhere")
"""All approaches in all neighbourhoods: with intakers at the door and circles direct, or coaches and via a provider."""
WEATHERS = ("calm", "storm")
BUSY = {
    **STORM,
    **{name: number for name, number in test_nothing_lost.STORM.items() if name.startswith("assistants")},
    "circles.circle_dropout_year": 0.6,
    "circles.referral_week": 0.1,
    "circles.volunteer_weeks": 4.0,
    "circles.module_weeks": 0.5,
}
"""A town in which everything happens often."""


@cache
def study(*overrides: str) -> Study:
    """A town of which the pilot is a large part, so that every approach has work enough there."""
    names = ",".join((*SHIPPED, "wijkcoaches", "intakers", "circles_provider"))
    composed = runs.study_of("town=enschede", "town.households=6000", f"scenarios=[{names}]", *overrides)
    pilot, *others = composed.town.neighbourhoods
    shrink = (1.0 - PILOT_SHARE) / (1.0 - pilot.share)
    places = (
        dataclasses.replace(pilot, share=PILOT_SHARE),
        *(dataclasses.replace(place, share=place.share * shrink) for place in others),
    )
    return dataclasses.replace(composed, town=dataclasses.replace(composed.town, neighbourhoods=places))


def with_levers(scenario: Scenario, **blocks: object) -> Scenario:
    phases = (dataclasses.replace(each, levers=dataclasses.replace(each.levers, **blocks)) for each in scenario.phases)
    return dataclasses.replace(scenario, phases=tuple(phases))


def scenario_of(name: str, *overrides: str) -> Scenario:
    """A shipped scenario, or one of ``TOGETHER``."""
    shipped = scenarios_in(study(*overrides))
    if name in shipped:
        return shipped[name]
    everywhere = shipped["combined_city_wide"].phases[-1].levers
    circles = dataclasses.replace(everywhere.circles, circles_per_10000_households=20.0, smallest=3)
    assistants = dataclasses.replace(everywhere.assistants, fte_per_10000_households=25.0)
    coaches, intakers = dataclasses.replace(everywhere.coaches, street_share=0.3), everywhere.intakers
    if name == "coaches_everywhere":
        levers = shipped["wijkcoaches"].phases[0].levers
        coaches, intakers = dataclasses.replace(levers.coaches, where="city"), levers.intakers
        circles = dataclasses.replace(circles, route=shipped["circles_provider"].phases[0].levers.circles.route)
    return with_levers(
        dataclasses.replace(shipped["combined"], name=name),
        circles=circles,
        assistants=assistants,
        coaches=coaches,
        intakers=intakers,
        outreach=Outreach(where="city", fte_per_10000_households=5.0),
    )


def values_for(weather: str, worldview: str = "optimistic", **changes: float) -> Values:
    base = Values({**values_in(study(), worldview), **changes})
    return base if weather == "calm" else Values({**base, **BUSY})


@cache
def world_for(weather: str, *overrides: str, values: tuple[tuple[str, float], ...] = ()) -> World:
    numbers = Values({**values_in(study(*overrides)), **(BUSY if weather == "storm" else {}), **dict(values)})
    clock = runs.clockwork(study(*overrides), WARM_UP_YEARS)
    return runs.prepare(study(*overrides).town, study(*overrides).reference, numbers, clock)


def begun(
    name: str, weather: str, *overrides: str, worldview: str = "optimistic", years: int = YEARS, **values: float
) -> CoachingModel:
    numbers = values_for(weather, worldview, **values)
    world = world_for(weather, *overrides, values=tuple(values.items()))
    town = study(*overrides)
    return runs.begun(town, scenario_of(name, *overrides), world, years, values=numbers)


@cache
def played(name: str, weather: str, *overrides: str, worldview: str = "optimistic") -> CoachingModel:
    model = begun(name, weather, *overrides, worldview=worldview)
    model.run()
    return model


class Audit:
    """Looks at a model right before and after each week's round, and adds up on its own what is paid and done."""

    def __init__(self, model: CoachingModel) -> None:
        self.model = model
        self.found: dict[str, str] = {}
        self.bought: dict[str, float] = {}
        self.looks, self.intake_hours = (np.zeros(len(model.world.places)) for _ in range(2))
        self.assistants: set[int] = set()
        self._trained: set[tuple[int, float]] = set()
        self._play = model.play
        model.play = self.play  # type: ignore[method-assign]

    def expect(self, holds: object, name: str) -> None:
        if not np.all(holds):
            self.found.setdefault(name, f"week {self.model.week:.0f}")

    def add(self, name: str, quantity: float) -> None:
        self.bought[name] = self.bought.get(name, 0.0) + float(quantity)

    def play(self, first: int, last: int) -> None:
        """Play weeks one by one."""
        for number in range(first, last):
            self.play_week(number)

    def play_week(self, number: int) -> None:
        model, homes = self.model, self.model.world.homes
        circles, assistants = model.works["circles"], model.works["assistants"]
        before, tally = homes.copy(), model.tallies[model.month].copy()
        hours_before, posts = circles.counted.copy(), assistants.posts.copy()
        rings = assistants.addresses["rings"].copy()
        talks = assistants.addresses["talks"].copy()
        matches = int(assistants.diary["matches"][0])
        self.note_salaries(number)
        self.note_assistants(posts)
        self._play(number, number + 1)
        same = homes["occupant"] == before["occupant"]
        self.check_hours(before, same, tally, hours_before)
        self.check_assistants(posts, rings, talks, matches, before)
        self.check_households()
        self.note_circles()
        wrong = problems_of(model)
        for name in wrong:
            self.found.setdefault(name, wrong[name])
        for problem in circle_runs.problems_of(model):
            self.found.setdefault(problem, f"week {number}")
        if len(assistants.posts):
            for check in test_nothing_lost.CHECKS:
                try:
                    check(model)
                except AssertionError as error:
                    self.found.setdefault(check.__name__, f"week {number}: {error}"[:300])

    # What is paid, from who is there.

    def close(self) -> None:
        """Add who was hired after the last round."""
        self.note_salaries(self.model.clockwork.weeks, ahead=0.0)
        self.note_trainings(self.model.works["assistants"].posts)

    def note_salaries(self, week: int, ahead: float = 1.0) -> None:
        """Posts are paid from the moment they are filled, which may be between two rounds."""
        for post in self.model.world.coaches:
            name = "intakers" if post["role"] == tables.INTAKING else "coaches"
            if post["filled"]:
                self.add(name, post["fte"] * ahead)
            if week - 1 < post["started"] < week:
                self.add(name, post["fte"] * (week - post["started"]))

    def note_assistants(self, posts: np.ndarray) -> None:
        self.note_trainings(posts)
        for post in posts[np.isin(posts["state"], (TRAINING, AT_WORK))]:
            self.add("assistants", post["fte"])
            self.assistants.add(int(post["household"]))
        self.add("meeting_place", self.model.works["assistants"].teams["meeting_place"].sum())

    def note_trainings(self, posts: np.ndarray) -> None:
        for number, post in enumerate(posts):
            filling = (number, float(post["hired"]))
            if post["state"] in (TRAINING, AT_WORK) and filling not in self._trained:
                self.add("assistant_training", post["fte"])
                self._trained.add(filling)

    def note_circles(self) -> None:
        model = self.model
        rows = circle_runs.circles_of(model)
        rows = rows[(rows["state"] == RUNNING) & (rows["started"] < model.world.town[0]["clock"])]
        self.add("circle_coaches", rows["hours_given"].sum())
        self.add("circle_rooms", rows["meets"].sum())
        self.add("circle_volunteers", rows["volunteer"].sum())

    # What may not be.

    def check_hours(self, before: np.ndarray, same: np.ndarray, tally: np.ndarray, circles: np.ndarray) -> None:
        """Nobody gives more hours than posts that are filled, and whose holders are well, have this week."""
        model, world = self.model, self.model.world
        posts, practice, town = world.coaches, world.practice[0], world.town[0]
        there = posts["fte"] * (posts["filled"] == 1) * (town["clock"] >= posts["sick_until"])
        hours = there * practice["client_hours"] * (1.0 - practice["facilities_hours"] * (1.0 - town["facilities"]))
        intaking = posts["role"] == tables.INTAKING
        coached, intake = (
            np.bincount(posts["neighbourhood"][which], hours[which], len(world.places))
            for which in (~intaking, intaking)
        )
        given = (model.tallies[model.month] - tally)[:, [CLIENT_HOURS, OUTREACH_HOURS]].sum(axis=1)
        self.expect(given <= coached + 1e-9, "coaches give more hours than they have")
        more = np.where(same, world.homes["intakes"].astype(int) - before["intakes"], world.homes["intakes"])
        self.looks += np.bincount(world.homes["neighbourhood"], more, len(world.places))
        self.intake_hours += intake
        case = practice["case_hours"]
        self.expect(self.looks * case <= self.intake_hours + case + 1e-9, "intakers look at more than they have hours")
        work, levers = model.works["circles"], model.budgets[-1].levers.circles
        allowed = work.areas["budgeted"] * levers.coach_hours_per_circle
        given = (work.counted - circles)[:, Circles.columns.index("circle_coach_hours")]
        self.expect(given <= allowed + 1e-9, "circles' coaches give more hours than are paid")

    def check_assistants(
        self, posts: np.ndarray, rings: np.ndarray, talks: np.ndarray, matches: int, before: np.ndarray
    ) -> None:
        """Nobody lives on benefit and a wage at once, rings at the own door or becomes a partner by own doing."""
        work, homes = self.model.works["assistants"], self.model.world.homes
        made = work.matches[matches : int(work.diary["matches"][0])]
        held = posts[np.isin(posts["state"], (TRAINING, AT_WORK))]
        for post in held:
            home, was = homes[post["household"]], before[post["household"]]
            if home["occupant"] != post["occupant"]:
                continue
            still = work.posts["household"][work.posts["post"] == post["post"]][0] == post["household"]
            if post["left_assistance"]:
                self.expect(was["assistance"] == 0, "on benefit with a wage")
                clock = self.model.world.town[0]["clock"]
                paid = home["assistance_weeks"] + (0 if still else clock * home["assistance"])
                self.expect(abs(paid - was["assistance_weeks"]) < 1e-9, "benefit in a week with a wage")
            alone = (held["neighbourhood"] == post["neighbourhood"]).sum() == 1
            if alone and len(talks):
                self.expect(work.addresses["rings"][post["household"]] == rings[post["household"]], "own door")
                self.expect(work.addresses["talks"][post["household"]] == talks[post["household"]], "talks to itself")
            if alone and still:
                sides = np.concatenate([made["one"], made["other"]])
                self.expect(sides != post["household"], "matches itself")

    def check_households(self) -> None:
        """Who waits for an intaker does not wait for a coach as well, and nobody is in two places of one kind."""
        model, homes = self.model, self.model.world.homes
        self.expect(~((homes["at_intaker"] == 1) & (homes["case"] >= 0)), "on the lists of intakers and of coaches")
        cases = rows_of(model, "cases")
        waiting = cases["household"][cases["state"] == tables.CASE_WAITING]
        self.expect(homes["at_intaker"][waiting] == 0, "on the lists of intakers and of coaches, by the rows")
        referrals = rows_of(model, "referrals")
        cared = referrals[referrals["state"] == tables.IN_CARE]
        both = (homes["general"][cared["household"]] >> cared["domain"]) & 1
        self.expect(both == 0, "a general provision and an agency at once")


@cache
def audited(name: str, weather: str) -> Audit:
    audit = Audit(begun(name, weather))
    audit.model.run()
    audit.close()
    return audit
