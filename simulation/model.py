"""CoachingModel: builds a town, starts everybody, and states the order of time.

One clock: a SimPy environment with two processes (month, week), and one short story for each vacancy. Phases change as
a month begins, and a month begins before the round of its first week is played (``services.week.ORDER``).
"""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import mesa
import numpy as np
import simpy

from simulation.money import Ledger, products_of
from simulation.services.agencies import Agency
from simulation.services.approach import Work
from simulation.services.care import reorder
from simulation.services.coaches import Coach
from simulation.services.cooperation import meet_agencies
from simulation.services.council import (
    FIRST_POST,
    POSTS_PER_NEIGHBOURHOOD,
    Budget,
    Council,
    budget_in,
    fte_of,
    months_of_change,
    posts_of,
)
from simulation.services.handover import close_post, stop_line
from simulation.services.intake import close_intake
from simulation.services.practice import ageing_of, agencies_of, practice_of
from simulation.services.staff import hire, salary_column, staff_month, weeks_vacant
from simulation.services.tables import COACHING, INTAKING
from simulation.services.week import (
    APPROACHES,
    ORDER,
    begin,
    open_month,
    play_rounds,
    renew_touched,
    set_door,
    set_onset,
)
from simulation.services.world import World, empty_world
from simulation.settings import Domain, Levers, Numerics, Phase, Scenario, Shocks, Town, TownKind, Values
from simulation.settings.approaches import approaches, levers_class
from simulation.streets.population import donors_of, neighbourhood_bounds, settle_in
from simulation.streets.rules import rules_of
from simulation.streets.stock import take_stock
from simulation.streets.stylised import begin_queue
from simulation.streets.tally import (
    CARE_WEEKS,
    INTAKER_SALARY_WEEKS,
    OUTREACH_SALARY_WEEKS,
    SALARY_WEEKS,
    STOCKED,
    VACANT_WEEKS,
    WIDTH,
)

WEEKS_PER_YEAR = 52
MONTHS_PER_YEAR = 12
YEARS_BETWEEN_DONORS = 3
"""While a town settles, those who move in are drawn from a state that is at most this old."""
HOUSEHOLDS_PER_VISIT = 1000.0
A_MOMENT = 1e-6
"""Rounds by which two moments differ at least."""
STOCKED_COLUMNS = np.array(STOCKED)
RECESSION = np.isin(list(Domain), (Domain.FINANCES, Domain.WORK))
"""Domains in which a recession makes problems begin more often."""

AGENCY_MONTH = np.dtype([("waiting", "i8"), ("used", "i8"), ("places", "i8"), ("cooperation", "f8")])


@cache
def first_week(month: int) -> int:
    """Return the week in which a month starts."""
    return math.ceil(WEEKS_PER_YEAR * month / MONTHS_PER_YEAR)


def months_within(weeks: int) -> int:
    """Return how many months begin within so many weeks; the last may be cut short."""
    month = 0
    while first_week(month) < weeks:
        month += 1
    return month


@dataclass(frozen=True, kw_only=True)
class Clockwork:
    """How a run is calculated."""

    seed: int
    years: float
    """length of this stretch; a part of a year ends at a whole week"""
    rounds_per_week: int
    numerics: Numerics

    @property
    def weeks(self) -> int:
        """Length of this stretch in weeks."""
        return round(self.years * WEEKS_PER_YEAR)


class CoachingModel(mesa.Model):
    """One town in one scenario.

    Args:
        town: What is so.
        scenario: What the council decides.
        values: One value for each uncertainty.
        world: The state to continue; it is changed.
        clockwork: Seed, horizon and precision.
        start_week: Week at which the state is; 0 is the end of the warm-up.
        observe: Called with the model after each round, which is then played alone; it must change nothing.
        each_month: Called with the number of each month before it begins; what it raises ends the run.

    What an approach may use of it is listed in ``services.approach``.
    """

    def __init__(
        self,
        town: Town,
        scenario: Scenario,
        values: Values,
        world: World,
        clockwork: Clockwork,
        start_week: int = 0,
        *,
        observe: Callable[["CoachingModel"], None] | None = None,
        each_month: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(rng=clockwork.seed)
        self._observe, self._each_month = observe, each_month
        self.town, self.plan, self.values, self.world = town, scenario, values, world
        self.clockwork = clockwork
        self.start_week = start_week
        self.months = months_within(clockwork.weeks)
        self.tallies = np.zeros((self.months, len(town.neighbourhoods), WIDTH))
        self.agency_months = np.zeros((self.months, len(town.agencies)), AGENCY_MONTH)
        self.budgets: list[Budget] = []
        self._changes = months_of_change(scenario)
        self.real = town.kind is TownKind.REAL
        self.environment = simpy.Environment(initial_time=start_week)
        self._onset = world.rules[0]["onset"].copy()
        self._employ()
        self.council = Council(self, town, values, world.places["households"]) if self.real else None
        self.agencies = [
            Agency(self, number, facts, world.agencies[number], world.lists[number], values)
            for number, facts in enumerate(town.agencies)
        ]
        self.coaches = [
            Coach(self, number, row, world.practice[0], world.town[0]) for number, row in enumerate(world.coaches)
        ]
        self._arguments = world.arguments()
        self.luck = np.uint64(clockwork.seed)
        self._idle = {each.name: each.levers() for each in approaches()}
        self.works = {each.name: each.start(self) for each in approaches()} if self.real else {}
        for process in (self._months, self._weeks):
            self.environment.process(process())

    @property
    def week(self) -> float:
        """The time now, in weeks of results."""
        return float(self.environment.now)

    @property
    def _tally(self) -> np.ndarray:
        tally: np.ndarray = self.tallies[self.month]
        return tally

    @property
    def month(self) -> int:
        """The month now, from the start of this stretch."""
        return len(self.budgets) - 1

    def run(self) -> None:
        """Play to the horizon."""
        if self.months:
            self.environment.run(until=self.start_week + self.clockwork.weeks)
            self._note_agencies()

    def weeks_of(self, month: int) -> int:
        """Return the length of a month; the horizon cuts the last."""
        return min(first_week(month + 1), self.clockwork.weeks) - first_week(month)

    def _employ(self) -> None:
        """Make the table of all posts that this scenario ever has."""
        world = self.world
        if not self.real:
            return
        world.coaches = posts_of(self.plan, self.town, world.places["households"], self.months)
        caseloads = [phase.levers.coaches.caseload_per_fte for phase in self.plan.phases]
        world.held = np.zeros((len(world.coaches), math.ceil(max(caseloads)) + 2), np.int32)
        edges = np.searchsorted(world.coaches["neighbourhood"], np.arange(len(world.places) + 1))
        world.places["first_coach"], world.places["last_coach"] = edges[:-1], edges[1:]

    # The calendar: a month begins before the week in which it falls.

    def _months(self) -> Generator[simpy.Event, Any, None]:
        for month in range(self.months):
            if self._each_month is not None:
                self._each_month(month)
            self._note_agencies()
            self._begin_month(month)
            yield self.environment.timeout(self.weeks_of(month))

    def _weeks(self) -> Generator[simpy.Event, Any, None]:
        """Play rounds, as many at once as nothing else happens in between."""
        start, each = self.start_week, self.clockwork.rounds_per_week
        played = 0
        while True:
            if self.world.ensure_room():
                self._arguments = self.world.arguments()
            alone = (self.environment.peek() - start) * each - A_MOMENT
            singly = self.at_work or self._observe is not None
            upto = played + 1 if singly else max(played + 1, math.ceil(alone))
            self.play(played, upto)
            if self._observe is not None:
                self._observe(self)
            played = upto
            yield self.environment.timeout(start + played / each - self.environment.now)

    @property
    def at_work(self) -> tuple[Work, ...]:
        """Approaches that are called every week, in order of name."""
        return tuple(work for work in self.works.values() if work.active)

    def play(self, first: int, last: int) -> None:
        """Play the rounds ``first`` to ``last`` (not included) since the start of this stretch."""
        if not self.at_work:
            self.play_steps(0, len(ORDER), first, last)
            return
        for number in range(first, last):
            self.play_steps(0, APPROACHES, number, number + 1)
            self.play_approaches(number)
            self.play_steps(APPROACHES, len(ORDER), number, number + 1)

    def play_steps(self, from_step: int, to_step: int, first: int, last: int) -> None:
        """Play some steps (see ``services.week.ORDER``) of the rounds ``first`` to ``last`` (not included)."""
        when = (float(self.start_week), first, last, self.clockwork.rounds_per_week)
        arguments: tuple[Any, ...] = (from_step, to_step, *self._arguments, self._tally, *when, self.luck)
        play_rounds(*arguments)

    def play_approaches(self, number: int) -> None:
        """Let the approaches that are at work do theirs in a round."""
        now = self.start_week + (number + 1) / self.clockwork.rounds_per_week
        for work in self.at_work:
            work.play(now)

    # The month, in order: what the council decides; staffing; agencies; the weeks of those in a state.

    def _begin_month(self, month: int) -> None:
        world = self.world
        start = self.start_week + first_week(month)
        end = start + self.weeks_of(month)
        world.town[0]["month_end"] = start
        self._decide(month)
        self._staff(month)
        if self.real and month and month % MONTHS_PER_YEAR == 0:
            self._renew_contracts(month)
        for name, work in self.works.items():
            work.begin_month(getattr(self.budgets[-1].levers, name, self._idle[name]), month)
        weeks = first_week(month) - first_week(month - 1) if month else WEEKS_PER_YEAR / MONTHS_PER_YEAR
        if self.real:
            contact_persons = self.budgets[-1].levers.coaches.contact_persons_per_agency
            meet_agencies(
                world.agencies,
                world.lists,
                world.practice,
                world.town,
                world.coaches,
                contact_persons,
                float(weeks),
            )
        open_month(self.tallies[month], world.stock, STOCKED_COLUMNS, float(end - start))
        world.town[0]["month_end"] = end

    def _decide(self, month: int) -> None:
        before = self.budgets[-1] if self.budgets else None
        budget = budget_in(self.plan, month) if before is None or month in self._changes else before
        self.budgets.append(budget)
        if before is None or budget.levers != before.levers:
            self._set_levers(budget.levers, month)

    def _note_agencies(self) -> None:
        if self.budgets:
            rows = self.agency_months[self.month]
            rows["waiting"] = self.world.lists["length"][: len(self.agencies)]
            for name in ("used", "places", "cooperation"):
                rows[name] = self.world.agencies[name]

    def _set_levers(self, levers: Levers, month: int) -> None:
        """Carry out what changes when the council changes its levers."""
        if not self.real:
            return
        town = self.world.town[0]
        coaches = levers.coaches
        town["caseload"], town["untaught"] = coaches.caseload_per_fte, not coaches.result_target
        for name in ("adopted_first", "pressure", "street_share", "joint_plan", "one_roof", "facilities"):
            town[name] = getattr(coaches, name)
        seconded = coaches.team_from_providers_share
        seconded = self.values["coaches.seconded_share"] if seconded is None else seconded
        providers = (self.values["coaches.providers_referral_factor"] - 1.0) * seconded
        town["referral_factor"] = self.values["coaches.referral_factor"] * (1.0 + providers)
        self._set_shocks(levers.shocks)
        self._set_agencies(levers)
        self._set_posts(levers, month)

    def _set_shocks(self, shocks: Shocks) -> None:
        """Let problems begin, and vacancies last, as the times are."""
        world = self.world
        world.practice[0]["vacancy_weeks"] = self.values["coaches.vacancy_weeks"] * shocks.vacancy_factor
        onset = self._onset * np.where(RECESSION, shocks.onset_factor, 1.0)
        if (onset != world.rules[0]["onset"]).any():
            set_onset(onset, world.homes, world.next_change, world.rules, self.week)

    def _set_agencies(self, levers: Levers) -> None:
        world = self.world
        assert self.council is not None
        budgeted = self.council.budgeted_places(levers, world.agencies["base_places"].astype(float))
        ageing = ageing_of(levers.agencies.list_rule, self.values)
        for agency, places in zip(self.agencies, budgeted, strict=True):
            row = agency.row
            agency.budget_places(float(places))
            row["unlimited"] = levers.agencies.unlimited
            partner = levers.coaches.partners is None or agency.facts.name in levers.coaches.partners
            row["mandate"] = levers.coaches.mandate if partner else 0.0
            multiplier = self.values[f"agencies.{agency.facts.name}_multiplier"]
            row["lift"] = (multiplier - 1.0) * levers.agencies.effect
            row["ageing"] = ageing
            reorder(agency.number, world.lists, world.entries, world.referrals, ageing, world.town[0])

    def _set_posts(self, levers: Levers, month: int) -> None:
        """Open and close posts, and the doors of the neighbourhoods that gain or lose their coaches."""
        world, now = self.world, self.week
        rows = world.coaches
        total = fte_of(levers, self.town, world.places["households"])
        ended, opened = [], []
        for number, row in enumerate(rows):
            index = row["post"] % POSTS_PER_NEIGHBOURHOOD - FIRST_POST[row["role"]]
            fte = min(1.0, max(0.0, total[row["role"], row["neighbourhood"]] - index))
            before, column = float(row["fte"]), salary_column(row) if row["filled"] else VACANT_WEEKS
            if before > 0.0:
                world.stock[row["neighbourhood"], column] += fte - before
            if before > 0.0 and fte == 0.0:
                ended.append(number)
                row["hires"] += row["filled"]
                row["filled"] = 0
            if before == 0.0 and fte > 0.0:
                opened.append(number)
            row["fte"] = fte
        for number in ended:
            close_post(
                number,
                world.homes,
                world.rules[0],
                world.practice[0],
                world.town[0],
                world.places,
                world.requests,
                world.cases,
                rows,
                world.held,
                world.dirty,
                self._tally,
                now,
                self.luck,
            )
        self._set_doors(levers, total > 0.0, now)
        for number in opened:
            self._open_post(number, at_once=month == 0)

    def _set_doors(self, levers: Levers, here: np.ndarray, now: float) -> None:
        """Open and close front doors; ``here`` says which roles work in which neighbourhoods."""
        world = self.world
        coached, intake = here[COACHING], here[INTAKING]
        world.town[0]["intake"] = intake.any()
        rate = levers.intakers.general_visits_per_1000_households / HOUSEHOLDS_PER_VISIT
        for number, place in enumerate(world.places):
            door = 1.0 + self.values["coaches.door"] if coached[number] else 1.0
            if intake[number]:
                door = 1.0 + self.values["intakers.door"]
            place["general_visits"] = place["households"] * rate if intake[number] else 0.0
            if place["intake"] and not intake[number]:
                close_intake(
                    number,
                    world.homes,
                    world.rules[0],
                    world.town[0],
                    world.places,
                    world.requests,
                    world.lists,
                    world.entries,
                    world.dirty,
                    now,
                )
            place["intake"] = intake[number]
            if place["coached"] and not coached[number]:
                line = 2 * len(self.agencies) + 1 + number
                stop_line(
                    line,
                    world.homes,
                    world.rules[0],
                    world.practice[0],
                    world.town[0],
                    world.requests,
                    world.cases,
                    world.lists,
                    world.entries,
                    world.dirty,
                    self._tally,
                    now,
                    self.luck,
                )
            near = bool(coached[number] or intake[number])
            if place["door"] != door or place["near"] != near:
                set_door(number, door, near, world.homes, world.next_change, world.bounds, world.rules, now)
            place["coached"], place["door"], place["near"] = coached[number], door, near
        renew_touched(world.homes, world.next_change, world.rules[0], world.town[0], world.dirty)

    # People: a vacancy is a short story of its own.

    def _staff(self, month: int) -> None:
        world = self.world
        if len(world.coaches):
            leaves = staff_month(world.coaches, world.practice, self._tally, world.stock, month, self.week, self.luck)
            for number in np.flatnonzero(leaves):
                self.environment.process(self._vacancy(int(number)))

    def _open_post(self, number: int, at_once: bool) -> None:
        """Open a post; those of the first month were filled before the start."""
        row = self.world.coaches[number]
        if at_once:
            self._hire(number, vacant=False)
            return
        self.world.stock[row["neighbourhood"], VACANT_WEEKS] += row["fte"]
        self.environment.process(self._vacancy(number))

    def _vacancy(self, number: int) -> Generator[simpy.Event, Any, None]:
        row = self.world.coaches[number]
        holder = int(row["hires"])
        yield self.environment.timeout(weeks_vacant(row, self.world.practice[0], self.luck))
        if row["fte"] > 0.0 and not row["filled"] and row["hires"] == holder:
            self._hire(number, vacant=True)

    def _hire(self, number: int, vacant: bool) -> None:
        world = self.world
        month_end = float(world.town[0]["month_end"])
        hire(
            number,
            world.homes,
            world.practice[0],
            world.requests,
            world.cases,
            world.coaches,
            world.held,
            self._tally,
            world.stock,
            vacant,
            self.week,
            month_end,
            self.luck,
        )

    # Money.

    def _renew_contracts(self, month: int) -> None:
        weeks = self.tallies[month - MONTHS_PER_YEAR : month].sum(axis=(0, 1))
        for agency in self.agencies:
            agency.renew_contract(float(weeks[CARE_WEEKS + agency.number]) / WEEKS_PER_YEAR)

    def ledger(self) -> Ledger:
        """Return all payments of the months played."""
        payer = self.plan.phases[0].levers.funding.payer
        products = products_of(self.town, self.values, payer)
        for each in approaches():
            products += each.products(self.town, self.values, payer)
        ledger = Ledger(products, self.months, len(self.town.neighbourhoods))
        played = len(self.budgets)
        tallies = self.tallies[:played]
        ledger.post_tallies(tallies)
        for approach, work in self.works.items():
            ledger.post_tallies(work.tallies[:played], approach)
        self._post_idle(ledger, tallies)
        additional = np.array([budget.additional for budget in self.budgets], bool)
        for money, months in (("additional", additional), ("own", ~additional)):
            if months.any():
                for name, quantities in self._bought().items():
                    ledger.post(f"{name}_{money}", quantities[:played] * months[:, np.newaxis])
        return ledger

    def _post_idle(self, ledger: Ledger, tallies: np.ndarray) -> None:
        """Post the weeks of places that nobody used, which are paid too."""
        weeks = np.array([self.weeks_of(month) for month in range(len(tallies))])
        for agency in self.agencies:
            name = f"idle_{agency.facts.name}"
            if name in ledger.number:
                used = tallies[:, :, CARE_WEEKS + agency.number].sum(axis=1)
                places = self.agency_months["places"][: len(tallies), agency.number]
                ledger.post(name, np.maximum(0.0, places * weeks - used))

    def _bought(self) -> dict[str, np.ndarray]:
        """Return what was bought from the budgets of approaches, shape (months, neighbourhoods) each."""
        bought = {
            "coaches": self.tallies[:, :, SALARY_WEEKS] + self.tallies[:, :, OUTREACH_SALARY_WEEKS],
            "intakers": self.tallies[:, :, INTAKER_SALARY_WEEKS],
        }
        for work in self.works.values():
            bought |= work.costs()
        return bought


def prepare(town: Town, usual_care: Scenario, values: Values, clockwork: Clockwork) -> World:
    """Settle a town under usual care, queues included, and return its state at week 0.

    Only what the levers say of agencies holds while a town settles: an approach starts at week 0 at the earliest.

    Args:
        town: What is so.
        usual_care: The scenario of usual care, in one phase.
        values: One value for each uncertainty, of no worldview.
        clockwork: ``years`` is the length of the warm-up.
    """
    rules = rules_of(town, values, clockwork.numerics)
    homes = settle_in(town, rules[0], values["streets.frailty_shape"], clockwork.seed)
    served = [len(agency.domains) for agency in town.agencies]
    practice = practice_of(town, values, clockwork.numerics)
    world = empty_world(homes, rules, practice, neighbourhood_bounds(town), served)
    levers = usual_care.phases[0].levers.agencies
    plain = replace(usual_care, phases=(Phase(from_month=0, levers=levers_class()(agencies=levers)),))
    world.agencies = agencies_of(town, values, levers.effect, levers.unlimited, levers.list_rule, clockwork.seed)
    world.town[0]["coordination_share"] = at_year(town.coordination_share, town.regime_year)
    world.town[0]["entry_threshold"] = town.entry_threshold_domains
    start = -clockwork.weeks
    world.town[0]["clock"] = start
    world.donors = donors_of(world.homes)
    begin(world.homes, world.next_change, world.found_at, world.rules, float(start), np.uint64(clockwork.seed))
    if town.queue is not None:
        begin_queue(world.homes, world.next_change, world.rules, town.queue, clockwork.seed)
    take_stock(world.homes, world.stock)
    while start < 0:
        years = min(YEARS_BETWEEN_DONORS, -start // WEEKS_PER_YEAR)
        model = CoachingModel(town, plain, values, world, replace(clockwork, years=years), start)
        model.run()
        world.donors = donors_of(world.homes)
        start += WEEKS_PER_YEAR * years
        note_revenue(world, model)
    world.forget()
    return world


def note_revenue(world: World, model: CoachingModel) -> None:
    """Keep what each agency was paid for in the last year: places, or clients of an entitlement."""
    weeks = model.tallies[-MONTHS_PER_YEAR:].sum(axis=(0, 1))
    for number, row in enumerate(world.agencies):
        used = weeks[CARE_WEEKS + number] / WEEKS_PER_YEAR
        row["revenue_before"] = used if row["open_ended"] else row["places"]


def continue_world(
    town: Town,
    scenario: Scenario,
    values: Values,
    settled: World,
    clockwork: Clockwork,
    spare: World | None = None,
    *,
    observe: Callable[[CoachingModel], None] | None = None,
    each_month: Callable[[int], None] | None = None,
) -> CoachingModel:
    """Return a model that continues a copy of a settled town, with the rates of these values.

    Args:
        town: What is so.
        scenario: What the council decides.
        values: One value for each uncertainty.
        settled: The state at week 0; not changed.
        clockwork: Seed, horizon and precision.
        spare: A world that is needed no more; its memory is used again.
        observe: See ``CoachingModel``.
        each_month: See ``CoachingModel``.
    """
    world = settled.copy(spare)
    world.rules = rules_of(town, values, clockwork.numerics)
    world.practice = practice_of(town, values, clockwork.numerics)
    return CoachingModel(town, scenario, values, world, clockwork, observe=observe, each_month=each_month)


def at_year(by_year: Mapping[int, float], year: int) -> float:
    """Return the value of the latest year not after this one."""
    return by_year[max(start for start in by_year if start <= year)]
