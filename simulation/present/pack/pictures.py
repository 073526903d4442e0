"""Charts drawn once each, and which section each belongs to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO

from simulation.present.chart import Chart
from simulation.present.pack.contents import HOUSEHOLD, MORE, Picture
from simulation.present.words import Words

PLACES: Mapping[str, str] = {
    "problems": "answer",
    "worldviews": "answer",
    "waiting": "waiting",
    "pathway": "waiting",
    "budget": "budget",
    "payers": "payers",
    "benefits": "payers",
    "map": "payers",
    "circles": "staff",
    "assistants": "staff",
    "household": HOUSEHOLD,
    "failing": "fails",
    "tornado": "measure",
    "acceptability": "measure",
}
"""first word of the name of a chart: the section it is in; others stand at the end"""


def place_of(chart: Chart) -> str:
    """Gives the section that a chart is in."""
    return PLACES.get(chart.name.partition("_")[0], MORE)


def pictures_of(charts: Iterable[Chart], words: Words) -> list[Picture]:
    """Draws each chart, and tells titles apart that are the same."""
    seen: Counter[str] = Counter()
    found = []
    for chart in charts:
        seen[chart.title] += 1
        number = seen[chart.title]
        title = words("pack_continued", title=chart.title, number=number) if number > 1 else chart.title
        found.append(Picture(chart=chart, title=title, svg=_svg(chart)))
    return found


def _svg(chart: Chart) -> bytes:
    """Draws a chart with its letters as paths, so that it looks the same wherever it is opened."""
    import matplotlib as mpl

    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "voordeur"}):
        made = BytesIO()
        chart.draw().savefig(made, format="svg", metadata={"Date": None, "Creator": None})
    return made.getvalue()
