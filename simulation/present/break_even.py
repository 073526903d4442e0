"""Break-even: from which value of a setting on a scenario pays, as tables, sentences and charts."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from rich.table import Table

from simulation.present.answers import Answer, called, covered, lever_name
from simulation.present.numbers import Scale, scale_of
from simulation.present.sweep import value_text
from simulation.present.theme import (
    BAND,
    COLOURS,
    GREY,
    HEIGHT,
    SMALL,
    name_panel,
    page,
    save,
    themed,
    write_numbers,
)
from simulation.present.words import Words, capitalised

TABLE, CURVES = "break_even", "break_even_curves"
ACROSS = 3
"""panels beside each other"""
PANEL_LETTERS = 34


def tables_of(answer: Answer, words: Words) -> Iterator[tuple[str, Table]]:
    """Gives a title and a table for each scenario and setting: payers by worldview."""
    rows, several = answer.tables[TABLE], len(answer.scenarios) > 1
    for (scenario, setting), ours in rows.groupby(["scenario", "setting"], sort=False):
        table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
        table.add_column("", ratio=1)
        for worldview in answer.worldviews:
            table.add_column(words.named("worldview", worldview), justify="right")
        for payer, by_payer in ours.groupby("payer", sort=False):
            table.add_row(
                words.named("even_payer", str(payer)), *(verdict(row, words) for _, row in by_payer.iterrows())
            )
        head = _head(str(setting), ours.iloc[0], words)
        yield f"{answer.label(str(scenario), words)}: {head}" if several else head, table


def heading(answer: Answer, words: Words) -> Iterator[str]:
    """Says what the tables show."""
    scenarios = words.listed([answer.label(each, words) for each in answer.scenarios])
    facts = {"reference": answer.reference(words), "years": answer.years, "place": answer.place(words)}
    yield words("even_where", scenario=scenarios, **facts)


def _head(setting: str, row: pd.Series, words: Words) -> str:
    now = words("even_changing") if math.isnan(row["now"]) else value_text(row["now"], words)
    low, high = (value_text(row[name], words) for name in ("lowest", "highest"))
    name, said = called(setting), lever_name(setting, words)
    about = name if said == name else f"{capitalised(said)}: {name}"
    return words("even_head", setting=about, low=low, high=high, now=now)


def verdict(row: pd.Series, words: Words) -> str:
    """Says where a scenario pays, with the interval of where it turns."""
    bounds = ""
    if not math.isnan(row["low"]):
        low, high = value_text(_short(row, "low"), words), value_text(_short(row, "high"), words)
        bounds = f"[{'<' * bool(row['open_low'])}{low}; {'>' * bool(row['open_high'])}{high}]"
    parts: dict[str, str] = {"bounds": bounds}
    if row["pays"] in ("from", "up_to"):
        parts["value"] = value_text(_short(row, "break_even"), words)
    if row["pays"] == "in_parts":
        parts["values"] = words.listed([value_text(float(f"{float(at):.3g}"), words) for at in row["changes"].split()])
    text = words(f"even_{row['pays']}", **parts).strip()
    return text if row["sure"] else words("even_unsure", text=text)


def _short(row: pd.Series, name: str) -> float:
    """Rounds a value to a hundredth of the range that was looked at."""
    step = (row["highest"] - row["lowest"]) / 100
    digits = max(0, -math.floor(math.log10(step)))
    return round(float(row[name]), digits)


def sentences(answer: Answer, words: Words) -> Iterator[str]:
    """Says for each scenario and payer in which worldviews it can pay, and how to read all this."""
    lines = answer.tables[CURVES]
    for (scenario, payer), rows in lines.groupby(["scenario", "payer"], sort=False):
        facts = {"scenario": answer.label(str(scenario), words), "payer": words.named("even_payer", str(payer))}
        if rows["high"].isna().all():
            yield words("even_untold", **facts)
            continue
        parts: dict[str, list[str]] = {}
        for setting, each in rows.groupby("setting", sort=False):
            sure = [str(view) for view, line in each.groupby("worldview", sort=False) if _pays(line)]
            parts.setdefault(_holds_in(sure, answer, words), []).append(lever_name(str(setting), words))
        said = [
            words("even_part", where=where, settings=words.listed(names, "planning_or"))
            for where, names in parts.items()
        ]
        yield words("even_holds", **facts, parts="; ".join(said))
    yield words("even_read", reference=answer.reference(words))
    yield words("even_money")
    yield from covered(answer.tables[TABLE], words)


def _pays(line: pd.DataFrame) -> bool:
    """Says whether there is a value at which the payer surely spends no more, and may spend less."""
    return bool(((line["high"] <= 0.0) & (line["low"] < 0.0)).any())


def _holds_in(worldviews: list[str], answer: Answer, words: Words) -> str:
    """Says in all, some (which) or no worldviews."""
    named = words.listed([words.named("worldview", each) for each in worldviews])
    holds = "all" if len(worldviews) == len(answer.worldviews) else "some" if worldviews else "no"
    return words(f"even_in_{holds}", where=named)


def draw(answer: Answer, words: Words) -> list[Path]:
    """Draws the difference in cost against each setting, a chart for each scenario and payer."""
    files = []
    lines = answer.tables[CURVES]
    with themed():
        for (scenario, payer), rows in lines.groupby(["scenario", "payer"], sort=False):
            figure = chart_of(answer, str(scenario), str(payer), rows, words)
            name = f"break_even_{scenario}_{payer}_{words.lang}"
            files += save(figure, answer.folder / "figures", name)
    return files


def chart_of(answer: Answer, scenario: str, payer: str, rows: pd.DataFrame, words: Words) -> Figure:
    """Draws a panel for each setting, with a line for each worldview."""
    settings = list(rows["setting"].unique())
    across = min(ACROSS, len(settings))
    down = -(-len(settings) // across)
    scale = scale_of(rows[["low", "high", "difference"]].to_numpy().ravel().tolist())
    title = words("even_title_of", payer=words.named("even_payer", payer), scenario=answer.label(scenario, words))
    covers = words(f"covers_{rows['covers'].iloc[0]}_short")
    facts: dict[str, Any] = {"reference": answer.reference(words), "years": answer.years}
    facts |= {"place": answer.place(words), "covers": covers, "size": words(scale.word) if scale.word else ""}
    note = words("even_note", **facts).replace(" .", ".").replace(". ", ".\n", 1)
    figure, panels = page(down, across, title, note, right=0.86, height=HEIGHT * max(1, down) * 0.8, sharey=True)
    for place, axes in enumerate(panels.flat):
        axes.set_visible(place < len(settings))
    for setting, axes in zip(settings, panels.flat, strict=False):
        ours = rows[rows["setting"] == setting]
        found = answer.tables[TABLE]
        found = found[(found["setting"] == setting) & (found["scenario"] == scenario) & (found["payer"] == payer)]
        _draw_panel(axes, answer, ours, found, scale, words)
    if not rows[["low", "high", "difference"]].fillna(0.0).to_numpy().any():
        panels[0][0].set_ylim(-1.0, 1.0)
    for axes in panels.flat:
        write_numbers(axes, words.lang)
    last = panels[0][across - 1]
    last.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False, fontsize=SMALL)
    return figure


def _draw_panel(
    axes: Axes, answer: Answer, rows: pd.DataFrame, found: pd.DataFrame, scale: Scale, words: Words
) -> None:
    name_panel(axes, capitalised(lever_name(str(rows["setting"].iloc[0]), words)), PANEL_LETTERS)
    axes.axhline(0.0, color=GREY, linewidth=0.9)
    now = found["now"].iloc[0]
    if not math.isnan(now):
        axes.axvline(now, color=GREY, linewidth=0.9, linestyle=":")
    for colour, worldview in zip(COLOURS, answer.worldviews, strict=False):
        line = rows[rows["worldview"] == worldview]
        values, low, high = line["value"], line["low"] / scale.divisor, line["high"] / scale.divisor
        axes.fill_between(values, low, high, color=colour, alpha=BAND, linewidth=0)
        middle = line["difference"] / scale.divisor
        axes.plot(values, middle, color=colour, marker=".", label=words.named("worldview", worldview))
        at = found[found["worldview"] == worldview]["break_even"].iloc[0]
        if not math.isnan(at):
            axes.plot([at], [0.0], "o", color=colour, markersize=9, markeredgecolor="white", zorder=4)
    write_numbers(axes, words.lang, horizontal=True)
