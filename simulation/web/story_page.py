"""One household in two worlds, week by week."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from simulation.analysis.picking import pick
from simulation.present.council.stories import HouseholdStory, Stories, tell
from simulation.present.story import Line
from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.words import Language
from simulation.web.pieces import chosen_run, html_table, picture, plain, show_chart
from simulation.web.progress import with_results
from simulation.web.results import house, results_in
from simulation.web.state import words


def draw() -> None:
    """Draw the page."""
    ours = words()
    st.title(ours("page_story"))
    folder = with_results()
    if folder is None:
        return
    results = results_in(folder)
    scenario, worldview = chosen_run(results.scenarios, results, ours)
    try:
        with st.spinner(ours("page_story_busy")):
            told = _told(folder, scenario, worldview, ours.lang)
    except SettingsError as error:
        st.error(plain(ours("page_refused", error=error)))
        return
    for text in told.about:
        st.write(plain(text))
    if told.stories:
        for tab, story in zip(
            st.tabs([plain(ours(f"case_{each.kind}")) for each in told.stories]), told.stories, strict=True
        ):
            with tab:
                _tell(story, ours)


@st.cache_resource(max_entries=12, show_spinner=False)
def _told(folder: Path, scenario: str, worldview: str, lang: Language) -> Stories:
    results = results_in(folder)
    return tell(pick(folder, scenario, worldview), results, Words(lang), house())


def _tell(story: HouseholdStory, ours: Words) -> None:
    st.header(plain(story.title))
    st.write(plain(story.place))
    for text in story.beginning:
        st.write(plain(text))
    show_chart(story.chart, picture(story.chart), ours)
    _lines(story.together, ours)
    st.write(plain(story.parts))
    if any(telling.lines for telling in story.tellings):
        for column, telling in zip(st.columns(2), story.tellings, strict=True):
            with column:
                st.subheader(plain(telling.world))
                _lines(telling.lines, ours)
    rows = [
        [str(name), *(str(each) for each in row)]
        for name, row in zip(story.facts.index, story.facts.to_numpy(), strict=True)
    ]
    st.html(html_table(["", *(str(name) for name in story.facts)], rows, ours("life_short")))


def _lines(lines: Sequence[Line], ours: Words) -> None:
    """Tell what happened, week by week."""
    texts = [f"- **{plain(ours('life_week', week=line.week))}** {plain(line.text)}" for line in lines]
    st.markdown("\n".join(texts))
