"""The same figures fetched from StatLine, for those who are online."""

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from simulation.settings.errors import SettingsError
from simulation.settings.kwb.measures import MEASURES
from simulation.settings.kwb.workbook import wide_table

if TYPE_CHECKING:
    import pandas as pd

ONLINE = "cbs:"
"""what ``file=`` starts with to fetch a table"""
COLUMNS = {
    "Codering": "gwb_code_10",
    "WijkenEnBuurten": "regio",
    "Gemeentenaam": "gm_naam",
    "SoortRegio": "recs",
    **{measure.field: measure.column for measure in MEASURES},
}


def read_online(number: str) -> "pd.DataFrame":
    """Fetches a table, as in ``cbs:86165NED``.

    Raises:
        SettingsError: what fetches is not installed, or it could not fetch
    """
    where = f"{ONLINE}{number}"
    if find_spec("cbsodata") is None:
        raise SettingsError(f"file = {where}: needs what fetches tables: pip install 'voordeur[cbs]', or give a file")
    import cbsodata
    import pandas as pd

    try:
        table = pd.DataFrame(cbsodata.get_data(number))
    except Exception as error:  # of the network, of the service, or an unknown number: nothing to do here but tell
        reason = " ".join(str(error).split())[:120]
        raise SettingsError(f"file = {where}: could not be fetched: {type(error).__name__}: {reason}") from error
    names = {column: COLUMNS.get(re.sub(r"_\d+$", "", str(column)), str(column)) for column in table.columns}
    return wide_table(table.rename(columns=names), where)
