"""Native charts of slides: drawn by the office program, so that people can edit them."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulation.present.chart import Native, pale
from simulation.present.pack.workbook import write

if TYPE_CHECKING:
    from pptx.slide import Slide

LETTERS = 12
"""size, in points"""
LONG = 18
"""letters of a category from which on bars lie"""
FEW_LABELS, MOST_LABELS = 6, 20
"""categories under a chart that are written in lines under one another, and that are not written aslant"""
WHOLE = 5.0
"""from which largest number on an axis has no decimals"""
UPRIGHT, ASLANT = "0", "-2700000"
"""in 60,000th of a degree"""
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def add_native(slide: "Slide", native: Native, place: tuple[int, int, int, int], colours: Sequence[str]) -> Any:
    """Puts a chart of the office program itself on a slide.

    Args:
        slide: it is last in the reading order there
        native: what it shows
        place: left, top, width and height
        colours: of series

    Returns:
        the frame with the chart
    """
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Pt

    lies = native.kind != "line" and max(map(len, native.categories), default=0) > LONG
    kinds = {
        "line": XL_CHART_TYPE.LINE,
        "bar": XL_CHART_TYPE.BAR_CLUSTERED if lies else XL_CHART_TYPE.COLUMN_CLUSTERED,
        "stacked": XL_CHART_TYPE.BAR_STACKED if lies else XL_CHART_TYPE.COLUMN_STACKED,
    }
    data = CategoryChartData()
    data.categories = list(native.categories)
    for name, values in native.series.items():
        data.add_series(name, values)
    frame: Any = slide.shapes.add_chart(kinds[native.kind], *place, data)  # type: ignore[arg-type]
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(native))
    chart.font.size = Pt(LETTERS)
    chart.has_title = False
    chart.has_legend = len(native.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    numbers = [value for values in native.series.values() for value in values if value is not None]
    _measure(chart.value_axis, numbers, native)
    if native.kind != "line" and numbers and not any(numbers):
        _show_zeros(chart)
    _colour(chart, native, colours)
    if native.across:
        _name(chart.category_axis, native.across)
    if lies:
        chart.category_axis.reverse_order = True  # the first on top
        chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # else numbers are on top too
    else:
        _thin(chart.category_axis, native)
    return frame


def _measure(axis: Any, numbers: Sequence[float], native: Native) -> None:
    """Writes the unit beside the axis, and its numbers with as few digits as they need; lines of levels begin at 0."""
    _name(axis, native.unit)
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.number_format = "#,##0" if max(map(abs, numbers), default=0.0) >= WHOLE else "0.0#"
    if min(numbers, default=-1.0) >= 0.0:
        axis.minimum_scale = 0.0
    if native.most is not None:
        axis.maximum_scale = native.most


def _workbook(native: Native) -> bytes:
    """Makes the workbook behind a chart anew: that of python-pptx takes a name that begins with ``=`` for a formula."""
    from xlsxwriter import Workbook

    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    sheet, text = book.add_worksheet(), book.add_format({"quote_prefix": True})
    for column, (name, values) in enumerate([("", native.categories), *native.series.items()]):
        for row, value in enumerate([name, *values]):
            write(sheet, row, column, value, text)
    book.close()
    return made.getvalue()


def _show_zeros(chart: Any) -> None:
    """Writes a zero at each bar, where there is nothing else to see."""
    chart.plots[0].has_data_labels = True
    chart.plots[0].data_labels.number_format, chart.plots[0].data_labels.number_format_is_linked = "0", False


def _name(axis: Any, text: str) -> None:
    from pptx.util import Pt

    axis.has_title = True
    axis.axis_title.text_frame.text = text
    axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = Pt(LETTERS)


def _colour(chart: Any, native: Native, house: Sequence[str]) -> None:
    """Gives series their colours, else those of the house style; one that was used before in a lighter shade."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    used: set[str] = set()
    for number, series in enumerate(chart.plots[0].series):
        shade = native.colours.get(series.name, house[number % len(house)])
        shade = pale(shade) if shade in used else shade
        used.add(shade)
        colour = RGBColor.from_string(shade.lstrip("#").upper())
        if native.kind == "line":
            series.smooth = False
            series.format.line.color.rgb = colour
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour


def _thin(axis: Any, native: Native) -> None:
    """Writes only so many categories that they stay apart."""
    if native.every > 1:
        for name in ("tickLblSkip", "tickMarkSkip"):
            skip = axis._element.makeelement(f"{{{CHART}}}{name}", {"val": str(native.every)})
            axis._element.find(f"{{{CHART}}}noMultiLvlLbl").addprevious(skip)
    if len(native.categories) <= FEW_LABELS:
        _turn(axis, UPRIGHT)
    elif native.every > 1 or len(native.categories) > MOST_LABELS:
        _turn(axis, ASLANT)  # some programs write every category that does not lie so


def _turn(axis: Any, angle: str) -> None:
    """Writes the categories at an angle."""
    axis.tick_labels.font.size = axis.tick_labels.font.size  # makes the element that has the angle
    axis._element.get_or_add_txPr().bodyPr.set("rot", angle)
