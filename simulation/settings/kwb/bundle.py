"""The StatLine bundle: a folder or ZIP file with one row for each region and measure."""

from collections.abc import Callable, Mapping
from typing import IO, TYPE_CHECKING

from simulation.settings.errors import SettingsError
from simulation.settings.kwb.measures import LEVELS, MEASURES, NEEDED
from simulation.settings.kwb.semicolons import read_semicolons

if TYPE_CHECKING:
    import pandas as pd

OBSERVATIONS, REGIONS = "Observations.csv", "WijkenEnBuurtenCodes.csv"
Opener = Callable[[], IO[bytes]]


def read_bundle(where: str, files: Mapping[str, Opener]) -> "pd.DataFrame":
    """Reads a bundle into one row for each region.

    Args:
        where: the folder or ZIP file as the user knows it
        files: what opens each file in it, by name

    Returns:
        all text: code, name, municipality, level, and the measures that are there

    Raises:
        SettingsError: a file, a column or the number of households is missing
    """
    regions = _regions(_table(where, files, REGIONS, ("identifier", "title")))
    observed = _table(where, files, OBSERVATIONS, ("wijkenenbuurten", "measure", "value"))
    wide = _wide(f"{where}/{OBSERVATIONS}", observed)
    if NEEDED.name not in wide.columns:
        raise SettingsError(f"{where}/{OBSERVATIONS}: lacks the measure {NEEDED.code}, the number of households")
    return regions.merge(wide, how="left", on="code").fillna("")


def _table(where: str, files: Mapping[str, Opener], name: str, needed: tuple[str, ...]) -> "pd.DataFrame":
    found = next((open_file for file, open_file in files.items() if file.lower() == name.lower()), None)
    if found is None:
        raise SettingsError(f"{where}: is no StatLine bundle of CBS 'Kerncijfers wijken en buurten': lacks {name}")
    return read_semicolons(found, f"{where}/{name}", needed)


def _regions(listed: "pd.DataFrame") -> "pd.DataFrame":
    """What the workbook says in columns, a bundle says in the letters and digits of the code."""
    import pandas as pd

    table = pd.DataFrame({"code": listed["identifier"].str.strip(), "name": listed["title"].str.strip()})
    levels = {start: level for level, start in LEVELS.items()}
    table["level"] = [levels.get(code[:2], "") for code in table["code"]]
    names = dict(zip(table["code"], table["name"], strict=True))
    table["municipality"] = [names.get(f"GM{code[2:6]}", "") for code in table["code"]]
    return table


def _wide(where: str, observed: "pd.DataFrame") -> "pd.DataFrame":
    names = {measure.code: measure.name for measure in MEASURES}
    ours = observed.assign(
        code=observed["wijkenenbuurten"].str.strip(), measure=observed["measure"].str.strip().map(names)
    ).dropna(subset="measure")
    again = ours[ours.duplicated(["code", "measure"])]
    if len(again):
        raise SettingsError(f"{where}: has two values of {again['measure'].iloc[0]} for {again['code'].iloc[0]}")
    wide: pd.DataFrame = ours.pivot(index="code", columns="measure", values="value").reset_index()
    return wide
