"""A chart for the council: one message, the picture, and the numbers behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure


@dataclass(frozen=True, kw_only=True)
class Native:
    """The same numbers as a chart that office programs draw themselves and people can edit."""

    kind: str
    """``line``, ``bar`` (one beside another) or ``stacked``"""
    categories: Sequence[str]
    series: Mapping[str, Sequence[float | None]]
    """label: one number a category, none where there is nothing"""
    unit: str


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
    """what is seen, for who cannot see it; numbers included"""
    source: str
    """key of the scenarios, date, and that it is a simulation and no forecast"""
    data: pd.DataFrame
    """what is drawn, with labels as people read them; one row a mark"""
    draw: Callable[[], Figure]
    """draws it at the size of a slide, title, note and source included"""
    native: Native
