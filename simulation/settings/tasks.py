"""Tasks that are given settings of their own instead of a study's; each has a dataclass of them here."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from typing import Any, get_type_hints

from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.validate import validated
from simulation.settings.words import Language


class Per(StrEnum):
    """What counts as a neighbourhood."""

    WIJK = "wijk"
    BUURT = "buurt"


@dataclass(frozen=True, kw_only=True)
class ImportTown:
    """A municipality to read from figures of CBS."""

    file: str
    """workbook, CSV, StatLine bundle (folder or ZIP), or ``cbs:`` and the number of a table"""
    municipality: str
    per: Per = Per.WIJK
    pilot: str | None = None
    """the pilot neighbourhood; the one with the largest factor if not given"""
    fresh: bool = False
    """whether a town that is already there is written again"""


class Scope(StrEnum):
    """What a decision is about."""

    TOWN = "town"
    PILOT = "pilot"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision between the scenarios of a study that was run."""

    results: str
    """folder of a complete study"""
    lang: Language = Language.EN
    scope: Scope = Scope.TOWN
    under: str | None = None
    """worldview whose runs count; those of ``mixed``, or else of all with draws, if not given"""
    most_per_problem_week: float = 1_000.0
    """euros: the end of the range of what a problem-week less may be worth; an assumption, not a price"""
    most_per_crisis: float = 50_000.0
    """euros: the same for a crisis less"""


@dataclass(frozen=True, kw_only=True)
class Report:
    """The pack for a council, of a study that was run."""

    results: str
    """folder of a complete study"""
    lang: Language = Language.EN
    to: str | None = None
    """folder that files go to; ``report`` in the results folder if not given"""
    scenario: str | None = None
    """that the households' stories and what moves the answer are about; the first if not given"""
    theme: str | None = None
    """file with a house style"""


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where the page is; only this machine can reach it."""

    port: int = 8501


@dataclass(frozen=True, kw_only=True)
class Serve:
    """The page in the browser."""

    lang: Language = Language.NL
    theme: str | None = None
    """file with a house style"""
    server: Server = field(default_factory=Server)


TASK_SETTINGS: Mapping[str, type] = {"import_town": ImportTown, "decision": Decision, "report": Report, "serve": Serve}


def task_on(arguments: Sequence[str]) -> str | None:
    """Gives the task that the command line names, if it names one."""
    given = [value for key, value in map(_parts, arguments) if key == "task"]
    return given[-1].strip("'\"") if given else None


def task_settings(task: str, arguments: Sequence[str]) -> object:
    """Makes the settings of a task of its own from the command line; text is taken as it is typed.

    Args:
        task: a name in ``TASK_SETTINGS``
        arguments: ``key=value`` each

    Raises:
        SettingsError: one is unknown, missing, or of the wrong kind
    """
    kind = TASK_SETTINGS[task]
    hints = _hints(kind)
    given: dict[str, Any] = {}
    for argument in arguments:
        key, value = _parts(argument)
        if "=" not in argument or not key:
            raise SettingsError(f"{COMMAND_LINE}: {argument!r} is no setting; write key=value")
        if key == "task":
            continue
        if key not in hints:
            raise refusal(COMMAND_LINE, key, value, f"no setting of task={task}; {nearest(key, hints)}")
        block, _, name = key.rpartition(".")
        (given.setdefault(block, {}) if block else given)[name] = _value(hints[key], value)
    return validated(kind, given, "", lambda key: COMMAND_LINE)


def _hints(kind: type) -> dict[str, Any]:
    """Gives the type of each setting by its name, that of a block's as ``block.name``."""
    found: dict[str, Any] = {}
    for name, hint in get_type_hints(kind).items():
        inner = get_type_hints(hint) if is_dataclass(hint) else {}
        found |= {f"{name}.{each}": type_ for each, type_ in inner.items()} if inner else {name: hint}
    return found


def task_of(key: str) -> str | None:
    """Gives the task that has a setting of this name, if one has."""
    return next((task for task, kind in TASK_SETTINGS.items() if key in {each.name for each in fields(kind)}), None)


def _value(kind: object, text: str) -> object:
    """What a word stands for where it must be no text; what it cannot stand for is refused later."""
    if kind is bool:
        return {"true": True, "false": False}.get(text, text)
    if kind in (float, int):
        with suppress(ValueError):
            return kind(text)
    return text


def _parts(argument: str) -> tuple[str, str]:
    key, _, value = argument.partition("=")
    return key.strip().lstrip("+"), value
