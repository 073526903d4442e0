"""What a visitor looks at: in the state of the session, and in the address bar, so that a link opens the same."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from simulation.present.words import Words
from simulation.settings import SettingsError
from simulation.settings.words import Language
from simulation.web import serve
from simulation.web.live import Live, Studio
from simulation.web.results import earlier_folder
from simulation.web.view import View, address_of, view_at

LANG, RESULTS = "lang", "results"
"""parameters of an address beside those of a view"""


def begin() -> Words:
    """Return the words of this visit; a new one begins with what its address says."""
    if "view" not in st.session_state:
        address = st.query_params.to_dict()
        st.session_state.view, st.session_state.problems = view_at(address)
        asked = address.get(LANG)
        st.session_state.lang_now = asked if asked in list(Language) else serve.asked.lang.value
        st.session_state.opened, st.session_state.untold = None, set()
        if RESULTS in address:
            _open_from_address(address[RESULTS])
    return words()


def _open_from_address(name: str) -> None:
    try:
        open_results(name)
    except SettingsError as error:
        st.session_state.problems.append(error)


def words() -> Words:
    """Return the words of the language chosen."""
    return Words(Language(st.session_state.get(LANG) or st.session_state.lang_now))


def view() -> View:
    """Return what is looked at."""
    found: View = st.session_state.view
    return found


def choose(chosen: View) -> None:
    """Look at something, and say so in the address."""
    if chosen != view():
        studio().leave(view())
    st.session_state.view, st.session_state.lang_now = chosen, words().lang.value
    opened = st.session_state.opened
    wanted = {RESULTS: opened} if opened else address_of(chosen)
    wanted[LANG] = words().lang.value
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def seed(key: str, value: object, options: Sequence[object] | None = None) -> str:
    """Give a control its value, if it has none or one that is there no more; return its key.

    The browser is told a value only by the run of the script that gives it. A run may be broken off by the next change,
    so it is given again until all controls were drawn: the browser would show the lowest, and send that back.
    """
    if key not in st.session_state or (options is not None and st.session_state[key] not in options):
        st.session_state[key] = value if options is None or value in options else options[0]
        st.session_state.untold.add(key)
    elif key in st.session_state.untold:
        st.session_state[key] = st.session_state[key]
    return key


def told() -> None:
    """Say that all controls were drawn with the values they were given."""
    st.session_state.untold.clear()


@cache
def studio() -> Studio:
    """Return the live studies of this server."""
    return Studio()


def look() -> Live:
    """Return what there is of the view, and let it be run on."""
    return studio().look(view())


def open_results(name: str) -> None:
    """Look at earlier results instead of live ones.

    Raises:
        SettingsError: There are none of this name.
    """
    earlier_folder(name)
    studio().leave(view())
    st.session_state.opened = name


def close() -> None:
    """Look at live results again."""
    st.session_state.opened = None


def opened_folder() -> Path | None:
    """Return the earlier results that are looked at; none if live ones are."""
    opened = st.session_state.opened
    try:
        return earlier_folder(opened) if opened else None
    except SettingsError as error:  # thrown away while they were looked at
        st.session_state.problems.append(error)
        close()
        return None
