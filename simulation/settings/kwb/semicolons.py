"""Tables of text with semicolons, as CBS and the spreadsheets of Dutch offices write them."""

from collections.abc import Callable, Collection
from typing import IO, TYPE_CHECKING

from simulation.settings.errors import SettingsError

if TYPE_CHECKING:
    import pandas as pd

LONGEST_HEADER = 65_536
ENCODINGS = ("utf-8-sig", "cp1252")
"""of CBS and of spreadsheets; the second knows all of latin-1 that is printed"""
OTHER_SEPARATORS = {",": "commas", "\t": "tabs", "|": "bars"}


def read_semicolons(
    open_file: Callable[[], IO[bytes]], where: str, needed: Collection[str], wanted: Collection[str] = ()
) -> "pd.DataFrame":
    """Reads some columns of a table, all as text.

    Args:
        open_file: opens the table from its start; may be called twice
        where: the file as the user knows it
        needed: columns without which the table is refused, in lower case
        wanted: columns that may be absent

    Returns:
        the columns that are there, under their names in lower case

    Raises:
        SettingsError: it is no such table, or lacks a column
    """
    with open_file() as file:
        header = _names(file.readline(LONGEST_HEADER))
    _check_separator(where, header, needed)
    check_columns(where, header, needed)
    columns = {name: header.index(name) for name in (*needed, *wanted) if name in header}
    for encoding in ENCODINGS:
        try:
            return _read(open_file, where, columns, len(header), encoding)
        except UnicodeDecodeError:
            continue
    raise SettingsError(f"{where}: the text is neither UTF-8 nor Latin-1")


def column_names(header: Collection[object]) -> list[str]:
    """Gives names of columns as they are known here: in lower case, without blanks or quotes around them."""
    return [str(name).strip().strip('"').strip().lower() for name in header]


def check_columns(where: str, found: Collection[str], needed: Collection[str]) -> None:
    """Refuses a table that lacks a column.

    Raises:
        SettingsError: names the columns that are not there
    """
    missing = [name for name in needed if name not in found]
    if len(missing) == len(needed):
        raise SettingsError(f"{where}: is no table of CBS 'Kerncijfers wijken en buurten': no column {missing[0]}")
    if missing:
        raise SettingsError(f"{where}: lacks the column {', '.join(missing)}; take the file as CBS gives it")


def _names(line: bytes, separator: str = ";") -> list[str]:
    return column_names(line.decode("utf-8-sig", errors="replace").split(separator))


def _check_separator(where: str, header: list[str], needed: Collection[str]) -> None:
    if set(needed) & set(header):
        return
    line = ";".join(header).encode()
    for separator, name in OTHER_SEPARATORS.items():
        if set(needed) & set(_names(line, separator)):
            raise SettingsError(f"{where}: columns are separated by {name}; save it with semicolons (;) between them")


def _read(
    open_file: Callable[[], IO[bytes]], where: str, columns: dict[str, int], width: int, encoding: str
) -> "pd.DataFrame":
    import pandas as pd

    try:
        with open_file() as file:
            table = pd.read_csv(
                file,
                sep=";",
                header=None,
                skiprows=1,
                names=range(width),
                usecols=sorted(columns.values()),
                dtype=str,
                keep_default_na=False,
                encoding=encoding,
            )
    except UnicodeDecodeError:
        raise
    except (ValueError, OSError) as error:  # the errors of pandas are ValueErrors
        raise SettingsError(f"{where}: cannot be read as a table: {_cause(error)}") from error
    return pd.DataFrame({name: table[place].fillna("") for name, place in columns.items()})


def _cause(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
