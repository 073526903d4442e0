"""What is best, and how surely: the acceptability curve of each choice, for who is no statistician."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.cost_effectiveness import shares_best
from simulation.analysis.decision import settled
from simulation.present.amounts import spoken
from simulation.present.chart import Chart, Native
from simulation.present.council.drawn import ALL, PROBLEMS, Drawn, drawn_in
from simulation.present.council.slide import Slide, council_slide, source_of, styled
from simulation.present.folder import Results
from simulation.present.numbers import written
from simulation.present.theme import GREY, PALE, SMALL, WIDTH, House, Style, Tag, styles, tag_lines, write_numbers
from simulation.present.words import Words
from simulation.settings import Payer

PAYERS: tuple[str, ...] = (ALL, Payer.MUNICIPALITY)
STEPS = 41
MOST_WORTH = 1000.0
"""euros for a week less with a problem, at the end of the axis; as in ``task=decision``"""
FEWEST_DRAWS = 12
MOST_NAMED, MOST_TURNS = 6, 2
"""choices that all have their name beside them, and changes of what is best that a title tells"""
TABLED = 5
"""points of the curves that office programs draw"""
NAMES = 2.4
"""inches for the names of lines"""
OTHER = Style(GREY, "-")
"""of the line of a choice without a name"""
LETTERS, APART = 26, 0.25
"""letters of a name, and inches more between panels"""


@dataclass(frozen=True)
class Curves:
    """How often each choice comes out best, by payer."""

    worths: np.ndarray
    options: tuple[str, ...]
    shares: Mapping[str, np.ndarray]
    """of draws, shape (worths, options)"""


def best_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives how often each scenario comes out best, by what a week without a problem is worth."""
    drawn = drawn_in(results)
    if drawn is None or len(drawn.worldviews) < FEWEST_DRAWS:
        return None
    found = curves_of(drawn)
    labels = {name: words.of(results.labels[name]) for name in found.options}
    title = _concluded(found, ALL, labels, words)
    note = words("accept_note", draws=len(drawn.worldviews))
    if rest := len(found.options) - len(_named(found)):
        note = f"{note} {words('accept_rest', number=rest)}"
    heads = [(words(f"accept_payer_{payer}").capitalize(), words("accept_share"), "black") for payer in found.shares]
    slide = Slide(title=title, note=note, source=source_of(results, words), heads=heads)

    draw = styled(house, lambda: _draw(slide, found, labels, results, words, house))
    parts = [_spoken(payer, found, labels, words) for payer in found.shares]
    looks = styles(results.reference, results.scenarios, house)
    points = np.linspace(0, STEPS - 1, TABLED).astype(int)
    return Chart(
        name="acceptability",
        title=title,
        note=note,
        alt=words("accept_alt", title=title, parts=" ".join(parts)),
        source=slide.source,
        data=_data(found, labels, words),
        draw=draw,
        native=Native(
            kind="line",
            categories=[f"{words('euro_sign')}{written(found.worths[place], 0, words.lang)}" for place in points],
            series={
                labels[name]: (100.0 * found.shares[ALL][points, column]).tolist()
                for column, name in enumerate(found.options)
            },
            unit=words("accept_unit"),
            across=words("accept_across"),
            most=100.0,
            colours={labels[name]: looks[name].colour for name in found.options},
        ),
    )


def curves_of(drawn: Drawn) -> Curves:
    """Finds how often each choice comes out best, with chance taken out where that can be done."""
    worths = np.linspace(0.0, MOST_WORTH, STEPS)
    payers = [payer for payer in PAYERS if payer in drawn.sample.costs]
    shares = {
        payer: np.stack([shares_best(settled(drawn.sample, payer, PROBLEMS, float(worth)).true) for worth in worths])
        for payer in payers
    }
    return Curves(worths, drawn.sample.options, shares)


def _concluded(found: Curves, payer: str, labels: Mapping[str, str], words: Words) -> str:
    """Says what comes out best most often, and from what worth on it is something else."""
    best = found.shares[payer].argmax(axis=1)
    turns = np.flatnonzero(np.diff(best)) + 1
    told = words(f"accept_payer_{payer}")
    if not np.ptp(found.shares[payer], axis=1).any():
        return words("accept_tied", payer=told)
    if not len(turns):
        most = spoken(MOST_WORTH, 10.0, words)
        return words("accept_always", most=most, scenario=labels[found.options[best[0]]], payer=told)
    if len(turns) > MOST_TURNS:
        names = [f"‘{labels[found.options[place]]}’" for place in dict.fromkeys(best.tolist())]
        return words("accept_many", payer=told, parts=words.listed(names))
    worth = spoken(float(found.worths[turns[0]]), 10.0, words)
    parts = [words("accept_until", worth=worth, scenario=labels[found.options[best[0]]])]
    for turn in turns:
        worth = spoken(float(found.worths[turn]), 10.0, words)
        parts.append(words("accept_from", worth=worth, scenario=labels[found.options[best[turn]]]))
    return words("accept_turns", payer=told, parts=words.listed(parts))


def _named(found: Curves) -> tuple[str, ...]:
    """Gives the choices that have a line in colour: of many those that come out best most often somewhere."""
    if len(found.options) <= MOST_NAMED:
        return found.options
    best = {place for table in found.shares.values() for place in table.argmax(axis=1).tolist()}
    return tuple(name for place, name in enumerate(found.options) if place in best)


def _spoken(payer: str, found: Curves, labels: Mapping[str, str], words: Words) -> str:
    cells = [
        words("accept_alt_cell", scenario=labels[name], first=round(100.0 * line[0]), last=round(100.0 * line[-1]))
        for name, line in zip(found.options, found.shares[payer].T, strict=True)
    ]
    return words("accept_alt_part", payer=words(f"accept_payer_{payer}"), cells="; ".join(cells))


def _data(found: Curves, labels: Mapping[str, str], words: Words) -> pd.DataFrame:
    rows = [
        (words(f"accept_payer_{payer}"), round(float(worth)), labels[name], round(100.0 * float(table[row, column]), 1))
        for payer, table in found.shares.items()
        for row, worth in enumerate(found.worths)
        for column, name in enumerate(found.options)
    ]
    return pd.DataFrame(
        rows, columns=[words(f"accept_column_{name}") for name in ("payer", "worth", "option", "share")]
    )


def _draw(
    slide: Slide, found: Curves, labels: Mapping[str, str], results: Results, words: Words, house: House
) -> Figure:
    number = len(found.shares)
    figure, (panels,) = council_slide(slide, house, columns=number, rows=1, left=0.75)
    looks, names = styles(results.reference, results.scenarios, house), _named(found)
    for axes, table in zip(panels.flat, found.shares.values(), strict=True):
        box = axes.get_position()
        shift = NAMES / number / WIDTH
        right = axes is not panels[0][0]
        axes.set_position((box.x0 - (shift - APART / WIDTH) * right, box.y0, box.width - shift, box.height))
        for name, line in zip(found.options, table.T, strict=True):
            look, wide = (looks[name], 2.2) if name in names else (OTHER, 0.8)
            axes.plot(found.worths, 100.0 * line, look.dashes, color=look.colour, linewidth=wide)
        _set_axes(axes, words)
    tags = [
        Tag(MOST_WORTH, 100.0 * float(line[-1]), fill(labels[name], LETTERS), looks[name].colour)
        for name, line in zip(found.options, list(found.shares.values())[-1].T, strict=True)
        if name in names
    ]
    tag_lines(panels[0][-1], tags)
    return figure


def _set_axes(axes: Axes, words: Words) -> None:
    axes.set_xlim(0.0, MOST_WORTH)
    axes.set_ylim(-1.0, 101.0)
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(words("accept_axis"), fontsize=SMALL)
    write_numbers(axes, words.lang)
    write_numbers(axes, words.lang, horizontal=True)
