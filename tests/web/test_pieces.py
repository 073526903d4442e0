"""Pieces of the page."""

from dataclasses import dataclass
from typing import Any

import pytest
from rich.text import Text

from simulation.present.words import Words
from simulation.settings.words import Language
from simulation.web import explore, story_page
from simulation.web.pieces import WIDE, html_table


def test_a_long_text_keeps_a_wide_column_and_a_number_does_not() -> None:
    table = html_table(["", "source", "value"], [["onset", "assumption: " + "long " * 20, "0.001899"]], "numbers")
    assert table.count(WIDE) == 1
    assert "local" in table  # the shadow that shows where there is more


def test_the_ends_of_an_interval_stay_together() -> None:
    assert explore._unbroken(Text("-492 [-751; -233]")) == "-492 [-751;\N{NO-BREAK SPACE}-233]"


@dataclass
class Telling:
    world: str
    lines: tuple[Any, ...] = ()


def test_worlds_that_never_part_have_no_empty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for name in ("show_chart", "picture", "html_table", "_lines"):
        monkeypatch.setattr(story_page, name, lambda *_: "")
    for name in ("header", "write", "html"):
        monkeypatch.setattr(story_page.st, name, lambda *_: None)
    monkeypatch.setattr(story_page.st, "subheader", told.append)
    for lines in ((), ("something",)):
        story_page._tell(Story((Telling("usual"), Telling("ours", lines))), Words(Language.EN))
        assert told == (["usual", "ours"] if lines else [])


class Story:
    """Stands in for a household's story."""

    title = place = parts = ""
    beginning = together = ()
    chart = None

    def __init__(self, tellings: tuple[Telling, Telling]) -> None:
        import pandas as pd

        self.tellings, self.facts = tellings, pd.DataFrame()
