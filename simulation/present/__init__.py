"""Presentation: tables, sentences and charts of a study, in Dutch or English, from its results alone."""

from collections.abc import Iterable
from pathlib import Path
from textwrap import fill

from rich.console import Console
from rich.table import Table

from simulation.present import (
    break_even,
    discovery,
    margins,
    monitoring,
    optimise,
    sensitivity,
    sweep_sentences,
    sweep_table,
)
from simulation.present.answers import read_answer, task_of
from simulation.present.calibration import draw_calibration, has_calibration, print_calibration, read_calibration
from simulation.present.charts import draw_charts
from simulation.present.discovery_charts import draw_discovery
from simulation.present.evidence import has_evidence, print_evidence, read_evidence
from simulation.present.evidence_chart import draw_evidence
from simulation.present.evidence_page import write_page
from simulation.present.folder import read_results
from simulation.present.guards import has_guards, print_guards, read_guards
from simulation.present.pilots import draw_pilots, has_pilots, print_pilots, read_pilots
from simulation.present.sensitivity_charts import draw_sensitivity
from simulation.present.sentences import paragraphs
from simulation.present.sweep import has_sweep, read_sweep
from simulation.present.sweep_charts import draw_sweep
from simulation.present.table import tables_of
from simulation.present.theme import PLAIN, House
from simulation.present.words import Words
from simulation.settings.words import Language

__all__ = ["show"]

QUESTIONS = {"break_even": break_even, "margins": margins, "monitoring": monitoring, "optimise": optimise}
"""task: the module with ``draw``, ``heading``, ``tables_of`` and ``sentences`` of its answer"""
WIDTH = 100
INDENT = "  "


def show(folder: Path, lang: str, house: House = PLAIN) -> None:
    """Shows a complete results folder: tables and sentences on stdout, charts in its folder figures.

    Args:
        folder: results of a study, or of another task that is shown
        lang: nl or en
        house: the looks of the municipality
    """
    words = Words(Language(lang))
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    if has_pilots(folder):
        pilots = read_pilots(folder)
        figures = draw_pilots(pilots, words)
        print_pilots(pilots, words, console)
    elif has_evidence(folder):
        evidence = read_evidence(folder)
        figures = draw_evidence(evidence, words)
        print_evidence(evidence, words, console, write_page(evidence, words))
    elif has_guards(folder):
        figures = []
        print_guards(read_guards(folder), words, console)
    elif has_calibration(folder):
        calibrated = read_calibration(folder)
        figures = draw_calibration(calibrated, words)
        print_calibration(calibrated, words, console)
    elif sensitivity.has_sensitivity(folder):
        found = sensitivity.read_sensitivity(folder)
        figures = draw_sensitivity(found, words)
        _print_sentences([found.case(words)], console)
        _print_tables(sensitivity.tables_of(found, words), console)
        _print_paragraphs(sensitivity.paragraphs(found, words), console)
    elif discovery.has_discovery(folder):
        conditions = discovery.read_discovery(folder)
        figures = draw_discovery(conditions, words)
        _print_paragraphs(discovery.paragraphs(conditions, words), console)
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
        figures = draw_charts(results, words, house)
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
