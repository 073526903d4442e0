"""Who pays, who gains: what each payer pays and each receiver gets more or less than in usual care."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native
from simulation.present.council.effects import Effect, Verdict, effects_by_column, effects_of
from simulation.present.council.slide import (
    Slide,
    conclude,
    council_slide,
    grid,
    hide_empty,
    interval_note,
    listed,
    lowest,
    parts_of,
    scale_note,
    source_of,
    styled,
    told,
)
from simulation.present.council.tiles import in_rows
from simulation.present.folder import KEYS, Results
from simulation.present.numbers import MILLION, THOUSAND
from simulation.present.theme import COLOURS, GREY, HEIGHT, PALE, SMALL, House, styles, write_in_panel, write_numbers
from simulation.present.words import Words, capitalised
from simulation.settings import Label, Payer
from simulation.study.catalogue_words import PAYER_LABELS, RECEIVER_LABELS

MOST_RECEIVERS = 6
"""receivers with a bar of their own; the others are added up"""
OTHERS = "others"
LEFT = 2.1
"""inches for the names of payers and receivers"""
PAYER, RECEIVER = "payer", "receiver"


@dataclass(frozen=True)
class Flows:
    """Effects on what is paid and received over all years, in euros, by scenario and row of the chart."""

    rows: Sequence[tuple[str, str]]
    """kind and name, payers first"""
    effects: Mapping[str, Mapping[tuple[str, str], Effect]]


def payers_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives what payers pay and receivers get more or less over all years."""
    if results.ledger is None or not results.scenarios:
        return None
    tables = {kind: _totals(kind, results) for kind in (PAYER, RECEIVER)}
    found = _flows(tables, results)
    whole = effects_of(tables[PAYER].sum(axis=1), results)
    texts = {name: words("payers_head", total=told(whole[name], words, euros=True)) for name in results.shown}
    looks = styles(results.reference, results.scenarios, house)
    heads = [(words.of(results.labels[name]), text, looks[name].colour) for name, text in texts.items()]
    title = conclude("total", whole, results, words)
    prices = words("prices", year=results.manifest["configuration"]["town"].get("price_year", ""))
    lines = [] if all(effect.verdict is Verdict.UNKNOWN for effect in whole.values()) else [words("payers_line")]
    parts = (words("payers_note", years=results.years), *lines, prices, interval_note(results, words))
    note = " ".join((*parts, scale_note(whole, words))).strip()
    slide = Slide(title=title, note=note, source=source_of(results, words), heads=heads)
    names = [_row_name(row, results, words) for row in found.rows]

    return Chart(
        name="payers",
        title=title,
        note=note,
        alt=f"{title} {words('alt_payers', parts=parts_of(texts, results, words))}",
        source=slide.source,
        data=_data(found, names, results, words),
        draw=styled(house, lambda: _draw(slide, found, names, results, words, house)),
        native=_native(found, results, words),
    )


def _native(found: Flows, results: Results, words: Words) -> Native:
    """Gives a bar for each scenario, of what each payer pays more or less."""
    payers = [row for row in found.rows if row[0] == PAYER] or [(PAYER, str(Payer.MUNICIPALITY))]
    nothing = Effect(0.0, 0.0, 0.0, Verdict.UNCLEAR)
    return Native(
        kind="stacked",
        categories=[words.of(results.labels[name]) for name in results.shown],
        series={
            _row_name(row, results, words): listed(found.effects[name].get(row, nothing).mean for name in results.shown)
            for row in payers
        },
        unit=words("payers_unit", years=results.years, reference=results.usual(words)),
    )


def _totals(kind: str, results: Results) -> pd.DataFrame:
    """Gives what each payer or receiver paid or got in each run; one column each."""
    assert results.ledger is not None
    paid = results.ledger.groupby([*KEYS, kind], observed=True)["amount_eur"].sum().unstack(kind)
    return paid.reindex(pd.MultiIndex.from_frame(results.runs[KEYS])).fillna(0.0)


def _flows(tables: Mapping[str, pd.DataFrame], results: Results) -> Flows:
    """Finds the rows in which anything changes, the largest change first, the smaller receivers together.

    Where nothing changes all who pay or receive are shown, the largest first.
    """
    rows: list[tuple[str, str]] = []
    whole = []
    for kind, table in tables.items():
        effects = [effects_by_column(table, name, results) for name in results.scenarios]
        sizes = {name: max(abs(each[name].mean) for each in effects) for name in table}
        order = [name for name in sorted(sizes, key=lambda name: -sizes[name]) if sizes[name] >= 1.0]
        order = order or list(table.mean().sort_values(ascending=False).index)
        if kind == RECEIVER and len(order) > MOST_RECEIVERS:
            rest = order[MOST_RECEIVERS - 1 :]
            table = table.assign(**{OTHERS: table[rest].sum(axis=1)})
            order = [*order[: MOST_RECEIVERS - 1], OTHERS]
        rows += [(kind, str(name)) for name in order]
        whole.append(table[order].set_axis([(kind, str(name)) for name in order], axis="columns"))
    both = pd.concat(whole, axis="columns")
    return Flows(rows, {name: effects_by_column(both, name, results) for name in results.scenarios})  # type: ignore[misc]


def _row_name(row: tuple[str, str], results: Results, words: Words) -> str:
    """Gives the name of a payer or a receiver, as a row says it."""
    kind, name = row
    if name == OTHERS:
        return words("payers_others")
    agencies = results.manifest["configuration"]["town"].get("agencies") or []
    labels = {**RECEIVER_LABELS, **{each["name"]: Label(**each["label"]) for each in agencies}}
    known = PAYER_LABELS.get(name) if kind == PAYER else labels.get(name)  # type: ignore[call-overload]
    return capitalised(words.of(known) if known else name.replace("_", " "))


def _draw(slide: Slide, found: Flows, names: Sequence[str], results: Results, words: Words, house: House) -> Figure:
    figure, (block,) = council_slide(slide, house, *grid(len(results.shown)), left=LEFT)
    every = [effect for effects in found.effects.values() for effect in effects.values()]
    ends = np.array([[each.mean, each.low, each.high] for each in every])
    largest = float(np.nanmax(np.abs(ends)))
    divisor, unit = (MILLION, "million") if largest >= MILLION else (THOUSAND, "thousand")
    low, high = min(0.0, float(np.nanmin(ends))) / divisor, max(0.0, float(np.nanmax(ends))) / divisor
    room = 0.06 * (high - low) or 1.0
    points = 72 * HEIGHT * block[0][0].get_position().height / max(1, len(names))
    lines, size = in_rows(names, points, LEFT - 0.2)
    hide_empty(block, len(results.shown))
    for scenario, axes in zip(results.shown, block.flat, strict=False):
        _draw_bars(axes, found, scenario, divisor)
        if all(effect.verdict is Verdict.SAME for effect in found.effects[scenario].values()):
            write_in_panel(axes, words("council_same"))
        axes.set_xlim(low - room, high + room)
        write_numbers(axes, words.lang, horizontal=True, most=4)
        axes.set_yticks(range(len(names)), lines, fontsize=min(size, SMALL - 1))
        axes.tick_params(axis="y", length=0, labelleft=axes in block[:, 0])
        axes.tick_params(axis="x", labelbottom=axes in lowest(block))
    for axes in lowest(block):
        axes.set_xlabel(words("payers_axis", unit=words(unit)), fontsize=SMALL)
    return figure


def _draw_bars(axes: Axes, found: Flows, scenario: str, divisor: float) -> None:
    effects = found.effects[scenario]
    heights = range(len(found.rows))
    means, lows, highs = (
        np.array([getattr(effects[row], name) for row in found.rows]) / divisor for name in ("mean", "low", "high")
    )
    colours = [COLOURS[0] if kind == PAYER else COLOURS[2] for kind, _ in found.rows]
    axes.barh(heights, means, 0.7, color=colours)
    axes.hlines(heights, lows, highs, color="black", linewidth=1.4)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.axhline(sum(kind == PAYER for kind, _ in found.rows) - 0.5, color=GREY, linewidth=0.6, linestyle=":")
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_ylim(len(found.rows) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)


def _data(found: Flows, names: Sequence[str], results: Results, words: Words) -> pd.DataFrame:
    rows = [
        (words.of(results.labels[scenario]), words(f"payers_{row[0]}"), name, *_numbers(found.effects[scenario][row]))
        for scenario in results.shown
        for row, name in zip(found.rows, names, strict=True)
    ]
    columns = ("scenario", "role", "who", "euros", "interval_low", "interval_high")
    return pd.DataFrame(rows, columns=[words(f"column_{column}") for column in columns])


def _numbers(effect: Effect) -> tuple[float, float, float]:
    """Gives amounts in whole euros."""
    return tuple(round(each) if np.isfinite(each) else each for each in (effect.mean, effect.low, effect.high))  # type: ignore[return-value]
