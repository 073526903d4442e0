"""Margins: what one more coach, intaker, assistant, circle or place does, as a table, sentences and a chart."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulation.present.answers import Answer, covered, legend_above
from simulation.present.findings import SEEN, direction
from simulation.present.numbers import Scale
from simulation.present.outcomes import Shown
from simulation.present.table import INDENT, difference_text
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, name_panel, page, save, themed, write_numbers
from simulation.present.words import Words

TABLE = "margins"
BOUNDS = ["difference", "low", "high"]
BETWEEN = 0.24
"""between worldviews of one kind, in rows"""
TITLE_WIDTH = 30
HEAD_INCHES, ROW_INCHES = 2.4, 0.75


def heading(answer: Answer, words: Words) -> Iterator[str]:
    """Says what the tables show."""
    yield words("margins_where", place=answer.place(words), years=answer.years)


def tables_of(answer: Answer, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for each scenario: kinds by worldview, outcome after outcome."""
    for scenario, ours in answer.tables[TABLE].groupby("scenario", sort=False):
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column("", min_width=30)
        for worldview in answer.worldviews:
            table.add_column(words.named("worldview", worldview), justify="right", no_wrap=True)
        for outcome, rows in ours.groupby("outcome", sort=False):
            shown = answer.outcomes[str(outcome)]
            scale = _scale(shown, rows)
            table.add_row(Text(_label(shown, rows, scale, words), style="bold"))
            for kind, by_kind in rows.groupby("kind", sort=False):
                cells = [difference_text(tuple(row), scale, words) for row in by_kind[BOUNDS].to_numpy()]
                table.add_row(Padding(words.named("one_more", str(kind)), INDENT), *cells)
        yield answer.label(str(scenario), words), table


def _scale(shown: Shown, rows: pd.DataFrame) -> Scale:
    halves = (rows["high"] - rows["low"]).dropna() / 2
    return shown.scale(rows[BOUNDS].to_numpy().ravel(), float(halves.median()) if len(halves) else float("nan"))


def _label(shown: Shown, rows: pd.DataFrame, scale: Scale, words: Words) -> str:
    unit = shown.measure(scale, True, words)
    a_year = words("a_year") if rows["a_year"].iloc[0] else ""
    measure = " ".join(part for part in (unit, a_year) if part)
    return f"{words.of(shown.label)} ({measure})"


def sentences(answer: Answer, words: Words) -> Iterator[str]:
    """Says what holds in all worldviews, how much was added, and what intervals cover."""
    table = answer.tables[TABLE]
    for scenario, ours in table.groupby("scenario", sort=False):
        for kind, rows in ours.groupby("kind", sort=False):
            found = list(_changes(answer, rows, words))
            more = {"scenario": answer.label(str(scenario), words), "more": words.named("one_more", str(kind))}
            yield words("margins_holds", parts=words.listed(found), **more) if found else words("margins_open", **more)
    added = table.drop_duplicates("kind")
    named = [f"{row['added']:g} {words.named('kind', row['kind'])}" for _, row in added.iterrows()]
    yield words("margins_added", parts=words.listed(named).replace(".", words("decimal")))
    yield words("margins_read")
    yield from covered(table, words)


def _changes(answer: Answer, rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Says what one more does in the same direction in all worldviews."""
    for outcome, each in rows.groupby("outcome", sort=False):
        found = {direction(low, high) for low, high in zip(each["low"], each["high"], strict=True)}
        if len(found) == 1 and found <= set(SEEN):
            shown = answer.outcomes[str(outcome)]
            yield shown.change(bool(each["difference"].iloc[0] > 0), words)


def draw(answer: Answer, words: Words) -> list[Path]:
    """Draws what one more of each kind does, a chart for each scenario."""
    files = []
    with themed():
        for scenario, rows in answer.tables[TABLE].groupby("scenario", sort=False):
            figure = chart_of(answer, str(scenario), rows, words)
            files += save(figure, answer.folder / "figures", f"margins_{scenario}_{words.lang}")
    return files


def chart_of(answer: Answer, scenario: str, rows: pd.DataFrame, words: Words) -> Figure:
    """Draws a panel for each outcome, with kinds below each other and worldviews in colours."""
    outcomes = list(rows["outcome"].unique())
    kinds = list(rows["kind"].unique())
    covers = words(f"covers_{rows['covers'].iloc[0]}_short")
    title = words("margins_title", scenario=answer.label(scenario, words))
    note = words("margins_note", place=answer.place(words), covers=covers)
    height = HEAD_INCHES + ROW_INCHES * len(kinds)
    figure, panels = page(1, len(outcomes), title, note, right=0.98, left=0.15, height=height, sharey=True)
    for outcome, axes in zip(outcomes, panels[0], strict=True):
        _draw_panel(axes, answer, str(outcome), rows[rows["outcome"] == outcome], kinds, words)
    names = [words.named("one_more", kind).replace(" (", "\n(") for kind in kinds]
    panels[0][0].set_yticks(range(len(kinds)), names, fontsize=SMALL)
    panels[0][0].set_ylim(len(kinds) - 0.4, -0.6)
    legend_above(figure, panels[0][0])
    return figure


def _draw_panel(axes: Axes, answer: Answer, outcome: str, rows: pd.DataFrame, kinds: list[str], words: Words) -> None:
    shown = answer.outcomes[outcome]
    scale = _scale(shown, rows)
    name_panel(axes, _label(shown, rows, scale, words), TITLE_WIDTH)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    for number, (colour, worldview) in enumerate(zip(COLOURS, answer.worldviews, strict=False)):
        ours = rows[rows["worldview"] == worldview].set_index("kind").reindex(kinds)
        shift = BETWEEN * (number - (len(answer.worldviews) - 1) / 2)
        heights = [place + shift for place in range(len(kinds))]
        middle, low, high = (ours[name].to_numpy() / scale.divisor for name in BOUNDS)
        axes.hlines(heights, low, high, color=colour, linewidth=2.2)
        axes.plot(middle, heights, "o", color=colour, markersize=5, label=words.named("worldview", worldview))
    write_numbers(axes, words.lang, horizontal=True, most=4)
