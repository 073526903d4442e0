"""What a decision says in sentences: how sure, what knowing is worth, and what chance adds."""

import math
from collections.abc import Iterator

import pandas as pd
from rich.table import Table

from simulation.analysis.cost_effectiveness import FRONTIER
from simulation.analysis.decision_sample import ALL, EFFECTS, Sample
from simulation.analysis.measurements import EFFECT_SIZE, GROUP, MEASURE, WORLDVIEW, WORTHS
from simulation.present.decision_shown import PAYERS, THOUSAND, Shown, is_drawn
from simulation.present.outcomes import catalogue_in
from simulation.present.words import uncapitalised

CERTAINTIES = (99, 90, 66, 33, 0)
"""Per cent of draws from which on each word holds."""
ENOUGH = 0.9
"""Part of the value of a share that is worth waiting for."""
MOST_CHANCE = 0.1
"""Part of the variance of draws that may be chance before it is said."""
FEW_DRAWS = 64
ADDS = 1.1
"""Times as much as the worldview that knowing the size of the effect must be worth to be named instead."""
RANGE = ("value", "low", "high")
VALUES = ("value_eur", "value_low", "value_high")
MOST_MEASURES = 3


def headings(shown: Shown) -> Iterator[tuple[str, list[str]]]:
    """Gives a heading and its sentences for each subject."""
    for sample in shown.decided.samples:
        if is_drawn(sample):
            sentences = [text for payer in PAYERS if payer in sample.costs for text in measures(shown, payer)]
            none = [shown.words("decide_no_measure")]
            yield shown.words("decide_measuring"), [*(sentences or none), *_twins(shown)]
    yield shown.words("keep_in_mind"), list(_reservations(shown))


def sure_tables(shown: Shown, sample: Sample) -> Iterator[tuple[str, Table]]:
    """Gives, for each payer and effect, how sure a choice is and what knowing is worth, at some amounts."""
    words = shown.words
    for payer in (payer for payer in PAYERS if payer in sample.costs):
        for effect in EFFECTS:
            table = Table(box=None, padding=(0, 0, 0, 1), pad_edge=False)
            table.add_column(words("decide_worth"), justify="right", width=8)
            table.add_column(words("decide_best"), width=20)
            table.add_column(words("decide_share"), width=24)
            table.add_column(words("decide_evpi"), justify="right", width=18)
            table.add_column(words("decide_most"), width=24)
            for part in WORTHS:
                table.add_row(*_sure(shown, payer, effect, part * shown.most[effect]))
            names = {"payer": shown.payer(payer), "effect": words(f"decide_effect_{effect}")}
            yield words("decide_sure", **names), table


def _sure(shown: Shown, payer: str, effect: str, worth: float) -> list[str]:
    words, years, tables = shown.words, shown.decided.years, shown.tables
    best, loss, known = (
        _nearest(table[(table["payer"] == payer) & (table["effect"] == effect)], worth)
        for table in (tables.acceptability, tables.loss, tables.information)
    )
    chosen = best[best[FRONTIER]].iloc[0]
    row = loss[loss["option"] == chosen["option"]].iloc[0]
    share = {"share": shown.number(100 * chosen["share_best"])}
    certain = words(f"certainty_{certainty(chosen['share_best'])}")
    value, low, high = (_thousand(shown, row[f"evpi_{part}"] / years) for part in ("eur", "low", "high"))
    return [
        f"€ {shown.number(worth)}",
        shown.option(chosen["option"]),
        words("decide_sure_share", **share, certainty=certain),
        f"{value} ({low} – {high})",
        _largest_group(shown, known[known["kind"] == GROUP], float(row["evpi_eur"])),
    ]


def _thousand(shown: Shown, value: float) -> str:
    return shown.number(value / THOUSAND, 0 if abs(value) >= 10 * THOUSAND else 1)


def certainty(share: float) -> int:
    """Gives the bound of the word for a share of draws."""
    return next(bound for bound in CERTAINTIES if round(100 * share) >= bound)


def _nearest(table: pd.DataFrame, worth: float) -> pd.DataFrame:
    away = (table["worth_eur"] - worth).abs()
    return pd.DataFrame(table[away == away.min()])


def _largest_group(shown: Shown, rows: pd.DataFrame, most: float) -> str:
    """Says which group is worth most; knowing the size of the effect only if it adds to knowing the worldview."""
    words, years = shown.words, shown.decided.years
    values = {str(what): numbers for what, *numbers in rows[["what", *VALUES]].itertuples(index=False)}
    if most <= 0.0:
        return words("decide_nothing")
    if {WORLDVIEW, EFFECT_SIZE} <= values.keys():
        adds = values[EFFECT_SIZE][0] > ADDS * values[WORLDVIEW][0]
        del values[WORLDVIEW if adds else EFFECT_SIZE]
    best = max(values, key=lambda what: float(values[what][0]))
    if values[best][0] <= 0.0:
        return words("decide_none")
    value, low, high = (_thousand(shown, min(float(number), most) / years) for number in values[best])
    return f"{words.named('group', best)}: {value} ({low} – {high})"


def measures(shown: Shown, payer: str) -> Iterator[str]:
    """Says what measuring is worth: each share at the amounts at which it is worth most."""
    words, table = shown.words, shown.tables.information
    rows = table[(table["payer"] == payer) & (table["kind"] == MEASURE)]
    known = rows[rows["cases"] == 0]
    best = known.loc[known.groupby(["option", "what"])["value_eur"].idxmax()].nlargest(MOST_MEASURES, "value_eur")
    for _, row in best.iterrows():
        same = rows[(rows["option"] == row["option"]) & (rows["what"] == row["what"])]
        same = same[(same["effect"] == row["effect"]) & (same["worth_eur"] == row["worth_eur"]) & (same["cases"] > 0)]
        parts = (same.set_index("cases")["value_eur"] / row["value_eur"]).sort_index()
        enough = parts[parts >= ENOUGH]
        cases = int(enough.index[0]) if len(enough) else int(parts.index[-1])
        kind = "decide_enough" if len(enough) else "decide_not_enough"
        yield words(
            "decide_measure",
            what=_measured(shown, row),
            **{
                name: shown.euros(row[column] / shown.decided.years) for name, column in zip(RANGE, VALUES, strict=True)
            },
            worth=shown.number(row["worth_eur"]),
            effect=words(f"decide_effect_{row['effect']}"),
            payer=shown.payer(payer),
            cases=words(kind, cases=cases, share=shown.number(100 * parts[cases])),
        )


def _measured(shown: Shown, row: pd.Series) -> str:
    if not row["option"]:
        return str(row["what"])
    label = catalogue_in(shown.decided.manifest)[row["what"]].label
    option = uncapitalised(shown.option(row["option"]))
    return shown.words("decide_share_of", outcome=shown.words.of(label), option=option)


def _twins(shown: Shown) -> Iterator[str]:
    words, rows = shown.words, shown.tables.information
    together = rows[(rows["twin"].fillna("") != "") & (rows["value_eur"] > 0.0) & (rows["what"] != WORLDVIEW)]
    for what, twin in together[["what", "twin"]].drop_duplicates().itertuples(index=False):
        yield words("decide_twin", what=words.named("group", what), twin=words.named("worldview", twin))


def _reservations(shown: Shown) -> Iterator[str]:
    words = shown.words
    for sample in shown.decided.samples:
        kind = "both" if is_drawn(sample) else "chance" if len(sample.place) > 1 else "none"
        sentence = words(f"decide_interval_{kind}", draws=len(set(sample.draws.tolist())), runs=len(sample.place))
        if sample is shown.decided.samples[0]:
            yield sentence
        if is_drawn(sample):
            yield from _about_draws(shown, sample)
    yield words("decide_undiscounted")
    failed = int(shown.decided.manifest.get("failures", 0))
    if failed:
        yield words("failures", failed=failed, runs=int(shown.decided.manifest["plan"]["runs"]))
    yield words("calibrated")


def _about_draws(shown: Shown, sample: Sample) -> Iterator[str]:
    words = shown.words
    margin = shown.number(100 * 0.98 / math.sqrt(sample.number))
    yield words("decide_sure_note", draws=sample.number, margin=margin)
    if sample.number < FEW_DRAWS:
        yield words("decide_few_draws", draws=sample.number)
    visible = float(shown.tables.information["smallest_visible_share"].iloc[0])
    yield words("decide_visible", draws=sample.number, share=shown.number(100 * visible))
    if int(sample.runs.max()) == 1:
        yield words("decide_one_run")
        return
    loss = shown.tables.loss[shown.tables.loss["payer"] == ALL]
    row = loss.iloc[int((loss["evpi_with_chance_eur"] - loss["evpi_eur"]).to_numpy().argmax())]
    raw, true = (shown.euros(row[name] / shown.decided.years) for name in ("evpi_with_chance_eur", "evpi_eur"))
    if raw != true:
        yield words("decide_inflated", runs=int(sample.runs.max()), raw=raw, true=true)
    share = float(
        loss.loc[(loss["effect"] == row["effect"]) & (loss["worth_eur"] == row["worth_eur"]), "chance_share"].max()
    )
    if share > MOST_CHANCE:
        needed = 9.0 * float(sample.runs.mean()) * share / max(1.0 - share, 0.01)
        yield words("decide_few_runs", needed=shown.euros(math.ceil(needed)))
