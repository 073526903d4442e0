"""Under which conditions a policy fails, in sentences, from the results folder."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.analysis.boxes import Box, Limit, inside
from simulation.present.folder import read_manifest
from simulation.present.numbers import written
from simulation.present.outcomes import Shown, catalogue_in
from simulation.present.register import Register, register_in
from simulation.present.sweep import value_text
from simulation.present.words import Words, uncapitalised
from simulation.settings import Label

FINDINGS, CASES = "discovery.csv", "cases.csv"
STAGES = ("search", "fresh")
PRIM, TREE = "prim", "tree"
FEWEST = 5
"""cases that fail, and that do not, without which nothing is searched"""
FACTS = ("worldview", "point", "draw", "fails", "agree", "stage")


@dataclass(frozen=True)
class Group:
    """Conditions that were found, and how they do."""

    method: str
    limits: pd.DataFrame
    """one row a condition"""
    counts: Mapping[str, float]
    """by name, those of both stages"""

    @property
    def box(self) -> Box:
        """The conditions as limits."""
        rows = self.limits.to_dict("records")
        return {row["condition"]: Limit(_end(row["low"]), _end(row["high"]), _words(row["words"])) for row in rows}

    def of(self, stage: str) -> dict[str, float]:
        """Gives the counts of one stage."""
        return {name.removeprefix(f"{stage}_"): n for name, n in self.counts.items() if name.startswith(f"{stage}_")}

    @property
    def is_confirmed(self) -> bool:
        """Tells whether fresh cases fail more often within than without conditions, beyond accident."""
        fresh = self.of("fresh")
        return bool(fresh["density_low"] > fresh["failing"] / fresh["cases"])


def _end(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _words(text: str) -> tuple[str, ...] | None:
    return tuple(text.split("|")) if text else None


@dataclass(frozen=True)
class Discovery:
    """What the search left in its folder."""

    folder: Path
    manifest: Mapping[str, Any]
    findings: pd.DataFrame
    cases: pd.DataFrame

    @cached_property
    def register(self) -> Register:
        """The unknowns."""
        return register_in(self.manifest)

    @cached_property
    def outcomes(self) -> dict[str, Shown]:
        """The outcomes of the rule, by the name that it has for them."""
        known = catalogue_in(self.manifest)
        return {name: known[name.removesuffix("_pilot")] for name in self.manifest["rule"]}

    @property
    def conditions(self) -> list[str]:
        """What was searched."""
        return [str(name) for name in self.cases if name not in (*FACTS, *self.outcomes)]

    def groups(self, method: str) -> list[Group]:
        """Gives what a method found, that in which it fails most often first; a method without a name has all cases."""
        rows = self.findings[self.findings["method"] == method]
        counts = [name for name in rows if str(name).startswith(STAGES)]
        found = [
            Group(method, limits, {str(name): float(limits[name].iloc[0]) for name in counts})
            for _, limits in rows.groupby("box", sort=True)
        ]
        return sorted(found, key=lambda each: -each.counts["search_density"])

    def labelled(self, name: str, words: Words) -> str:
        """Names a condition with its unit."""
        unit = self.register.unit(name, words)
        return f"{name} ({unit})" if unit else name

    def when(self, limits: pd.DataFrame, words: Words) -> str:
        """Says what conditions are."""
        return words.listed([self._condition(row, words) for _, row in limits.iterrows()])

    def _condition(self, row: pd.Series, words: Words) -> str:
        name = self.labelled(row["condition"], words)
        if row["words"]:
            return words("disc_words", condition=name, words=words.listed(row["words"].split("|"), "or_last"))
        ends = {end: value_text(row[end], words) for end in ("low", "high")}
        known = [end for end in ends if math.isfinite(row[end])]
        kind = "between" if len(known) == 2 else "above" if known == ["low"] else "below"
        return words(f"disc_{kind}", condition=name, **ends)

    def rule(self, words: Words) -> str:
        """Writes the rule with the labels of its outcomes."""
        texts = {each: words(f"disc_{each}") for each in ("and", "or", "not")}
        for name, shown in self.outcomes.items():
            unit = words.of(shown.unit)
            texts[name] = f"{shown.inside(words)} ({unit})"
        return re.sub(r"\w+", lambda found: texts.get(found[0], found[0]), self.manifest["section"]["fails"])

    def label(self, kind: str, words: Words) -> str:
        """Names the scenario or the reference."""
        facts = self.manifest["configuration"]
        return words.of(Label(**(facts["reference"] if kind == "reference" else facts["scenarios"][0])["label"]))


def has_discovery(folder: Path) -> bool:
    """Tells whether a results folder is of a search for conditions."""
    return (folder / FINDINGS).exists()


def read_discovery(folder: Path) -> Discovery:
    """Reads what a search found."""
    texts = ("method", "condition", "words")
    findings = pd.read_csv(folder / FINDINGS, dtype=dict.fromkeys(texts, str)).fillna(dict.fromkeys(texts, ""))
    return Discovery(folder, read_manifest(folder), findings, pd.read_csv(folder / CASES))


def paragraphs(found: Discovery, words: Words) -> list[tuple[str, list[str]]]:
    """Gives a heading and sentences: how often it fails, when, and what to keep in mind."""
    title = words("disc_title", scenario=found.label("scenario", words))
    names = [str(name) for name in found.findings["condition"].unique() if name]
    parts = [
        (title, list(_counts(found, words))),
        *_found(found, words),
        (words("keep_in_mind"), list(_reservations(found, words))),
    ]
    meanings = list(found.register.meanings(names, words))
    return [*parts, (words("meanings"), meanings)] if meanings else parts


def failures(found: Discovery, words: Words) -> str:
    """Says how often it fails, in the cases that were searched and in new ones."""
    whole = found.groups("")[0]
    search, fresh = (whole.of(stage) for stage in STAGES)
    return words(
        "disc_share",
        failing=int(search["failing"]),
        cases=int(search["cases"]),
        percent=_percent(search, "density", words),
        fresh_failing=int(fresh["failing"]),
        fresh_cases=int(fresh["cases"]),
        fresh_percent=_percent(fresh, "density", words),
    )


def _counts(found: Discovery, words: Words) -> Iterator[str]:
    section, plan = found.manifest["configuration"]["settings"], found.manifest["plan"]
    kind = words("disc_kind_point" if found.manifest["swept"] else "disc_kind_draw")
    place = words(f"in_{found.manifest['scope']}")
    runs = words("disc_one_run") if section["runs"] == 1 else words("disc_runs", number=section["runs"])
    facts = {"years": plan["years"], "runs": runs, "place": place, "kind": kind}
    yield words("disc_case", scenario=found.label("scenario", words), **facts)
    reference = uncapitalised(found.label("reference", words))
    yield words("disc_rule", rule=found.rule(words), reference=reference)
    yield failures(found, words)
    searched = found.cases[found.cases["stage"] == "search"]
    by_worldview = searched.groupby("worldview", sort=False)["fails"].agg(["sum", "count"])
    if len(by_worldview) > 1:
        parts = [
            words(
                "disc_worldview",
                worldview=words.named("worldview", str(name)),
                failing=int(row["sum"]),
                cases=row["count"],
            )
            for name, row in by_worldview.iterrows()
        ]
        yield words("disc_worldviews", parts="; ".join(parts))
    if section["runs"] < 2:
        yield words("disc_agree_one")
    else:
        yield words("disc_agree", percent=f"{written(100.0 * (1.0 - searched['agree'].mean()), 0, words.lang)}%")


def _percent(counts: Mapping[str, float], name: str, words: Words) -> str:
    """Writes a share with its interval, in per cent."""
    texts = {"middle": counts[name], "low": counts[f"{name}_low"], "high": counts[f"{name}_high"]}
    if not math.isfinite(texts["middle"]):
        return words("missing")
    return words("sens_percent", **{key: written(100.0 * value, 0, words.lang) for key, value in texts.items()})


def _found(found: Discovery, words: Words) -> Iterator[tuple[str, list[str]]]:
    whole = found.groups("")[0].of("search")
    failing, others = int(whole["failing"]), int(whole["cases"] - whole["failing"])
    if min(failing, others) < FEWEST or not found.conditions:
        first = "disc_never" if not failing else "disc_always" if not others else ""
        few = words("disc_few", fewest=FEWEST) if min(failing, others) < FEWEST else words("disc_nothing_varies")
        yield words("disc_box"), [*([words(first)] if first else []), few]
        return
    boxes, leaves = found.groups(PRIM), found.groups(TREE)
    yield words("disc_box"), list(_about_box(found, boxes[0], words)) if boxes else [_nothing(found, PRIM, words)]
    yield words("disc_tree"), [_leaf(found, leaf, words) for leaf in leaves] or [_nothing(found, TREE, words)]


def _nothing(found: Discovery, method: str, words: Words) -> str:
    share = found.manifest["accidents"][method]
    return words(f"disc_{method}_nothing", percent=f"{written(100.0 * share, 0, words.lang)}%")


def _about_box(found: Discovery, box: Group, words: Words) -> Iterator[str]:
    yield words("disc_when", conditions=found.when(box.limits, words))
    for stage, kind in zip(STAGES, ("disc_searched", "disc_checked"), strict=True):
        counts = box.of(stage)
        shares = {name: _percent(counts, name, words) for name in ("density", "coverage")}
        whole = {name: int(counts[name]) for name in ("inside", "failing_inside", "failing")}
        share = f"{written(100.0 * counts['failing'] / counts['cases'], 0, words.lang)}%"
        yield words(kind, share=share, **shares, **whole)
    yield from _worldviews_within(found, box, words)
    yield words("disc_confirmed" if box.is_confirmed else "disc_unconfirmed")


def _worldviews_within(found: Discovery, box: Group, words: Words) -> Iterator[str]:
    """Says of which worldviews the searched cases within are, if there are several."""
    here = (found.cases["stage"] == "search") & inside(box.box, found.cases)
    counts = found.cases.loc[here, "worldview"].value_counts()
    if found.cases["worldview"].nunique() > 1 and len(counts):
        parts = [f"{words.named('worldview', str(name))} {number}" for name, number in counts.items()]
        yield words("disc_within", parts=words.listed(parts))


def _leaf(found: Discovery, leaf: Group, words: Words) -> str:
    search, fresh = leaf.of("search"), leaf.of("fresh")
    return words(
        "disc_leaf",
        conditions=found.when(leaf.limits, words),
        failing=int(search["failing_inside"]),
        inside=int(search["inside"]),
        fresh_failing=int(fresh["failing_inside"]),
        fresh_inside=int(fresh["inside"]),
        fresh_percent=_percent(fresh, "density", words),
    )


def _reservations(found: Discovery, words: Words) -> Iterator[str]:
    yield words("disc_cover")
    yield words("disc_likely")
    yield words("disc_cause", number=len(found.conditions))
    yield words("calibrated")
