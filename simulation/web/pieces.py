"""Pieces of the page: a chart with its alt text and its numbers, and a table that every reader can read."""

import io
import threading
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from simulation.present.chart import Chart
from simulation.present.folder import Results
from simulation.present.numbers import written
from simulation.present.words import Words
from simulation.study.folder import csv_of

DOTS_PER_INCH = 110
MOST_ROWS = 200
"""of a table on the page; the file has all"""
CELL = "padding:.25rem .6rem;border-bottom:1px solid #d9d9d9;vertical-align:top;text-align:left;white-space:pre-line;"
LONG, WIDE = 40, "min-width:14rem;"
"""signs of a text that is not squeezed into a narrow column, and how wide it stays at least"""
SIDEWAYS = "overflow-x:auto;background:" + ",".join(
    (
        "linear-gradient(90deg,#fff 40%,#fff0) 0 0/2.5rem 100% no-repeat local",
        "linear-gradient(270deg,#fff 40%,#fff0) 100% 0/2.5rem 100% no-repeat local",
        "linear-gradient(90deg,#0004,#0000) 0 0/.7rem 100% no-repeat scroll",
        "linear-gradient(270deg,#0004,#0000) 100% 0/.7rem 100% no-repeat scroll",
    )
)
"""a table wider than the page is moved sideways; a shadow shows on which side there is more"""
MARKS = r"\`*_{}[]()<>#+-.!|~:$&"
NARROW = "<style>@media (min-width: 48rem) { .only-narrow { position: absolute; clip-path: inset(50%); } }</style>"
"""a chart has title and note in its picture, too small on a narrow screen: there and to screen readers they are text"""
DRAWING = threading.Lock()
"""matplotlib's settings are those of the whole process"""


def plain(text: str) -> str:
    r"""Return text so that it is shown as it is where marks in it would be read as Markdown."""
    return "".join(f"\\{each}" if each in MARKS else each for each in text)


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the label of each name; where two have the same, the name stands behind it, or one could not be chosen."""
    seen = Counter(labels.values())
    return {name: label if seen[label] == 1 else f"{label} ({name})" for name, label in labels.items()}


def chosen_run(scenarios: Sequence[str], results: Results, words: Words) -> tuple[str, str]:
    """Let one of some scenarios and one worldview be chosen."""
    labels = told_apart({name: words.of(results.labels[name]) for name in scenarios})
    scenario = st.selectbox(words("page_film_scenario"), scenarios, format_func=lambda each: labels[each])
    worldview = st.selectbox(
        words("page_film_worldview"), results.worldviews, format_func=lambda each: words.named("worldview", each)
    )
    return scenario, worldview


def picture(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    with DRAWING:
        file = io.BytesIO()
        chart.draw().savefig(file, format="png", dpi=DOTS_PER_INCH)
    return file.getvalue()


def show_chart(chart: Chart, png: bytes, words: Words) -> None:
    """Show a chart, with what it says for who cannot see it, and its numbers."""
    st.html(f'{NARROW}<div class="only-narrow"><h3>{escape(chart.title)}</h3><p>{escape(chart.note)}</p></div>')
    st.image(png, alt=chart.alt, width="stretch")
    with st.expander(words("page_numbers")):
        show_table(chart.data, chart.title, words)
        show_download(chart.data, words("page_numbers_csv"), chart.name)


def show_download(table: pd.DataFrame, label: str, name: str) -> None:
    """Offer a table as a file."""
    st.download_button(label, csv_of(table), f"{name}.csv", "text/csv", key=f"csv_{name}")


def show_table(table: pd.DataFrame, caption: str, words: Words) -> None:
    """Show a table with a caption and named columns; a long one as far as it can be read."""
    shown = table.head(MOST_ROWS)
    rows = [[_cell(value, words) for value in row] for row in shown.itertuples(index=False)]
    st.html(html_table([str(name) for name in table.columns], rows, caption))
    if len(table) > MOST_ROWS:
        st.caption(words("page_rows_left", shown=MOST_ROWS, rows=len(table)))


def html_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str, bold: Collection[tuple[int, int]] = ()
) -> str:
    """Write a table; all text is text, whatever signs are in it.

    Args:
        columns: Their names; the first column names the rows.
        rows: Cells, shape (rows, columns).
        caption: What the table shows.
        bold: Row and column of the cells that are set in bold.
    """
    names = [f'<th scope="col" style="{CELL}">{escape(name)}</th>' if name else "<td></td>" for name in columns]
    lines = []
    for number, (first, *others) in enumerate(rows):
        cells = [
            f'<td style="{CELL}{_wide(cell)}font-weight:{700 if (number, place) in bold else 400}">{escape(cell)}</td>'
            for place, cell in enumerate(others, 1)
        ]
        lines.append(f'<tr><th scope="row" style="{CELL}font-weight:400">{escape(first)}</th>{"".join(cells)}</tr>')
    body = f"<thead><tr>{''.join(names)}</tr></thead><tbody>{''.join(lines)}</tbody>"
    table = f'<table style="border-collapse:collapse">{body}</table>'
    # The caption stays in sight where the table is moved sideways, and is no narrower than the page.
    title = f'<p style="margin:.3rem 0">{escape(caption)}</p>'
    return f'{title}<div role="region" aria-label="{escape(caption)}" tabindex="0" style="{SIDEWAYS}">{table}</div>'


def _wide(cell: str) -> str:
    return WIDE if len(cell) > LONG else ""


def _cell(value: object, words: Words) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return written(value, 0 if abs(value) >= 100 or value.is_integer() else 2, words.lang)
    return str(value)
