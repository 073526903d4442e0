"""Charts with something for each scenario: of many scenarios there are several pictures, on the same axes."""

from dataclasses import replace

from simulation.present.folder import Results
from simulation.present.words import Words

MOST_TOGETHER = 5
"""scenarios in one picture"""


def parts(results: Results) -> list[Results]:
    """Gives what each picture of a chart shows."""
    names = results.scenarios
    number = -(-len(names) // MOST_TOGETHER)
    if number < 2:
        return [results]
    size = -(-len(names) // number)
    return [replace(results, part=names[start : start + size]) for start in range(0, len(names), size)]


def in_part(title: str, results: Results, words: Words) -> str:
    """Says after a title, which is about all scenarios, which of them are in this picture."""
    if not results.part:
        return title
    first = results.scenarios.index(results.part[0]) + 1
    return words("title_part_of", title=title, first=first, last=first + len(results.part) - 1)
