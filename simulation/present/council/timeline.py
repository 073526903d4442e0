"""The drawn timeline of one household in two worlds: problems, waits and help, week by week."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MultipleLocator

from simulation.present.chart import Chart, Native
from simulation.present.council.slide import Slide, council_slide, styled
from simulation.present.story import Story
from simulation.present.theme import COLOURS, GREY, PALE, REFERENCE_COLOUR, SMALL, WIDTH, House
from simulation.present.words import Words, capitalised
from simulation.settings import Domain
from simulation.study.catalogue_words import DOMAIN_LABELS
from simulation.study.life import Life

WEEKS_PER_YEAR = 52.0
SEVERITY = ("#ffffff", "#b8690f", "#a33b00", "#5c0000")
"""colours by severity; height says the same"""
HELP, WAIT, ABSENT = "#0072B2", "#767676", "#ececec"
WAITS, COACH, AGENCY = "case_waits", "case_coach", "case_agency"
HELPS = (WAITS, COACH, AGENCY)
"""rows under the domains"""
TALL = 0.86
"""height of the highest bar in a row"""
LEFT, RIGHT = 1.6, 0.855
"""inches left of the panels, and the share of the slide at which they end"""
SHORTEST_WEEKS = 1.0
"""a shorter stretch is drawn so long, to be seen"""


class Stretch(NamedTuple):
    """A bar of the timeline."""

    row: str
    """a domain, or one of ``HELPS``"""
    start: float
    end: float
    severity: int
    """0 for what is no problem"""


@dataclass(frozen=True)
class Timeline:
    """One household in both worlds, and what is said of it."""

    kind: str
    title: str
    place: str
    lives: tuple[Life, Life]
    """of this household alone, usual care first"""
    parting_week: int | None


def timeline_chart(timeline: Timeline, source: str, words: Words, house: House) -> Chart:
    """Gives the drawn timeline of one household."""
    note = words("case_note", place=timeline.place)
    worlds = {capitalised(words.of(life.scenario)): life for life in timeline.lives}
    years = round(timeline.lives[0].weeks / WEEKS_PER_YEAR)

    heads = [(world, _told(life, words), "black") for world, life in worlds.items()]
    slide = Slide(title=timeline.title, note=note, source=source, heads=heads)

    draw = styled(house, lambda: _draw(slide, timeline, words, house))
    parts = " ".join(_alt_world(world, life, words) for world, life in worlds.items())
    return Chart(
        name=f"household_{timeline.kind}",
        title=timeline.title,
        note=note,
        alt=words("case_alt", title=timeline.title, years=years, parts=parts),
        source=source,
        data=pd.DataFrame(
            [row for world, life in worlds.items() for row in _table(world, life, words)],
            columns=[words(f"case_column_{name}") for name in ("world", "row", "from", "until", "level")],
        ),
        draw=draw,
        native=Native(
            kind="bar",
            categories=[words("case_year", year=year + 1) for year in range(years)],
            series={world: list(life.residents[0].problem_weeks_by_year) for world, life in worlds.items()},
            unit=words("case_unit"),
            colours=dict(zip(worlds, (REFERENCE_COLOUR, COLOURS[0]), strict=False)),
        ),
    )


def _alt_world(world: str, life: Life, words: Words) -> str:
    resident, story = life.residents[0], Story(life, words)
    weeks: dict[str, float] = {}
    for stretch in stretches(life):
        if stretch.severity:
            weeks[stretch.row] = weeks.get(stretch.row, 0.0) + stretch.end - stretch.start
    domains = [f"{story.domain(name)} {story.weeks(number)}" for name, number in weeks.items()]
    return words(
        "case_alt_world",
        world=world,
        weeks=story.weeks(resident.problem_weeks),
        crises=words("case_alt_crisis" if resident.crises == 1 else "case_alt_crises", number=resident.crises),
        domains=words.listed(domains) or words("case_alt_none"),
    )


def _table(world: str, life: Life, words: Words) -> Iterator[tuple[object, ...]]:
    for stretch in stretches(life):
        level = words(f"life_severity_{stretch.severity}") if stretch.severity else ""
        yield world, _name(stretch.row, words), round(stretch.start, 1), round(stretch.end, 1), level


def _name(row: str, words: Words) -> str:
    return words(row) if row in HELPS else words.of(DOMAIN_LABELS[Domain(row)])


def stretches(life: Life) -> list[Stretch]:
    """Gives the problems of a household by domain and severity, its waits and the help it gets, in weeks."""
    return [*_problems(life), *_helps(life)]


def _problems(life: Life) -> Iterator[Stretch]:
    """Yields how bad each problem is for how long, as seen after each week."""
    resident = life.residents[0]
    if resident.traits is None:
        return
    changes = [event for event in life.events if event.event == "severity"]
    for domain, severity in zip(Domain, resident.traits.severity, strict=True):
        since, level = resident.since, severity
        for event in sorted(event for event in changes if event.domain == domain):
            if level:
                yield Stretch(domain, since, event.week, level)
            since, level = event.week, int(event.after)
        if level:
            yield Stretch(domain, since, resident.until, level)


def _helps(life: Life) -> Iterator[Stretch]:
    """Yields waits until first help, and help of coaches, neighbours and agencies."""
    until = life.residents[0].until
    starts = {"case": ("acute", COACH), "candidacy": ("started", COACH), "match": ("started", COACH)}
    starts["referral"] = ("started", AGENCY)
    for journey in life.journeys:
        dates = journey.dates
        end = dates.get("ended", until)
        if journey.kind == "request":
            yield from _within(WAITS, dates["asked"], dates.get("helped", end), until)
        elif journey.kind in starts:
            date, row = starts[journey.kind]
            if date in dates:
                yield from _within(row, dates[date], end, until)
    begun: dict[str, float] = {}
    for event in life.events:
        if event.kind == "general provision" and event.event == "started":
            begun[event.domain] = event.week
        elif event.kind == "general provision":
            yield from _within(AGENCY, begun.pop(event.domain, 0.0), event.week, until)
    for start in begun.values():
        yield from _within(AGENCY, start, until, until)


def _within(row: str, start: float, end: float, until: float) -> Iterator[Stretch]:
    start, end = max(0.0, start), min(end, until)
    if end > start:
        yield Stretch(row, start, end, 0)


def _told(life: Life, words: Words) -> str:
    return words("case_panel", weeks=Story(life, words).weeks(life.residents[0].problem_weeks))


def _draw(slide: Slide, timeline: Timeline, words: Words, house: House) -> Figure:
    figure, (panels,) = council_slide(slide, house, columns=1, rows=2, left=LEFT)
    for axes in panels.flat:
        box = axes.get_position()
        axes.set_position((box.x0, box.y0, RIGHT - box.x0, box.height))
    found = [stretches(life) for life in timeline.lives]
    there = {stretch.row for each in found for stretch in each}
    rows = [row for row in (*Domain, *HELPS) if row in there]
    for axes, life, bars in zip(panels.flat, timeline.lives, found, strict=True):
        _draw_world(axes, life, bars, rows, words)
        if timeline.parting_week is not None:
            axes.axvline((timeline.parting_week - 1) / WEEKS_PER_YEAR, color="black", linewidth=1.0, linestyle=":")
    upper, lower = panels[:, 0]
    upper.tick_params(labelbottom=False)
    if timeline.parting_week is not None:
        _name_parting(upper, words)
    _draw_key(figure, upper, words)
    first, last = _years(timeline)
    lower.set_xlim(first, last)
    lower.xaxis.set_major_locator(MultipleLocator(2 if last - first > 5 else 1))
    lower.set_xlabel(words("years"), fontsize=SMALL)
    return figure


def _years(timeline: Timeline) -> tuple[int, int]:
    """Gives the years between which the household lives in the town."""
    resident = timeline.lives[0].residents[0]
    first = int(resident.since // WEEKS_PER_YEAR)
    return first, max(first + 1, math.ceil(resident.until / WEEKS_PER_YEAR))


def _draw_world(axes: Axes, life: Life, bars: list[Stretch], rows: list[str], words: Words) -> None:
    for bar in bars:
        width = max(bar.end - bar.start, SHORTEST_WEEKS) / WEEKS_PER_YEAR
        height = TALL * (bar.severity / 3 if bar.severity else 0.6)
        base = rows.index(bar.row) + TALL / 2 - height
        colour = SEVERITY[bar.severity] if bar.severity else HELP
        style: dict[str, Any] = {"facecolor": colour, "linewidth": 0}
        if bar.row == WAITS:
            style = {"facecolor": "white", "edgecolor": WAIT, "hatch": "////", "linewidth": 0.8}
        axes.add_patch(Rectangle((bar.start / WEEKS_PER_YEAR, base), width, height, **style))
    resident = life.residents[0]
    for start, end in ((0.0, resident.since), (resident.until, life.weeks)):
        axes.axvspan(start / WEEKS_PER_YEAR, end / WEEKS_PER_YEAR, color=ABSENT, linewidth=0, zorder=0)
    axes.set_yticks(range(len(rows)), [_name(row, words) for row in rows], fontsize=SMALL)
    axes.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    axes.hlines(np.arange(len(rows)) + TALL / 2, 0.0, life.weeks / WEEKS_PER_YEAR, color=PALE, linewidth=0.8, zorder=0)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    if not bars:
        axes.text(0.5, 0.5, words("case_nothing"), transform=axes.transAxes, ha="center", color=GREY)


def _name_parting(axes: Axes, words: Words) -> None:
    """Says under the upper panel, right of the other's name, what the dotted line is."""
    place: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    axes.annotate(words("case_part"), (1.0, 0.0), (0, -5), ha="right", va="top", fontsize=SMALL, **place)


def _draw_key(figure: Figure, axes: Axes, words: Words) -> None:
    """Says beside the upper panel what colours and heights are."""
    box = axes.get_position()
    height, left = figure.get_figheight(), (RIGHT + 0.012) * WIDTH
    lines = [(words(f"life_severity_{level}"), level) for level in (3, 2, 1)]
    lines += [(words(WAITS), -1), (words("case_helped"), 0), (words("case_not_here"), -2)]
    for number, (text, level) in enumerate(lines):
        bottom = box.y1 * height - 0.28 * (number + 1)
        tall = 0.18 * (level / 3 if level > 0 else 0.7)
        style: dict[str, Any] = {"facecolor": SEVERITY[level] if level > 0 else HELP, "linewidth": 0}
        if level == -2:
            style["facecolor"] = ABSENT
        if level == -1:
            style = {"facecolor": "white", "edgecolor": WAIT, "hatch": "////", "linewidth": 0.8}
        patch = Rectangle((left / WIDTH, bottom / height), 0.25 / WIDTH, tall / height, **style)
        figure.add_artist(patch)
        figure.text((left + 0.33) / WIDTH, bottom / height, text, fontsize=SMALL, va="bottom")
