"""The table: what is in it, and that it can be read when piped."""

from pathlib import Path

import pytest

from simulation.present.numbers import scale_of, written
from simulation.settings.words import Language
from tests.present.conftest import Shown
from tests.present.made_up import LABELS, LEVELS, OUTCOMES, PARTS, Study

EFFECTS = {("optimistic", "wijkcoaches", "crises"): -0.25}


@pytest.mark.parametrize(
    ("value", "decimals", "lang", "signed", "expected"),
    [
        (1234.5, 1, "en", False, "1,234.5"),
        (1234.5, 1, "nl", False, "1.234,5"),
        (-0.25, 2, "nl", False, "−0,25"),
        (3.0, 0, "en", True, "+3"),
        (-0.001, 2, "en", True, "0.00"),
    ],
)
def test_numbers_are_written_by_language(value: float, decimals: int, lang: str, signed: bool, expected: str) -> None:
    assert written(value, decimals, Language(lang), signed) == expected


def test_scales_keep_digits_few() -> None:
    assert scale_of([0.4], share=True).write(0.4, Language.EN) == "40.0"
    assert scale_of([12_345_678.0]).write(12_345_678.0, Language.EN) == "12.3"
    assert scale_of([12_345_678.0], half=2e6).write(12_345_678.0, Language.EN) == "12"
    assert scale_of([0.0, 0.0], half=0.0).write(0.0, Language.EN) == "0"
    assert scale_of([float("nan")]).write(0.0, Language.EN) == "0.00"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_both_scopes_show_all_scenarios_and_main_outcomes(shown: Shown, lang: str) -> None:
    text = shown(Study(effects=EFFECTS), lang)
    pilot, town = text.split({"nl": "Hele gemeente (Enschede)", "en": "Whole town (Enschede)"}[lang])
    for part in (pilot, town):
        for label in LABELS.values():
            assert label[lang] in part
        for dutch, english in OUTCOMES.values():
            words = (dutch if lang == "nl" else english).split()
            assert all(word in part for word in words)


def test_a_row_has_difference_and_interval(shown: Shown) -> None:
    rows = [line for line in shown(Study(effects=EFFECTS)).splitlines() if line.strip().startswith("Crises ")]
    level, change = rows[:2]
    assert level.split()[1:] == ["440", "440", "440"]
    difference, low, high = (float(part.strip("[];").replace("−", "-")) for part in change.split()[1:4])
    assert low < difference < high < 0
    assert difference == pytest.approx(-0.25 * 440, abs=1.0)
    assert {*LEVELS, *PARTS} == {*OUTCOMES}


def test_the_difference_in_cost_is_shown_in_parts(shown: Shown) -> None:
    """As a difference only: in usual care itself the parts are nothing."""
    rows = [line for line in shown(Study()).splitlines() if "Difference in cost: fixed costs" in line]
    assert len(rows) == 2 * 3


def test_piped_output_is_plain_and_fits_100_columns(shown: Shown) -> None:
    text = shown(Study(effects=EFFECTS), "nl")
    assert "\x1b" not in text
    table = text.split("Resultaten:")[0]
    assert max(len(line) for line in table.splitlines()) <= 100


def test_a_fourth_worldview_gets_a_table_of_its_own(shown: Shown) -> None:
    study = Study(worldviews=["optimistic", "no_effect", "adverse", "mixed"], draws={"mixed": [1, 2]})
    text = shown(study)
    assert text.count("Whole town (Enschede)") == 2
    assert max(len(line) for line in text.split("Results:")[0].splitlines()) <= 100


def test_the_end_says_where_everything_is(shown: Shown, tmp_path: Path) -> None:
    assert f"Results: {tmp_path / 'results'}" in shown(Study())
