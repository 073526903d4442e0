"""``voordeur task=evidence``: the register of every number, what each moves, and what bands are made of."""

from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from simulation.analysis.grades import check_draws, spread_by_grade
from simulation.analysis.register import register_of
from simulation.analysis.screening import screen, screened
from simulation.settings import SettingsError, TownKind
from simulation.settings.compose import Composed
from simulation.settings.evidence_rule import LEAST_WIDTH
from simulation.settings.folders import shown
from simulation.settings.results import fingerprint
from simulation.study.catalogue import catalogue_of
from simulation.study.folder import read_manifest, write_csv, write_manifest
from simulation.study.progress import progress_of
from simulation.study.versions import engine_hash, git_state, versions

REGISTER, SCREENING, GRADES = "register.csv", "screening.csv", "grades.csv"
TASK = "evidence"


def run(composed: Composed) -> Path:
    """Run the screening and the draws, or what is left of them, and keep the register.

    Returns:
        The results folder, with three tables

    Raises:
        SettingsError: The folder holds something else, or the study cannot be screened.
    """
    folder, study, progress = composed.results, composed.study, progress_of(composed.quiet, composed.log)
    check_folder(folder, REGISTER, TASK)
    if is_done(composed):
        progress.say(f"{shown(folder)} is complete; fresh=true computes it again")
        return folder
    if study.town.kind is not TownKind.REAL:
        raise SettingsError(f"town = {study.town.name}: a stylised town has no approach to screen; choose a real one")
    check_draws(study)
    screened(study)
    with progress.busy("looking up who reads each number"):
        register = register_of(composed)
    where = {"store": composed.store, "engine": composed.engine, "fresh": composed.fresh, "progress": progress}
    tables = {
        REGISTER: register,
        SCREENING: screen(study, folder / "screening", **where),  # type: ignore[arg-type]
        GRADES: spread_by_grade(study, folder / "grades", **where),  # type: ignore[arg-type]
    }
    for name, table in tables.items():
        write_csv(folder / name, table)
    write_manifest(folder, manifest_of(composed))
    return folder


def check_folder(folder: Path, table: str, task: str) -> None:
    """Refuses a folder that holds something else than what a task left there.

    Args:
        folder: where results go
        table: that the task always leaves; its unfinished work is in folders only
        task: its name

    Raises:
        SettingsError: It does; nothing is written.
    """
    if not folder.exists() or (folder / table).exists():
        return
    if not folder.is_dir() or any(not each.is_dir() for each in folder.iterdir()):
        raise SettingsError(f"results = {shown(folder)}: holds something else than {task}; choose another folder")


def is_done(composed: Composed) -> bool:
    """Tells whether the folder has all of this study by this code, so that it only needs to be shown."""
    found = read_manifest(composed.results)
    ours = {"hash": fingerprint(composed.study), "engine": engine_hash(), "analysis": analysis_hash()}
    return found is not None and not composed.fresh and ours.items() <= found.items()


def analysis_hash() -> str:
    """Return a hash of the code that makes tables of runs."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def manifest_of(composed: Composed) -> dict[str, object]:
    """Return how the tables were made, and the words to show them with."""
    small = screened(composed.study)
    return {
        "task": TASK,
        "hash": fingerprint(composed.study),
        "town": asdict(composed.study.town.label),
        "agencies": {each.name: asdict(each.label) for each in composed.study.town.agencies},
        "scenario": asdict(small.scenarios[0].label),
        "reference": asdict(small.reference.label),
        "worldview": small.worldviews[0].name,
        "years": small.settings.years,
        "households": composed.study.town.households,
        "least_width": LEAST_WIDTH,
        "outcomes": [
            {"name": each.name, "label": asdict(each.label), "unit": asdict(each.unit)}
            for each in catalogue_of(composed.study.town)
        ],
        "engine": engine_hash(),
        "analysis": analysis_hash(),
        "versions": versions(),
        "git": git_state(),
    }
