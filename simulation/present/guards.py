"""The guards: what flatters a pilot, beside what it does, in tables and sentences."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulation.present.findings import SEEN, Direction, against_reference, direction, patterns
from simulation.present.folder import PILOT, TOWN, Results, read_results
from simulation.present.numbers import THOUSAND, Scale, written
from simulation.present.table import difference_text
from simulation.present.words import Words, capitalised
from simulation.study.comparison import interval

COHORT, ACCESS, CASH = "cohort.csv", "access.csv", "cash.csv"
STUDY = "study"
PARTS = ("direct", "found", "queue")
PAID = (*PARTS, "idle", "approach", "cash")
KINDS = {"problems": 1.0, "serious": 0.01}
"""what is followed of clients, and what one unit of the table is"""
BOUNDS = ["difference", "low", "high"]

WHOLE, THOUSANDS = Scale(1.0, 0, ""), Scale(THOUSAND, 0, "thousand")

Numbers = tuple[float, float, float]
"""a difference with its interval"""


@dataclass(frozen=True)
class Guards:
    """What the task left in its folder."""

    folder: Path
    results: Results
    """of the study itself"""
    cohort: pd.DataFrame
    access: pd.DataFrame
    cash: pd.DataFrame
    manifest: Mapping[str, Any]

    def of(self, table: pd.DataFrame, scenario: str) -> dict[str, pd.DataFrame]:
        """Gives the rows of a scenario by worldview, in the study's order."""
        ours = table[table["scenario"] == scenario]
        found = {name: ours[ours["worldview"] == name] for name in self.results.worldviews}
        return {name: rows for name, rows in found.items() if len(rows)}


def has_guards(folder: Path) -> bool:
    """Tells whether a results folder is of the guards."""
    return (folder / COHORT).exists() and (folder / CASH).exists()


def read_guards(folder: Path) -> Guards:
    """Reads the tables of the guards, and the study they are about."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    cohort, access, cash = (pd.read_csv(folder / name) for name in (COHORT, ACCESS, CASH))
    return Guards(folder, read_results(folder / STUDY), cohort, access, cash, manifest)


def print_guards(guards: Guards, words: Words, console: Console) -> None:
    """Prints five tables for each scenario, each with what it says and how to read it."""
    console.print(words("guards_title"), style="bold")
    for scenario in guards.results.scenarios:
        console.print()
        console.print(words.of(guards.results.labels[scenario]), style="bold underline")
        for title, table, texts in sections(guards, scenario, words):
            console.print()
            console.print(title, style="bold")
            if table is not None:
                console.print(table)
            for text in texts:
                console.print(fill(text, console.width), soft_wrap=True)
    console.print()
    console.print(fill(words("guards_end"), console.width), soft_wrap=True)
    console.print()


def sections(guards: Guards, scenario: str, words: Words) -> Iterator[tuple[str, Table | None, Sequence[str]]]:
    """Gives title, table and sentences of each guard."""
    yield _cohort(guards, scenario, words)
    yield _access(guards, scenario, words)
    yield _found(guards, scenario, words)
    yield _cash(guards, scenario, words)
    for scope in (PILOT, TOWN):
        yield _conclusions(guards, scenario, scope, words)


def _cohort(guards: Guards, scenario: str, words: Words) -> tuple[str, Table | None, Sequence[str]]:
    by = {name: rows[rows["clients"] > 0] for name, rows in guards.of(guards.cohort, scenario).items()}
    by = {name: rows for name, rows in by.items() if len(rows)}
    if not by:
        nobody = words("guard_no_clients", scenario=words.of(guards.results.labels[scenario]))
        return words("guard_cohort"), None, [nobody]
    table = _empty(by, words)
    table.add_row(words("guard_clients"), *(written(rows["clients"].mean(), 0, words.lang) for rows in by.values()))
    for kind, unit in KINDS.items():
        table.add_row(Text(words(f"guard_{kind}"), style="bold"))
        for moment in ("before", "after"):
            scale = Scale(unit, 1 if kind == "problems" else 0, "")
            means = [scale.write(rows[f"{kind}_{moment}"].mean(), words.lang) for rows in by.values()]
            table.add_row(f"  {words(f'guard_{moment}')}", *means)
        scale = Scale(unit, 2 if kind == "problems" else 1, "")
        for name in ("naive", "usual", "true"):
            cells = [difference_text(change(rows, kind, name), scale, words) for rows in by.values()]
            table.add_row(f"  {words(f'guard_{name}')}", *cells)
    said = [_naive_said(name, rows, words) for name, rows in by.items()]
    return words("guard_cohort"), table, [words("guard_cohort_note", runs=guards.manifest["runs"]), *said]


def change(rows: pd.DataFrame, kind: str, name: str) -> Numbers:
    """Gives a change within a year over runs: ``naive`` in the scenario, ``usual`` without it, ``true`` their gap."""
    naive = rows[f"{kind}_after"] - rows[f"{kind}_before"]
    usual = rows[f"{kind}_usual_after"] - rows[f"{kind}_usual_before"]
    gaps = {"naive": naive, "usual": usual, "true": naive - usual}[name].to_numpy(float)
    return (float(gaps.mean()), *interval(gaps))


def _naive_said(worldview: str, rows: pd.DataFrame, words: Words) -> str:
    naive, usual = (written(-change(rows, "problems", name)[0], 2, words.lang) for name in ("naive", "usual"))
    name = capitalised(words.named("worldview", worldview))
    return words("guard_naive_said", worldview=name, naive=naive, usual=usual)


def _access(guards: Guards, scenario: str, words: Words) -> tuple[str, Table, Sequence[str]]:
    by = {name: rows.iloc[0] for name, rows in guards.of(guards.access, scenario).items()}
    table = _empty(by, words)
    for kind in ("all", "own"):
        cells = [_weeks(row, kind, words) for row in by.values()]
        table.add_row(words(f"guard_{kind}"), *cells)
    labels = [Text(words(f"label_{label_of(row)}"), style="bold") for row in by.values()]
    table.add_row(words("guard_label"), *labels)
    said = [_access_said(name, row, words) for name, row in by.items()]
    return words("guard_access"), table, [words("guard_access_note"), *said]


def _weeks(row: "pd.Series[Any]", kind: str, words: Words) -> Text:
    if _is_zero(row, kind):
        return Text(words("guard_exactly_zero"))
    return difference_text(_numbers(row, kind), WHOLE, words)


def _is_zero(row: "pd.Series[Any]", kind: str) -> bool:
    """Whether a difference is zero in every run, and not only on average."""
    return bool(row["nothing_own"]) if kind == "own" else not any(row[f"{kind}{end}"] for end in ("_low", "_high"))


def _access_said(worldview: str, row: "pd.Series[Any]", words: Words) -> str:
    name, label = capitalised(words.named("worldview", worldview)), label_of(row)
    sizes = {kind: written(row[kind], 0, words.lang, signed=True) for kind in ("all", "own")}
    return words(f"said_{label}", worldview=name, pairs=int(row["pairs"]), **sizes)


def label_of(row: "pd.Series[Any]") -> str:
    """Says what a difference in problem-weeks is: of the approach itself, or of access to agencies.

    Returns:
        ``access`` if the approach itself does nothing in any run; ``own`` if it takes problems away itself, ``harm`` if
        it brings them; ``unclear`` if its own part cannot be told from zero; ``nothing`` if there is no difference,
        ``zero`` if there is none in any run
    """
    if _is_zero(row, "all"):
        return "zero"
    whole, own = (direction(row[f"{kind}_low"], row[f"{kind}_high"]) for kind in ("all", "own"))
    if row["nothing_own"]:
        return "access" if whole in SEEN else "nothing"
    return {Direction.LESS: "own", Direction.MORE: "harm"}.get(own, "unclear")


def _found(guards: Guards, scenario: str, words: Words) -> tuple[str, Table, Sequence[str]]:
    by = {name: rows.iloc[0] for name, rows in guards.of(guards.access, scenario).items()}
    table = _empty(by, words)
    for part in PARTS:
        table.add_row(words(f"guard_{part}_weeks"), *(_weeks(row, part, words) for row in by.values()))
    return words("guard_found"), table, [words("guard_found_note")]


def _cash(guards: Guards, scenario: str, words: Words) -> tuple[str, Table, Sequence[str]]:
    by = guards.of(guards.cash, scenario)
    table = _empty(by, words)
    parts = {name: {part: _paid(rows, part) for part in PAID} for name, rows in by.items()}
    for part in PAID:
        cells = [difference_text(each[part], THOUSANDS, words) for each in parts.values()]
        table.add_row(Text(words(f"cash_{part}"), style="bold" if part == "cash" else ""), *cells)
    said = [_cash_said(name, each, words) for name, each in parts.items()]
    return words("guard_cash"), table, [words("guard_cash_note"), *said]


def _cash_said(worldview: str, parts: Mapping[str, Numbers], words: Words) -> str:
    amounts = {"paper": parts["direct"][0], "cash": parts["cash"][0] - parts["approach"][0]}
    texts = {key: written(round(amount, -3), 0, words.lang, signed=True) for key, amount in amounts.items()}
    return words("guard_cash_said", worldview=capitalised(words.named("worldview", worldview)), **texts)


def _paid(rows: pd.DataFrame, part: str) -> Numbers:
    middle, low, high = rows[rows["part"] == part][BOUNDS].to_numpy(float)[0]
    return middle, low, high


def _conclusions(guards: Guards, scenario: str, scope: str, words: Words) -> tuple[str, Table, Sequence[str]]:
    """Marks each main outcome: the same difference in all worldviews, in some, or in none."""
    results = guards.results
    contrast = against_reference(results, scenario, scope)
    found = patterns(contrast)
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column(words("guard_difference", reference=results.usual(words)))
    table.add_column(words("guard_holds"))
    for name, directions in contrast.outcomes.items():
        mark, phrases = _held(name, directions, found, results, words)
        table.add_row("; ".join(phrases), Text(words(f"holds_{mark}"), style="bold" if mark == "all" else ""))
    notes = [words("guard_marks_note")] if scope == TOWN else []
    return words("guard_conclusions", scope=words(f"in_{scope}")), table, notes


def _held(
    name: str, directions: Mapping[str, Direction], found: Any, results: Results, words: Words
) -> tuple[str, list[str]]:
    shown = results.outcomes[name]
    if name in found.everywhere:
        return "all", [shown.change(found.everywhere[name] is Direction.MORE, words)]
    if name in found.somewhere:
        by = {toward: [key for key, each in directions.items() if each is toward] for toward in SEEN}
        return "some", [
            f"{shown.change(toward is Direction.MORE, words)}: "
            + words.listed([words.named("worldview", key) for key in names])
            for toward, names in by.items()
            if names
        ]
    return ("none" if name in found.nowhere else "untold"), [shown.inside(words)]


def _numbers(row: "pd.Series[Any]", kind: str) -> Numbers:
    return float(row[kind]), float(row[f"{kind}_low"]), float(row[f"{kind}_high"])


def _empty(by: Mapping[str, object], words: Words) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    table.add_column("", ratio=1)
    for name in by:
        table.add_column(words.named("worldview", name), justify="right", no_wrap=True)
    return table
