"""The budget by year against the grants, and who pays, gains and loses."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from simulation.present.council.effects import ENOUGH_RUNS
from simulation.present.council.money import years_after_change
from simulation.present.findings import SEEN, Direction
from simulation.present.folder import TOWN
from simulation.present.outcomes import MUNICIPAL
from simulation.present.pack.contents import Grid, Section
from simulation.present.pack.facts import COUNT, EUROS, SHARE, Facts, Gap
from simulation.present.series import interval, runs_of
from simulation.settings import Payer
from simulation.study.catalogue_words import PAYER_LABELS, WHOM
from simulation.study.comparison import gap_of
from simulation.study.folder import BUDGET, ORGANISATIONS

ALL_TASKS = "all"
SEVERAL = 2
MOST_NAMED = 3
"""organisations that are named as gaining, and as losing"""
MOST_YEARS = 4
"""years in the table; the others are in the workbook"""


def budget(facts: Facts) -> Section:
    """Says what the municipality pays more each year, what is one-off, and how that stands to its grants."""
    words, results = facts.words, facts.results
    parts = tuple(facts.together(name, _paid(facts, name)) for name in results.scenarios)
    return Section(
        name="budget",
        heading=words("pack_budget"),
        message=_dearer(facts),
        sentences=(*parts, _prices(facts)),
        spoken=(_prices(facts),),
        grid=_balances(facts),
    )


def _prices(facts: Facts) -> str:
    year = facts.results.manifest["configuration"]["town"]["price_year"]
    return facts.words("pack_budget_note", year=year, usual=facts.results.usual(facts.words))


def _dearer(facts: Facts) -> str:
    """Says which scenarios cost the municipality more, which less, and of which no difference is seen."""
    words, costs = facts.words, {name: _municipal(facts, name) for name in facts.results.scenarios}
    if all(gap.direction is Direction.UNKNOWN for gap in costs.values()):
        return words("pack_untold")
    said = []
    for side in (*reversed(SEEN), Direction.UNCLEAR):
        names = [name for name, gap in costs.items() if gap.direction is side]
        if names and len(costs) == 1:
            said.append(words("pack_budget_only", change=facts.change(costs[names[0]], EUROS)))
        elif names:
            listed, change = facts.counted(names, len(costs)), _range(facts, [costs[name] for name in names])
            said.append(words(f"pack_budget_{side}", names=listed, change=change))
    return " ".join((*said, *facts.of_one_view()))


def _range(facts: Facts, gaps: Sequence[Gap]) -> str:
    """Says from which difference to which others are: of the ends only, as none was compared with another."""
    order = sorted(gaps, key=lambda gap: abs(gap.difference))
    least, most = (facts.change(gap, EUROS) for gap in (order[0], order[-1]))
    return least if least == most else facts.words("pack_budget_range", least=least, most=most)


def _municipal(facts: Facts, scenario: str) -> Gap:
    """Gives what the municipality pays more a year."""
    return facts.a_year(MUNICIPAL, scenario, facts.main, TOWN)


def _paid(facts: Facts, scenario: str) -> Iterator[str]:
    """Tells one-off money from what comes back each year."""
    words, results = facts.words, facts.results
    funded = facts.gap(f"cost_{Payer.FUNDERS}_eur", scenario, facts.main, TOWN)
    ends = [each.month for each in results.moments[scenario] if each.kind == "money_ends"]
    if funded.difference > 0.0:
        amount = facts.size(funded.difference, EUROS, funded.step)
        kind = {"month": ends[0]} if ends else {"years": results.years}
        yield words("pack_one_off" if ends else "pack_funded", amount=amount, **kind)
    if results.ledger is not None:
        change = facts.change(structural(facts, scenario), EUROS)
        yield words("pack_structural" if results.moments[scenario] else "pack_every_year", change=change)


def structural(facts: Facts, scenario: str) -> Gap:
    """Gives what the municipality pays more a year after the last change of a scenario; its ledger must be kept."""
    results = facts.results
    years = years_after_change(scenario, results)
    paid = facts.municipal[years].mean(axis=1).to_frame()
    ours, usual = (runs_of(paid, facts.main, name, results) for name in (scenario, results.reference))
    return Gap(*(float(each[0]) for each in interval(gap_of(ours, usual.reindex(ours.index)))))


def _balances(facts: Facts) -> Grid | None:
    """Gives grant less spending of the municipality, year by year."""
    path = facts.results.folder / BUDGET
    if not path.exists():
        return None
    words, table = facts.words, pd.read_csv(path, keep_default_na=True)
    table = table[(table["task"] == ALL_TASKS)]
    years = _years(facts.results.years)
    rows, data = [], []
    for name in (facts.results.reference, *facts.results.scenarios):
        here = table["worldview"].isna() if name == facts.results.reference else table["worldview"] == facts.main
        ours = table[(table["scenario"] == name) & here].set_index("year")
        if len(ours):
            cells = (_balance(facts, ours.iloc[year - 1]) for year in years)
            rows.append((facts.label(name), *cells, _risk(facts, ours)))
            data.append((facts.label(name), *ours["balance_eur"], float(ours["chance_overspending"].iloc[-1])))
    if not rows:
        return None
    columns = (words("pack_choice"), *(words("decide_year", year=year) for year in years), words("pack_overspending"))
    every = [words("decide_year", year=year + 1) for year in range(len(data[0]) - 2)]
    frame = pd.DataFrame(data, columns=[columns[0], *every, columns[-1]])
    return Grid(
        caption=words("pack_budget_grid", view=facts.worldview(facts.main)),
        columns=columns,
        rows=tuple(rows),
        data=frame,
    )


def _years(last: int) -> list[int]:
    return sorted({int(each) for each in np.linspace(1, last, min(last, MOST_YEARS)).round()})


def _balance(facts: Facts, row: pd.Series) -> str:
    """Says what is left or short, with its interval; neither if that holds zero."""
    words, gap = facts.words, Gap(float(row["balance_eur"]), float(row["low"]), float(row["high"]))
    if gap.low == gap.high == 0.0 or (gap.direction is Direction.UNKNOWN and abs(gap.difference) < gap.step / 2):
        return words("pack_balance_even")
    if gap.direction is Direction.UNCLEAR:
        return facts.change(gap, EUROS)
    side = "over" if gap.difference > 0.0 else "short"
    low, high = sorted((abs(gap.low), abs(gap.high)))
    return words(f"pack_balance_{side}", amount=facts.plainly(Gap(abs(gap.difference), low, high), EUROS))


def _risk(facts: Facts, rows: pd.DataFrame) -> str:
    """Says how often there is a deficit; with too few runs for a chance, in how many of them."""
    share, runs = float(rows["chance_overspending"].iloc[-1]), int(rows["runs"].iloc[-1])
    if runs < SEVERAL:
        return facts.words("missing")
    if runs < ENOUGH_RUNS:
        return facts.words("pack_in_runs", number=round(share * runs), runs=runs)
    return facts.size(share, SHARE, 0.01)


def payers(facts: Facts) -> Section:
    """Says who pays more or less, which organisations receive more or less, and for whom problems lessen or grow."""
    words, results = facts.words, facts.results
    told = {name: [*_organisations(facts, name), *_households(facts, name)] for name in results.scenarios}
    return Section(
        name="payers",
        heading=words("pack_payers"),
        message=_more_or_less(facts),
        sentences=tuple(facts.together(name, said) for name, said in told.items() if said),
        grid=_payers(facts),
    )


def _more_or_less(facts: Facts) -> str:
    """Says who pays more and who less, each in how many of the scenarios."""
    words, names = facts.words, facts.results.scenarios
    parts = []
    for side in reversed(SEEN):
        counts = {
            payer: sum(facts.gap(f"cost_{payer}_eur", name, facts.main, TOWN).direction is side for name in names)
            for payer in Payer
        }
        listed = [_counted(facts, payer, count) for payer, count in counts.items() if count]
        if listed:
            parts.append(words(f"pack_payers_{side}", names=words.listed(listed)))
    told = any(facts.gap(MUNICIPAL, name, facts.main, TOWN).direction is not Direction.UNKNOWN for name in names)
    nothing = words("pack_payers_none" if told else "pack_untold")
    return " ".join((*(parts or [nothing]), *facts.of_one_view()))


def _counted(facts: Facts, payer: Payer, count: int) -> str:
    name, number = facts.words.of(PAYER_LABELS[payer]), len(facts.results.scenarios)
    return facts.words("pack_in_some", payer=name, count=count, number=number) if count < number else name


def _payers(facts: Facts) -> Grid | None:
    words, results = facts.words, facts.results
    paying = [payer for payer in Payer if _moves(facts, payer)]
    if not paying:
        return None
    view, rows, data = facts.main, [], []
    for name in results.scenarios:
        gaps = [facts.a_year(f"cost_{payer}_eur", name, view, TOWN) for payer in paying]
        rows.append((facts.label(name), *(facts.change(gap, EUROS) for gap in gaps)))
        data.append((facts.label(name), *(each for gap in gaps for each in (gap.difference, gap.low, gap.high))))
    labels = [words.of(PAYER_LABELS[payer]) for payer in paying]
    names = [words(f"pack_{end}", what=label) for label in labels for end in ("mean", "low", "high")]
    frame = pd.DataFrame(data, columns=[words("pack_choice"), *names])
    caption = words("pack_payers_grid", view=facts.worldview(view), usual=results.usual(words))
    return Grid(caption=caption, columns=(words("pack_choice"), *labels), rows=tuple(rows), data=frame)


def _moves(facts: Facts, payer: Payer) -> bool:
    gaps = [facts.gap(f"cost_{payer}_eur", name, facts.main, TOWN) for name in facts.results.scenarios]
    return any(np.isfinite(gap.difference) and gap.difference != 0.0 for gap in gaps)


def _organisations(facts: Facts, scenario: str) -> Iterator[str]:
    path = facts.results.folder / ORGANISATIONS
    if not path.exists():
        return
    words, table = facts.words, pd.read_csv(path)
    ours = table[(table["scenario"] == scenario) & (table["worldview"] == facts.main)]
    seen = ours[(ours["low"] > 0.0) | (ours["high"] < 0.0)].sort_values("difference")
    for side, rows in (("more", seen[seen["difference"] > 0.0][::-1]), ("less", seen[seen["difference"] < 0.0])):
        names = [_received(facts, row) for _, row in rows[:MOST_NAMED].iterrows()]
        if names:
            yield words(f"pack_receive_{side}", names="; ".join(names))


def _received(facts: Facts, row: pd.Series) -> str:
    side = 1.0 if row["difference"] > 0.0 else -1.0
    low, high = sorted((side * float(row["low"]), side * float(row["high"])))
    gap = Gap(side * float(row["difference"]), low, high).times(1.0 / facts.results.years)
    return f"{row[f'label_{facts.words.lang}']} {facts.plainly(gap, EUROS)}"


def _households(facts: Facts, scenario: str) -> Iterator[str]:
    """Says for which households problems lessen or grow."""
    words, parts = facts.words, []
    for part, (dutch, english, _) in WHOM.items():
        gap = facts.a_year(f"effect_{part}_problem_weeks", scenario, facts.main, TOWN)
        if gap.direction in SEEN:
            name = dutch if words.lang == "nl" else english
            parts.append(f"{name}: {facts.change(gap, COUNT)}")
    if parts:
        yield words("pack_households", parts="; ".join(parts))
