"""The store: what runs measured, by address, in parts of about a second's work.

A part is a few Parquet files, one a table, and an index in JSON that names the runs in it and the hash of each file.
All are written under another name and renamed, the index last: a part is whole or not there. Nothing in a part says
which study asked for it; keys are added when a study takes its runs out. Parts are never changed, so that any number of
processes may use one store.
"""

import hashlib
import json
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.settings import SettingsError, StudySettings, Tables
from simulation.settings.folders import shown

if TYPE_CHECKING:
    from simulation.study.run import RunResult

RUNS, MONTHS, CLASSES, LEDGER, JOURNEYS = "runs", "months", "classes", "ledger", "journeys"
STORED = {
    Tables.RUNS: (RUNS,),
    Tables.MONTHS: (RUNS, MONTHS, CLASSES, LEDGER),
    Tables.ALL: (RUNS, MONTHS, CLASSES, LEDGER),
}
"""which tables a study wants of each run, journeys apart; the ledger for what is made of it too"""
COMPRESSION = "zstd"
DAMAGED = "damaged"
PARTS_AT_HAND = 4
"""Parts of one table that are kept in memory while tables are made."""


def tables_of(settings: StudySettings) -> tuple[str, ...]:
    """Return the tables that a study wants of each run."""
    return STORED[settings.tables] + (JOURNEYS,) * settings.journeys


class StoreError(RuntimeError):
    """The store cannot be written or read; what it has stays."""


class DamagedPartError(Exception):
    """A part is not what was written."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True)
class Place:
    """Where a run is: the part, and the how-many-th run in it."""

    part: str
    number: int


class Store:
    """The runs of one version of the code in one town.

    Args:
        folder: Of the store; made if it is not there.
        code: Hash of the code.
        town: Name of the folder of a town.
        say: Told about parts that are set aside.
    """

    def __init__(self, folder: Path, code: str, town: str, say: Callable[[str], None] | None = None) -> None:
        self.root = folder
        self._say = say
        self.code = code
        self.folder = folder / code[:16] / town
        self._read = lru_cache(maxsize=PARTS_AT_HAND)(self._read_anew)

    def prepare(self) -> None:
        """Make the folder, and try whether it can be written.

        Raises:
            SettingsError: It cannot.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise SettingsError(f"store = {shown(self.root)}: cannot be written: {error.strerror}") from error

    def write(self, runs: Sequence[tuple[str, "RunResult"]], tables: Sequence[str]) -> int:
        """Keep runs with their addresses.

        Returns:
            Bytes written

        Raises:
            StoreError: The folder is gone, full, or not to be written.
        """
        addresses = [address for address, _ in runs]
        part = part_name(addresses, tables)
        index: dict[str, Any] = {"runs": addresses, "tables": {}}
        size = 0
        try:
            for name in tables:
                table, rows = joined(name, [result for _, result in runs])
                content = parquet_of(table)
                index["tables"][name] = {"rows": rows, "sha256": hashlib.sha256(content).hexdigest()}
                size += write_bytes(self.path(part, name), content)
            index["sha256"] = hash_of(index)
            return size + write_bytes(self.folder / f"{part}.json", json.dumps(index).encode())
        except OSError as error:
            raise self.error(error) from error

    def path(self, part: str, table: str) -> Path:
        """Return the file of one table of a part."""
        return self.folder / f"{part}-{table}.parquet"

    def places(self, tables: Iterable[str]) -> dict[str, Place]:
        """Return where each run is that has these tables, by address; damaged parts are set aside."""
        wanted = set(tables)
        found: dict[str, Place] = {}
        for path in sorted(self.folder.glob("*.json")):
            index = self._index(path)
            if index is None:
                self.set_aside(path.stem)
            elif wanted <= index["tables"].keys():
                found |= {address: Place(path.stem, number) for number, address in enumerate(index["runs"])}
        return found

    def _index(self, path: Path) -> Mapping[str, Any] | None:
        """Return the index of a part; none if it is not what was written, or a file is gone."""
        try:
            index = json.loads(path.read_bytes())
            whole = index.pop("sha256") == hash_of(index)
            there = all(self.path(path.stem, name).exists() for name in index["tables"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return index if whole and there else None

    def check(self, places: Iterable[Place]) -> None:
        """Read all parts that some runs are in, and set aside those that are not what was written."""
        for part in sorted({place.part for place in places}):
            index = self._index(self.folder / f"{part}.json")
            try:
                for name in index["tables"] if index else ():
                    self._read_anew(part, name)
            except DamagedPartError:
                index = None
            if index is None:
                self.set_aside(part)

    def set_aside(self, part: str) -> None:
        """Move a damaged part out of the way, where it can be looked at; another process may have done so."""
        aside = self.root / DAMAGED
        moved = False
        with suppress(OSError):
            aside.mkdir(exist_ok=True)
        for path in self.folder.glob(f"{part}*"):
            with suppress(OSError):
                os.replace(path, aside / path.name)
                moved = True
        if moved and self._say:
            self._say(f"part {part} of the store is damaged; set aside in {shown(aside)} and computed again")

    def rows(self, table: str, places: Sequence[Place]) -> Iterator[tuple[pa.Table, list[int]]]:
        """Yield the rows of runs in order, those beside each other in a part together.

        Yields:
            Rows, and how many of them each run has

        Raises:
            DamagedPartError: A part is not what was written.
        """
        start = 0
        while start < len(places):
            first = places[start]
            end = start + 1
            while end < len(places) and places[end] == Place(first.part, first.number + end - start):
                end += 1
            content, edges = self._read(first.part, table)
            counts = np.diff(edges)[first.number : first.number + end - start]
            yield content.slice(edges[first.number], int(counts.sum())), counts.tolist()
            start = end

    def _read_anew(self, part: str, table: str) -> tuple[pa.Table, np.ndarray]:
        """Return a table of a part, and where each run begins in it, shape (runs + 1,)."""
        try:
            index = self._index(self.folder / f"{part}.json") or {}
            facts = index["tables"][table]
            content = self.path(part, table).read_bytes()
            if hashlib.sha256(content).hexdigest() != facts["sha256"]:
                raise DamagedPartError(part)
            read = pq.read_table(pa.BufferReader(content))
            return wide(read) if table == RUNS else read, np.cumsum([0, *facts["rows"]])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedPartError(part) from error

    def size(self, places: Iterable[Place]) -> int:
        """Return how many bytes the parts of some runs take."""
        parts = {place.part for place in places}
        return sum(path.stat().st_size for part in parts for path in self.folder.glob(f"{part}*"))

    def error(self, error: OSError) -> StoreError:
        """Return an error that says what is the matter with the store."""
        return StoreError(f"store = {shown(self.root)}: cannot be used: {reason_of(error, self.folder)}")


def reason_of(error: OSError, folder: Path) -> str:
    """Return in a few words why something in a folder cannot be written."""
    if not folder.exists():
        return "the folder is gone"
    return os.strerror(error.errno) if error.errno else str(error)


def hash_of(index: Mapping[str, Any]) -> str:
    """Return the hash of an index, by which damage is seen."""
    return hashlib.sha256(json.dumps(index).encode()).hexdigest()


def part_name(addresses: Sequence[str], tables: Sequence[str]) -> str:
    """Return the name of a part: the same runs have the same name, whoever writes them."""
    return hashlib.sha256(" ".join([*sorted(tables), *addresses]).encode()).hexdigest()[:24]


def joined(name: str, results: Sequence["RunResult"]) -> tuple[pa.Table, list[int]]:
    """Return one table of some runs, one after another, and how many rows each has.

    Outcomes are hundreds of columns of a few rows, which Parquet is slow at: they are one column, see ``wide``.
    """
    if name == RUNS:
        numbers = np.array([list(result.outcomes.values()) for result in results], float)
        names = json.dumps(list(results[0].outcomes))
        return pa.table({"value": numbers.T.reshape(-1)}, metadata={"outcomes": names}), [1] * len(results)
    tables = [getattr(result, name) for result in results]
    rows = [len(next(iter(table.values()))) for table in tables]
    whole = {column: np.concatenate([table[column] for table in tables]) for column in tables[0]}
    return pa.table({column: array_of(values) for column, values in whole.items()}), rows


def wide(table: pa.Table) -> pa.Table:
    """Return the table of runs with a column for each outcome, out of one column of all outcomes of all runs."""
    names = json.loads(table.schema.metadata[b"outcomes"])
    numbers = table.column(0).to_numpy().reshape(len(names), -1)
    return pa.table({name: pa.array(row) for name, row in zip(names, numbers, strict=True)})


def array_of(values: np.ndarray) -> pa.Array:
    """Return a column; words have their type even if there are none."""
    return pa.array(values, pa.string()) if values.dtype == object else pa.array(values)


def parquet_of(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    words = [field.name for field in table.schema if pa.types.is_string(field.type)]
    numbers = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    pq.write_table(table, sink, compression=COMPRESSION, use_dictionary=words, use_byte_stream_split=numbers)
    return bytes(sink.getvalue())


def unfinished_path(path: Path) -> Path:
    """Return the name that a file has while this process and thread write it."""
    return path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}.{threading.get_ident()}")


def write_bytes(path: Path, content: bytes) -> int:
    """Write a file under another name and rename it; return its size."""
    unfinished = unfinished_path(path)
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise
    return len(content)
