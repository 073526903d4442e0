"""The table of journeys: every row with its dates, and every reported wait once more from it alone."""

import json
from dataclasses import asdict
from functools import cache

import numpy as np
import pandas as pd
import pytest

from simulation.model import CoachingModel, continue_world
from simulation.services.tables import CASE_STATES, REFERRAL_STATES, REQUEST_STATES
from simulation.services.world import World
from simulation.settings import Study
from simulation.study.catalogue import columns_of
from simulation.study.journeys import COLUMNS, DATES, journeys_of
from simulation.study.keys import Key, values_in
from simulation.study.run import RunResult, clockwork_of, measure, play, settle
from simulation.study.tables import Columns
from tests.study.conftest import study_of
from tests.study.recompute_waits import DOORS, deviation, recomputed

SCENARIOS = ("usual_care", "wijkcoaches", "intakers", "city_wide", "combined_city_wide")
DETAILS = ("wait", "_mean_length", "within_term_share", "story_told_mean", "helpers_mean")
"""Parts of the names of outcomes that are about journeys."""


@cache
def town_study() -> Study:
    more = f"scenarios=[{','.join(SCENARIOS[1:])}]"
    return study_of("town=example", "town.households=2500", "study.years=5", more, "worldviews=[optimistic]")


@cache
def settled() -> World:
    return settle(town_study())


@cache
def played(name: str) -> tuple[CoachingModel, RunResult]:
    study = town_study()
    scenario = next(each for each in (study.reference, *study.scenarios) if each.name == name)
    model = play(study, scenario, values_in(study, study.worldviews[0], 0), 0, settled())
    return model, measure(model, Key(worldview="", scenario=name, draw=0, run=0))


@cache
def table(name: str) -> pd.DataFrame:
    return pd.DataFrame(journeys_of(played(name)[0]))


def facts() -> dict[str, object]:
    """The town as the manifest has it."""
    return json.loads(json.dumps(asdict(town_study().town)))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_wait_follows_from_the_table(scenario: str) -> None:
    outcomes = played(scenario)[1].outcomes
    found = recomputed(table(scenario), facts(), 260.0)
    apart = {name: (value, outcomes[name]) for name, value in found.items() if deviation(value, outcomes[name]) > 1e-9}
    assert not apart
    assert found["mean_wait_weeks"] > 0


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_request_goes_one_way_and_none_gets_lost_in_the_count(scenario: str) -> None:
    outcomes = played(scenario)[1].outcomes
    for scope in ("", "_pilot"):
        ways = [value for name, value in outcomes.items() if name.startswith("path_") and is_in(name, scope)]
        asked = [value for name, value in outcomes.items() if name in {f"requests_{door}{scope}" for door in DOORS}]
        assert len(ways) == 13
        assert len(asked) == 5
        assert sum(ways) == sum(asked) > 0


def is_in(name: str, scope: str) -> bool:
    return name.endswith("_pilot") == bool(scope)


def test_every_wait_is_recomputed() -> None:
    found = recomputed(table("usual_care"), facts(), 260.0)
    named = [name for name in columns_of(town_study().town) if any(part in name for part in DETAILS)]
    named = [name for name in named if name != "helpers_household_mean"]
    assert len(named) > 60
    assert set(named) <= set(found)


def test_the_check_sees_a_wrong_date() -> None:
    """One start of care a week later in one row, and the waits no longer agree."""
    rows = table("wijkcoaches").copy()
    place = rows.index[(rows["kind"] == "referral") & (rows["sent"] > 0) & (rows["started"] < 200)][0]
    rows.loc[place, "started"] += 1.0
    found = recomputed(rows, facts(), 260.0)
    outcomes = played("wijkcoaches")[1].outcomes
    assert any(deviation(value, outcomes[name]) > 1e-9 for name, value in found.items())


def test_every_kind_of_row_is_there() -> None:
    kinds = table("combined_city_wide")["kind"].value_counts()
    assert set(kinds.index) == {"request", "case", "referral", "candidacy", "match"}
    assert kinds.min() > 20
    assert set(table("usual_care")["kind"]) == {"request", "referral"}


def test_columns_are_lean() -> None:
    columns: Columns = journeys_of(played("combined_city_wide")[0])
    assert tuple(columns) == COLUMNS
    kinds = {str(column.dtype) for column in columns.values()}
    assert kinds == {"object", "int32", "float64"}
    assert len({len(column) for column in columns.values()}) == 1


@pytest.mark.parametrize(
    ("kind", "states", "final"),
    [("request", REQUEST_STATES, 4), ("case", CASE_STATES, 3), ("referral", REFERRAL_STATES, 4)],
)
def test_open_rows_have_their_last_state(kind: str, states: tuple[str, ...], final: int) -> None:
    rows = table("combined_city_wide")
    rows = rows[rows["kind"] == kind]
    assert rows["number"].tolist() == list(range(len(rows)))
    is_open = rows["ended"].isna()
    assert is_open.any()
    assert not is_open.all()
    assert rows["state"][is_open].isin(states[:final]).all()
    assert rows["state"][~is_open].isin(states[final:]).all()


def test_what_was_open_at_week_0_is_there() -> None:
    rows = table("usual_care")
    first = rows[["asked", "sent"]].min(axis=1)
    before = rows[first < 0]
    assert len(before) > 20
    assert not (before["ended"] < 0).any()
    assert rows[list(DATES)].max().max() <= 260.0


def test_rows_know_their_request() -> None:
    rows = table("combined_city_wide")
    requests = rows[rows["kind"] == "request"].set_index("number")
    for kind in ("case", "referral"):
        ours = rows[rows["kind"] == kind]
        theirs = requests.loc[ours["request"]]
        for name in ("household", "occupant", "neighbourhood"):
            assert (ours[name].to_numpy() == theirs[name].to_numpy()).all()
    new = requests.index[requests["asked"] >= 0]
    started = rows[(rows["kind"] == "referral") & rows["started"].notna() & rows["request"].isin(new)]
    helped = started.groupby("request")["started"].min()
    found = requests["specialist"][new].dropna()
    assert np.array_equal(found.index, helped.index)
    assert np.array_equal(found, helped)


def test_weeks_on_the_intakers_list_are_the_rounds_between_the_dates() -> None:
    """Of who was there once: nobody else was busy with the request."""
    rows = table("intakers")
    once = (
        rows["at_intaker"].notna() & rows["with_others"].isna() & rows["waiting_coach"].isna() & rows["ended"].notna()
    )
    rows = rows[once]
    left = rows["intake"].fillna(rows["ended"])
    assert len(rows) > 50
    assert (rows["intaker_weeks"] == np.ceil(left) - np.ceil(rows["at_intaker"])).all()
    assert rows["intaker_weeks"].sum() > 0


@pytest.mark.parametrize("scenario", ["usual_care", "city_wide", "combined_city_wide"])
def test_an_observer_changes_nothing(scenario: str) -> None:
    study, (_, plain) = town_study(), played(scenario)
    rounds, months = [], []
    chosen = next(each for each in (study.reference, *study.scenarios) if each.name == scenario)
    model = continue_world(
        study.town,
        chosen,
        values_in(study, study.worldviews[0], 0),
        settled(),
        clockwork_of(study, 0, study.settings.years),
        observe=lambda model: rounds.append(float(model.world.town[0]["clock"])),
        each_month=months.append,
    )
    model.run()
    assert rounds == list(range(1, 261))
    assert months == list(range(60))
    watched = measure(model, plain.key)
    assert watched.outcomes.keys() == plain.outcomes.keys()
    assert np.array_equal([*watched.outcomes.values()], [*plain.outcomes.values()], equal_nan=True)
    for name in ("months", "ledger", "classes"):
        ours, theirs = getattr(watched, name), getattr(plain, name)
        assert all(pd.Series(ours[column]).equals(pd.Series(theirs[column])) for column in theirs), name
    pd.testing.assert_frame_equal(pd.DataFrame(journeys_of(model)), table(scenario), check_exact=True)


def test_a_month_can_end_a_run() -> None:
    study = town_study()

    def stop(month: int) -> None:
        if month == 3:
            raise TimeoutError("long enough")

    clockwork = clockwork_of(study, 0, study.settings.years)
    values = values_in(study, None, 0)
    model = continue_world(study.town, study.reference, values, settled(), clockwork, each_month=stop)
    with pytest.raises(TimeoutError, match="long enough"):
        model.run()
    assert model.week == 13
