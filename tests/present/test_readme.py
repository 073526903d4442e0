"""The README names what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/model.md", "docs/approaches.md", "docs/calibration.md", "docs/evidence.md")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_paths_in_the_text_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    names = re.findall(r"`((?:simulation|configs|scenarios|tests|docs)/[\w./]*)`", text)
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_the_table_of_scenarios_is_complete() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)`(?: \*)? \|", text.split("## Scenarios")[1].split("## ")[0], re.MULTILINE))
    assert named == {path.stem for path in (ROOT / "scenarios").glob("*.yaml")}
