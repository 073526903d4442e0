"""``voordeur task=decision``: what the runs of a study mean for a choice, in tables, sentences and charts."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

import pandas as pd
from rich.console import Console
from rich.table import Table

from simulation.analysis.cost_effectiveness import DOMINATED, EXTENDED, FRONTIER, SAME
from simulation.analysis.decision import tables_of, write_tables
from simulation.analysis.decision_sample import ALL, EFFECTS, PRESENT_VALUE, Sample, read_decided
from simulation.present.decision_charts import draw_decision
from simulation.present.decision_sentences import headings, sure_tables
from simulation.present.decision_shown import PAYERS, THOUSAND, Shown, is_drawn
from simulation.present.words import Words, capitalised
from simulation.settings.errors import refusal
from simulation.settings.origins import COMMAND_LINE
from simulation.settings.tasks import Decision

WIDTH = 100
DONE = 0


def run(settings: object) -> int:
    """Work out, print and draw what a study means for a choice.

    Args:
        settings: A ``Decision``.

    Raises:
        SettingsError: The folder holds no complete study with scenarios.
    """
    assert isinstance(settings, Decision)
    most = {"problem_weeks": settings.most_per_problem_week, "crises": settings.most_per_crisis}
    for key, value in zip(("most_per_problem_week", "most_per_crisis"), most.values(), strict=True):
        if not 0.0 < value < math.inf:
            raise refusal(COMMAND_LINE, key, value, "must be more than 0")
    decided = read_decided(Path(settings.results), settings.scope, settings.under)
    shown = Shown(decided, tables_of(decided, most), most, Words(settings.lang))
    write_tables(shown.tables, shown.folder)
    draw_decision(shown)
    _print(shown)
    return DONE


def _print(shown: Shown) -> None:
    words = shown.words
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    console.print(title(shown), style="bold", soft_wrap=True)
    amounts = {"week": shown.number(shown.most["problem_weeks"]), "crisis": shown.number(shown.most["crises"])}
    _say([words("decide_no_verdict", **amounts)], console)
    for sample in shown.decided.samples:
        for payer in PAYERS:
            for heading, table in icer_tables(shown, sample, payer):
                console.print(heading, style="bold", soft_wrap=True)
                console.print(table)
                console.print()
    _say([words("decide_standing_note"), words("decide_ratio_note")], console)
    for sample in (sample for sample in shown.decided.samples if is_drawn(sample)):
        for heading, table in sure_tables(shown, sample):
            console.print(heading, style="bold", soft_wrap=True)
            console.print(table)
            console.print()
        _say([words("decide_how_to_read")], console)
    for heading, sentences in headings(shown):
        console.print(heading, style="bold", soft_wrap=True)
        _say(sentences, console)
    for sample in shown.decided.samples:
        _print_budget(shown, sample, console)
    console.print(words("results", folder=shown.folder), soft_wrap=True)


def title(shown: Shown) -> str:
    """Says what is compared, where and over how long."""
    options = shown.words.listed([shown.option(name) for name in shown.decided.samples[0].options])
    where = shown.words(f"decide_{shown.decided.scope}")
    return shown.words("decide_title", options=options, where=where, years=shown.decided.years)


def _say(sentences: Iterable[str], console: Console) -> None:
    for sentence in sentences:
        console.print(fill(sentence, console.width, initial_indent="  ", subsequent_indent="  "), soft_wrap=True)
    console.print()


def icer_tables(shown: Shown, sample: Sample, payer: str) -> Iterator[tuple[str, Table]]:
    """Gives, for each effect, what each option costs more and gives less of, and how options stand."""
    words, icer = shown.words, shown.tables.icer
    ours = icer[(icer["worldview"] == sample.worldview) & (icer["payer"] == payer)]
    for effect in EFFECTS:
        rows = ours[ours["effect"] == effect]
        if rows.empty:
            continue
        names = {name: words(f"decide_{name}_{effect}") for name in ("effect", "effects")}
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column(words("decide_option"), width=19)
        table.add_column(words("decide_cost"), justify="right", width=21)
        table.add_column(words("decide_avoided", effect=names["effects"]), justify="right", width=21)
        table.add_column(words("decide_ratio", effect=names["effect"]), justify="right", width=18)
        table.add_column(words("decide_standing"), width=16)
        for _, row in rows.iterrows():
            table.add_row(*_cells(shown, row))
        heading = words(
            "decide_icer",
            reference=shown.reference,
            payer=shown.payer(payer),
            worldview=words.named("worldview", sample.worldview),
        )
        yield heading, table


def _cells(shown: Shown, row: pd.Series) -> list[str]:
    decimals = 0 if abs(row["avoided"]) >= 100 else 1
    cost = _with_range(shown, row["cost_eur"], row["cost_low"], row["cost_high"], THOUSAND, 0)
    gain = _with_range(shown, row["avoided"], row["avoided_low"], row["avoided_high"], 1.0, decimals)
    if row["option"] == shown.decided.study.reference.name:
        cost, gain, ratio = "0", "0", ""
    else:
        ratio = _ratio(shown, row)
    return [shown.option(row["option"]), cost, gain, ratio, _standing(shown, row)]


def _with_range(shown: Shown, value: float, low: float, high: float, divisor: float, decimals: int) -> str:
    middle, *ends = (
        shown.number(each / divisor, decimals) if math.isfinite(each) else "?" for each in (value, low, high)
    )
    return f"{middle} ({ends[0]} – {ends[1]})"


def _ratio(shown: Shown, row: pd.Series) -> str:
    if row["avoided_high"] < 0.0:
        return shown.words("decide_no_gain")
    if not math.isfinite(row["ratio_low"]) or row["avoided_low"] <= 0.0:
        return shown.words("decide_no_ratio")
    if row["cost_eur"] <= 0.0:
        return shown.words("decide_saves")
    numbers = [shown.euros(row[name]) for name in ("ratio_reference_eur", "ratio_low", "ratio_high")]
    return f"{numbers[0]} ({numbers[1]} – {numbers[2]})"


def _standing(shown: Shown, row: pd.Series) -> str:
    words = shown.words
    if row["standing"] == FRONTIER:
        return words("decide_further", icer=shown.euros(row["icer_eur"])) if row["versus"] else words("decide_first")
    return words({DOMINATED: "decide_dominated", EXTENDED: "decide_extended", SAME: "decide_same"}[row["standing"]])


def _print_budget(shown: Shown, sample: Sample, console: Console) -> None:
    words, budget = shown.words, shown.tables.budget
    if budget is None:
        _say([words("decide_no_ledger")], console)
        return
    worldview = words.named("worldview", sample.worldview)
    console.print(words("decide_budget", reference=shown.reference, worldview=worldview), style="bold", soft_wrap=True)
    ours = budget[budget["worldview"] == sample.worldview]
    for option in sample.options[1:]:
        rows = ours[(ours["scenario"] == option)]
        console.print(shown.option(option))
        if len(rows):
            console.print(_budget_table(shown, rows[rows["receiver"] == ALL]))
        _say(_budget_sentences(shown, sample, option, rows), console)


def _budget_table(shown: Shown, rows: pd.DataFrame) -> Table:
    table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
    last = shown.decided.years
    shows = list(dict.fromkeys((1, (last + 1) // 2, last, 0)))
    table.add_column(shown.words("decide_payer"), width=24)
    for year in shows:
        heading = shown.words("decide_year", year=year) if year else shown.words("decide_all_years")
        table.add_column(heading, justify="right", width=18)
    for payer in sorted(rows["payer"].unique(), key=lambda name: (name != ALL, name)):
        mine = rows[rows["payer"] == payer].set_index("year")
        numbers = mine[["difference_eur", "low", "high"]].reindex(shows, fill_value=0.0).to_numpy()
        cells = [_with_range(shown, value, low, high, THOUSAND, 0) for value, low, high in numbers]
        table.add_row(capitalised(shown.payer(payer)), *cells)
    return table


def _budget_sentences(shown: Shown, sample: Sample, option: str, rows: pd.DataFrame) -> Iterator[str]:
    words = shown.words
    sums = rows[(rows["payer"] == ALL) & (rows["receiver"] != ALL) & (rows["year"] == 0)]
    largest = sums.loc[sums["difference_eur"].abs().sort_values(ascending=False).index[:3]]
    names = []
    for _, row in largest.iterrows():
        value, low, high = _thousands(shown, row[["difference_eur", "low", "high"]])
        names.append(
            words("decide_receiver", receiver=shown.receiver(row["receiver"]), value=value, low=low, high=high)
        )
    yield words("decide_receivers", names=words.listed(names)) if names else words("decide_no_receivers")
    if PRESENT_VALUE in sample.costs:
        numbers = sample.interval(sample.costs[PRESENT_VALUE][:, sample.options.index(option)])
        value, low, high = _thousands(shown, numbers)
        yield words("decide_npv", value=value, low=low, high=high)


def _thousands(shown: Shown, numbers: Iterable[float]) -> list[str]:
    return [shown.number(each / THOUSAND) if math.isfinite(each) else "?" for each in numbers]
