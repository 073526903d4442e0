"""Results folders of studies that were never run: the files of a real one, with numbers of our choice."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from simulation.settings import Domain
from simulation.study.comparison import compare

WORLDVIEWS = ("optimistic", "no_effect", "adverse")
SCENARIOS = ("wijkcoaches", "funding_ends", "city_wide")
PLACES = ("Velve-Lindenhof", "Elders")
YEARS = 4
COMPOSITIONS = ("single", "couple", "couple_with_minors", "single_parent")
INCOMES = ("low", "middle", "high")
CHANGE = 24
"""month in which money ends and scaling starts"""
LEVELS = {
    "serious_weeks": 5000.0,
    "crises": 400.0,
    "mean_wait_weeks": 9.0,
    "mean_wait_specialist_weeks": 14.0,
    "reached_share": 0.4,
    "lost_handoffs": 300.0,
    "total_cost_eur": 12_345_678.0,
    "cost_municipality_eur": 4_000_000.0,
}
PARTS = {"effect_direct_eur": -0.5, "effect_found_eur": 0.25, "effect_queue_eur": 0.25, "effect_fixed_eur": 1.0}
"""Parts of the difference in cost, as shares of it."""
LABELS = {
    "usual_care": {"nl": "Gewone hulp", "en": "Usual care"},
    "wijkcoaches": {"nl": "Wijkcoaches in de pilotwijk", "en": "Neighbourhood coaches in the pilot"},
    "funding_ends": {"nl": "Wijkcoaches, het extra geld stopt", "en": "Coaches, additional money ends"},
    "city_wide": {"nl": "Wijkcoaches in de hele stad", "en": "Coaches in the whole city"},
}
UNITS = {
    "serious_weeks": ("huishoudweken", "household-weeks"),
    "crises": ("aantal", "number"),
    "lost_handoffs": ("aantal", "number"),
    "mean_wait_weeks": ("weken", "weeks"),
    "mean_wait_specialist_weeks": ("weken", "weeks"),
    "reached_share": ("aandeel", "share"),
    "total_cost_eur": ("euro", "euros"),
    "cost_municipality_eur": ("euro", "euros"),
    **dict.fromkeys(PARTS, ("euro", "euros")),
}
OUTCOMES = {
    "serious_weeks": ("Weken met een ernstig probleem", "Weeks with a serious problem"),
    "crises": ("Crises", "Crises"),
    "mean_wait_weeks": ("Gemiddelde wachttijd tot eerste hulp", "Mean wait to first help"),
    "mean_wait_specialist_weeks": ("Gemiddelde wachttijd tot een instantie", "Mean wait to specialist care"),
    "reached_share": ("Bereikt aandeel", "Share reached"),
    "lost_handoffs": ("Verloren overdrachten", "Lost hand-offs"),
    "total_cost_eur": ("Totale kosten", "Total cost"),
    "cost_municipality_eur": ("Kosten voor de gemeente", "Cost to the municipality"),
    "effect_direct_eur": ("Verschil in kosten: wie al bekend was", "Difference in cost: those known already"),
    "effect_found_eur": ("Verschil in kosten: wie gevonden werd", "Difference in cost: those found"),
    "effect_queue_eur": (
        "Verschil in kosten: wie alleen wachtrijen merkt",
        "Difference in cost: those who feel queues alone",
    ),
    "effect_fixed_eur": ("Verschil in kosten: vaste kosten", "Difference in cost: fixed costs"),
}
Effects = Mapping[tuple[str, str, str], float]


@dataclass(frozen=True, kw_only=True)
class Study:
    """What was never run; ``effects`` are relative, by worldview, scenario and outcome ("" for any)."""

    scenarios: Sequence[str] = SCENARIOS
    worldviews: Sequence[str] = WORLDVIEWS
    draws: Mapping[str, Sequence[int]] = field(default_factory=dict)
    runs: int = 3
    effects: Effects = field(default_factory=dict)
    after: Effects = field(default_factory=dict)
    """relative effects on weeks from the month of change on, where they are others"""
    places: Sequence[str] = PLACES
    pilots: Sequence[str] = PLACES[:1]
    tables: Sequence[str] = ("months", "classes", "ledger")
    noise: float = 0.001
    """spread between runs of what an effect is"""
    circles: Sequence[str] = ()
    """scenarios with two circles before the month of change, and one after"""

    def all_keys(self) -> list[tuple[str, str, int, int]]:
        axes = {(worldview, draw) for worldview in self.worldviews for draw in self.draws.get(worldview, [0])}
        usual = [("", "usual_care", draw) for draw in sorted({draw for _, draw in axes} or {0})]
        others = [
            (worldview, scenario, draw)
            for worldview in self.worldviews
            for scenario in self.scenarios
            for draw in self.draws.get(worldview, [0])
        ]
        return [(*key, run) for key in (*usual, *others) for run in range(self.runs)]

    def effect(self, key: tuple[str, str, int, int], outcome: str, late: bool = False) -> float:
        """A relative effect; a little noise of its own in every run, so that there is an interval."""
        if key[1] == "usual_care":
            return 1.0
        asked = ((key[0], key[1], outcome), (key[0], key[1], ""))
        tables = (self.after, self.effects) if late else (self.effects,)
        found = [table[each] for table in tables for each in asked if each in table]
        noise = np.random.default_rng([key[2], key[3], len(key[1])]).normal(0.0, self.noise)
        return 1.0 + (found[0] if found else 0.0) + noise * (-1) ** key[3]


def write(folder: Path, study: Study) -> Path:
    """Write the folder; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    runs = _runs(study)
    runs.to_parquet(folder / "runs.parquet", index=False)
    compare(runs).to_csv(folder / "comparison.csv", index=False)
    if "months" in study.tables:
        _months(study).to_parquet(folder / "months.parquet", index=False)
    if "classes" in study.tables:
        _classes(study).to_parquet(folder / "classes.parquet", index=False)
    if "ledger" in study.tables:
        _ledger(study).to_parquet(folder / "ledger.parquet", index=False)
    (folder / "manifest.json").write_text(json.dumps(manifest(study)), encoding="utf-8")
    return folder


def _keyed(study: Study, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows).astype({"draw": "int32", "run": "int32"})


def _key(key: tuple[str, str, int, int]) -> dict[str, Any]:
    return dict(zip(("worldview", "scenario", "draw", "run"), key, strict=True))


def _runs(study: Study) -> pd.DataFrame:
    rows = []
    for key in study.all_keys():
        row = _key(key)
        for name, level in LEVELS.items():
            value = level * (1 + 0.1 * key[3]) * study.effect(key, name)
            row[name] = value * 10
            if study.pilots:
                row[f"{name}_pilot"] = value
        gap = LEVELS["total_cost_eur"] * (study.effect(key, "total_cost_eur") - 1.0)
        for name, share in PARTS.items():
            row[name] = gap * share * 10
            if study.pilots:
                row[f"{name}_pilot"] = gap * share
        rows.append(row)
    return _keyed(study, rows)


def _months(study: Study) -> pd.DataFrame:
    rows = []
    for key in study.all_keys():
        for month in range(12 * YEARS):
            places = [_month(study, key, month, place) for place in study.places]
            total = {name: sum(place[name] for place in places) for name in places[0]}
            for name, row in zip((*study.places, "town"), (*places, total), strict=True):
                agencies = _agencies(study, key, month) if name == "town" else {}
                rows.append({**_key(key), "month": month, "neighbourhood": name, **row, **agencies})
    return _keyed(study, rows)


def _month(study: Study, key: tuple[str, str, int, int], month: int, place: str) -> dict[str, float]:
    size = 4000.0 if place == study.places[0] else 40000.0
    effect = study.effect(key, "serious_weeks", late=month >= CHANGE)
    row = {"households": size}
    for domain in Domain:
        for level in ("early", "serious", "crisis"):
            row[f"{level}_weeks_{domain}"] = 0.02 * size * effect * (1 + 0.1 * key[3])
        row[f"crises_{domain}"] = 0.001 * size * effect
    there = place == study.places[0] or (key[1] == "city_wide" and month >= CHANGE)
    gone = key[1] == "usual_care" or (key[1] == "funding_ends" and month >= CHANGE)
    fte = 4.0 * size / 4000.0 if there and not gone else 0.0
    return row | {
        "open_case_weeks": 80.0 * fte,
        "salary_weeks": 4.3 * fte,
        "outreach_salary_weeks": 0.0,
        "outreach_hours": 20.0 * fte,
        "waiting_coaches": 5.0 * fte,
        "circle_weeks": 0.0 if key[1] not in study.circles else 9.0 if month < CHANGE else 4.0 + 0.1 * key[3],
        "employed_weeks": 0.0,
    }


def _classes(study: Study) -> pd.DataFrame:
    rows = []
    for key in study.all_keys():
        weeks = 0.1 * study.effect(key, "serious_weeks")
        for place, kind, income in product(study.places, COMPOSITIONS, INCOMES):
            lived = 1e5
            row = {"neighbourhood": place, "composition": kind, "income": income}
            rows.append({**_key(key), **row, "household_weeks": lived, "problem_weeks": weeks * lived})
    return _keyed(study, rows)


def _agencies(study: Study, key: tuple[str, str, int, int], month: int) -> dict[str, float]:
    effect = study.effect(key, "mean_wait_weeks", late=month >= CHANGE)
    return {
        "waiting_debt_help": 50.0 * effect + key[3],
        "waiting_support": 30.0 * effect,
        "cooperation_debt_help": 0.5 * effect,
        "cooperation_support": 0.6 * effect,
    }


def _ledger(study: Study) -> pd.DataFrame:
    rows = []
    for key in study.all_keys():
        for year in range(YEARS):
            paid = {"municipality": 4e5, "insurer": 2e5, "corporations": 1e4, "central_government": 1e5}
            paid = {payer: amount * study.effect(key, "total_cost_eur") for payer, amount in paid.items()}
            if key[1] != "usual_care" and year < 2:
                paid["funders"] = 3e5
            for payer, amount in paid.items():
                rows.append(
                    {
                        **_key(key),
                        "year": year,
                        "neighbourhood": study.places[0],
                        "product": "care_debt_help",
                        "payer": payer,
                        "receiver": "debt_help",
                        "amount_eur": round(amount, 2),
                    }
                )
    return _keyed(study, rows)


def manifest(study: Study) -> dict[str, Any]:
    """The parts of a manifest that are shown."""
    names = {name: {"nl": dutch, "en": english} for name, (dutch, english) in OUTCOMES.items()}
    units = {name: {"nl": dutch, "en": english} for name, (dutch, english) in UNITS.items()}
    return {
        "study": "quick",
        "hash": "0123456789abcdef",
        "plan": {
            "reference": {"scenario": "usual_care", "worldview": ""},
            "scenarios": list(study.scenarios),
            "worldviews": list(study.worldviews),
            "years": YEARS,
        },
        "outcomes": [{"name": name, "label": names[name], "unit": units[name], "better": "down"} for name in names],
        "configuration": {
            "town": {
                "label": {"nl": "Enschede", "en": "Enschede"},
                "price_year": 2024,
                "agencies": [{"name": "debt_help", "label": {"nl": "schuldhulp", "en": "debt help"}}],
                "neighbourhoods": [{"name": name, "pilot": name in study.pilots} for name in study.places],
            },
            "reference": _plan("usual_care", []),
            "scenarios": [_plan(name, _phases(name)) for name in study.scenarios],
        },
    }


def _plan(name: str, later: list[dict[str, Any]]) -> dict[str, Any]:
    end = CHANGE if name in ("funding_ends", "city_wide") else None
    first = {"coaches": {"where": "pilot"}, "funding": {"additional_until_month": end}}
    label = LABELS.get(name, {"nl": name, "en": name})
    return {"name": name, "label": label, "phases": [{"from_month": 0, "levers": first}, *later]}


def _phases(name: str) -> list[dict[str, Any]]:
    if name != "city_wide":
        return []
    levers = {"coaches": {"where": "city"}, "funding": {"additional_until_month": CHANGE}}
    return [{"from_month": CHANGE, "levers": levers}]
