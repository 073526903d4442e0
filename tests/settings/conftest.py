import shutil
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from simulation.settings import folders

CHECKOUT = Path(__file__).resolve().parents[2]

ROOT = """
    defaults:
      - _self_
      - town: small
      - uncertainties: [streets, coaches]
      - prices: cpi
      - study: quick
    task: study
    lang: en
    results: null
    fresh: false
    levers: {}
"""

POPULATION = """
    # @package town
    defaults: [rest, _self_]
    population:
      composition_shares: {single: 0.4, couple: 0.3, couple_with_minors: 0.2, single_parent: 0.1}
      age_shares: {young: 0.3, middle: 0.4, old: 0.3}
      tenure_shares: {corporation: 0.4, private: 0.1, owner: 0.5}
      income_shares: {low: 0.3, middle: 0.4, high: 0.3}
      assistance_share: 0.06
      disability_share: 0.05
      protected_share: 0.001
      trust_mean: 0.5
      concentration: 8
"""

TOWN = """
    # @package town
    defaults:
      - rest
      - /population: plain
      - _self_
    name: small
    label: {nl: Klein, en: Small}
    kind: real
    households: 1000
    regime_year: 2022
    price_year: 2024
    coordination_share: {2011: 0.1, 2015: 0.3}
    neighbourhoods:
      velve: {share: 0.25, pilot: true, factor: 1.5}
      centre: {share: 0.75}
      new_land: {share: 0}
    agencies:
      debt_help:
        label: {nl: Schuldhulp, en: Debt help}
        domains: [finances]
        from_severity: 2
        kind: place_limited
        payers: {2011: municipality}
"""

STREETS = """
    # @package uncertainties
    streets:
      spill: {value: 0.08, low: 0, high: 0.18, unit: per severity, grade: D, source: assumption}
      onset: {value: 0.0015, low: 0.001, high: 0.002, unit: per week, grade: B, source: a report,
              distribution: loguniform}
      domains: {value: 7, low: 7, high: 7, unit: domains, grade: A, source: the pilot}
"""

COACHES = """
    # @package uncertainties
    coaches:
      multiplier: {value: 1.5, low: 1, high: 2.5, unit: factor, grade: D, source: assumption, note: a guess}
      wage: {value: 90000, low: 80000, high: 100000, unit: euro a year, grade: B, source: an agreement,
             price_year: 2011}
"""

OPTIMISTIC = """
    beliefs:
      coaches.multiplier: {value: 2, low: 1.5, high: 2.5}
"""

FILES = {
    "configs/voordeur.yaml": ROOT,
    "configs/town/small.yaml": TOWN,
    "configs/population/plain.yaml": POPULATION,
    "configs/uncertainties/streets.yaml": STREETS,
    "configs/uncertainties/coaches.yaml": COACHES,
    "configs/prices/cpi.yaml": "# @package _global_\nprice_index: {2011: 0.72, 2024: 1}\n",
    "configs/worldview/optimistic.yaml": OPTIMISTIC,
    "configs/worldview/no_effect.yaml": "beliefs: {coaches.multiplier: {value: 1, low: 1, high: 1}}",
    "configs/worldview/adverse.yaml": "beliefs:",
}

Write = Callable[[str, str], None]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a small town; the studies and scenarios are the real ones."""
    checkout = tmp_path / "checkout"
    for name, text in FILES.items():
        put(checkout, name, text)
    shutil.copytree(CHECKOUT / "configs" / "study", checkout / "configs" / "study")
    shutil.copytree(CHECKOUT / "scenarios", checkout / "scenarios")
    put_rest(checkout)
    monkeypatch.setattr(folders, "PACKAGE", checkout / "simulation")
    return checkout


@pytest.fixture
def desk(tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own, empty, current folder."""
    own = tmp_path / "my desk's"
    own.mkdir()
    monkeypatch.chdir(own)
    return own


@pytest.fixture
def write(desk: Path) -> Write:
    """Writes a file on the desk."""
    return lambda name, text: put(desk, name, text)


def put_rest(checkout: Path) -> None:
    """Writes what the small town does not say itself, from Enschede: new facts need no change here."""
    town = yaml.safe_load((CHECKOUT / "configs" / "town" / "enschede.yaml").read_text())
    population = yaml.safe_load((CHECKOUT / "configs" / "population" / "dutch.yaml").read_text())
    ours = yaml.safe_load(TOWN) | yaml.safe_load(POPULATION)
    facts = {key: value for key, value in town.items() if key not in ours}
    traits = {key: value for key, value in population.items() if key not in ours["population"]}
    put(checkout, "configs/town/rest.yaml", "# @package town\n" + yaml.safe_dump(facts))
    put(checkout, "configs/population/rest.yaml", "# @package town\n" + yaml.safe_dump({"population": traits}))


def put(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text).lstrip(), encoding="utf-8")
