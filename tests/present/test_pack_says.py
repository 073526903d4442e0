"""What the pack says of numbers: nothing that they do not bear, and the same on slides as on paper."""

import math
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Inches

from simulation.present.chart import Chart, Native, pale
from simulation.present.folder import KEYS, PAID, TOWN, read_results
from simulation.present.outcomes import MUNICIPAL, SERIOUS
from simulation.present.pack.assembly import _title as pack_title
from simulation.present.pack.contents import Grid, Section
from simulation.present.pack.effects import FIRST_HELP, VACANT, _begins_as, _number, _side, staffing
from simulation.present.pack.facts import EUROS, WEEKS, Facts, Gap
from simulation.present.pack.limits import _how_often, method
from simulation.present.pack.money import _balance, _dearer, _payers
from simulation.present.pack.native import add_native
from simulation.present.pack.slides import HEIGHT, TOP, WIDTH, Titles, _fitting, _height, _text, _title, height_of
from simulation.present.pack.sureness import pattern
from simulation.present.words import Words
from simulation.settings import Domain, Label
from simulation.settings.words import Language
from simulation.study.runner import run_study
from tests.study.conftest import study_of

NL = Words(Language.NL)
CITED = (
    "vroegsignaleringshv.nl, huisbezoek ({} Schouders Eronder 2018) "
    "https://vroegsignaleringshv.nl/hoe-haal-ik-het-meeste-uit-mijn-contact-met-de-inwoner-deel-2/"
)
COMPARED = ("worldview", "outcome", "scope", "difference", "low", "high", "mean_reference")


def facts_of(**results: Any) -> Facts:
    """Facts of a study of which a test needs little."""
    return Facts(cast(Any, SimpleNamespace(**results)), cast(Any, None), NL)


# --- numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "kind", "said"),
    [
        (Gap(-0.3, -0.6, -0.004), WEEKS, "0,3 weken korter (bijna 0 tot 0,6)"),
        (Gap(0.02, -0.1, 0.4), WEEKS, "geen verschil te zien (−0,1 tot 0,4)"),
        (Gap(4000.0, 40.0, 7900.0), EUROS, "€\N{NO-BREAK SPACE}4.000 meer (bijna 0 tot 8.000)"),
        (Gap(-0.003, math.nan, math.nan), WEEKS, "nog geen 0,1 weken korter (geen interval)"),
        (Gap(0.0, math.nan, math.nan), WEEKS, "precies gelijk (geen interval)"),
    ],
)
def test_no_end_of_an_interval_is_written_as_zero_that_is_not(gap: Gap, kind: str, said: str) -> None:
    assert facts_of().change(gap, kind) == said


def test_two_choices_are_both() -> None:
    facts = facts_of(labels={})
    assert "beide keuzes" in facts.sorted_by("pack_sorted", {"a": "none", "b": "none"})
    assert "alle 3 keuzes" in facts.sorted_by("pack_sorted", dict.fromkeys("abc", "none"))


@pytest.mark.parametrize(
    ("gaps", "side"),
    [
        ([(0.02, 0.01, 0.03)], "tiny"),
        ([(0.2, 0.1, 0.3)], "more"),
        ([(0.02, -0.1, 0.2)], "unclear"),
        ([(0.02, 0.01, 0.03), (-0.2, -0.3, -0.1)], "depends"),
    ],
)
def test_a_wait_that_hardly_differs_is_not_called_longer(gaps: list[tuple[float, float, float]], side: str) -> None:
    views = [f"view{number}" for number in range(len(gaps))]
    rows = [("a", view, FIRST_HELP, TOWN, *gap, 13.0) for view, gap in zip(views, gaps, strict=True)]
    columns = ["scenario", "worldview", "outcome", "scope", "difference", "low", "high", "mean_reference"]
    facts = facts_of(worldviews=tuple(views), comparison=pd.DataFrame(rows, columns=columns))
    assert _side(facts, "a") == side


@pytest.mark.parametrize(
    ("gap", "kind"),
    [((-0.03, -0.04, -0.02), "tiny"), ((-0.3, -0.4, -0.2), "all"), ((-0.03, -0.2, 0.1), "none")],
)
def test_what_is_next_to_nothing_is_not_called_fewer(gap: tuple[float, float, float], kind: str) -> None:
    rows = [("a", view, SERIOUS, TOWN, *gap, 100.0) for view in ("optimistic", "adverse")]
    columns = ["scenario", "worldview", "outcome", "scope", "difference", "low", "high", "mean_reference"]
    plans = {"reference": {"name": "usual"}, "scenarios": [{"name": "a", "phases": []}]}
    facts = facts_of(
        worldviews=("optimistic", "adverse"),
        comparison=pd.DataFrame(rows, columns=columns),
        pilots=(),
        scenarios=("a",),
        manifest={"configuration": plans},
    )
    assert pattern(facts, SERIOUS, "a") == kind


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        (
            {"a": (-100.0, -1100.0, 900.0), "b": (39e3, 30e3, 48e3), "c": (50.0, -900.0, 1000.0)},
            "Duurder voor de gemeente, per jaar: ‘B’, € 39.000 meer (30.000 tot 48.000). "
            "Geen verschil in kosten voor de gemeente te zien: ‘A’ en ‘C’.",
        ),
        (
            {"a": (-4e4, -7e4, -2e4), "b": (-14e4, -21e4, -7e4)},
            "Goedkoper voor de gemeente, per jaar: beide keuzes, van € 40.000 minder (20.000 tot 70.000) "
            "tot € 140.000 minder (70.000 tot 210.000).",
        ),
        ({"a": (5.0, -9e3, 9e3)}, "Voor de gemeente, per jaar: geen verschil te zien (−9.000 tot 9.000)."),
    ],
)
def test_no_choice_is_dearer_or_cheaper_that_is_not_seen_to_be(
    gaps: dict[str, tuple[float, float, float]], said: str
) -> None:
    rows = [(name, "mixed", MUNICIPAL, TOWN, *gap, 3e6) for name, gap in gaps.items()]
    labels = {name: Label(nl=name.upper(), en=name.upper()) for name in gaps}
    table = pd.DataFrame(rows, columns=["scenario", *COMPARED])
    facts = facts_of(scenarios=tuple(gaps), worldviews=("mixed",), comparison=table, years=1, labels=labels)
    assert _dearer(facts).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("balance", "said"),
    [
        ((-4576.0, -23044.0, 13892.0), "geen verschil te zien (−23.000 tot 14.000)"),
        ((-31169.0, -52908.0, -9431.0), "€ 30.000 (10.000 tot 50.000) tekort"),
        ((1632.0, 1465.0, 1798.0), "€ 1.630 (1.460 tot 1.800) over"),
        ((0.0, 0.0, 0.0), "gelijk"),
        ((1632.0, math.nan, math.nan), "€ 1.600 over"),
    ],
)
def test_a_budget_is_short_only_if_its_interval_says_so(balance: tuple[float, float, float], said: str) -> None:
    row = pd.Series(balance, index=["balance_eur", "low", "high"])
    assert _balance(facts_of(), row).replace("\N{NO-BREAK SPACE}", " ") == said


def test_posts_are_said_of_all_that_ask_the_most_without_columns_of_unknowns() -> None:
    town = {"households": 3500, "neighbourhoods": [{"name": "a", "share": 0.2, "pilot": True}]}
    phase = {"levers": {"assistants": {"where": "pilot", "fte_per_10000_households": 5.7}}}
    plans = {"reference": {"name": "usual"}, "scenarios": [{"name": each, "phases": [phase]} for each in "ab"]}
    facts = facts_of(
        scenarios=("a", "b"),
        labels={each: Label(nl=each, en=each) for each in "ab"},
        worldviews=("mixed",),
        outcomes={VACANT: SimpleNamespace(label=Label(nl="Vacatures", en="Vacancies"), unit=Label(nl="", en="share"))},
        runs=pd.DataFrame(columns=[VACANT]),
        comparison=pd.DataFrame(columns=["scenario", *COMPARED, "mean"]),
        manifest={"configuration": {"town": town, **plans}},
    )
    section = staffing(facts)
    assert section.message == "Op zijn hoogst nodig: 0,4 fte (volledige banen), bij ‘a’ en ‘b’."
    assert section.grid is not None
    assert section.grid.columns == ("Keuze", "Wereldbeeld", "Gevraagde banen (fte), hoogste aantal")


def test_what_stops_is_set_beside_the_same_that_stays() -> None:
    blocks = {
        "circles": {"circles": {"where": "pilot"}, "funding": {"additional_until_month": None}},
        "assistants": {"assistants": {"where": "pilot"}, "funding": {"additional_until_month": None}},
        "circles_end": {"circles": {"where": "pilot"}, "funding": {"additional_until_month": 36}},
    }
    made = [{"name": name, "phases": [{"levers": levers}]} for name, levers in blocks.items()]
    facts = facts_of(
        manifest={"configuration": {"reference": {"name": "usual"}, "scenarios": made}},
        moments={name: ("stops",) if name == "circles_end" else () for name in blocks},
    )
    assert [name for name in blocks if _begins_as(facts, name, "circles_end")] == ["circles"]


def test_sources_are_in_the_language_of_the_pack_and_each_once() -> None:
    rows = {each: {"grade": "B", "source": CITED.format(how)} for each, how in {"a": "citing", "b": "citeert"}.items()}
    made = {"uncertainties": {"rows": rows}, "town": {"households": 3500}}
    plan = {"plan": {"runs": 1, "warm_up_years": 1}, "seeds": {"study": 1}}
    said = method(facts_of(manifest={"configuration": made, **plan}, years=1)).sentences[-1]
    assert said == f"Bronnen van graad A en B: {CITED.format('citeert')}."


def test_a_title_does_not_run_two_names_together() -> None:
    labels = {each: Label(nl=f"Intakers en wijkteam: {each}", en=each) for each in "ab"}
    facts = facts_of(scenarios=("a", "b"), labels=labels, town=Label(nl="Stad", en="Town"))
    assert pack_title(facts) == "Voor de raad: 2 keuzes in Stad"


def test_payers_without_a_difference_have_no_table() -> None:
    facts = facts_of(scenarios=("a",), worldviews=("mixed",), comparison=pd.DataFrame(columns=["scenario", *COMPARED]))
    assert _payers(facts) is None


def test_many_posts_are_whole() -> None:
    assert [_number(facts_of(), posts) for posts in (1.75, 80.0)] == ["1,8", "80"]


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ([3, 3], "In 3 van de 16 trekkingen werkt het niet."),
        ([12, 0], "Van 16 trekkingen werkt het niet in 0 (bij ‘b’) tot 12 (bij ‘a’)."),
    ],
)
def test_when_it_fails_begins_with_how_often(failing: list[int], said: str) -> None:
    names = [NL(f"fails_column_{name}") for name in ("scenario", "failing", "draws")]
    data = pd.DataFrame(list(zip("ab", failing, [16, 16], strict=True)), columns=names)
    assert list(_how_often(facts_of(), cast(Chart, SimpleNamespace(data=data, title="x")))) == [said]
    title = "‘a’ werkt niet in 3 van de 16 trekkingen."
    found = list(_how_often(facts_of(), cast(Chart, SimpleNamespace(data=data, title=title))))
    assert found == ([] if failing == [3, 3] else [said])


# --- what is read ------------------------------------------------------------------------------------------


def test_months_and_payments_are_those_of_the_whole_tables(tmp_path: Path) -> None:
    small = ("town.households=600", "study.years=1", "study.warm_up_years=1", "study.runs=12", "study.tables=all")
    study = study_of("town=example", *small, "worldviews=[adverse]")
    folder = run_study(study, tmp_path / "study").folder
    found = read_results(folder)
    assert found.months is not None
    assert found.ledger is not None
    whole = pd.read_parquet(folder / "months.parquet")
    ours = whole[whole["neighbourhood"].isin([TOWN, *found.pilots])].reset_index(drop=True)
    same = [*KEYS, "month", "neighbourhood", "households", "circle_weeks", "employed_weeks"]
    pd.testing.assert_frame_equal(found.months[same], ours[same])
    sums = {
        "serious_weeks": [f"{level}_weeks_{domain}" for level in ("serious", "crisis") for domain in Domain],
        "crises": [f"crises_{domain}" for domain in Domain],
        "waiting": ["waiting_coaches", *(f"waiting_{agency.name}" for agency in study.town.agencies)],
    }
    for name, columns in sums.items():
        pd.testing.assert_series_equal(found.months[name], ours[columns].sum(axis=1), check_names=False)
    assert set(found.months) == {*same, *sums}
    paid = pd.read_parquet(folder / "ledger.parquet").groupby(PAID, observed=True)["amount_eur"].sum()
    pd.testing.assert_series_equal(found.ledger.set_index(PAID)["amount_eur"].sort_index(), paid.sort_index())


# --- slides ------------------------------------------------------------------------------------------------


def drawn(native: Native, colours: tuple[str, ...] = ("#0072B2", "#D55E00")) -> Any:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    add_native(slide, native, (0, 0, Inches(9), Inches(5)), colours)
    made = BytesIO()
    deck.save(made)
    return next(iter(Presentation(made).slides[0].shapes)).chart


def colours_in(chart: Any, line: bool) -> list[str]:
    return [
        str((each.format.line.color if line else each.format.fill.fore_color).rgb) for each in chart.plots[0].series
    ]


def test_series_with_the_same_colour_are_told_apart() -> None:
    chart = drawn(Native(kind="bar", categories=["x"], series={name: [1.0] for name in "abc"}, unit="%"))
    assert colours_in(chart, line=False) == ["0072B2", "D55E00", pale("#0072B2").lstrip("#").upper()]


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
@pytest.mark.parametrize("value", [0.0, 2.0, None])
def test_bars_of_nothing_but_zeros_say_so(kind: str, value: float | None) -> None:
    first = None if value is None else 0.0
    native = Native(kind=cast(Any, kind), categories=["x", "y"], series={"a": [first, value], "b": [None]}, unit="%")
    assert drawn(native).plots[0].has_data_labels == (kind != "line" and value == 0.0)


def test_a_series_keeps_the_colour_that_it_has_elsewhere() -> None:
    series = {"usual": [2.0, 1.0], "ours": [1.0, 1.0]}
    native = Native(kind="line", categories=["0", "1"], series=series, unit="weken", across="jaar")
    chart = drawn(replace(native, colours={"usual": "#4d4d4d", "ours": "#0072B2"}))
    assert colours_in(chart, line=True) == ["4D4D4D", "0072B2"]
    assert chart.category_axis.axis_title.text_frame.text == "jaar"
    assert chart.value_axis.minimum_scale == 0.0


def test_numbers_of_bars_that_lie_stand_under_them() -> None:
    names = ["a scenario with a long name", "another"]
    chart = drawn(Native(kind="bar", categories=names, series={"a": [10.0, 20.0]}, unit="%", most=100.0))
    assert chart.category_axis.reverse_order
    assert str(chart.value_axis.tick_label_position).startswith("HIGH")
    assert chart.value_axis.maximum_scale == 100.0


def test_one_of_so_many_categories_is_written() -> None:
    quarters = [f"{number / 4:g}" for number in range(40)]
    chart = drawn(Native(kind="line", categories=quarters, series={"a": [1.0] * 40}, unit="x", every=4))
    (skip,) = chart.category_axis._element.xpath("c:tickLblSkip")
    assert skip.get("val") == "4"


def test_a_long_title_stays_above_what_is_under_it() -> None:
    deck = Presentation()
    for letters in (20, 90, 180, 330):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _title(slide, "woord " * (letters // 6))
        size = slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt
        assert height_of(["woord " * (letters // 6)], int(size), WIDTH - 1.0) <= TOP - 0.3


def test_lines_of_a_cell_count_for_the_height_of_a_table() -> None:
    one, more = (
        Grid(caption="x", columns=("a",), rows=((text,),), data=pd.DataFrame())
        for text in ("13 weken", "\n".join(["13 weken"] * 7))
    )
    assert _height(more, [4.0], 14) == pytest.approx(_height(one, [4.0], 14) + height_of(["13 weken"] * 6, 14, 4.0))


def test_where_not_all_fits_a_slide_says_the_few_words_that_do() -> None:
    long, short = ("woord " * 900,), ("Eén zin.",)
    assert _fitting((long, short), 4.0) == (short, 20)
    assert _fitting((short, long), 4.0)[0] == short
    assert _fitting((long,), HEIGHT)[0] == ()
    deck = Presentation()
    section = Section(name="household", heading="Hoe?", message="Zo.", sentences=long, spoken=short)
    _text(deck, section, Titles(NL))
    (slide,) = deck.slides
    assert [each.text for each in slide.placeholders[1].text_frame.paragraphs] == ["Zo.", *short]
    assert long[0] in slide.notes_slide.notes_text_frame.text
