"""Assistants themselves: hired from social assistance, trained, known after a while, gone when the money is."""

import numpy as np
import pytest

from simulation.money import balance_of
from simulation.services.assistants import Assistants
from simulation.services.assistants.tables import AT_WORK, NO_POST, TRAINING, VACANT
from simulation.settings.approaches import levers_class
from simulation.streets.tables import WORK
from simulation.streets.tally import ASSISTANCE_WEEKS
from tests.assistants import towns
from tests.assistants.towns import counted, in_town, matches_of, played, without
from tests.engine.conservation import problems_of


def employed_in(model: object) -> np.ndarray:
    posts = model.works["assistants"].posts  # type: ignore[attr-defined]
    return posts[np.isin(posts["state"], (TRAINING, AT_WORK))]


def test_who_is_hired_lives_there_and_was_on_social_assistance() -> None:
    model = towns.begun(towns.scenario(), towns.values())
    before = model.world.homes["assistance"].copy()
    model.environment.run(until=1)
    posts = employed_in(model)
    assert len(posts) > 10
    households = posts["household"]
    assert len(set(households)) == len(households)
    assert (before[households] == 1).all()
    np.testing.assert_array_equal(model.world.homes["neighbourhood"][households], posts["neighbourhood"])
    full_time = posts["fte"] == 1.0
    assert (model.world.homes["assistance"][households[full_time]] == 0).all()
    assert model.world.homes["assistance"].sum() < before.sum()


def test_without_candidates_posts_stay_vacant() -> None:
    world = towns.world().copy()
    model = towns.runs.begun(towns.study(), towns.scenario(), world, 2, values=towns.values())
    homes = model.world.homes
    homes["assistance"] = 0
    homes["severity"][:, WORK] = 0
    model.world.rules["onset"][0, WORK] = 0.0
    model.world.rules["assistance_entry"] = 0.0
    model.world.donors["assistance"] = 0
    model.run()
    assert counted(model, "employed_weeks") == 0.0
    assert counted(model, "assistant_vacant_weeks") == pytest.approx(104 * 10.0)
    assert in_town(model)["doors"] == 0.0


def test_training_comes_before_the_first_door() -> None:
    model = towns.begun(towns.scenario(), towns.values(training_weeks=13.0))
    model.environment.run(until=13)
    assert counted(model, "doors") == 0.0
    model.environment.run(until=16)
    assert counted(model, "doors") > 0.0


def test_a_new_assistant_opens_fewer_doors_than_an_experienced_one() -> None:
    found = in_town(played())
    assert counted(played(), "answered_new") > 500
    assert counted(played(), "answered_known") > 500
    assert found["doors_opened_share_new"] < found["doors_opened_share_known"]


def test_who_leaves_takes_most_of_what_was_known_along() -> None:
    """A team that turns over all the time is known less, and finds more doors shut."""
    known = []
    for turnover in (0.0, 0.9):
        model = towns.begun(towns.scenario(), towns.values(turnover_year=turnover, vacancy_weeks=0.01))
        model.run()
        opened = counted(model, "opened_new") + counted(model, "opened_known")
        known.append(opened / (counted(model, "answered_new") + counted(model, "answered_known")))
    assert known[1] < known[0]


def test_the_benefit_saved_is_in_the_ledger() -> None:
    """Nothing else differs where help has no effect: the same households lose their work at the same time."""
    overrides = (towns.NO_HELP,)
    one, other = (
        towns.begun(
            towns.scenario(*overrides, assistants=which), towns.values("no_effect", turnover_year=0.0), *overrides
        )
        for which in (towns.EVERYWHERE, Assistants())
    )
    for model in (one, other):
        model.run()
    saved = in_town(one)["assistant_benefit_weeks_saved"]
    weeks = [model.tallies[:, :, ASSISTANCE_WEEKS].sum() for model in (one, other)]
    assert saved > 300
    # Holders who moved out are replaced at once; a status that changes within a week is seen at its end.
    assert weeks[1] - weeks[0] == pytest.approx(saved, abs=len(one.works["assistants"].posts))
    ledgers = [model.ledger() for model in (one, other)]
    number = ledgers[0].number["benefit"]
    cents = [int(ledger.cents[:, :, number].sum()) for ledger in ledgers]
    price = ledgers[0].products[number].cents
    entries = one.months * len(one.town.neighbourhoods)
    assert cents[1] - cents[0] == pytest.approx((weeks[1] - weeks[0]) * price, abs=entries)


def test_only_the_assistants_own_household_changes_its_status() -> None:
    """In a world without effects nobody else's assistance or rung differs."""
    one, other = played("no_effect", towns.NO_HELP), without("no_effect", towns.NO_HELP)
    homes, usual = one.world.homes, other.world.homes
    differ = (homes["assistance"] != usual["assistance"]) | (homes["rung"] != usual["rung"])
    ever = counted(one, "trainings")
    assert 0 < differ.sum() <= ever / 0.4, "fte of trainings, parts of posts included"
    assert (homes["touched"][differ] == 1).all()


def test_the_own_ladder_rises() -> None:
    assert in_town(played())["assistant_ladder_steps"] > 0


class TestMoneyEnds:
    @staticmethod
    def model() -> object:
        model = towns.begun(towns.scenario(funding=towns.funding(24)), towns.values())
        model.environment.run(until=104)
        return model

    def test_the_work_stops_and_matches_lapse_in_time(self) -> None:
        model = self.model()
        work = model.works["assistants"]
        lasting = int(work.diary["lasting"][0])
        holders = employed_in(model)
        assert lasting > 20
        assert len(holders) > 5
        model.run()
        assert (work.tallies[24:, :, towns.NUMBER["doors"]] == 0).all()
        for name in ("employed_weeks", "place_weeks", "conversations", "matches", "referrals"):
            assert work.tallies[:24, :, towns.NUMBER[name]].sum() > 0, name
            assert work.tallies[24:, :, towns.NUMBER[name]].sum() == 0, name
        assert (work.posts["state"] == NO_POST).all()
        assert 0 < int(work.diary["lasting"][0]) < lasting
        assert (matches_of(model)["ended"] > 104).any()

    def test_assistants_return_to_social_assistance(self) -> None:
        model = self.model()
        holders = employed_in(model)
        holders = holders[holders["left_assistance"] == 1]
        model.environment.run(until=105)
        homes = model.world.homes[holders["household"]]
        stayed = homes["occupant"] == holders["occupant"]
        back = homes["severity"][:, WORK] >= 2
        assert (stayed & back).sum() > 3
        changed = homes["assistance"][stayed] != back[stayed]
        # In the one week since, a status may have changed by itself.
        assert changed.sum() <= 1

    def test_the_additional_money_pays_until_then(self) -> None:
        model = self.model()
        model.run()
        ledger = model.ledger()
        assert balance_of(ledger) == 0
        for product in ("assistants", "assistant_training", "meeting_place"):
            paid = ledger.cents[:, :, ledger.number[f"{product}_additional"]].sum(axis=1)
            assert paid[:24].sum() > 0
            assert paid[24:].sum() == 0
            assert ledger.cents[:, :, ledger.number[f"{product}_own"]].sum() == 0


def test_a_year_of_a_full_time_assistant_costs_what_it_costs() -> None:
    model = played()
    ledger, numbers = model.ledger(), towns.values()
    paid = ledger.cents[:, :, ledger.number["assistants_additional"]].sum() / 100
    assert paid == pytest.approx(counted(model, "employed_weeks") / 52 * numbers["assistants.fte_year"], rel=1e-4)
    assert balance_of(ledger) == 0


def test_levers_open_and_close_posts_in_time() -> None:
    few = towns.Assistants(where="pilot", fte_per_10000_households=200.0)
    many = towns.Assistants(where="city", fte_per_10000_households=50.0)
    levers = [levers_class()(assistants=each) for each in (few, many, towns.Assistants(), few)]
    model = towns.begun(towns.made_up(*levers), towns.values())
    work = model.works["assistants"]
    found = []
    for year in range(4):
        model.environment.run(until=52 * year + 51)
        states = work.posts["state"]
        found.append(float(work.posts["fte"][states != NO_POST].sum()))
        assert not problems_of(model)
        assert np.isin(states, (NO_POST, VACANT, TRAINING, AT_WORK)).all()
    households = model.world.places["households"]
    pilot = households[0] * 200.0 / 10000
    np.testing.assert_allclose(found, [pilot, households.sum() * 50.0 / 10000, 0.0, pilot])


def test_an_assistant_is_the_face_of_a_row() -> None:
    model = played()
    work = model.works["assistants"]
    assert len(work.assistants) == len(work.posts) > 10
    for agent, row in zip(work.assistants, work.posts, strict=True):
        assert agent in model.agents
        assert agent.at_work == (row["state"] == AT_WORK)
        assert agent.neighbourhood == row["neighbourhood"]
        assert 0.0 <= agent.known < 1.0
        if agent.at_work:
            assert model.world.homes["neighbourhood"][agent.household] == agent.neighbourhood
