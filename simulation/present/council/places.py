"""Charts by neighbourhood: who benefits, as a table of neighbourhoods and groups, and a map of tiles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd
from matplotlib.figure import Figure

from simulation.present.chart import Chart, Native
from simulation.present.council.effects import TINY, Effect, Verdict, effects_by_column
from simulation.present.council.slide import (
    LEFT,
    MOST_ACROSS,
    PERCENT,
    Slide,
    conclude,
    council_slide,
    grid,
    hide_empty,
    interval_note,
    listed,
    parts_of,
    source_of,
    styled,
    told,
)
from simulation.present.council.tiles import (
    ALL,
    ELSEWHERE,
    HERE,
    KEY_INCHES,
    NAMES_INCHES,
    Cells,
    are_numbered,
    deepest,
    draw_table,
    draw_tiles,
    key_tiles,
    name_table,
    place_name,
)
from simulation.present.folder import KEYS, TOWN, Results
from simulation.present.theme import House, styles
from simulation.present.words import Words

MOST_ROWS, MOST_LARGE, MOST_TILES = 8, 16, 40
"""neighbourhoods in a small table, in a large one, and on a map; more could not be read"""
TABLES_ACROSS = 3
"""tables beside one another"""
GROUPS = {
    "composition": ("single", "couple", "couple_with_minors", "single_parent"),
    "income": ("low", "middle", "high"),
}
MEASURES = ["problem_weeks", "household_weeks"]
"""by class: weeks with a problem, and weeks that households lived there"""

Table = Mapping[str, Cells]
"""effects by scenario, in per cent of usual care"""


def benefits_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives by neighbourhood and kind of household how weeks with a problem differ from usual care."""
    if results.classes is None or not results.scenarios:
        return None
    places, groups = _rows(results), [*(each for kind in GROUPS.values() for each in kind), ALL]
    found = _effects(results, results.classes)
    heads = {name: _heading(found[name], len(results.shown), words) for name in results.shown}
    place = HERE if results.pilots else TOWN
    ours = {name: cells[place, ALL] for name, cells in found.items()}
    title = conclude(f"benefits_{place}", ours, results, words)
    note = words("benefits_note", cells=len(places) * len(groups))
    slide = _slide(title, note, heads, results, words, house)
    shown = _only(found, places, groups)

    def draw() -> Figure:
        shape = grid(len(results.shown), TABLES_ACROSS)
        figure, (block,) = council_slide(slide, house, *shape, below=1.05, left=NAMES_INCHES)
        for scenario, axes in zip(results.shown, block.flat, strict=False):
            draw_table(axes, found[scenario], places, groups, deepest(shown), words)
        hide_empty(block, len(results.shown))
        name_table(block, places, groups, words)
        return figure

    return _chart("benefits", slide, found, heads, (places, groups), styled(house, draw), results, words)


def map_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives a tile for each neighbourhood, coloured by how weeks with a problem differ from usual care."""
    places = _places(results)
    if results.classes is None or not results.scenarios or not 2 <= len(places) <= MOST_TILES:
        return None
    found = _effects(results, results.classes)
    place = ELSEWHERE if 0 < len(results.pilots) < len(places) else TOWN
    title = conclude(f"benefits_{place}", {name: cells[place, ALL] for name, cells in found.items()}, results, words)
    heads = {name: _counted([found[name][each, ALL] for each in places], words) for name in results.shown}
    columns, rows = grid(len(results.shown))
    numbered = are_numbered(places, columns, rows)
    slide = _slide(title, words("map_note"), heads, results, words, house)
    shown = _only(found, places, [ALL])

    def draw() -> Figure:
        figure, (block,) = council_slide(slide, house, columns, rows, left=KEY_INCHES if numbered else LEFT)
        for scenario, axes in zip(results.shown, block.flat, strict=False):
            draw_tiles(axes, found[scenario], places, numbered, deepest(shown), words)
        hide_empty(block, len(results.shown))
        if numbered:
            key_tiles(figure, block, places)
        return figure

    return _chart("map", slide, found, heads, (places, [ALL]), styled(house, draw), results, words)


def _places(results: Results) -> list[str]:
    """Gives the neighbourhoods, pilots first."""
    names = [place["name"] for place in results.manifest["configuration"]["town"]["neighbourhoods"]]
    return sorted(names, key=lambda name: name not in results.pilots)


def _rows(results: Results) -> list[str]:
    """Gives the rows of a table: each neighbourhood, or if they are too many the pilots and the others together."""
    places = _places(results)
    if len(places) > (MOST_ROWS if len(results.shown) > TABLES_ACROSS else MOST_LARGE):
        pilots = results.pilots[:1] if len(results.pilots) == 1 else (HERE,)
        places = [*pilots, ELSEWHERE] if results.pilots else []
    return [*places, TOWN]


def _effects(results: Results, classes: pd.DataFrame) -> Table:
    """Gives the effect on weeks with a problem for each household and year, by cell."""
    weeks = _weeks(classes, results.pilots)
    usual = weeks[weeks.index.get_level_values("scenario") == results.reference].mean()
    percent = 100.0 * weeks / usual.where(usual > 0)
    return {
        name: {cell: _plain(effect) for cell, effect in effects_by_column(percent, name, results).items()}  # type: ignore[misc]
        for name in results.scenarios
    }


def _plain(effect: Effect) -> Effect:
    """Calls an effect in per cent tiny where it is next to nothing, seen or not."""
    is_tiny = max(abs(effect.low), abs(effect.high)) < TINY and effect.verdict is not Verdict.SAME
    return replace(effect, verdict=Verdict.TINY) if is_tiny else effect


def _weeks(classes: pd.DataFrame, pilots: Sequence[str]) -> pd.DataFrame:
    """Gives the weeks with a problem for each week that households lived there; one row a run, one column a cell."""
    rows = classes.assign(**{ALL: ALL})
    problems, households = (
        _with_places(pd.concat([_sums(rows, kind, measure) for kind in (*GROUPS, ALL)]), pilots) for measure in MEASURES
    )
    weeks: pd.DataFrame = (problems / households.where(households > 0)).unstack("group")  # type: ignore[assignment]
    return weeks


def _sums(rows: pd.DataFrame, kind: str, measure: str) -> pd.DataFrame:
    """Adds up classes by kind of household; one row a run and group, one column a neighbourhood."""
    sums = rows.groupby([*KEYS, "neighbourhood", kind], observed=True)[measure].sum()
    return sums.rename_axis(index={kind: "group"}).unstack("neighbourhood")


def _with_places(sums: pd.DataFrame, pilots: Sequence[str]) -> pd.DataFrame:
    """Adds the pilot neighbourhoods together, all others, and the town."""
    here = sums.columns.isin(pilots)
    places = {HERE: here, ELSEWHERE: ~here, TOWN: here | True}
    together = {name: sums.loc[:, which].sum(axis=1) for name, which in places.items() if which.any()}
    return sums.assign(**together)


def _only(found: Table, places: Sequence[str], groups: Sequence[str]) -> list[Cells]:
    return [
        {key: each for key, each in cells.items() if key[0] in places and key[1] in groups} for cells in found.values()
    ]


def _slide(title: str, note: str, heads: Mapping[str, str], results: Results, words: Words, house: House) -> Slide:
    looks = styles(results.reference, results.scenarios, house)
    above = [(words.of(results.labels[name]), text, looks[name].colour) for name, text in heads.items()]
    note = f"{note} {interval_note(results, words)}"
    return Slide(title=title, note=note, source=source_of(results, words), heads=above)


def _heading(cells: Cells, panels: int, words: Words) -> str:
    """Says the effect in the pilot and elsewhere, or else in the town; only the first where panels are small."""
    where = [place for place in (HERE, ELSEWHERE) if (place, ALL) in cells] if (HERE, ALL) in cells else [TOWN]
    if panels > MOST_ACROSS:
        where = where[:1]
    return "\n".join(
        words(f"benefits_in_{place}", what=told(cells[place, ALL], words, unit=PERCENT)) for place in where
    )


def _counted(effects: Sequence[Effect], words: Words) -> str:
    """Says in how many neighbourhoods there is less, and in how many more."""
    if any(each.verdict is Verdict.UNKNOWN for each in effects):
        return words("council_unknown")
    less, more = (sum(each.verdict is verdict for each in effects) for verdict in (Verdict.LESS, Verdict.MORE))
    if not less + more:
        return words("map_none")
    return words("map_head", less=less, more=more, number=len(effects))


def _chart(
    name: str,
    slide: Slide,
    found: Table,
    heads: Mapping[str, str],
    cells: tuple[Sequence[str], Sequence[str]],
    draw: Callable[[], Figure],
    results: Results,
    words: Words,
) -> Chart:
    places, groups = cells
    labels = {scenario: words.of(results.labels[scenario]) for scenario in results.shown}
    rows = [
        (label, place_name(place, words), words(f"group_{group}"), effect.mean, effect.low, effect.high)
        for scenario, label in labels.items()
        for place in places
        for group in groups
        if (effect := found[scenario].get((place, group))) is not None
    ]
    columns = ("scenario", "place", "group", "percent", "interval_low", "interval_high")
    here = HERE if results.pilots else TOWN
    bars = {(here, group): words(f"group_{group}") for group in groups}
    if len(groups) == 1:
        bars = {(place, ALL): place_name(place, words) for place in places}
    series = {label: listed(found[scenario][cell].mean for cell in bars) for scenario, label in labels.items()}
    return Chart(
        name=name,
        title=slide.title,
        note=slide.note,
        alt=f"{slide.title} {words(f'alt_{name}', parts=parts_of(heads, results, words))}",
        source=slide.source,
        data=pd.DataFrame(rows, columns=[words(f"column_{column}") for column in columns]),
        draw=draw,
        native=Native(
            kind="bar",
            categories=list(bars.values()),
            series=series,
            unit=words("places_unit", reference=results.usual(words)),
            colours={label: colour for label, _, colour in slide.heads},
        ),
    )
