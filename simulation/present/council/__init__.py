"""The charts for the council: each one message, with its picture, its numbers and where they come from."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from simulation.present.chart import Chart
from simulation.present.council.best import best_chart
from simulation.present.council.failing import failing_chart
from simulation.present.council.helpers import assistants_chart, circles_chart
from simulation.present.council.holding import holding_chart
from simulation.present.council.money import budget_chart
from simulation.present.council.parts import parts
from simulation.present.council.pathway import pathway_chart
from simulation.present.council.payers import payers_chart
from simulation.present.council.places import benefits_chart, map_chart
from simulation.present.council.time import problems_chart, waiting_chart
from simulation.present.council.tornado import tornado_chart
from simulation.present.folder import Results
from simulation.present.theme import PLAIN, House
from simulation.present.words import Words

__all__ = ["EVERY_STUDY", "council_charts"]

Maker = Callable[[Results, Words, House], Chart | None]

EVERY_STUDY: tuple[Maker, ...] = (waiting_chart, problems_chart, budget_chart, payers_chart)
"""written by every study"""

CHARTS: tuple[Maker, ...] = (
    *EVERY_STUDY,
    benefits_chart,
    map_chart,
    circles_chart,
    assistants_chart,
    pathway_chart,
    holding_chart,
    tornado_chart,
    failing_chart,
    best_chart,
)
"""in the order in which they are shown"""

IN_PARTS = (*EVERY_STUDY, benefits_chart, map_chart, pathway_chart, holding_chart)
"""with something for each scenario: of many scenarios there are several pictures"""


def council_charts(
    results: Results, words: Words, house: House = PLAIN, makers: Iterable[Maker] = CHARTS
) -> list[Chart]:
    """Gives every chart that the results allow; a further picture of one has a number after its name."""
    found = []
    for make in makers:
        for number, part in enumerate(parts(results) if make in IN_PARTS else [results], 1):
            chart = make(part, words, house)
            if chart is not None:
                found.append(chart if number == 1 else replace(chart, name=f"{chart.name}_{number}"))
    return found
