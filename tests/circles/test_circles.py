"""Circles: who comes in, what keeps a group together, what the coach does, and how it ends."""

import math

import numpy as np
import pytest

from simulation.model import CoachingModel, first_week
from simulation.services.circles import catalogue, tables
from simulation.services.circles.joining import next_member
from simulation.services.circles.meetings import comes, grow_close
from simulation.services.circles.reassessment import share_needed
from simulation.services.circles.tables import (
    CIRCLE,
    ENDED,
    GATHERING,
    HABITS,
    KEPT,
    LOST,
    MEMBER,
    MEMBER_NOW,
    NAMES,
    READY,
    REGISTER,
    RUNNING,
    TURNED_AWAY,
    WAITING,
)
from simulation.streets.tables import CRISIS, DAILY_LIVING, HEALTH, HOUSEHOLD
from tests.circles.circle_runs import (
    EVERYWHERE,
    begun,
    circles_of,
    ordinary,
    played,
    rows_of,
    scenario_with,
    values_with,
    weekly,
    work_of,
)

NEVER = 1e9


def habits_with(**changes: float) -> np.ndarray:
    habits = np.zeros(1, HABITS)
    values = values_with()
    for name in NAMES:
        habits[name] = values[f"circles.{name}"]
    for name, value in changes.items():
        habits[name] = value
    return habits


def counted(model: CoachingModel, name: str) -> float:
    return float(work_of(model).tallies[:, :, catalogue.COLUMNS.index(name)].sum())


def test_columns_have_their_numbers() -> None:
    numbered = {name: number for name, number in vars(tables).items() if isinstance(number, int)}
    assert numbered["HOURS_NOT_BILLED"] == len(catalogue.COLUMNS) - 1
    assert catalogue.COLUMNS[numbered["COACH_HOURS"]] == "circle_coach_hours"
    assert catalogue.COLUMNS[numbered["MEETINGS"]] == "circle_meetings"


class TestCohesion:
    def test_attendance_makes_a_circle_close(self) -> None:
        habits, circles = habits_with(), np.zeros(3, CIRCLE)
        circles["members"], circles["cohesion"], circles["hours_needed"] = 10, 0.3, 5.0
        circles["hours_given"], circles["talents_present"] = 5.0, 0b111111
        circles["present"] = [3, 6, 10]
        for circle in circles:
            grow_close(circle, habits[0])
        assert (np.diff(circles["cohesion"]) > 0).all()
        assert circles["cohesion"][2] > 0.3

    def test_reciprocity_needs_different_talents(self) -> None:
        habits, circles = habits_with(), np.zeros(2, CIRCLE)
        circles["members"], circles["present"], circles["hours_needed"], circles["hours_given"] = 10, 9, 5.0, 5.0
        circles["talents_present"] = [0b1, 0b111111]
        for circle in circles:
            grow_close(circle, habits[0])
        assert circles["cohesion"][1] == pytest.approx(6 * circles["cohesion"][0])

    def test_a_coach_without_hours_leaves_a_circle_loose(self) -> None:
        habits, circles = habits_with(), np.zeros(2, CIRCLE)
        circles["members"], circles["present"], circles["hours_needed"] = 10, 9, 5.0
        circles["hours_given"], circles["talents_present"] = [1.0, 5.0], 0b111111
        for circle in circles:
            grow_close(circle, habits[0])
        assert circles["cohesion"][0] < circles["cohesion"][1]

    def test_a_close_circle_is_attended(self) -> None:
        habits, circles = habits_with(), np.zeros(3, CIRCLE)
        circles["cohesion"], circles["hours_given"], circles["volunteer"] = [0.0, 0.5, 1.0], 4.0, 1
        shares = [comes(circle, habits[0]) for circle in circles]
        assert shares == sorted(shares)
        assert 0.0 < shares[0] < shares[1] < shares[2] < 1.0

    def test_who_addresses_absence_changes_over(self) -> None:
        """At first volunteer and coach make the difference; in a close circle with a withdrawn coach, the members."""
        habits, circles = habits_with(), np.zeros(2, CIRCLE)
        circles["volunteer"], circles["cohesion"] = 1, [0.0, 0.8]
        circles["hours_given"] = [habits["coach_hours_start"][0], habits["coach_hours_mature"][0]]
        without = circles.copy()
        without["volunteer"], without["hours_given"] = 0, 0.0
        lost = [
            comes(circle, habits[0]) - comes(other, habits[0]) for circle, other in zip(circles, without, strict=True)
        ]
        assert lost[0] > 2 * lost[1] > 0.0

    def test_in_a_town_attendance_and_cohesion_go_together(self) -> None:
        loose = played(values=values_with(attendance_alone=0.35, address_helpers=0.3, address_members=0.4))
        outcomes = [work_of(each).outcomes(np.ones(10, bool), True) for each in (loose, ordinary())]
        assert outcomes[0]["attendance_share"] < outcomes[1]["attendance_share"]
        assert outcomes[0]["circle_cohesion_mean"] < outcomes[1]["circle_cohesion_mean"]


class TestCoachHours:
    def test_they_fall_after_the_start(self) -> None:
        """Median over circles, what went wrong included."""
        model, hours = begun(), {}
        for week in weekly(model):
            for number, circle in enumerate(circles_of(model)):
                if circle["state"] == RUNNING and circle["started"] < week:
                    hours.setdefault(number, []).append(float(circle["hours_given"]))
        long = [each for each in hours.values() if len(each) > 130]
        assert len(long) > 3
        early = np.median([np.mean(each[:13]) for each in long])
        late = np.median([np.mean(each[78:130]) for each in long])
        assert late < 0.75 * early

    def test_they_rise_after_a_crisis_and_fall_again(self) -> None:
        models = [begun(values=values_with(attendance_alarm=0.0)) for _ in range(2)]
        needed = np.zeros((2, 20))
        chosen = -1
        for model, planted in zip(models, (False, True), strict=True):
            model.environment.run(until=149.5)
            rows = rows_of(model)
            calm = circles_of(model)["trouble_until"] < 145
            inside = np.flatnonzero((rows["state"] == MEMBER_NOW) & calm[rows["circle"]])
            well = [row for row in inside if (model.world.homes[rows[row]["household"]]["severity"] < CRISIS).all()]
            chosen = int(rows[well[0]]["circle"])
            if planted:
                model.world.homes[rows[well[0]]["household"]]["severity"][HEALTH] = CRISIS
            for week in range(20):
                model.environment.run(until=150.5 + week)
                needed[int(planted), week] = circles_of(model)[chosen]["hours_needed"]
        extra = needed[1] - needed[0]
        spike = values_with()["circles.trouble_hours"]
        weeks = round(values_with()["circles.trouble_weeks"])
        assert extra[: weeks + 2].max() == pytest.approx(spike, abs=1e-6)
        assert (np.abs(extra - spike) < 1e-6).sum() >= weeks - 1
        assert abs(extra[-1]) < spike

    def test_too_few_hours_delay_starts(self) -> None:
        """With hours for one start at a time, circles of a neighbourhood start one after the other."""
        levers = {**EVERYWHERE, "circles_per_10000_households": 20.0}
        often = values_with(referral_week=0.05)
        full = played(scenario_with(**levers), values=often)
        scarce = played(scenario_with(**levers, coach_hours_per_circle=5.0), values=often)
        assert counted(scarce, "circle_weeks") < counted(full, "circle_weeks")
        none = played(scenario_with(**levers, coach_hours_per_circle=0.0), values=often)
        assert counted(none, "circles_started") == 0


class TestSize:
    def test_never_fewer_than_eight_at_the_start_nor_more_than_twelve(self) -> None:
        model, seen = begun(), set()
        for _ in weekly(model):
            for number, circle in enumerate(circles_of(model)):
                if circle["state"] == RUNNING:
                    assert circle["members"] <= 12
                    if number not in seen:
                        assert circle["members"] >= 8
                        seen.add(number)
                elif circle["state"] < RUNNING:
                    assert circle["members"] == 0
        assert len(seen) > 3

    def test_without_candidates_a_circle_waits(self) -> None:
        model = played(values=values_with(referral_week=1e-5), years=3)
        assert (circles_of(model)["state"] == GATHERING).all()
        assert counted(model, "circles_started") == 0
        assert counted(model, "circle_coach_hours") == 0

    def test_who_comes_when_all_circles_are_full_is_turned_away(self) -> None:
        model, before, seen = begun(), np.zeros(10), 0
        refused = catalogue.COLUMNS.index("circle_turned_away")
        for _ in weekly(model):
            now = work_of(model).tallies[:, :, refused].sum(axis=0)
            places = np.flatnonzero(now > before)
            seen += len(places)
            areas = work_of(model).areas[places]
            assert (areas["full"] >= areas["budgeted"]).all()
            before = now
        assert seen > 3
        assert (rows_of(model)["state"] == TURNED_AWAY).sum() == before.sum()
        wide = played(scenario_with(**EVERYWHERE, largest=1000))
        assert counted(wide, "circle_turned_away") == 0
        assert circles_of(wide)["members"].max() > 12

    @pytest.mark.parametrize("acceptance", [0.0, 1.0], ids=["nobody comes", "others come"])
    def test_a_circle_with_too_few_members_recruits_or_stops(self, acceptance: float) -> None:
        model = begun()
        model.environment.run(until=150.5)
        number = next(
            index
            for index, circle in enumerate(circles_of(model))
            if circle["state"] == RUNNING and work_of(model).areas["budgeted"][circle["neighbourhood"]] == 1
        )
        place = circles_of(model)[number]["neighbourhood"]
        members = rows_of(model)
        inside = np.flatnonzero((members["state"] == MEMBER_NOW) & (members["circle"] == number))
        members["stays"][inside[4:]] = -1.0
        waiting = (members["neighbourhood"] == place) & (members["state"] < MEMBER_NOW)
        members["state"][waiting], members["until"][waiting], members["fate"][waiting] = 0, 0.0, LOST
        work_of(model).areas["waiting"][place] = 0
        model.world.practice["acceptance"] = acceptance
        bears = math.ceil(values_with()["circles.bears_weeks"])
        model.environment.run(until=152.5)
        assert circles_of(model)[number]["members"] <= 4 + 3
        assert not math.isinf(circles_of(model)[number]["short_since"])
        model.environment.run(until=150.5 + bears - 2)
        assert circles_of(model)[number]["state"] == RUNNING
        model.environment.run(until=150.5 + bears + 4)
        assert (circles_of(model)[number]["state"] == RUNNING) == (acceptance > 0)
        if acceptance:
            assert circles_of(model)[number]["members"] >= 8

    def test_different_talents_come_first(self) -> None:
        register, members, open_rows = np.zeros(1, REGISTER), np.zeros(3, MEMBER), np.arange(3, dtype=np.int32)
        circle = np.zeros(1, CIRCLE)
        circle["talents"][0, 2] = 1
        register["open"] = 3
        members["state"], members["talent"], members["waiting"] = WAITING, [2, 4, 5], [1.0, 3.0, 2.0]
        assert next_member(circle[0], register[0], members, open_rows) == 2
        circle["talents"][0, 5] = circle["talents"][0, 4] = 1
        assert next_member(circle[0], register[0], members, open_rows) == 0


class TestVolunteer:
    def test_no_volunteer_no_circle(self) -> None:
        model = played(values=values_with(volunteer_weeks=NEVER), years=3)
        assert counted(model, "circles_started") == 0
        assert counted(model, "circle_referrals") > 20

    def test_a_circle_that_loses_its_volunteer_for_good_stops(self) -> None:
        model = begun()
        model.environment.run(until=150.5)
        alive = np.flatnonzero(circles_of(model)["state"] == RUNNING)
        assert len(alive) > 3
        work_of(model).values._numbers["circles.volunteer_weeks"] = NEVER
        model.run()
        circles = circles_of(model)
        gone = alive[circles["state"][alive] == ENDED]
        assert len(gone)
        assert (circles["volunteer"][circles["state"] == ENDED] == 0).all()
        left = circles[(circles["state"] == RUNNING) & (circles["volunteer"] == 0)]
        assert len(left) <= len(alive) - len(gone)

    def test_the_coach_is_trained_in_seven_modules_before_the_start(self) -> None:
        model = ordinary()
        circles = circles_of(model)
        begun_training = (circles["state"] >= READY).sum()
        modules = counted(model, "circle_modules")
        assert modules <= 7 * begun_training + 6 * (circles["state"] < READY).sum()
        assert modules >= 7 * (circles["state"] == RUNNING).sum() * 0.5
        started = circles["started"][~np.isnan(circles["started"])]
        weeks = 7 * values_with()["circles.module_weeks"]
        first = started - circles["opened"][~np.isnan(circles["started"])]
        assert (first > weeks).any()


class TestRoute:
    def test_direct_loses_fewer_and_is_sooner(self) -> None:
        direct, provider = ordinary(), played(scenario_with("circles_provider", **EVERYWHERE))
        shares, weeks = [], []
        for model in (direct, provider):
            rows = rows_of(model)
            arrived = ~np.isnan(rows["waiting"])
            lost = np.isin(rows["state"], (LOST, KEPT))
            shares.append(lost.sum() / (lost | arrived).sum())
            weeks.append(np.mean((rows["waiting"] - rows["referred"])[arrived]))
        assert shares[0] < shares[1]
        assert weeks[0] < weeks[1]
        assert counted(direct, "circle_kept_by_provider") == 0

    def test_a_provider_keeps_those_whose_support_it_bills(self) -> None:
        scenario = scenario_with("circles_provider", **EVERYWHERE)
        keeps, passes = (played(scenario, values=values_with(provider_keeps=share)) for share in (1.0, 0.0))
        assert counted(keeps, "circle_kept_by_provider") > 0
        assert counted(passes, "circle_kept_by_provider") == 0
        before = [work_of(each).outcomes(np.ones(10, bool), True) for each in (keeps, passes)]
        name = "support_hours_week_per_member_before"
        assert before[0][name] < before[1][name]


class TestReassessment:
    def test_without_a_gain_nobody_needs_less(self) -> None:
        habits, member, home = habits_with(), np.zeros(1, MEMBER), np.zeros(1, HOUSEHOLD)
        member["self_before"] = 0.6
        for severity in range(4):
            for now in (0.2, 0.6):
                home["severity"][0, DAILY_LIVING], home["self_reliance"] = severity, now
                assert share_needed(home[0], member[0], habits[0]) == 1.0

    def test_need_falls_with_self_reliance_and_rises_with_severity(self) -> None:
        habits, member, home = habits_with(), np.zeros(1, MEMBER), np.zeros(1, HOUSEHOLD)
        member["self_before"] = 0.5

        def need(severity: int, now: float) -> float:
            home["severity"][0, DAILY_LIVING], home["self_reliance"] = severity, now
            return share_needed(home[0], member[0], habits[0])

        assert need(2, 0.7) < need(2, 0.6) < need(2, 0.5)
        assert need(1, 0.6) < need(2, 0.6) < need(3, 0.6)

    def test_support_ends_only_where_circles_make_self_reliant(self) -> None:
        strong = played(values=values_with(self_gain=0.02))
        none = played(values=values_with("no_effect"))
        assert counted(strong, "circle_support_ended") > 0
        assert counted(strong, "circle_hours_not_billed") > 0
        assert counted(none, "circle_reassessed") > 0
        assert counted(none, "circle_support_ended") == 0


class TestMoney:
    def test_when_it_ends_circles_stop_and_members_fall_back(self) -> None:
        model = begun(scenario_with("circles_funding_ends", **EVERYWHERE))
        end = first_week(36)
        model.environment.run(until=end - 0.5)
        homes = model.world.homes
        inside = rows_of(model)[rows_of(model)["state"] == MEMBER_NOW]
        assert len(inside) > 20
        addresses = inside["household"]
        before = homes["self_reliance"][addresses].copy()
        model.run()
        assert (circles_of(model)["state"] == ENDED).all()
        assert (rows_of(model)["ended"] <= end + 1).all()
        assert (work_of(model).tallies[37:] == 0).all()
        same = homes["occupant"][addresses] == inside["occupant"]
        assert (homes["self_reliance"][addresses] - before)[same].mean() < 0

    def test_nothing_is_paid_afterwards(self) -> None:
        model = played(scenario_with("circles_funding_ends", **EVERYWHERE))
        months = {each.month for each in model.ledger().postings() if each.product.startswith("circle_")}
        assert months
        assert max(months) <= 36
