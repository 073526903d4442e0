"""When it does not work, what to measure first, what nobody knows, and how all this was made."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from simulation.analysis.decision import Tables
from simulation.analysis.measurements import information_of
from simulation.present import discovery, monitoring
from simulation.present.answers import read_answer, task_of
from simulation.present.decision_sentences import measures
from simulation.present.decision_shown import PAYERS, Shown, is_drawn
from simulation.present.outcomes import SERIOUS
from simulation.present.pack.contents import Grid, Section
from simulation.present.pack.facts import Facts
from simulation.present.reliability import reliability
from simulation.present.sentences import covers
from simulation.settings.folders import shown as path_shown
from simulation.settings.tasks import Decision

MOST_MEASURES = 3
MOST_SAID = 8
MONITORING, DISCOVERY = "monitoring", "discovery"
GRADES = ("A", "B", "C", "D")


def failing(facts: Facts) -> Section:
    """Says under which conditions the approach does not do what it is for."""
    words, folder = facts.words, inside(facts.results.folder, DISCOVERY)
    if folder is not None and discovery.has_discovery(folder):
        found = discovery.read_discovery(folder)
        said = [sentence for _, sentences in discovery.paragraphs(found, words) for sentence in sentences]
        return Section(name="fails", heading=words("pack_fails"), message=said[0], sentences=tuple(said[1:MOST_SAID]))
    weak = [name for name in facts.results.scenarios if facts.pattern(SERIOUS, name) != "all"]
    message = words("pack_fails_message", names=facts.names(weak)) if weak else words("pack_fails_nowhere")
    command = f"voordeur task=discovery results={path_shown(facts.results.folder / DISCOVERY)}"
    holds = [f"{facts.label(name)}. {facts.holds(SERIOUS, name, facts.scope(name))}" for name in facts.results.scenarios]
    return Section(
        name="fails",
        heading=words("pack_fails"),
        message=message,
        sentences=(*holds, words("pack_fails_command", command=command)),
    )


def inside(folder: Path, name: str) -> Path | None:
    """Gives a folder in the results folder, if it is there and leads nowhere else."""
    path = folder / name
    return path if path.is_dir() and path.resolve().is_relative_to(folder.resolve()) else None


def measuring(facts: Facts) -> Section:
    """Says what to measure first, and when a council could know."""
    words = facts.words
    known = list(_worth(facts))
    message = known[0] if known else words("pack_measure_unknown")
    return Section(
        name="measure",
        heading=words("pack_measure"),
        message=message,
        sentences=(*known[1:MOST_MEASURES], *_when(facts)),
    )


def _worth(facts: Facts) -> Iterator[str]:
    """Says what knowing is worth, by the draws of the study."""
    most = {"problem_weeks": Decision.most_per_problem_week, "crises": Decision.most_per_crisis}
    for sample in (each for each in facts.decided.samples if is_drawn(each)):
        information = information_of(facts.decided, sample, most)
        tables = Tables(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), information, None)
        shown = Shown(facts.decided, tables, most, facts.words)
        found = [text for payer in PAYERS if payer in sample.costs for text in measures(shown, payer)]
        yield from found or [facts.words("decide_no_measure")]


def _when(facts: Facts) -> Iterator[str]:
    folder = inside(facts.results.folder, MONITORING)
    if folder is not None and task_of(folder) == MONITORING:
        yield from list(monitoring.sentences(read_answer(folder), facts.words))[:MOST_SAID]
        return
    town = facts.results.manifest["town"]
    where = path_shown(facts.results.folder / MONITORING)
    yield facts.words("pack_when_command", command=f"voordeur task=monitoring town={town} results={where}")


def unknown(facts: Facts) -> Section:
    """Says what the numbers do not cover."""
    words, results = facts.words, facts.results
    counted = Counter(row["grade"] for row in _rows(facts).values())
    total = sum(counted.values())
    weak = sum(counted[grade] for grade in GRADES[2:])
    rows = tuple((grade, words(f"pack_grade_{grade}"), str(counted[grade])) for grade in GRADES)
    columns = (words("pack_grade"), words("pack_grade_means"), words("pack_grade_number"))
    return Section(
        name="unknown",
        heading=words("pack_unknown"),
        message=words("pack_unknown_message", total=total, weak=weak),
        sentences=(words("calibrated"), *covers(results, words), *reliability(results, words), words("pack_made_up")),
        grid=Grid(
            caption=words("pack_grades"),
            columns=columns,
            rows=rows,
            data=pd.DataFrame([(*row[:2], counted[row[0]]) for row in rows], columns=list(columns)),
        ),
    )


def _rows(facts: Facts) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = facts.results.manifest["configuration"]["uncertainties"]["rows"]
    return found


def method(facts: Facts) -> Section:
    """Says on one page how this was made, and on what it rests."""
    words, results = facts.words, facts.results
    facts_of = results.manifest["configuration"]
    known = [row["source"] for row in _rows(facts).values() if row["grade"] in GRADES[:2]]
    sources = [source for source, _ in Counter(known).most_common()]
    sentences = [words(f"pack_method_{part}") for part in ("model", "pairs", "worldviews", "evidence")]
    plan = words(
        "pack_method_plan",
        runs=results.manifest["plan"]["runs"],
        years=results.years,
        warm_up=results.manifest["plan"]["warm_up_years"],
        households=facts.size(facts_of["town"]["households"], "count", 1.0),
        seed=results.manifest["seeds"]["study"],
    )
    return Section(
        name="method",
        heading=words("pack_method"),
        message=words("pack_method_message"),
        sentences=(*sentences, plan, words("pack_sources", sources="; ".join(sources)) if sources else ""),
    )
