"""The sentences follow from the numbers: opposite numbers, opposite sentences."""

import pytest

from simulation.present.findings import Direction, direction
from tests.present.conftest import Shown, joined
from tests.present.made_up import WORLDVIEWS, Study

LESS = {
    (worldview, scenario, ""): -0.1
    for worldview in WORLDVIEWS
    for scenario in ("wijkcoaches", "funding_ends", "city_wide")
}
MORE = {key: -value for key, value in LESS.items()}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3.0, -1.0, Direction.LESS),
        (1.0, 3.0, Direction.MORE),
        (-1.0, 3.0, Direction.UNCLEAR),
        (0.0, 0.0, Direction.UNCLEAR),
        (float("nan"), float("nan"), Direction.UNKNOWN),
    ],
)
def test_a_direction_needs_an_interval_that_excludes_zero(low: float, high: float, expected: Direction) -> None:
    assert direction(low, high) is expected


def test_opposite_numbers_give_opposite_sentences(shown: Shown) -> None:
    less, more = (joined(shown(Study(effects=effects))) for effects in (LESS, MORE))
    assert "against usual care: fewer in all worldviews: optimistic (−10.0%), no effect (−10.0%) and" in less
    assert "against usual care: more in all worldviews: optimistic (+10.0%), no effect (+10.0%) and" in more
    assert "in all worldviews: fewer weeks with a serious problem, fewer crises, shorter mean wait" in less
    assert "in all worldviews: more weeks with a serious problem, more crises, longer mean wait" in more
    assert "more weeks" not in less
    assert "fewer" not in more


def test_opposite_numbers_give_opposite_sentences_in_dutch(shown: Shown) -> None:
    less, more = (joined(shown(Study(effects=effects), "nl")) for effects in (LESS, MORE))
    assert "tegen gewone hulp: minder bij alle wereldbeelden: optimistisch (−10,0%)" in less
    assert "tegen gewone hulp: meer bij alle wereldbeelden: optimistisch (+10,0%)" in more
    assert "in alle wereldbeelden: minder weken met een ernstig probleem, minder crises, kortere" in less
    assert "in alle wereldbeelden: meer weken met een ernstig probleem, meer crises, langere" in more
    assert "lagere kosten voor de gemeente" in less
    assert "Geijkt is niet gevalideerd" in less


def test_what_holds_in_some_worldviews_only(shown: Shown) -> None:
    effects = {("optimistic", "wijkcoaches", ""): -0.1, ("adverse", "wijkcoaches", "crises"): 0.1}
    text = joined(shown(Study(effects=effects, runs=4)))
    assert "fewer in optimistic (−10.0%); no difference that the runs can show in no effect and adverse." in text
    assert "fewer crises in optimistic, but more crises in adverse" in text


def test_nothing_is_claimed_where_nothing_differs(shown: Shown) -> None:
    text = joined(shown(Study()))
    assert "no difference that the runs can show in all worldviews" in text
    assert "In none of the worldviews do the runs show a difference in" in text.replace("in none", "In none")
    for word in ("fewer", "more weeks", "shorter", "longer"):
        assert word not in text


def test_the_end_of_funding_is_judged_by_what_comes_after_it(shown: Shown) -> None:
    """Fewer problems over the whole time, more of them after the money ends."""
    effects = {("optimistic", "funding_ends", ""): -0.1}
    after = {("optimistic", "funding_ends", "serious_weeks"): 0.1}
    text = joined(shown(Study(effects=effects, after=after, worldviews=["optimistic"])))
    assert "from month 24 on, against usual care: more in optimistic (+" in text
    assert "in the only worldview, optimistic: fewer weeks with a serious problem" in text


def test_without_months_the_whole_time_counts(shown: Shown) -> None:
    text = joined(shown(Study(effects=LESS, tables=[])))
    assert "from month" not in text
    assert "fewer in all worldviews" in text


def test_scenarios_are_compared_with_coaches_that_stay(shown: Shown) -> None:
    effects = {("optimistic", "wijkcoaches", ""): -0.2, ("optimistic", "funding_ends", ""): -0.1}
    text = joined(shown(Study(effects=effects, worldviews=["optimistic"])))
    expected = "against neighbourhood coaches in the pilot: more weeks with a serious problem in optimistic"
    assert f"In the pilot neighbourhood, {expected}; higher total cost in optimistic." in text


def test_access_is_what_no_effect_changes(shown: Shown) -> None:
    effects = {("no_effect", "wijkcoaches", "mean_wait_weeks"): -0.1}
    text = joined(shown(Study(effects=effects, runs=4)))
    access = text[text.index("is access") : text.index("The interval in")]
    assert access.endswith("with neighbourhood coaches in the pilot: shorter mean wait to first help. ")
    assert "nothing that the runs can show" in joined(shown(Study(runs=4)))
    assert "is access" not in joined(shown(Study(worldviews=["adverse"])))


def test_one_run_has_no_interval_and_says_so(shown: Shown) -> None:
    text = joined(shown(Study(effects=LESS, runs=1)))
    assert "cannot be told (no interval) in all worldviews" in text
    assert "without an interval nothing can be said about weeks with a serious problem" in text
    assert "In all worldviews there is no interval: that takes at least two runs." in text
    assert "[no interval]" in text
    assert "fewer" not in text
    assert "runs can show" not in text


def test_intervals_say_what_they_cover(shown: Shown) -> None:
    worldviews = (*WORLDVIEWS, "mixed")
    text = joined(shown(Study(worldviews=worldviews, draws={"mixed": [1, 2, 3]})))
    assert "in optimistic, no effect and adverse covers chance only (3 runs)" in text
    assert "in mixed covers chance and unknowns (3 draws, 9 runs in all)" in text


def test_a_study_without_the_question_says_so(shown: Shown) -> None:
    text = joined(shown(Study(scenarios=["wijkcoaches"])))
    assert "This study does not include funding_ends and city_wide, so it says nothing about that." in text


def test_an_unknown_scenario_is_shown_by_its_label(shown: Shown) -> None:
    text = shown(Study(scenarios=["same_money_places"], effects={("adverse", "same_money_places", ""): 0.1}))
    assert "\nsame_money_places\n" in text
    assert "more in adverse (+" in joined(text)


def test_without_a_pilot_the_town_is_told_about(shown: Shown) -> None:
    text = joined(shown(Study(pilots=[], effects=LESS)))
    assert "pilot neighbourhood" not in text.lower()
    assert "in the whole town from month 24 on" in text


def test_usual_care_alone_has_nothing_to_compare(shown: Shown) -> None:
    text = joined(shown(Study(scenarios=[], worldviews=[])))
    assert "Only usual care was run; there is nothing to compare." in text
    assert "Usual care, whole town, mean of a run" in text
