"""The numbers behind the pack: a sheet for each chart and table, and one with what the study was."""

import math
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pandas as pd

from simulation.present.pack.contents import Pack
from simulation.present.pack.html import missing
from simulation.present.words import Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEAD = 4
"""row of the heads of columns; above it stand what it is and where it comes from"""
LONGEST_NAME = 31
"""letters in the name of a sheet"""
FORBIDDEN = re.compile(r"[^\w \-]")
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_of(pack: Pack, words: Words) -> bytes:
    """Gives the workbook; every text in it is a text.

    Raises:
        SettingsError: xlsxwriter is not installed
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise missing("xlsxwriter") from error
    made = BytesIO()
    with Workbook(made, SETTINGS) as book:
        book.set_properties({"title": pack.title, "subject": pack.subtitle, "author": "Voordeur"})
        bold = book.add_format({"bold": True, "quote_prefix": True})
        plain = book.add_format({"quote_prefix": True})
        first = book.add_worksheet(sheet_name(words("pack_keys"), set()))
        taken = {first.get_name().lower()}
        rows: list[tuple[object, ...]] = [*pack.keys, (words("pack_sheet"), words("pack_what"))]
        for name, title, data, note in _tables(pack):
            sheet = book.add_worksheet(sheet_name(name, taken))
            rows.append((sheet.get_name(), title))
            _fill(sheet, title, data, (note, pack.source), bold, plain)
        _rows(first, 0, rows, plain)
        first.set_column(0, 0, 32)
        first.set_column(1, 1, 100)
    return made.getvalue()


def _tables(pack: Pack) -> Iterator[tuple[str, str, pd.DataFrame, str]]:
    """Gives name, title, numbers and note of everything that has numbers."""
    for section in pack.sections:
        if section.grid is not None:
            yield section.name, section.grid.caption, section.grid.data, section.message
        for picture in section.pictures:
            yield f"{picture.chart.name} chart", picture.title, picture.chart.data, picture.chart.note


def sheet_name(name: str, taken: set[str]) -> str:
    """Gives a name that a sheet may have and no other has; it counts as taken from then on."""
    plain = FORBIDDEN.sub(" ", name).strip()[:LONGEST_NAME] or "sheet"
    found, number = plain, 1
    while found.lower() in taken:
        number += 1
        found = f"{plain[: LONGEST_NAME - 4]} {number}"
    taken.add(found.lower())
    return found


def _fill(
    sheet: "Worksheet", title: str, data: pd.DataFrame, notes: tuple[str, ...], bold: "Format", plain: "Format"
) -> None:
    write(sheet, 0, 0, title, bold)
    _rows(sheet, 1, [(note,) for note in notes], plain)
    for column, name in enumerate(data):
        write(sheet, HEAD, column, str(name), bold)
    _rows(sheet, HEAD + 1, list(data.itertuples(index=False, name=None)), plain)
    sheet.freeze_panes(HEAD + 1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, max(1, len(data.columns) - 1), 18)


def _rows(sheet: "Worksheet", top: int, rows: list[tuple[object, ...]], plain: "Format") -> None:
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            write(sheet, top + line, column, value, plain)


def write(sheet: "Worksheet", row: int, column: int, value: Any, look: "Format") -> None:
    """Writes numbers as numbers, an unknown one as nothing, and the rest as text.

    Text is marked as text, so that ``=`` begins no formula when a cell is edited.
    """
    if isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif value is not None and value is not pd.NA and math.isfinite(value):
        sheet.write_number(row, column, float(value))
