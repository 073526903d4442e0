"""A municipality read from made-up figures, in every form, as a town that can be simulated."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings, strategies

import simulation
from simulation.__main__ import main
from simulation.settings.compose import compose_study
from simulation.settings.import_town import slug, source_of
from simulation.settings.kwb.measures import MEASURES
from simulation.settings.kwb.page import quoted
from simulation.settings.kwb.population import population_of
from simulation.settings.kwb.regions import cleaned
from simulation.settings.kwb.town import FACTOR_RATES, HIGHEST_FACTOR, LOWEST_FACTOR, factors_of
from simulation.settings.town import Town
from tests.kwb import made_up
from tests.kwb.made_up import DATA, FORMS, rows, without, write_csv

SOURCE = "CBS Kerncijfers wijken en buurten 2023 (CC BY 4.0)"
THEMES = {measure.column for measure in MEASURES} - {"a_hh"}


def imported(file: Path | str, *more: str) -> str:
    """Imports Zandkerk, unless told otherwise, and gives what was printed as text."""
    named = [] if any(each.startswith("municipality=") for each in more) else ["municipality=Zandkerk"]
    assert main(["task=import_town", f"file={file}", *named, *more]) == 0
    return str(file)


def town_of(name: str = "zandkerk") -> Town:
    return compose_study([f"town={name}"]).study.town


def page_of(desk: Path, name: str = "zandkerk") -> str:
    return (desk / "configs" / "town" / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_town(form: str, desk: Path) -> None:
    imported(FORMS[form](desk.parent / form))
    assert_is_zandkerk(town_of())


def test_a_workbook_of_years_ago(desk: Path) -> None:
    imported(DATA / "kwb-2016.xls")
    assert_is_zandkerk(town_of())
    assert "kwb-2016.xls" in page_of(desk)


def test_figures_fetched(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    structure = {"gwb_code_10": "Codering_3", "regio": "WijkenEnBuurten", "gm_naam": "Gemeentenaam_1"}
    fields = {measure.column: f"{measure.field}_{place}" for place, measure in enumerate(MEASURES, 5)}
    names = {**structure, "recs": "SoortRegio_2", **fields}
    asked = []
    service = ModuleType("cbsodata")
    service.get_data = lambda number: (  # type: ignore[attr-defined]
        asked.append(number)
        or [{names[key]: None if cell == "." else cell for key, cell in row.items() if key in names} for row in rows()]
    )
    monkeypatch.setitem(sys.modules, "cbsodata", service)
    monkeypatch.setattr("simulation.settings.kwb.online.find_spec", lambda name: name)
    imported("cbs:86165NED")
    assert asked == ["86165NED"]
    assert_is_zandkerk(town_of())
    assert "buurten 2025 (CC BY 4.0)" in page_of(desk)


def assert_is_zandkerk(town: Town) -> None:
    """Checks the town against figures worked out by hand."""
    assert (town.name, town.label.nl, town.label.en) == ("zandkerk", "Zandkerk", "Zandkerk")
    assert (town.households, town.people_per_household) == (10_000, 2.0)
    places = {place.name: place for place in town.neighbourhoods}
    assert list(places) == ["Kom", "Veen", "Es"]
    assert [place.share for place in places.values()] == [0.5, 0.3, 0.2]
    assert [place.corporation_share for place in places.values()] == [0.4, 0.3, 0.3]
    assert [place.low_income_share for place in places.values()] == [0.56, 0.4, 0.44]
    # youth care (mean 12.8), Wmo (80), assistance per household (0.05), each relative to its mean:
    assert places["Kom"].factor == pytest.approx((16 / 12.8 + 100 / 80 + 0.075 / 0.05) / 3, abs=0.001)
    assert places["Veen"].factor == pytest.approx((8 / 12.8 + 80 / 80 + 0.03 / 0.05) / 3, abs=0.001)
    assert places["Es"].factor == pytest.approx((12 / 12.8 + 30 / 80 + 0.0175 / 0.05) / 3, abs=0.001)
    assert [place.pilot for place in places.values()] == [True, False, False]
    people = town.population
    with_minors = 0.7 * 0.3
    assert people.composition_shares == pytest.approx(
        {
            "single": 0.4,
            "couple": 0.6 - with_minors,
            "couple_with_minors": with_minors * 155 / 215,
            "single_parent": with_minors * 60 / 215,
        },
        abs=1e-4,
    )
    assert people.age_shares["old"] == pytest.approx(0.6 * 0.4 / (1 - with_minors), abs=1e-4)
    assert people.tenure_shares == {"corporation": 0.3, "private": 0.1, "owner": 0.6}
    assert people.income_shares == {"low": 0.44, "middle": 0.4, "high": 0.16}
    assert people.assistance_share == 0.05
    assert people.trust_mean == 0.5


@pytest.mark.parametrize("form", FORMS)
def test_accents_are_read_in_every_form(form: str, desk: Path) -> None:
    imported(FORMS[form](desk.parent / form, rows(WK980101={"regio": "Wijk 01 Hæm-Öst é"})))
    assert [place.name for place in town_of().neighbourhoods] == ["Kom", "Hæm-Öst é", "Es"]


def test_what_was_filled_and_left_out_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(write_csv(desk.parent / "kwb-2023.csv"))
    said = capsys.readouterr().out
    assert "3 neighbourhoods (per wijk), 10,000 households -> configs/town/zandkerk.yaml" in said
    assert "filled from the level above: 3;" in said
    assert "without households: 1;" in said
    assert said.endswith("next: voordeur town=zandkerk scenarios=wijkcoaches\n")
    page = page_of(desk)
    for what in ("housing-corporation dwellings", "low income", "youth care"):
        assert f"#   - {what}, from the municipality: Es\n" in page
    assert "Left out, no households or not known how many: Haven (WK980103)." in page
    assert f'source: "{SOURCE}"' in page
    assert page.startswith("# @package town\n")


def test_a_buurt_is_filled_from_its_wijk_first(desk: Path) -> None:
    imported(write_csv(desk.parent / "kwb.csv"), "per=buurt")
    places = {place.name: place for place in town_of().neighbourhoods}
    assert list(places) == ["Centrum (BU98010000)", "pilot (BU98010001)", "Centrum (BU98010100)", "Es"]
    assert places["Centrum (BU98010000)"].low_income_share == 0.56
    assert places["Es"].low_income_share == 0.44
    page = page_of(desk)
    assert "low income, from its wijk: Centrum (BU98010000)\n" in page
    assert "low income, from the municipality: Es\n" in page
    assert "Haven (BU98010300)" in page


def test_the_country_fills_what_the_municipality_does_not_have(desk: Path) -> None:
    gone = {"p_hh_li": ".", "g_hhgro": ".", "a_inw": ".", "a_1p_hh": "."}
    imported(write_csv(desk.parent / "kwb.csv", rows(GM9801=gone)))
    town = town_of()
    assert town.people_per_household == 2.1
    assert town.population.income_shares["low"] == 0.4
    assert town.population.composition_shares["single"] == 0.4
    assert town.neighbourhoods[2].low_income_share == 0.4
    assert "low income, from the country: Zandkerk, Es" in page_of(desk)


@pytest.mark.parametrize("form", FORMS)
def test_themes_that_are_wholly_absent_keep_the_defaults(form: str, desk: Path) -> None:
    imported(FORMS[form](desk.parent / form, without(THEMES)))
    town, default = town_of(), compose_study(["town=enschede"]).study.town
    assert town.population == default.population
    assert [place.factor for place in town.neighbourhoods] == [1.0, 1.0, 1.0]
    assert {place.corporation_share for place in town.neighbourhoods} == {None}
    page = page_of(desk)
    assert "composition_shares, age_shares, tenure_shares, income_shares, assistance_share." in " ".join(
        page.replace("#  ", "").split()
    )
    assert "factor: 1.0 everywhere" in page
    assert "people_per_household: 2.1 is an assumption" in page


def test_the_factor_is_made_from_the_rates_that_are_there(desk: Path) -> None:
    imported(write_csv(desk.parent / "kwb.csv", without({"p_jz_tn", "a_soz_wb"})))
    assert [place.factor for place in town_of().neighbourhoods] == [1.25, 1.0, 0.375]
    assert "factor: mean of Wmo support, each relative" in page_of(desk)


def test_a_rate_that_no_neighbourhood_has_is_not_in_the_factor(desk: Path) -> None:
    hidden = {code: {"p_jz_tn": "."} for code in ("WK980100", "WK980101")}
    imported(write_csv(desk.parent / "kwb.csv", rows(**hidden)))
    expected = [(1.25 + 1.5) / 2, (1.0 + 0.6) / 2, (0.375 + 0.35) / 2]
    assert [place.factor for place in town_of().neighbourhoods] == pytest.approx(expected, abs=0.001)
    assert "youth care, from" not in page_of(desk)


def test_missing_rows_are_noticed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = [row for row in rows() if row["gwb_code_10"] != "WK980101"]
    imported(write_csv(desk.parent / "kwb.csv", kept))
    warning = "rows seem to be missing: the municipality has 10000 households, its neighbourhoods 7000"
    assert warning in capsys.readouterr().out
    assert warning in page_of(desk)


@pytest.mark.parametrize("asked", ["Veen", "veen"])
def test_any_neighbourhood_can_be_the_pilot(asked: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imported(write_csv(desk.parent / "kwb.csv"), f"pilot={asked}")
    assert [place.name for place in town_of().neighbourhoods if place.pilot] == ["Veen"]
    assert "pilot: Veen (as you chose)" in capsys.readouterr().out
    assert "nobody chose" not in page_of(desk)


def test_a_pilot_that_nobody_chose_is_not_tiny(desk: Path) -> None:
    tiny = {"a_hh": "20", "a_soz_wb": "20", "p_jz_tn": "90", "p_wmo_t": "900"}
    imported(write_csv(desk.parent / "kwb.csv", rows(WK980102=tiny)))
    places = town_of().neighbourhoods
    assert max(places, key=lambda place: place.factor).name == "Es"
    assert [place.name for place in places if place.pilot] == ["Kom"]


@pytest.mark.parametrize(
    ("asked", "name", "label"),
    [
        ("zandkerk", "zandkerk", "Zandkerk"),
        ("Laagveen", "laagveen", "Laagveen"),
        ("Laagveen (O.)", "laagveen", "Laagveen"),
        ("laagveen o", "laagveen", "Laagveen"),
        ("'s-Hoek", "s_hoek", "'s-Hoek"),
        ("s hoek", "s_hoek", "'s-Hoek"),
        ("Súdwest", "sudwest", "Súdwest"),
        ("sudwest", "sudwest", "Súdwest"),
    ],
)
def test_municipalities_go_by_name(asked: str, name: str, label: str, desk: Path) -> None:
    named = {"'s-Hoek": "GM9803", "Súdwest": "GM9804"}
    changes = {code: {"regio": new, "gm_naam": new} for new, code in named.items()}
    wijken = [
        {**row, "gwb_code_10": code.replace("GM", "WK") + "00", "recs": "Wijk", "gm_naam": new}
        for new, code in named.items()
        for row in rows()
        if row["gwb_code_10"] == "WK980200"
    ]
    imported(write_csv(desk.parent / "kwb.csv", [*rows(**changes), *wijken]), f"municipality={asked}")
    assert [file.name for file in (desk / "configs" / "town").iterdir()] == [f"{name}.yaml"]
    assert town_of(name).label.nl == label


def test_a_province_stays_in_a_name_that_needs_it(desk: Path) -> None:
    wijk = next(row for row in rows() if row["gwb_code_10"] == "WK980200")
    file = write_csv(desk.parent / "kwb.csv", [*rows(), {**wijk, "gwb_code_10": "WK980400"}])
    imported(file, "municipality=Bergen (B.)")
    assert town_of("bergen_b").label.nl == "Bergen (B.)"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("'s-Hertogenbosch", "s_hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest_fryslan"),
        ("Bergen (NH.)", "bergen_nh"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\temp", "c_temp"),
        ("...", ""),
    ],
)
def test_a_name_becomes_the_name_of_a_file(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("in/kwb-2023.xlsx", SOURCE),
        ("KWB2024.csv", "CBS Kerncijfers wijken en buurten 2024 (CC BY 4.0)"),
        ("85984NED-202506250000.zip", "CBS Kerncijfers wijken en buurten 2024 (CC BY 4.0)"),
        ("figures-2023.csv", "CBS Kerncijfers wijken en buurten (CC BY 4.0)"),
    ],
)
def test_the_source_has_the_year_that_the_file_tells(file: str, source: str) -> None:
    assert source_of(file) == source


NASTY = [
    *("=1+1", "a: b", '"quoted"', "'single'", "{flow}", "[list]", "# comment", "yes", "null", "1e5", "007", "~"),
    *("${oc.env:HOME}", "\\${town.name}", "@package _global_", "../../x", "Élan — 北", "a\u2028b\tc", "- x", "!tag"),
    *("pilot", "city", "nowhere", "???", "."),
]


def test_names_can_be_anything(desk: Path) -> None:
    wijk = next(row for row in rows() if row["gwb_code_10"] == "WK980101")
    changes = [{**wijk, "gwb_code_10": f"WK9801{place}", "regio": name} for place, name in enumerate(NASTY, 50)]
    imported(write_csv(desk.parent / "kwb.csv", [*rows(), *changes]))
    names = [place.name for place in town_of().neighbourhoods]
    assert len(names) == 3 + len(NASTY)
    for name in ("'=1+1", "a: b", '"quoted"', "1e5", "007", "'@package _global_", "../../x", "Élan — 北", "'- x"):
        assert name in names
    codes = {name: f"WK9801{place}" for place, name in enumerate(NASTY, 50)}
    for name in ("pilot", "city", "nowhere", "???"):
        assert f"{name} ({codes[name]})" in names
    assert "$ {oc.env:HOME}" in names


@pytest.mark.parametrize("name", ["${oc.env:HOME}", "@package _global_", "../../x", "a: b"])
def test_the_municipality_can_have_any_name_too(name: str, desk: Path) -> None:
    file = write_csv(desk.parent / "kwb.csv", rows(GM9801={"gm_naam": name, "regio": name}))
    imported(file, f"municipality={name}")
    (written,) = [each for each in desk.rglob("*") if each.is_file()]
    assert written.parent == desk / "configs" / "town"
    assert town_of(written.stem).label.nl == name.replace("${", "$ {")


@given(strategies.text(min_size=1, max_size=30))
@settings(max_examples=200)
def test_any_name_comes_back_from_yaml(name: str) -> None:
    import yaml

    line = cleaned(name)
    assert "\n" not in line
    assert "${" not in line
    assert yaml.safe_load(f"{{name: {quoted(line)}}}") == {"name": line}


shares = strategies.floats(0, 1)
some_rates = strategies.dictionaries(strategies.sampled_from(FACTOR_RATES), shares, max_size=3)


@given(strategies.lists(strategies.tuples(some_rates, strategies.integers(1, 10_000)), min_size=1, max_size=8))
def test_factors_have_mean_one_unless_one_is_at_an_edge(town: list[tuple[dict[str, float], int]]) -> None:
    rates, households = [each for each, _ in town], [count for _, count in town]
    factors = factors_of(rates, households, FACTOR_RATES)
    assert all(LOWEST_FACTOR <= factor <= HIGHEST_FACTOR for factor in factors)
    if all(LOWEST_FACTOR < factor < HIGHEST_FACTOR for factor in factors):
        total = sum(factor * count for factor, count in zip(factors, households, strict=True))
        assert total / sum(households) == pytest.approx(1, abs=0.001)


NAMES = ("single", "with_children", "corporation", "other_landlords", "low_income", "on_assistance")
with_ages = strategies.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, shares)).flatmap(
    lambda rates: strategies.floats(0, 3).map(lambda aged: {**rates, "aged_65": aged})
)


@given(with_ages)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_shares_are_shares_whatever_the_rates(rates: dict[str, float]) -> None:
    found, remarks = population_of(rates)
    assert len(remarks) == len(found)
    for value in found.values():
        parts = list(value.values()) if isinstance(value, dict) else [value]
        assert all(0 <= part <= 1 for part in parts)
        assert not isinstance(value, dict) or sum(parts) == pytest.approx(1, abs=1e-9)


def test_a_town_that_is_there_is_left_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(desk.parent / "kwb.csv")
    imported(file)
    before = page_of(desk)
    assert main(["task=import_town", f"file={file}", "municipality=Zandkerk", "per=buurt"]) == 2
    assert "configs/town/zandkerk.yaml: is already there; fresh=true writes it again" in capsys.readouterr().err
    assert page_of(desk) == before
    imported(file, "per=buurt", "fresh=true")
    assert page_of(desk) != before
    assert [each.name for each in (desk / "configs" / "town").iterdir()] == ["zandkerk.yaml"]


@pytest.mark.parametrize("per", ["wijk", "buurt"])
def test_the_town_can_be_simulated(per: str, desk: Path) -> None:
    imported(made_up.write_xlsx(desk.parent / "kwb-2023.xlsx"), f"per={per}")
    small = ("town.households=2000", "study.years=1", "study.warm_up_years=1", "study.runs=1")
    study = simulation.load("town=zandkerk", *small, "scenarios=wijkcoaches", "worldviews=no_effect").study
    result = simulation.run_once(study, "wijkcoaches", "no_effect", settled=simulation.settle(study))
    assert result.outcomes["cases_opened"] > 0


def test_pandas_is_only_loaded_to_read_a_file(desk: Path) -> None:
    code = (
        "import sys, simulation.settings.import_town\n"
        "slow = {'pandas', 'python_calamine', 'cbsodata', 'hydra'} & set(sys.modules)\n"
        "sys.exit(f'loaded {slow}' if slow else 0)"
    )
    checkout = Path(simulation.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
