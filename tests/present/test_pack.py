"""The council pack: what is in its files, whatever names are in the study."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from scipy import stats

from simulation.__main__ import main
from simulation.present.council.slide import source_of
from simulation.present.folder import read_results
from simulation.present.pack import FILES, read_pack
from simulation.present.pack.contents import Grid, Pack
from simulation.present.pack.pdf import answer_of
from simulation.present.pack.workbook import HEAD, sheet_name
from simulation.present.theme import House
from simulation.present.words import Words
from simulation.settings import Label, SettingsError
from simulation.settings.words import Language
from simulation.study.runner import run_study
from tests.study.conftest import coached, study_of

HOSTILE = '=cmd() <script>alert(1)</script> #read("/etc/passwd") $x^2$ *b* _c_ \\ `d` // </style>'
PLACE = '=HYPERLINK("https://example.invalid") <img src=x onerror=alert(1)> #panic("no") @ref <label>'
SMALL = ("town.households=600", "study.years=2", "study.warm_up_years=1", "study.tables=all")


@dataclass(frozen=True)
class Made:
    """A pack and its files."""

    pack: Pack
    words: Words
    content: dict[str, bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with hostile names: coaches to the end, the same until money ends, and one that changes nothing."""
    plain = study_of(*SMALL, "worldviews=[no_effect,mixed]", "study.draws=4", "study.runs=2")
    places = tuple(
        replace(place, name=f"{PLACE} {place.name}" if place.pilot else place.name)
        for place in plain.town.neighbourhoods
    )
    scenarios = (
        replace(coached(plain), label=Label(nl=HOSTILE, en=HOSTILE)),
        replace(coached(plain, 12, "../ends"), label=Label(nl=HOSTILE, en=HOSTILE)),
        replace(plain.reference, name="same", label=Label(nl="Niets", en="Nothing")),
    )
    study = replace(plain, town=replace(plain.town, neighbourhoods=places), scenarios=scenarios)
    made = tmp_path_factory.mktemp("results")
    return run_study(study, made / "study", store=made / "store").folder


@pytest.fixture(scope="module", params=list(Language))
def made(folder: Path, request: pytest.FixtureRequest) -> Made:
    words = Words(request.param)
    pack = read_pack(folder, words)
    return Made(pack, words, {name: make(pack, words) for name, make in FILES.items()})


def squeezed(text: str) -> str:
    """A text without spaces and hyphens, which layout adds and takes away."""
    return re.sub(r"[\s\-\u00ad\u2010\ufffe\u0002]", "", text)


def pages_of(content: bytes) -> list[str]:
    """The text of each page."""
    return [squeezed(page.get_textpage().get_text_range()) for page in PdfDocument(content)]


# --- PDF -------------------------------------------------------------------------------------------------


def figures(reader: PdfReader) -> list[str]:
    """The texts of all figures in the structure tree."""
    found, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if not isinstance(node, dict):
            continue
        if node.get("/S") == "/Figure":
            found.append(str(node.get("/Alt", "")))
        children = node.get("/K", [])
        todo += list(children) if isinstance(children, list) else [children]
    return found


@pytest.mark.parametrize("name", ["answer.pdf", "handout.pdf"])
def test_a_pdf_is_tagged_with_title_and_language(made: Made, name: str) -> None:
    reader = PdfReader(BytesIO(made.content[name]))
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert str(root["/Lang"]) == made.pack.lang
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == made.pack.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_figure_of_the_handout_has_a_text(made: Made) -> None:
    found = figures(PdfReader(BytesIO(made.content["handout.pdf"])))
    assert sorted(found) == sorted(picture.chart.alt for picture in made.pack.pictures)
    assert all(found)


def test_the_answer_is_one_page(made: Made) -> None:
    assert len(PdfReader(BytesIO(made.content["answer.pdf"])).pages) == 1


def test_the_method_is_on_one_page(made: Made) -> None:
    pages = pages_of(made.content["handout.pdf"])
    method = made.pack.section("method")
    parts = [squeezed(text) for text in (method.message, *method.sentences)]
    assert any(all(part in page for part in parts) for page in pages)


def test_names_are_no_markup_in_a_pdf(made: Made) -> None:
    text = "".join(pages_of(made.content["handout.pdf"]))
    assert squeezed(HOSTILE) in text
    assert "root:" not in text


# --- slides ----------------------------------------------------------------------------------------------


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_slides_have_unique_titles_that_are_read_first(made: Made) -> None:
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    assert len(set(titles(deck))) == len(titles(deck)) > len(made.pack.pictures)
    assert all(next(iter(slide.shapes)) == slide.shapes.title for slide in deck.slides)
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)


def test_every_chart_is_native_with_its_numbers(made: Made) -> None:
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    found = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(found) == len(made.pack.pictures) > 0
    for chart, picture in zip(found, made.pack.pictures, strict=True):
        native = picture.chart.native
        assert [str(each) for each in chart.plots[0].categories] == list(native.categories)
        assert {series.name: list(series.values) for series in chart.plots[0].series} == {
            name: list(values) for name, values in native.series.items()
        }


def test_what_is_said_with_a_native_chart_is_of_that_chart(made: Made) -> None:
    """The picture of the handout has panels, tiles and bands; the chart on the slide has not."""
    slides = list(Presentation(BytesIO(made.content["slides.pptx"])).slides)
    shown = [slide for slide in slides if any(shape.has_chart for shape in slide.shapes)]
    for slide, picture in zip(shown, made.pack.pictures, strict=True):
        form, _, said = picture.chart.alt.removeprefix(picture.chart.title).strip().partition(". ")
        frame = next(shape for shape in slide.shapes if shape.has_chart)
        alt = frame._element.xpath(".//p:cNvPr")[0].get("descr")
        assert picture.chart.native.unit in alt
        assert said
        assert said in alt
        below = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert form not in f"{alt} {below}"


def test_the_slide_of_one_household_tells_its_story(made: Made) -> None:
    section = made.pack.section("household")
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    slide = next(each for each in deck.slides if each.shapes.title.text_frame.text == section.heading)
    assert len(slide.placeholders[1].text_frame.paragraphs) > 3


def test_everything_on_slides_has_a_text_and_every_slide_notes(made: Made) -> None:
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    for slide in deck.slides:
        for shape in slide.shapes:
            is_drawn = shape.has_chart or shape.has_table or shape.shape_type == 13
            assert not is_drawn or shape._element.xpath(".//p:cNvPr")[0].get("descr")
        assert slide.notes_slide.notes_text_frame.text.strip()


# --- the page --------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_asks_nothing_of_others(made: Made) -> None:
    text = made.content["report.html"].decode()
    page = Page(text)
    for tag, attributes in page.tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "base", "form")
        assert not any(name.startswith("on") for name in attributes)
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert (attributes.get(name) or "#").startswith(("data:image/", "#"))
    style = text.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert HOSTILE in page.text


def test_the_page_can_be_read_by_all(made: Made) -> None:
    page = Page(made.content["report.html"].decode())
    assert next(attributes for tag, attributes in page.tags if tag == "html")["lang"] == made.pack.lang
    images = [attributes for tag, attributes in page.tags if tag == "img"]
    assert [image["alt"] for image in images] == [picture.chart.alt for picture in made.pack.pictures]
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert sum(tag == "table" for tag, _ in page.tags) >= len(images)


# --- the workbook ----------------------------------------------------------------------------------------


def test_the_workbook_behind_a_chart_has_its_numbers_and_no_formula(made: Made) -> None:
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    for chart, picture in zip(charts, made.pack.pictures, strict=True):
        native = picture.chart.native
        sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        rows = list(sheet.iter_rows())
        assert not [cell.value for row in rows for cell in row if cell.data_type == "f"]
        assert [row[0].value for row in rows[1:]] == list(native.categories)
        found = {column[0].value: [cell.value for cell in column[1:]] for column in list(sheet.iter_cols())[1:]}
        assert list(found) == list(native.series)
        for name, values in native.series.items():
            np.testing.assert_allclose(np.array(found[name], float), np.array(list(values), float), rtol=1e-14)


def test_the_workbook_has_no_formula(made: Made) -> None:
    content = made.content["numbers.xlsx"]
    cells = [cell for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert risky
    assert all(cell.quotePrefix for cell in risky)
    with ZipFile(BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if "worksheets" in name)
        assert not any("external" in name.lower() for name in parts.namelist())


def test_every_chart_has_a_sheet_with_its_numbers(made: Made) -> None:
    book = load_workbook(BytesIO(made.content["numbers.xlsx"]))
    listed = {row[0].value for row in book.worksheets[0].iter_rows()}
    assert set(book.sheetnames[1:]) <= listed
    by_title = {sheet["A1"].value: sheet for sheet in book.worksheets[1:]}
    for picture in made.pack.pictures:
        data = picture.chart.data
        rows = list(by_title[picture.title].iter_rows(min_row=HEAD + 1, values_only=True))
        assert rows[0] == tuple(data.columns)
        for row, expected in zip(rows[1:], data.itertuples(index=False), strict=True):
            for cell, value in zip(row, expected, strict=True):
                assert cell == (value if isinstance(value, str) else pytest.approx(value) if value == value else None)


def test_sheets_have_names_that_are_allowed_and_differ() -> None:
    taken: set[str] = set()
    names = [sheet_name(name, taken) for name in ("a/b[c]:d*?", "A B C  D", "x" * 40, "x" * 50, "'=")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


# --- numbers ---------------------------------------------------------------------------------------------


def recomputed(folder: Path, column: str, scenario: str) -> tuple[float, float, float, float]:
    """A paired difference over draws with its interval, and the mean of usual care, from the runs alone."""
    runs = pd.read_parquet(folder / "runs.parquet").set_index(["draw", "run"])
    ours = runs[(runs["scenario"] == scenario) & (runs["worldview"] == "mixed")]
    usual = runs[runs["scenario"] == "usual_care"].loc[ours.index]
    gaps = (ours[column] - usual[column]).groupby("draw").mean()
    half = stats.t.ppf(0.975, len(gaps) - 1) * gaps.std(ddof=1) / np.sqrt(len(gaps))
    return gaps.mean(), gaps.mean() - half, gaps.mean() + half, usual[column].groupby("draw").mean().mean()


def number_in(text: str, lang: Language) -> float:
    """The first number of a text."""
    found = re.search(r"\d[\d.,]*", text)
    assert found
    digits = found.group().rstrip(".,")
    return float(digits.replace(".", "").replace(",", ".") if lang is Language.NL else digits.replace(",", ""))


def test_the_answer_agrees_with_the_runs(folder: Path, made: Made) -> None:
    grid = made.pack.section("answer").grid
    assert grid is not None
    columns = [
        ("serious_weeks_pilot", True),
        ("serious_weeks", True),
        ("crises_pilot", True),
        ("crises", True),
        ("cost_municipality_eur", False),
    ]
    for place, name in enumerate(("coached", "../ends", "same")):
        for number, (column, is_share) in enumerate(columns):
            mean, low, high, usual = recomputed(folder, column, name)
            numbers = np.array((mean, low, high)) / (usual if is_share else 2)
            stored = grid.data.iloc[place, 2 + 3 * number : 5 + 3 * number].to_numpy(float)
            assert stored == pytest.approx(numbers, rel=1e-9, abs=1e-12)
            check_written(
                grid.rows[place][2 + number], numbers * (100 if is_share else 1), 0.1 if is_share else 1.0, made
            )


def check_written(text: str, numbers: np.ndarray, smallest: float, made: Made) -> None:
    """Checks a cell: its side, and its number to what it may be rounded to."""
    mean, low, high = numbers
    if low == high == 0.0:
        assert text == made.words("pack_same")
    elif low <= 0.0 <= high:
        assert text.startswith(made.words("pack_unclear", low="", high="").split("(")[0])
    else:
        side = made.words("pack_more_share" if mean > 0.0 else "pack_less_share", size="").strip()
        assert f" {side} (" in text
        assert number_in(text, made.words.lang) == pytest.approx(abs(mean), abs=max((high - low) / 8, smallest / 2))


def test_all_files_say_the_same(made: Made) -> None:
    page = squeezed(Page(made.content["report.html"].decode()).text)
    footer = re.compile(re.escape(squeezed(made.pack.source)) + r"\d*$")
    handout = "".join(footer.sub("", page) for page in pages_of(made.content["handout.pdf"]))
    for section in made.pack.sections:
        for text in (section.heading, section.message, *section.sentences, *written(section.grid)):
            assert squeezed(text) in page
            assert section.name == "more" or squeezed(text) in handout
    deck = Presentation(BytesIO(made.content["slides.pptx"]))
    notes = squeezed("".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides))
    answer = "".join(pages_of(made.content["answer.pdf"]))
    for text in written(made.pack.brief.grid):
        assert squeezed(text) in notes
        assert squeezed(text) in answer


def written(grid: Grid | None) -> Iterator[str]:
    if grid is not None:
        yield from (cell for row in grid.rows for cell in row)


def test_a_choice_that_changes_nothing_is_said_to(made: Made) -> None:
    grid = made.pack.section("answer").grid
    assert grid is not None
    assert set(grid.rows[-1][2:]) == {made.words("pack_same")}
    assert made.words("pack_sorted_none", names="‘").split("‘")[0] in made.pack.brief.message


def test_without_other_money_it_says_so(made: Made) -> None:
    assert made.words("pack_same_money_not_asked") in made.pack.section("zero").sentences


# --- one run, the command and where it writes --------------------------------------------------------------


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run in one worldview, of one scenario."""
    plain = study_of(*SMALL, "worldviews=[adverse]", "study.runs=1", "study.years=1")
    made = tmp_path_factory.mktemp("single")
    return run_study(replace(plain, scenarios=(coached(plain),)), made / "study", store=made / "store").folder


@pytest.fixture(scope="module")
def single_pack(single: Path) -> Pack:
    return read_pack(single, Words(Language.NL))


def test_of_one_run_it_says_that_nothing_can_be_told(single_pack: Pack) -> None:
    assert "Te weinig doorrekeningen" in single_pack.brief.message
    grid = single_pack.section("answer").grid
    assert grid is not None
    assert all("geen interval" in text for text in grid.rows[0][2:])
    assert not single_pack.section("measure").message.startswith("Welk")


def test_the_command_writes_all_files_into_the_results(single: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path for path in single.parent.rglob("*") if path.is_file()}
    assert main(["task=report", f"results={single}", "lang=nl"]) == 0
    added = {path for path in single.parent.rglob("*") if path.is_file()} - before
    assert added == {single / "report" / name for name in FILES}
    said = capsys.readouterr().out
    assert all(name in said for name in FILES)


def test_it_writes_elsewhere_only_if_told_to(
    single: Path,
    single_pack: Pack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("simulation.present.pack.read_pack", lambda *_: single_pack)
    outside = tmp_path / "outside"
    outside.mkdir()
    results = tmp_path / "results"
    results.mkdir()
    for path in single.iterdir():
        if path.is_file():
            (results / path.name).write_bytes(path.read_bytes())
    (results / "report").symlink_to(outside)
    assert main(["task=report", f"results={results}"]) == 2
    assert "leads elsewhere; name a folder with to=" in capsys.readouterr().err
    assert not list(outside.iterdir())
    kept = tmp_path / "kept"
    kept.write_text("mine")
    (outside / "answer.pdf").symlink_to(kept)
    assert main(["task=report", f"results={results}", f"to={outside}"]) == 0
    assert {path.name for path in outside.iterdir()} == set(FILES)
    assert kept.read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "results is missing"),
        (["results=nowhere"], "holds no study"),
        (["results=nowhere", "lang=de"], "must be one of nl, en"),
        (["results=nowhere", "too=x"], "did you mean 'to'?"),
    ],
)
def test_what_it_cannot_use(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["task=report", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_scenario_that_is_not_there_is_refused(
    single: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["task=report", f"results={single}", "scenario=nope", f"to={tmp_path / 'pack'}"]) == 2
    assert "scenario = 'nope': not in these results" in capsys.readouterr().err
    assert not (tmp_path / "pack").exists()


def test_templates_are_in_the_package() -> None:
    names = {path.name for path in (files("simulation.present.pack") / "templates").iterdir()}
    assert names == {"answer.typ", "handout.typ", "looks.typ", "report.html.j2", "report.css"}


def test_the_logo_is_on_paper(made: Made, tmp_path: Path) -> None:
    """What lays out the PDF takes no picture but in text, so that a logo once made it fail."""
    logo, colour = tmp_path / "logo.png", (200, 30, 60)
    Image.new("RGB", (40, 10), colour).save(logo)
    paper = PdfDocument(answer_of(replace(made.pack, house=House(logo=logo)), made.words))
    colours = paper[0].render().to_pil().convert("RGB").getcolors(10**6)
    assert colour in {each for _, each in colours or ()}


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One run of wijkcoaches in the example town."""
    plain = study_of("town=example", *SMALL, "scenarios=wijkcoaches", "worldviews=[adverse]", "study.runs=1")
    return run_study(plain, tmp_path_factory.mktemp("studied") / "results").folder


@pytest.mark.parametrize("other", ["town=almelo", "scenarios=circles_direct"])
def test_a_search_in_another_town_or_of_another_choice_is_not_told(studied: Path, tmp_path: Path, other: str) -> None:
    folder = tmp_path / "studied"
    copytree(studied, folder)
    small = ["town.households=600", "study.years=1", "study.warm_up_years=1", "study.workers=1", "study.runs=1"]
    asked = ["task=discovery", "town=example", "scenarios=wijkcoaches", other, "study.draws=9", "quiet=true"]
    assert main([*asked, "discovery.over=streets", *small, f"results={folder / 'discovery'}"]) == 0
    section = read_pack(folder, Words(Language.EN)).section("fails")
    assert "of 8 cases" not in section.message
    assert "town=example scenarios=wijkcoaches" in " ".join(section.sentences)


def test_a_search_in_the_folder_says_how_often_it_fails(studied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "studied"
    copytree(studied, folder)
    small = ["town.households=600", "study.years=1", "study.warm_up_years=1", "study.workers=1", "study.runs=1"]
    ours = ["town=example", "scenarios=wijkcoaches"]
    asked = ["task=discovery", *ours, "study.draws=9", "discovery.over=coaches", "quiet=true"]
    assert main([*asked, *small, f"results={folder / 'discovery'}"]) == 0
    (section,) = [each for each in read_pack(folder, Words(Language.EN)).sections if each.name == "fails"]
    cases = pd.read_csv(folder / "discovery" / "cases.csv")
    failing = cases.loc[cases["stage"] == "search", "fails"]
    assert f"{failing.sum()} of {len(failing)} cases" in section.message
    assert section.message not in section.sentences


QUICK = ["town=example", "town.households=600", "study.warm_up_years=1", "study.workers=1", "quiet=true"]


def test_answers_in_the_folder_are_told(studied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "studied"
    copytree(studied, folder)
    scenario = read_pack(folder, Words(Language.EN)).section("measure")
    monitor = [
        "scenarios=wijkcoaches",
        "study.years=1",
        "study.runs=2",
        "monitoring.baseline_months=6",
        "monitoring.after_months=[6]",
    ]
    assert main(["task=monitoring", *QUICK, *monitor, f"results={folder / 'monitoring'}"]) == 0
    (told,) = [each for each in read_pack(folder, Words(Language.EN)).sections if each.name == "measure"]
    assert told.message.startswith(scenario.message)
    assert "weeks with a serious problem" in told.message
    assert any("before-after" in sentence for sentence in told.sentences)
    assert not any("task=monitoring" in sentence or "crises" in sentence for sentence in told.sentences)


def test_a_tornado_says_in_which_worldview_it_was_tested(tmp_path: Path) -> None:
    ours = ["town=example", "scenarios=wijkcoaches"]
    plain = study_of(*ours, *SMALL, "worldviews=[adverse]", "study.runs=1", "study.years=1")
    folder = run_study(plain, tmp_path / "studied").folder
    asked = [
        "scenarios=wijkcoaches",
        "study.years=1",
        "sensitivity.over=coaches.multiplier,coaches.hours_needed_serious",
        "study.runs=2",
    ]
    small = ["sensitivity.trajectories=2", "sensitivity.points=8", "sensitivity.most=2"]
    assert main(["task=sensitivity", *QUICK, *asked, *small, f"results={folder / 'sensitivity'}"]) == 0
    pack = read_pack(folder, Words(Language.EN))
    (picture,) = [each for each in pack.pictures if each.chart.name == "tornado"]
    assert "in worldview ‘optimistic’?" in picture.title
    assert picture in pack.section("measure").pictures


@pytest.mark.parametrize("name", ["runs.parquet", "months.parquet", "ledger.parquet", "classes.parquet"])
def test_a_damaged_table_is_named(studied: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "damaged"
    copytree(studied, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:200])
    with pytest.raises(SettingsError, match=f"results = .*{name}: .*fresh=true"):
        read_pack(folder, Words(Language.NL))


def test_a_comparison_that_lacks_a_choice_is_refused(studied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    copytree(studied, folder)
    lines = (folder / "comparison.csv").read_text().splitlines(keepends=True)
    (folder / "comparison.csv").write_text("".join(line for line in lines if ",wijkcoaches," not in line))
    with pytest.raises(SettingsError, match=r"comparison\.csv: cannot be read: has nothing of adverse/wijkcoaches"):
        read_pack(folder, Words(Language.NL))


@pytest.mark.parametrize("key", ["plan", "complete", "engine", "town"])
def test_what_a_manifest_lacks_is_named(studied: Path, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "damaged"
    copytree(studied, folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest[key]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SettingsError, match=rf"manifest\.json has no {key}"):
        read_pack(folder, Words(Language.NL))


def test_the_date_is_that_of_the_study_and_not_of_a_copy(studied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copied"
    copytree(studied, folder)
    os.utime(folder / "manifest.json", (0, 0))
    ended = datetime.fromisoformat(json.loads((folder / "manifest.json").read_text())["times"]["ended"])
    said = source_of(read_results(folder), Words(Language.EN))
    assert f"{ended.day} {ended:%B} {ended.year}" in said
    assert "1970" not in said


def test_a_file_in_place_of_a_folder_is_named_by_its_setting(
    studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("")
    assert main(["task=report", f"results={studied}", f"to={taken}"]) == 2
    assert "voordeur: to = " in capsys.readouterr().err
