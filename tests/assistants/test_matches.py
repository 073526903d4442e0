"""Matches: two neighbours at a time, to the benefit of both."""

from itertools import pairwise

import numpy as np

from simulation.model import CoachingModel
from simulation.services.assistants.tables import (
    COMPANY,
    ERRANDS,
    HELPING,
    INTEREST,
    LAPSED,
    LASTING,
    MOVED_OUT,
)
from simulation.streets.problems import settle
from simulation.streets.tally import WEEKS
from tests.assistants import towns
from tests.assistants.towns import matches_of, played, sides, without

ANSWERS = {(COMPANY, COMPANY), (COMPANY, HELPING), (HELPING, COMPANY), (ERRANDS, HELPING), (HELPING, ERRANDS)}
ANSWERS |= {(INTEREST, INTEREST)}


def test_there_are_matches_of_every_kind() -> None:
    rows = matches_of(played())
    assert {(int(row["one_role"]), int(row["other_role"])) for row in rows} == ANSWERS
    assert {int(state) for state in rows["state"]} == {LASTING, LAPSED, MOVED_OUT}


def test_nobody_is_matched_with_themselves_or_across_neighbourhoods() -> None:
    model = played()
    rows, place = matches_of(model), model.world.homes["neighbourhood"]
    assert (rows["one"] != rows["other"]).all()
    np.testing.assert_array_equal(place[rows["one"]], rows["neighbourhood"])
    np.testing.assert_array_equal(place[rows["other"]], rows["neighbourhood"])


def test_a_shared_interest_is_shared() -> None:
    model = played()
    homes, rows = model.world.homes, matches_of(model)
    rows = rows[(rows["state"] == LASTING) & (rows["one_role"] == INTEREST)]
    assert len(rows) > 5
    np.testing.assert_array_equal(homes["talent"][rows["one"]], homes["talent"][rows["other"]])


def test_nobody_is_matched_twice_at_the_same_time_for_the_same_want() -> None:
    spans: dict[tuple[int, int, int], list[tuple[float, float]]] = {}
    for side in ("one", "other"):
        for row in matches_of(played()):
            key = (int(row[side]), int(row[f"{side}_occupant"]), int(row[f"{side}_role"]))
            spans.setdefault(key, []).append((row["made"], row["ended"] if row["ended"] == row["ended"] else np.inf))
    assert any(len(each) > 1 for each in spans.values())
    for each in spans.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(each)))


def networks_now(model: CoachingModel) -> np.ndarray:
    """Own networks at the end: slow traits are otherwise those of the last look at a household."""
    homes, rules = model.world.homes.copy(), model.world.rules
    for home in homes:
        settle(home, rules[0], model.week)
    return homes["network"]


def test_both_neighbours_are_better_connected() -> None:
    """Compared with themselves in a town without assistants; who has the same problems in both worlds, for certain."""
    one, other = played(), without()
    rows = matches_of(one)
    rows = rows[(rows["state"] == LASTING) & (rows["made"] < one.week - 13)]
    same = (one.world.homes["count"][:, :, :2] == other.world.homes["count"][:, :, :2]).all(axis=(1, 2))
    usual = networks_now(other)
    gains, room = networks_now(one) - usual, usual < 1.0
    for household, _, _ in sides(rows):
        assert len(household) > 30
        assert gains[household].mean() > 0.01
        alike = household[same[household] & room[household]]
        assert len(alike) > 10
        assert (gains[alike] > 0.0).all()


def test_without_gains_networks_are_as_they_were() -> None:
    one, other = played("no_effect", towns.NO_HELP), without("no_effect", towns.NO_HELP)
    assert (matches_of(one)["state"] == LASTING).any()
    np.testing.assert_allclose(networks_now(one), networks_now(other), atol=1e-9)


def test_matching_takes_loneliness_away() -> None:
    weeks = slice(WEEKS + 3 * 5, WEEKS + 3 * 5 + 3)
    assert played().tallies[:, :, weeks].sum() < without().tallies[:, :, weeks].sum()


def test_errands_done_ease_daily_living() -> None:
    """With a neighbour's practical help only, and no network built, early trouble is there for fewer weeks."""
    found = []
    for ease in (0.0, 1.0):
        model = towns.begun(towns.scenario(), towns.values(network_gain=0.0, practical_ease=ease))
        model.run()
        found.append(model.tallies[:, :, [WEEKS + 3 * 5, WEEKS + 3 * 6]].sum(axis=(0, 1)))
    assert (found[1] < found[0]).all()


def test_matches_last_longer_with_a_meeting_place() -> None:
    """The share that lasts a year without members is the one that was put in; movers make it less."""
    shares = []
    for place in (False, True):
        levers = towns.Assistants(where="city", fte_per_10000_households=25.0, meeting_place=place)
        model = towns.begun(towns.scenario(assistants=levers), towns.values(match_survival_1y=0.4))
        model.run()
        rows = matches_of(model)
        old = rows[(rows["made"] <= model.week - 52) & (rows["state"] != MOVED_OUT)]
        lasted = np.isnan(old["ended"]) | (old["ended"] - old["made"] >= 52)
        assert len(old) > 200
        shares.append((lasted.mean(), np.sqrt(0.24 / len(old))))
    (alone, error), (carried, _) = shares
    # Those who moved out are left out, and moves come at 8% a year: a lapse beats a move somewhat more often.
    assert abs(alone - 0.4) < 4 * error
    assert carried > alone + 2 * error
