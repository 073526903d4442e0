"""What a council pack holds, made once in words; four renderers only lay it out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.present.chart import Chart
from simulation.present.numbers import written
from simulation.present.theme import House
from simulation.present.words import Words
from simulation.settings.words import Language

ANSWER, HOUSEHOLD, MORE = "answer", "household", "more"
"""names of sections: the answer, one household, and pictures that belong to no other"""


NARROW, BY_LENGTH, FIRST = 6.0, 0.6, 0.17
"""letters that any column has room for; how its width grows with its longest text; share of the first at least"""
DIGITS = 4
"""of numbers in tables behind charts"""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table, as it is read and as it is calculated with."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """cells as written, one for each column"""
    data: pd.DataFrame
    """the numbers behind them, not rounded; a row for each row"""

    @property
    def widths(self) -> list[float]:
        """Shares of the width for the columns: more for longer texts, and the first, with names, not narrow."""
        longest = [max(len(row[place]) for row in (self.columns, *self.rows)) for place in range(len(self.columns))]
        needs = [max(NARROW, letters) ** BY_LENGTH for letters in longest]
        first = max(FIRST, needs[0] / sum(needs))
        return [first, *((1.0 - first) * need / sum(needs[1:]) for need in needs[1:])]


def grid_of(data: pd.DataFrame, caption: str, words: Words) -> Grid:
    """Gives numbers as a table, each with as many digits as are read."""
    rows = tuple(tuple(_cell(value, words) for value in row) for row in data.itertuples(index=False))
    return Grid(caption=caption, columns=tuple(map(str, data)), rows=rows, data=data)


def _cell(value: object, words: Words) -> str:
    """Writes a value of a table."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None or value is pd.NA else str(value)
    if not math.isfinite(value):
        return "–"
    digits = DIGITS - 1 - math.floor(math.log10(abs(value))) if value else 0
    number = round(value, digits)
    decimals = next((each for each in range(3) if round(number, each) == number), 3)
    return written(number, decimals, words.lang)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A chart, drawn once."""

    chart: Chart
    title: str
    """the chart's own, told apart from others of the same text"""
    svg: bytes


@dataclass(frozen=True, kw_only=True)
class Section:
    """A question of the council, with its answer."""

    name: str
    """of anchors and sheets"""
    heading: str
    message: str
    """the answer in one sentence"""
    sentences: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    """what a slide says instead of them, where it has no room for all"""
    grid: Grid | None = None
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What stands on a single page."""

    message: str
    grid: Grid
    points: tuple[tuple[str, str], ...]
    """question and answer"""


@dataclass(frozen=True, kw_only=True)
class Pack:
    """All that is handed to a council."""

    lang: Language
    town: str
    title: str
    subtitle: str
    source: str
    """key, date, and that it is a simulation and no forecast"""
    brief: Brief
    sections: tuple[Section, ...]
    keys: tuple[tuple[str, str], ...]
    """what the study was, name and value"""
    house: House

    def section(self, name: str) -> Section:
        """Finds a section."""
        return next(each for each in self.sections if each.name == name)

    @property
    def pictures(self) -> Sequence[Picture]:
        """All pictures, in order."""
        return [picture for section in self.sections for picture in section.pictures]
