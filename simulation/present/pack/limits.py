"""When it does not work, what to measure first, what nobody knows, and how all this was made."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from simulation.analysis.decision import Tables
from simulation.analysis.decision_sample import ALL
from simulation.analysis.measurements import EFFECT_SIZE, GROUP, MEASURE, WORLDVIEW, information_of
from simulation.present import discovery, monitoring
from simulation.present.answers import read_answer, task_of
from simulation.present.chart import Chart
from simulation.present.decision_sentences import ADDS, measures
from simulation.present.decision_shown import Shown, is_drawn
from simulation.present.folder import analysis_in
from simulation.present.outcomes import SERIOUS
from simulation.present.pack.contents import Grid, Section, grid_of
from simulation.present.pack.facts import EUROS, Facts, Gap
from simulation.present.pack.sureness import pattern, sure
from simulation.present.reliability import reliability
from simulation.present.sentences import covers
from simulation.present.unknowns import agencies_of, name_of, text_in
from simulation.present.words import capitalised
from simulation.settings.tasks import Decision

MOST_GROUPS, MOST_MEASURES = 2, 2
MOST_SAID = 8
MONITORING, DISCOVERY = "monitoring", "discovery"
GRADES = ("A", "B", "C", "D")


def failing(facts: Facts, chart: Chart | None) -> Section:
    """Says under which conditions the approach does not do what it is for.

    Args:
        facts: the study
        chart: what its draws show of that, if they do
    """
    words, folder = facts.words, analysis_in(facts.results, DISCOVERY)
    if folder is not None and discovery.has_discovery(folder):
        found = discovery.read_discovery(folder)
        said = [sentence for _, sentences in discovery.paragraphs(found, words) for sentence in sentences]
        message = discovery.failures(found, words)
        figure = [words("pack_fails_figure")] if chart is not None else []
        others = (*(each for each in said[:MOST_SAID] if each != message), *figure)
        return Section(name="fails", heading=words("pack_fails"), message=message, sentences=others)
    if chart is not None:
        grid = grid_of(chart.data, words("pack_fails_grid"), words)
        message = " ".join((*_how_often(facts, chart), chart.title))
        note = chart.note.removesuffix(words("fails_dots")).strip()
        return Section(name="fails", heading=words("pack_fails"), message=message, sentences=(note,), grid=grid)
    holds = [facts.together(name, [sure(facts, SERIOUS, name)]) for name in facts.results.scenarios]
    command = facts.command("discovery", f"{_same(facts)} results={facts.called / DISCOVERY}")
    sentences = (*holds, words("pack_fails_command", command=command))
    return Section(name="fails", heading=words("pack_fails"), message=_weak(facts), sentences=sentences)


def _how_often(facts: Facts, chart: Chart) -> Iterator[str]:
    """Says in how many draws a scenario does not work, of several the fewest and the most; not if the title does."""
    words = facts.words
    names, failing, draws = (chart.data[words(f"fails_column_{name}")] for name in ("scenario", "failing", "draws"))
    rows = sorted(zip(failing, names, draws, strict=True), key=lambda row: row[0])
    (least, good, number), (most, bad, _) = rows[0], rows[-1]
    if least < most:
        yield words("pack_fails_range", least=least, most=most, good=good, bad=bad, draws=number)
    elif least < number and words("fails_count", failing=least, draws=number) not in chart.title:
        yield words("pack_fails_often", failing=least, draws=number)


def _weak(facts: Facts) -> str:
    """Says which scenarios do not lessen serious problems in every worldview."""
    words, found = facts.words, {name: pattern(facts, SERIOUS, name) for name in facts.results.scenarios}
    if set(found.values()) == {"untold"}:
        return words("pack_untold")
    weak = [name for name, kind in found.items() if kind not in ("all", "less")]
    return words("pack_fails_message", names=facts.names(weak)) if weak else words("pack_fails_nowhere")


def measuring(facts: Facts) -> Section:
    """Says what to measure first, and when a council could know."""
    words = facts.words
    known = list(_worth(facts)) or [words("pack_measure_unknown")]
    seen, more = _when(facts)
    return Section(
        name="measure",
        heading=words("pack_measure"),
        message=" ".join((known[0], *seen[:1])),
        sentences=(*known[1:], *seen[1:], *more),
    )


def _worth(facts: Facts) -> Iterator[str]:
    """Says what knowing is worth, by the draws of the study."""
    most = {"problem_weeks": Decision.most_per_problem_week, "crises": Decision.most_per_crisis}
    for sample in (each for each in facts.decided.samples if is_drawn(each)):
        table = information_of(facts.decided, sample, most, (ALL,))
        yield from _groups(facts, table)
        unknowns = (table["kind"] == MEASURE) & (table["option"] == "")
        agencies = agencies_of(facts.decided.study)
        table.loc[unknowns, "what"] = [
            name_of(str(name), agencies, facts.words) for name in table.loc[unknowns, "what"]
        ]
        shown = Shown(
            facts.decided, Tables(pd.DataFrame(), pd.DataFrame(), pd.DataFrame(), table, None), most, facts.words
        )
        yield from list(measures(shown, ALL))[:MOST_MEASURES] or [facts.words("decide_no_measure")]


def _groups(facts: Facts, table: pd.DataFrame) -> Iterator[str]:
    """Says which kinds of unknowns are worth most, each at the amount at which it is worth most."""
    words, years = facts.words, facts.results.years
    ours = table[(table["kind"] == GROUP) & (table["payer"] == ALL) & (table["value_eur"] > 0.0)]
    best = _apart(ours.loc[ours.groupby("what")["value_eur"].idxmax()]).nlargest(MOST_GROUPS, "value_eur")
    if best.empty:
        yield words("pack_know_nothing")
    for _, row in best.iterrows():
        gap = Gap(*(float(row[name]) / years for name in ("value_eur", "value_low", "value_high")))
        yield words(
            "pack_know",
            what=capitalised(words.named("group", row["what"])),
            value=facts.plainly(gap, EUROS),
            worth=facts.size(float(row["worth_eur"]), EUROS, 1.0),
            effect=words(f"decide_effect_{row['effect']}"),
        )


def _apart(best: pd.DataFrame) -> pd.DataFrame:
    """Leaves out the size of the effect where it is worth little more than the worldview, else the worldview."""
    values = best.set_index("what")["value_eur"]
    if not {WORLDVIEW, EFFECT_SIZE} <= set(values.index):
        return best
    adds = values[EFFECT_SIZE] > ADDS * values[WORLDVIEW]
    return pd.DataFrame(best[best["what"] != (WORLDVIEW if adds else EFFECT_SIZE)])


def _when(facts: Facts) -> tuple[list[str], list[str]]:
    """Says when serious problems would be seen to differ, and what to keep in mind then; else what tells it."""
    folder, words = analysis_in(facts.results, MONITORING), facts.words
    if folder is not None and task_of(folder) == MONITORING:
        answer = read_answer(folder)
        outcomes = [str(each) for each in answer.question["outcomes"]]
        outcome = SERIOUS if SERIOUS in outcomes else outcomes[0]
        seen = list(dict.fromkeys(monitoring.when_seen(answer, outcome, words)))
        return seen, [*monitoring.false_alarms(answer, [outcome], words), words("monitor_measured")]
    command = facts.command("monitoring", f"{_same(facts)} results={facts.called / MONITORING}")
    return [], [words("pack_when_command", command=command)]


def _same(facts: Facts) -> str:
    """Gives the settings with which an analysis is of the same town and scenario."""
    return f"town={facts.results.manifest['town']} scenarios={facts.results.single}"


def unknown(facts: Facts) -> Section:
    """Says what the numbers do not cover."""
    words, results = facts.words, facts.results
    counted = Counter(row["grade"] for row in _rows(facts).values())
    total = sum(counted.values())
    weak = sum(counted[grade] for grade in GRADES[2:])
    rows = tuple((grade, words(f"pack_grade_{grade}"), str(counted[grade])) for grade in GRADES)
    columns = (words("pack_grade"), words("pack_grade_means"), words("pack_grade_number"))
    return Section(
        name="unknown",
        heading=words("pack_unknown"),
        message=words("pack_unknown_message", total=total, weak=weak),
        sentences=(words("calibrated"), *covers(results, words), *reliability(results, words), words("pack_made_up")),
        grid=Grid(
            caption=words("pack_grades"),
            columns=columns,
            rows=rows,
            data=pd.DataFrame([(*row[:2], counted[row[0]]) for row in rows], columns=list(columns)),
        ),
    )


def _rows(facts: Facts) -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = facts.results.manifest["configuration"]["uncertainties"]["rows"]
    return found


def method(facts: Facts) -> Section:
    """Says on one page how this was made, and on what it rests."""
    words, results = facts.words, facts.results
    facts_of = results.manifest["configuration"]
    known = [text_in(row["source"], words) for row in _rows(facts).values() if row["grade"] in GRADES[:2]]
    sources = [source for source, _ in Counter(known).most_common()]
    sentences = [words(f"pack_method_{part}") for part in ("model", "pairs", "worldviews", "evidence")]
    plan = words(
        "pack_method_plan",
        runs=results.manifest["plan"]["runs"],
        years=results.years,
        warm_up=results.manifest["plan"]["warm_up_years"],
        households=facts.size(facts_of["town"]["households"], "count", 1.0),
        seed=results.manifest["seeds"]["study"],
    )
    return Section(
        name="method",
        heading=words("pack_method"),
        message=words("pack_method_message"),
        sentences=(*sentences, plan, words("pack_sources", sources="; ".join(sources)) if sources else ""),
    )
