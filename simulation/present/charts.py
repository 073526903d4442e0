"""The charts that every study writes to its folder."""

from pathlib import Path

from simulation.present.chart import save_chart
from simulation.present.council import EVERY_STUDY, council_charts
from simulation.present.folder import Results
from simulation.present.forest import draw_differences
from simulation.present.theme import PLAIN, House, save, themed
from simulation.present.words import Words


def draw_charts(results: Results, words: Words, house: House = PLAIN) -> list[Path]:
    """Draws the differences of all scenarios, and the first charts for the council, in the folder figures.

    Returns:
        the files
    """
    folder, files = results.folder / "figures", []
    with themed(house):
        figure = draw_differences(results, words)
        if figure is not None:
            files += save(figure, folder, f"differences_{words.lang}")
    for chart in council_charts(results, words, house, EVERY_STUDY):
        files += save_chart(chart, folder, words.lang, house)
    return files
