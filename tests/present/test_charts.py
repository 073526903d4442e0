"""Charts for the council: what they conclude, the bands, the files, and that nothing is written over anything else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from simulation.present import charts
from simulation.present.chart import Chart, save_chart
from simulation.present.council import CHARTS, council_charts
from simulation.present.council.effects import Verdict, bands_of_gaps, effect_of, shown_worldviews
from simulation.present.council.helpers import assistants_chart, circles_chart
from simulation.present.council.money import years_after_change
from simulation.present.council.tiles import in_rows
from simulation.present.folder import Results, read_results
from simulation.present.forest import draw_differences
from simulation.present.series import interval
from simulation.present.theme import PLAIN, House, spread, themed, write_numbers
from simulation.present.words import TEXTS, Words
from simulation.settings.words import Language
from simulation.study.comparison import interval as interval_of_comparison
from tests.present.made_up import LABELS, Study, write
from tests.present.pictures import SMALLEST, check_apart

EVERY_STUDY = ("waiting", "problems", "budget", "payers")
EFFECTS = {("optimistic", "wijkcoaches", ""): -0.1, ("adverse", "city_wide", ""): 0.1}
LESS = {(worldview, name, ""): -0.1 for worldview in ("optimistic", "no_effect", "adverse") for name in LABELS}
LONG = ("Velve-Lindenhof en omgeving", "Binnensingelgebied, met Boddenkamp en De Bothoven")
LONG += tuple(f"Wijk {number} met een naam van twee regels" for number in range(12))
KEYS = (("optimistic", "wijkcoaches"), ("", "usual_care"))
DUTCH, ENGLISH = Words(Language.NL), Words(Language.EN)


def read(folder: Path, study: Study) -> Results:
    return read_results(write(folder, study))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Coaches help in one worldview, and harm in another when they are in the whole city."""
    return read(tmp_path_factory.mktemp("usual"), Study(effects=EFFECTS))


@pytest.fixture(scope="module")
def less(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Every scenario has a tenth less of everything in every worldview."""
    return read(tmp_path_factory.mktemp("less"), Study(effects=LESS))


@pytest.fixture(scope="module")
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Results:
    study = Study(runs=1, worldviews=["optimistic"], scenarios=["wijkcoaches"])
    return read(tmp_path_factory.mktemp("one"), study)


def made(results: Results, name: str, words: Words = ENGLISH, house: House = PLAIN) -> Chart:
    """One chart."""
    make = next(each for each in CHARTS if each.__name__ == f"{name}_chart")
    chart = make(results, words, house)
    assert chart is not None
    return chart


def words_of(figure: Figure | None) -> str:
    """All text of a chart, on one line."""
    assert figure is not None
    return " ".join(" ".join(each.get_text() for each in figure.findobj(Text)).split())  # type: ignore[attr-defined]


def test_every_study_writes_pictures_and_numbers(usual: Results) -> None:
    lang = "nl"
    files = charts.draw_charts(usual, DUTCH)
    expected = {f"{name}_{lang}{kind}" for name in EVERY_STUDY for kind in (".png", ".svg", ".csv")}
    assert {path.name for path in files} == expected | {f"differences_{lang}{kind}" for kind in (".png", ".svg")}
    assert {path.parent for path in files} == {usual.folder / "figures"}
    for path in files:
        assert path.stat().st_size > 500
        if path.suffix == ".svg":
            text = path.read_text(encoding="utf-8")
            labels = [label[lang] for name, label in LABELS.items() if name != "usual_care"]
            assert all(word in text for label in labels for word in label.split()), path.name


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=["nl", "en"])
def test_each_chart_says_where_it_comes_from_and_that_it_is_no_forecast(usual: Results, words: Words) -> None:
    for chart in council_charts(usual, words):
        text = words_of(chart.draw())
        assert ("geen voorspelling" if words is DUTCH else "no forecast") in chart.source
        assert str(usual.manifest["hash"])[:8] in chart.source
        for part in (chart.title, chart.note, chart.source):
            assert " ".join(part.split()) in text, chart.name
        assert chart.alt.startswith(chart.title)
        assert len(chart.data)
        assert all(len(series) == len(chart.native.categories) for series in chart.native.series.values())


def test_titles_say_what_all_worldviews_show(usual: Results, less: Results) -> None:
    assert made(less, "problems").title == "Fewer weeks with a serious problem, with all 3 scenarios."
    assert made(less, "budget").title == "The municipality pays less, with all 3 scenarios."
    assert "depends on the worldview" in made(usual, "problems").title


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=["nl", "en"])
@pytest.mark.parametrize("scenarios", [("wijkcoaches",), ("wijkcoaches", "funding_ends")], ids=["one", "two"])
def test_where_every_run_is_as_in_usual_care_nothing_differs(
    tmp_path: Path, scenarios: tuple[str, ...], words: Words
) -> None:
    results = read(tmp_path, Study(noise=0.0, scenarios=scenarios))
    assert results.ledger is not None
    assert results.months is not None
    paid, months = results.ledger["payer"] != "funders", results.months.assign(waiting=0.0)
    results = replace(results, ledger=results.ledger[paid], months=months)
    said = "geen enkel verschil" if words is DUTCH else "no difference at all"
    for chart in council_charts(results, words):
        check_apart(chart.draw())
        assert len(chart.data)
        if chart.name != "worldviews":
            assert said in chart.title.casefold(), chart.name
        assert "(" not in chart.alt, "an interval of nothing is not written"


def test_what_rounding_leaves_is_no_difference(tmp_path: Path) -> None:
    """The same weeks added up in another order differ in the last digits, in the same direction in every run."""
    results = read(tmp_path, Study(noise=0.0, worldviews=["optimistic"], scenarios=["wijkcoaches"]))
    values = results.runs.set_index(["worldview", "scenario", "draw", "run"])["serious_weeks"]
    ours = values.index.get_level_values("scenario") == "wijkcoaches"
    effect = effect_of(values * np.where(ours, 1.0 - 1e-15, 1.0), "wijkcoaches", results)
    assert effect.verdict is Verdict.SAME
    assert effect_of(values * np.where(ours, 1.0 - 1e-9, 1.0), "wijkcoaches", results).verdict is Verdict.LESS


def test_next_to_nothing_has_no_direction_in_tiles(tmp_path: Path) -> None:
    effects = {("optimistic", "wijkcoaches", ""): -3e-4}
    study = Study(noise=1e-6, effects=effects, worldviews=["optimistic"], scenarios=["wijkcoaches"])
    results = read(tmp_path, study)
    chart = made(results, "map")
    assert chart.title.endswith("less than 0.1% difference in problems in the other neighbourhoods.")
    assert "0.0" not in words_of(chart.draw())
    assert "no neighbourhood with a difference" in words_of(chart.draw())


def test_some_scenarios_may_do_nothing(tmp_path: Path) -> None:
    effects = {("optimistic", "city_wide", ""): -0.1}
    study = Study(noise=0.0, effects=effects, worldviews=["optimistic"], scenarios=["wijkcoaches", "city_wide"])
    title = made(read(tmp_path, study), "problems").title
    assert title == (
        f"{LABELS['city_wide']['en']}: fewer weeks with a serious problem. "
        f"{LABELS['wijkcoaches']['en']}: no difference at all in weeks with a serious problem."
    )


def test_names_that_stand_together_are_quoted(tmp_path: Path) -> None:
    names = ["city_wide", "funding_ends"]
    effects = {("optimistic", name, ""): -0.1 for name in names}
    study = Study(noise=0.0, effects=effects, worldviews=["optimistic"], scenarios=[*names, "wijkcoaches"])
    first, second = (LABELS[name]["en"] for name in names)
    assert made(read(tmp_path, study), "problems").title.startswith(f"‘{first}’ and ‘{second}’: fewer weeks")


def test_many_scenarios_are_counted_in_titles(tmp_path: Path) -> None:
    names = [f"a plan with a rather long name, number {number}" for number in range(8)]
    effects = {(view, name, ""): 0.1 * (-1) ** number for number, name in enumerate(names) for view in ("optimistic",)}
    results = read(tmp_path, Study(scenarios=names, worldviews=["optimistic"], effects=effects, tables=["months"]))
    title = made(results, "problems").title
    assert title == "Weeks with a serious problem, 8 scenarios: less with 4, more with 4."


@pytest.mark.parametrize("number", [1, 2, 4, 5, 8])
def test_nothing_is_written_over_anything_else(tmp_path: Path, number: int) -> None:
    names = [f"plan {each} met een lange naam die niet op één regel past" for each in range(number)]
    effects = {("optimistic", names[0], ""): -0.5}
    study = Study(scenarios=names, worldviews=["optimistic"], runs=2, places=LONG, pilots=LONG[:1], effects=effects)
    for chart in council_charts(read(tmp_path, study), DUTCH):
        check_apart(chart.draw())


def test_of_many_scenarios_there_are_several_pictures_on_the_same_axes(tmp_path: Path) -> None:
    names = [f"plan {number}" for number in range(8)]
    effects = {("optimistic", name, ""): -0.05 * number - 0.05 for number, name in enumerate(names)}
    results = read(tmp_path, Study(scenarios=names, worldviews=["optimistic"], effects=effects))
    pictures = {chart.name: chart for chart in council_charts(results, ENGLISH)}
    for name in (*EVERY_STUDY, "benefits", "map"):
        first, second = pictures[name], pictures[f"{name}_2"]
        assert first.title.replace("1–4", "5–8") == second.title != first.title
        assert [list(chart.data["scenario"].unique()) for chart in (first, second)] in (
            [names[:4], names[4:]],
            [["Usual care", *names[:4]], ["Usual care", *names[4:]]],
        )
        axes = [
            [(*each.get_xlim(), *each.get_ylim()) for each in chart.draw().axes if each.get_visible()]
            for chart in (first, second)
        ]
        assert np.array(axes[0]) == pytest.approx(np.array(axes[1]), rel=0.05), name  # room for words differs a little
        assert "plan 4" not in words_of(first.draw())
    assert "8 scenarios" in pictures["waiting_2"].title


@pytest.mark.parametrize(("places", "number", "pilots"), [(16, 1, 0), (40, 5, 1), (41, 1, 0)])
def test_charts_of_many_neighbourhoods_can_be_read(tmp_path: Path, places: int, number: int, pilots: int) -> None:
    names = [f"Wijk {each} en omgeving, met alles wat daarbij hoort" for each in range(places)]
    scenarios = [f"plan {each}" for each in range(number)]
    study = Study(
        places=names, pilots=names[:pilots], scenarios=scenarios, worldviews=["optimistic"], tables=["classes"]
    )
    charts = {chart.name: chart for chart in council_charts(read(tmp_path, study), ENGLISH)}
    assert ("map" in charts) is (places <= 40)
    for name in charts:
        check_apart(charts[name].draw())


def test_panels_have_one_scale_and_say_so_where_some_look_flat(tmp_path: Path) -> None:
    effects = {("optimistic", "wijkcoaches", ""): -0.5, ("optimistic", "city_wide", ""): -0.01}
    for scenarios, is_said in ((["wijkcoaches", "city_wide"], True), (["wijkcoaches"], False)):
        study = Study(scenarios=scenarios, worldviews=["optimistic"], effects=effects)
        results = read(tmp_path / str(is_said), study)
        for name in ("problems", "budget"):
            assert ("same scale" in made(results, name).note) is is_said, name


def test_a_difference_that_is_seen_is_not_written_as_nothing(tmp_path: Path) -> None:
    views = ("optimistic", "adverse")
    effects = {("optimistic", "wijkcoaches", ""): 0.0007, ("adverse", "wijkcoaches", ""): 0.0001}
    study = Study(scenarios=["wijkcoaches"], worldviews=views, effects=effects, noise=1e-6)
    text = words_of(made(read(tmp_path, study), "map").draw())
    assert "+0.04%" in text
    assert "0.0%" not in text


def test_names_that_do_not_fit_end_in_an_ellipsis() -> None:
    names = ["Kort", "Een wijk met een naam die op geen twee regels van een klein vak kan staan, hoe klein ook"]
    lines, size = in_rows(names, 10.0, 1.2)
    assert lines[0] == "Kort"
    assert lines[1].startswith("Een wijk")
    assert lines[1].endswith("…")
    assert size >= SMALLEST
    assert in_rows(names, 200.0, 3.0)[0][1].replace("\n", " ") == names[1]


def test_numbers_beside_an_axis_stay_apart() -> None:
    with themed():
        figure = Figure(figsize=(13.33, 7.5))
        axes = figure.add_axes((0.1, 0.1, 0.25, 0.5))
        axes.set_xlim(0.0, 18_000_000.0)
        write_numbers(axes, Language.NL, horizontal=True)
        check_apart(figure)


def test_scenarios_have_the_same_axes(usual: Results) -> None:
    for name in ("waiting", "problems", "budget"):
        rows: dict[float, list[tuple[float, float]]] = {}
        for axes in made(usual, name).draw().axes:
            rows.setdefault(round(axes.get_position().y0, 3), []).append(axes.get_ylim())
        assert {len(limits) for limits in rows.values()} == {3}
        assert {len(set(limits)) for limits in rows.values()} == {1}


def test_levels_start_at_zero_and_differences_contain_it(usual: Results) -> None:
    waiting = made(usual, "waiting").draw().axes
    assert all(axes.get_ylim()[0] == 0.0 for axes in waiting[:3])
    for axes in [*waiting[3:], *made(usual, "problems").draw().axes, *made(usual, "budget").draw().axes]:
        assert axes.get_ylim()[0] < 0.0 < axes.get_ylim()[1]


def test_moments_are_named_in_the_scenarios_own_panel(usual: Results) -> None:
    figure = made(usual, "problems").draw()
    texts = [" ".join(each.get_text() for each in axes.texts) for axes in figure.axes[:3]]
    assert ["extra money ends" in text for text in texts] == [False, True, True]
    assert ["scaling up" in text for text in texts] == [False, False, True]


def test_one_run_has_no_band_and_says_so(one_run: Results) -> None:
    for chart in council_charts(one_run, ENGLISH):
        assert "nothing can be said" in chart.title
        assert "Too few runs for an interval" in chart.note
    assert "One run: no band is possible." in made(one_run, "problems").note
    assert "Line: 95% interval" not in made(one_run, "payers").note
    assert "Too few runs for an interval" in words_of(draw_differences(one_run, ENGLISH))


def test_differences_have_room_between_the_note_and_the_first_scope(usual: Results) -> None:
    figure = draw_differences(usual, ENGLISH)
    assert figure is not None
    check_apart(figure)
    note, scope = figure.texts[1], next(each for each in figure.axes[0].texts if "Velve" in each.get_text())
    apart = Text.get_window_extent(note).y0 - Text.get_window_extent(scope).y1
    assert apart >= 0.05 * figure.dpi


def test_bands_hold_as_many_further_runs_as_they_say(one_run: Results) -> None:
    """Drawn from one distribution, another run falls in the wide band nine times in ten, in the narrow one in two."""
    numbers = np.random.default_rng(1).normal(size=(20, 2000))
    runs = [(worldview, name, 0, run) for worldview, name in KEYS for run in range(19)]
    index = pd.MultiIndex.from_tuples(runs, names=["worldview", "scenario", "draw", "run"])
    values = pd.DataFrame(np.concatenate([numbers[:19], np.zeros((19, 2000))]), index=index)
    bands = bands_of_gaps(values, "wijkcoaches", one_run)
    inside = [np.mean((low <= numbers[19]) & (numbers[19] <= high)) for low, high in (bands.wide, bands.narrow)]
    assert inside == pytest.approx([0.9, 0.5], abs=0.03)


def test_few_runs_are_not_called_nine_in_ten(tmp_path: Path) -> None:
    few = read(tmp_path / "few", Study(runs=6, worldviews=["optimistic"]))
    assert "all 6 runs, too few" in made(few, "problems").note
    many = read(tmp_path / "many", Study(runs=19, worldviews=["optimistic"], scenarios=["wijkcoaches"]))
    assert "Light band: 9 of 10 runs" in made(many, "problems").note


def test_worldviews_that_contradict_each_other_give_no_direction(tmp_path: Path) -> None:
    effects = {("optimistic", "wijkcoaches", ""): -0.1, ("adverse", "wijkcoaches", ""): 0.1}
    study = Study(effects=effects, worldviews=["optimistic", "adverse"], scenarios=["wijkcoaches"], runs=4)
    results = read(tmp_path, study)
    values = results.runs.set_index(["worldview", "scenario", "draw", "run"])["serious_weeks"]
    effect = effect_of(values, "wijkcoaches", results)
    assert effect.verdict is Verdict.DEPENDS
    assert effect.low < 0.0 < effect.high


def test_the_mixture_stands_for_all_worldviews(tmp_path: Path) -> None:
    study = Study(worldviews=["optimistic", "mixed"], draws={"mixed": [1, 2, 3]}, effects=EFFECTS)
    results = read(tmp_path, study)
    assert shown_worldviews(results) == ("mixed",)
    assert "chance and unknowns" in made(results, "payers").note
    assert "Worldview: mixed." in made(results, "payers").note


def test_effects_are_those_of_the_comparison(tmp_path: Path) -> None:
    results = read(tmp_path, Study(effects=EFFECTS, worldviews=["optimistic"], scenarios=["wijkcoaches"]))
    table = results.comparison.set_index(["outcome", "scope"])
    for outcome in ("serious_weeks", "total_cost_eur"):
        values = results.runs.set_index(["worldview", "scenario", "draw", "run"])[outcome]
        effect, row = effect_of(values, "wijkcoaches", results), table.loc[(outcome, "town")]
        assert [effect.mean, effect.low, effect.high] == pytest.approx([row["difference"], row["low"], row["high"]])


def test_budgets_are_those_of_the_ledger(less: Results) -> None:
    data = made(less, "budget").data
    assert less.ledger is not None
    ours = less.ledger[less.ledger["payer"] == "municipality"]
    paid = ours.groupby(["scenario", "worldview"])["amount_eur"].sum()
    mean = paid["wijkcoaches"].mean() / 3 - paid["usual_care"].mean() / 3
    ours = data[(data["scenario"] == LABELS["wijkcoaches"]["en"]) & (data["payer"] == "municipality")]
    assert ours["mean"].sum() == pytest.approx(mean)
    grants = data[(data["scenario"] == LABELS["wijkcoaches"]["en"]) & (data["payer"] != "municipality")]
    assert list(grants["mean"]) == [3e5, 3e5, 0.0, 0.0]
    assert years_after_change("funding_ends", less) == [3, 4]
    assert years_after_change("wijkcoaches", less) == [1, 2, 3, 4]


def test_who_benefits_is_by_neighbourhood_and_group(less: Results) -> None:
    data = made(less, "benefits").data
    assert set(data["neighbourhood"]) == {"Velve-Lindenhof", "Elders", "Whole town"}
    assert data["difference (%)"].to_numpy() == pytest.approx(-10.0, abs=0.5)
    assert len(made(less, "map").data) == 2 * 3


def test_circles_and_assistants_only_where_there_are_any(tmp_path: Path, usual: Results) -> None:
    assert [make(usual, ENGLISH, PLAIN) for make in (circles_chart, assistants_chart)] == [None, None]
    results = read(tmp_path, Study(circles=("funding_ends",), worldviews=["optimistic"]))
    assert assistants_chart(results, ENGLISH, PLAIN) is None
    chart = made(results, "circles")
    assert chart.title == "Coaches, additional money ends: fewer circles in the last year than before."
    assert len(chart.draw().axes) == 1


def test_tables_may_be_missing(tmp_path: Path) -> None:
    results = read(tmp_path, Study(tables=[]))
    assert draw_differences(results, ENGLISH) is not None
    assert [chart.name for chart in council_charts(results, ENGLISH)] == ["worldviews"]


def test_usual_care_alone_has_no_charts(tmp_path: Path) -> None:
    assert charts.draw_charts(read(tmp_path, Study(scenarios=[], worldviews=[])), ENGLISH) == []


def test_without_a_pilot_it_is_about_the_town(tmp_path: Path) -> None:
    results = read(tmp_path, Study(pilots=[], worldviews=["optimistic"]))
    assert "in Enschede" in made(results, "problems").note
    assert "in the town" in made(results, "benefits").title
    assert "in the town" in made(results, "map").title


def test_the_same_study_gives_the_same_bytes_for_print(tmp_path: Path) -> None:
    files = []
    for place in (tmp_path / "first", tmp_path / "second"):
        results = read(place, Study(effects=EFFECTS, runs=2, worldviews=["optimistic"]))
        files += save_chart(made(results, "map"), place, Language.EN)
    assert [path.suffix for path in files] == 2 * [".png", ".svg", ".csv"]
    for one, other in zip(files[:3], files[3:], strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
    with Image.open(files[0]) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=1)


def test_the_readers_own_settings_do_not_matter(tmp_path: Path) -> None:
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30.0, "svg.fonttype": "path"}):
        with themed():
            assert mpl.rcParams["font.size"] != 30.0
        assert mpl.rcParams["font.size"] == 30.0


def test_charts_have_the_looks_of_the_house(one_run: Results) -> None:
    house = House(colours=("#8c4a00",), font="DejaVu Serif")
    for chart in council_charts(one_run, ENGLISH, house):
        figure = chart.draw()
        head = next(each for each in figure.findobj(Text) if each.get_text() == LABELS["wijkcoaches"]["en"])
        assert head.get_color() == "#8c4a00"  # type: ignore[attr-defined]
        fonts = {each.get_fontfamily()[0] for each in figure.findobj(Text) if each.get_text()}  # type: ignore[attr-defined]
        assert fonts == {"DejaVu Serif"}, chart.name


def test_bands_follow_the_rule_of_the_comparison() -> None:
    numbers = np.random.default_rng(1).normal(size=12)
    axes = [([0], range(12)), (range(4), range(3))]
    for (draws, runs), units in zip(axes, (numbers, numbers.reshape(4, 3).mean(axis=1)), strict=True):
        index = pd.MultiIndex.from_product([draws, runs], names=["draw", "run"])
        _, low, high = interval(pd.DataFrame({"a": numbers}, index=index))
        assert (low[0], high[0]) == pytest.approx(interval_of_comparison(units))


def test_spread_keeps_labels_apart_and_inside() -> None:
    placed = spread([0.5, 0.5, 0.49, 0.98, 1.0], 0.1)
    assert (np.diff(np.sort(placed)) > 0.1 - 1e-9).all()
    assert min(placed) >= 0.05 - 1e-9
    assert max(placed) <= 0.95 + 1e-9
    assert spread([0.2, 0.8], 0.1) == [0.2, 0.8]
    assert spread([], 0.1) == []


def test_every_text_has_the_same_parts_in_both_languages() -> None:
    for name, texts in TEXTS.items():
        dutch, english = ({part.split("}")[0] for part in text.split("{")[1:]} for text in texts)
        assert dutch == english, name
