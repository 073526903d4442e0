import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra

from simulation.settings import folders
from simulation.settings.compose import Composed, compose_study
from simulation.settings.errors import SettingsError
from simulation.settings.results import check_writable, fingerprint
from simulation.settings.sweep import Point, study_at
from simulation.settings.words import Distribution, Domain, Language, Payer
from tests.settings.conftest import TOWN, Write, put

FTE = "levers.coaches.fte_per_10000_households"

pytestmark = pytest.mark.usefixtures("desk")


def names(composed: Composed, axis: str) -> list[str]:
    return [each.name for each in getattr(composed.study, axis)]


def test_the_quick_study_is_the_default() -> None:
    composed = compose_study([])
    assert composed.study.settings.name == "quick"
    assert names(composed, "scenarios") == ["wijkcoaches", "funding_ends", "city_wide"]
    assert names(composed, "worldviews") == ["optimistic", "no_effect", "adverse"]
    assert composed.study.reference.name == "usual_care"
    assert (composed.task, composed.lang, composed.fresh) == ("study", Language.EN, False)


def test_everything_is_typed() -> None:
    town = compose_study([]).study.town
    assert town.agencies[0].domains == (Domain.FINANCES,)
    assert town.agencies[0].payers == {2011: Payer.MUNICIPALITY}
    assert isinstance(town.agencies[0].domains[0], Domain)
    assert town.population.concentration == 8.0
    assert isinstance(town.population.concentration, float)
    assert [(each.name, each.share, each.pilot) for each in town.neighbourhoods] == [
        ("velve", 0.25, True),
        ("centre", 0.75, False),
        ("new_land", 0.0, False),
    ]


LISTED = (
    TOWN.replace("velve: {", "- {name: velve, ")
    .replace("centre: {", "- {name: centre, ")
    .replace("new_land: {", "- {name: new-land, ")
)


def test_neighbourhoods_and_agencies_may_be_lists_too(write: Write) -> None:
    write("configs/town/small.yaml", LISTED)
    town = compose_study([]).study.town
    assert [each.name for each in town.neighbourhoods] == ["velve", "centre", "new-land"]


def test_rows_of_lists_go_by_name_or_place_on_the_command_line(write: Write) -> None:
    write("configs/town/small.yaml", LISTED)
    factors = ["centre.factor=0.5", "new-land.factor=0.7", "0.factor=2"]
    town = compose_study([f"town.neighbourhoods.{factor}" for factor in factors]).study.town
    assert [each.factor for each in town.neighbourhoods] == [2.0, 0.5, 0.7]
    with pytest.raises(SettingsError, match=r"^command line: .*velvet.*did you mean 'velve'"):
        compose_study(["town.neighbourhoods.velvet.factor=2"])
    with pytest.raises(SettingsError, match=r"^command line: town.neighbourhoods.velve.factor = -1"):
        compose_study(["town.neighbourhoods.velve.factor=-1"])


def test_uncertainties_have_the_name_of_their_group() -> None:
    rows = compose_study([]).study.uncertainties.rows
    assert list(rows) == [
        "streets.spill",
        "streets.onset",
        "streets.domains",
        "coaches.multiplier",
        "coaches.wage",
    ]
    assert rows["streets.spill"].distribution is Distribution.TRIANGULAR
    assert rows["streets.onset"].distribution is Distribution.LOGUNIFORM
    assert rows["streets.domains"].distribution is Distribution.FIXED
    assert rows["coaches.wage"].price_year == 2011


def test_without_a_range_there_is_nothing_to_draw() -> None:
    nothing = [f"uncertainties.streets.onset.{part}=0" for part in ("low", "value", "high")]
    row = compose_study(nothing).study.uncertainties.rows["streets.onset"]
    assert (row.value, row.distribution) == (0.0, Distribution.FIXED)


def test_the_price_index_has_years() -> None:
    assert compose_study(["price_index.2025=1.03"]).study.uncertainties.price_index == {
        2011: 0.72,
        2024: 1.0,
        2025: 1.03,
    }


def test_values_on_the_command_line_win() -> None:
    composed = compose_study(
        [
            "town.households=5000",
            "town.neighbourhoods.velve.factor=2",
            "town.agencies.debt_help.places=12",
            "uncertainties.streets.spill.value=0.1",
            "study.runs=2",
            "study.numerics.dose_step=0.1",
            "lang=nl",
            "fresh=true",
        ]
    )
    study = composed.study
    assert study.town.households == 5000
    assert study.town.neighbourhoods[0].factor == 2.0
    assert study.town.agencies[0].places == 12
    assert study.uncertainties.rows["streets.spill"].value == 0.1
    assert study.settings.runs == 2
    assert study.settings.numerics.dose_step == 0.1
    assert (composed.lang, composed.fresh) == (Language.NL, True)


@pytest.mark.parametrize("sign", ["", "+", "++"])
def test_a_plus_makes_no_difference(sign: str) -> None:
    composed = compose_study([f"{sign}town.households=5000", f"{sign}study=council"])
    assert (composed.study.town.households, composed.study.settings.name) == (5000, "council")


@pytest.mark.parametrize("written", ["no_effect,adverse", "[no_effect,adverse]", "no_effect, adverse"])
def test_lists_with_and_without_brackets(written: str) -> None:
    composed = compose_study([f"worldviews={written}", "scenarios=city_wide"])
    assert names(composed, "worldviews") == ["no_effect", "adverse"]
    assert names(composed, "scenarios") == ["city_wide"]


def test_the_reference_is_run_once() -> None:
    assert names(compose_study(["scenarios=usual_care,city_wide"]), "scenarios") == ["city_wide"]
    assert names(compose_study(["scenarios=[]"]), "scenarios") == []


def test_a_study_may_choose_its_own_town(write: Write, package: Path) -> None:
    put(package, "configs/town/other.yaml", TOWN.replace("name: small", "name: other"))
    write(
        "configs/study/mine.yaml",
        "# @package _global_\ndefaults:\n  - quick\n  - override /town: other\n  - _self_\n",
    )
    assert compose_study(["study=mine"]).study.town.name == "other"
    assert compose_study(["study=mine", "town=small"]).study.town.name == "small"


def test_the_council_study_adds_draws_of_the_mixture() -> None:
    study = compose_study(["study=council"]).study
    assert [each.name for each in study.worldviews] == ["optimistic", "no_effect", "adverse", "mixed"]
    assert study.worldviews[3].beliefs == {}
    assert study.draws_of("adverse") == range(1)
    assert study.draws_of("mixed") == range(1, 33)


def test_without_the_mixture_each_worldview_runs_all_draws() -> None:
    assert compose_study(["study.draws=5"]).study.draws_of("adverse") == range(5)


def test_worldviews_have_beliefs() -> None:
    study = compose_study(["worldviews=optimistic"]).study
    belief = study.worldviews[0].beliefs["coaches.multiplier"]
    assert (belief.value, belief.low, belief.high) == (2.0, 1.5, 2.5)
    assert [each.name for each in study.mixture] == ["optimistic", "no_effect", "adverse"]


def test_a_belief_may_be_that_there_is_nothing(write: Write) -> None:
    write("configs/worldview/adverse.yaml", "beliefs: {streets.onset: {value: 0, low: 0, high: 0}}")
    assert compose_study([]).study.worldviews[2].beliefs["streets.onset"].value == 0


def test_levers_of_the_command_line_hold_in_every_scenario() -> None:
    study = compose_study(["levers.agencies.effect=0", "levers.agencies.unlimited=true"]).study
    for scenario in (study.reference, *study.scenarios):
        for phase in scenario.phases:
            assert phase.levers.agencies.effect == 0
            assert phase.levers.agencies.unlimited


def test_a_lever_of_the_command_line_replaces_what_scenarios_say_as_one_point_of_a_sweep() -> None:
    """Nobody who asks for no coaches may get those of the scenario's file."""
    axes = ["scenarios=wijkcoaches,city_wide,recession"]
    composed = compose_study([*axes, f"{FTE}=0"])
    plain = compose_study(axes).study
    same = study_at(plain, Point(number=0, values={FTE: 0.0}))
    for ours, theirs in zip(composed.study.scenarios, same.scenarios, strict=True):
        assert ours.phases == theirs.phases
        assert {phase.levers.coaches.fte_per_10000_households for phase in ours.phases} == {0.0}
    assert composed.study.reference == plain.reference
    assert composed.study.scenarios[2] == plain.scenarios[2]
    assert composed.replaced == [f"{FTE} = 0 in place of 25 in wijkcoaches; 25, then 10 in city_wide"]


def test_a_scenario_whose_levers_were_changed_says_so() -> None:
    study = compose_study(["scenarios=wijkcoaches", "levers.coaches={mandate: 0.5, where: pilot}"]).study
    assert study.scenarios[0].description.en.endswith("Changed: coaches.mandate = 0.5 (was 0.9).")
    assert study.scenarios[0].description.nl.endswith("Gewijzigd: coaches.mandate = 0,5 (was 0,9).")
    assert "Changed" not in study.reference.description.en


def test_a_lever_of_a_file_holds_where_a_scenario_says_nothing_and_in_usual_care(write: Write) -> None:
    base = (folders.shipped("configs") / "voordeur.yaml").read_text(encoding="utf-8")
    write("configs/voordeur.yaml", base.replace("levers: {}", "levers: {coaches: {mandate: 0.2, caseload_per_fte: 9}}"))
    composed = compose_study(["scenarios=wijkcoaches", "levers.coaches.caseload_per_fte=30"])
    usual, coached = (each.phases[0].levers.coaches for each in (composed.study.reference, composed.study.scenarios[0]))
    assert (usual.mandate, coached.mandate) == (0.2, 0.9)
    assert (usual.caseload_per_fte, coached.caseload_per_fte) == (9, 30)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["levers.intakers.fte_per_10000_households=4"], "moves nothing: no scenario .* has intakers at work"),
        (["task=sweep", f"sweep.over.{FTE}=[1,2]", f"{FTE}=3"], "is swept over too"),
        (["task=pilots", "levers.coaches.mandate=0.4"], "each pilot with the levers of its own scenario"),
    ],
)
def test_a_lever_that_would_do_nothing_is_refused(arguments: list[str], why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        compose_study(arguments)


def test_own_folders_go_first_file_by_file(write: Write) -> None:
    write("configs/town/small.yaml", TOWN.replace("households: 1000", "households: 77"))
    write("configs/worldview/adverse.yaml", "beliefs: {coaches.multiplier: {value: 0.9, low: 0.8, high: 1}}")
    write("configs/worldview/hopeful.yaml", "beliefs: {coaches.multiplier: {value: 3, low: 2, high: 4}}")
    write("scenarios/mine.yaml", "label: {nl: a, en: b}\ndescription: {nl: c, en: d}\nextends: wijkcoaches\n")
    study = compose_study(["scenarios=mine,city_wide", "worldviews=adverse,hopeful"]).study
    assert study.town.households == 77
    assert study.worldviews[0].beliefs["coaches.multiplier"].value == 0.9
    assert study.worldviews[1].beliefs["coaches.multiplier"].value == 3
    assert study.mixture[2] == study.worldviews[0]
    assert [each.name for each in study.scenarios] == ["mine", "city_wide"]


def test_own_folders_of_another_directory(desk: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere, "configs/town/small.yaml", TOWN.replace("households: 1000", "households: 77"))
    composed = compose_study(["results=out"], directory=elsewhere)
    assert composed.study.town.households == 77
    assert composed.results == elsewhere / "out"
    assert compose_study([]).study.town.households == 1000


def test_in_the_checkout_own_and_shipped_coincide(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(package)
    assert folders.folders("configs") == (package / "configs",)
    assert compose_study([]).study.town.name == "small"


def test_a_wheel_has_its_folders_inside(package: Path) -> None:
    (package / "simulation").mkdir()
    (package / "configs").rename(package / "simulation" / "_configs")
    (package / "scenarios").rename(package / "simulation" / "_scenarios")
    put(package, "configs/voordeur.yaml", "of: another package beside ours\n")
    assert compose_study(["scenarios=city_wide"]).study.town.name == "small"


def test_nothing_is_left_behind(desk: Path) -> None:
    compose_study(["study=council"])
    assert list(desk.iterdir()) == []
    assert not GlobalHydra.instance().is_initialized()
    assert Path.cwd() == desk


def test_composing_twice_and_after_another_hydra_program(package: Path) -> None:
    with initialize_config_dir(str(package / "configs"), version_base="1.3"):
        first = compose_study([])
    assert compose_study([]).study == first.study


def test_a_study_goes_to_other_processes() -> None:
    study = compose_study([]).study
    assert pickle.loads(pickle.dumps(study)) == study


def test_the_fingerprint_is_of_what_results_depend_on() -> None:
    plain = fingerprint(compose_study([]).study)
    assert plain == fingerprint(compose_study(["study.workers=3", "lang=nl", "town.households=1000"]).study)
    changes = [
        "study.seed=2",
        "town.households=999",
        "levers.agencies.effect=0",
        "uncertainties.streets.spill.value=0.1",
    ]
    others = {fingerprint(compose_study([change]).study) for change in changes}
    assert len(others | {plain}) == 1 + len(changes)


def test_the_fingerprint_does_not_depend_on_the_process() -> None:
    code = (
        "import sys; from pathlib import Path; from simulation.settings import folders\n"
        "folders.PACKAGE = Path(sys.argv[1])\n"
        "from simulation.settings.compose import compose_study\n"
        "from simulation.settings.results import fingerprint\n"
        "print(fingerprint(compose_study([]).study))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(Path(__file__).parents[2])}
    other = subprocess.run(
        [sys.executable, "-c", code, str(folders.PACKAGE)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert other.stdout.strip() == fingerprint(compose_study([]).study)


def test_results_have_a_folder() -> None:
    composed = compose_study([])
    assert composed.results == Path("results") / f"small-quick-{fingerprint(composed.study)[:8]}"
    assert compose_study(["results=null"]).results == composed.results


@pytest.mark.parametrize(
    "folder", ["out", "my results", "a,b", "it's", 'a"b', "x=y", "[a]", "{b}", "back\\slash\\", "é"]
)
def test_any_folder_name_may_be_typed(folder: str) -> None:
    assert compose_study([f"results={folder}"]).results == Path(folder)


def test_results_in_the_home_folder() -> None:
    assert compose_study(["results=~/out"]).results == Path("~/out").expanduser()


def test_a_writable_folder_is_left_alone(desk: Path) -> None:
    check_writable(desk / "new" / "inner")
    check_writable(desk)
    check_writable(Path("new"))
    assert list(desk.iterdir()) == []


def test_a_file_in_the_way_of_results(desk: Path) -> None:
    (desk / "file").write_text("")
    with pytest.raises(SettingsError, match="results = file/inner: file is a file, not a folder"):
        check_writable(desk / "file" / "inner")
    with pytest.raises(SettingsError, match="is a file, not a folder"):
        check_writable(desk / "file")


def test_a_folder_without_permission(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere, so the system's refusal is played."""
    closed = desk / "closed"
    closed.mkdir()

    def refuse(dir: Path) -> None:
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr("simulation.settings.results.TemporaryFile", refuse)
    with pytest.raises(SettingsError, match="cannot be written: Permission denied"):
        check_writable(closed / "inner")


def test_a_folder_that_cannot_be(desk: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written: File name too long"):
        check_writable(desk / ("x" * 300))
