"""Files that cannot be used: told in a line or two, within seconds, and nothing is written."""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from simulation.__main__ import main
from tests.kwb import made_up
from tests.kwb.made_up import DATA, bundle_files, csv_text, rows, without, write_csv, write_xlsx, write_zip

NOISE = random.Random(1).randbytes(10_000_000)
ZIP, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = csv_text(rows()).splitlines()[0].encode() + b"\n"
SECONDS = 10


def refused(
    capsys: pytest.CaptureFixture[str], desk: Path, file: Path | str, *more: str, municipality: str = "Zandkerk"
) -> str:
    """Imports from a bad file, checks that nothing comes of it, and gives what was said."""
    before = {path: path.stat().st_mtime_ns for path in desk.rglob("*")}
    started = time.perf_counter()
    assert main(["task=import_town", f"file={file}", f"municipality={municipality}", *more]) == 2
    assert time.perf_counter() - started < SECONDS
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("voordeur: ")
    assert said.err.count("\n") == 1
    assert len(said.err) < 400
    assert {path: path.stat().st_mtime_ns for path in desk.rglob("*")} == before
    return said.err


def text_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["noise.csv", "noise.xlsx", "noise.xls", "noise.zip", "noise"])
@pytest.mark.parametrize("start", [b"", ZIP, XLS, HEADER], ids=["plain", "zip", "xls", "header"])
def test_noise(start: bytes, name: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert name in refused(capsys, desk, text_file(desk.parent / name, start + NOISE))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("damage", ["cut", "changed"])
@pytest.mark.parametrize("form", ["xlsx", "xls", "zip"])
def test_damaged_files(form: str, damage: str, kept: float, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = desk.parent / f"whole.{form}"
    made = {"xlsx": write_xlsx, "zip": write_zip, "xls": lambda path: DATA / "kwb-2016.xls"}[form](whole).read_bytes()
    place = int(len(made) * kept)
    content = made[:place] if damage == "cut" else made[:place] + NOISE[:400] + made[place + 400 :]
    refused(capsys, desk, text_file(whole, content))


@pytest.mark.parametrize(("separator", "name"), [(",", "commas"), ("\t", "tabs"), ("|", "bars")])
def test_the_wrong_separator(separator: str, name: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = text_file(desk.parent / "kwb.csv", csv_text(rows(), separator).encode())
    assert f"kwb.csv: columns are separated by {name}; save it with semicolons" in refused(capsys, desk, file)


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("column", ["gwb_code_10", "regio", "gm_naam", "recs", "a_hh"])
def test_columns_that_must_be_there(
    column: str, write: Callable[..., Path], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(desk.parent / "kwb-2023.xlsx", without({column}))
    assert f"lacks the column {column};" in refused(capsys, desk, file)


@pytest.mark.parametrize("name", ["Observations.csv", "WijkenEnBuurtenCodes.csv"])
def test_a_bundle_without_a_file(name: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made_up.write_bundle(desk.parent / "bundle")
    (folder / name).unlink()
    assert f"is no StatLine bundle of CBS 'Kerncijfers wijken en buurten': lacks {name}" in refused(
        capsys, desk, folder
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("Observations.csv", "Measure", "Maat", "Observations.csv: lacks the column measure"),
        ("Observations.csv", "1050010_2", "1050010_9", "lacks the measure 1050010_2, the number of households"),
        ("Observations.csv", ";", ",", "Observations.csv: columns are separated by commas"),
        ("Observations.csv", "T001036", "1050010_2", "has two values of households for NL00"),
        ("WijkenEnBuurtenCodes.csv", "Title", "Naam", "WijkenEnBuurtenCodes.csv: lacks the column title"),
        ("WijkenEnBuurtenCodes.csv", "WK980101", "WK980100", "has WK980100 (Veen) twice"),
    ],
)
def test_a_bundle_with_a_mistake(
    name: str, old: str, new: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = bundle_files()
    assert old in files[name]
    path = desk.parent / "bundle.zip"
    with ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text.replace(old, new) if each == name else text)
    assert said in refused(capsys, desk, path)


def test_another_zip_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.parent / "holiday.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", "")
    assert "holiday.zip: is no StatLine bundle" in refused(capsys, desk, path)


def test_another_workbook(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_xlsx(desk.parent / "budget.xlsx", [{"post": "wages", "amount": "5"}])
    assert "budget.xlsx: is no table of CBS" in refused(capsys, desk, file)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"WK980100": {"a_hh": "many"}}, "households (a_hh) of Kom = 'many': must be a number"),
        ({"WK980100": {"a_hh": "1e9"}}, "'1e9': must be a number"),
        ({"WK980100": {"a_hh": "inf"}}, "'inf': must be a number"),
        ({"WK980100": {"a_hh": "5.000.000"}}, "'5.000.000': must be a number"),
        ({"WK980100": {"a_hh": "1.234"}}, "'1.234': must be a whole number, without a sign between thousands"),
        ({"WK980100": {"a_hh": "99999999999"}}, "must be at most 30000000"),
        ({"WK980101": {"p_wcorpw": "130"}}, "corporation (p_wcorpw) of Veen = '130': must be at most 100"),
        ({"GM9801": {"p_wmo_t": "1001"}}, "support (p_wmo_t) of Zandkerk = '1001': must be at most 1000"),
        ({"WK980100": {"recs": "District"}}, "level (recs) of Wijk 00 Kom = 'District': must be Land, Gemeente, Wijk"),
        ({"WK980100": {"recs": "Buurt"}}, "code of Wijk 00 Kom = 'WK980100': must start with BU"),
        ({"WK980101": {"gwb_code_10": "WK980100"}}, "has WK980100 (Veen) twice"),
        ({"GM9801": {"recs": "Land"}}, "municipality = 'Zandkerk': no municipality of"),
    ],
)
def test_values_that_cannot_be(
    changes: dict[str, dict[str, str]], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(capsys, desk, write_csv(desk.parent / "kwb.csv", rows(**changes)))


@pytest.mark.parametrize("nobody", ["0", ".", "-99997", ""])
def test_no_households(nobody: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = {code: {"a_hh": nobody} for code in ("WK980100", "WK980101", "WK980102")}
    error = refused(capsys, desk, write_csv(desk.parent / "kwb.csv", rows(**empty)))
    assert "no households: Zandkerk has 4 regions of level Wijk, none with households" in error


def test_no_rows_of_a_level(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(desk.parent / "kwb.csv", [row for row in rows() if row["recs"] != "Buurt"])
    assert "Zandkerk has no row of level Buurt" in refused(capsys, desk, file, "per=buurt")
    only = write_csv(desk.parent / "kwb.csv", [row for row in rows() if row["recs"] == "Wijk"])
    assert "has no row of level Gemeente; take the file with all its rows" in refused(capsys, desk, only)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Zandkerck", "did you mean 'Zandkerk'?"),
        ("Atlantis", "choose from Bergen (A.), Bergen (B.), Laagveen (O.), Zandkerk"),
        ("Kom", "no municipality of"),
        ("Bergen", "could be Bergen (A.) or Bergen (B.)"),
        ("", "no municipality of"),
        ("../../Zandkerk/..", "did you mean 'Zandkerk'?"),
    ],
)
def test_municipalities_that_are_not_there(
    asked: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_csv(desk.parent / "kwb.csv")
    if asked.startswith(".."):
        assert "municipality" in refused(capsys, desk, file, "pilot=nobody", municipality="../Zandkerkje")
    else:
        assert said in refused(capsys, desk, file, municipality=asked)


def test_many_municipalities_are_not_all_listed(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    like = next(row for row in rows() if row["gwb_code_10"] == "GM9803")
    many = [{**like, "gwb_code_10": f"GM{place}", "gm_naam": f"Plaats {place}"} for place in range(9000, 9300)]
    file = write_csv(desk.parent / "kwb.csv", many)
    error = refused(capsys, desk, file, municipality="Atlantis")
    assert "it has 300, from Plaats 9000 to Plaats 9299" in error


def test_pilots_that_are_not_there(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(desk.parent / "kwb.csv")
    assert "pilot = 'Venn': unknown neighbourhood; did you mean 'Veen'?" in refused(capsys, desk, file, "pilot=Venn")
    assert "choose from Es, Kom, Veen" in refused(capsys, desk, file, "pilot=Haven 9")
    assert "pilot = 'Centrum'" in refused(capsys, desk, file, "per=buurt", "pilot=Centrum")


def test_no_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_csv(desk.parent / "kwb-2023.csv")
    assert "there is no such file; did you mean 'kwb-2023.csv'?" in refused(capsys, desk, "../kwb-2032.csv")
    assert "there is no such file" in refused(capsys, desk, "/nowhere/kwb.csv")
    assert "is no StatLine bundle" in refused(capsys, desk, "")
    assert "there is no such file" in refused(capsys, desk, "x" * 50)
    assert "cannot be read" in refused(capsys, desk, "x" * 300)


def test_absurdly_large(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = desk.parent / "kwb.csv"
    with file.open("wb") as opened:
        opened.truncate(200_000_001)  # takes no room
    assert "is larger than 200 MB" in refused(capsys, desk, file)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "Observations.csv"])
def test_a_small_file_that_unpacks_to_a_large_one(
    name: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.settings.kwb.read.LARGEST_UNPACKED_MB", 1)
    path = desk.parent / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for place in range(3):
            archive.writestr(f"{place}/{name}" if place else name, bytes(400_000))
    assert path.stat().st_size < 10_000
    assert "is larger than 1 MB when unpacked" in refused(capsys, desk, path)


def test_a_file_that_lies_about_its_size(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = desk.parent / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(400_000))
    told = path.read_bytes().replace((400_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(told)
    assert "bomb.zip: " in refused(capsys, desk, path)


@pytest.mark.parametrize(("form", "module"), [("kwb.xlsx", "workbook"), ("cbs:86165NED", "online")])
def test_what_reads_it_is_not_installed(
    form: str, module: str, desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"simulation.settings.kwb.{module}.find_spec", lambda name: None)
    file = form if module == "online" else write_xlsx(desk.parent / form)
    assert "pip install 'voordeur[cbs]'" in refused(capsys, desk, file)


def test_a_table_that_cannot_be_fetched(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(number: str) -> list[dict[str, str]]:
        raise ConnectionError("no\nnetwork")

    service = ModuleType("cbsodata")
    service.get_data = fail  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cbsodata", service)
    monkeypatch.setattr("simulation.settings.kwb.online.find_spec", lambda name: name)
    error = refused(capsys, desk, "cbs:86165NED")
    assert "file = cbs:86165NED: could not be fetched: ConnectionError: no network" in error


def test_writing_that_fails_leaves_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    error = refused(capsys, desk, write_csv(desk.parent / "kwb.csv"))
    assert "configs/town/zandkerk.yaml: cannot be written: No space left on device" in error


def test_a_file_where_the_folder_should_be(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "configs").write_text("")
    assert "cannot be written" in refused(capsys, desk, write_csv(desk.parent / "kwb.csv"))
