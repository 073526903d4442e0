"""Who is not touched is not changed: the same luck in every scenario, and nothing shared but queues."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel, first_week
from simulation.services.world import World
from simulation.settings import Scenario, Study, Town
from simulation.streets.tally import CRISES, EVENTS, NUMBER, WEEKS
from tests.engine import runs
from tests.engine.conservation import problems_of
from tests.engine.runs import SMALL, rows_of, scenarios_in, study_of, with_usual

WARM_UP_YEARS = 2
YEARS = 5
SHIPPED = (
    "wijkcoaches",
    "funding_ends",
    "funding_ends_own_money",
    "funding_ends_substitute",
    "city_wide",
    "city_wide_substitution",
    "outreach_without_mandate",
    "same_money_places",
    "same_money_debt_help",
)
UNLIMITED = "levers.agencies.unlimited=true"
NO_HELP = "levers.agencies.effect=0"


def study_for(*overrides: str) -> Study:
    return study_of(*SMALL, f"scenarios=[{','.join(SHIPPED)}]", f"study.years={YEARS}", *overrides)


@cache
def world_for(*overrides: str) -> World:
    study = study_for(*overrides)
    return runs.settled(study, study.town, WARM_UP_YEARS)


@cache
def played(scenario: str, *overrides: str, worldview: str = "optimistic") -> CoachingModel:
    study = study_for(*overrides)
    return runs.played(study, scenarios_in(study)[scenario], world_for(*overrides), YEARS, worldview=worldview)


def play_with(study: Study, scenario: Scenario, town: Town | None = None, years: int = 2) -> CoachingModel:
    """Settle and play a changed town."""
    world = runs.settled(study, town or study.town, WARM_UP_YEARS)
    return runs.played(study, scenario, world, years, town=town, worldview="optimistic")


def same_rows(one: np.ndarray, other: np.ndarray, apart_from: tuple[str, ...] = ()) -> None:
    for name in one.dtype.names:
        if name not in apart_from:
            np.testing.assert_array_equal(one[name], other[name], err_msg=name)


ROW_NUMBERS = ("request", "case", "referral", "slot")
"""Where rows stand in tables and lists that all neighbourhoods share."""


class TestOtherNeighbourhoods:
    """With unlimited places nothing is shared: a policy in the pilot leaves the others as they were."""

    @pytest.mark.parametrize("scenario", ["wijkcoaches", "funding_ends", "outreach_without_mandate"])
    def test_households_elsewhere_are_identical(self, scenario: str) -> None:
        usual, changed = played("usual_care", UNLIMITED), played(scenario, UNLIMITED)
        elsewhere = usual.world.homes["neighbourhood"] != 0
        same_rows(usual.world.homes[elsewhere], changed.world.homes[elsewhere], ROW_NUMBERS)
        np.testing.assert_array_equal(usual.world.next_change[elsewhere], changed.world.next_change[elsewhere])

    @pytest.mark.parametrize("scenario", ["wijkcoaches", "funding_ends", "outreach_without_mandate"])
    def test_what_is_counted_elsewhere_is_identical(self, scenario: str) -> None:
        usual, changed = played("usual_care", UNLIMITED), played(scenario, UNLIMITED)
        np.testing.assert_array_equal(usual.tallies[:, 1:], changed.tallies[:, 1:])

    def test_journeys_elsewhere_are_identical(self) -> None:
        usual, changed = played("usual_care", UNLIMITED), played("wijkcoaches", UNLIMITED)
        for name in ("requests", "referrals"):
            one, other = (rows_of(model, name) for model in (usual, changed))
            same_rows(one[one["neighbourhood"] != 0], other[other["neighbourhood"] != 0], ROW_NUMBERS)

    def test_the_pilot_is_not(self) -> None:
        usual, changed = played("usual_care", UNLIMITED), played("wijkcoaches", UNLIMITED)
        assert (usual.tallies[:, 0] != changed.tallies[:, 0]).any()

    def test_with_shared_places_the_others_feel_it(self) -> None:
        """The isolation above is not the isolation of a policy that does nothing."""
        usual, changed = played("usual_care"), played("city_wide_substitution")
        assert (usual.tallies[:, 1:] != changed.tallies[:, 1:]).any()


class TestTheSameAgain:
    @pytest.mark.parametrize("scenario", ["usual_care", "city_wide", "outreach_without_mandate"])
    def test_twice_is_bit_identical(self, scenario: str) -> None:
        first = played(scenario)
        study = study_for()
        again = runs.played(study, scenarios_in(study)[scenario], world_for(), YEARS, worldview="optimistic")
        assert first.tallies.tobytes() == again.tallies.tobytes()
        assert first.ledger().cents.tobytes() == again.ledger().cents.tobytes()
        for name in ("homes", "agencies", "coaches", "stock", "next_change", "found_at"):
            assert getattr(first.world, name).tobytes() == getattr(again.world, name).tobytes(), name
        for name in ("requests", "referrals", "cases"):
            same_rows(rows_of(first, name), rows_of(again, name))

    @pytest.mark.parametrize(("scenario", "before"), [("usual_care", "city_wide"), ("city_wide", "usual_care")])
    def test_used_memory_leaves_no_trace(self, scenario: str, before: str) -> None:
        """A run in the memory of a finished run of another scenario is the same to the last bit."""
        study, fresh = study_for(), played(scenario)
        spare = runs.played(study, scenarios_in(study)[before], world_for(), YEARS, worldview="adverse").world
        clock = runs.clockwork(study, YEARS)
        values = runs.values_in(study, "optimistic")
        again = runs.continue_world(study.town, scenarios_in(study)[scenario], values, world_for(), clock, spare)
        again.run()
        assert fresh.tallies.tobytes() == again.tallies.tobytes()
        for name in ("homes", "agencies", "coaches", "stock", "next_change", "found_at", "lists", "places"):
            assert getattr(fresh.world, name).tobytes() == getattr(again.world, name).tobytes(), name
        for name in ("requests", "referrals", "cases"):
            same_rows(rows_of(fresh, name), rows_of(again, name))

    def test_settling_twice_is_bit_identical(self) -> None:
        study = study_for()
        again = runs.settled(study, study.town, WARM_UP_YEARS)
        for name in ("homes", "agencies", "stock", "next_change", "found_at", "donors", "referrals"):
            assert getattr(world_for(), name).tobytes() == getattr(again, name).tobytes(), name

    def test_a_run_leaves_the_settled_world_as_it_was(self) -> None:
        study = study_for()
        world = runs.settled(study, study.town, WARM_UP_YEARS)
        before = {name: getattr(world, name).tobytes() for name in ("homes", "agencies", "lists", "referrals")}
        runs.played(study, scenarios_in(study)["city_wide"], world, YEARS, worldview="optimistic")
        for name, bytes_before in before.items():
            assert getattr(world, name).tobytes() == bytes_before, name

    def test_another_run_has_other_luck(self) -> None:
        study = study_for()
        other = runs.played(study, study.reference, runs.settled(study, study.town, WARM_UP_YEARS, run=1), YEARS, run=1)
        assert (other.tallies != played("usual_care").tallies).any()

    @pytest.mark.parametrize("scenario", ["funding_ends", "funding_ends_own_money", "city_wide"])
    def test_until_the_funding_ends_it_is_the_same_scenario(self, scenario: str) -> None:
        one, other = played("wijkcoaches"), played(scenario)
        np.testing.assert_array_equal(one.tallies[:36], other.tallies[:36])
        np.testing.assert_array_equal(one.ledger().cents[:36], other.ledger().cents[:36])
        assert (one.tallies[36:] != other.tallies[36:]).any() or scenario == "funding_ends_own_money"

    def test_own_money_changes_only_who_pays(self) -> None:
        one, other = played("wijkcoaches"), played("funding_ends_own_money")
        np.testing.assert_array_equal(one.tallies, other.tallies)
        assert one.ledger().cents.sum() == other.ledger().cents.sum()


@pytest.mark.parametrize("scenario", SHIPPED)
def test_who_lives_where_is_the_same_in_every_scenario(scenario: str) -> None:
    """Moving does not depend on problems or help, and who moves in is drawn from the baseline."""
    usual, changed = played("usual_care").world.homes, played(scenario).world.homes
    for trait in ("occupant", "moves_at", "vulnerability", "composition", "minors", "tenure", "income", "network_base"):
        np.testing.assert_array_equal(usual[trait], changed[trait], err_msg=trait)


class TestNoEffect:
    """Help that does nothing changes no problem: in all scenarios everybody has the same problems at the same time."""

    @pytest.mark.parametrize("scenario", SHIPPED)
    def test_problems_are_the_same(self, scenario: str) -> None:
        usual, changed = (played(name, NO_HELP, worldview="no_effect") for name in ("usual_care", scenario))
        problems = slice(WEEKS, EVENTS)
        assert changed.tallies[:, :, CRISES].sum() > 0
        np.testing.assert_allclose(changed.tallies[:, :, problems], usual.tallies[:, :, problems], atol=1e-6)
        np.testing.assert_array_equal(changed.world.homes["severity"], usual.world.homes["severity"])
        np.testing.assert_array_equal(changed.world.homes["count"][:, :, :2], usual.world.homes["count"][:, :, :2])

    def test_the_services_did_work(self) -> None:
        changed = played("city_wide", NO_HELP, worldview="no_effect")
        assert changed.tallies[:, :, NUMBER["cases_opened"]].sum() > 0
        assert (rows_of(changed, "referrals")["started"] > 0).any()

    def test_with_effect_problems_differ(self) -> None:
        usual, changed = played("usual_care"), played("wijkcoaches")
        assert (usual.world.homes["severity"] != changed.world.homes["severity"]).any()


def with_coaches(study: Study, **changes: object) -> Scenario:
    """The coaches' scenario with other coach levers."""
    scenario = scenarios_in(study)["wijkcoaches"]
    phases = tuple(
        dataclasses.replace(
            phase,
            levers=dataclasses.replace(phase.levers, coaches=dataclasses.replace(phase.levers.coaches, **changes)),
        )
        for phase in scenario.phases
    )
    return dataclasses.replace(scenario, phases=phases)


class TestExtremes:
    @pytest.mark.parametrize(
        "changes",
        [{"fte_per_10000_households": 0.0}, {"where": "nowhere"}, {"where": ()}],
        ids=["no posts", "nowhere", "an empty list"],
    )
    def test_no_coaches_is_usual_care(self, changes: dict[str, object]) -> None:
        study = study_for()
        none = runs.played(study, with_coaches(study, **changes), world_for(), YEARS, worldview="optimistic")
        usual = played("usual_care")
        np.testing.assert_array_equal(none.tallies, usual.tallies)
        assert none.world.homes.tobytes() == usual.world.homes.tobytes()
        assert (none.ledger().cents == usual.ledger().cents).all()

    def test_hardly_any_coach_finds_hardly_anybody(self) -> None:
        """A thousandth of a post takes on one household at most at a time, and costs next to nothing."""
        study = study_for()
        tiny = with_coaches(study, fte_per_10000_households=0.001)
        model = runs.played(study, tiny, world_for(), YEARS, worldview="optimistic")
        assert not problems_of(model)
        paid = model.tallies[:, :, NUMBER["salary_weeks"]].sum()
        assert 0 < paid < 1e-3 * 52 * YEARS

    @pytest.mark.parametrize("scenario", ["usual_care", "city_wide"])
    def test_no_money_no_care(self, scenario: str) -> None:
        study = study_for("levers.agencies.places_factor=0")
        model = play_with(study, scenarios_in(study)[scenario], years=4)
        limited = [number for number, each in enumerate(model.town.agencies) if each.kind == "place_limited"]
        rows = rows_of(model, "referrals")
        started = rows[np.isin(rows["agency"], limited) & (rows["started"] > 0)]
        assert len(started) == 0
        assert (model.world.agencies["places"][limited] == 0).all()
        assert not problems_of(model)

    def test_a_neighbourhood_without_households(self) -> None:
        study = study_for()
        places = tuple(
            dataclasses.replace(place, share=0.0) if number in (0, 4) else place
            for number, place in enumerate(study.town.neighbourhoods)
        )
        town = dataclasses.replace(study.town, neighbourhoods=places)
        for scenario in ("wijkcoaches", "city_wide"):
            model = play_with(study, scenarios_in(study)[scenario], town, years=4)
            assert not problems_of(model)
            assert (model.tallies[:, [0, 4]] == 0).all()
            model.ledger()

    @pytest.mark.parametrize("households", [1, 2, 30])
    def test_hardly_any_households(self, households: int) -> None:
        study = study_for()
        town = dataclasses.replace(study.town, households=households)
        for scenario in ("usual_care", "city_wide"):
            model = play_with(study, scenarios_in(study)[scenario], town, years=4)
            assert not problems_of(model)
            assert model.tallies[:, :, NUMBER["households"]].sum() == households * 4 * 52
            model.ledger()

    def test_unlimited_places_leave_nobody_waiting(self) -> None:
        model = played("city_wide", UNLIMITED)
        rows = rows_of(model, "referrals")
        waited = rows["started"] - rows["waiting"]
        assert (waited[~np.isnan(waited)] == 0.0).all()
        assert (model.agency_months["waiting"] == 0).all()

    @pytest.mark.parametrize("approach", ["coaches", "outreach"])
    def test_an_approach_that_usual_care_has_too(self, approach: str) -> None:
        """Settling and continuing must not lose or double anything."""
        study = with_usual(study_of(*SMALL), approach, where="city", fte_per_10000_households=20.0)
        world = runs.settled(study, study.town, WARM_UP_YEARS)
        model = runs.begun(study, study.reference, world, 1)
        model.environment.run(until=1)
        assert not problems_of(model)
        model.run()
        assert not problems_of(model)

    def test_no_years(self) -> None:
        study = study_for()
        model = runs.played(study, study.reference, world_for(), 0)
        assert model.tallies.shape[0] == 0
        assert model.ledger().cents.sum() == 0

    def test_a_town_that_was_never_settled(self) -> None:
        study = study_for()
        world = runs.settled(study, study.town, 0)
        model = runs.played(study, scenarios_in(study)["city_wide"], world, 4, worldview="optimistic")
        assert not problems_of(model)

    def test_a_month_starts_where_the_calendar_says(self) -> None:
        assert [first_week(month) for month in (0, 1, 2, 3, 12, 36)] == [0, 5, 9, 13, 52, 156]
