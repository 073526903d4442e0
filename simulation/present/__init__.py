"""Presentation: tables, sentences and charts of a study, in Dutch or English, from its results alone."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from rich.console import Console
from rich.table import Table

from simulation.present import break_even, margins, monitoring, optimise, sweep_sentences, sweep_table
from simulation.present.answers import read_answer, task_of
from simulation.present.charts import draw_charts
from simulation.present.folder import read_results
from simulation.present.pilots import draw_pilots, has_pilots, print_pilots, read_pilots
from simulation.present.sentences import paragraphs
from simulation.present.sweep import has_sweep, read_sweep
from simulation.present.sweep_charts import draw_sweep
from simulation.present.table import tables_of
from simulation.present.words import Words
from simulation.settings.words import Language

__all__ = ["show"]

QUESTIONS = {"break_even": break_even, "margins": margins, "monitoring": monitoring, "optimise": optimise}
"""task: the module with ``draw``, ``heading``, ``tables_of`` and ``sentences`` of its answer"""
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
    elif (question := QUESTIONS.get(task_of(folder))) is not None:
        answer = read_answer(folder)
        figures = question.draw(answer, words)
        _print_sentences(question.heading(answer, words), console)
        _print_tables(question.tables_of(answer, words), console)
        _print_sentences(question.sentences(answer, words), console)
    elif has_sweep(folder):
        sweep = read_sweep(folder)
        figures = draw_sweep(sweep, words)
        _print_sentences(sweep_table.heading(sweep, words) if sweep.results.scenarios else (), console)
        _print_tables(sweep_table.tables_of(sweep, words), console)
        _print_paragraphs(sweep_sentences.paragraphs(sweep, words), console)
    else:
        results = read_results(folder)
        figures = draw_charts(results, words)
        _print_tables(tables_of(results, words), console)
        _print_paragraphs(paragraphs(results, words), console)
    console.print(words("results", folder=folder), soft_wrap=True)
    if figures:
        console.print(words("figures", folder=figures[0].parent), soft_wrap=True)


def _print_tables(tables: Iterable[tuple[str, Table]], console: Console) -> None:
    for title, table in tables:
        console.print(title, style="bold")
        console.print(table)
        console.print()


def _print_paragraphs(paragraphs: Iterable[tuple[str, list[str]]], console: Console) -> None:
    for title, sentences in paragraphs:
        if title:
            console.print(title, style="bold")
        _print_sentences(sentences, console, INDENT)


def _print_sentences(sentences: Iterable[str], console: Console, indent: str = "") -> None:
    for sentence in sentences:
        text = fill(sentence, console.width, initial_indent=indent, subsequent_indent=indent)
        console.print(text, soft_wrap=True)
    console.print()
