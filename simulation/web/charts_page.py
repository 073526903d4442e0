"""All charts of the pack, of the view as far as it is run."""

import streamlit as st

from simulation.web.explore import show_progress
from simulation.web.pieces import show_chart
from simulation.web.results import chart_named, charts_in
from simulation.web.state import look, words


def draw() -> None:
    """Draw the page."""
    ours, live = words(), look()
    st.title(ours("page_charts"))
    show_progress(live, ours)
    if live.folder is None:
        return
    for name in charts_in(live.folder, ours.lang):
        chart, png = chart_named(live.folder, name, ours.lang)
        show_chart(chart, png, ours, name)
