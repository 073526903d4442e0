"""``voordeur task=import_town``: any municipality from CBS "Kerncijfers wijken en buurten"."""

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from simulation.settings.errors import SettingsError
from simulation.settings.folders import shown
from simulation.settings.kwb.page import page_of
from simulation.settings.kwb.read import read_table
from simulation.settings.kwb.regions import municipality_of
from simulation.settings.kwb.town import PILOT_HOUSEHOLDS, Draft, draft_of
from simulation.settings.tasks import ImportTown

TABLE_YEARS = {"85984NED": 2024, "86165NED": 2025}
LONGEST_NAME = 60


def run(settings: ImportTown) -> int:
    """Writes a municipality as configs/town/<name>.yaml in the current folder, and tells what was done.

    Args:
        settings: file, municipality, level and pilot

    Returns:
        the exit code

    Raises:
        SettingsError: the file cannot be used, or the town is already there; nothing is written
    """
    draft, page, target = draft_town(settings)
    write(page, target)
    print("\n".join(_lines(draft, settings, target)))
    return 0


def draft_town(settings: ImportTown) -> tuple[Draft, str, Path]:
    """Reads a municipality and gives its draft, its YAML and where that goes; writes nothing.

    Raises:
        SettingsError: the file cannot be used, or the town is already there
    """
    table = read_table(settings.file)
    municipality = municipality_of(table, settings.municipality, settings.file)
    draft = draft_of(municipality, settings.per.capitalize(), settings.pilot, settings.file)
    name = slug(municipality.name) or municipality.own.code.lower()
    target = Path("configs") / "town" / f"{name}.yaml"
    if target.exists() and not settings.fresh:
        raise SettingsError(f"{shown(target)}: is already there; fresh=true writes it again")
    return draft, page_of(draft, name, source_of(settings.file), Path(settings.file).name), target


def slug(name: str) -> str:
    """Gives a name for a file: lower case, without accents, underscores between words."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME]


def source_of(file: str) -> str:
    """Names the source of the figures, with the year if the name of the file or table tells it."""
    name = Path(file).name
    years = [str(year) for table, year in TABLE_YEARS.items() if table in name]
    year = next(iter(years or re.findall(r"kwb\D{0,2}(20\d\d)", name.lower())), "")
    return " ".join(["CBS Kerncijfers wijken en buurten", *([year] if year else []), "(CC BY 4.0)"])


def write(text: str, target: Path) -> None:
    """Writes a file whole or not at all.

    Raises:
        SettingsError: it cannot be written
    """
    unfinished = target.with_name(f".{target.name}.part")
    made = [folder for folder in (target.parent, target.parent.parent) if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, target)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
            for folder in made:
                folder.rmdir()
        raise SettingsError(f"{shown(target)}: cannot be written: {error.strerror or error}") from error


def _lines(draft: Draft, settings: ImportTown, target: Path) -> list[str]:
    count, households = len(draft.places), f"{draft.households:,}"
    lines = [f"{draft.name}: {count} neighbourhoods (per {settings.per}), {households} households -> {target}"]
    largest = f"largest factor from {PILOT_HOUSEHOLDS} households on; pilot=NAME for another"
    why = "as you chose" if draft.pilot_chosen else largest
    lines.append(f"pilot: {draft.pilot} ({why})")
    lines += draft.warnings
    if draft.filled:
        lines.append(f"suppressed, so filled from the level above: {len(draft.filled)}; listed in the file")
    if draft.left_out:
        lines.append(f"left out, without households: {len(draft.left_out)}; listed in the file")
    return [*lines, f"next: voordeur town={target.stem} scenarios=wijkcoaches"]
