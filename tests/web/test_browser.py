"""The page in a real browser: moved by mouse and keyboard, read by machine, and narrow."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Request, expect
from pptx import Presentation
from pypdf import PdfReader

from simulation.web.pages import PAGES
from simulation.web.serve import MOST_UPLOAD_MB
from tests.web.browser import SMALL, band, chromium, finish, opened, rest, served
from tests.web.test_files import LAUGHS

SECONDS = 1000.0
TRANSITIONS = "each => getComputedStyle(each).transitionDuration.split(', ')"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def address(browser: Browser, desk: Path) -> Iterator[str]:
    with served(desk) as found:
        yield found


def thumb(page: Page, label: str) -> Any:
    return page.get_by_role("slider", name=re.compile(label))


def changed(page: Page, before: str) -> str:
    """Wait until the first table says something else; gives what."""
    expect(page.locator("table").first).not_to_have_text(before, use_inner_text=True, timeout=60 * SECONDS)
    return band(page)


def test_a_slider_a_language_and_a_link(browser: Browser, address: str) -> None:
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.on("request", lambda request: asked.append(_host(request)))
    page.goto(f"{address}/?{SMALL}")
    finish(page)
    first = band(page)

    thumb(page, "Voltijdbanen").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("fte_per_10000_households=20"))
    changed(page, first)
    finish(page)
    second = band(page)

    box = thumb(page, "Mandaat").locator("xpath=../..").bounding_box()  # around the hidden input
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 120, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    expect(page).to_have_url(re.compile("mandate="))
    changed(page, second)

    again = opened(browser, page.url)
    finish(again)
    expect(page.locator("table").first).to_have_text(band(again), use_inner_text=True, timeout=60 * SECONDS)
    third = numbers(again)
    assert again.locator("html").get_attribute("lang") == "nl"
    again.get_by_text("English").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Voordeur: what do neighbourhood coaches do?")
    expect(again).to_have_url(re.compile("lang=en"))
    assert numbers(again) == third
    assert set(asked) <= {address.removeprefix("http://"), ""}


def numbers(page: Page) -> list[str]:
    """The numbers of the first table, whatever the language."""
    return re.findall(r"[\d.]+", band(page).replace(",", "."))


def _host(request: Request) -> str:
    """The machine that is asked; nothing for what is in the page itself."""
    return "" if request.url.startswith(("data:", "blob:")) else request.url.split("/")[2]


def test_the_pack_is_downloaded_and_opened(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/keep?{SMALL}&lang=nl")
    finish(page)
    page.get_by_role("button", name="Maak het pakket").click()
    with page.expect_download(timeout=120 * SECONDS) as download:
        page.get_by_role("button", name="Download het pakket").click(timeout=120 * SECONDS)
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    openers = {"pdf": PdfReader, "pptx": Presentation, "xlsx": load_workbook, "html": lambda file: file.read()}
    kinds = [name.rpartition(".")[2] for name in archive.namelist()]
    assert {"pdf", "pptx", "xlsx", "html"} <= set(kinds)
    for name, kind in zip(archive.namelist(), kinds, strict=True):
        assert openers[kind](io.BytesIO(archive.read(name)))


def test_a_choice_is_saved_and_a_large_file_and_a_bomb_are_refused(browser: Browser, address: str, desk: Path) -> None:
    page = opened(browser, f"{address}/keep?{SMALL}&lang=nl")
    for name, said in (("Mijn plan", "moet beginnen met een kleine letter"), ("mijn_plan", "Bewaard: scenarios/")):
        page.get_by_label("Naam van het bestand").first.fill(name)
        page.get_by_label("Naam in grafieken").fill("Mijn plan")
        page.get_by_role("button", name="Bewaren", exact=True).click()
        expect(page.get_by_text(said)).to_be_visible(timeout=30 * SECONDS)
    assert [each.name for each in desk.glob("scenarios/*")] == ["mijn_plan.yaml"]
    big = desk / "big.yaml"
    with big.open("wb") as file:
        file.truncate(50 * 1024**2)
    chooser = page.locator("input[type=file]")
    chooser.set_input_files(str(big))
    expect(page.get_by_text(re.compile(f"{MOST_UPLOAD_MB}.*MB or smaller"))).to_be_visible(timeout=30 * SECONDS)
    chooser.set_input_files({"name": "bomb.yaml", "mimeType": "application/yaml", "buffer": LAUGHS})
    page.get_by_label("Naam van het bestand").nth(1).fill("bomb")
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_text("make it too large")).to_be_visible(timeout=30 * SECONDS)
    assert not list(desk.rglob("bomb*"))


@pytest.mark.parametrize("lang", ["nl", pytest.param("en", marks=pytest.mark.proof)])
def test_every_page_is_read_by_machine_and_is_not_too_wide(lang: str, browser: Browser, address: str) -> None:
    """WCAG 2.1 A and AA by axe-core; at 320 px, and at 200% of 1280 px, nothing is read by moving sideways."""
    page = opened(browser, f"{address}/?{SMALL}&lang={lang}")
    finish(page)
    links = page.locator("[data-testid=stTopNavLink]")
    assert links.count() == len(PAGES)
    for number, each in enumerate(PAGES):
        links.nth(number).click()
        expect(page).to_have_url(re.compile(f"/{each.name}\\?" if number else r"/\?"))
        rest(page)
        assert barriers(page) == [], each.name
        for width, height in ((320, 640), (640, 450)):
            page.set_viewport_size({"width": width, "height": height})
            assert too_wide(page) == 0, f"{each.name} at {width}"
        page.set_viewport_size({"width": 1300, "height": 900})
    page.close()


def barriers(page: Page) -> list[str]:
    """What axe-core finds."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    nodes = ((violation, node) for violation in violations for node in violation["nodes"])
    return [f"{violation['id']} ({violation['impact']}): {node['html'][:300]}" for violation, node in nodes]


def too_wide(page: Page) -> int:
    """By how many dots the page or its main part is wider than the window."""
    measure = "each => Math.max(0, each.scrollWidth - each.clientWidth)"
    found: list[int] = [page.locator(name).evaluate(measure) for name in ("html", "[data-testid=stMain]")]
    return max(found)


def test_a_barrier_would_be_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="nl"><title>x</title><main><img src="x"><p style="color:#bbb">bleek</p></main></html>')
    assert {each.split()[0] for each in barriers(page)} == {"image-alt", "color-contrast"}


def test_the_film_plays_and_stops_and_goes_by_years_where_less_motion_is_asked_for(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}/film?{SMALL}&lang=nl")
    film = page.locator(".film")
    when = film.locator("output")
    expect(when).to_have_text("jaar 1, maand 1")
    film.get_by_role("button").click()
    expect(when).not_to_have_text("jaar 1, maand 1")
    finish(page)  # it goes on when the page is drawn anew
    film.get_by_role("button", name="Pauze").click()
    paused = when.inner_text()
    assert set(film.locator(".tile").first.evaluate(TRANSITIONS)) == {"0.2s"}
    film.get_by_role("slider").focus()
    page.keyboard.press("End")
    expect(when).to_have_text("jaar 10, maand 12")
    assert paused != "jaar 10, maand 12"

    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("Home")
    when.evaluate(
        "each => { each.seen = []; new MutationObserver(() => each.seen.push(each.textContent))"
        ".observe(each, {childList: true}); }"
    )
    film.get_by_role("button").click()
    expect(when).to_have_text("jaar 3, maand 1")
    film.get_by_role("button", name="Pauze").click()
    assert when.evaluate("each => each.seen.slice(0, 2)") == ["jaar 2, maand 1", "jaar 3, maand 1"]
    assert set(film.locator(".tile").first.evaluate(TRANSITIONS)) == {"0s"}
