"""The script that Streamlit runs anew at every change on the page: the side, and the page that was chosen."""

import streamlit as st

from simulation.web.controls import controls
from simulation.web.files import reason
from simulation.web.pages import PAGES
from simulation.web.pieces import plain
from simulation.web.state import begin

# Wide enough for charts; without Streamlit's hints, which are always English (labels say the same).
STYLE = """<style>
.stMainBlockContainer { padding: 4rem clamp(1rem, 3vw, 3rem); }
[data-testid=InputInstructions], [data-testid=stFileUploaderDropzoneInstructions] { display: none; }
</style>"""


def main() -> None:
    """Draw the page."""
    words = begin()
    st.set_page_config(page_title=words("page_title"), layout="wide", initial_sidebar_state="auto")
    pages = [
        st.Page(page.draw, title=words(f"page_{page.name}"), url_path=page.name, default=number == 0)
        for number, page in enumerate(PAGES)
    ]
    chosen = st.navigation(pages, position="top")
    controls()
    for problem in st.session_state.problems:
        st.warning(plain(words("page_link_problem", problem=reason(problem, words))))
    st.html(STYLE)
    # Streamlit's own page says it is in English; screen readers choose their voice by it.
    st.html(f'<script>document.documentElement.lang = "{words.lang.value}"</script>', unsafe_allow_javascript=True)
    chosen.run()


main()
