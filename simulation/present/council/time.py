"""Charts over time: who waits, and problems and crises, one panel for each scenario on the same axes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native
from simulation.present.council.effects import Bands, Effect, bands_of_gaps, bands_of_levels, effects_of
from simulation.present.council.slide import (
    MOST_ACROSS,
    Slide,
    bands_note,
    conclude,
    council_slide,
    grid,
    hide_empty,
    interval_note,
    listed,
    mark_moments,
    name_layer,
    parts_of,
    scale_note,
    scale_same,
    set_years,
    source_of,
    styled,
    told,
)
from simulation.present.folder import Results
from simulation.present.series import months_in, rate, town_rows
from simulation.present.theme import GREY, HALO, REFERENCE_COLOUR, SMALL, House, styles, write_numbers
from simulation.present.words import Words

QUARTER, YEAR = 3, 12
"""lengths of a stretch, in months"""
PER_THOUSAND, WEEKS_PER_YEAR = 1000.0, 52.0
WIDE_SHADE, NARROW_SHADE = 0.16, 0.28


@dataclass(frozen=True)
class Layer:
    """One row of panels: usual care if it is a level, and each scenario."""

    title: str
    bands: Mapping[str, Bands]
    """by scenario, of all that share the axis"""
    years: np.ndarray
    usual: Bands | None = None
    """of usual care, if it has any"""
    level: bool = False
    """whether the axis is from zero, not around it"""


def waiting_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how many places on waiting lists are taken over time, beside usual care."""
    if results.months is None or "waiting" not in results.months or not results.scenarios:
        return None
    values = rate(town_rows(results.months), "waiting", None, QUARTER)
    effects = effects_of(values.mean(axis=1), results)
    layers = [_gaps(values, words("panel_waiting_gap", reference=results.usual(words)), results)]
    if len(results.shown) <= MOST_ACROSS:
        layers.insert(0, _levels(values, words("panel_waiting"), results))
    return time_chart("waiting", layers, effects, words("waiting_note"), results, words, house)


def problems_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how weeks with a serious problem, and crises, differ from usual care over time."""
    if results.months is None or not results.scenarios:
        return None
    rows = months_in(results.months, results.pilots) if results.pilots else town_rows(results.months)
    counted = {"panel_serious": "serious_weeks", "panel_crises": "crises"}
    each_year = partial(rate, rows, below="households", months=YEAR, factor=PER_THOUSAND * WEEKS_PER_YEAR)
    found = {panel: each_year(above=name) for panel, name in counted.items()}
    effects = effects_of(found["panel_serious"].mean(axis=1), results)
    layers = [_gaps(values, words(name), results) for name, values in found.items()]
    if len(results.shown) > MOST_ACROSS:
        layers = layers[:1]
    places = ", ".join(results.pilots) or words.of(results.town)
    note = words("problems_note", reference=results.usual(words), places=places)
    return time_chart("problems", layers, effects, note, results, words, house)


def _levels(values: pd.DataFrame, title: str, results: Results) -> Layer:
    bands = {name: bands_of_levels(values, name, results) for name in results.scenarios}
    usual = bands_of_levels(values, results.reference, results)
    return Layer(title, bands, values.columns.to_numpy(float), usual, level=True)


def _gaps(values: pd.DataFrame, title: str, results: Results) -> Layer:
    bands = {name: bands_of_gaps(values, name, results) for name in results.scenarios}
    return Layer(title, bands, values.columns.to_numpy(float))


def time_chart(
    name: str,
    layers: Sequence[Layer],
    effects: Mapping[str, Effect],
    extra: str,
    results: Results,
    words: Words,
    house: House,
) -> Chart:
    """Makes a chart that concludes from effects, one for each scenario."""
    title = conclude(name, effects, results, words)
    texts = {each: told(effects[each], words) for each in results.shown}
    extra = " ".join((extra, interval_note(results, words), scale_note(effects, words))).strip()
    return drawn_chart(name, title, layers, texts, extra, results, words, house)


def drawn_chart(
    name: str,
    title: str,
    layers: Sequence[Layer],
    texts: Mapping[str, str],
    extra: str,
    results: Results,
    words: Words,
    house: House,
) -> Chart:
    """Makes a chart of layers with a title, and a text above the panels of each scenario."""
    runs = next(iter(layers[-1].bands.values())).runs
    note = f"{bands_note(runs, words)} {extra}"
    looks = styles(results.reference, results.scenarios, house)
    heads = [(words.of(results.labels[each]), text, looks[each].colour) for each, text in texts.items()]
    slide = Slide(title=title, note=note, source=source_of(results, words), heads=heads)

    def draw() -> Figure:
        figure, blocks = council_slide(slide, house, *grid(len(texts)), len(layers))
        for block, layer in zip(blocks, layers, strict=True):
            _draw_layer(block, layer, list(texts), results, words, house)
            name_layer(block, layer.title, words, last=layer is layers[-1])
        return figure

    return Chart(
        name=name,
        title=title,
        note=note,
        alt=f"{title} {words('alt_lines', years=results.years, parts=parts_of(texts, results, words))}",
        source=slide.source,
        data=_data(layers, list(texts), results, words),
        draw=styled(house, draw),
        native=_native(layers[0], list(texts), results, words, house),
    )


def _draw_layer(
    block: np.ndarray, layer: Layer, shown: Sequence[str], results: Results, words: Words, house: House
) -> None:
    looks = styles(results.reference, results.scenarios, house)
    for scenario, axes in zip(shown, block.flat, strict=False):
        set_years(axes, results)
        if not layer.level:
            axes.axhline(0.0, color=GREY, linewidth=0.9)
        if layer.usual is not None:
            _draw_bands(axes, layer.years, layer.usual, REFERENCE_COLOUR)
        _draw_bands(axes, layer.years, layer.bands[scenario], looks[scenario].colour)
        mark_moments(axes, results, scenario, words)
    scale_same(block, _edges(layer), from_zero=layer.level)
    for axes in block.flat:
        write_numbers(axes, words.lang)
    if layer.usual is not None:
        _name_usual(block[0][0], layer, words.of(results.labels[results.reference]))
    hide_empty(block, len(shown))


def _draw_bands(axes: Axes, years: np.ndarray, bands: Bands, colour: str) -> None:
    for (low, high), shade in ((bands.wide, WIDE_SHADE), (bands.narrow, NARROW_SHADE)):
        axes.fill_between(years, low, high, color=colour, alpha=shade, linewidth=0)
    axes.plot(years, bands.mean, color=colour, linewidth=1.8)


def _name_usual(axes: Axes, layer: Layer, name: str) -> None:
    """Names the line of usual care, away from the line of the scenario."""
    assert layer.usual is not None
    middle = len(layer.years) // 3
    bottom = np.nanmin([layer.usual.mean[middle], *(bands.mean[middle] for bands in layer.bands.values())])
    place: Any = {"textcoords": "offset points", "va": "top", "ha": "center", "path_effects": HALO}
    axes.annotate(name, (layer.years[middle], bottom), (0, -10), color=REFERENCE_COLOUR, fontsize=SMALL, **place)


def _edges(layer: Layer) -> list[np.ndarray]:
    every = [*layer.bands.values(), *([layer.usual] if layer.usual else [])]
    return [edge for bands in every for edge in (bands.mean, *bands.wide)]


def _data(layers: Sequence[Layer], shown: Sequence[str], results: Results, words: Words) -> pd.DataFrame:
    names = ("scenario", "measure", "year", "mean", "half_low", "half_high", "low", "high")
    rows = []
    for layer in layers:
        for scenario, bands in _shown(layer, shown, results).items():
            label = words.of(results.labels[scenario])
            columns = (layer.years, bands.mean, *bands.narrow, *bands.wide)
            rows += [(label, layer.title, *numbers) for numbers in zip(*columns, strict=True)]
    return pd.DataFrame(rows, columns=[words(f"column_{name}") for name in names])


def _shown(layer: Layer, shown: Sequence[str], results: Results) -> dict[str, Bands]:
    """Gives what a layer shows: usual care if it is a level, and the scenarios of this picture."""
    usual = {results.reference: layer.usual} if layer.usual else {}
    return {**usual, **{name: layer.bands[name] for name in shown}}


def _native(layer: Layer, shown: Sequence[str], results: Results, words: Words, house: House) -> Native:
    looks = styles(results.reference, results.scenarios, house)
    found = _shown(layer, shown, results)
    labels = {name: words.of(results.labels[name]) for name in found}
    return Native(
        kind="line",
        categories=_stretches(layer.years, words),
        series={labels[name]: listed(bands.mean) for name, bands in found.items()},
        unit=layer.title,
        across=words("column_year" if _parts(layer.years) == 1 else "years"),
        every=_parts(layer.years),
        colours={label: looks[name].colour for name, label in labels.items()},
    )


def _parts(years: np.ndarray) -> int:
    """Gives how many stretches a year has."""
    return round(1.0 / (years[1] - years[0])) if len(years) > 1 else 1


def _stretches(years: np.ndarray, words: Words) -> list[str]:
    """Names whole years by their number, and shorter stretches by the years from the start until they begin."""
    parts = _parts(years)
    if parts == 1:
        return [str(int(year) + 1) for year in years]
    return [f"{year - 0.5 / parts:g}".replace(".", words("decimal")) for year in years]
