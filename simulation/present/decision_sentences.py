"""What a decision says in sentences: how sure, what knowing is worth, and what chance adds."""

import math
from collections.abc import Iterator

import pandas as pd

from simulation.analysis.cost_effectiveness import FRONTIER
from simulation.analysis.decision_sample import ALL, EFFECTS, Sample
from simulation.analysis.measurements import EFFECT_SIZE, GROUP, MEASURE, WORLDVIEW, WORTHS
from simulation.present.decision_shown import PAYERS, Shown, is_drawn
from simulation.present.outcomes import catalogue_in
from simulation.present.words import uncapitalised

CERTAINTIES = (99, 90, 66, 33, 0)
"""Per cent of draws from which on each word holds."""
ENOUGH = 0.9
"""Part of the value of a share that is worth waiting for."""
MOST_CHANCE = 0.1
"""Part of the variance of draws that may be chance before it is said."""
FEW_DRAWS = 64
MOST_MEASURES = 3


def headings(shown: Shown) -> Iterator[tuple[str, list[str]]]:
    """Gives a heading and its sentences for each subject."""
    words = shown.words
    for sample in shown.decided.samples:
        if is_drawn(sample):
            for payer in (payer for payer in PAYERS if payer in sample.costs):
                heading = {"payer": shown.payer(payer)}
                yield words("decide_sure", **heading), list(_sure(shown, payer))
                yield words("decide_worth", **heading), list(_worth(shown, sample, payer))
    yield words("keep_in_mind"), list(_reservations(shown))


def _sure(shown: Shown, payer: str) -> Iterator[str]:
    words = shown.words
    best, loss = (_of(table, payer) for table in (shown.tables.acceptability, shown.tables.loss))
    for effect in EFFECTS:
        for worth in _worths(shown, effect):
            row = _nearest(best[(best["effect"] == effect) & best[FRONTIER]], worth).iloc[0]
            lost = _nearest(loss[(loss["effect"] == effect) & (loss["option"] == row["option"])], worth).iloc[0]
            yield words(
                "decide_sure_row",
                effect=words(f"decide_effect_{effect}"),
                worth=shown.number(worth),
                option=uncapitalised(shown.option(row["option"])),
                share=shown.number(100 * row["share_best"]),
                certainty=words(f"certainty_{certainty(row['share_best'])}"),
                loss=shown.euros(lost["expected_loss_eur"]),
            )


def certainty(share: float) -> int:
    """Gives the bound of the word for a share of draws."""
    return next(bound for bound in CERTAINTIES if 100 * share >= bound)


def _worths(shown: Shown, effect: str) -> list[float]:
    return [part * shown.most[effect] for part in WORTHS[::2]]


def _of(table: pd.DataFrame, payer: str) -> pd.DataFrame:
    return table[table["payer"] == payer]


def _nearest(table: pd.DataFrame, worth: float) -> pd.DataFrame:
    away = (table["worth_eur"] - worth).abs()
    return table[away == away.min()]


def _worth(shown: Shown, sample: Sample, payer: str) -> Iterator[str]:
    words, years = shown.words, shown.decided.years
    known, loss = _of(shown.tables.information, payer), _of(shown.tables.loss, payer)
    for effect in EFFECTS:
        for worth in _worths(shown, effect):
            keys = {"effect": words(f"decide_effect_{effect}"), "worth": shown.number(worth)}
            row = _nearest(loss[loss["effect"] == effect], worth).iloc[0]
            if row["evpi_eur"] <= 0.0:
                yield words("decide_no_choice", **keys)
                continue
            numbers = {
                name: shown.euros(row[f"evpi_{part}"] / years)
                for name, part in (("value", "eur"), ("low", "low"), ("high", "high"))
            }
            rest = _largest_group(shown, known[(known["effect"] == effect) & (known["kind"] == GROUP)], worth)
            yield words("decide_evpi", **keys, **numbers, most=rest)
    yield from _measures(shown, known[known["kind"] == MEASURE], payer)
    yield from _twins(shown, known)


def _largest_group(shown: Shown, rows: pd.DataFrame, worth: float) -> str:
    """Says which group is worth most; knowing the size of the effect only if it adds to knowing the worldview."""
    words, years = shown.words, shown.decided.years
    here = _nearest(rows, worth).set_index("what")
    if {WORLDVIEW, EFFECT_SIZE} <= set(here.index):
        adds = here.loc[EFFECT_SIZE, "value_eur"] > 1.1 * here.loc[WORLDVIEW, "value_eur"]
        here = here.drop(index=WORLDVIEW if adds else EFFECT_SIZE)
    best = here["value_eur"].idxmax()
    row = here.loc[best]
    if row["value_eur"] <= 0.0:
        return words("decide_none")
    value, low, high = (shown.euros(row[f"value_{part}"] / years) for part in ("eur", "low", "high"))
    return words("decide_most", what=words.named("group", str(best)), value=value, low=low, high=high)


def _measures(shown: Shown, rows: pd.DataFrame, payer: str) -> Iterator[str]:
    """Says what measuring is worth: each share at the amounts at which it is worth most."""
    words = shown.words
    if rows.empty:
        yield words("decide_no_measure")
        return
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
            value=shown.euros(row["value_a_year_eur"]),
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


def _twins(shown: Shown, rows: pd.DataFrame) -> Iterator[str]:
    words = shown.words
    together = rows[(rows["twin"].fillna("") != "") & (rows["value_eur"] > 0.0) & (rows["what"] != WORLDVIEW)]
    for what, twin in together[["what", "twin"]].drop_duplicates().itertuples(index=False):
        yield words("decide_twin", what=words.named("group", what), twin=words.named("worldview", twin))


def _reservations(shown: Shown) -> Iterator[str]:
    words = shown.words
    for sample in shown.decided.samples:
        kind = "both" if is_drawn(sample) else "chance"
        sentence = words(f"decide_interval_{kind}", draws=len(set(sample.draws.tolist())), runs=len(sample.place))
        if sample is shown.decided.samples[0]:
            yield sentence
        if is_drawn(sample):
            yield from _about_draws(shown, sample)
    yield words("decide_ratio_note")
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
    loss = _of(shown.tables.loss, ALL)
    row = loss.loc[(loss["evpi_with_chance_eur"] - loss["evpi_eur"]).idxmax()]
    raw, true = (shown.euros(row[name] / shown.decided.years) for name in ("evpi_with_chance_eur", "evpi_eur"))
    yield words("decide_inflated", runs=int(sample.runs.max()), raw=raw, true=true)
    share = float(loss["chance_share"].max())
    if share > MOST_CHANCE:
        needed = 9.0 * float(sample.runs.mean()) * share / max(1.0 - share, 0.01)
        yield words("decide_few_runs", needed=shown.euros(math.ceil(needed)))
