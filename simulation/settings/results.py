"""Which folder the results of a study go to, and whether it can be written."""

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from simulation.settings.errors import SettingsError, shortened
from simulation.settings.folders import shown
from simulation.settings.study import UNSEEN, Study
from simulation.settings.sweep import Sweep


def fingerprint(study: Study, sweep: Sweep | None = None, section: Any = None) -> str:
    """Hashes everything that results depend on: not the number of workers, nor how settings were written.

    Args:
        study: what is run
        sweep: over what, if it is run at several points
        section: the settings of a task alone, if it has any

    Returns:
        16 hexadecimal digits
    """
    content = asdict(study)
    for name in UNSEEN:
        del content["settings"][name]
    if sweep is not None:
        content["sweep"] = asdict(sweep) | {"over": [(key, repr(values)) for key, values in sweep.over.items()]}
    if section is not None:
        content[type(section).__name__] = asdict(section)
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def default_folder(study: Study, sweep: Sweep | None = None, section: Any = None) -> Path:
    """Names the folder of a study that was not given one: results/<town>-<study>-<hash>."""
    return Path("results") / f"{study.town.name}-{study.settings.name}-{fingerprint(study, sweep, section)[:8]}"


def default_store(results: Path) -> Path:
    """Names the folder with the runs of all studies whose results are in one folder."""
    return results.parent / "voordeur-store"


def check_writable(folder: Path, setting: str = "results") -> None:
    """Tries whether a folder, or the folder it will be made in, can be written; leaves nothing behind.

    Args:
        folder: to write in
        setting: that named it

    Raises:
        SettingsError: it cannot, with the reason
    """
    try:
        nearest = next(each for each in (folder, *folder.resolve().parents) if each.exists())
        if not nearest.is_dir():
            raise SettingsError(f"{setting} = {shown(folder)}: {shown(nearest)} is a file, not a folder")
        with TemporaryFile(dir=nearest):
            pass
    except (OSError, ValueError) as error:
        if isinstance(error, SettingsError):
            raise
        reason = getattr(error, "strerror", None) or error
        raise SettingsError(f"{setting} = {shortened(shown(folder))}: cannot be written: {reason}") from error
