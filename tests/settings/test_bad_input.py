"""Every mistake is told in a line or two: where, which key, which value, what is allowed."""

from pathlib import Path

import pytest

from simulation.__main__ import main
from tests.settings.conftest import OPTIMISTIC, POPULATION, STREETS, TOWN, Write

LABEL = "label: {nl: a, en: b}\ndescription: {nl: c, en: d}\n"

COMMAND_LINE = [
    # unknown and misspelt keys
    ("town.housholds=3", ["town.housholds = 3", "unknown key", "did you mean 'households'?"]),
    ("households=3", ["households = 3", "did you mean 'town.households'?"]),
    ("twon.households=3", ["twon.households = 3", "did you mean 'town.households'?"]),
    ("levers.coaches.fte_per_10000_household=3", ["did you mean 'fte_per_10000_households'?"]),
    ("levers.coach.where=city", ["levers.coach = ", "did you mean 'coaches'?"]),
    ("levers.coaches.str=1", ["levers.coaches.str = 1", "unknown key"]),
    ("study.numerics.dose_stap=1", ["did you mean 'dose_step'?"]),
    ("uncertainties.streets.spil.value=0.1", ["uncertainties.streets.spil", "did you mean 'streets.spill'?"]),
    ("uncertainties.streets.spill.valu=0.1", ["uncertainties.streets.spill.valu = 0.1", "'value'?"]),
    ("town.neighbourhoods.velvet.share=0.1", ["town.neighbourhoods.velvet", "did you mean 'velve'?"]),
    ("town.agencies.dept_help.places=1", ["town.agencies.dept_help", "did you mean 'debt_help'?"]),
    ("town.population.age_shares.odl=0.3", ["age_shares.odl = 0.3", "did you mean 'old'?"]),
    ("hydra.run.dir=out", ["hydra.run.dir = out", "unknown key", "town"]),
    ("worldview=adverse", ["worldview = adverse", "did you mean 'worldviews'?"]),
    # unknown names
    ("town=smal", ["town = 'smal'", "did you mean 'small'?"]),
    ("town=null", ["town = null", "small"]),
    ("town=[small,small]", ["town = ['small', 'small']", "unknown town"]),
    ("study=counsil", ["study = 'counsil'", "did you mean 'council'?"]),
    ("uncertainties=[streets,coach]", ["uncertainties = 'coach'", "did you mean 'coaches'?"]),
    ("scenarios=wijkcoach", ["scenarios = 'wijkcoach'", "did you mean 'wijkcoaches'?"]),
    ("scenarios=", ["scenarios = ''", "unknown scenario"]),
    ("worldviews=advers", ["worldviews = 'advers'", "did you mean 'adverse'?"]),
    ("worldviews=[]", ["worldviews = []", "at least one"]),
    ("scenarios=city_wide,city_wide", ["scenarios = 'city_wide'", "twice"]),
    ("task=studdy", ["task = 'studdy'", "did you mean 'study'?"]),
    ("lang=nll", ["lang = 'nll'", "nl, en", "did you mean 'nl'?"]),
    ("levers.funding.after=stopp", ["levers.funding.after = 'stopp'", "own_money", "did you mean 'stop'?"]),
    ("levers.coaches.where=pillot", ["nowhere, pilot, city or a list", "did you mean 'pilot'?"]),
    ("levers.coaches.where=velve", ["levers.coaches.where = 'velve'", "write [velve]"]),
    ("levers.coaches.where=[velvet]", ["unknown neighbourhood 'velvet'", "did you mean 'velve'?"]),
    ("levers.coaches.where=[velve,velve]", ["twice"]),
    ("levers.coaches.where=[]", ["or a list of neighbourhoods"]),
    # wrong types
    ("town.households=many", ["town.households = 'many'", "whole number"]),
    ("town.households=2.5", ["town.households = 2.5", "whole number"]),
    ("town.households='5'", ["town.households = '5'", "whole number"]),
    ("town.households=true", ["town.households = true", "whole number"]),
    ("town.households=null", ["town.households = null", "whole number"]),
    ("town.households=nan", ["town.households = nan", "whole number"]),
    ("town.households=", ["town.households = ''", "whole number"]),
    ("levers.coaches.mandate='0.5'", ["levers.coaches.mandate = '0.5'", "must be a number"]),
    ("levers.coaches.mandate=true", ["levers.coaches.mandate = true", "must be a number"]),
    ("levers.coaches.mandate=nan", ["levers.coaches.mandate = nan", "finite"]),
    ("levers.agencies.effect=inf", ["levers.agencies.effect = inf", "finite"]),
    ("levers.agencies.unlimited=1", ["levers.agencies.unlimited = 1", "true or false"]),
    ("fresh=yes", ["fresh = 'yes'", "true or false"]),
    ("levers.coaches=5", ["levers.coaches = 5", "block of settings"]),
    ("uncertainties.streets=5", ["uncertainties.streets = 5", "block of settings"]),
    ("town.agencies.debt_help.payers.soon=insurer", ["payers.soon", "whole number"]),
    ("town.agencies.debt_help.domains=finances", ["debt_help.domains = 'finances'", "must be a list"]),
    ("price_index.2024=one", ["price_index.2024 = 'one'", "must be a number"]),
    # ranges
    ("town.households=0", ["town.households = 0", "at least 1"]),
    ("town.households=-5", ["town.households = -5", "at least 1"]),
    ("study.years=0", ["study.years = 0", "at least 1"]),
    ("study.warm_up_years=-1", ["study.warm_up_years = -1", "not be negative"]),
    ("study.runs=0", ["study.runs = 0", "at least 1"]),
    ("study.draws=0", ["study.draws = 0", "at least 1"]),
    ("study.rounds_per_week=0", ["study.rounds_per_week = 0", "at least 1"]),
    ("study.rounds_per_week=1.5", ["study.rounds_per_week = 1.5", "whole number"]),
    ("study.workers=-1", ["study.workers = -1", "not be negative"]),
    ("study.seed=100000000000000000000", ["study.seed", "smaller"]),
    ("study.name=a/b", ["study.name = 'a/b'", "one word"]),
    ("study.name=''", ["study.name = ''", "one word"]),
    ("town.name=a b", ["town.name = 'a b'", "one word"]),
    ("levers=''", ["levers = ''", "block of settings"]),
    ("study.numerics.dose_step=0", ["dose_step = 0.0", "more than 0"]),
    ("levers.coaches.mandate=1.1", ["levers.coaches.mandate = 1.1", "between 0 and 1"]),
    ("levers.coaches.substitution=-0.1", ["substitution = -0.1", "between 0 and 1"]),
    ("levers.coaches.fte_per_10000_households=-1", ["not be negative"]),
    ("levers.coaches.caseload_per_fte=0", ["caseload_per_fte = 0.0", "more than 0"]),
    ("levers.funding.additional_until_month=-1", ["additional_until_month = -1", "not be negative"]),
    ("town.population.disability_share=2", ["disability_share = 2.0", "between 0 and 1"]),
    ("town.population.age_shares.old=0.4", ["town.population.age_shares", "sum to 1, not 1.1"]),
    ("town.coordination_share.2015=1.5", ["coordination_share.2015 = 1.5", "between 0 and 1"]),
    ("town.neighbourhoods.velve.share=0.26", ["town.neighbourhoods", "sum to 1, not 1.01"]),
    ("town.neighbourhoods.velve.share=-0.1", ["town.neighbourhoods.velve.share = -0.1", "between 0 and 1"]),
    ("town.neighbourhoods.velve.grade=E", ["velve.grade = 'E'", "A, B, C or D"]),
    ("town.agencies.debt_help.from_severity=4", ["debt_help.from_severity = 4", "1, 2 or 3"]),
    ("town.agencies.debt_help.places=-1", ["debt_help.places = -1", "not be negative"]),
    ("town.agencies.debt_help.domains=[]", ["debt_help.domains", "at least one"]),
    ("town.regime_year=2010", ["town.regime_year = 2010", "nobody pays for debt_help", "start in 2011"]),
    ("town.price_year=2023", ["town.price_year = 2023", "price index (2011, 2024)"]),
    ("price_index.2011=0", ["price_index.2011 = 0.0", "more than 0"]),
    ("town.kind=queue", ["town.kind = 'queue'", "town.queue"]),
    ("town.queue={arrivals_per_week:1,places:1,mean_care_weeks:1}", ["only a town of kind queue"]),
    ("town.queue.places=3", ["town.queue.arrivals_per_week is missing"]),
    ("uncertainties.streets.spill.value=0.5", ["uncertainties.streets.spill", "low <= value <= high"]),
    ("uncertainties.streets.spill.low=0.2", ["uncertainties.streets.spill", "low <= value <= high"]),
    ("uncertainties.streets.onset.low=0", ["uncertainties.streets.onset", "low > 0 for a loguniform"]),
    ("uncertainties.streets.spill.grade=X", ["streets.spill.grade = 'X'", "A, B, C or D"]),
    ("uncertainties.streets.spill.source=' '", ["streets.spill.source", "assumption"]),
    ("uncertainties.coaches.wage.price_year=1999", ["coaches.wage.price_year = 1999", "2011, 2024"]),
    ("worldviews=mixed", ["worldviews = 'mixed'", "study.draws=2 or more, not 1"]),
    # what cannot be read
    ("town", ["'town' is no setting", "key=value"]),
    ("=3", ["'=3' is no setting"]),
    ("~town", ["'~town'", "cannot be taken away"]),
    ("~town.households=3", ["cannot be taken away"]),
    ("study.runs=1,2", ["'study.runs=1,2'", "[a,b]"]),
    ("study.runs=range(1,3)", ["several values"]),
    ("study.name={a", ["'study.name={a' cannot be read"]),
    ("study.name=a=b", ["'study.name=a=b' cannot be read", "quotes"]),
    ("town .x=1", ["town .x = 1", "unknown key"]),
    ("study. x=1", ["cannot be read"]),
    ("scenarios=[city_wide", ["'scenarios=[city_wide' cannot be read"]),
    ("study.name=${nothing}", ["study.name", "Interpolation key 'nothing' not found"]),
    ("study.name=???", ["study.name", "Missing mandatory value"]),
    ("levers.coaches.where.x=1", ["levers.coaches.where"]),
    ("scenarios.7=city_wide", []),
]


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str], desk: Path) -> str:
    """Runs voordeur with bad input, checks that it behaves, and gives what it said."""
    before = sorted(desk.rglob("*"))
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("voordeur: ")
    assert said.err.endswith("\n")
    assert 1 <= said.err.count("\n") <= 2
    assert "Traceback" not in said.err
    assert sorted(desk.rglob("*")) == before
    return said.err.removeprefix("voordeur: ")


@pytest.mark.parametrize(("argument", "pieces"), COMMAND_LINE, ids=[argument for argument, _ in COMMAND_LINE])
def test_the_command_line(argument: str, pieces: list[str], desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = refused([argument], capsys, desk)
    if not argument.startswith(("task=", "scenarios.7")):
        assert error.startswith("command line: ")
    for piece in pieces:
        assert piece in error


FILES = [
    # scenarios
    (
        "scenarios/mine.yaml",
        LABEL + "levers: {coaches: {mandat: 1}}",
        ["levers.coaches.mandat = 1", "'mandate'?"],
    ),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: {mandate: .nan}}", ["mandate = nan", "finite"]),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: {mandate: '1'}}", ["mandate = '1'", "a number"]),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: {mandate: 2}}", ["mandate = 2.0", "between 0 and 1"]),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: {where: [nowhere_else]}}", ["unknown neighbourhood"]),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: }", ["levers.coaches = null", "block of settings"]),
    ("scenarios/mine.yaml", LABEL + "levers: 3", ["levers = 3", "block of settings"]),
    ("scenarios/mine.yaml", LABEL + "levers: {streets: {spill: 1}}", ["levers.streets", "coaches"]),
    ("scenarios/mine.yaml", LABEL + "town: {households: 3}", ["town = ", "unknown key", "levers"]),
    ("scenarios/mine.yaml", LABEL + "lever: {}", ["lever = {}", "did you mean 'levers'?"]),
    (
        "scenarios/mine.yaml",
        LABEL + "extends: wijkcoach",
        ["extends = 'wijkcoach'", "did you mean 'wijkcoaches'?"],
    ),
    ("scenarios/mine.yaml", LABEL + "extends: mine", ["extends = 'mine'", "circle: mine -> mine"]),
    ("scenarios/mine.yaml", "label: {nl: a}\ndescription: {nl: a, en: b}", ["label.en is missing"]),
    ("scenarios/mine.yaml", "label: {nl: a, en: b}", ["description is missing"]),
    (
        "scenarios/mine.yaml",
        "label: {nl: a, en: 3}\ndescription: {nl: a, en: b}",
        ["label.en = 3", "must be text"],
    ),
    ("scenarios/mine.yaml", "", ["label is missing"]),
    ("scenarios/mine.yaml", "- a\n- b\n", ["block of settings"]),
    ("scenarios/mine.yaml", "just words", ["scenarios/mine.yaml"]),
    ("scenarios/mine.yaml", LABEL + "levers: {coaches: [", ["line 3", "not valid YAML"]),
    ("scenarios/mine.yaml", LABEL + LABEL, ["not valid YAML", "duplicate key"]),
    ("scenarios/mine.yaml", LABEL + "phases: {from_month: 3}", ["phases", "must be a list"]),
    ("scenarios/mine.yaml", LABEL + "phases: [{levers: {}}]", ["phases.0.from_month is missing"]),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 0}]",
        ["phases.0.from_month = 0", "later than month 0"],
    ),
    ("scenarios/mine.yaml", LABEL + "phases: [{from_month: -3}]", ["phases.0.from_month = -3"]),
    ("scenarios/mine.yaml", LABEL + "phases: [{from_month: 3.5}]", ["from_month = 3.5", "whole number"]),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 120}]",
        ["from_month = 120", "before the end", "month 120"],
    ),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 24}, {from_month: 12}]",
        ["phases.1.from_month = 12", "later than month 24"],
    ),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 24}, {from_month: 24}]",
        ["phases.1.from_month = 24", "later than month 24"],
    ),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 3, levers: {coaches: {mandate: 7}}}]",
        ["phases.0.levers.coaches.mandate = 7.0", "between 0 and 1"],
    ),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{from_month: 3, levers: {funding: {afterwards: stop}}}]",
        ["phases.0.levers.funding.afterwards = 'stop'", "did you mean 'after'?"],
    ),
    (
        "scenarios/mine.yaml",
        LABEL + "phases: [{month: 3}]",
        ["phases.0.month = 3", "did you mean 'from_month'?"],
    ),
    # towns
    ("configs/town/small.yaml", TOWN + "    housholds: 3\n", ["town.housholds = 3", "'households'?"]),
    ("configs/town/small.yaml", TOWN.replace("households: 1000", ""), ["town.households is missing"]),
    ("configs/town/small.yaml", TOWN.replace("1000", "-1"), ["town.households = -1", "at least 1"]),
    ("configs/town/small.yaml", TOWN.replace("0.25", "0.5"), ["town.neighbourhoods", "sum to 1"]),
    (
        "configs/town/small.yaml",
        TOWN.replace("pilot: true", "pilt: true"),
        ["town.neighbourhoods.velve.pilt", "'pilot'?"],
    ),
    (
        "configs/town/small.yaml",
        TOWN.replace("    kind: real", "    kind: rael"),
        ["town.kind = 'rael'", "'real'?"],
    ),
    (
        "configs/town/small.yaml",
        TOWN.replace("[finances]", "[finance]"),
        ["debt_help.domains.0 = 'finance'", "'finances'?"],
    ),
    (
        "configs/town/small.yaml",
        TOWN.replace("velve:", "pilot:"),
        ["neighbourhoods.pilot.name", "cannot be the name"],
    ),
    ("configs/town/small.yaml", TOWN.replace("velve:", "velve"), ["not valid YAML"]),
    ("configs/town/small.yaml", TOWN.replace("/population: plain", "/population: plane"), ["'plain'?"]),
    (
        "configs/town/small.yaml",
        TOWN.replace("households: 1000", "households: ${people}"),
        ["town.households", "people"],
    ),
    (
        "configs/town/small.yaml",
        TOWN.replace("velve: {", "- {name: centre, ")
        .replace("centre: {", "- {name: centre, ")
        .replace("new_land: {", "- {name: new_land, "),
        ["town.neighbourhoods = 'centre'", "twice"],
    ),
    (
        "configs/population/plain.yaml",
        POPULATION.replace("0.06", "6"),
        ["town.population.assistance_share = 6.0"],
    ),
    (
        "configs/population/plain.yaml",
        POPULATION.replace("young: 0.3, ", ""),
        ["age_shares", "must also give young"],
    ),
    # uncertainties, prices, worldviews, studies
    (
        "configs/uncertainties/streets.yaml",
        STREETS.replace("grade: B", "grade: F"),
        ["streets.onset.grade = 'F'"],
    ),
    (
        "configs/uncertainties/streets.yaml",
        STREETS.replace("source: a report", "source: ''"),
        ["streets.onset.source"],
    ),
    (
        "configs/uncertainties/streets.yaml",
        STREETS.replace("high: 0.18, ", ""),
        ["streets.spill.high is missing"],
    ),
    (
        "configs/uncertainties/streets.yaml",
        STREETS.replace("0.08", "0.8"),
        ["streets.spill", "low <= value <= high"],
    ),
    (
        "configs/uncertainties/streets.yaml",
        STREETS.replace("loguniform", "lognormal"),
        ["distribution", "'loguniform'?"],
    ),
    ("configs/prices/cpi.yaml", "# @package _global_\nprice_index: {2011: 1}", ["price index (2011)"]),
    (
        "configs/worldview/optimistic.yaml",
        OPTIMISTIC.replace("multiplier", "multiplyer"),
        ["'coaches.multiplier'?"],
    ),
    (
        "configs/worldview/optimistic.yaml",
        OPTIMISTIC.replace("value: 2,", "value: 9,"),
        ["low <= value <= high"],
    ),
    ("configs/worldview/optimistic.yaml", OPTIMISTIC.replace("beliefs", "belief"), ["belief", "'beliefs'?"]),
    (
        "configs/worldview/optimistic.yaml",
        OPTIMISTIC.replace("low: 1.5", "low: .inf"),
        ["low = inf", "finite"],
    ),
    (
        "configs/study/quick.yaml",
        "# @package _global_\nscenarios: []\nworldviews: [adverse]\nstudy: 3",
        ["study = 3", "block of settings"],
    ),
    ("configs/voordeur.yaml", "a: [", ["not valid YAML"]),
    ("configs/voordeur.yaml", "defaults: [true]", ["configs/voordeur.yaml"]),
    ("configs/prices/cpi.yaml", "# @package a b\nprice_index: {}", ["Too many components in '@package a b'"]),
    ("configs/voordeur.yaml", "[a]", ["block of settings"]),
    ("configs/voordeur.yaml", "", ["configs/voordeur.yaml", "is missing"]),
    ("configs/voordeur.yaml", "twon: 3", ["twon = 3", "did you mean 'town'?"]),
]


@pytest.mark.parametrize(("name", "text", "pieces"), FILES, ids=[" ".join(pieces) for *_, pieces in FILES])
def test_files(
    name: str, text: str, pieces: list[str], desk: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write(name, text)
    chosen = ["scenarios=mine"] if name == "scenarios/mine.yaml" else []
    error = refused(chosen, capsys, desk)
    if "price index" not in error:
        assert error.startswith(name)
    for piece in pieces:
        assert piece in error


def test_a_circle_names_the_chain(write: Write, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, parent in (("a", "b"), ("b", "c"), ("c", "b")):
        write(f"scenarios/{name}.yaml", LABEL + f"extends: {parent}\n")
    error = refused(["scenarios=a"], capsys, desk)
    assert error.startswith("scenarios/c.yaml: extends = 'b'")
    assert "b -> c -> b" in error


def test_the_file_with_the_mistake_is_named_not_its_child(
    write: Write, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("scenarios/parent.yaml", LABEL + "levers: {coaches: {mandate: 3}}\n")
    write("scenarios/child.yaml", LABEL + "extends: parent\nlevers: {coaches: {mandate: 0.3}}\n")
    assert refused(["scenarios=child"], capsys, desk).startswith("scenarios/parent.yaml: levers.coaches.mandate")


def test_a_later_file_that_replaces_a_value_is_named(
    write: Write, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("configs/town/small.yaml", TOWN + "    population: {trust_mean: 4}\n")
    assert refused([], capsys, desk).startswith("configs/town/small.yaml: town.population.trust_mean = 4.0")


def test_choosing_a_file_is_not_giving_its_values(write: Write, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("configs/town/small.yaml", TOWN.replace("1000", "-1"))
    assert refused(["town=small"], capsys, desk).startswith("configs/town/small.yaml: town.households = -1")


def test_a_shorter_horizon_meets_the_phases_of_a_shipped_scenario(
    desk: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    error = refused(["study.years=3"], capsys, desk)
    assert error.startswith(f"{package / 'scenarios' / 'city_wide.yaml'}: phases.0.from_month = 36")


def test_a_town_without_a_pilot(write: Write, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write("configs/town/small.yaml", TOWN.replace("pilot: true", "pilot: false"))
    assert "small has no pilot neighbourhood" in refused(["scenarios=wijkcoaches"], capsys, desk)


def test_text_that_is_not_utf_8(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("configs/town/small.yaml", "scenarios/mine.yaml"):
        path = desk / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"label: {nl: caf\xe9, en: b}\n")
        assert "not UTF-8" in refused(["scenarios=mine"], capsys, desk)
        path.unlink()


def test_a_folder_where_a_file_should_be(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "scenarios" / "mine.yaml").mkdir(parents=True)
    assert "unknown scenario" in refused(["scenarios=mine"], capsys, desk)
