"""What a visitor looks at: in the state of the session, and in the address bar, so that a link opens the same."""

import os
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from simulation.present.words import Words
from simulation.settings.words import Language
from simulation.web.live import Live, Studio
from simulation.web.serve import LANGUAGE
from simulation.web.view import View, address_of, view_at

LANG = "lang"


def opened() -> tuple[Words, View]:
    """Return words and view of this visit; a new one begins with what its address says."""
    if "view" not in st.session_state:
        address = st.query_params.to_dict()
        st.session_state.view, st.session_state.problems = view_at(address)
        asked = address.get(LANG, os.environ.get(LANGUAGE, Language.NL.value))
        st.session_state.lang_now = asked if asked in list(Language) else Language.NL.value
    return words(), view()


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
        live = studio().known(view())
        if live is not None:
            live.leave()
    st.session_state.view, st.session_state.lang_now = chosen, words().lang.value
    wanted = address_of(chosen) | {LANG: words().lang.value}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def seed(key: str, value: object, options: Sequence[object] | None = None) -> str:
    """Give a control its value, if it has none or one that is there no more; return its key."""
    if key not in st.session_state or (options is not None and st.session_state[key] not in options):
        st.session_state[key] = value if options is None or value in options else options[0]
    return key


@st.cache_resource(show_spinner=False)
def studio() -> Studio:
    """Return the live studies of this server."""
    return Studio()


def look() -> Live:
    """Return what there is of the view, and let it be run on."""
    return studio().look(view())


def with_own(chosen: View, **parts: object) -> View:
    """Return a view with another own choice."""
    return replace(chosen, own=replace(chosen.own, **parts))  # type: ignore[arg-type]
