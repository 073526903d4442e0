"""Charts about what is not known: they find what is there, and nothing where there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.boxes import Count, Limit
from simulation.analysis.drivers import drivers_of
from simulation.analysis.one_condition import find_condition
from simulation.analysis.picking import pick
from simulation.present.chart import Chart
from simulation.present.council import council_charts
from simulation.present.council.best import STEPS, Curves, best_chart, curves_of
from simulation.present.council.drawn import PROBLEMS, drawn_in
from simulation.present.council.effects import Effect, Verdict
from simulation.present.council.failing import Failing, condition, failing_chart, failing_in
from simulation.present.council.holding import holding_chart, holds_in
from simulation.present.council.stories import tell
from simulation.present.council.tornado import RANGE_LETTERS, Row, label_of, span_of, tornado_chart
from simulation.present.folder import Results, read_results
from simulation.present.theme import PLAIN, House
from simulation.present.unknown_words import GROUPS
from simulation.present.unknowns import agencies_of, name_of, unit_of, value_of
from simulation.present.words import Words
from simulation.settings.compose import compose_study
from simulation.settings.words import Language
from simulation.study.runner import run_study
from tests.present.made_up import Study, write
from tests.present.pictures import check_apart
from tests.study.conftest import study_of

Maker = Callable[[Results, Words, House], Chart | None]
OF_DRAWS: tuple[Maker, ...] = (tornado_chart, failing_chart, best_chart)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small study with draws of the unknowns."""
    folder = tmp_path_factory.mktemp("drawn") / "results"
    small = ("town=example", "town.households=600", "study.years=2", "study.warm_up_years=1", "study.runs=1")
    more = ("study.draws=19", "scenarios=wijkcoaches", "worldviews=[optimistic,no_effect,mixed]", "study.workers=1")
    run_study(study_of(*small, *more), folder)
    return read_results(folder)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small study of two scenarios, with draws."""
    folder = tmp_path_factory.mktemp("two") / "results"
    small = ("town=example", "town.households=600", "study.years=2", "study.warm_up_years=1", "study.runs=1")
    more = ("study.draws=15", "scenarios=[wijkcoaches,intakers]", "worldviews=[mixed]", "study.workers=1")
    run_study(study_of(*small, *more), folder)
    return read_results(folder)


def draws(number: int, unknowns: int = 60) -> tuple[pd.DataFrame, np.ndarray, np.random.Generator]:
    luck = np.random.default_rng(5)
    values = pd.DataFrame(luck.random((number, unknowns)), columns=[f"group.{place}" for place in range(unknowns)])
    return values, np.array(["one", "other"])[np.arange(number) % 2], luck


class TestDrivers:
    def test_what_moves_the_answer_is_found_with_its_size(self) -> None:
        values, worldviews, luck = draws(40)
        gaps = 100.0 * values["group.7"].to_numpy() + luck.normal(0.0, 5.0, 40)
        found = drivers_of(values, worldviews, gaps, 1)
        assert found is not None
        assert list(found.sure["unknown"]) == ["group.7"]

    def test_intervals_hold_the_true_size_about_as_often_as_they_say(self) -> None:
        values, worldviews, luck = draws(40)
        held = []
        for _ in range(30):
            gaps = 100.0 * values["group.7"].to_numpy() + luck.normal(0.0, 20.0, 40)
            found = drivers_of(values, worldviews, gaps, 1)
            assert found is not None
            row = found.table.set_index("unknown").loc["group.7"]
            held.append(row["low"] <= 100.0 * (row["at_high"] - row["at_low"]) <= row["high"])
        assert 25 <= sum(held) <= 30

    def test_of_noise_nothing_stands_out_nearly_always(self) -> None:
        values, worldviews, luck = draws(32, 200)
        found = [drivers_of(values, worldviews, luck.normal(size=32), seed) for seed in range(12)]
        assert sum(len(each.sure) > 0 for each in found if each is not None) <= 3

    def test_a_worldview_is_told_apart_from_unknowns(self) -> None:
        values, worldviews, luck = draws(32)
        values["group.3"] += 5.0 * (worldviews == "one")
        gaps = 50.0 * (worldviews == "one") + luck.normal(size=32)
        found = drivers_of(values, worldviews, gaps, 1)
        assert found is not None
        assert found.worldviews_differ
        assert "group.3" not in set(found.sure["unknown"])
        alike = drivers_of(values, worldviews, luck.normal(size=32), 1)
        assert alike is not None
        assert not alike.worldviews_differ

    def test_where_all_draws_are_the_same_there_is_nothing_to_tell(self) -> None:
        values, worldviews, _ = draws(32)
        assert drivers_of(values, worldviews, np.zeros(32), 1) is None

    def test_few_draws_tell_nothing(self) -> None:
        values, worldviews, luck = draws(8)
        assert drivers_of(values, worldviews, luck.normal(size=8), 1) is None


class TestCondition:
    def test_the_edge_is_found(self) -> None:
        values, _, _ = draws(40)
        box = find_condition(values, values["group.9"].to_numpy() > 0.6, 1)
        assert box is not None
        assert list(box) == ["group.9"]
        assert box["group.9"].low == pytest.approx(0.6, abs=0.08)
        assert box["group.9"].high is None

    def test_a_worldview_is_found(self) -> None:
        values, worldviews, _ = draws(40)
        values.insert(0, "worldview", pd.Series(worldviews, dtype="category"))
        box = find_condition(values, worldviews == "other", 1)
        assert box is not None
        assert box["worldview"].words == ("other",)

    def test_of_noise_nothing_is_found_nearly_always(self) -> None:
        values, _, luck = draws(32, 200)
        found = [find_condition(values, luck.random(32) < 0.3, seed) for seed in range(8)]
        assert sum(each is not None for each in found) <= 2

    def test_too_few_of_a_kind_are_not_searched(self) -> None:
        values, _, _ = draws(32)
        assert find_condition(values, np.arange(32) < 4, 1) is None


class TestWorldviews:
    @pytest.mark.parametrize(
        ("verdicts", "kind"),
        [
            ((Verdict.LESS, Verdict.LESS), "all"),
            ((Verdict.LESS, Verdict.UNCLEAR), "some"),
            ((Verdict.LESS, Verdict.MORE), "opposite"),
            ((Verdict.UNCLEAR, Verdict.UNCLEAR), "none"),
            ((Verdict.UNKNOWN, Verdict.UNKNOWN), "unknown"),
        ],
    )
    def test_where_a_conclusion_holds(self, verdicts: tuple[Verdict, ...], kind: str) -> None:
        cells = {str(place): Effect(0.0, 0.0, 0.0, verdict) for place, verdict in enumerate(verdicts)}
        assert holds_in(cells)[0] == kind

    @pytest.mark.parametrize("lang", list(Language))
    def test_cells_are_those_of_the_comparison(self, results: Results, lang: Language) -> None:
        words = Words(lang)
        chart = holding_chart(results, words, PLAIN)
        assert chart is not None
        table = results.comparison
        row = table[(table["outcome"] == "serious_weeks") & (table["scope"] == "pilot")].set_index("worldview")
        series = chart.native.series[words.named("worldview", "optimistic")]
        assert series == [pytest.approx(row.loc["optimistic", "difference"])]
        assert words.named("worldview", "mixed") not in chart.data

    def test_one_worldview_has_no_table(self, results: Results) -> None:
        assert holding_chart(replace(results, worldviews=("optimistic",)), Words(Language.EN), PLAIN) is None


class TestCharts:
    @pytest.mark.parametrize("make", OF_DRAWS)
    @pytest.mark.parametrize("lang", list(Language))
    def test_made_of_draws_in_both_languages(self, results: Results, make: Maker, lang: Language) -> None:
        chart = make(results, Words(lang), PLAIN)
        assert chart is not None
        assert len(chart.data) >= 1
        assert "{" not in chart.title + chart.note + chart.alt
        check_apart(chart.draw())
        for numbers in chart.native.series.values():
            assert len(numbers) == len(chart.native.categories)

    def test_what_may_be_chance_is_told_apart_on_a_slide_too(self, results: Results) -> None:
        words = Words(Language.EN)
        chart = tornado_chart(results, words, PLAIN)
        assert chart is not None
        sure, unsure = (chart.native.series[words(name)] for name in ("driver_sure", "driver_unsure"))
        told = list(chart.data[words("driver_column_sure")])[: len(sure)]
        assert [each is not None for each in sure] == [each == words("yes") for each in told]
        assert [each is None for each in sure] == [each is not None for each in unsure]

    @pytest.mark.parametrize("make", OF_DRAWS)
    def test_without_draws_there_is_no_chart(self, tmp_path: Path, make: Maker, results: Results) -> None:
        assert make(read_results(write(tmp_path / "made_up", Study())), Words(Language.EN), PLAIN) is None
        central = replace(results, runs=results.runs[results.runs["draw"] == 0])
        assert make(central, Words(Language.EN), PLAIN) is None

    def test_failures_are_counted_from_the_runs(self, results: Results) -> None:
        drawn = drawn_in(results)
        assert drawn is not None
        found = failing_in(drawn, "wijkcoaches")
        runs = results.runs[results.runs["draw"] > 0].set_index("draw")["problem_weeks_pilot"]
        ours = results.runs[results.runs["draw"] > 0].set_index("draw")["scenario"] == "wijkcoaches"
        assert found.whole.failing == int((runs[ours] >= runs[~ours]).sum())
        assert found.whole.cases == 18
        assert sum(failing for failing, _ in found.by_worldview.values()) == found.whole.failing

    @pytest.mark.parametrize(
        ("limit", "said"),
        [
            (Limit(low=0.1), "above"),
            (Limit(high=0.1), "below"),
            (Limit(low=0.1, high=0.2), "between"),
        ],
    )
    def test_conditions_are_told_with_their_limits(self, results: Results, limit: Limit, said: str) -> None:
        drawn = drawn_in(results)
        assert drawn is not None
        told = condition("streets.spill", limit, drawn, Words(Language.EN))
        assert said in told
        assert "0.1" in told

    def test_shares_of_best_add_up_to_all_draws(self, results: Results) -> None:
        drawn = drawn_in(results)
        assert drawn is not None
        for shares in curves_of(drawn).shares.values():
            assert shares.sum(axis=1) == pytest.approx(1.0)

    def test_without_a_condition_the_title_says_how_often_it_fails(
        self, results: Results, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        often = Failing(Count(18, 5, 5, 18), {}, None, None, "fails_no_box")
        monkeypatch.setattr("simulation.present.council.failing.failing_in", lambda drawn, name: often)
        chart = failing_chart(results, Words(Language.EN), PLAIN)
        assert chart is not None
        assert "’ fails in 5 of 18 draws. No condition was found" in chart.title

    def test_what_fails_in_all_draws_is_said(self, results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
        always = Failing(Count(18, 18, 18, 18), {}, None, None, "fails_few")
        monkeypatch.setattr("simulation.present.council.failing.failing_in", lambda drawn, name: always)
        chart = failing_chart(results, Words(Language.EN), PLAIN)
        assert chart is not None
        assert chart.title.endswith("’: works in none of 18 draws.")

    def test_where_all_are_equally_good_none_is_called_the_best(
        self, results: Results, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drawn = drawn_in(results)
        assert drawn is not None
        found = curves_of(drawn)
        tied = replace(found, shares={payer: np.full_like(each, 0.5) for payer, each in found.shares.items()})
        monkeypatch.setattr("simulation.present.council.best.curves_of", lambda drawn: tied)
        chart = best_chart(results, Words(Language.EN), PLAIN)
        assert chart is not None
        assert chart.title == "No choice comes out best more often than another for all payers together."

    def test_prices_and_idle_approaches_move_no_problems(self, results: Results) -> None:
        drawn = drawn_in(results)
        assert drawn is not None
        groups = {str(name).partition(".")[0] for name in drawn.conditions("wijkcoaches", PROBLEMS)}
        assert "coaches" in groups
        assert not groups & {"prices", "circles", "assistants", "intakers"}


class TestOneOfSeveral:
    """What is told of one scenario alone says so, and can be told of another."""

    @pytest.mark.parametrize("asked", [None, "intakers"])
    def test_it_is_of_the_first_or_of_the_one_asked_for(self, two: Results, asked: str | None) -> None:
        words, results = Words(Language.EN), replace(two, asked=asked)
        chart, cases = tornado_chart(results, words, PLAIN), pick(results.folder, asked)
        assert chart is not None
        assert cases is not None
        assert words.of(two.labels[asked or "wijkcoaches"]) in chart.title
        assert cases.key.scenario == (asked or "wijkcoaches")
        said = "This is about one of 2 scenarios."
        assert said in chart.note
        assert said in tell(cases, results, words).about or not cases.cases
        check_apart(chart.draw())

    def test_a_single_scenario_is_not_called_one_of_several(self, results: Results) -> None:
        chart = tornado_chart(results, Words(Language.EN), PLAIN)
        assert chart is not None
        assert "one of" not in chart.note


class TestNames:
    @pytest.mark.parametrize("lang", list(Language))
    def test_every_unknown_has_a_plain_name_of_its_own(self, lang: Language) -> None:
        study = compose_study(["town=enschede"]).study
        words = Words(lang)
        rows = list(study.uncertainties.rows)
        named = {name: name_of(name, agencies_of(study), words) for name in rows}
        assert len(set(named.values())) == len(rows)
        index = list(Language).index(lang)
        for name in rows:
            group, _, setting = name.partition(".")
            bare = f"{GROUPS[group][index]}: {setting.replace('_', ' ')}"
            assert named[name].casefold() != bare

    @pytest.mark.parametrize("lang", list(Language))
    def test_every_unknown_with_its_range_fits_beside_the_bars(self, lang: Language) -> None:
        study = compose_study(["town=enschede"]).study
        words = Words(lang)
        for name, row in study.uncertainties.rows.items():
            span = span_of(name, row.low, row.high, study, words)
            lines = label_of(Row(name_of(name, agencies_of(study), words), span, 0.0, 0.0, 0.0, True)).splitlines()
            assert max(map(len, lines)) <= RANGE_LETTERS, lines
            assert len(lines) <= 4, lines

    def test_values_have_few_digits(self) -> None:
        words = Words(Language.NL)
        assert [value_of(number, words) for number in (0.0, 0.01234, 1.0, 95432.1, 130.7)] == [
            "0",
            "0,012",
            "1,0",
            "95.000",
            "130",
        ]
        study = compose_study(["town=enschede"]).study
        assert unit_of("coaches.patience_weeks", study, words) == "weken"


class TestManyScenarios:
    NAMES = tuple(f"plan {number} met een lange naam die niet op één regel past" for number in range(8))

    def test_worldviews_are_counted_in_the_title_and_rows_are_in_two_pictures(self, tmp_path: Path) -> None:
        effects = {(view, name, ""): -0.1 for view in ("optimistic", "adverse") for name in self.NAMES[:6]}
        study = Study(scenarios=self.NAMES, worldviews=["optimistic", "adverse"], effects=effects)
        charts = council_charts(read_results(write(tmp_path, study)), Words(Language.NL), makers=[holding_chart])
        assert [chart.name for chart in charts] == ["worldviews", "worldviews_2"]
        for chart in charts:
            assert "8 scenario’s: minder in alle wereldbeelden bij 6" in chart.title
            assert len(chart.data) == 8
            check_apart(chart.draw())

    def test_choices_that_are_never_best_have_a_thin_grey_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        results = read_results(write(tmp_path, Study(scenarios=self.NAMES, worldviews=["optimistic"])))
        options = (results.reference, *self.NAMES)
        shares = np.full((STEPS, len(options)), 0.05)
        for step in range(STEPS):
            shares[step, step // 5 % 3] = 0.6
        found = Curves(np.linspace(0.0, 1000.0, STEPS), options, {"all": shares, "municipality": shares})
        drawn = SimpleNamespace(worldviews=range(16))
        monkeypatch.setattr("simulation.present.council.best.drawn_in", lambda _: drawn)
        monkeypatch.setattr("simulation.present.council.best.curves_of", lambda _: found)
        chart = best_chart(results, Words(Language.EN), PLAIN)
        assert chart is not None
        assert "it changes between ‘Usual care’, ‘plan 0" in chart.title
        assert "6 choices that are nowhere best" in chart.note
        figure = chart.draw()
        check_apart(figure)
        written = [each.get_text().replace("\n", " ") for axes in figure.axes for each in axes.texts]
        assert [name in written for name in self.NAMES] == [True, True, *[False] * 6]
