"""Scenario files that the page writes and reads: nothing over another file, nothing outside the folder, no bombs."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.scenario_files import load_scenario
from simulation.settings.words import Language
from simulation.web import results
from simulation.web.files import MOST_BYTES, check_label, read_upload, reason, save
from simulation.web.levers import Own, content_of
from simulation.web.results import earlier, earlier_folder, keep
from simulation.web.view import View, scenarios, town_of
from tests.present.made_up import Study, write

TOWN = town_of(View(town="example", size=2000))
CONTENT = content_of(Own(mandate=50), TOWN)
FILE = yaml.safe_dump(CONTENT).encode()


def test_what_is_saved_is_a_scenario(desk: Path) -> None:
    path = save("mijn_plan", CONTENT, TOWN)
    assert path == Path("scenarios/mijn_plan.yaml")
    assert "mijn_plan" in scenarios()
    assert load_scenario("mijn_plan").phases[0].levers.coaches.mandate == 0.5


@pytest.mark.parametrize(
    "name", ["../evil", "a/b", "a\\b", "/etc/x", "", ".", "Plan", "plan.yaml", "x" * 41, "a\n", "=1"]
)
def test_names_that_could_lead_elsewhere_are_refused(name: str, desk: Path) -> None:
    with pytest.raises(SettingsError, match=r"name = .*: must be a small letter"):
        save(name, CONTENT, TOWN)
    assert [each.name for each in desk.rglob("*")] == []


def test_no_file_is_written_over_another(desk: Path) -> None:
    save("plan", CONTENT, TOWN)
    before = Path("scenarios/plan.yaml").read_bytes()
    for name in ("plan", "wijkcoaches"):
        with pytest.raises(SettingsError, match="already"):
            save(name, content_of(Own(), TOWN), TOWN)
    assert Path("scenarios/plan.yaml").read_bytes() == before
    assert not Path("scenarios/wijkcoaches.yaml").exists()


def test_a_folder_that_leads_out_is_not_written(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    os.symlink(elsewhere, desk / "scenarios")
    with pytest.raises(SettingsError, match="leads out of this folder"):
        save("plan", CONTENT, TOWN)
    assert list(elsewhere.iterdir()) == []


def test_what_is_wrong_in_a_form_is_said_in_the_language_of_the_page(desk: Path) -> None:
    save("plan", CONTENT, TOWN)
    for name, said in (("Mijn plan", "moet beginnen met een kleine letter"), ("plan", "er is al een scenario")):
        with pytest.raises(SettingsError) as found:
            save(name, CONTENT, TOWN)
        assert said in reason(found.value, Words(Language.NL))
        assert reason(found.value, Words(Language.EN)) == str(found.value)


@pytest.mark.parametrize("label", ["", "  ", "x" * 81, "two\nlines", "bell\a"])
def test_labels_that_charts_cannot_show_are_refused(label: str) -> None:
    with pytest.raises(SettingsError, match="label = "):
        check_label(label)


def test_a_label_with_marks_is_text(desk: Path) -> None:
    label = "<b>=cmd()</b> {x} ${y} & 'z' \"q\" 50%"
    save("marks", CONTENT | {"label": {"nl": label, "en": label}}, TOWN)
    assert load_scenario("marks").label.nl == label


LAUGHS = b"a0: &a0 [x, x]\n" + b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 40))
BOMBS: list[tuple[bytes, str]] = [
    (LAUGHS, "references .* make it too large"),
    (b"a: &a [*a]\n", "holds itself"),
    (b"levers: !!python/object/apply:os.system ['true']\n", "tag .* is not allowed"),
    (b"levers: !custom {a: 1}\n", "tag .* is not allowed"),
    (b"a: " + b"[" * 60 + b"]" * 60, "nested too deep"),
    (b"[" * 50_000, "nested too deep"),
    (b"x" * (MOST_BYTES + 1), "at most"),
    (b"\xff\xfe\x00", "UTF-8"),
    (b"a: [1", "not valid YAML"),
    (b"- a\n- b\n", "must be a block of settings"),
    (b"", "must be a block of settings"),
    (b"a: 1\n---\nb: 2\n", "not valid YAML"),
    (b"a: 1\na: 2\n", "duplicate key"),
]


@pytest.mark.parametrize(("content", "said"), BOMBS, ids=[f"{number}-{said}" for number, (_, said) in enumerate(BOMBS)])
def test_bombs_are_refused(content: bytes, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_upload(content, "x.yaml")


def test_an_uploaded_scenario_is_checked_before_it_is_kept(desk: Path) -> None:
    assert save("given", read_upload(FILE, "x.yaml"), TOWN).exists()
    wrong: dict[str, Any] = yaml.safe_load(FILE)
    wrong["levers"]["coaches"]["mandat"] = 1.0
    with pytest.raises(SettingsError, match="did you mean 'mandate'"):
        save("wrong", wrong, TOWN)
    escape = read_upload(FILE.replace(b"extends: usual_care", b"extends: ../../etc/passwd"), "x.yaml")
    with pytest.raises(SettingsError, match="unknown scenario"):
        save("wrong", escape, TOWN)
    assert not Path("scenarios/wrong.yaml").exists()


def test_only_complete_results_in_the_folder_are_listed(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    complete(write(desk / "results" / "mine", Study()))
    write(desk / "results" / "half", Study())
    complete(write(desk / "results" / "voordeur-page", Study()))
    outside = complete(write(tmp_path_factory.mktemp("outside") / "other", Study()))
    os.symlink(outside, desk / "results" / "link")
    assert earlier() == ["mine"]
    assert earlier_folder("mine") == Path("results/mine")
    for name in ("../results/mine", "link", "half", "", ".", "..", str(outside), "voordeur-page"):
        with pytest.raises(SettingsError, match="no complete results"):
            earlier_folder(name)


def test_results_are_kept_once(desk: Path) -> None:
    live = complete(write(desk / "results" / "voordeur-page" / "0123456789abcdef", Study()))
    kept = keep(live)
    assert kept.parent == Path("results")
    assert earlier() == [kept.name]
    with pytest.raises(SettingsError, match="already"):
        keep(live)


def test_results_that_cannot_be_kept_are_said(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = complete(write(desk / "results" / "voordeur-page" / "0123456789abcdef", Study()))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(results.shutil, "copytree", full)
    with pytest.raises(SettingsError, match="cannot be written: No space"):
        keep(live)


def complete(folder: Path) -> Path:
    """Say of made-up results that they are complete."""
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace("{", '{"complete": true, "hash": "x", "town": "t", ', 1))
    return folder
