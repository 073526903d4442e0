"""The first page: what the own choice does, with its band, growing finer while one looks."""

import pandas as pd
import streamlit as st
from rich.text import Text

from simulation.present.findings import SEEN, direction
from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.outcomes import MUNICIPAL, SERIOUS
from simulation.present.table import difference_scale, difference_text
from simulation.present.words import Words
from simulation.web.pieces import html_table, plain, show_chart
from simulation.web.progress import with_results
from simulation.web.results import first_chart, picture_of, results_in
from simulation.web.state import words

OUTCOMES = (SERIOUS, "crises", "mean_wait_weeks", "total_cost_eur", MUNICIPAL)
Numbers = tuple[float, float, float]


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_title"))
    st.write(ours("page_simulation"))
    folder = with_results()
    if folder is None:
        return
    chart = first_chart(folder, ours.lang)
    if chart is not None:
        st.header(plain(chart.title))
    _answer(results_in(folder), ours)
    if chart is not None:
        show_chart(chart, picture_of(folder, chart.name, ours.lang, chart), ours)


def _answer(results: Results, ours: Words) -> None:
    """Show the differences from usual care of the own choice; those of other scenarios open when they are asked for."""
    if not results.scenarios:
        st.write(ours("nothing_to_compare", reference=results.usual(ours)))
        return
    first, *others = results.scenarios
    st.subheader(plain(ours.of(results.labels[first])))
    _tables(first, results, ours)
    st.caption(ours("page_bold"))
    for scenario in others:
        with st.expander(plain(ours.of(results.labels[scenario]))):
            _tables(scenario, results, ours)


def _tables(scenario: str, results: Results, ours: Words) -> None:
    """Show a table for the pilot neighbourhoods, and one for the town."""
    rows = results.comparison
    for scope in (PILOT, TOWN):
        chosen = rows[(rows["scope"] == scope) & (rows["scenario"] == scenario) & rows["outcome"].isin(OUTCOMES)]
        if not chosen.empty:
            places = ", ".join(results.pilots) if scope == PILOT else ours.of(results.town)
            caption = ours(f"page_band_{scope}", places=places, reference=results.usual(ours), years=results.years)
            st.html(_table(results, chosen, caption, ours))


def _unbroken(difference: Text) -> str:
    """Keep the two ends of an interval on one line."""
    return difference.plain.replace("; ", ";\N{NO-BREAK SPACE}")


def _table(results: Results, rows: pd.DataFrame, caption: str, ours: Words) -> str:
    known: dict[tuple[str, str], Numbers] = {
        (row["outcome"], row["worldview"]): (row["difference"], row["low"], row["high"])
        for row in rows.to_dict("records")
    }
    lines: list[list[str]] = []
    bold: set[tuple[int, int]] = set()
    for name in OUTCOMES:
        numbers = [known[name, each] for each in results.worldviews if (name, each) in known]
        if not numbers:
            continue
        shown = results.outcomes[name]
        scale = difference_scale(shown, numbers)
        bold |= {(len(lines), place) for place, each in enumerate(numbers, 1) if direction(each[1], each[2]) in SEEN}
        lines.append(
            [shown.measured(scale, ours), *(_unbroken(difference_text(each, scale, ours)) for each in numbers)]
        )
    return html_table(["", *(ours.named("worldview", each) for each in results.worldviews)], lines, caption, bold)
