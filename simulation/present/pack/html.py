"""The pack as one web page that needs nothing else: pictures and looks are in it."""

from base64 import b64encode
from importlib.resources import files

from simulation.present.pack.contents import Grid, Pack, Picture, grid_of
from simulation.present.words import Words
from simulation.settings import SettingsError

TEMPLATE, LOOKS = "report.html.j2", "report.css"


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
    environment.globals |= {
        "words": words,
        "inline": inline,
        "table_of": lambda picture: grid_of(picture.chart.data, picture.title, words),
    }
    looks = (folder / LOOKS).read_text(encoding="utf-8")
    return environment.get_template(TEMPLATE).render(pack=pack, looks=looks)


def _behind(picture: Picture, words: Words) -> Grid:
    """Gives the numbers behind a picture."""
    return grid_of(picture.chart.data, picture.title, words)


def missing(package: str) -> SettingsError:
    """Makes the error for a package that is not installed."""
    return SettingsError(f"task=report needs {package}; install it with: pip install 'voordeur[report]'")


def inline(picture: Picture) -> str:
    """Gives a picture as an address that holds it."""
    return "data:image/svg+xml;base64," + b64encode(picture.svg).decode("ascii")
