"""Looks at a figure as a reader does: is anything written over something else, or over the edge?"""

from matplotlib.figure import Figure
from matplotlib.text import Text


def check_apart(figure: Figure) -> None:
    """All that is written stands on the slide, and not over anything else that is written."""
    figure.draw_without_rendering()
    shown = [axes for axes in figure.axes if axes.get_visible()]
    texts = [*figure.texts]
    for axes in shown:
        low, high = sorted(axes.get_ylim())
        names = [each for each in axes.get_yticklabels() if low <= each.get_position()[1] <= high]
        written = [each for each in axes.get_children() if isinstance(each, Text)]
        texts += [*written, *([axes.xaxis.label, axes.yaxis.label, *names] if axes.axison else [])]
    boxes = [(each.get_text(), Text.get_window_extent(each)) for each in texts if each.get_text().strip()]
    for index, (text, box) in enumerate(boxes):
        assert box.x0 >= 0.0 <= box.y0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y1 <= figure.bbox.y1, text
        for other, there in boxes[:index]:
            assert not box.shrunk(0.98, 0.75).overlaps(there.shrunk(0.98, 0.75)), (text, other)
