"""Charts: written, labelled directly, the same bytes every time, whatever is missing."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from simulation.present import charts
from simulation.present.folder import Results, read_results
from simulation.present.forest import draw_differences
from simulation.present.series import interval
from simulation.present.theme import save, spread
from simulation.present.words import TEXTS, Words
from simulation.settings.words import Language
from simulation.study.comparison import interval as interval_of_comparison
from tests.present.made_up import LABELS, Study, write

CHARTS = ("differences", "waiting", "problems", "problems_difference", "costs", "coaching")
EFFECTS = {("optimistic", "wijkcoaches", ""): -0.1, ("adverse", "city_wide", ""): 0.1}
ENGLISH = Words(Language.EN)


def read(folder: Path, study: Study) -> Results:
    return read_results(write(folder, study))


def words_of(figure: Figure | None) -> str:
    """All text of a chart, on one line."""
    assert figure is not None
    return " ".join(" ".join(each.get_text() for each in figure.findobj(Text)).split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_charts_are_written_and_name_their_lines_directly(tmp_path: Path, lang: str) -> None:
    files = charts.draw_charts(read(tmp_path, Study(effects=EFFECTS)), Words(Language(lang)))
    assert {path.name for path in files} == {f"{name}_{lang}{kind}" for name in CHARTS for kind in (".png", ".svg")}
    assert {path.parent for path in files} == {tmp_path / "figures"}
    for path in files:
        assert path.stat().st_size > 1000
        if path.suffix == ".svg":
            text = path.read_text(encoding="utf-8")
            assert "legend" not in text
            names = [label[lang] for name, label in LABELS.items() if name != "usual_care"]
            assert all(word in text for name in names for word in name.split()), path.name


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for place in (tmp_path / "first", tmp_path / "second"):
        results = read(place, Study(effects=EFFECTS, runs=2))
        with charts.themed():
            for draw in (charts.draw_problems, draw_differences):
                figure = draw(results, ENGLISH)
                assert figure is not None
                files += save(figure, place, draw.__name__)
    half = len(files) // 2
    assert half == 4
    for one, other in zip(files[:half], files[half:], strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_readers_own_settings_do_not_matter(tmp_path: Path) -> None:
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30.0, "svg.fonttype": "path"}):
        with charts.themed():
            assert mpl.rcParams["font.size"] != 30.0
        assert mpl.rcParams["font.size"] == 30.0


def test_usual_care_is_named_where_it_is_drawn(tmp_path: Path) -> None:
    results = read(tmp_path, Study())
    waiting = words_of(charts.draw_waiting(results, ENGLISH))
    assert "Usual care" in waiting
    assert "coaches' own list" in waiting
    assert "Usual care" not in words_of(charts.draw_costs(results, ENGLISH))


def test_moments_are_named(tmp_path: Path) -> None:
    text = words_of(charts.draw_problems(read(tmp_path, Study()), ENGLISH))
    assert "in month 24 additional money ends and scaling starts" in text


def test_amounts_start_at_zero_and_differences_contain_it(tmp_path: Path) -> None:
    results = read(tmp_path, Study(effects=EFFECTS))
    for draw in (charts.draw_problems, charts.draw_waiting, charts.draw_coaching):
        figure = draw(results, ENGLISH)
        assert figure is not None
        assert all(axes.get_ylim()[0] == 0.0 for axes in figure.axes)
    for draw in (charts.draw_problem_differences, charts.draw_costs):
        figure = draw(results, ENGLISH)
        assert figure is not None
        assert all(axes.get_ylim()[0] < 0.0 < axes.get_ylim()[1] for axes in figure.axes)


def test_labels_are_on_the_page_and_do_not_overlap(tmp_path: Path) -> None:
    results = read(tmp_path, Study())
    with charts.themed():
        figure = charts.draw_problems(results, ENGLISH)
        assert figure is not None
        figure.draw_without_rendering()
        names = {"".join(label["en"].split()) for label in LABELS.values()}
        texts = [each for each in figure.findobj(Annotation) if "".join(each.get_text().split()) in names]
        boxes = [Text.get_window_extent(each).shrunk(1.0, 0.9) for each in texts]
    assert len(boxes) == 3 * len(LABELS)
    assert not any(a.overlaps(b) for index, a in enumerate(boxes) for b in boxes[:index])
    assert max(box.x1 for box in boxes) < figure.bbox.x1


def test_one_run_has_no_band_and_says_so(tmp_path: Path) -> None:
    assert "No band: too few runs." in words_of(charts.draw_problems(read(tmp_path, Study(runs=1)), ENGLISH))


def test_months_and_ledger_may_be_missing(tmp_path: Path) -> None:
    results = read(tmp_path, Study(tables=[]))
    assert draw_differences(results, ENGLISH) is not None
    others = (charts.draw_waiting, charts.draw_problems, charts.draw_problem_differences)
    assert [draw(results, ENGLISH) for draw in (*others, charts.draw_costs, charts.draw_coaching)] == [None] * 5


def test_usual_care_and_one_other(tmp_path: Path) -> None:
    results = read(tmp_path, Study(scenarios=["funding_ends"], worldviews=["no_effect"]))
    assert "additional money ends" in words_of(charts.draw_coaching(results, ENGLISH))
    assert "optimistic" not in words_of(draw_differences(results, ENGLISH))


def test_usual_care_alone_has_no_charts(tmp_path: Path) -> None:
    assert charts.draw_charts(read(tmp_path, Study(scenarios=[], worldviews=[])), ENGLISH) == []


def test_without_a_pilot_problems_are_those_of_the_town(tmp_path: Path) -> None:
    results = read(tmp_path, Study(pilots=[]))
    assert "Problems in Enschede" in words_of(charts.draw_problems(results, ENGLISH))
    assert "Pilot" not in words_of(draw_differences(results, ENGLISH))


def test_draws_of_a_mixture_are_paired_with_usual_care_of_the_same_draws(tmp_path: Path) -> None:
    study = Study(worldviews=["optimistic", "mixed"], draws={"mixed": [1, 2, 3]}, effects=EFFECTS)
    assert "in mixed, unknowns too" in words_of(charts.draw_costs(read(tmp_path, study), ENGLISH))


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
