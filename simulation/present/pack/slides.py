"""The pack as slides: native charts that can be edited, notes for the speaker, texts for who cannot see them."""

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulation.present.pack.contents import ANSWER, MORE, Grid, Pack, Picture, Section
from simulation.present.pack.html import missing
from simulation.present.pack.native import add_native
from simulation.present.words import Words

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

WIDTH, HEIGHT, EDGE, LOGO = 13.333, 7.5, 0.5, 0.9
"""inches"""
TOP, BOTTOM = 1.5, 1.55
"""inches that the title, and what is written under a chart, take"""
COVER, WITH_TEXT, TITLE_ONLY = 0, 1, 5
"""layouts of the template that comes with python-pptx"""
ANSWERED, SMALL = 22, 11
TITLES, TEXTS, CELLS = (30, 26, 21, 17, 14, 12), (20, 18, 16, 14, 12), (16, 14, 13, 12, 11, 10)
"""sizes, of which the largest that has room is taken"""
LETTERS_PER_INCH, BOLD, LINE = 125.0, 1.12, 1.25
"""at one point; how much wider bold ones are; height of a line as a share of the size"""
CELL_EDGE = 0.2
"""inches left and right of the text of a cell together; half of it above and under"""
BLUE = "0B5C8A"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def slides_of(pack: Pack, words: Words) -> bytes:
    """Gives the slides.

    Raises:
        SettingsError: python-pptx is not installed
    """
    try:
        from pptx import Presentation
    except ImportError as error:
        raise missing("python-pptx") from error
    deck = Presentation()
    _widen(deck)
    deck.core_properties.title, deck.core_properties.language = pack.title, str(pack.lang)
    deck.core_properties.subject, deck.core_properties.author = pack.subtitle, "Voordeur"
    titles = Titles(words)
    _cover(deck, pack, titles, words)
    for section in pack.sections:
        if section.name != MORE:
            _text(deck, section, titles)
        grid = pack.brief.grid if section.name == ANSWER else section.grid
        if grid:
            _table(deck, grid, section, titles)
        for picture in section.pictures:
            _chart(deck, picture, titles, words, pack.house.colours)
    made = BytesIO()
    deck.save(made)
    return made.getvalue()


class Titles:
    """Tells slides apart that would have the same title."""

    def __init__(self, words: Words) -> None:
        self._words, self._seen = words, set[str]()

    def unique(self, title: str) -> str:
        """Gives a title that no slide has yet."""
        found, number = title, 1
        while found in self._seen:
            number += 1
            found = self._words("pack_continued", title=title, number=number)
        self._seen.add(found)
        return found


def _widen(deck: "Presentation") -> None:
    """Makes the deck 16:9, with the places of its layouts."""
    from pptx.util import Inches

    factor = Inches(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for each in (deck.slide_master, *deck.slide_layouts):
        for shape in each.placeholders:
            shape.left, shape.width = int(shape.left * factor), int(shape.width * factor)


def _cover(deck: "Presentation", pack: Pack, titles: Titles, words: Words) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[COVER])
    _title(slide, titles.unique(pack.title), move=False)
    frame = slide.placeholders[1].text_frame
    frame.text = pack.subtitle
    frame.add_paragraph().text = pack.source
    _sized(frame, 20)
    slide.notes_slide.notes_text_frame.text = f"{pack.title}\n{pack.brief.message}\n{pack.source}"
    if pack.house.logo is not None:
        logo = slide.shapes.add_picture(str(pack.house.logo), Inches(EDGE), Inches(EDGE), height=Inches(LOGO))
        logo._element.nvPicPr.cNvPr.set("descr", words("pack_logo", town=pack.town))


def _text(deck: "Presentation", section: Section, titles: Titles) -> None:
    """Makes a slide with the question, its answer and the first sentences."""
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[WITH_TEXT])
    _title(slide, titles.unique(section.heading))
    body = slide.placeholders[1]
    body.left, body.top = Inches(EDGE), Inches(TOP)
    body.width, body.height = Inches(WIDTH - 2 * EDGE), Inches(HEIGHT - TOP - EDGE)
    frame = body.text_frame
    frame.word_wrap, frame.text = True, section.message
    space = HEIGHT - TOP - EDGE - height_of([section.message], ANSWERED, WIDTH - 2 * EDGE) - 0.3
    texts, size = _fitting((section.sentences, section.spoken), space)
    for text in texts:
        frame.add_paragraph().text = text
    _sized(frame, size)
    _plain(frame.paragraphs[0])
    slide.notes_slide.notes_text_frame.text = "\n".join((section.message, *section.sentences))


def _fitting(choices: Iterable[Sequence[str]], inches: float) -> tuple[Sequence[str], int]:
    """Gives the first texts that fit, and the largest size at which they do; no texts if none do."""
    for texts in choices:
        for size in TEXTS:
            if height_of(texts, size, WIDTH - 2 * EDGE) <= inches:
                return texts, size
    return (), TEXTS[0]


def height_of(texts: Iterable[str], points: int, inches: float) -> float:
    """Gives about how high some paragraphs are, in inches.

    Args:
        texts: one for each paragraph, or more in lines of their own
        points: size of the letters
        inches: width of a line
    """
    letters = max(1.0, inches * LETTERS_PER_INCH / points)
    lines = sum(math.ceil((len(line) + 1) / letters) for text in texts for line in text.split("\n"))
    return lines * LINE * points / 72


def _plain(paragraph: Any) -> None:
    """Sets an answer apart from the sentences under it: larger, and no item of a list."""
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.insert(0, properties.makeelement(f"{{{DRAWING}}}buNone", {}))
    paragraph.space_after = Pt(12)
    for run in paragraph.runs:
        run.font.bold, run.font.size = True, Pt(ANSWERED)
        run.font.color.rgb = RGBColor.from_string(BLUE)


def _table(deck: "Presentation", grid: Grid, section: Section, titles: Titles) -> None:
    """Makes a slide with a table, if one has room for it; else it is in the handout only."""
    from pptx.util import Inches

    widths = [(WIDTH - 2 * EDGE) * share for share in grid.widths]
    size = next((each for each in CELLS if _height(grid, widths, each) <= HEIGHT - TOP - EDGE), None)
    if size is None:
        return
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, titles.unique(grid.caption))
    rows, columns = len(grid.rows) + 1, len(grid.columns)
    place = (Inches(EDGE), Inches(TOP), Inches(WIDTH - 2 * EDGE), Inches(0.3 * rows))
    frame = slide.shapes.add_table(rows, columns, *place)
    _describe(frame, grid.caption)
    for column, width in zip(frame.table.columns, widths, strict=True):
        column.width = Inches(width)
    for line, cells in enumerate((grid.columns, *grid.rows)):
        for number, text in enumerate(cells):
            cell = frame.table.cell(line, number)
            cell.text = text
            _sized(cell.text_frame, size)
    written = ["; ".join(row) for row in (grid.columns, *grid.rows)]
    slide.notes_slide.notes_text_frame.text = "\n".join((section.message, *written))


def _height(grid: Grid, widths: Sequence[float], points: int) -> float:
    """Gives about how high a table is, in inches; infinite if a word does not fit in its column."""
    for place, width in enumerate(widths):
        longest = max(len(word) for row in (grid.columns, *grid.rows) for word in row[place].split() or [""])
        if longest > (width - CELL_EDGE) * LETTERS_PER_INCH / points:
            return math.inf
    return sum(
        max(height_of([text], points, width - CELL_EDGE) for text, width in zip(row, widths, strict=True))
        + CELL_EDGE / 2
        for row in (grid.columns, *grid.rows)
    )


def _chart(deck: "Presentation", picture: Picture, titles: Titles, words: Words, colours: Sequence[str]) -> None:
    """Makes a slide with a native chart; what its picture says with bands is written under it."""
    from pptx.util import Inches

    chart = picture.chart
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, titles.unique(picture.title))
    place = (Inches(EDGE), Inches(TOP), Inches(WIDTH - 2 * EDGE), Inches(HEIGHT - TOP - BOTTOM))
    frame = add_native(slide, chart.native, place, colours)
    shown = words(f"pack_native_{chart.native.kind}", unit=chart.native.unit)
    _describe(frame, f"{picture.title} {shown} {_said(picture)}".strip())
    below = slide.shapes.add_textbox(
        Inches(EDGE), Inches(HEIGHT - BOTTOM), Inches(WIDTH - 2 * EDGE), Inches(BOTTOM - 0.15)
    )
    below.text_frame.word_wrap = True
    told = f"{_said(picture)} {words('pack_native')} {chart.source}".strip()
    too_long = height_of([told], SMALL, WIDTH - 2 * EDGE - CELL_EDGE) > BOTTOM - 0.3
    below.text_frame.text = f"{words('pack_native')} {chart.source}" if too_long else told
    _sized(below.text_frame, SMALL)
    slide.notes_slide.notes_text_frame.text = "\n".join((picture.title, chart.note, chart.alt, chart.source))


def _said(picture: Picture) -> str:
    """Gives what a chart says, without what the picture of the handout looks like: a native one looks otherwise."""
    return picture.chart.alt.removeprefix(picture.chart.title).strip().partition(". ")[2]


def _title(slide: "Slide", text: str, move: bool = True) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    title = slide.shapes.title
    assert title is not None
    title.text_frame.word_wrap, title.text_frame.text = True, text
    fits = (size for size in TITLES if height_of([text], int(BOLD * size), WIDTH - 2 * EDGE) <= TOP - 0.3)
    _sized(title.text_frame, next(fits, TITLES[-1]))
    title.text_frame.paragraphs[0].runs[0].font.bold = True
    if move:
        title.left, title.top = Inches(EDGE), Inches(0.2)
        title.width, title.height = Inches(WIDTH - 2 * EDGE), Inches(TOP - 0.3)
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _left(title.text_frame)


def _left(frame: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _sized(frame: Any, points: int) -> None:
    """Gives all letters of a text a size, with or without runs."""
    from pptx.util import Pt

    for paragraph in frame.paragraphs:
        paragraph.font.size = Pt(points)
        for run in paragraph.runs:
            run.font.size = Pt(points)


def _describe(frame: Any, text: str) -> None:
    """Gives a chart or table a text for who cannot see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", text)
