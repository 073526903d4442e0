"""The tables of a sweep: what was swept at each point, and how the scenario differs from usual care there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

import numpy as np
import pandas as pd
from rich.table import Table
from rich.text import Text

from simulation.present.sweep import BOUNDS, COMPARISONS, FIRST, POINTS, Sweep, called, folded, value_text
from simulation.present.table import difference_text
from simulation.present.words import Words

MOST = 20
"""points of which all are printed"""
ENDS = 5
"""points at each end that are printed if there are more"""
WIDTH = 100
HEAD_WIDTH = 14
"""letters in a line of a column's name"""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    head: str
    cells: Sequence[Text]

    @property
    def width(self) -> int:
        """Letters, with the space before it."""
        return 1 + max([len(line) for line in self.head.split("\n")] + [cell.cell_len for cell in self.cells])


def heading(sweep: Sweep, words: Words) -> Iterator[str]:
    """Says what the tables show: where, and at which points."""
    results, scope = sweep.results, sweep.scope
    places = ", ".join(results.pilots) if scope == "pilot" else words.of(results.town)
    yield words(f"table_{scope}", places=places, reference=results.usual(words), years=results.years) + "."
    if results.pilots:
        yield words(f"sweep_{scope}")
    if len(sweep.points) > MOST:
        outcome = results.outcomes[sweep.outcomes[0]].inside(words)
        files = {"points_file": POINTS, "comparison_file": COMPARISONS}
        yield words("sweep_ends", ends=ENDS, number=len(sweep.points), outcome=outcome, **files)


def tables_of(sweep: Sweep, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for each scenario and worldview."""
    results = sweep.results
    for scenario in results.scenarios:
        for worldview in results.worldviews:
            title = words("sweep_case", scenario=words.of(results.labels[scenario]), **_worldview(worldview, words))
            yield title, _table(sweep, scenario, worldview, words)


def _worldview(name: str, words: Words) -> dict[str, str]:
    return {"worldview": words.named("worldview", name)}


def _table(sweep: Sweep, scenario: str, worldview: str, words: Words) -> Table:
    names = sweep.outcomes[: len(FIRST)]
    found = {name: sweep.differences(name, worldview, scenario) for name in names}
    parts = parts_of(found[names[0]]["difference"])
    points = [point for part in parts for point in part]
    first, *others = [_outcome(sweep, name, found[name].loc[points], words) for name in names]
    swept = [_setting(sweep.points[name].loc[points], name, words) for name in sweep.settings]
    columns = _fitting([Column(words("point"), [Text(str(point)) for point in points])], [*swept], first.width)
    columns = _fitting([*columns, first], others, 0)
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    for column in columns:
        table.add_column(column.head, justify="right", no_wrap=True, vertical="bottom")
    left_out = [called(name) for name, column in zip(sweep.settings, swept, strict=True) if column not in columns]
    if left_out:
        table.caption = words("sweep_left_out", names=words.listed(left_out), points_file=POINTS)
    ends = set(np.cumsum([len(part) for part in parts])[:-1] - 1)
    for row in range(len(points)):
        table.add_row(*(column.cells[row] for column in columns))
        if row in ends:
            table.add_row("...")
    return table


def parts_of(differences: pd.Series) -> list[list[int]]:
    """Gives the points to print: all in order, or those with the lowest and with the highest differences."""
    if len(differences) <= MOST:
        return [list(differences.index)]
    order = list(differences.sort_values(kind="stable").dropna().index)
    return [order[:ENDS], order[ENDS:][-ENDS:]]


def _fitting(columns: list[Column], more: Sequence[Column], reserved: int) -> list[Column]:
    """Adds the columns that still fit, and leave so many letters for what comes after."""
    room = WIDTH - reserved - sum(column.width for column in columns)
    ends = np.cumsum([column.width for column in more])
    return columns + [column for column, end in zip(more, ends, strict=True) if end <= room]


def _setting(values: pd.Series, setting: str, words: Words) -> Column:
    return Column(folded(called(setting), HEAD_WIDTH), [Text(value_text(value, words)) for value in values])


def _outcome(sweep: Sweep, name: str, found: pd.DataFrame, words: Words) -> Column:
    shown = sweep.results.outcomes[name]
    halves = (found["high"] - found["low"]).dropna() / 2
    scale = shown.scale(found.to_numpy().ravel(), float(halves.median()) if len(halves) else np.nan)
    cells = [difference_text(tuple(row), scale, words) for row in found[BOUNDS].to_numpy()]
    return Column("\n".join(wrap(shown.measured(scale, words), max(20, *(cell.cell_len for cell in cells)))), cells)
