"""The tornado: which unknowns move the answer most, and which of them may be chance."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.drivers import Drivers, drivers_of
from simulation.present.amounts import with_interval
from simulation.present.chart import Chart, Native
from simulation.present.council.drawn import COST, PROBLEMS, Drawn, drawn_in
from simulation.present.council.slide import Slide, council_slide, source_of, styled
from simulation.present.folder import Results, analysis_in
from simulation.present.numbers import MILLION
from simulation.present.register import AND
from simulation.present.sensitivity import CHANCE, ENDS, Sensitivity, has_sensitivity, read_sensitivity
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, WIDTH, House, write_numbers
from simulation.present.unknowns import agencies_of, name_of, unit_of, value_of
from simulation.present.words import Words, capitalised, uncapitalised
from simulation.settings import Study
from simulation.settings.rebuilt import study_from

SENSITIVITY = "sensitivity"
"""folder within the results with an analysis of its own"""
MOST_ROWS = 8
NAMES_IN_TITLE = 2
LABELS, LETTERS, RANGE_LETTERS = 3.1, 38, 44
"""inches and letters for names of unknowns, and letters for their ranges, which are mostly digits"""
SURE, UNSURE = COLOURS[0], "#9a9a9a"
KINDS = (("driver_sure", True, SURE), ("driver_unsure", False, UNSURE))
ERROR = 1.96


class Row(NamedTuple):
    """What an outcome's difference becomes when an unknown goes from low to high."""

    label: str
    range: str
    effect: float
    low: float
    high: float
    is_sure: bool


def tornado_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives what moves the differences of a single scenario: from an analysis in the folder, else from the draws."""
    if not results.scenarios:
        return None
    tested = _tested(results, words)
    found = tested or _from_draws(results, words)
    if found is None:
        return None
    rows, note, scenario, where = found
    if len(results.scenarios) > 1:
        note = f"{note} {words('one_of', number=len(results.scenarios))}"
    parts = capitalised("; ".join(_concluded(rows, words)))
    title = words("driver_title", scenario=words.of(results.labels[scenario]), where=where, parts=parts)
    slide = Slide(
        title=title,
        note=note,
        source=source_of(results, words),
        heads=[(words(f"driver_{name}"), _unit(name, each, words)[1], "black") for name, each in rows.items()],
    )

    draw = styled(house, lambda: _draw(slide, rows, words, house))
    first = next(iter(rows))
    return Chart(
        name="tornado",
        title=title,
        note=note,
        alt=words("driver_alt", title=title, parts=" ".join(_spoken(name, each, words) for name, each in rows.items())),
        source=slide.source,
        data=_data(rows, words),
        draw=draw,
        native=Native(
            kind="stacked",
            categories=[row.label for row in rows[first]],
            series={
                words(name): [row.effect if row.is_sure is sure else None for row in rows[first]]
                for name, sure, _ in KINDS
            },
            unit=words("driver_native_unit", unit=words(f"driver_unit_{first}")),
            colours={words(name): colour for name, _, colour in KINDS},
        ),
    )


Found = tuple[Mapping[str, Sequence[Row]], str, str, str]
"""rows by outcome, how to read them, the scenario, and the worldview as the title says it, if it is only one"""


def _from_draws(results: Results, words: Words) -> Found | None:
    scenario = results.single
    drawn = drawn_in(results, [scenario])
    if drawn is None:
        return None
    seed = drawn.decided.study.settings.seed
    found = {
        outcome: drivers_of(drawn.conditions(scenario, outcome), drawn.worldviews, drawn.gaps(scenario, outcome), seed)
        for outcome in (PROBLEMS, COST)
    }
    known = {outcome: each for outcome, each in found.items() if each is not None}
    if not known:
        return None
    rows = {outcome: list(_rows(each, drawn, words)) for outcome, each in known.items()}
    first = next(iter(known.values()))
    note = words(
        "driver_note",
        reference=results.usual(words),
        years=results.years,
        unknowns=max(len(each.table) for each in known.values()),
        draws=first.draws,
    )
    return rows, note, scenario, ""


def _rows(found: Drivers, drawn: Drawn, words: Words) -> Iterator[Row]:
    """Yields the worldview, if there are several, and the unknowns, the surest first."""
    study = drawn.decided.study
    means = found.worldviews.sort_values()
    if len(means) > 1:
        ends = [words.named("worldview", str(means.index[place])) for place in (0, -1)]
        label = words("driver_worldview_row", low=ends[0], high=ends[1])
        yield Row(label, "", float(means.iloc[-1] - means.iloc[0]), np.nan, np.nan, found.worldviews_differ)
    for row in found.table.head(MOST_ROWS - 1).itertuples(index=False):
        unknown = str(row.unknown)
        span = span_of(unknown, float(row.at_low), float(row.at_high), study, words)  # type: ignore[arg-type]
        effect, low, high = (float(each) for each in (row.effect, row.low, row.high))  # type: ignore[arg-type]
        yield Row(name_of(unknown, agencies_of(study), words), span, effect, low, high, bool(row.beyond_chance))


def span_of(unknown: str, low: float, high: float, study: Study, words: Words) -> str:
    """Says between which values an unknown goes, with its unit."""
    unit = unit_of(unknown, study, words)
    return words("driver_range", low=value_of(low, words), high=value_of(high, words), unit=unit).strip()


def _tested(results: Results, words: Words) -> Found | None:
    """Gives what an analysis of sensitivity found that stands in the folder."""
    folder = analysis_in(results, SENSITIVITY)
    if folder is None or not has_sensitivity(folder):
        return None
    found = read_sensitivity(folder)
    scenario = str(found.manifest["configuration"]["scenarios"][0]["name"])
    if scenario not in results.scenarios or results.asked not in (None, scenario):
        return None
    study = study_from(found.manifest["configuration"])
    outcomes = {outcome.removesuffix("_pilot"): outcome for outcome in found.outcomes}
    rows = {
        name: [_tested_row(found, outcomes[name], each, study, words) for each in found.unknowns(outcomes[name])]
        for name in (PROBLEMS, COST)
        if name in outcomes
    }
    note = words("driver_note_tested", reference=results.usual(words), years=found.manifest["plan"]["years"])
    view = words.named("worldview", found.manifest["configuration"]["worldviews"][0]["name"])
    where = words("driver_where", worldview=view)
    return ({name: each[:MOST_ROWS] for name, each in rows.items()}, note, scenario, where) if rows else None


def _tested_row(found: Sensitivity, outcome: str, unknown: str, study: Study, words: Words) -> Row:
    ends = found.ends(outcome)
    low, high = (ends[end].loc[unknown] for end in ENDS)
    effect = float(high["difference"] - low["difference"])
    half = float(np.hypot(*((end["high"] - end["low"]) / 2 for end in (low, high))))
    index = found.index(outcome, unknown, "total" if found.has_shares else "mu_star")
    edge = found.index(outcome, CHANCE, CHANCE if found.has_shares else "step")
    sure = bool(index and edge and index["low"] > edge["value"])
    first = unknown.split(AND)[0]
    row = study.uncertainties.rows[first]
    names = words.listed([name_of(each, agencies_of(study), words) for each in unknown.split(AND)])
    return Row(names, span_of(first, row.low, row.high, study, words), effect, effect - half, effect + half, sure)


def _concluded(rows: Mapping[str, Sequence[Row]], words: Words) -> Iterator[str]:
    """Says what stands out above chance, of outcomes for which it is the same together."""
    found: dict[str, list[str]] = {}
    for outcome, each in rows.items():
        sure = [uncapitalised(row.label) if row.range else words("driver_worldview") for row in each if row.is_sure]
        found.setdefault(words.listed(sure[:NAMES_IN_TITLE]), []).append(words(f"driver_subject_{outcome}"))
    for names, subjects in found.items():
        yield words("driver_some" if names else "driver_none", subject=words.listed(subjects), names=names)


def _spoken(outcome: str, rows: Sequence[Row], words: Words) -> str:
    parts = [
        words("driver_alt_row", unknown=row.label, effect=with_interval(row.effect, row.low, row.high, words))
        for row in rows
    ]
    return words("driver_alt_panel", outcome=words(f"driver_{outcome}"), rows="; ".join(parts))


def _data(rows: Mapping[str, Sequence[Row]], words: Words) -> pd.DataFrame:
    names = ("outcome", "unknown", "range", "effect", "low", "high", "sure")
    table = [
        (words(f"driver_{outcome}"), row.label, row.range, row.effect, row.low, row.high, words(_word(row.is_sure)))
        for outcome, each in rows.items()
        for row in each
    ]
    return pd.DataFrame(table, columns=[words(f"driver_column_{name}") for name in names])


def _word(is_sure: bool) -> str:
    return "yes" if is_sure else "no"


def _draw(slide: Slide, rows: Mapping[str, Sequence[Row]], words: Words, house: House) -> Figure:
    figure, (panels,) = council_slide(slide, house, columns=len(rows), rows=1, left=LABELS)
    wide = (WIDTH - LABELS * len(rows) - 0.55) / len(rows) / WIDTH
    for column, (axes, (outcome, each)) in enumerate(zip(panels.flat, rows.items(), strict=True)):
        box = axes.get_position()
        place = (LABELS * (column + 1)) / WIDTH + wide * column, box.y0, wide, box.height
        axes.set_position(place)
        axes.set_axis_off()  # panels of a slide share their axis, and these two have other units
        _draw_bars(figure.add_axes(place), each, _unit(outcome, each, words)[0], words)
    return figure


def _unit(outcome: str, rows: Sequence[Row], words: Words) -> tuple[float, str]:
    """Gives by what an axis is divided, and its unit: large amounts are in millions."""
    largest = max(abs(each) for row in rows for each in (row.effect, row.low, row.high) if np.isfinite(each))
    if outcome == COST and largest >= MILLION:
        return MILLION, words("euro_sign") + words("million")
    return 1.0, words(f"driver_unit_{outcome}")


def label_of(row: Row) -> str:
    """Names an unknown and under it its range, in lines that fit beside the bars."""
    return "\n".join([fill(row.label, LETTERS), *([fill(f"({row.range})", RANGE_LETTERS)] if row.range else [])])


def _draw_bars(axes: Axes, rows: Sequence[Row], divisor: float, words: Words) -> None:
    places = np.arange(len(rows))
    means, lows, highs = (
        np.array([getattr(row, name) for row in rows]) / divisor for name in ("effect", "low", "high")
    )
    axes.barh(places, means, 0.55, color=[SURE if row.is_sure else UNSURE for row in rows])
    axes.hlines(places, lows, highs, color="black", linewidth=1.3)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.set_yticks(places, [label_of(row) for row in rows], fontsize=SMALL - 1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    write_numbers(axes, words.lang, horizontal=True, most=4)
