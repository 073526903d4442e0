"""How far the runs are, on every page: it looks again by itself, and draws the page anew when there is more to see."""

from pathlib import Path
from textwrap import shorten

import streamlit as st

from simulation.present.words import Words
from simulation.web.files import MOST_LETTERS
from simulation.web.live import Live
from simulation.web.pieces import plain
from simulation.web.results import results_in
from simulation.web.state import look, opened_folder, words

LOOK_SECONDS = 0.4


def with_results() -> Path | None:
    """Show how far the runs are; return the folder with what there is, none if there is nothing to be read."""
    folder = opened_folder()
    if folder is not None:
        return folder if _can_be_read(folder, words()) else None
    live = look()
    st.session_state.drawn = (live.view, live.runs)
    st.fragment(_watch, run_every=LOOK_SECONDS if live.is_busy else None)()
    if live.folder is None and not live.error:
        st.write(words()("page_none_yet"))
    return live.folder


def _can_be_read(folder: Path, ours: Words) -> bool:
    """Read earlier results, or say what is wrong with them."""
    try:
        results_in(folder)
    except Exception as error:  # a file may be gone, damaged, or somebody else's: the page goes on
        what = shorten(f"{type(error).__name__}: {error}", MOST_LETTERS, placeholder=" ...")
        st.error(plain(ours("page_unreadable", folder=folder.name, error=what)))
        return False
    return True


def _watch() -> None:
    """Show how far the runs are; when there are more of them, let the whole page be drawn anew."""
    live = look()
    if (live.view, live.runs) != st.session_state.drawn or (not live.is_busy and st.session_state.get("watches")):
        st.session_state.watches = False
        st.rerun()
    st.session_state.watches = live.is_busy
    _show(live, words())


def _show(live: Live, ours: Words) -> None:
    if live.error:
        st.error(plain(ours("page_error", error=live.error)))
    elif live.is_starting:
        st.progress(0.0, ours("page_starting"))
    elif not live.is_busy:
        st.caption(ours("page_done", runs=live.runs))
    else:
        text = ours("page_finer", runs=live.runs) if live.runs else ours("page_waiting")
        counted = ours("page_running", done=live.done, total=live.total) if live.total else ""
        st.progress(min(1.0, live.done / (live.total or 1)), f"{text} {counted}")
