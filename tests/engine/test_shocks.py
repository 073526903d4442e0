"""Shocks: they move what they say, from when they say, and change nobody's luck; and stretches within a year."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from simulation.model import CoachingModel, first_week, months_within
from simulation.services.world import World
from simulation.settings import Phase, Scenario, Shocks, Study
from simulation.streets.tables import FINANCES, PARENTING, WORK
from simulation.streets.tally import CRISES, EVENTS, HOUSEHOLDS, NUMBER, WEEKS
from tests.engine import runs
from tests.engine.conservation import problems_of
from tests.engine.runs import SMALL, scenarios_in, study_of, with_usual

WARM_UP_YEARS = 2
YEARS = 5
STARTS, ENDS = 12, 48
NAMES = ("wijkcoaches", "recession", "wijkcoaches_recession", "wijkcoaches_staff_shortage", "agency_cuts")
NO_HELP = "levers.agencies.effect=0"
UNLIMITED = "levers.agencies.unlimited=true"


def study_for(*overrides: str) -> Study:
    return study_of(*SMALL, f"scenarios=[{','.join(NAMES)}]", f"study.years={YEARS}", *overrides)


@cache
def world_for(*overrides: str) -> World:
    study = study_for(*overrides)
    return runs.settled(study, study.town, WARM_UP_YEARS)


@cache
def played(scenario: str, *overrides: str, worldview: str = "optimistic") -> CoachingModel:
    study = study_for(*overrides)
    return runs.played(study, scenarios_in(study)[scenario], world_for(*overrides), YEARS, worldview=worldview)


def with_shocks(*shocks: Shocks) -> Scenario:
    """Usual care, with these shocks one after another from the month in which shocks start, a year each."""
    usual = study_for().reference
    levers = usual.phases[0].levers
    later = [
        Phase(from_month=STARTS * number, levers=dataclasses.replace(levers, shocks=each))
        for number, each in enumerate(shocks, start=1)
    ]
    return dataclasses.replace(usual, phases=(*usual.phases, *later))


def play(scenario: Scenario) -> CoachingModel:
    return runs.played(study_for(), scenario, world_for(), YEARS)


def begun_weeks(model: CoachingModel, domain: int) -> float:
    """Household-weeks with an early problem of a domain from the start of the shock to its end."""
    return float(model.tallies[STARTS:ENDS, :, WEEKS + 3 * domain].sum())


@pytest.mark.parametrize(
    ("scenario", "usual"),
    [
        ("recession", "usual_care"),
        ("agency_cuts", "usual_care"),
        ("wijkcoaches_recession", "wijkcoaches"),
        ("wijkcoaches_staff_shortage", "wijkcoaches"),
    ],
)
def test_before_it_starts_nothing_differs(scenario: str, usual: str) -> None:
    ours, theirs = played(scenario), played(usual)
    assert ours.tallies[:STARTS].tobytes() == theirs.tallies[:STARTS].tobytes()
    assert (ours.ledger().cents[:STARTS] == theirs.ledger().cents[:STARTS]).all()
    assert (ours.tallies[STARTS:] != theirs.tallies[STARTS:]).any()


def test_shocks_of_one_are_none() -> None:
    """A phase that says what held already changes nothing, to the last bit."""
    plain, same = played("usual_care"), play(with_shocks(Shocks(onset_factor=1.0, vacancy_factor=1.0)))
    assert plain.tallies.tobytes() == same.tallies.tobytes()
    assert plain.world.homes.tobytes() == same.world.homes.tobytes()


def test_a_recession_begins_more_problems_of_money_and_work() -> None:
    usual, shocked = played("usual_care"), played("recession")
    for domain in (FINANCES, WORK):
        assert begun_weeks(shocked, domain) > 1.1 * begun_weeks(usual, domain)
    assert begun_weeks(shocked, PARENTING) < 1.1 * begun_weeks(usual, PARENTING)


def test_without_onset_problems_die_out() -> None:
    quiet = play(with_shocks(Shocks(onset_factor=0.0)))
    columns = [WEEKS + 3 * domain for domain in (FINANCES, WORK)]
    early = quiet.tallies[:, :, columns].sum(axis=(1, 2))
    assert early[-1] < 0.5 * early[STARTS]


def test_after_it_rates_are_as_before() -> None:
    assert played("recession").world.rules.tobytes() == played("usual_care").world.rules.tobytes()
    onset = play(with_shocks(Shocks(onset_factor=2.0))).world.rules[0]["onset"]
    plain = played("usual_care").world.rules[0]["onset"]
    expected = np.where(np.isin(np.arange(len(onset)), (FINANCES, WORK)), 2.0, 1.0)
    np.testing.assert_array_equal(onset / plain, expected)


def test_shocks_lose_nothing() -> None:
    for model in (played("recession"), played("wijkcoaches_staff_shortage")):
        assert not problems_of(model)


def test_who_lives_where_does_not_depend_on_the_times() -> None:
    usual, shocked = played("usual_care").world.homes, played("recession").world.homes
    for trait in ("occupant", "moves_at", "vulnerability", "composition"):
        np.testing.assert_array_equal(usual[trait], shocked[trait], err_msg=trait)


def test_in_a_recession_too_help_without_effect_changes_no_problem() -> None:
    usual, coached = (played(name, NO_HELP, worldview="no_effect") for name in ("recession", "wijkcoaches_recession"))
    problems = slice(WEEKS, EVENTS)
    assert coached.tallies[:, :, CRISES].sum() > 0
    np.testing.assert_allclose(coached.tallies[:, :, problems], usual.tallies[:, :, problems], atol=1e-6)
    np.testing.assert_array_equal(coached.world.homes["severity"], usual.world.homes["severity"])


def test_in_a_recession_too_other_neighbourhoods_are_left_alone() -> None:
    usual, coached = played("recession", UNLIMITED), played("wijkcoaches_recession", UNLIMITED)
    np.testing.assert_array_equal(usual.tallies[:, 1:], coached.tallies[:, 1:])
    assert (usual.tallies[:, 0] != coached.tallies[:, 0]).any()


def test_vacancies_last_longer() -> None:
    """Over many posts: the same people leave, and their posts stay empty for longer."""
    study = with_usual(study_for(), "coaches", where="city", fte_per_10000_households=60.0)
    world = runs.settled(study, study.town, WARM_UP_YEARS)
    levers = study.reference.phases[0].levers
    short = dataclasses.replace(levers, shocks=Shocks(vacancy_factor=3.0))
    vacant = []
    for each in (levers, short):
        scenario = dataclasses.replace(study.reference, phases=(Phase(from_month=0, levers=each),))
        model = runs.played(study, scenario, world, YEARS, worldview="optimistic")
        vacant.append(float(model.tallies[:, :, NUMBER["vacant_weeks"]].sum()))
    assert vacant[1] > 1.5 * vacant[0] > 0


def test_a_burden_is_of_its_domain_alone() -> None:
    study = study_for()
    town = dataclasses.replace(study.town, burden={"finances": 0.5})
    plain, light = (
        runs.begun(study, study.reference, world_for(), 1, town=each).world.rules[0]["onset"]
        for each in (study.town, town)
    )
    np.testing.assert_array_equal(light / plain, np.where(np.arange(len(plain)) == FINANCES, 0.5, 1.0))


class TestWithinAYear:
    def test_months_begin_within_the_horizon(self) -> None:
        assert [months_within(weeks) for weeks in (0, 1, 5, 6, 26, 27, 52, 53, 520)] == [0, 1, 1, 2, 6, 7, 12, 13, 120]

    def test_it_is_the_beginning_of_the_longer_run(self) -> None:
        """14.5 months: 63 weeks, of which the last two are in the fifteenth month."""
        study, months = study_for(), 14.5
        short = runs.played(study, scenarios_in(study)["wijkcoaches"], world_for(), months / 12, worldview="optimistic")
        whole = played("wijkcoaches")
        assert short.months == 15
        np.testing.assert_array_equal(short.tallies[:14], whole.tallies[:14])
        assert short.tallies[14, :, HOUSEHOLDS].sum() == len(short.world.homes) * (63 - first_week(14))
        assert short.tallies[14, :, NUMBER["contacts"]].sum() <= whole.tallies[14, :, NUMBER["contacts"]].sum()
        assert short.week == 63
        assert not problems_of(short)
        short.ledger()
