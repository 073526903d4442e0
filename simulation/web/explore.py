"""The first page: what the own choice does, with its band, growing finer while one looks."""

import math

import streamlit as st

from simulation.present.findings import SEEN, direction
from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.outcomes import MUNICIPAL, SERIOUS
from simulation.present.table import difference_text
from simulation.present.words import Words
from simulation.web.controls import plain
from simulation.web.live import Live
from simulation.web.pieces import html_table, show_chart
from simulation.web.results import chart_named, results_in
from simulation.web.state import look, words

OUTCOMES = (SERIOUS, "crises", "mean_wait_weeks", "total_cost_eur", MUNICIPAL)
LOOK_SECONDS = 0.5
NUMBERS = ["difference", "low", "high"]


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_title"))
    for problem in st.session_state.problems:
        st.warning(plain(ours("page_link_problem", problem=problem)))
    st.write(ours("page_simulation"))
    live = look()
    st.fragment(_live, run_every=LOOK_SECONDS if live.is_busy else None)()


def _live() -> None:
    """Draw what there is of the view; again and again while it is being run."""
    ours, live = words(), look()
    show_progress(live, ours)
    if live.folder is not None:
        _answer(results_in(live.folder), ours)
        chart, png = chart_named(live.folder, "problems_difference", ours.lang)
        show_chart(chart, png, ours, "explore")
    if not live.is_busy and not st.session_state.get("settled") == live.view:
        st.session_state.settled = live.view
        st.rerun()


def show_progress(live: Live, ours: Words) -> None:
    """Say how far the runs are, or why there are none."""
    if live.error:
        st.error(ours("page_error", error=plain(live.error)))
    elif not live.is_busy:
        st.caption(ours("page_done", runs=live.runs))
    else:
        total = live.total or 1
        text = ours("page_finer", runs=live.runs) if live.runs else ours("page_waiting")
        if live.is_starting:
            text = ours("page_starting")
        elif live.total:
            text += " " + ours("page_running", done=live.done, total=live.total)
        st.progress(min(1.0, live.done / total), text)


def _answer(results: Results, ours: Words) -> None:
    """Show the differences from usual care: a table for the pilot, one for the town."""
    usual = results.usual(ours)
    for scope in (PILOT, TOWN):
        table = results.comparison[results.comparison["scope"] == scope].set_index(["outcome", "scenario", "worldview"])
        names = [name for name in OUTCOMES if name in table.index.get_level_values("outcome")]
        if not names:
            continue
        rows, bold = [], []
        for scenario in results.scenarios:
            for name in names:
                numbers = [tuple(table.loc[(name, scenario, each), NUMBERS]) for each in results.worldviews]
                half = max((high - low for _, low, high in numbers if math.isfinite(high - low)), default=math.nan) / 2
                shown = results.outcomes[name]
                scale = shown.scale([number for each in numbers for number in each], half)
                cells = [difference_text(each, scale, ours).plain for each in numbers]
                bold += [cell for cell, each in zip(cells, numbers, strict=True) if direction(*each[1:]) in SEEN]
                rows.append([f"{ours.of(results.labels[scenario])}: {shown.measured(scale, ours)}", *cells])
        places = ", ".join(results.pilots) if scope == PILOT else ours.of(results.town)
        st.subheader(plain(ours(f"page_band_{scope}", places=places)))
        caption = ours("page_band_caption", reference=usual, years=results.years)
        columns = ["", *(ours.named("worldview", each) for each in results.worldviews)]
        st.html(html_table(columns, rows, caption, bold))
    st.caption(ours("page_bold"))
