"""A made-up country in every form in which CBS figures come. ``data/kwb-2016.xls`` holds the same rows."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from simulation.settings.kwb.measures import MEASURES, STRUCTURE

DATA = Path(__file__).parent / "data"
WRITTEN = (
    *("gwb_code_10", "regio", "recs", "a_inw", "a_00_14", "a_65_oo", "a_hh", "a_1p_hh"),
    *("a_hh_z_k", "a_hh_m_k", "g_hhgro", "p_wcorpw", "p_ov_hw", "p_hh_li", "a_soz_wb", "p_jz_tn", "p_wmo_t"),
)
TEXT = """
NL00       Nederland     Land     170000 27000 34000 80000 32000 22000 26000 2.1 28 14 40 4000 10 70
GM9801     Zandkerk      Gemeente 20000  3000  4000  10000 4000  3000  3000  2.0 30 10 44 500  12 80
WK980100   Wijk_00_Kom   Wijk     8000   1000  2000  5000  2500  1500  1000  1.6 40 15 56 375  16 100
WK980101   Wijk_01_Veen  Wijk     7000   1000  1500  3000  1000  1000  1000  2.3 30 5  40 90   8  80
WK980102   Wijk_02_Es    Wijk     5000   1000  500   2000  500   500   1000  2.5 .  .  .  35   .  30
WK980103   Wijk_03_Haven Wijk     0      0     0     0     .     .     .     .   .  .  .  .    .  .
BU98010000 Centrum       Buurt    5000   600   1500  3000  1600  1000  400   1.6 45 15 .  250  16 110
BU98010001 pilot         Buurt    3000   400   500   2000  900   500   600   1.5 30 15 50 125  .  85
BU98010100 Centrum       Buurt    7000   1000  1500  3000  1000  1000  1000  2.3 30 5  40 90   8  80
BU98010200 Es            Buurt    5000   1000  500   2000  500   500   1000  2.5 .  .  .  35   .  30
BU98010300 Haven         Buurt    10     .     .     .     .     .     .     .   .  .  .  .    .  .
GM9802     Laagveen_(O.) Gemeente 10000  1500  2000  5000  2000  1500  1500  2.0 20 10 30 100  9  60
WK980200   Laagveen      Wijk     10000  1500  2000  5000  2000  1500  1500  2.0 20 10 30 100  9  60
GM9803     Bergen_(A.)   Gemeente 10000  1500  2000  5000  2000  1500  1500  2.0 20 10 30 100  9  60
GM9804     Bergen_(B.)   Gemeente 10000  1500  2000  5000  2000  1500  1500  2.0 20 10 30 100  9  60
"""

Row = dict[str, str]


def rows(**changes: Mapping[str, str]) -> list[Row]:
    """The made-up rows; changes by code: ``WK980100={"a_hh": "."}``."""
    lines = [[word.replace("_", " ") for word in line.split()] for line in TEXT.strip().splitlines()]
    names = {code[2:6]: name for code, name, level, *_ in lines if level in ("Land", "Gemeente")}
    return [
        {
            "gwb_code_10": line[0],
            "gwb_code_8": line[0][2:],
            "regio": line[1],
            "gm_naam": names[line[0][2:6]],
            **dict(zip(WRITTEN[2:], line[2:], strict=True)),
            **changes.get(line[0], {}),
        }
        for line in lines
    ]


def without(columns: Iterable[str], table: Sequence[Row] | None = None) -> list[Row]:
    """The rows without some columns."""
    gone = set(columns)
    return [{key: value for key, value in row.items() if key not in gone} for row in table or rows()]


def csv_text(table: Sequence[Mapping[str, str]], separator: str = ";") -> str:
    """The rows as text with separators."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]), delimiter=separator, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def write_csv(path: Path, table: Sequence[Row] | None = None) -> Path:
    """The workbook saved as CSV."""
    path.write_text(csv_text(table or rows()), encoding="utf-8")
    return path


def write_dutch_csv(path: Path, table: Sequence[Row] | None = None) -> Path:
    """As a Dutch spreadsheet of years ago saves it: decimal comma, Latin-1, blanks, capitals."""
    made = [
        {
            f"{key.upper()} ": value if key in STRUCTURE else value.replace(".", ",") if value != "." else ". "
            for key, value in row.items()
        }
        for row in table or rows()
    ]
    path.write_bytes(csv_text(made).replace("\n", "\r\n").encode("latin-1"))
    return path


def write_marked_csv(path: Path, table: Sequence[Row] | None = None) -> Path:
    """With a byte order mark and everything in quotes."""
    lines = csv_text(table or rows()).splitlines()
    quoted = [";".join(f'"{cell}"' for cell in line.split(";")) for line in lines]
    path.write_text("\n".join(quoted), encoding="utf-8-sig")
    return path


def write_xlsx(path: Path, table: Sequence[Row] | None = None) -> Path:
    """The yearly workbook, with numbers as numbers and another sheet before it."""
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["Toelichting"])
    sheet = book.create_sheet("KWB")
    made = table or rows()
    sheet.append(list(made[0]))
    for row in made:
        sheet.append([cell(key, value) for key, value in row.items()])
    book.save(path)
    return path


def cell(column: str, value: str) -> str | float:
    """A number where the workbook has one."""
    if column in STRUCTURE or value == ".":
        return value
    try:
        return float(value)
    except ValueError:
        return value


def bundle_files(table: Sequence[Row] | None = None) -> dict[str, str]:
    """The files of a StatLine bundle; suppressed values have a row without a value."""
    made = table or rows()
    codes = [
        {"Identifier": row["gwb_code_10"].ljust(10), "Index": "1", "Title": row["regio"], "DimensionGroupId": "GM"}
        for row in made
    ]
    observed = [
        {
            "Id": str(number),
            "WijkenEnBuurten": row["gwb_code_10"].ljust(10),
            "Measure": measure.code,
            "Value": "" if row[measure.column] == "." else row[measure.column],
            "StringValue": "",
        }
        for number, row in enumerate(made)
        for measure in MEASURES
        if measure.column in row
    ]
    other = {"Id": "0", "WijkenEnBuurten": "NL00", "Measure": "3000", "Value": "5", "StringValue": ""}
    measures = [{"Identifier": measure.code, "Title": measure.name} for measure in MEASURES]
    return {
        "Observations.csv": csv_text([*observed, other]),
        "WijkenEnBuurtenCodes.csv": csv_text(codes),
        "MeasureCodes.csv": csv_text(measures),
    }


def write_bundle(path: Path, table: Sequence[Row] | None = None) -> Path:
    """The bundle as a folder."""
    path.mkdir()
    for name, text in bundle_files(table).items():
        (path / name).write_text(text, encoding="utf-8-sig")
    return path


def write_zip(path: Path, table: Sequence[Row] | None = None) -> Path:
    """The bundle as a ZIP file, in a folder inside it."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in bundle_files(table).items():
            archive.writestr(f"86165NED/{name}", text)
    return path


FORMS = {
    "kwb-2023.csv": write_csv,
    "dutch.csv": write_dutch_csv,
    "marked.csv": write_marked_csv,
    "kwb-2023.xlsx": write_xlsx,
    "86165NED-bundle": write_bundle,
    "86165NED.zip": write_zip,
}
"""what writes each form, by a name that such a file could have"""
