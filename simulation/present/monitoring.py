"""Monitoring: how often a council that counts by itself sees what is true, as tables, sentences and charts."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simulation.present.answers import Answer, covered, legend_above
from simulation.present.numbers import written
from simulation.present.table import INDENT
from simulation.present.theme import COLOURS, GREY, PALE, SMALL, name_panel, page, save, themed, write_numbers
from simulation.present.words import Words, uncapitalised

TABLE = "monitoring"
DESIGNS = ("before_after", "with_without", "differences")
ENOUGH = 0.8
TRUSTED = 0.1
"""share of false alarms from which on a larger pilot only finds the mistake more surely"""
LARGEST = 100.0
"""times as large that are still written"""
CLAIM = "*"
"""marks a share of runs that claim what the runs do not show"""
MOST_PANELS = 4
NOTE_WIDTH = 170


def heading(answer: Answer, words: Words) -> Iterator[str]:
    """Says what plan the tables are about."""
    plan, facts = answer.question, answer.manifest
    yield words(
        "monitor_where",
        scenarios=words.listed([answer.label(each, words) for each in answer.scenarios]),
        baseline=plan["baseline_months"],
        households=written(facts["pilot_households"], 0, words.lang),
        comparison=words.listed(facts["comparison"]),
    )


def tables_of(answer: Answer, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for each scenario and worldview, and for usual care: a line for each design."""
    for (scenario, worldview), ours in _cases(answer):
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column("", min_width=26)
        for months in answer.question["after_months"]:
            table.add_column(words("monitor_months", months=months), justify="right", no_wrap=True)
        for outcome, rows in ours.groupby("outcome", sort=False):
            table.add_row(Text(_label(answer, str(outcome), words), style="bold"))
            if worldview:
                truth = rows[rows["design"] == DESIGNS[0]]
                table.add_row(
                    Padding(words("monitor_truth"), INDENT), *(_truth(row, words) for _, row in truth.iterrows())
                )
            for design in DESIGNS:
                each = rows[rows["design"] == design]
                cells = [_cell(row, words) for _, row in each.iterrows()]
                table.add_row(Padding(words(f"design_{design}"), INDENT), *cells)
        yield _case(answer, scenario, worldview, words), table


def _cases(answer: Answer) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Gives scenario, worldview (none for usual care) and rows."""
    table = answer.tables[TABLE].fillna({"worldview": ""})
    for (scenario, worldview), rows in table.groupby(["scenario", "worldview"], sort=False):
        yield (str(scenario), str(worldview)), rows


def _case(answer: Answer, scenario: str, worldview: str, words: Words) -> str:
    if not worldview:
        return words("monitor_usual", reference=answer.reference(words))
    label = answer.label(scenario, words)
    return words("monitor_case", scenario=label, worldview=words.named("worldview", worldview))


def _label(answer: Answer, outcome: str, words: Words) -> str:
    shown = answer.outcomes.get(outcome)
    return words.of(shown.label) if shown else words.named("monitored", outcome)


def _truth(row: pd.Series, words: Words) -> str:
    """Writes the true effect in per cent of usual care."""
    scale = 100 / row["level"] if row["level"] else math.nan
    if not math.isfinite(scale):
        return words("missing")
    middle = written(scale * row["true_effect"], 1, words.lang, signed=True)
    low, high = (written(scale * row[name], 1, words.lang) for name in ("true_low", "true_high"))
    return f"{middle} [{low}; {high}]"


def _cell(row: pd.Series, words: Words) -> str:
    """Writes how often an effect is found; where there is none to find, how often one is claimed."""
    if math.isnan(row["finds"]):
        return _share(row, "claims", words) + CLAIM
    return _share(row, "finds", words)


def _share(row: pd.Series, name: str, words: Words) -> str:
    middle, low, high = (written(100 * row[f"{name}{end}"], 0, words.lang) for end in ("", "_low", "_high"))
    return f"{middle}% [{low}; {high}]"


def sentences(answer: Answer, words: Words) -> Iterator[str]:
    """Says how often each design is wrong where nothing happens, and what it takes to find what is true."""
    outcomes = tuple(answer.question["outcomes"])
    yield from false_alarms(answer, outcomes, words)
    last = max(answer.question["after_months"])
    for case, rows, usual in _compared(answer, words):
        yield from _needed(answer, case, rows, usual, words)
        yield from _opposite(answer, case, rows[rows["after_months"] == last], words)
    yield words("monitor_read")
    yield words("monitor_months_alike")
    yield words("monitor_measured")
    yield from covered(answer.tables[TABLE], words)


def when_seen(answer: Answer, outcome: str, words: Words) -> Iterator[str]:
    """Says from when on, or in how large a pilot, an effect on one outcome is seen: for each worldview."""
    for case, rows, usual in _compared(answer, words):
        yield from _needed(answer, case, rows[rows["outcome"] == outcome], usual, words)


def false_alarms(answer: Answer, outcomes: Sequence[str], words: Words) -> Iterator[str]:
    """Says how often each design claims an effect where nothing happens."""
    usual = next(rows for (_, worldview), rows in _cases(answer) if not worldview)
    last = max(answer.question["after_months"])
    for outcome in outcomes:
        ours = usual[(usual["outcome"] == outcome) & (usual["after_months"] == last)].set_index("design")
        tenths = {design: _tenths(ours.loc[design, "claims"], words) for design in DESIGNS}
        name = uncapitalised(_label(answer, outcome, words))
        households = written(answer.manifest["pilot_households"], 0, words.lang)
        yield words("monitor_false", households=households, months=last, outcome=name, **tenths)


def _compared(answer: Answer, words: Words) -> Iterator[tuple[str, pd.DataFrame, pd.DataFrame]]:
    """Gives each scenario in a worldview: how it is called, its rows, and those of usual care."""
    found = dict(_cases(answer))
    usual = next(rows for (_, worldview), rows in found.items() if not worldview)
    for (scenario, worldview), rows in found.items():
        if worldview:
            yield _case(answer, scenario, worldview, words), rows, usual


def _tenths(share: float, words: Words) -> str:
    return written(10 * share, 0 if (10 * share) % 1 == 0 else 1, words.lang)


def _needed(answer: Answer, case: str, rows: pd.DataFrame, usual: pd.DataFrame, words: Words) -> Iterator[str]:
    """Says for each outcome from when on, or in how large a pilot, difference-in-differences finds what is true."""
    last = max(answer.question["after_months"])
    for outcome, each in rows.groupby("outcome", sort=False):
        ours = each[each["design"] == "differences"].set_index("after_months")
        facts = {"case": case, "outcome": uncapitalised(_label(answer, str(outcome), words)), "months": last}
        if math.isnan(ours.loc[last, "finds"]):
            yield words("monitor_nothing", **facts, share=_tenths(ours.loc[last, "claims"], words))
            continue
        enough = [int(str(months)) for months, row in ours.iterrows() if row["finds"] >= ENOUGH]
        if enough:
            yield words("monitor_enough", **facts, first=enough[0])
            continue
        larger = float(ours.loc[last, "times_larger"])
        false = usual[(usual["outcome"] == outcome) & (usual["design"] == "differences")].set_index("after_months")
        kind = "too_large" if larger > LARGEST else "larger" if larger > 1 else "as_large"
        size = written(larger, 0 if larger >= 10 else 1, words.lang)
        households = written(round(larger * answer.manifest["pilot_households"], -2), 0, words.lang)
        longer = float(ours.loc[last, "months_needed"])
        more = words("monitor_no_longer") if math.isnan(longer) else words("monitor_longer", months=f"{longer:.0f}")
        yield words(f"monitor_{kind}", **facts, times=size, households=households, longer=more)
        if false.loc[last, "claims"] > TRUSTED:
            yield words("monitor_biased", outcome=facts["outcome"])


def _opposite(answer: Answer, case: str, rows: pd.DataFrame, words: Words) -> Iterator[str]:
    """Says which designs often conclude the opposite of what is true."""
    for design, each in rows[rows["wrong_way"] > TRUSTED].groupby("design", sort=False):
        parts = [
            f"{uncapitalised(_label(answer, row['outcome'], words))} ({_tenths(row['wrong_way'], words)})"
            for _, row in each.iterrows()
        ]
        facts = {"months": rows["after_months"].iloc[0], "outcomes": words.listed(parts)}
        yield words("monitor_opposite", case=case, design=words(f"design_{design}"), **facts)


def draw(answer: Answer, words: Words) -> list[Path]:
    """Draws how often each design finds what is true, by months, a chart for each scenario and worldview."""
    found = dict(_cases(answer))
    usual = next(rows for (_, worldview), rows in found.items() if not worldview)
    files = []
    with themed():
        for (scenario, worldview), rows in found.items():
            if worldview:
                figure = chart_of(answer, _case(answer, scenario, worldview, words), rows, usual, words)
                name = f"monitoring_{scenario}_{worldview}_{words.lang}"
                files += save(figure, answer.folder / "figures", name)
    return files


def chart_of(answer: Answer, case: str, rows: pd.DataFrame, usual: pd.DataFrame, words: Words) -> Figure:
    """Draws a panel for each outcome: lines for designs, dashed where nothing happens."""
    outcomes = list(rows["outcome"].unique())[:MOST_PANELS]
    note = fill(words("monitor_note", reference=answer.reference(words)), NOTE_WIDTH)
    figure, panels = page(
        1, len(outcomes), case, note, right=0.98, left=0.06, height=5.6, top=1.46, bottom=0.67, sharey=True
    )
    for outcome, axes in zip(outcomes, panels[0], strict=True):
        _draw_panel(axes, answer, str(outcome), rows, usual, words)
    panels[0][0].set_ylim(0.0, 103.0)
    write_numbers(panels[0][0], words.lang)
    panels[0][0].set_ylabel(words("monitor_axis"), fontsize=SMALL)
    legend_above(figure, panels[0][0])
    return figure


def _draw_panel(
    axes: Axes, answer: Answer, outcome: str, rows: pd.DataFrame, usual: pd.DataFrame, words: Words
) -> None:
    months = answer.question["after_months"]
    axes.axhline(100 * ENOUGH, color=GREY, linewidth=0.9, linestyle=":")
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    for colour, design in zip(COLOURS, DESIGNS, strict=False):
        for table, dashes, width in ((rows, "-", 2.2), (usual, "--", 1.3)):
            ours = table[(table["outcome"] == outcome) & (table["design"] == design)]
            kind = "finds" if dashes == "-" and ours["finds"].notna().any() else "claims"
            label = words(f"design_{design}") if dashes == "-" else None
            shares = [100 * ours[f"{kind}{end}"] for end in ("", "_low", "_high")]
            axes.plot(months, shares[0], dashes, color=colour, linewidth=width, marker="o", markersize=4, label=label)
            if dashes == "-":
                axes.vlines(months, shares[1], shares[2], color=colour, alpha=0.5, linewidth=1.2)
    name_panel(axes, _label(answer, outcome, words), 32)
    axes.set_xlabel(words("monitor_after"), fontsize=SMALL)
    axes.set_xticks(months)
