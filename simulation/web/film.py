"""A film of the neighbourhoods: problems, coaches and waiting lists by month; it can be paused, and moved by hand."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from simulation.present.folder import KEYS, TOWN, Results
from simulation.present.series import MONTHS_PER_YEAR, runs_of, serious_columns
from simulation.present.words import Words
from simulation.settings import Label
from simulation.web.pieces import show_table
from simulation.web.progress import with_results
from simulation.web.results import results_in
from simulation.web.state import words

HERE = Path(__file__).parent
WAITING, COACH_LIST = "waiting_", "waiting_coaches"
PER_THOUSAND = 1000.0


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_film"))
    st.write(ours("page_film_of"))
    folder = with_results()
    if folder is None:
        return
    results = results_in(folder)
    if results.months is None:
        st.write(ours("page_film_none"))
        return
    names = (*results.scenarios, results.reference)
    scenario = st.selectbox(ours("page_film_scenario"), names, format_func=lambda each: ours.of(results.labels[each]))
    worldview = st.selectbox(
        ours("page_film_worldview"), results.worldviews, format_func=lambda each: ours.named("worldview", each)
    )
    data = film_of(results, scenario, worldview, ours)
    _component()(key="film", data=data)
    with st.expander(ours("page_numbers")):
        show_table(_table(data, ours), ours("page_film_places"), ours)


@cache
def _component() -> Any:
    js, css = ((HERE / f"film.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("voordeur_film", html='<div class="film"></div>', css=css, js=js)


def film_of(results: Results, scenario: str, worldview: str, ours: Words) -> dict[str, Any]:
    """Return what the film shows: means over runs, month by month.

    Args:
        results: With months.
        scenario: One of theirs.
        worldview: One of theirs.
        ours: Words.
    """
    assert results.months is not None
    months = results.months
    serious = _means(months.assign(value=_serious(months)), scenario, worldview, results)
    coaches = _means(
        months.assign(value=months["salary_weeks"] / _weeks(months["month"])), scenario, worldview, results
    )
    places = [each["name"] for each in results.manifest["configuration"]["town"]["neighbourhoods"]]
    lists = [str(name) for name in months if str(name).startswith(WAITING)]
    town = months[months["neighbourhood"] == TOWN]
    queues = []
    for name in lists:
        ours_, usual = (
            _means(town.assign(value=town[name]), each, worldview, results)[TOWN]
            for each in (scenario, results.reference)
        )
        if max(ours_ + usual) > 0:
            queues.append({"name": _list_name(name, results, ours), "waiting": ours_, "usual": usual})
    runs = results.runs[(results.runs["scenario"] == scenario) & (results.runs["worldview"].isin([worldview, ""]))]
    return {
        "places": [
            {"name": name, "pilot": name in results.pilots, "serious": serious[name], "coaches": coaches[name]}
            for name in places
        ],
        "queues": queues,
        "lang": ours.lang.value,
        "words": _words(results, worldview, len(runs), ours),
    }


def _weeks(month: pd.Series) -> pd.Series:
    """Return how many weeks a month has: month m starts at week 52 m / 12, rounded up."""
    return (52 * (month + 1) + 11) // 12 - (52 * month + 11) // 12


def _serious(months: pd.DataFrame) -> pd.Series:
    """Return serious problems per thousand households, mean of the weeks of a month; households are counted by week."""
    return PER_THOUSAND * months[serious_columns()].sum(axis=1) / months["households"].where(months["households"] > 0)


def _means(rows: pd.DataFrame, scenario: str, worldview: str, results: Results) -> dict[str, list[float]]:
    """Return the mean over runs of ``value``, by neighbourhood: a number for each month."""
    table = rows.set_index([*KEYS, "neighbourhood", "month"])["value"].unstack("month")
    found = {}
    for place in table.index.unique("neighbourhood"):
        runs = table[table.index.get_level_values("neighbourhood") == place].droplevel("neighbourhood")
        ours = runs_of(runs, worldview, scenario, results)
        found[str(place)] = [round(float(each), 3) for each in ours.mean().fillna(0.0)]
    return found


def _list_name(name: str, results: Results, ours: Words) -> str:
    if name == COACH_LIST:
        return ours("page_film_coach_list")
    agencies = {each["name"]: each["label"] for each in results.manifest["configuration"]["town"]["agencies"]}
    known = agencies.get(name.removeprefix(WAITING))
    return ours.of(Label(**known)) if known else name.removeprefix(WAITING)


def _words(results: Results, worldview: str, runs: int, ours: Words) -> dict[str, str]:
    texts = {name: ours(f"page_film_{name}") for name in ("play", "pause", "month", "places", "coaches")}
    return texts | {
        "queues": ours("page_film_queues", reference=results.usual(ours)),
        "mean": ours("page_film_mean", runs=runs, worldview=ours.named("worldview", worldview)),
        "when": ours("page_film_when", year="{year}", month="{month}"),
    }


def _table(data: dict[str, Any], ours: Words) -> pd.DataFrame:
    """Return the same as the film at the end of each year."""
    ends = range(MONTHS_PER_YEAR - 1, len(data["places"][0]["serious"]), MONTHS_PER_YEAR)
    rows = [(each["name"], each["serious"]) for each in data["places"]]
    rows += [(each["name"], each["waiting"]) for each in data["queues"]]
    columns = [ours("page_film_end_of", year=end // MONTHS_PER_YEAR + 1) for end in ends]
    table = pd.DataFrame([[round(values[end], 1) for end in ends] for _, values in rows], columns=columns)
    table.insert(0, ours("page_column_place"), [name for name, _ in rows])
    return table
