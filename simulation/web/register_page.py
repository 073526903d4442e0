"""The evidence register: every number with its grade and its source."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from simulation.analysis.register import DRAWN, register_of
from simulation.present.evidence import group_in, label_of, number, range_of, source_of
from simulation.present.unknowns import agencies_of, unit_in
from simulation.present.words import Words
from simulation.settings import Label
from simulation.settings.compose import compose_study
from simulation.web.pieces import show_download, show_table
from simulation.web.state import view, words

ANY = ""
GRADES = (ANY, "A", "B", "C", "D")
SMALL = "town.households=1000"
"""the register does not depend on the size of the town; who reads a number is seen in a small one sooner"""


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_register"))
    st.write(ours("page_register_of"))
    register, agencies = _register(view().town)
    roles = list(register["role"].unique())
    role = st.selectbox(ours("page_register_role"), roles, format_func=lambda each: ours(f"role_{each}"))
    rows = register[register["role"] == role]
    groups = [*([] if role == DRAWN else [ANY]), *rows["group"].unique()]
    group = st.selectbox(
        ours("page_register_group"), groups, format_func=lambda each: group_in(each, ours) or ours("page_any")
    )
    grade = st.radio(
        ours("page_register_grade"), GRADES, format_func=lambda each: each or ours("page_any"), horizontal=True
    )
    shown = rows[((rows["group"] == group) | (group == ANY)) & ((rows["grade"] == grade) | (grade == ANY))]
    st.caption(ours("page_register_count", shown=len(shown), all=len(register)))
    show_table(_table(shown, agencies, ours), ours(f"role_{role}"), ours)
    show_download(register, ours("page_register_file"), "register")


@st.cache_resource(max_entries=4, show_spinner=False)
def _register(town: str) -> tuple[pd.DataFrame, dict[str, Label]]:
    """Return every number of a town, and the labels of its agencies."""
    composed = compose_study([f"town={town}", SMALL, "scenarios=[]", "worldviews=[no_effect]"])
    return register_of(composed), agencies_of(composed.study)


def _table(rows: pd.DataFrame, agencies: Mapping[str, Label], ours: Words) -> pd.DataFrame:
    """Return what people read of some rows."""
    texts = [
        (
            label_of(row, agencies, ours),
            row["name"] + (f" ({ours('register_fitted')})" if row["fitted"] else ""),
            number(row["value"], ours),
            range_of(row, ours),
            unit_in(row["unit"], ours),
            row["grade"],
            source_of(row, ours),
        )
        for _, row in rows.iterrows()
    ]
    names = ("label", "name", "value", "range", "unit", "grade", "source")
    return pd.DataFrame(texts, columns=[ours(f"register_{name}") for name in names])
