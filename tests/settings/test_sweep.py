"""A sweep: its points, the study at each, and everything that cannot be swept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.settings import AfterFunding, SettingsError, Study, Values, values_of
from simulation.settings.compose import compose_study
from simulation.settings.results import fingerprint
from simulation.settings.sweep import Point, Range, Sweep, Value, points_of, size_of, study_at
from simulation.settings.words import Design
from tests.settings.conftest import CHECKOUT, Write

MANDATE, FTE = "levers.coaches.mandate", "levers.coaches.fte_per_10000_households"
CONTACTS = "levers.coaches.contact_persons_per_agency"
SPILL, MULTIPLIER = "uncertainties.streets.spill", "uncertainties.coaches.multiplier"
SAMPLED = (Design.LATIN_HYPERCUBE, Design.SOBOL)


def swept(*arguments: str) -> Sweep:
    """The sweep of what is written after ``sweep.over.``, unless it is of another section."""
    given = [each if each.startswith(OTHER) else f"sweep.over.{each}" for each in arguments]
    sweep = compose_study(["task=sweep", *given]).sweep
    assert sweep is not None
    return sweep


OTHER = ("sweep.", "scenarios=")


def rows(sweep: Sweep, seed: int = 1) -> list[tuple[Value, ...]]:
    return [tuple(point.values.values()) for point in points_of(sweep, seed)]


def sampled(design: Design, points: int, over: Mapping[str, tuple[Value, ...] | Range]) -> Sweep:
    return Sweep(design=design, points=points, over=over)


# --- how a sweep is written


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    "over",
    [
        "{levers.coaches.mandate: [0.5, 0.9], uncertainties.streets.spill: [0.1, 0.12]}",
        "{levers: {coaches: {mandate: [0.5, 0.9]}}, uncertainties: {streets: {spill: [0.1, 0.12]}}}",
        "{levers.coaches: {mandate: [0.5, 0.9]}, uncertainties.streets: {spill.value: [0.1, 0.12]}}",
        "{levers: {coaches.mandate: [0.5, 0.9]}, uncertainties: {streets: {spill: {value: [0.1, 0.12]}}}}",
    ],
)
def test_names_may_be_nested_or_dotted(over: str, write: Write) -> None:
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\nsweep: {{over: {over}}}\n")
    sweep = compose_study(["task=sweep", "study=mine"]).sweep
    assert sweep == Sweep(design=Design.GRID, points=None, over={MANDATE: (0.5, 0.9), SPILL: (0.1, 0.12)})


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("over", ["{levers.coaches.mandate: [0.5]}", "{levers: {coaches: {mandate: [0.5]}}}"])
def test_the_command_line_has_the_last_word(over: str, write: Write) -> None:
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\nsweep: {{over: {over}}}\n")
    sweep = compose_study(["task=sweep", "study=mine", f"sweep.over.{MANDATE}=[0.9]"]).sweep
    assert sweep is not None
    assert sweep.over == {MANDATE: (0.9,)}


@pytest.mark.usefixtures("desk")
def test_a_whole_sweep_on_the_command_line_replaces_that_of_the_file(write: Write) -> None:
    """Also where a list takes the place of a range."""
    over = f"{{{MANDATE}: {{low: 0.1, high: 0.9, steps: 3}}, {CONTACTS}: [1, 2]}}"
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\nsweep: {{over: {over}}}\n")
    for written in (f"{{{MANDATE}:[0.5,0.7]}}", "{levers:{coaches:{mandate:[0.5,0.7]}}}"):
        sweep = compose_study(["task=sweep", "study=mine", f"sweep.over={written}"]).sweep
        assert sweep is not None
        assert sweep.over == {MANDATE: (0.5, 0.7)}


@pytest.mark.usefixtures("desk")
def test_values_have_the_type_of_their_lever() -> None:
    levers = [f"{MANDATE}=[0,1]", "levers.funding.after=[stop]", "levers.coaches.pressure=[true,false]"]
    levers += ["levers.coaches.where=[pilot,[velve,centre]]", "levers.coaches.team_from_providers_share=[null,0]"]
    over = swept(*levers, f"{CONTACTS}=[1,2]").over
    assert [list(map(repr, values)) for values in over.values() if isinstance(values, tuple)] == [
        ["0.0", "1.0"],
        [repr(AfterFunding.STOP)],
        ["True", "False"],
        ["'pilot'", "('velve', 'centre')"],
        ["None", "0.0"],
        ["1", "2"],
    ]


@pytest.mark.usefixtures("desk")
def test_the_word_range_is_the_range_an_uncertainty_has_itself() -> None:
    sweep = swept(f"{SPILL}=range", "sweep.design=latin_hypercube", "sweep.points=3")
    assert sweep.over == {SPILL: Range(low=0.0, high=0.18)}


@pytest.mark.usefixtures("desk")
def test_a_sweep_is_of_its_task_only() -> None:
    assert compose_study([]).sweep is None
    with pytest.raises(SettingsError, match=r"^command line: task = 'sweep': nothing to sweep; give sweep\.over"):
        compose_study(["task=sweep"])
    for task in ("study", "pilots"):
        with pytest.raises(SettingsError, match=rf"sweep = .*only task=sweep runs it, not task={task}"):
            compose_study([f"task={task}", f"sweep.over.{MANDATE}=[0.5]"])


def test_the_shipped_example_names_its_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    composed = compose_study(["study=sweep"])
    assert composed.task == "sweep"
    assert composed.sweep is not None
    assert size_of(composed.sweep) == 9


@pytest.mark.usefixtures("desk")
def test_results_of_another_sweep_go_to_another_folder() -> None:
    one, same, other = (compose_study(["task=sweep", f"sweep.over.{MANDATE}={values}"]) for values in FOLDERS)
    assert one.results == same.results != other.results
    assert fingerprint(one.study) == fingerprint(other.study) != fingerprint(one.study, one.sweep)


FOLDERS = ("[0.5,0.9]", "[0.5, 0.9]", "[0.9,0.5]")


# --- points


@pytest.mark.usefixtures("desk")
def test_the_last_of_a_grid_varies_fastest() -> None:
    sweep = swept(f"{MANDATE}=[0.9,0.5]", f"{FTE}={{low:5,high:25,steps:3}}")
    assert rows(sweep) == [(0.9, 5.0), (0.9, 15.0), (0.9, 25.0), (0.5, 5.0), (0.5, 15.0), (0.5, 25.0)]
    assert [point.number for point in points_of(sweep, 1)] == [0, 1, 2, 3, 4, 5]
    assert points_of(sweep, 1) == points_of(sweep, 2)


@pytest.mark.usefixtures("desk")
def test_the_order_is_the_one_written_also_on_the_command_line(write: Write) -> None:
    over = "{levers.coaches.mandate: [0.5], levers.coaches.facilities: [0.5]}"
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\nsweep: {{over: {over}}}\n")
    given = [f"sweep.over.{key}" for key in (f"{SPILL}.value=[0.1]", f"{FTE}=[1,2]", f"{MULTIPLIER}=[1,2]")]
    sweep = compose_study(["task=sweep", "study=mine", *given]).sweep
    assert sweep is not None
    assert list(sweep.over) == [MANDATE, "levers.coaches.facilities", SPILL, FTE, MULTIPLIER]


@pytest.mark.usefixtures("desk")
def test_steps_are_the_numbers_one_would_write() -> None:
    assert rows(swept(f"{MANDATE}={{low:0.1,high:0.7,steps:7}}")) == [(each / 10,) for each in range(1, 8)]
    assert rows(swept(f"{CONTACTS}={{low:1,high:4,steps:3}}")) == [(1,), (3,), (4,)]


@pytest.mark.parametrize("design", SAMPLED)
def test_points_cover_each_range_evenly(design: Design) -> None:
    over = {"a": Range(low=5.0, high=25.0), "b": Range(low=0.0, high=1e-9), "c": Range(low=-3.0, high=-2.0)}
    found = rows(sampled(design, 64, over))
    for column, bounds in zip(zip(*found, strict=True), over.values(), strict=True):
        parts = [int((value - bounds.low) / (bounds.high - bounds.low) * 64) for value in column]
        assert sorted(parts) == list(range(64))


@pytest.mark.parametrize("design", SAMPLED)
def test_choices_and_whole_numbers_come_equally_often(design: Design) -> None:
    over = {"a": (True, False), "b": ("pilot", "city", ("velve",), None), "c": Range(low=1, high=4)}
    for column in zip(*rows(sampled(design, 64, over)), strict=True):
        assert len(set(Counter(column).values())) == 1
    assert {row[2] for row in rows(sampled(design, 64, over))} == {1, 2, 3, 4}


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 2**32), fewer=st.integers(0, 5), more=st.integers(6, 8), width=st.integers(1, 6))
def test_a_larger_sobol_sweep_keeps_the_points_of_a_smaller_one(seed: int, fewer: int, more: int, width: int) -> None:
    over = {str(place): Range(low=0.0, high=1.0) for place in range(width)}
    small, large = (points_of(sampled(Design.SOBOL, 2**power, over), seed) for power in (fewer, more))
    assert large[: len(small)] == small


@pytest.mark.parametrize("design", SAMPLED)
def test_points_follow_from_the_seed(design: Design) -> None:
    sweep = sampled(design, 8, {"a": Range(low=0.0, high=1.0), "b": ("pilot", "city")})
    assert points_of(sweep, 5) == points_of(sweep, 5)
    assert points_of(sweep, 5) != points_of(sweep, 6)


@settings(deadline=None, max_examples=50)
@given(
    design=st.sampled_from(Design),
    low=st.floats(-1e6, 1e6),
    width=st.floats(1e-6, 1e6),
    whole=st.tuples(st.integers(-100, 100), st.integers(1, 100)),
    power=st.integers(0, 6),
)
def test_no_point_is_outside_its_range(
    design: Design, low: float, width: float, whole: tuple[int, int], power: int
) -> None:
    start, count = whole
    over = {"a": Range(low=low, high=low + width, steps=3), "b": Range(low=start, high=start + count, steps=2)}
    for first, second in rows(sampled(design, 2**power, over)):
        assert isinstance(first, float)
        assert isinstance(second, int)
        tolerance = 1e-11 * max(abs(low), abs(low + width))  # a grid is rounded to 12 digits
        assert low - tolerance <= first <= low + width + tolerance
        assert start <= second <= start + count


# --- the study at a point


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    names = "wijkcoaches,city_wide,agency_cuts,same_money_places"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("nothing"))
        return compose_study(["study=council", f"scenarios={names}", "town=example"]).study


def at(study: Study, **values: Value) -> Study:
    return study_at(study, Point(number=0, values={key.replace("__", "."): value for key, value in values.items()}))


def drawn(study: Study, worldview: str | None, draw: int) -> Values:
    worlds = {each.name: each for each in study.worldviews}
    world = None if worldview is None else worlds[worldview]
    return values_of(study.uncertainties, world, study.mixture, draw, study.settings.seed, study.town.price_year)


DRAWS = [(name, draw) for name in (None, "optimistic", "no_effect", "adverse") for draw in range(6)]
DRAWS += [("mixed", draw) for draw in range(1, 12)]


@pytest.mark.parametrize("name", ["streets.spill", "coaches.multiplier", "streets.onset_finances", "circles.self_gain"])
def test_a_swept_unknown_has_its_value_everywhere_and_the_others_keep_theirs(study: Study, name: str) -> None:
    row = study.uncertainties.rows[name]
    value = row.low + 0.3 * (row.high - row.low)
    there = study_at(study, Point(number=0, values={f"uncertainties.{name}": value}))
    for worldview, draw in DRAWS:
        here, held = dict(drawn(study, worldview, draw)), dict(drawn(there, worldview, draw))
        assert held.pop(name) == value
        here.pop(name)
        assert held == here
    moved = {drawn(study, worldview, draw)[name] for worldview, draw in DRAWS}
    assert len(moved) > 1, "or this tests nothing"


def test_one_of_a_ridge_is_swept_without_the_others(study: Study) -> None:
    ridges: dict[str, list[str]] = {}
    for name, row in study.uncertainties.rows.items():
        if row.ridge:
            ridges.setdefault(row.ridge, []).append(name)
    first, *others = next(names for names in ridges.values() if len(names) > 1)
    there = study_at(study, Point(number=0, values={f"uncertainties.{first}": study.uncertainties.rows[first].low}))
    assert [drawn(there, None, 3)[name] for name in others] == [drawn(study, None, 3)[name] for name in others]


def test_a_swept_price_is_in_euros_of_its_own_year(study: Study) -> None:
    years = {row.price_year: name for name, row in study.uncertainties.rows.items()}
    name = next(years[year] for year in years if year not in (None, study.town.price_year))
    row = study.uncertainties.rows[name]
    there = study_at(study, Point(number=0, values={f"uncertainties.{name}": row.value}))
    assert drawn(there, None, 0)[name] == drawn(study, None, 0)[name] == drawn(there, None, 2)[name] != row.value


def test_a_swept_lever_holds_in_every_phase_of_every_scenario_but_not_in_usual_care(study: Study) -> None:
    there = at(study, levers__coaches__mandate=0.31, levers__coaches__fte_per_10000_households=7.0)
    assert sum(len(scenario.phases) for scenario in there.scenarios) > len(there.scenarios)
    for before, after in zip(study.scenarios, there.scenarios, strict=True):
        for old, new in zip(before.phases, after.phases, strict=True):
            coaches = replace(old.levers.coaches, mandate=0.31, fte_per_10000_households=7.0)
            assert new == replace(old, levers=replace(old.levers, coaches=coaches))
    assert there.reference == study.reference


def test_funding_is_not_of_usual_care_either(study: Study) -> None:
    there = at(study, levers__funding__after=AfterFunding.OWN_MONEY)
    assert {phase.levers.funding.after for each in there.scenarios for phase in each.phases} == {"own_money"}
    assert there.reference == study.reference


@pytest.mark.parametrize(("block", "lever"), [("agencies", "places_factor"), ("shocks", "onset_factor")])
def test_the_world_is_swept_in_usual_care_too(study: Study, block: str, lever: str) -> None:
    there = study_at(study, Point(number=0, values={f"levers.{block}.{lever}": 1.7}))
    phases = [phase for each in (*there.scenarios, there.reference) for phase in each.phases]
    assert {getattr(getattr(phase.levers, block), lever) for phase in phases} == {1.7}


def test_the_callers_study_stays_as_it_is(study: Study) -> None:
    before = fingerprint(study)
    point = Point(number=0, values={MANDATE: 0.1, SPILL: 0.1, "levers.agencies.effect": 0.5})
    there = study_at(study, point)
    assert fingerprint(study) == before != fingerprint(there)
    assert study_at(there, point) == there
    assert study.uncertainties.held == {}
    assert (there.town, there.settings, there.worldviews) == (study.town, study.settings, study.worldviews)


def test_points_of_one_sweep_differ(study: Study) -> None:
    over = {MANDATE: (0.5, 0.9), SPILL: Range(low=0.05, high=0.1, steps=3)}
    studies = [study_at(study, each) for each in points_of(Sweep(design=Design.GRID, points=None, over=over), 1)]
    assert len(set(map(fingerprint, studies))) == 6
    assert all(one != other for one, other in pairwise(studies))


# --- what cannot be swept

WRONG = [
    ([f"{MANDATE}t=[1]"], ["sweep.over.levers.coaches.mandatet = [1]", "unknown name", "did you mean 'mandate'?"]),
    (["levers.coache.mandate=[1]"], ["unknown name", "did you mean 'coaches'?"]),
    (["levers.coaches=[1]"], ["sweep.over.levers.coaches = [1]", "mandate"]),
    (["levers=[1]"], ["sweep.over.levers = [1]", "coaches"]),
    (["uncertainties.streets.spil=[0.1]"], ["unknown name", "did you mean 'spill'?"]),
    ([f"{SPILL}.valu=[0.1]"], ["unknown name", "did you mean 'spill'?"]),
    (["town.households=[10,20]"], ["sweep.over.town.households = [10, 20]", "only levers and uncertainties", "-m"]),
    ([f"{MANDATE}=0.5"], ["mandate = 0.5: must be a list [a, b], or a range {low: a, high: b}"]),
    ([f"{MANDATE}=[]"], ["mandate = []: must be a list"]),
    ([f"{SPILL}=null"], ["spill = null: must be a list", "or the word range"]),
    ([f"{MANDATE}=[0.5,1.5]"], ["sweep.over.levers.coaches.mandate = 1.5: must be between 0 and 1"]),
    ([f"{MANDATE}=[nan]"], ["mandate = nan", "finite"]),
    ([f"{MANDATE}=['0.5']"], ["mandate = '0.5'", "must be a number"]),
    ([f"{MANDATE}=[true]"], ["mandate = true", "must be a number"]),
    ([f"{MANDATE}=[0.5,0.7,0.5]"], ["mandate = 0.5: is there twice"]),
    ([f"{FTE}=[1,1.0]"], ["is there twice"]),
    (["levers.coaches.pressure=[1]"], ["pressure = 1: must be true or false"]),
    (["levers.funding.after=[stopp]"], ["after = 'stopp'", "did you mean 'stop'?"]),
    (["levers.coaches.where=[velvet]"], ["where = 'velvet'", "nowhere, pilot, city or a list"]),
    (["levers.coaches.where=[[velvet]]"], ["unknown neighbourhood 'velvet'", "did you mean 'velve'?"]),
    ([f"{CONTACTS}=[1.5]"], ["= 1.5: must be a whole number"]),
    ([f"{CONTACTS}={{low:1.5,high:3,steps:2}}"], ["= 1.5: must be a whole number"]),
    ([f"{CONTACTS}={{low:1,high:3,steps:4}}"], ["steps = 4: there are only 3 whole numbers"]),
    (["levers.coaches.where={low:1,high:2}"], ["cannot have a range; must be a list [a, b]"]),
    ([f"{MANDATE}={{low:0.5,high:0.5,steps:2}}"], ["must have low < high"]),
    ([f"{MANDATE}={{low:0.9,high:0.5,steps:2}}"], ["must have low < high"]),
    ([f"{MANDATE}={{low:0.5,high:2,steps:2}}"], ["mandate = 2.0: must be between 0 and 1"]),
    ([f"{MANDATE}={{low:nan,high:1,steps:2}}"], ["low = nan", "finite"]),
    ([f"{MANDATE}={{low:0.5}}"], ["mandate.high is missing"]),
    ([f"{MANDATE}={{low:0,high:1,step:3}}"], ["step = 3: unknown key; did you mean 'steps'?"]),
    ([f"{MANDATE}={{low:0,high:1,steps:1}}"], ["steps = 1: must be at least 2"]),
    ([f"{MANDATE}={{low:0,high:1,steps:2.5}}"], ["steps = 2.5", "whole number"]),
    ([f"{MANDATE}={{low:0,high:1}}"], ["has no steps, which a grid needs; write {low: 0, high: 1, steps: 5}"]),
    ([f"{MANDATE}=range"], ["only an uncertainty has a range of its own"]),
    ([f"{SPILL}=range"], ["has no steps, which a grid needs; write {low: 0, high: 0.18, steps: 5}"]),
    (["uncertainties.streets.domains=range"], ["it has no range: is 7"]),
    (["uncertainties.streets.domains=[6]"], ["domains = 6: must be in its range, 7 to 7"]),
    ([f"{SPILL}=[0.1,0.2]"], ["spill = 0.2: must be in its range, 0 to 0.18; to go beyond, widen uncertainties.str"]),
    ([f"{SPILL}={{low:0,high:0.2,steps:2}}"], ["spill.high = 0.2: must be in its range"]),
    ([f"{SPILL}=[nan]"], ["spill = nan", "finite"]),
    ([f"{SPILL}=[high]"], ["spill = 'high': must be a number"]),
    ([f"{FTE}={{low:0,high:9,steps:1001}}", f"{MANDATE}={{low:0,high:1,steps:100}}"], ["'1001 x 100'", "100,100 poi"]),
    ([f"{SPILL}=range", "sweep.design=sobol"], ["sweep.points = null: must say how many points"]),
    ([f"{SPILL}=range", "sweep.design=sobol", "sweep.points=100"], ["power of 2", "64 or 128", "latin_hypercube"]),
    ([f"{SPILL}=range", "sweep.design=latin_hypercube", "sweep.points=0"], ["sweep.points = 0: must be at least 1"]),
    ([f"{SPILL}=range", "sweep.design=latin_hypercube", "sweep.points=100001"], ["must be at most 100,000"]),
    ([f"{SPILL}=range", "sweep.design=latin_cube"], ["sweep.design = 'latin_cube'", "did you mean 'latin_hypercube'?"]),
    ([f"{SPILL}=range", "sweep.point=3"], ["sweep.point = 3", "did you mean 'points'?"]),
    (
        ["levers.circles.smallest=[6,8]"],
        ["smallest = [6, 8]: moves nothing: no scenario (wijkcoaches, ", "has circles"],
    ),
    (["levers.circles.where=[nowhere]"], ["moves nothing"]),
    (["levers.funding.after=[stop]", "scenarios=[]"], ["after = ['stop']: moves nothing", "(there is none)"]),
    (["levers.outreach.where=[nowhere]", "scenarios=outreach_without_mandate"], ["moves nothing"]),
]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(case[0]) for case in WRONG])
def test_what_cannot_be_swept_is_refused(arguments: list[str], said: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        swept(*arguments)
    message = str(caught.value)
    assert message.startswith("command line: sweep.")
    assert "\n" not in message
    for piece in said:
        assert piece in message


@pytest.mark.usefixtures("desk")
def test_an_approach_that_a_swept_place_brings_is_at_work() -> None:
    sweep = swept("levers.circles.smallest=[6,8]", "levers.circles.where=[nowhere,pilot]")
    assert size_of(sweep) == 4


@pytest.mark.usefixtures("desk")
def test_agencies_are_at_work_without_any_scenario() -> None:
    assert rows(swept("levers.agencies.places_factor=[1,0.9]", "scenarios=[]")) == [(1.0,), (0.9,)]


@pytest.mark.usefixtures("desk")
def test_what_is_written_twice_in_files_is_refused(write: Write) -> None:
    over = "{levers.coaches.mandate: [0.5], levers: {coaches: {mandate: [0.9]}}}"
    write("configs/study/mine.yaml", f"# @package _global_\ndefaults: [quick, _self_]\nsweep: {{over: {over}}}\n")
    with pytest.raises(SettingsError, match=r"^configs/study/mine.yaml: sweep.over.levers.coaches.mandate.*twice"):
        compose_study(["task=sweep", "study=mine"])


@pytest.mark.usefixtures("desk")
def test_a_mistake_in_a_file_names_the_file(write: Write) -> None:
    write("configs/study/mine.yaml", "# @package _global_\ndefaults: [quick]\nsweep: {over: {levers.coaches.x: [1]}}\n")
    with pytest.raises(SettingsError, match=r"^configs/study/mine.yaml: sweep.over.levers.coaches.x = \[1\]: unknown"):
        compose_study(["task=sweep", "study=mine"])
