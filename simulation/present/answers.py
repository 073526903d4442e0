"""What the answers to questions have in common: their folder, and how they say what an interval covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.present.folder import read_manifest
from simulation.present.outcomes import Shown, catalogue_in
from simulation.present.theme import SMALL
from simulation.present.words import TEXTS, Words, uncapitalised
from simulation.settings import Label

LEVERS, UNCERTAINTIES = "levers.", "uncertainties."
TITLE_BESIDE_LEGEND = 58
"""letters that a title may have beside the legend"""


@dataclass(frozen=True)
class Answer:
    """A results folder with the answer to a question."""

    folder: Path
    manifest: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    """by name of file"""

    @property
    def task(self) -> str:
        """Which question."""
        return str(self.manifest["task"])

    @property
    def question(self) -> Mapping[str, Any]:
        """The settings of the question."""
        found: Mapping[str, Any] = self.manifest[self.task]
        return found

    @property
    def years(self) -> int:
        """The horizon."""
        return int(self.manifest["plan"]["years"])

    @property
    def worldviews(self) -> list[str]:
        """In order."""
        return list(self.manifest["plan"]["worldviews"])

    @property
    def scenarios(self) -> list[str]:
        """All but usual care, in order."""
        return [str(each["name"]) for each in self.manifest["configuration"]["scenarios"]]

    @property
    def outcomes(self) -> dict[str, Shown]:
        """How each outcome is shown."""
        return catalogue_in(self.manifest)

    def label(self, scenario: str, words: Words) -> str:
        """Names a scenario."""
        plans = self.manifest["configuration"]
        found = next(each for each in (plans["reference"], *plans["scenarios"]) if each["name"] == scenario)
        return words.of(Label(**found["label"]))

    def reference(self, words: Words) -> str:
        """Names usual care inside a sentence."""
        return uncapitalised(self.label(self.manifest["configuration"]["reference"]["name"], words))

    def place(self, words: Words) -> str:
        """Says where outcomes are measured."""
        town = self.manifest["configuration"]["town"]
        if self.question.get("scope") == "pilot":
            pilots = ", ".join(each["name"] for each in town["neighbourhoods"] if each["pilot"])
            return f"{words('in_pilot')} ({pilots})"
        return f"{words('in_town')} ({words.of(Label(**town['label']))})"


def task_of(folder: Path) -> str:
    """Names the task that a results folder is of; nothing for a study."""
    path = folder / "manifest.json"
    return str(read_manifest(folder).get("task", "")) if path.exists() else ""


def read_answer(folder: Path) -> Answer:
    """Reads the answer to a question."""
    tables = {path.stem: pd.read_csv(path, keep_default_na=False, na_values=[""]) for path in folder.glob("*.csv")}
    return Answer(folder, read_manifest(folder), tables)


def called(setting: str) -> str:
    """Gives the dotted name of a setting without its kind."""
    return setting.removeprefix(LEVERS).removeprefix(UNCERTAINTIES)


def lever_name(setting: str, words: Words) -> str:
    """Gives a setting in plain words where it has them, else its dotted name."""
    known = f"lever_{called(setting)}"
    return words(known) if known in TEXTS else called(setting)


def legend_above(figure: Figure, axes: Axes) -> None:
    """Names the colours of some axes in the corner above all panels, or under them where the title is long."""
    handles, labels = axes.get_legend_handles_labels()
    is_long = len(figure.texts[0].get_text()) > TITLE_BESIDE_LEGEND
    figure.legend(
        handles,
        labels,
        ncols=len(labels),
        frameon=False,
        fontsize=SMALL,
        loc="lower right" if is_long else "upper right",
        bbox_to_anchor=(0.98, 0.0 if is_long else 1 - 0.15 / figure.get_figheight()),
    )


def covered(table: pd.DataFrame, words: Words) -> Iterator[str]:
    """Says what the intervals of a table cover, in which columns ``covers``, ``draws`` and ``runs`` say so."""
    for (covers, draws, runs), _ in table.groupby(["covers", "draws", "runs"], sort=False):
        of_draws = words("answers_of_draws", draws=draws) if int(str(draws)) > 1 else ""
        yield words("answers_cover", covers=words(f"covers_{covers}_short"), runs=runs, of_draws=of_draws)
