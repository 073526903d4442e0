"""The yearly workbook: one wide sheet or table, one row for each region."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.settings.errors import SettingsError
from simulation.settings.folders import shown
from simulation.settings.kwb.measures import MEASURES, NEEDED, STRUCTURE
from simulation.settings.kwb.semicolons import check_columns, column_names, read_semicolons

if TYPE_CHECKING:
    import pandas as pd

NEEDED_COLUMNS = (*STRUCTURE, NEEDED.column)
OTHER_COLUMNS = tuple(measure.column for measure in MEASURES if measure is not NEEDED)
OUR_NAMES = {**STRUCTURE, **{measure.column: measure.name for measure in MEASURES}}
PANIC = "PanicException"
"""what the compiled reader raises for some damaged files; it is no Exception, and has no name to import"""


def read_csv(path: Path) -> "pd.DataFrame":
    """Reads the workbook saved as CSV.

    Raises:
        SettingsError: it is something else, or lacks a column
    """
    where = shown(path)
    return wide_table(read_semicolons(lambda: path.open("rb"), where, NEEDED_COLUMNS, OTHER_COLUMNS), where)


def read_workbook(path: Path) -> "pd.DataFrame":
    """Reads the workbook as XLSX or XLS: the first sheet with a column of CBS.

    Raises:
        SettingsError: it cannot be read, or lacks a column
    """
    where = shown(path)
    if find_spec("python_calamine") is None:
        raise SettingsError(f"{where}: needs what reads workbooks: pip install 'voordeur[cbs]', or save it as CSV")
    sheets = _sheets(path)
    fitting = (sheet for sheet in sheets if set(NEEDED_COLUMNS) & set(column_names(sheet.columns)))
    return wide_table(next(fitting, sheets[0]), where)


def wide_table(table: "pd.DataFrame", where: str) -> "pd.DataFrame":
    """Gives a table with the columns of the workbook our names, and makes all of it text.

    Raises:
        SettingsError: it lacks a column
    """
    table = table.set_axis(column_names(table.columns), axis="columns")
    check_columns(where, list(table.columns), NEEDED_COLUMNS)
    known = table.loc[:, table.columns.isin(list(OUR_NAMES)) & ~table.columns.duplicated()]
    return known.rename(columns=OUR_NAMES).fillna("").astype(str)


def _sheets(path: Path) -> "list[pd.DataFrame]":
    import pandas as pd

    try:
        found = pd.read_excel(path, sheet_name=None, dtype=object, keep_default_na=False, engine="calamine")
    except BaseException as error:  # a damaged workbook fails in many ways; all of them are bad input
        if not isinstance(error, Exception) and type(error).__name__ != PANIC:
            raise
        raise SettingsError(f"{shown(path)}: cannot be read as a workbook: {' '.join(str(error).split())}") from error
    if not found:
        raise SettingsError(f"{shown(path)}: has no sheet")
    return list(found.values())
