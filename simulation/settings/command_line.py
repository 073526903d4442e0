"""What a user may type after ``voordeur``, turned into overrides for Hydra."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from simulation.settings import folders, task_sections
from simulation.settings.errors import SettingsError, nearest, refusal, shortened, show
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.tasks import task_of

LISTS = ("scenarios", "worldviews", *task_sections.LISTS)
FREE = ("results", "store", "log", "run", "draws", "targets", *task_sections.FREE)
"""settings that are text with any character in it"""
NO_CHOICE = ("worldview", "pilot")
"""folders of files that are not chosen one by one"""


class Setting(NamedTuple):
    """One ``key=value`` of the command line."""

    key: str
    override: str
    """as Hydra wants it, for one that chooses a file"""
    value: Any
    chooses_file: bool


def settings_from(arguments: Sequence[str], configs: tuple[Path, ...], keys: Iterable[str]) -> tuple[Setting, ...]:
    """Reads the command line; plain comma lists are taken for scenarios and worldviews.

    Args:
        arguments: as typed, without options
        configs: the folders of which each subfolder is a choice of files
        keys: dotted names of all settings that are known beforehand

    Raises:
        SettingsError: no ``key=value``, an unknown first part of a key, or an unknown file
    """
    known = list(keys)
    return tuple(_setting(argument, configs, known) for argument in arguments)


def _setting(argument: str, configs: tuple[Path, ...], known: list[str]) -> Setting:
    key, equals, value = argument.partition("=")
    key = key.strip().lstrip("+")
    if key.startswith("~"):
        raise SettingsError(f"{COMMAND_LINE}: {show(argument)}: a setting cannot be taken away, only changed")
    if not equals or not key:
        raise SettingsError(f"{COMMAND_LINE}: {show(argument)} is no setting; write key=value")
    group = _group(key, configs)
    if not group:
        _check_root(key, value, known)
    value = _quoted(key, value)
    read = _parsed(argument, f"{key}={value}")
    if group:
        _check_choice(group, read, configs)
    return Setting(key, f"{key}={value}", read, bool(group))


def _group(key: str, configs: tuple[Path, ...]) -> str:
    """The folder of files that a key chooses from, or nothing."""
    name = key.partition("@")[0]
    is_folder = name in {each.name for folder in configs for each in folder.iterdir() if each.is_dir()}
    return name if is_folder and name not in NO_CHOICE else ""


def _check_root(key: str, value: str, known: list[str]) -> None:
    if key.partition(".")[0] in {name.partition(".")[0] for name in known}:
        return
    if task := task_of(key):
        raise SettingsError(f"{COMMAND_LINE}: {key} = {shortened(value)}: only for task={task}")
    of_study = [name for name in known if name.partition(".")[0] not in task_sections.SECTIONS]
    same_end = [name for name in of_study if name.endswith(f".{key}")]
    hint = f"did you mean '{same_end[0]}'?" if same_end else nearest(key, known)
    if hint.startswith("choose"):
        hint = nearest(key.partition(".")[0], {name.partition(".")[0] for name in known})
    raise SettingsError(f"{COMMAND_LINE}: {shortened(key)} = {shortened(value)}: unknown key; {hint}")


def _quoted(key: str, value: str) -> str:
    """Lists of names without brackets, and text with any character in it, are taken as they are."""
    if key in LISTS and not value.lstrip().startswith("["):
        return f"[{','.join(_quote(name.strip()) for name in value.split(','))}]"
    if key in FREE and value != "null" and not re.fullmatch(r"'.*'|\".*\"", value):
        return _quote(value)
    return value


def _quote(text: str) -> str:
    """Quotes text for Hydra, where a backslash only counts before a quote or at the end."""
    escaped = re.sub(r"(\\*)('|$)", lambda found: found[1] * 2 + (r"\'" if found[2] else ""), text)
    return f"'{escaped}'"


def _parsed(argument: str, override: str) -> object:
    try:
        parsed = OverridesParser.create().parse_override(override)
    except (HydraException, RecursionError) as error:
        allowed = "cannot be read as key=value; put quotes around text with signs in it: 'key=\"a=b\"'"
        raise SettingsError(f"{COMMAND_LINE}: {show(argument)} {allowed}") from error
    if parsed.is_sweep_override():
        hint = "write a list as 'key=[a,b]', or sweep over the values with -m"
        raise SettingsError(f"{COMMAND_LINE}: {show(argument)} gives several values; {hint}")
    return parsed.value()


def _check_choice(group: str, choice: object, configs: tuple[Path, ...]) -> None:
    options = folders.names(tuple(folder / group for folder in configs))
    several = isinstance(choice, list) and group == "uncertainties"
    for name in choice if several else [choice]:  # type: ignore[attr-defined]
        if str(name) not in options:
            raise refusal(COMMAND_LINE, group, name, f"unknown {group}; {nearest(name, options)}")
