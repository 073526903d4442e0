"""Results and charts, read and drawn once for each folder and language."""

from pathlib import Path

import pandas as pd
import streamlit as st

from simulation.present.chart import Chart, Native
from simulation.present.charts import draw_coaching, draw_costs, draw_problem_differences, draw_problems, draw_waiting
from simulation.present.folder import Results, read_results
from simulation.present.forest import draw_differences
from simulation.present.words import Words
from simulation.settings.words import Language
from simulation.web.pieces import picture

KEPT = 12
DRAWN = {
    "differences": draw_differences,
    "waiting": draw_waiting,
    "problems": draw_problems,
    "problems_difference": draw_problem_differences,
    "costs": draw_costs,
    "coaching": draw_coaching,
}


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def results_in(folder: Path) -> Results:
    """Read a complete results folder."""
    return read_results(folder)


@st.cache_resource(max_entries=2 * KEPT, show_spinner=False)
def charts_in(folder: Path, lang: Language) -> dict[str, Chart]:
    """Return all charts of a folder, by name, still to be drawn."""
    results, words = results_in(folder), Words(lang)
    data = pd.DataFrame(results.comparison)
    return {
        name: Chart(
            name=name,
            title=name,
            note="",
            alt=name,
            source="",
            data=data,
            draw=lambda function=function: function(results, words),  # type: ignore[misc]
            native=Native(kind="bar", categories=(), series={}, unit=""),
        )
        for name, function in DRAWN.items()
    }


@st.cache_resource(max_entries=8 * KEPT, show_spinner=False)
def chart_named(folder: Path, name: str, lang: Language) -> tuple[Chart, bytes]:
    """Return a chart with its picture."""
    chart = charts_in(folder, lang)[name]
    return chart, picture(chart)
