"""The pages, in the order in which they are offered."""

from collections.abc import Callable
from dataclasses import dataclass

from simulation.web import charts_page, explore, film, keep_page, register_page, story_page


@dataclass(frozen=True)
class Page:
    """One page: its name in the address, and what draws it."""

    name: str
    draw: Callable[[], None]


PAGES = (
    Page("explore", explore.draw),
    Page("charts", charts_page.draw),
    Page("film", film.draw),
    Page("story", story_page.draw),
    Page("register", register_page.draw),
    Page("keep", keep_page.draw),
)
