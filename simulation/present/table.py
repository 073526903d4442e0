"""The table of main outcomes: what usual care has, and how each scenario differs from it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulation.present.findings import NUMBERS, SEEN, direction
from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.numbers import Scale
from simulation.present.outcomes import MAIN, PARTS, Shown
from simulation.present.words import Words

INDENT = (0, 0, 0, 1)
COLUMNS = 3
"""worldviews beside each other; more of them take another table"""
MOST_DECIMALS = 4
UNKNOWN = (math.nan,) * len(NUMBERS)

Rows = dict[tuple[str, str], tuple[float, ...]]
"""an outcome's numbers (see ``findings.NUMBERS``), by scenario and worldview"""


def tables_of(results: Results, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for the pilot neighbourhoods and for the town, in parts that fit the width."""
    if not results.scenarios:
        yield _levels_only(results, words)
        return
    for scope in (PILOT, TOWN):
        ours = results.comparison[results.comparison["scope"] == scope]
        if len(ours):
            for start in range(0, len(results.worldviews), COLUMNS):
                yield _table(results, ours, scope, results.worldviews[start : start + COLUMNS], words)


def _table(
    results: Results, ours: pd.DataFrame, scope: str, worldviews: Sequence[str], words: Words
) -> tuple[str, Table]:
    usual = results.usual(words)
    places = ", ".join(results.pilots) if scope == PILOT else words.of(results.town)
    title = words(f"table_{scope}", places=places, reference=usual, years=results.years)
    table = _empty()
    for name in worldviews:
        table.add_column(words.named("worldview", name), justify="right", no_wrap=True)
    names, parts = (
        [name for name in chosen if (ours["outcome"] == name).any()] for chosen in ((*MAIN, *_own(results)), PARTS)
    )
    rows: dict[str, Rows] = {name: {} for name in (*names, *parts)}
    for outcome, scenario, worldview, *numbers in ours[["outcome", "scenario", "worldview", *NUMBERS]].itertuples(
        index=False
    ):
        if outcome in rows:
            rows[outcome][scenario, worldview] = tuple(numbers)
    _head(table, words("levels", reference=words.of(results.labels[results.reference])))
    for name in names:
        _add_levels(table, results.outcomes[name], rows[name], worldviews, words)
    for scenario in results.scenarios:
        _head(table, words.of(results.labels[scenario]))
        for name in (*names, *parts):
            _add_differences(table, scenario, results.outcomes[name], rows[name], worldviews, words)
    return title, table


def _own(results: Results) -> list[str]:
    """Gives the outcomes of a stylised town, which has none of the main ones."""
    return [] if set(MAIN) & set(results.outcomes) else list(results.outcomes)


def _empty() -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column("", ratio=1)
    return table


def _head(table: Table, text: str) -> None:
    table.add_row(Text(text, style="bold"))


def _add_levels(table: Table, shown: Shown, rows: Rows, worldviews: Sequence[str], words: Words) -> None:
    levels = {
        worldview: numbers[-1] for (_, worldview), numbers in reversed(rows.items()) if not math.isnan(numbers[-1])
    }
    values = [levels.get(name, math.nan) for name in worldviews]
    scale = shown.scale(values)
    cells = [_value(value, scale, words) for value in values]
    table.add_row(_label(shown, scale, False, words), *cells)


def _add_differences(
    table: Table, scenario: str, shown: Shown, rows: Rows, worldviews: Sequence[str], words: Words
) -> None:
    """Adds a row, all on one scale."""
    ours = [rows.get((scenario, name), UNKNOWN)[:3] for name in worldviews]
    scale = difference_scale(shown, ours)
    cells = [difference_text(numbers, scale, words) for numbers in ours]
    table.add_row(_label(shown, scale, True, words), *cells)


def _label(shown: Shown, scale: Scale, difference: bool, words: Words) -> Padding:
    unit = shown.measure(scale, difference, words)
    label = words.of(shown.label)
    return Padding(f"{label} ({unit})" if unit else label, INDENT)


def _value(value: float, scale: Scale, words: Words) -> Text:
    return Text(scale.write(value, words.lang) if math.isfinite(value) else words("missing"))


def difference_scale(shown: Shown, intervals: Sequence[tuple[float, ...]]) -> Scale:
    """Chooses one scale for differences with their intervals; where none holds zero, no bound is written as zero."""
    half = max((high - low for _, low, high in intervals if not math.isnan(high - low)), default=math.nan) / 2
    scale = shown.scale([number for numbers in intervals for number in numbers], half)
    bounds = [bound for _, low, high in intervals if direction(low, high) in SEEN for bound in (low, high)]
    while scale.decimals < MOST_DECIMALS and any(round(bound / scale.divisor, scale.decimals) == 0 for bound in bounds):
        scale = replace(scale, decimals=scale.decimals + 1)
    return scale


def difference_text(numbers: tuple[float, ...], scale: Scale, words: Words) -> Text:
    """Writes a difference with its interval, bold where the interval excludes zero."""
    middle, low, high = numbers
    text = _value(middle, scale, words).plain
    if not math.isfinite(low):
        return Text(f"{text} [{words('no_interval')}]") if math.isfinite(middle) else Text(text)
    bounds = f"[{scale.write(low, words.lang)}; {scale.write(high, words.lang)}]"
    return Text(f"{text} {bounds}", style="bold" if direction(low, high) in SEEN else "")


def _levels_only(results: Results, words: Words) -> tuple[str, Table]:
    """Gives what usual care has, if nothing else was run."""
    label = words.of(results.labels[results.reference])
    table = _empty()
    table.add_column("", justify="right", no_wrap=True)
    for name in [name for name in (*MAIN, *_own(results)) if name in results.runs]:
        shown, value = results.outcomes[name], float(results.runs[name].mean())
        scale = shown.scale([value])
        table.add_row(_label(shown, scale, False, words), _value(value, scale, words))
    return words("levels_only", scenario=label), table
