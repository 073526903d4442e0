"""A film of the neighbourhoods: problems, coaches and waiting lists by month; it can be paused, and moved by hand."""

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from simulation.present.folder import KEYS, TOWN, Results
from simulation.present.series import MONTHS_PER_YEAR
from simulation.present.words import Words, capitalised
from simulation.settings import Domain, Label
from simulation.study.keys import NO_WORLDVIEW
from simulation.web.pieces import chosen_run, show_table
from simulation.web.progress import with_results
from simulation.web.results import results_in
from simulation.web.state import words

HERE = Path(__file__).parent
MONTHS = "months.parquet"
WAITING, COACH_LIST = "waiting_", "waiting_coaches"
SERIOUS = [f"{level}_weeks_{domain}" for level in ("serious", "crisis") for domain in Domain]
"""Columns of weeks with severity 2 or more."""
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
    if not (folder / MONTHS).exists():
        st.write(ours("page_film_none"))
        return
    scenario, worldview = chosen_run((*results.scenarios, results.reference), results, ours)
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
    town = results.manifest["configuration"]["town"]
    lists = {WAITING + each["name"]: capitalised(ours.of(Label(**each["label"]))) for each in town["agencies"]}
    lists[COACH_LIST] = ours("page_film_coach_list")
    rows = _rows(results.folder, worldview, (scenario, results.reference), list(lists))
    shown = rows[rows["scenario"] == scenario]
    usual = rows[(rows["scenario"] == results.reference) & rows["draw"].isin(shown["draw"].unique())]
    serious, coaches = _means(shown, "serious"), _means(shown, "coaches")
    queues = [
        {"name": label, "waiting": _means(shown, name)[TOWN], "usual": _means(usual, name)[TOWN]}
        for name, label in lists.items()
    ]
    return {
        "places": [
            {
                "name": each["name"],
                "pilot": each["pilot"],
                "serious": serious[each["name"]],
                "coaches": coaches[each["name"]],
            }
            for each in town["neighbourhoods"]
        ],
        "queues": [each for each in queues if any(each["waiting"]) or any(each["usual"])],
        "lang": ours.lang.value,
        "words": _words(results, worldview, len(shown.groupby(["draw", "run"])), ours),
    }


def _rows(folder: Path, worldview: str, scenarios: tuple[str, ...], lists: list[str]) -> pd.DataFrame:
    """Read the months of two scenarios, as far as they are shown."""
    counted = [*SERIOUS, "households", "salary_weeks"]
    rows = pd.read_parquet(
        folder / MONTHS,
        columns=[*KEYS, "month", "neighbourhood", *counted, *lists],
        filters=[("scenario", "in", scenarios), ("worldview", "in", (worldview, NO_WORLDVIEW))],
    )
    weeks = rows["households"].where(rows["households"] > 0)  # households are counted by week
    rows["serious"] = PER_THOUSAND * rows[SERIOUS].sum(axis=1) / weeks
    rows["coaches"] = rows["salary_weeks"] / _weeks(rows["month"])
    return rows


def _means(rows: pd.DataFrame, name: str) -> dict[str, list[float]]:
    """Return the mean over runs of a column, by neighbourhood: a number for each month."""
    table = rows.groupby(["neighbourhood", "month"])[name].mean().fillna(0.0).round(3).unstack("month")
    return {str(place): [float(each) for each in numbers] for place, numbers in table.iterrows()}


def _weeks(month: pd.Series) -> pd.Series:
    """Return how many weeks a month has: month m starts at week 52 m / 12, rounded up."""
    return (52 * (month + 1) + 11) // 12 - (52 * month + 11) // 12


def _words(results: Results, worldview: str, runs: int, ours: Words) -> dict[str, str]:
    texts = {name: ours(f"page_film_{name}") for name in ("play", "pause", "month", "places", "coaches")}
    return texts | {
        "queues": ours("page_film_queues", reference=results.usual(ours)),
        "mean": ours(
            "page_film_one" if runs == 1 else "page_film_mean", runs=runs, worldview=ours.named("worldview", worldview)
        ),
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
