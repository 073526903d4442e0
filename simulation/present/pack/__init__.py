"""``voordeur task=report``: the council pack, in one step, from a complete results folder."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from simulation.analysis.cases import Cases
from simulation.analysis.decision_sample import read_decided
from simulation.present.council import council_charts
from simulation.present.council.stories import tell
from simulation.present.folder import read_results
from simulation.present.house import read_house
from simulation.present.pack.assembly import pack_of
from simulation.present.pack.contents import Pack
from simulation.present.pack.facts import Facts
from simulation.present.pack.html import html_of
from simulation.present.pack.pdf import answer_of, handout_of
from simulation.present.pack.slides import slides_of
from simulation.present.pack.workbook import workbook_of
from simulation.present.theme import PLAIN, House
from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.folders import shown
from simulation.settings.results import check_writable
from simulation.settings.tasks import Report, Scope
from simulation.study.engine import beside
from simulation.study.progress import Terminal

__all__ = ["read_pack", "run", "write_pack"]

DONE = 0
FOLDER = "report"
FILES: Mapping[str, Callable[[Pack, Words], bytes]] = {
    "answer.pdf": answer_of,
    "handout.pdf": handout_of,
    "slides.pptx": slides_of,
    "numbers.xlsx": workbook_of,
    "report.html": lambda pack, words: html_of(pack, words).encode(),
}
"""name of a file: what makes it"""


def run(settings: object) -> int:
    """Writes a pack and says where it is.

    Args:
        settings: a ``Report``

    Raises:
        SettingsError: the folder holds no complete study with scenarios, or not the one asked for
    """
    assert isinstance(settings, Report)
    words = Words(settings.lang)
    folder = Path(settings.results)
    to = target(folder, settings.to)
    check_writable(to, "to" if settings.to is not None else "results")
    house = read_house(Path(settings.theme).expanduser() if settings.theme else None)
    with Terminal().busy("making the pack; compiling, once for each version, takes about half a minute more"):
        paths = write_pack(folder, to, words, house, settings.scenario)
    for path in paths:
        print(shown(path))
    return DONE


def target(folder: Path, asked: str | None) -> Path:
    """Gives the folder that files go to: in the results folder, unless another is named.

    Raises:
        SettingsError: the one in the results folder leads out of it
    """
    if asked is not None:
        return Path(asked)
    found = folder / FOLDER
    if not found.resolve().is_relative_to(folder.resolve()):
        raise SettingsError(f"results = {shown(folder)}: its folder {FOLDER} leads elsewhere; name a folder with to=")
    return found


def read_pack(folder: Path, words: Words, house: House = PLAIN, scenario: str | None = None) -> Pack:
    """Makes the contents of a pack; one run of the study is played again beside it, for the story of a household.

    Args:
        folder: a complete results folder
        words: of the language
        house: the style of a municipality
        scenario: that is told of where only one is; the first if not given

    Raises:
        SettingsError: the folder holds no complete study with scenarios, or not this one
    """
    with beside(partial(_pick, folder, scenario)) as picked:
        decided = read_decided(folder, Scope.TOWN)
        results = replace(read_results(folder), asked=scenario)
        charts = council_charts(results, words, house)
        return pack_of(Facts(results, decided, words), charts, lambda: tell(picked(), results, words, house), house)


def _pick(folder: Path, scenario: str | None) -> Cases | None:
    """Picks households in another process, which alone loads the engine."""
    from simulation.analysis.picking import pick

    return pick(folder, scenario)


def write_pack(folder: Path, to: Path, words: Words, house: House = PLAIN, scenario: str | None = None) -> list[Path]:
    """Writes all files of a pack.

    Args:
        folder: a complete results folder
        to: where files go; made if it is not there
        words: of the language
        house: the style of a municipality
        scenario: that is told of where only one is; the first if not given

    Returns:
        the files
    """
    pack = read_pack(folder, words, house, scenario)
    made = {name: make(pack, words) for name, make in FILES.items()}
    to.mkdir(parents=True, exist_ok=True)
    return [_write(to / name, content) for name, content in made.items()]


def _write(path: Path, content: bytes) -> Path:
    """Writes a file under another name and renames it, so that a link in its place is replaced, not followed."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return path
