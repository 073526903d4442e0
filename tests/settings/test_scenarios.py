from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from simulation.settings.errors import SettingsError
from simulation.settings.levers import AgencyLevers, Levers
from simulation.settings.scenario import Scenario
from simulation.settings.scenario_files import load_scenario, merged
from simulation.settings.words import AfterFunding, SpendOn
from tests.settings.conftest import CHECKOUT, Write

SHIPPED = sorted(file.stem for file in (CHECKOUT / "scenarios").glob("*.yaml"))
WORDS = "label: {nl: a, en: b}\ndescription: {nl: c, en: d}\n"


def differences(scenario: Scenario, phase: int = 0) -> dict[str, Any]:
    """The levers that differ from usual care, by dotted name."""
    ours, plain = asdict(scenario.phases[phase].levers), asdict(Levers())
    return {
        f"{block}.{name}": value
        for block, levers in ours.items()
        for name, value in levers.items()
        if value != plain[block][name]
    }


COACHES = {"coaches.where": "pilot", "coaches.fte_per_10000_households": 25, "coaches.mandate": 0.9}
THREE_YEARS = {"funding.additional_until_month": 36}
CITY = {
    "coaches.where": "city",
    "coaches.fte_per_10000_households": 10,
    "coaches.mandate": 0.9,
    "coaches.caseload_per_fte": 25,
    "funding.after": AfterFunding.OWN_MONEY,
    **THREE_YEARS,
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("usual_care", {}),
        ("wijkcoaches", COACHES),
        ("funding_ends", {**COACHES, **THREE_YEARS}),
        ("funding_ends_own_money", {**COACHES, **THREE_YEARS, "funding.after": AfterFunding.OWN_MONEY}),
        ("funding_ends_substitute", {**COACHES, **THREE_YEARS, "funding.after": AfterFunding.SUBSTITUTE}),
        ("city_wide", {**COACHES, **THREE_YEARS, "funding.after": AfterFunding.OWN_MONEY}),
        ("city_wide_substitution", {**COACHES, **THREE_YEARS, "funding.after": AfterFunding.OWN_MONEY}),
        ("outreach_without_mandate", {"outreach.where": "pilot", "outreach.fte_per_10000_households": 25}),
        (
            "same_money_places",
            {
                "same_money.where": "pilot",
                "same_money.fte_per_10000_households": 25,
                "same_money.spend_on": SpendOn.SPECIALIST_PLACES,
            },
        ),
        (
            "same_money_debt_help",
            {
                "same_money.where": "pilot",
                "same_money.fte_per_10000_households": 25,
                "same_money.spend_on": SpendOn.DEBT_HELP,
            },
        ),
        ("recession", {}),
        ("agency_cuts", {}),
        ("staff_shortage", {}),
        ("wijkcoaches_recession", COACHES),
        ("wijkcoaches_agency_cuts", COACHES),
        ("wijkcoaches_staff_shortage", COACHES),
    ],
)
def test_shipped_scenarios_say_what_they_promise(name: str, expected: dict[str, Any]) -> None:
    assert differences(load_scenario(name)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("city_wide", CITY), ("city_wide_substitution", {**CITY, "coaches.substitution": 0.35})],
)
def test_the_city_follows_after_three_years(name: str, expected: dict[str, Any]) -> None:
    scenario = load_scenario(name)
    assert [phase.from_month for phase in scenario.phases] == [0, 36]
    assert differences(scenario, 1) == expected


RECESSION = [(0, {}), (12, {"shocks.onset_factor": 1.5}), (48, {})]
CUTS = [(0, {}), (12, {"agencies.places_factor": 0.8})]
SHORTAGE = [(0, {}), (12, {"agencies.places_factor": 0.9, "shocks.vacancy_factor": 2.0}), (48, {})]


@pytest.mark.parametrize(
    ("name", "expected"), [("recession", RECESSION), ("agency_cuts", CUTS), ("staff_shortage", SHORTAGE)]
)
def test_a_shock_is_the_same_with_and_without_coaches(name: str, expected: list[tuple[int, dict[str, Any]]]) -> None:
    for scenario, always in ((name, {}), (f"wijkcoaches_{name}", COACHES)):
        phases = load_scenario(scenario).phases
        found = [(phase.from_month, differences(load_scenario(scenario), place)) for place, phase in enumerate(phases)]
        assert found == [(month, {**always, **levers}) for month, levers in expected]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_have_words(name: str) -> None:
    scenario = load_scenario(name)
    for text in (scenario.label.nl, scenario.label.en):
        assert 0 < len(text) <= 40
    for text in (scenario.description.nl, scenario.description.en):
        assert text.endswith(".")
    assert scenario.label.nl != scenario.label.en
    assert scenario.phases[0].from_month == 0


def test_shipped_labels_are_unique() -> None:
    for language in ("nl", "en"):
        labels = [getattr(load_scenario(name).label, language) for name in SHIPPED]
        assert len(set(labels)) == len(labels)


def test_a_scenario_adds_to_the_one_it_extends(write: Write) -> None:
    write("scenarios/mine.yaml", WORDS + "extends: wijkcoaches\nlevers: {coaches: {mandate: 0.5}}\n")
    assert differences(load_scenario("mine")) == {**COACHES, "coaches.mandate": 0.5}


def test_phases_of_the_parent_stay_above_the_levers_of_the_child(write: Write) -> None:
    write(
        "scenarios/mine.yaml",
        WORDS + "extends: city_wide\nlevers: {coaches: {mandate: 0.5, pressure: false}}\n",
    )
    scenario = load_scenario("mine")
    assert [phase.from_month for phase in scenario.phases] == [0, 36]
    assert differences(scenario, 1) == {**CITY, "coaches.mandate": 0.5, "coaches.pressure": False}


def test_phases_of_the_child_replace_those_of_the_parent(write: Write) -> None:
    phases = """phases:
      - {from_month: 12, levers: {coaches: {where: [velve, centre]}}}
      - {from_month: 24, levers: {coaches: {mandate: 0.1}}}
    """
    write("scenarios/mine.yaml", WORDS + "extends: city_wide\n" + phases)
    first, second, third = load_scenario("mine").phases
    assert [first.from_month, second.from_month, third.from_month] == [0, 12, 24]
    assert second.levers.coaches.where == third.levers.coaches.where == ("velve", "centre")
    assert (second.levers.coaches.mandate, third.levers.coaches.mandate) == (0.9, 0.1)
    assert third.levers.coaches.fte_per_10000_households == 25


def test_an_empty_list_of_phases_removes_them(write: Write) -> None:
    write("scenarios/mine.yaml", WORDS + "extends: city_wide\nphases: []\n")
    assert len(load_scenario("mine").phases) == 1


def test_the_base_holds_below_every_file(write: Write) -> None:
    write("scenarios/mine.yaml", WORDS + "extends: city_wide\nlevers: {agencies: {places_factor: 2}}\n")
    base = Levers(agencies=AgencyLevers(effect=0.0, places_factor=3.0))
    for phase in load_scenario("mine", base=base).phases:
        assert (phase.levers.agencies.effect, phase.levers.agencies.places_factor) == (0.0, 2.0)


def test_own_scenarios_go_first(write: Write) -> None:
    write("scenarios/wijkcoaches.yaml", WORDS + "levers: {coaches: {mandate: 0.3}}\n")
    assert differences(load_scenario("wijkcoaches")) == {"coaches.mandate": 0.3}
    assert load_scenario("funding_ends").phases[0].levers.coaches.mandate == 0.3


def test_labels_are_of_the_file_itself(write: Write) -> None:
    write("scenarios/mine.yaml", WORDS + "extends: wijkcoaches\n")
    scenario = load_scenario("mine")
    assert (scenario.label.nl, scenario.label.en, scenario.description.en) == ("a", "b", "d")


@pytest.mark.parametrize("name", ["../scenarios/wijkcoaches", "/etc/hosts", "", "."])
def test_a_name_is_no_path(name: str, desk: Path) -> None:
    with pytest.raises(SettingsError, match="unknown scenario"):
        load_scenario(name)


nested = strategies.recursive(
    strategies.integers(),
    lambda inner: strategies.dictionaries(strategies.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
mappings = strategies.dictionaries(strategies.sampled_from("abc"), nested, max_size=3)


@given(mappings, mappings)
def test_merging_keeps_both_and_the_upper_wins(below: dict[str, Any], above: dict[str, Any]) -> None:
    both = merged(below, above)
    assert merged(both, above) == both
    assert merged({}, above) == above
    assert merged(below, {}) == below
    assert set(both) == set(below) | set(above)
    for key, value in above.items():
        if not isinstance(value, dict):
            assert both[key] == value
