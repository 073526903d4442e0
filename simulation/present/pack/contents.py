"""What a council pack holds, made once in words; four renderers only lay it out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from simulation.present.chart import Chart
from simulation.present.theme import House
from simulation.settings.words import Language

ANSWER, HOUSEHOLD, MORE = "answer", "household", "more"
"""names of sections: the answer, one household, and pictures that belong to no other"""


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table, as it is read and as it is calculated with."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """cells as written, one for each column"""
    data: pd.DataFrame
    """the numbers behind them, not rounded; a row for each row"""


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
