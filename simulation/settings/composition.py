"""Hydra's part: files and overrides become one configuration. No global state or folder is left behind."""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, cast

from hydra import compose, initialize_config_dir
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.global_hydra import GlobalHydra
from hydra.core.plugins import Plugins
from hydra.plugins.search_path_plugin import SearchPathPlugin
from hydra.types import RunMode
from omegaconf import DictConfig, ListConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from simulation.settings import folders
from simulation.settings.errors import SettingsError, nearest, refusal
from simulation.settings.origins import COMMAND_LINE, ROOT, Layer, Origins

NAMED_ROW = re.compile(r"\+\+(town\.(?:agencies|neighbourhoods))\.(?!\d+[.=])([^.=]+)(.*)", re.DOTALL)


class _OwnFolders(SearchPathPlugin):
    """Puts the user's own folder before the one that Hydra is started with."""

    first: ClassVar[tuple[Path, ...]] = ()

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        for folder in reversed(self.first):
            search_path.prepend("own", str(folder))


def composed(overrides: Sequence[str], configs: tuple[Path, ...]) -> DictConfig:
    """Composes the configuration.

    Args:
        overrides: in Hydra's grammar
        configs: folders with configuration, the first found of two files of one name counts

    Raises:
        SettingsError: a file or override that Hydra cannot use
    """
    if not configs:
        raise SettingsError("there is no folder configs: neither here nor in the package")
    try:
        with _hydra(configs):
            return compose(ROOT, list(overrides))
    except Exception as error:  # Hydra stumbles over odd files in many ways; all of them are bad input
        raise _translated(error, configs) from error


def layers_of(overrides: Sequence[str], configs: tuple[Path, ...]) -> tuple[Layer, ...]:
    """Tells which files a configuration was composed of, in order; Hydra reads them all once more."""
    with _hydra(configs):
        loader = GlobalHydra.instance().config_loader()
        defaults = loader.compute_defaults_list(ROOT, list(overrides), RunMode.RUN).defaults
    found = ((folders.find_path(each.config_path, configs), each.package or "") for each in defaults)
    return tuple(Layer(file, package) for file, package in found if file)


@contextmanager
def _hydra(configs: tuple[Path, ...]) -> Iterator[None]:
    GlobalHydra.instance().clear()
    Plugins.instance().register(_OwnFolders)
    _OwnFolders.first = configs[:-1]
    try:
        with warnings.catch_warnings(), initialize_config_dir(str(configs[-1]), version_base="1.3"):
            warnings.simplefilter("ignore")
            yield
    finally:
        _OwnFolders.first = ()


def placed(overrides: Sequence[str], configs: tuple[Path, ...]) -> list[str]:
    """Gives a row of a list its place, which Hydra wants, where the command line has its name.

    Raises:
        SettingsError: no row has this name
    """
    rows = [NAMED_ROW.fullmatch(override) for override in overrides]
    if not any(rows):
        return list(overrides)
    files = [override for override in overrides if not override.startswith("++")]
    base = composed(files, configs)
    return [_by_place(row, base) if row else override for override, row in zip(overrides, rows, strict=True)]


def _by_place(row: re.Match[str], base: DictConfig) -> str:
    table, name, rest = row.groups()
    rows = OmegaConf.select(base, table)
    if not isinstance(rows, ListConfig):
        return row[0]
    names = [each.get("name") for each in rows if isinstance(each, DictConfig)]
    if name not in names:
        raise refusal(COMMAND_LINE, f"{table}.{name}", "...", f"unknown name; {nearest(name, names)}")
    return f"++{table}.{names.index(name)}{rest}"


def plain(configuration: DictConfig, origins: Origins) -> dict[str, Any]:
    """Fills in references (``${...}``) and gives mappings, lists and scalars.

    Raises:
        SettingsError: a reference to nothing
    """
    try:
        return cast(dict[str, Any], OmegaConf.to_container(configuration, resolve=True, throw_on_missing=True))
    except OmegaConfBaseException as error:
        key = str(error.full_key)
        raise SettingsError(f"{origins.of(key)}: {key}: {_first_line(error)}") from error


def _translated(error: Exception, configs: tuple[Path, ...]) -> SettingsError:
    """Says in our words what Hydra could not use; a file that cannot be read explains most."""
    paths = [path for folder in configs for path in sorted(folder.rglob("*.yaml"))]
    for path in paths:
        folders.read(path)
    reason = _first_line(error.__cause__ or error)
    place, text = re.fullmatch(r"(?:In '(.+?)': )?(.*)", reason).groups()  # type: ignore[union-attr]
    file = folders.find_path(place, configs) if place else _with_header(text, paths)
    where = folders.shown(file) if file else f"configs/{ROOT}.yaml or a file it names"
    return SettingsError(f"{where}: {text.rstrip('.')}{_choice(text, configs)}")


def _with_header(text: str, paths: Sequence[Path]) -> Path | None:
    """The file with the ``# @package`` line that Hydra complains of without naming the file."""
    header = re.search(r"'(@.+)'", text)
    return next((path for path in paths if header and header[1] in path.read_text(encoding="utf-8")), None)


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _choice(text: str, configs: tuple[Path, ...]) -> str:
    """The nearest file, when one was not found."""
    found = re.search(r"Could not (?:find|load) '(.+)/(.+?)'", text)
    if not found:
        return ""
    options = folders.names(tuple(folder / found[1] for folder in configs))
    return f"; {nearest(found[2], options)}"
