"""Does the conclusion hold in all, some or none of the worldviews: a table, drawn."""

from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simulation.present.amounts import spoken, step_of
from simulation.present.chart import Chart, Native
from simulation.present.council.effects import Effect, Verdict, verdict_of
from simulation.present.council.parts import in_part
from simulation.present.council.slide import (
    Slide,
    council_slide,
    listed,
    names_all,
    source_of,
    styled,
    told,
)
from simulation.present.folder import PILOT, TOWN, Results
from simulation.present.outcomes import SERIOUS
from simulation.present.theme import COLOURS, GREY, SMALL, House, styles
from simulation.present.words import Words, capitalised
from simulation.settings.values import MIXED

OUTCOMES = (SERIOUS, "total_cost_eur")
NEITHER = "#eeeeee"
FILL = {Verdict.LESS: "#cfe3f1", Verdict.MORE: "#f6d3bd", Verdict.UNKNOWN: "#ffffff"}
EDGE = {Verdict.LESS: COLOURS[0], Verdict.MORE: COLOURS[1]}
SIGNS = {
    Verdict.LESS: "\N{DOWNWARDS ARROW}",
    Verdict.MORE: "\N{UPWARDS ARROW}",
    Verdict.SAME: "=",
    Verdict.UNCLEAR: "=",
    Verdict.UNKNOWN: "?",
}
NAMES = 1.9
"""columns that the name of a scenario takes"""
FEWEST_ROWS = 4
"""that a table takes the room of, or its rows would be far too high"""
Cells = Mapping[tuple[str, str], Mapping[str, Effect]]
"""by scenario and outcome, then by worldview"""


def holding_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives in which worldviews each scenario has fewer weeks with a serious problem, and in which it costs more."""
    plain = [name for name in results.worldviews if name != MIXED]
    found = effects_by_worldview(results, plain)
    first = [key for key in found if key[1] == OUTCOMES[0]]
    if len(plain) < 2 or not first:
        return None
    title = _title(found, results, words)
    place = words("path_in", places=words.listed(results.pilots) if results.pilots else words.of(results.town))
    note = words("holds_note", reference=results.usual(words), years=results.years, place=place)
    slide = Slide(title=title, note=note, source=source_of(results, words))
    found = {key: cells for key, cells in found.items() if key[0] in results.shown}
    first = [key for key in first if key in found]

    draw = styled(house, lambda: _draw(slide, found, plain, results, words, house))
    return Chart(
        name="worldviews",
        title=title,
        note=note,
        alt=words("holds_alt", title=title, parts=" ".join(_spoken(key, found[key], results, words) for key in found)),
        source=slide.source,
        data=_data(found, plain, results, words),
        draw=draw,
        native=Native(
            kind="bar",
            categories=[words.of(results.labels[scenario]) for scenario, _ in first],
            series={words.named("worldview", name): listed(found[key][name].mean for key in first) for name in plain},
            unit=words("holds_unit", reference=results.usual(words)),
        ),
    )


def effects_by_worldview(results: Results, worldviews: Sequence[str]) -> Cells:
    """Gives the difference of each scenario in each worldview, in the pilot if there is one."""
    table = results.comparison
    ours = table[table["scope"] == (PILOT if results.pilots else TOWN)]
    rows = {
        (scenario, outcome, worldview): Effect(mean, low, high, verdict_of(low, high))
        for scenario, outcome, worldview, mean, low, high in ours[
            ["scenario", "outcome", "worldview", "difference", "low", "high"]
        ].itertuples(index=False)
        if outcome in OUTCOMES
    }
    found = {}
    for scenario in results.scenarios:
        for outcome in OUTCOMES:
            cells = {name: rows[scenario, outcome, name] for name in worldviews if (scenario, outcome, name) in rows}
            if len(cells) == len(worldviews):
                found[scenario, outcome] = cells
    return found


def holds_in(cells: Mapping[str, Effect]) -> tuple[str, Verdict, int]:
    """Gives whether a conclusion holds in all, some or none of the worldviews, which it is, and in how many."""
    verdicts = [effect.verdict for effect in cells.values()]
    seen = [each for each in verdicts if each in (Verdict.LESS, Verdict.MORE)]
    if not seen:
        kind = "unknown" if Verdict.UNKNOWN in verdicts else "none"
        return kind, verdicts[0], 0
    if len(set(seen)) > 1:
        return "opposite", Verdict.DEPENDS, len(seen)
    return "all" if len(seen) == len(verdicts) else "some", seen[0], len(seen)


def _said(cells: Mapping[str, Effect], words: Words) -> str:
    kind, _, count = holds_in(cells)
    return words(f"holds_in_{kind}", count=count, number=len(cells))


def _title(found: Cells, results: Results, words: Words) -> str:
    """Says of how many scenarios the difference in problems holds in all, some and no worldviews."""
    outcome = OUTCOMES[0]
    kinds: dict[str, list[str]] = {}
    for (scenario, name), cells in found.items():
        if name == outcome:
            kind, verdict, _ = holds_in(cells)
            key = f"{kind}_{verdict}" if kind in ("all", "some") else kind
            kinds.setdefault(key, []).append(words.of(results.labels[scenario]))
    return in_part(_counted(kinds, results, words), results, words)


def _counted(kinds: Mapping[str, Sequence[str]], results: Results, words: Words) -> str:
    """Names the scenarios, three of a kind or more by their number; all by their number where that is long."""
    parts = []
    for key, labels in kinds.items():
        scenarios = words.listed([f"‘{label}’" for label in labels])
        if len(labels) > 2:
            scenarios = words("holds_scenarios", count=len(labels), number=len(results.scenarios))
        parts.append(words(f"holds_title_{key}", scenarios=scenarios))
    named = " ".join(capitalised(part) for part in parts)
    if names_all(named, len(results.scenarios)):
        return named
    counts = ", ".join(words(f"holds_count_{key}", count=len(labels)) for key, labels in kinds.items())
    return words("title_counts", topic=words("holds_topic"), number=len(results.scenarios), counts=counts)


def _cell(effect: Effect, outcome: str, words: Words) -> str:
    """Says a difference with its interval; where none is to be seen the interval has its unit."""
    is_money = outcome == OUTCOMES[1]
    if effect.verdict is not Verdict.UNCLEAR or not is_money:
        return f"{SIGNS[effect.verdict]} {told(effect, words, euros=is_money)}"
    step, largest = step_of(effect.mean, effect.low, effect.high), max(abs(effect.low), abs(effect.high))
    low = spoken(effect.low, max(step, 1.0), words, largest, named=False)
    high = spoken(effect.high, max(step, 1.0), words, largest)
    interval = f"({words('euro_sign')}{low}{words('to')}{high})"
    return f"{SIGNS[effect.verdict]} {words('council_unclear', amount='', interval=interval)}"


def _spoken(key: tuple[str, str], cells: Mapping[str, Effect], results: Results, words: Words) -> str:
    parts = [
        words("holds_alt_cell", worldview=words.named("worldview", name), what=_cell(effect, key[1], words)[2:])
        for name, effect in cells.items()
    ]
    return words(
        "holds_alt_part",
        scenario=words.of(results.labels[key[0]]),
        outcome=words(f"holds_{key[1]}"),
        cells=f"{', '.join(parts)}; {_said(cells, words)}",
    )


def _data(found: Cells, worldviews: Sequence[str], results: Results, words: Words) -> pd.DataFrame:
    rows = [
        (
            words.of(results.labels[scenario]),
            words(f"holds_{outcome}"),
            *(_cell(cells[name], outcome, words) for name in worldviews),
            _said(cells, words),
        )
        for (scenario, outcome), cells in found.items()
    ]
    names = [words("fails_column_scenario"), words("driver_column_outcome")]
    names += [words.named("worldview", name) for name in worldviews]
    return pd.DataFrame(rows, columns=[*names, words("holds_column")])


def _draw(
    slide: Slide, found: Cells, worldviews: Sequence[str], results: Results, words: Words, house: House
) -> Figure:
    figure, (panels,) = council_slide(slide, house, columns=1, rows=1, left=0.27, below=0.55)
    axes: Axes = panels[0][0]
    axes.set_axis_off()
    columns = NAMES + len(worldviews) + 1
    axes.set_xlim(0.0, columns)
    axes.set_ylim(max(len(found), FEWEST_ROWS) + 0.55, -0.55)
    heads = [words.named("worldview", name) for name in worldviews]
    for column, text in enumerate([*heads, words("holds_column").casefold()]):
        axes.text(NAMES + column + 0.05, -0.15, capitalised(text), weight="bold", va="center")
    looks = styles(results.reference, results.scenarios, house)
    letters = int(78 / columns) * 2
    for row, ((scenario, outcome), cells) in enumerate(found.items()):
        label = words.of(results.labels[scenario]) if outcome == OUTCOMES[0] else ""
        _write_name(axes, row, label, words(f"holds_{outcome}"), looks[scenario].colour)
        for column, name in enumerate(worldviews):
            effect = cells[name]
            style: dict[str, Any] = {
                "facecolor": FILL.get(effect.verdict, NEITHER),
                "edgecolor": EDGE.get(effect.verdict, GREY),
                "linewidth": 1.0,
            }
            axes.add_patch(Rectangle((NAMES + column, row + 0.33), 0.96, 0.86, **style))
            text = _cell(effect, outcome, words).replace(" (", "\n(")
            axes.text(NAMES + column + 0.05, row + 0.76, text, fontsize=SMALL, va="center")
        said = fill(capitalised(_said(cells, words)), letters)
        axes.text(NAMES + len(worldviews) + 0.05, row + 0.76, said, fontsize=SMALL, va="center")
    return figure


def _write_name(axes: Axes, row: int, label: str, what: str, colour: str) -> None:
    """Writes left of a row the scenario, where it begins, and what the row is about."""
    axes.text(0.0, row + 0.32, fill(label, 42), weight="bold", color=colour, fontsize=SMALL, va="top")
    axes.text(0.0, row + (1.2 if label else 0.76), what, fontsize=SMALL - 1, va="bottom" if label else "center")
