"""One household in two worlds: picked by rank, told as it went, drawn with the numbers that are told."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.cases import Cases, middle_run, picked, place_of
from simulation.analysis.picking import pick, pick_cases
from simulation.present.council.stories import Stories, of_one, tell
from simulation.present.council.timeline import stretches
from simulation.present.folder import Results, read_results
from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.words import Language
from simulation.study.catalogue_words import DOMAIN_LABELS
from simulation.study.runner import run_study
from tests.present.made_up import Study, write
from tests.present.pictures import check_apart
from tests.study.conftest import study_of

SMALL = ("town=example", "town.households=1500", "study.years=4", "study.warm_up_years=3", "study.runs=2")
MORE = ("scenarios=combined", "worldviews=[optimistic,no_effect]", "study.workers=1")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("stories") / "results"
    run_study(study_of(*SMALL, *MORE), folder)
    return read_results(folder)


@pytest.fixture(scope="module")
def cases(results: Results) -> Cases:
    found = pick(results.folder)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def stories(cases: Cases, results: Results) -> Stories:
    return tell(cases, results, Words(Language.NL))


def test_a_case_that_is_neither_good_nor_bad_is_not_called_so(cases: Cases, results: Results) -> None:
    equal = replace(cases, cases=tuple(replace(case, gap=0.0) for case in cases.cases))
    told = tell(equal, results, Words(Language.NL))
    assert [story.kind for story in told.stories] == ["typical"]
    assert sum("geval is er niet" in sentence for sentence in told.about) == len(cases.cases) - 1 == 2


class TestPicking:
    def test_cases_stand_where_they_are_said_to_stand(self) -> None:
        gaps = np.random.default_rng(3).normal(size=1000)
        found = {kind: (row, rank) for kind, row, rank in picked(gaps, np.arange(1000.0))}
        for kind, wanted in (("typical", 500), ("good", 50), ("bad", 950)):
            row, rank = found[kind]
            assert (gaps < gaps[row]).sum() == rank
            assert abs(place_of(rank, 1000, 1000) - wanted) <= 11

    def test_of_those_near_the_place_it_is_the_one_with_the_middle_level(self) -> None:
        levels = np.random.default_rng(4).permutation(1001).astype(float)
        gaps = np.arange(1001.0)
        row = next(row for kind, row, _ in picked(gaps, levels) if kind == "typical")
        near = levels[np.abs((gaps + 0.5) / 1001 - 0.5) <= 0.01]
        assert levels[row] == np.median(near)

    def test_of_a_few_households_only_the_middle_one_is_told(self) -> None:
        assert [kind for kind, _, _ in picked(np.array([3.0, -1.0, 2.0]), np.zeros(3))] == ["typical"]
        assert picked(np.zeros(0), np.zeros(0)) == []

    def test_of_households_that_are_all_alike_only_one_is_told(self) -> None:
        assert [kind for kind, _, _ in picked(np.full(1000, 1e-9), np.arange(1000.0))] == ["typical"]

    def test_the_run_is_the_middle_one_of_all_at_the_central_values(self) -> None:
        rows = [("w", "s", 0, run, effect, 0.0) for run, effect in enumerate((5.0, -7.0, 1.0))]
        rows += [("w", "s", 1, 0, -99.0, 0.0), ("w", "other", 0, 0, 1.0, 0.0)]
        names = ["worldview", "scenario", "draw", "run", "effect_direct_problem_weeks", "effect_found_problem_weeks"]
        key, place, number = middle_run(pd.DataFrame(rows, columns=names), "s", ["w"])
        assert (key.draw, key.run, place, number) == (0, 2, 2, 3)

    def test_it_is_the_run_that_was_kept(self, cases: Cases, results: Results) -> None:
        assert cases.is_same_run
        changed = results.runs.assign(effect_direct_problem_weeks=results.runs["effect_direct_problem_weeks"] + 1.0)
        study = study_of(*SMALL, *MORE)
        assert not pick_cases(study, changed, "combined", ("optimistic",)).is_same_run

    def test_counts_are_of_all_that_were_touched(self, cases: Cases) -> None:
        assert cases.less + cases.same + cases.more == cases.out_of
        assert cases.touched >= 20
        assert [case.kind for case in cases.cases] == ["typical", "good", "bad"]
        gaps = [case.gap for case in cases.cases]
        assert gaps[1] <= gaps[0] <= gaps[2]

    def test_a_scenario_that_is_not_there_is_refused(self, results: Results) -> None:
        with pytest.raises(SettingsError, match="did you mean 'combined'"):
            pick(results.folder, "combine")

    def test_results_that_are_no_study_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SettingsError, match="effect_direct_problem_weeks"):
            pick(write(tmp_path / "made_up", Study()))


class TestTelling:
    def test_problem_weeks_are_those_of_the_accounts_year_by_year(self, cases: Cases) -> None:
        for case in cases.cases:
            weeks = []
            for life in (case.usual, case.ours):
                resident = next(each for each in life.residents if each.occupant == case.occupant)
                assert sum(resident.problem_weeks_by_year) == pytest.approx(resident.problem_weeks, abs=1e-6)
                assert len(resident.problem_weeks_by_year) == 4
                weeks.append(resident.problem_weeks)
            assert weeks[1] - weeks[0] == pytest.approx(case.gap, abs=1e-9)

    def test_stretches_are_the_problem_weeks(self, cases: Cases, stories: Stories) -> None:
        for case, story in zip(cases.cases, stories.stories, strict=True):
            data = story.chart.data
            names = {Words(Language.NL).of(label) for label in DOMAIN_LABELS.values()}
            for world, life in zip(data["wereld"].unique(), (case.usual, case.ours), strict=False):
                resident = next(each for each in life.residents if each.occupant == case.occupant)
                bars = data[(data["wereld"] == world) & data["wat"].isin(names)]
                weeks = (bars["tot week"] - bars["van week"]).sum()
                # seen after each week, so every problem may be a week longer or shorter
                assert abs(weeks - resident.problem_weeks) <= len(bars) + 1

    def test_both_worlds_are_the_same_until_they_part(self, stories: Stories) -> None:
        for story in stories.stories:
            first = [telling.lines[:1] for telling in story.tellings]
            if any(first):
                assert first[0] != first[1]
            weeks = [line.week for line in story.together]
            assert weeks == sorted(weeks)
            assert all(line.week > max(weeks, default=0) for telling in story.tellings for line in telling.lines)

    def test_the_title_says_the_difference(self, cases: Cases, stories: Stories) -> None:
        for case, story in zip(cases.cases, stories.stories, strict=True):
            what = "even lang" if abs(case.gap) < 1 else "minder" if case.gap < 0 else "meer"
            assert what in story.title
            assert story.title == story.chart.title
            assert f"plek {case.place} van" in story.place

    @pytest.mark.parametrize("lang", list(Language))
    def test_how_it_was_picked_is_said_in_both_languages(self, cases: Cases, results: Results, lang: Language) -> None:
        told = " ".join(tell(cases, results, Words(lang)).about)
        for number in (cases.less, cases.same, cases.more, cases.place, cases.runs):
            assert str(number) in told
        assert "{" not in told

    def test_another_version_tells_nothing(self, cases: Cases, results: Results) -> None:
        told = tell(replace(cases, is_same_run=False), results, Words(Language.EN))
        assert not told.stories
        assert "another version" in told.about[0]

    @pytest.mark.parametrize("lang", list(Language))
    def test_of_households_that_are_all_alike_no_order_is_told(
        self, cases: Cases, results: Results, lang: Language
    ) -> None:
        alike = replace(cases, cases=cases.cases[:1], less=0, more=0, same=cases.out_of)
        told = tell(alike, results, Words(lang))
        assert Words(lang)("case_alike") in told.about
        assert [str(cases.cases[0].place) in story.place for story in told.stories] == [False]

    def test_native_numbers_are_drawn_by_year(self, stories: Stories) -> None:
        for story in stories.stories:
            native = story.chart.native
            assert len(native.categories) == 4
            assert len(native.series) == 2
            figure = story.chart.draw()
            assert len(figure.axes) == 2
            check_apart(figure)


class TestStretches:
    def test_what_is_drawn_lies_where_the_household_lives(self, cases: Cases) -> None:
        for case in cases.cases:
            for life in (case.usual, case.ours):
                life_of_one = of_one(life, case.occupant)
                (alone,) = life_of_one.residents
                for stretch in stretches(life_of_one):
                    assert alone.since - 1e-9 <= stretch.start < stretch.end <= alone.until + 1.0
