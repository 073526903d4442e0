"""All charts of the pack, of what is looked at."""

import streamlit as st

from simulation.web.pieces import show_chart
from simulation.web.progress import with_results
from simulation.web.results import charts_in, picture_of
from simulation.web.state import words


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_charts"))
    st.write(ours("page_charts_of"))
    folder = with_results()
    if folder is not None:
        for name, chart in charts_in(folder, ours.lang).items():
            show_chart(chart, picture_of(folder, name, ours.lang, chart), ours)
