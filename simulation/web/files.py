"""Scenario files that the page writes: checked first, never over another file, never outside the project's folder."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from textwrap import shorten
from typing import Any

import yaml

from simulation.present.words import Words
from simulation.settings import SettingsError, Study
from simulation.settings.errors import refusal, show
from simulation.settings.folders import folders, names, shown
from simulation.settings.scenario_files import scenario_from
from simulation.settings.words import Language
from simulation.settings.yaml_text import parsed

FOLDER = Path("scenarios")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_LETTERS = 80
"""of a label"""
MOST_GIVEN = 40
"""letters of a value in a link, to speak of it"""
MOST_BYTES = 100_000
"""of a scenario file; a long one has a few thousand"""


class FormError(SettingsError):
    """What was filled in on the page cannot be; said in the language of the page."""

    def __init__(self, text: str, **facts: object) -> None:
        super().__init__(Words(Language.EN)(text, **facts))
        self.text, self.facts = text, facts


def not_one_of(key: str, given: str, known: Sequence[str]) -> FormError:
    """Return what is wrong with a value in a link: the nearest that can be, or all as far as they fit on a line."""
    close = get_close_matches(given[:MOST_LETTERS], known, 1)
    if close:
        return FormError("page_link_nearest", key=key, given=show(given[:MOST_GIVEN]), near=close[0])
    names = shorten(", ".join(known), MOST_LETTERS, placeholder=" ...")
    return FormError("page_link_one_of", key=key, given=show(given[:MOST_GIVEN]), names=names)


def reason(error: SettingsError, words: Words) -> str:
    """Return what is wrong, in the language of the page where it has the words."""
    return words(error.text, **error.facts) if isinstance(error, FormError) else str(error)


def save(name: str, content: Mapping[str, Any], town: Study) -> Path:
    """Write a scenario file into the project's folder scenarios.

    Args:
        name: Of the scenario.
        content: Of the file.
        town: Where it must be possible.

    Returns:
        The file

    Raises:
        SettingsError: The name cannot be used, the scenario cannot be run there, or the folder cannot be written.
    """
    if not NAME.fullmatch(name):
        raise FormError("page_name_wrong", given=show(name[:MOST_LETTERS]))
    if name in names(folders("scenarios")):
        raise FormError("page_name_taken", given=show(name))
    for label in (content.get("label") or {}).values() if isinstance(content.get("label"), Mapping) else ():
        check_label(str(label))
    scenario_from(content, name, town=town.town, years=town.settings.years)
    text = yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False)
    try:
        FOLDER.mkdir(exist_ok=True)
        if not FOLDER.resolve().is_relative_to(Path.cwd().resolve()):
            raise refusal("page", "scenarios", str(FOLDER), "leads out of this folder")
        with (FOLDER / f"{name}.yaml").open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise SettingsError(f"{shown(FOLDER.resolve())}: cannot be written: {error.strerror}") from error
    return FOLDER / f"{name}.yaml"


def check_label(label: str) -> None:
    """Refuse a label that charts cannot show.

    Raises:
        SettingsError: It is empty, too long, or has other signs than people can read.
    """
    if not label.strip() or len(label) > MOST_LETTERS or not label.isprintable():
        raise FormError("page_label_wrong", label=show(label[:MOST_LETTERS]), most=MOST_LETTERS)


def read_upload(content: bytes, name: str) -> dict[str, Any]:
    """Read a scenario file that somebody gave.

    Args:
        content: Of the file.
        name: Of the file, to speak of it.

    Raises:
        SettingsError: It is too large, no YAML, or no scenario file.
    """
    where = name[:MOST_LETTERS]
    if len(content) > MOST_BYTES:
        raise SettingsError(f"{where}: has {len(content)} bytes; a scenario file has at most {MOST_BYTES}")
    try:
        found = parsed(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{where}: not valid YAML: the text is not UTF-8") from error
    except yaml.YAMLError as error:
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise SettingsError(f"{where}: not valid YAML: {reason[:MOST_LETTERS]}") from error
    if not isinstance(found, dict):
        raise SettingsError(f"{where}: must be a block of settings (key: value)")
    return {str(key): value for key, value in found.items()}
