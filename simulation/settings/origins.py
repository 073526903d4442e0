"""Tells where each composed setting was given, so that an error can name the file."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from simulation.settings.errors import Problem, nearest
from simulation.settings.folders import read, shown

COMMAND_LINE = "command line"
ROOT = "voordeur"
"""name of the file at the root of all settings"""
TABLES = (("uncertainties", 2), ("town.neighbourhoods", 1), ("town.agencies", 1))
"""blocks with rows of any name, and how many parts such a name has"""


class Layer(NamedTuple):
    """One composed file and the place of its content in the configuration."""

    file: Path
    package: str
    """dotted key under which the content was put; empty for the root"""


class Origins:
    """Looks keys up on the command line and in the composed files, the last of which wins."""

    def __init__(self, layers: Sequence[Layer], overrides: Sequence[str]) -> None:
        self._layers = layers
        self._overrides = overrides
        self._contents: dict[Path, dict[str, Any]] = {}

    def of(self, key: str) -> str:
        """Says where a key, or something in its block, was given; for a missing key, where it belongs."""
        if any(_within(key, given) or _within(given, key) for given in self._overrides):
            return COMMAND_LINE
        parent = key.rpartition(".")[0]
        if not parent or self._in_file(key) or self._in_file(parent):
            return shown(self._file(key))
        return self.of(parent)

    def place(self, key: str) -> int:
        """Says where on the command line a key was given last, counting from 0; -1 if it was not."""
        places = (place for place, given in enumerate(self._overrides) if _within(given, key) or _within(key, given))
        return max(places, default=-1)

    def row_problems(self, configuration: dict[str, Any]) -> Iterator[Problem]:
        """Finds rows of tables that are only on the command line: their names are misspelt."""
        for table, parts in TABLES:
            for given in self._overrides:
                row = given.removeprefix(f"{table}.").split(".")[:parts]
                name = ".".join(row)
                if _within(given, table) and given != table and not self._in_file(f"{table}.{name}"):
                    known = _rows(_item_at(configuration, table), parts)
                    in_files = [other for other in known if self._in_file(f"{table}.{other}")]
                    yield Problem(f"{table}.{name}", "...", f"unknown name; {nearest(name, in_files)}")

    def _file(self, key: str) -> Path:
        """The last file that gives most of a key; the root if none gives anything of it."""
        deepest = max(reversed(self._layers), key=lambda layer: self._depth(layer, key))
        root = (layer.file for layer in self._layers if layer.file.stem == ROOT)
        return deepest.file if self._depth(deepest, key) else next(root, deepest.file)

    def _in_file(self, key: str) -> bool:
        return any(self._depth(layer, key) == key.count(".") + 1 for layer in self._layers)

    def _depth(self, layer: Layer, key: str) -> int:
        """How many leading parts of a key are in a file."""
        parts = key.split(".")
        package = layer.package.split(".") if layer.package else []
        if parts[: len(package)] != package[: len(parts)]:
            return 0
        content: Any = self._content(layer.file)
        depth = min(len(package), len(parts))
        for part in parts[len(package) :]:
            found, content = _item(content, part)
            if not found:
                break
            depth += 1
        return depth

    def _content(self, file: Path) -> dict[str, Any]:
        if file not in self._contents:
            self._contents[file] = read(file)
        return self._contents[file]


def _within(key: str, block: str) -> bool:
    return key == block or key.startswith(f"{block}.")


def _item(content: Any, part: str) -> tuple[bool, Any]:
    """Whether a block or list has a part, and what it is; rows of a list also go by their name."""
    if isinstance(content, list):
        items = {str(place): row for place, row in enumerate(content)}
        items |= {str(row["name"]): row for row in content if isinstance(row, dict) and "name" in row}
    else:
        items = {str(key): value for key, value in content.items()} if isinstance(content, dict) else {}
    return part in items, items.get(part)


def _item_at(content: Any, key: str) -> Any:
    for part in key.split("."):
        content = _item(content, part)[1]
    return content


def _rows(content: Any, parts: int) -> list[str]:
    """The names of the rows of a table; in a list of rows, each row has its name inside."""
    if isinstance(content, list):
        return [str(row["name"]) for row in content if isinstance(row, dict) and "name" in row]
    if not isinstance(content, dict):
        return []
    if parts == 1:
        return [str(key) for key in content]
    return [f"{key}.{inner}" for key, block in content.items() for inner in _rows(block, parts - 1)]
