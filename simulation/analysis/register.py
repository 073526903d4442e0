"""The register: every number there is, with its grade, its source and the parts of the model that read it."""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from simulation.analysis.targets import all_targets
from simulation.model import continue_world, prepare
from simulation.settings import Study, Uncertainty, Values
from simulation.settings.compose import Composed
from simulation.settings.folders import PACKAGE, folders
from simulation.study.keys import Key, values_in
from simulation.study.run import clockwork_of, measure, town_in

DRAWN = "drawn"
"""role of the numbers that the model is run with"""
A_YEAR = 1
ENGINE = ("streets", "money", "services", "study")
"""folders of what runs are made of"""
NOWHERE = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One number, as a line of the register."""

    role: str
    """``drawn``; that of a row of parameters.csv (input, check, background); the use of a target"""
    group: str
    """of an uncertainty; of another row the pilot or scenario that it is about"""
    name: str
    value: str | float
    low: str | float
    high: str | float
    drawn_low: float | None = None
    drawn_high: float | None = None
    distribution: str = ""
    unit: str
    grade: str
    denominator: int | None = None
    fitted: bool = False
    source: str
    note: str
    used_in: str = NOWHERE
    """modules that read it, parted by spaces"""


@dataclass
class TracedValues(Values):
    """Values that remember which modules read them."""

    numbers: Mapping[str, float]
    readers: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.numbers)

    def __getitem__(self, name: str) -> float:
        """Return a value, and note who asks."""
        self.readers.setdefault(name, set()).add(str(sys._getframe(1).f_globals["__name__"]))
        return super().__getitem__(name)


def readers_of(study: Study) -> dict[str, tuple[str, ...]]:
    """Return the modules that read each uncertainty, by name, as a year of every scenario shows.

    All values are read when a town is settled, continued and measured, however long that takes.
    """
    readers: dict[str, set[str]] = {}
    for scenario in (study.reference, *study.scenarios):
        values = TracedValues(values_in(study, None, 0), readers)
        town, clockwork = town_in(study), clockwork_of(study, 0, A_YEAR)
        settled = prepare(town, study.reference, values, clockwork)
        model = continue_world(town, scenario, values, settled, clockwork)
        model.run()
        measure(model, Key(worldview="", scenario=scenario.name, draw=0, run=0))
    return {name: tuple(sorted(modules)) for name, modules in readers.items()}


def mentions_of(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the modules of the model that name some uncertainties, for those that no short run reads."""
    paths = [PACKAGE / "model.py", *(path for folder in ENGINE for path in sorted((PACKAGE / folder).rglob("*.py")))]
    texts = {
        ".".join((PACKAGE.name, *path.relative_to(PACKAGE).with_suffix("").parts)): path.read_text(encoding="utf-8")
        for path in paths
    }
    words = {full: re.compile(rf"\b{full.partition('.')[2]}\b") for full in names}
    return {full: tuple(each for each, text in texts.items() if word.search(text)) for full, word in words.items()}


def register_of(composed: Composed) -> pd.DataFrame:
    """Return every number: those that are drawn, those behind them or beside them, and the targets.

    Returns:
        One row a number, one column a field of ``Entry``
    """
    readers = readers_of(composed.study)
    readers |= mentions_of(composed.study.uncertainties.rows.keys() - readers.keys())
    entries = [*_drawn(composed, readers), *_parameters(), *_targets()]
    return pd.DataFrame([vars(entry) for entry in entries]).astype({"denominator": "Int64"})


def _drawn(composed: Composed, readers: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    stated = composed.configuration["uncertainties"]
    for full, row in composed.study.uncertainties.rows.items():
        group, _, name = full.partition(".")
        yield _drawn_entry(group, name, row, stated[group][name], " ".join(readers.get(full, ())))


def _drawn_entry(group: str, name: str, row: Uncertainty, stated: Mapping[str, float], used_in: str) -> Entry:
    return Entry(
        role=DRAWN,
        group=group,
        name=name,
        value=row.value,
        low=stated["low"],
        high=stated["high"],
        drawn_low=row.low,
        drawn_high=row.high,
        distribution=str(row.distribution),
        unit=row.unit if row.price_year is None else f"{row.unit} ({row.price_year})",
        grade=row.grade,
        denominator=row.denominator,
        fitted=row.fitted,
        source=row.source,
        note=row.note,
        used_in=used_in,
    )


def _parameters() -> Iterator[Entry]:
    """The rows of parameters.csv: what sources say. The model reads none of them."""
    path = next(path for folder in folders("configs") if (path := folder / "evidence" / "parameters.csv").exists())
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Entry(group=row.pop("approach"), **row)  # type: ignore[arg-type]


def _targets() -> Iterator[Entry]:
    for target in all_targets():
        yield Entry(
            role=target.use,
            group=f"{target.town}, {target.scenario}",
            name=target.outcome,
            value=target.value,
            low=target.low,
            high=target.high,
            unit=target.unit,
            grade=target.grade,
            denominator=target.denominator,
            source=target.source,
            note=target.note,
        )
