"""Units, names and notes of the register in both languages."""

import csv
from collections.abc import Iterator

import pytest

from simulation.present.numbers import written
from simulation.present.unknowns import PRICED, agencies_of, name_of, text_in, unit_in
from simulation.present.words import Words
from simulation.settings.compose import compose_study
from simulation.settings.folders import shipped
from simulation.settings.words import Language

EVIDENCE = shipped("configs") / "evidence"
TITLE = "A title of a source"
DUTCH, ENGLISH = Words(Language.NL), Words(Language.EN)
ENGLISH_WORDS = {"the", "share", "weeks", "hours", "year", "assumed", "assumption", "with", "households"}
"""that no Dutch text has"""


def rows_of(name: str) -> list[dict[str, str]]:
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stated() -> Iterator[dict[str, str]]:
    """Every number of the register as its file states it."""
    rows = compose_study(["town=example"]).study.uncertainties.rows
    yield from ({"unit": row.unit, "note": row.note, "source": row.source} for row in rows.values())
    yield from rows_of("parameters.csv")
    yield from ({**row, "name": ""} for row in rows_of("pilot_targets.csv"))


def is_text(value: str) -> bool:
    return bool(value) and not value.replace(".", "").replace("-", "").isdigit()


class TestUnits:
    def test_every_unit_of_the_configuration_is_there_in_both_languages(self) -> None:
        known = {row["unit"] for row in rows_of("units.csv")}
        units = {row["unit"] for row in stated() if row["unit"]}
        bare = {PRICED.fullmatch(unit)[1] if PRICED.fullmatch(unit) and unit not in known else unit for unit in units}  # type: ignore[index]
        assert bare == known

    def test_none_of_them_is_english_in_dutch(self) -> None:
        for row in rows_of("units.csv"):
            assert row["nl"]
            assert row["en"]
            assert not ENGLISH_WORDS & set(row["nl"].replace(",", " ").split()), row

    @pytest.mark.parametrize("words", [DUTCH, ENGLISH])
    def test_large_numbers_in_units_are_written_as_other_numbers(self, words: Words) -> None:
        assert written(10_000, 0, words.lang) in unit_in("places per 10,000 households", words)
        assert written(1_000, 0, words.lang) in unit_in("signals/1000 inhabitants/year", words)

    def test_the_year_of_prices_stays(self) -> None:
        assert unit_in("EUR a year (2023)", DUTCH) == "euro per jaar (2023)"
        assert unit_in("EUR/eviction (c.2015)", DUTCH) == "euro per uithuiszetting (rond 2015)"

    def test_a_unit_of_ones_own_stays_as_it_is(self) -> None:
        assert unit_in("furlongs (2023)", DUTCH) == "furlongs (2023)"


class TestTexts:
    def test_every_note_name_and_value_in_words_has_dutch(self) -> None:
        known = {row["text"] for row in rows_of("dutch.csv")}
        rows = list(stated())
        notes = {row["note"] for row in rows} | {row.get("name", "") for row in rows}
        values = {row["value"] for row in rows if is_text(row.get("value", ""))}
        assert not (notes | values) - known - {""}

    def test_every_dutch_text_belongs_to_one_of_the_register(self) -> None:
        used = {text for row in stated() for text in row.values()}
        used |= {f"{row['town']}, {row['scenario']}" for row in rows_of("pilot_targets.csv")}
        assert not {row["text"] for row in rows_of("dutch.csv")} - used

    def test_what_is_assumed_of_a_source_is_said_in_dutch(self) -> None:
        for row in stated():
            said = set(text_in(row["source"], DUTCH).replace(",", " ").replace(";", " ").split())
            assert not {"assumption", "assumed", "citing", "unverified"} & said, row["source"]

    def test_decimals_are_written_in_dutch(self) -> None:
        assert text_in("same for all approaches", DUTCH) == "gelijk voor alle aanpakken"
        assert "2,25%" in text_in(
            next(row["note"] for row in rows_of("parameters.csv") if "2.25%" in row["note"]), DUTCH
        )

    def test_english_and_what_is_not_known_stay(self) -> None:
        assert text_in("per domain", ENGLISH) == "per domain"
        assert text_in(TITLE, DUTCH) == TITLE


def test_unknowns_of_an_agency_are_named_by_its_label() -> None:
    agencies = agencies_of(compose_study(["town=example"]).study)
    assert name_of("agencies.debt_help_places", agencies, DUTCH) == "Aantal plekken: schuldhulpverlening"
