"""The chart of the pathway of requests: how they go from asking to their end, as ribbons on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from simulation.present.chart import Chart, Native
from simulation.present.council.effects import Bands, Effect, bands_of_levels, effects_of
from simulation.present.council.slide import (
    Slide,
    bands_note,
    conclude,
    council_slide,
    grid,
    hide_empty,
    interval_note,
    source_of,
    styled,
    told,
)
from simulation.present.folder import KEYS, Results
from simulation.present.numbers import written
from simulation.present.theme import HALO, HEIGHT, SMALL, WIDTH, House, spread, styles
from simulation.present.words import Words

ASKED, SOLVED = "asked", "solved"
ROUTES = ("coached", "referred", "nowhere")
ENDS = (SOLVED, "helped", "gone", "waiting", "lost")
"""from top to bottom"""
COLOURS = {"solved": "#009E73", "helped": "#0072B2", "gone": "#8c8c8c", "waiting": "#4d4d4d", "lost": "#D55E00"}
NEUTRAL, DARK = "#c9c9c9", "#333333"
SHADE = 0.5
INCHES_PER_LETTER = 0.082
BAR, SPACE = 0.07, 0.05
"""inches: how wide bars are, and how far labels stand from them"""
GAP = 0.05
"""between bars above each other, of the height of all requests"""
ACROSS = 3
"""panels beside one another; letters are smaller if there are more"""


class Flow(NamedTuple):
    """A ribbon."""

    start: str
    end: str
    number: float


@dataclass(frozen=True)
class Pathways:
    """The requests of each scenario, by how they went and ended."""

    bands: Mapping[str, Bands]
    """by scenario; one number for each of ``columns``"""
    columns: tuple[str, ...]
    """ways, as in ``solved`` or ``coached_lost``"""
    levels: Mapping[str, float]
    """of 100 requests, how many come to nothing"""
    effects: Mapping[str, Effect]

    def flows(self, scenario: str) -> list[Flow]:
        """Gives the ribbons of a scenario; what goes into a bar comes out of it."""
        return flows_of(dict(zip(self.columns, self.bands[scenario].mean.tolist(), strict=True)))


def flows_of(ways: Mapping[str, float]) -> list[Flow]:
    """Gives the ribbons of requests counted by way: straight to solved, or by a route to an end."""
    found = [Flow(ASKED, SOLVED, ways[SOLVED])]
    for route in ROUTES:
        ends = [Flow(route, end, ways[f"{route}_{end}"]) for end in ENDS[1:]]
        found += [Flow(ASKED, route, sum(each.number for each in ends)), *ends]
    return [flow for flow in found if flow.number > 0.0]


def pathway_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how requests went in every scenario: solved, coached, referred, lost or still waiting."""
    suffix = "_pilot" if results.pilots and "path_solved_pilot" in results.runs else ""
    if "path_solved" not in results.runs or not results.scenarios:
        return None
    found = _pathways(results, suffix)
    texts = {name: _text(name, found, results, words) for name in (results.reference, *results.shown)}
    place = words("path_in", places=words.listed(results.pilots) if suffix else words.of(results.town))
    runs = next(iter(found.bands.values())).runs
    note = f"{words('path_note', place=place, years=results.years)} {interval_note(results, words)}"
    note = note if runs > 1 else f"{note} {bands_note(runs, words)}"
    looks = styles(results.reference, results.scenarios, house)
    heads = [(words.of(results.labels[name]), text, looks[name].colour) for name, text in texts.items()]
    title, source = conclude("path_lost", found.effects, results, words), source_of(results, words)
    slide = Slide(title=title, note=note, source=source, heads=heads)

    draw = styled(house, lambda: _draw(slide, list(texts), found, words, house))
    return Chart(
        name="pathway",
        title=title,
        note=note,
        alt=words("path_alt", title=title, parts=" ".join(_spoken(name, found, results, words) for name in texts)),
        source=source,
        data=_data(list(texts), found, results, words),
        draw=draw,
        native=Native(
            kind="stacked",
            categories=[words.of(results.labels[name]) for name in texts],
            series={words(f"path_{end}"): [_into(found.flows(name), end) for name in texts] for end in ENDS},
            unit=words("path_unit"),
        ),
    )


def _pathways(results: Results, suffix: str) -> Pathways:
    runs = results.runs.set_index(KEYS)
    columns = (SOLVED, *(f"{route}_{end}" for route in ROUTES for end in ENDS[1:]))
    ways = runs[[f"path_{name}{suffix}" for name in columns]].set_axis(list(columns), axis="columns")
    lost = 100.0 * ways[[f"{route}_lost" for route in ROUTES]].sum(axis=1) / ways.sum(axis=1)
    names = (results.reference, *results.scenarios)
    levels = {name: float(bands_of_levels(lost.to_frame(), name, results).mean[0]) for name in names}
    bands = {name: bands_of_levels(ways, name, results) for name in names}
    return Pathways(bands, columns, levels, effects_of(lost, results))


def _text(scenario: str, found: Pathways, results: Results, words: Words) -> str:
    text = words("path_text", level=written(found.levels[scenario], 0, words.lang))
    if scenario == results.reference:
        return text
    return words("path_text_with", text=text, difference=told(found.effects[scenario], words))


def _into(flows: Sequence[Flow], node: str) -> float:
    return sum(flow.number for flow in flows if flow.end == node)


def _spoken(scenario: str, found: Pathways, results: Results, words: Words) -> str:
    flows = found.flows(scenario)
    numbers = {ASKED: sum(flow.number for flow in flows if flow.start == ASKED)}
    numbers |= {name: _into(flows, name) for name in (*ROUTES, *ENDS)}
    parts = [
        words("path_alt_flow", what=words(f"path_{name}"), number=written(number, 0, words.lang))
        for name, number in numbers.items()
        if number
    ]
    return words("path_alt_part", scenario=words.of(results.labels[scenario]), flows=", ".join(parts))


def _data(shown: Sequence[str], found: Pathways, results: Results, words: Words) -> pd.DataFrame:
    rows = []
    for scenario in shown:
        for flow in found.flows(scenario):
            names = (words(f"path_{name}") for name in (flow.start, flow.end))
            rows.append((words.of(results.labels[scenario]), *names, round(flow.number, 1)))
    columns = [words(f"path_column_{name}") for name in ("scenario", "from", "to", "mean")]
    return pd.DataFrame(rows, columns=columns)


def _draw(slide: Slide, shown: Sequence[str], found: Pathways, words: Words, house: House) -> Figure:
    figure, (block,) = council_slide(slide, house, *grid(len(shown), ACROSS), below=0.5, left=0.27)
    most = max(sum(flow.number for flow in found.flows(name) if flow.start == ASKED) for name in found.bands)
    size = SMALL if len(shown) <= ACROSS else SMALL - 1.5
    for name, axes in zip(shown, block.flat, strict=False):
        axes.set_axis_off()
        axes.set_xlim(0.0, axes.get_position().width * WIDTH)
        axes.set_ylim(most * (1.0 + 4 * GAP), 0.0)
        _draw_flows(axes, found.flows(name), most, size, words)
    hide_empty(block, len(shown))
    return figure


def _draw_flows(axes: Axes, flows: Sequence[Flow], most: float, size: float, words: Words) -> None:
    """Draws bars and ribbons; each bar is as high as what goes through it."""
    solved = sum(flow.number for flow in flows if flow.end == SOLVED)
    routes = [route for route in ROUTES if _into(flows, route)]
    ends = [end for end in ENDS if _into(flows, end)]
    heights = {ASKED: sum(flow.number for flow in flows if flow.start == ASKED)}
    heights |= {name: _into(flows, name) for name in (*routes, *ends)}
    tops = {ASKED: 0.0}
    tops |= _stacked(routes, heights, solved + GAP * most if solved else 0.0, most)
    tops |= _stacked(ends, heights, 0.0, most)
    labels = {name: _label(name, heights[name], name not in ends, words) for name in heights}
    letters = max(len(line) for end in ends for line in labels[end].split("\n"))
    right = axes.get_xlim()[1] - BAR - SPACE - letters * INCHES_PER_LETTER * size / SMALL
    places = {ASKED: 0.0, **dict.fromkeys(routes, right * 0.48), **dict.fromkeys(ends, right)}
    left, entered = dict(tops), dict(tops)
    for flow in sorted(flows, key=lambda each: (places[each.start], _order(each.start), _order(each.end))):
        start, end = left[flow.start], entered[flow.end]
        left[flow.start], entered[flow.end] = start + flow.number, end + flow.number
        colour = COLOURS.get(flow.end, NEUTRAL)
        across = (places[flow.start] + BAR, places[flow.end])
        axes.add_patch(PathPatch(_ribbon(*across, start, end, flow.number), color=colour, alpha=SHADE, linewidth=0))
    for name, top in tops.items():
        axes.add_patch(Rectangle((places[name], top), BAR, heights[name], color=COLOURS.get(name, DARK)))
    for column in ([ASKED], routes, ends):
        _name_bars(axes, {name: (places[name], tops[name] + heights[name] / 2) for name in column}, labels, size)


def _label(name: str, number: float, is_inside: bool, words: Words) -> str:
    """Says what a bar is and how many requests go through; over ribbons in two lines."""
    return f"{words(f'path_{name}')}{'\n' if is_inside else ' '}{written(number, 0, words.lang)}"


def _order(node: str) -> int:
    return (ASKED, SOLVED, *ROUTES, *ENDS[1:]).index(node)


def _stacked(names: Sequence[str], heights: Mapping[str, float], top: float, most: float) -> dict[str, float]:
    """Gives where each bar begins, one under another."""
    found = {}
    for name in names:
        found[name] = top
        top += heights[name] + GAP * most
    return found


def _ribbon(left: float, right: float, start: float, end: float, number: float) -> Path:
    """Gives the outline of a ribbon between two bars."""
    middle = (left + right) / 2
    points = [(left, start), (middle, start), (middle, end), (right, end), (right, end + number)]
    points += [(middle, end + number), (middle, start + number), (left, start + number), (left, start)]
    curve = [Path.CURVE4] * 3
    return Path(points, [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY])


def _name_bars(axes: Axes, bars: Mapping[str, tuple[float, float]], labels: Mapping[str, str], size: float) -> None:
    """Writes labels beside bars, with room between them."""
    low = axes.get_ylim()[0]
    lines = max((labels[name].count("\n") + 1 for name in bars), default=1)
    line = lines * 1.25 * size / 72 / (axes.get_position().height * HEIGHT)
    found = spread([middle / low for _, middle in bars.values()], line)
    for (name, (place, _)), height in zip(bars.items(), found, strict=True):
        style: dict[str, Any] = {"va": "center", "fontsize": size, "path_effects": HALO, "linespacing": 1.1}
        axes.text(place + BAR + SPACE, height * low, labels[name], **style)
