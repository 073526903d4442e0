"""The pack on paper: an answer on one page and a handout, as tagged PDF."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from simulation.present.pack.contents import MORE, Grid, Pack
from simulation.present.pack.html import missing
from simulation.present.words import Words

STANDARD = "ua-1"
"""PDF/UA-1: tagged, with title, language and text for every figure, or it is not made"""
ANSWER, HANDOUT = "answer.typ", "handout.typ"
SHARED = "looks.typ"
LOGO, SVG = "logo.svg", "http://www.w3.org/2000/svg"


def answer_of(pack: Pack, words: Words) -> bytes:
    """Gives the answer on one page."""
    brief = asdict(pack.brief) | {"grid": _grid(pack.brief.grid)}
    return _compiled(ANSWER, _whole(pack, words) | {"brief": brief}, _logo(pack))


def handout_of(pack: Pack, words: Words) -> bytes:
    """Gives the handout: every section, the last on a page of its own, and then each chart on one."""
    numbers = {picture.title: number for number, picture in enumerate(pack.pictures, 1)}
    sections = [
        {
            "heading": section.heading,
            "message": section.message,
            "sentences": section.sentences,
            "grid": _grid(section.grid) if section.grid else None,
            "see": _see([numbers[each.title] for each in section.pictures], words),
        }
        for section in pack.sections
        if section.name != MORE
    ]
    pictures = [
        {"file": f"{number}.svg", "alt": each.chart.alt, "name": words("pack_figure", number=number)}
        for number, each in enumerate(pack.pictures, 1)
    ]
    content = {"sections": sections, "pictures": pictures, "figures": words("pack_figures")}
    drawn = {f"{number}.svg": each.svg for number, each in enumerate(pack.pictures, 1)}
    return _compiled(HANDOUT, _whole(pack, words) | content, drawn | _logo(pack))


def _see(numbers: list[int], words: Words) -> str:
    return words("pack_see", numbers=words.listed([str(number) for number in numbers])) if numbers else ""


def _whole(pack: Pack, words: Words) -> dict[str, Any]:
    return {
        "lang": str(pack.lang),
        "title": pack.title,
        "subtitle": pack.subtitle,
        "source": pack.source,
        "contents": words("pack_contents"),
        "font": pack.house.font,
        "logo": LOGO if pack.house.logo else "",
        "logo_text": words("pack_logo", town=pack.town),
    }


def _logo(pack: Pack) -> dict[str, bytes]:
    """Gives the municipality's logo by its name in the document; inside an SVG, for typst takes text alone."""
    logo = pack.house.logo
    if logo is None:
        return {}
    from matplotlib.image import imread

    height, width = imread(str(logo)).shape[:2]
    kind = "png" if logo.suffix.lower() == ".png" else "jpeg"
    data = b64encode(logo.read_bytes()).decode()
    picture = f'<image width="{width}" height="{height}" href="data:image/{kind};base64,{data}"/>'
    return {LOGO: f'<svg xmlns="{SVG}" width="{width}" height="{height}">{picture}</svg>'.encode()}


def _grid(grid: Grid) -> dict[str, Any]:
    return {"caption": grid.caption, "columns": grid.columns, "rows": grid.rows, "widths": grid.widths}


def _compiled(main: str, content: Mapping[str, Any], pictures: Mapping[str, bytes]) -> bytes:
    """Lays out a template; what is in it comes as data, so that no text of it is ever read as markup.

    Raises:
        SettingsError: typst is not installed
    """
    try:
        import typst
    except ImportError as error:
        raise missing("typst") from error
    import matplotlib

    folder = files("simulation.present.pack") / "templates"
    sources = {name: (folder / name).read_bytes() for name in (main, SHARED)}
    given = {**sources, **pictures, "pack.json": json.dumps(content, ensure_ascii=False).encode()}
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    made = {"main": given.pop(main), **given}
    compiled: Callable[..., bytes] = typst.compile
    return compiled(made, font_paths=[fonts], pdf_standards=[STANDARD])
