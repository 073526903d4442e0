"""Where settings are found: the user's own folders first, then what is shipped."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from simulation.settings.errors import SettingsError, show
from simulation.settings.yaml_text import parsed

PACKAGE = Path(__file__).resolve().parent.parent


def folders(kind: str, directory: Path | None = None) -> tuple[Path, ...]:
    """Lists the existing folders of one kind, in order of preference.

    Args:
        kind: ``configs`` or ``scenarios``
        directory: where the user works; the current folder if not given
    """
    own = (directory or Path.cwd()).resolve() / kind
    return tuple(dict.fromkeys(folder for folder in (own, shipped(kind)) if folder.is_dir()))


def shipped(kind: str) -> Path:
    """Gives the folder that comes with the package: inside a wheel, or beside the code in a checkout."""
    inside = PACKAGE / f"_{kind}"
    return inside if inside.is_dir() else PACKAGE.parent / kind


def find(name: str, within: tuple[Path, ...]) -> Path | None:
    """Finds the first file with this name (without ``.yaml``) in some folders."""
    return find_path(name, within) if Path(name).name == name and name in names(within) else None


def find_path(name: str, within: tuple[Path, ...]) -> Path | None:
    """Finds the first file of this name, which may be in a subfolder, as in ``town/enschede``."""
    return next((file for folder in within if (file := folder / f"{name}.yaml").is_file()), None)


def names(within: tuple[Path, ...]) -> list[str]:
    """Lists the names of all YAML files in some folders."""
    return sorted({file.stem for folder in within for file in folder.glob("*.yaml")})


def is_within(path: str) -> bool:
    """Whether a path as it is written stays in the folder it is in."""
    return not (Path(path).is_absolute() or path.startswith("~") or ".." in Path(path).parts)


def shown(path: Path) -> str:
    """Writes a path as the user knows it: relative when it is under the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def read(path: Path) -> dict[str, Any]:
    """Reads one YAML file with a mapping at the top.

    Raises:
        SettingsError: the file cannot be read, is not valid YAML or is no mapping
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        content = deepcopy(parsed(text))
    except yaml.YAMLError as error:
        raise SettingsError(f"{shown(path)}{_line(error, text)}: not valid YAML: {_cause(error)}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{shown(path)}: not valid YAML: the text is not UTF-8") from error
    except OSError as error:
        raise SettingsError(f"{shown(path)}: cannot be read: {error.strerror or error}") from error
    if content is not None and not isinstance(content, dict):
        raise SettingsError(f"{shown(path)}: must be a block of settings (key: value), not {show(content)}")
    return {str(key): value for key, value in (content or {}).items()}


def _line(error: yaml.YAMLError, text: str) -> str:
    mark = getattr(error, "problem_mark", None)
    return f", line {min(mark.line + 1, len(text.splitlines()))}" if mark else ""


def _cause(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]
