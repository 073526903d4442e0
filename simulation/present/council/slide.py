"""A slide of a council chart: conclusion, how to read it, panels on the same axes, and where it comes from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import fill, wrap
from typing import Any

import numpy as np
from babel.dates import format_date
from matplotlib import image
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from simulation.present.amounts import with_interval
from simulation.present.council.effects import ENOUGH_RUNS, Effect, Verdict, shown_worldviews
from simulation.present.council.parts import MOST_TOGETHER, in_part
from simulation.present.folder import Results
from simulation.present.forest import BOTH
from simulation.present.series import MONTHS_PER_YEAR
from simulation.present.theme import GREY, HALO, HEIGHT, LARGE, PALE, SMALL, WIDTH, House, themed
from simulation.present.words import Words, capitalised, uncapitalised
from simulation.settings.words import Language

PERCENT = "%"
LOCALES = {Language.NL: "nl", Language.EN: "en_GB"}
TITLE_WIDTH, NOTE_WIDTH = 88, 165
"""letters in a line"""
MOST_ACROSS = 4
"""panels beside one another"""
LEFT, RIGHT, GAP = 1.4, 0.2, 0.35
"""inches beside panels, and between them"""
LINE = 0.19
"""inches of a line of normal type"""
WRITTEN_INCHES = 0.42
"""for what is written in a panel, above its lines"""
BELOW = 0.85
"""inches under panels: numbers, what they are, and the source"""
LETTERS_PER_INCH = 13.4
LOGO_INCHES, LOGO_WIDTH = 0.34, 1.6
"""the most that a logo takes, in inches"""
BOTH_SCENARIOS = 2
FEW_SCENARIOS = 3
FLAT = 0.1
"""share of the largest effect under which another looks flat"""
LABEL_LETTERS = 13.5
"""letters beside an axis for each inch"""


@dataclass(frozen=True, kw_only=True)
class Slide:
    """What a slide says besides its panels."""

    title: str
    note: str
    source: str
    heads: Sequence[tuple[str, str, str]] = ()
    """name, text and colour above each panel, in order; lines of text are broken where they must"""


def council_slide(
    slide: Slide, house: House, columns: int, rows: int, layers: int = 1, below: float = BELOW, left: float = LEFT
) -> tuple[Figure, list[Any]]:
    """Makes a slide with layers of panels; the panels of a layer share their vertical axis.

    Args:
        slide: what it says
        house: its looks
        columns: panels beside one another
        rows: rows of panels in a layer
        layers: of the same panels, each about something else
        below: inches under the panels
        left: inches left of them

    Returns:
        the figure, and the axes of each layer, shape (rows, columns)
    """
    figure = Figure(figsize=(WIDTH, HEIGHT))
    top = _write_texts(figure, slide, house)
    wide = (WIDTH - left - RIGHT - GAP * (columns - 1)) / columns
    heads = [_broken(head, wide) for head in slide.heads]
    above = LINE * max((name.count("\n") + text.count("\n") + 2 for name, text, _ in heads), default=0) + 0.2
    gaps = [above if layer == 0 else 0.25 for layer in range(layers) for _ in range(rows)]
    tall = (HEIGHT - top - below - sum(gaps)) / (rows * layers)
    panels = figure.subplots(rows * layers, columns, squeeze=False, sharex=True)
    for row, line in enumerate(panels):
        bottom = HEIGHT - top - sum(gaps[: row + 1]) - tall * (row + 1)
        for column, axes in enumerate(line):
            place = (left + (wide + GAP) * column) / WIDTH, bottom / HEIGHT, wide / WIDTH, tall / HEIGHT
            axes.set_position(place)
    for axes, head in zip(panels.flat, heads, strict=False):
        _write_head(axes, *head)
    return figure, [panels[layer * rows : (layer + 1) * rows] for layer in range(layers)]


def _write_texts(figure: Figure, slide: Slide, house: House) -> float:
    """Writes title, note and source; gives the inches from the top that they take."""
    lines, notes = wrap(slide.title, TITLE_WIDTH), wrap(slide.note, NOTE_WIDTH)
    below = 0.28 + 0.3 * len(lines)
    figure.text(0.02, 1 - 0.2 / HEIGHT, "\n".join(lines), fontsize=LARGE, fontweight="bold", va="top")
    figure.text(0.02, 1 - below / HEIGHT, "\n".join(notes), fontsize=SMALL, color=GREY, va="top")
    figure.text(0.02, 0.16 / HEIGHT, slide.source, fontsize=SMALL, color=GREY, va="bottom")
    if house.logo is not None:
        _place_logo(figure, house.logo)
    return below + LINE * len(notes) + 0.1


def _broken(head: tuple[str, str, str], wide: float) -> tuple[str, str, str]:
    name, text, colour = head
    lines = (_filled(line, int(wide * LETTERS_PER_INCH)) for line in text.split("\n"))
    return fill(name, int(wide * LETTERS_PER_INCH * 0.8)), "\n".join(lines), colour


def _filled(line: str, letters: int) -> str:
    """Breaks a line where it must, before its interval if that does."""
    before, _, interval = line.partition(" (")
    if len(line) > letters >= max(len(before), len(interval) + 1) and interval:
        return f"{before}\n({interval}"
    return fill(line, letters)


def _write_head(axes: Axes, name: str, text: str, colour: str) -> None:
    place: Any = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(text, (0.0, 1.0), (0, 5), fontsize=SMALL, **place)
    lift = 72 * LINE * (text.count("\n") + 1)
    axes.annotate(name, (0.0, 1.0), (0, 5 + lift), color=colour, weight="bold", **place)


def name_layer(block: np.ndarray, title: str, words: Words, last: bool) -> None:
    """Writes what a layer shows beside its first panels, and what runs along the horizontal axis under the last."""
    for line in block:
        tall = line[0].get_position().height * HEIGHT
        line[0].set_ylabel(fill(title, max(21, int(tall * LABEL_LETTERS))), fontsize=SMALL - 1)
        for axes in line[1:]:
            axes.tick_params(labelleft=False)
    for axes in block.flat:
        axes.tick_params(labelbottom=False)
    if last:
        for axes in lowest(block):
            axes.tick_params(labelbottom=True)
            axes.set_xlabel(words("years"), fontsize=SMALL)


def lowest(block: np.ndarray) -> list[Axes]:
    """Gives the lowest panel of each column that is not hidden."""
    return [[axes for axes in column if axes.get_visible()][-1] for column in block.T]


def _place_logo(figure: Figure, logo: Path) -> None:
    picture = image.imread(str(logo))
    scale = min(LOGO_INCHES / picture.shape[0], LOGO_WIDTH / picture.shape[1])
    tall, wide = (scale * size for size in picture.shape[:2])
    place = ((WIDTH - RIGHT - wide) / WIDTH, 0.05 / HEIGHT, wide / WIDTH, tall / HEIGHT)
    axes = figure.add_axes(place)
    axes.imshow(picture, aspect="auto")
    axes.set_axis_off()


def grid(number: int, across: int = MOST_ACROSS) -> tuple[int, int]:
    """Gives columns and rows for a number of panels, at most so many across."""
    rows = -(-number // across)
    return -(-number // rows), rows


def styled(house: House, draw: Callable[[], Figure]) -> Callable[[], Figure]:
    """Draws in the looks of a house, down to the numbers beside axes, which would else be made when it is saved."""

    def drawn() -> Figure:
        with themed(house):
            figure = draw()
            for axes in figure.axes:
                axes.get_xticklabels()
                axes.get_yticklabels()
            return figure

    return drawn


def conclude(kind: str, effects: Mapping[str, Effect], results: Results, words: Words) -> str:
    """Says what may be concluded, scenario by scenario; where that is long they are counted instead of named."""
    return in_part(_concluded(kind, effects, results, words), results, words)


def _concluded(kind: str, effects: Mapping[str, Effect], results: Results, words: Words) -> str:
    found: dict[Verdict, list[str]] = {}
    for verdict in Verdict:
        names = [name for name, effect in effects.items() if effect.verdict is verdict]
        if names:
            found[verdict] = names
    if len(found) == 1 and len(effects) == len(results.scenarios) > 1:
        verdict = next(iter(found))
        kinds = "title_both" if len(effects) == BOTH_SCENARIOS else "title_all"
        return words(kinds, what=capitalised(_what(kind, verdict, words)), number=len(effects))
    named = " ".join(_part(_what(kind, verdict, words), names, results, words) for verdict, names in found.items())
    if names_all(named, len(effects)):
        return named
    counts = [words(f"title_{verdict}", count=len(names)) for verdict, names in found.items()]
    return words("title_counts", topic=words(f"{kind}_topic"), number=len(effects), counts=", ".join(counts))


def _what(kind: str, verdict: Verdict, words: Words) -> str:
    if verdict is Verdict.SAME:
        return words("title_nothing", topic=uncapitalised(words(f"{kind}_topic")))
    return words(f"{kind}_{verdict}")


def names_all(title: str, scenarios: int) -> bool:
    """Tells whether a title may name its scenarios: they fit one picture, and two lines, or three if they are few."""
    most = 3 if scenarios <= FEW_SCENARIOS else 2
    return scenarios == 1 or (scenarios <= MOST_TOGETHER and len(wrap(title, TITLE_WIDTH)) <= most)


def _part(what: str, names: Sequence[str], results: Results, words: Words) -> str:
    """Says of one or more scenarios what may be concluded; several names are quoted, as they may hold a comma."""
    labels = [words.of(results.labels[name]) for name in names]
    listed = words.listed([f"‘{label}’" for label in labels]) if len(labels) > 1 else labels[0]
    return words("title_part", scenarios=listed, what=what)


def told(effect: Effect, words: Words, euros: bool = False, unit: str = "") -> str:
    """Says a difference with its interval: 12 minder (9 tot 15)."""
    if effect.verdict is Verdict.UNKNOWN:
        return words("council_unknown")
    if effect.verdict in (Verdict.SAME, Verdict.TINY):
        return words(f"council_{effect.verdict}")
    sign, low, high = 1.0, effect.low, effect.high
    if effect.verdict is Verdict.LESS:
        sign, low, high = -1.0, -high, -low
    amount, _, interval = with_interval(sign * effect.mean, low, high, words, euros, unit).partition(" (")
    return words(f"council_{effect.verdict}", amount=amount, interval=f"({interval}" if interval else "").strip()


def bands_note(runs: int, words: Words, kind: str = "bands") -> str:
    """Says which share of runs is in a band."""
    if runs < 2:
        return words("bands_none")
    return words(f"{kind}_wide") if runs >= ENOUGH_RUNS else words(f"{kind}_all", runs=runs)


def interval_note(results: Results, words: Words) -> str:
    """Says what the intervals in brackets are, and which worldviews count."""
    shown = shown_worldviews(results)
    ours = results.comparison[results.comparison["worldview"].isin(shown)]
    covers = "covers_unknowns" if (ours["covers"] == BOTH).any() else "covers_luck"
    if ours["low"].isna().all():
        return words("no_interval_note")
    if len(shown) == 1:
        view = words("worldview_one", worldview=words.named("worldview", shown[0]))
    else:
        view = words("worldviews_together")
    return f"{words('title_interval', reference=results.usual(words), covers=words(covers))} {view}"


def scale_note(effects: Mapping[str, Effect], words: Words) -> str:
    """Says that panels have one scale, where the effect of one is flat beside that of another."""
    sizes = [abs(effect.mean) for effect in effects.values()]
    return words("same_scale") if min(sizes) < FLAT * max(sizes) else ""


def source_of(results: Results, words: Words) -> str:
    """Says where the numbers come from, when they were made, and that they are no forecast."""
    ended = results.manifest.get("times", {}).get("ended")
    made = (  # of a folder of an earlier version the date of its manifest, which a copy may have changed
        datetime.fromisoformat(ended)
        if ended
        else datetime.fromtimestamp((results.folder / "manifest.json").stat().st_mtime)
    )
    return words(
        "source",
        town=words.of(results.town),
        study=results.study,
        key=str(results.manifest.get("hash", ""))[:8],
        date=format_date(made, "long", locale=LOCALES[words.lang]),
    )


def set_years(axes: Axes, results: Results) -> None:
    """Sets the axis of time."""
    axes.set_xlim(0, results.years)
    axes.xaxis.set_major_locator(MultipleLocator(2 if results.years > 5 else 1))
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)


def mark_moments(axes: Axes, results: Results, scenario: str, words: Words) -> None:
    """Marks when a scenario changes, and says how."""
    found: dict[int, list[str]] = {}
    for moment in results.moments[scenario]:
        found.setdefault(moment.month, []).append(words(moment.kind))
    for month, texts in found.items():
        year = month / MONTHS_PER_YEAR
        late = year > results.years / 2
        axes.axvline(year, color=GREY, linewidth=1.0, linestyle=":")
        place: Any = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "top"}
        place |= {"ha": "right" if late else "left", "path_effects": HALO}
        axes.annotate("\n".join(texts), (year, 1.0), (-4 if late else 4, -2), fontsize=SMALL, color=GREY, **place)


def scale_same(panels: np.ndarray, values: Sequence[np.ndarray], from_zero: bool) -> None:
    """Gives panels the same vertical axis, with room above for what is written there."""
    known = np.concatenate([*(np.asarray(each, float).ravel() for each in values), [0.0]])
    known = known[np.isfinite(known)]
    low, high = float(known.min()), float(known.max())
    if low == high:
        low, high = -1.0, 1.0
    room = high - low
    above = min(0.6, WRITTEN_INCHES / (panels[0][0].get_position().height * HEIGHT))
    for axes in panels.flat:
        axes.set_ylim(0.0 if from_zero else low - 0.06 * room, high + room * above / (1 - above))


def hide_empty(panels: np.ndarray, number: int) -> None:
    """Takes away panels that no scenario needs."""
    for axes in panels.flat[number:]:
        axes.set_visible(False)


def parts_of(texts: Mapping[str, str], results: Results, words: Words) -> str:
    """Says of each scenario what its panel says."""
    return " ".join(
        words("alt_part", scenario=words.of(results.labels[name]), what=text.replace("\n", "; "))
        for name, text in texts.items()
    )


def listed(values: Iterable[float]) -> list[float | None]:
    """Gives numbers as a list, without those that are not known."""
    return [float(value) if np.isfinite(value) else None for value in values]
