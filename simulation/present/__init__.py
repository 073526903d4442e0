"""Presentation: tables, sentences and charts of a study, in Dutch or English, from its results alone."""

from pathlib import Path
from textwrap import fill

from rich.console import Console

from simulation.present.charts import draw_charts
from simulation.present.folder import Results, read_results
from simulation.present.pilots import draw_pilots, has_pilots, print_pilots, read_pilots
from simulation.present.sentences import paragraphs
from simulation.present.table import tables_of
from simulation.present.words import Words
from simulation.settings.words import Language

__all__ = ["show"]

WIDTH = 100
INDENT = "  "


def show(folder: Path, lang: str) -> None:
    """Shows a complete results folder: tables and sentences on stdout, charts in its folder figures.

    Args:
        folder: results of a study, or of the pilots
        lang: nl or en
    """
    words = Words(Language(lang))
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    if has_pilots(folder):
        pilots = read_pilots(folder)
        figures = draw_pilots(pilots, words)
        print_pilots(pilots, words, console)
    else:
        results = read_results(folder)
        figures = draw_charts(results, words)
        _print(results, words, console)
    console.print(words("results", folder=folder), soft_wrap=True)
    if figures:
        console.print(words("figures", folder=figures[0].parent), soft_wrap=True)


def _print(results: Results, words: Words, console: Console) -> None:
    for title, table in tables_of(results, words):
        console.print(title, style="bold")
        console.print(table)
        console.print()
    for heading, sentences in paragraphs(results, words):
        if heading:
            console.print(heading, style="bold")
        for sentence in sentences:
            text = fill(sentence, console.width, initial_indent=INDENT, subsequent_indent=INDENT)
            console.print(text, soft_wrap=True)
        console.print()
