"""A chart for the council: one message, the picture, and the numbers behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from simulation.present.theme import PLAIN, House, save, themed
from simulation.settings.words import Language
from simulation.study.folder import write_csv

PRINT = 300
"""dots in an inch"""
PALER = 0.45
"""share of a colour that is left in its lighter shade"""


@dataclass(frozen=True, kw_only=True)
class Native:
    """The same numbers as a chart that office programs draw themselves and people can edit."""

    kind: str
    """``line``, ``bar`` (one beside another) or ``stacked``"""
    categories: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    """label: one number a category, none where there is nothing"""
    unit: str
    across: str = ""
    """what categories are, where they do not say so themselves"""
    every: int = 1
    """one of how many categories is written"""
    most: float | None = None
    """the most that a number can be"""
    colours: Mapping[str, str] = field(default_factory=dict)
    """of series by label, where those of the house in order would not do"""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of the council pack and the page, in one language."""

    name: str
    """of its files, without ending and language"""
    title: str
    """the conclusion, in one sentence"""
    note: str
    """how to read it: what bands cover, what lines are"""
    alt: str
    """what is seen, for who cannot see it: the title, a sentence on its form, and what it says, numbers included"""
    source: str
    """key of the scenarios, date, and that it is a simulation and no forecast"""
    data: pd.DataFrame
    """what is drawn, with labels as people read them; one row a mark"""
    draw: Callable[[], Figure]
    """draws it at the size of a slide, title, note and source included; to be saved with the looks of its house"""
    native: Native


def pale(colour: str) -> str:
    """Gives a lighter shade of a colour."""
    red, green, blue = (1.0 - PALER * (1.0 - part) for part in to_rgb(colour))
    return to_hex((red, green, blue))


def save_chart(chart: Chart, folder: Path, lang: Language, house: House = PLAIN) -> list[Path]:
    """Writes a chart as PNG for print, as SVG, and its numbers as CSV.

    Returns:
        the files
    """
    name = f"{chart.name}_{lang}"
    with themed(house):
        files = save(chart.draw(), folder, name, PRINT)
    numbers = folder / f"{name}.csv"
    write_csv(numbers, chart.data)
    return [*files, numbers]
