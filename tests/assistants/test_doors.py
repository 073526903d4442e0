"""At the doors: everybody's turn, hours that are spent once, and referral only when it must be."""

import numpy as np

from simulation.services.assistants.habits import habits_of
from simulation.services.assistants.tables import ADDRESS
from simulation.services.tables import FOUND
from simulation.settings import Coaches
from tests.assistants import towns
from tests.assistants.towns import counted, in_town, matches_of, played
from tests.engine.runs import rows_of


def test_addresses_are_counted_once() -> None:
    model = played()
    addresses = model.works["assistants"].addresses
    assert addresses.dtype == ADDRESS
    assert in_town(model)["addresses_visited"] == addresses["rung"].sum() == (addresses["rings"] > 0).sum()
    assert in_town(model)["doors"] == addresses["rings"].sum() > in_town(model)["addresses_visited"]


def test_the_walk_comes_by_everybody_before_it_starts_anew() -> None:
    """Nobody has been approached a second time, conversations apart, where somebody was never approached."""
    levers = towns.Assistants(where="city", fte_per_10000_households=12.0)
    model = towns.begun(towns.scenario(assistants=levers), towns.values(call_week=0.0, visits_before_referral=1.0))
    model.environment.run(until=60)
    work = model.works["assistants"]
    most = habits_of(model.values)["rings_per_approach"][0]
    checked = 0
    for post in work.posts:
        own = work.addresses[int(post["first"]) : int(post["last"])]
        if (own["rings"] == 0).any():
            checked += 1
            assert own["rings"].max() <= most
    assert checked > 3


def test_own_streets_are_a_partition() -> None:
    work, bounds = played().works["assistants"], played().world.bounds
    for place in range(len(bounds) - 1):
        mine = work.posts[work.posts["neighbourhood"] == place]
        assert mine["first"][0] == bounds[place]
        assert mine["last"][-1] == bounds[place + 1]
        np.testing.assert_array_equal(mine["last"][:-1], mine["first"][1:])


def test_hours_are_spent_once() -> None:
    """What the week's conversations, rings, proposals and first meetings take is the part that is not presence."""
    model, numbers = played(), towns.values()
    given = counted(model, "work_weeks") * numbers["assistants.hours_week"]
    given *= 1.0 - numbers["assistants.presence_share"]
    prices = {
        "doors": "ring_hours",
        "conversations": "conversation_hours",
        "proposals": "proposal_hours",
        "matches": "first_meeting_hours",
    }
    spent = sum(counted(model, count) * numbers[f"assistants.{hours}"] for count, hours in prices.items())
    assert 0.9 * given < spent < given + 10 * len(model.works["assistants"].posts)


def test_residents_call_once_they_know_the_assistants() -> None:
    calls = played().works["assistants"].tallies[:, :, towns.NUMBER["calls"]].sum(axis=1)
    assert 0 < calls[:12].sum() < calls[-12:].sum()


def test_contented_addresses_are_left_alone() -> None:
    """Longer away means fewer conversations with the same household, and fewer doors."""
    talks = []
    for weeks in (26.0, 104.0):
        model = towns.begun(towns.scenario(), towns.values(away_weeks=weeks, call_week=0.0))
        model.run()
        addresses = model.works["assistants"].addresses
        talks.append(addresses["talks"][addresses["talks"] > 0].mean())
    assert talks[1] < talks[0]


class TestReferral:
    def test_only_in_danger_or_when_nothing_else_is_left(self) -> None:
        """Every request that assistants opened, looked at in the week in which they did."""
        model = towns.begun(towns.scenario(), towns.values())
        work, homes = model.works["assistants"], model.world.homes
        visits = habits_of(model.values)["visits_before_referral"][0]
        seen, danger, else_left = len(rows_of(model, "requests")), 0, 0
        for week in range(1, 52 * towns.YEARS):
            model.environment.run(until=week)
            rows = rows_of(model, "requests")
            new, seen = rows[seen:], len(rows)
            clock = float(model.world.town[0]["clock"])
            lasting = matches_of(model)
            lasting = lasting[(lasting["made"] < clock) & ~(lasting["ended"] <= clock)]
            matched = set(lasting["one"]) | set(lasting["other"])
            for row in new[new["door"] == FOUND]:
                worst = homes["severity"][row["household"]].max()
                assert worst >= 2
                if worst == 3:
                    danger += 1
                    continue
                else_left += 1
                assert work.addresses["talks"][row["household"]] >= visits
                assert row["household"] not in matched
        assert danger > 3
        assert else_left > 0
        assert danger + else_left <= counted(model, "referrals")

    def test_it_is_rare(self) -> None:
        found = in_town(played())
        assert found["referrals_by_assistants"] == counted(played(), "referrals")
        assert 0.0 < found["assistant_referral_share"] < 0.5

    def test_desks_are_visited_for_serious_problems_only(self) -> None:
        model = played()
        rows, requests = rows_of(model, "referrals"), rows_of(model, "requests")
        opened = requests["door"][rows["request"]] == FOUND
        first = opened & (rows["sent"] == requests["asked"][rows["request"]])
        assert first.sum() > 10
        assert (rows["severity_sent"][first] >= 2).all()

    def test_where_there_are_coaches_their_list_gets_it(self) -> None:
        coaches = Coaches(where="city", fte_per_10000_households=10.0)
        model = towns.begun(towns.scenario(coaches=coaches), towns.values())
        model.run()
        requests, cases = rows_of(model, "requests"), rows_of(model, "cases")
        mine = np.flatnonzero((requests["door"] == FOUND) & (requests["asked"] % 1 == 0))
        assert counted(model, "referrals") > 10
        assert len(mine) > 10
        assert np.isin(mine, cases["request"]).mean() > 0.5
