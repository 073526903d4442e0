"""The charts for the council: each one message, with its picture, its numbers and where they come from."""

from collections.abc import Callable

from simulation.present.chart import Chart
from simulation.present.council.money import budget_chart
from simulation.present.council.time import problems_chart, waiting_chart
from simulation.present.folder import Results
from simulation.present.theme import PLAIN, House
from simulation.present.words import Words

__all__ = ["council_charts"]

CHARTS: tuple[Callable[[Results, Words, House], Chart | None], ...] = (
    waiting_chart,
    problems_chart,
    budget_chart,
)
"""in the order in which they are shown"""


def council_charts(results: Results, words: Words, house: House = PLAIN) -> list[Chart]:
    """Gives every chart that the results allow."""
    return [chart for make in CHARTS if (chart := make(results, words, house)) is not None]
