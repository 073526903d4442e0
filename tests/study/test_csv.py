"""What spreadsheets and charts make of texts that somebody else wrote."""

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native, save_chart
from simulation.present.theme import themed
from simulation.settings.words import Language
from simulation.study.folder import write_csv

HARMLESS = ["Velve", "a=b", "'t Zand", "-", "-3.5", "+1e3", "", "=", "x\ty", "x\n=y"]
HARMFUL = ["=cmd()", "+1+cmd()", "-2+3", "@SUM(A1)", "\t=cmd()", " =cmd()", "=HYPERLINK(1)", "- 10% coaches"]


@pytest.mark.parametrize("dtype", ["object", "string", "category"])
def test_no_text_of_a_table_is_run_by_a_spreadsheet(tmp_path: Path, dtype: str) -> None:
    texts = pd.Series([*HARMLESS, *HARMFUL], dtype=dtype)
    table = pd.DataFrame({"label": texts, "number": -1.5, "whole": -3})
    write_csv(tmp_path / "a.csv", table)
    kept = pd.read_csv(tmp_path / "a.csv", keep_default_na=False, dtype={"label": str})
    assert kept["label"].tolist() == [*HARMLESS, *(f"'{text}" for text in HARMFUL)]
    assert kept["number"].eq(-1.5).all()
    assert kept["whole"].eq(-3).all()


def test_a_row_stays_a_row(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", pd.DataFrame({"a": ["x\r=cmd()", "\r=cmd()"], "b": 1}))
    assert (tmp_path / "a.csv").read_bytes() == b"a,b\nx =cmd(),1\n' =cmd(),1\n"


def test_what_is_missing_stays_missing(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", pd.DataFrame({"a": ["x", None], "b": [True, False], "c": [1, "=x"]}))
    assert (tmp_path / "a.csv").read_text() == "a,b,c\nx,True,1\n,False,'=x\n"


def test_a_label_is_no_formula_on_a_chart() -> None:
    with themed():
        figure = Figure()
        title = figure.text(0, 0, r"costs $5, \frac{1}{0} and $_{<b>x</b>}^")
        figure.canvas.draw()
    assert title.get_window_extent().width > 0


def test_the_numbers_of_a_chart_are_written_as_text_too(tmp_path: Path) -> None:
    data = pd.DataFrame({"=cmd()": ["=HYPERLINK(1)", "@x"], "b": [1.5, -2.0]})
    native = Native(kind="bar", categories=[], series={}, unit="")
    chart = Chart(name="a", title="t", note="n", alt="a", source="s", data=data, draw=Figure, native=native)
    csv = next(path for path in save_chart(chart, tmp_path, Language.NL) if path.suffix == ".csv")
    assert csv.read_text() == "'=cmd(),b\n'=HYPERLINK(1),1.5\n'@x,-2.0\n"
