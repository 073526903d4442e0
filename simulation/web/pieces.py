"""Pieces of the page: a chart with its alt text and its numbers, and a table that every reader can read."""

import base64
import io
import threading
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from simulation.present.chart import Chart
from simulation.present.numbers import written
from simulation.present.theme import themed
from simulation.present.words import Words

DOTS_PER_INCH = 110
MOST_ROWS = 200
"""of a table on the page; the file has all"""
CELL = "padding:.25rem .6rem;border-bottom:1px solid #d9d9d9;vertical-align:top;"
DRAWING = threading.Lock()
"""matplotlib's settings are those of the whole process"""


def picture(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    with DRAWING, themed():
        file = io.BytesIO()
        chart.draw().savefig(file, format="png", dpi=DOTS_PER_INCH)
    return file.getvalue()


def show_chart(chart: Chart, png: bytes, words: Words, key: str) -> None:
    """Show a chart, with what it says for who cannot see it, and its numbers."""
    source = base64.b64encode(png).decode()
    style = "max-width:100%;height:auto"
    st.html(f'<img src="data:image/png;base64,{source}" alt="{escape(chart.alt)}" style="{style}">')
    with st.expander(words("page_numbers")):
        show_table(chart.data, chart.title, words)
        st.download_button(
            words("page_numbers_csv"), chart.data.to_csv(index=False), f"{chart.name}.csv", "text/csv", key=f"csv_{key}"
        )


def show_table(table: pd.DataFrame, caption: str, words: Words) -> None:
    """Show a table with a caption and named columns; a long one as far as it can be read."""
    shown = table.head(MOST_ROWS)
    rows = [[_cell(value, words) for value in row] for row in shown.itertuples(index=False)]
    st.html(html_table([str(name) for name in table.columns], rows, caption))
    if len(table) > MOST_ROWS:
        st.caption(words("page_rows_left", shown=MOST_ROWS, rows=len(table)))


def html_table(columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str, bold: Sequence[str] = ()) -> str:
    """Write a table; all text is text, whatever signs are in it.

    Args:
        columns: Their names; the first column names the rows.
        rows: Cells, shape (rows, columns).
        caption: What the table shows.
        bold: Cells that are set in bold.
    """
    head = "".join(f'<th scope="col" style="{CELL}text-align:left">{escape(name) or "&nbsp;"}</th>' for name in columns)
    body = ""
    for first, *others in rows:
        cells = "".join(f'<td style="{CELL}">{_set(cell, cell in bold)}</td>' for cell in others)
        body += f'<tr><th scope="row" style="{CELL}text-align:left;font-weight:400">{escape(first)}</th>{cells}</tr>'
    title = f'<caption style="text-align:left;padding:.3rem 0;color:inherit">{escape(caption)}</caption>'
    table = (
        f'<table style="border-collapse:collapse">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
    label = escape(caption)
    return f'<div role="region" aria-label="{label}" tabindex="0" style="overflow-x:auto">{table}</div>'


def _set(cell: str, bold: bool) -> str:
    return f"<strong>{escape(cell)}</strong>" if bold else escape(cell)


def _cell(value: object, words: Words) -> str:
    if isinstance(value, float):
        if value != value:
            return ""
        return written(value, 0 if abs(value) >= 100 or value == int(value) else 2, words.lang)
    return str(value)
