"""What the page shows, without a browser."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from simulation.present.page_words import PAGE_TEXTS
from simulation.web import pages
from simulation.web.files import save
from simulation.web.levers import Own, content_of
from simulation.web.view import View, town_of
from tests.present.made_up import LABELS, Study, write
from tests.web.conftest import Stage, html_of
from tests.web.test_files import complete

NASTY = "<img src=x onerror=alert(1)> **bold** [link](http://x) $x$ :red[x]"


def labels(page: AppTest) -> list[str]:
    return [each.label for kind in ("selectbox", "slider", "multiselect") for each in page.get(kind)]


def parameter(page: AppTest, name: str) -> str:
    """A parameter of the address, of which there is one."""
    found = page.query_params[name]
    return found if isinstance(found, str) else found[0]


def is_read_as_marks(text: str) -> bool:
    """Whether what is nasty in a text is more than text where Markdown is read."""
    return bool(re.search(r"(?<!\\)(<img|\*\*bold|\[link|\$x|:red)", text))


def test_the_page_opens_in_dutch_and_shows_a_band(page: AppTest, stage: Stage) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value == PAGE_TEXTS["page_title"][0]
    assert "95%-interval" in html_of(page)
    assert stage.looked[-1] == View()


def test_the_language_is_switched_everywhere_and_is_in_the_address(page: AppTest) -> None:
    page.run()
    dutch = {*labels(page), page.title[0].value}
    page.radio(key="lang").set_value("en").run()
    assert not page.exception
    english = {*labels(page), page.title[0].value}
    assert not dutch & english
    assert parameter(page, "lang") == "en"
    assert "95% interval" in html_of(page)


def test_a_slider_moved_is_another_view_and_in_the_address(page: AppTest, stage: Stage) -> None:
    page.run()
    page.slider(key="mandate").set_value(40).run()
    assert stage.looked[-1] == View(own=Own(mandate=40))
    assert parameter(page, "mandate") == "40"
    assert stage.left[-1] == View()
    page.slider(key="mandate").set_value(90).run()
    assert "mandate" not in page.query_params


def test_a_link_opens_the_same_controls(page: AppTest, stage: Stage) -> None:
    page.query_params |= {"town": "almelo", "size": "2000", "worldviews": "no_effect", "scenarios": "intakers"}
    page.query_params |= {"mandate": "35", "where": "city", "money_years": "3", "after": "own_money", "lang": "en"}
    page.run()
    assert not page.exception
    own = Own(mandate=35, where="city", money_years=3, after="own_money")
    assert stage.looked[-1] == View(
        town="almelo", size=2000, worldviews=("no_effect",), scenarios=("intakers",), own=own
    )
    assert page.slider(key="mandate").value == 35
    assert page.selectbox(key="town").value == "almelo"


def test_what_a_link_cannot_have_is_said_and_left_out(page: AppTest, stage: Stage) -> None:
    page.query_params |= {"size": "1000000000", "town": "../../etc/passwd", "mandate": NASTY, "results": "../secret"}
    page.run()
    assert not page.exception
    assert len(page.warning) == 4
    assert not any(is_read_as_marks(each.value) for each in page.warning)
    assert stage.looked[-1] == View()


def test_what_a_link_cannot_have_is_said_on_every_page(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGES", [each for each in pages.PAGES if each.name == "register"])
    page.query_params |= {"results": "../secret", "lang": "nl"}
    page.run()
    assert not page.exception
    assert "geen complete resultaten" in page.warning[0].value


@pytest.mark.parametrize("name", ["explore", "charts", "film", "story", "keep"])
def test_results_that_cannot_be_read_are_said(
    name: str, desk: Path, page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGES", [each for each in pages.PAGES if each.name == name])
    (complete(write(desk / "results" / "half", Study())) / "runs.parquet").unlink()
    page.query_params["results"] = "half"
    page.run()
    assert not page.exception
    assert "De resultaten in half zijn niet te lezen" in page.error[0].value


def test_results_that_are_thrown_away_are_left(desk: Path, page: AppTest, stage: Stage) -> None:
    folder = complete(write(desk / "results" / "mine", Study()))
    page.query_params["results"] = "mine"
    page.run()
    shutil.rmtree(folder)
    page.run()
    assert not page.exception
    assert "mine" in page.warning[0].value
    assert stage.looked[-1] == View()


def test_another_town_has_its_own_neighbourhoods(page: AppTest, stage: Stage) -> None:
    page.query_params |= {"where": "Velve-Lindenhof"}
    page.run()
    assert stage.looked[-1].own.where == "Velve-Lindenhof"
    page.selectbox(key="town").set_value("example").run()
    assert not page.exception
    assert stage.looked[-1] == replace(View(), town="example")


def test_towns_are_named_in_the_language_of_the_page(page: AppTest) -> None:
    page.run()
    assert {"Enschede", "Voorbeeldstad"} <= set(page.selectbox(key="town").options)
    page.radio(key="lang").set_value("en").run()
    assert "Example town" in page.selectbox(key="town").options


def test_scenarios_with_one_label_are_told_apart(desk: Path, page: AppTest, stage: Stage) -> None:
    for name in ("plan_a", "plan_b"):
        save(name, content_of(Own(), town_of(View())) | {"label": {"nl": "Plan", "en": "Plan"}}, town_of(View()))
    page.run()
    assert {"Plan \\(plan\\_a\\)", "Plan \\(plan\\_b\\)"} <= set(page.multiselect(key="scenarios").options)
    page.multiselect(key="scenarios").set_value(["plan_a"]).run()
    assert stage.looked[-1].scenarios == ("plan_a",)


def test_the_mixture_stands_alone(page: AppTest, stage: Stage) -> None:
    page.run()
    page.multiselect(key="worldviews").set_value(["optimistic", "mixed"]).run()
    assert stage.looked[-1].worldviews == ("mixed",)
    page.multiselect(key="worldviews").set_value(["mixed", "adverse"]).run()
    assert stage.looked[-1].worldviews == ("adverse",)


def test_an_error_of_a_study_is_shown_as_text(page: AppTest, stage: Stage) -> None:
    stage.folder, stage.error = None, f"town.households = 1000000000: {NASTY}"
    page.run()
    assert not page.exception
    assert "1000000000" in page.error[0].value
    assert not is_read_as_marks(page.error[0].value)


def test_labels_in_results_are_text(desk: Path, page: AppTest, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LABELS, "wijkcoaches", {"nl": NASTY, "en": NASTY})
    complete(write(desk / "results" / "nasty", Study()))
    page.query_params["results"] = "nasty"
    page.run()
    assert not page.exception
    assert "&lt;img src=x" in html_of(page)
    assert "<img src=x" not in html_of(page)
    read = [each.value for kind in ("markdown", "header", "subheader", "caption") for each in page.get(kind)]
    assert not any(is_read_as_marks(each) for each in read)


def test_earlier_results_are_opened_and_left(desk: Path, page: AppTest, stage: Stage) -> None:
    complete(write(desk / "results" / "mine", Study(runs=4)))
    page.query_params["results"] = "mine"
    page.run()
    assert not page.exception
    assert "mine" in page.info[0].value
    assert parameter(page, "results") == "mine"
    assert stage.looked == []
    page.button[0].click().run()
    assert not page.exception
    assert "results" not in page.query_params
    assert stage.looked[-1] == View()


def test_one_run_has_no_band_and_says_so(desk: Path, page: AppTest) -> None:
    complete(write(desk / "results" / "one", Study(runs=1)))
    page.query_params["results"] = "one"
    page.run()
    assert not page.exception
    assert "geen interval" in html_of(page)
