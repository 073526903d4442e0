"""The pack as slides: native charts that can be edited, notes for the speaker, texts for who cannot see them."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulation.present.chart import Native
from simulation.present.pack.contents import Grid, Pack, Picture, Section
from simulation.present.pack.html import missing
from simulation.present.theme import COLOURS
from simulation.present.words import Words

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5
"""inches"""
TOP, BOTTOM = 1.5, 1.55
"""inches that the title, and what is written under a chart, take"""
COVER, WITH_TEXT, TITLE_ONLY = 0, 1, 5
"""layouts of the template that comes with python-pptx"""
TITLES = ((60, 30), (110, 26), (180, 21))
"""title of at most so many letters: size in points"""
SMALLEST_TITLE, TEXT, SMALL, CELL = 17, 18, 11, 12
MOST_SENTENCES, MOST_LETTERS = 4, 620
"""on a slide; all of them are in the notes"""
MOST_ROWS, MOST_COLUMNS = 10, 6
"""of a table on a slide; a larger one is in the handout"""


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
    _cover(deck, pack, titles)
    for section in pack.sections:
        _text(deck, section, titles)
        if section.grid and _fits(section.grid):
            _table(deck, section.grid, section, titles)
        for picture in section.pictures:
            _chart(deck, picture, titles, words)
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


def _cover(deck: "Presentation", pack: Pack, titles: Titles) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[COVER])
    _title(slide, titles.unique(pack.title), move=False)
    frame = slide.placeholders[1].text_frame
    frame.text = pack.subtitle
    frame.add_paragraph().text = pack.source
    _sized(frame, 20)
    slide.notes_slide.notes_text_frame.text = f"{pack.title}\n{pack.brief.message}\n{pack.source}"


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
    for sentence in _first(section.sentences, MOST_LETTERS - len(section.message)):
        frame.add_paragraph().text = sentence
    _sized(frame, TEXT)
    frame.paragraphs[0].runs[0].font.bold = True
    slide.notes_slide.notes_text_frame.text = "\n".join((section.message, *section.sentences))


def _first(sentences: Sequence[str], letters: int) -> list[str]:
    """Gives the first sentences that a slide has room for."""
    found: list[str] = []
    for sentence in sentences[:MOST_SENTENCES]:
        letters -= len(sentence)
        if letters < 0:
            break
        found.append(sentence)
    return found


def _fits(grid: Grid) -> bool:
    return len(grid.rows) <= MOST_ROWS and len(grid.columns) <= MOST_COLUMNS


def _table(deck: "Presentation", grid: Grid, section: Section, titles: Titles) -> None:
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, titles.unique(grid.caption))
    rows, columns = len(grid.rows) + 1, len(grid.columns)
    size = (Inches(EDGE), Inches(TOP), Inches(WIDTH - 2 * EDGE), Inches(0.4 * rows))
    frame = slide.shapes.add_table(rows, columns, *size)
    _describe(frame, grid.caption)
    for line, cells in enumerate((grid.columns, *grid.rows)):
        for place, text in enumerate(cells):
            cell = frame.table.cell(line, place)
            cell.text = text
            _sized(cell.text_frame, CELL)
    written = ["; ".join(row) for row in (grid.columns, *grid.rows)]
    slide.notes_slide.notes_text_frame.text = "\n".join((section.message, *written))


def _chart(deck: "Presentation", picture: Picture, titles: Titles, words: Words) -> None:
    """Makes a slide with a native chart; what its picture says with bands is written under it."""
    from pptx.util import Inches

    chart = picture.chart
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    _title(slide, titles.unique(picture.title))
    frame = _native(slide, chart.native)
    _describe(frame, chart.alt)
    below = slide.shapes.add_textbox(
        Inches(EDGE), Inches(HEIGHT - BOTTOM), Inches(WIDTH - 2 * EDGE), Inches(BOTTOM - 0.15)
    )
    below.text_frame.word_wrap = True
    below.text_frame.text = f"{chart.alt.removeprefix(chart.title).strip()} {words('pack_native')} {chart.source}"
    _sized(below.text_frame, SMALL)
    slide.notes_slide.notes_text_frame.text = "\n".join((picture.title, chart.note, chart.alt, chart.source))


def _native(slide: "Slide", native: Native) -> Any:
    """Draws a chart of the office program itself."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    kinds = {
        "line": XL_CHART_TYPE.LINE,
        "bar": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    }
    data = CategoryChartData()
    data.categories = list(native.categories)
    for name, values in native.series.items():
        data.add_series(name, values)
    size = (Inches(EDGE), Inches(TOP), Inches(WIDTH - 2 * EDGE), Inches(HEIGHT - TOP - BOTTOM))
    frame = slide.shapes.add_chart(kinds[native.kind], *size, data)
    chart = frame.chart
    chart.font.size = Pt(CELL)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = chart.value_axis
    axis.has_title = True
    axis.axis_title.text_frame.text = native.unit
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(CELL)
    _colour(chart, native.kind)
    return frame


def _colour(chart: Any, kind: str) -> None:
    """Gives series the colours of the theme."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    for number, series in enumerate(chart.plots[0].series):
        colour = RGBColor.from_string(COLOURS[number % len(COLOURS)].lstrip("#"))
        if kind == "line":
            series.smooth = False
            series.format.line.color.rgb = colour
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour


def _title(slide: "Slide", text: str, move: bool = True) -> None:
    from pptx.enum.text import MSO_ANCHOR
    from pptx.util import Inches

    title = slide.shapes.title
    assert title is not None
    title.text_frame.word_wrap, title.text_frame.text = True, text
    _sized(title.text_frame, next((size for letters, size in TITLES if len(text) <= letters), SMALLEST_TITLE))
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
