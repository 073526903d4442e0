"""The pathway of requests: what goes into a bar comes out of it, and every request is somewhere."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from simulation.present.council.pathway import ASKED, ENDS, ROUTES, flows_of, pathway_chart
from simulation.present.folder import Results, read_results
from simulation.present.theme import PLAIN
from simulation.present.words import Words
from simulation.settings.words import Language
from tests.present.made_up import SCENARIOS, Study, write
from tests.present.pictures import check_apart

WAYS = {"solved": 20.0} | {
    f"{route}_{end}": 10.0 * (1 + number) + place
    for number, route in enumerate(ROUTES)
    for place, end in enumerate(ENDS[1:])
}


def results_of(folder: Path, runs: int = 3, lost: float = 0.0, scenarios: Sequence[str] = SCENARIOS) -> Results:
    """A made-up study in which every scenario has the same requests, but for how many are lost."""
    results = read_results(write(folder / "results", Study(runs=runs, scenarios=scenarios)))
    table = results.runs
    other = (table["scenario"] != results.reference).astype(float)
    for scope in ("", "_pilot"):
        for name, number in WAYS.items():
            extra = lost * other if name == "referred_lost" else 0.0
            table[f"path_{name}{scope}"] = number * (1.0 + 0.1 * table["run"]) + extra
    return results


def test_what_goes_in_comes_out() -> None:
    flows = flows_of(WAYS)
    for node in ROUTES:
        into = sum(flow.number for flow in flows if flow.end == node)
        out = sum(flow.number for flow in flows if flow.start == node)
        assert into == pytest.approx(out) == pytest.approx(sum(WAYS[f"{node}_{end}"] for end in ENDS[1:]))
    asked = sum(flow.number for flow in flows if flow.start == ASKED)
    assert asked == pytest.approx(sum(WAYS.values()))
    assert sum(flow.number for flow in flows if flow.end in ENDS) == pytest.approx(asked)


def test_ways_that_nobody_went_have_no_ribbon() -> None:
    flows = flows_of(dict.fromkeys(WAYS, 0.0) | {"referred_helped": 3.0})
    assert [(flow.start, flow.end) for flow in flows] == [("asked", "referred"), ("referred", "helped")]


@pytest.mark.parametrize("lang", list(Language))
def test_native_numbers_and_data_are_all_requests(tmp_path: Path, lang: Language) -> None:
    words = Words(lang)
    chart = pathway_chart(results_of(tmp_path), words, PLAIN)
    assert chart is not None
    whole = sum(WAYS.values()) * 1.1
    for place in range(4):
        assert sum(float(series[place] or 0.0) for series in chart.native.series.values()) == pytest.approx(whole)
    data = chart.data
    asked = data[data[words("path_column_from")] == words("path_asked")]
    assert asked.groupby(words("path_column_scenario"))[words("path_column_mean")].sum().tolist() == pytest.approx(
        [whole] * 4, abs=0.3
    )
    assert len(chart.draw().axes) == 4


def test_it_says_when_more_requests_are_lost(tmp_path: Path) -> None:
    worse = pathway_chart(results_of(tmp_path, lost=50.0), Words(Language.EN), PLAIN)
    assert worse is not None
    assert "a larger share of requests is lost" in worse.title.lower()


def test_it_says_when_there_is_no_difference(tmp_path: Path) -> None:
    results = results_of(tmp_path)
    results.runs["path_referred_lost_pilot"] += [1.0, -1.0, 0.5] * (len(results.runs) // 3)
    same = pathway_chart(results, Words(Language.EN), PLAIN)
    assert same is not None
    assert "no difference" in same.title.lower()


def test_one_run_says_so(tmp_path: Path) -> None:
    chart = pathway_chart(results_of(tmp_path, runs=1), Words(Language.EN), PLAIN)
    assert chart is not None
    assert "nothing can be said" in chart.title.lower()


def test_results_without_these_outcomes_have_no_chart(tmp_path: Path) -> None:
    assert pathway_chart(read_results(write(tmp_path / "old", Study())), Words(Language.NL), PLAIN) is None
    assert isinstance(results_of(tmp_path).runs, pd.DataFrame)


@pytest.mark.parametrize("number", [1, 2, 4, 8])
def test_nothing_is_written_over_anything_else(tmp_path: Path, number: int) -> None:
    names = [f"plan {each} met een lange naam die niet op één regel past" for each in range(number)]
    chart = pathway_chart(results_of(tmp_path, lost=900.0, scenarios=names), Words(Language.NL), PLAIN)
    assert chart is not None
    check_apart(chart.draw())


def test_the_check_of_pictures_sees_words_over_each_other() -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one")
    figure.text(0.52, 0.5, "other")
    with pytest.raises(AssertionError, match="one"):
        check_apart(figure)
