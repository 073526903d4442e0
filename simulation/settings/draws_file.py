"""Draws from a file: what a calibration, or anything else, left of some unknowns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from simulation.settings.errors import Problem, SettingsError, nearest, refusal
from simulation.settings.folders import folders, shown
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.study import Study
from simulation.settings.task_sections import parameter_problems
from simulation.settings.validate import refuse_first

KEY = "draws"
POSTERIOR = "posterior.csv"
"""what a calibration leaves in its results folder"""


def with_draws(study: Study, path: Path) -> Study:
    """Returns the study with some unknowns drawn from the rows of a file: draw 1 has the first row, draw 0 has none.

    Args:
        study: typed and checked
        path: CSV or Parquet; a column for each unknown, named ``group.name``, in the unit and price year of its row

    Raises:
        SettingsError: the file cannot be read, or a column or row cannot be used
    """
    columns = _read(path)
    refuse_first(_problems(columns, study), lambda key: shown(path))
    return replace(study, uncertainties=replace(study.uncertainties, drawn=columns))


def draws_path(given: str, directory: Path | None = None) -> Path:
    """Finds a file of draws, a calibration's results folder, or by name one of those in ``configs/posterior``.

    Args:
        given: a path, or a name
        directory: where the user works; the current folder if not given

    Raises:
        SettingsError: there is nothing of that name
    """
    path = (directory or Path()) / Path(given).expanduser()
    if path.exists() or path.name != given or path.suffix:
        return path / POSTERIOR if path.is_dir() else path
    known = {file.parent.name: file for file in _shipped(directory)}
    if given not in known:
        raise refusal(COMMAND_LINE, KEY, given, f"no such file, and no draws of this name; {nearest(given, known)}")
    return known[given]


def _shipped(directory: Path | None) -> Iterator[Path]:
    for folder in reversed(folders("configs", directory)):
        yield from folder.glob(f"posterior/*/{POSTERIOR}")


def _read(path: Path) -> Mapping[str, tuple[float, ...]]:
    import pandas as pd  # slow to import, and only needed here

    try:
        table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
        return {str(name): tuple(map(float, table[name])) for name in table.columns}
    except (OSError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(f"{KEY} = {shown(path)}: cannot be read as a table of numbers: {reason}") from error


def _problems(columns: Mapping[str, tuple[float, ...]], study: Study) -> Iterator[Problem]:
    yield from parameter_problems(KEY, tuple(columns), study)
    for name, numbers in columns.items():
        row = study.uncertainties.rows[name]
        wrong = next((each for each in numbers if not row.low <= each <= row.high or not np.isfinite(each)), None)
        if wrong is not None:
            yield Problem(f"{KEY}.{name}", wrong, f"must be in its range, {row.low:g} to {row.high:g}")
    there, asked = len(next(iter(columns.values()), ())), study.settings.draws - 1
    if there < asked:
        yield Problem(KEY, there, f"has too few rows: study.draws={study.settings.draws} needs {asked}")
