"""When does it not work: how often each scenario fails in the draws, and under which conditions it mostly does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.boxes import Box, Count, Limit, bounds, counted, is_enough
from simulation.analysis.one_condition import find_condition
from simulation.present.chart import Chart, Native
from simulation.present.council.drawn import PROBLEMS, Drawn, drawn_in
from simulation.present.council.parts import MOST_TOGETHER
from simulation.present.council.slide import Slide, council_slide, source_of, styled
from simulation.present.discovery import PRIM, has_discovery, read_discovery
from simulation.present.folder import Results, analysis_in
from simulation.present.theme import GREY, PALE, SMALL, House, styles
from simulation.present.unknowns import agencies_of, name_of, unit_of, value_of
from simulation.present.words import Words, uncapitalised
from simulation.settings.tasks import Scope

WORLDVIEW = "worldview"
DISCOVERY = "discovery"
"""folder within the results with a search of its own"""
FEWEST_DRAWS = 12
MOST_NAMED = 2
"""scenarios named in the title; more are counted"""
LABELS, LETTERS = 3.0, 34
"""inches and letters for the names of scenarios"""
TEXTS, TEXT_LETTERS = 0.52, 70
"""share of the slide at which panels end and sentences begin, and letters of these"""


@dataclass(frozen=True)
class Failing:
    """How a scenario fails in the draws."""

    whole: Count
    by_worldview: Mapping[str, tuple[int, int]]
    """failing and all draws of each"""
    box: Box | None
    inside: Count | None
    told: str
    """name of the words that say what was found, or why nothing was"""


def failing_chart(results: Results, words: Words, house: House) -> Chart | None:
    """Gives for each scenario how often it fails, and when mostly."""
    drawn = drawn_in(results)
    if drawn is None or len(drawn.worldviews) < FEWEST_DRAWS:
        return None
    found = {name: failing_in(drawn, name) for name in results.scenarios} | _checked(results, drawn)
    texts = {name: _texts(each, drawn, words) for name, each in found.items()}
    title = " ".join(_concluded(found, drawn, results, words)) or _counted(found, results, words)
    pilot = drawn.decided.scope is Scope.PILOT
    place = words("path_in", places=words.listed(results.pilots) if pilot else words.of(results.town))
    note = words("fails_note", place=place, reference=results.usual(words), draws=len(drawn.worldviews))
    note = f"{note} {words('fails_dots')}"
    slide = Slide(title=title, note=note, source=source_of(results, words), heads=[("", words("fails_axis"), "black")])

    draw = styled(house, lambda: _draw(slide, found, texts, results, words, house))
    labels = {name: words.of(results.labels[name]) for name in found}
    parts = " ".join(f"{labels[name]}: {'; '.join(lines)}." for name, lines in texts.items())
    return Chart(
        name="failing",
        title=title,
        note=note,
        alt=words("fails_alt", title=title, parts=parts),
        source=slide.source,
        data=_data(found, texts, labels, words),
        draw=draw,
        native=Native(
            kind="bar",
            categories=list(labels.values()),
            series={words("fails_share"): [100.0 * each.whole.share for each in found.values()]},
            unit=words("fails_axis"),
            most=100.0,
        ),
    )


def _concluded(found: Mapping[str, Failing], drawn: Drawn, results: Results, words: Words) -> Iterator[str]:
    """Says what fails in all draws, and when the first that has a condition mostly does."""
    always = [words.of(results.labels[name]) for name, each in found.items() if each.whole.failing == each.whole.cases]
    if always:
        named = words.listed([f"‘{label}’" for label in always])
        if len(always) > MOST_NAMED:
            named = words("holds_scenarios", count=len(always), number=len(found))
        yield words("fails_title_always", scenarios=named, draws=len(drawn.worldviews))
    first = next((name for name, each in found.items() if each.box), None)
    if first is not None:
        conditions = _conditions(found[first].box or {}, drawn, words)
        yield words("fails_title_found", scenario=words.of(results.labels[first]), conditions=conditions)


def _counted(found: Mapping[str, Failing], results: Results, words: Words) -> str:
    """Says how often scenarios fail, if they are few, and that no condition was found."""
    if len(found) > MOST_NAMED:
        return words("fails_title_none")
    counts = []
    for name, each in found.items():
        label, whole = words.of(results.labels[name]), each.whole
        counts.append(words("fails_title_count", scenario=label, failing=whole.failing, draws=whole.cases))
    return words("fails_title_unknown", counts="; ".join(counts))


def failing_in(drawn: Drawn, scenario: str) -> Failing:
    """Finds how often a scenario has no fewer problem-weeks, and the conditions under which it mostly has not."""
    fails = drawn.gaps(scenario, PROBLEMS) >= 0.0
    whole = Count(len(fails), int(fails.sum()), int(fails.sum()), len(fails))
    views = {
        str(name): (int(fails[drawn.worldviews == name].sum()), int((drawn.worldviews == name).sum()))
        for name in np.unique(drawn.worldviews)
    }
    if not is_enough(fails):
        return Failing(whole, views, None, None, "fails_few")
    conditions = drawn.conditions(scenario, PROBLEMS).copy()
    if len(views) > 1:
        conditions.insert(
            0, WORLDVIEW, pd.Series(drawn.worldviews, dtype="category")
        )  # first: of equals, what says most
    box = find_condition(conditions, fails, drawn.decided.study.settings.seed)
    if box is None:
        return Failing(whole, views, None, None, "fails_no_box")
    return Failing(whole, views, box, counted(box, conditions, fails), "fails_box")


def _checked(results: Results, drawn: Drawn) -> dict[str, Failing]:
    """Gives what a search with a check on fresh draws found of its scenario, if it stands in the folder."""
    folder = analysis_in(results, DISCOVERY)
    if folder is None or not has_discovery(folder):
        return {}
    search = read_discovery(folder)
    scenario = str(search.manifest["configuration"]["scenarios"][0]["name"])
    boxes = search.groups(PRIM)
    if scenario not in results.scenarios or not boxes or search.manifest["rule"] != [PROBLEMS]:
        return {}
    ours, fresh = failing_in(drawn, scenario), boxes[0].of("fresh")
    names = ("inside", "failing_inside", "failing", "cases")
    inside = Count(*(int(fresh[name]) for name in names))
    told = "fails_checked" if boxes[0].is_confirmed else "fails_unconfirmed"
    return {scenario: replace(ours, box=boxes[0].box, inside=inside, told=told)}


def _texts(found: Failing, drawn: Drawn, words: Words) -> list[str]:
    """Says how often a scenario fails, in which worldviews, and when mostly."""
    lines = [words("fails_count", failing=found.whole.failing, draws=found.whole.cases)]
    if len(found.by_worldview) > 1:
        parts = [
            words("fails_by_part", worldview=words.named(WORLDVIEW, name), failing=failing, draws=draws)
            for name, (failing, draws) in found.by_worldview.items()
        ]
        lines.append(words("fails_by", parts=", ".join(parts)))
    if found.box is None or found.inside is None:
        return [*lines, words(found.told)]
    there = found.inside
    counts = {"failing": there.failing_inside, "inside": there.inside, "all": there.failing}
    return [*lines, words(found.told, conditions=_conditions(found.box, drawn, words), **counts)]


def _conditions(box: Box, drawn: Drawn, words: Words) -> str:
    return words.listed([condition(name, limit, drawn, words) for name, limit in box.items()])


def condition(name: str, limit: Limit, drawn: Drawn, words: Words) -> str:
    """Says between which values an unknown is, with its unit; or in which worldviews a draw is."""
    if limit.words is not None:
        names = [words.named(WORLDVIEW, each) for each in limit.words]
        return words("fails_worldview", worldviews=words.listed(names, "or_last"))
    study = drawn.decided.study
    unit = unit_of(name, study, words)
    kind = "above" if limit.high is None else "below" if limit.low is None else "between"
    ends = {
        end: value_of(value, words) for end, value in (("low", limit.low), ("high", limit.high)) if value is not None
    }
    label = uncapitalised(name_of(name, agencies_of(study), words))
    return words(f"fails_{kind}", unknown=label, unit=words("fails_unit", unit=unit) if unit else "", **ends)


def _share(count: Count) -> tuple[float, float, float]:
    low, high = bounds(count.failing, count.cases)
    return 100.0 * count.share, 100.0 * low, 100.0 * high


def _data(
    found: Mapping[str, Failing], texts: Mapping[str, Sequence[str]], labels: Mapping[str, str], words: Words
) -> pd.DataFrame:
    rows = []
    for name, each in found.items():
        _, low, high = _share(each.whole)
        numbers = (each.whole.failing, each.whole.cases, round(low, 1), round(high, 1))
        rows.append((labels[name], *numbers, "; ".join(texts[name][1:])))
    columns = ("scenario", "failing", "draws", "low", "high", "found")
    return pd.DataFrame(rows, columns=[words(f"fails_column_{name}") for name in columns])


def _draw(
    slide: Slide,
    found: Mapping[str, Failing],
    texts: Mapping[str, Sequence[str]],
    results: Results,
    words: Words,
    house: House,
) -> Figure:
    figure, (panels,) = council_slide(slide, house, columns=1, rows=1, left=LABELS)
    axes: Axes = panels[0][0]
    box = axes.get_position()
    axes.set_position((box.x0, box.y0, TEXTS - box.x0 - 0.02, box.height))
    looks = styles(results.reference, results.scenarios, house)
    size = SMALL if len(found) <= MOST_TOGETHER else SMALL - 1.5
    for row, (name, each) in enumerate(found.items()):
        share, low, high = _share(each.whole)
        axes.plot([low, high], [row, row], color=looks[name].colour, linewidth=2.0)
        axes.plot([share], [row], "o", color=looks[name].colour, markersize=8)
        said = texts[name] if len(found) <= MOST_TOGETHER else (texts[name][0], texts[name][-1])
        lines = "\n".join(fill(line, int(TEXT_LETTERS * SMALL / size)) for line in said)
        height = box.y1 - box.height * (row + 0.5) / len(found)
        figure.text(TEXTS, height, lines, fontsize=size, va="center")
    labels = [fill(words.of(results.labels[name]), LETTERS) for name in found]
    axes.set_yticks(range(len(found)), labels, fontsize=SMALL)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xlim(-2.0, 102.0)
    axes.axvline(0.0, color=GREY, linewidth=0.9)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    return figure
