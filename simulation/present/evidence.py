"""The register of numbers as it is printed, and what the screening and the draws say of them."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulation.present.numbers import written
from simulation.present.outcomes import Shown, catalogue_in
from simulation.present.unknown_words import GROUPS
from simulation.present.unknowns import name_of, text_in, unit_in
from simulation.present.words import Words, capitalised, uncapitalised
from simulation.settings import Label
from simulation.settings.words import Language

REGISTER, SCREENING, GRADES = "register.csv", "screening.csv", "grades.csv"
DRAWN = "drawn"
ERRORS = 3.5
WIDTHS = (34, 8, 16, 17, 1, 19)
"""letters in each column of the table"""
DIGITS = 3
"""that matter, of a number in the table; the page has more"""
MOST_MOVED = 2
"""outcomes of each kind in the table; the page has all"""
MOST_UNSURE = 1.0
"""width of the interval of a share from which on it says nothing"""
DIFFERENCE, USUAL = "difference", "usual_care"


@dataclass(frozen=True)
class Evidence:
    """What the task left in its folder."""

    folder: Path
    register: pd.DataFrame
    screening: pd.DataFrame
    grades: pd.DataFrame
    manifest: Mapping[str, Any]
    outcomes: Mapping[str, Shown]
    moved: Mapping[tuple[str, str], list[str]]
    """outcomes that an unknown moves, by its full name and the kind (see ``DIFFERENCE``), the largest first"""

    def label(self, key: str, words: Words) -> str:
        """Gives a name of the manifest in the language of the words."""
        return words.of(Label(**self.manifest[key]))

    @cached_property
    def agencies(self) -> dict[str, Label]:
        """Gives the labels of the agencies by name; folders of earlier versions have none."""
        return {name: Label(**label) for name, label in self.manifest.get("agencies", {}).items()}

    @property
    def drawn(self) -> pd.DataFrame:
        """The numbers that the model calculates with."""
        return self.register[self.register["role"] == DRAWN]

    @property
    def idle(self) -> set[str]:
        """Unknowns that moved nothing at all."""
        still = self.screening.groupby("name")["swing"].agg(lambda swing: bool((swing.fillna(0.0) == 0.0).all()))
        return {str(name) for name in still.index[still]}


def has_evidence(folder: Path) -> bool:
    """Tells whether a results folder has a register."""
    return (folder / REGISTER).exists()


def read_evidence(folder: Path) -> Evidence:
    """Reads the register and what goes with it."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    register = pd.read_csv(folder / REGISTER, dtype={"value": str, "low": str, "high": str}, keep_default_na=True)
    screening = pd.read_csv(folder / SCREENING)
    grades = pd.read_csv(folder / GRADES)
    return Evidence(folder, register, screening, grades, manifest, catalogue_in(manifest), _moved(screening))


def _moved(screening: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    moved = screening[screening["moved"]]
    moved = moved.assign(size=(moved["swing"] / moved["error"]).abs()).sort_values("size", ascending=False)
    return {(str(name), str(kind)): list(rows["outcome"]) for (name, kind), rows in moved.groupby(["name", "of"])}


def print_evidence(evidence: Evidence, words: Words, console: Console, page: Path) -> None:
    """Prints the register in short form, and what is behind bands."""
    console.print(words("register_title"), style="bold")
    console.print(heading(evidence, words))
    for text in counts(evidence, words):
        console.print(fill(text, console.width), soft_wrap=True)
    for group, table in tables_of(evidence, words):
        console.print()
        console.print(group, style="bold")
        console.print(table)
    console.print()
    for text in (*reading(evidence, words), *sentences(evidence, words)):
        console.print(fill(text, console.width), soft_wrap=True)
    console.print()
    console.print(words("register_all", page=page), soft_wrap=True)


def heading(evidence: Evidence, words: Words) -> str:
    """Says in which town and scenario numbers were tried."""
    facts = evidence.manifest
    return words(
        "register_of",
        town=evidence.label("town", words),
        households=written(facts["households"], 0, words.lang),
        scenario=uncapitalised(evidence.label("scenario", words)),
        worldview=words.named("worldview", facts["worldview"]),
        years=facts["years"],
    )


def counts(evidence: Evidence, words: Words) -> Iterator[str]:
    """Says how many numbers there are of each grade and role, and what the rule widened."""
    drawn = evidence.drawn
    grades = words.listed([f"{number} {grade}" for grade, number in drawn["grade"].value_counts().sort_index().items()])
    roles = evidence.register["role"].value_counts().drop(DRAWN)
    others = words.listed([f"{number} {words(f'role_{role}')}" for role, number in roles.items()])
    yield words("register_count", number=len(drawn), grades=grades, others=others)
    yield words("grades_meaning")
    least = evidence.manifest["least_width"]
    wide = drawn[widened(drawn)]
    names = words.listed([f"{group}.{name}" for group, name in zip(wide["group"], wide["name"], strict=True)])
    parts = {grade.lower(): written(100 * least[grade], 0, words.lang) for grade in "CD"}
    yield words("register_rule", widened=names or words("moves_nothing"), **parts)


def widened(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Tells of each drawn number whether the rule made its range wider than was stated."""
    return (rows["drawn_low"] < rows["low"].astype(float)) | (rows["drawn_high"] > rows["high"].astype(float))


def reading(evidence: Evidence, words: Words) -> Iterator[str]:
    """Says how to read what numbers move."""
    scenario, reference = (uncapitalised(evidence.label(key, words)) for key in ("scenario", "reference"))
    runs = int(evidence.screening["runs"].iloc[0])
    errors = written(ERRORS, 1, words.lang)
    yield words("screening_note", runs=runs, errors=errors, scenario=scenario, reference=reference)
    yield words("screening_idle", number=len(evidence.idle))


def sentences(evidence: Evidence, words: Words) -> Iterator[str]:
    """Says of each outcome which part of its spread stems from C and D."""
    for outcome, rows in evidence.grades.groupby("outcome", sort=False):
        by = rows.set_index("varied")
        label = evidence.outcomes[str(outcome)].inside(words)
        if not told(by):
            yield words("grades_unsaid", outcome=label)
            continue
        share, low, high = (percent(by[each]["assumptions"], words) for each in ("share", "share_low", "share_high"))
        facts = percent(by["share"]["facts"], words)
        yield words("grades_sentence", outcome=label, share=share, low=low, high=high, facts=facts)


def told(by: pd.DataFrame) -> bool:
    """Tells whether the draws differ so much more than luck that a share of it means something."""
    width = by["share_high"]["assumptions"] - by["share_low"]["assumptions"]
    return bool(math.isfinite(by["share"]["all"]) and width <= MOST_UNSURE)


def percent(share: float, words: Words) -> str:
    """Writes a share as a whole percentage."""
    return written(100.0 * share, 0, words.lang) if math.isfinite(share) else "?"


def tables_of(evidence: Evidence, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a heading and a table for each group of uncertainties."""
    for group, rows in evidence.drawn.groupby("group", sort=False):
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        for name, width in zip(("name", "value", "range", "unit", "grade", "moves"), WIDTHS, strict=True):
            justify = "right" if name in ("value", "range") else "left"
            heading_ = "" if name == "grade" else words(f"register_{name}")
            table.add_column(heading_, width=width, justify=justify)  # type: ignore[arg-type]
        for _, row in rows.iterrows():
            table.add_row(
                Text(f"{label_of(row, evidence.agencies, words)}\n").append(row["name"], style="dim"),
                number(row["value"], words, DIGITS),
                range_of(row, words, DIGITS),
                unit_in(row["unit"], words),
                row["grade"],
                moves(evidence, f"{group}.{row['name']}", words),
            )
        yield group_in(str(group), words), table


def group_in(group: str, words: Words) -> str:
    """Names a group of unknowns, or the pilot or scenario that other numbers are about."""
    known = GROUPS.get(group)
    name = text_in(group, words) if known is None else known[0 if words.lang is Language.NL else 1]
    return capitalised(name) if known is None or name == group else f"{capitalised(name)} ({group})"


def label_of(row: "pd.Series[Any]", agencies: Mapping[str, Label], words: Words) -> str:
    """Names a number of the register in plain words; the name itself where it has none in this language."""
    if row["role"] == DRAWN:
        return name_of(f"{row['group']}.{row['name']}", agencies, words)
    fact = words.named("fact", row["name"])
    return capitalised(fact if fact != row["name"].replace("_", " ") else text_in(row["name"], words))


def source_of(row: "pd.Series[Any]", words: Words) -> str:
    """Gives source and note of a number; titles stay in their own language."""
    texts = [str(text) for text in (row["source"], row["note"]) if text == text and str(text)]
    return " — ".join(text_in(text, words) for text in texts)


def is_number(text: object) -> bool:
    """Tells whether a value of the register is a number."""
    try:
        float(str(text))
    except ValueError:
        return False
    return True


def number(text: object, words: Words, digits: int = 4) -> str:
    """Writes a number with so many digits that matter, and other text in the language of the words."""
    if not is_number(text):
        return text_in(str(text), words)
    value = float(str(text))
    if not math.isfinite(value):
        return ""
    size = math.floor(math.log10(abs(value))) if value else 0
    decimals = max(0, min(8, digits - 1 - size))
    text = written(value, decimals, words.lang)
    mark = words("decimal")
    return text.rstrip("0").rstrip(mark) if mark in text else text


def range_of(row: "pd.Series[Any]", words: Words, digits: int = 4) -> str:
    """Writes low and high, or nothing where a number has no range."""
    low, high = (number(row[key], words, digits) for key in ("low", "high"))
    return "" if low == high else f"{low}–{high}"


def moves(evidence: Evidence, name: str, words: Words, most: int = MOST_MOVED) -> str:
    """Names the outcomes that an unknown moves most: of the difference, and after a bar of usual care."""
    if name in evidence.idle:
        return words("moves_nothing")
    found = [_short(evidence.moved.get((name, kind), []), most, words) for kind in (DIFFERENCE, USUAL)]
    if not any(found):
        return words("moves_unseen")
    return found[0] if not found[1] else f"{found[0] or words('moves_unseen')} | {found[1]}"


def _short(outcomes: Sequence[str], most: int, words: Words) -> str:
    names = [words(f"short_{name}") for name in outcomes[:most]]
    return ", ".join([*names, *(["…"] if len(outcomes) > most else [])])
