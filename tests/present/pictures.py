"""Looks at a figure as a reader does: is anything written over something else, over the edge, or too small to read?"""

from matplotlib.figure import Figure
from matplotlib.text import Text

SMALLEST = 6.5
"""points of type on a slide that can still be read"""


def check_apart(figure: Figure) -> None:
    """All that is written stands on the slide, can be read, and is not over anything else that is written."""
    figure.draw_without_rendering()
    shown = [axes for axes in figure.axes if axes.get_visible()]
    texts = [*figure.texts]
    for axes in shown:
        low, high = sorted(axes.get_ylim())
        names = [each for each in axes.get_yticklabels() if low <= each.get_position()[1] <= high]
        left, right = sorted(axes.get_xlim())
        names += [each for each in axes.get_xticklabels() if left <= each.get_position()[0] <= right]
        written = [each for each in axes.get_children() if isinstance(each, Text)]
        texts += [*written, *([axes.xaxis.label, axes.yaxis.label, *names] if axes.axison else [])]
    texts = [each for each in texts if each.get_visible() and each.get_text().strip()]
    boxes = [(each.get_text(), Text.get_window_extent(each), each.get_rotation()) for each in texts]
    for each in texts:
        assert each.get_fontsize() >= SMALLEST, (each.get_text(), each.get_fontsize())  # type: ignore[operator]
    for index, (text, box, turned) in enumerate(boxes):
        assert box.x0 >= 0.0 <= box.y0, text
        assert box.x1 <= figure.bbox.x1, text
        assert box.y1 <= figure.bbox.y1, text
        for other, there, turned_too in boxes[:index]:
            if turned not in (0.0, 90.0) and turned == turned_too:
                continue  # names at an angle beside one another, whose boxes overlap where they do not
            assert not box.shrunk(0.98, 0.75).overlaps(there.shrunk(0.98, 0.75)), (text, other)
