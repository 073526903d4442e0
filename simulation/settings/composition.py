"""Files and overrides become one configuration. Hydra finds the files; no global state or folder is left behind."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, ClassVar, cast

from hydra import initialize_config_dir
from hydra.core.config_search_path import ConfigSearchPath
from hydra.core.global_hydra import GlobalHydra
from hydra.core.object_type import ObjectType
from hydra.core.plugins import Plugins
from hydra.plugins.config_source import ConfigResult, ConfigSource
from hydra.plugins.search_path_plugin import SearchPathPlugin
from hydra.types import RunMode
from omegaconf import OmegaConf
from omegaconf.errors import OmegaConfBaseException

from simulation.settings import folders
from simulation.settings.command_line import Setting
from simulation.settings.errors import LONGEST_KEY, SettingsError, nearest, refusal, shortened
from simulation.settings.origins import COMMAND_LINE, ROOT, Layer, Origins
from simulation.settings.scenario_files import merged

DEFAULTS = "defaults"
REFERENCE, MISSING = "${", "???"
"""what Hydra's files have for the value of another key, and for a value that must be given"""
WHOLE = ("sweep.over",)
"""blocks that are replaced, not added to, where the command line gives them as one"""
RESOLVER = re.compile(r"\$\{[^}]*:[^}]*\}?")
"""what OmegaConf would ask of the world outside, as of its environment"""


class _Folder(ConfigSource):
    """Tells Hydra which files a file names; what else is in it we merge ourselves, as plain values, much faster."""

    @staticmethod
    def scheme() -> str:
        return "settings"

    def load_config(self, config_path: str) -> ConfigResult:
        path = self._file(config_path)
        content = folders.read(path)
        try:
            header = self._get_header_dict(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise SettingsError(f"{folders.shown(path)}: {error}") from error
        named = {DEFAULTS: content[DEFAULTS]} if DEFAULTS in content else {}
        return ConfigResult(self.provider, self.full_path(), OmegaConf.create(named), header)

    def available(self) -> bool:
        return True

    def is_group(self, config_path: str) -> bool:
        return (Path(self.path) / config_path).is_dir()

    def is_config(self, config_path: str) -> bool:
        return self._file(config_path).is_file()

    def list(self, config_path: str, results_filter: ObjectType | None) -> list[str]:
        return folders.names((Path(self.path) / config_path,))

    def _file(self, config_path: str) -> Path:
        if not folders.is_within(config_path) or len(config_path) > LONGEST_KEY:
            allowed = "a file can only name other files in the same folder of settings"
            raise SettingsError(f"configs: {DEFAULTS} has '{shortened(config_path)}': {allowed}")
        return Path(self.path) / self._normalize_file_name(config_path)


class _Folders(SearchPathPlugin):
    """Makes Hydra look in the user's own folder first, then in ours."""

    paths: ClassVar[tuple[Path, ...]] = ()

    def manipulate_search_path(self, search_path: ConfigSearchPath) -> None:
        for folder in reversed(self.paths):
            search_path.prepend("settings", f"{_Folder.scheme()}://{folder}")


def composed(settings: Sequence[Setting], configs: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Layer, ...]]:
    """Composes the configuration.

    Args:
        settings: of the command line, on top of what files say
        configs: folders with configuration, the first found of two files of one name counts

    Returns:
        the configuration, with references (``${...}``) as they are written; the files it was made of, in order

    Raises:
        SettingsError: a file or setting that cannot be used
    """
    if not configs:
        raise SettingsError("there is no folder configs: neither here nor in the package")
    layers = _layers([setting.override for setting in settings if setting.chooses_file], configs)
    configuration: dict[str, Any] = {}
    for layer in layers:
        content: dict[str, Any] = {key: value for key, value in folders.read(layer.file).items() if key != DEFAULTS}
        for block in reversed(layer.package.split(".") if layer.package else []):
            content = {block: content}
        configuration = merged(configuration, content)
    return with_settings(configuration, settings), layers


def with_settings(configuration: Mapping[str, Any], settings: Iterable[Setting]) -> dict[str, Any]:
    """Puts settings of the command line on top of a configuration, which is not changed."""
    found = deepcopy(dict(configuration))
    for setting in settings:
        if not setting.chooses_file:
            _put(found, setting.key.split("."), setting.value, setting.key)
    return found


def _layers(choices: list[str], configs: tuple[Path, ...]) -> tuple[Layer, ...]:
    try:
        with _hydra(configs):
            loader = GlobalHydra.instance().config_loader()
            defaults = loader.compute_defaults_list(ROOT, choices, RunMode.RUN).defaults
    except SettingsError:
        raise
    except Exception as error:  # Hydra stumbles over odd files in many ways; all of them are bad input
        raise _translated(error, configs) from error
    found = ((folders.find_path(each.config_path, configs), each.package or "") for each in defaults)
    return tuple(Layer(file, package) for file, package in found if file)


@contextmanager
def _hydra(configs: tuple[Path, ...]) -> Iterator[None]:
    GlobalHydra.instance().clear()
    Plugins.instance().register(_Folder)
    Plugins.instance().register(_Folders)
    _Folders.paths = configs
    try:
        with warnings.catch_warnings(), initialize_config_dir(str(configs[-1]), version_base="1.3"):
            warnings.simplefilter("ignore")
            yield
    finally:
        _Folders.paths = ()


def _put(content: Any, parts: Sequence[str], value: Any, key: str) -> None:
    """Puts a value where it belongs, in blocks that are made where there are none."""
    place = _place(content, parts[0], key)
    under = content.get(place) if isinstance(content, dict) else content[place]
    if len(parts) == 1:
        content[place] = value
        if isinstance(under, dict) and isinstance(value, dict) and key not in WHOLE:
            content[place] = merged(under, value)
        return
    if not isinstance(under, dict | list):
        under = content[place] = {}
    _put(under, parts[1:], value, key)


def _place(content: dict[Any, Any] | list[Any], part: str, key: str) -> Any:
    """The key of a block, which in a file may be a number; of a list the row with this name, or number."""
    if isinstance(content, dict):
        return next((each for each in content if str(each) == part), part)
    names = [row.get("name") if isinstance(row, dict) else None for row in content]
    if part in names:
        return names.index(part)
    if part.isdecimal() and int(part) < len(content):
        return int(part)
    known = [name for name in names if name]
    hint = f"unknown name; {nearest(part, known)}" if known else f"has only {len(content)} values; write the whole list"
    raise refusal(COMMAND_LINE, key, "...", hint)


def plain(configuration: dict[str, Any], origins: Origins) -> dict[str, Any]:
    """Fills in references (``${...}``) to the values of other keys.

    Raises:
        SettingsError: a reference to nothing
    """
    text = repr(configuration)
    if REFERENCE not in text and MISSING not in text:
        return configuration
    if found := RESOLVER.search(text):
        raise SettingsError(f"{shortened(found[0])}: a reference can only be to another setting, as in ${{town.name}}")
    try:
        filled = OmegaConf.to_container(OmegaConf.create(configuration), resolve=True, throw_on_missing=True)
        return cast(dict[str, Any], filled)
    except OmegaConfBaseException as error:
        key = str(error.full_key)
        raise SettingsError(f"{origins.of(key)}: {key}: {_first_line(error)}") from error


def _translated(error: Exception, configs: tuple[Path, ...]) -> SettingsError:
    """Says in our words what Hydra could not use."""
    reason = _first_line(error.__cause__ or error)
    place, text = re.fullmatch(r"(?:In '(.+?)': )?(.*)", reason).groups()  # type: ignore[union-attr]
    file = folders.find_path(place, configs) if place else None
    where = folders.shown(file) if file else f"configs/{ROOT}.yaml or a file it names"
    return SettingsError(f"{where}: {text.rstrip('.')}{_choice(text, configs)}")


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)


def _choice(text: str, configs: tuple[Path, ...]) -> str:
    """The nearest file, when one was not found."""
    found = re.search(r"Could not (?:find|load) '(.+)/(.+?)'", text)
    if not found:
        return ""
    options = folders.names(tuple(folder / found[1] for folder in configs))
    return f"; {nearest(found[2], options)}"
