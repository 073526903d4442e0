"""The pilots shown: every fact has words and a place in the chart, whatever was measured."""

import dataclasses
import json
import math
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from simulation.analysis.pilot_facts import READINGS, judged, table_of
from simulation.analysis.targets import Target, all_targets
from simulation.present import show
from simulation.present.pilots import chart_of, draw_pilots, read_pilots, summary
from simulation.present.theme import themed
from simulation.present.words import TEXTS, Words
from simulation.settings import Label
from simulation.settings.pilot_files import Period, Pilot
from simulation.settings.words import Language
from tests.present.conftest import joined

ENGLISH = Words(Language.EN)
PILOT = Pilot(
    name="mine",
    label=Label(nl="mijn pilot", en="my pilot"),
    town="example",
    regime_year=2012,
    scenario="wijkcoaches",
    worldview="no_effect",
    months=Period(value=14.5, low=13, high=16, grade="D", source="assumption"),
    references=(),
)
NUMBER = Target(
    outcome="contacts",
    value=164.0,
    low=150.0,
    high=180.0,
    use="test",
    scenario="wijkcoaches",
    grade="A",
    source="a newspaper",
    town="example",
    unit="contacts",
    period="a while",
    note="",
)
HOLDS = dataclasses.replace(NUMBER, outcome="all_entry_routes", value=1.0, low=1.0, high=1.0, unit="bool")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    facts = [
        judged(PILOT, NUMBER, "contacts", [150.0, 170.0], [140.0, 180.0]),
        judged(PILOT, NUMBER, "conversations_coach", [1500.0, 1700.0], [1400.0, 1800.0]),
        judged(PILOT, HOLDS, "all_entry_routes", [1.0, 1.0], []),
        judged(PILOT, dataclasses.replace(NUMBER, outcome="positive_share"), "positive_share", [math.nan], []),
    ]
    (tmp_path / "pilots.csv").write_text(table_of(facts).to_csv(index=False))
    (tmp_path / "manifest.json").write_text(json.dumps({"task": "pilots", "pilots": [dataclasses.asdict(PILOT)]}))
    return tmp_path


def words_in(figure: Figure) -> str:
    return joined(" ".join(each.get_text() for each in figure.findobj(Text)))  # type: ignore[attr-defined]


def test_every_fact_has_words() -> None:
    outcomes = [each.outcome for each in all_targets() if each.scenario != "usual_care"]
    readings = [name for outcome in outcomes for name in READINGS.get(outcome, (outcome,))]
    assert [name for name in readings if f"fact_{name}" not in TEXTS] == []


def test_the_table_says_what_is_inside(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show(folder, "en")
    text = joined(capsys.readouterr().out)
    assert "my pilot (2012, 14.5 months)" in text
    assert "164 150–180 160 150–170 140–180 yes test (A)" in text
    assert "1,600" in text
    assert "not measured" in text
    assert summary(read_pilots(folder), ENGLISH) in text
    assert "fewer than 19 runs" in text
    assert "a newspaper" in text


def test_the_summary_counts_tests(folder: Path) -> None:
    """Contacts lie inside, conversations have too wide an interval, routes hold, positive is not measured."""
    assert summary(read_pilots(folder), ENGLISH) == "2 of 3 counted test facts inside."


def test_the_chart_is_written_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("nl", "en"):
        files = draw_pilots(read_pilots(folder), Words(Language(lang)))
        assert {path.name for path in files} == {f"pilots_{lang}.png", f"pilots_{lang}.svg"}
        assert all(path.stat().st_size > 1000 for path in files)
    assert "mijn pilot (2012, 14,5 maanden)" in (folder / "figures" / "pilots_nl.svg").read_text(encoding="utf-8")


def test_the_chart_tells_what_lies_beyond_it_and_what_is_missing(folder: Path) -> None:
    with themed():
        text = words_in(chart_of(read_pilots(folder), ENGLISH))
    for part in ("not measured", "976% →", "Residents first spoken to", "All three routes to the coach", "my pilot"):
        assert part in text
