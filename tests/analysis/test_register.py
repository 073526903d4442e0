"""The register of a town with three unknowns: all rows are there, and page and table say the same."""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from simulation.analysis.evidence import run
from simulation.present import show
from simulation.present.unknowns import text_in, unit_in
from simulation.present.words import Words
from simulation.settings import Distribution, SettingsError, Uncertainty
from simulation.settings.compose import Composed, compose_study
from simulation.settings.words import Language

FREE = ("streets.spill", "prices.benefit_year", "prices.coach_fte_year")
"""unknowns that keep their range; a screening of all of them takes minutes"""


def fixed(row: Uncertainty) -> Uncertainty:
    return replace(row, low=row.value, high=row.value, distribution=Distribution.FIXED)


def composed_in(folder: Path, *settings: str) -> Composed:
    small = ("town.households=600", "study.years=2", "study.warm_up_years=2", "study.draws=12", "study.workers=1")
    where = (f"results={folder / 'register'}", f"store={folder / 'store'}", "quiet=true")
    composed = compose_study(["task=evidence", "study=evidence", *small, *where, *settings])
    known = composed.study.uncertainties
    rows = {name: row if name in FREE else fixed(row) for name, row in known.rows.items()}
    return replace(composed, study=replace(composed.study, uncertainties=replace(known, rows=rows)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run(composed_in(tmp_path_factory.mktemp("evidence")))


@pytest.fixture(scope="module")
def register(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "register.csv", dtype=str)


def test_every_number_is_in_the_register_with_who_reads_it(register: pd.DataFrame, tmp_path: Path) -> None:
    rows = composed_in(tmp_path).study.uncertainties.rows
    drawn = register[register["role"] == "drawn"]
    assert set(drawn["group"] + "." + drawn["name"]) == set(rows)
    assert drawn["used_in"].notna().all()
    used = drawn.set_index(["group", "name"])["used_in"]
    assert used["prices", "discount_rate"] == "simulation.study.outcomes"
    assert used["streets", "spill"] == "simulation.streets.rules"
    assert "simulation.model" in used["coaches", "seconded_share"], "no short run reads it, but the source does"


def test_evidence_beside_the_model_has_its_role(register: pd.DataFrame) -> None:
    root = Path(__file__).parents[2] / "configs" / "evidence"
    parameters = pd.read_csv(root / "parameters.csv", dtype=str)
    targets = pd.read_csv(root / "pilot_targets.csv", dtype=str)
    counts = register["role"].value_counts()
    for role, number in [*parameters["role"].value_counts().items(), *targets["use"].value_counts().items()]:
        assert counts[role] == number
    assert register[register["role"] == "test"].set_index("name")["denominator"]["positive_share"] == "164"


def test_a_price_moves_cost_and_nothing_else(folder: Path) -> None:
    screening = pd.read_csv(folder / "screening.csv")
    benefit = screening[screening["name"] == "prices.benefit_year"].set_index(["of", "outcome"])["swing"]
    assert benefit["usual_care", "total_cost_eur"] > 0.0
    others = [outcome for _, outcome in benefit.index if "eur" not in outcome]
    assert others
    assert all(benefit[kind, outcome] == 0.0 for kind in ("usual_care", "difference") for outcome in others)


def test_bands_of_the_grades_are_there(folder: Path) -> None:
    grades = pd.read_csv(folder / "grades.csv").set_index(["outcome", "varied"])
    cost = grades.xs("total_cost_eur", level="outcome")
    assert (cost["low"] < cost["high"]).all()
    weeks = grades.xs("problem_weeks", level="outcome")
    assert weeks.loc["facts", "low"] == weeks.loc["facts", "high"], "the only fact that is free here is a price"


class Page(HTMLParser):
    """Counts rows, and notes what would come from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.rows, self.elsewhere, self.open = 0, list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tr"
        linked = [str(value) for name, value in attrs if name in ("src", "href")]
        self.elsewhere += [each for each in linked if not each.startswith("#")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_page_has_every_row_and_needs_no_network(
    lang: str, folder: Path, register: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    show(folder, lang)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines()[:-4])) <= 100
    for name in ("spill", "benefit_year", "ask_finances"):
        assert any(line.startswith(name) for line in said.splitlines())
    text = (folder / f"register_{lang}.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert not page.open
    assert not page.elsewhere
    drawn = register[register["role"] == "drawn"]
    heads = drawn["group"].nunique() + register.loc[register["role"] != "drawn", "role"].nunique()
    assert page.rows == len(register) + heads
    assert (folder / "figures" / f"evidence_{lang}.png").exists()


def test_the_dutch_page_has_no_english_units_notes_or_words_of_assumptions(
    folder: Path, register: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    show(folder, "nl")
    assert "maal zo snel over" in capsys.readouterr().out
    text = unescape((folder / "register_nl.html").read_text(encoding="utf-8"))
    words = Words(Language.NL)
    english = [note for note in register["note"].dropna() if text_in(note, words) != note]
    assert len(english) > 400
    assert not [note for note in english if f"— {note}<" in text or f"<td>{note}<" in text]
    units = [unit for unit in register["unit"].dropna() if unit_in(unit, words) != unit]
    assert not [unit for unit in units if f"<td>{unit}</td>" in text]
    assert "ssumption" not in text
    assert "Aantal plekken: schuldhulpverlening</div>" in text


def test_a_stylised_town_or_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SettingsError, match="holds something else than evidence"):
        run(replace(composed_in(tmp_path), results=tmp_path))
    with pytest.raises(SettingsError, match="stylised town"):
        run(replace(composed_in(tmp_path), study=compose_study(["town=queue"]).study))
    with pytest.raises(SettingsError, match="must be more than 8"):
        run(composed_in(tmp_path, "study.draws=5"))
