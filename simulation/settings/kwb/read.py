"""One table from a file of any form: yearly workbook (XLSX, XLS, CSV), StatLine bundle, or fetched."""

import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from simulation.settings.errors import SettingsError, nearest
from simulation.settings.folders import shown
from simulation.settings.kwb.bundle import read_bundle
from simulation.settings.kwb.online import ONLINE, read_online
from simulation.settings.kwb.workbook import read_csv, read_workbook

if TYPE_CHECKING:
    import pandas as pd

LARGEST_MB = 200
LARGEST_UNPACKED_MB = 500
"""of everything in a ZIP file or XLSX workbook"""
MB = 1_000_000
ZIP_START, XLS_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(file: str) -> "pd.DataFrame":
    """Reads a file of any form; what it is follows from what is in it, not from its name.

    Args:
        file: path of a workbook, table, ZIP file or folder; ``cbs:`` and the number of a table fetches that

    Returns:
        one row for each region, all text: code, name, municipality, level, and the measures that are there

    Raises:
        SettingsError: it cannot be read, or is something else
    """
    if file.startswith(ONLINE):
        return read_online(file.removeprefix(ONLINE).strip())
    path = Path(file).expanduser()
    try:
        return _read(path)
    except OSError as error:
        raise SettingsError(f"file = {shown(path)}: cannot be read: {error.strerror or error}") from error


def _read(path: Path) -> "pd.DataFrame":
    if path.is_dir():
        return read_bundle(shown(path), {each.name: _opener(each) for each in path.iterdir() if _is_small(each)})
    if not path.is_file():
        names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        hint = nearest(path.name, names)
        raise SettingsError(f"file = {shown(path)}: there is no such file{f'; {hint}' if 'did' in hint else ''}")
    if not _is_small(path):
        raise SettingsError(f"file = {shown(path)}: is larger than {LARGEST_MB} MB; that is no file of CBS")
    with path.open("rb") as opened:
        start = opened.read(8)
    if start.startswith(ZIP_START):
        return _unpacked(path)
    return read_workbook(path) if start == XLS_START else read_csv(path)


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST_MB * MB


def _unpacked(path: Path) -> "pd.DataFrame":
    """A workbook or a bundle; how large it is inside is known before anything is unpacked."""
    where = shown(path)
    try:
        with ZipFile(path) as archive:
            inside = [each for each in archive.infolist() if not each.is_dir()]
            if sum(each.file_size for each in inside) > LARGEST_UNPACKED_MB * MB:
                raise SettingsError(f"{where}: is larger than {LARGEST_UNPACKED_MB} MB when unpacked; refused")
            if damaged := archive.testzip():  # also where it says less than it holds
                raise SettingsError(f"{where}: is damaged: {damaged}")
            if any(each.filename == "xl/workbook.xml" for each in inside):
                return read_workbook(path)
            files = {Path(each.filename).name: partial(archive.open, each.filename) for each in inside}
            return read_bundle(where, files)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise SettingsError(f"{where}: cannot be unpacked: {error}") from error
