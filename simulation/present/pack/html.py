"""The pack as one web page that needs nothing else: pictures and looks are in it."""

import math
from base64 import b64encode
from collections.abc import Sequence
from importlib.resources import files

import pandas as pd

from simulation.present.numbers import written
from simulation.present.pack.contents import Pack, Picture
from simulation.present.words import Words
from simulation.settings import SettingsError

TEMPLATE, LOOKS = "report.html.j2", "report.css"
DIGITS = 4
"""of numbers in tables behind charts"""


def html_of(pack: Pack, words: Words) -> str:
    """Gives the page; all text is taken as text.

    Raises:
        SettingsError: jinja2 is not installed
    """
    try:
        from jinja2 import DictLoader, Environment, StrictUndefined
    except ImportError as error:
        raise missing("jinja2") from error
    folder = files("simulation.present.pack") / "templates"
    loader = DictLoader({TEMPLATE: (folder / TEMPLATE).read_text(encoding="utf-8")})
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"words": words, "inline": inline, "table_of": lambda picture: behind(picture, words)}
    looks = (folder / LOOKS).read_text(encoding="utf-8")
    return environment.get_template(TEMPLATE).render(pack=pack, looks=looks)


def missing(package: str) -> SettingsError:
    """Makes the error for a package that is not installed."""
    return SettingsError(f"task=report needs {package}; install it with: pip install 'voordeur[report]'")


def inline(picture: Picture) -> str:
    """Gives a picture as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(picture.svg).decode("ascii")


def behind(picture: Picture, words: Words) -> tuple[Sequence[str], list[list[str]]]:
    """Gives the numbers behind a chart as written: heads and rows."""
    data = picture.chart.data
    return [str(name) for name in data], [[cell(value, words) for value in row] for row in data.itertuples(index=False)]


def cell(value: object, words: Words) -> str:
    """Writes a value of a table."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None or value is pd.NA else str(value)
    if not math.isfinite(value):
        return "–"
    digits = DIGITS - 1 - math.floor(math.log10(abs(value))) if value else 0
    return written(round(value, digits), min(max(digits, 0), 3) if value != int(value) else 0, words.lang)
